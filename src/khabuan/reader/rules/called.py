"""People as a village calls them: by a word for kin or for who is looked up to. "ยายนวล", "ครูเพียร", "คุณตาผัน ศรีดี".

The word tells where the name may begin; what follows tells whether there is a surname. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabuan.reader.rules.known import Known
from khabuan.reader.rules.person_names import AFTER_A_NAME, Person, is_name, name_at, run_at
from khabuan.reader.rules.roles import role_after, role_before
from khabuan.reader.rules.words import is_cut

SAYS = r"(?:กล่าว|เล่า|บอก|เปิดเผย|ระบุ|ชี้แจง|เสนอ|แจ้ง|รายงาน|เสริมว่า|ถามว่า|ย้ำ)"
_CALLED = re.compile(
    r"(?P<called>คุณ(?:ลุง|ป้า|ตา|ยาย|ครู|หมอ|พ่อ|แม่)?|(?:พ่อ|แม่)(?:อุ้ย|เฒ่า|ใหญ่)|หลวง(?:พ่อ|ปู่|ตา|พี่|น้า)|พ่อ|แม่|พี่|น้อง|อ้าย|ลุง|ป้า|น้า|ยาย|ตา|เจ๊|เฮีย|บัง|ก๊ะ|ครู|ผู้ใหญ่|ผญบ?\.|กำนัน"
    r"|สจ\.|สท\.|ส\.อบต\.)(?=[ก-ฮเแโใไ])"
)
_BEFORE_WHO_IS_CALLED = re.compile(
    r"(?:โดย|มี|และ|กับ|ด้วย|ให้|แก่|ของ|คือ|บ้าน|ท่าน|ที่|จาก|ต่อ|ด้าน|ถึง|เป็น|ว่า|ได้แก่|เชิญ|แทน|ชื่อ|คุณ|ก็|ฝาก|บอก|ถาม|ขอบคุณ|เยี่ยม|ดูแล|หา|พบ|ส่วน|ค่ะ|ครับ)$"
)
#: Where who is called so ends, in the midst of what is said of them.
_SAID_OF = re.compile(
    r"กับ|และ|ที่|ซึ่ง|ได้|เล่า|บอก|กล่าว|เป็น|ให้|ใน|ช่วย|ออก|ฝาก|ทำ|เอา|ส่ง|โทร|แจก|เสีย|กิน|ซื้อ|ขาย|ต้อง|ชี้แจง|รายงาน|แจ้ง|อายุ|พิการ|ป่วย|อัน(?=นี้|นั้น)|หมู่|ค้าง|นะ|นำ(?=เสนอ|ทีม|คณะ)|ลง(?=ชื่อ|คอม|พื้น|ไป|มา)|มา(?=ที|ด้วย|ร่วม|ช่วย|ประชุม|แล้ว|ไม่|ถึง|บอก)|ครับ|ค่ะ|จะ|ก็|ไม่|ว่า|อยู่|ด้วย|แล้ว|พูด|ถาม|เสนอ|ทั้ง|ของ|พา"
)
#: What begins like who is called so, and is a word.
_IS_A_WORD = {
    "พี่": r"น้อง|เลี้ยง|ป้า|ชาย|สาว(?!$|ก)|สาว$|ใหญ่|เขย|สะใภ้|ๆ|บัณฑิต",
    "น้อง": r"เล็กสุด|บาง|ทุก|ใหม่|ชาย|สาว|เยาว|เด็ก|นัก|ผู้|หมา|แมว|หลาน|สุด|เขย|สะใภ้|ร่วม|รหัส|เพศ|ที่|ใน|จาก|เพลีย|น้อย(?=$)",
    "อ้าย": r"น้อง|เอื้อย",
    "พ่อ": r"ค้า|แม่|บ้าน|ครัว|ลูก|ขุน|เลี้ยง|ตา|ปู่|เมือง|พิมพ์",
    "แม่": r"ค้า|บ้าน|ครัว|ลูก|พิมพ์|น้ำ|เลี้ยง|ชี|นม|ทัพ|แรง|แบบ|ข่าย|ยาย|สื่อ|ฮ่อง|เหล็ก|เด็ก|บท|วัย",
    **dict.fromkeys(("หลวงพ่อ", "หลวงปู่", "หลวงตา"), r"พุทธ|ทันใจ|พระ|โสธร|โต(?=$)|ทวด|องค์|วัด"),
    "บัง": r"คับ|เหียน|เอิญ|อาจ|เกิด|แดด|ตา|หน้า|ใบ|ลังก์|โคลน|ฟืน|กะ|ควร|สุกุล|อร",
    "คุณ": r"(?:ภาพ|ธรรม|ค่า|ลักษณะ|สมบัติ|ประโยชน์|วุฒิ|หมอ|พ่อ|แม่|ครู|ตา|ยาย|ลุง|ป้า|งาม|ชีวิต|ูป|อนันต์"
    r"|ที่|เห็น|ทำ|หญิง|ชาย$|นาย|จะ|ต้อง|ได้|ก็|มี|ไม่|เป็น|โทษ|ให้|และ|หรือ|สามารถ|คือ|พระ|เข้า|ใน)",
    "ลุง": r"ป้า|น้า|ตา(?=$|ยาย)",
    "ป้า": r"ลุง|น้า|ย(?=$|[ก-ฮเแโใไ])|ยรถ|ยาย",
    "น้า": r"อา(?=$)|หงาย|ตาล",
    "ยาย": r"ตา|หลาน|ย่า|มา(?=$)",
    "เฮีย": r"โล|ต(?=$)",
    "ครู": r"บา|ใหญ่|น้อย|สอน|ภูมิ|ตชด|กศน|ช่าง|เกษียณ|ฝึก|บำนาญ|พระ|แนะแนว|เวร|ผู้|นอก|พัก|กศ|อัตรา|เก่า|จ้าง|ศูนย์|ก(?=$)|ข(?=$)|ค(?=$)|ต้น",
    "ผู้ใหญ่": r"ใจ(?=$|ดี|บุญ)|หลาย|เด็ก|ทุก|เหล่า|วัย|ฝ่าย|ก็|มา(?=$)|ไป|คน|ส่วน|กว่า|ลี(?=$)|ลง",
    "กำนัน": r"ผู้|แหนบ",
}  # fmt: skip
#: Behind such a word these are no name.
_NOBODY = re.compile(
    r"กับ|ค[่]?ะ|ครับ|จ๋า|จ้า|เขา|เค้า|แก(?!้ว|่น|ม)|ท่าน|คน|ข้าง|เธอ|นี[่้]|นั้น|เรา(?!ะ)|ทั้ง|ใหญ่|อีก|ก็|เอง|ของ|ตัว|บ้าน|อยู่|มัก|เคย|ขา(?=$)|หลาย|ทุก|พี่|น้อง|ลุง|ป้า"
)
_WORDS = {called: re.compile(words) for called, words in _IS_A_WORD.items()}
CHAT = re.compile(
    r"^(?:ที่|ซึ่ง|มี|เป็น|ก็|จะ)|ครับ|ค่ะ|คะ$|จ้า|นะ|แล้ว|ด้วย|ไม่|ให้|ได้|กัน$|เอง$|ทราบ|เห็น|ขอ|คน|(?<!บุญ)(?<!สม)(?<!ทอง)มา$|ไป$|อยู่|นี้|นั้น|ก่อน|หลัง"
)
_SHOWS_A_SURNAME = re.compile(
    rf" *(?:$|\n|[,(/])| {{2,}}| ?{SAYS}| ?(?:อายุ|วัย|โทร)| (?:ม\.|หมู่|บ้าน(?=[ก-๎])|ต\.|อ\.|\d|หนึ่งใน)"
)
_LONGEST_CALLED, _LONGEST_GLUED, _LOOKED_BACK = 12, 24, 8  # glued: with the surname, as transcripts have it
_LIVES = re.compile(r" (?:ม\.|หมู่|บ้านเลขที่|อายุ|วัย)")
_PARENTS, _TOLD_BY = (
    ("พ่อ", "แม่"),
    re.compile(f" ?(?:{SAYS}|หนึ่งใน|อายุ|วัย)"),
)  # also of names and words: แม่แดด, พ่อค้า
_SHOWN_BY = re.compile(rf" ?(?:\(|:|ม\.|{SAYS})")


def as_called(plain: str, known: Known) -> Iterator[Person]:
    """By a word for kin or for who is looked up to, and the given name: "ยายนวล", "ครูเพียร", "คุณตาผัน ศรีดี"."""
    for found in _CALLED.finditer(plain):
        before = plain[max(0, found.start() - _LOOKED_BACK) : found.start()]
        if re.search("[ก-๎#@]$", before) and not _BEFORE_WHO_IS_CALLED.search(before):
            continue
        called = found["called"]
        one = _called_at(plain, called, found.start(), found.end())
        if one is None or (called == "กำนัน" and _is_a_place(plain, one, known)):
            continue
        if called in _PARENTS and (called + one.given in known.by_name or not _TOLD_BY.match(plain, one.end)):
            continue
        yield one


def _called_at(plain: str, called: str, at: int, begins: int) -> Person | None:
    run = run_at(plain, begins) or ""
    kind = called.removeprefix("คุณ") or called
    said = _SAID_OF.search(run, 2)
    given = run[: said.start()] if said else run
    end = begins + len(given)
    if (
        not 2 <= len(given) <= (_LONGEST_CALLED if kind in KIN else _LONGEST_GLUED)
        or is_cut(plain, end)
        or plain[end : end + 1] in ("ๆ", "ฯ", ".")
    ):
        return None
    if _NOBODY.match(run) or not is_name(given) or (kind in _WORDS and _WORDS[kind].match(run)):
        return None
    whole = (given, "", end) if said else name_at(plain, begins, {})
    is_whole = (
        whole[1]
        and not called.startswith("หลวง")
        and _is_surname(plain, *whole[1:], is_polite=called not in KIN)
    )
    surname, ends = whole[1:] if is_whole else ("", end)
    if called == "ตา" and not _LIVES.match(plain, ends):
        return None
    role = role_after(plain, ends) or role_before(plain, at)
    return Person(called, given, surname, at, ends, role, why="called")


def _is_surname(plain: str, surname: str, end: int, *, is_polite: bool) -> bool:
    """Behind who is called so mostly stands what they do; a surname is shown by what follows it."""
    if len(surname) < 3 or CHAT.search(surname) or _CALLED.match(surname) or not is_name("", surname):
        return False
    if "\n" in plain[end - len(surname) - 2 : end]:
        return False
    if _SHOWS_A_SURNAME.match(plain, end):
        return True
    if role_after(plain, end):
        return True
    after = run_at(plain, end + 1) if is_polite and plain.startswith(" ", end) else None
    return after is not None and AFTER_A_NAME.match(after) is not None


KIN = frozenset(("พี่", "ลุง", "ป้า", "น้า", "ยาย", "เจ๊", "เฮีย", "น้อง", "อ้าย", "บัง", "ก๊ะ"))


def _is_a_place(plain: str, one: Person, known: Known) -> bool:
    """กำนันท่าใหม่ is the head of ท่าใหม่; กำนันแดง บอกว่า somebody called แดง."""
    return not one.surname and (
        one.given in known.by_name or not (_SHOWN_BY.match(plain, one.end) or _SAID_OF.match(plain, one.end))
    )
