"""What a sheet may take from whom: each payment gets the days that it pays for, or the reason why not. Pure.

Sets, not rows: a sheet of a thousand payments is checked in one pass over plain values. Amounts are whole satang.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import NamedTuple

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.funds.rules.dues import LAST_DAY, months_after
from khabuan.funds.rules.words import NOW
from khabuan.ledger.rules.drafts import Line, satang_of
from khabuan.ledger.rules.words import LineKind

TAKEN = (LineKind.CONTRIBUTION, LineKind.ENTRY_FEE)
"""What a sheet takes from members."""
CONTRIBUTION = int(LineKind.CONTRIBUTION)
_PAID = LineKind.CONTRIBUTION  # asked for a thousand times a sheet: the enumeration's own look-up is slow
LAST_ORDINAL = LAST_DAY.toordinal()
FAR_MONTHS = 24
"""Who pays for later than two years ahead is asked whether that is meant: a courtesy against a slip of the finger."""


class PaymentFault(Word):
    """Why a payment cannot stand on a sheet, and what to do next."""

    STRANGER = "stranger", _("There is no such member in this fund. Look at the number again.")
    NOT_YET = (
        "not_yet", _("This person was not a member yet on that day. Look at the day and at the number."),
    )  # fmt: skip
    GONE = "gone", _("This person had left the fund by that day. Take the line off and give the money back.")
    NO_BASE = (
        "no_base",
        _("Nobody entered up to when this member has paid. Enter it on the member's page first."),
    )
    AMOUNT = "amount", _("An amount is more than nothing, in baht and whole satang. Write what was received.")
    NOT_DAYS = (
        "not_days", _("This amount pays for no whole number of days. Take what pays for whole days."),
    )  # fmt: skip
    TOO_FAR = (
        "too_far", _("Nothing is paid for days after 1 January 2200. Look at the amount again."),
    )  # fmt: skip
    FAR_AHEAD = (
        "far_ahead", _("This pays more than two years ahead. Look at the amount, or say that it is meant."),
    )  # fmt: skip
    FEE_AGAIN = "fee_again", _("This member has paid the entry fee already. Take the line off.")
    FEE_AMOUNT = "fee_amount", _("This is not the entry fee of the fund's regulation. Take exactly that.")
    KIND = "kind", _("A sheet takes contributions and entry fees only.")
    TWICE = "twice", _("This member stands twice on this sheet. Take one of the lines off.")
    ON_SHEET = (
        "on_sheet",
        _("This member stands on this sheet already. If more was paid, take it at the name in the list."),
    )
    CHANGED = (
        "changed",
        _("Somebody else took this member's payment just now. Look at the line and press again if need be."),
    )


NOBODY = (PaymentFault.NOT_YET, PaymentFault.GONE)
"""Nothing at all is taken from such a person: said of each line."""


@dataclass(frozen=True, slots=True)
class Payments:
    """The lines of a sheet by column: member's key, satang, kind of line. Thousands of them stay cheap."""

    members: Sequence[int]
    satang: Sequence[int]
    kinds: Sequence[int]

    def __post_init__(self) -> None:
        if not len(self.members) == len(self.satang) == len(self.kinds):
            raise ValueError("columns of one length")

    @classmethod
    def of(cls, lines: Iterable[tuple[int, int] | tuple[int, int, int]]) -> Payments:
        """From (member, satang) for contributions, or (member, satang, kind)."""
        rows = [(*one, int(LineKind.CONTRIBUTION)) if len(one) == 2 else one for one in lines]
        return cls([row[0] for row in rows], [row[1] for row in rows], [int(row[2]) for row in rows])


class Payer(NamedTuple):
    """A member as a sheet sees him or her. `paid` is the day up to which is paid, None while it is not known."""

    key: int
    number: str
    party: int | None
    state: str
    joined_on: date | None
    left_on: date | None
    paid: date | None
    has_paid_fee: bool = False


STANDING = slice(Payer._fields.index("state"), None)
"""Of a payer, what decides about a payment: all but who it is."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """What the regulation of the day asks, in satang."""

    per_day: int
    entry_fee: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """One payment that cannot stand: its place in the list, who, why."""

    at: int
    number: str
    fault: PaymentFault


@dataclass(frozen=True, slots=True)
class Checked:
    """Contributions and entry fees that can stand, each with its place in the list, and what is wrong."""

    contributions: list[Line]
    fees: list[Line]
    wrong: list[Wrong]

    @property
    def satang(self) -> int:
        return satang_of(self.contributions) + satang_of(self.fees)

    @property
    def numbers(self) -> int:
        """How many numbers of a book the lines need: one a payer's line of `seq`."""
        last = max((line.seq or 0 for legs in (self.contributions, self.fees) for line in legs), default=-1)
        return last + 1


def check(payments: Payments, payers: Mapping[int, Payer], tariff: Tariff, on: date) -> Checked:
    """Lines for the ledger. A member who pays fee and contribution together gets one number for both.

    Most of a thousand pay the same from the same day on: what is said of the first holds for all who stand like it.
    """
    if (quickly := _all_contributions(payments, payers, tariff, on)) is not None:
        return Checked(quickly, [], [])
    done = Checked([], [], [])
    places: dict[int, int] = {}
    seen: set[tuple[int, int]] = set()
    said: dict[tuple[object, ...], Line | PaymentFault] = {}
    rows = zip(payments.members, payments.satang, payments.kinds, strict=True)
    for at, (member, satang, kind) in enumerate(rows):
        payer = payers.get(member)
        if payer is None:
            done.wrong.append(Wrong(at, "", PaymentFault.STRANGER))
            continue
        seq, pair = places.setdefault(member, len(places)), (member, kind)
        case = (payer[STANDING], payer.party is None, satang, kind)
        line = said.get(case)
        if line is None:
            line = said[case] = who_may_not(payer, on) or line_of(payer, satang, kind, tariff, seq=seq)
        if pair in seen and line not in NOBODY:
            line = PaymentFault.TWICE
        if isinstance(line, PaymentFault):
            done.wrong.append(Wrong(at, payer.number, line))
        else:
            own = Line(payer.party or 0, satang, line.kind, line.from_on, line.to_on, seq)
            (done.contributions if kind == CONTRIBUTION else done.fees).append(own)
        seen.add(pair)
    return done


def _all_contributions(
    payments: Payments, payers: Mapping[int, Payer], tariff: Tariff, on: date
) -> list[Line] | None:
    """The lines of a sheet on which each stands once, with a contribution that can stand; None for any other sheet.

    By column, as nearly all sheets are so: each case is judged once, by the same rules as a single payment.
    """
    members = payments.members
    people = [payers.get(member) for member in members]
    if set(payments.kinds) != {CONTRIBUTION} or None in people or len(set(members)) != len(members):
        return None
    parties = [payer.party for payer in people if payer is not None]
    if None in parties:
        return None
    cases = [
        (payer[STANDING], satang) for payer, satang in zip(people, payments.satang, strict=True) if payer
    ]
    said: dict[tuple[object, ...], tuple[date | None, date | None]] = {}
    for case, payer in dict(zip(cases, people, strict=True)).items():
        if payer is None or who_may_not(payer, on) is not None:
            return None
        line = contribution_of(payer, case[1], tariff, 0)
        if isinstance(line, PaymentFault):
            return None
        said[case] = line.from_on, line.to_on
    since, until = zip(*map(said.__getitem__, cases), strict=True)
    columns = zip(parties, payments.satang, repeat(_PAID), since, until, range(len(members)))
    return list(map(Line._make, columns))


def line_of(payer: Payer, satang: int, kind: int, tariff: Tariff, *, seq: int) -> Line | PaymentFault:
    """The line of one payment at its place, or why it cannot stand."""
    if kind == CONTRIBUTION:
        return contribution_of(payer, satang, tariff, seq)
    fault = fee_fault(payer, satang, kind, tariff)
    return fault or Line(payer.party or 0, satang, LineKind.ENTRY_FEE, None, None, seq)


def who_may_not(payer: Payer, on: date) -> PaymentFault | None:
    """Why nothing is taken from a person on a day: not admitted by then, or gone by then."""
    if payer.party is None or (payer.joined_on is not None and on < payer.joined_on):
        return PaymentFault.NOT_YET
    if payer.state in NOW:
        return None
    if payer.left_on is None or on > payer.left_on:
        return PaymentFault.GONE
    return None


def contribution_of(payer: Payer, satang: int, tariff: Tariff, seq: int) -> Line | PaymentFault:
    """The line of a contribution: the days after the day up to which is paid."""
    if satang <= 0:
        return PaymentFault.AMOUNT
    if payer.paid is None:
        return PaymentFault.NO_BASE
    if payer.party is None:
        return PaymentFault.NOT_YET
    days = days_for(payer.paid, satang, tariff.per_day)
    if days is None:
        return PaymentFault.NOT_DAYS if satang % tariff.per_day else PaymentFault.TOO_FAR
    return Line(payer.party, satang, _PAID, *days, seq)


def far_ahead(lines: Iterable[Line], on: date) -> list[Line]:
    """Those of a day's payments that pay for so late days that a slip is likely."""
    far = months_after(on, FAR_MONTHS)
    return [line for line in lines if line.to_on is not None and line.to_on > far]


def days_for(paid: date, satang: int, per_day: int) -> tuple[date, date] | None:
    """First and last day that an amount pays for after a day, None where there are no such days."""
    days, rest = divmod(satang, per_day)
    ordinal = paid.toordinal()
    if rest or ordinal + days > LAST_ORDINAL:
        return None
    return date.fromordinal(ordinal + 1), date.fromordinal(ordinal + days)


def fee_fault(payer: Payer, satang: int, kind: int, tariff: Tariff) -> PaymentFault | None:
    """Why an entry fee is not taken."""
    if kind != LineKind.ENTRY_FEE:
        return PaymentFault.KIND
    if satang <= 0:
        return PaymentFault.AMOUNT
    if payer.has_paid_fee:
        return PaymentFault.FEE_AGAIN
    return None if satang == tariff.entry_fee else PaymentFault.FEE_AMOUNT
