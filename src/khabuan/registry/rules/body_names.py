"""What is a body's own name, apart from the words that every body of its kind begins with. Pure."""

from __future__ import annotations

import re

from khabuan.core.thai import search_key, tidy, to_arabic_digits
from khabuan.registry.rules.kinds import OrganisationKind

FRONTS = (
    "สภาองค์กรชุมชน", "สภาฯ", "สภา",
    "กองทุนสวัสดิการชุมชน", "กองทุนสวัสดิการ", "กองทุน",
    "ศูนย์ประสานงาน", "ศูนย์",
    "คณะทำงาน", "คณะกรรมการ", "กลุ่มออมทรัพย์เพื่อการผลิต", "กลุ่มออมทรัพย์", "กลุ่ม", "เครือข่าย", "ชุมชน",
)  # fmt: skip
"""Words for kinds of bodies, the longer before the shorter. People leave them out, or write others."""
MOST_WORDS = 4
_KINDS = {
    "สภา": frozenset({OrganisationKind.COUNCIL}),
    "กองทุน": frozenset({OrganisationKind.FUND, OrganisationKind.BRANCH}),
    "ศูนย์ประสานงาน": frozenset({OrganisationKind.VILLAGE_CENTRE}),
    "คณะทำงาน": frozenset({OrganisationKind.WORKING_GROUP}),
    "องค์การบริหารส่วน": frozenset({OrganisationKind.AGENCY}),
    "เทศบาล": frozenset({OrganisationKind.AGENCY}),
}
_PLACE = re.compile(r"(?:ประจำ)?(?:ตำบล|ต\.|แขวง)\s*")
_ABOVE = re.compile(r"^(?:จังหวัด|จ\.|อำเภอ|อ\.|เขต)")
_COUNCIL_OF_TAO = re.compile(r"^(สภาองค์กรชุมชน) ?องค์การบริหารส่วนตำบล")
_SHORT = tuple(
    (re.compile(short), full)
    for short, full in (
        (r"^สอช\. ?", "สภาองค์กรชุมชน"),
        (r"^สภาฯ ?", "สภาองค์กรชุมชน"),
        (r"^กองทุน(?:สวัสดิการ)?ฯ ?", "กองทุนสวัสดิการชุมชน"),
        (r"^กองทุน(?:สวัสดิการ(?:ชุมชน)?)?(?:สัจจะ)?(?:ออม)?วันละ ?(?:1|๑|หนึ่ง)? ?บาท(?:ฯ)? ?", "กองทุนสวัสดิการชุมชน"),
        (r"(?<![ก-๎])(?:สำนักงาน|สนง\.)? ?พมจ\. ?", "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด"),
        (r"(?<![ก-๎])สสจ\. ?", "สำนักงานสาธารณสุขจังหวัด"),
        (r"^สนง\. ?", "สำนักงาน"),
        (r"อบต\. ?", "องค์การบริหารส่วนตำบล"),
        (r"อบจ\. ?", "องค์การบริหารส่วนจังหวัด"),
        (r"(?<![ก-๎])ทต\. ?", "เทศบาลตำบล"),
        (r"(?<![ก-๎])ทม\. ?", "เทศบาลเมือง"),
        (r"(?<![ก-๎])ทน\. ?", "เทศบาลนคร"),
        (r"(?:^| |(?<=ชุมชน))ต\. ?", "ตำบล"),
        (r"(?:^| |(?<=ชุมชน))อ\. ?", "อำเภอ"),
        (r"(?:^| |(?<=ชุมชน))จ\. ?", "จังหวัด"),
    )
)
"""How people write bodies, and words in their names, short."""
_NO_LETTERS = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_FRONT_LETTERS = sorted((_NO_LETTERS.sub("", front) for front in FRONTS), key=len, reverse=True)
_FRONT_KEYS = tuple(dict.fromkeys(sorted(map(search_key, FRONTS), key=len, reverse=True)))


def core_key(name: str) -> str:
    """The search key of what is a name's own: "กองทุนสวัสดิการชุมชนตำบลดาวเรือง" and "ดาวเรือง" have one.

    A name that is nothing but such words keeps them.
    """
    whole = search_key(_PLACE.sub(" ", tidy(name)))
    for front in _FRONT_KEYS:
        if whole.startswith(front) and len(whole) > len(front):
            return whole.removeprefix(front)
    return whole


def letters(name: str) -> str:
    """A name without blanks and dots, with its tone marks: what is the same for whoever types with care."""
    return _NO_LETTERS.sub("", to_arabic_digits(tidy(name)).casefold())


def own_letters(name: str) -> str:
    """The letters of what is a name's own; `core_key` without its forgiveness."""
    whole = letters(_PLACE.sub(" ", tidy(name)))
    front = next((one for one in _FRONT_LETTERS if whole.startswith(one)), "")
    return whole.removeprefix(front) or whole


def in_full(words: str) -> str:
    """A body's name, or what tells of it, with its short words written out: "สอช.ต.ดาวเรือง", "นายก อบต.ดาวเรือง".

    A council that is named by the local government of its tambon is the tambon's.
    """
    said = tidy(words)
    for short, full in _SHORT:
        said = short.sub(full, said)
    return _COUNCIL_OF_TAO.sub(r"\1ตำบล", said)


def own_key(words: str) -> str:
    """The key of what stands behind "ตำบล": a body's own name where a slip is in the words before it; "" without one."""
    place = _PLACE.search(in_full(words))
    return search_key(in_full(words)[place.end() :]) if place else ""


def kinds_said(words: str) -> frozenset[OrganisationKind]:
    """Kinds of bodies that the first word names; none for a word that many kinds begin with."""
    key = search_key(words)
    return next((kinds for front, kinds in _KINDS.items() if key.startswith(search_key(front))), frozenset())


def cores(words: str) -> list[list[tuple[str, str]]]:
    """What may be the name's own part of what was typed, in two rounds, each with words left over.

    The words left over may say where it is ("กองทุนดาวเรือง สระบุรี"). The second round is for a first word
    that is no known word for a kind, since a slip is in it ("กองทุนสวัสดกิารชุมชน ดาวเรือง"); after "ตำบล"
    comes the name.
    """
    said = tidy(words)
    parts = said.split(" ")[:MOST_WORDS]
    rounds = [_runs(parts), _runs(parts[1:])]
    if place := _PLACE.search(said):
        after = said[place.end() :].split(" ")[:MOST_WORDS]
        rounds[1].append((search_key(after[0]), _place_key(after[1:])))
    return [[(core, rest) for core, rest in found if core and core not in _FRONT_KEYS] for found in rounds]


def _runs(parts: list[str]) -> list[tuple[str, str]]:
    """The first words, the most first, as one name; of the rest the last word, which says the most."""
    return [(core_key(" ".join(parts[:last])), _place_key(parts[last:])) for last in range(len(parts), 0, -1)]


def _place_key(parts: list[str]) -> str:
    return search_key(_ABOVE.sub("", parts[-1])) if parts else ""
