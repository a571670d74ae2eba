"""Which columns a fund's own spreadsheet of members has, by the many headings that funds write over them.

Pure. Headings are compared without tones, spaces and slips; years in headings ("ยอดสะสมปี 2566") are columns of what
was paid in that year. Labels are message ids: the page translates them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from khabuan.core.sheets import Cell, ColumnSpec, Heading, Matching, RowIn, SheetIn, match_columns, plain_key
from khabuan.core.sheets.shape import Kind
from khabuan.core.thai import ERA, search_key, to_arabic_digits
from khabuan.core.words import mark as _

FIRST_YEAR, LAST_YEAR = 1990, 2156
#: Columns that are read as money.
AMOUNTS = ("past_total", "benefits_year", "entry_fee")
DATES = ("joined_on", "born_on", "resigned_on", "died_on", "paid_to", "beneficiary_born")
#: The headings of the last column of a file that was sent back.
TO_FIX_LABELS = ("สิ่งที่ต้องแก้", "What to correct")


@dataclass(frozen=True)
class MemberColumn:
    """A column that is understood: its machine name, its message id, how it is typed, other headings in use."""

    name: str
    label: str
    kind: Kind
    aliases: tuple[str, ...]
    width: int = 16


def _column(name: str, label: str, aliases: str, kind: Kind = "text", width: int = 16) -> MemberColumn:
    return MemberColumn(name, label, kind, tuple(alias.strip() for alias in aliases.split("|")), width)


COLUMNS: tuple[MemberColumn, ...] = (
    _column(
        "number", _("Member number"),
        "เลขที่สมาชิก|เลขสมาชิก|เลขทะเบียน|เลขทะเบียนสมาชิก|เลขประจำตัวสมาชิก|รหัสสมาชิก|หมายเลขสมาชิก|ทะเบียนเลขที่|สมาชิกเลขที่"
        "|สมาชิกที่|เลขสมุด|เลขที่สมุด|member no|member id|member number|mem_id|memberno", "code",
    ),
    _column(
        "citizen", _("Citizen number"),
        "เลขบัตรประชาชน|เลขบัตร|เลขประจำตัวประชาชน|บัตรประชาชน|เลขที่บัตรประชาชน|เลขประชาชน|หมายเลขบัตรประชาชน|เลข13หลัก"
        "|เลขบัตรประจำตัวประชาชน|รหัสประชาชน|เลข ปชช.|ปชช|citizen id|id card|id number|national id|pid|cid", "code", 20,
    ),
    _column("title", _("Title"), "คำนำหน้า|คำนำหน้าชื่อ|คำนำหน้านาม|นำหน้า|ยศ|title|prefix", width=12),
    _column("given", _("First name"), "ชื่อ|ชื่อตัว|ชื่อจริง|ชื่อสมาชิก|given|first name|firstname|name_first"),
    _column("surname", _("Surname"), "สกุล|นามสกุล|surname|last name|lastname|family name"),
    _column(
        "full_name", _("Full name"),
        "ชื่อ-สกุล|ชื่อ - นามสกุล|ชื่อและสกุล|ชื่อนามสกุล|ชื่อ-นามสกุล|ชื่อ สกุล|ชื่อ นามสกุล|ชื่อตัวชื่อสกุล|รายชื่อ|รายชื่อสมาชิก"
        "|ชื่อ-สกุลสมาชิก|ชื่อ-นามสกุลสมาชิก|ชื่อผู้สมัคร|full name|fullname|name", width=30,
    ),
    _column("sex", _("Sex"), "เพศ|sex|gender", "choice", 8),
    _column("house_no", _("House number"), "บ้านเลขที่|เลขที่บ้าน|บ้าน เลขที่|ที่อยู่|house no|house number|address", "code", 12),
    _column("moo", _("Moo"), "หมู่|หมู่ที่|หมู่บ้านที่|ม.|ม.ที่|moo|village no|mu", "code", 8),
    _column("village", _("Village"), "ชื่อหมู่บ้าน|หมู่บ้าน|บ้าน|ชุมชน|ศูนย์|ศูนย์ประสานงาน|สาขา|village", width=20),
    _column(
        "joined_on", _("Joined on"),
        "วันสมัคร|วันที่สมัคร|วันสมัครสมาชิก|วันเดือนปีที่สมัคร|วันเข้าเป็นสมาชิก|วันที่เข้าเป็นสมาชิก|เป็นสมาชิกเมื่อ|สมัครเมื่อ|วันเข้า"
        "|วันเป็นสมาชิก|วันที่เป็นสมาชิก|วันเริ่มเป็นสมาชิก|วันอนุมัติ|วันแรกเข้า|joined|joined on|join date|register date|apply date", "date",
    ),
    _column(
        "born_on", _("Born on"),
        "วันเกิด|วันเดือนปีเกิด|ว/ด/ป เกิด|ว.ด.ป.เกิด|วดป เกิด|เกิดวันที่|เกิดเมื่อ|birth|birthday|birth date|date of birth|born on", "date",
    ),
    _column(
        "resigned_on", _("Resigned on"),
        "วันลาออก|วันที่ลาออก|ลาออกเมื่อ|วันพ้นสภาพ|วันที่พ้นสภาพ|วันจำหน่าย|วันออก|วันสิ้นสุดสมาชิกภาพ|resigned|resign date|left on", "date",
    ),
    _column(
        "died_on", _("Died on"),
        "วันเสียชีวิต|วันที่เสียชีวิต|วันตาย|วันที่ตาย|วันถึงแก่กรรม|เสียชีวิตเมื่อ|มรณะ|วันมรณะ|died|died on|death date|dead date", "date",
    ),
    _column("state", _("State"), "สถานะ|สถานภาพ|สถานะสมาชิก|สถานภาพสมาชิก|สภาพสมาชิก|state|status", "choice"),
    _column(
        "kind", _("Kind of member"),
        "ประเภท|ประเภทสมาชิก|กลุ่มสมาชิก|ชนิดสมาชิก|กลุ่มเป้าหมาย|kind|type|member type", "choice",
    ),
    _column(
        "paid_to", _("Paid up to"),
        "จ่ายถึง|จ่ายถึงวันที่|ชำระถึง|ส่งถึง|ส่งเงินถึง|จ่ายล่าสุดถึง|สมทบถึง|ส่งสมทบถึง|ชำระถึงเดือน|จ่ายถึงเดือน|ส่งถึงเดือน|จ่ายถึงปี|ส่งถึงปี"
        "|ชำระถึงวันที่|ส่งถึงวันที่|paid to|paid up to|paid until", "date",
    ),
    _column(
        "matched_times", _("Times matched"),
        "สมทบแล้วกี่ครั้ง|จำนวนครั้งที่สมทบ|ได้รับสมทบ|ได้รับสมทบแล้ว|รัฐสมทบ|รัฐสมทบแล้ว|สมทบแล้ว|ครั้งที่ได้รับสมทบ|สมทบครั้งที่"
        "|จำนวนครั้งที่ได้รับการสมทบ|ได้รับการสมทบ|รอบที่สมทบ|รอบสมทบ|matched|matched times|matching", "number", 10,
    ),
    _column(
        "benefits_year", _("Benefits taken this year"),
        "สวัสดิการปีนี้|สวัสดิการที่รับปีนี้|รับสวัสดิการปีนี้|เบิกปีนี้|เบิกสวัสดิการปีนี้|สวัสดิการปีปัจจุบัน|ยอดเบิกปีนี้|benefits this year", "number",
    ),
    _column(
        "benefits_once", _("Once-in-life benefits taken"),
        "สวัสดิการครั้งเดียวในชีวิต|ครั้งเดียวในชีวิต|สวัสดิการครั้งเดียว|สวัสดิการที่รับแล้ว|เคยรับสวัสดิการ|สวัสดิการที่เคยรับ|once in life", width=26,
    ),
    _column(
        "beneficiary", _("Beneficiary"),
        "ผู้รับผลประโยชน์|ชื่อผู้รับผลประโยชน์|ผู้รับประโยชน์|ชื่อผู้รับประโยชน์|ทายาท|ชื่อทายาท|ผู้รับเงิน|ผู้รับสวัสดิการแทน|beneficiary", width=30,
    ),
    _column(
        "relation", _("Relation of the beneficiary"),
        "ความสัมพันธ์|เกี่ยวข้องเป็น|ความเกี่ยวข้อง|เกี่ยวพันเป็น|ความสัมพันธ์กับสมาชิก|ความสัมพันธ์ผู้รับผลประโยชน์|relation|relationship",
    ),
    _column(
        "beneficiary_citizen", _("Beneficiary's citizen number"),
        "เลขบัตรผู้รับผลประโยชน์|เลขบัตรประชาชนผู้รับผลประโยชน์|เลขบัตรทายาท", "code", 20,
    ),
    _column("beneficiary_born", _("Beneficiary born on"), "วันเกิดผู้รับผลประโยชน์|วันเกิดทายาท", "date"),
    _column("phone", _("Phone"), "โทรศัพท์|เบอร์โทร|เบอร์โทรศัพท์|โทร|มือถือ|หมายเลขโทรศัพท์|phone|tel|mobile", "code"),
    _column(
        "past_total", _("Paid in all until now"),
        "ยอดสะสม|เงินสะสม|ยอดรวม|รวมเงินสะสม|ยอดเงินสะสม|ยอดสะสมรวม|เงินสมทบสะสม|รวมเงินสมทบ|ยอดเงินรวม|รวมสะสม|สะสมทั้งหมด|ยอดสะสมทั้งหมด|รวม"
        "|total paid|total", "number",
    ),
    _column("entry_fee", _("Entry fee paid"), "ค่าสมัคร|ค่าธรรมเนียมแรกเข้า|ค่าแรกเข้า|ค่าธรรมเนียม|entry fee", "number"),
    _column("sequence", _("Line number in the list"), "ที่|ลำดับ|ลำดับที่|ลำดับ ที่|ลำดับสมาชิก|no|no.|#|seq", "code", 8),
    _column("note", _("Note"), "หมายเหตุ|บันทึก|อื่น ๆ|note|remark|remarks", width=30),
)  # fmt: skip
BY_NAME: Mapping[str, MemberColumn] = {column.name: column for column in COLUMNS}


def specs(words: Callable[[str], str] = str) -> tuple[ColumnSpec, ...]:
    """The columns as the reader and writer of sheets take them; `words` translates a message id."""
    return tuple(
        ColumnSpec(one.name, words(one.label), one.kind, width=one.width, aliases=one.aliases)
        for one in COLUMNS
    )


def heading_key(text: str) -> str:
    """How headings are compared: letters only, tones and usual slips aside."""
    return plain_key(search_key(text))


_SAID = re.compile(
    r"ยอด|เงิน|สะสม|สมทบ|ออม|ฝาก|สัจจะ|งบประมาณ|งบ|ประจำ|ปี|ส่ง|ชำระ|จ่าย|รวม|ทั้ง|จำนวน|บาท|วันละ|พ\.?\s*ศ\.?|ค\.?\s*ศ\.?"
    r"|contributions?|paid|year|total|amount|fy|savings?|in|of|baht|be|ce"
    r"|[\s().,:/_\-–]+"
)
_BENEFIT = re.compile(r"สวัสดิการ|เบิก|benefit")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?:\.0)?(?!\d)|(?:ปี|พ\.?\s*ศ\.?)\s*(\d{2})(?!\d)")


def year_of(heading: str) -> int | None:
    """The year (C.E.) of a column of what was paid in it: "ยอดสะสมปี 2566", "2566", "ปี 66"; None for any other."""
    plain = to_arabic_digits(heading).casefold().strip()
    found = _YEAR.search(plain)
    if found is None or len(plain) > 60:
        return None
    rest = _SAID.sub("", plain[: found.start()] + " " + plain[found.end() :])
    year = int(found[1]) - ERA if found[1] and int(found[1]) >= 2400 else int(found[1] or 0)
    year = 2500 + int(found[2]) - ERA if found[2] else year
    return year if not rest and FIRST_YEAR <= year <= LAST_YEAR else None


@dataclass(frozen=True)
class Recognised:
    """What the headings mean: columns by machine name and by year, each with its position (from 1).

    `guessed` are headings one letter away from a known one; `doubled` mean a column that was found already.
    """

    columns: Mapping[str, int]
    years: Mapping[int, int]
    labels: Mapping[int, str]
    unknown: tuple[Heading, ...] = ()
    guessed: tuple[str, ...] = ()
    doubled: tuple[Heading, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What a list of members cannot do without: whose row it is, by number and name, and since when."""
        names = self.columns.keys()
        lacking = [name for name in ("number", "joined_on") if name not in names]
        return tuple(lacking if names & {"given", "full_name"} else [*lacking, "full_name"])

    def column_at(self, position: int) -> str:
        """The machine name of the column at a position; "year:2023" for one of a year, "" for none."""
        named = next((name for name, at in self.columns.items() if at == position), "")
        return named or next((f"year:{year}" for year, at in self.years.items() if at == position), "")


def recognise(headings: Sequence[Heading], chosen: Mapping[int, str] | None = None) -> Recognised:
    """Say what each heading means. `chosen` is what a person said of some: position → machine name, "" for nothing."""
    chosen = {position: name for position, name in (chosen or {}).items() if _is_known(name)}
    free = [one for one in headings if one.position not in chosen]
    plain = [one for one in free if _own_year(one) is None]
    matching = match_columns(plain, specs(), heading_key, ignore=TO_FIX_LABELS)
    columns = {name: position for position, name in chosen.items() if name and not name.startswith("year:")}
    taken = set(columns)
    columns |= {name: at for name, at in matching.positions.items() if name not in taken}
    years = {int(name[5:]): position for position, name in chosen.items() if name.startswith("year:")}
    for one in free:
        year = _own_year(one)
        if year is not None:
            years.setdefault(year, one.position)
    _by_position(columns, matching, chosen)
    return Recognised(
        columns, dict(sorted(years.items())), {one.position: one.label.strip() for one in headings},
        tuple(one for one in matching.unknown if one.label.strip()),
        tuple(one.spec.name for one in matching.found if one.how == "guess" and one.spec.name not in taken),
        tuple(one.heading for one in matching.doubled),
    )  # fmt: skip


def _is_known(name: str) -> bool:
    return not name or name in BY_NAME or (name.startswith("year:") and name[5:].isdecimal())


def _own_year(heading: Heading) -> int | None:
    """The year of a heading that is of a year's payments; a year's benefits are no payments."""
    return None if _BENEFIT.search(heading.label) else year_of(heading.label)


def _by_position(columns: dict[str, int], matching: Matching, chosen: Mapping[int, str]) -> None:
    """A list with "ชื่อ" alone has whole names in it, and one with "ที่" alone has no other number for its members."""
    if "given" in columns and "surname" not in columns:
        # "ชื่อสกุล" is a whole name, but beside "ชื่อ" it is the official word for the surname.
        if "full_name" in columns:
            columns["surname"] = columns.pop("full_name")
        else:
            columns["full_name"] = columns.pop("given")
    if "number" not in columns and "sequence" in columns and "number" not in chosen.values():
        columns["number"] = columns.pop("sequence")


_DIGIT = re.compile(r"\d")


def with_second_heading(sheet: SheetIn) -> SheetIn:
    """A header of two rows (a merged "ยอดสะสม" over 2566, 2567 …) read as one: "ยอดสะสม 2566"."""
    if not sheet.rows or sheet.names_row is not None:
        return sheet
    under = sheet.rows[0]
    said = {position: _text(value) for position, value in enumerate(under.values, start=1) if _text(value)}
    blank = {one.position for one in sheet.columns if not one.label.strip()}
    if under.number != sheet.header_row + 1 or not said or not any(at in blank for at in said):
        return sheet
    if not all(_is_heading(text, at in blank) for at, text in said.items()):
        return sheet
    above, columns = "", []
    for one in sheet.columns:
        above = one.label.strip() or above
        text = said.get(one.position, "")
        label = f"{above} {text}".strip() if text else one.label
        columns.append(Heading(one.position, label, one.name))
    return SheetIn(
        sheet.name, sheet.sheet_name, under.number, None, tuple(columns), sheet.rows[1:],
        (*sheet.above, RowIn(sheet.header_row, tuple(one.label or None for one in sheet.columns))),
        sheet.notices, sheet.merged,
    )  # fmt: skip


def _is_heading(text: str, under_blank: bool) -> bool:
    """Words, or a year: nothing that a row of a member has."""
    if year_of(text) is not None or heading_key(text) in _KNOWN:
        return True
    return not _DIGIT.search(to_arabic_digits(text)) and not under_blank and len(text) <= 30


_KNOWN: frozenset[str] = frozenset(
    heading_key(text) for one in COLUMNS for text in (one.name, *one.aliases) if heading_key(text)
)


def _text(value: Cell) -> str:
    return "" if value is None else str(value).strip()


def is_heading_row(values: Iterable[Cell], labels: Mapping[int, str]) -> bool:
    """Whether a row repeats the headings, as printed lists do on each page."""
    same = total = 0
    for position, value in enumerate(values, start=1):
        text = _text(value)
        if text:
            total += 1
            same += text == labels.get(position, "")
    return total >= 2 and same * 2 > total
