"""What a text says, as drafts: one kind of fact each, with its words, and where they stand.

Mirrors the fact schema of the gold keys (`khabuan read --json`): code points, years of the Common Era in days, B.E. in
years, whole numbers, baht with multipliers applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from khabuan.reader.rules.page import Span


@dataclass(frozen=True, kw_only=True)
class Fact:
    """`quote` is what stands at `span`, letter by letter. `also_at`: where the same is said again. `why`: the rule.

    `doubt`: what of its letters is not as it should be written ("spelling", "unseen", "spoken"): a person reads it so,
    and it cannot be read off them by rule alone.
    """

    kind: ClassVar[str]
    quote: str
    span: Span
    also_at: tuple[Span, ...] = ()
    why: str = ""
    note: str = ""
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class DateFact(Fact):
    """A day, or days from `start` to `end`. `year_is_written` False: the year is inferred, `note` says from what; with
    `year` None the day stands without any."""

    kind = "date"
    start: date | None
    end: date | None = None
    certain: bool = True
    main: bool = False
    month: int | None = None  # with `day`, of a date without a year
    day: int | None = None
    last_month: int | None = None  # with `last_day`, of days without a year
    last_day: int | None = None


@dataclass(frozen=True, kw_only=True)
class YearFact(Fact):
    """A year that stands alone, B.E.; `fiscal`: ปีงบประมาณ."""

    kind = "year"
    be: int
    fiscal: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingFact(Fact):
    """ครั้งที่ n/พ.ศ.; `be` None where no year stands with it."""

    kind = "meeting"
    number: int
    be: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceFact(Fact):
    """A place by its level (province amphoe tambon village region zone) and name without the level's word.

    `province`: its name where the text or the register leaves no doubt. `codes`: areas of the register that it may be.
    Of a village `moo` is its number, where one is said, and `within` the codes of the tambon or amphoe in its address.
    """

    kind = "place"
    level: str
    name: str
    province: str | None = None
    main: bool = False
    codes: tuple[str, ...] = ()
    moo: int | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CountFact(Fact):
    """How many of what: see `counts.WHAT`. `approx`: กว่า, ประมาณ, เกือบ, ไม่น้อยกว่า."""

    kind = "count"
    what: str
    value: Decimal
    approx: bool = False


@dataclass(frozen=True, kw_only=True)
class MoneyFact(Fact):
    """An amount in baht. `words`: the amount spelt out beside the figures, `words_agree` whether both say the same."""

    kind = "money"
    baht: Decimal
    approx: bool = False
    words: str | None = None
    words_agree: bool | None = None
    purpose: str | None = None
    fiscal_year_be: int | None = None
    per: str | None = None


@dataclass(frozen=True, kw_only=True)
class PersonFact(Fact):
    """A named person, the title and the role as they are written."""

    kind = "person"
    name: str
    title: str | None = None
    role: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrganisationFact(Fact):
    kind = "organisation"
    name: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeFact(Fact):
    """One of the fixed list, `registry.rules.programmes`."""

    kind = "programme"
    name: str


@dataclass(frozen=True, kw_only=True)
class MissingFact(Fact):
    """A number that the text has lost: `what` a word of `units.WHAT`, "money", or "date" and "meeting" (of
    a day before its month, of a meeting before its year)."""

    kind = "missing"
    what: str


_ALWAYS = {"quote", "span", "also_at", "why", "note", "doubt", "month", "day", "last_month", "last_day"}


def as_json(fact: Fact) -> dict[str, Any]:
    """A fact as `khabuan read --json` prints it: plain values, days as ISO ("--01-11" without a year)."""
    told: dict[str, Any] = {"kind": fact.kind}
    for one in fields(fact):
        if one.name not in _ALWAYS:
            told[one.name] = _plain(getattr(fact, one.name))
    if isinstance(fact, DateFact) and fact.start is None:
        told["start"] = f"--{fact.month:02d}-{fact.day:02d}"
        if fact.last_day is not None:
            told["end"] = f"--{fact.last_month:02d}-{fact.last_day:02d}"
    told |= {"quote": fact.quote, "span": list(fact.span)}
    if fact.also_at:
        told["also_at"] = [list(span) for span in fact.also_at]
    extra: Mapping[str, str] = {"why": fact.why, "note": fact.note, "doubt": fact.doubt}
    return told | {name: words for name, words in extra.items() if words}


def told(facts: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The answer to a reading: what its letters say beyond doubt, and what they do not plainly say, where there is any."""
    facts = list(facts)
    doubtful = [fact for fact in facts if "doubt" in fact]
    sure = {"facts": [fact for fact in facts if "doubt" not in fact]}
    return {**sure, "doubtful": doubtful} if doubtful else sure


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
