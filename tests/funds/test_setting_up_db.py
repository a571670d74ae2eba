"""A fund's set-up: books, regulation by date, centres, bank accounts and who signs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from khabuan.access.actor import Actor, Role
from khabuan.audit.models import IdentityRead, Payload
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.funds.actions.regulation import set_rule, take_back_rule
from khabuan.funds.actions.setting_up import (
    add_bank_account,
    add_centres,
    add_part,
    change_bank_account,
    end_bank_account,
    open_fund,
    reveal_account,
    set_signers,
)
from khabuan.funds.models import BankAccount
from khabuan.funds.queries import regulation_of
from khabuan.funds.queries.funds import needs_of
from khabuan.funds.queries.members import counts_of
from khabuan.funds.queries.setup import (
    bank_accounts,
    centres_of,
    parts_of,
    regulation_lines,
    villages_without_centre,
)
from khabuan.funds.rules.words import FundKey, Rhythm
from khabuan.ledger.models import Countersign
from khabuan.ledger.rules.charts import CHARTS
from khabuan.papers.actions.numbers import issue_number_book
from khabuan.registry.actions.people import add_person
from tests.funds.collecting_world import seat_at
from tests.funds.members_world import TODAY, Members
from tests.support import SYSTEM, add_area, add_organisation


class SettingUpTests(Members):
    def refused(self, code: str, act: object, **facts: object) -> None:
        with pytest.raises(Refused) as no:
            act(**facts)  # type: ignore[operator]
        assert no.value.code == code

    def test_books_are_opened_once_for_a_fund_only(self) -> None:
        facts = {"actor": self.treasurer, "opened_on": TODAY}
        self.refused("one_fund_book", open_fund, organisation=self.fund.organisation, **facts)
        group = add_organisation(actor=SYSTEM, area=self.country.tambon_a, name="กลุ่มทดสอบ")
        self.refused("no_fund", open_fund, actor=SYSTEM, organisation=group, opened_on=TODAY)
        body = add_organisation(actor=SYSTEM, area=self.country.tambon_a, name="กองทุนใหม่", kind="fund")
        with pytest.raises(OutOfArea):
            open_fund(organisation=body, **facts)
        made = open_fund(actor=self.district, organisation=body, opened_on=TODAY)
        assert len(CHARTS["fund"]) > 30
        assert made.book.opened_on == TODAY

    def first_steps(self, actor: Actor) -> list[str]:
        counts = counts_of(actor, self.fund, TODAY)
        return [one.url for one in needs_of(actor, self.fund, counts, TODAY)]

    def test_first_steps_are_told_to_whoever_may_take_them(self) -> None:
        told = self.first_steps(self.treasurer)
        assert f"/funds/{self.fund.pk}/accounts/add/" in told
        assert self.first_steps(seat_at(Role.AUDITOR, self.fund.organisation)) == []
        assert self.first_steps(self.district) == [f"/funds/{self.fund.pk}/centres/"]

    def test_a_book_of_receipts_at_a_centre_is_the_first_one(self) -> None:
        books = f"/organisations/{self.fund.organisation_id}/number-books/"
        _village, centre = self.village_with_centre()
        assert books in self.first_steps(self.treasurer)
        issue_number_book(actor=SYSTEM, body=centre, kind="receipt", number=1, last=50, issued_to="ผู้เก็บ")
        assert books not in self.first_steps(self.treasurer)

    # ------------------------------------------------------------ regulation

    def test_the_fund_s_own_value_holds_from_its_day_and_custom_until_then(self) -> None:
        assert regulation_of(self.fund, TODAY).arrears_months == 6
        facts = {"actor": self.treasurer, "fund": self.fund, "key": "arrears_months"}
        set_rule(value="3", since=TODAY, resolution=self.resolution, **facts)
        set_rule(value="4", since=date(2026, 10, 1), resolution=self.resolution, **facts)
        days = {date(2026, 8, 9): 6, TODAY: 3, date(2026, 9, 30): 3, date(2026, 10, 1): 4}
        assert {day: regulation_of(self.fund, day).arrears_months for day in days} == days
        line = next(one for one in regulation_lines(self.fund, TODAY) if one.key == FundKey.ARREARS_MONTHS)
        assert (line.value, [row.value for row in line.to_come]) == ("3", ["4"])
        assert (
            next(one for one in regulation_lines(self.fund, TODAY) if one.key == FundKey.RHYTHMS).own is None
        )
        self.refused(
            "fund_rule_begins_once", set_rule, value="5", since=TODAY, resolution=self.resolution, **facts
        )

    def test_a_value_needs_its_source_and_makes_sense(self) -> None:
        facts = {"actor": self.treasurer, "fund": self.fund, "since": TODAY}
        self.refused("no_source", set_rule, key="entry_fee", value="20", **facts)
        facts["source"] = "ระเบียบข้อ 3"
        for key, value in (
            ("entry_fee", "-1"), ("entry_fee", "1.234"), ("contribution_per_day", "0"), ("signatures", "9"),
            ("rhythms", "fortnight"), ("arrears_months", "x"), ("management_limit", "101"),
        ):  # fmt: skip
            self.refused("value", set_rule, key=key, value=value, **facts)
        with pytest.raises(Refused, match="value") as no:
            set_rule(key="management_limit", value="20.5", **facts)
        assert "จำนวนเต็ม ตั้งแต่ 0 ถึง 100" in str(no.value.message)
        assert set_rule(key="management_limit", value="๑๕", **facts).value == "15"
        set_rule(key="rhythms", value="month,year", **facts)
        set_rule(key="contribution_per_day", value="1.50", **facts)
        now = regulation_of(self.fund, TODAY)
        assert (now.rhythms, now.contribution) == ((Rhythm.MONTH, Rhythm.YEAR), Decimal("1.50"))

    def test_what_the_members_decide_changes_by_their_resolution_and_a_second_person(self) -> None:
        facts = {"actor": self.treasurer, "fund": self.fund, "source": "ระเบียบข้อ 9"}
        limit = {**facts, "key": "management_limit"}
        self.refused("undecided", set_rule, value="100", since=date(2026, 1, 1), **limit)
        set_rule(value="15", since=date(2026, 1, 1), **limit)  # copied from the paper, stricter than custom
        self.refused("undecided", set_rule, value="10", since=TODAY, **limit)
        decided = {**limit, "resolution": self.resolution}
        self.refused("before_resolution", set_rule, value="25", since=date(2026, 1, 9), **decided)
        assert not Countersign.everywhere.exists(), "while a fund is set up its papers are enough"
        slip = set_rule(value="25", since=TODAY, **decided)
        take_back_rule(actor=self.treasurer, rule=slip, reason="พิมพ์ผิด")
        asked = Countersign.everywhere.get()
        assert (asked.act, "ค่าบริหาร" in asked.what) == ("funds.take_back_rule", True)
        set_rule(key="cash_days", value="3", since=TODAY, **facts)
        set_rule(key="cash_days", value="5", since=date(2026, 9, 1), **facts)  # the committee's own work

    def test_a_value_entered_in_error_is_taken_back_and_what_held_before_holds(self) -> None:
        facts = {
            "actor": self.treasurer,
            "fund": self.fund,
            "key": FundKey.CONTRIBUTION,
            "source": "ระเบียบข้อ 9",
        }
        set_rule(value="2", since=date(2026, 1, 1), **facts)
        self.refused("value", set_rule, value="10000", since=TODAY, **facts)
        facts["resolution"] = self.resolution
        slip = set_rule(value="20", since=TODAY, **facts)
        assert regulation_of(self.fund).contribution == 20
        self.refused("reason", take_back_rule, actor=self.treasurer, rule=slip, reason="")
        with pytest.raises(OutOfArea):
            take_back_rule(actor=self.next_door, rule=slip, reason="พิมพ์ผิด")
        take_back_rule(actor=self.treasurer, rule=slip, reason="พิมพ์ผิด")
        assert regulation_of(self.fund).contribution == 2
        self.refused("taken_back", take_back_rule, actor=self.treasurer, rule=slip, reason="พิมพ์ผิด")
        set_rule(value="3", since=TODAY, **facts)  # the same day is free again
        (line,) = [one for one in regulation_lines(self.fund, TODAY) if one.key == FundKey.CONTRIBUTION]
        assert [(row.value, bool(row.taken_back_on)) for row in line.values if row.since == TODAY] == [
            ("20", True), ("3", False)
        ]  # fmt: skip
        assert (line.value, line.to_come) == ("3", ())

    def test_the_neighbour_sets_no_rule_and_the_district_may_not(self) -> None:
        facts = {"fund": self.fund, "key": "entry_fee", "value": "5", "since": TODAY, "source": "ระเบียบข้อ 3"}
        with pytest.raises(OutOfArea):
            set_rule(actor=self.next_door, **facts)
        with pytest.raises(NotAllowed):
            set_rule(actor=self.district, **facts)

    # ------------------------------------------------------------ centres

    def test_each_village_gets_its_centre_in_one_go(self) -> None:
        villages = [
            add_area(
                actor=SYSTEM, parent=self.country.tambon_a, code=f"190101{moo:02d}", kind="village",
                name=f"บ้านทดสอบ {moo}",
            )
            for moo in (1, 2, 3)
        ]  # fmt: skip
        facts = {"actor": self.treasurer, "fund": self.fund}
        assert villages_without_centre(self.fund) == villages
        assert len(add_centres(areas=villages[:2], **facts)) == 2
        assert [row.area for row in add_centres(areas=villages, **facts)] == villages[2:]
        assert villages_without_centre(self.fund) == []
        assert [part.body.area for part in parts_of(self.fund)] == villages
        self.refused("other_place", add_centres, areas=[self.country.tambon_b], **facts)

    # ------------------------------------------------------------ bank accounts

    def account(self, number: str = "999-0-00111-1", **facts: object) -> BankAccount:
        told = {
            "actor": self.treasurer, "fund": self.fund, "bank": "ธนาคารทดสอบ", "name": "กองทุนทดสอบ ก",
            "number": number, "since": date(2026, 1, 5), **facts,
        }  # fmt: skip
        made: BankAccount = add_bank_account(**told)
        return made

    def test_the_number_is_sealed_and_each_account_has_its_own_in_the_book(self) -> None:
        first, second = self.account(), self.account("9990002222")
        assert (first.account.code, second.account.code) == ("1210", "1211")
        assert first.shown == "•••1111"
        self.refused("number", add_bank_account, actor=self.treasurer, fund=self.fund, bank="ธ", name="ก",
                     number="12", since=TODAY)  # fmt: skip
        facts = {"actor": self.treasurer, "bank_account": first}
        self.refused("no_reason", reveal_account, reason="", **facts)
        assert reveal_account(reason="โอนเงินสมทบ", **facts) == "9990001111"
        assert IdentityRead.objects.filter(kind="funds.bankaccount", subject_id=first.pk).count() == 1
        assert not Payload.objects.filter(body__contains="9990001111").exists()
        with pytest.raises(OutOfArea):
            reveal_account(actor=self.next_door, bank_account=first, reason="อยากรู้")

    def test_who_signs_is_dated_and_no_more_sign_than_may(self) -> None:
        area = self.country.tambon_a
        people = [add_person(actor=SYSTEM, area=area, given=f"กรรมการ {at}") for at in range(4)]
        account = self.account(actor=SYSTEM, signers=people[:3], signs=2)
        facts = {"actor": SYSTEM, "bank_account": account, "since": TODAY}
        self.refused("signs", set_signers, signers=people[:1], signs=2, **facts)
        self.refused("nobody", set_signers, signers=[], signs=1, **facts)
        set_signers(signers=people[1:], signs=2, **facts)
        (now,) = bank_accounts(self.fund)
        assert [one.person for one in now.signers] == people[1:]
        assert [(one.person, one.until) for one in now.former] == [(people[0], TODAY)]

    def test_what_was_copied_wrongly_of_an_account_is_put_right(self) -> None:
        facts = {"actor": self.treasurer, "bank": "ธ.ก.ส.", "name": "กองทุนทดสอบ"}
        account = add_bank_account(fund=self.fund, number="0201234567", since=TODAY, **facts)
        told = {"bank_account": account, "reason": "พิมพ์เลขผิด", **facts}
        self.refused("number", change_bank_account, **{**told, "number": "12"})
        self.refused("reason", change_bank_account, **{**told, "reason": ""})
        change_bank_account(**told, number="๐๒๐-๑-๒๓๔๕๙-๙")
        account = BankAccount.everywhere.select_related("account").get(pk=account.pk)
        assert (account.shown, account.account.name) == ("•••4599", "ธ.ก.ส. •••4599")
        assert reveal_account(actor=self.treasurer, bank_account=account, reason="ตรวจกับสมุด") == "0201234599"

    def test_a_branch_has_a_name_of_its_own_and_members_may_pay_there(self) -> None:
        facts = {"actor": self.treasurer, "fund": self.fund, "area": self.fund.organisation.area}
        branch = add_part(kind="branch", name="สาขาตลาดใหม่", **facts)
        assert branch in centres_of(self.fund)
        assert self.applied(centre=branch, actor=SYSTEM).centre == branch
        self.refused("twice", add_part, kind="village_centre", name="สาขาตลาดใหม่", **facts)
        self.refused("kind", add_part, kind="council", name="สภา", **facts)
        self.refused(
            "other_place", add_part, kind="branch", name="อื่น", **{**facts, "area": self.country.tambon_b}
        )

    def test_an_empty_account_can_be_closed(self) -> None:
        account = self.account()
        end_bank_account(actor=self.treasurer, bank_account=account, on=TODAY)
        stored = BankAccount.everywhere.select_related("account").get(pk=account.pk)
        assert (stored.until, stored.account.closed_on) == (TODAY, TODAY)
