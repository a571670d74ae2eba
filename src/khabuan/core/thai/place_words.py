"""What people type for a place, cut into words with a hint of the kind each was said to be.

Knows the words before names (ต. ตำบล แขวง, อ. อำเภอ เขต, จ. จังหวัด ...), not one name of a place except
Bangkok's short ones.  Hints may be wrong: whoever knows the places decides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from khabuan.core.thai.text import tidy, to_arabic_digits

PlaceKind = Literal[
    "house",
    "moo",
    "village",
    "community",
    "lane",
    "road",
    "subdistrict",
    "district",
    "province",
    "local_government",
    "postcode",
]


@dataclass(frozen=True)
class PlaceWord:
    """One word.  `moo` (a village's number), `house` and `postcode` hold Arabic digits as text."""

    kind: PlaceKind | None
    text: str


# Words that may stand glued in the middle ("ตำบลดาวเรืองอำเภอเมือง") and those that must begin a word.
_ANYWHERE: dict[str, PlaceKind] = {
    "ตำบล": "subdistrict",
    "แขวง": "subdistrict",
    "อำเภอ": "district",
    "กิ่งอำเภอ": "district",
    "จังหวัด": "province",
}
_AT_START: dict[str, PlaceKind] = {
    "ต.": "subdistrict",
    "อ.": "district",
    "กิ่งอ.": "district",
    "จ.": "province",
    "จว.": "province",
    "เขต": "district",
    "หมู่บ้าน": "village",
    "บ้าน": "village",
    "บ.": "village",
    "ชุมชน": "community",
    "ถนน": "road",
    "ถ.": "road",
    "ซอย": "lane",
    "ซ.": "lane",
    "ตรอก": "lane",
    "บ้านเลขที่": "house",
    "เลขที่": "house",
    "รหัสไปรษณีย์": "postcode",
}
_LATIN: dict[str, PlaceKind] = {
    "tambon": "subdistrict",
    "khwaeng": "subdistrict",
    "amphoe": "district",
    "amphur": "district",
    "khet": "district",
    "changwat": "province",
    "ban": "village",
}
_KINDS = _ANYWHERE | _AT_START | _LATIN
_LOCAL = {
    "เทศบาลนคร": "เทศบาลนคร",
    "เทศบาลเมือง": "เทศบาลเมือง",
    "เทศบาลตำบล": "เทศบาลตำบล",
    "เทศบาล": "เทศบาล",
    "ทน.": "เทศบาลนคร",
    "ทม.": "เทศบาลเมือง",
    "ทต.": "เทศบาลตำบล",
    "องค์การบริหารส่วนตำบล": "องค์การบริหารส่วนตำบล",
    "อบต.": "องค์การบริหารส่วนตำบล",
    "อบต": "องค์การบริหารส่วนตำบล",
    "องค์การบริหารส่วนจังหวัด": "องค์การบริหารส่วนจังหวัด",
    "อบจ.": "องค์การบริหารส่วนจังหวัด",
}
_KEPT = {"บ้าน", "บ."}  # บ้าน is part of most names it begins (บ้านหมอ is a district), so it stays
_INSIDE_NAMES = {
    "บ้าน",
    "ชุมชน",
    "เขต",
    "ถนน",
    "ตรอก",
    "ซอย",
}  # right after another word before a name: part of the name
_BANGKOK = "กรุงเทพมหานคร"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# "ดาวเรืองอ.เมืองจ.สระบุรี": glued abbreviations count too, but not the end of others ("รพ.สต.", "กม.5").
_MARK = re.compile(
    rf"(?<![ก-๎])(?P<local>{_any_of(_LOCAL)})"
    r"|(?<![ก-๎])(?P<bangkok>กทม\.?|กรุงเทพ(?:ฯ|มหานคร|ๆ)?)(?![ก-๎])"
    r"|(?:หมู่บ้านที่|หมู่ที่|หมู่|(?<![ก-๎])ม\.|\bmoo|\bmu) ?(?P<moo>\d{1,3})(?!\d)"
    rf"|(?<![ก-๎.])(?P<start>{_any_of(_AT_START)})"
    rf"|(?P<anywhere>{_any_of(_ANYWHERE)})"
    rf"|\b(?P<latin>{_any_of(_LATIN)})\.?(?= )"
    r"|(?<=[ก-๎])(?P<khet>เขต)"
    r"|(?<=[ก-๎]{3})(?P<glued>[ตอจ]\.)(?=[ก-ฮเ-ไ](?!\.))",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[,;|>()\[\]“”\"·•]+")
_LATIN_WORD = re.compile(r"[a-z][a-z'.-]*", re.IGNORECASE)
_HOUSE = re.compile(r"\d{1,5}/\d{1,5}")  # a plain number may belong to a name ("บ้านใหม่ 2")
_LONGEST = 500  # characters; an address fits, an essay does not


def split_place_words(text: str | None) -> tuple[PlaceWord, ...]:
    """The words of a place: "ต.ดาวเรือง สระบุรี" is (subdistrict, ดาวเรือง), (None, สระบุรี).  Never fails.

    Only the word right after ต. อ. จ. and the like takes its hint; later words have none.  Latin words that
    stand together are one name, up to a comma.  A village keeps
    its บ้าน (Ban), a local government its kind written out (ทต. is เทศบาลตำบล).  "กทม." is กรุงเทพมหานคร.
    Only the first 500 characters are looked at.
    """
    plain = _SEPARATORS.sub(" | ", to_arabic_digits(tidy((text or "")[:_LONGEST]))).strip()
    marks = _real_marks(plain)
    starts = [mark.start() for mark in marks] + [len(plain)]
    words = _unmarked(plain[: starts[0]].split())
    for mark, end in zip(marks, starts[1:], strict=True):
        words += _marked(mark, plain[mark.end() : end].split())
    return tuple(words)


def _real_marks(plain: str) -> list[re.Match[str]]:
    """The words before names, without those that are part of a name themselves."""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(plain):
        if not _is_inside_a_name(mark, marks[-1] if marks else None, plain):
            marks.append(mark)
    return marks


def _is_inside_a_name(mark: re.Match[str], before: re.Match[str] | None, plain: str) -> bool:
    if mark["anywhere"] and mark.end() == len(plain) and mark.start() and plain[mark.start() - 1] != " ":
        return True  # ต.สามตำบล
    gap = plain[before.end() : mark.start()] if before else None
    if mark["khet"]:  # glued, it is only sure after a แขวง: "แขวงบางรักเขตบางรัก"
        return before is None or before["anywhere"] != "แขวง" or not gap
    is_first_of_a_name = (
        before and gap is not None and not (gap.strip() or before["moo"] or before["bangkok"])
    )
    if not is_first_of_a_name or not mark["start"]:
        return False
    has_initials = plain[mark.end() + 1 : mark.end() + 2] == "."
    return mark["start"] in _INSIDE_NAMES or not gap or has_initials  # ต. บ้านใหม่, ต. จ.ป.ร.


def _marked(mark: re.Match[str], names: list[str]) -> list[PlaceWord]:
    if mark["moo"]:
        return [PlaceWord("moo", str(int(mark["moo"]))), *_unmarked(names)]
    if mark["bangkok"]:
        return [PlaceWord("province", _BANGKOK), *_unmarked(names)]
    size = _latin_words(names) if mark["latin"] else 1
    first, rest = " ".join(names[:size]).strip("|"), _unmarked(names[size:])
    if not first:  # "อ.": said, and nothing after it
        return rest
    if mark["local"]:
        return [PlaceWord("local_government", _LOCAL[mark["local"]] + first), *rest]
    said = mark["start"] or mark["anywhere"] or mark["latin"] or mark["glued"] or mark["khet"]
    kept = "บ้าน" if said in _KEPT else "Ban " if said.casefold() == "ban" else ""
    return [PlaceWord(_KINDS[said.casefold()], kept + first), *rest]


def _latin_words(words: list[str]) -> int:
    """How many words from the first make one name in Latin letters ("Dao Rueang")."""
    size = 0
    while size < len(words) and _LATIN_WORD.fullmatch(words[size]):
        size += 1
    return size


def _unmarked(words: list[str]) -> list[PlaceWord]:
    found: list[PlaceWord] = []
    at = 0
    while at < len(words):
        size = max(1, _latin_words(words[at:]))
        word = " ".join(words[at : at + size])
        at += size
        if len(word) == 5 and word.isdecimal():
            found.append(PlaceWord("postcode", word))
        elif _HOUSE.fullmatch(word):
            found.append(PlaceWord("house", word))
        elif word.strip("|"):
            found.append(PlaceWord(None, word))
    return found
