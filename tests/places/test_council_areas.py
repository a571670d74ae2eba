from khabuan.places.council_areas import Basis, Cover, LocalBody, NamedArea, propose_council_areas
from khabuan.places.rules import CouncilAreaKind, LocalGovernmentKind

TAMBONS = [NamedArea("190101", "หนึ่ง"), NamedArea("190102", "สอง"), NamedArea("190103", "สาม")]
TAO, TOWNSHIP, PAO = LocalGovernmentKind.TAO, LocalGovernmentKind.TOWN, LocalGovernmentKind.PAO


def body(kind, name, *covers, code=""):
    return LocalBody(kind, name, "", code, tuple(Cover(c.rstrip("*"), c.endswith("*")) for c in covers))


BODIES = [
    body(PAO, "จังหวัด", code="19"),
    body(TAO, "หนึ่ง", "190101", "190102*", code="190101"),
    body(TOWNSHIP, "สอง", "190102*", code="1999"),
    body(TOWNSHIP, "สาม", "190103", code="1998"),
]


def propose(basis, bodies=BODIES):
    return propose_council_areas(TAMBONS, bodies, basis=basis)


def reasons(area):
    return [reason.code for reason in area.reasons]


def test_by_tambon_there_is_one_area_per_tambon():
    areas = propose(Basis.SUBDISTRICT).areas
    assert [(a.home, a.kind) for a in areas] == [
        ("190101", CouncilAreaKind.TAMBON),
        ("190102", CouncilAreaKind.TAMBON),
        ("190103", CouncilAreaKind.MUNICIPALITY),
    ]
    assert reasons(areas[1]) == ["council_area.tambon", "council_area.has_part", "council_area.has_part"]


def test_by_local_government_the_provincial_one_is_left_out():
    areas = propose(Basis.LOCAL_GOVERNMENT).areas
    assert [(a.name, a.home, a.kind) for a in areas] == [
        ("หนึ่ง", "190101", CouncilAreaKind.TAMBON),
        ("สอง", "190102", CouncilAreaKind.MUNICIPALITY),
        ("สาม", "190103", CouncilAreaKind.MUNICIPALITY),
    ]
    assert reasons(areas[0]) == [
        "council_area.body",
        "council_area.takes_whole",
        "council_area.takes_part",
    ]
    assert areas[0].reasons[2].facts == {"subdistrict": "สอง", "others": "สอง"}


def test_a_tambon_without_a_local_government_is_still_an_area():
    areas = propose(Basis.LOCAL_GOVERNMENT, BODIES[:2]).areas
    assert [(a.home, reasons(a)[0], a.covers[0].is_partial) for a in areas] == [
        ("190101", "council_area.body", False),
        ("190102", "council_area.rest", True),
        ("190103", "council_area.no_body", False),
    ]


def test_a_body_that_covers_nothing_known_is_pointed_at_and_not_proposed():
    proposal = propose(Basis.LOCAL_GOVERNMENT, [*BODIES, body(TAO, "หาย", "190199")])
    assert "หาย" not in [area.name for area in proposal.areas]
    assert [f.code for f in proposal.findings] == ["cover.unknown_subdistrict", "cover.nothing"]


def test_a_tambon_held_whole_and_shared_is_pointed_at():
    proposal = propose(Basis.LOCAL_GOVERNMENT, [*BODIES, body(TAO, "อีกแห่ง", "190103")])
    assert [f.code for f in proposal.findings] == ["cover.whole_and_shared"]


def test_namesakes_under_one_home_are_pointed_at():
    proposal = propose(Basis.LOCAL_GOVERNMENT, [*BODIES, body(TOWNSHIP, "สอง", "190102*", code="1997")])
    assert [(f.code, f.is_wrong) for f in proposal.findings] == [("council_area.same_name", False)]
    assert [area.name for area in proposal.areas] == ["หนึ่ง", "สอง", "สอง (1997)", "สาม"]


def test_in_bangkok_every_district_is_an_area_and_no_khwaeng_is():
    proposal = propose_council_areas(
        [NamedArea("100101", "แขวงทดสอบ")],
        [],
        basis=Basis.LOCAL_GOVERNMENT,
        bangkok_districts=[NamedArea("1001", "พระนคร")],
    )
    assert [(a.kind, a.home) for a in proposal.areas] == [(CouncilAreaKind.KHET, "1001")]
