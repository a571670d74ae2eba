"""What a list says anew of somebody who is in the register already. Pure.

An empty cell says nothing. Nothing is changed by it alone: the treasurer sees old and new side by side and decides,
since the register may know better than an old file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from khabuan.core.thai import Name, full_name, search_key, sound_key
from khabuan.funds.rules.member_rows import MemberRow
from khabuan.funds.rules.member_words import benefit_kind
from khabuan.funds.rules.words import GONE, NOW
from khabuan.ledger.rules.charts import BENEFITS
from khabuan.ledger.rules.years import Years

Past = Mapping[tuple[str, int], Decimal]
#: The columns that belong to the person, not to the membership.
OF_PERSON = ("title", "given", "surname", "born_on")
PLAIN = ("kind", "house_no", "matched_times", "joined_on")


@dataclass(frozen=True)
class Tokens:
    """Sealed numbers as they can be compared, and as they are shown: masked."""

    citizen: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    citizen_shown: str = ""
    phone_shown: str = ""


@dataclass(frozen=True)
class Here:
    """A member as the register has it, as far as a list can speak of it."""

    title: str
    given: str
    surname: str
    born_on: date | None
    born_precision: str
    moo: int | None
    kind: str
    house_no: str
    state: str
    joined_on: date | None
    left_on: date | None
    paid_to: date | None
    matched_times: int
    has_paid: bool = False
    tokens: Tokens = Tokens()
    past: Past = field(default_factory=dict)
    heirs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Differs:
    """A column of which the list says something else than the register."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Said:
    """What a row says of a member: what differs, and why it cannot be taken (column, code, values), if so."""

    differs: tuple[Differs, ...] = ()
    refused: tuple[str, str, Mapping[str, str]] | None = None


def heirs_of(row: MemberRow) -> list[tuple[str, str]]:
    """Who receives, by the list: name and relation."""
    return [
        (full_name(Name(title, given, surname))[:200], (beside or row.relation)[:60])
        for title, given, surname, beside in row.beneficiaries
    ]


def past_of(row: MemberRow, on: date, years: Years) -> dict[tuple[str, int], Decimal]:
    """What the old books say of a member: contributions by year, benefits of this year and once in life."""
    said = {("contribution", year): paid for year, paid in row.years.items() if paid}
    if not said and row.past_total:
        said = {("contribution", 0): row.past_total}
    if row.entry_fee:
        said["entry_fee", row.joined_on.year if row.joined_on else 0] = row.entry_fee
    if row.benefits_year:
        said["benefit", years.of(on)] = row.benefits_year
    return said | {(f"once:{kind}", 0): Decimal(0) for kind in map(benefit_kind, row.benefits_once)}


def said_of(row: MemberRow, tokens: Tokens, here: Here, past: Past) -> Said:
    """Compare a row with the member who has its number. `past` is what `past_of` makes of the row."""
    same_card = bool(tokens.citizen) and tokens.citizen == here.tokens.citizen
    if not same_card and not _may_be_same(row, here):
        whose = full_name(Name(here.title, here.given, here.surname))
        return Said(refused=("number", "number_of_another", {"name": whose}))
    if row.state in GONE and here.state in NOW:
        return Said(refused=("state", "left_by_page", {}))
    if row.joined_on and here.left_on and row.joined_on > here.left_on:
        return Said(refused=("joined_on", "joined_after_leaving", {"day": here.left_on.isoformat()}))
    differs = [*_of_person(row, tokens, here), *_of_member(row, here), *_of_past(past, here)]
    if here.has_paid and any(one.column == "paid_to" for one in differs):
        return Said(refused=("paid_to", "paid_here", {"day": _text(here.paid_to)}))
    return Said(tuple(differs))


def _may_be_same(row: MemberRow, here: Here) -> bool:
    """Somebody may marry or be written otherwise; who has neither name nor first name in common is another."""
    if search_key(row.given) == search_key(here.given) or sound_key(row.given) == sound_key(here.given):
        return True
    same_surname = bool(row.surname) and search_key(row.surname) == search_key(here.surname)
    return same_surname and row.born_on is not None and row.born_on == here.born_on


def _of_person(row: MemberRow, tokens: Tokens, here: Here) -> list[Differs]:
    found = [Differs(name, getattr(here, name), new) for name in OF_PERSON[:3]
             if (new := getattr(row, name)) and new != getattr(here, name)]  # fmt: skip
    if row.born_on and (row.born_on, row.born_precision) != (here.born_on, here.born_precision):
        found.append(
            Differs("born_on", _day(here.born_on, here.born_precision), _day(row.born_on, row.born_precision))
        )
    for kind in ("citizen", "phone"):
        new = getattr(tokens, kind)
        if new and new != getattr(here.tokens, kind):
            found.append(
                Differs(kind, getattr(here.tokens, f"{kind}_shown"), getattr(tokens, f"{kind}_shown"))
            )
    if row.moo and row.moo != here.moo:
        found.append(Differs("moo", _text(here.moo), _text(row.moo)))
    return found


def _of_member(row: MemberRow, here: Here) -> list[Differs]:
    found = []
    for name in (*PLAIN, "paid_to"):
        old, new = getattr(here, name), getattr(row, name)
        new = new[:40] if name == "house_no" else new
        if new not in (None, "") and new != old:
            found.append(Differs(name, _text(old), _text(new)))
    heirs = tuple(name for name, _relation in heirs_of(row))
    if heirs and sorted(heirs) != sorted(here.heirs):
        found.append(Differs("beneficiary", ", ".join(here.heirs), ", ".join(heirs)))
    return found


def _of_past(past: Past, here: Here) -> list[Differs]:
    found = [
        Differs(column_of(key), _text(here.past.get(key)), once_words(key[0]) or _text(amount))
        for key, amount in sorted(past.items())
        if here.past.get(key) != amount
    ]  # fmt: skip
    return found + [Differs(column_of(key), _text(here.past[key]), "0") for key in overtaken(past, here.past)]


def once_words(what: str) -> str:
    """ "once:1" as the status form names it; "" for anything else of the past."""
    return BENEFITS[int(what.removeprefix("once:")) - 1] if what.startswith("once:") else ""


def overtaken(past: Past, known: Past) -> list[tuple[str, int]]:
    """A total without years, once the list has the years: it would count the same money twice."""
    years = any(what == "contribution" and year for what, year in past)
    return [key for key in (("contribution", 0),) if years and known.get(key)]


def column_of(key: tuple[str, int]) -> str:
    """The column of a list in which something of the past stands."""
    what, year = key
    if what == "contribution":
        return f"year:{year}" if year else "past_total"
    return {"benefit": "benefits_year"}.get(what, "benefits_once" if what.startswith("once:") else what)


def _day(day: date | None, precision: str) -> str:
    text = day.isoformat() if day else ""
    return {"year": f"{text[:4]}-XX-XX", "month": f"{text[:7]}-XX"}.get(precision, text) if text else ""


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
