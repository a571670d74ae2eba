"""Rights that follow dues, leaving, death and its undoing, one person in two funds, what follows merges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea, Refused
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.actions.doubles import settle_double
from khabuan.funds.actions.erasing import copy_of_person, reasons_to_keep
from khabuan.funds.actions.members import certify
from khabuan.funds.actions.regulation import set_rule, take_back_rule
from khabuan.funds.actions.standing import (
    change_member,
    follow_all_dues,
    leave,
    record_death,
    undo_step,
)
from khabuan.funds.models import DoubleMembership, Member, MemberEvent
from khabuan.funds.queries.members import dead_with_dues, doubles_of, doubles_settled, office_over, one_member
from khabuan.funds.rules.collecting import Payments
from khabuan.funds.rules.words import MemberAct, MemberState
from khabuan.funds.sentences import steps_of, with_settled
from khabuan.registry.actions.merging import merge_people
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.models import Person
from tests.funds.collecting_world import Collecting
from tests.funds.members_world import TODAY, Members
from tests.support import SYSTEM

NUMBER = "9000000000015"


class StandingTests(Members):
    def again(self, member: Member) -> Member:
        found: Member = Member.everywhere.select_related("person", "fund__organisation", "fund__book").get(
            pk=member.pk
        )
        return found

    def pays(self, member: Member, satang: int, on: date = TODAY) -> None:
        record_collection(
            actor=SYSTEM, fund=self.fund, on=on, collector="ผู้เก็บทดสอบ",
            payments=Payments.of([(member.pk, satang)]), is_another=True,
        )  # fmt: skip

    def event(self, member: Member, act: MemberAct) -> MemberEvent:
        found: MemberEvent = MemberEvent.everywhere.select_related("member__fund__organisation").get(
            member=member, act=act, undone_on__isnull=True
        )
        return found

    # ------------------------------------------------------------ dues

    def test_rights_lapse_after_the_months_of_the_regulation_and_come_back_with_the_money(self) -> None:
        """Joined 10 Jan, paid nothing: 6 months are over on 10 July."""
        member = self.one()
        with clock.at(date(2026, 7, 9)):
            assert follow_all_dues(actor=SYSTEM, fund=self.fund) == 0
        with clock.at(date(2026, 7, 11)):
            assert follow_all_dues(actor=SYSTEM, fund=self.fund) == 1
            assert follow_all_dues(actor=SYSTEM, fund=self.fund) == 0, "once"
        assert self.again(member).state == MemberState.LAPSED
        self.pays(member, 18100)
        follow_all_dues(actor=self.treasurer, fund=self.fund)
        assert self.again(member).state == MemberState.ACTIVE
        acts = MemberEvent.everywhere.filter(member=member).order_by("pk").values_list("act", flat=True)
        assert list(acts) == ["applied", "admitted", "lapsed", "restored"]

    def test_a_regulation_that_holds_already_moves_rights_at_once(self) -> None:
        """Joined 10 Jan, paid nothing: five months unpaid in June, so a regulation of four months suspends."""
        member = self.one()
        facts = {"actor": self.treasurer, "fund": self.fund, "key": "arrears_months"}
        with clock.at(date(2026, 6, 11)):
            set_rule(value="4", since=date(2026, 7, 1), source="ระเบียบ 2569 ข้อ 14", **facts)
            assert self.again(member).state == MemberState.ACTIVE, "holds from a day to come"
            slip = set_rule(value="4", since=date(2026, 6, 1), resolution=self.resolution, **facts)
            assert self.again(member).state == MemberState.LAPSED
            take_back_rule(actor=self.treasurer, rule=slip, reason="พิมพ์ปีผิด")
            assert self.again(member).state == MemberState.ACTIVE, "six months hold again"

    # ------------------------------------------------------------ slips

    def test_an_admission_in_error_is_taken_back_as_long_as_nothing_was_paid(self) -> None:
        member, other = self.one(), self.one(given="สมาชิกสอง")
        undo_step(actor=self.treasurer, event=self.event(other, MemberAct.ADMITTED), reason="รับผิดคน")
        back = self.again(other)
        assert (back.state, back.number, back.joined_on, back.party_id) == ("applied", "", None, None)
        (again,) = self.admitted(back)
        assert again.number == other.number  # nobody else has had it
        self.pays(member, 3000)
        with pytest.raises(Refused) as no:
            undo_step(actor=self.treasurer, event=self.event(member, MemberAct.ADMITTED), reason="รับผิดคน")
        assert no.value.code == "has_paid"
        assert self.again(member).state == MemberState.ACTIVE

    def test_days_entered_wrongly_are_put_right_and_dues_follow(self) -> None:
        waiting, member = self.applied(applied_on=date(2026, 3, 1)), self.one(given="สมาชิกสอง")
        facts = {"actor": self.treasurer, "reason": "พิมพ์วันผิด"}
        change_member(member=waiting, applied_on=date(2026, 1, 5), **facts)
        self.admitted(self.again(waiting))  # the resolution of 10 January would not have taken it before
        for days, code in (
            ({"joined_on": date(2026, 1, 1)}, "before_application"), ({"joined_on": date(2027, 1, 1)}, "to_come"),
        ):  # fmt: skip
            with pytest.raises(Refused) as no:
                change_member(member=self.again(member), **facts, **days)
            assert no.value.code == code
        change_member(member=self.again(member), joined_on=date(2026, 2, 1), **facts)
        assert self.again(member).paid_base_on == date(2026, 1, 31)
        self.pays(member, 3000)
        with pytest.raises(Refused) as no:
            change_member(member=self.again(member), joined_on=date(2026, 1, 10), **facts)
        assert no.value.code == "has_paid"

    # ------------------------------------------------------------ leaving

    def test_leaving_needs_a_reason_and_a_day_after_joining(self) -> None:
        member = self.one()
        facts = {"actor": self.treasurer, "member": member, "act": "resigned"}
        for wrong, code in (
            ({"on": TODAY, "reason": ""}, "reason"),
            ({"on": date(2026, 1, 1), "reason": "ลาออกเอง"}, "before_joining"),
            ({"on": date(2026, 9, 1), "reason": "ลาออกเอง"}, "to_come"),
        ):
            with pytest.raises(Refused) as no:
                leave(**facts, **wrong)
            assert no.value.code == code
        leave(on=TODAY, reason="ลาออกเอง", **facts)
        left = self.again(member)
        assert (left.state, left.left_on) == (MemberState.RESIGNED, TODAY)
        assert self.applied(person=left.person, applicant=None, area=None).number == "", "may come back"

    # ------------------------------------------------------------ death

    def test_a_death_stops_dues_and_lists_what_was_paid_for_later_days(self) -> None:
        """10 Jan | joined · 10 Aug | pays 300 baht: 10 Jan to 5 Nov · dies on 1 July: 127 days are to return."""
        member = self.one()
        self.pays(member, 30000)
        record_death(
            actor=self.treasurer, member=member, on=date(2026, 7, 1), reason="ญาติแจ้ง", document="มรณบัตร 1"
        )
        dead = self.again(member)
        assert (dead.state, dead.left_on, dead.person.died_on) == (MemberState.DIED,) + (
            date(2026, 7, 1),
        ) * 2
        one = one_member(self.treasurer, dead)
        (line,) = one.overpaid
        assert (line.to_on, line.days, one.to_return) == (date(2026, 11, 5), 127, Decimal(127))
        assert [row.pk for row in dead_with_dues(self.treasurer)] == [member.pk]

    def test_a_death_entered_in_error_is_taken_back_with_a_reason(self) -> None:
        member = self.one()
        record_death(actor=self.treasurer, member=member, on=TODAY, reason="ญาติแจ้ง")
        event = self.event(member, MemberAct.DIED)
        with pytest.raises(Refused) as no:
            undo_step(actor=self.treasurer, event=event, reason="")
        assert no.value.code == "reason"
        with pytest.raises(OutOfArea):
            undo_step(actor=self.next_door, event=event, reason="แจ้งผิดคน")
        undo_step(actor=self.treasurer, event=event, reason="แจ้งผิดคน")
        back = self.again(member)
        assert (back.left_on, back.person.died_on) == (None, None)
        assert back.state == MemberState.LAPSED, "rights follow dues again: 7 months are unpaid"
        with pytest.raises(Refused) as no:
            undo_step(actor=self.treasurer, event=event, reason="อีกครั้ง")
        assert no.value.code == "undone"

    def test_only_the_last_step_is_taken_back_and_no_application(self) -> None:
        waiting = self.applied("รอ")
        certify(actor=self.treasurer, fund=self.fund, members=[waiting], on=date(2026, 1, 6))
        (member,) = self.admitted(waiting)
        for act, code in ((MemberAct.CERTIFIED, "later"), (MemberAct.APPLIED, "not_undoable")):
            with pytest.raises(Refused) as no:
                undo_step(actor=self.treasurer, event=self.event(member, act), reason="บันทึกผิด")
            assert no.value.code == code

    # ------------------------------------------------------------ two funds

    def test_the_same_number_in_two_funds_is_told_to_the_seat_above_only(self) -> None:
        mine = self.one(citizen=NUMBER)
        theirs = self.applied("ชื่ออื่น", fund=self.neighbour, citizen=NUMBER)
        (double,) = DoubleMembership.everywhere.all()
        assert {double.low_id, double.high_id} == {mine.pk, theirs.pk}
        for seat in (self.treasurer, self.next_door):
            assert not DoubleMembership.objects.visible_to(seat).exists()
            with pytest.raises(OutOfArea):
                settle_double(actor=seat, double=double, outcome="low", decision="คนเดียวกัน")
        assert office_over(doubles_of(mine).get()) == self.country.district, "whom to ask"
        (source,) = (one for one in offers.duty_sources if one.kind == "funds.doubles")
        assert source.count(self.district, TODAY) == 1
        assert source.count(self.treasurer, TODAY) == 0
        facts = {"actor": self.district, "double": double, "decision": "คนเดียวกัน อยู่กองทุน ก"}
        with pytest.raises(Refused, match="outcome"):
            settle_double(**facts, outcome="")
        assert list(doubles_settled(self.district)) == []
        settle_double(**facts, outcome="low" if mine.pk == double.low_id else "high")
        assert not doubles_of(mine).filter(settled_on__isnull=True).exists()
        assert list(doubles_settled(self.district)) == [double]
        assert not doubles_settled(self.treasurer).exists()
        told = []
        for member in (mine, theirs):
            one = one_member(self.treasurer if member is mine else self.next_door, self.again(member))
            step = with_settled(steps_of(one.events), one.doubles_settled, member)[0]
            told.append((one.doubles_waiting, step.on, "กองทุน ก" in step.more, "ลาออก" in step.more))
            assert self.district.title in step.more
        assert told == [([], TODAY, False, False), ([], TODAY, False, True)], (
            "each hears of its own member only"
        )
        assert source.count(self.district, TODAY) == 0

    def test_the_same_name_and_birth_is_a_hint_and_another_birth_none(self) -> None:
        born = date(1980, 5, 1)
        self.one(born_on=born)
        self.applied(fund=self.neighbour, born_on=date(1980, 5, 2))
        assert not DoubleMembership.everywhere.exists()
        self.applied(fund=self.neighbour, born_on=born)
        assert DoubleMembership.everywhere.get().reason == "name"

    # ------------------------------------------------------------ what follows

    def test_a_merge_of_two_records_brings_the_membership_along(self) -> None:
        member = self.one()
        other = self.applied("อีกคน", fund=self.neighbour)
        merge_people(actor=SYSTEM, stays=other.person, goes=member.person)
        assert self.again(member).person_id == other.person_id
        assert DoubleMembership.everywhere.count() == 1, "now seen to be in two funds"

    def test_two_funds_with_books_are_not_merged(self) -> None:
        third = Collecting.make_fund(self.country.tambon_b, "กองทุนทดสอบ ค")
        with pytest.raises(Refused) as no:
            merge_organisations(actor=SYSTEM, stays=self.fund.organisation, goes=third.organisation)
        assert no.value.code == "two_books"

    def test_facts_of_a_member_are_kept_while_the_accounts_need_them(self) -> None:
        member = self.one(citizen=NUMBER)
        person = Person.everywhere.get(pk=member.person_id)
        assert len(reasons_to_keep(person, TODAY)) == 1
        leave(actor=self.treasurer, member=member, act="moved", on=TODAY, reason="ย้ายบ้าน")
        assert len(reasons_to_keep(person, date(2036, 8, 9))) == 1
        assert reasons_to_keep(person, date(2036, 8, 10)) == []
        kept = copy_of_person([person])
        assert [len(table.rows) for table in kept] == [1, 3, 0, 0, 0, 0]

    def test_paying_brings_rights_back_at_once(self) -> None:
        member = self.one()
        follow_all_dues(actor=SYSTEM, fund=self.fund)
        self.pays(member, 20000)
        assert self.again(member).state == MemberState.ACTIVE
