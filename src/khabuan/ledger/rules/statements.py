"""The statements of a book as lines over what its accounts add up to. Pure; words are message ids or names of data.

Each statement proves itself: it carries sums that must agree, counted two ways. `sources_and_uses` mirrors part 10
of the status form (แบบแสดงสถานะกองทุน), in its lines and order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.ledger.rules.charts import MANAGEMENT
from khabuan.ledger.rules.words import DEBIT_SIDE, MONEY_ROLES, NOMINAL, AccountKind, AccountRole, Use

NOTHING = Decimal("0.00")


class When(Word):
    """Which days the entries behind a figure lie in: before the span, in it, or up to its end."""

    BEFORE = "before", _("before")
    DURING = "during", _("during")
    UP_TO = "up_to", _("up to")


@dataclass(frozen=True)
class AccountSums:
    """An account over some days, in baht: `before` on its own side, both sides during, `after` on its own side."""

    code: str
    name: str
    kind: AccountKind
    role: str
    use: str
    before: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def moved(self) -> Decimal:
        """What came to it on its own side."""
        return self.debit - self.credit if self.kind in DEBIT_SIDE else self.credit - self.debit

    @property
    def after(self) -> Decimal:
        return self.before + self.moved

    @property
    def is_money(self) -> bool:
        return self.role in MONEY_ROLES

    @property
    def is_still(self) -> bool:
        return not (self.before or self.debit or self.credit)


@dataclass(frozen=True)
class Line:
    """A line of a statement. `codes` are the accounts whose entries it opens; look: group, sub, sum, in or ""."""

    words: str
    amount: Decimal | None = None
    codes: tuple[str, ...] = ()
    when: When = When.DURING
    look: str = "in"


@dataclass(frozen=True)
class Check:
    """Two ways to count the same: they agree, or the statement is wrong and says so."""

    words: str
    left: Decimal
    right: Decimal

    @property
    def holds(self) -> bool:
        return self.left == self.right


@dataclass(frozen=True)
class Statement:
    """Lines in order, and what must agree."""

    lines: tuple[Line, ...]
    checks: tuple[Check, ...]


Part = Sequence[AccountSums]
Value = Callable[[AccountSums], Decimal]


def total(part: Iterable[AccountSums], value: Value) -> Decimal:
    return sum((value(one) for one in part), NOTHING)


def before_of(one: AccountSums) -> Decimal:
    return one.before


def moved_of(one: AccountSums) -> Decimal:
    return one.moved


def after_of(one: AccountSums) -> Decimal:
    return one.after


def _codes(part: Iterable[AccountSums]) -> tuple[str, ...]:
    return tuple(one.code for one in part)


def _cash_in(one: AccountSums) -> Decimal:
    """How much money an account that holds none brought: credits less debits."""
    return one.credit - one.debit


def money_of(sums: Part) -> list[AccountSums]:
    return [one for one in sums if one.is_money]


def receipts_and_payments(sums: Part) -> Statement:
    """งบรับ-จ่าย: what was there, what came in, what went out, what is left and where it is.

    Income stands under receipts and expenses under payments, less what was corrected; what else moved the money
    (payables, things that are no money) stands where it came or went. What the book began with is brought forward
    and no receipt. Closing moves nothing: `sums` are without the closing entries of the span.
    """
    money, others = money_of(sums), [one for one in sums if not one.is_money]
    begun = [one for one in others if one.kind == AccountKind.EQUITY]
    paid = [one for one in others if one.kind == AccountKind.EXPENSE]
    received = [one for one in others if one.kind == AccountKind.INCOME]
    for one in others:
        if one.kind in (AccountKind.ASSET, AccountKind.LIABILITY):
            (received if _cash_in(one) >= 0 else paid).append(one)
    came, went = total(received, _cash_in), -total(paid, _cash_in)
    before, closing = total(money, before_of), total(money, after_of)
    opening = before + total(begun, _cash_in)
    lines = [
        Line(_("Money left, brought forward"), before, _codes(money), When.BEFORE, "sub"),
        *(Line(one.name, _cash_in(one), (one.code,)) for one in begun if _cash_in(one)),
        Line(_("Money that came in"), look="group"),
        *(Line(one.name, _cash_in(one), (one.code,)) for one in received if _cash_in(one)),
        Line(_("All receipts"), came, _codes(received), look="sub"),
        Line(_("Money that went out"), look="group"),
        *(Line(one.name, -_cash_in(one), (one.code,)) for one in paid if _cash_in(one)),
        Line(_("All payments"), went, _codes(paid), look="sub"),
        Line(_("Money left"), opening + came - went, _codes(money), When.UP_TO, "sum"),
        Line(_("The money is in"), look="group"),
        *(Line(one.name, one.after, (one.code,), When.UP_TO) for one in money if one.after),
        Line(_("Together"), closing, _codes(money), When.UP_TO, "sub"),
    ]
    check = Check(_("Brought forward + receipts − payments = cash and bank"), opening + came - went, closing)
    return Statement(tuple(lines), (check,))


def position(sums: Part) -> Statement:
    """งบแสดงฐานะการเงิน: what there is, what is owed, and whose it is."""
    assets = [one for one in sums if one.kind == AccountKind.ASSET]
    debts = [one for one in sums if one.kind == AccountKind.LIABILITY]
    equity = [one for one in sums if one.kind == AccountKind.EQUITY]
    income = [one for one in sums if one.kind == AccountKind.INCOME]
    expense = [one for one in sums if one.kind == AccountKind.EXPENSE]
    surplus = total(income, after_of) - total(expense, after_of)
    owed, own = total(debts, after_of), total(equity, after_of) + surplus
    there = total(assets, after_of)
    whose = [*equity, *income, *expense]
    lines = [
        Line(_("What the book has"), look="group"),
        *_stand(assets),
        Line(_("All that the book has"), there, _codes(assets), When.UP_TO, "sum"),
        Line(_("What it owes"), look="group"),
        *_stand(debts),
        Line(_("All that it owes"), owed, _codes(debts), When.UP_TO, "sub"),
        Line(_("Money of the fund"), look="group"),
        *_stand(equity),
        Line(_("Income less expenses, not closed yet"), surplus, _codes([*income, *expense]), When.UP_TO),
        Line(_("All money of the fund"), own, _codes(whose), When.UP_TO, "sub"),
        Line(_("Owed and own together"), owed + own, _codes([*debts, *whose]), When.UP_TO, "sum"),
    ]
    check = Check(_("What it has = what it owes + its own money"), there, owed + own)
    return Statement(tuple(lines), (check,))


def _stand(part: Part) -> list[Line]:
    return [Line(one.name, one.after, (one.code,), When.UP_TO) for one in part if one.after]


def sources_and_uses(sums: Part) -> Statement:
    """รายงานฐานะการเงิน of the status form, part 10: where money came from, and what became of it.

    The form knows no money brought forward and no debts: where a book has any, they follow under a heading of
    their own, so that both sides still balance and the form's lines stay what they are.
    """
    came = _sources(sums)
    went = _uses(sums)
    all_came = sum((line.amount or NOTHING for line in came if line.look == "sub"), NOTHING)
    all_went = sum((line.amount or NOTHING for line in went if line.look == "sub"), NOTHING)
    lines = [
        Line(_("Money in"), look="group"),
        *came,
        Line(_("All money in"), all_came, look="sum"),
        Line(_("Money out and left"), look="group"),
        *went,
        Line(_("All money out and left"), all_went, look="sum"),
    ]
    check = Check(_("All money in = all money out and left"), all_came, all_went)
    return Statement(tuple(lines), (check,))


RECEIPT_ROLES = (
    (AccountRole.CONTRIBUTION, _("Contributions of members")),
    (AccountRole.STARTUP, _("CODI (start-up grant)")),
    (AccountRole.STATE, _("State matching through CODI")),
    (AccountRole.LOCAL, _("Local government")),
)
EARNING_ROLES = (
    (AccountRole.ENTRY_FEE, _("Entry fees")),
    (AccountRole.DONATION, _("Donations")),
    (AccountRole.INTEREST, _("Interest of the bank")),
)


def _sources(sums: Part) -> list[Line]:
    income = [one for one in sums if one.kind == AccountKind.INCOME]
    named = {role for role, _words in (*RECEIPT_ROLES, *EARNING_ROLES)}
    other = [one for one in income if one.role not in named]
    receipts = [_of_roles(income, words, role) for role, words in RECEIPT_ROLES]
    earnings = [_of_roles(income, words, role) for role, words in EARNING_ROLES]
    earnings.append(_of(other, _("Other income"), moved_of))
    return [
        Line(_("1 Receipts"), look="head"), *receipts, _sub(_("Receipts together"), receipts),
        Line(_("2 Income"), look="head"), *earnings, _sub(_("All income"), earnings),
        *_beyond_the_form(sums),
    ]  # fmt: skip


def _beyond_the_form(sums: Part) -> list[Line]:
    """Money brought forward and debts: what the form has no line for."""
    nominal = [one for one in sums if one.kind in NOMINAL]
    debts = [one for one in sums if one.kind == AccountKind.LIABILITY]
    carried = sum((-one.before if one.kind in DEBIT_SIDE else one.before for one in nominal), NOTHING)
    lines = [Line(_("Brought forward"), carried, _codes(nominal), When.BEFORE)] if carried else []
    begun = [one for one in nominal if one.kind == AccountKind.EQUITY and one.moved]
    lines += [Line(one.name, one.moved, (one.code,)) for one in begun]
    if total(debts, after_of):
        lines.append(_of(debts, _("Owed, and received but not clear whose"), after_of, When.UP_TO))
    if not lines:
        return []
    return [
        Line(_("Not in the form"), look="head"),
        *lines,
        _sub(_("Brought forward and owed together"), lines),
    ]


def _uses(sums: Part) -> list[Line]:
    assets = [one for one in sums if one.kind == AccountKind.ASSET]
    expense = [one for one in sums if one.kind == AccountKind.EXPENSE]
    benefits = [
        one for one in expense if one.role == AccountRole.BENEFIT or one.use in (Use.BENEFIT, Use.PUBLIC)
    ]
    banks = [one for one in assets if one.role == AccountRole.BANK]
    cash = [one for one in assets if one.role in (AccountRole.CASH, AccountRole.COLLECTORS)]
    placed = [one for one in assets if one not in banks and one not in cash]
    left = [
        _of(banks, _("Money in the bank"), after_of, When.UP_TO),
        _of(cash, _("Cash in hand"), after_of, When.UP_TO),
        _of(benefits, _("Benefits paid to members"), moved_of),
        _of(placed, _("Other investments"), after_of, When.UP_TO),
    ]
    known = {code for code, _name in MANAGEMENT if code != OTHER_EXPENSE}
    costs = [
        Line(one.name, one.moved, (one.code,)) for one in expense if one.code in known
    ]  # the form's own four lines, in its order
    rest = [one for one in expense if one.code not in known and one not in benefits]
    costs.append(_of(rest, _("Other expenses"), moved_of))
    return [
        Line(_("1 What there is, and money left"), look="head"), *left, _sub(_("Together"), left),
        Line(_("2 Expenses"), look="head"), *costs, _sub(_("All expenses"), costs),
    ]  # fmt: skip


OTHER_EXPENSE = "5290"


def _of_roles(part: Part, words: str, role: AccountRole) -> Line:
    return _of([one for one in part if one.role == role], words, moved_of)


def _of(part: Part, words: str, value: Value, when: When = When.DURING) -> Line:
    return Line(words, total(part, value), _codes(part), when)


def _sub(words: str, lines: Sequence[Line]) -> Line:
    """What lines come to. It opens their entries, unless they are of different days."""
    whens = {line.when for line in lines}
    codes = tuple(code for line in lines for code in line.codes) if len(whens) == 1 else ()
    amount = sum((line.amount or NOTHING for line in lines), NOTHING)
    return Line(words, amount, codes, whens.pop() if codes else When.DURING, "sub")
