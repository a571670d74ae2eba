"""Dated rule rows and how the one in force is found.

A number of the Act or of custom (term, quorum, meetings a year) is never a constant in code: it is a row with
its source, how sure we are, and whether a person has checked it against the text. Pure: no database, no
Django.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import pairwise

from khabuan.core.words import Word
from khabuan.core.words import mark as _

NATION = ""
"""The place of a rule that holds everywhere unless an area or an organisation has its own."""

_SHARE = re.compile(r"\d{1,9}(?:/\d{1,9}|(?:\.\d{1,9})? ?%?)")

Value = int | Fraction | date | str | tuple[str, ...] | tuple[int, ...]


class ValueKind(Word):
    """What a rule's value is. Stored as text; `read_value` and `write_value` are each other's inverse."""

    COUNT = "count", _("Number")
    DAYS = "days", _("Days")
    YEARS = "years", _("Years")
    SHARE = "share", _("Share")
    DATE = "date", _("Date")
    TEXT = "text", _("Text")
    ITEMS = "items", _("List")
    DAY_LIST = "day_list", _("List of days")


class Sureness(Word):
    """Where our knowledge of a rule comes from. Apart from `is_verified`, which only a person who checked
    sets."""

    FOUND = "found", _("Read in a source")
    HIGH = "high", _("Known well, source not read")
    MEDIUM = "medium", _("Remembered, should be checked")
    LOW = "low", _("Doubtful, must be checked")


class BadValue(ValueError):
    """A text that is not a value of the rule's kind: `kind` and `text` say which."""

    def __init__(self, kind: ValueKind, text: str) -> None:
        super().__init__(f"not a value of kind {kind}: {text!r}")
        self.kind = kind
        self.text = text


def read_value(kind: ValueKind, text: str) -> Value:
    """The typed value of a stored or typed text; lists have one item a line, a share is "1/5" or "60%".

    Raises `BadValue`: an empty text, a negative number, a share outside 0..1, an impossible date.
    """
    clean = text.strip()
    try:
        value = _parse(kind, clean)
    except (ValueError, ZeroDivisionError) as error:
        raise BadValue(kind, text) from error
    if not clean or not _is_sensible(value):
        raise BadValue(kind, text)
    return value


def _parse(kind: ValueKind, clean: str) -> Value:
    match kind:
        case ValueKind.COUNT | ValueKind.DAYS | ValueKind.YEARS:
            return int(clean)
        case ValueKind.SHARE:
            return _parse_share(clean)
        case ValueKind.DATE:
            return date.fromisoformat(clean)
        case ValueKind.TEXT:
            return clean
        case ValueKind.ITEMS:
            return tuple(line.strip() for line in clean.splitlines() if line.strip())
        case ValueKind.DAY_LIST:
            return tuple(sorted((int(part) for part in clean.split()), reverse=True))


def _parse_share(clean: str) -> Fraction:
    # Fraction() alone would take "1e999999999" and never come back.
    if not _SHARE.fullmatch(clean):
        raise ValueError(clean)
    return Fraction(clean[:-1].strip()) / 100 if clean.endswith("%") else Fraction(clean)


def _is_sensible(value: Value) -> bool:
    if isinstance(value, Fraction):
        return 0 <= value <= 1
    if isinstance(value, tuple):
        return all(not isinstance(item, int) or item >= 0 for item in value)
    return not isinstance(value, int) or value >= 0


def write_value(value: Value) -> str:
    """The text that `read_value` reads back."""
    if isinstance(value, tuple):
        separator = " " if value and isinstance(value[0], int) else "\n"
        return separator.join(str(item) for item in value)
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One dated rule. `until` is the first day on which it holds no more; `place` is a node, NATION for all.

    `section` names the section of the Act that is believed to say it; print it only through `citation`.
    """

    key: str
    kind: ValueKind
    value: Value
    since: date
    until: date | None = None
    place: str = NATION
    source: str
    address: str = ""
    section: str = ""
    sureness: Sureness
    is_verified: bool = False
    note: str = ""

    def holds_on(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    @property
    def is_doubtful(self) -> bool:
        """A number that somebody must check before it may stop anybody."""
        return self.sureness is Sureness.LOW and not self.is_verified

    @property
    def as_count(self) -> int:
        """A count, days or years. TypeError when the rule is of another kind (as with the others below)."""
        if not isinstance(self.value, int):
            raise TypeError(f"rule {self.key} is a {self.kind}")
        return self.value

    @property
    def as_share(self) -> Fraction:
        if not isinstance(self.value, Fraction):
            raise TypeError(f"rule {self.key} is a {self.kind}")
        return self.value

    @property
    def as_items(self) -> tuple[str, ...]:
        if self.kind is not ValueKind.ITEMS or not isinstance(self.value, tuple):
            raise TypeError(f"rule {self.key} is a {self.kind}")
        return tuple(str(item) for item in self.value)

    @property
    def as_day_list(self) -> tuple[int, ...]:
        """Largest first: 120, 60, 30."""
        if self.kind is not ValueKind.DAY_LIST or not isinstance(self.value, tuple):
            raise TypeError(f"rule {self.key} is a {self.kind}")
        return tuple(int(item) for item in self.value)

    @property
    def as_text(self) -> str:
        if not isinstance(self.value, str):
            raise TypeError(f"rule {self.key} is a {self.kind}")
        return self.value


def place_chain(node: str) -> tuple[str, ...]:
    """The places whose rules bind a node, nearest first: "19.01." → ("19.01.", "19.", NATION)."""
    steps = node.split(".")[:-1]
    return (*(".".join(steps[:n]) + "." for n in range(len(steps), 0, -1)), NATION)


def rule_in_force(
    rows: Iterable[RuleRow], key: str, on: date, places: Sequence[str] = (NATION,)
) -> RuleRow | None:
    """The row of `key` that holds on a day: the nearest place first, within it the latest `since`; or None.

    Among rows of equal place and date, which `rule_conflicts` reports, a verified one goes first.
    """
    rank = {place: steps for steps, place in enumerate(places)}
    holding = [row for row in rows if row.key == key and row.place in rank and row.holds_on(on)]
    return min(
        holding,
        key=lambda row: (
            rank[row.place],
            -row.since.toordinal(),
            not row.is_verified,
            write_value(row.value),
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class RuleConflict:
    """Two rows of one key and place that both hold from `since` on; the later replaces the earlier
    silently."""

    key: str
    place: str
    earlier: RuleRow
    later: RuleRow


def rule_conflicts(rows: Iterable[RuleRow]) -> list[RuleConflict]:
    """Neighbouring rows of one key and place whose days overlap: end the earlier on the day the later
    begins."""
    by_place: dict[tuple[str, str], list[RuleRow]] = defaultdict(list)
    for row in rows:
        by_place[row.key, row.place].append(row)
    return [
        RuleConflict(key, place, earlier, later)
        for (key, place), group in sorted(by_place.items())
        for earlier, later in pairwise(sorted(group, key=lambda row: row.since))
        if earlier.until is None or later.since < earlier.until
    ]


def unverified(rows: Iterable[RuleRow]) -> list[RuleRow]:
    """What still has to be checked against the text, the most doubtful first."""
    doubt = [Sureness.LOW, Sureness.MEDIUM, Sureness.HIGH, Sureness.FOUND]
    return sorted(
        (row for row in rows if not row.is_verified), key=lambda row: (doubt.index(row.sureness), row.key)
    )


def citation(row: RuleRow) -> str | None:
    """The section that a printed document may cite: only of a verified row."""
    return row.section if row.is_verified and row.section else None


@cache
def seed_rows() -> tuple[RuleRow, ...]:
    """The rows shipped in `data/law.toml`. A mistake in that file raises here, at set-up, naming the row."""
    text = files("khabuan.rules").joinpath("data/law.toml").read_text(encoding="utf-8")
    return tuple(_seed_row(entry) for entry in tomllib.loads(text)["rule"])


def _seed_row(entry: Mapping[str, object]) -> RuleRow:
    unknown = entry.keys() - RuleRow.__dataclass_fields__.keys()
    if unknown:
        raise ValueError(f"rule {entry.get('key')}: unknown fields {sorted(unknown)}")
    kind, value, since, until = (
        ValueKind(str(entry["kind"])),
        entry["value"],
        entry["since"],
        entry.get("until"),
    )
    text = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    if not isinstance(since, date) or not (until is None or isinstance(until, date)):
        raise ValueError(f"rule {entry['key']}: since and until are dates")
    return RuleRow(
        key=str(entry["key"]),
        kind=kind,
        value=read_value(kind, text),
        since=since,
        until=until,
        place=str(entry.get("place", NATION)),
        source=str(entry["source"]),
        address=str(entry.get("address", "")),
        section=str(entry.get("section", "")),
        sureness=Sureness(str(entry["sureness"])),
        is_verified=entry.get("is_verified") is True,
        note=str(entry.get("note", "")),
    )
