"""Dates in words, for people: พ.ศ. in Thai, CE in English, only as exact as the date is known."""

import datetime as dt

from khabuan.core.thai.dates import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    ERA,
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Precision,
    ThaiDate,
)
from khabuan.core.thai.text import to_thai_digits

AnyDate = dt.date | ThaiDate


def be_year(day: dt.date) -> int:
    """The Buddhist year of a day."""
    return day.year + ERA


def _known(date: AnyDate) -> tuple[dt.date, Precision]:
    return (date.value, date.precision) if isinstance(date, ThaiDate) else (date, "day")


def _worded(parts: list[str], *, thai_digits: bool) -> str:
    text = " ".join(parts)
    return to_thai_digits(text) if thai_digits else text


def long_date(date: AnyDate, *, lang: str = "th", weekday: bool = False, thai_digits: bool = False) -> str:
    """Written out: "วันพุธที่ 15 มีนาคม 2566", "มีนาคม 2566", "พ.ศ. 2566"; in English "15 March 2023"."""
    day, precision = _known(date)
    if not lang.startswith("th"):
        return _english(day, precision, ENGLISH_MONTHS, ENGLISH_WEEKDAYS if weekday else ())
    if precision == "year":
        return _worded(["พ.ศ.", str(be_year(day))], thai_digits=thai_digits)
    parts = [MONTHS[day.month - 1], str(be_year(day))]
    if precision == "day":
        parts.insert(0, str(day.day))
        if weekday:
            parts.insert(0, f"วัน{WEEKDAYS[day.weekday()]}ที่")
    return _worded(parts, thai_digits=thai_digits)


def short_date(date: AnyDate, *, lang: str = "th", weekday: bool = False, thai_digits: bool = False) -> str:
    """Abbreviated: "พ. 15 มี.ค. 2566", "มี.ค. 2566", "2566"; in English "15 Mar 2023"."""
    day, precision = _known(date)
    if not lang.startswith("th"):
        months = tuple(name[:3] for name in ENGLISH_MONTHS)
        weekdays = tuple(name[:3] for name in ENGLISH_WEEKDAYS)
        return _english(day, precision, months, weekdays if weekday else ())
    parts = [str(be_year(day))]
    if precision != "year":
        parts.insert(0, SHORT_MONTHS[day.month - 1])
    if precision == "day":
        parts.insert(0, str(day.day))
        if weekday:
            parts.insert(0, SHORT_WEEKDAYS[day.weekday()])
    return _worded(parts, thai_digits=thai_digits)


def _english(day: dt.date, precision: Precision, months: tuple[str, ...], weekdays: tuple[str, ...]) -> str:
    parts = [str(day.year)]
    if precision != "year":
        parts.insert(0, months[day.month - 1])
    if precision == "day":
        parts.insert(0, str(day.day))
        if weekdays:
            parts.insert(0, weekdays[day.weekday()])
    return " ".join(parts)


def numeric_date(date: AnyDate, *, lang: str = "th") -> str:
    """In figures, for tables: "15/03/2566"; "15/03/2023" in English; less where less is known."""
    day, precision = _known(date)
    year = str(be_year(day) if lang.startswith("th") else day.year)
    parts = [f"{day.day:02}", f"{day.month:02}", year]
    return "/".join(parts[{"day": 0, "month": 1, "year": 2}[precision] :])


def long_range(since: dt.date, until: dt.date, *, lang: str = "th", thai_digits: bool = False) -> str:
    """Two days, "10–11 เมษายน 2560": what they share is said once."""
    last = long_date(until, lang=lang, thai_digits=thai_digits)
    if since == until:
        return last
    first = long_date(since, lang=lang, thai_digits=thai_digits)
    if since.year != until.year:
        return f"{first} – {last}"
    if since.month != until.month:
        return f"{first.rsplit(' ', 1)[0]} – {last}"
    return f"{first.split(' ', 1)[0]}–{last}"


def relative_days(day: dt.date, *, today: dt.date, lang: str = "th") -> str:
    """How far away a day is: วันนี้, พรุ่งนี้, เมื่อวาน, "อีก 5 วัน", "5 วันก่อน"."""
    distance = (day - today).days
    thai = lang.startswith("th")
    if abs(distance) <= 1:
        near = ("เมื่อวาน", "วันนี้", "พรุ่งนี้") if thai else ("yesterday", "today", "tomorrow")
        return near[distance + 1]
    if distance > 0:
        return f"อีก {distance:,} วัน" if thai else f"in {distance:,} days"
    return f"{-distance:,} วันก่อน" if thai else f"{-distance:,} days ago"
