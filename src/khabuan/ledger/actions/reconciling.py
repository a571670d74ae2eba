"""The bank's statement beside the book: lines brought in, matched, taken apart, and entered where the book lacks them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import long_date
from khabuan.ledger.actions.signing import ask_second_person
from khabuan.ledger.bank_files import Columns, read_statement
from khabuan.ledger.models import Account, BankLine, BankMatch, BankStatement, Entry, Posting
from khabuan.ledger.posting import post
from khabuan.ledger.rules.drafts import Draft, Leg
from khabuan.ledger.rules.reconciling import marks
from khabuan.ledger.rules.words import AccountRole, EntryKind, LineUse, MoneySource
from khabuan.ledger.spending import Spending, refuse_spending

FEE = "5290"
REMEMBERED = 5


@action("ledger.bring_statement", on="account")
def bring_statement(
    *, actor: Actor, account: Account, content: bytes, file_name: str, columns: Columns | None = None
) -> BankStatement:
    """Keep the lines of a bank's file that are not here yet. Refused: other columns, unreadable rows, nothing new.

    `columns`: what each heading is, where somebody said so; a later file with these headings is read by it.
    """
    require_bank(account)
    rows, said = read_statement(content, file_name, clock.today(), columns, columns_said(account))
    told = marks(rows)
    known = set(BankLine.everywhere.filter(account=account, mark__in=told).values_list("mark", flat=True))
    fresh = [(row, mark) for row, mark in zip(rows, told, strict=True) if mark not in known]
    if not fresh:
        raise Refused("nothing_new", _("All lines of this file are here already."), field="file")
    statement: BankStatement = add(
        BankStatement, book=account.book, account=account, file_name=file_name[-200:], first_on=rows[0].on,
        last_on=rows[-1].on, count=len(fresh), known=len(known), brought_at=clock.now(), columns=said,
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


@action("ledger.drop_statement", on="statement")
def drop_statement(*, actor: Actor, statement: BankStatement) -> BankStatement:
    """Take a file back that belonged elsewhere: its lines count no more, and may come in again."""
    if statement.dropped_at is not None:
        raise Refused("dropped", _("This file is taken back already."))
    lines = BankLine.everywhere.filter(statement=statement)
    if BankMatch.everywhere.filter(line__in=lines, undone_at__isnull=True).exists():
        raise Refused(
            "matched", _("Lines of this file are matched with entries. Take these matches apart first.")
        )
    change(statement, dropped_at=clock.now())
    # One statement: a file may have thousands of lines. Their marks are free for the same lines brought in anew.
    note(lines=lines.update(mark=Concat(Value("dropped "), Cast("pk", CharField()))))
    return statement


def columns_said(account: Account) -> list[Columns]:
    """What was said of the columns of this account's files, the last first."""
    rows = BankStatement.everywhere.filter(account=account, dropped_at__isnull=True).exclude(columns={})
    return list(rows.order_by("-pk").values_list("columns", flat=True)[:REMEMBERED])


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
