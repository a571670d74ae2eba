"""Reads rows of the villages and local-governments lists into facts, with a finding for each wrong cell.

A row is a mapping of column name to text, as the sheet reader gives it. A row with a wrong cell gives no
facts; a notice corrects a cell and lets the row in. Pure: what areas exist is handed in as `KnownAreas`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Generic, TypeVar

from khabuan.core.thai import tidy, to_arabic_digits
from khabuan.places.council_areas import Cover
from khabuan.places.rules import LocalGovernmentKind

VILLAGE_COLUMNS = ("village_code", "subdistrict_code", "moo", "name_th", "name_en")
LOCAL_GOVERNMENT_COLUMNS = (
    "kind",
    "kind_th",
    "name_th",
    "name_en",
    "code",
    "covers_subdistricts",
    "lat",
    "long",
)

_LATITUDES = (Decimal("5.6"), Decimal("20.5"))
_LONGITUDES = (Decimal("97.3"), Decimal("105.7"))
_MOO = re.compile(r"^(?:หมู่ที่|หมู่|ม\.|moo)?\s?(\d{1,3})$", re.IGNORECASE)
_KINDS: Mapping[str, LocalGovernmentKind] = {
    "pao": LocalGovernmentKind.PAO,
    "tao": LocalGovernmentKind.TAO,
    "thesabantambon": LocalGovernmentKind.TOWN,
    "thesabanmueang": LocalGovernmentKind.CITY,
    "thesabannakhon": LocalGovernmentKind.METRO,
    "special": LocalGovernmentKind.SPECIAL,
    "องค์การบริหารส่วนจังหวัด": LocalGovernmentKind.PAO,
    "อบจ.": LocalGovernmentKind.PAO,
    "องค์การบริหารส่วนตำบล": LocalGovernmentKind.TAO,
    "อบต.": LocalGovernmentKind.TAO,
    "เทศบาลตำบล": LocalGovernmentKind.TOWN,
    "เทศบาลเมือง": LocalGovernmentKind.CITY,
    "เทศบาลนคร": LocalGovernmentKind.METRO,
    "เมืองพัทยา": LocalGovernmentKind.SPECIAL,
}


@dataclass(frozen=True, slots=True)
class KnownAreas:
    """What a province knows: its 2-digit code, tambon names by code, successors of abolished codes."""

    province: str
    subdistricts: Mapping[str, str]
    successors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CellFinding:
    """What is wrong with a cell, or was corrected (`is_wrong` False). `row` counts from 1 with the header."""

    row: int
    column: str
    code: str
    facts: Mapping[str, str]
    is_wrong: bool = True


@dataclass(frozen=True, slots=True)
class VillageFacts:
    """A village as the list gives it: `code` as written (may be empty), under a tambon in force."""

    row: int
    code: str
    subdistrict: str
    moo: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class LocalGovernmentFacts:
    """A local government as the list gives it; the office in degrees of WGS84, or None."""

    row: int
    kind: LocalGovernmentKind
    name: str
    name_en: str
    code: str
    covers: tuple[Cover, ...]
    latitude: Decimal | None
    longitude: Decimal | None


Facts = TypeVar("Facts", VillageFacts, LocalGovernmentFacts)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Facts]):
    """The rows that are good, in order, and the findings of all rows."""

    facts: tuple[Facts, ...]
    findings: tuple[CellFinding, ...]


@dataclass(slots=True)
class _Row:
    """One row being read; collects its findings."""

    number: int
    cells: Mapping[str, str]
    findings: list[CellFinding] = field(default_factory=list)

    def text(self, column: str) -> str:
        return tidy(self.cells.get(column) or "")

    def digits(self, column: str) -> str:
        return to_arabic_digits(self.text(column)).replace(" ", "")

    def wrong(self, column: str, code: str, **facts: str) -> None:
        self.findings.append(CellFinding(self.number, column, code, facts))

    def notice(self, column: str, code: str, **facts: str) -> None:
        self.findings.append(CellFinding(self.number, column, code, facts, is_wrong=False))

    @property
    def is_good(self) -> bool:
        return not any(finding.is_wrong for finding in self.findings)


def missing_columns(header: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """List the columns a sheet should have and has not."""
    present = {tidy(name) for name in header}
    return tuple(name for name in wanted if name not in present)


def read_villages(
    rows: Iterable[Mapping[str, str]], known: KnownAreas, *, first_row: int = 2
) -> Reading[VillageFacts]:
    """Read the villages list. A second row for one code, or for one moo of a tambon, is wrong."""

    def place(facts: VillageFacts) -> tuple[str, ...]:
        return (facts.subdistrict, str(facts.moo))

    return _read(rows, lambda row: _village(row, known), place, "village_code", first_row)


def read_local_governments(
    rows: Iterable[Mapping[str, str]], known: KnownAreas, *, first_row: int = 2
) -> Reading[LocalGovernmentFacts]:
    """Read the local-governments list. The same body twice (kind, name, code) is wrong."""

    def identity(facts: LocalGovernmentFacts) -> tuple[str, ...]:
        return (facts.kind, facts.name, facts.code)

    return _read(rows, lambda row: _local_government(row, known), identity, "name_th", first_row)


def _read(
    rows: Iterable[Mapping[str, str]],
    read: Callable[[_Row], Facts | None],
    identity: Callable[[Facts], tuple[str, ...]],
    column: str,
    first_row: int,
) -> Reading[Facts]:
    good: list[Facts] = []
    findings: list[CellFinding] = []
    first: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(rows, first_row):
        row = _Row(number, cells)
        if not any(tidy(value or "") for value in cells.values()):
            continue
        facts = read(row)
        if facts is not None:
            earlier = first.setdefault(identity(facts), number)
            if earlier == number:
                good.append(facts)
            else:
                row.wrong(column, "row.double", first=str(earlier))
        findings += row.findings
    return Reading(tuple(good), tuple(findings))


def _village(row: _Row, known: KnownAreas) -> VillageFacts | None:
    code = row.digits("village_code")
    if code and not _is_code(code, 8):
        row.wrong("village_code", "code.length", value=code, digits="8")
        code = ""
    tambon = _village_subdistrict(row, code, known)
    moo = _moo(row, code)
    name = _name(row)
    if not row.is_good or tambon is None or moo is None:
        return None
    return VillageFacts(row.number, code, tambon, moo, name, row.text("name_en"))


def _village_subdistrict(row: _Row, code: str, known: KnownAreas) -> str | None:
    written = row.digits("subdistrict_code") or code[:6]
    if not written:
        row.wrong("subdistrict_code", "subdistrict.missing")
        return None
    if not _is_code(written, 6):
        row.wrong("subdistrict_code", "code.length", value=written, digits="6")
        return None
    if code and not code.startswith(written):
        row.wrong("village_code", "village.other_subdistrict", value=code, subdistrict=written)
        return None
    return _in_force(row, "subdistrict_code", written, known)


def _in_force(row: _Row, column: str, code: str, known: KnownAreas) -> str | None:
    """Give the tambon in force for a written code: itself, or its one successor, with a notice."""
    if code in known.subdistricts:
        return code
    after = tuple(new for new in known.successors.get(code, ()) if new in known.subdistricts)
    if len(after) == 1:
        row.notice(
            column, "subdistrict.renumbered", value=code, now=after[0], name=known.subdistricts[after[0]]
        )
        return after[0]
    if after:
        row.wrong(column, "subdistrict.split", value=code, now=", ".join(after))
    elif not code.startswith(known.province):
        row.wrong(column, "area.other_province", value=code, province=known.province)
    elif code in known.successors:
        row.wrong(column, "subdistrict.abolished", value=code)
    else:
        row.wrong(column, "subdistrict.unknown", value=code)
    return None


def _moo(row: _Row, code: str) -> int | None:
    written = to_arabic_digits(row.text("moo"))
    if not written and code:
        row.notice("moo", "moo.from_code", moo=str(int(code[6:])))
        written = str(int(code[6:]))
    match = _MOO.match(written)
    if match is None or not 1 <= int(match[1]) <= 99:
        row.wrong("moo", "moo.shape" if written else "moo.missing", value=written)
        return None
    if code and int(match[1]) != int(code[6:]):
        row.wrong("moo", "moo.other_than_code", value=match[1], in_code=str(int(code[6:])))
        return None
    return int(match[1])


def _name(row: _Row) -> str:
    name = row.text("name_th")
    if not name:
        row.wrong("name_th", "name.missing")
    elif not re.search("[ก-ฮ]", name):
        row.wrong("name_th", "name.not_thai", value=name)
    elif name != " ".join((row.cells.get("name_th") or "").split()):
        row.notice("name_th", "name.corrected", value=name)
    return name


def _local_government(row: _Row, known: KnownAreas) -> LocalGovernmentFacts | None:
    written = row.text("kind") or row.text("kind_th")
    kind = _KINDS.get(written.casefold().replace(" ", ""))
    if kind is None:
        row.wrong("kind", "body.kind", value=written)
    name = _name(row)
    code = _body_code(row, known)
    covers = _covers(row, known)
    if kind is LocalGovernmentKind.PAO and covers:
        row.notice("covers_subdistricts", "body.pao_covers")
        covers = ()
    elif kind is not LocalGovernmentKind.PAO and not covers and row.is_good:
        row.notice("covers_subdistricts", "body.no_cover")
    latitude, longitude = _office(row)
    if not row.is_good or kind is None:
        return None
    return LocalGovernmentFacts(
        row.number, kind, name, row.text("name_en"), code, covers, latitude, longitude
    )


def _body_code(row: _Row, known: KnownAreas) -> str:
    """Read the area record a body was found under: 2, 4 or 6 digits or nothing; 1999 is a municipality's."""
    code = row.digits("code")
    if code and not (_is_code(code, 2) or _is_code(code, 4) or _is_code(code, 6)):
        row.wrong("code", "code.length", value=code, digits="2, 4, 6")
    elif code and not code.startswith(known.province):
        row.wrong("code", "area.other_province", value=code, province=known.province)
    return code


def _covers(row: _Row, known: KnownAreas) -> tuple[Cover, ...]:
    found: dict[str, Cover] = {}
    for written in to_arabic_digits(row.text("covers_subdistricts")).replace(",", " ").split():
        code = written.removesuffix("*")
        if not _is_code(code, 6):
            row.wrong("covers_subdistricts", "code.length", value=written, digits="6")
            continue
        now = _in_force(row, "covers_subdistricts", code, known)
        if now in found:
            row.notice("covers_subdistricts", "body.cover_twice", value=now)
        elif now is not None:
            found[now] = Cover(now, is_partial=written.endswith("*"))
    return tuple(found.values())


def _office(row: _Row) -> tuple[Decimal | None, Decimal | None]:
    """Read the place of the office: both degrees or neither, within Thailand, not the wrong way round."""
    latitude, longitude = _degrees(row, "lat"), _degrees(row, "long")
    if not row.text("lat") and not row.text("long"):
        return None, None
    if not row.text("lat") or not row.text("long"):
        row.wrong("long" if row.text("lat") else "lat", "office.half")
    elif latitude is not None and longitude is not None and not _is_in_thailand(latitude, longitude):
        code = "office.swapped" if _is_in_thailand(longitude, latitude) else "office.outside"
        row.wrong("lat", code, latitude=str(latitude), longitude=str(longitude))
    return latitude, longitude


def _degrees(row: _Row, column: str) -> Decimal | None:
    written = to_arabic_digits(row.text(column))
    try:
        degrees = Decimal(written) if written else None
    except InvalidOperation:
        degrees = Decimal("NaN")
    if degrees is not None and not degrees.is_finite():
        row.wrong(column, "office.not_degrees", value=written)
        return None
    return degrees


def _is_in_thailand(latitude: Decimal, longitude: Decimal) -> bool:
    return _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]


def _is_code(code: str, length: int) -> bool:
    return len(code) == length and code.isascii() and code.isdecimal()
