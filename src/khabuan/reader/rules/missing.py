"""Numbers that the text has lost: "จำนวน    หลัง", "วันละ บาท", "ราคา ,, บาท". Never a value, and never 1 or 0.

A hole is looked for first: blanks, or the commas of a lost number, between a letter and a word for what is counted.
How wide it must be depends on the word before it: after จำนวน a number must follow, after มี it may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabuan.reader.rules.facts import MissingFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.numbers import figures
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.stretches import Stretches
from khabuan.reader.rules.units import BY_WORD, alternatives, counting_only, nouns

#: Words that a number must follow.
_SURE = re.compile(
    r"(?:จำนวน(?:เงิน|ทั้งสิ้น|ทั้งหมด|กว่า)?|เป็นเงิน|(?:ทั้ง|รวม)ทั้งสิ้น|รวมเป็นเงิน|รวมจำนวน|ทั้งสิ้น|ทั้งหมด|ประมาณ|กว่า|เกือบ|ไม่เกิน|ไม่น้อยกว่า"
    r"|ไม่ต่ำกว่า|ละ|ราคา|มูลค่า|วงเงิน)$"
)
#: Words that a number may follow.
_LIKELY = re.compile(
    r"(?:รวม|ราว|อีก|เพียง|งบประมาณ|เงิน|งบ|แล้ว|ทั้ง|มี|ใน|จาก|ได้|สนับสนุน|สมทบ|ครบ|ภายใน|เข้าร่วม|แก่|ให้|สำหรับ|เป็น|ถึง|เหลือ)$"
)
_NO_AMOUNT = re.compile(r"(?:หน่วย|สกุลเงิน|ค่าเงิน|เงินสกุล|บาท|ดอลลาร์|ร้อยละ) ?:?$")
_HOLE = r"(?<=[ก-๎])(?P<hole>[ \n]*,[ ,.]*|[ \n]{1,12}(?:[,.][ ,.]*)?)"
_TIMES = r"(?:(?:ร้อย|พัน|หมื่น|แสน|ล้าน)(?:ล้าน)?)?"
_LOST = re.compile(
    rf"{_HOLE}(?:{_TIMES}(?P<baht>บาท)(?!ไทย|แรก|ต่อดอลลาร์)|(?P<counted>{alternatives(counting_only())})|(?P<noun>{alternatives(nouns())}))"
)
_PERCENT = re.compile(r"ร้อยละ(?:[ \n]{2,12}(?=[ก-๎])|[ \n]{0,3}[,.][ ,.]*(?=[ก-๎ ])|[ \n]{1,3}(?=ของ|บาท|ต่อ))")
#: Words that only count things, at the end of what is told: "เครื่องกรองน้ำ  เครื่อง". Elsewhere they begin other words.
_THINGS = ("เครื่อง", "คัน", "ตัว", "แห่ง", "ชิ้น", "เล่ม", "ใบ", "ผืน", "ต้น", "แปลง", "ลำ", "ถุง", "กล่อง", "ชุด")
_THING_LOST = re.compile(rf"(?<=[ก-๎]) {{2,12}}(?P<thing>{'|'.join(_THINGS)})(?= ?[^ก-๎ ]| [ก-๎]|$)")
#: A noun alone before an amount of money: "ทุนชุมชน  ตำบล 540,000 บาท".
_AMOUNT_BEHIND = re.compile(r" {1,2}\d[\d,.]* {0,2}บาท")
_WIDE_GAP = re.compile(r"[^ \n] {2,}[^ \n]")
_FEWEST_COLUMNS = 2
_ENDS = re.compile(r"[^ก-๎]|$|ใน|และ|จาก|แรก|ทั่ว|เข้า|ต่อ|ณ|เพื่อ|โดย")
#: Words that stand at the head of a column, too, with one blank: of these the hole must be wide.
_ALSO_HEADINGS = frozenset(("ครัวเรือน", "ครอบครัว", "หลังคาเรือน", "หน่วย", "วัน", "ชีวิต", "เปอร์เซ็นต์", "เปอร์เซนต์"))
_LOOKED_BACK = 16


def find(page: Page, known: Known) -> Iterator[MissingFact]:
    plain = page.plain
    told = Stretches((figure.begins, figure.end) for figure in page.once(figures))
    for found in _LOST.finditer(plain):
        before = plain[max(0, found.start() - _LOOKED_BACK) : found.start()]
        led = _SURE.search(before) or _LIKELY.search(before)
        start = found.start() - (len(before) - led.start()) if led else found.start() - 1
        if told.meet(start, found.end()) or "\n\n" in found["hole"] or not _is_lost(plain, found, before):
            continue
        yield _fact(
            page,
            start,
            found.end(),
            "baht" if found["baht"] else BY_WORD[found["counted"] or found["noun"]].what,
        )
    for found in _THING_LOST.finditer(plain):
        ends_line = plain[found.end() : found.end() + 1] in ("", "\n")
        if told.meet(found.start() - 1, found.end()) or (ends_line and _is_in_columns(plain, found.start())):
            continue
        yield _fact(page, found.start() - 1, found.end(), BY_WORD[found["thing"]].what)
    for found in _PERCENT.finditer(plain):
        if not told.meet(*found.span()):
            yield _fact(page, found.start(), found.end(), "percent")


def _fact(page: Page, start: int, end: int, what: str) -> MissingFact:
    span = page.span(start, end)
    return MissingFact(
        what=what, quote=page.quote(span), span=span, why="hole before " + what, note="the number is lost"
    )


def _is_in_columns(plain: str, at: int) -> bool:
    """Whether a line is parted into columns by wide gaps."""
    begins = plain.rfind("\n", max(0, at - 120), at) + 1 or max(0, at - 120)
    ends = plain.find("\n", at, at + 120)
    return len(_WIDE_GAP.findall(plain, begins, ends if ends > 0 else at + 120)) >= _FEWEST_COLUMNS


def _is_lost(plain: str, found: re.Match[str], before: str) -> bool:
    if found["baht"]:
        return not _NO_AMOUNT.search(before)
    if not _ENDS.match(plain, found.end()):
        return False
    hole, is_sure = found["hole"], _SURE.search(before) is not None
    has_comma = "," in hole or "." in hole
    is_wide = has_comma or hole.count(" ") >= 2
    if found["noun"]:
        is_priced = "\n" not in hole and _AMOUNT_BEHIND.match(plain, found.end()) is not None
        return is_wide and (is_sure or is_priced)
    if is_sure:
        return is_wide or found["counted"] not in _ALSO_HEADINGS
    if has_comma:
        return _LIKELY.search(before) is not None
    return is_wide and "\n" not in hole
