"""A row of a list on its way in: its cells read one by one, what is wrong or was corrected, what is to do.

Pure: knows no table and no words on screen. A remark is a code with values; the door words it. Every list
(`offers.Sheet`) reads its rows with `Cells` and answers with a `Plan`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol

from khabuan.core.sheets import Cell
from khabuan.core.thai import (
    DateRead,
    DateUnreadable,
    Precision,
    cell_text,
    read_date,
    search_key,
    tidy,
    to_arabic_digits,
)
from khabuan.core.thai.dates import Prefer

Verdict = Literal["new", "change", "same", "choose", "wrong"]
SKIP, NEW, SAME_AS = "skip", "new", "same:"
NOTHING = frozenset({"-", "–", "—", "ไม่มี", "n/a"})
_WHOLE = re.compile(r"\d{1,9}(?:\.0+)?\Z")
_OUR_KEY = re.compile(r"[a-z]\d{1,19}(?:\.[a-z]\d{1,19})*\Z")
_KNOWN = {"day": 10, "month": 7, "year": 4}


@dataclass(frozen=True)
class Remark:
    """One thing to say about a cell, or about the whole row when `column` is empty."""

    code: str
    column: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """What saving would change: the column's machine name, how it is and how it becomes, as texts."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Candidate:
    """A record that this row may be about: its key, name, a few facts with what they are, how alike (0..100), why."""

    key: int
    title: str
    facts: Sequence[tuple[str, str]] = ()
    score: int = 0
    reasons: Sequence[str] = ()
    changes: Sequence[Change] = ()


@dataclass(frozen=True)
class Plan:
    """What is to be done with a row. `facts` is the list's own and is handed back to `Desk.carry_out`."""

    verdict: Verdict
    title: str
    natural_key: str = ""
    target: int | None = None
    changes: Sequence[Change] = ()
    candidates: Sequence[Candidate] = ()
    facts: Any = None


class Desk(Protocol):
    """Reads and saves the rows of one list for one seat and place. Reading never writes."""

    def prepare(self, rows: Sequence[Cells]) -> None:
        """Look up what these rows are about, in a few queries whatever their number."""

    def plan(self, row: Cells) -> Plan:
        """What this row would do. Remarks stay on the row; a row with something wrong is "wrong"."""

    def carry_out(self, plan: Plan) -> int | None:
        """Do it, by the ordinary actions, inside a running one; the record's key. Raises as actions do."""

    def forget(self) -> None:
        """What was saved has been taken back (a rehearsal): forget the records made."""


class Cells:
    """The cells of one row by machine name. What cannot be read becomes a remark, never an exception.

    A column that the file does not have, and a blank cell, both mean "leave it as it is".
    """

    def __init__(
        self, number: int, values: Mapping[str, Cell], *, today: date, row_key: str = "", decision: str = "",
        earlier: int | None = None, columns: Container[str] = (),
    ) -> None:  # fmt: skip
        self.columns = columns
        self.number, self.values, self.today = number, values, today
        self.row_key, self.decision, self.earlier = row_key, decision, earlier
        self.wrongs: list[Remark] = []
        self.notices: list[Remark] = []

    @property
    def is_good(self) -> bool:
        return not self.wrongs

    @property
    def chosen(self) -> int | None:
        """The record that a person chose for this row, or that an earlier round of this file became."""
        if self.decision.startswith(SAME_AS):
            return int(self.decision.removeprefix(SAME_AS))
        return None if self.decision == NEW else self.earlier

    def key_of(self, kind: str) -> int | None:
        """The record of that kind in the hidden key that an export of ours wrote ("p12.a34.o56")."""
        return key_of(self.row_key, kind)

    def wrong(self, column: str, code: str, /, **values: object) -> None:
        self.wrongs.append(Remark(code, column, {name: str(value) for name, value in values.items()}))

    def notice(self, column: str, code: str, /, **values: object) -> None:
        self.notices.append(Remark(code, column, {name: str(value) for name, value in values.items()}))

    def of_file(self, *columns: str) -> str:
        """The first of these columns that the file has: where to say that something is missing."""
        return next((column for column in columns if column in self.columns), columns[0])

    def has(self, column: str) -> bool:
        """Something stands in this cell."""
        return self.raw(column) != ""

    def raw(self, column: str) -> str:
        """The cell as a text, as it stands. A date cell gives its ISO form."""
        value = self.values.get(column)
        if isinstance(value, (date, datetime)):
            return value.isoformat()[:10]
        if value is None or isinstance(value, (str, int, float)):
            return cell_text(value).strip() if not isinstance(value, bool) else str(value)
        return str(value).strip()

    def text(self, column: str, *, required: bool = False, most: int = 0, spoken: bool = False) -> str:
        """The cell tidied. `spoken` tells when letters were put right ("เเ"); `most` bounds its length."""
        raw = self.raw(column)
        clean = tidy(raw)
        if not clean:
            if required:
                self.wrong(column, "missing")
            return ""
        if most and len(clean) > most:
            self.wrong(column, "too_long", most=most)
            return clean[:most]
        if spoken and "".join(clean.split()) != "".join(raw.split()):
            self.notice(column, "letters_put_right", now=clean)
        return clean

    def digits(self, column: str) -> str:
        """A code: Arabic digits without spaces and dashes, and whatever else was typed."""
        return re.sub(r"[\s\-.]", "", to_arabic_digits(tidy(self.raw(column))))

    def whole(self, column: str, *, least: int = 0, most: int = 1_000_000) -> int | None:
        """A whole number within bounds; commas and Thai digits are fine."""
        typed = to_arabic_digits(tidy(self.raw(column))).replace(",", "").replace(" ", "")
        if not typed or typed in NOTHING:
            return None
        if not _WHOLE.match(typed) or not least <= int(typed.partition(".")[0]) <= most:
            self.wrong(column, "not_a_number", value=typed[:40], least=least, most=most)
            return None
        return int(typed.partition(".")[0])

    def day(
        self,
        column: str,
        *,
        prefer: Prefer | None = None,
        earliest: date | None = None,
        latest: date | None = None,
    ) -> DateRead | None:
        """A date as Thai people type them. What was corrected (พ.ศ. in a date cell) becomes a notice."""
        value = self.values.get(column)
        if value is None or tidy(self.raw(column)) in ("", *NOTHING):
            return None
        if not isinstance(value, (str, int, float, date, datetime)):
            self.wrong(column, "date.unreadable", value=str(value)[:40])
            return None
        try:
            read = read_date(value, today=self.today, prefer=prefer, earliest=earliest, latest=latest)
        except DateUnreadable as no:
            if no.code != "empty":  # "ไม่ทราบ" says as much as a blank cell
                code = "serial" if _is_serial(value) else no.code
                self.wrong(column, f"date.{code}", **{"value": self.raw(column)[:40], **no.values})
            return None
        if read.notice is not None:
            self.notice(column, f"date.{read.notice.code}", now=read.value.isoformat(), **read.notice.values)
        return read

    def peek(self, column: str) -> DateRead | None:
        """The date in a cell if there is one, whatever its bounds, and without a remark."""
        value = self.values.get(column)
        if not isinstance(value, (str, int, float, date, datetime)):
            return None
        try:
            return read_date(value, today=self.today)
        except DateUnreadable:
            return None

    def choice(self, column: str, words: Mapping[str, str], *, required: bool = False) -> str:
        """The code of a word of a closed list; `words` maps search keys to codes."""
        typed = self.text(column, required=required)
        if not typed:
            return ""
        code = words.get(typed) or words.get(search_key(typed))
        if code is None:
            self.wrong(column, "not_in_list", value=typed[:60])
            return ""
        return code

    def unlike(self, column: str, before: Any, after: Any) -> list[Change]:
        """The change of a field by this cell: none when the cell is blank or says the same."""
        if not self.has(column) or after in (None, "") or before == after:
            return []
        return [Change(column, as_text(before), as_text(after))]


def _is_serial(value: Cell) -> bool:
    """A number such as 23085 is how a spreadsheet keeps a day (of 1927 to 2064 here) in a cell not formatted as one."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 10_000 <= value < 60_000


def key_of(row_key: str, kind: str) -> int | None:
    """The record of that kind in a hidden key that we wrote ourselves: "a34" in "p12.a34.o56"."""
    parts = row_key.split(".") if _OUR_KEY.match(row_key) else ()
    return next((int(part[1:]) for part in parts if part[0] == kind), None)


def as_text(value: Any, precision: str = "day") -> str:
    """A value for "from … to …". Dates are ISO, what is not known of them as X ("2005-03-XX"), which the door
    shows in the reader's calendar."""
    if value is None:
        return ""
    if not isinstance(value, (date, datetime)):
        return str(value)
    whole = value.isoformat()
    return whole if precision == "day" else whole[: _KNOWN[precision]] + "-XX-XX"[_KNOWN[precision] - 10 :]


def tells_news(on: date | None, precision: str, held: date | None, held_precision: str) -> bool:
    """Whether a date says what the one held does not. Both are compared as far as they are known: "2548" says
    nothing new of 15 มี.ค. 2548, and the days that stand in for unknown ones are not looked at."""
    if on is None:
        return False
    known = on.isoformat()[: _KNOWN[precision]]
    return held is None or not held.isoformat()[: _KNOWN[held_precision]].startswith(known)


PRECISIONS: Mapping[str, str] = {
    "founded_on": "founded_precision", "born_on": "born_precision", "since": "since_precision",
    "until": "until_precision", "ended_on": "ended_precision",
}  # fmt: skip


def differing(facts: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """Those facts that say something other than what is held; a date goes with its precision."""
    found: dict[str, Any] = {}
    for name, value in facts.items():
        if name in PRECISIONS:
            precision = PRECISIONS[name]
            if tells_news(value, facts[precision], held[name], held[precision]):
                found |= {name: value, precision: facts[precision]}
        elif name not in PRECISIONS.values() and held[name] != value:
            found[name] = value
    return found


def change_of(name: str, facts: Mapping[str, Any], held: Mapping[str, Any]) -> Change:
    """The change of one fact, dates as far as they are known."""
    precision = PRECISIONS.get(name, "")
    return Change(
        name, as_text(held[name], held[precision] if precision else "day"),
        as_text(facts[name], facts[precision] if precision else "day"),
    )  # fmt: skip


def dated(read: DateRead | None) -> tuple[date | None, Precision]:
    """A date that was read as the two columns that keep it."""
    return (None, "day") if read is None else (read.value, read.precision)
