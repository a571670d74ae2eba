"""Small words that tell where a Thai name ends, as it is written on without a blank. Data for the finders of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def listed(words: str) -> tuple[str, ...]:
    """A list of words as it is typed: parted by blanks, over as many lines as it takes."""
    return tuple(words.split())


#: A letter of a Thai word: not ฯ, not ๆ, no digit.
LETTER = "[ก-ฮะ-ฺเ-ๅ็-๎]"
#: A word of letters, as much of it as a name may have: what goes on without a blank for longer is looked at in part.
LETTERS = re.compile(f"{LETTER}{{1,60}}")
#: What cannot begin a syllable: a name does not end before it.
_HANGS = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")

#: What people write right behind a name, without a blank.
FOLLOWERS = listed(
    r"""
    และ หรือ กับ แก่ ซึ่ง ที่ ใน โดย ได้ มี เป็น จะ เพื่อ ว่า ให้ ของ จึง ต่อ เข้า ร่วม นำ จัด ณ เมื่อ ริม ทั้ง
    พร้อม ก็ แล้ว ยัง ไม่ ถึง จาก ไป มา รวม กำลัง คือ สู่ นั้น นี้ จำนวน อีก ตั้ง ทุก เอง อัน ขับเคลื่อน
    สนับสนุน กล่าว เปิดเผย เผย รายงาน ลงพื้นที่ เดินทาง ครั้ง ประจำ ภาย ตาม ระหว่าง หลัง ก่อน อาทิ เช่น ประกอบ
    แห่ง วันที่ เวลา พบ สามารถ ต้อง ขอ ต่าง เกิด ประสบ ชุมชน พื้นที่ จังหวัด อำเภอ ตำบล หมู่ที่ หมู่บ้าน เขต
    แขวง ภาค ประเทศ ปี ต่อไป ขึ้น ก่อ เปิด ปิด มอบ รับ ดำเนิน ร้อง บริเวณ โดยมี ไว้ เข้าร่วม มุ่ง สร้าง พัฒนา
    ขณะ ด้วย แต่ ถูก ยื่น ผู้ นาย นาง ประธาน สภา กลุ่ม เครือข่าย โทร รหัส จน อยู่ เรา พอช พมจ
    """
)

_BY_FIRST: dict[str, list[str]] = defaultdict(list)
for _word in FOLLOWERS:
    _BY_FIRST[_word[0]].append(_word)


def any_of(words: Iterable[str]) -> str:
    """A pattern that takes the longest of the words, by their first letter."""
    first: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        first[word[0]].append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(one)}(?:{'|'.join(rest)})" for one, rest in first.items()) + ")"


def may_stand_alone(plain: str, end: int) -> bool:
    """Whether a word that ends here ends at a blank, at a mark or before a small word."""
    if end >= len(plain) or not LETTERS.match(plain[end]):
        return True
    return any(plain.startswith(word, end) for word in _BY_FIRST.get(plain[end], ()))


def is_cut(plain: str, end: int) -> bool:
    """Whether a syllable would be cut in two here."""
    return end < len(plain) and plain[end] in _HANGS
