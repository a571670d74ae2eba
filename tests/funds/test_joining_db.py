"""Applications, certificates, admission by a resolution, beneficiaries, numbers that are sealed."""

from __future__ import annotations

from datetime import date

import pytest

from khabuan.access.actor import Role
from khabuan.audit.models import IdentityRead, Payload
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.funds.actions.beneficiaries import Heir, name_beneficiaries, reveal_beneficiary
from khabuan.funds.actions.members import (
    Applicant,
    admit,
    apply,
    apply_at_centre,
    certify,
    certify_at_centre,
    refuse,
)
from khabuan.funds.actions.regulation import set_rule
from khabuan.funds.actions.setting_up import add_centres
from khabuan.funds.actions.standing import change_member, keep_identity, reveal_identity
from khabuan.funds.models import Member, MemberEvent
from khabuan.funds.queries.members import (
    MemberFilter,
    counts_of,
    find_members,
    last_number,
    member_of,
    members_shown,
    one_member,
)
from khabuan.funds.rules.words import MemberState
from khabuan.meetings.actions.resolutions import record_resolution, withdraw_resolution
from khabuan.registry.models import Identity, Person
from tests.funds.collecting_world import seat_at
from tests.funds.members_world import DECIDED, TODAY, Members
from tests.support import SYSTEM

NUMBER = "9000000000015"


class JoiningTests(Members):
    def refused(self, code: str, act: object, **facts: object) -> None:
        with pytest.raises(Refused) as no:
            act(**facts)  # type: ignore[operator]
        assert no.value.code == code

    def state(self, member: Member) -> str:
        return Member.everywhere.get(pk=member.pk).state

    def test_a_list_is_admitted_by_one_resolution_with_numbers_in_its_order(self) -> None:
        some = [self.applied(f"ผู้สมัคร {at}") for at in range(3)]
        certify(actor=self.treasurer, fund=self.fund, members=some[:1], on=date(2026, 1, 6), reason="ผู้ใหญ่บ้าน")
        made = self.admitted(*reversed(some))
        assert [(one.number, one.person_id) for one in made] == [
            (number, one.person_id) for number, one in zip(("0001", "0002", "0003"), reversed(some), strict=True)
        ]  # fmt: skip
        assert {(one.state, one.joined_on, one.paid_base_on) for one in made} == {
            (MemberState.ACTIVE, DECIDED, date(2026, 1, 9))
        }
        assert [one.party.label for one in made] == ["0001", "0002", "0003"]
        assert self.one().number == "0004"

    def test_the_number_after_the_old_register_may_be_named_but_no_taken_one(self) -> None:
        (made,) = self.admitted(self.applied(), first_number=1215)
        assert made.number == "1215"
        change_member(actor=self.treasurer, member=self.one(given="อีกคน"), number="0050x", reason="ตามสมุดเดิม")
        assert last_number(self.treasurer, self.fund) == "1215"
        facts = {
            "actor": self.treasurer, "fund": self.fund, "resolution": self.resolution, "even_uncertified": True
        }  # fmt: skip
        self.refused("number_taken", admit, members=[self.applied("ใหม่")], first_number=1215, **facts)

    def test_admission_is_refused_without_the_fund_s_own_resolution_or_before_the_application(self) -> None:
        facts = {"actor": self.treasurer, "fund": self.fund, "members": [self.applied()]}
        with pytest.raises(OutOfArea):
            admit(resolution=self.other_resolution, **facts)
        facts["actor"] = SYSTEM
        self.refused("resolution", admit, resolution=self.other_resolution, **facts)
        early = date(2026, 1, 1)
        with pytest.raises(Refused, match="before_application") as no:
            admit(resolution=self.resolution, joined_on=early, **facts)
        assert "สมัครวันที่ 5 ม.ค. 2569 ซึ่งหลังวันที่ 1 ม.ค. 2569" in str(no.value.message)
        self.refused("nobody", admit, resolution=self.resolution, **{**facts, "members": []})

    def test_whom_the_village_has_not_certified_is_admitted_when_that_is_said(self) -> None:
        certified, other = self.applied(), self.applied("ไม่ได้รับรอง")
        certify(actor=self.treasurer, fund=self.fund, members=[certified], on=DECIDED)
        with pytest.raises(Refused) as no:
            self.admitted(certified, other, even_uncertified=False)
        assert no.value.code == "uncertified"
        assert ("ไม่ได้รับรอง" in str(no.value.message), "สมาชิกทดสอบ" in str(no.value.message)) == (True, False)
        assert [one.number for one in self.admitted(certified, even_uncertified=False)] == ["0001"]
        assert [one.number for one in self.admitted(other)] == ["0002"]

    def test_a_withdrawn_resolution_admits_nobody_and_sets_no_rule(self) -> None:
        gone = record_resolution(
            actor=SYSTEM, organisation=self.fund.organisation, meeting_number=9, year=2026, on=date(2026, 1, 9),
            words="บันทึกผิด",
        )  # fmt: skip
        withdraw_resolution(actor=SYSTEM, resolution=gone, reason="บันทึกผิด")
        facts = {"actor": SYSTEM, "fund": self.fund, "resolution": gone}
        self.refused("resolution", admit, members=[self.applied()], **facts)
        self.refused(
            "resolution", set_rule, key="arrears_months", value="4", since=date(2026, 11, 1), **facts
        )

    def test_nobody_of_another_fund_is_admitted(self) -> None:
        stranger = self.applied(fund=self.neighbour)
        with pytest.raises(OutOfArea):
            self.admitted(stranger)
        facts = {"actor": SYSTEM, "fund": self.fund, "resolution": self.resolution}
        self.refused("other_fund", admit, members=[stranger], **facts)
        assert self.state(stranger) == MemberState.APPLIED

    def test_the_neighbour_cannot_admit_and_a_secretary_may_not(self) -> None:
        facts = {"fund": self.fund, "members": [self.applied()], "resolution": self.resolution}
        with pytest.raises(OutOfArea):
            admit(actor=self.next_door, **facts)
        with pytest.raises(NotAllowed):
            admit(actor=seat_at(Role.SECRETARY, self.country.tambon_a), **facts)

    def test_who_is_refused_is_told_why_and_may_apply_again(self) -> None:
        member = self.applied()
        facts = {"actor": self.treasurer, "fund": self.fund, "on": DECIDED, "members": [member]}
        self.refused("reason", refuse, reason="", **facts)
        refuse(reason="ไม่ครบตามระเบียบข้อ 8", **facts)
        assert self.state(member) == MemberState.REFUSED
        again = self.applied(person=member.person, applicant=None, area=None)
        assert again.person == member.person
        self.refused("step", certify, **{**facts, "members": [member]})

    def test_nobody_is_twice_in_one_register(self) -> None:
        member = self.one()
        with pytest.raises(Refused) as no:
            self.applied(person=member.person, applicant=None, area=None)
        assert (no.value.code, "0001" in str(no.value.message)) == ("already_member", True)

    def test_a_place_outside_the_fund_s_area_is_refused(self) -> None:
        with pytest.raises(Refused) as no:
            self.applied(area=self.country.tambon_b)
        assert no.value.code == "other_place"

    def test_the_fund_sees_its_members_as_persons_and_not_the_neighbour_s(self) -> None:
        mine, theirs = self.applied(), self.applied(fund=self.neighbour)
        seen = Person.objects.visible_to(self.treasurer)
        assert seen.filter(pk=mine.person_id).exists()
        assert not seen.filter(pk=theirs.person_id).exists()
        with pytest.raises(OutOfArea):
            member_of(self.treasurer, theirs.pk)

    def test_a_collector_at_a_centre_sees_its_members_only(self) -> None:

        (centre,) = add_centres(actor=SYSTEM, fund=self.fund, areas=[self.country.tambon_a])
        mine, other = self.applied(centre=centre, actor=SYSTEM), self.applied("อีกคน")
        collector = seat_at(Role.COLLECTOR, centre)
        assert set(Member.objects.visible_to(collector)) == {mine}
        assert set(Person.objects.visible_to(collector)) == {mine.person}
        assert other not in Member.objects.visible_to(collector)

    # ------------------------------------------------------------ numbers

    def test_a_citizen_number_is_sealed_flagged_and_opened_only_with_a_reason(self) -> None:
        member = self.one(citizen="9000000000014")
        assert "check_digit" in Identity.everywhere.get(person=member.person).findings
        keep_identity(actor=self.treasurer, member=member, kind="citizen", number=NUMBER)
        facts = {"actor": self.treasurer, "member": member, "kind": "citizen"}
        self.refused("no_reason", reveal_identity, reason="", **facts)
        assert reveal_identity(reason="ตรวจกับบัตร", **facts) == NUMBER
        assert IdentityRead.objects.filter(subject_id=member.person_id).count() == 1
        assert not Payload.objects.filter(body__contains=NUMBER).exists()
        with pytest.raises(OutOfArea):
            reveal_identity(**{**facts, "actor": self.next_door}, reason="อยากรู้")

    # ------------------------------------------------------------ beneficiaries

    def test_shares_are_the_whole_and_those_named_before_are_kept(self) -> None:
        member = self.one(heirs=[Heir(name="ทายาท ก", relation="บุตร", share=100, citizen=NUMBER)])
        facts = {"actor": self.treasurer, "member": member, "on": TODAY}
        wrong = [Heir(name="ทายาท ก", share=60), Heir(name="ทายาท ข", share=30)]
        self.refused("shares", name_beneficiaries, heirs=wrong, **facts)
        right = [Heir(name="ทายาท ก", relation="บุตร", share=60), Heir(name="ทายาท ข", share=40)]
        name_beneficiaries(heirs=right, **facts)
        one = one_member(self.treasurer, member)
        assert [(row.name, row.share) for row in one.heirs] == [("ทายาท ก", 60), ("ทายาท ข", 40)]
        assert [(row.name, row.until) for row in one.former_heirs] == [("ทายาท ก", TODAY)]
        opened = reveal_beneficiary(actor=self.treasurer, beneficiary=one.heirs[0], reason="ตรวจสิทธิ")
        assert opened == NUMBER, "the sealed number stays with name and relation"
        assert not Payload.objects.filter(body__contains=NUMBER).exists()

    # ------------------------------------------------------------ facts

    def test_a_change_stands_in_the_history_and_the_number_in_the_ledger(self) -> None:
        member = self.one()
        facts = {"actor": self.treasurer, "member": member}
        self.refused("reason", change_member, kind="elder", reason="", **facts)
        change_member(kind="elder", number="77", given="ชื่อใหม่", reason="แก้ตามบัตร", **facts)
        event = MemberEvent.everywhere.filter(member=member, act="changed").get()
        assert event.detail == {"kind": ["general", "elder"], "number": ["0001", "77"]}
        stored = Member.everywhere.select_related("person", "party").get(pk=member.pk)
        assert (stored.party.label, stored.person.given, stored.number_key[-2:]) == ("77", "ชื่อใหม่", "77")
        other = self.one(given="อีกคน")
        self.refused("member_number_once", change_member, actor=self.treasurer, member=other, number="77",
                     reason="ลองเลขซ้ำ")  # fmt: skip

    # ------------------------------------------------------------ lists

    def test_the_three_counts_are_never_mixed(self) -> None:
        old, *_rest = self.admitted(*(self.applied(f"คน {at}") for at in range(2)))
        self.applied("รอ")
        counts = counts_of(self.treasurer, self.fund, TODAY)
        assert (counts.ever, counts.now, counts.eligible, counts.waiting) == (2, 2, 0, 1)
        later = counts_of(self.treasurer, self.fund, date(2027, 8, 10))
        assert later.eligible == 2, "a full year by the next 30 September"
        assert old.number == "0001"

    def test_members_are_found_by_number_and_by_name(self) -> None:
        some = self.admitted(*(self.applied(f"ชื่อ{at}ทดสอบ") for at in range(11)))

        def shown(words: str) -> list[str]:
            rows = members_shown(self.treasurer, self.fund, MemberFilter(words=words), TODAY)
            return [row.number for row in rows]

        assert shown("9") == ["0009"]
        assert shown("๐๐๐๙") == ["0009"]
        assert shown("ชื่อ3ทดสอบ") == ["0004"]
        assert shown("")[:3] == ["0001", "0002", "0003"]
        assert [row.pk for row in find_members(self.treasurer, "0009", 5)] == [some[8].pk]
        assert find_members(self.next_door, "0009", 5) == []


class AtACentre(Members):
    """A centre's collector takes applications and the village's certificate there, and nowhere else."""

    def setUp(self) -> None:
        super().setUp()
        self.village, self.centre = self.village_with_centre()
        self.collector = seat_at(Role.COLLECTOR, self.centre, number=91)

    def taken(self, **more: object) -> Member:
        facts = {
            "actor": self.collector, "centre": self.centre, "applied_on": date(2026, 1, 5), "kind": "general",
            "rhythm": "month", "area": self.village, "applicant": Applicant(given="ผู้สมัครที่ศูนย์"), **more,
        }  # fmt: skip
        made: Member = apply_at_centre(**facts)
        return made

    def test_an_application_is_the_centre_s_own_and_is_certified_there(self) -> None:
        one = self.taken()
        assert (one.fund, one.centre) == (self.fund, self.centre)
        facts = {"actor": self.collector, "on": date(2026, 1, 6), "reason": "ผู้ใหญ่บ้าน"}
        assert certify_at_centre(centre=self.centre, members=[one], **facts) == 1
        assert Member.everywhere.get(pk=one.pk).state == "certified"

    def test_those_of_the_fund_s_desk_and_other_seats_are_refused(self) -> None:
        other = self.applied()
        self.treasurer = seat_at(Role.TREASURER, self.fund.organisation, self.centre, number=92)
        with pytest.raises(Refused) as no:
            certify_at_centre(actor=self.treasurer, centre=self.centre, members=[other], on=date(2026, 1, 6))
        assert no.value.code == "other_centre"
        with pytest.raises(OutOfArea):
            self.taken(actor=self.next_door)
        with pytest.raises(NotAllowed):
            self.taken(actor=self.district)
        with pytest.raises(OutOfArea):  # the fund itself stays out of the centre's reach
            apply(
                actor=self.collector, fund=self.fund, applied_on=date(2026, 1, 5), kind="general", rhythm="month",
                area=self.village, applicant=Applicant(given="ผู้สมัคร"),
            )  # fmt: skip
