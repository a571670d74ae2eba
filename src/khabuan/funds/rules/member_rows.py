"""A fund's own spreadsheet of members, read into columns of values with findings that name their cells.

Pure and by column: 100,000 rows are read in about a second, and a row becomes a value of its own (`MemberTable.row`)
only where somebody asks for it. What is wrong stays out of the register until it is corrected in the file; what is to
be known ("read 2549 as 2006") is counted with an example.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import compress, repeat, starmap
from operator import itemgetter
from typing import Any, NamedTuple

from khabuan.core.sheets import Cell, RowIn, SheetIn
from khabuan.core.thai import Precision, search_key
from khabuan.funds.rules import member_cells as cells
from khabuan.funds.rules.member_cells import Days, NameParts, Reader, Seen
from khabuan.funds.rules.member_columns import (
    BY_NAME,
    Recognised,
    is_heading_row,
    recognise,
    with_second_heading,
)
from khabuan.funds.rules.member_words import KINDS, SEX_OF_TITLE, SEXES, STATES, TOTALS

ONE_DAY = timedelta(days=1)
Quick = Callable[[Cell], Any]
LEFT_STATES = ("resigned", "moved", "lapsed")
NO_YEARS: Mapping[int, Decimal] = {}
NO_NAME, NOT_BORN, NO_DAY = ("", "", ""), (None, "day"), (None,)


@dataclass(frozen=True)
class Wrong:
    """A cell that a person has to correct: the row in the file, the machine name of the column, why."""

    row: int
    column: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Noticed:
    """What was corrected or is to be known in a column: an example, and the rows in the file where it is so."""

    column: str
    code: str
    values: Mapping[str, str]
    rows: list[int]


class MemberRow(NamedTuple):
    """One member as the fund's list tells: dates with what is known of them, amounts in baht."""

    row: int
    number: str
    title: str
    given: str
    surname: str
    citizen: str = ""
    sex: str = ""
    house_no: str = ""
    moo: int | None = None
    village: str = ""
    joined_on: date | None = None
    born_on: date | None = None
    born_precision: Precision = "day"
    state: str = "active"
    left_on: date | None = None
    died_on: date | None = None
    kind: str = ""
    paid_to: date | None = None
    matched_times: int | None = None
    benefits_year: Decimal | None = None
    benefits_once: tuple[str, ...] = ()
    beneficiaries: tuple[tuple[str, str, str, str], ...] = ()  # title, given name, surname, what stood beside
    relation: str = ""
    beneficiary_citizen: str = ""
    phone: str = ""
    entry_fee: Decimal | None = None
    past_total: Decimal | None = None
    years: Mapping[int, Decimal] = NO_YEARS
    note: str = ""

    def __repr__(self) -> str:
        """Covered, so that a number does not end up in a log by accident."""
        return f"<row {self.row}: member {self.number}>"

    @property
    def whole_name(self) -> str:
        return " ".join(part for part in (f"{self.title}{self.given}", self.surname) if part)


class MemberTable:
    """The list as columns. `values[name][i]` belongs to the row `numbers[i]` of the file; `bad` are those to correct."""

    def __init__(self, sheet: SheetIn, recognised: Recognised, today: date) -> None:
        self.sheet, self.recognised, self.today = sheet, recognised, today
        self.numbers: list[int] = []
        self.values: dict[str, list[Any]] = {}
        self.years: dict[int, list[Decimal | None]] = {}
        self.wrongs: list[Wrong] = []
        self.noticed: dict[tuple[str, str], Noticed] = {}
        self.left_out: list[int] = []

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def bad(self) -> frozenset[int]:
        """The rows of the file that somebody has to correct."""
        return frozenset(one.row for one in self.wrongs)

    def column(self, name: str) -> Sequence[Any]:
        """The values of a column, None throughout where the file has none."""
        found = self.values.get(name)
        return found if found is not None else [None] * len(self.numbers)

    def row(self, at: int) -> MemberRow:
        """The member at an index."""
        return self.rows([at])[0]

    def rows(self, places: Sequence[int]) -> list[MemberRow]:
        """The members at these indexes, put together column by column."""
        names, born = self._at(places, "name", NO_NAME), self._at(places, "born_on", NOT_BORN)
        days = {name: self._at(places, name, NO_DAY) for name in ("joined_on", "died_on", "paid_to")}
        columns: Mapping[str, Iterable[Any]] = {
            "row": map(self.numbers.__getitem__, places),
            **{part: map(itemgetter(at), names) for at, part in enumerate(("title", "given", "surname"))},
            **{part: map(itemgetter(at), born) for at, part in enumerate(("born_on", "born_precision"))},
            **{name: map(itemgetter(0), column) for name, column in days.items()},
            "beneficiaries": self._at(places, "beneficiary", ()),
            "years": map(self._years_of, places) if self.years else repeat(NO_YEARS, len(places)),
        }
        empty = MemberRow._field_defaults
        return list(
            starmap(
                MemberRow,
                zip(
                    *(
                        columns[name] if name in columns else self._at(places, name, empty.get(name, ""))
                        for name in MemberRow._fields
                    ),
                    strict=True,
                ),
            )
        )

    def _at(self, places: Sequence[int], name: str, empty: object) -> Sequence[Any]:
        """What a column says at these indexes, `empty` where it says nothing."""
        column = self.values.get(name)
        if column is None:
            return [empty] * len(places)
        said = list(map(column.__getitem__, places))
        return said if empty is None or None not in said else [empty if one is None else one for one in said]

    def _years_of(self, at: int) -> Mapping[int, Decimal]:
        return {year: paid for year, column in self.years.items() if (paid := column[at]) is not None}

    # ---------------------------------------------------------------- findings

    def wrong(self, at: int, column: str, code: str, **values: object) -> None:
        said = {name: str(value) for name, value in values.items()}
        self.wrongs.append(Wrong(self.numbers[at], column, code, said))

    def notice(self, at: int, column: str, code: str, values: Mapping[str, str] | None = None) -> None:
        found = self.noticed.get((column, code))
        if found is None:
            found = self.noticed[column, code] = Noticed(column, code, values or {}, [])
        found.rows.append(self.numbers[at])


def read_members(
    sheet: SheetIn, *, today: date, chosen: Mapping[int, str] | None = None
) -> MemberTable:  # fmt: skip
    """Read a fund's list. `chosen` is what a person said of some columns: position → machine name.

    With a column missing that no list can do without (`table.recognised.missing`) no row is read.
    """
    sheet = with_second_heading(sheet)
    table = MemberTable(sheet, recognise(sheet.columns, chosen), today)
    if not table.recognised.missing:
        _Reading(table).read()
    return table


class _Reading:
    """Reads one table, column after column."""

    def __init__(self, table: MemberTable) -> None:
        self.table, self.at = table, table.recognised.columns
        self.raw: Mapping[int, Sequence[Cell]] = {}

    def read(self) -> None:
        rows, sections = self._rows_of_members()
        self.table.numbers = [row.number for row in rows]
        width = len(self.table.sheet.columns)
        columns = list(zip(*(row.values for row in rows), strict=True)) or [()] * width
        self.raw = dict(enumerate(columns, start=1))
        self._plain_columns()
        self._names()
        self._sexes()
        self._houses(sections)
        self._days()
        self._years()
        self._numbers_once()
        self._order_of_days()
        self._states()
        self.table.wrongs.sort(key=lambda one: (one.row, self.at.get(one.column, 0)))

    # ---------------------------------------------------------------- which rows are members

    def _rows_of_members(self) -> tuple[list[RowIn], list[int | None]]:
        """The rows that are about a member, and the village of the section in which each stands ("หมู่ที่ 3")."""
        names = [self.at[name] - 1 for name in ("number", "given", "full_name", "surname") if name in self.at]
        number, rest = names[0], names[1:]
        rows, sections, section = [], [], None
        for row in self.table.sheet.rows:
            values = row.values
            if values[number] is None or all(values[at] is None for at in rest) or self._is_head(row, number):
                kind, moo = self._odd(row)
                if kind != "member":
                    section = moo if kind == "section" else section
                    self.table.left_out.append(row.number)
                    continue
            rows.append(row)
            sections.append(section)
        return rows, sections

    def _is_head(self, row: RowIn, number: int) -> bool:
        value = row.values[number]
        return type(value) is str and value.strip() == self.table.recognised.labels.get(number + 1)

    def _odd(self, row: RowIn) -> tuple[str, int | None]:
        """What a row is that lacks a number or a name: a total, a heading again, the name of a village, or a member."""
        if is_heading_row(row.values, self.table.recognised.labels):
            return "heading", None
        texts = [text for value in row.values if isinstance(value, str) and (text := cells.plain(value))]
        if any(search_key(text) in TOTALS or search_key(text).startswith("รวมทังสิน") for text in texts):
            return "total", None
        filled = [value for value in row.values if value is not None and cells.plain(value)]
        own = [
            self.at[name] - 1
            for name in ("number", "given", "full_name", "surname", "citizen")
            if name in self.at
        ]
        said = [at for at in own if row.values[at] is not None and cells.plain(row.values[at])]
        if len(filled) == 1 and len(texts) == 1:
            village = (
                cells.moo(texts[0]) if search_key(texts[0]).startswith(("หมู", "ม.", "moo")) else cells.EMPTY
            )
            return "section", village.value
        sums = [value for value in filled if isinstance(value, (int, float, Decimal))]
        if not filled or (not said and len(sums) == len(filled)):
            return "total", None
        return "member", None

    # ---------------------------------------------------------------- columns

    def column(
        self, name: str, read: Reader, quick: Quick | None = None, *, position: int | None = None
    ) -> list[Any] | None:
        """A column's values; what is wrong or to be known is noted at each cell. None where the file has none.

        Each distinct value is read once; `quick` reads the usual ones, and leaves the rest to `read`.
        """
        position = position or self.at.get(name)
        if position is None:
            return None
        raw = self.raw[position]
        distinct = set(raw)
        distinct.discard(None)
        if any(
            type(value) is bool for value in distinct
        ):  # True is 1 to a dictionary, and no number to a person
            raw = [str(value) if type(value) is bool else value for value in raw]
            distinct = {value for value in raw if value is not None}
        kept = {value: one for value in distinct if (one := quick(value)) is not None} if quick else {}
        seen = {value: read(value) for value in distinct if value not in kept}
        kept.update((value, one.value) for value, one in seen.items())
        if odd := {value: one for value, one in seen.items() if one.code}:
            self._note(name, raw, odd)
        return list(map(kept.get, raw))

    def _note(self, name: str, raw: Sequence[Cell], odd: Mapping[Cell, Seen]) -> None:
        for at in compress(range(len(raw)), map(odd.__contains__, raw)):
            seen = odd[raw[at]]
            if seen.is_wrong:
                self.table.wrong(at, name, seen.code, **seen.values)
            else:
                self.table.notice(at, name, seen.code, seen.values)

    def keep(self, name: str, read: Reader, quick: Quick | None = None) -> None:
        column = self.column(name, read, quick)
        if column is not None:
            self.table.values[name] = column

    def _plain_columns(self) -> None:
        for name, read in _READERS.items():
            self.keep(name, read, _QUICK.get(name))

    def _names(self) -> None:
        """A name is (title, given name, surname), from one column or from three."""
        column = "given" if "given" in self.at else "full_name"
        title, size = self.column("title", cells.name_part), len(self.table)
        names: list[NameParts | None]
        if column == "full_name":
            names = self.column(column, cells.whole_name, cells.quick_name) or []
            if title is not None:
                names = [_titled(name, said) for name, said in zip(names, title, strict=True)]
        else:
            given, surname = self.column("given", cells.name_part), self.column("surname", cells.name_part)
            parts = zip(title or repeat(None, size), given or (), surname or repeat(None, size), strict=True)
            names = [one if all(one) and " " not in one[1] else _put_together(*one) for one in parts]
        self.table.values["name"] = names
        told = {one.row for one in self.table.wrongs if one.column == column}
        for at in compress(range(size), (name is None for name in names)):
            if self.table.numbers[at] not in told:
                self.table.wrong(at, column, "name_missing")

    def _sexes(self) -> None:
        told = self.column("sex", cells.word_of(SEXES, "no_sex")) or [None] * len(self.table)
        sexes: list[str | None] = []
        for at, (said, name) in enumerate(zip(told, self.table.values["name"], strict=True)):
            by_title = SEX_OF_TITLE.get(name[0]) if name else None
            if said and by_title and said != by_title:
                self.table.notice(at, "sex", "sex_and_title", {"title": name[0]})
            sexes.append(said or by_title)
        self.table.values["sex"] = sexes

    def _houses(self, sections: Sequence[int | None]) -> None:
        houses = self.column("house_no", cells.house, cells.quick_house)
        size = len(self.table)
        if houses is not None:
            self.table.values["house_no"] = [house and house[0] for house in houses]
            told = {one.row for one in self.table.wrongs if one.column == "house_no"}
            for at in compress(range(size), (house is None for house in houses)):
                if self.table.numbers[at] not in told:
                    self.table.notice(at, "house_no", "house_empty")
        moos = self.table.values.get("moo") or [None] * size
        by_house = houses or [None] * size
        found = [
            moo or (house and house[1]) or section
            for moo, house, section in zip(moos, by_house, sections, strict=True)
        ]
        if any(found):
            self.table.values["moo"] = found

    def _days(self) -> None:
        today, first = self.table.today, cells.FIRST_FUND
        until_today = Days(today, earliest=first, latest=today)
        born = Days(today, earliest=cells.FIRST_BIRTH, latest=today, prefer="past")
        paid = Days(today, earliest=first, latest=today + cells.IN_ADVANCE, is_last=True)
        readers = {
            "joined_on": until_today,
            "born_on": born,
            "resigned_on": until_today,
            "died_on": until_today,
        }
        for name, days in {**readers, "paid_to": paid}.items():
            self.keep(name, days, days.quick)
        told = {one.row for one in self.table.wrongs if one.column == "joined_on"}
        known = self.table.values.get("paid_to") or [None] * len(self.table)
        typed = self.raw[self.at["joined_on"]]
        for at, joined in enumerate(self.table.values["joined_on"]):
            if joined is not None or self.table.numbers[at] in told:
                continue
            if known[at] is not None:  # dues are counted from there; who joined when stays unknown
                self.table.notice(at, "joined_on", "joining_unknown")
            elif typed[at] is not None and str(typed[at]).strip():
                self.table.wrong(at, "joined_on", "no_joining", value=str(typed[at]).strip()[:40])
            else:
                self.table.wrong(at, "joined_on", "missing")

    def _years(self) -> None:
        for year, position in self.table.recognised.years.items():
            column = self.column(f"year:{year}", cells.amount, position=position)
            if column is not None:
                self.table.years[year] = column
        total = self.table.values.get("past_total")
        if not total or not self.table.years:
            return
        for at, paid in enumerate(zip(*self.table.years.values(), strict=True)):
            by_year = sum((one for one in paid if one is not None), Decimal(0))
            if total[at] is not None and by_year and total[at] != by_year:
                said = {"total": f"{total[at]:,}", "years": f"{by_year:,}"}
                self.table.notice(at, "past_total", "years_differ", said)

    # ---------------------------------------------------------------- what goes together

    def _numbers_once(self) -> None:
        """One number is one member's. A number that is missing, or there twice, is wrong on the later row."""
        numbers = self.table.values["number"]
        told = {one.row for one in self.table.wrongs if one.column == "number"}
        for at in compress(range(len(numbers)), (number is None for number in numbers)):
            if self.table.numbers[at] not in told:
                self.table.wrong(at, "number", "number_missing")
        self._once("number", [number and cells.number_key(number) for number in numbers], "number_twice")
        if "citizen" in self.table.values:
            self._once("citizen", self.table.values["citizen"], "citizen_twice")

    def _once(self, column: str, keys: Sequence[str | None], code: str) -> None:
        filled = [key for key in keys if key]
        if len(set(filled)) == len(filled):
            return
        first: dict[str, int] = {}
        for at, key in enumerate(keys):
            if key and first.setdefault(key, at) != at:
                self.table.wrong(at, column, code, first=self.table.numbers[first[key]])

    def _order_of_days(self) -> None:
        """Nobody joins before the birth or leaves before joining; dues are paid from the day of joining on."""
        table, size = self.table, len(self.table)
        joined = table.values["joined_on"]
        for name, code, is_wrong in _AFTER_JOINING:
            for at, (day, start) in enumerate(
                zip(table.values.get(name) or repeat(None, size), joined, strict=True)
            ):
                if day is None or start is None or day[0] >= start[0] or _same_time(day, start):
                    continue
                if is_wrong:
                    table.wrong(at, name, code, joined=start[0].isoformat())
                elif day[0] < start[0] - ONE_DAY:
                    table.notice(at, name, code, {"joined": start[0].isoformat()})
        for at, (born, start) in enumerate(
            zip(table.values.get("born_on") or repeat(None, size), joined, strict=True)
        ):
            if born and start and born[0] > start[0] and not _same_time(start, born):
                table.wrong(at, "born_on", "born_after_joining", joined=start[0].isoformat())

    def _states(self) -> None:
        """What a member is now: a day of death or leaving says more than a word that was never changed."""
        table, size = self.table, len(self.table)
        said = table.values.get("state") or [None] * size
        died, left = (table.values.get(name) or [None] * size for name in ("died_on", "resigned_on"))
        states, days = [], []
        for at, (word, dead, gone) in enumerate(zip(said, died, left, strict=True)):
            state = (
                "died" if dead else word if word in LEFT_STATES else "resigned" if gone else word or "active"
            )
            if word and state != word and not (word in LEFT_STATES and state == "died"):
                table.notice(at, "state", "state_by_day", {"day": (dead or gone)[0].isoformat()})
            if state == "died" and not dead:
                table.notice(at, "died_on" if "died_on" in self.at else "state", "death_without_day")
            states.append(state)
            days.append((dead or gone or (None,))[0])
        table.values["state"], table.values["left_on"] = states, days


_AFTER_JOINING = (
    ("resigned_on", "before_joining", True), ("died_on", "before_joining", True), ("paid_to", "paid_before_joining", False),
)  # fmt: skip


def _same_time(day: tuple[date, str], start: tuple[date, str]) -> bool:
    """A day known to the year or month only is not before one within that time."""
    if day[1] == "year":
        return day[0].year == start[0].year
    return day[1] == "month" and (day[0].year, day[0].month) == (start[0].year, start[0].month)


def _titled(name: NameParts | None, title: str | None) -> NameParts | None:
    return (title, *name[1:]) if name and title and not name[0] else name


def _put_together(title: str | None, given: str | None, surname: str | None) -> NameParts | None:
    """The parts of a name from their columns; a title or a surname that was written into "ชื่อ" is taken out of it."""
    if not given:
        return None
    found = cells.whole_name(" ".join(part for part in (f"{title or ''}{given}", surname) if part))
    name: NameParts | None = found.value
    return name


_QUICK: Mapping[str, Quick] = {
    "number": cells.quick_number, "citizen": cells.quick_citizen, "beneficiary": cells.quick_names,
    "beneficiary_citizen": cells.quick_citizen,
}  # fmt: skip
_READERS: Mapping[str, Callable[[Cell], Seen]] = {
    "number": cells.member_number, "citizen": cells.citizen, "beneficiary_citizen": cells.citizen, "phone": cells.phone,
    "moo": cells.moo, "village": cells.text, "state": cells.word_of(STATES, "not_in_list"),
    "kind": cells.word_of(KINDS, "no_kind"),
    "matched_times": cells.times, "benefits_year": cells.amount, "benefits_once": cells.list_of_words,
    "beneficiary": cells.names, "relation": cells.text, "past_total": cells.amount, "entry_fee": cells.amount,
    "note": cells.note,
}  # fmt: skip


def by_row(found: Iterable[Wrong]) -> dict[int, list[Wrong]]:
    """What is wrong, by row of the file."""
    rows: dict[int, list[Wrong]] = defaultdict(list)
    for one in found:
        rows[one.row].append(one)
    return rows


def position_of(table: MemberTable, column: str) -> int | None:
    """Where a column stands in the file (from 1); a name is where the file has it."""
    if column.startswith("year:"):
        return table.recognised.years.get(int(column[5:]))
    if column in ("given", "full_name", "name"):
        column = next((one for one in ("given", "full_name") if one in table.recognised.columns), column)
    return table.recognised.columns.get(column) if column in BY_NAME else None
