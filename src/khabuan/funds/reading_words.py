"""The lists of a fund as tables: one member's account, arrears, the month for the village board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core import money, numerals
from khabuan.funds.models import Fund, Member, PastYear
from khabuan.funds.queries.reading import ArrearsLine, CentreMonth, MemberEntryLine
from khabuan.funds.rules.owing import Rate, owed
from khabuan.funds.sentences import past_label
from khabuan.ledger.reading_words import year_words
from khabuan.ledger.rules.words import LineKind
from khabuan.ledger.sheets import Cell, Column, Paper, Row, day_words, long_day
from khabuan.registry.models import Organisation

PAYMENTS = (LineKind.CONTRIBUTION, LineKind.ENTRY_FEE)


def centre_words(centre: Organisation | None) -> str:
    return centre.name if centre is not None else _("the fund's own desk")


def line_words(line: MemberEntryLine) -> str:
    """What a line of a member's account is: contribution for which days, entry fee, benefit, what was corrected."""
    if line.kind == LineKind.CONTRIBUTION:
        days = _days_of(line)
        if line.amount < 0:
            return _("Correction: not paid for %(since)s to %(until)s") % days if days else _("Correction")
        return _("Contribution for %(since)s to %(until)s") % days if days else _("Contribution")
    if line.kind == LineKind.ENTRY_FEE:
        return _("Entry fee") if line.amount > 0 else _("Correction: entry fee")
    return line.entry.memo


def _days_of(line: MemberEntryLine) -> dict[str, str]:
    if line.from_on is None or line.to_on is None:
        return {}
    return {"since": day_words(line.from_on), "until": day_words(line.to_on)}


def member_paper(
    member: Member, lines: Sequence[MemberEntryLine], brought: Sequence[PastYear], paid_to: date | None
) -> Paper:
    """A member's account: what the old books have, then by years of the book what was paid in and received."""
    kept = member.fund.book.years
    totals = [
        sum((one.amount for one in brought if (one.what == "contribution") == is_paid), money.NOTHING)
        for is_paid in (True, False)
    ]
    rows: list[Row] = []
    if brought:
        rows += [Row((Cell(_("From the old books")),), "group"), *(_brought_row(one) for one in brought)]
        rows.append(Row((Cell(), Cell(), Cell(_("Together")), *(Cell(one) for one in totals)), "sub"))
    years: dict[int, list[MemberEntryLine]] = {}
    for line in lines:
        years.setdefault(kept.of(line.entry.on), []).append(line)
    for year, some in sorted(years.items(), reverse=True):
        rows.append(Row((Cell(year_words(year, kept)),), "group"))
        rows += [_member_row(line) for line in some]
        sums = [sum((side(line) for line in some), money.NOTHING) for side in (sent_of, got_of)]
        totals = [had + more for had, more in zip(totals, sums, strict=True)]
        rows.append(Row((Cell(), Cell(), Cell(_("Together")), *(Cell(one) for one in sums)), "sub"))
    rows.append(Row((Cell(), Cell(), Cell(_("All years")), *(Cell(one) for one in totals)), "sum"))
    columns = (
        Column("on", _("Day"), "date"), Column("paper", _("Paper"), "code"), Column("item", _("Item")),
        Column("sent", _("Contributions paid"), "money"), Column("got", _("Benefits received"), "money"),
    )  # fmt: skip
    paid = _("paid up to %(day)s") % {"day": long_day(paid_to)} if paid_to else ""
    lead = " · ".join(filter(None, (str(member.person), member.fund.organisation.name, paid)))
    title = _("Account of member %(number)s") % {"number": member.number}
    return Paper(
        "member", title, lead, columns, tuple(rows), look="cards snug",
        told=f"{title} {member.fund.organisation.name}",
        figures=((_("Contributions paid"), numerals.grouped(totals[0], 2)),),
    )  # fmt: skip


def _brought_row(one: PastYear) -> Row:
    sides = (one.amount, None) if one.what == "contribution" else (None, one.amount)
    return Row((Cell(), Cell(_("old book")), Cell(past_label(one)), *(Cell(side) for side in sides)))


def sent_of(line: MemberEntryLine) -> Decimal:
    return line.amount if line.kind in PAYMENTS else money.NOTHING


def got_of(line: MemberEntryLine) -> Decimal:
    return line.amount if line.kind in (LineKind.BENEFIT, LineKind.REFUND) else money.NOTHING


def _member_row(line: MemberEntryLine) -> Row:
    sent, got = sent_of(line), got_of(line)
    return Row(
        (
            Cell(line.entry.on), Cell(line.number, line.entry.get_absolute_url()), Cell(line_words(line)),
            Cell(sent or None), Cell(got or None),
        )
    )  # fmt: skip


# ---------------------------------------------------------------- the passbook


@dataclass(frozen=True)
class PassbookLine:
    """A line of the passbook, in the columns of the printed one: ครั้งที่, วันเดือนปี, ส่ง, ขาด, เหรัญญิก, หมายเหตุ.

    What was brought in has no day.
    """

    time: str
    on: date | None
    sent: Decimal | None
    short: Decimal | None
    taken_by: str
    note: str


def passbook_lines(
    lines: Sequence[MemberEntryLine], brought: Sequence[PastYear], rates: Sequence[Rate]
) -> list[PassbookLine]:
    """What the old book has, then every payment as one time; `short` is what was still owed on that day, after it."""
    told, times = [_brought_line(one) for one in brought], 0
    for line in lines:
        is_payment = line.kind in PAYMENTS and line.amount > 0
        times += is_payment
        short = money.NOTHING
        if line.paid_to is not None:
            short = money.baht(owed(line.paid_to, line.entry.on, rates))
        told.append(
            PassbookLine(
                str(times) if is_payment else "", line.entry.on, sent_of(line) or None,
                short if is_payment else None, line.taken_by, _note(line),
            )
        )  # fmt: skip
    return told


def _brought_line(one: PastYear) -> PassbookLine:
    what = f"{past_label(one)} ({_('old book')})"
    if one.what == "contribution":
        return PassbookLine("", None, one.amount, None, "", what)
    words = {"what": what, "amount": numerals.grouped(one.amount, 2)}
    return PassbookLine("", None, None, None, "", _("%(what)s %(amount)s baht") % words)


def _note(line: MemberEntryLine) -> str:
    if line.kind == LineKind.CONTRIBUTION and line.amount > 0:
        until = _("up to %(day)s") % {"day": day_words(line.to_on)} if line.to_on else ""
        return " ".join(filter(None, (line.number, until)))
    if line.kind in PAYMENTS:
        return " ".join(filter(None, (line_words(line), line.number)))
    words = {"what": line.entry.memo, "amount": numerals.grouped(line.amount, 2)}
    return _("%(what)s %(amount)s baht") % words


# ---------------------------------------------------------------- arrears


def arrears_paper(
    fund: Fund, lines: Sequence[ArrearsLine], on: date, shown: Sequence[ArrearsLine] | None = None
) -> Paper:
    """Who is behind, by centre and number: up to when paid, months, baht.

    `shown` is the page of them that has rows; a total is of all lines, and stands behind the last of them.
    """
    page = {id(line) for line in (lines if shown is None else shown)}
    rows: list[Row] = []
    centres: dict[int | None, list[ArrearsLine]] = {}
    for line in lines:
        centres.setdefault(line.member.centre_id, []).append(line)
    for some in centres.values():
        told = [_arrears_row(line) for line in some if id(line) in page]
        if told:
            rows += [Row((Cell(centre_words(some[0].member.centre)),), "group"), *told]
        if id(some[-1]) in page:
            rows.append(Row(_arrears_total(_("Together"), some), "sub"))
    if len(centres) > 1 and id(lines[-1]) in page:
        rows.append(Row(_arrears_total(_("All centres"), lines), "sum"))
    columns = (
        Column("number", _("Member no."), "code"), Column("name", _("Name")), Column("paid_to", _("Paid up to"), "date"),
        Column("months", _("Months behind"), "count"), Column("baht", _("Owed (baht)"), "money"),
    )  # fmt: skip
    total = sum((line.baht for line in lines), money.NOTHING)
    words = ngettext("%(count)d member", "%(count)d members", len(lines)) % {"count": len(lines)}
    lead = _("%(name)s, %(members)s, as of %(day)s") % {
        "name": fund.organisation.name, "members": words, "day": long_day(on),
    }  # fmt: skip
    return Paper(
        "arrears", _("Contributions in arrears"), lead, columns, tuple(rows), look="cards snug",
        figures=((_("Members behind"), f"{len(lines):,}"), (_("Owed (baht)"), numerals.grouped(total, 2))),
    )  # fmt: skip


def _arrears_row(line: ArrearsLine) -> Row:
    member = line.member
    return Row(
        (
            Cell(member.number, member.get_absolute_url()), Cell(str(member.person)), Cell(line.paid_to),
            Cell(line.months), Cell(line.baht),
        )
    )  # fmt: skip


def _arrears_total(words: str, lines: Sequence[ArrearsLine]) -> tuple[Cell, ...]:
    total = sum((line.baht for line in lines), money.NOTHING)
    count = ngettext("%(count)d member", "%(count)d members", len(lines)) % {"count": len(lines)}
    return Cell(), Cell(f"{words} {count}"), Cell(), Cell(), Cell(total)


# ---------------------------------------------------------------- the month for the village board


def board_paper(fund: Fund, centres: Sequence[CentreMonth], month: date, until: date) -> Paper:
    """The same as the printed sheet, as a table: members' numbers, no names."""
    rows = [
        Row((
            Cell(centre_words(one.centre)), Cell(one.members), Cell(len(one.paid)), Cell(len(one.behind)),
            Cell(", ".join(one.behind)), Cell(one.taken),
        ))
        for one in centres
    ]  # fmt: skip
    taken = sum((one.taken for one in centres), money.NOTHING)
    counts = [
        sum(one.members for one in centres),
        sum(len(one.paid) for one in centres),
        sum(len(one.behind) for one in centres),
    ]
    rows.append(Row((Cell(_("Together")), *(Cell(one) for one in counts), Cell(), Cell(taken)), "sum"))
    columns = (
        Column("centre", _("Collecting centre")), Column("members", _("Members"), "count"),
        Column("paid", _("Paid up"), "count"), Column("behind", _("Behind"), "count"),
        Column("numbers", _("Numbers of those behind")), Column("baht", _("Taken in this month"), "money"),
    )  # fmt: skip
    lead = _("%(name)s, as of %(day)s") % {"name": fund.organisation.name, "day": long_day(until)}
    return Paper(
        f"board-{month:%Y-%m}", _("Month for the village board"), lead, columns, tuple(rows), look="cards snug",
        figures=(
            (_("Members"), f"{counts[0]:,}"), (_("Paid up"), f"{counts[1]:,}"), (_("Behind"), f"{counts[2]:,}"),
            (_("Taken in this month"), numerals.grouped(taken, 2)),
        ),
    )  # fmt: skip
