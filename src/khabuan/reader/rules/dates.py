"""Days: one day, days in a row across months and years, long and short months, years of two digits, no year at all.

`dates_in` tells where they stand; `find` which are the same, which is the event's own day, and what year one without
a year most likely has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khabuan.core.thai import ERA, MONTH_WORDS, MONTHS, SHORT_MONTHS, WEEKDAYS
from khabuan.core.thai.dates import ENGLISH_MONTHS
from khabuan.reader.rules.facts import DateFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.numbers import be_of
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.units import COUNTS_ONLY

# --- words --------------------------------------------------------------------------------


def _dotted(word: str) -> str:
    """ม.ค. with any of its dots left out, or with blanks in it; without its last dot no letter may follow."""
    letters = word.rstrip(".").replace(".", r" ?\. ?")
    bare = word.replace(".", "")
    return rf"{letters} ?(?:\.|(?![ก-๎]))|{bare}\.?(?![ก-๎])"


_SLIPS = sorted(
    (word for word in MONTH_WORDS if word[0] >= "ก" and len(word) > 4 and word not in MONTHS),
    key=len,
    reverse=True,
)
_MONTH = "|".join(
    [
        *MONTHS,
        *(rf"{word}(?![ก-๎]|[ \n](?:คม|ยน|พันธ์|ธ์|์))" for word in _SLIPS),
        *(_dotted(word) for word in SHORT_MONTHS),
        *(rf"(?i:{word}|{word[:3]}\b\.?)" for word in ENGLISH_MONTHS),
    ]
)
_ERA_WORD = r"(?:(?:ปี ?)?(?:พ ?\. ?ศ ?\.?|พศ\.?|ค ?\. ?ศ ?\.?|คศ\.?|พุทธศักราช|ปี))"


def _year(name: str) -> str:
    return rf"(?:[ \n]{{0,2}}{_ERA_WORD}?[ \n]{{0,2}}(?P<{name}>\d{{4}}|\d{{2}})(?!\d|[.:/]\d|,\d))"


_GAP = r"[ \n]{0,3}"
_TO = rf"{_GAP}(?:-|~|ถึง|จนถึง|และ|,){_GAP}(?:(?:วัน)?(?:{'|'.join(WEEKDAYS)})?ที่{_GAP})?"
_NAMED = re.compile(
    rf"(?<![\d.:/])(?<!\d,)(?P<more>(?:\d{{1,2}} ?, ?){{0,6}})(?P<first>\d{{1,2}})"
    rf"(?:(?:{_GAP}(?:เดือน ?)?(?P<month1>{_MONTH}){_year('year1')}?)?{_TO}(?P<last>\d{{1,2}}))?"
    rf"{_GAP}(?:เดือน ?)?(?P<month>{_MONTH}){_year('year')}?"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<day>\d{1,2})(?P<by>[/.-])(?P<month>\d{1,2})(?P=by)(?P<year>\d{4}|\d{2})"
    r"|(?P<iso>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2}))(?![\d/-]|\.\d)"
)
_MONTH_AND_YEAR = re.compile(rf"(?:{_MONTH}){_GAP}{_ERA_WORD}?{_GAP}\d{{4}}(?!\d)")

_PUBLISHED = re.compile(
    rf"(?:(?:วัน)?(?:{'|'.join(WEEKDAYS)})ที่|เผยแพร่|โพสต์|ประกาศ|ลงข่าว|ข่าว|เมื่อ|วันที่|ประจำ|update|posted|on|เวลา|น\.|\d{{1,2}}[.:]\d{{2}}"
    r"|[ :|,()\[\]/-])*",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(rf"({'|'.join(WEEKDAYS)})ที่[ \n]{{0,3}}$")
_FIRST_DAY_LOST = re.compile(r"(?:ที่|ระหว่าง) *(?:-|ถึง) *$")
_POSTED = re.compile(
    r"โพสต์|เผยแพร่|ผู้เขียน|เขียนเมื่อ|เข้าชม|ผู้ชม|อ่าน(?:แล้ว)? ?[\d,]+|อัปเดต|อัพเดท|admin|posted|published|updated?|views?\b"
    r"|\d+ ความ(?:คิด)?เห็น|\u00b7",
    re.IGNORECASE,
)
_BYLINE = re.compile(r" *(?:ข่าว|รายงาน|เขียน)?โดย [^\n]*(?:[-|]|  ) *")
#: A day alone on its line is the event's where its place or the round of a meeting stands on the next line or the last.
_EVENT_BEHIND = re.compile(r"\s*(?:ณ|สถานที่|เวลา|ที่ ?(?:ห้อง|หอ|ศาลา|วัด|โรงเรียน|อาคาร|ทำการ))")
_EVENT_BEFORE = re.compile(
    r"(?:^|\n) *(?:ครั้งที่ ?\d[^\n]{0,20}|(?:รายงาน|บันทึก)[^\n]{0,120}|กำหนดการ[^\n]{0,120})\n+[^\n]{0,20}$"
)
_SHORT_LINE = 80
_SHORTEST_HEADLINE, _SEEN_BEHIND, _LINES_BEHIND = 6, 900, 6
_DAYS_TO_PUBLISH = 10
_OPENING = 90  # characters of a line in which an event's own day is told
#: Days that a text tells besides its event's: of papers, terms, beginnings, feasts, other meetings.
_BESIDE = re.compile(
    r"(?:คำสั่ง|มติ|ประกาศ|ลง(?=วันที่)|ตั้งแต่|พระราชบัญญัติ|พ\.ร\.บ\.|ราชกิจจานุเบกษา|ภายใน|ก่อน|จนถึง|ครบรอบ|ข้อมูล"
    r"|(?:ตั้ง|จดทะเบียน|จดแจ้ง|เริ่ม|เริ่มดำเนินการ)(?:ขึ้น)? ?เม[ื่อ]{2,4}|ศิลาฤกษ์|พรรษา|เนื่องใน|ครบกำหนด|หมดเขต|สิ้นสุด"
    r"|ครั้ง(?:ต่อไป|หน้า|ก่อน|ที่แล้ว)|นัดหน้า)[^\n]{0,12}$|\d รอบ[^\n]{0,12}$|(?:รับรอง|นัดประชุม)[^\n]{0,50}$"
)
_TODAY = re.compile(r"(?<!ทุก)(?<!ณ)(?<!ณ )(?<!ถึง)(?<!จน)(?<!ตราบ)วันนี้(?!จนถึง|เป็นต้นไป|และวันหน้า)")
_TODAY_BEFORE = re.compile(r"วันนี้ ?\(? ?(?:วัน)?(?:ที่)? ?$")
_GONE_BY = re.compile(r" ?(?:ที่(?:ผ่าน|แล้ว)|ก่อนหน้า)")
_TO_COME = re.compile(r" ?(?:ที่จะถึง|ที่กำลังจะ|ข้างหน้า|หน้า)")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A day, or days, at `start`..`end` of the plain text. Years are CE; None where none is written."""

    start: int
    end: int
    first: tuple[int | None, int, int]
    last: tuple[int | None, int, int] | None = None
    why: str
    is_spelt: bool = True  # the month is written as it should be

    @property
    def has_year(self) -> bool:
        return self.first[0] is not None


# --- where days stand ---------------------------------------------------------------------


def dates_in(page: Page) -> tuple[Said, ...]:
    """Every day that a page tells, in its order."""
    found = [*_named(page.plain), *_numeric(page.plain)]
    return tuple(sorted(found, key=lambda said: said.start))


def months_in(page: Page) -> tuple[tuple[int, int], ...]:
    """Where a month stands with its year: these years are no years of their own."""
    return tuple(found.span() for found in _MONTH_AND_YEAR.finditer(page.plain))


def _named(plain: str) -> Iterator[Said]:
    for found in _NAMED.finditer(plain):
        year, end = _year_of(found, "year", plain)
        month = _month_of(found["month"])
        is_spelt = _is_spelt(found["month"]) and _is_spelt(found["month1"])
        day = int(found["last"] or found["first"])
        if not _exists(year, month, day) or _FIRST_DAY_LOST.search(
            plain[max(0, found.start() - 20) : found.start()]
        ):
            continue
        if found["last"] is None and not found["more"]:
            one = Said(start=found.start(), end=end, first=(year, month, day), why="day month year")
            yield replace(one, is_spelt=is_spelt)
            continue
        yield from (
            replace(one, is_spelt=is_spelt) for one in _several(found, (year, month, day), end, plain)
        )


def _several(found: re.Match[str], last: tuple[int | None, int, int], end: int, plain: str) -> Iterator[Said]:
    """Days in a row are one fact; days apart ("3 และ 10 มีนาคม") are several."""
    year, month, _ = last
    start = found.start()
    if found["month1"]:
        early_year, _ = _year_of(found, "year1", plain)
        first = (early_year or year, _month_of(found["month1"]), int(found["first"]))
        if _exists(*first):
            yield Said(start=start, end=end, first=first, last=last, why="days across months")
        return
    days = [int(day) for day in re.findall(r"\d+", found["more"])] + [int(found["first"])]
    days += [int(found["last"])] if found["last"] else []
    between = plain[found.end("first") : found.start("last")] if found["last"] else ","
    listed = "และ" in between or "," in between
    in_a_row = days == list(range(days[0], days[-1] + 1))
    if not all(_exists(year, month, day) for day in days) or days != sorted(set(days)):
        yield Said(
            start=found.start("last" if found["last"] else "first"), end=end, first=last, why="day month year"
        )
    elif in_a_row or not listed:
        yield Said(start=start, end=end, first=(year, month, days[0]), last=last, why="days of a month")
    else:
        for day in days:
            yield Said(start=start, end=end, first=(year, month, day), why="days of a list")


def _numeric(plain: str) -> Iterator[Said]:
    for found in _NUMERIC.finditer(plain):
        if found["iso"]:
            year, month, day = _ce(found["iso"]), int(found["iso_month"]), int(found["iso_day"])
        elif len(found["year"]) == 2 and found["by"] != "/":
            continue
        else:
            year, month, day = _ce(found["year"]), int(found["month"]), int(found["day"])
        if year is not None and _exists(year, month, day):
            yield Said(start=found.start(), end=found.end(), first=(year, month, day), why="day in figures")


def _year_of(found: re.Match[str], name: str, plain: str) -> tuple[int | None, int]:
    """The year in CE and where the date ends; two digits that count something are no year."""
    until = found.end("month" if name == "year" else "month1")
    written = found[name]
    if written is None:
        return None, until
    glued = found.start(name) == until
    said_as_year = re.search(_ERA_WORD, plain[until : found.start(name)])
    if len(written) == 2 and not glued and not said_as_year and COUNTS_ONLY.match(plain, found.end(name)):
        return None, until
    year = _ce(written)
    return year, found.end(name) if year else until


def _ce(written: str) -> int | None:
    """A year as written, B.E. or C.E., in C.E."""
    be = be_of(written)
    return None if be is None else be - ERA


def _month_of(written: str) -> int:
    word = re.sub(r"[\s.]", "", written).lower()
    return MONTH_WORDS.get(word) or MONTH_WORDS[word[:3]]


def _is_spelt(month: str | None) -> bool:
    """Whether a month, if any is written, is its name or its dotted short form (or stands in English)."""
    return month is None or month[0] < "ก" or any(word in month for word in (*MONTHS, *SHORT_MONTHS))


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True


# --- what they say ------------------------------------------------------------------------


def find(page: Page, known: Known) -> Iterator[DateFact]:
    """Each day once. The publication line gives the year to days without one; it is the event's own day only when
    nothing else is."""
    said = page.once(dates_in)
    published = _publication(page, said)
    own = _own_day(page, said, published)
    today = _reference(page, said, published or own)
    facts = [_fact(page, one, today) for one in said]
    main = facts[said.index(own)] if own else None
    for fact in _once(facts):
        yield replace(fact, main=main is not None and _holds(fact, main))


def _publication(page: Page, said: tuple[Said, ...]) -> Said | None:
    """The day that stands alone on its line, with its weekday or as the first of all."""
    for one in said:
        if _is_posted(page, one):
            return one
        if one.has_year and _is_alone(page, one) and (one is said[0] or "เวลา" not in _line(page, one)[1]):
            return None if _is_heading(page, one) else one
    return None


def _is_posted(page: Page, one: Said) -> bool:
    """Whether the day's line says that something was published."""
    before, after = _line(page, one)
    return len(before) + len(after) <= _SHORT_LINE and bool(
        _POSTED.search(before) or _POSTED.search(after) or (_BYLINE.fullmatch(before) and not after.strip())
    )


def _is_heading(page: Page, one: Said) -> bool:
    """Whether the day stands over an event, with its place or the round of a meeting."""
    line = page.plain.find("\n", one.end, one.end + _OPENING)
    behind = line > 0 and _EVENT_BEHIND.match(page.plain, line) is not None
    return behind or _EVENT_BEFORE.search(page.plain[max(0, one.start - 170) : one.start]) is not None


def _line(page: Page, one: Said) -> tuple[str, str]:
    """What stands before and after a day on its line."""
    before = page.plain[max(0, one.start - _OPENING) : one.start].rpartition("\n")[2]
    return before, page.plain[one.end : one.end + _OPENING].partition("\n")[0]


def _is_alone(page: Page, one: Said) -> bool:
    """Whether nothing but words of publishing stands on a day's line."""
    before, after = _line(page, one)
    return bool(_PUBLISHED.fullmatch(before) and _PUBLISHED.fullmatch(after))


def _reference(page: Page, said: tuple[Said, ...], written: Said | None) -> date | None:
    """The day that the text most likely was written about: its publication line or own day, else the last day with a
    year that is not told as something past."""
    if written and written.has_year:
        return _day(written.first)
    days = [_day(one.first) for one in said if one.has_year and not _is_beside(page, one)]
    return max(days, default=None)


def _is_beside(page: Page, one: Said) -> bool:
    before = page.plain[max(0, one.start - 80) : one.start]
    return _BESIDE.search(before.removesuffix("\n")) is not None


def _own_day(page: Page, said: tuple[Said, ...], published: Said | None) -> Said | None:
    """The day called today; else the first that opens a line; else one of the last days before the publication line;
    else that line's own where the text tells of today, or of days that hold it. None where no day is the event's."""
    told = [one for one in said if not _is_beside(page, one)]
    if published:
        told = [one for one in told if one is not published]
        told = [one for one in told if one.first != published.first or not _is_alone(page, one)]
    today = (one for one in told if _TODAY_BEFORE.search(page.plain, max(0, one.start - 20), one.start))
    opening = (one for one in told if _opens_a_line(page.plain, one.start))
    own = next(today, None) or next(opening, None)
    if own or not published:
        return own or next(iter(told), None)
    until = _day(published.first)
    lately = (one for one in told if one.has_year and 0 <= (until - _day(one.first)).days <= _DAYS_TO_PUBLISH)
    hold = any(one.has_year and one.last and _day(one.first) <= until <= _day(one.last) for one in told)
    is_of_today = hold or _TODAY.search(page.plain) or not _is_of_news(page, published)
    return next(lately, None) or (published if is_of_today else None)


def _is_of_news(page: Page, published: Said) -> bool:
    """Whether the publication line is that of a page of news: it says so, or the headline stands on both sides of it."""
    if _is_posted(page, published):
        return True
    before = page.plain[: published.start]
    behind = page.plain[published.end : published.end + _SEEN_BEHIND].split("\n")[1:_LINES_BEHIND]
    return any(len(line.strip()) > _SHORTEST_HEADLINE and line.strip() in before for line in behind)


def _opens_a_line(plain: str, start: int) -> bool:
    return start <= _OPENING or "\n" in plain[start - _OPENING : start]


def _holds(fact: DateFact, main: DateFact) -> bool:
    """The event's own day, or days that hold it."""
    if fact.start is None or main.start is None:
        return (fact.start, fact.month, fact.day) == (main.start, main.month, main.day)
    return fact.start <= main.start <= (fact.end or fact.start)


def _fact(page: Page, said: Said, today: date | None) -> DateFact:
    span = page.span(said.start, said.end)
    doubt = "" if said.is_spelt else "spelling"
    plainly = DateFact(
        start=None, certain=False, quote=page.quote(span), span=span, why=said.why, doubt=doubt
    )
    if said.has_year:
        start, end, crosses = _in_order(said)
        note = "the first day's year is the one before the year written" if crosses else ""
        return replace(plainly, start=start, end=end, certain=not crosses, note=note)
    first, last = (None, None) if today is None else _with_year(page, said, today)
    if first is not None:
        return replace(plainly, start=first, end=last, note=f"no year written; taken from {today}")
    _, month, day = said.first
    _, last_month, last_day = said.last or (None, None, None)
    return replace(
        plainly, month=month, day=day, last_month=last_month, last_day=last_day, note="no year written"
    )


def _with_year(page: Page, said: Said, today: date) -> tuple[date | None, date | None]:
    """Days without a year as they most likely are: of their weekday if that is told, else next to the day of writing."""
    _, month, day = said.first
    after = page.plain[said.end : said.end + 16]
    weekday = _WEEKDAY_BEFORE.search(page.plain[max(0, said.start - 16) : said.start])
    years = range(today.year - 1, today.year + 2)
    if weekday:
        years = range(today.year - 7, today.year + 8)
    days = [date(year, month, day) for year in years if _exists(year, month, day)]
    if weekday:
        days = [one for one in days if one.weekday() == WEEKDAYS.index(weekday[1])]
    if _GONE_BY.match(after):
        days = [one for one in days if one <= today + timedelta(days=1)]
    elif _TO_COME.match(after):
        days = [one for one in days if one >= today]
    start = min(days, key=lambda one: abs((one - today).days), default=None)
    if start is None or said.last is None:
        return start, None
    ends = [
        date(year, *said.last[1:]) for year in (start.year, start.year + 1) if _exists(year, *said.last[1:])
    ]
    return start, next((one for one in ends if one >= start), None)


def _in_order(said: Said) -> tuple[date, date | None, bool]:
    """First and last day; days across the turn of a year have only the later year written."""
    start, end = _day(said.first), said.last and _day(said.last)
    if end and start > end:
        return (
            start.replace(year=start.year - 1, day=min(start.day, 28) if start.month == 2 else start.day),
            end,
            True,
        )
    return start, end or None, False


def _day(parts: tuple[int | None, int, int]) -> date:
    return date(parts[0] or 1, parts[1], parts[2])


def _once(facts: Iterable[DateFact]) -> Iterator[DateFact]:
    """Each day once: the words with the year written, and where else the same is said."""
    same: dict[object, list[DateFact]] = {}
    for fact in facts:
        same.setdefault((fact.start, fact.end, fact.month, fact.day, fact.last_day), []).append(fact)
    for told in same.values():
        best = next((fact for fact in told if fact.certain), told[0])
        yield replace(best, also_at=tuple(fact.span for fact in told if fact is not best))
