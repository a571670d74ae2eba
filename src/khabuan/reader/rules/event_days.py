"""Which of a text's days is the event's own, and which only says when the text was published.

Every day speaks more or less for itself: called today or yesterday; told at a line's beginning, as what happened, or
with the place behind it; told in passing; at last planned, signed or a term. Days of papers, deadlines, beginnings, feasts
and other meetings are never the event's. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from khabuan.core.thai import WEEKDAYS
from khabuan.core.thai.dates import SHORT_WEEKDAYS
from khabuan.reader.rules.dates import Said, dates_in
from khabuan.reader.rules.left_out_years import day, days_of
from khabuan.reader.rules.page import Page

# --- words --------------------------------------------------------------------------------

_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)}|พฤหัสฯ?|{'|'.join(map(re.escape, SHORT_WEEKDAYS))})"
#: What leads to a day and says nothing of it: (เมื่อ)วันศุกร์ที่.
_LEAD = re.compile(
    rf"(?:(?:(?<!ภาย)ใน|(?P<past>เม[ื่อ]{{2,4}})) ?)?(?:วัน)? ?{_WEEKDAY}? ?(?:วัน)?(?:ที่)? *\n? *$"
)
_IN_ONE_BREATH = re.compile(rf" ?(?:และ|,|กับ|หรือ|/)? ?(?:วัน)?{_WEEKDAY}?(?:ที่)? ?")
_SEEN_BEFORE, _SEEN_BEHIND, _SEEN_TO_SPEAK = 90, 60, 240
_OPENING = 90  # characters of a line in which an event's own day is told

_PUBLISHED = re.compile(
    rf"(?:(?:วัน)?{_WEEKDAY}(?: ?ที่)?|เผยแพร่|โพสต์|ประกาศ|ลงข่าว|ข่าว|เมื่อ|วันที่|ประจำ|update|posted|on|เวลา|น\.|\d{{1,2}}[.:]\d{{2}}"
    r"|[ :|,()\[\]/-])*",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"โพสต์|เผยแพร่|ผู้เขียน|เขียนเมื่อ|เข้าชม|ผู้ชม|อ่าน(?:แล้ว)? ?[\d,]+|อั[ปพ]เด[ตท]|admin|แอดมิน|posted|published|updated?|views?\b"
    r"|\d+ ความ(?:คิด)?เห็น|\u00b7|(?:กอง)?บรรณาธิการ|ทีมข่าว|(?:ผู้สื่อ|นัก|สำนัก)ข่าว|(?:ข่าว|เรื่อง|ภาพ) ?[/-] ?(?:ภาพ|ข่าว)"
    r"|พิมพ์(?:โดย|เมื่อ)|แก้ไข(?:ล่าสุด|เมื่อ)|ปรับปรุง(?:ล่าสุด|เมื่อ)|(?<![ก-๎])สาธารณะ(?![ก-๎])|ลงข่าว"
    r"|ส่ง(?:เข้า|ใน|ลง)(?:กลุ่ม|ไลน์)|บันทึกเมื่อ ?(?::|(?=\d{4}/))|วันที่บันทึก ?:",
    re.IGNORECASE,
)
_BYLINE = re.compile(r" *(?:ข่าว|รายงาน|เขียน|เรื่อง)?โดย [^\n]*(?:[-|]|  ) *")
#: A line of a chat: its day, the clock, who writes.
_STAMP = re.compile(r"[ ,]*\d{1,2}:\d{2}(?::\d{2})?(?! ?น\.)")
#: A day alone on its line is the event's where its place or the round of a meeting stands on the next line or the last.
_EVENT_BEHIND = re.compile(r"\s*(?:ณ|สถานที่|เวลา|ที่ ?(?:ห้อง|หอ|ศาลา|วัด|โรงเรียน|อาคาร|ทำการ))")
_EVENT_BEFORE = re.compile(
    r"(?:^|\n) *(?:ครั้งที่ ?\d[^\n]{0,20}|(?:รายงาน|บันทึก|สรุป)[^\n]{0,120}|กำหนดการ[^\n]{0,120})\n+[^\n]{0,20}$"
)
_SHORT_LINE = 80
_TELLS_AN_EVENT = re.compile(
    r"ประชุม|เวที|อบรม|งาน|โครงการ|ครั้งที่|กำหนด|บันทึก|สรุป|กิจกรรม|พิธี|วันนี้|วานนี้|เมื่อ|ระหว่าง|จัด|ที่จัด|ระยะ"
)
_SHORTEST_HEADLINE, _NEWS_BEHIND, _LINES_BEHIND = 6, 900, 6

_BEGAN = r"(?:ก่อตั้ง|แรกตั้ง|(?:จัด)?ตั้ง|จดทะเบียน|จดแจ้ง|เริ่ม(?:ดำเนินการ|ต้น|ก่อสร้าง|โครงการ)?|เปิดทำการ|เกิด|ให้บริการ|ใช้บังคับ|มีผล)(?:ขึ้น|มา)?"
#: Before a day, its lead left out: days of papers, beginnings, feasts.
_BACKGROUND = re.compile(
    r"(?:คำสั่ง|มติ ?ครม|มติคณะรัฐมนตรี|ประกาศ|หนังสือ|พระราชบัญญัติ|พ\.ร\.บ\.|ราชกิจจานุเบกษา|ครบรอบ|ข้อมูล|ศิลาฤกษ์|พรรษา|เนื่องใน"
    r"|คล้ายวัน|รำลึก|ระลึกถึง)[^\n]{0,12}$|ลง ?$"
    rf"|{_BEGAN} ?$|ก่อตั้ง[^\n]{{0,12}}$|\d รอบ[^\n]{{0,12}}$|เลื่อน[^\n]{{0,30}}จาก ?$|จากเดิม[^\n]{{0,12}}$"
    r"|วันที่(?:เสนอ|ยื่น|จัดทำ|พิมพ์|จดแจ้ง|ทำสัญญา)[ :]*$"
)
_LATELY = re.compile(r" ?(?:\d{4} ?)?ที่(?:ผ่านมา|แล้ว)")
#: Terms, unless they are told as past.
_TERM = re.compile(
    r"(?:ภายใน|ไม่เกิน|ก่อน|จนถึง|จนกว่า|หมดเขต|ปิดรับ|สิ้นสุด|ยื่น|ส่ง(?!มอบ)|เดดไลน์|หมดอายุ)[^\n]{0,12}$"
    r"|(?:ครบกำหนด|กำหนด(?:ส่ง|ชำระ|ยื่น|คืน|จ่าย))[^\n]{0,20}$|(?:ตั้งแต่|นับแต่|นับจาก) ?$"
)
#: Another meeting than the text's.
_OTHER_MEETING = re.compile(
    r"(?:รับรอง|(?:ครั้ง|คราว|รอบ|นัด|เวที|ประชุม)(?:ต่อไป|หน้า|ถัดไป|ก่อน|ที่แล้ว)"
    r"|(?<![ก-๎])นัด|นัด(?:ประชุม|หมาย|พบ|เจอ|กัน|อีก|คุย|ตรวจ|ซ้อม|ส่ง|ติดตาม))[^\n]{0,60}$"
)
_EACH_YEAR = re.compile(r" ?(?:ของ)?ทุก(?:ปี|เดือน)| ?เป็นต้น(?:ไป|มา)")
_PLANNED = re.compile(
    r"(?:จะ(?!นะ|แนะ|บัง)|กำหนด(?!การ)|เตรียม|คาด|(?:เดือน|สัปดาห์|อาทิตย์|ปี)หน้า|เปิดรับ|สมัคร|ติดตามผล|แผนงาน)[^\n]{0,50}$"
)
_TO_COME = re.compile(r" ?(?:นี้|ศกนี้|(?:เดือน|ปี)?หน้า|ข้างหน้า|ที่จะ|ที่กำลังจะ)")
_SIGNED = re.compile(
    r"(?:(?P<by>(?:ขอ)?รายงาน(?:โดย[^\n]{0,40})?|(?:ผู้รายงาน|ผู้จด|ผู้บันทึก|ผู้สรุป)[^\n]{0,60}|ให้ไว้|ลงชื่อ[^\n]{0,60})|(?<![ก-๎])ณ)"
    r"(?: |เมื่อ|ณ|ลง|วันที่|สิ้น)*$"
)
#: A headline of what is still to come.
_ANNOUNCES = re.compile(
    r"เตรียม(?!ความ|การ|พร้อม|รับ|ตัว)|กำหนด(?:การ)?(?:จัด|เดินทาง|ลงพื้นที่|ตรวจ)|พรุ่งนี้|[\d.][ ก-๎.]{0,12}นี้"
)
_ACTS = r"(?:เป็นประธาน|ลงพื้นที่|เดินทาง|เปิด(?!เผย)|มอบ|ประชุม|ตรวจ|พบปะ|เยี่ยม|จัด(?!การ)|นำ|ร่วม(?!มือ)|ภายหลัง|หลังจาก|ในโอกาส|ระหว่าง)"
#: Behind a day on which somebody only said what is told; behind one on which something was done.
_SAYS = re.compile(rf"(?:(?!{_ACTS})[^\n]){{0,200}}?(?:เปิดเผย|แถลง|ให้สัมภาษณ์|กล่าว|ระบุ)(?:ต่อ)?(?:ว่า|ถึง|กับ)")
_DONE = re.compile(rf"[ )]*(?:ที่ผ่านมา)? ?(?:[ก-๎]{{0,20}}?ได้{_ACTS}|ลงพื้นที่|เป็นประธาน|เดินทาง)")
_INVITES = re.compile(r"ขอ(?:เรียน)?เชิญ|เชิญชวน|เชิญ(?:เข้า)?ร่วม|แล้วพบกัน|กำหนดการ")
_HAPPENED = re.compile(
    rf"(?:เม[ื่อ]{{2,4}}(?:เช้า|สาย|บ่าย|เย็น|ค่ำ|คืน|กลางดึก)?|ระหว่าง|ล่าสุด|คืน|เช้า|บ่าย|ระยะเวลา[^\n]{{0,30}}|"
    rf"(?:จัด|ประชุม|เปิด)(?:ขึ้น|งาน|เวที|ประชุม|อบรม|กิจกรรม)?(?:ใน|ระหว่าง)?) ?(?:วัน)? ?{_WEEKDAY}? ?(?:ที่)? *[:(]? *$"
)
_HELD = re.compile(
    r"[ ,)]*(?:\d{4})?[ ,)]*(?:ที่(?:ผ่านมา|แล้ว)|(?:เวลา[^\n]{0,24}?)?(?:(?<![ก-๎])ณ(?![ก-๎])|ที่ ?(?:ห้อง|หอ|ศาลา|ศาล|วัด|โรง|อาคาร|"
    r"ทำการ|ว่าการ|ลาน|บ้าน|ชุมชน|ตำบล|จังหวัด|อำเภอ|[ตอจบ]\.|ศูนย์|เทศบาล|อบต|สำนักงาน)))"
)
#: The box of a form where the event's day stands.
_LABELLED = re.compile(
    r"(?:^|\n) *(?:\d+[.)]? *)?(?:กำหนด(?:การ)?จัด|วัน(?:ที่)?จัด|วัน[ /]?เดือน[ /]?ปี(?:ที่จัด)?|วัน(?:ที่)?[ ,/]*(?:และ)?เวลา)"
    r"(?:งาน|กิจกรรม|ประชุม|อบรม|[ ,/]*(?:และ)?สถานที่(?:จัด(?:งาน|กิจกรรม|ประชุม)?)?)?[ :]*(?:วันที่)? *$"
)
_TODAY_BEFORE = re.compile(
    r"(?:วันนี้|เมื่อวาน(?:นี้)?|วานนี้|(?:เช้า|บ่าย|เย็น|คืน)(?:วัน)?นี้)(?:นะ)?(?:ครับ|คะ|ค่ะ)? ?\(? ?"
    rf"(?:วัน)?{_WEEKDAY}? ?(?:ที่)? ?$"
)
TODAY = re.compile(
    r"(?:(?<!ทุก)(?<!ณ)(?<!ณ )(?<!ถึง)(?<!จน)(?<!ตราบ)(?<!\d )(?<!สมัย)วันนี้(?!จนถึง|เป็นต้นไป|และวันหน้า)"
    r"|(?:เช้า|สาย|บ่าย|เย็น|ค่ำ)(?:วัน)?นี้|มื้อนี้|เมื่อ(?:เช้า|สาย|บ่าย|เย็น|กี้|ครู่)(?!วัน))"
)
_DAYS_TO_PUBLISH, _DAYS_TO_REPORT, _DAYS_TO_TELL, DAYS_OF_AN_EVENT = 10, 31, 92, 31


class Speaks(IntEnum):
    """How much a day speaks for being the event's."""

    LEAST = 1  # planned, signed, a term; only where nothing else is told
    IN_PASSING = 2
    PLAINLY = 3
    BY_ITS_NAME = 4
    ABOVE_WORDS = 5  # done or announced, where other days are only those of saying so


def published_and_own(page: Page) -> tuple[Said | None, Said | None]:
    """The day of publication and the event's own, where the text tells them."""
    said = page.once(dates_in)
    published = _publication(page, said)
    return published, _own_day(page, said, published)


# --- publication --------------------------------------------------------------------------


def _publication(page: Page, said: Sequence[Said]) -> Said | None:
    """The day that stands alone on its line, with its weekday or as the first of all."""
    for one in said:
        if _is_posted(page, one):
            return one
        is_first = one is said[0] or "เวลา" not in _line(page, one)[1]
        if one.has_year and is_first and _is_alone(page, one) and not is_beside(page, one):
            return None if _is_heading(page, one) else one
    first = next(iter(said), None)
    return first if first and _is_over_news(page, first, said) else None


def _is_over_news(page: Page, first: Said, said: Sequence[Said]) -> bool:
    """Whether the first day ends a short line that tells of no event, and an event shortly before it opens a later line."""
    before, after = _line(page, first)
    if not first.has_year or not _PUBLISHED.fullmatch(after) or _TELLS_AN_EVENT.search(before):
        return False
    until = day(first.first)
    later = [one for one in said if one.start > first.end + len(after)][:3]
    return any(
        (start := days_of(page, one, until)[0]) is not None
        and 0 < (until - start).days <= _DAYS_TO_PUBLISH
        and not is_beside(page, one)
        and _speaks(page, one, None) == Speaks.PLAINLY
        for one in later
    )


def _is_posted(page: Page, one: Said) -> bool:
    """Whether the day's line says that something was published."""
    before, after = _line(page, one)
    if one.why == "day in figures" and before.strip(" [") == "" and _STAMP.match(after):
        return True
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


def _is_of_news(page: Page, published: Said) -> bool:
    """Whether the publication line is that of a page of news: it says so, or the headline stands on both sides of it."""
    if _is_posted(page, published):
        return True
    before = page.plain[: published.start]
    behind = page.plain[published.end : published.end + _NEWS_BEHIND].split("\n")[1:_LINES_BEHIND]
    return any(len(line.strip()) > _SHORTEST_HEADLINE and line.strip() in before for line in behind)


# --- the event ----------------------------------------------------------------------------


def is_beside(page: Page, one: Said) -> bool:
    """Whether a day is told besides the event's: of a paper, a deadline, a beginning, a feast, another meeting."""
    before = _before(page, one)
    if _TODAY_BEFORE.search(before):
        return False
    lead = _LEAD.search(before)
    bare = before[: lead.start()] if lead else before
    if _EACH_YEAR.match(page.plain, one.end) or _OTHER_MEETING.search(bare):
        return True
    signed = _SIGNED.search(before)
    if signed and signed["by"]:
        return False
    is_past = bool(lead and lead["past"])
    is_term = _TERM.search(bare) is not None and one.last is None and not is_past
    is_news = is_past and _LATELY.match(page.plain, one.end) is not None
    return is_term or (not is_news and _BACKGROUND.search(bare) is not None)


def _before(page: Page, one: Said) -> str:
    """The words before a day, from the last day on; of days in one breath ("6-7 และ 15 พ.ย.") those before the first."""
    return page.once(_words_before)[one.start]


def _words_before(page: Page) -> dict[int, str]:
    words: dict[int, str] = {}
    last, told = 0, ""
    for one in page.once(dates_in):
        if one.start not in words and not (last and _IN_ONE_BREATH.fullmatch(page.plain, last, one.start)):
            told = page.plain[max(last, one.start - _SEEN_BEFORE) : one.start]
        words.setdefault(one.start, told)
        last = max(last, one.end)
    return words


def _own_day(page: Page, said: Sequence[Said], published: Said | None) -> Said | None:
    """The first of the days that speak most for being the event's; the publication line's own where the text tells of
    today, or of days that hold it, or is no news. None where no day is the event's."""
    told = [one for one in said if one is not published and not is_beside(page, one)]
    if published is None:
        spoken = [(_speaks(page, one, None), one) for one in told]
        spoken = _acts_first(page, spoken, None)
        return max(spoken, key=lambda pair: pair[0])[1] if spoken else None
    told = [one for one in told if one.first != published.first or not _is_alone(page, one)]
    is_news = _is_of_news(page, published)
    until = day(published.first) if published.has_year else None
    signed = published.start if not is_news and published.start > len(page.plain) // 2 else 0
    spoken = [(_as_published(page, one, until, is_news=is_news, signed=signed), one) for one in told]
    spoken = _acts_first(page, spoken, until)
    best, own = max(spoken, key=lambda pair: pair[0], default=(Speaks.LEAST, None))
    if best > Speaks.LEAST:
        return own
    if not is_news or TODAY.search(page.plain) or (until and any(_hold(one, until) for one in told)):
        return published
    return own if page.once(_invites) else None


def _acts_first(
    page: Page, spoken: Sequence[tuple[Speaks, Said]], until: date | None
) -> list[tuple[Speaks, Said]]:
    """Days of doing above those on which somebody only said so: what was done by then, or is announced in the headline."""
    words = [one for _, one in spoken if _SAYS.match(page.plain, one.end, one.end + _SEEN_TO_SPEAK)]
    announced = page.once(_announces)
    if not (words or announced):
        return list(spoken)
    until = until or next((day(one.first) for one in words if one.has_year), None)
    return [
        (speaks if one in words else _of_doing(page, one, speaks, until, announced=announced), one)
        for speaks, one in spoken
    ]


def _of_doing(page: Page, one: Said, speaks: Speaks, until: date | None, *, announced: bool) -> Speaks:
    start, _ = days_of(page, one, until)
    if announced and start and until:
        return Speaks.ABOVE_WORDS if 0 < (start - until).days <= _DAYS_TO_TELL else speaks
    is_done = _DONE.match(page.plain, one.end, one.end + _SEEN_BEHIND)
    return Speaks.ABOVE_WORDS if is_done and speaks >= Speaks.PLAINLY else speaks


def _announces(page: Page) -> bool:
    headline = page.plain.lstrip().partition("\n")[0]
    return _ANNOUNCES.search(headline) is not None


def _invites(page: Page) -> bool:
    return _INVITES.search(page.plain) is not None


def _hold(one: Said, until: date) -> bool:
    return bool(one.has_year and one.last and day(one.first) <= until <= day(one.last))


def _speaks(page: Page, one: Said, ago: int | None) -> Speaks:
    """How much a day speaks for itself; `ago`: how many days before the publication it lies, where that is known."""
    before = _before(page, one)
    if _TODAY_BEFORE.search(before) or _LABELLED.search(before):
        return Speaks.BY_ITS_NAME
    happened = bool(_HAPPENED.search(before.rpartition("\n")[2]))
    planned = _PLANNED.search(before) or _TO_COME.match(page.plain, one.end)
    is_long = one.last is not None and _length(one) > DAYS_OF_AN_EVENT
    if not happened and (planned or is_long or _SIGNED.search(before)):
        return Speaks.LEAST
    held = _HELD.match(page.plain, one.end, one.end + _SEEN_BEHIND)
    if _opens_a_line(page.plain, one.start) or (
        (happened or held) and (ago is None or 0 <= ago <= _DAYS_TO_REPORT)
    ):
        return Speaks.PLAINLY
    return Speaks.IN_PASSING


def _as_published(page: Page, one: Said, until: date | None, *, is_news: bool, signed: int) -> Speaks:
    """The same beside a publication line: what lies behind it or long before it is not what the news tells of. Before
    the place `signed`, where a paper that is no news ends with its day, the days are those of which it tells."""
    start, _ = days_of(page, one, until)
    if until is None or start is None:
        return _speaks(page, one, None)
    ago = (until - start).days
    speaks = _speaks(page, one, ago)
    if speaks == Speaks.BY_ITS_NAME or (ago < 0 and not is_news and page.once(_invites)):
        return speaks
    if ago < 0 and one.end < signed:
        return speaks
    least = _DAYS_TO_PUBLISH if speaks == Speaks.IN_PASSING else _DAYS_TO_TELL
    return speaks if 0 <= ago <= least else Speaks.LEAST


def _opens_a_line(plain: str, start: int) -> bool:
    return start <= _OPENING or "\n" in plain[start - _OPENING : start]


def _length(one: Said) -> int:
    """Days from the first to the last, as near as the years are told."""
    if one.last is None:
        return 0
    days = (day(one.last) - day(one.first)).days
    return days if days >= 0 else days + 365
