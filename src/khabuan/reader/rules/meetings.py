"""Numbers of meetings: ครั้งที่ 1/2566, ประชุม 1/66, ครั้งที่ 10 of a meeting. Rounds of other doings are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabuan.reader.rules.facts import MeetingFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.numbers import be_of
from khabuan.reader.rules.page import Page

_ROUND = re.compile(
    r"(?:ครั้ง[ \n]?ที่[ \n]{0,2}(?P<number>\d{1,3})(?!\d)(?:"
    r" ?/[ \n]?(?P<year>\d{4}|\d{2})(?!\d)"
    r"|[ \n]{0,2}(?:ประจำ ?)?(?:ปี ?)?(?:พ ?\. ?ศ ?\.?|ปี) ?(?P<said_year>\d{4})(?!\d))?"
    # the round and its year alone, behind a word for a meeting: "นัดครั้งหน้า 4/66", "รายงานประชุม 3/2566"
    r"|(?:(?:ครั้ง|นัด|คราว)(?:หน้า|ต่อไป|ถัดไป|ก่อน|ที่แล้ว|ล่าสุด|แรก)?"
    r"|(?<!ห้อง)ประชุม(?:สามัญ|ใหญ่|สภาฯ?|กรรมการ|คณะทำงาน|กองทุนฯ?|ประจำปี)*) ?:? ?\(?"
    r"(?P<short_number>\d{1,2}) ?/ ?(?P<short_year>2[45]\d\d|[4-7]\d)(?![\d/.,]|[ ]?(?:คน|ราย|%)))"
)
#: What a round is of: the last of these words before it decides.
_MEETINGS = ("ประชุม", "สมัชชา", "สมัยสามัญ", "สมัยวิสามัญ")
_OTHER_ROUNDS = (
    "ปฏิบัติการ", "อบรม", "งาน", "โครงการ", "กิจกรรม", "แข่งขัน", "มหกรรม", "เสวนา", "ประกวด", "ลงพื้นที่", "เวที", "สัมมนา",
    "แก้ไข", "เลือกตั้ง", "ตรวจ", "ฉีด", "จัดสรร", "เปิดรับ", "มอบ", "แบ่งเป็น", "คราว", "รอบ", "เยี่ยม", "สำรวจ", "จำนวน",
)  # fmt: skip
_ROUND_OF = re.compile("|".join((*_MEETINGS, *_OTHER_ROUNDS)))
_ROOM = re.compile(r"ห้อง$")
_LOOKED_BACK = 110


def find(page: Page, known: Known) -> Iterator[MeetingFact]:
    for number, be, start, end in page.once(meetings_in):
        span = page.span(start, end)
        why = "round and year" if be else "round of a meeting"
        yield MeetingFact(number=number, be=be, quote=page.quote(span), span=span, why=why)


def meetings_in(page: Page) -> tuple[tuple[int, int | None, int, int], ...]:
    """Number, B.E., start and end in the plain text."""
    return tuple(_meetings(page.plain))


def _meetings(plain: str) -> Iterator[tuple[int, int | None, int, int]]:
    for found in _ROUND.finditer(plain):
        year = found["year"] or found["short_year"]
        if year:
            be = be_of(year)
            if be is not None:
                yield int(found["number"] or found["short_number"]), be, *found.span()
        elif _is_meeting(plain, found.start()):
            be = be_of(found["said_year"]) if found["said_year"] else None
            end = found.end() if be else found.end("number")
            yield int(found["number"]), be, found.start(), end


def _is_meeting(plain: str, start: int) -> bool:
    """Whether the last doing told before ครั้งที่, in the same line, is a meeting."""
    before = plain[max(0, start - _LOOKED_BACK) : start].rpartition("\n")[2]
    told = list(_ROUND_OF.finditer(before))
    if not told or told[-1].group() not in _MEETINGS:
        return False
    return not _ROOM.search(before[: told[-1].start()])
