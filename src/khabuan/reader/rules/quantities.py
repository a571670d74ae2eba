"""Numbers that may count something: those of a page that are no day, year, round, clock time, label or list number."""

from __future__ import annotations

import re

from khabuan.reader.rules.dates import dates_in, months_in
from khabuan.reader.rules.meetings import meetings_in
from khabuan.reader.rules.numbers import Figure, figures
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.stretches import Stretches
from khabuan.reader.rules.years import years_in

_CLOCK = re.compile(
    r"(?:เวลา ?)?\d{1,2}[.:]\d{2}(?: ?- ?\d{1,2}[.:]\d{2})? {0,2}(?:น\.|น(?![ก-๎])|นาฬิกา)|เวลา ?\d{1,2}[.:]\d{2}"
)
#: Words before a number that make it a name or an address: หมู่ 8, มาตรา 157, ชั้น 4. These always do; those below
#: unless they are counted themselves ("3 เฟส 43 หลัง").
_ADDRESS = (
    r"หมู่(?:บ้าน)?ที่|หมู่|(?<![ก-๎.])ม\.|มาตรา|เลขที่|เลข|เบอร์|โทร\.?|โทรศัพท์|ซ\.|ถ\.|(?:ซอย|ถนน)(?:(?!ถูก|ขาด|เสีย|พัง|ชำรุด|ท่วม|จำนวน|ยาว|กว้าง)\S){0,25}"
    r"|พระราม|กม\.|IMG|DSC|No\.?"
)
_LABELS = (
    "ข้อ|วรรค|หมวด|ชั้น|สายด่วน|(?<![ก-๎])สาย|รุ่น|เฟส|โซน|งวด|(?<!สูง)อายุ|(?<![ก-๎])วัย|เวอร์ชัน|ฉบับ|(?<![ก-๎])ตอน|(?<![ก-๎])บท|(?<![ก-๎])หน้า"
    "|รหัส|ไปรษณีย์|ห้อง|(?<![ก-๎])ระยะ|แนวทาง|ลำดับ|อันดับ|ไตรมาส|ภาคเรียน|แปลง|เขต|บูธ|ซุ้ม|หมายเลข|วันที่|(?<!ระยะ)(?<!เป็น)(?<!ใช้)(?<!รวม)เวลา"
)
_LABEL = re.compile(
    rf"(?:{_ADDRESS}|(?<!\d)(?<!\d )(?:{_LABELS})"
    r"|(?<!พื้น)(?<!หน้า)(?<!ท้อง)(?<!สถาน)(?<!เนื้อ)(?<!ทุก)(?<!\dคน)(?<!อยู่)(?<!ไว้)(?<!ยอด)ที่) {0,2}$"
)
_LOOKED_BACK = 30
#: A line of the page that leads to other news.
_ELSEWHERE = re.compile(
    r"(?:^|(?<=\n)) *(?:ข่าวที่เกี่ยวข้อง|เรื่องที่เกี่ยวข้อง|อ่าน(?:ข่าว)?เพิ่มเติม|ข่าวอื่น ?ๆ?|แท็ก|ข่าวยอดนิยม)[^\n]*"
)


def quantities(page: Page) -> tuple[Figure, ...]:
    """What counting rules look at, in the order of the text."""
    plain = page.plain
    taken = Stretches(
        [
            *((said.start, said.end) for said in page.once(dates_in)),
            *page.once(months_in),
            *((start, end) for _, _, start, end, _ in page.once(years_in)),
            *((start, end) for _, _, start, end in page.once(meetings_in)),
            *(found.span() for found in _CLOCK.finditer(plain)),
        ]
    )
    beside = Stretches(found.span() for found in _ELSEWHERE.finditer(plain))
    return tuple(
        figure
        for figure in page.once(figures)
        if not taken.meet(figure.start, figure.end) and not beside.meet(figure.start, figure.end)
    )


def is_label(plain: str, figure: Figure) -> bool:
    """Whether what stands before a number makes it a name of something and no count."""
    if figure.begins != figure.start or "," in plain[figure.start : figure.end]:
        return False
    return _LABEL.search(plain[max(0, figure.start - _LOOKED_BACK) : figure.start]) is not None
