"""People: a title, a name, what they are. "พ.ต.ท.หญิง สมใจ ดีงาม รองผู้กำกับ", "ผู้ว่าฯ (นายสมชาย ใจดี)", bylines.

The title tells where a name begins. A name ends at a blank, and where the text runs on without one, at a word of
`WORDS_AFTER_A_NAME`. Who was named in full is known again by the given name. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from khabuan.core.thai import title_at
from khabuan.reader.rules.facts import PersonFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.page import Page, Span
from khabuan.reader.rules.roles import role_after, role_before
from khabuan.reader.rules.stretches import Stretches
from khabuan.reader.rules.words import FOLLOWERS, LETTER, LETTERS, any_of, listed

#: Where a title may begin; `title_at` decides.
_A_TITLE_MAY_BEGIN = re.compile(
    r"(?=นา[ยง]|ว่าที่|พล|พัน|ร้อย|สิบ|จ่า|นาวา|เรือ|ดาบ|อาจารย์|ศาสตรา|รองศาส|ผู้ช่วยศาส|เด็ก[ชห]|คุณ|"
    r"หม่อม|ท่านผู้|ดอกเตอร์|แพทย์ห|"
    r"ทันต|เภสัช|สัตวแพทย์|พระ|สามเณร|แม่ชี|[ผร]ศ|ศ\.|[นด]\. ?[สช]|ด\. ?ญ|[นด][สชญ][. ]|ดร[. ]|น[พ]\.|พญ|[ทภส]พ?\.|[ทภ][พกญ]|"
    r"อ\.|[มพรสจนด]\. ?[ก-ฮ]|จ\.ส|พล\.|\b(?:Mr|Mrs|Ms|Miss|Dr)\b).",
)
#: Titles that people write without a blank before them, in the middle of a line.
_GLUED = ("นาย", "นาง")
#: What ends with the letters of a title, or goes on after them, and is none.
_NO_TITLE_BEFORE = re.compile(r"(?:ท|เจ้า|มูล|ขุน|พระ|เมีย|หลาย|อำเภอ|ตำบล|บ้านท|อ\.|ต\.|สิบ|ร้อย|พัน)$")
_NO_GIVEN_NAME = re.compile(
    r"(?:ทหาร|ตำรวจ|อำเภอ|จ้าง|หน้า(?!$)|ช่าง|ทุน|ด่าน|ทะเบียน|ประกัน|ตรวจ|แบบ|งาม(?=$|เมือง)|เอก(?=$|"
    r"ของ)|พยาบาล|ฟ้า|กวัก|เทศมนตรี|แพทย์|สถานี|"
    r"สาธารณสุข|กองค์การ|กสมาคม|กสภา|กรัฐ|กเทศ|กเมือง|กเล็ก|กสโมสร|พล(?=$|เขต)|ท้าย|ท่า$|คลัง|สาวไทย|รอง$|เลิ้ง|"
    r"มหาวิทยาลัย|โรงเรียน|ประจำ|พิเศษ|ผู้|และ|หรือ|ที่|ใน|จาก|ของ(?!$)|ทั้ง|ได้|เป็น|มี(?=ความ|หน้า)|ซึ่ง|"
    r"พร้อม|คณะ|นักศึกษา|สอน|ประธาน|ประมุข|"
    r"กรุณา|จะ(?=$|อยู่|ได้|ไป)|อยู่|รู้(?=$)|ต้อง|แม่(?=$|ของ|และ|ที่|บ้าน|ครัว|ทัพ|น้ำ)|องค์)"
)
#: Words that begin with a title and are no names: คุณภาพ, พระราชบัญญัติ.
_NO_NAME_AFTER = {
    "คุณ": re.compile(
        r"(?:ภาพ|ธรรม|ค่า|ลักษณะ|สมบัติ|ประโยชน์|วุฒิ(?=$|ทาง|การ)|หมอ|พ่อ|แม่|ครู|ตา|ยาย|ลุง|ป้า|งามความ|"
            r"ชีวิต|ูป|อนันต์|ที่|เห็น|ทำ|หญิง|ชาย$|นาย)"
    ),
    "พระ": re.compile(
        r"(?:ราช|บรม|นคร|บาท|พุทธ|สงฆ์|เจ้า|นาง|องค์|ธรรม(?=$|เทศนา)|ประแดง|มหากษัตริย์|ภูมิ|อาราม|โขนง|"
            r"ราม(?=$|สอง)|ลาน|ยืน|พรหมคีรี|แสง(?=$)|"
        r"ประมุข|ปรมา|อนุเคราะห์|วิหาร|เครื่อง|คุณ|กรุณา|เมตตา|เดช|เกียรติ|ชนม|ดำริ|ปณิธาน|เทพ|สมุทรเจดีย์|ประธาน)"
    ),
}  # fmt: skip
#: "นายก" before a name is a post: นายกชวน. These are names that begin with ก.
_NAMED_WITH_KO = re.compile(r"ก(?:[ะ-ฺ็-๎ฤมนรลวษสณตฎ]|ช(?:กร|พร|มน|นิภ)|อบ(?:[ชศเกแโ])|้อ|่อ)")

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
    ต่อ(?=$|มา|ไป) ทั้ง(?=$|นี้|สอง|หมด) อายุ อยู่(?=$|บ้าน|ที่|ใน) ตำแหน่ง อดีต ชาวบ้าน(?!ใ)
    ชาว(?=$|ชุมชน|ตำบล) ประธาน รองประธาน ผู้ รองผู้ นายก(?!$) รองนายก นายอำเภอ ปลัด รองปลัด กำนัน กรรมการ เลขา
    รองเลขา สมาชิก หัวหน้า ที่ปรึกษา เจ้าหน้าที่ อธิบดี รองอธิบดี รัฐมนตรี รมว รมช ผอ\. พมจ พัฒนาสังคม พัฒนาการ
    วิทยากร ตัวแทน แกนนำ คณะ คณบดี อาจารย์ ครู(?=$|โรง|ประ|ใหญ่) นักวิ นักพัฒนา นักวิชาการ โฆษก สำนักงาน สถาบัน
    กระทรวง มูลนิธิ เครือข่าย สภา(?=องค์|เด็ก|ตำ|$) ส\.ส ส\.อบ ส\.จ อสม อพม พอช สส\. สว\. ทนาย เจ้าของ เจ้าอาวาส
    เจ้าคณะ คน(?=$|พิการ|ไทย|ไร้) วัน(?=$|ที่|นี้) เวลา(?=$| ) มี(?=$|ความ|นโย|การ|กำ|ภารกิจ) ก็(?=$)
    ยัง(?=$|ได้|มี|กล่าว) ขอ(?=$|ให้|บคุณ|ฝาก|ความ) คือ(?=$) ฯ ถือ(?=$|เป็น|ว่า) บ้าน(?=$|เลข) ท่าน(?=$)
    ตาม(?=$|ที่|นโย) พบ(?=$|ปะ|ว่า) เรื่อง(?=$) ภายใต้ สำหรับ ด้วย(?=$|การ) แต่(?=$) นั้น(?=$) เห็น(?=$|ว่า|ชอบ)
    ต้อง(?=$|การ) ทำ(?=$|หน้าที่|ให้) แสดง(?=$|ความ) อนุ(?=กรรม|มัติ) สั่ง(?=$|การ) สนับสนุน ขับเคลื่อน
    ปฏิบัติ(?=หน้าที่|งาน|ราช|$) หมู่(?=$|ที่|บ้าน) ตำบล อำเภอ จังหวัด เขต(?=$| ) โทร เรื่อง
    มา(?=$|เปิด|ร่วม|เป็น|ให้|ช่วย|ถึง|จาก|พูด|บอก|กับ|มอบ|ตรวจ|เยี่ยม|ติดตาม|รับ|ส่ง|นำ|ประชุม|ที่)
    ไป(?=$|ร่วม|ดู|ที่|ถึง|กับ|ตรวจ|เยี่ยม|ยัง|ประชุม|เป็น|มอบ) เปลี่ยน(?=$|หลังคา) ลาป่วย
    """
)
_AFTER_A_NAME = re.compile("(?:" + "|".join(WORDS_AFTER_A_NAME) + ")")
#: The same inside of a run of letters; only words that no surname has.
_GLUED_AFTER_A_NAME = re.compile(
    any_of(
        listed(
            r"""
    แจ้งว่า เล่าว่า บอกว่า เสนอว่า เสนอให้ ให้สัมภาษณ์ แสดงความ
        กล่าว เปิดเผย ชี้แจง รายงาน เป็นประธาน เป็นวิทยากร เป็นผู้ ได้ พร้อมด้วย พร้อมคณะ ร่วมกับ ร่วมเป็น ร่วมลง
    เข้าร่วม เดินทาง ลงพื้นที่ มอบหมาย มอบบ้าน มอบเงิน ในฐานะ ที่ปรึกษา และนาย และนาง และคณะ ซึ่ง โดย เพื่อ อดีต
    ชาวบ้าน ประธาน ผู้ว่า ผู้อำนวยการ ผู้แทน ผู้ใหญ่บ้าน ผู้ช่วย ผู้ประสาน ผู้จัดการ ผู้สูงอายุ ผู้ตรวจ รองผู้
    รองประธาน นายกรัฐมนตรี นายกเทศ นายกองค์ นายกอบ รักษาการ มาเป็น เจ้าอาวาส เจ้าคณะ รองนายก นายอำเภอ ปลัด กำนัน
    กรรมการ เลขา สมาชิก หัวหน้า เจ้าหน้าที่ อธิบดี รัฐมนตรี พมจ พัฒนาสังคม พัฒนาการอำเภอ วิทยากร ตัวแทน แกนนำ
    คณะทำงาน คณะกรรมการ นางสาว อาจารย์ประจำ ครูโรงเรียน นักวิชาการ โฆษก สำนักงาน สถาบัน กระทรวง มูลนิธิ
    เครือข่าย เป็นต้น ว่าที่ ซึ่งเป็น เป็นแกน เป็นตัวแทน อายุ
    """
        )
    )
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'-]+")
_GAP = re.compile(r"[ \n]{1,4}")
#: Between given name and surname: (หนุ่ย), "หนุ่ย".
_NICKNAME = re.compile(f" ?(?:\\({LETTER}{{2,12}}\\)|\"{LETTER}{{2,12}}\"|'{LETTER}{{2,12}}') ?(?={LETTER})")
#: Monks: a name in religion ends so, or an office of monks follows.
_MONK = re.compile(r"^พระ(?:ครู|มหา|อธิการ|อาจารย์|ปลัด|สมุห์|ใบฎีกา|$)")
_RELIGION = re.compile(f"{LETTER}+(?:โ[ก-ฮ]|โณ|สี|ปัญโญ|ิโก|มุนี|เมธี|ธัม?โม|ธมฺโม)$")
_OFFICE_OF_MONKS = re.compile(r" ?(?:\(|เจ้าอาวาส|รองเจ้าอาวาส|เจ้าคณะ|รองเจ้าคณะ|ที่ปรึกษาเจ้าคณะ|ประธานสงฆ์)")
#: Titles that are words of the language too: a name is there only with its surname.
_NEEDS_SURNAME = re.compile(
    r"^(?:คุณ|ครู|อาจารย์|อ\.|ดร\.?|[ผร]?ศ\.|ศาสตรา|รองศาส|ผู้ช่วยศาส|แม่ชี|สามเณร|ภก|ท|นพ|พญ|[ก-ฮ]\.)"
)
_BYLINE = re.compile(
    r"(?:^|\n)[ ]*(?:(?:(?:ข่าว|ภาพ|เรื่อง|เรียบเรียง|รายงาน(?:โดย)?|ผู้สื่อข่าว|เขียนโดย|ผู้เขียน|เขียน|"
    r"โดย)[ /และ-]{0,5}){1,3} ?(?:[:;] ?|(?<=โดย )|(?<=[/-]ข่าว )|(?<=[/-]ภาพ )|(?<=ข่าวโดย)))"
)
#: Who reports, in brackets at the end: "(สมชาย ใจดี/รายงาน)", "**สมชาย ใจดี รายงาน**".
_REPORTS = re.compile(
    f"(?:\\(|\\*\\*)({LETTER}{{2,20}}) ({LETTER}{{2,25}})(?: ?/ ?| )(?:รายงาน|ข่าว|ภาพ|เรียบเรียง)(?:\\)|\\*\\*)"
)
_QUIET = re.compile(r"[#@]")


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


def people(page: Page, known: Known) -> list[Person]:
    """Everybody who is named, once, in the order of the text."""
    found: dict[str, Person] = {}
    named = list(_mentions(page.plain, known))
    called = _called(page.plain, Stretches((one.start, one.end) for one in named), known)
    for one in sorted([*named, *called], key=lambda person: person.start):
        first = found.get(one.given) or _written_together(one, found)
        if first is None:
            found[one.given] = one
        elif not first.surname and one.surname:
            one.again += [(first.start, first.end), *first.again]
            found[one.given] = one
        elif one.surname and _differ(first.surname, one.surname):
            found.setdefault(one.name, one)
        else:
            first.again.append((one.start, one.end))
            first.role = first.role or one.role
    return sorted(found.values(), key=lambda person: person.start)


def _written_together(one: Person, found: dict[str, Person]) -> Person | None:
    """Who was named before with given name and surname in one word: สมชายใจดี, and now สมชาย."""
    if one.surname and (whole := found.pop(one.given + one.surname, None)):
        whole.given, whole.surname = one.given, one.surname
        return found.setdefault(one.given, whole)
    if one.surname or len(one.given) < _SHORTEST_GIVEN:
        return None
    for given in [given for given in found if given.startswith(one.given) and not found[given].surname]:
        if len(given) - len(one.given) >= _SHORTEST_GIVEN and given[len(one.given)] in _BEGINS_A_SYLLABLE:
            whole = found.pop(given)
            whole.given, whole.surname = one.given, given[len(one.given) :]
            return found.setdefault(one.given, whole)
    for first in found.values():
        if one.given == first.given + first.surname:
            return first
    return None


_SHORTEST_GIVEN = 3
_BEGINS_A_SYLLABLE = frozenset(map(chr, [*range(0x0E01, 0x0E2F), *range(0x0E40, 0x0E45)]))


def facts(page: Page, found: Iterable[Person]) -> Iterator[PersonFact]:
    for one in found:
        span = page.span(one.start, one.end)
        again = tuple(sorted(page.span(*where) for where in one.again))
        yield PersonFact(
            quote=page.quote(span), span=span, also_at=again, why=one.why,
            name=" ".join(one.name.split()), title=one.title or None, role=one.role or None,
            note="" if one.title else "byline",
        )  # fmt: skip


def spans(found: Iterable[Person]) -> list[Span]:
    """Where people are named: what stands there is no place and no body."""
    return sorted(Span(*where) for one in found for where in [(one.start, one.end), *one.again])


def _differ(one: str, other: str) -> bool:
    """Two surnames and not one with a slip or a cut."""
    return not (one.startswith(other[:4]) or other.startswith(one[:4]))


def _mentions(plain: str, known: Known) -> Iterator[Person]:
    done = 0
    surnames: dict[str, str] = {}
    for found in _A_TITLE_MAY_BEGIN.finditer(plain):
        if found.start() < done:
            continue
        if _is_in_a_place(plain, found.start(), known):
            continue
        begins_well = _may_begin_here(plain, found.start())
        one = (
            _person_at(plain, found.start(), surnames, known)
            if begins_well or _WRITTEN_OUT.match(plain, found.start())
            else None
        )
        if one is not None and (begins_well or one.surname):
            if one.surname:
                surnames.setdefault(one.given, one.surname)
            done = one.end
            yield one
    yield from _by_post(plain)
    yield from _bylines(plain)


def _may_begin_here(plain: str, at: int) -> bool:
    """A title in the middle of a word is none: ทนาย, พ.ศ. "นาย" and "นาง" may follow any other word."""
    before = plain[max(0, at - 8) : at]
    if not before or before[-1].isspace():
        return True
    if _QUIET.search(before[-1]):
        return False
    if plain.startswith(_GLUED, at):
        return not _NO_TITLE_BEFORE.search(before)
    if before[-1] == ".":
        return not re.search(r"[ก-ฮ]\.$", before) or bool(re.search(r"(?:พอช|ฯ)\.$", before))
    return not LETTERS.match(before[-1]) or bool(_ENDS_A_WORD.search(before))


def _is_in_a_place(plain: str, at: int, known: Known) -> bool:
    """นาย and นาง are also in the middle of places' names: เดิมบางนางบวช."""
    return plain.startswith(_GLUED, at) and any(
        plain.startswith(name, at - inside) for name, inside in known.around_titles if at >= inside
    )


#: Ranks that are no other word's letters: right behind any word they are believed, if a surname follows.
_WRITTEN_OUT = re.compile(
    r"ว่าที่ร้อย|(?:พล|พัน|ร้อย|สิบ)(?:ตำรวจ)?(?:เอก|โท|ตรี)|พล(?:เรือ|อากาศ)|นาวา|ผู้ช่วยศาสตราจารย์|รองศาสตราจารย์"
)
_ENDS_A_WORD = re.compile(
    "(?:"
    + "|".join(
        listed(
            r"""
    โดย มี และ กับ นำ ด้วย ให้ แก่ ของ คือ บ้าน ครอบครัว ท่าน ที่ จาก ต่อ ด้าน ถึง เป็น ว่า ขณะ ได้แก่ เชิญ
    เรียน ณ
    """
        )
    )
    + ")$"
)


def _title_at(plain: str, at: int) -> tuple[str, int]:
    """The titles that stand here, and where they end; no more than anybody has."""
    title, end = title_at(plain[at : at + _LONGEST_TITLES], 0)
    if title and (beside := _BESIDE_A_RANK.match(plain, at + end)):
        further, more = title_at(plain[beside.end() : beside.end() + _LONGEST_TITLES], 0)
        return title + beside[1] + further, beside.end() + more
    return title, at + end


#: พ.อ.(พิเศษ), พ.ต.อ.(ญ).
_BESIDE_A_RANK = re.compile(r"(\((?:พิเศษ|หญิง|ญ\.?)\)) ?")


_LONGEST_TITLES = 60


def _person_at(plain: str, at: int, surnames: dict[str, str], known: Known) -> Person | None:
    title, begins = _title_at(plain, at)
    if plain.startswith("คุณ", at) and not title:
        title, begins = "คุณ", at + 3
    if not title or title == "ว่าที่" or (title.startswith(("นาย", "นาง")) and title.endswith(" อ.")):
        return None
    gap = re.compile(r"[ \n]{0,3}").match(plain, begins)
    begins = gap.end() if gap else begins
    run = _run(plain, begins) or ""
    no_name = _NO_NAME_AFTER.get(title[:3])
    if (
        "\n\n" in plain[at:begins]
        or _NO_GIVEN_NAME.match(run)
        or (no_name and len(title) == 3 and no_name.match(run))
    ):
        return None
    if title.startswith("พระ"):
        return _monk(plain, at, title, begins)
    given, surname, end = _name(plain, begins, surnames)
    if not given or (len(given) < 2 and not surname):
        return None
    if given in _WORDS_TOO and not (
        surname and plain[at - 1 : at].strip() == "" and begins == at + len(title)
    ):
        return None
    if not surname and given not in surnames and _is_counted(plain, at):
        return None  # ทหาร 4 นาย
    if _is_a_post(plain, at, given) or (
        not surname and _NEEDS_SURNAME.match(title) and given not in surnames
    ):
        return None
    if title == "อ." and _is_amphoe(plain, begins, given, surname, known):
        return None
    role = role_after(plain, end) or role_before(plain, at)
    return Person(title, given, surname, at, end, role)


#: Given names that are small words: only glued to a title that nothing is glued to, before a surname.
_WORDS_TOO = frozenset({"ของ"})
_COUNTED = re.compile(r"\d ?$")
_NUMBER_OF_A_LIST = re.compile(r" *\d{1,3} ?")


def _is_counted(plain: str, at: int) -> bool:
    """Whether a number stands before นาย that is not the one of a list, alone before it on the line."""
    before = plain[max(0, at - 12) : at].rpartition("\n")[2]
    return _COUNTED.search(before) is not None and _NUMBER_OF_A_LIST.fullmatch(before) is None


def _is_a_post(plain: str, at: int, given: str) -> bool:
    """นายกชวน is the mayor or premier called ชวน, not somebody called กชวน."""
    return plain.startswith("นายก", at) and not _NAMED_WITH_KO.match(given)


def _is_amphoe(plain: str, begins: int, given: str, surname: str, known: Known) -> bool:
    """อ. before a name of the register, or alone, is อำเภอ; before a given name and a surname อาจารย์."""
    amphoe = known.by_level.get("amphoe", {})
    if not surname or given in amphoe or given == "เมือง" or any(given.startswith(word) for word in ("เมือง",)):
        return True
    return surname.startswith(("จังหวัด", "จ.")) or plain.startswith("จ.", begins + len(given) + 1)


def _name(plain: str, begins: int, surnames: dict[str, str]) -> tuple[str, str, int]:
    """Given name, surname, and where they end."""
    run = _run(plain, begins)
    if run is None:
        return "", "", begins
    given = _cut(run)
    end = begins + len(given)
    if given != run:
        return given, "", end
    gap = _NICKNAME.match(plain, end) or _GAP.match(plain, end)
    if gap is None or gap.group().count("\n") > 1:
        return given, "", end
    rest = _run(plain, gap.end())
    expected = surnames.get(given)
    if expected is not None and rest and rest.startswith(expected.split()[0]):
        return given, expected, gap.end() + len(expected)
    if expected is not None and not (rest and _is_another(plain, gap.end(), rest)):
        return given, "", end
    if plain.startswith("ณ ", gap.end()):  # สมชาย ณ นคร
        home = _run(plain, gap.end() + 2)
        if home and not _AFTER_A_NAME.match(home):
            home = _cut(home)
            return given, f"ณ {home}", gap.end() + 2 + len(home)
        return given, "", end
    if rest is None or len(rest) < 2 or _is_no_surname(plain, gap.end(), rest):
        return given, "", end
    surname = _cut(rest)
    end = gap.end() + len(surname)
    second = _second_surname(plain, end) if surname == rest else ""
    if second:
        return given, f"{surname} {second}", end + 1 + len(second)
    return given, surname, end


def _is_another(plain: str, at: int, rest: str) -> bool:
    """A known given name before a new surname: only where a post or a mark shows that the word is one."""
    end = at + len(rest)
    shows = end == len(plain) or plain[end] in ",(\n" or bool(role_after(plain, end))
    return shows and len(rest) > 1 and not _is_no_surname(plain, at, rest)


def _is_no_surname(plain: str, at: int, word: str) -> bool:
    title, _ = _title_at(plain, at)
    return bool(_AFTER_A_NAME.match(word)) or (bool(title) and title.startswith(("นาย", "นาง")))


def _second_surname(plain: str, end: int) -> str:
    """A second surname is one only where a role follows it: "กานดา ตั้งใจ มีสุข สมาชิกสภา"."""
    if plain[end : end + 1] not in (" ", "\n"):
        return ""
    word = _run(plain, end + 1)
    if not word or len(word) < 3 or _is_no_surname(plain, end + 1, word) or _cut(word) != word:
        return ""
    return word if role_after(plain, end + 1 + len(word)) else ""


def _run(plain: str, at: int) -> str | None:
    """The word of letters that begins here."""
    found = LETTERS.match(plain, at) or _LATIN.match(plain, at)
    return found.group() if found else None


def _cut(run: str) -> str:
    """A name without the words that run on after it."""
    found = _GLUED_AFTER_A_NAME.search(run, 2)
    return run[: found.start()] if found else run


def _monk(plain: str, at: int, title: str, begins: int) -> Person | None:
    run = _run(plain, begins)
    if run is None or not _MONK.match(title):
        return None
    name = _cut(run)
    end = begins + len(name)
    surname = ""
    gap = _BLANKS.match(plain, end)
    after = _run(plain, gap.end()) if gap else None
    if gap and after and _RELIGION.fullmatch(after) and not _AFTER_A_NAME.match(after):
        surname, end = after, gap.end() + len(after)
    is_monk = title != "พระ" or surname or (name == run and _OFFICE_OF_MONKS.match(plain, end))
    if not is_monk or len(name) < 3:
        return None
    return Person(title, name, surname, at, end, role_after(plain, end), why="monk")


_BLANKS = re.compile(r" {1,3}")
_POST_FOR_A_TITLE = re.compile(
    f"(?<![ก-๎])(?P<title>กำนัน|ผู้ใหญ่บ้าน|ผู้ใหญ่) ?(?P<given>{LETTER}{{2,16}}) (?P<surname>{LETTER}{{2,20}})"
    r"(?= ?(?:กล่าว|เล่า|บอก|เปิดเผย|ระบุ|[,(/]))"
)


def _by_post(plain: str) -> Iterator[Person]:
    """Heads of villages are called by their post: "กำนันสมควร ยอดดี กล่าวว่า"."""
    for found in _POST_FOR_A_TITLE.finditer(plain):
        given, surname = found["given"], found["surname"]
        if not any(_AFTER_A_NAME.match(word) or _NO_GIVEN_NAME.match(word) for word in (given, surname)):
            yield Person(
                found["title"], given, surname, found.start(), found.end(), found["title"], why="post"
            )


#: What people call each other: ลุงชาญ, พี่ต้อย, ครูเพียร, ผญ.โก้, คุณตาประยงค์.
_CALLED = re.compile(
    r"(?P<title>คุณ(?:ตา|ยาย|ลุง|ป้า|พ่อ|แม่|ครู|หมอ)?|ลุง|ป้า|ยาย|พี่|เจ๊|เฮีย|ครู|กำนัน|ผู้ใหญ่|ผญ\. ?|(?P<ajarn>อ\.))"
    f"(?P<name>{LETTER}{{2,14}}?)(?![ะ-ฺ็-๎ๆฯ])(?=[^ก-๎]|$|กับ|และ|บอก|เล่า|กล่าว|เป็น|ได้|จะ|ฝาก|ช่วย)"
)
_NOBODY_CALLED = re.compile(
    r"น้อง|คุณ|เลี้ยง|ชาย|สาว|ใหญ่|เขย|สะใภ้|ป้า|น้า|อา$|ลุง|ตา|ยาย|หลาน|เอง|เขา|เธอ|คน|ท่าน|ทุก|บาง|หลาย|เรา|ผู้|สอน|โรง|อาจารย์|นักเรียน|ประจำ"
    r"|ภูมิ|บา|แก่|เกษียณ|ดอย|ศูนย์|ชำนาญ|บ้าน|ย$|ยผ้า|แม่|พ่อ|ปู่|อัตรา|ช่วย|จ๋า|ครับ|ค่ะ|นะ|จ้า|ใจ|ลูก|เพื่อน|แพทย์|ประจำ|พยาบาล|พัฒนา|วัย|ป่วย|เพศ|อาจ|สามารถ|จะ|ต้อง|ไม่|เคย|คิด|รู้|อยาก|เลือก|สนใจ|ชอบ"
    r"|เก่า|ดี$|ไทย$|ข้าง|แถว|ช่าง|ภาษา|พละ|ต้นแบบ|อาสา|จิตอาสา|ปฐมวัย|อนุบาล|ประถม|มัธยม|พี่|หญิง|แหนบ|ดีเด่น|ทั้ง|สารวัตร|ทีม|อนามัย|กลุ่ม|ชุมชน"
)
_CALLS = re.compile(r"(?:บ้าน|แทน|ฝาก|ขอบคุณ|รอง|ผู้แทน|พร้อม|ถาม|ติดต่อ|(?:^|[ \n])\d{1,2}\.)$")
_SHORT_OF_AN_OFFICE = re.compile(r"(?<![ก-๎])(?:ครู|คุณ)[ก-ฮ]{2,4}\.")
_GOES_ON = ("ที่", "ซึ่ง", "และ", "ว่า", "ให้", "ได้", "เป็น")
_IS_AJARN = re.compile(r"(?:และ|กับ|โดย|วิทยากร|พี่เลี้ยง|ขอบคุณ|เชิญ) ?:? ?$")
_SAYS = re.compile(r" ?(?:กล่าว|บอก|เล่า|ระบุ|เปิดเผย|ชี้แจง|เป็น)")
_OF_A_NAME = 4  # letters by which an amphoe is known


def _called(plain: str, named: Stretches, known: Known) -> Iterator[Person]:
    """Who is called by a word of kin or of a village's post and one name."""
    for found in _CALLED.finditer(plain):
        title, name = found["title"].strip(), found["name"]
        if named.meet(*found.span()) or not (
            _may_be_called(plain, found.start()) and _is_called(title, name)
        ):
            continue
        if found["ajarn"] and not _is_an_ajarn(plain, found.start(), name, known):
            continue
        surname, end = ("", found.end()) if found["ajarn"] else _surname_of_one_called(plain, found.end())
        role = role_after(plain, end) or role_before(plain, found.start())
        yield Person(title, name, surname, found.start(), end, role, why="called")


def _surname_of_one_called(plain: str, end: int) -> tuple[str, int]:
    """A surname, where a mark, a post or what is said shows that the next word is one; and where the name ends."""
    gap = _BLANKS.match(plain, end)
    rest = _run(plain, gap.end()) if gap else None
    if gap is None or rest is None or len(rest) < 2 or rest.startswith(_GOES_ON) or _AFTER_A_NAME.match(rest):
        return "", end
    if not (_is_another(plain, gap.end(), rest) or _SAYS.match(plain, gap.end() + len(rest))):
        return "", end
    surname = _cut(rest)
    return surname, gap.end() + len(surname)


def _may_be_called(plain: str, at: int) -> bool:
    before = plain[max(0, at - 12) : at]
    if _SHORT_OF_AN_OFFICE.match(plain, at):
        return False
    is_apart = not before or not re.match("[ก-๎#@.]", before[-1])
    return is_apart or bool(_ENDS_A_WORD.search(before) or _CALLS.search(before))


_VOWELS = frozenset("ะัาำิีึืุู็")


def _is_called(title: str, name: str) -> bool:
    no_name = _NO_NAME_AFTER.get(title)
    return not (
        _NOBODY_CALLED.match(name)
        or (title == "ป้า" and name[0] == "ย" and name[1] not in _VOWELS)  # ป้ายโครงการ
        or _AFTER_A_NAME.match(name)
        or _NO_GIVEN_NAME.match(name)
        or name.startswith(FOLLOWERS)
        or (no_name and no_name.match(name))
    )


def _is_an_ajarn(plain: str, at: int, name: str, known: Known) -> bool:
    """อ. before one name is a teacher where one is told of, and no amphoe is called like it."""
    amphoe = known.by_level.get("amphoe", {})
    begins = name[:_OF_A_NAME]
    return (
        bool(amphoe)
        and _IS_AJARN.search(plain, max(0, at - 14), at) is not None
        and not any(one.startswith(begins) for one in amphoe)
    )


def _bylines(plain: str) -> Iterator[Person]:
    """Who wrote the report: "ข่าว/ภาพ : สมชาย ใจดี"."""
    for found in _BYLINE.finditer(plain):
        title, begins = _title_at(plain, found.end())
        given, surname, end = _name(plain, begins, {})
        if given and surname and not title and end == _end_of_line(plain, end) and given not in _TEAMS:
            yield Person("", given, surname, begins, end, why="byline")
    for found in _REPORTS.finditer(plain):
        if found[1] not in _TEAMS:
            yield Person("", found[1], found[2], found.start(1), found.end(2), why="byline")


_TEAMS = frozenset({"ทีมข่าว", "ทีมงาน", "กองบรรณาธิการ", "ฝ่ายข่าว", "ศูนย์ข่าว", "สำนักข่าว"})


def _end_of_line(plain: str, at: int) -> int:
    """`at` where nothing but blanks follows on the line or a mark; else the line's end."""
    found = re.compile(r"[ ]*(?=\n|$|[/,|(]|- ?\d|ผู้สื่อข่าว|รายงาน)").match(plain, at)
    return at if found else -1
