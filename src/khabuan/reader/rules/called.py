"""People as a village calls them: by a word for kin or for who is looked up to. "ยายนวล", "ครูเพียร", "คุณตาผัน ศรีดี".

The word tells where the name may begin; what follows tells whether there is a surname. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabuan.reader.rules.known import Known
from khabuan.reader.rules.person_names import AFTER_A_NAME, TWO_WORDS, Person, cut, is_name, name_at, run_at
from khabuan.reader.rules.roles import role_after, role_before
from khabuan.reader.rules.words import LETTER, is_cut

SAYS = r"(?:กล่าว|เล่า|บอก|เปิดเผย|ระบุ|ชี้แจง|เสนอ|แจ้ง|รายงาน|เสริมว่า|ถามว่า|ย้ำ)"
CALLED = re.compile(
    r"(?P<called>คุณ(?:ลุง|ป้า|ตา|ยาย|ครู|หมอ|พ่อ|แม่)?|(?:พ่อ|แม่)(?:อุ[้๊]ย|เฒ่า|ใหญ่|หลวง)|หลวง(?:พ่อ|ปู่|ตา|พี่|น้า)|พ่อ|แม่|พี่|น้อง|อ้าย"
    r"|ลุง|ป้า|น้า|ยาย|ตา|ปู่|ย่า|อุ[้๊]ย|เจ๊|เจ้|เฮีย|บัง|ก๊ะ|กะ|บาบอ|โต๊ะครู|(?:โต๊ะ)?อิหม่าม|ครู|หมอ|ช่าง|จ่า|ด\.?ต\. ?"
    r"|ผู้ใหญ่|ผญบ?\.|กำนัน|(?:ท่าน)?(?:รอง)?นายก|ท่าน|สจ\.|สท\.|ส\.อบต\.)(?=[ก-ฮเแโใไ])"
)
_BEFORE_WHO_IS_CALLED = re.compile(
    r"(?:โดย|มี|ได้|และ|กับ|นั้น|ด้วย|ให้|แก่|ของ|คือ|บ้าน|ท่าน|ที่|จาก|ต่อ|ด้าน|ฝ่าย|ถึง|เป็น|ว่า|ได้แก่|เชิญ|เลือก|แทน|ชื่อ|คุณ|ก็|ฝาก|บอก|ถาม"
    r"|ขอบคุณ|เยี่ยม|ดูแล|หา|พบ|ส่วน|ค่ะ|ครับ)$"
)
#: What is called behind a name is the next one, and no surname. (Surnames begin with ตา, ช่าง and others.)
CALLS_ANOTHER = re.compile(
    r"(?:คุณ|พ่อ|แม่|พี่|น้อง|อ้าย|ลุง|ป้า|น้า|ยาย|เจ๊|เฮีย|ครู|ผู้ใหญ่|กำนัน|ท่าน|หลวง(?:พ่อ|ปู่|ตา|พี่))(?=[ก-ฮเแโใไ])"
)
#: Where who is called so ends, in the midst of what is said of them.
_SAID_OF = re.compile(
    r"กับ|และ|ที่|ซึ่ง|ได้|เล่า|บอก|กล่าว|เป็น|ให้|ใน|ช่วย|ออก|ฝาก|ทำ|เอา|ส่ง|โทร|แจก|เสีย|กิน|ซื้อ|ขาย|ต้อง|ชี้แจง|รายงาน|แจ้ง|อายุ|พิการ|ป่วย|อัน(?=นี้|นั้น)|หมู่|ค้าง|นะ|นำ(?=เสนอ|ทีม|คณะ)|ลง(?=ชื่อ|คอม|พื้น|ไป|มา)|มา(?=ที|ด้วย|ร่วม|ช่วย|ประชุม|แล้ว|ไม่|ถึง|บอก)|(?<!เนื่อง)จาก|ช่าง(?=ไฟ|ไม้|ปูน|ชุมชน|ประปา)|ครับ|ค่ะ|จะ|ก็|ไม่|ว่า|อยู่|ด้วย|แล้ว|พูด|ถาม|เสนอ|ทั้ง|ของ|พา|จำนวน"
)
#: What begins like who is called so, and is a word.
_IS_A_WORD = {
    "พี่": r"น้อง|เลี้ยง|ป้า|ชาย|สาว(?!$|ก)|สาว$|ใหญ่|เขย|สะใภ้|ๆ|บัณฑิต",
    "น้อง": r"เล็กสุด|บาง|ทุก|ใหม่|ชาย|สาว|เยาว|เด็ก|นัก|ผู้|หมา|แมว|หลาน|สุด|เขย|สะใภ้|ร่วม|รหัส|เพศ|ที่|ใน|จาก|เพลีย|น้อย(?=$)",
    "อ้าย": r"น้อง|เอื้อย",
    "พ่อ": r"ค้า|แม่|บ้าน|ครัว|ลูก|ขุน|เลี้ยง|ตา|ปู่|เมือง|พิมพ์",
    "แม่": r"ค้า|บ้าน|ครัว|ลูก|พิมพ์|น้ำ|เลี้ยง|ชี|นม|ทัพ|แรง|แบบ|ข่าย|ยาย|สื่อ|ฮ่อง|เหล็ก|เด็ก|บท|วัย|นย|น(?=$)|หญิง",
    **dict.fromkeys(("หลวงพ่อ", "หลวงปู่", "หลวงตา"), r"พุทธ|ทันใจ|พระ|โสธร|โต(?=$)|ทวด|องค์|วัด"),
    "บัง": r"คับ|เหียน|เอิญ|อาจ|เกิด|แดด|ตา|หน้า|ใบ|ลังก์|โคลน|ฟืน|กะ|ควร|สุกุล|อร",
    "คุณ": r"(?:ลูกค้า|ภาพ|ธรรม|ค่า|ลักษณะ|สมบัติ|ประโยชน์|วุฒิ|หมอ|พ่อ|แม่|ครู|ตา|ยาย|ลุง|ป้า|งาม|ชีวิต|ูป|อนันต์"
    r"|ที่|เห็น|ทำ|หญิง|ชาย$|นาย|จะ|ต้อง|ได้|ก็|มี|ไม่|เป็น|โทษ|ให้|และ|หรือ|สามารถ|คือ|พระ|เข้า|ใน)",
    "ลุง": r"ป้า|น้า|ตา(?=$|ยาย)",
    "ป้า": r"ลุง|น้า|ย(?=$|[ก-ฮเแโใไ])|ยรถ|ยาย",
    "น้า": r"อา(?=$)|หงาย|ตาล",
    "ยาย": r"ตา|หลาน|ย่า|มา(?=$)|ยิ้ม",
    "เฮีย": r"โล|ต(?=$)",
    "ครู": r"บา|ใหญ่|น้อย|สอน|ภูมิ|ตชด|กศน|ช่าง|เกษียณ|ฝึก|บำนาญ|พระ|แนะแนว|เวร|ผู้|นอก|พัก|กศ|อัตรา|เก่า"
    r"|จ้าง|ศูนย์|ก(?=$)|ข(?=$)|ค(?=$)|ต้น",
    "ผู้ใหญ่": r"ใจ(?=$|ดี|บุญ)|หลาย|เด็ก|ทุก|เหล่า|วัย|ฝ่าย|ก็|มา(?=$)|ไป|คน|ส่วน|กว่า|ลี(?=$)|ลง",
    "กำนัน": r"ผู้|แหนบ",
    **dict.fromkeys(("พ่อหลวง", "แม่หลวง"), r"ร\.|รัชกาล|แผ่นดิน|ไทย|ภูมิพล"),
    "ปู่": r"ย่า|ตา(?=$)|ทวด|เจ้า|ชีวก|ฤๅษี|โสม",
    "ย่า": r"ยาย|โม|ทวด|นาง",
    **dict.fromkeys(("อุ้ย", "อุ๊ย"), r"ตาย|แม่|พ่อ|หน้า"),
    "กะ": r"ทิ|ปิ|เพรา|ลา(?=$)|เหรี่|พง|ทัน|ว่า|จะ|หล่|ดึก|เช้า|ละ|โหล|เทย|เปอร์|เทาะ|ปอม|บะ|ทู้|พ้อ|รน|เฉด|เร|เดะ|ให้|เอา|เก็บ",
    "อิหม่าม": r"ประ|ใน|ของ|มัส|บิ|คอ|ท้อง|กล่าว",
    "โต๊ะครู": r"และ|ใน|ของ",
    "หมอ": r"ง|ผม|หู|ดู(?=$)|ลำ|นวด|น(?=$|[ก-ฮ])|ก(?=$|[ก-ฮ])|ชาว|พื้น|อนามัย|ครอบ|ดิน|ยา(?=$)|ชุมชน|เมือง|ที่|ใน|แคน"
    r"|ทำ|ประ|ตำแย|คน|ฟัน|เด็ก|ธรรม|หมู่",
    "ช่าง": r"ไฟ|ไม้|ปูน|ประปา|ทอ|เย็บ|ตัด|เหล็ก|เชื่อม|ซ่อม|ภาพ|ทำ|ฝีมือ|เทค|กล|เถอะ|มัน|โยธา|สี|ท้อง|อาสา"
    r"|ใหญ่|ประจำ|พื้น|เสริม|แอร์|ผม|ทอง(?=$)|เงิน|สาม|สอง|ก่อ|อบ|จาก|ใน|ของ|ต้อง|คิด|พูด|กอง|แกะ|หล่อ"
    r"|ปั้น|น่า|ดี(?=$)|แสน|เขต|ควบ|คุม",
    "จ่า": r"ย|หน้า|ฝูง|โสม|เอก(?=$)|โท(?=$)|ตรี|จังหวัด|ศาล|สิบ|อากาศ|กอง",
    "ท่าน": r"ต่อ|ละ|แรก|สุด|เจ้า|พระ|หญิง|ชาย|อธิ|รัฐ|รมต|คณ|วิทยา|แม่ทัพ|นายอำ|นายกอ|ใด|นั้น|นี้|อื่น|ต้อง|จะ|เหล่า|หัว"
    r"|พัฒนา|เกษตร|พา|หลาย|สส|สว|ส\.|เห็น|คิด|ถือ|มา|เอง|เดียว|เดิน|อยู่",
    **dict.fromkeys(
        ("นายก", "ท่านนายก", "รองนายก", "ท่านรองนายก"),
        r"รัฐ|องค์|เทศ|อบ[ตจ]|สมาคม|เหล่า|เมือง|สภา|สโมสร|กิตติ|ลง|รับ(?=ปาก|ทราบ|เรื่อง|รอง|ว่า|ฟัง)|ก็|ไม่|จะ|บอก|มอบ|คน|ใหม่|เก่า|มา(?=$|เปิด|ร่วม|เอง)",
    ),
}  # fmt: skip
#: Behind such a word these are no name.
_NOBODY = re.compile(
    r"กับ|ค[่]?ะ|ครับ|จ๋า|จ้า|เขา|เค้า|แก(?!้ว|่น|ม)|ท่าน|คน|ข้าง|เธอ|นี[่้]|นั้น|เรา(?!ะ)|ทั้ง|ใหญ่|อีก|ก็|เอง|ของ|ตัว|บ้าน|อยู่|มัก|เคย|ขา(?=$)|หลาย|ทุก|พี่|น้อง|ลุง|ป้า"
)
_WORDS = {called: re.compile(words) for called, words in _IS_A_WORD.items()}
CHAT = re.compile(
    r"^(?:ที่|ซึ่ง|มี(?!เนาะ|นะ|ซัน)|เป็น|ก็|จะ|ยกเลิก|สติก|รูป|เริ่ม|ขาย|ซื้อ|ส่ง|จ่าย|กลับ|โทร|ลง|เข้า|เก็บ|ทำ|เลิก)|ครับ|ค่ะ|คะ$|จ้า|นะ|แล้ว|ด้วย|ไม่|ให้|ได้|กัน$|เอง$|ทราบ|เห็น|ขอ|คน|(?<!บุญ)(?<!สม)(?<!ทอง)(?<!^ใจ)มา$|ไป$|(?<!ทอง)(?<!ศรี)อยู่|นี้|นั้น|ก่อน|หลัง"
)
#: What follows a surname, and hardly anything else.
_FOLLOWS_A_NAME = re.compile(
    rf" ?{SAYS}| ?(?:มา)?เป็น(?:แกน|หัว|ผู้|ประธาน|กรรม|เลขา|ตัวแทน|วิทยา|เหรัญ|ที่ปรึกษา|คน)|นั่ง(?:หัว|เป็น)"
    r"| ?(?:อายุ|วัย(?= ?\d))| (?:ม\.|หมู่|ตำบล|ต\.(?! ?ค\.)|ประจำ|กลุ่ม|หนึ่งใน|ลูก(?=สาว|ชาย|หลาน|เขย))"
    r"| จาก(?=กลุ่ม|บ้าน|ตำบล|วัด|ชุมชน|ต\.)"
    r"| (?:และ|กับ|,) ?(?:นาย(?!ก)|นาง(?!รอง)|น\.ส\.|คุณ(?!ภ)|ลุง|ป้า|พี่(?!น้อง)|ครู|อ\. ?[ก-ฮเแโใไ])"
)
_SHOWS_A_SURNAME = re.compile(r" *(?:$|\n|[,(/])|\)| {2,}| ?โทร| (?:บ้าน(?=[ก-๎])|อ\.|\d)")
#: How many surnames begin and end.
LIKE_A_SURNAME = re.compile(
    f"^(?:แซ่|ทอง(?!คำ$|ม้วน|หยอด)|ศรี|บุญ(?!คุณ)|จันทร์|จันทะ|อินทร์|อินทะ|พรหม|สุวรรณ|แก้ว(?!น้ำ|กาแฟ)|วง[ศษ]์|สิงห์|ไชย|เพ็?ชร){LETTER}{{2}}"
    f"|{LETTER}(?:วง[ศษค]์|พันธุ?์|กุล|รัตน์|ศักดิ์|สวัสดิ์|พง[ศษค]์|นนท์|เจริญ|ไพศาล|ประเสริฐ|วัฒน์|วิริยะ|สิทธิ์|มงคล|ภักดี|สกุล)$"
)
_LONGEST_NICKNAME, _LONGEST_CALLED, _LONGEST_GLUED, _LOOKED_BACK = (
    5,
    12,
    24,
    8,
)  # glued: with the surname, as transcripts have it
_LIVES = re.compile(r" (?:ม\.|หมู่|บ้าน(?=เลขที่|[ก-ฮเแโใไ])|อายุ|วัย)")
#: Also of names and of other words: แม่แดด, พ่อค้า, ช่างไม้; who is called so is told by a surname, or by what they say.
_ALSO_WORDS = frozenset(("พ่อ", "แม่", "พ่อหลวง", "แม่หลวง", "ปู่", "ย่า", "กะ", "หมอ", "ช่าง", "เจ้", "อุ๊ย", "อุ้ย"))
#: Of people who are named in full.
_IN_FULL = frozenset(("ท่าน", "นายก", "ท่านนายก", "รองนายก", "ท่านรองนายก"))
_ENDS_WITH_A_NUMBER = re.compile(r"\d ?$")
_NAMES_A_PLACE = re.compile(r"(?:บ้าน|ตำบล|อำเภอ|ดอย|ห้วย|ลุ่มน้ำ|เทศบาล|\. ?)$")
_TOLD_BY = re.compile(f" ?(?:{SAYS}|หนึ่งใน|อายุ|วัย)")
_SHOWN_BY = re.compile(
    rf" ?(?:\(|:|ม\.|{SAYS})| (?:กับ|และ) ?(?:นาย(?!ก)|นาง(?!รอง)|น\.ส\.|ลุง|ป้า|พี่(?!น้อง)|ครู)"
)

#: Behind a nickname the name in full, and the post: "ลุงพงษ์ (สมพงษ์ ใจดี)", "พี่พล (สมพล ใจงาม รองประธาน)".
_REAL_NAME = re.compile(rf" ?\({TWO_WORDS}(?:\)|(?= [^()\n]{{2,60}}\)))")


def as_called(plain: str, known: Known) -> Iterator[Person]:
    """By a word for kin or for who is looked up to, and the given name: "ยายนวล", "ครูเพียร", "คุณตาผัน ศรีดี"."""
    for found in CALLED.finditer(plain):
        before = plain[max(0, found.start() - _LOOKED_BACK) : found.start()]
        if re.search("[ก-๎#@]$", before) and not _BEFORE_WHO_IS_CALLED.search(before):
            continue
        called = found["called"]
        one = _called_at(plain, called.strip(), found.start(), found.end(), known)
        if one is None or (called == "กำนัน" and _is_a_place(plain, one, known)):
            continue
        if called in _IN_FULL and (not one.surname or _ENDS_WITH_A_NUMBER.search(before)):
            continue
        if called in _ALSO_WORDS and (
            CHAT.search(one.given)
            or called + one.given in known.by_name
            or _NAMES_A_PLACE.search(before)
            or not (one.surname or _TOLD_BY.match(plain, one.end))
        ):
            continue
        yield one


def _called_at(plain: str, called: str, at: int, begins: int, known: Known) -> Person | None:
    run = run_at(plain, begins) or ""
    kind = called.removeprefix("คุณ") or called
    said = _SAID_OF.search(run, 2)
    given = run[: said.start()] if said else run
    if role_after(plain, begins + len(cut(given))):
        given = cut(given)  # "พี่แดงประธานกลุ่ม"
    end = begins + len(given)
    if (
        not 2 <= len(given) <= (_LONGEST_CALLED if kind in KIN else _LONGEST_GLUED)
        or is_cut(plain, end)
        or plain[end : end + 1] in ("ๆ", "ฯ", ".")
    ):
        return None
    if _NOBODY.match(run) or not is_name(given) or (kind in _WORDS and _WORDS[kind].match(run)):
        return None
    surname, ends = "", end
    if given == run and not called.startswith("หลวง"):
        _, surname, ends = name_at(plain, begins, {})
        if not surname or not _is_surname(plain, surname, ends, called, known):
            surname, ends = "", end
    if " " in surname and len(given) <= _LONGEST_NICKNAME:
        given, surname = surname.split(" ", 1)  # "ครูต้อย สมศรี มีสุข ประธานกลุ่ม"
    if not surname and (real := _real_name(plain, ends)):
        given, surname, ends = real["given"], real["surname"], real.end()
    if called == "ตา" and not _LIVES.match(plain, ends):
        return None
    role = role_after(plain, ends) or role_before(plain, at)
    return Person(called, given, surname, at, ends, role, why="called")


def _real_name(plain: str, at: int) -> re.Match[str] | None:
    real = _REAL_NAME.match(plain, at)
    if real is None or not is_name(real["given"], real["surname"]):
        return None
    return real if plain[real.end() - 1] == ")" or role_after(plain, real.end()) else None


def _is_surname(plain: str, surname: str, end: int, called: str, known: Known) -> bool:
    """Behind who is called so mostly stands what they do; a surname is shown by what follows it."""
    if len(surname) < 3 or CHAT.search(surname) or CALLS_ANOTHER.match(surname) or not is_name("", surname):
        return False
    if "\n" in plain[end - len(surname) - 2 : end]:
        return False
    if role_after(plain, end) or _FOLLOWS_A_NAME.match(plain, end):
        return True
    if surname in known.by_name:
        return False
    after = run_at(plain, end + 1) if plain.startswith(" ", end) else None
    if LIKE_A_SURNAME.match(surname) or (after is None and LIKE_A_SURNAME.search(surname)):
        return True  # "พี่ปู พงษ์สิทธิ์ คำดี" is not called ปู พงษ์สิทธิ์
    if called in _ALSO_WORDS or called in _IN_FULL:
        return False
    goes_on = AFTER_A_NAME.match(after) if after and called not in KIN else None
    return goes_on is not None or _SHOWS_A_SURNAME.match(plain, end) is not None


KIN = frozenset(
    ("พี่", "ลุง", "ป้า", "น้า", "ยาย", "เจ๊", "เฮีย", "น้อง", "อ้าย", "บัง", "ก๊ะ", "กะ", "อุ๊ย", "อุ้ย", "ปู่", "ย่า", "เจ้")
)


def _is_a_place(plain: str, one: Person, known: Known) -> bool:
    """กำนันท่าใหม่ is the head of ท่าใหม่; กำนันแดง บอกว่า somebody called แดง."""
    return not one.surname and (
        one.given in known.by_name or not (_SHOWN_BY.match(plain, one.end) or _SAID_OF.match(plain, one.end))
    )
