"""Statements, accounts and the journal as tables, in words and with the address behind each figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.core import money, numerals
from khabuan.ledger.links import entries_url, figure_url
from khabuan.ledger.models import Account, Book, Entry, Posting
from khabuan.ledger.queries.reading import AccountFilter, AccountLine, SourceLine, Sums
from khabuan.ledger.reading_words import span_words
from khabuan.ledger.rules import statements
from khabuan.ledger.rules.spans import Span
from khabuan.ledger.rules.statements import Check, Line, Statement, When
from khabuan.ledger.rules.words import (
    DEBIT_SIDE,
    MONEY_ROLES,
    NOMINAL,
    AccountKind,
    AccountRole,
    EntryKind,
    MoneySource,
)
from khabuan.ledger.sheets import Cell, Column, Paper, Row, long_day


@dataclass(frozen=True)
class About:
    """Which book and days a statement is about, and whether it has the closing entries of these days."""

    book: Book
    span: Span
    with_closing: bool = False
    leaves_closing_out: bool = False  # there are such entries in these days, and they are not counted

    @property
    def days(self) -> str:
        return span_words(self.span, self.book.years)

    @property
    def since(self) -> str:
        return long_day(self.span.since)

    @property
    def until(self) -> str:
        return long_day(self.span.until)


def money_columns(words: str = "") -> tuple[Column, ...]:
    return Column("item", words or _("Item")), Column("baht", _("Baht"), "money")


def receipts_paper(about: About, sums: Sums) -> Paper:
    found = statements.receipts_and_payments(sums.accounts)
    lead = _("%(name)s, %(days)s") % {"name": about.book.name, "days": about.days}
    return _of_statement(about, sums, found, "receipts-payments", _("Receipts and payments"), lead)


def position_paper(about: About, sums: Sums) -> Paper:
    found = statements.position(sums.accounts)
    lead = _("%(name)s, as of %(day)s") % {"name": about.book.name, "day": about.until}
    return _of_statement(about, sums, found, "position", _("Statement of position"), lead)


def sources_uses_paper(about: About, sums: Sums) -> Paper:
    found = statements.sources_and_uses(sums.accounts)
    lead = _("%(name)s, from %(since)s to %(until)s, as in part 10 of the status form") % {
        "name": about.book.name, "since": about.since, "until": about.until,
    }  # fmt: skip
    return _of_statement(about, sums, found, "sources-uses", _("Sources and uses of money"), lead)


def _of_statement(  # noqa: PLR0917 - what a statement is, and what it is called
    about: About, sums: Sums, found: Statement, name: str, title: str, lead: str
) -> Paper:
    totals = tuple(
        (_(line.words), numerals.grouped(line.amount, 2))
        for line in found.lines
        if line.look in ("sum", "sub") and line.amount is not None
    )
    return Paper(
        name, title, lead, money_columns(), tuple(_row(about, line, sums) for line in found.lines),
        found.checks, look="money", figures=totals,
    )  # fmt: skip


def _row(about: About, line: Line, sums: Sums) -> Row:
    if line.look in ("group", "head"):
        return Row((Cell(_(line.words)),), "group")
    url = figure_url(about.book, line.codes, line.when, about.span, with_closing=about.with_closing)
    # Entries of several accounts since the book began have the closings of all years, or of none.
    is_other = (
        about.leaves_closing_out and line.when == When.UP_TO and len(line.codes) > 1
        and any(one.kind in NOMINAL for one in sums.accounts if one.code in line.codes)
    )  # fmt: skip
    return Row(
        (Cell(_(line.words)), Cell(line.amount, url if line.amount and not is_other else "")), line.look
    )


def trial_paper(about: About, sums: Sums) -> Paper:
    """งบทดลอง: every account that has anything; both columns of sides add up to the same."""
    rows, totals = [], [money.NOTHING] * 4
    for one in sums.accounts:
        if one.is_still:
            continue
        is_debit_side = (one.kind in DEBIT_SIDE) == (one.after >= 0)
        after = (abs(one.after), money.NOTHING) if is_debit_side else (money.NOTHING, abs(one.after))
        figures = (one.debit, one.credit, *after)
        totals = [had + more for had, more in zip(totals, figures, strict=True)]
        whens = (When.DURING, When.DURING, When.UP_TO, When.UP_TO)
        cells = [_figure(about, figure, one.code, when) for figure, when in zip(figures, whens, strict=True)]
        before = _figure(about, one.before, one.code, When.BEFORE)
        rows.append(Row((Cell(f"{one.code} {one.name}"), before, *cells)))
    rows.append(Row((Cell(_("Together")), Cell(), *(Cell(one) for one in totals)), "sum"))
    columns = (
        Column("account", _("Account")), Column("before", _("Brought forward"), "money"), Column("debit", _("Debit"), "money"),
        Column("credit", _("Credit"), "money"), Column("debit_balance", _("Debit balance"), "money"),
        Column("credit_balance", _("Credit balance"), "money"),
    )  # fmt: skip
    checks = (
        Check(_("Debit = credit"), totals[0], totals[1]),
        Check(_("Debit balances = credit balances"), totals[2], totals[3]),
    )
    lead = _("%(name)s, %(days)s") % {"name": about.book.name, "days": about.days}
    told = tuple((one.words, numerals.grouped(one.left, 2)) for one in checks)
    return Paper(
        "trial-balance",
        _("Trial balance"),
        lead,
        columns,
        tuple(rows),
        checks,
        look="cards snug",
        figures=told,
    )


def _figure(about: About, figure: Decimal, code: str, when: When) -> Cell:
    url = figure_url(about.book, (code,), when, about.span, with_closing=about.with_closing)
    return Cell(figure, url if figure else "")


def sources_paper(about: About, lines: Sequence[SourceLine], sums: Sums) -> Paper:
    """Money by source: brought forward, brought, spent, left; together what the book has less what it owes."""
    has_begun = any(one.has_begun for one in lines)
    rows = [
        _source_row(_(one.source.label), [value(one) for value in SOURCE_VALUES],
                    _source_urls(about, sums, has_begun, one.source))
        for one in lines
    ]  # fmt: skip
    totals = [sum((value(one) for one in lines), money.NOTHING) for value in SOURCE_VALUES]
    rows.append(_source_row(_("Together"), totals, _source_urls(about, sums, has_begun, ""), "sum"))
    columns = (
        Column("source", _("Source of money")), Column("before", _("Brought forward"), "money"),
        Column("brought", _("Brought"), "money"), Column("spent", _("Spent"), "money"),
        Column("left", _("Money left"), "money"),
    )  # fmt: skip
    there = _net(sums)
    check = Check(_("Left of all sources = what the book has less what it owes"), totals[3], there)
    return Paper(
        "sources", _("Money by source"), about.days, columns, tuple(rows), (check,), look="cards snug",
        told=f"{_('Money by source')} {about.book.name} {about.days}",
    )  # fmt: skip


def _source_row(words: str, values: Sequence[Decimal], urls: Sequence[str], look: str = "") -> Row:
    cells = (Cell(value, url if value else "") for value, url in zip(values, urls, strict=True))
    return Row((Cell(words), *cells), look)


def _source_urls(about: About, sums: Sums, has_begun: bool, source: str) -> list[str]:
    """The entries behind what a source ("" for all) had, brought, spent and has left."""
    book, span = about.book, about.span
    of = {kind: [one.code for one in sums.accounts if one.kind == kind] for kind in NOMINAL}
    begun, income, spent = (
        of[kind] for kind in (AccountKind.EQUITY, AccountKind.INCOME, AccountKind.EXPENSE)
    )
    every = [*begun, *income, *spent]
    until = span.until if has_begun else span.day_before
    had, brought = (begun, income) if has_begun else (every, [*begun, *income])
    return [
        entries_url(book, had, book.opened_on, until, source=source, with_closing=not has_begun),
        entries_url(book, brought, span.since, span.until, source=source),
        entries_url(book, spent, span.since, span.until, source=source),
        entries_url(book, every, book.opened_on, span.until, source=source, with_closing=True),
    ]


SOURCE_VALUES = (
    lambda one: one.before, lambda one: one.brought, lambda one: one.spent, lambda one: one.left,
)  # fmt: skip


def _net(sums: Sums) -> Decimal:
    """Assets less liabilities at the end of the span."""
    assets = sum((one.after for one in sums.accounts if one.code[0] == "1"), money.NOTHING)
    return assets - sum((one.after for one in sums.accounts if one.code[0] == "2"), money.NOTHING)


# ---------------------------------------------------------------- an account


@dataclass(frozen=True)
class AccountPage:
    """What of an account is shown: lines of a page or all, what stood before the first, both sides of the span."""

    account: Account
    wanted: AccountFilter
    lines: Sequence[AccountLine]
    opening: Decimal
    debit: Decimal
    credit: Decimal
    is_first: bool = True
    is_last: bool = True


def account_paper(about: About, page: AccountPage) -> Paper:
    """An account line by line. Cash and bank books speak of in and out, others of debit and credit."""
    is_debit_side = page.account.kind in DEBIT_SIDE
    moved = page.debit - page.credit if is_debit_side else page.credit - page.debit
    rows = []
    if page.is_first:
        words = _("Brought forward from %(day)s") % {"day": long_day(page.wanted.span.day_before)}
        rows.append(Row((Cell(), Cell(), Cell(words), Cell(), Cell(), Cell(page.opening)), "sub"))
    rows += [_account_row(one) for one in page.lines]
    if page.is_last:
        cells = (
            Cell(), Cell(), Cell(_("Together")), Cell(page.debit), Cell(page.credit), Cell(page.opening + moved)
        )  # fmt: skip
        rows.append(Row(cells, "sum"))
    is_cash_book = page.account.role in MONEY_ROLES
    sides = (_("In"), _("Out")) if is_cash_book else (_("Debit"), _("Credit"))
    columns = (
        Column("on", _("Day"), "date"), Column("number", _("Entry no."), "code"), Column("item", _("Item")),
        Column("debit", sides[0], "money"), Column("credit", sides[1], "money"),
        Column("balance", _("Balance"), "money"),
    )  # fmt: skip
    lead = _("%(name)s, %(days)s") % {"name": about.book.name, "days": about.days}
    source = f" · {_(MoneySource(page.wanted.source).label)}" if page.wanted.source else ""
    return Paper(
        f"account-{page.account.code}", _account_title(page.account), f"{lead}{source}", columns,
        tuple(rows), look="cards snug",
        figures=((_("Balance"), numerals.grouped(page.opening + moved, 2)),),
    )  # fmt: skip


def _account_title(account: Account) -> str:
    words = {"account": str(account)}
    if account.role in (AccountRole.CASH, AccountRole.COLLECTORS):
        return _("Cash book: %(account)s") % words
    if account.role in (AccountRole.BANK, AccountRole.INVESTMENT):
        return _("Bank book: %(account)s") % words
    return _("Account: %(account)s") % words


def _account_row(one: AccountLine) -> Row:
    entry = one.posting.entry
    more = " · ".join(filter(None, (entry.document, one.others)))
    return Row(
        (
            Cell(entry.on), Cell(str(entry.number), entry.get_absolute_url()), Cell(memo_of(entry), small=more),
            Cell(one.posting.debit or None), Cell(one.posting.credit or None), Cell(one.balance),
        )
    )  # fmt: skip


def memo_of(entry: Entry) -> str:
    return entry.memo or _(EntryKind(entry.kind).label)


@dataclass(frozen=True)
class JournalPage:
    """Entries of a page or all, with their postings by entry; what they moved in all on the accounts asked for."""

    entries: Sequence[Entry]
    parts: Mapping[int, Sequence[Posting]]
    moved: Decimal | None = None
    is_all: bool = False


def journal_paper(about: About, page: JournalPage) -> Paper:
    """สมุดรายวัน: each entry with both its sides, so that the columns add up to the same."""
    is_narrow = page.moved is not None
    rows = [row for one in page.entries for row in _journal_rows(one, page.parts.get(one.pk, ()), is_narrow)]
    sides = [
        sum((getattr(one, side) for found in page.parts.values() for one in found), money.NOTHING)
        for side in SIDES
    ]
    if page.is_all or is_narrow:
        both = [Cell(one) for one in sides] if page.is_all else [Cell(), Cell()]
        rows.append(Row((Cell(), Cell(), Cell(_("Together")), *both, Cell(page.moved)), "sum"))
    columns = [
        Column("on", _("Day"), "date"), Column("number", _("Entry no."), "code"), Column("item", _("Item")),
        Column("debit", _("Debit"), "money"), Column("credit", _("Credit"), "money"),
    ]  # fmt: skip
    if is_narrow:
        columns.append(Column("baht", _("Moved there"), "money"))
    lead = _("%(name)s, %(days)s") % {"name": about.book.name, "days": about.days}
    within = tuple(replace(row, cells=row.cells[: len(columns)]) for row in rows)
    return Paper("journal", _("Journal"), lead, tuple(columns), within, look="cards snug")


SIDES = ("debit", "credit")


def _journal_rows(entry: Entry, parts: Sequence[Posting], is_narrow: bool) -> list[Row]:
    small = " · ".join(filter(None, (_(EntryKind(entry.kind).label) if entry.memo else "", entry.document)))
    moved = Cell(getattr(entry, "amount", None) if is_narrow else None)
    number = Cell(str(entry.number), entry.get_absolute_url())
    told = Row((Cell(entry.on), number, Cell(memo_of(entry), small=small), Cell(), Cell(), moved))
    again = (Cell(entry.on, repeats=True), Cell(str(entry.number), repeats=True))
    return [
        told,
        *(
            Row(
                (
                    *again, Cell(str(one.account), small=_(MoneySource(one.source).label) if one.source else ""),
                    Cell(one.debit or None), Cell(one.credit or None), Cell(),
                ),
                "in",
            )
            for one in parts
        ),
    ]  # fmt: skip


def year_span_url(book: Book, name: str, month: date) -> str:
    """A statement of a month."""
    return f"{reverse(name, args=[book.pk])}?period=m{month:%Y-%m}"
