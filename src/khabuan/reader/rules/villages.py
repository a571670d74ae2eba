"""Villages: บ้าน and a name. The word is in half of what is told here (บ้านมั่นคง, บ้านเรือน), so a village needs more:
a หมู่ or a wider place beside it, ชุมชน before it, a temple or school of its name in the text, or the register's word that
there is one in such a place. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from khabuan.reader.rules.addresses import Place
from khabuan.reader.rules.known import Area, Known
from khabuan.reader.rules.place_names import ALONE, CLOSE, NAMES_NOTHING, registered, skip
from khabuan.reader.rules.words import LETTER, any_of, listed

_VILLAGE = re.compile(
    r"(?P<word>(?:หมู่บ้าน|ชุมชนบ้าน|บ้าน)(?!บ้าน)|"
    + ALONE
    + r"บ\. ?)\n?(?P<name>(?:(?!หมู่|ตำบล|อำเภอ|จังหวัด|(?:และ|กับ)บ้าน)"
    + LETTER
    + r"){2,30}(?:\d{1,2}(?![\d,/])| ?\d{1,2}(?= ?(?:หมู่|ม\.|ต\.|ตำบล)))?)"
)
_NO_VILLAGE = re.compile(
    any_of(
        listed(
            r"""
    พอเพียง มั่นคง ชุมชน เลขที่ เรือน ของ ที่ นาย นาง น.ส. เอื้ออาทร ประชารัฐ กลางเมือง เช่า ใหม่ให้ พัก แฝด ละ
    และ เมือง ดังกล่าว แล้ว จำนวน สร้าง หลัง ผู้ คน ให้ ซึ่ง ใน จาก ต่าง ยั่งยืน ต้นแบบ เป้าหมาย วัฒนธรรม จัดสรร
    """
        )
    )
)
#: Temples and schools are called after their village: วัดหนองไผ่, โรงเรียนบ้านหนองไผ่.
_CALLED_AFTER_IT = re.compile(f"(?:วัด(?:บ้าน)?|(?:โรงเรียน|รร\\.) ?บ้าน)({LETTER}{{3,30}})")
#: What a village's name is only a part of.
_OF_A_SCHOOL = re.compile(
    r"(?:วัด|โรงเรียน|รร\.|อบต\.|เทศบาล(?:ตำบล|เมือง)?|ทต\.|โรงพยาบาล[ก-๎]{0,20}|รพ\.สต\.|แยก|ตลาด(?=บ้านใหม่)) ?$"
)
#: Where a village's name ends that runs on without a blank; never within its first letters.
_RUNS_ON = re.compile(
    r"และ|ได้|ซึ่ง|โดย|เพื่อ|ที่|เป็น|กับ|ว่า|จึง|จะ|ให้|ร่วม|เข้า|ถือ|แล้ว|อย่าง|ตั้งอยู่|อยู่|มี|ใน|ขอ(?=เข้า|ให้|รับ|เพิ่ม|ความ|บคุณ)|เสนอ"
    r"|มา(?=ร่วม|จาก|ช่วย|ประชุม|กัน)|กล่าว|เล่า|บอก|พร้อม|ถูก|ยัง(?!หวาย)|จาก|จำนวน|ประสบ|เสียหาย|น้ำท่วม|ของ|ไม่|ครัวเรือน|ทั้ง(?=หมด|หมู่|นี้)"
)
#: What villages are called after: a wood, a marsh, a brook. A name that begins so needs nothing beside it.
_OF_THE_LAND = re.compile(
    r"(?:โคก|ดอน|หนอง|ห้วย|ห้วง|โนน|โพน|คลอง|บึง|ทุ่ง|ดง(?!าม)|วัง(?!เวง)|สระ|เกาะ|แหลม|ปาก(?!ต่อ)|ป่า(?!ไม้|ชุมชน)|กุด|ควน|โป่ง|ร่อง|ซับ|หาด"
    r"|หัว(?!หน้า|ใจ|ละ)|นา(?!ย|ง|น|ที|ค|ม|ฬิ|รี)|ท่า(?!น|ที|ทาง)|เหล่า(?!นี้|นั้น|ใด)|โพธิ์|บาง(?=[ก-ฮเแโ])(?!คน|ส่วน|หลัง|ครัว|แห่ง|ราย|ท่าน|ที่|ครั้ง|กลุ่ม|พื้นที่|หมู่))"
    + LETTER
    + "{2}"
)
_LEAST, _LEAST_IN_A_LIST = 3, 5
#: Who speaks for a village: ผู้แทนบ้านหนองไผ่; whose village it is: ชาวบ้านบ้านหนองไผ่.
_SPEAKS_FOR_IT = re.compile(r"(?:ผู้แทน|ตัวแทน|(?:ผู้ใหญ่|แม่|ชาว|ลูก|พ่อ|หมู่)บ้าน)$")
#: Before a list of villages, and between two of them.
_LIST_BEGINS = re.compile(r"(?:หมู่บ้าน|ชุมชน)[^\n]{0,30}?(?:คือ|ได้แก่|เช่น|อาทิ|ประกอบด้วย|:|\() ?$")
_IN_A_LIST = re.compile(r" ?[,/] ?|[ \n](?:และ ?|กับ ?)?|และ ?|กับ ?")
_MOO = re.compile(r"[ \n]{0,2}(?:(?:หมู่ที่|หมู่|ม\.|ม)[ \n]?\d{1,2}(?!\d)|\(ม\.?\d{1,2}\))[ \n,]{0,2}")
_MOO_BEFORE = re.compile(r"(?:หมู่ที่|หมู่|ม\.) ?\d{1,2} ?$")


def villages(plain: str, found: Sequence[Place], known: Known) -> Iterator[Place]:
    """Villages: บ้าน and a name with a หมู่ or a wider place beside it, one that the register has in such a place, or one
    that its own words tell."""
    wider = {place.start: place for place in found if place.level in ("tambon", "amphoe")}
    tambons = {place.end: place for place in found if place.level == "tambon"}
    ends = sorted(tambons)
    told = {area.code for place in wider.values() for area in place.areas}
    narrowest = told - {code for place in wider.values() for area in place.areas for code in area.within}
    called = {_cut(found[1]) for found in _CALLED_AFTER_IT.finditer(plain)}
    called |= {place.name for place in found if place.level == "tambon" and len(place.name) >= _LEAST}
    candidates = [village for village in _VILLAGE.finditer(plain) if not _is_no_village(village)]
    listed = _listed(plain, candidates)
    follows: tuple[int, Place | None] | None = None
    kept: list[Place] = []
    for village in reversed(candidates):
        moo = _MOO.match(plain, village.end())
        behind = skip(plain, moo.end() if moo else village.end())
        beside = wider.get(behind)
        is_before = beside is not None
        if follows and not is_before and CLOSE.fullmatch(plain, village.end(), follows[0]):
            is_before, beside = True, follows[1]
        numbered = moo or _MOO_BEFORE.search(plain, max(0, village.start() - 12), village.start())
        read = registered(plain, village.start("name"), "village", known)
        areas = tuple(area for area in read.areas if told.intersection(area.within)) if read else ()
        of_a_school = _OF_A_SCHOOL.search(plain, max(0, village.start() - 30), village.start()) is not None
        end_before = _tambon_before(plain, village.start(), ends)
        if numbered or areas or (not of_a_school and (is_before or end_before is not None)):
            beside = beside or (tambons[end_before] if end_before is not None else None)
            follows = village.start(), beside
            start = village.start() + (len("ชุมชน") if village["word"] == "ชุมชนบ้าน" else 0)
            end, name = (read.end, read.name) if read and areas else (village.end(), village["name"].strip())
            number = _number(numbered)
            within = {area.code for area in beside.areas} if beside else narrowest
            there = _there(areas, within, number)
            kept.append(Place(start, end, "village", name, there, "village", moo=number, beside=beside))
            continue
        name = _cut(village["name"])
        if plain[village.start("name") - 1] == "\n":
            continue
        if not of_a_school and (
            name in called or village.start() in listed or _is_told(plain, village, name)
        ):
            start = max(village.start(), village.start("name") - len("บ้าน"))
            kept.append(
                Place(start, village.start("name") + len(name), "village", name, (), "village by its own")
            )
    yield from reversed(kept)


def _listed(plain: str, candidates: Sequence[re.Match[str]]) -> frozenset[int]:
    """Villages of a list that says it is one: "4 หมู่บ้าน คือ บ้านไร่ บ้านนา และบ้านสวน"."""
    listed: set[int] = set()
    last_end, is_in = -1, False
    for village in candidates:
        goes_on = is_in and _IN_A_LIST.fullmatch(plain, last_end, village.start()) is not None
        begins = _LIST_BEGINS.search(plain, max(0, village.start() - 60), village.start()) is not None
        is_in = (goes_on or begins) and village["word"] != "หมู่บ้าน"
        if is_in:
            listed.add(village.start())
        last_end = village.start("name") + len(_cut(village["name"]))
    return frozenset(listed)


def _is_told(plain: str, village: re.Match[str], name: str) -> bool:
    """Whether a village is told by its name, the word before it, or another beside it: "บ้านไร่ กับบ้านนา"."""
    if len(name) < _LEAST:
        return False
    before = plain[max(0, village.start() - 40) : village.start()]
    if village["word"] == "ชุมชนบ้าน" or (village["word"] == "บ้าน" and _SPEAKS_FOR_IT.search(before)):
        return True
    if _OF_THE_LAND.match(name):
        return True
    if len(name) < _LEAST_IN_A_LIST:  # บ้านไม้และบ้านปูน
        return False
    behind = _NEXT_VILLAGE.match(plain, village.start("name") + len(name))
    other = _VILLAGE.match(plain, behind.end() - len("บ้าน")) if behind else None
    first = _FIRST_OF_TWO.search(before + "บ้าน")
    return bool((other and not _is_no_village(other)) or (first and not _NO_VILLAGE.match(first[1])))


_NEXT_VILLAGE = re.compile(r" ?(?:,|/|และ|กับ) ?บ้าน")
_FIRST_OF_TWO = re.compile(f"(?<![ก-๎])บ้าน({LETTER}{{5,20}}) ?(?:,|/|และ|กับ) ?บ้าน$")


def _cut(run: str) -> str:
    """A village's name without the words that run on after it."""
    found = _RUNS_ON.search(run, _LEAST)
    return (run[: found.start()] if found else run).strip()


def _is_no_village(village: re.Match[str]) -> bool:
    name, is_plain = village["name"], village["word"] == "หมู่บ้าน"
    return bool(_NO_VILLAGE.match(name) or (is_plain and NAMES_NOTHING.match(name)))


def _tambon_before(plain: str, start: int, ends: Sequence[int]) -> int | None:
    """Where the tambon ends that stands right before, if one does."""
    at = bisect_right(ends, start)
    is_next = at and start - ends[at - 1] <= 2 and plain[ends[at - 1] : start].isspace()
    return ends[at - 1] if is_next else None


def _number(numbered: re.Match[str] | None) -> int | None:
    digits = re.search(r"\d{1,2}", numbered.group()) if numbered else None
    return int(digits.group()) if digits else None


def _there(areas: Sequence[Area], within: set[str], number: int | None) -> tuple[Area, ...]:
    """Of the villages of a name those in the place beside it, else in the narrowest places of the text; none of them
    where their number is another than the one that is said."""
    there = (area for area in areas if within.intersection(area.within))
    return tuple(area for area in there if number is None or int(area.code[-2:]) == number)
