"""Places: what a text names as จังหวัด อำเภอ ตำบล บ้าน ภาค โซน, marked or not, and which of them the event is at.

A place is told by the word before it (จ. อ. ต. and the long forms), by standing in a list behind one that is, or, for
provinces, by its name alone where a word may begin and end. The register says where a name ends and what it is in
(`place_names`). Who is named is no place: `taken`. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from khabuan.reader.rules.addresses import LEVELS, Place, say_provinces
from khabuan.reader.rules.bare_places import bare_places
from khabuan.reader.rules.known import Area, Known
from khabuan.reader.rules.page import Span
from khabuan.reader.rules.place_names import ALONE, CLOSE, NAMES_NOTHING, Read, nearly, registered, skip
from khabuan.reader.rules.urban import communities
from khabuan.reader.rules.villages import villages
from khabuan.reader.rules.words import FOLLOWERS, LETTER, LETTERS, any_of, is_cut, listed, may_stand_alone

BANGKOK = "กรุงเทพมหานคร"

_MARK = re.compile(
    r"(?P<municipal>เทศบาลตำบล|ทต\.)|(?P<tambon>ตำบล|ตะบล|ตำบน|แขวง|(?:(?<=สอช\.)|"
    + ALONE
    + r")ต\.(?! ?[ก-ฮ]\.))"
    r"|(?P<amphoe>อำเภอ|อำเพอ|" + ALONE + r"อ\.(?! ?[ก-ฮ]\.))|(?P<khet>เขต)"
    r"|(?P<province>จังหวัด|จังวัด|" + ALONE + r"(?:จ\.(?! ?[ก-ฮ]\.)|จว\.))"
    r"|(?P<glued>(?<=[ก-๎])(?<![ผบมพวท])[ตอจ]\.(?! ?[ก-ฮ]\.))"
    r"|(?P<short>(?:อบต|อบจ|พมจ|พอจ|สสจ|ผวจ|ทน|ทม)\. ?)"
)
#: Right behind a place the short marks need no blank: "ต.ดาวเรืองอ.เมืองจ.สระบุรี".
_GLUED = re.compile(r"(?P<tambon>ต\.)|(?P<amphoe>อ\.)|(?P<province>จ\.)")
_LEVEL_OF = {
    "municipal": ("tambon",), "tambon": ("tambon",), "amphoe": ("amphoe",), "khet": ("amphoe",), "province": ("province",),
    "short": ("tambon", "province"),
}  # fmt: skip
_GLUED_LEVEL = {"ต": ("tambon",), "อ": ("amphoe",), "จ": ("province",)}
_NEXT_IN_A_LIST = re.compile(r" ?[,/] ?(?:และ ?)?|[ \n]{1,3}(?:และ|กับ|รวมถึง|หรือ)?[ ]?|และ ?|-")
#: Before a mark: what is told is of all or many, and no name follows: หลายตำบลสะท้อนว่า.
_NOT_ONE = re.compile(r"(?:หลาย|ทุก|แต่ละ|กี่|ต่าง)$")
_LIST_BEGINS = re.compile(
    r" ?(?:นำร่อง|เป้าหมาย|ต้นแบบ|ชายฝั่ง|ชายแดน|ใกล้เคียง|ที่เหลือ|เดียว|ดังกล่าว|แรก)? ?(?:\d{1,3} ?)?"
    r"(?:แห่ง ?)?(?:ได้แก่|คือ|ประกอบด้วย|ประกอบไปด้วย|อาทิ|เช่น|:|\() ?:? ?"
)
#: Provinces whose names are words: alone only beside another province.
_WORDS_TOO = frozenset(
    listed(
        r"""
    เลย ตาก แพร่ น่าน
    """
    )
)
#: Spoken names that mean the province also without จังหวัด.
_SPOKENALONE = frozenset(
    listed(
        r"""
    โคราช อยุธยา แปดริ้ว อุบลฯ อุดรฯ ประจวบฯ สุราษฎร์ฯ กรุงเทพ กรุงเทพฯ กทม กทม.
    """
    )
)
_AMPHOE_WORDS_TOO = frozenset(
    listed(
        r"""
    เมือง สังคม สันติสุข พัฒนานิคม สามัคคี ชุมชน ชนบท ท่าเรือ เสนา บ้านนา ท่าช้าง วัง ปลายทาง ดุสิต วัฒนา สวนหลวง ทวีวัฒนา ราชเทวี
    """
    )
)
_ADDRESS_GOES_ON = re.compile(r" (?:อำเภอ|อ\.|จังหวัด|จ\.)")
FOLLOWERS_TOO = frozenset(FOLLOWERS)
_BEFOREALONE = re.compile(
    r"(?:ใน|ที่|จาก|และ|กับ|ถึง|ชาว|สู่|ของ|คือ|หรือ|ได้แก่|อาทิ|เช่น|พื้นที่|ณ|โซน|ปลัด|ศาลากลาง|คน|ไป|"
    r"ยัง|มา|โดย|พ่อเมือง|ผู้ว่า|ผู้ว่าฯ|เขต|เวที|ขบวน|ทีม|แก่)$"
)
_REGION = re.compile(
    r"(?P<capital>(?:ภาค ?)?กรุงเทพ(?:ฯ|มหานคร)?,? ?(?:และ ?)?ปริมณฑล ?(?:และ ?)?(?:ภาค)?ตะวันออก(?!เฉียง))"
    r"|ภาค ?(?P<name>กลาง ?และ ?(?:ภาค)?ตะวันตก|ตะวันออกเฉียงเหนือ|ตะวันออก|ตะวันตก|เหนือ|ใต้|กลาง|"
    r"อีสาน)(?:ตอน(?:บน|ล่าง|กลาง))?(?:ฝั่ง(?:อันดามัน|อ่าวไทย))?"
    r"|(?P<alone>(?<![ก-๎#])(?:อีสาน)(?![ก-๎]))"
)
_OFFICE = re.compile(
    r"(?:สำนักงาน|สนง\.|สำนัก|ผู้อำนวยการ|ผอ\.|พอช\. ?|ผู้จัดการ|สถาบัน|มหาวิทยาลัย|ธนาคาร|กองทัพ|กรม|"
    r"ศูนย์|ปฏิบัติการ|จังหวัดชายแดน|ชายแดน)$"
)
_ZONE = re.compile(
    r"โซน ?(?:ที่ ?)?(?P<zone>\d{1,2}(?![\d,])|[ก-ฮ](?![ก-๎])|[A-D](?![A-Za-z])|(?:ตะวันออกเฉียงเหนือ|ตะวันออก|ตะวันตก|เหนือ|ใต้|กลาง|บน|"
    r"ล่าง)(?!ดิน|น้ำ|เขื่อน|เมือง|คลอง|สุด|แจ้ง|วัน|คืน)|อันดามัน|อ่าวไทย"
    r"|ลุ่มน้ำ(?:(?!กับ|และ)[ก-๎]){2,12})|กลุ่มจังหวัด(?P<cluster>(?:ร้อยแก่นสารสินธุ์|นครชัยบุรินทร์|สนุก|ล้านนา|เบญจบูรพา)"
    r"|ภาค[ก-๎]{3,30}(?: ?\d(?!\d))?)"
)
#: A zone of one community: ชุมชนสะพานไม้ โซน 3.
_OF_A_COMMUNITY = re.compile(r"(?<!องค์กร)ชุมชน(?!ตำบล|ท้องถิ่น|เมือง)[^\n]{0,30}$")


def places(plain: str, known: Known, taken: Sequence[Span]) -> list[Place]:
    """Every place that is named, as often as it is, in the order of the text."""
    free = _Free(taken)
    found: list[Place] = []
    found += free.only(_regions(plain))
    found += free.only(_marked(plain, known))
    found += free.only(_provinces_alone(plain, known))
    found = _resolved(sorted(found, key=lambda place: place.start), plain, known)
    found += free.only(bare_places(plain, known, found))
    found += free.only(_beside(plain, known, found))
    found = sorted(found, key=lambda place: place.start)
    found += free.only(villages(plain, found, known))
    found += free.only(communities(plain, found))
    found = sorted(found, key=lambda place: place.start)
    say_provinces(found, plain, known)
    return found


class _Free:
    """Stretches that nobody has taken yet."""

    def __init__(self, taken: Iterable[Span]) -> None:
        self._spans = sorted((span[0], span[1]) for span in taken)

    def only(self, found: Iterable[Place]) -> list[Place]:
        kept = []
        for place in found:
            at = bisect_right(self._spans, (place.start, 1 << 60))
            before = at and self._spans[at - 1][1] > place.start
            behind = at < len(self._spans) and self._spans[at][0] < place.end
            if not before and not behind:
                self._spans.insert(at, (place.start, place.end))
                kept.append(place)
        return kept


def _regions(plain: str) -> Iterator[Place]:
    for found in _ZONE.finditer(plain):
        if not _OF_A_COMMUNITY.search(plain, max(0, found.start() - 40), found.start()):
            yield Place(found.start(), found.end(), "zone", found["zone"] or found["cluster"], why="zone")
    for found in _REGION.finditer(plain):
        if not _OFFICE.search(plain[max(0, found.start() - 16) : found.start()]):
            name = (found["capital"] or found["name"] or found["alone"]).removeprefix("ภาค").strip()
            yield Place(found.start(), found.end(), "region", " ".join(name.split()), why="region")


def _marked(plain: str, known: Known) -> Iterator[Place]:
    """Places behind their marks, and the lists that go on from them."""
    at = 0
    while mark := _MARK.search(plain, at):
        at = mark.end()
        while mark is not None:
            kind = mark.lastgroup or ""
            found = _behind(plain, mark, kind, known)
            if not found:
                break
            yield from found
            at = found[-1].end
            mark = _GLUED.match(plain, at)


def _behind(plain: str, mark: re.Match[str], kind: str, known: Known) -> list[Place]:
    if len(mark.group()) > _SHORT_MARK and _NOT_ONE.search(plain, max(0, mark.start() - 5), mark.start()):
        return []
    begins = skip(plain, mark.end())
    levels = _GLUED_LEVEL[mark.group()[0]] if kind == "glued" else _LEVEL_OF[kind]
    if kind == "short" and _OF_A_PROVINCE.match(mark.group()):
        levels = ("province",)
    for level in levels:
        read = registered(plain, begins, level, known)
        if read is not None and level == "province" and not may_stand_alone(plain, read.end):
            read = _longer(plain, begins, read, known)
        if read is not None and _fits(plain, mark, kind, read):
            start = begins if kind == "short" else mark.start()
            first = Place(start, read.end, level, read.name, read.areas, f"{kind} {read.why}")
            return [first, *_list(plain, read.end, level, known, read.areas)]
    level = levels[0]
    if level == "amphoe" and kind not in ("khet", "glued") and plain.startswith("เมือง", begins):
        end = begins + len("เมือง")
        capital = Place(mark.start(), end, level, "เมือง", (), "amphoe of the capital")
        return [capital, *_list(plain, end, level, known, ())]
    listed = _LIST_BEGINS.match(plain, mark.end()) if kind in ("tambon", "amphoe", "province") else None
    if listed:
        return list(_list(plain, listed.end(), level, known, (), is_first=True))
    return _unregistered(plain, mark, kind, begins)


_SHORT_MARK = 3
#: Offices of a province: there is a tambon that is called like another province.
_OF_A_PROVINCE = re.compile("อบจ|พมจ|พอจ|สสจ|ผวจ")


def _longer(plain: str, begins: int, read: Read, known: Known) -> Read:
    """A word that goes on after a province's name may be another province with a slip: อุบล and อุบลราชธาน."""
    run = LETTERS.match(plain, begins)
    whole = nearly(run.group(), "province", frozenset(), known, is_short=False) if run else None
    if run is None or whole is None:
        return read
    return whole._replace(end=run.end(), name=whole.areas[0].name)


def _fits(plain: str, mark: re.Match[str], kind: str, read: Read) -> bool:
    if read.name in FOLLOWERS_TOO and not (
        plain.startswith(read.name, mark.end()) and _ADDRESS_GOES_ON.match(plain, read.end)
    ):
        return False  # there is a tambon called และ
    if kind == "khet":
        return any(area.province == "10" for area in read.areas)
    if kind in ("short", "glued"):
        return may_stand_alone(plain, read.end)
    is_word = read.name in _WORDS_TOO and plain[mark.end() : mark.end() + 1].isspace()
    return not is_word or may_stand_alone(plain, read.end)


def _unregistered(plain: str, mark: re.Match[str], kind: str, begins: int) -> list[Place]:
    """A word that the register has not: for `_resolved` to know it, or to let it go."""
    run = LETTERS.match(plain, begins)
    is_long = len(mark.group()) > 3
    if run is None or kind in ("khet", "short", "glued", "municipal") or (is_long and begins > mark.end()):
        return []
    word = run.group()
    if NAMES_NOTHING.match(word) or len(word) > 30:
        return []
    end = run.end() + plain.startswith("ฯ", run.end())
    return [Place(mark.start(), end, _LEVEL_OF[kind][0], word, (), "not in the register", is_sure=False)]


def _list(
    plain: str, at: int, level: str, known: Known, beside: tuple[Area, ...], *, is_first: bool = False
) -> Iterator[Place]:
    """Places of the same level that are told one after the other: "อำเภอก ข และค"."""
    provinces = {area.province for area in beside}
    while True:
        gap = None if is_first else _NEXT_IN_A_LIST.match(plain, at)
        begins = at if is_first else gap.end() if gap else -1
        if begins < 0 or _MARK.match(plain, begins):
            return
        if (
            level == "tambon"
            and plain[at:begins].isspace()
            and (wider := _its_amphoe(plain, begins, known, beside))
        ):
            yield wider
            return
        read = registered(plain, begins, level, known)
        if (
            read is None
            or not may_stand_alone(plain, read.end)
            or not (is_first or _may_go_on(plain, begins, level, read, provinces=provinces, known=known))
        ):
            return
        yield Place(begins, read.end, level, read.name, read.areas, f"list {read.why}")
        provinces = provinces & {area.province for area in read.areas} or provinces
        at, is_first = read.end, False


def _its_amphoe(plain: str, begins: int, known: Known, beside: tuple[Area, ...]) -> Place | None:
    """The amphoe of a tambon, behind it without its mark: "ต.บ่อวิน ศรีราชา"."""
    read = registered(plain, begins, "amphoe", known)
    above = {code for area in beside for code in area.within}
    areas = tuple(area for area in read.areas if area.code in above) if read else ()
    if read is None or not areas or not may_stand_alone(plain, read.end):
        return None
    return Place(begins, read.end, "amphoe", read.name, areas, "amphoe behind its tambon")


def _may_go_on(plain: str, begins: int, level: str, read: Read, *, provinces: set[str], known: Known) -> bool:
    if level == "province":
        return True
    if read.name in known.by_level.get("province", {}) or (
        level == "amphoe" and read.name in _AMPHOE_WORDS_TOO
    ):
        return False
    run = LETTERS.match(plain, begins)
    is_whole = run is not None and run.end() == read.end
    if level == "tambon" and read.name in known.by_level.get("amphoe", {}) and not provinces:
        return False
    return (is_whole or len(read.name) > 4) and (
        not provinces or any(area.province in provinces for area in read.areas)
    )


@lru_cache(maxsize=4)
def _province_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(any_of(names) + "(?:ฯ|มหานคร)?")


def _provinces_alone(plain: str, known: Known) -> Iterator[Place]:
    """Provinces without จังหวัด: headlines, datelines, lists."""
    names = known.by_level.get("province", {})
    alone = tuple(
        name
        for name, areas in names.items()
        if name in _SPOKENALONE or any(area.name == name for area in areas)
    )
    last = -2
    pattern = _province_pattern(tuple(sorted({*alone, "กรุงเทพ"})))
    for found in pattern.finditer(plain):
        name = found.group()
        areas = names.get(name) or names.get(name.removesuffix("ฯ"), ())
        end = found.end()
        if not areas and name.endswith("มหานคร") and not name.startswith("กรุงเทพ"):
            continue
        is_bangkok = name.startswith("กรุงเทพ")
        is_next = found.start() - last <= 6 and bool(
            _NEXT_IN_A_LIST.fullmatch(plain, last, found.start()) or found.start() == last
        )
        partner = _BESIDE_A_PROVINCE.match(plain, end)
        is_next = is_next or bool(partner and pattern.match(plain, partner.end()))
        is_long = len(name) >= _LONG and not is_bangkok and name not in _SPOKENALONE
        begins_well = (
            is_next or (is_bangkok and name != "กรุงเทพ") or _may_begin(plain, found.start(), is_long=is_long)
        )
        ends_well = may_stand_alone(plain, end) or pattern.match(plain, end) or _runs_on(plain, name, end)
        if not begins_well or not ends_well:
            continue
        if name in _WORDS_TOO and not is_next:
            continue
        last = end
        yield Place(found.start(), end, "province", BANGKOK if is_bangkok else name, areas, "province alone")


def _may_begin(plain: str, start: int, *, is_long: bool) -> bool:
    """Whether a name that no mark announces may begin here: not in the middle of a word, not in a hashtag.

    A long name of a province is no part of other words; it may still be one of a street or a hotel.
    """
    before = plain[max(0, start - 28) : start]
    run = _LAST_RUN.search(before)
    if run is None:
        return not before.endswith("#")
    return bool(_BEFOREALONE.search(before)) or (is_long and not _CALLED_AFTER.search(run.group()))


def _runs_on(plain: str, name: str, end: int) -> bool:
    """A long name of a province ends also where any other word goes on, if the whole names nothing else: ลำปางโพสต์."""
    is_whole = not is_cut(plain, end) and not plain.startswith("์", end + 1)
    return len(name) >= _LONG_ENOUGH and is_whole and not _NAMES_A_THING.match(plain, end)


_BESIDE_A_PROVINCE = re.compile(r" ?(?:กับ|และ) ?")
_LONG, _LONG_ENOUGH = 6, 5
_NAMES_A_THING = re.compile(
    any_of(
        listed(
            r"""
    นิวส์ โพสต์ ไทม์ ทีวี ออนไลน์ เคเบิล วิทยา พิทยา ศึกษา ราชภัฏ โมเดล ธุรกิจ คริสเตียน ภูคำ เอฟซี ยูไนเต็ด ซิตี้ พัฒนา
    สามัคคี เหนือ ใต้ ราม ปาร์ค พลาซ่า โฮเทล รีสอร์ท วิลล่า การ ประกัน เมมโมเรียล เวช แอร์ คลับ แลนด์ เซ็น นครินทร์
    """
        )
    )
)
_LAST_RUN = re.compile("[#ก-๎]*[ก-๎]$")
_CALLED_AFTER = re.compile(
    any_of(
        listed(
            r"""
    # มหาวิทยาลัย วิทยาลัย ราชภัฏ โรงเรียน โรงพยาบาล โรงแรม ถนน ซอย วัด ธนาคาร สะพาน แยก ตลาด ห้าง ห้อง สนาม
    คลอง แม่น้ำ ชุมชน หมู่บ้าน สหกรณ์ บริษัท สโมสร เอื้ออาทร เขื่อน โมเดล วิทยาเขต ศูนย์การค้า มณฑล สถานี สถาบัน
    หนังสือพิมพ์ มูลนิธิ สมาคม อาคาร เรือนจำ ทีม
    """
        )
    )
)


def _resolved(found: list[Place], plain: str, known: Known) -> list[Place]:
    """Names that the register has not exactly, by what stands beside them and by the provinces of the text."""
    kept: list[Place] = []
    told = frozenset(area.code for place in found if place.level == "province" for area in place.areas)
    for at, place in enumerate(found):
        if place.is_sure:
            kept.append(place)
            continue
        above = next(
            (other for other in found[at + 1 : at + 3] if other.level == "province" and other.areas), None
        )
        near = above is not None and bool(CLOSE.fullmatch(plain, place.end, above.start)) if above else False
        provinces = frozenset(area.code for area in above.areas) if above and near else told
        is_short = plain[place.end - 1] == "ฯ"
        read = nearly(place.name, place.level, provinces, known, is_short=is_short)
        if read is not None:
            place.areas, place.why, place.is_sure = read.areas, read.why, True
            if read.why == "cut short" or place.level == "province":
                place.name = read.areas[0].name
            kept.append(place)
        elif place.level != "province" and _is_followed(place, found[at + 1 : at + 2], plain):
            place.is_sure = True
            kept.append(place)
        elif place.level == "province" and not known.by_level:
            kept.append(place)
    return kept


def _is_followed(place: Place, following: Sequence[Place], plain: str) -> bool:
    """A place that a wider one follows at once is one, whether the register has it or not."""
    return any(
        other.level in LEVELS
        and LEVELS.index(other.level) < LEVELS.index(place.level)
        and bool(CLOSE.fullmatch(plain, place.end, other.start))
        for other in following
    )


def _beside(plain: str, known: Known, found: Sequence[Place]) -> Iterator[Place]:
    """An amphoe without its mark that stands alone between blanks, in a province that the text names."""
    names = known.by_level.get("amphoe", {})
    told = {area.code for place in found if place.level == "province" for area in place.areas}
    if not told or not names:
        return
    for run in _BETWEEN_BLANKS.finditer(plain):
        word = run.group(1)
        areas = tuple(area for area in names.get(word, ()) if area.province in told)
        if areas and word not in _AMPHOE_WORDS_TOO and word not in known.by_level.get("province", {}):
            yield Place(run.start(1), run.end(1), "amphoe", word, areas, "amphoe alone")


_BETWEEN_BLANKS = re.compile(f"(?<![^ \\n(,/\"'-])({LETTER}{{4,16}})(?=[ \\n),/\"'-]|$)")
