"""The everyday money of a fund that is no collection: in, out, moved, given back, divided, cleared.

Each act is one voucher and one entry. Money out asks for a second person, who may sign afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.reasons import is_reason
from khabuan.core.thai import long_date, tidy
from khabuan.funds import postings_money as drafts
from khabuan.funds.actions.amounts import amount_of
from khabuan.funds.actions.cut_over import refuse_before_cut_over
from khabuan.funds.actions.deciding import refuse_later, refuse_resolution
from khabuan.funds.models import Fund, Member, Voucher
from khabuan.funds.queries import money as queries
from khabuan.funds.queries import regulation_of
from khabuan.funds.queries.payers import payers_of
from khabuan.funds.rules.dues import span_of
from khabuan.funds.rules.words import EVER, PAID_OUT, VoucherAct
from khabuan.ledger.actions import ask_second_person
from khabuan.ledger.models import Account, Entry
from khabuan.ledger.posting import post
from khabuan.ledger.rules.drafts import Draft, Line
from khabuan.ledger.rules.words import AccountKind, AccountRole, LineKind, MoneySource, Use
from khabuan.ledger.spending import Spending, refuse_spending
from khabuan.meetings.models import Resolution
from khabuan.papers.actions.numbers import take_numbers
from khabuan.papers.models import NumberBook
from khabuan.papers.queries.numbers import open_books
from khabuan.papers.rules import NumberKind


@action("funds.record_receipt", on="fund")
def record_receipt(
    *, actor: Actor, fund: Fund, account: Account, into: Account, amount: Decimal, on: date, what: str,
    who: str = "", document: str = "", source: str = "",
) -> Voucher:  # fmt: skip
    """Money in that is no collection. A donation names its giver; the source is the account's, or the one given."""
    satang = amount_of(amount)
    _refuse_account(fund, account, kind=AccountKind.INCOME)
    _refuse_place(fund, into, "into")
    if account.has_lines:
        raise Refused("members", _("Payments of members are entered on a collection sheet."), field="account")
    if account.role == AccountRole.DONATION and not tidy(who):
        raise Refused("giver", _("Write who gave the money."), field="who")
    of = MoneySource(account.source or source or MoneySource.OTHER)
    made = _voucher(
        fund,
        VoucherAct.RECEIPT,
        on,
        amount,
        what,
        who=who,
        document=document,
        account=account,
        money=into,
        source=of,
    )
    return _posted(
        made, drafts.receipt(into.code, account.code, satang, of, memo=_memo(made), document=document)
    )


@action("funds.record_payment", on="fund", second_person=True)
def record_payment(
    *, actor: Actor, fund: Fund, account: Account, out_of: Account, amount: Decimal, source: str, on: date,
    who: str, what: str, document: str = "", approved: str = "", resolution: Resolution | None = None,
    number_book: NumberBook | None = None,
) -> Voucher:  # fmt: skip
    """An expense out of cash or the bank, from one source. Refused: the source may not be used for it; management
    over the regulation's limit without a resolution; nobody received it."""
    satang = amount_of(amount)
    _refuse_account(fund, account, kind=AccountKind.EXPENSE)
    _refuse_place(fund, out_of, "out_of")
    if account.role == AccountRole.BENEFIT:
        raise Refused("benefit", _("Enter this as a benefit: it belongs to a member."), field="account")
    _refuse_nobody(who)
    refuse_resolution(fund, resolution)
    of = MoneySource(source)
    refuse_spending(Spending(fund.book, account, of, satang, on, resolution))
    made = _voucher(
        fund, VoucherAct.PAYMENT, on, amount, what, who=who, document=document, account=account, money=out_of,
        source=of, approved=approved, resolution=resolution, book=number_book,
    )  # fmt: skip
    draft = drafts.payment(out_of.code, account.code, satang, of, memo=_memo(made), document=_paper(made))
    return _posted(made, draft)


@action("funds.record_benefit", on="fund", second_person=True)
def record_benefit(
    *, actor: Actor, fund: Fund, account: Account, out_of: Account, amount: Decimal, source: str, on: date,
    what: str, approved: str, member: Member | None = None, who: str = "", document: str = "",
    resolution: Resolution | None = None, number_book: NumberBook | None = None,
) -> Voucher:  # fmt: skip
    """A benefit that was paid, on its account 51nn, with a line for the member; kinds for the public have none."""
    satang = amount_of(amount)
    _refuse_account(fund, account, kind=AccountKind.EXPENSE)
    _refuse_place(fund, out_of, "out_of")
    if account.role != AccountRole.BENEFIT:
        raise Refused("no_benefit", _("Choose the kind of benefit."), field="account")
    lines = _lines_of_benefit(fund, account, member, satang)
    if not tidy(approved) and resolution is None:
        raise Refused("approved", _("Write who approved it, or choose the resolution."), field="approved")
    refuse_resolution(fund, resolution)
    payee = tidy(who) or (str(member.person) if member is not None else "")
    _refuse_nobody(payee)
    of = MoneySource(source)
    refuse_spending(Spending(fund.book, account, of, satang, on, resolution))
    made = _voucher(
        fund, VoucherAct.BENEFIT, on, amount, what or account.name, who=payee, document=document, account=account,
        money=out_of, source=of, approved=approved, resolution=resolution, member=member, book=number_book,
    )  # fmt: skip
    draft = drafts.benefit(
        out_of.code, account.code, satang, of, lines, memo=_memo(made), document=_paper(made)
    )
    return _posted(made, draft)


@action("funds.move_money", on="fund")
def move_money(
    *, actor: Actor, fund: Fund, out_of: Account, into: Account, amount: Decimal, on: date, document: str = ""
) -> Voucher:
    """From cash into the bank, out of it, or between bank accounts. Nothing is earned and nothing is spent."""
    satang = amount_of(amount)
    _refuse_place(fund, out_of, "out_of")
    _refuse_place(fund, into, "into")
    if out_of == into:
        raise Refused("same", _("The money stays where it is. Choose another place."), field="into")
    what = f"ย้ายเงินจาก{out_of.name}ไป{into.name}"
    made = _voucher(fund, VoucherAct.MOVE, on, amount, what, document=document, account=into, money=out_of)
    return _posted(made, drafts.move(out_of.code, into.code, satang, memo=_memo(made), document=document))


@action("funds.give_back", on="member", second_person=True)
def give_back(
    *, actor: Actor, member: Member, out_of: Account, on: date, who: str, reason: str, document: str = "",
    number_book: NumberBook | None = None,
) -> Voucher:  # fmt: skip
    """Return the dues that were taken for days after a member's last day, all of them, to who receives for the member."""
    fund = member.fund
    _refuse_place(fund, out_of, "out_of")
    _refuse_nobody(who)
    lines = queries.dues_to_return(member)
    if not lines:
        raise Refused("nothing_due", _("No dues were taken for days after this member's last day."))
    if not is_reason(reason):
        raise Refused("reason", _("Write why the dues are given back."), field="reason")
    account = Account.everywhere.get(book=fund.book, code=drafts.CONTRIBUTIONS)
    amount = money.baht(-sum(line.satang for line in lines))
    what = f"คืนเงินสมทบสมาชิก {member.number}: {tidy(reason)}"
    made = _voucher(
        fund, VoucherAct.GIVE_BACK, on, amount, what, who=who, document=document, account=account, money=out_of,
        source=MoneySource.MEMBERS, member=member, book=number_book,
    )  # fmt: skip
    return _posted(made, drafts.give_back(out_of.code, lines, memo=_memo(made), document=_paper(made)))


@action("funds.divide_old_money", on="fund")
def divide_old_money(
    *, actor: Actor, fund: Fund, resolution: Resolution, shares: Mapping[str, Decimal], on: date
) -> Voucher:
    """Divide what was brought forward and belongs to no source yet, by a resolution of the fund."""
    refuse_resolution(fund, resolution)
    refuse_later(resolution, on)
    parts = {MoneySource(one): amount_of(amount, f"share_{one}") for one, amount in shares.items() if amount}
    if not parts:
        raise Refused("nothing", _("Write how much each source gets."))
    if MoneySource.UNASSIGNED in parts:
        raise ValueError("what is divided cannot stay undivided")
    total = money.baht(sum(parts.values()))
    what = f"แบ่งเงินยกมาตาม{resolution}"
    made = _voucher(fund, VoucherAct.DIVISION, on, total, what, resolution=resolution)
    return _posted(made, drafts.division(parts, memo=_memo(made), document=str(resolution)))


@action("funds.record_unclear", on="fund")
def record_unclear(
    *, actor: Actor, fund: Fund, into: Account, amount: Decimal, on: date, what: str, document: str = ""
) -> Voucher:
    """Money in the bank of which nobody knows whose it is; it is no income until it is cleared."""
    satang = amount_of(amount)
    _refuse_place(fund, into, "into")
    account = Account.everywhere.get(book=fund.book, code=drafts.UNCLEAR)
    made = _voucher(
        fund, VoucherAct.UNCLEAR, on, amount, what, document=document, account=account, money=into
    )
    return _posted(made, drafts.unclear(into.code, satang, memo=_memo(made), document=document))


@action("funds.clear_unclear", on="voucher")
def clear_unclear(
    *, actor: Actor, voucher: Voucher, amount: Decimal, on: date, what: str = "", account: Account | None = None,
    member: Member | None = None,
) -> Voucher:  # fmt: skip
    """Whose unknown money was: a member's contribution (days paid on from where the member stands), or other income."""
    fund, satang = voucher.fund, amount_of(amount)
    left = next((one.left for one in queries.unclear_of(fund, voucher)), money.NOTHING)
    if amount > left:
        words = _("Of this money %(left)s baht are left to clear.")
        raise Refused("too_much", filled(words, left=f"{left:,.2f}"), field="amount")
    if (account is None) == (member is None):
        raise Refused("whose", _("Choose the member, or the kind of income."), field="member")
    lines: list[Line] = []
    if member is not None:
        account, lines = Account.everywhere.get(book=fund.book, code=drafts.CONTRIBUTIONS), [
            _contribution(fund, member, satang, on)
        ]  # fmt: skip
    elif account is not None:
        _refuse_account(fund, account, kind=AccountKind.INCOME)
        if account.has_lines:
            raise Refused("members", _("Choose the member whose money it is."), field="account")
    if account is None:
        raise AssertionError("one of both is there")
    of = MoneySource(account.source or MoneySource.OTHER)
    told = tidy(what) or f"เงินเข้า {long_date(voucher.on)} {voucher.what}"
    made = _voucher(
        fund, VoucherAct.CLEARING, on, amount, told, account=account, source=of, member=member, clears=voucher
    )
    return _posted(made, drafts.cleared(account.code, satang, of, lines, memo=_memo(made)))


# ---------------------------------------------------------------- what they share


def _voucher(
    fund: Fund, act: VoucherAct, on: date, amount: Decimal, what: str, *, book: NumberBook | None = None,
    **facts: object,
) -> Voucher:  # fmt: skip
    """The voucher before its entry; money out takes a number where the fund has a book of vouchers."""
    refuse_before_cut_over(fund, on)
    told = tidy(what)
    if not told:
        raise Refused("what", _("Write what the money is for."), field="what")
    texts = {name: tidy(value) if isinstance(value, str) else value for name, value in facts.items()}
    made: Voucher = add(Voucher, fund=fund, act=act, on=on, amount=amount, what=told[:300], **texts)
    if act in PAID_OUT:
        book = book or next(iter(open_books(Actor.system("voucher"), fund.node, NumberKind.VOUCHER)), None)
        if book is not None:
            if book.place != fund.node or book.kind != NumberKind.VOUCHER:
                raise Refused(
                    "other_book",
                    _("This book of numbers belongs to another fund. Choose another book."),
                    field="number_book",
                )
            run = take_numbers(book, 1, made, on=on if on <= clock.today() else None)
            change(made, number=run.text)
    return made


def _posted(voucher: Voucher, draft: Draft) -> Voucher:
    entry: Entry = post(voucher.fund.book, draft, on=voucher.on)
    change(voucher, entry=entry)
    if voucher.act in PAID_OUT:
        told = f"จ่าย {voucher.amount:,.2f} บาท ให้{voucher.who}: {voucher.what}"
        ask_second_person(voucher.fund.book, told, on=voucher.on, path=voucher.get_absolute_url())
    return voucher


def _memo(voucher: Voucher) -> str:
    """As it stands in the books: what for, and who. A member is named by number, since exports leave the house."""
    member = voucher.member
    if member is not None:
        return (
            f"{voucher.what} (สมาชิก {member.number})" if voucher.act == VoucherAct.BENEFIT else voucher.what
        )
    return f"{voucher.what} · {voucher.who}" if voucher.who else voucher.what


def _paper(voucher: Voucher) -> str:
    return " ".join(
        part for part in (voucher.number and f"ใบสำคัญ {voucher.number}", voucher.document) if part
    )


def _refuse_account(fund: Fund, account: Account, *, kind: AccountKind) -> None:
    if account.book_id != fund.book_id or account.kind != kind:
        raise Refused("account", _("Choose an account of this fund's book."), field="account")


def _refuse_place(fund: Fund, account: Account, field: str) -> None:
    """Money is with the treasurer, in a bank account or invested; what collectors hold is handed over first."""
    if account.book_id != fund.book_id or account.role not in queries.PLACES:
        raise Refused("place", _("Choose cash or a bank account of this fund."), field=field)


def _refuse_nobody(who: str) -> None:
    if not tidy(who):
        raise Refused("nobody", _("Write who received the money."), field="who")


def _lines_of_benefit(fund: Fund, account: Account, member: Member | None, satang: int) -> list[Line]:
    if not account.has_lines:
        if member is not None:
            raise Refused(
                "public", _("This kind is for the public and belongs to no member."), field="member"
            )
        return []
    if member is None or member.fund_id != fund.pk:
        raise Refused("member", _("Choose the member whose benefit this is."), field="member")
    if member.state not in EVER or member.party_id is None:
        raise Refused("not_admitted", _("This person was never admitted as a member."), field="member")
    return [Line(member.party_id, satang, LineKind.BENEFIT)]


def _contribution(fund: Fund, member: Member, satang: int, on: date) -> Line:
    if member.fund_id != fund.pk or member.state not in EVER or member.party_id is None:
        raise Refused("not_admitted", _("This person was never admitted as a member."), field="member")
    paid = payers_of(fund, [member.pk], with_fees=False)[member.pk].paid  # sheets still open counted in
    if paid is None:
        raise Refused(
            "no_base",
            _("Nobody entered up to when this member has paid. Enter it on the member's page first."),
            field="member",
        )
    span = span_of(paid, satang, regulation_of(fund, on).satang_per_day)
    if span is None:
        raise Refused(
            "not_days", _("This amount pays for no whole number of days. Take what pays for whole days."),
            field="amount",
        )  # fmt: skip
    return Line(member.party_id, satang, LineKind.CONTRIBUTION, span.from_on, span.to_on)


def guard_management(spending: Spending) -> None:
    """Management of the year stays within the regulation's limit, or a resolution says that it may go over."""
    gauge = (
        queries.management_in(spending.book, spending.on) if spending.account.use == Use.MANAGEMENT else None
    )
    if gauge is None or gauge.allows(spending.satang):
        return
    if isinstance(spending.resolution, Resolution):
        refuse_later(spending.resolution, spending.on)
        note(over_management_limit={"left": gauge.left, "satang": spending.satang, "limit": str(gauge.limit)})
        return
    words = _(
        "Management of this year may cost %(limit)s per cent of its income: %(most)s baht, of which %(left)s are left. "
        "Choose the resolution that allows more."
    )
    raise Refused(
        "management_limit",
        filled(
            words, limit=f"{gauge.limit.normalize():f}", most=f"{money.baht(gauge.most):,.2f}",
            left=f"{money.baht(max(gauge.left, 0)):,.2f}",
        ),
        field="resolution",
    )  # fmt: skip
