"""The bank's statement beside the book: lines brought in, matched, taken apart, and entered where the book lacks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.sheets import Limits, SheetIn, SheetRefused, match_columns, read_sheet
from khabuan.core.thai import long_date
from khabuan.ledger.actions.signing import ask_second_person
from khabuan.ledger.models import Account, BankLine, BankMatch, BankStatement, Entry, Posting
from khabuan.ledger.posting import post
from khabuan.ledger.rules.drafts import Draft, Leg
from khabuan.ledger.rules.reconciling import (
    COLUMNS,
    RowUnreadable,
    StatementRow,
    broken_balance,
    in_order,
    marks,
    row_of,
    signed_by_balance,
)
from khabuan.ledger.rules.words import AccountRole, EntryKind, LineUse, MoneySource
from khabuan.ledger.sentences import sheet_words
from khabuan.ledger.spending import Spending, refuse_spending

LIMITS = Limits(rows=20_000)
FEE = "5290"


@action("ledger.bring_statement", on="account")
def bring_statement(*, actor: Actor, account: Account, content: bytes, file_name: str) -> BankStatement:
    """Keep the lines of a bank's file that are not here yet. Refused: other columns, unreadable rows, nothing new."""
    require_bank(account)
    rows = read_statement(content, file_name, clock.today())
    told = marks(rows)
    known = set(BankLine.everywhere.filter(account=account, mark__in=told).values_list("mark", flat=True))
    fresh = [(row, mark) for row, mark in zip(rows, told, strict=True) if mark not in known]
    if not fresh:
        raise Refused("nothing_new", _("All lines of this file are here already."), field="file")
    statement: BankStatement = add(
        BankStatement, book=account.book, account=account, file_name=file_name[-200:], first_on=rows[0].on,
        last_on=rows[-1].on, count=len(fresh), known=len(known), brought_at=clock.now(),
    )  # fmt: skip
    last = BankLine.everywhere.filter(account=account).order_by("-seq").values_list("seq", flat=True).first()
    BankLine.new.bulk(
        BankLine(
            book=account.book, account=account, statement=statement, seq=seq, on=row.on, words=row.words,
            amount=money.baht(row.satang), balance=None if row.balance is None else money.baht(row.balance),
            mark=mark,
        )
        for seq, (row, mark) in enumerate(fresh, (last or 0) + 1)
    )  # fmt: skip
    note(lines=len(fresh), known=len(known))
    return statement


def read_statement(content: bytes, file_name: str, today: date) -> list[StatementRow]:
    """The lines of a file. Refused with the heading or row at fault."""
    try:
        sheet = read_sheet(content, file_name, limits=LIMITS, specs=COLUMNS)
    except SheetRefused as no:
        if no.code == "no_header":
            raise _other_columns(str(no.values["found"])) from None
        raise Refused("file", sheet_words(no), field="file") from None
    matching = match_columns(sheet.columns, COLUMNS)
    found = matching.positions
    if "on" not in found or not found.keys() & {"amount", "taken", "paid"}:
        raise _other_columns(", ".join(one.label.strip() for one in sheet.columns if one.label.strip()))
    rows = in_order(_rows_of(sheet, found, today))
    if "amount" in found and not found.keys() & {"taken", "paid"}:
        rows = signed_by_balance(rows)
    broken = broken_balance(rows)
    if broken is not None:
        words = _(
            "The balance of %(day)s does not follow from the line before. Is a line missing from the file?"
        )
        raise Refused("chain", filled(words, day=long_date(rows[broken].on)), field="file")
    if rows[-1].on > today:
        raise Refused(
            "future",
            _("A line of this file is dated in the future. Look at the column of days."),
            field="file",
        )
    return rows


def _rows_of(sheet: SheetIn, found: Mapping[str, int], today: date) -> list[StatementRow]:
    rows = []
    for row in sheet.rows:
        cells = {name: row.values[at - 1] for name, at in found.items()}
        try:
            read = row_of(cells, today)
        except RowUnreadable as no:
            raise _unreadable(row.number, no) from None
        if read is not None:
            rows.append(read)
    if not rows:
        raise Refused("no_lines", _("There is no line with money in this file."), field="file")
    return rows


def _other_columns(found: str) -> Refused:
    words = _(
        "This is not a bank's statement: a column of days and one of amounts (or money in and out) are needed. "
        "Found were: %(found)s. Correct the headings, or choose another file."
    )
    return Refused("columns", filled(words, found=found[:300]), field="file")


def _unreadable(number: int, no: RowUnreadable) -> Refused:
    words = {
        "date": _("Row %(row)s: “%(text)s” is no day. Correct it in the file and bring it in again."),
        "amount": _("Row %(row)s: “%(text)s” is no amount. Correct it in the file and bring it in again."),
        "both": _(
            "Row %(row)s has money in and money out (%(text)s). Correct it in the file and bring it in again."
        ),
    }[no.code]
    return Refused("row", filled(words, row=number, text=no.text[:40]), field="file")


@action("ledger.match_line", on="line")
def match_line(*, actor: Actor, line: BankLine, postings: Sequence[Posting]) -> BankLine:
    """Say that a line of the bank is these postings of the book. Refused unless they add up to it exactly."""
    if _is_matched(line):
        raise Refused("matched", _("This line is matched already. Take it apart first."))
    if not postings:
        raise Refused("none", _("Choose the entry of the book that this line is."), field="postings")
    if any(one.account_id != line.account_id for one in postings):
        raise Refused("other_account", _("These entries are of another account."), field="postings")
    total = sum((one.debit - one.credit for one in postings), money.NOTHING)
    if total != line.amount:
        words = _(
            "The chosen entries come to %(total)s baht, the line of the bank to %(amount)s. Choose others."
        )
        raise Refused(
            "amount", filled(words, total=f"{total:,.2f}", amount=f"{line.amount:,.2f}"), field="postings"
        )
    for one in postings:
        add(BankMatch, book=line.book, line=line, posting=one)
    return line


@action("ledger.match_lines", on="account")
def match_lines(
    *, actor: Actor, account: Account, pairs: Sequence[tuple[BankLine, Sequence[Posting]]]
) -> int:
    """Confirm several proposals at once; what somebody matched meanwhile is passed by. Returns how many."""
    done = 0
    for line, postings in pairs:
        taken = BankMatch.everywhere.filter(posting__in=[one.pk for one in postings], undone_at__isnull=True)
        if line.account_id != account.pk or _is_matched(line) or taken.exists():
            continue
        match_line(actor=actor, line=line, postings=postings)
        done += 1
    return done


@action("ledger.unmatch_line", on="line")
def unmatch_line(*, actor: Actor, line: BankLine) -> BankLine:
    """The line and its entries stand alone again."""
    rows = list(BankMatch.everywhere.filter(line=line, undone_at__isnull=True))
    if not rows:
        raise Refused("not_matched", _("This line is not matched."))
    for row in rows:
        change(row, undone_at=clock.now())
    return line


@action("ledger.enter_bank_line", on="line", second_person=True)
def enter_bank_line(*, actor: Actor, line: BankLine, what: str, source: str = "") -> Entry:
    """Enter what the bank shows and the book lacks: interest, a fee, or money in of which nobody knows whose it is."""
    if _is_matched(line):
        raise Refused("matched", _("This line is matched already. Take it apart first."))
    use, satang = LineUse(what), money.satang(line.amount)
    if (satang > 0) != (use in (LineUse.INTEREST, LineUse.UNCLEAR)):
        raise Refused(
            "side", _("Interest and unknown money come in; a fee goes out. Choose the other."), field="what"
        )
    draft = _draft_of(line, use, abs(satang), MoneySource(source) if source else MoneySource.INTEREST)
    entry = post(line.book, draft, on=line.on)
    posting = Posting.everywhere.get(entry=entry, account=line.account)
    match_line(actor=actor, line=line, postings=[posting])
    ask_second_person(
        line.book, f"{draft.memo} {abs(line.amount):,.2f} บาท", on=line.on, path=entry.get_absolute_url()
    )
    return entry


def _draft_of(line: BankLine, use: LineUse, satang: int, source: MoneySource) -> Draft:
    bank = line.account.code
    document = f"บัญชีธนาคาร {long_date(line.on)}"
    if use == LineUse.INTEREST:
        income = account_for(line, AccountRole.INTEREST)
        legs = [Leg(bank, debit=satang), Leg(income.code, credit=satang, source=MoneySource.INTEREST)]
        return Draft(EntryKind.RECEIPT, "ดอกเบี้ยเงินฝากธนาคาร", legs, document)
    if use == LineUse.UNCLEAR:
        unclear = account_for(line, AccountRole.UNCLEAR)
        legs = [Leg(bank, debit=satang), Leg(unclear.code, credit=satang)]
        return Draft(EntryKind.RECEIPT, f"เงินเข้าบัญชีที่ยังไม่ทราบเจ้าของ {line.words}".strip(), legs, document)
    fee = Account.everywhere.get(book=line.book, code=FEE)
    refuse_spending(Spending(line.book, fee, source, satang, line.on))
    legs = [Leg(FEE, debit=satang, source=source), Leg(bank, credit=satang)]
    return Draft(EntryKind.PAYMENT, f"ค่าธรรมเนียมธนาคาร {line.words}".strip(), legs, document)


def account_for(line: BankLine, role: AccountRole) -> Account:
    found: Account = Account.everywhere.get(book=line.book, role=role)
    return found


def _is_matched(line: BankLine) -> bool:
    return bool(BankMatch.everywhere.filter(line=line, undone_at__isnull=True).exists())


def require_bank(account: Account) -> None:
    if account.role != AccountRole.BANK:
        raise Refused("no_bank", _("Only a bank account has a statement."))
