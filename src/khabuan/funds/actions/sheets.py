"""A sheet while it is collected: opened, one payment a tap, taken back, counted, closed into the books, given up.

Draft lines are a plain table, gone when the sheet is posted; each has its number from the first moment on, because
the receipt leaves with the payer.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.reasons import is_reason
from khabuan.core.thai import short_date, tidy
from khabuan.funds import postings
from khabuan.funds.actions.collecting import (
    check_book,
    named,
    numbers_for,
    post_sheet,
    refuse_ended,
    tariff_on,
)
from khabuan.funds.actions.cut_over import refuse_before_cut_over
from khabuan.funds.actions.setting_up import cash_of, fund_at
from khabuan.funds.actions.standing import restore_paid_up
from khabuan.funds.models import CollectionSheet, DraftLine, Fund, Member
from khabuan.funds.queries.drafts import running_total
from khabuan.funds.queries.payers import payers_of
from khabuan.funds.queries.reading import paid_days_of
from khabuan.funds.queries.receipts import Numbers
from khabuan.funds.rules.collecting import Checked, PaymentFault, Tariff, far_ahead, line_of, who_may_not
from khabuan.funds.rules.words import CashDifference, SheetState
from khabuan.ledger.models import Entry
from khabuan.ledger.posting import period_state, post
from khabuan.ledger.rules.drafts import Line
from khabuan.ledger.rules.words import LineKind, PeriodState
from khabuan.ledger.sheets import language
from khabuan.papers.actions.numbers import void_issued
from khabuan.papers.models import NumberBook, NumberRun
from khabuan.registry.models import Organisation


@action("funds.open_sheet", on="body")
def open_sheet(
    *, actor: Actor, body: Organisation, on: date, collector: str, number_book: NumberBook | None = None
) -> CollectionSheet:
    """Begin a sheet at a collecting centre, or at the fund's own desk (`body` is the fund itself).

    Refused: no fund's desk, a sheet of the day open there, a day to come, a month that takes no entries.
    """
    fund = fund_at(body)
    centre = body if body.pk != fund.organisation_id else None
    if on > clock.today():
        raise Refused(
            "future", _("This day has not come yet. Choose the day on which you collect."), field="on"
        )
    if on < fund.book.opened_on:
        raise Refused("before_book", _("The fund's book had not begun on that day."), field="on")
    if period_state(fund.book, on) != PeriodState.OPEN:
        raise Refused(
            "closed_month",
            _("This month takes no collections any more. Choose a day of an open month."),
            field="on",
        )
    refuse_before_cut_over(fund, on)
    refuse_ended(centre, on)
    rows = CollectionSheet.everywhere.filter(fund=fund, centre=centre, on=on, state=SheetState.OPEN)
    if rows.exists():
        raise Refused("open_already", _("A sheet of this desk and day is open already. Go on with that one."))
    sheet: CollectionSheet = add(
        CollectionSheet, fund=fund, centre=centre, place=body.node, on=on, collector=named(collector),
        number_book=number_book, opened_by=actor.seat,
    )  # fmt: skip
    check_book(sheet)
    return sheet


@action("funds.take_payment", on="sheet", seen=("member",))
def take_payment(
    *, actor: Actor, sheet: CollectionSheet, member: Member, baht: Decimal,
    kind: int = LineKind.CONTRIBUTION, first_day: date | None = None, is_meant: bool = False,
) -> DraftLine:  # fmt: skip
    """One payment on an open sheet: its days, its number, at once.

    `first_day` is the first of the days that the button named: refused when somebody else took a payment
    meanwhile, so that two treasurers never take one month twice. More than two years in advance is taken only when
    it `is_meant`.
    """
    fresh = open_again(sheet)
    line = checked_line(
        fresh,
        member,
        baht,
        kind=kind,
        seq=running_total(fresh).next_seq,
        tariff=tariff_on(fresh.fund, fresh.on),
    )
    if first_day is not None and line.from_on != first_day:
        raise Refused("changed", _(PaymentFault.CHANGED.label))
    if not is_meant and line.to_on is not None and far_ahead([line], fresh.on):
        words = _(
            "This pays up to %(day)s, more than two years ahead. Look at the amount, or say that it is meant."
        )
        day = short_date(line.to_on, lang=language())
        raise Refused(PaymentFault.FAR_AHEAD.value, filled(words, day=day), field="baht")
    runs = _number_for(fresh)
    made = _draft(fresh, member, line, runs[0].text if runs else "")
    note(payment={"member": str(member.pk), "baht": f"{baht:.2f}", "number": made.number, "seq": line.seq})
    return made


def _number_for(sheet: CollectionSheet) -> list[NumberRun]:
    """The number of one payment; where the book is full the collecting goes on with the next one."""
    try:
        return numbers_for(sheet, 1)
    except Refused as no:
        if no.code != "book_full":
            raise
        words = _(
            "This book of receipts is full. Close this sheet and begin another one with the next book; nothing that was "
            "taken is lost."
        )
        raise Refused("book_full", words) from no


def open_again(sheet: CollectionSheet) -> CollectionSheet:
    """The sheet as it is now, its row locked. Refused when it is collected no more."""
    fresh: CollectionSheet = (
        CollectionSheet.everywhere.select_for_update(of=("self",))
        .select_related("fund__book", "fund__organisation", "centre", "number_book")
        .get(pk=sheet.pk)
    )
    if fresh.state == SheetState.POSTED:
        raise Refused("posted", _("This sheet is in the books already. Open a new sheet for what comes now."))
    if fresh.state == SheetState.DROPPED:
        raise Refused("dropped", _("This sheet was given up. Open a new one."))
    return fresh


def checked_line(
    sheet: CollectionSheet, member: Member, baht: Decimal, *, kind: int, seq: int, tariff: Tariff
) -> Line:
    """The line of one payment; refused with the reason why it cannot stand."""
    payer = payers_of(sheet.fund, [member.pk]).get(member.pk)
    if payer is None:
        raise refused_payment(PaymentFault.STRANGER)
    try:
        satang = money.satang(baht)
    except ValueError:
        raise refused_payment(PaymentFault.AMOUNT) from None
    line = who_may_not(payer, sheet.on) or line_of(payer, satang, kind, tariff, seq=seq)
    if isinstance(line, PaymentFault):
        raise refused_payment(line)
    return line


def refused_payment(fault: PaymentFault) -> Refused:
    """Why a payment cannot stand, as the refusal beside its amount."""
    return Refused(fault.value, _(fault.label), field="baht")


def _draft(sheet: CollectionSheet, member: Member, line: Line, number: str) -> DraftLine:
    row = DraftLine(
        sheet=sheet, member=member, kind=int(line.kind), amount=money.baht(line.satang), from_on=line.from_on,
        to_on=line.to_on, seq=line.seq or 0, number=number, at=clock.now(),
    )  # fmt: skip
    row.save(force_insert=True)
    require_running().many["add funds.draftline"] += 1
    return row


@action("funds.take_back", on="sheet")
def take_back(*, actor: Actor, sheet: CollectionSheet, seq: int, reason: str = "") -> DraftLine:
    """A payment of an open sheet did not happen, or was wrong: its number is void, the line stays to be seen.

    Refused: a later payment of the same member stands, because its days follow this one's.
    """
    fresh = open_again(sheet)
    line = DraftLine.objects.filter(sheet=fresh, seq=seq).select_related("member").first()
    if line is None or line.is_void:
        raise Refused(
            "no_line", _("This payment was taken back already, or never was. Look at the list again.")
        )
    last = line.to_on
    if last is not None and any(one.from_on > last for one in paid_days_of(line.member)):
        raise Refused("later", _("This member paid again after that. Take the later payment back first."))
    why = tidy(reason) or "เลิกทำที่ใบเก็บเงิน"
    found = Numbers(fresh).at(seq)
    if found is not None:
        void_issued(*found, reason=why)
    line.is_void = True
    line.save(update_fields=["is_void"])
    require_running().many["change funds.draftline is_void"] += 1
    note(taken_back={"member": str(line.member_id), "baht": f"{line.amount:.2f}", "seq": seq, "why": why})
    return line


@action("funds.count_cash", on="sheet")
def count_cash(*, actor: Actor, sheet: CollectionSheet, counted: Decimal) -> CollectionSheet:
    """What was counted in the hand, before the sheet is closed. It is written down whatever it is."""
    fresh = open_again(sheet)
    change(fresh, counted=_counted(counted))
    return fresh


def _counted(counted: Decimal) -> Decimal:
    try:
        satang = money.satang(counted)
    except ValueError:
        satang = -1
    if satang < 0:
        raise Refused(
            "counted",
            _("Counted cash is nothing or more, in baht and whole satang. Count again."),
            field="counted",
        )
    return money.baht(satang)


@action("funds.close_sheet", on="sheet")
def close_sheet(
    *, actor: Actor, sheet: CollectionSheet, counted: Decimal, difference: str = "", why: str = ""
) -> CollectionSheet:
    """The sheet goes into the books as one entry; its draft lines are gone with that, but for those taken back.

    Where the counted cash differs from the total, `difference` says what becomes of that: it stays with the
    collector until it is explained, or is entered as cash over or short now, with the reason.
    """
    fresh = open_again(sheet)
    total = running_total(fresh)
    if not total.lines:
        raise Refused("nothing", _("Nothing was taken on this sheet. Give it up instead of closing it."))
    differs = _counted(counted) - total.total
    _refuse_difference(differs, difference, why)
    entry = post_sheet(fresh, _drafted(fresh), Numbers(fresh).ranges)
    change(
        fresh, state=SheetState.POSTED, total=total.total, lines=total.lines, counted=counted, entry=entry,
        note=tidy(why),
    )  # fmt: skip
    restore_paid_up(
        fresh.fund, set(DraftLine.objects.filter(sheet=fresh, is_void=False).values_list("member", flat=True))
    )
    DraftLine.objects.filter(sheet=fresh, is_void=False).delete()
    if differs and difference == CashDifference.NOW:
        enter_difference(fresh.fund, fresh.centre, differs, on=fresh.on, why=why)
    return fresh


def _refuse_difference(differs: Decimal, difference: str, why: str) -> None:
    if not differs:
        return
    if difference not in set(CashDifference):
        words = (
            _("There are %(baht)s baht too much. Count again, or say what becomes of them.")
            if differs > 0
            else _("%(baht)s baht are missing. Count again, or say what becomes of that.")
        )
        raise Refused("differs", filled(words, baht=f"{abs(differs):,.2f}"), field="difference")
    if not is_reason(why):
        raise Refused("why", _("Write what you know about the difference, in a few words."), field="why")


def enter_difference(
    fund: Fund, centre: Organisation | None, differs: Decimal, *, on: date, why: str
) -> Entry:
    """Cash over or short with a collector, in the running action."""
    desk = cash_of(fund, centre)
    memo = f"เงินสดเกิน/ขาด {centre.name if centre else 'โต๊ะกองทุน'}: {tidy(why)}"
    return post(fund.book, postings.difference(desk, money.satang(differs), memo=memo), on=on)


def _drafted(sheet: CollectionSheet) -> Checked:
    """The draft lines that stand, as lines of the ledger."""
    done = Checked([], [], [])
    rows = DraftLine.objects.filter(sheet=sheet, is_void=False).order_by("seq")
    for party, amount, kind, first, last, seq in rows.values_list(
        "member__party", "amount", "kind", "from_on", "to_on", "seq"
    ):
        line = Line(party, money.satang(amount), LineKind(kind), first, last, seq)
        (done.contributions if kind == LineKind.CONTRIBUTION else done.fees).append(line)
    return done


@action("funds.drop_sheet", on="sheet")
def drop_sheet(*, actor: Actor, sheet: CollectionSheet, why: str = "") -> CollectionSheet:
    """Give up a sheet on which nothing was taken, or all of it was taken back."""
    fresh = open_again(sheet)
    if running_total(fresh).lines:
        raise Refused(
            "not_empty", _("Money was taken on this sheet. Close it, or take every payment back first.")
        )
    change(fresh, state=SheetState.DROPPED, note=tidy(why))
    return fresh
