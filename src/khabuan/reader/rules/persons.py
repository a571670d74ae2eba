"""People: a title, a name, what they are. "พ.ต.ท.หญิง สมใจ ดีงาม รองผู้กำกับ", "ผู้ว่าฯ (นายสมชาย ใจดี)".

The title tells where a name begins; who has none is `untitled`. Who was named in full is known again by the given name.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from khabuan.reader.rules import untitled
from khabuan.reader.rules.facts import PersonFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.page import Page, Span
from khabuan.reader.rules.person_names import (
    AFTER_A_NAME,
    NO_GIVEN_NAME,
    Person,
    cut,
    name_at,
    run_at,
    titles_at,
)
from khabuan.reader.rules.roles import role_after, role_before
from khabuan.reader.rules.words import LETTER, LETTERS, listed

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
_NO_TITLE_BEFORE = re.compile(r"(?:มิถุ|ท|เจ้า|มูล|ขุน|พระ|เมีย|หลาย|อำเภอ|ตำบล|บ้านท|อ\.|ต\.|สิบ|ร้อย|พัน)$")
#: Words that begin with a title and are no names: คุณภาพ, พระราชบัญญัติ.
_NO_NAME_AFTER = {
    "คุณ": re.compile(
        r"(?:ลูกค้า|ภาพ|ธรรม|ค่า|ลักษณะ|สมบัติ|ประโยชน์|วุฒิ(?=$|ทาง|การ)|หมอ|พ่อ|แม่|ครู|ตา|ยาย|ลุง|ป้า|งามความ|"
            r"ชีวิต|ูป|อนันต์|ที่|เห็น|ทำ|หญิง|ชาย$|นาย)"
    ),
    "พระ": re.compile(
        r"(?:ราช|บรม|นคร|บาท|พุทธ|สงฆ์|เจ้า|นาง|องค์|ธรรม(?=$|เทศนา)|ประแดง|มหากษัตริย์|ภูมิ|อาราม|โขนง|"
            r"ราม(?=$|สอง)|ลาน|ยืน|พรหมคีรี|แสง(?=$)|"
        r"ประมุข|ปรมา|อนุเคราะห์|วิหาร|เครื่อง|คุณ|กรุณา|เมตตา|เดช|เกียรติ|ชนม|ดำริ|ปณิธาน|เทพ|สมุทรเจดีย์|ประธาน)"
    ),
}  # fmt: skip
#: "นายก" before a name is a post: นายกชวน. These are names that begin with ก.
_NAMED_WITH_KO = re.compile(r"ก(?:[ะ-ฺ็-๎ฤมนรลวษณตฎ]|ส[ิา]|ช(?:กร|พร|มน|นิภ)|อบ(?:[ชศเกแโ])|้อ|่อ)")

#: Monks: a name in religion ends so, or an office of monks follows.
_MONK = re.compile(r"^พระ(?:ครู|มหา|อธิการ|อาจารย์|ปลัด|สมุห์|ใบฎีกา|$)")
_RELIGION = re.compile(f"{LETTER}+(?:โ[ก-ฮ]|โณ|สี|ปัญโญ|ิโก|มุนี|เมธี)$")
_OFFICE_OF_MONKS = re.compile(r" ?(?:\(|เจ้าอาวาส|รองเจ้าอาวาส|เจ้าคณะ|รองเจ้าคณะ|ที่ปรึกษาเจ้าคณะ|ประธานสงฆ์)")
#: Titles that are words of the language too: a name is there only with its surname.
_NEEDS_SURNAME = re.compile(
    r"^(?!น\.ส\.$)(?:คุณ|ครู|อาจารย์|อ\.|ดร\.?|[ผร]?ศ\.|ศาสตรา|รองศาส|ผู้ช่วยศาส|แม่ชี|สามเณร|ภก|ท|นพ|พญ|[ก-ฮ]\.)"
)
_QUIET = re.compile(r"[#@]")


def people(page: Page, known: Known) -> list[Person]:
    """Everybody who is named, once, in the order of the text."""
    found: dict[str, Person] = {}
    for one in sorted(_mentions(page.plain, known), key=lambda person: person.start):
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
        if one.given == first.given + first.surname or (one.why == "hand" and one.given == first.surname):
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
            note="byline" if one.why == "byline" else "",
        )  # fmt: skip


def spans(found: Iterable[Person]) -> list[Span]:
    """Where people are named: what stands there is no place and no body."""
    return sorted(Span(*where) for one in found for where in [(one.start, one.end), *one.again])


def _differ(one: str, other: str) -> bool:
    """Two surnames and not one with a slip or a cut."""
    return not (one.startswith(other[:4]) or other.startswith(one[:4]))


def _mentions(plain: str, known: Known) -> list[Person]:
    titled = list(_titled(plain, known))
    return [*titled, *untitled.mentions(plain, known, titled)]


def _titled(plain: str, known: Known) -> Iterator[Person]:
    done = 0
    surnames: dict[str, str] = {}
    for found in _A_TITLE_MAY_BEGIN.finditer(plain):
        if found.start() < done:
            continue
        begins_well = _may_begin_here(plain, found.start())
        if plain.startswith(_GLUED, found.start()) and _is_in_a_place(plain, found.start(), known):
            continue
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
    """เดิมบางนางบวช: the letters of a title in the name of a place."""
    if not LETTERS.match(plain[at - 1 : at]):
        return False
    ends = range(at + len("นาย") + 1, at + _LONGEST_PLACE)
    begins = range(max(0, at - _LONGEST_PLACE), at)
    return any(plain[begin:end] in known.by_name for begin in begins for end in ends)


_LONGEST_PLACE = 12

#: Ranks that are no other word's letters: right behind any word they are believed, if a surname follows.
_WRITTEN_OUT = re.compile(
    r"ว่าที่ร้อย|(?:พล|พัน|ร้อย|สิบ)(?:ตำรวจ)?(?:เอก|โท|ตรี)|พล(?:เรือ|อากาศ)|นาวา|ผู้ช่วยศาสตราจารย์|รองศาสตราจารย์"
)
_ENDS_A_WORD = re.compile(
    "(?:"
    + "|".join(
        listed(
            r"""
    ก็ ผม ดิฉัน ฝ่าย โดย มี และ กับ นำ ด้วย ให้ แก่ ของ คือ บ้าน ครอบครัว ท่าน ที่ จาก ต่อ ด้าน ถึง เป็น ว่า ขณะ ได้แก่ เชิญ
    เรียน ณ
    """
        )
    )
    + ")$"
)


def _person_at(plain: str, at: int, surnames: dict[str, str], known: Known) -> Person | None:
    title, begins = titles_at(plain, at)
    if plain.startswith("คุณ", at) and not title:
        title, begins = "คุณ", at + 3
    if not title or title == "ว่าที่" or (title.startswith(("นาย", "นาง")) and title.endswith(" อ.")):
        return None
    gap = re.compile(r"[ \n]{0,3}").match(plain, begins)
    begins = gap.end() if gap else begins
    run = run_at(plain, begins) or ""
    no_name = _NO_NAME_AFTER.get(title[:3])
    if (
        "\n\n" in plain[at:begins]
        or NO_GIVEN_NAME.match(run)
        or (no_name and len(title) == 3 and no_name.match(run))
    ):
        return None
    if title.startswith("พระ"):
        return _monk(plain, at, title, begins)
    given, surname, end = name_at(plain, begins, surnames)
    if not given or (len(given) < 2 and not surname):
        return None
    if (
        not surname
        and given not in surnames
        and (_is_counted(plain, at) or (plain[begins - 1] == " " and AFTER_A_NAME.match(run)))
    ):
        return None  # ทหาร 4 นาย, กำลัง  นาย มาช่วย
    role = role_after(plain, end) or role_before(plain, at)
    if not surname and _NEEDS_SURNAME.match(title) and given not in surnames:
        shown = _is_teacher(plain, at, end, given, known) if title == "อ." else title == "คุณ" and role
        return Person(title, given, "", at, end, role) if shown else None
    if _is_a_post(plain, at, given) or (title == "อ." and _is_amphoe(plain, begins, given, surname, known)):
        return None
    return Person(title, given, surname, at, end, role)


_NUMBER_BEFORE = re.compile(r"(?:^|\n) *\d{1,3} ?$|\d ?$")


def _is_counted(plain: str, at: int) -> bool:
    """ "ทหาร 4 นาย"; a number that begins a line is the row's."""
    found = _NUMBER_BEFORE.search(plain[max(0, at - 8) : at]) if at else None
    return found is not None and not (found.group().startswith("\n") or found.start() == 0 == max(0, at - 8))


_TEACHES = re.compile(r"(?:วิทยากร|พี่เลี้ยง|ที่ปรึกษา|ขอบคุณ|ขอบพระคุณ|เชิญ|โดย|กับ|และ|ทีม|ท่าน)(?:หลัก|ร่วม)? ?:? ?$|, ?$")
_TEACHER_DOES = re.compile(r" ?(?:กล่าว|บอก|เล่า|บรรยาย|แนะนำ|สอน|เป็นวิทยากร|ชี้แจง|นำกระบวนการ)")


def _is_teacher(plain: str, at: int, end: int, given: str, known: Known) -> bool:
    """อ. before a given name alone is อาจารย์ where the words beside it say so, and no amphoe is called nearly so."""
    amphoe = known.by_level.get("amphoe", {})
    if not amphoe or any(name.startswith(given[:4]) for name in amphoe):
        return False
    return bool(_TEACHES.search(plain[max(0, at - 20) : at]) or _TEACHER_DOES.match(plain, end))


def _is_a_post(plain: str, at: int, given: str) -> bool:
    """นายกชวน is the mayor or premier called ชวน, not somebody called กชวน."""
    if not plain.startswith("นายก", at):
        return False
    return not _NAMED_WITH_KO.match(given) or _DOES.match(given, 1) is not None


_DOES = re.compile(r"รับ(?:ปาก|ทราบ|เรื่อง|รอง|ว่า|ฟัง)|ลงพื้น|ลงนาม|มอบ|มา(?:เปิด|ร่วม|เอง)|ล่าว|นำ|รายงาน")


def _is_amphoe(plain: str, begins: int, given: str, surname: str, known: Known) -> bool:
    """อ. before a name of the register, or alone, is อำเภอ; before a given name and a surname อาจารย์."""
    amphoe = known.by_level.get("amphoe", {})
    if not surname:
        return True
    if given in amphoe or given.startswith("เมือง"):
        ends = plain.find(surname, begins) + len(surname)
        return surname in known.by_name or given != "เมือง" or not role_after(plain, ends)
    return surname.startswith(("จังหวัด", "จ.")) or plain.startswith("จ.", begins + len(given) + 1)


def _monk(plain: str, at: int, title: str, begins: int) -> Person | None:
    run = run_at(plain, begins)
    if run is None or not _MONK.match(title):
        return None
    name = cut(run)
    if comes := _COMES.search(name, 2):
        name = name[: comes.start()]
    end = begins + len(name)
    surname = ""
    gap = _BLANKS.match(plain, end)
    after = run_at(plain, gap.end()) if gap else None
    if gap and after and _RELIGION.fullmatch(after) and not AFTER_A_NAME.match(after):
        surname, end = after, gap.end() + len(after)
    is_monk = title != "พระ" or surname or (name == run and _OFFICE_OF_MONKS.match(plain, end))
    if not is_monk or len(name) < 3:
        return None
    role = role_after(plain, end) or role_before(plain, at)
    return Person(title, name, surname, at, end, role, why="monk")


_BLANKS = re.compile(r" {1,3}")
_COMES = re.compile(r"จาก(?=วัด|บ้าน|อำเภอ|ตำบล)|มา(?=จาก|เป็น|ร่วม|สวด|ผูก|ให้|ประ|เทศ)")
