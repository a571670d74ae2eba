"""An old fund's spreadsheet becomes its register: understood, settled, saved in portions, and never twice."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.conf import settings
from django.test import TestCase

from khabuan.access.action import action, change
from khabuan.access.actor import Actor, Role
from khabuan.core import clock, secrets
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.thai import CitizenNumber
from khabuan.funds import bringing_in as work
from khabuan.funds.actions import bringing_in as actions
from khabuan.funds.actions.setting_up import open_fund
from khabuan.funds.actions.standing import follow_all_dues
from khabuan.funds.models import Beneficiary, Member, MemberEvent, MemberList, MemberListRow, PastYear
from khabuan.funds.queries.members import counts_of
from khabuan.places.models import Area
from khabuan.registry.actions.organisations import add_organisation as add_body
from khabuan.registry.actions.people import add_person
from khabuan.registry.models import Identity, Person
from khabuan.rules.actions import load_rules
from tests.support import SYSTEM, Country, add_area, add_organisation, policy_rows, seat


@action("test.give_moo", on="area")
def give_moo(*, actor: Actor, area: Area) -> None:
    change(area, moo=1)


HEADINGS = (
    "เลขที่สมาชิก",
    "เลขบัตร",
    "ชื่อ-สกุล",
    "หมู่",
    "วันสมัคร",
    "วันเกิด",
    "จ่ายถึง",
    "สถานะ",
    "วันเสียชีวิต",
    "2567",
    "2568",
)
Row = tuple[Any, ...]


def xlsx(rows: list[Row], headings: tuple[str, ...] = HEADINGS) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    sheet = book.add_worksheet("สมาชิก")
    sheet.write(0, 0, "ทะเบียนสมาชิกกองทุน")
    for at, row in enumerate([headings, *rows], start=2):
        sheet.write_row(at, 0, row)
    book.close()
    return packed.getvalue()


def member(number: int, **said: Any) -> Row:
    facts = {
        "เลขที่สมาชิก": f"{number:04d}", "เลขบัตร": CitizenNumber.for_test(number).digits, "ชื่อ-สกุล": f"นายสมาชิก{number} ทดสอบ",
        "หมู่": 1, "วันสมัคร": "2549-01-06 00:00:00", "วันเกิด": "2510-05-01", "จ่ายถึง": "30/9/2568", "สถานะ": "ปกติ",
        "วันเสียชีวิต": "-", "2567": 365, "2568": "365.00",
    }  # fmt: skip
    return tuple({**facts, **said}.values())


class Lists(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        if not settings.IDENTITY_KEY_FILE.exists():
            secrets.make_key_file(settings.IDENTITY_KEY_FILE)
        with policy_rows(names=("test.add_area", "test.add_organisation")):
            cls.country = Country()
            add_area(
                actor=SYSTEM, parent=cls.country.tambon_a, code="19010101", kind="village", name="บ้านทดสอบ"
            )
            body = add_organisation(actor=SYSTEM, area=cls.country.tambon_a, name="กองทุนทดสอบ", kind="fund")
        load_rules(actor=SYSTEM)
        cls.fund = open_fund(
            actor=SYSTEM,
            organisation=body,
            opened_on=date(2025, 10, 1),
            started_on=date(2006, 1, 1),
            is_old=True,
        )
        cls.treasurer = seat(Role.TREASURER, body.node)

    def take(self, rows: list[Row], **options: Any) -> MemberList:
        taken = actions.take_list(
            actor=self.treasurer, fund=self.fund, file_name="ทะเบียน.xlsx", content=xlsx(rows, **options)
        )
        return work.rehearse(self.treasurer, taken)

    def save(self, roll: MemberList) -> MemberList:
        return work.save_rows(self.treasurer, actions.save_list(actor=self.treasurer, roll=roll))


class BringingIn(Lists):
    def test_a_member_is_brought_in_with_all_that_the_list_says(self) -> None:
        roll = self.take([member(1, สถานะ="เสียชีวิต", วันเสียชีวิต="1/2/2567")])
        assert roll.state == "rehearsed"
        assert not Member.everywhere.exists()
        self.save(roll)
        one = Member.everywhere.select_related("person", "party").get()
        assert (one.number, one.person.given, one.person.title) == ("0001", "สมาชิก1", "นาย")
        assert (one.joined_on, one.paid_base_on, one.state) == (date(2006, 1, 6), date(2025, 9, 30), "died")
        assert (one.left_on, one.person.died_on, one.party.label) == (
            date(2024, 2, 1),
            date(2024, 2, 1),
            "0001",
        )
        assert Identity.everywhere.get().shown.endswith(CitizenNumber.for_test(1).mask[-4:])
        paid = {(row.what, row.year): row.amount for row in PastYear.everywhere.all()}
        assert paid == {("contribution", 2024): 365, ("contribution", 2025): 365}
        assert MemberEvent.everywhere.get().act == "brought_in"

    def test_rights_of_who_is_in_arrears_are_suspended_as_the_list_comes_in(self) -> None:
        self.enterContext(clock.at(date(2026, 2, 10)))
        self.save(self.take([member(1, จ่ายถึง="30/9/2568"), member(2, จ่ายถึง="31/1/2566")]))
        states = dict(Member.everywhere.values_list("number", "state"))
        assert states == {"0001": "active", "0002": "lapsed"}
        (event,) = MemberEvent.everywhere.filter(act="lapsed")
        assert (event.member.number, event.state_before, event.detail) == (
            "0002",
            "active",
            {"paid_up_to": "2023-01-31"},
        )
        assert follow_all_dues(actor=SYSTEM, fund=self.fund) == 0, "the night finds nothing to do"

    def test_who_joined_on_no_day_that_is_known_is_a_member_and_not_yet_to_be_matched(self) -> None:
        self.save(self.take([member(1, วันสมัคร="ไม่ทราบ"), member(2)]))
        one = Member.everywhere.get(number="0001")
        assert (one.joined_on, one.applied_on, one.paid_base_on) == (None, None, date(2025, 9, 30))
        with clock.at(date(2026, 2, 10)):
            follow_all_dues(actor=SYSTEM, fund=self.fund)
            counts = counts_of(self.treasurer, self.fund, date(2026, 2, 10))
        assert (counts.now, counts.eligible) == (2, 1)

    def test_a_member_pays_at_the_centre_of_the_village(self) -> None:
        village = Area.everywhere.get(code="19010101")
        with policy_rows(names=("test.give_moo",)):
            give_moo(actor=SYSTEM, area=village)
        centre = add_body(
            actor=SYSTEM, area=village, kind="village_centre", name="ศูนย์ ม.1", parent=self.fund.organisation
        )
        roll = self.take([member(1), member(2, หมู่=7)])
        assert [row.remarks[0][1] for row in MemberListRow.everywhere.all()] == ["no_such_moo"]
        self.save(roll)
        one = Member.everywhere.select_related("person").get()
        assert (one.centre_id, one.person.area_id) == (centre.pk, village.pk)

    def test_wrong_rows_wait_and_the_good_ones_go_in(self) -> None:
        roll = self.take([member(1), member(2, วันเกิด="2549-02-30"), member(1, เลขบัตร=""), member(3)])
        assert (roll.counts["new"], roll.counts["wrong"]) == (2, 2)
        wrong = {row.number: [remark[1] for remark in row.remarks] for row in MemberListRow.everywhere.all()}
        assert wrong == {5: ["date.day"], 6: ["number_twice"]}
        self.save(roll)
        assert sorted(Member.everywhere.values_list("number", flat=True)) == ["0001", "0003"]
        corrected = self.take([member(1), member(2), member(3)])
        assert (corrected.counts["known"], corrected.counts["new"]) == (2, 1)
        self.save(corrected)
        assert Member.everywhere.count() == Person.everywhere.count() == 3

    def test_somebody_known_by_the_number_is_not_entered_again(self) -> None:
        known = add_person(
            actor=SYSTEM,
            area=self.country.tambon_b,
            given="สมาชิก1",
            surname="ทดสอบ",
            citizen=CitizenNumber.for_test(1).digits,
        )
        roll = self.take([member(1)])
        assert roll.counts["matched"] == 1
        self.save(roll)
        assert Member.everywhere.get().person_id == known.pk

    def test_the_rehearsal_tells_what_saving_refuses_of_who_is_a_member_already(self) -> None:
        self.save(self.take([member(1)]))
        add_person(
            actor=SYSTEM, area=self.country.tambon_a, given="คนใหม่", surname="ทดสอบ",
            citizen=CitizenNumber.for_test(9).digits,
        )  # fmt: skip
        same = {"เลขบัตร": "", "ชื่อ-สกุล": "นายสมาชิก1 ทดสอบ"}
        twice = {"เลขบัตร": CitizenNumber.for_test(9).digits, "ชื่อ-สกุล": "นายคนใหม่ ทดสอบ"}
        roll = self.take(
            [member(5, **same), member(6), member(7, **twice), member(8, **{**twice, "เลขบัตร": ""})]
        )
        told = {
            row.number: row.remarks for row in MemberListRow.everywhere.filter(roll=roll, verdict="wrong")
        }
        assert told[4] == [["number", "member_already", {"number": "0001"}]]
        expected = roll.counts.get("new", 0) + roll.counts.get("matched", 0)
        self.save(roll)
        roll.refresh_from_db()
        after = MemberListRow.everywhere.filter(roll=roll, verdict="wrong").count()
        assert (roll.counts["saved"], roll.counts["wrong"]) == (expected, after)

    def test_somebody_alike_is_asked_about(self) -> None:
        known = add_person(actor=SYSTEM, area=self.country.tambon_a, given="สมาชิก1", surname="ทดสอบ")
        roll = self.take([member(1), member(2, **{"ชื่อ-สกุล": "นายสมาชิก1 ทดสอบ", "วันเกิด": "2520-01-01"})])
        assert roll.counts["choose"] == 2
        self.save(roll)
        assert not Member.everywhere.exists()
        first, second = MemberListRow.everywhere.order_by("number")
        actions.settle_row(actor=self.treasurer, row=first, decision=f"same:{known.pk}")
        actions.settle_row(actor=self.treasurer, row=second, decision="new")
        roll.refresh_from_db()
        self.save(roll)
        people = dict(Member.everywhere.values_list("number", "person"))
        assert people["0001"] == known.pk != people["0002"]
        assert set(MemberListRow.everywhere.values_list("verdict", flat=True)) == {"saved"}

    def test_the_same_name_and_birth_in_the_tambon_is_the_same_person(self) -> None:
        known = add_person(
            actor=SYSTEM,
            area=self.country.tambon_a,
            given="สมาชิก1",
            surname="ทดสอบ",
            born_on=date(1967, 5, 1),
        )
        self.save(self.take([member(1, เลขบัตร="")]))
        assert Member.everywhere.get().person_id == known.pk

    def test_an_answer_that_was_not_offered_is_refused(self) -> None:
        add_person(actor=SYSTEM, area=self.country.tambon_a, given="สมาชิก1", surname="ทดสอบ")
        self.take([member(1)])
        row = MemberListRow.everywhere.get()
        with pytest.raises(Refused):
            actions.settle_row(actor=self.treasurer, row=row, decision="same:1")

    def test_a_stop_half_way_goes_on_where_it_was(self) -> None:
        roll = actions.save_list(actor=self.treasurer, roll=self.take([member(at) for at in range(1, 181)]))
        real, calls = actions.take_members, []

        def stopping(**facts: Any) -> int:
            calls.append(facts["portion"].until)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return real(**facts)

        actions.take_members = stopping  # the power goes off in the middle
        try:
            with pytest.raises(KeyboardInterrupt):
                work.save_rows(self.treasurer, roll)
        finally:
            actions.take_members = real
        assert Member.everywhere.count() == 100 == MemberList.everywhere.get().done
        roll.refresh_from_db()
        actions.take_up_again(actor=SYSTEM, roll=roll)
        assert work.save_rows(self.treasurer, roll).state == "done"
        assert Member.everywhere.count() == Person.everywhere.count() == 180

    def test_the_same_list_saved_meanwhile_makes_nobody_a_member_twice(self) -> None:
        rows = [member(at) for at in range(1, 31)]
        late, quick = self.take(rows), self.take(rows)
        actions.save_list(actor=self.treasurer, roll=late)
        real = actions.take_members

        def overtaken(**facts: Any) -> int:
            actions.take_members = real
            self.save(quick)
            return real(**facts)

        actions.take_members = overtaken
        assert work.save_rows(self.treasurer, late).state == "done"
        assert Member.everywhere.count() == Person.everywhere.count() == 30
        assert [MemberList.everywhere.get(pk=roll.pk).counts["saved"] for roll in (late, quick)] == [0, 30]

    def test_two_workers_with_one_list_save_each_row_once(self) -> None:
        roll = actions.save_list(actor=self.treasurer, roll=self.take([member(at) for at in range(1, 31)]))
        real = actions.take_members

        def overtaken(**facts: Any) -> int:
            actions.take_members = real
            again = facts | {
                "roll": MemberList.everywhere.select_related("fund__organisation").get(pk=roll.pk)
            }
            assert real(**again) == 30
            return real(**facts)

        actions.take_members = overtaken
        assert work.save_rows(self.treasurer, roll).state == "done"
        assert Member.everywhere.count() == 30

    def test_columns_that_nobody_knows_are_asked_for(self) -> None:
        headings = ("รหัส", "เลขบัตร", "ใคร", "หมู่", "ตั้งแต่", *HEADINGS[5:])
        roll = self.take([member(1)], headings=headings)
        assert roll.state == "columns"
        with pytest.raises(Refused):
            actions.name_columns(actor=self.treasurer, roll=roll, chosen={1: "number", 3: "number"})
        named = actions.name_columns(
            actor=self.treasurer, roll=roll, chosen={1: "number", 3: "full_name", 5: "joined_on"}
        )
        assert work.rehearse(self.treasurer, named).counts["new"] == 1

    def test_beneficiaries_have_shares_of_a_whole(self) -> None:
        row = (*member(1), "นางหนึ่ง ทดสอบ (บุตร), นายสอง ทดสอบ, นายสาม ทดสอบ")
        self.save(self.take([row], headings=(*HEADINGS, "ผู้รับผลประโยชน์")))
        found = list(Beneficiary.everywhere.order_by("pk").values_list("name", "relation", "share"))
        assert found == [("นางหนึ่ง ทดสอบ", "บุตร", 34), ("นายสอง ทดสอบ", "", 33), ("นายสาม ทดสอบ", "", 33)]

    def test_a_file_that_is_no_list_is_not_taken(self) -> None:
        taken = actions.take_list(
            actor=self.treasurer, fund=self.fund, file_name="ภาพ.xlsx", content=b"\x89PNG...."
        )
        assert work.rehearse(self.treasurer, taken).state == "refused"

    def test_the_neighbour_and_the_collector_bring_in_nothing(self) -> None:
        for role, path, problem in (
            (Role.TREASURER, self.country.tambon_b.path, OutOfArea), (Role.COLLECTOR, self.fund.node, NotAllowed),
        ):  # fmt: skip
            with pytest.raises(problem):
                actions.take_list(
                    actor=seat(role, path), fund=self.fund, file_name="ก.xlsx", content=xlsx([])
                )
