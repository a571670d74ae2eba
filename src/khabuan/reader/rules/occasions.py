"""Where and at which hours people met, by the text's own words; the number of a gathering and the day of a house, by
accepted drafts whose line says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from khabuan.reader.rules.accepted import (
    Accepted,
    Around,
    Fields,
    Given,
    Worded,
    alone,
    before_in_line,
    figure_at,
)
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.hours import Hours, only_hours
from khabuan.reader.rules.own_meeting import head_of
from khabuan.reader.rules.page import Page

A_HALL = (
    r"(?:ห้อง(?:ประชุม|คอมพิวเตอร์|เรียน)|หอประชุม|ศาลา|อาคาร|ลาน(?!บาท)|โดม|วัด(?!ผล|ความ)|โรงเรียน|ที่ทำการ|ที่ว่าการ|โรงแรม"
    r"|ศูนย์|มหาวิทยาลัย|วิทยาลัย|สำนักงาน)"
)
CHAT = r"นะ(?:คะ|ครับ|จ๊ะ|จ้ะ)|(?:ค่ะ|ครับ|จ้า|จ้ะ)(?![ก-๎])"
"""How somebody ends a line who writes as people speak."""
_NAME = rf"(?:(?!{CHAT})[^\s,;()\"])"
#: Which room, floor or village it is, and of what: "ห้องประชุมชั้น 5 ศาลากลางจังหวัด".
_WHICH = (
    rf"(?: ?(?:(?<=ชั้น)|(?<=หมู่)|(?<=อาคาร)|(?<=ที่)) ?\d{{1,4}}(?![\d,.:])| (?:ชั้น|อาคาร|หมู่|ม\.)(?:ที่)? ?{_NAME}{{1,30}}"
    rf"|(?<=\d) (?:บ้าน(?!เรือน)|{A_HALL}){_NAME}{{2,60}})"
)
_HALL = re.compile(rf"(?:ณ|(?<![ก-๎])ที่) ?(?P<hall>{A_HALL}(?:{_NAME}{{2,80}}{_WHICH}*|{_WHICH}+))")


def worded(words: str) -> dict[str, Worded]:
    """The hall, and the hours of beginning and end, each where the text tells of one alone."""
    return _worded(Page(words))


def of_gathering(words: str) -> dict[str, Worded]:
    """The same, with the kind that its head says first, and its number in a series where one alone is told of it."""
    page = Page(words)
    told = _worded(page)
    if kind := _KIND.search(page.plain, 0, head_of(page.plain)):
        told["kind"] = Worded(str(kind.lastgroup), page.span(*kind.span()))
    said = (one for one in _NUMBERED.finditer(page.plain) if not _is_another(page.plain, one.start("said")))
    numbers = {int(one["number"]): one for one in said}
    if len(numbers) == 1:
        number, at = next(iter(numbers.items()))
        told["number"] = Worded(number, page.span(at.start("said"), at.end()))
    return told


def _worded(page: Page) -> dict[str, Worded]:
    told: dict[str, Worded] = {}
    halls = {match["hall"].rstrip(".'"): match for match in _HALL.finditer(page.plain)}
    if len(halls) == 1:
        hall, at = next(iter(halls.items()))
        told["place"] = Worded(hall, page.span(*at.span("hall")))
    hours, span = only_hours(page.plain) or (Hours(), (0, 0))
    if hours.begins:
        told["starts_at"] = Worded(hours.begins, page.span(*span))
        if hours.ends and hours.begins < hours.ends:
            told["ends_at"] = Worded(hours.ends, page.span(*span))
    return told


#: What a gathering is called in its head, by its kind.
_KIND = re.compile(
    r"(?P<call>เข้าพบ|คารวะ)|(?P<visit>ลงพื้นที่|(?:ตรวจ)?เยี่ยม(?!ชม|คารวะ)|ดูงาน)|(?P<seminar>อบรม|สัมมนา)"
    r"|(?P<ceremony>พิธี|มอบ(?!หมาย|อำนาจ))|(?P<forum>เวที|เสวนา|สมัชชา|ประชาคม)"
)
_NUMBERED = re.compile(
    r"(?:เวที|สมัชชา|สัมมนา|มหกรรม|พิธี|(?<![ก-๎])งาน)(?:(?!ประชุม)[^\n\d]){0,60}?"
    r"(?P<said>ครั้งที่ ?(?P<number>\d{1,3}))(?![\d/]|\.\d)"
)
_NOT_THIS = re.compile(r"จะ|ครั้ง(?:ต่อไป|หน้า|ก่อน|ที่แล้ว)|นัด|เคย")
_CAME_BEFORE = re.compile(
    r"(?:(?<!ไม่)(?<!ไม่ได้)(?:เข้าร่วม|มาร่วม)(?:ประชุม|งาน|กิจกรรม|เวที|พิธี|อบรม)?|(?:(?<![ก-๎])|มี)คนมา(?:ร่วม(?:งาน)?)?)"
    r"(?:ทั้งหมด|ทั้งสิ้น|จำนวน|รวม|ครบ| |:){0,4}\Z"
)
_CAME_AFTER = re.compile(r" ?(?:เข้า(?:ร่วม(?!โครงการ)|รับการอบรม|อบรม)|มาร่วม)")


def heads_of(drafts: Iterable[Accepted], words: str) -> Fields:
    """How many came in all, and that it is told roughly: the one count of people of which the words beside it say so."""
    came = [
        one
        for one in drafts
        if one.kind is Kind.COUNT
        and one.says.get("what") == "people"
        and any(_came(words, *span) for span in one.spans)
    ]
    values = {Decimal(str(one.says["value"])) for one in came}
    if len(values) != 1 or (value := values.pop()) != value.to_integral_value():
        return {}
    exact = next((one for one in came if not one.says.get("approx")), None)
    told = {"total": Given(int(value), (exact or came[0]).key)}
    return told if exact else {**told, "is_total_rough": Given(True, came[0].key)}


def _came(words: str, start: int, end: int) -> bool:
    before = before_in_line(words, figure_at(words, start, end), _NEAR)
    return bool(_CAME_BEFORE.search(before) or _CAME_AFTER.match(words, end))


def _is_another(words: str, at: int) -> bool:
    return _NOT_THIS.search(before_in_line(words, at, _NEAR)) is not None


_NEAR = 60
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
