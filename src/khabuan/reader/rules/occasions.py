"""Where and at which hours a gathering was held, by the text's own words; its number, and the day of a house, by accepted
drafts whose line says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

from khabuan.reader.rules.accepted import Accepted, Around, Fields, Given, Worded, alone
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.page import Page

_HALL = re.compile(
    r"(?:ณ|(?<![ก-๎])ที่) ?(?P<hall>(?:ห้องประชุม|หอประชุม|ศาลา|อาคาร|ลาน|โดม|วัด(?!ผล|ความ)|โรงเรียน|ที่ทำการ|โรงแรม|ศูนย์"
    r"|มหาวิทยาลัย|สำนักงาน)"
    r"[^\s,;()\"]{2,80}(?: (?:ชั้น|อาคาร|หมู่)(?:ที่)? ?[^\s,;()\"]{1,30})*)"
)
_HOURS = re.compile(
    r"เวลา ?(?P<from>\d{1,2}[.:]\d{2})(?: ?(?:น\.)? ?(?:-|ถึง) ?(?:เวลา ?)?(?P<to>\d{1,2}[.:]\d{2}))? ?(?:น\.|น(?![ก-๎])|นาฬิกา)"
)


def worded(words: str) -> dict[str, Worded]:
    """The hall, and the hours of beginning and end, each where the text tells of one alone."""
    page = Page(words)
    halls = {match["hall"].rstrip(".'"): match for match in _HALL.finditer(page.plain)}
    told: dict[str, Worded] = {}
    if len(halls) == 1:
        hall, at = next(iter(halls.items()))
        told["place"] = Worded(hall, page.span(*at.span("hall")))
    hours = {(_hour(at["from"]), _hour(at["to"])): at for at in _HOURS.finditer(page.plain)}
    if len(hours) != 1:
        return told
    (begins, ends), at = next(iter(hours.items()))
    span = page.span(*at.span())
    if begins:
        told["starts_at"] = Worded(begins, span)
    if begins and ends and begins < ends:
        told["ends_at"] = Worded(ends, span)
    return told


def _hour(told: str | None) -> time | None:
    hour, minute = map(int, re.split("[.:]", told)) if told else (24, 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


_IN_A_SERIES = re.compile(r"(?:เวที|สมัชชา|สัมมนา|มหกรรม|พิธี|งาน)(?:(?!ประชุม)[^\n]){0,60}$")


def number_of(drafts: Iterable[Accepted]) -> Fields:
    """The number of a forum or fair in its series: the one of which the line says so, and no meeting's."""
    numbers = [one for one in drafts if one.kind is Kind.MEETING]
    if len(numbers) != 1 or not any(_IN_A_SERIES.search(at.before) for at in numbers[0].around):
        return {}
    return {"number": Given(numbers[0].says["number"], numbers[0].key)}


_DONE = re.compile(
    r"(?:ส่งมอบ|มอบ(?=บ้าน))(?:บ้าน)?|(?:ซ่อม|สร้าง|ปรับปรุง)[^\s\d]{0,30}(?:แล้วเสร็จ|เสร็จ)|บ้าน[^\s\d]{0,20}แล้วเสร็จ"
)
_TO_COME = re.compile(r"(?:จะ|เพื่อ|คาดว่า|กำหนด|เตรียม|ก่อน|รอ|ไม่|ยัง)[^\s]{0,12}$")
_A_YEAR = re.compile(r"\d{4}")


def day_of_house(drafts: Iterable[Accepted]) -> Fields:
    """The one day of which its line says that a house was finished or handed over then."""
    days: dict[date | None, int] = {}
    for one in drafts:
        if one.kind is Kind.DATE and not one.says.get("end") and any(map(_tells_of_a_house, one.around)):
            days.setdefault(one.day(), one.key)
    days.pop(None, None)
    return alone("on", days)


def _tells_of_a_house(at: Around) -> bool:
    """Whether a house is done beside a day, with no other day in between."""
    for line, is_before in ((at.before, True), (at.after, False)):
        for said in _DONE.finditer(line):
            between = line[said.end() :] if is_before else line[: said.start()]
            if not _TO_COME.search(line[: said.start()]) and not _A_YEAR.search(between):
                return True
    return False
