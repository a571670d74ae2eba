"""Reads the cells of one column of a fund's list: each distinct value once, whatever the number of rows. Pure.

A reader takes a cell and gives a `Seen`: the value as it is kept, and what is wrong or to be known. A wrong cell is
for a person to correct; nothing is guessed that could be another member's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from khabuan.core.sheets import Cell
from khabuan.core.thai import (
    ERA,
    DateUnreadable,
    ThaiDate,
    cell_text,
    read_date,
    search_key,
    split_name,
    split_place_words,
    tidy,
    to_arabic_digits,
)
from khabuan.core.thai.citizen import CitizenNumber
from khabuan.core.thai.dates import Prefer
from khabuan.funds.rules.member_words import NOTHING

NO_VALUES: Mapping[str, str] = {}
FIRST_FUND, FIRST_BIRTH = date(1980, 1, 1), date(1880, 1, 1)
IN_ADVANCE = timedelta(days=3660)
MOST_BAHT = Decimal(1_000_000)
MOST_MATCHED, OFTEN_MATCHED = 20, 3


class Seen(NamedTuple):
    """A cell as it was read. `code` says what is wrong, or to be known; "" for nothing."""

    value: Any = None
    code: str = ""
    is_wrong: bool = False
    values: Mapping[str, str] = NO_VALUES


Reader = Callable[[Cell], Seen]
EMPTY = Seen()


def _wrong(code: str, **values: object) -> Seen:
    return Seen(None, code, True, {name: str(value)[:60] for name, value in values.items()})


#: Letters that are not plain Thai or Latin, and the slips that `tidy` puts right.
_UNTIDY = re.compile(r"[^ -~ก-๙]|เเ|ํ|[็-์][ัิ-ฺ]|([ัิ-ฺ็-๎])\1|  ")


def plain(value: Cell) -> str:
    """The cell as a careful typist would have typed it; "" for what means nothing."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        value = cell_text(value) if isinstance(value, (int, float)) else str(value or "")
    text = tidy(value) if _UNTIDY.search(value) else value.strip()
    return "" if text in NOTHING or text.casefold() in NOTHING else text


def digits_of(value: Cell) -> str:
    """The cell with Arabic digits."""
    return to_arabic_digits(plain(value))


def text(value: Cell) -> Seen:
    read = plain(value)
    if not read:
        return EMPTY
    return Seen(read) if len(read) <= 120 else _wrong("too_long", most=120)


def note(value: Cell) -> Seen:
    return Seen(plain(value)[:500] or None)


# ---------------------------------------------------------------- numbers of people

_NUMBER = re.compile(r"[\w/.\-]{1,12}\Z")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def quick_number(value: Cell) -> str | None:
    """A number of digits only, as nearly all are; None to look closer. So are all `quick_…` of this module."""
    return (
        value if type(value) is str and value.isascii() and value.isdecimal() and len(value) <= 12 else None
    )


def member_number(value: Cell) -> Seen:
    """A member's number as the fund writes it, without spaces: "0046", "3/12". 46.0 is 46."""
    if isinstance(value, (date, datetime)):
        return _wrong("number_is_date", value=value.isoformat()[:10])
    typed = digits_of(value).replace(" ", "")
    if not typed:
        return EMPTY
    return Seen(typed) if _NUMBER.match(typed) else _wrong("number_unreadable", value=typed)


def number_key(number: str) -> str:
    """What two spellings of one number have in common: "0046" and "46" are one number."""
    return _ZEROS.sub("", number).casefold()


_MASKED = re.compile(r"(?=.*[xX•*])[xX•*\d\s\-]+\Z")
_SCIENCE = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+\Z")


def quick_citizen(value: Cell) -> str | None:
    """A number of which nothing is wrong, as `CitizenNumber` judges."""
    typed = str(value) if type(value) is int else value
    if (
        type(typed) is not str
        or len(typed) != 13
        or not (typed.isascii() and typed.isdecimal())
        or typed[0] == "0"
    ):
        return None
    return typed if CitizenNumber.parse(typed).ok else None


def citizen(value: Cell) -> Seen:
    """A citizen number: 13 digits, 12 with a note; a doubtful check digit is a note. Never says the right one."""
    typed = plain(value)
    if not typed or _MASKED.match(typed):
        return EMPTY
    if _SCIENCE.match(typed):
        return _wrong("citizen_rounded")
    number = CitizenNumber.parse(typed)
    count = len(number.digits)
    if "not_digits" in number.findings:
        return _wrong("citizen_letters")
    if count >= 7 and len(set(number.digits)) == 1:  # 0000000000000 stands for "no card"
        return Seen(None, "citizen_of_one_digit", False, {})
    if count not in (12, 13):
        return _wrong("citizen_length", count=count)
    return Seen(number.digits, "citizen_doubtful" if number.findings else "", False, {"count": str(count)})


def phone(value: Cell) -> Seen:
    return Seen(digits_of(value)[:40] or None)


# ---------------------------------------------------------------- names

_COMMON = re.compile(
    r"(นางสาว|นาย|นาง|เด็กชาย|เด็กหญิง|น\.ส\.|ด\.ช\.|ด\.ญ\.) ?(?!ก|อำเภอ|ทะเบียน|ช่าง|ตรวจ|ทหาร|หน้า|แพทย์|[ก-ฮ]์)"
    r"([ก-ฮเ-ไ][ก-๎0-9]+) ([ก-๙0-9]+)\Z"
)
#: What no name has in it: signs of programs and sums, digits only.
_NO_NAME = re.compile(r"[<>{}\[\]|\\=;@#$%^&*_+~?!]|^[\d\s.,/\-]+\Z")
#: A title, a given name, a surname.
NameParts = tuple[str, str, str]


def quick_name(value: Cell) -> NameParts | None:
    """A title, a name and a surname in the usual way, with nothing to repair."""
    if type(value) is not str or (found := _COMMON.match(value)) is None or _UNTIDY.search(value):
        return None
    return found[1], found[2], found[3]


def whole_name(value: Cell) -> Seen:
    """ "นางสาวสมหญิง ใจดี" as title, given name and surname."""
    typed = plain(value)
    if not typed:
        return EMPTY
    if _NO_NAME.search(typed):
        return _wrong("name_letters", value=typed)
    name = split_name(typed)
    if not name.given:
        return _wrong("name_missing")
    if max(map(len, (name.given, name.surname))) > 120 or len(name.title) > 60:
        return _wrong("too_long", most=120)
    parts = name.title, name.given, name.surname
    return Seen(parts, "letters_put_right" if _hid(str(value)) else "", False, {"now": typed[:60]})


def name_part(value: Cell) -> Seen:
    typed = plain(value)
    if not typed:
        return EMPTY
    if _NO_NAME.search(typed) and not typed.isdecimal():
        return _wrong("name_letters", value=typed)
    if len(typed) > 120:
        return _wrong("too_long", most=120)
    return Seen(typed, "letters_put_right" if _hid(str(value)) else "", False, {"now": typed[:60]})


def _letters(typed: str) -> str:
    return "".join(typed.split())


def _hid(typed: str) -> bool:
    """Something unseen or misplaced stood in the cell: other letters come out than went in, spaces aside."""
    return _letters(tidy(typed)) != _letters(typed)


# ---------------------------------------------------------------- days

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?)?\Z")
_SLASHED = re.compile(r"(\d{1,2})[/\-.](\d{1,2})[/\-.](2[45]\d\d)\Z")


class Days:
    """Reads days of one column within its bounds. A value is (day, precision), what is not known of it at 1."""

    def __init__(
        self, today: date, *, earliest: date, latest: date, prefer: Prefer | None = None, is_last: bool = False
    ) -> None:  # fmt: skip
        self.today, self.earliest, self.latest = today, earliest, latest
        self.prefer, self.is_last = prefer, is_last

    def __call__(self, value: Cell) -> Seen:
        if isinstance(value, bool) or not isinstance(value, (str, int, float, date)) or not plain(value):
            return EMPTY if value is None or not plain(value) else _wrong("date.unreadable", value=value)
        if isinstance(value, (int, float)) and 10_000 <= value < 80_000:
            return _wrong("date.serial", value=cell_text(value))
        given = value if isinstance(value, date) else plain(value)
        try:
            read = read_date(
                given, today=self.today, prefer=self.prefer, earliest=self.earliest, latest=self.latest
            )
        except DateUnreadable as no:
            if no.code == "empty":
                return EMPTY
            return _wrong(f"date.{no.code}", **{"value": plain(value), **no.values})
        kept = (read.date.last, "day") if self.is_last else (read.value, read.precision)
        if read.notice is not None:
            said = {name: str(one) for name, one in read.notice.values.items()}
            return Seen(kept, f"date.{read.notice.code}", False, {"now": read.value.isoformat(), **said})
        if read.precision != "day":
            return Seen(
                kept, "date.not_to_the_day", False, {"value": plain(value)[:40], "now": _as_known(read.date)}
            )
        return Seen(kept)

    def quick(self, value: Cell) -> tuple[date, str] | None:
        """The usual shapes with a Buddhist year, without looking further; None for anything else."""
        if type(value) is not str:
            return None
        if found := _ISO.match(value):
            year, month, day = found.groups()
        elif found := _SLASHED.match(value):
            day, month, year = found.groups()
        else:
            return None
        if not 2400 <= int(year) <= 2699:
            return None
        try:
            on = date(int(year) - ERA, int(month), int(day))
        except ValueError:
            return None
        return (on, "day") if self.earliest <= on <= self.latest and on.year > 1940 else None


def _as_known(on: ThaiDate) -> str:
    return on.value.isoformat()[: 4 if on.precision == "year" else 7] + (
        "-XX-XX" if on.precision == "year" else "-XX"
    )


# ---------------------------------------------------------------- money and counts

_MONEY = re.compile(r"\d{1,9}(?:\.\d{1,2})?\Z")


def amount(value: Cell) -> Seen:
    """Baht: commas, "บาท" and ".-" are fine; less than nothing, or finer than a satang, is wrong."""
    if type(value) is int and 0 <= value < 1_000_000:
        return Seen(Decimal(value))
    if isinstance(value, float) and not isinstance(value, bool):
        rounded = round(value, 2)
        if abs(value - rounded) < 1e-6:  # a sum of a spreadsheet: 0.30000000000000004
            value = f"{rounded:.2f}"
    typed = digits_of(value).casefold()
    typed = (
        typed.replace(",", "")
        .replace(" ", "")
        .replace("บาท", "")
        .replace("฿", "")
        .removesuffix(".-")
        .removesuffix("/-")
    )
    if not typed or typed in NOTHING:
        return EMPTY
    if typed.startswith("-") and _MONEY.match(typed[1:]):
        return _wrong("amount_negative", value=typed)
    if not _MONEY.match(typed):
        return _wrong("amount_unreadable", value=typed)
    try:
        read = Decimal(typed)
    except InvalidOperation:
        return _wrong("amount_unreadable", value=typed)
    return Seen(read) if read <= MOST_BAHT else _wrong("amount_large", value=typed, most=MOST_BAHT)


_COUNT = re.compile(r"(\d{1,3})(?:\.0+)?(?:ครั้ง|รอบ|รอบแล้ว|ครั้งแล้ว)?\Z")


def times(value: Cell) -> Seen:
    """How often the state has matched a member: 0 to 3 as a rule."""
    typed = digits_of(value).replace(" ", "").removeprefix("ครบ").removeprefix("แล้ว")
    if not typed:
        return EMPTY
    found = _COUNT.match(typed)
    if found is None or int(found[1]) > MOST_MATCHED:
        return _wrong("times_unreadable", value=typed, most=MOST_MATCHED)
    count = int(found[1])
    return Seen(count, "matched_often" if count > OFTEN_MATCHED else "", False, {"count": str(count)})


_MOO = re.compile(r"(?:หมู่ที่|หมู่บ้านที่|หมู่|ม\.?ที่|ม\.?|moo)?0*(\d{1,2})(?:\.0+)?(?!\d)")


def moo(value: Cell) -> Seen:
    """The number of a village: "3", "ม.3", "หมู่ที่ ๓ บ้านใหม่"."""
    typed = digits_of(value).casefold().replace(" ", "")
    if not typed or typed in ("0", "00"):
        return EMPTY
    found = _MOO.match(typed)
    return Seen(int(found[1])) if found and int(found[1]) else _wrong("moo_unreadable", value=typed)


_HOUSE = re.compile(r"\d[\d/\-.]{0,15}(?:[ก-ฮ])?\Z")


def quick_house(value: Cell) -> tuple[str, None] | None:
    if type(value) is not str or not value.isascii() or not value.replace("/", "", 1).isdecimal():
        return None
    return value, None


def house(value: Cell) -> Seen:
    """(house number, moo or None): "12/3"; a whole address gives both. A cell that became a date is wrong."""
    if isinstance(value, (date, datetime)):
        return _wrong("house_is_date", value=value.isoformat()[:10])
    typed = digits_of(value)
    if not typed:
        return EMPTY
    joined = typed.replace(" ", "").removeprefix("บ้าน").removeprefix("เลขที่")
    if _HOUSE.match(joined):
        return Seen((joined.removesuffix(".0"), None))
    words = split_place_words(typed)
    number = next((word.text for word in words if word.kind == "house"), "")
    village = next((int(word.text) for word in words if word.kind == "moo" and word.text.isdecimal()), None)
    if not number and (found := re.match(r"\s*(\d{1,5}(?:/\d{1,5})?)", typed)):
        number = found[1]
    return Seen((number or typed[:40], village))


# ---------------------------------------------------------------- words


def word_of(words: Mapping[str, str], unknown: str) -> Reader:
    """A reader of a closed list of words by their search keys. `unknown`: what is said of any other word.

    A cross stands for nothing in most columns; in one of words nobody knows what it is to tell.
    """

    def read(value: Cell) -> Seen:
        typed = plain(value)
        if not typed:
            return _wrong(unknown, value=value) if str(value).strip().casefold() == "x" else EMPTY
        code = words.get(search_key(typed)) or words.get(search_key(typed.split("(")[0]))
        return Seen(code) if code else _wrong(unknown, value=typed)

    return read


_BETWEEN = re.compile(r"\s*(?:[,;/\n+]|และ(?=\s))\s*")


def list_of_words(value: Cell) -> Seen:
    """Things named one after another, as words."""
    typed = plain(value)
    return Seen(tuple(part[:120] for part in _BETWEEN.split(typed) if part)) if typed else EMPTY


def names(value: Cell) -> Seen:
    """One or more persons named in a cell: "นางสาว ก ข (บุตร), นาย ค ง". What stood in brackets goes with each."""
    typed = plain(value)
    if not typed:
        return EMPTY
    parts = [part for part in _BETWEEN.split(typed) if part and not _NO_NAME.search(part)]
    read = tuple(
        (name.title, name.given, name.surname, name.post)
        for part in parts
        if (name := split_name(part)).given
    )
    return Seen(read) if read else _wrong("name_letters", value=typed)


def quick_names(value: Cell) -> tuple[tuple[str, str, str, str]] | None:
    name = quick_name(value)
    return ((*name, ""),) if name else None
