"""Whether a record is what a text names: points, reasons, what is sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khabuan.reader.rules import meaning
from khabuan.reader.rules.meaning import Because, Held, Named, Score

HOME = "19.01.01."
FUND = "กองทุนสวัสดิการชุมชนตำบลดาวเรือง"


def fund(name: str = FUND, path: str = HOME, kind: str = "fund", **facts: object) -> Held:
    return Held(1, name, path, kind=kind, **facts)  # type: ignore[arg-type]


def someone(given: str = "สมชาย", surname: str = "ใจดี", path: str = HOME, **facts: object) -> Held:
    return Held(1, given, path, surname, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "held", "reasons", "is_sure"),
    [
        (FUND, fund(), [Because.NAME, Because.PLACE], True),
        ("กองทุนสวัสดิการชุมชน ตำบลดาวเรือง", fund(), [Because.NAME, Because.PLACE], True),
        ("กองทุนดาวเรือง", fund(), [Because.OWN_NAME, Because.KIND, Because.PLACE], True),
        ("กองทุนดาวเรือง", fund(path="19.02.01."), [Because.OWN_NAME, Because.KIND, Because.PROVINCE], False),
        ("สภาองค์กรชุมชนดาวเรือง", fund(), [Because.OWN_NAME, Because.OTHER_KIND, Because.PLACE], False),
        (FUND, fund(path="33.02.01."), [Because.NAME, Because.ELSEWHERE], False),
        ("พอช.", fund("สถาบันพัฒนาองค์กรชุมชน", "", "agency", others=("พอช.",)),
         [Because.WRITTEN, Because.PROVINCE], True),
        ("สำนักงานทดสอบจังหวัด (สทจ.)", fund("สำนักงานทดสอบจังหวัด", kind="agency"), [Because.NAME, Because.PLACE], True),
        ("กระทรวงทดสอบ (กท.)", fund("กระทรวงของการทดสอบ", "", "agency", others=("กท.",)),
         [Because.SHORT_NAME, Because.PROVINCE], False),
        ("กองทุนบ้านใหม่", fund(), [Because.LIKE, Because.KIND, Because.PLACE], False),
    ],
)  # fmt: skip
def test_a_body_by_its_name_kind_and_place(
    name: str, held: Held, reasons: list[Because], is_sure: bool
) -> None:
    score = meaning.body(Named(name, paths=(HOME,), home="19."), held)
    assert (list(score.reasons), score.is_sure) == (reasons, is_sure)


COUNCIL = "สภาองค์กรชุมชนตำบลดาวเรือง"


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("สอช.ต.ดาวเรือง", fund(COUNCIL, kind="council")),
        ("สภาองค์กรชุมชน ต.ดาวเรือง", fund(COUNCIL, kind="council")),
        ("สภาฯ ต.ดาวเรือง", fund(COUNCIL, kind="council")),
        ("สภาองค์กรชุมชน อบต.ดาวเรือง", fund(COUNCIL, kind="council")),
        ("สภาองค์กรชุมชนตำบลดาวเรือง อ.เมือง จ.สระบุรี", fund(COUNCIL, kind="council")),
        ("สภาองค์กรชุมชน ทต.ดาวเรือง", fund("สภาองค์กรชุมชนเทศบาลตำบลดาวเรือง", kind="council")),
        ("กองทุนสวัสดิการฯ ต.ดาวเรือง", fund()),
        ("กองทุนวันละบาท ต.ดาวเรือง", fund()),
        ("กองทุนสวัสดิการวันละ 1 บาท ต.ดาวเรือง", fund()),
        ("เครือข่ายป่าชุมชนจังหวัดสระบุรี", fund("เครือข่ายป่าชุมชนจังหวัดสระบุรี (ทดสอบ)", kind="network")),
        ("พอช.", fund("สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)", kind="agency")),
        ("ธ.ก.ส.", fund("ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร", kind="agency")),
        ("พมจ.สระบุรี", fund("สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสระบุรี", kind="agency")),
        ("สนง.พมจ.สระบุรี", fund("สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสระบุรี", kind="agency")),
        ("อบจ.สระบุรี", fund("องค์การบริหารส่วนจังหวัดสระบุรี", kind="agency")),
        ("อบต.ดาวเรือง", fund("องค์การบริหารส่วนตำบลดาวเรือง", kind="agency")),
        ("ทต.ดาวเรือง", fund("เทศบาลตำบลดาวเรือง", kind="agency")),
    ],
)  # fmt: skip
def test_a_name_that_is_written_short_is_the_same_name(name: str, held: Held) -> None:
    score = meaning.body(Named(name, paths=(HOME,), home="19."), held)
    assert (list(score.reasons), score.is_sure) == ([Because.WRITTEN, Because.PLACE], True)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("กองทุนวันละบาทดาวเรือง", Because.OWN_NAME),
        ("กองทุนสวัสดิการชุมชนตำบลดาวเรื่อง", Because.MARKS),
        ("กองทุนสวัสดิการชุมชนตำบลดาวเรอง", Because.SLIP),
        ("กองทุนสวัสดิกรชุมชนตำบลดาวเรือง", Because.SLIP),
        ("กองทุนสวัสดิการชุมชนตำบลดวาเรือง", Because.SLIP),
        ("กองทุนสวัสดิการชุมชนตำบลหนองยาว", Because.LIKE),
    ],
)
def test_a_slip_of_a_letter_or_a_mark_is_likely_and_never_sure(name: str, reason: Because) -> None:
    score = meaning.body(Named(name, paths=(HOME,), home="19."), fund())
    assert score.reasons[0] == reason
    assert score.is_sure is (reason is Because.OWN_NAME)
    assert score.is_of_the_name is (reason is not Because.LIKE)


def offices(place: str = "19.") -> dict[str, Held]:
    return {
        name: Held(at, name, path, kind=kind)
        for at, (name, path, kind) in enumerate(
            (
                ("สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดทดสอบ", place, "agency"),
                ("สำนักงานพัฒนาชุมชนจังหวัดทดสอบ", place, "agency"),
                ("องค์การบริหารส่วนจังหวัดทดสอบ", place, "agency"),
                ("สำนักงานสถาบันพัฒนาองค์กรชุมชน ภาคทดสอบ", place, "agency"),
                ("คณะทำงานประเด็นที่อยู่อาศัย จังหวัดทดสอบ", place, "working_group"),
                ("คณะทำงานขบวนองค์กรชุมชนอำเภอทดสอบ", f"{place}01.", "working_group"),
                ("สภาองค์กรชุมชนจังหวัดทดสอบ (คณะทำงานจังหวัด)", place, "standing_body"),
            )
        )
    }


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("พมจ.", "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดทดสอบ"),
        ("พช.", "สำนักงานพัฒนาชุมชนจังหวัดทดสอบ"),
        ("สนง.พช.จ.ทดสอบ", "สำนักงานพัฒนาชุมชนจังหวัดทดสอบ"),
        ("อบจ.", "องค์การบริหารส่วนจังหวัดทดสอบ"),
        ("พอช.", "สำนักงานสถาบันพัฒนาองค์กรชุมชน ภาคทดสอบ"),
        ("สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน) สำนักงานภาคทดสอบ", "สำนักงานสถาบันพัฒนาองค์กรชุมชน ภาคทดสอบ"),
        ("คณะทำงานประเด็นที่อยู่อาศัย", "คณะทำงานประเด็นที่อยู่อาศัย จังหวัดทดสอบ"),
        ("คณะทำงานขบวนฯ", "คณะทำงานขบวนองค์กรชุมชนอำเภอทดสอบ"),
        ("คณะทำงานขบวนฯ อ.ทดสอบ", "คณะทำงานขบวนองค์กรชุมชนอำเภอทดสอบ"),
        ("คณะทำงานสภาองค์กรชุมชนจังหวัดทดสอบ", "สภาองค์กรชุมชนจังหวัดทดสอบ (คณะทำงานจังหวัด)"),
        ("องค์การบริหารส่วนจังหวัดทดสอบ อำเภอเมืองทดสอบ", "องค์การบริหารส่วนจังหวัดทดสอบ"),
    ],
)
def test_an_office_without_the_name_of_its_place_is_that_of_the_place_of_the_text(
    name: str, known: str
) -> None:
    named = Named(name, paths=("19.", "19.01.", HOME), home="19.")
    scores = {held.name: meaning.body(named, held) for held in offices().values()}
    assert [name for name, score in scores.items() if score.is_sure] == [known]
    elsewhere = [meaning.body(named, held) for held in offices("33.").values()]
    assert not any(score.is_sure for score in elsewhere)


@pytest.mark.parametrize("name", ["คณะทำงาน", "สำนักงาน", "สภาองค์กรชุมชน", "คณะทำงานขบวนฯ", "สำนักงานพัฒนา"])
def test_a_word_for_a_kind_of_body_is_no_body_and_an_amphoe_that_is_not_told_has_none(name: str) -> None:
    scores = [meaning.body(Named(name, paths=("19.02.",), home="19."), held) for held in offices().values()]
    assert not any(score.is_sure for score in scores)


def test_a_body_of_another_tambon_of_the_same_kind_is_not_like_it_at_all() -> None:
    named = Named("สภาองค์กรชุมชนตำบลไกลโพ้น", paths=("33.01.01.", HOME), home="19.")
    assert meaning.body(named, fund(COUNCIL, kind="council")).points == 0
    assert meaning.body(replace(named, name="ไกลโพ้น"), fund(COUNCIL, kind="council")).points > 0


def test_a_local_government_is_no_council_of_its_tambon() -> None:
    for name in ("อบต.ดาวเรือง", "ทต.ดาวเรือง"):
        assert not meaning.body(Named(name, paths=(HOME,)), fund(COUNCIL, kind="council")).is_of_the_name


@pytest.mark.parametrize(
    ("role", "held", "reasons", "is_sure"),
    [
        ("", someone(), [Because.FULL_NAME, Because.PLACE], True),
        ("", someone(path="19.02."), [Because.FULL_NAME, Because.PROVINCE], False),
        ("ประธานกองทุนดาวเรือง", someone(path="19.02.", posts=(("ประธาน", FUND),)),
         [Because.FULL_NAME, Because.POST, Because.BODY, Because.PROVINCE], True),
        ("ผู้ใหญ่บ้าน", someone(path="19.02.", posts=(("ประธาน", FUND),)), [Because.FULL_NAME, Because.PROVINCE], False),
        ("", someone(path="50.01."), [Because.FULL_NAME, Because.ELSEWHERE], False),
        ("", someone(surname="อื่น", others=("ใจดี",)), [Because.FORMER_NAME, Because.PLACE], False),
        ("", someone(surname="ใจดีย์"), [Because.SOUND, Because.PLACE], False),
        ("นายก อบต.ดาวเรือง", someone(path="19.02.", posts=(("นายก", "องค์การบริหารส่วนตำบลดาวเรือง"),)),
         [Because.FULL_NAME, Because.POST, Because.BODY, Because.PROVINCE], True),
        ("", someone("สมหญิง"), [Because.LIKE, Because.PLACE], False),
    ],
)  # fmt: skip
def test_a_person_by_name_post_and_home(role: str, held: Held, reasons: list[Because], is_sure: bool) -> None:
    score = meaning.person(Named("สมชาย ใจดี", role, (HOME,), "19."), held)
    assert (list(score.reasons), score.is_sure) == (reasons, is_sure)


def test_a_first_name_alone_never_says_who_is_meant() -> None:
    held = someone(posts=(("ประธาน", FUND),))
    score = meaning.person(Named("สมชาย", "ประธานกองทุนดาวเรือง", (HOME,), HOME), held)
    assert Because.GIVEN in score.reasons
    assert not score.is_sure


def test_a_name_without_a_title_is_likely_until_a_post_says_more() -> None:
    named = Named("สมชาย ใจดี", paths=(HOME,), is_titled=False)
    score = meaning.person(named, someone())
    assert (list(score.reasons), score.is_sure) == (
        [Because.FULL_NAME, Because.UNTITLED, Because.PLACE],
        False,
    )
    told = replace(named, role="ประธานกองทุนดาวเรือง")
    assert meaning.person(told, someone(posts=(("ประธาน", FUND),))).is_sure


def test_a_given_name_that_two_there_have_is_not_offered() -> None:
    given = meaning.of([Because.GIVEN, Because.PLACE])
    assert meaning.is_one_of_several([(1, given), (2, given)])
    assert not meaning.is_one_of_several([(1, given)])
    assert not meaning.is_one_of_several(
        [(1, meaning.of([Because.GIVEN, Because.POST, Because.PLACE])), (2, given)]
    )


VILLAGE = Held(1, "บ้านหนองบัว", "19.01.01.04.", moo=4)


@pytest.mark.parametrize(
    ("named", "reasons", "is_sure"),
    [
        (Named("หนองบัว", paths=(HOME,)), [Because.NAME, Because.PLACE], True),
        (Named("หนองบัว", paths=(HOME,), moo=4), [Because.NAME, Because.NUMBER, Because.PLACE], True),
        (Named("หนองบัว", paths=("19.01.",)), [Because.NAME, Because.PLACE], True),
        (Named("หนองบัว", paths=(HOME,), moo=5), [Because.NAME, Because.OTHER_NUMBER, Because.PLACE], False),
        (Named("โคกสูง", paths=(HOME,), moo=4), [Because.LIKE, Because.NUMBER, Because.PLACE], False),
        (Named("หนองบั้ว", paths=(HOME,)), [Because.MARKS, Because.PLACE], False),
        (Named("หนองบว", paths=(HOME,)), [Because.SLIP, Because.PLACE], False),
        (Named("หนองบัว", home=HOME), [Because.NAME, Because.BOOK], True),
        (Named("หนองบัว", home="19."), [Because.NAME, Because.NO_NEARER], False),
        (Named("หนองบัว", paths=("19.02.01.",), home=HOME, moo=4), [Because.NAME, Because.NUMBER, Because.NO_NEARER], False),
        (Named("หนองบัว", paths=("33.",), home="33."), [Because.NAME, Because.ELSEWHERE], False),
    ],
)  # fmt: skip
def test_a_village_by_its_name_and_number_in_a_place_of_the_text(
    named: Named, reasons: list[Because], is_sure: bool
) -> None:
    score = meaning.village(named, VILLAGE)
    assert (list(score.reasons), score.is_sure) == (reasons, is_sure)


def test_a_village_of_another_tambon_than_that_of_its_address_is_not_even_offered() -> None:
    named = Named("หนองบัว", paths=("19.02.01.",), home=HOME, moo=4, is_addressed=True)
    assert meaning.best([(1, meaning.village(named, VILLAGE))]) == []


def test_of_two_villages_of_one_name_there_the_number_says_which() -> None:
    other = replace(VILLAGE, key=2, path="19.01.01.07.", moo=7)
    for moo, sure in ((None, None), (7, 2), (9, None)):
        named = Named("หนองบัว", paths=(HOME,), moo=moo)
        scored = meaning.best([(one.key, meaning.village(named, one)) for one in (VILLAGE, other)])
        found = meaning.surely(scored)
        assert (found and found[0]) == sure
        assert len(scored) == 2, "both are offered"


def test_an_amphoe_behind_a_tambon_only_says_where_that_is() -> None:
    assert meaning.narrowest(["19.", "19.01.", "19.01.05.", "19.02.", "33.01."]) == (
        "19.01.05.",
        "19.02.",
        "33.01.",
    )


def test_of_two_that_fit_alike_neither_is_meant() -> None:
    one, two = Score(100, (Because.NAME,)), Score(95, (Because.NAME,))
    assert meaning.surely([(1, one), (2, two)]) is None
    assert meaning.surely([(1, one), (2, Score(80))]) == (1, one)
    assert meaning.surely([]) is None


def test_of_namesakes_shown_with_a_hundred_the_one_of_the_post_and_the_place_is_meant() -> None:
    named = Named("สมชาย ใจดี", "ประธานกองทุน", (HOME,), "19.")
    chair, far = someone(posts=(("ประธาน", FUND),)), someone(path="19.02.01.", posts=(("ประธาน", FUND),))
    scored = meaning.best([(at, meaning.person(named, held)) for at, held in enumerate((far, chair))])
    assert [score.points for _key, score in scored] == [100, 100]
    assert (meaning.surely(scored) or (None,))[0] == 1
    scored = meaning.best([(at, meaning.person(named, held)) for at, held in enumerate((chair, chair))])
    assert meaning.surely(scored) is None, "two of the post and the place"
    assert meaning.is_one_of_several(scored)


def test_who_is_of_a_body_that_the_text_names_is_told_from_a_namesake_of_the_place() -> None:
    named = Named("สมชาย ใจดี", "", (HOME,), "19.", bodies=meaning.letters_of(["กองทุนสวัสดิการฯ ต.ดาวเรือง"]))
    member, other = someone(posts=(("กรรมการ", FUND),)), someone(posts=(("กรรมการ", COUNCIL),))
    scored = meaning.best([(at, meaning.person(named, held)) for at, held in enumerate((other, member))])
    assert (meaning.surely(scored) or (None,))[0] == 1
    scored = meaning.best(
        [
            (at, meaning.person(replace(named, bodies=frozenset()), held))
            for at, held in enumerate((other, member))
        ]
    )
    assert meaning.surely(scored) is None


def test_a_secretary_is_told_short_and_a_vice_chair_is_no_chair() -> None:
    for role, title, is_held in (
        ("เลขาฯ", "เลขานุการ", True), ("เลขากองทุน", "เลขานุการ", True), ("เลขาธิการ", "เลขานุการ", False),
        ("รองประธานสภาฯ", "ประธาน", False), ("รองประธานสภาฯ", "รองประธาน", True), ("ประธานสภาฯ", "ประธาน", True),
    ):  # fmt: skip
        score = meaning.person(Named("สมชาย ใจดี", role, (HOME,), "19."), someone(posts=((title, FUND),)))
        assert (Because.POST in score.reasons) is is_held, role


def test_what_has_hardly_a_reason_is_not_offered() -> None:
    assert meaning.best([(1, Score(39)), (2, Score(60)), (3, Score(90))]) == [(3, Score(90)), (2, Score(60))]


def test_one_place_of_many_is_likelier_near_the_book() -> None:
    named = Named("หนองบัว", home="19.01.01.")
    near, far = (meaning.place(named, path, among=2) for path in ("19.03.", "50.03."))
    assert near.points > far.points
    assert meaning.place(named, "50.03.", among=1).is_sure


def test_points_stay_between_none_and_a_hundred() -> None:
    assert meaning.of([Because.ONLY, Because.PLACE]).points == 100
    assert meaning.of([Because.OTHER_KIND, Because.ELSEWHERE]).points == 0
