"""Numbers that the text has lost: "จำนวน    หลัง", "วันละ บาท", "ราคา ,, บาท". Never a value, and never 1 or 0.

A hole is looked for first: blanks, or the commas of a lost number, before a word for what is counted. How much must
show it depends on that word and on what stands around: after จำนวน a number must follow, after มี it may; behind a
count another one may ("9 ตำบล 74 หมู่บ้าน  ครัวเรือน"). Dots to write on, the heads of a table and its columns have
lost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabuan.core.thai import MONTHS, WEEKDAYS
from khabuan.reader.rules.counts import what_is_counted
from khabuan.reader.rules.facts import MissingFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.numbers import figures
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.stretches import Stretches
from khabuan.reader.rules.units import BY_WORD, UNITS, alternatives, counting_only
from khabuan.reader.rules.words import listed

#: Words that a number must follow.
_SURE = re.compile(
    r"(?:จำนวน(?:เงิน|ทั้งสิ้น|ทั้งหมด|กว่า)?|เป็นเงิน|(?:ทั้ง|รวม)ทั้งสิ้น|รวมเป็นเงิน|รวมจำนวน|ทั้งสิ้น|ทั้งหมด|ประมาณ|กว่า|เกือบ|ไม่เกิน|ไม่น้อยกว่า"
    r"|ไม่ต่ำกว่า|(?<!แ)ละ|ราคา|มูลค่า|วงเงิน|ผู้(?:ไม่)?(?:มา|เข้าร่วม)ประชุม)$"
)
#: Words that a number may follow.
_LIKELY = re.compile(
    r"(?:รวม|ราว|อีก|เพียง|งบประมาณ|เงิน|งบ|แล้ว|ทั้ง|มี|ใน|จาก|ได้|สนับสนุน|สมทบ|ครบ|ภายใน|เข้าร่วม|แก่|ให้|สำหรับ|เป็น|ถึง|เหลือ"
    r"|หรือ|ครอบคลุม|เป้าหมาย|พื้นที่)$"
)
#: The same before a word that names too: others are mostly followed by the name ("ใน  ตำบลนี้").
_LIKELY_BEFORE_A_NAME = re.compile(
    r"(?:รวม|ราว|อีก|เพียง|แล้ว|ทั้ง|ครบ|เหลือ|หรือ|ครอบคลุม|เป้าหมาย|ในพื้นที่|แบ่งเป็น|คัดเลือก)$"
)
_NO_AMOUNT = re.compile(r"(?:หน่วย|สกุลเงิน|ค่าเงิน|เงินสกุล|บาท|ดอลลาร์|ร้อยละ|ทุก) ?:?$")
#: Words for a number that is not told: หลายล้านบาท, ล้านกว่าบาท.
_SAID_IN_WORDS = re.compile(r"(?:หลาย|กี่|ครึ่ง|(?:ร้อย|พัน|หมื่น|แสน|ล้าน)(?:กว่า|เศษ|ๆ)?)$")
_BEFORE_TIMES = re.compile(r"(?:นับ|เรือน|หลัก|สัก|เป็น)$")
_TIMES = r"(?:ร้อย|พัน|หมื่น|แสน|ล้าน)(?:ล้าน)?"
_HOLE = r"(?<=[ก-๎)])(?P<hole>[ \n]*,[ ,.]*|[ \n]{1,12}(?:[,.][ ,.]*)?)"
_LOST = re.compile(
    rf"{_HOLE}(?P<times>{_TIMES})?(?:(?P<baht>บาท)(?!ไทย|แรก|ต่อดอลลาร์)|(?P<unit>{alternatives(UNITS)}))"
)
#: Of soldiers and their like.
_OFFICERS = re.compile(r"(?<=[ก-๎]) {2,12}นาย(?= (?:มา|ไป|ร่วม|เข้า|ลง|ช่วย|และ|จาก)|[,.\n)]|$)")
_ARE_OFFICERS = re.compile(r"(?:ทหาร|ตำรวจ|กำลัง|เจ้าหน้าที่|อาสา|ช่าง|อส\.|จำนวน)[^\n\d]{0,25}$")
#: Behind "อีก คน", "เกิด คน", what shows that a number was told: what it came to.
_CAME_TO = re.compile(r" (?:รวม)?เป็นเงิน| (?:คน|ราย|หลัง)ละ")
_PERCENT = re.compile(r"ร้อยละ(?:[ \n]{2,12}(?=[ก-๎])|[ \n]{0,3}[,.][ ,.]*(?=[ก-๎ ])|[ \n]{1,3}(?=ของ|บาท|ต่อ))")
#: The day before its month, the number of a meeting before its year.
_DAY_LOST = re.compile(
    rf"(?:วันที่|(?:วัน)?(?:{'|'.join(WEEKDAYS)})ที่|ระหว่างวันที่) {{2,12}}(?:เดือน ?)?(?=(?:{'|'.join(MONTHS)}))"
)
_MEETING_LOST = re.compile(r"ครั้งที่ {0,6}/ ?(?:25\d\d|\d\d)(?!\d)")
_ENDS = re.compile(r"[^ก-๎]|$|ใน|และ|จาก|แรก|ทั่ว|เข้า|ต่อ|ณ|เพื่อ|โดย|ที่")
#: Words that only count, though they are told among those that name: nobody begins a clause with them.
_COUNT_ONLY = frozenset(unit.word for unit in counting_only()) | frozenset(
    listed(
        """
    แห่ง จุด แปลง คัน ลำ เครื่อง ตัว ถุง กล่อง ชิ้น เล่ม ฉบับ ใบ ผืน ขวด ถัง แผ่น รางวัล ประการ รายการ คู่ คูหา ข้อ
    กระสอบ ลัง มื้อ โดส เตียง ขั้นตอน ระดับ หลักสูตร คดี ด้าน ต้น
    """
    )
)
#: Of these a name follows: "ตำบล ท่าเสา".
_NAMED = frozenset(("ตำบล", "อำเภอ", "จังหวัด", "หมู่บ้าน", "ชุมชน", "เขต"))
#: Words that stand at the head of a column, too, with one blank: of these the hole must be wide.
_ALSO_HEADINGS = frozenset(("ครัวเรือน", "ครอบครัว", "หลังคาเรือน", "หน่วย", "วัน", "ชีวิต", "เปอร์เซ็นต์", "เปอร์เซนต์"))
_COUNT_BEFORE = re.compile(r"\d ?[ก-๎]{2,12}$")
_COUNT_AFTER = re.compile(r" [\d,.]*\d ?(?P<unit>[ก-๎]{2,12})")
_COLUMN_AFTER = re.compile(r" {2,}[^ \n]")
_ITS_NUMBER = re.compile(r" ?\d")  # "พื้นที่ 8 หมู่บ้าน"
_NAME_AFTER = re.compile(r" {1,2}(?P<name>[ก-๎]{2,30})")
#: Words of a table's head.
_HEAD = re.compile(r"ลำดับ|รายการ|หมายเหตุ|หน่วยนับ|ชื่อ ?- ?สกุล|ชื่อ-นามสกุล|ราคา ?(?:/|ต่อ) ?หน่วย|คอลัมน์")
_COLUMNS = re.compile(r"(?<! ) {2,}(?! )")
_COLUMNS_OF_A_HEAD = 3
_LOOKED_BACK, _LINE = 16, 90
_VERY_WIDE = 3  # blanks, as many as the figures of a number
_LINE_OF_PROSE = 50


def find(page: Page, known: Known) -> Iterator[MissingFact]:
    plain = page.plain
    told = Stretches((figure.begins, figure.end) for figure in page.once(figures))
    for found in _LOST.finditer(plain):
        before = plain[max(0, found.start() - _LOOKED_BACK) : found.start()]
        led = _SURE.search(before) or _LIKELY.search(before)
        start = found.start() - (len(before) - led.start()) if led else found.start() - 1
        if told.meet(start, found.end()) or not _is_lost(plain, found, before, known):
            continue
        unit = found["unit"]
        what = what_is_counted(plain, start, BY_WORD[unit]) if unit else "money"
        yield _fact(page, start, found.end(), what)
    for found in _OFFICERS.finditer(plain):
        led = _ARE_OFFICERS.search(plain, max(0, found.start() - _LINE), found.start())
        if led and not told.meet(led.start(), found.end()):
            yield _fact(page, led.start(), found.end(), "people")
    for lost, what in ((_DAY_LOST, "date"), (_MEETING_LOST, "meeting")):
        for found in lost.finditer(plain):
            yield _fact(page, *found.span(), what)
    for found in _PERCENT.finditer(plain):
        if not told.meet(*found.span()) and not _is_to_write_on(found.group()):
            yield _fact(page, found.start(), found.end(), "percent")


def _fact(page: Page, start: int, end: int, what: str) -> MissingFact:
    span = page.span(start, end)
    return MissingFact(
        what=what, quote=page.quote(span), span=span, why="hole before " + what, note="the number is lost"
    )


def _is_lost(plain: str, found: re.Match[str], before: str, known: Known) -> bool:
    hole = found["hole"]
    is_sure, is_led = _SURE.search(before) is not None, _LIKELY.search(before) is not None
    if "\n\n" in hole or _is_to_write_on(hole) or _is_head(plain, found, is_led=is_sure or is_led):
        return False
    if _SAID_IN_WORDS.search(before) or (found["times"] and _BEFORE_TIMES.search(before)):
        return False
    if found["baht"]:
        return not _NO_AMOUNT.search(before)
    if not _ENDS.match(plain, found.end()) or _is_named(plain, found, known):
        return False
    has_comma = "," in hole or "." in hole
    is_wide = has_comma or hole.count(" ") >= 2
    if found["unit"] not in _COUNT_ONLY:
        if found["unit"] not in _NAMED and _ITS_NUMBER.match(plain, found.end()):
            return False
        return is_wide and (is_sure or _is_shown(plain, found, before))
    if is_sure:
        return is_wide or (found["unit"] not in _ALSO_HEADINGS and BY_WORD[found["unit"]].what != "other")
    if has_comma:
        return is_led
    if hole == " " and BY_WORD[found["unit"]].what in ("people", "houses", "households"):
        return before.endswith("อีก") or _CAME_TO.match(plain, found.end()) is not None
    return is_wide and "\n" not in hole and not _COLUMN_AFTER.match(plain, found.end())


def _is_shown(plain: str, found: re.Match[str], before: str) -> bool:
    """Before a word that also names: a word that a number follows, a count on either side, or a hole as wide as a
    number in the midst of a line."""
    if "\n" in found["hole"] or _COLUMN_AFTER.match(plain, found.end()):
        return False
    if found["times"] or _LIKELY_BEFORE_A_NAME.search(before) or _COUNT_BEFORE.search(before):
        return True
    after = _COUNT_AFTER.match(plain, found.end())
    if after and found["unit"] in _NAMED:
        return not after["unit"].startswith(found["unit"])
    return found["hole"].count(" ") >= _VERY_WIDE and _is_in_prose(plain, found)


def _is_in_prose(plain: str, found: re.Match[str]) -> bool:
    start = found.start()
    line = plain[max(plain.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE) : start]
    return len(line) >= _LINE_OF_PROSE and "   " not in line.strip()


def _is_to_write_on(hole: str) -> bool:
    """A line of dots, to be filled in by hand."""
    return hole.count(".") > 1


def _is_head(plain: str, found: re.Match[str], *, is_led: bool) -> bool:
    """A line that is the head of a table: no number in it, and its usual words or, with none before that a number
    follows, its columns."""
    start, end = found.span()
    begins = max(plain.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE)
    ends = plain.find("\n", end, end + _LINE)
    line = plain[begins : ends if ends >= 0 else end + _LINE]
    if re.search(r"\d", line):
        return False
    if _HEAD.search(line):
        return True
    return not is_led and len(_COLUMNS.findall(line.strip())) >= _COLUMNS_OF_A_HEAD


def _is_named(plain: str, found: re.Match[str], known: Known) -> bool:
    """ "ตำบล ท่าเสา": the name stands behind the word, not a number before it."""
    after = _NAME_AFTER.match(plain, found.end()) if found["unit"] in _NAMED else None
    if after is None:
        return False
    name = after["name"]
    return any(name[:length] in known.by_name for length in range(len(name), 2, -1))
