"""Writes of places, on real reference data; the province's own seat, its neighbour and a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from django.test import TestCase

from khabuan.access.actor import Actor, Role, Span
from khabuan.audit.models import Event
from khabuan.core import clock, offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.places import models, queries, rules
from khabuan.places.actions import (
    add_area,
    confirm_council_areas,
    correct_area,
    keep_group,
    keep_local_government,
    load_reference,
    merge_areas,
    move_area,
    rename_area,
    settle_local_government,
    settle_village,
    split_area,
)
from khabuan.places.actions.changes import NewPart
from khabuan.places.council_areas import Basis
from khabuan.places.finding import Why, clear_answer
from khabuan.places.imports import LocalGovernmentFacts, VillageFacts, read_villages
from khabuan.places.models import AbolishedArea, Area, AreaEvent, AreaGroup, AreaKind, CouncilArea, Placement
from tests.places.data import village

PUBLIC = Actor.public()
SARABURI = Actor(Role.PROVINCE, (Span.of("19."),), seat_id=1, title="ฝ่ายข้อมูลทดสอบ")
SISAKET = Actor(Role.PROVINCE, (Span.of("33."),), seat_id=2, title="จังหวัดอื่น")
AUDITOR = Actor(Role.AUDITOR, (Span.of("19."),), seat_id=3, title="ผู้ตรวจสอบ")
NATION = Actor(Role.NATION, (Span.of(""),), seat_id=4, title="ระดับชาติ")
DAY = date(2026, 10, 1)


def here(code: str) -> Area:
    area = queries.area_by_code(PUBLIC, code)
    assert area is not None
    return area


@pytest.mark.usefixtures("reference")
class WithReference(TestCase):
    def setUp(self) -> None:
        held = clock.at("2026-11-23")
        held.__enter__()
        self.addCleanup(held.__exit__, None, None, None)


@contextmanager
def refused(code: str, field: str | None = None) -> Iterator[None]:
    """The act inside is refused for this reason, at this field."""
    with pytest.raises(Refused) as problem:
        yield
    assert problem.value.code == code
    assert field is None or problem.value.field == field


class TheReference(WithReference):
    def test_a_second_load_adds_nothing_and_keeps_what_was_changed(self) -> None:
        rename_area(actor=SARABURI, area=here("190105"), name="ดาวใหม่", on=DAY, reason="ทดสอบ")
        assert load_reference(actor=Actor.system()) == 0
        assert here("190105").name == "ดาวใหม่"

    def test_nobody_but_the_program_loads_it(self) -> None:
        with pytest.raises(NotAllowed):
            load_reference(actor=NATION)

    def test_counts_and_groups_stand_in_the_tables(self) -> None:
        counts = queries.counts_within(PUBLIC, queries.nation(PUBLIC))
        assert counts == {"province": 77, "district": 928, "subdistrict": 7436}
        assert AbolishedArea.everywhere.count() == 1583
        regions = queries.groups_in(PUBLIC, queries.nation(PUBLIC), AreaGroup.Kind.REGION)
        assert regions.count() == 5
        kinds = {group.kind for group in queries.groups_of(PUBLIC, here("10"))}
        assert kinds == {"region", "movement"}

    def test_an_abolished_code_leads_to_its_successor(self) -> None:
        assert here("190103").code == "191304"
        assert queries.area_by_code(PUBLIC, "999999") is None

    def test_the_line_above_and_the_areas_below(self) -> None:
        assert [a.code for a in queries.ancestors(PUBLIC, here("190105"))] == ["1901", "19", ""]
        assert len(queries.children(PUBLIC, here("1901"))) == 11

    def test_the_pure_kinds_are_the_tables_kinds(self) -> None:
        pairs = (
            (rules.AreaKind, models.AreaKind),
            (rules.CouncilAreaKind, models.CouncilArea.Kind),
            (rules.LocalGovernmentKind, models.LocalGovernment.Kind),
            (rules.GroupKind, models.AreaGroup.Kind),
        )
        for pure, table in pairs:
            assert {kind.value for kind in pure} == set(table.values)


class VillagesAndCommunities(WithReference):
    def test_a_village_has_the_path_of_its_moo_and_a_community_of_its_key(self) -> None:
        tambon = here("190105")
        third = add_area(actor=SARABURI, parent=tambon, kind=AreaKind.VILLAGE, name="บ้านทดสอบ", moo=3)
        urban = add_area(actor=SARABURI, parent=tambon, kind=AreaKind.COMMUNITY, name="ชุมชนทดสอบ")
        assert third.path == "19.01.05.03."
        assert urban.path == f"19.01.05.c{urban.pk}."
        assert Placement.everywhere.get(area=third).parent_id == tambon.pk

    def test_a_taken_moo_and_a_wrong_place_are_refused(self) -> None:
        tambon = here("190105")
        facts = {"actor": SARABURI, "kind": AreaKind.VILLAGE, "name": "บ้านทดสอบ"}
        add_area(parent=tambon, moo=3, code="19010503", **facts)
        with refused("area_path_once"):
            add_area(parent=tambon, moo=3, **facts)
        with refused("code.taken", "code"):
            add_area(parent=tambon, moo=4, code="19010503", **facts)
        with refused("code.other_province", "code"):
            add_area(parent=tambon, moo=4, code="33010304", **facts)
        with refused("moo.shape", "moo"):
            add_area(parent=tambon, moo=100, **facts)
        with refused("area.parent", "parent"):
            add_area(parent=here("1901"), moo=4, **facts)
        with refused("name.missing", "name"):
            add_area(parent=tambon, moo=4, **facts | {"name": " "})

    def test_a_stranger_finds_no_such_place_and_the_auditor_has_no_such_office(self) -> None:
        facts = {"parent": here("190105"), "kind": AreaKind.VILLAGE, "name": "บ้านทดสอบ", "moo": 3}
        with pytest.raises(OutOfArea):
            add_area(actor=SISAKET, **facts)
        with pytest.raises(NotAllowed):
            add_area(actor=AUDITOR, **facts)
        assert not Area.everywhere.filter(kind=AreaKind.VILLAGE).exists()

    def test_a_corrected_moo_moves_the_path_and_tells_who_stores_it(self) -> None:
        seen: list[tuple[str, str]] = []
        offers.area_moves.add(offers.OnAreaMove("test", lambda old, new: seen.append((old, new))))
        self.addCleanup(offers.area_moves._offers.pop, "test")
        tambon = here("190105")
        third = add_area(actor=SARABURI, parent=tambon, kind=AreaKind.VILLAGE, name="บ้านทดสอบ", moo=3)
        correct_area(actor=SARABURI, area=third, moo=4)
        assert (third.path, third.moo) == ("19.01.05.04.", 4)
        assert seen == [("19.01.05.03.", "19.01.05.04.")]
        assert Placement.everywhere.get(area=third).path == "19.01.05.04."

    def test_a_list_row_is_added_once_changed_once_and_then_the_same(self) -> None:
        facts = VillageFacts(2, "19010507", "190105", 7, "บ้านเจ็ด", "")
        assert settle_village(actor=SARABURI, facts=facts, client_key="b1/r1")[1] == "added"
        assert settle_village(actor=SARABURI, facts=facts)[1] == "same"
        other = VillageFacts(2, "19010507", "190105", 7, "บ้านเจ็ดใหม่", "")
        area, outcome = settle_village(actor=SARABURI, facts=other)
        assert (area.name, outcome) == ("บ้านเจ็ดใหม่", "changed")
        with pytest.raises(OutOfArea):
            settle_village(actor=SISAKET, facts=VillageFacts(3, "", "190105", 8, "บ้านแปด", ""))

    def test_the_list_knows_abolished_codes_from_the_tables(self) -> None:
        known = queries.known_areas(PUBLIC, here("19"))
        reading = read_villages([village(village_code="19010307", subdistrict_code="190103")], known)
        area, _ = settle_village(actor=SARABURI, facts=reading.facts[0])
        assert (area.parent.code, area.code, area.moo) == ("191304", "", 7)


class Changes(WithReference):
    def test_an_old_name_is_kept_and_found(self) -> None:
        rename_area(actor=SARABURI, area=here("190105"), name="ดาวใหม่", on=DAY, reason="มติทดสอบ")
        found = queries.find_places(PUBLIC, "ต.ดาวเรือง สระบุรี")
        assert found[0].area.name == "ดาวใหม่"
        assert Why.OLD_NAME in found[0].found.why
        event = AreaEvent.everywhere.get()
        assert (event.on, event.before["name"], event.after["name"]) == (DAY, "ดาวเรือง", "ดาวใหม่")

    def test_a_rename_wants_a_reason_another_name_and_a_day_that_has_come(self) -> None:
        facts = {"actor": SARABURI, "area": here("190105"), "name": "ดาวใหม่", "on": DAY, "reason": "มติ"}
        with refused("change.no_reason", "reason"):
            rename_area(**facts | {"reason": " "})
        with refused("change.same_name", "name"):
            rename_area(**facts | {"name": "ดาวเรือง"})
        with refused("change.to_come", "on"):
            rename_area(**facts | {"on": date(2027, 1, 1)})
        assert here("190105").name == "ดาวเรือง"

    def test_a_moved_tambon_takes_its_villages_along_and_the_past_can_be_read(self) -> None:
        tambon = here("190105")
        third = add_area(actor=SARABURI, parent=tambon, kind=AreaKind.VILLAGE, name="บ้านทดสอบ", moo=3)
        move_area(actor=SARABURI, area=tambon, parent=here("1913"), on=DAY, reason="ตั้งอำเภอ", code="191307")
        third.refresh_from_db()
        assert (tambon.path, third.path) == ("19.13.07.", "19.13.07.03.")
        assert here("190105").pk == tambon.pk
        before = [area.code for area in queries.line_on(PUBLIC, third, date(2026, 9, 30))]
        assert [area.code for area in queries.line_on(PUBLIC, third, DAY)][1] == "1913"
        assert before[1] == "1901"
        assert tambon.pk in [a.pk for a in queries.children(PUBLIC, here("1901"), date(2026, 9, 30))]
        assert tambon.pk not in [a.pk for a in queries.children(PUBLIC, here("1901"))]

    def test_nothing_moves_over_the_border_or_to_a_wrong_level(self) -> None:
        facts = {"actor": SARABURI, "area": here("190105"), "on": DAY, "reason": "ทดสอบ"}
        with pytest.raises(OutOfArea):
            move_area(parent=here("3301"), **facts)
        with refused("placement.wrong_level", "parent"):
            move_area(parent=here("19"), **facts)

    def test_a_split_counts_before_and_after(self) -> None:
        tambon = here("190105")
        add = {"actor": SARABURI, "parent": tambon, "kind": AreaKind.VILLAGE}
        one, two = (add_area(name=f"บ้าน {moo}", moo=moo, **add) for moo in (1, 2))
        part = NewPart("ดาวน้อย", code="190118", children=(two,))
        made = split_area(actor=SARABURI, area=tambon, parts=[part], on=DAY, reason="ประชากรเพิ่ม")
        two.refresh_from_db()
        assert (made[0].path, two.path, two.parent_id) == ("19.01.18.", "19.01.18.02.", made[0].pk)
        event = AreaEvent.everywhere.get(kind=AreaEvent.Kind.SPLIT)
        assert (event.before, event.after) == ({"village": 2}, {"areas": ["ดาวน้อย"], "village": 1})
        with refused("split.children", "parts"):
            split_area(
                actor=SARABURI, area=tambon, parts=[NewPart("อีก", children=(two,))], on=DAY, reason="ก"
            )
        with refused("split.left", "parts"):
            both = [NewPart("หนึ่ง"), NewPart("สอง")]
            split_area(actor=SARABURI, area=tambon, parts=both, on=DAY, reason="ก", goes_on=False)
        one.refresh_from_db()
        assert one.parent_id == tambon.pk

    def test_merged_tambons_keep_both_villages_of_one_moo_and_the_old_code_is_found(self) -> None:
        into, gone = here("190105"), here("190106")
        villages = [
            add_area(actor=SARABURI, parent=tambon, kind=AreaKind.VILLAGE, name="บ้านทดสอบ", moo=1)
            for tambon in (into, gone)
        ]
        merge_areas(actor=SARABURI, into=into, areas=[into, gone], on=DAY, reason="รวมตำบล")
        for one in villages:
            one.refresh_from_db()
        assert {one.parent_id for one in villages} == {into.pk}
        assert len({one.path for one in villages}) == 2
        assert here("190106").pk == into.pk
        gone.refresh_from_db()
        assert gone.until == DAY
        assert queries.counts_within(PUBLIC, here("19"))["subdistrict"] == 110
        assert queries.areas_within(PUBLIC, here("19"), "subdistrict", date(2026, 9, 30)).count() == 111
        with refused("change.ended"):
            rename_area(actor=SARABURI, area=gone, name="ใหม่", on=DAY, reason="ก")

    def test_a_merge_over_the_border_writes_nothing(self) -> None:
        with pytest.raises(OutOfArea):
            merge_areas(actor=SARABURI, into=here("190105"), areas=[here("330103")], on=DAY, reason="ก")
        assert not AreaEvent.everywhere.exists()


class Lists(WithReference):
    def body(self, **facts: object):
        known = {"kind": "tao", "name": "ทดสอบ", "code": "190105", "covers": [(here("190105"), False)]}
        return keep_local_government(actor=SARABURI, province=here("19"), **known | facts)

    def test_a_body_is_listed_under_its_own_tambon_and_keeps_its_covers(self) -> None:
        body = self.body(covers=[(here("190106"), True), (here("190105"), False)])
        assert body.area.code == "190105"
        self.body(body=body, covers=[(here("190105"), True)])
        rows = models.LocalGovernmentCover.everywhere.filter(local_government=body)
        assert sorted(rows.values_list("area__code", "partly", "until")) == [
            ("190105", True, None),
            ("190106", True, date(2026, 11, 23)),
        ]

    def test_a_body_of_no_kind_or_with_a_strange_tambon_is_refused(self) -> None:
        with refused("body.kind", "kind"):
            self.body(kind="village")
        with refused("body.covers", "covers"):
            self.body(covers=[(here("330103"), False)])

    def test_a_list_row_of_a_body_is_added_once(self) -> None:
        facts = LocalGovernmentFacts(
            2, rules.LocalGovernmentKind.PAO, "สระบุรี", "", "19", (), Decimal("14.5"), Decimal("100.9")
        )
        known = {"actor": SARABURI, "province": here("19"), "facts": facts}
        outcomes = [settle_local_government(**known)[1] for _ in range(2)]
        assert outcomes == ["added", "same"]

    def test_the_province_confirms_its_list_and_later_changes_are_dated(self) -> None:
        saraburi = here("19")
        proposed = queries.propose_for(PUBLIC, saraburi, Basis.SUBDISTRICT).areas
        rows = confirm_council_areas(actor=SARABURI, province=saraburi, areas=proposed)
        assert len(rows) == 111
        assert (rows[0].since, rows[0].confirmed_by) == (None, "ฝ่ายข้อมูลทดสอบ")
        confirm_council_areas(actor=SARABURI, province=saraburi, areas=proposed[1:], on=DAY)
        assert queries.council_areas_in(PUBLIC, saraburi).count() == 110
        assert queries.council_areas_in(PUBLIC, saraburi, date(2026, 9, 30)).count() == 111
        confirm_council_areas(actor=SARABURI, province=saraburi, areas=proposed, on=date(2026, 11, 1))
        assert CouncilArea.everywhere.count() == 112

    def test_an_empty_doubled_or_foreign_list_changes_nothing(self) -> None:
        saraburi = here("19")
        proposed = queries.propose_for(PUBLIC, saraburi, Basis.SUBDISTRICT).areas
        known = {"actor": SARABURI, "province": saraburi}
        with refused("council_area.none", "areas"):
            confirm_council_areas(areas=[], **known)
        with refused("council_area.twice", "areas"):
            confirm_council_areas(areas=[proposed[0], proposed[0]], **known)
        foreign = queries.propose_for(PUBLIC, here("33"), Basis.SUBDISTRICT).areas
        with refused("council_area.other_province", "areas"):
            confirm_council_areas(areas=foreign, **known)
        with pytest.raises(OutOfArea):
            confirm_council_areas(actor=SISAKET, province=saraburi, areas=proposed)
        assert not CouncilArea.everywhere.exists()


class Groups(WithReference):
    def zone(self, name: str, *codes: str, on: date = date(2024, 10, 1), **facts: object) -> AreaGroup:
        members = [here(code) for code in codes]
        known = {"actor": SARABURI, "area": here("19"), "kind": AreaGroup.Kind.ZONE}
        return keep_group(name=name, members=members, on=on, **known | facts)

    def test_last_years_members_can_still_be_read(self) -> None:
        zone = self.zone("โซน 1", "1901", "1902")
        self.zone("โซน 1", "1901", "1903", on=DAY, group=zone)
        codes = [[a.code for a in queries.members_of(PUBLIC, zone, on)] for on in (date(2026, 9, 30), DAY)]
        assert [set(one) for one in codes] == [{"1901", "1902"}, {"1901", "1903"}]

    def test_an_ended_zone_shows_the_members_of_its_last_day(self) -> None:
        zone = self.zone("โซน 1", "1901", "1902", until=DAY)
        assert {a.code for a in queries.members_of(PUBLIC, zone)} == {"1901", "1902"}
        assert not queries.groups_in(PUBLIC, here("19"), "zone").exists()
        self.zone("โซน 1", "1901", on=DAY)
        assert queries.groups_in(PUBLIC, here("19"), "zone").count() == 1

    def test_an_amphoe_is_in_one_zone_at_a_time(self) -> None:
        self.zone("โซน 1", "1901")
        with refused("group.two_at_once", "members"):
            self.zone("โซน 2", "1901", "1902")
        assert AreaGroup.everywhere.filter(kind="zone").count() == 1

    def test_a_zone_has_amphoe_of_its_province(self) -> None:
        with refused("group.member_kind", "members"):
            self.zone("โซน 1", "3301")
        with refused("group.member_kind", "members"):
            self.zone("โซน 1", "190105")
        with refused("group.home", "area"):
            self.zone("โซน 1", "1901", kind=AreaGroup.Kind.CLUSTER)
        with refused("group.members", "members"):
            self.zone("โซน 1")

    def test_the_movements_own_groups_may_overlap(self) -> None:
        known = {"actor": NATION, "area": queries.nation(PUBLIC), "kind": AreaGroup.Kind.MOVEMENT, "on": DAY}
        for name in ("กลุ่มทดสอบหนึ่ง", "กลุ่มทดสอบสอง"):
            keep_group(name=name, members=[here("19")], **known)
        assert queries.groups_of(PUBLIC, here("19")).filter(kind="movement").count() == 2

    def test_each_act_leaves_one_event_in_the_chain(self) -> None:
        before = Event.objects.count()
        self.zone("โซน 1", "1901", "1902")
        assert Event.objects.count() == before + 1


class Finding(WithReference):
    def test_a_village_is_found_by_moo_and_by_name_within_its_tambon(self) -> None:
        for code in ("190105", "330103"):
            add_area(actor=NATION, parent=here(code), kind=AreaKind.VILLAGE, name="บ้านทดสอบใต้", moo=3)
        for typed in ("ม.3 ต.ดาวเรือง", "บ้านทดสอบใต้ ดาวเรือง", "ทดสอบไต้ ต.ดาวเรือง สระบุรี"):
            found = queries.find_places(PUBLIC, typed)
            assert found[0].area.path == "19.01.05.03.", typed
            assert [a.code for a in found[0].line] == ["190105", "1901", "19"]

    def test_home_comes_first_among_equals(self) -> None:
        found = queries.find_places(PUBLIC, "อำเภอเมือง", near="33")
        assert found[0].area.code == "3301"
        assert clear_answer([one.found for one in found]) is None

    def test_slips_old_codes_and_latin_letters(self) -> None:
        cases = {
            "ดาเรือง": "190105",
            "Daoruang": "190105",
            "190103": "191304",
            "ต.พุแค อ.เมืองสระบุรี": "191304",
            "korat": "30",
            "สะบุรี": "19",
            "ศรีสะเกต": "33",
        }
        for typed, code in cases.items():
            assert queries.find_places(PUBLIC, typed)[0].area.code == code, typed

    def test_what_people_type_is_found(self) -> None:
        """Order, marks without dots, Thai digits, invisible signs, two letters for one, Latin letters and slips."""
        cases = {
            "ต.ดาวเรือง สระบุรี": "190105",
            "สระบุรี ดาวเรือง": "190105",
            "ดาวเรื่อง": "190105",
            "ดาเรือง สระบุรี": "190105",
            "ดาวเรือง สะบุรี": "190105",
            "ต ดาวเรือง อ เมือง จ สระบุรี": "190105",
            "ดาว\u200bเรือง": "190105",
            "๑๙๐๑๐๕": "190105",
            "dao rueang saraburi": "190105",
            "dao ruang sara buri": "190105",
            "tambon dao rueang": "190105",
            "Saraburi": "19",
            "muang saraburi": "1901",
            "เมืองสระบุรี": "1901",
            "เทศบาลเมืองสระบุรี": "1901",
            "kang khoi": "1902",
            "ban mo saraburi": "1906",
            "Amphoe Kaeng Khoi": "1902",
            "กทม": "10",
            "bkk": "10",
            "เขตบางรัก": "1004",
            "แขวงสีลม เขตบางรัก": "100402",
            "เเก่งคอย": "1902",
            "นํ้าพอง": "4007",
            "น้ําพอง": "4007",
            "ต.บ้านหมอ": "190601",
            "อ.บ้านหมอ": "1906",
            "กันทรลักษณ์": "3304",
        }
        for typed, code in cases.items():
            assert queries.find_places(PUBLIC, typed)[0].area.code == code, typed

    def test_a_moo_is_read_in_every_way_it_is_written(self) -> None:
        add_area(actor=NATION, parent=here("190105"), kind=AreaKind.VILLAGE, name="บ้านทดสอบใต้", moo=3)
        for typed in ("ม.3 ดาวเรือง", "ม3 ต ดาวเรือง", "ม 3 ดาวเรือง", "หมู่ ๓ ต.ดาวเรือง", "หมู่ที่ 3 ตำบลดาวเรือง"):
            assert queries.find_places(PUBLIC, typed)[0].area.path == "19.01.05.03.", typed

    def test_amphoe_and_tambon_of_one_name_are_both_offered(self) -> None:
        found = queries.find_places(PUBLIC, "บ้านหมอ")
        assert [one.area.code for one in found[:2]] == ["1906", "190601"]
        assert clear_answer([one.found for one in found]) is None

    def test_a_local_government_on_record_leads_to_the_tambon_it_is_listed_at(self) -> None:
        keep_local_government(
            actor=SARABURI, province=here("19"), kind="city", name="สระบุรี", covers=[(here("190101"), True)]
        )
        found = queries.find_places(PUBLIC, "เทศบาลเมืองสระบุรี")
        assert {one.area.code for one in found[:2]} == {"1901", "190101"}
        assert "190101" not in [one.area.code for one in queries.find_places(PUBLIC, "สระบุรี")]

    def test_a_slip_beside_its_province_is_found_however_many_places_sound_so(self) -> None:
        for typed, code in {
            "หนองแ สระบุรี": "1903",
            "nong kea saraburi": "1903",
            "หงองแค จ.สระบุรี": "1903",
        }.items():
            found = queries.find_places(PUBLIC, typed)[:3]
            assert code in [one.area.code for one in found], typed
            assert all("19" in [area.code for area in one.line] for one in found[:1]), typed

    def test_a_search_stops_with_the_first_step_that_answers(self) -> None:
        with self.assertNumQueries(7):
            assert queries.find_places(PUBLIC, "dao rueang saraburi")[0].found.score == 1.0
        with self.assertNumQueries(10):
            assert queries.find_places(PUBLIC, "dao reang saraburi")[0].area.code == "190105"

    def test_the_number_of_queries_does_not_grow_with_what_is_found(self) -> None:
        with self.assertNumQueries(7):
            queries.find_places(PUBLIC, "ต.ดาวเรือง สระบุรี")
        with self.assertNumQueries(9):
            assert len(queries.find_places(PUBLIC, "อำเภอเมือง", limit=50)) == 50

    def test_the_search_box_finds_areas_near_home_first(self) -> None:
        saraburi = Actor(Role.PROVINCE, (Span.of("19."),), seat_id=1, home="19.")
        first = offers.search_sources["area"].find(saraburi, "อำเภอเมือง", 5)[0]
        assert (first.title, first.more, first.path) == ("อ.เมืองสระบุรี", "จ.สระบุรี", "/places/1901/")

    def test_the_former_name_of_a_village_is_found_beside_a_living_namesake(self) -> None:
        renamed, namesake = (
            add_area(actor=NATION, parent=here(code), kind=AreaKind.VILLAGE, name="บ้านแพะทดสอบ", moo=1)
            for code in ("190105", "190106")
        )
        rename_area(actor=NATION, area=renamed, name="บ้านใหม่ลองชื่อ", on=DAY, reason="มติประชาคมหมู่บ้าน")
        for typed in ("บ้านแพะทดสอบ", "แพะทดสอบ"):
            found = queries.find_places(PUBLIC, typed)
            assert [one.area.pk for one in found[:2]] == [namesake.pk, renamed.pk], typed
            assert Why.OLD_NAME in found[1].found.why
            assert clear_answer([one.found for one in found[:2]]) is not None
        for typed in ("บ้านแพะทดสอบ ต.ดาวเรือง", "แพะทดสอบ ดาวเรือง สระบุรี"):
            found = queries.find_places(PUBLIC, typed)
            assert found[0].area.pk == renamed.pk, typed
            assert Why.OLD_NAME in found[0].found.why
        assert queries.find_places(PUBLIC, "บ้านใหม่ลองชื่อ")[0].area.pk == renamed.pk

    def test_the_search_box_finds_local_governments_by_kind_and_name(self) -> None:
        keep_local_government(
            actor=SARABURI, province=here("19"), kind="city", name="สระบุรี", covers=[(here("190101"), True)]
        )
        keep_local_government(
            actor=SARABURI, province=here("19"), kind="tao", name="ดาวเรือง", covers=[(here("190105"), False)]
        )

        def titles(words: str) -> list[str]:
            return [one.title for one in offers.search_sources["local_government"].find(SARABURI, words, 5)]

        for words in ("เทศบาลเมืองสระบุรี", "ทม.สระบุรี", "เทศบาลเมือง"):
            assert titles(words) == ["เทศบาลเมืองสระบุรี"], words
        for words in ("อบต.ดาวเรือง", "อบต ดาวเรือง", "องค์การบริหารส่วนตำบลดาวเรือง", "ดาวเรือง"):
            assert titles(words) == ["องค์การบริหารส่วนตำบลดาวเรือง"], words
        for words in ("เทศบาลเมืองแก่งคอย", "อบ", ""):
            assert titles(words) == [], words
        found = offers.search_sources["local_government"].find(PUBLIC, "เทศบาลเมืองสระบุรี", 5)
        assert [one.path for one in found] == ["/local-governments/?place=190101"]

    def test_the_search_box_finds_zones_that_have_ended_after_those_in_force(self) -> None:
        facts = {
            "actor": SARABURI,
            "area": here("19"),
            "kind": AreaGroup.Kind.ZONE,
            "members": [here("1901")],
        }
        for name, on, until in (
            ("โซน 1 ปี 2568", date(2024, 10, 1), date(2025, 10, 1)),
            ("โซน 1 ปี 2569", date(2025, 10, 1), DAY),
            ("โซน 1 ปี 2570", DAY, None),
        ):
            keep_group(name=name, on=on, until=until, **facts)
        found = offers.search_sources["group"].find(SARABURI, "โซน 1", 5)
        assert [one.title for one in found] == ["โซน 1 ปี 2570", "โซน 1 ปี 2569", "โซน 1 ปี 2568"]
        assert "สิ้นสุดแล้ว" not in found[0].more
        assert "วันสุดท้าย 30 ก.ย. 2569" in found[1].more
        (past,) = offers.search_sources["group"].find(SARABURI, "โซน 1 ปี 2569", 5)
        assert past.title == "โซน 1 ปี 2569"

    def test_nothing_typed_asks_nothing(self) -> None:
        with self.assertNumQueries(0):
            assert queries.find_places(PUBLIC, " ") == []
