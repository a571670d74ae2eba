"""People who are named without a title: by their post, by what a village calls them, as a row of a list, with their
signature, as writers of the report. "กำนันสมควร ยอดดี", "ลุงคำ", "3. สมหมาย รักงาน  เหรัญญิก", "(สมชาย ใจดี/รายงาน)".

Without a title little shows that a word is a name: each way has its own signs of it, and no words that are none. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from khabuan.reader.rules.known import Known
from khabuan.reader.rules.person_names import AFTER_A_NAME, NO_GIVEN_NAME, Person, name_at, run_at, titles_at
from khabuan.reader.rules.roles import role_after, role_before
from khabuan.reader.rules.stretches import Stretches
from khabuan.reader.rules.words import LETTER, is_cut, listed

_SAYS = r"(?:กล่าว|เล่า|บอก|เปิดเผย|ระบุ|ชี้แจง|เสนอ|แจ้ง|รายงาน|เสริมว่า|ถามว่า|ย้ำ)"
_TWO_WORDS = rf"(?P<given>{LETTER}{{2,16}}) {{1,3}}(?P<surname>{LETTER}{{2,20}})(?!{LETTER})"
#: Words of bodies, things and doings: no person is called so.
_NO_PERSON = re.compile(
    "|".join(
        listed(
            """
    การ ความ จัดทำ จัดหา จัดตั้ง จัดงาน เพื่อ โครงการ กิจกรรม ค่า(?!ย) งบ แผน รับรอง เสนอ สำรวจ ทบทวน แต่งตั้ง เรื่อง มติ
    วาระ เลือก กำหนด ประชุม รายงาน สรุป ติดตาม พัฒนา ส่งเสริม สนับสนุน สร้าง ซ่อม บ้าน ชุมชน ตำบล อำเภอ จังหวัด กลุ่ม
    กองทุน กองช่าง สภา คณะ ทีม เทศบาล องค์กร องค์การ สมาคม มูลนิธิ สถาบัน สำนัก เครือข่าย ขบวน ศูนย์ โรงเรียน โรงพยาบาล
    วัด(?=$|บ้าน|ป่า) มัสยิด หมู่ เขต(?!ต์) ที่ประชุม ฝ่าย อบต อบจ สหกรณ์ วิสาหกิจ บริษัท ห้าง หน่วย พื้นที่ ทุกคน ทุกท่าน
    ท่าน ผู้ ตัวแทน แกนนำ สมาชิก กรรมการ อาสา เยาวชน ชาวบ้าน ชาวชุมชน ประชาชน นัก(?!รบ) เจ้าหน้าที่ ทั่วไป ต่างๆ
    ตาม(?=$|ที่) ดังนี้ ดังกล่าว และ หรือ ที่(?=$|ดิน|ผ่าน|ได้) จาก แจ้ง ลงทะ ลงพื้น พิจารณา ตรวจ เวลา เดือน(?=$|ละ|ที่) จำนวน
    เอกสาร ประเทศ ประจำ รองประธาน รองนายก ปลัด นายก กำนัน สารวัตร ประธาน เลขา เหรัญญิก อาจารย์ อนุกรรม พี่เลี้ยง แม่บ้าน
    ฝึกอบรม อบรม เวที ข่าว ภาพ ภัย(?=$|พิบัติ) ชื่อ(?=$|เล่น) ลำดับ ว่า ชั่วคราว ชำนาญ อาวุโส ปฏิบัติ พรรค
    """
        )
    )
)
#: Small words, with which surnames begin, but no given name.
_NO_GIVEN = re.compile(
    r"(?:มี|ได้|ไม่|เป็น|ให้|ใน|ของ|รับ(?!ขวัญ)|ร่วม|เข้า|ขอ|ส่ง|เปิด|ปิด|นำ(?!ชัย|พล|โชค)|วัน(?=$|ที่|นี้|ละ)|ปี(?=$|งบ|ที่|นี้|ละ)|รวม|น้ำ(?=$|ดื่ม|ท่วม|ประปา)|ป่า(?=$|ไม้)|ครู|ร้าน)"
)


def mentions(plain: str, known: Known, titled: list[Person]) -> Iterator[Person]:
    """Everybody who is named so, where nobody with a title is."""
    taken = [(one.start, one.end) for one in titled]
    for ways in (_bylines, _signatures, _by_post, _as_called, _rows):
        at = Stretches(taken)
        for one in ways(plain, known):
            if not at.meet(one.start, one.end):
                taken.append((one.start, one.end))
                yield one


def _is_name(given: str, surname: str = "") -> bool:
    if _NO_GIVEN.match(given) or NO_GIVEN_NAME.match(given):
        return False
    return not any(
        AFTER_A_NAME.match(word) or _NO_PERSON.match(word) or titles_at(word, 0)[0]
        for word in (given, surname)
    )


# ---------- by a post ----------

_VILLAGE_POSTS = r"กำนัน|ผู้ใหญ่บ้าน|ผู้ใหญ่|ผญบ?\.|พ่อหลวง|แม่หลวง|โต๊ะอิหม่าม|อิหม่าม"
_OTHER_POSTS = (
    r"ผอ\.|ปลัด|นายก|ประธาน|เลขา|เหรัญญิก|ครู|อสม\.|อพม\.|อส\.|ส\.?จ\.|ส\.?อบต\.|สท\.|ส\.ส\.|สส\.|ส\.ว\.|สว\."
)
_POST_FOR_A_TITLE = re.compile(
    rf"(?:(?<![ก-๎])|(?<=เจอ)|(?<=พบ)|(?<=โดย)|(?<=และ)|(?<=กับ)|(?<=คือ)|(?<=ท่าน))(?:ท่าน)?"
    rf"(?P<post>(?P<village>{_VILLAGE_POSTS})|{_OTHER_POSTS})(?P<apart> ?){_TWO_WORDS}"
    rf"(?:(?= ?(?:{_SAYS}|[,(/]))|(?P<does>(?= (?:มา|พา|เข้าร่วม|ร่วม|เป็น|ได้|พร้อม|ให้|เปิด)))|(?P<ends>(?= *(?:\n|$)| (?:และ|ก็))))"
)


def _by_post(plain: str, known: Known) -> Iterator[Person]:
    """Heads of villages are called by their post: "กำนันสมควร ยอดดี กล่าวว่า"."""
    for found in _POST_FOR_A_TITLE.finditer(plain):
        post, given, surname = found["post"], found["given"], found["surname"]
        is_sure = found["does"] is None or not found["apart"] or post.endswith(".")
        if found["ends"] is not None:
            is_sure = not found["apart"] and post.endswith(".")
        if is_sure and _is_name(given, surname) and given not in known.by_name:
            start = found.start("post")
            yield Person(post, given, surname, start, found.end(), post, why="post")


# ---------- as a village calls people ----------

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
_CHAT = re.compile(
    r"^(?:ที่|ซึ่ง|มี|เป็น|ก็|จะ)|ครับ|ค่ะ|คะ$|จ้า|นะ|แล้ว|ด้วย|ไม่|ให้|ได้|กัน$|เอง$|ทราบ|เห็น|ขอ|คน|(?<!บุญ)(?<!สม)(?<!ทอง)มา$|ไป$|อยู่|นี้|นั้น|ก่อน|หลัง"
)
_SHOWS_A_SURNAME = re.compile(
    rf" *(?:$|\n|[,(/])| {{2,}}| ?{_SAYS}| ?(?:อายุ|วัย|โทร)| (?:ม\.|หมู่|บ้าน(?=[ก-๎])|ต\.|อ\.|\d|หนึ่งใน)"
)
_LONGEST_CALLED, _LONGEST_GLUED, _LOOKED_BACK = 12, 24, 8  # glued: with the surname, as transcripts have it
_LIVES = re.compile(r" (?:ม\.|หมู่|บ้านเลขที่|อายุ|วัย)")
_PARENTS, _TOLD_BY = (
    ("พ่อ", "แม่"),
    re.compile(f" ?(?:{_SAYS}|หนึ่งใน|อายุ|วัย)"),
)  # also of names and words: แม่แดด, พ่อค้า
_SHOWN_BY = re.compile(rf" ?(?:\(|:|ม\.|{_SAYS})")


def _as_called(plain: str, known: Known) -> Iterator[Person]:
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
        not 2 <= len(given) <= (_LONGEST_CALLED if kind in _KIN else _LONGEST_GLUED)
        or is_cut(plain, end)
        or plain[end : end + 1] in ("ๆ", "ฯ", ".")
    ):
        return None
    if _NOBODY.match(run) or not _is_name(given) or (kind in _WORDS and _WORDS[kind].match(run)):
        return None
    whole = (given, "", end) if said else name_at(plain, begins, {})
    is_whole = (
        whole[1]
        and not called.startswith("หลวง")
        and _is_surname(plain, *whole[1:], is_polite=called not in _KIN)
    )
    surname, ends = whole[1:] if is_whole else ("", end)
    if called == "ตา" and not _LIVES.match(plain, ends):
        return None
    role = role_after(plain, ends) or role_before(plain, at)
    return Person(called, given, surname, at, ends, role, why="called")


def _is_surname(plain: str, surname: str, end: int, *, is_polite: bool) -> bool:
    """Behind who is called so mostly stands what they do; a surname is shown by what follows it."""
    if len(surname) < 3 or _CHAT.search(surname) or _CALLED.match(surname) or not _is_name("", surname):
        return False
    if "\n" in plain[end - len(surname) - 2 : end]:
        return False
    if _SHOWS_A_SURNAME.match(plain, end):
        return True
    if role_after(plain, end):
        return True
    after = run_at(plain, end + 1) if is_polite and plain.startswith(" ", end) else None
    return after is not None and AFTER_A_NAME.match(after) is not None


_KIN = frozenset(("พี่", "ลุง", "ป้า", "น้า", "ยาย", "เจ๊", "เฮีย", "น้อง", "อ้าย", "บัง", "ก๊ะ"))


def _is_a_place(plain: str, one: Person, known: Known) -> bool:
    """กำนันท่าใหม่ is the head of ท่าใหม่; กำนันแดง บอกว่า somebody called แดง."""
    return not one.surname and (
        one.given in known.by_name or not (_SHOWN_BY.match(plain, one.end) or _SAID_OF.match(plain, one.end))
    )


# ---------- rows of a list, and who signs ----------

_HEADS_A_LIST = re.compile(r"ผู้(?:ไม่)?(?:มา|เข้า|เข้าร่วม|ร่วม)ประชุม|รายชื่อ(?:ผู้|คณะ|กรรมการ|สมาชิก)|รายนาม")
_ROW = re.compile(rf" *(?P<number>\(?\d{{1,3}}[.)]?|[-•*]) *{_TWO_WORDS}(?P<rest>[^\n]*)")
_ROW_GOES_ON = re.compile(r" *$| {2,}\S| ?\(| (?:ลา|ขาด|ติด|ป่วย|แทน|มา)| ?(?:ม\.|หมู่|บ้าน|โทร|\d|-)")
_A_NUMBERED_LINE = re.compile(r" *(?:\(?\d{1,3}[.)]?|[-•*]) *\S")
_LABEL = re.compile(
    rf"(?:^|(?<=\n)) *(?P<post>(?:ประธาน|รองประธาน|เลขา|เหรัญญิก|ผู้|วิทยากร|พิธีกร|พี่เลี้ยง|กรรมการ|หัวหน้า)[^ \n:]{{0,40}}) ?: ?"
    rf"{_TWO_WORDS}(?= *(?:\n|$|[,(/])| {{2,}})"
)
_SIGNED = re.compile(
    rf"(?:^|(?<=\n)) *\( *{_TWO_WORDS} *\) *\n *(?P<post>(?:ผู้|ประธาน|รองประธาน|เลขา|ตำแหน่ง|เหรัญญิก|กรรมการ)[^\n]{{0,60}})"
)
#: The same without brackets: "สมชาย ใจดี   ประธาน".
_SIGNED_BESIDE = re.compile(
    rf"(?:^|(?<=\n)) *{_TWO_WORDS} {{2,}}(?P<post>(?:รอง)?(?:ประธาน|เลขา|เหรัญญิก|กรรมการ|ผู้ตรวจ"
    r"|ผู้จด|ผู้บันทึก)[^ \n]{0,40})(?=\n|$| {2})"
)
#: Who wrote or looked through: "ผู้ตรวจสอบ  พร / ครูดี / กำนันดำ", "ผู้จด พร".
_HANDS = re.compile(
    r"(?:^|(?<=[\n ]))(?P<post>ผู้(?:ตรวจ|จด|บันทึก|พิมพ์|สรุป|รายงาน)[ก-๎]{0,16}) {1,3}:? {0,2}(?P<names>[^\n:]{2,90})"
)
_HAND = re.compile(
    rf"(?P<called>กำนัน|ครู|ผู้ใหญ่|ผญ\.|{'|'.join(sorted(_KIN))})?(?P<given>{LETTER}{{2,16}})"
    rf"(?: {{1,3}}(?P<surname>{LETTER}{{2,20}}))?(?= *(?:$| {{2}}| โทร|\())"
)


def _rows(plain: str, known: Known) -> Iterator[Person]:
    """Rows of a list of people: under its heading, or with a post at the end of the row."""
    at, headed = 0, False
    for line in plain.split("\n"):
        row = _ROW.match(line)
        if row and _is_name(row["given"], row["surname"]):
            role = role_after(line, row.end("surname"))
            if (headed and (role or _ROW_GOES_ON.match(row["rest"]))) or (
                role and _ends_with(row["rest"], role)
            ):
                start, end = at + row.start("given"), at + row.end("surname")
                yield Person("", row["given"], row["surname"], start, end, role, why="row")
        elif _HEADS_A_LIST.search(line):
            headed = True
        elif not _A_NUMBERED_LINE.match(line):
            headed = False
        at += len(line) + 1
    for found in _LABEL.finditer(plain):
        if _is_name(found["given"], found["surname"]):
            start, end = found.start("given"), found.end("surname")
            yield Person("", found["given"], found["surname"], start, end, found["post"], why="label")


def _ends_with(rest: str, role: str) -> bool:
    """A post that is all that the row has after the name."""
    return (
        rest.strip(" ()") == role.strip(" ()")
        or re.match(r"[ (]*(?:โทร|\d)", rest.strip()[len(role) :]) is not None
    )


def _signatures(plain: str, known: Known) -> Iterator[Person]:
    """Who signed: a name in brackets on a line of its own, over the post."""
    for found in chain(_SIGNED.finditer(plain), _SIGNED_BESIDE.finditer(plain)):
        if _is_name(found["given"], found["surname"]):
            start, end = found.start("given"), found.end("surname")
            post = found["post"].removeprefix("ตำแหน่ง").strip()
            yield Person("", found["given"], found["surname"], start, end, post, why="signature")
    for found in _HANDS.finditer(plain):
        at = found.start("names")
        for name in found["names"].split("/"):
            hand = _HAND.match(name.strip())
            begins = at + len(name) - len(name.lstrip())
            at += len(name) + 1
            if hand and _is_name(hand["given"], hand["surname"] or "") and not _CHAT.search(hand["given"]):
                given, surname, called = hand["given"], hand["surname"] or "", hand["called"] or ""
                yield Person(called, given, surname, begins, begins + hand.end(), found["post"], why="hand")


# ---------- who wrote it ----------

_WRITES = r"(?:ข่าว|ภาพ|เรื่อง|เรียบเรียง|รายงาน(?:โดย)?|ผู้สื่อข่าว|เขียนโดย|ผู้เขียน|เขียน|โดย)"
_BYLINE = re.compile(
    rf"(?:(?:^|\n)[ ]*|(?<=  )(?=ข่าวโดย))(?:(?:{_WRITES}[ /และ-]{{0,5}}){{1,3}} ?"
    rf"(?:[:;] ?|(?<=โดย )|(?:\.{{2,}}|…) ?)|(?:ข่าว|ภาพ|เรื่อง) ?[-/] ?(?:ข่าว|ภาพ|เรื่อง) )"
)
_WRITTEN_BY = re.compile(
    rf"(?:^|(?<=\n)|(?<=/ )) *\(? ?{_TWO_WORDS} ?[/:] ?(?:รายงาน|ข่าว|ภาพ|เรียบเรียง|เรื่อง)"
    r"(?:[/-](?:ข่าว|ภาพ|รายงาน))? ?\)? *(?=\n|$|/)"
)
_ENDS_A_BYLINE = re.compile(r" *(?:\n|$|[/,|(]|-(?= ?\d)|ผู้สื่อข่าว|นักข่าว|รายงาน)| {2,}\d")


def _bylines(plain: str, known: Known) -> Iterator[Person]:
    """Who wrote the report: "ข่าว/ภาพ : สมชาย ใจดี", "(สมชาย ใจดี/รายงาน)"."""
    for found in _BYLINE.finditer(plain):
        title, begins = titles_at(plain, found.end())
        given, surname, end = name_at(plain, begins, {})
        if given and surname and not title and _ENDS_A_BYLINE.match(plain, end):
            yield Person("", given, surname, begins, end, why="byline")
    for found in _WRITTEN_BY.finditer(plain):
        start, end = found.start("given"), found.end("surname")
        if not titles_at(plain, start)[0]:
            yield Person("", found["given"], found["surname"], start, end, why="byline")
