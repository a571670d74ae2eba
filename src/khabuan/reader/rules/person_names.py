"""How a person's name is written: given name, surname, and where they end. Who is meant, and by what words, is for others.

A name ends at a blank, and where the text runs on without one, at a word of `WORDS_AFTER_A_NAME`. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from khabuan.core.thai import title_at
from khabuan.reader.rules.roles import role_after
from khabuan.reader.rules.words import LETTER, LETTERS, any_of, listed

#: What goes on after นาย or นาง and is no given name: นายทหาร, นายช่าง.
NO_GIVEN_NAME = re.compile(
    r"(?:ทหาร|ตำรวจ|อำเภอ|จ้าง|หน้า(?!$)|ช่าง|ทุน|ด่าน|ทะเบียน|ประกัน|ตรวจ|แบบ(?!ฝึก)|งาม(?=$|เมือง)|เอก(?=$|"
    r"ของ)|พยาบาล|ฟ้า|กวัก|เทศมนตรี|แพทย์|สถานี|"
    r"สาธารณสุข|กองค์การ|กสมาคม|กสภา|กรัฐ|กเทศ|กเมือง|กเล็ก|กสโมสร|พล(?=$|เขต)|ท้าย|ท่า$|คลัง|สาวไทย|รอง$|เลิ้ง|"
    r"มหาวิทยาลัย|โรงเรียน|อีก(?=$)|ประจำ|พิเศษ|ผู้|และ|หรือ|ที่|ใน|จาก|ของ(?!$)|ทั้ง|ได้|เป็น|มี(?=ความ|หน้า)|ซึ่ง|"
    r"พร้อม|คณะ|นักศึกษา|สอน|ประธาน|ประมุข|"
    r"กรุณา|จะ(?=$|อยู่|ได้|ไป)|อยู่|รู้(?=$)|ต้อง|แม่(?=$|และ|ของ|ท่าน|น้ำ)|องค์|อบ[ตจ])"
)

#: What comes after a name, glued to it or alone, and is none of it.
WORDS_AFTER_A_NAME = listed(
    r"""
    กล่าว แจ้ง(?=$|ว่า|ที่|ให้|เรื่อง|ผล) เล่า(?=$|ว่า|ถึง|ให้) บอก(?=$|ว่า|ถึง) เสนอ
    เปิดเผย ระบุ ชี้แจง รายงาน อธิบาย บรรยาย นำเสนอ เผย(?!แพร่) ย้ำ ตอกย้ำ เน้นย้ำ เป็น ได้
    จะ(?=$|นำ|ดำเนิน|เป็น|มี|ให้) จึง ให้(?=$|สัม|การ|ข้อ|คำ|กำ|ความ|แก่) พร้อม
    ร่วม(?=$|กับ|เป็น|งาน|ลง|ประ|พิธี|ให้|เปิด) เข้า(?=$|ร่วม|พบ|เยี่ยม|ตรวจ|รับ) เดินทาง ลงพื้นที่
    เปิด(?=$|งาน|การ|เวที|โครงการ|ประชุม|พิธี|กิจ) มอบ(?=$|บ้าน|เงิน|นโย|หมาย|ให้|งบ|ป้าย|ถุง)
    รับ(?=$|ฟัง|มอบ|ผิดชอบ|หน้าที่|เป็น) นำ(?=$|คณะ|ทีม|โดย|ขบวน|กล่าว|เสนอ|ชม) ตรวจ(?=$|เยี่ยม|ราชการ|สอบ)
    เยี่ยม ติดตาม แถลง ประกาศ กำชับ สั่งการ ฝาก สรุป ดำเนิน ใน(?=$|ฐานะ|นาม|วัน|พื้นที่|พิธี|การ) ณ(?=$| )
    ที่(?=$|ปรึกษา|ได้|มา|เป็น|ทำ|ร่วม) และ กับ(?=$|นาย|นาง|คณะ) หรือ ซึ่ง โดย ว่า(?=$) เพื่อ จาก เมื่อ
    ต่อ(?=$|มา|ไป) ทั้ง(?=$|นี้|สอง|หมด) อายุ อยู่(?=$|บ้าน|ที่|ใน) ตำแหน่ง อดีต ชาวบ้าน(?!ใ) วัย(?=$) การเงิน(?=$) ทะเบียน(?=$) เลขา(?=$)
    ชาว(?=$|ชุมชน|ตำบล) ประธาน รองประธาน ผู้ รองผู้ นายก(?!$) รองนายก นายอำเภอ ปลัด รองปลัด กำนัน กรรมการ เลขา
    รองเลขา สมาชิก หัวหน้า ที่ปรึกษา เจ้าหน้าที่ อธิบดี รองอธิบดี รัฐมนตรี รมว รมช ผอ\. พมจ พัฒนาสังคม พัฒนาการ
    วิทยากร ตัวแทน แกนนำ คณะ คณบดี อาจารย์ ครู(?=$|โรง|ประ|ใหญ่) นักวิ นักพัฒนา นักวิชาการ โฆษก สำนักงาน สถาบัน
    กระทรวง มูลนิธิ เครือข่าย สภา(?=องค์|เด็ก|ตำ|$) ส\.ส ส\.อบ ส\.จ อสม อพม พอช สส\. สว\. ทนาย เจ้าของ เจ้าอาวาส
    เจ้าคณะ คน(?=$|พิการ|ไทย|ไร้) วัน(?=$|ที่|นี้) เวลา(?=$| ) มี(?=$|ความ|นโย|การ|กำ|ภารกิจ) ก็(?=$)
    ยัง(?=$|ได้|มี|กล่าว) ขอ(?=$|ให้|บคุณ|ฝาก|ความ) คือ(?=$) ฯ ถือ(?=$|เป็น|ว่า) บ้าน(?=$|เลข) ท่าน(?=$)
    ตาม(?=$|ที่|นโย) พบ(?=$|ปะ|ว่า) เรื่อง(?=$) ภายใต้ สำหรับ ด้วย(?=$|การ) แต่(?=$) นั้น(?=$) เห็น(?=$|ว่า|ชอบ)
    ต้อง(?=$|การ) ทำ(?=$|หน้าที่|ให้) แสดง(?=$|ความ) อนุ(?=กรรม|มัติ) สั่ง(?=$|การ) สนับสนุน ขับเคลื่อน
    ปฏิบัติ(?=หน้าที่|งาน|ราช|$) หมู่(?=$|ที่|บ้าน) ตำบล อำเภอ จังหวัด เขต(?=$| ) โทร
    มา(?=$|เปิด|ร่วม|ช่วย|ให้|เป็น|จาก|ถึง|พูด|แล้ว|แทน|ด้วย|กับ|ที่|ประชุม|บอก|มอบ|เยี่ยม|รับ) พูด(?=$|ว่า|ถึง|คุย|ให้|เรื่อง)
    ไป(?=$|ร่วม|ดู|ที่|แล้ว|ประชุม|ส่ง|รับ|ช่วย|ด้วย) ช่วย(?=$|กัน|เหลือ|งาน|เรื่อง|ทำ|ให้|ประสาน|ดู) ถาม(?=$|ว่า|ถึง|เรื่อง)
    ตอบ(?=$|ว่า|คำ|ข้อ) เสริม(?=ว่า) แจก(?=$|ของ|ข้าว|เอกสาร) ส่ง(?=$|มอบ|เอกสาร|รายงาน|ต่อ|เงิน) เอา(?=$|เงิน|ของ|มา|ไป)
    แทน(?=$) ลา(?=$|ป่วย|กิจ|ออก) ไม่(?=$|มา|ได้|เข้า) ขาด(?=$|ประชุม) เชิญ(?=$|ชวน) สอบถาม ยืนยัน อภิปราย สะท้อน
    รอง(?=$|ฯ) เหรัญญิก สารวัตร ค้าง(?=$|รับ|จ่าย|ส่ง|ชำระ) นะ(?=$|ครับ|คะ|ค่ะ|จ๊ะ) ครับ ค่ะ
   แห่ง(?=$|บ้าน|ชุมชน|ตำบล|หมู่|กลุ่ม|วัด|อำเภอ|จังหวัด|โรงเรียน|มหา|องค์|สภา)
    ทักท้วง ทิ้งท้าย แนะนำ สมทบ(?=$|เงิน|ทุน) บริจาค เสียชีวิต ติด(?=$|ราชการ|ภารกิจ|ประชุม) ผู้สื่อข่าว
    """
)
AFTER_A_NAME = re.compile("(?:" + "|".join(WORDS_AFTER_A_NAME) + ")")
#: The same inside of a run of letters; only words that no surname has.
GLUED_AFTER_A_NAME = re.compile(
    "(?:เป็น)?"
    + any_of(
        listed(
            r"""
    แจ้งว่า เล่าว่า บอกว่า เสนอว่า เสนอให้ ให้สัมภาษณ์ แสดงความ
        กล่าว เปิดเผย ชี้แจง รายงาน เป็นประธาน เป็นวิทยากร เป็นผู้ ได้ พร้อมด้วย พร้อมคณะ ร่วมกับ ร่วมเป็น ร่วมลง
    เข้าร่วม เดินทาง ลงพื้นที่ มอบหมาย มอบบ้าน มอบเงิน ในฐานะ ที่ปรึกษา และนาย และนาง และคณะ ซึ่ง โดย เพื่อ อดีต
    ชาวบ้าน ประธาน ผู้ว่า ผู้อำนวยการ ผู้แทน ผู้ใหญ่บ้าน ผู้ช่วย ผู้ประสาน ผู้จัดการ ผู้สูงอายุ ผู้ตรวจ รองผู้
    รองประธาน นายกรัฐมนตรี นายกเทศ นายกองค์ นายกอบ รักษาการ มาเป็น เจ้าอาวาส เจ้าคณะ รองนายก นายอำเภอ ปลัด กำนัน
    กรรมการ เลขา สมาชิก หัวหน้า เจ้าหน้าที่ อธิบดี รัฐมนตรี พมจ พัฒนาสังคม พัฒนาการอำเภอ วิทยากร ตัวแทน แกนนำ
    คณะทำงาน คณะกรรมการ นางสาว อาจารย์ประจำ ครูโรงเรียน นักวิชาการ โฆษก สำนักงาน สถาบัน กระทรวง มูลนิธิ
    ที่มา ที่ได้ ที่เป็น ที่ทำ ค้างรับ ค้างจ่าย ค้างส่ง ค้างชำระ นะครับ นะคะ นะค่ะ ครับ ค่ะ เหรัญญิก หมู่ที่
    เครือข่าย นั่งหัว นั่งเป็น เป็นต้น ว่าที่ ซึ่งเป็น เป็นแกน เป็นตัวแทน อายุ
    """
        )
    )
)
#: Two words as a name has them.
TWO_WORDS = rf"(?P<given>{LETTER}{{2,16}}) {{1,3}}(?P<surname>{LETTER}{{2,20}})(?!{LETTER})"
#: Behind นาย a word, and who is called so by others: น้องฟ้า, พี่เอก.
_GIVEN_TOO = re.compile("ฟ้า(?:ใส|สวย|ลั่น|ประทาน)?|งาม(?:ตา|จิต|พิศ)?|เอก|พล")
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
    r"(?:มี(?!ชัย|นา|เนาะ|นะ|ซัน|เดช)|ได้|ไม่|เป็น|ให้|ใน|ของ|รับ(?!ขวัญ)|ร่วม|เข้า|ขอ|ส่ง|เปิด|ปิด|นำ(?!ชัย|พล|โชค)|วัน(?=$|ที่|นี้|ละ)|ปี(?=$|งบ|ที่|นี้|ละ)|รวม|น้ำ(?=$|ดื่ม|ท่วม|ประปา)|ป่า(?=$|ไม้)|ครู|ร้าน)"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'-]+")
_GAP = re.compile(r"[ \n]{1,4}(?! )| {5,16}(?! )")
#: Between given name and surname: (หนุ่ย), "หนุ่ย".
_NICKNAME = re.compile(
    f" ?(?:\\({LETTER}{{2,12}}\\)|\"{LETTER}{{2,12}}\"|'{LETTER}{{2,12}}') {{0,3}}(?={LETTER})"
)
#: What the line after a name begins with, and is no surname: the next thing of the minutes.
_HEADS_A_LINE = re.compile(
    r"(?:เรื่อง|ข้อ|มติ|วาระ|ระเบียบ|ปิด|เลิก|เริ่ม|หมายเหตุ|งบ|เป้าหมาย|สถานที่|ระยะ|ลงชื่อ|รายชื่อ|พื้นที่|บันทึก)"
)
_FULL_LINE, _LONGEST_GIVEN = 40, 16


@dataclass
class Person:
    """Somebody named, and where. `start` and `end` are places in the plain text, the title within."""

    title: str
    given: str
    surname: str
    start: int
    end: int
    role: str = ""
    again: list[tuple[int, int]] = field(default_factory=list)
    why: str = "title"

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()


def name_at(plain: str, begins: int, surnames: dict[str, str]) -> tuple[str, str, int]:
    """Given name, surname, and where they end."""
    run = run_at(plain, begins)
    if run is None:
        return "", "", begins
    given = cut(run)
    end = begins + len(given)
    if given != run:
        return given, "", end
    gap = _NICKNAME.match(plain, end) or _GAP.match(plain, end)
    if gap is None or gap.group().count("\n") > 1:
        return given, "", end
    rest = run_at(plain, gap.end())
    expected = surnames.get(given)
    if expected is not None and rest and rest.startswith(expected.split()[0]):
        return given, expected, gap.end() + len(expected)
    if expected is not None and not (rest and _is_another(plain, gap.end(), rest)):
        return given, "", end
    found = _surname_at(plain, gap, rest, given)
    return found or (given, "", end)


def _surname_at(plain: str, gap: re.Match[str], rest: str | None, given: str) -> tuple[str, str, int] | None:
    """The whole name, where a surname stands behind this gap."""
    at = gap.end()
    if plain.startswith("ณ ", at):  # สมชาย ณ นคร
        home = run_at(plain, at + 2)
        home = cut(home) if home and not AFTER_A_NAME.match(home) else ""
        return (given, f"ณ {home}", at + 2 + len(home)) if home else None
    if rest is None or len(rest) < 2 or is_no_surname(plain, at, rest):
        return None
    if "\n" in gap.group():
        if _HEADS_A_LINE.match(rest):
            return None
        if broken := _broken(plain, gap.start(), at, rest, given):
            return broken
    surname = cut(rest)
    end = at + len(surname)
    second = _second_surname(plain, end) if surname == rest else ""
    if second:
        is_broken = plain[end] == "\n" and (len(second) < 3 or _fills_its_line(plain, end))
        return given, f"{surname}{'' if is_broken else ' '}{second}", end + 1 + len(second)
    return given, surname, end


def _broken(plain: str, end: int, at: int, rest: str, given: str) -> tuple[str, str, int] | None:
    """A given name that the end of a full line has broken: "นายสม\\nชาย ใจดี ประธาน"."""
    ends = at + len(rest)
    surname = run_at(plain, ends + 1) if plain.startswith(" ", ends) and _fills_its_line(plain, end) else None
    if surname is None or len(surname) < 3 or is_no_surname(plain, ends + 1, surname):
        return None
    if cut(rest) != rest or len(given + rest) > _LONGEST_GIVEN or role_after(plain, ends):
        return None
    surname = cut(surname)
    return given + rest, surname, ends + 1 + len(surname)


def _fills_its_line(plain: str, end: int) -> bool:
    """Whether the line that ends here is as long as a line that was broken by its width."""
    return plain.rfind("\n", max(0, end - _FULL_LINE), end) < 0 <= end - _FULL_LINE


def _is_another(plain: str, at: int, rest: str) -> bool:
    """A known given name before a new surname: only where a post or a mark shows that the word is one."""
    end = at + len(rest)
    shows = end == len(plain) or plain[end] in ",(\n" or bool(role_after(plain, end))
    return shows and len(rest) > 1 and not is_no_surname(plain, at, rest)


def is_name(given: str, surname: str = "") -> bool:
    if _NO_GIVEN.match(given) or (NO_GIVEN_NAME.match(given) and not _GIVEN_TOO.fullmatch(given)):
        return False
    return not any(
        AFTER_A_NAME.match(word) or _NO_PERSON.match(word) or titles_at(word, 0)[0]
        for word in (given, surname)
    )


def is_no_surname(plain: str, at: int, word: str) -> bool:
    title, _ = titles_at(plain, at)
    return bool(AFTER_A_NAME.match(word)) or (bool(title) and title.startswith(("นาย", "นาง")))


def _second_surname(plain: str, end: int) -> str:
    """A second surname is one only where a role follows it: "กานดา ตั้งใจ มีสุข สมาชิกสภา"."""
    if plain[end : end + 1] not in (" ", "\n"):
        return ""
    word = run_at(plain, end + 1)
    shortest = 2 if plain[end] == "\n" else 3  # of a line broken in the surname, the rest
    if not word or len(word) < shortest or is_no_surname(plain, end + 1, word) or cut(word) != word:
        return ""
    return word if role_after(plain, end + 1 + len(word)) else ""


def run_at(plain: str, at: int) -> str | None:
    """The word of letters that begins here."""
    found = LETTERS.match(plain, at) or _LATIN.match(plain, at)
    return found.group() if found else None


def cut(run: str) -> str:
    """A name without the words that run on after it."""
    found = GLUED_AFTER_A_NAME.search(run, 2)
    return run[: found.start()] if found else run


def titles_at(plain: str, at: int) -> tuple[str, int]:
    """The titles that stand here, and where they end; no more than anybody has."""
    title, end = title_at(plain[at : at + _LONGEST_TITLES], 0)
    return title, at + end


_LONGEST_TITLES = 60
