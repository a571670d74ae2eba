"""An old fund goes live: counted, proved, signed, and only then posted. Before that nothing else enters its books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import long_date, tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.funds.actions.setting_up import cash_of
from khabuan.funds.actions.standing import follow_all_dues
from khabuan.funds.models import CutOver, Fund, Member
from khabuan.funds.rules.cut_over import Counted, Held, Proof, as_facts, from_facts, opening, prove
from khabuan.funds.rules.words import NOW
from khabuan.ledger.models import Account, Entry
from khabuan.ledger.posting import post
from khabuan.ledger.queries import has_begun
from khabuan.ledger.rules.words import AccountRole, MoneySource
from khabuan.registry.models import Organisation


@dataclass(frozen=True)
class BankBalance:
    """What a bank account has by its passbook or statement of a day."""

    account: Account
    satang: int
    statement_on: date | None = None


@dataclass(frozen=True)
class WithCollector:
    """What a collector has; `centre` none: the fund's own desk."""

    centre: Organisation | None
    satang: int


@action("funds.count_cut_over", on="fund")
def count_cut_over(
    *, actor: Actor, fund: Fund, on: date, pieces: Mapping[int, int], banks: Sequence[BankBalance] = (),
    collectors: Sequence[WithCollector] = (), divided: Mapping[MoneySource, int] | None = None,
    old_total: int | None = None, old_members: int | None = None, why_money: str = "", why_members: str = "",
) -> CutOver:  # fmt: skip
    """Write down what was counted on the cut-over day. It may be corrected until it is posted.

    Refused: a fund whose books have begun, a day that is none of the book's, an account or
    centre of another fund, less than nothing.
    """
    if has_begun(fund.book):
        raise Refused(
            "begun", _("Money stands in these books already. What was before is entered by an adjustment.")
        )
    _refuse_day(fund, on)
    change(fund, is_old=True)  # who counts what a fund had says so
    stands = [one.satang for one in banks] + [one.satang for one in collectors]
    parts = [*pieces.values(), *stands, *(divided or {}).values()]
    if any(part < 0 for part in parts):
        raise Refused("negative", _("No amount is less than nothing. Correct it."))
    counted = Counted(
        on, dict(pieces), [_bank(fund, one) for one in banks], [_collector(fund, one) for one in collectors],
        dict(divided or {}), old_total, old_members, tidy(why_money)[:300], tidy(why_members)[:300],
    )  # fmt: skip
    known = open_cut_over(fund)
    if known is None:
        made: CutOver = add(CutOver, fund=fund, on=on, facts=as_facts(counted))
        return made
    change(known, on=on, facts=as_facts(counted))
    return known


def _refuse_day(fund: Fund, on: date) -> None:
    if on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="on")
    if on < fund.book.opened_on:
        words = _("The book begins on %(day)s. Choose that day or a later one.")
        raise Refused("before_book", filled(words, day=long_date(fund.book.opened_on)), field="on")


def _bank(fund: Fund, one: BankBalance) -> Held:
    is_place = one.account.role in (AccountRole.BANK, AccountRole.INVESTMENT)
    if one.account.book_id != fund.book_id or not is_place:
        raise Refused("other_account", _("This is no bank account of this fund. Choose one of the fund's."))
    return Held(one.account.code, one.account.name, one.satang, one.statement_on)


def _collector(fund: Fund, one: WithCollector) -> Held:
    if one.centre is not None and one.centre.parent_id != fund.organisation_id:
        raise Refused(
            "other_centre", _("This collecting centre belongs to another fund. Choose one of this fund.")
        )
    desk = cash_of(fund, one.centre)
    return Held(str(desk), one.centre.name if one.centre else str(fund.organisation), one.satang)


@action("funds.post_cut_over", on="cut_over")
def post_cut_over(*, actor: Actor, cut_over: CutOver, papers: Sequence[SentFile] = ()) -> Entry:
    """The books begin: the opening entry from what was counted, with the signed proof sheet. Once, and first.

    Members' rights follow dues from then on.

    Refused: a proof that does not agree, posted already, entries that came before.
    """
    cut_over = (
        CutOver.everywhere.select_for_update(of=("self",)).select_related("fund__book").get(pk=cut_over.pk)
    )
    fund = cut_over.fund
    if cut_over.entry_id or cut_over.given_up_on:
        raise Refused("posted", _("These books have begun already."))
    proof = proof_of(cut_over)
    if not proof.agrees:
        words = " · ".join(gettext(fault.label) for fault in proof.faults)
        raise Refused("differs", filled(_("The proof does not agree yet: %(what)s"), what=words))
    if has_begun(fund.book):
        raise Refused(
            "begun", _("Money stands in these books already. What was before is entered by an adjustment.")
        )
    note(counted=proof.counted.total, members=proof.members)
    memo = f"ยอดยกมา ตัดยอดวันที่ {long_date(cut_over.on)}"
    entry = post(fund.book, opening(proof.counted, memo=memo), on=cut_over.on)
    change(cut_over, entry=entry, facts={**cut_over.facts, "members": proof.members})
    attach_all(actor=actor, record=cut_over, files=papers, paper=Paper.EVIDENCE)
    follow_all_dues(actor=actor, fund=fund)
    return entry


def counted_of(cut_over: CutOver) -> Counted:
    """What was counted, as it is kept."""
    return from_facts(cut_over.on, cut_over.facts)


def proof_of(cut_over: CutOver) -> Proof:
    """The proof as it stands now, the register may have grown since the count; once posted, as it was signed."""
    if cut_over.entry_id and "members" in cut_over.facts:
        return prove(counted_of(cut_over), cut_over.facts["members"])
    members = Member.everywhere.filter(fund=cut_over.fund, state__in=NOW).count()
    return prove(counted_of(cut_over), members)


def open_cut_over(fund: Fund) -> CutOver | None:
    """The fund's cut-over, counted or posted; None before anything was counted."""
    found: CutOver | None = (
        CutOver.everywhere.filter(fund=fund, given_up_on__isnull=True).order_by("pk").last()
    )
    return found


def refuse_before_cut_over(fund: Fund, on: date) -> None:
    """Refused for an old fund whose books have not begun, or had not on that day. Called before money is entered."""
    if not fund.is_old:
        return
    cut_over = open_cut_over(fund)
    if cut_over is None or cut_over.entry_id is None:
        raise Refused(
            "cut_over_first",
            _("This fund had money before: count it first and let the books begin (cut-over). Then collect."),
        )
    if on < cut_over.on:
        words = _("The books begin on %(day)s. What was collected before is in what was counted then.")
        raise Refused("before_cut_over", filled(words, day=long_date(cut_over.on)), field="on")
