"""Where and at which hours people met, by the text's own words; the number of a gathering and the day of a house, by
accepted drafts whose line says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from khabuan.reader.rules.accepted import Accepted, Around, Fields, Given, Worded, alone
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.hours import Hours, only_hours
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
    page = Page(words)
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
