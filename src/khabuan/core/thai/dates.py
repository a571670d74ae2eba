"""Dates as Thai people write them, read into CE and shown in พ.ศ.

Only this package knows about the Buddhist era (พ.ศ. = ค.ศ. + 543).  Before 2484 the Thai year began on
1 April: what was then written as January to March 2482 is 1940, not 1939, and 2483 had no such months.
Later papers often count by the plain rule, so that rule is used and the notice "old_new_year" says so.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from khabuan.core.thai.text import cell_text, tidy, to_arabic_digits

Precision = Literal["day", "month", "year"]
DatePart = Literal["day", "month", "year"]
Prefer = Literal["past", "future"]

ERA = 543
"""Years that พ.ศ. is ahead of ค.ศ."""
_FIRST_BE, _LAST_BE = 2400, 2699
_FIRST_CE, _LAST_CE = 1857, 2156

MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
          "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม")  # fmt: skip
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
                "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July",
                  "August", "September", "October", "November", "December")  # fmt: skip
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, order=True)
class ThaiDate:
    """A date known to the day, the month or the year.  What is not known stands at 1 in `value` (CE)."""

    value: dt.date
    precision: Precision = "day"

    def __post_init__(self) -> None:
        if self.precision not in ("day", "month", "year"):
            raise ValueError(f"no such precision: {self.precision}")
        unknown_day = self.precision != "day" and self.value.day != 1
        if unknown_day or (self.precision == "year" and self.value.month != 1):
            raise ValueError("what is not known of a date must stand at 1")

    @classmethod
    def of(cls, on: dt.date, precision: Precision) -> Self:
        """A date of which so much is known; the rest of it is put to 1."""
        if precision == "year":
            on = on.replace(month=1, day=1)
        return cls(on if precision == "day" else on.replace(day=1), precision)

    @property
    def first(self) -> dt.date:
        """The earliest day it can be."""
        return self.value

    @property
    def last(self) -> dt.date:
        """The latest day it can be."""
        if self.precision == "day":
            return self.value
        if self.precision == "year":
            return dt.date(self.value.year, 12, 31)
        following = (self.value.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        return following - dt.timedelta(days=1)

    def __str__(self) -> str:
        """ISO, as far as it is known: 2023-03-15, 2023-03, 2023."""
        return self.value.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


@dataclass(frozen=True)
class DateNotice:
    """Something the person should see about how a date was read.

    Codes: be_year_in_cell, cell_century, century_chosen, year_assumed, old_new_year (values `found` and
    `used`: years as they stood and in CE), weekday_differs (`said` and `is`, 0 is Monday).
    """

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class DateRead:
    value: dt.date
    precision: Precision
    notice: DateNotice | None = None

    @property
    def date(self) -> ThaiDate:
        return ThaiDate(self.value, self.precision)


class DateUnreadable(Exception):
    """The date is refused.  `code` says why, `part` which part is wrong, `values` what stood there.

    Codes: empty; unreadable; range (two dates; see read_date_range); no_year; too_early, too_late; day,
    month, year (that part cannot be; for `day` the values hold day, month, year CE and the month's last day).
    """

    def __init__(self, code: str, *, part: DatePart | None = None, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.part = part
        self.values = values

    @property
    def key(self) -> str:
        """The key a caller words the refusal by."""
        return f"date.{self.code}"


# --- reading ------------------------------------------------------------------------------

_LONGEST = 100  # characters; a longer text is prose, not a date
_BLANKS = {"", "-", "--", "–", "—", ".", "ไม่ทราบ", "ไม่ระบุ", "n/a", "none", "null"}

MONTH_WORDS: dict[str, int] = {}
"""The month of every word for it, without dots and in lower case, slips among them."""
for _names in (MONTHS, SHORT_MONTHS, ENGLISH_MONTHS):
    MONTH_WORDS |= {name.replace(".", "").lower(): at for at, name in enumerate(_names, start=1)}
MONTH_WORDS |= {name[:3].lower(): at for at, name in enumerate(ENGLISH_MONTHS, start=1)} | {"sept": 9}
# What people say or slip into: months without their ending, ฏ for ฎ, a vowel too few.
for _at, _words in {
    1: "มกรา", 2: "กุมภา กุมภาพันธุ์ กุมภาพัน กุมภาพันธ", 3: "มีนา มินาคม", 4: "เมษา เมย เมษยน", 5: "พฤษภา พฤกษภาคม",
    6: "มิถุนา มิถุนายาน มีถุนายน", 7: "กรกฎา กรกฏา กรกฏาคม กรกดาคม", 8: "สิงหา", 9: "กันยา กันยายาน",
    10: "ตุลา", 11: "พฤศจิกา พฤษจิกายน พฤศจิกายาน", 12: "ธันวา ธันวาค",
}.items():  # fmt: skip
    MONTH_WORDS |= dict.fromkeys(_words.split(), _at)

_WEEKDAY_WORDS = {name.lower(): at for names in (WEEKDAYS, ENGLISH_WEEKDAYS) for at, name in enumerate(names)}
_WEEKDAY_WORDS |= {name[:3].lower(): at for at, name in enumerate(ENGLISH_WEEKDAYS)} | {"พฤหัส": 3}
_WEEKDAY = re.compile(
    r"^(?:วัน)?(" + "|".join(sorted(_WEEKDAY_WORDS, key=len, reverse=True)) + r")(?:ที่)?(?![a-zก-๎])[\s,.]*"
)
_LEAD = re.compile(r"^(?:(?:เมื่อ|ลง|ณ|ตั้งแต่|ระหว่าง)? ?วันที่|เมื่อ|on|date)[\s:.]*")
_TIME = re.compile(r"[ t,]+(?:เวลา ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?(?:น\.?|z|[ap]m))?$")
_TAIL = re.compile(r"(?:นี้|ที่ผ่านมา|เป็นต้นไป)$")
_ERA_WORD = re.compile(
    r"(?:ปี ?)?(พ ?\. ?ศ ?\.?|พศ\.?|ค ?\. ?ศ ?\.?|คศ\.?|ปี|\b(?:b\.?e\.?|a\.?d\.?|c\.?e\.?)(?![a-z]))"
)

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d+) ?[-/. ] ?(\d+) ?[-/. ] ?(\d+)")
_MONTH_YEAR = re.compile(r"(\d{1,2}) ?[-/] ?(\d{3,})")
_YEAR = re.compile(r"\d+")
_NAMED = re.compile(r"(?:(\d+)(?:st|nd|rd|th)?)?([^\d]+?)(\d+)?")
_MONTH_FIRST = re.compile(r"([a-z.]+) ?(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d+)")
_RANGE = re.compile(
    r"\d ?(?:-|–|—|ถึง|to) ?\d+[ .a-zก-๎]*[a-zก-๎]|ถึง|[–—]"
    r"|[a-zก-๎.] ?- ?\d{1,2}(?!\d)(?= ?[a-zก-๎])"
)


@dataclass(frozen=True)
class _Context:
    """What the reader knows beside the text."""

    today: dt.date
    prefer: Prefer | None
    earliest: dt.date | None
    latest: dt.date | None


@dataclass(frozen=True)
class _Parts:
    """Day, month and year as written; the era where it was said."""

    year: str | None
    month: int | None = None
    day: int | None = None
    era: Literal["be", "ce"] | None = None


def read_date(
    given: str | int | float | dt.date | dt.datetime | None,
    *,
    today: dt.date,
    prefer: Prefer | None = None,
    earliest: dt.date | None = None,
    latest: dt.date | None = None,
) -> DateRead:
    """Read one date, day before month.  Raises DateUnreadable.

    Years: 2400 to 2699 are พ.ศ., 1857 to 2156 ค.ศ.  **A year of two digits is พ.ศ. 25xx**, because that is
    what Thai people mean by it ("15 มี.ค. 66" is 2566), even where ค.ศ. would be possible.  Only where
    `prefer="past"` (a birth date) would put it after today is it 24xx, with the notice "century_chosen".
    `prefer` also allows dates without a year: the nearest such day before or after today ("year_assumed").
    Cells: a true date holding a Buddhist year is corrected ("be_year_in_cell"); a spreadsheet takes a typed
    15/3/66 for 1966, so a cell of 19xx before `earliest` is read as 25xx if that fits ("cell_century").
    `earliest` and `latest` bound what is believable for the field; outside is refused.
    """
    context = _Context(today, prefer, earliest, latest)
    if isinstance(given, dt.datetime):
        return _bounded(_read_cell(given.date(), context), context)
    if isinstance(given, dt.date):
        return _bounded(_read_cell(given, context), context)
    if isinstance(given, bool):
        raise DateUnreadable("unreadable", text=str(given))
    typed = cell_text(given)
    if len(typed) > _LONGEST:
        raise DateUnreadable("unreadable", text=typed[:20])
    text = to_arabic_digits(tidy(typed)).casefold().strip(" ()[]'\"’‘“”,;")
    if text in _BLANKS:
        raise DateUnreadable("empty")
    return _bounded(_read_text(text, context), context)


def _bounded(read: DateRead, context: _Context) -> DateRead:
    if context.earliest and read.date.last < context.earliest:
        raise DateUnreadable("too_early", found=str(read.date), earliest=context.earliest.isoformat())
    if context.latest and read.date.first > context.latest:
        raise DateUnreadable("too_late", found=str(read.date), latest=context.latest.isoformat())
    return read


def _read_cell(cell: dt.date, context: _Context) -> DateRead:
    if cell.year >= _FIRST_BE:
        value = _day(cell.year - ERA if cell.year <= _LAST_BE else _no_year(cell.year), cell.month, cell.day)
        return DateRead(value, "day", DateNotice("be_year_in_cell", {"found": cell.year, "used": value.year}))
    if not _FIRST_CE <= cell.year <= _LAST_CE:
        _no_year(cell.year)
    if context.earliest and cell < context.earliest and 1930 <= cell.year <= 1999:
        meant = cell.year + 600 - ERA  # 1966 was typed as 66, that is 2566
        if dt.date(meant, 12, 31) >= context.earliest:
            notice = DateNotice("cell_century", {"found": cell.year, "used": meant})
            return DateRead(_day(meant, cell.month, cell.day), "day", notice)
    return DateRead(cell, "day")


def _read_text(text: str, context: _Context) -> DateRead:
    weekday: int | None = None
    for _ in range(3):  # "วันที่ วันที่ ๑๔", "วันที่พุธที่ ..."
        text = _LEAD.sub("", text)
        if found := _WEEKDAY.match(text):
            weekday, text = _WEEKDAY_WORDS[found[1]], text[found.end() :]
    text = _TAIL.sub("", _TIME.sub("", text)).strip(" .,")
    read = _resolve(_parts(text), context)
    is_wrong = weekday is not None and read.precision == "day" and read.value.weekday() != weekday
    if read.notice is None and weekday is not None and is_wrong:
        said: dict[str, str | int] = {"said": weekday, "is": read.value.weekday()}
        return DateRead(read.value, read.precision, DateNotice("weekday_differs", said))
    return read


def _parts(text: str) -> _Parts:
    era: Literal["be", "ce"] | None = None
    if said := _ERA_WORD.search(text):
        if said[1] != "ปี":
            era = "be" if said[1][0] in "พb" else "ce"
        text = " ".join((text[: said.start()] + " " + text[said.end() :]).split()).strip(" .,")
    if found := _ISO.fullmatch(text):
        return _Parts(found[1], int(found[2]), int(found[3]), era)
    if found := _NUMERIC.fullmatch(text):
        return _Parts(found[3], int(found[2]), int(found[1]), era)
    if found := _MONTH_YEAR.fullmatch(text):
        return _Parts(found[2], int(found[1]), None, era)
    if _YEAR.fullmatch(text) and (3 <= len(text) <= 4 or (len(text) == 2 and said)):
        return _Parts(text, era=era)
    return _named_parts(text, era)


def _named_parts(text: str, era: Literal["be", "ce"] | None) -> _Parts:
    """The parts of a date whose month is a word."""
    if _RANGE.search(text):
        raise DateUnreadable("range", text=text)
    if found := _MONTH_FIRST.fullmatch(text):
        return _Parts(found[3], _month(found[1]), int(found[2]), era)
    if found := _NAMED.fullmatch(text):
        return _Parts(found[3], _month(found[2]), int(found[1]) if found[1] else None, era)
    raise DateUnreadable("unreadable", text=text)


_NOT_A_LETTER = re.compile(r"[^a-zก-๎]+")


def _month(words: str) -> int:
    name = _NOT_A_LETTER.sub("", words).removeprefix("เดือน").removeprefix("of")
    if not name:
        raise DateUnreadable("unreadable", text=words.strip())
    if name not in MONTH_WORDS:
        raise DateUnreadable("month", part="month", month=words.strip())
    return MONTH_WORDS[name]


def _no_year(year: int | str) -> int:
    raise DateUnreadable("year", part="year", year=year)


def _resolve(parts: _Parts, context: _Context) -> DateRead:
    if parts.month is not None and not 1 <= parts.month <= 12:
        raise DateUnreadable("month", part="month", month=parts.month)
    if parts.day is not None and not 1 <= parts.day <= 31:
        raise DateUnreadable("day", part="day", day=parts.day, month=parts.month or 0, last=31)
    if parts.year is None:
        return _without_year(parts, context)
    year, notice = _year(parts, context)
    if parts.month is None:
        return DateRead(dt.date(year, 1, 1), "year", notice)
    if parts.day is None:
        return DateRead(dt.date(year, parts.month, 1), "month", notice)
    return DateRead(_day(year, parts.month, parts.day), "day", notice)


def _year(parts: _Parts, context: _Context) -> tuple[int, DateNotice | None]:
    """The CE year that was meant, and a notice where that took a choice."""
    typed = parts.year or ""
    if len(typed) not in (2, 4):
        _no_year(typed[:10])
    number = int(typed)
    if len(typed) == 2 and parts.era != "ce":
        year = 2500 + number - ERA
        if context.prefer == "past" and (year, parts.month or 1, parts.day or 1) > _ymd(context.today):
            return year - 100, DateNotice("century_chosen", {"found": number, "used": year - 100})
        return year, None
    if len(typed) == 2:
        _no_year(typed)
    if _FIRST_BE <= number <= _LAST_BE and parts.era != "ce":
        old = number <= 2483 and parts.month is not None and parts.month <= 3
        notice = DateNotice("old_new_year", {"found": number, "used": number - ERA}) if old else None
        return number - ERA, notice
    if _FIRST_CE <= number <= _LAST_CE and parts.era != "be":
        return number, None
    return _no_year(number), None


def _without_year(parts: _Parts, context: _Context) -> DateRead:
    if context.prefer is None or parts.month is None or parts.day is None:
        raise DateUnreadable("no_year", part="year")
    step = -1 if context.prefer == "past" else 1
    for year in range(context.today.year, context.today.year + 9 * step, step):
        try:
            value = dt.date(year, parts.month, parts.day)
        except ValueError:  # 29 February waits for its leap year
            continue
        if (value - context.today).days * step >= 0:
            return DateRead(value, "day", DateNotice("year_assumed", {"found": "", "used": value.year}))
    return DateRead(_day(context.today.year, parts.month, parts.day), "day")  # 30 February: refuses


def _ymd(day: dt.date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _day(year: int, month: int, day: int) -> dt.date:
    last = ThaiDate(dt.date(year, month, 1), "month").last.day
    if not 1 <= day <= last:
        raise DateUnreadable("day", part="day", day=day, month=month, year=year, last=last)
    return dt.date(year, month, day)


_DASHES = re.compile(r" ?[–—-] ?| ?ถึง(?:วันที่)? ?")
_ENDS_IN_YEAR = re.compile(r"\d{4}$|\D\d{2}$")


def read_date_range(text: str, *, today: dt.date, prefer: Prefer | None = None) -> tuple[DateRead, DateRead]:
    """Two dates: "10 – 11 เมษายน 2560", "28 ก.พ. - 2 มี.ค. 66", whole dates around ถึง.  Raises DateUnreadable.

    What the first date leaves out (month, year) is taken from the second.
    """
    if len(text) > _LONGEST:
        raise DateUnreadable("unreadable", text=text[:20])
    plain = to_arabic_digits(tidy(text)).strip(" ()")
    plain = plain.removeprefix("ระหว่าง").strip()
    halves = _DASHES.split(plain)
    if len(halves) != 2:
        raise DateUnreadable("unreadable", text=plain)
    until = read_date(halves[1], today=today, prefer=prefer)
    first = _LEAD.sub("", halves[0]).strip()
    if first.isdecimal() and len(first) <= 2:
        since = DateRead(_day(until.value.year, until.value.month, int(first)), "day", until.notice)
    elif _ENDS_IN_YEAR.search(first):
        since = read_date(first, today=today, prefer=prefer)
    else:
        since = read_date(f"{first} {until.value.year}", today=today)
    if since.precision != until.precision or since.value > until.value:
        raise DateUnreadable("range", text=plain)
    return since, until
