"""A list that is sent again: what it says anew of members who are here is shown, and written on a press of its own."""

from __future__ import annotations

from datetime import date

from khabuan.funds import bringing_in as work
from khabuan.funds.actions import bringing_in as actions
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.actions.cut_over import count_cut_over, post_cut_over
from khabuan.funds.models import Beneficiary, Member, MemberEvent, MemberList, MemberListRow, PastYear
from khabuan.funds.rules.collecting import Payments
from khabuan.places.models import Area
from khabuan.registry.actions.organisations import add_organisation as add_body
from khabuan.registry.models import Identity
from tests.funds.test_bringing_in_db import HEADINGS, Lists, give_moo, member
from tests.support import SYSTEM, policy_rows

MORE = (*HEADINGS, "ผู้รับผลประโยชน์", "สวัสดิการครั้งเดียวในชีวิต")


def told(roll: MemberList) -> dict[str, tuple[str, str]]:
    """What differs in the list: column → register and file."""
    rows = MemberListRow.everywhere.filter(roll=roll, verdict="differs")
    return {column: (said["old"], said["new"]) for row in rows for column, _code, said in row.remarks}


def refused(roll: MemberList) -> list[tuple[str, str]]:
    rows = MemberListRow.everywhere.filter(roll=roll, verdict="wrong").order_by("number")
    return [(column, code) for row in rows for column, code, _values in row.remarks]


class SentAgain(Lists):
    def correct(self, roll: MemberList) -> MemberList:
        return work.save_rows(
            self.treasurer, actions.save_list(actor=self.treasurer, roll=roll, correcting=True)
        )

    def test_the_same_list_says_nothing_anew(self) -> None:
        rows = [member(1), member(2)]
        self.save(self.take(rows))
        again = self.take(rows)
        assert (again.counts["known"], told(again), again.counts.get("new", 0)) == (2, {}, 0)

    def test_what_differs_is_shown_and_changes_only_on_its_own_press(self) -> None:
        self.save(self.take([(*member(1), "บุตร ทดสอบ", "-"), (*member(2), "-", "-")], headings=MORE))
        row = member(1, จ่ายถึง="31/12/2568", วันเกิด="2511-05-01", **{"ชื่อ-สกุล": "นางสมาชิก1 นามใหม่", "2568": 300})
        again = self.take(
            [(*row, "หลาน ทดสอบ", "คลอดบุตร"), (*member(2), "-", "-"), (*member(3), "-", "-")], headings=MORE
        )
        assert told(again) == {
            "title": ("นาย", "นาง"), "surname": ("ทดสอบ", "นามใหม่"), "born_on": ("1967-05-01", "1968-05-01"),
            "paid_to": ("2025-09-30", "2025-12-31"), "beneficiary": ("บุตร ทดสอบ", "หลาน ทดสอบ"),
            "year:2025": ("365.00", "300"), "benefits_once": ("", "เด็กแรกเกิด/คลอดบุตร"),
        }  # fmt: skip
        assert (again.counts["known"], again.counts["differs"], again.counts["new"]) == (1, 1, 1)
        self.save(again)
        one = Member.everywhere.select_related("person").get(number="0001")
        assert (one.person.surname, one.paid_base_on) == ("ทดสอบ", date(2025, 9, 30))
        assert Member.everywhere.count() == 3

        self.correct(again)
        one = Member.everywhere.select_related("person").get(number="0001")
        assert (str(one.person), one.person.born_on) == ("นางสมาชิก1 นามใหม่", date(1968, 5, 1))
        assert one.paid_base_on == date(2025, 12, 31)
        past = {(row.what, row.year): row.amount for row in PastYear.everywhere.filter(member=one)}
        assert past == {("contribution", 2024): 365, ("contribution", 2025): 300, ("once:1", 0): 0}
        heirs = Beneficiary.everywhere.filter(member=one).order_by("pk")
        assert [(heir.name, heir.until is None) for heir in heirs] == [
            ("บุตร ทดสอบ", False),
            ("หลาน ทดสอบ", True),
        ]
        step = MemberEvent.everywhere.get(member=one, act="changed")
        assert (step.document, step.detail["paid_to"]) == ("ทะเบียน.xlsx", ["2025-09-30", "2025-12-31"])
        assert "surname" not in step.detail  # the person's own history has it
        assert told(again) == {}
        assert again.counts["corrected"] == 1

    def test_corrections_alone_leave_the_new_ones_to_be_saved(self) -> None:
        self.save(self.take([member(1)]))
        again = self.correct(self.take([member(1, จ่ายถึง="31/12/2568"), member(2)]))
        assert (again.state, Member.everywhere.count()) == ("rehearsed", 1)
        assert self.save(again).state == "done"
        assert Member.everywhere.count() == 2

    def test_who_moved_to_another_village_pays_at_its_centre(self) -> None:
        self.save(self.take([member(1)]))
        village = Area.everywhere.get(code="19010101")
        with policy_rows(names=("test.give_moo",)):
            give_moo(actor=SYSTEM, area=village)
        centre = add_body(
            actor=SYSTEM, area=village, kind="village_centre", name="ศูนย์ ม.1", parent=self.fund.organisation
        )
        again = self.take([member(1)])
        assert told(again) == {"moo": ("", "1")}
        self.correct(again)
        one = Member.everywhere.select_related("person").get()
        assert (one.centre_id, one.person.area_id) == (centre.pk, village.pk)

    def test_an_empty_cell_says_nothing(self) -> None:
        self.save(self.take([member(1)]))
        again = self.take([member(1, วันเกิด="", จ่ายถึง="", **{"2567": "", "เลขบัตร": ""})])
        assert told(again) == {}

    def test_a_number_that_is_another_s_is_told(self) -> None:
        """Before, such a row was passed over without a word."""
        self.save(self.take([member(1)]))
        other = {"เลขบัตร": member(9)[1], "ชื่อ-สกุล": "นายคนอื่น จริง"}
        again = self.take([member(1, **other)])
        assert refused(again) == [("number", "number_of_another")]
        married = self.take([member(1, **{"ชื่อ-สกุล": "นางสมหญิงอื่น เปลี่ยนหมด"})])
        assert refused(married) == []  # the same card: the same person, whatever the name
        assert told(married)["given"] == ("สมาชิก1", "สมหญิงอื่น")

    def test_a_new_card_is_sealed_and_shown_masked(self) -> None:
        self.save(self.take([member(1)]))
        again = self.take([member(1, เลขบัตร=member(7)[1])])
        old, new = told(again)["citizen"]
        assert {old[:6], new[:6]} == {"x-xxxx"}
        self.correct(again)
        assert Identity.everywhere.filter(until__isnull=True, kind="citizen").get().shown == new

    def test_who_left_is_recorded_on_the_page(self) -> None:
        self.save(self.take([member(1)]))
        again = self.take([member(1, สถานะ="ลาออก")])
        assert refused(again) == [("state", "left_by_page")]

    def test_who_has_paid_here_keeps_the_day(self) -> None:
        self.save(self.take([member(1)]))
        one = Member.everywhere.select_related("party").get()
        counted = count_cut_over(
            actor=self.treasurer, fund=self.fund, on=date(2025, 10, 1), pieces={10000: 5}
        )
        post_cut_over(actor=self.treasurer, cut_over=counted)
        record_collection(
            actor=self.treasurer,
            fund=self.fund,
            on=date(2025, 10, 5),
            collector="ผู้เก็บ",
            payments=Payments.of([(one.pk, 3000)]),
        )
        again = self.take([member(1, จ่ายถึง="31/12/2568")])
        assert refused(again) == [("paid_to", "paid_here")]

    def test_what_the_register_refuses_waits_and_the_others_go_on(self) -> None:
        self.save(self.take([member(1, สถานะ="เสียชีวิต", วันเสียชีวิต="1/2/2567"), member(2)]))
        again = self.take([
            member(1, สถานะ="เสียชีวิต", วันเสียชีวิต="-", วันเกิด="2568-01-01", วันสมัคร="2568-02-01"),
            member(2, จ่ายถึง="31/12/2568"),
        ])  # fmt: skip
        assert refused(again) == [("joined_on", "joined_after_leaving")]
        self.correct(again)
        assert Member.everywhere.get(number="0002").paid_base_on == date(2025, 12, 31)

    def test_a_total_gives_way_to_the_years(self) -> None:
        headings = (*HEADINGS[:9], "ยอดสะสม")
        self.save(self.take([(*member(1)[:9], 730)], headings=headings))
        assert PastYear.everywhere.get().amount == 730
        self.correct(self.take([member(1)]))
        past = {row.year: row.amount for row in PastYear.everywhere.all()}
        assert past == {0: 0, 2024: 365, 2025: 365}
