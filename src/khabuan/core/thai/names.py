"""Thai names taken apart and put together: title, given name, surname, and what stands beside them.

Titles are glued to the name, spaced, abbreviated with and without dots, and stacked.  The reader cuts a
title only where a name can begin after it, so that "นายิกา" stays whole.
"""

import re
from dataclasses import dataclass

from khabuan.core.thai.text import tidy


@dataclass(frozen=True)
class Name:
    """A person's name.  Each field may be empty; `post` is what stood in brackets or after the name."""

    title: str = ""
    given: str = ""
    surname: str = ""
    former_surname: str = ""
    nickname: str = ""
    post: str = ""


# Written out, these may be glued to the name.
_CIVIL = "นาย นาง นางสาว เด็กชาย เด็กหญิง คุณหญิง ท่านผู้หญิง หม่อมหลวง หม่อมราชวงศ์ หม่อมเจ้า หม่อม"
_MONKS = (
    "พระ พระครู พระมหา พระอธิการ พระอาจารย์ พระปลัด พระสมุห์ พระใบฎีกา พระครูปลัด พระครูสมุห์ "
    "พระครูใบฎีกา พระครูสังฆรักษ์ สามเณร แม่ชี"
)
_LEARNED = (
    "ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์ ศาสตราจารย์พิเศษ รองศาสตราจารย์พิเศษ ผู้ช่วยศาสตราจารย์พิเศษ "
    "ศาสตราจารย์คลินิก ศาสตราจารย์เกียรติคุณ ศาสตราจารย์กิตติคุณ ดอกเตอร์ อาจารย์ นายแพทย์ แพทย์หญิง ทันตแพทย์ ทันตแพทย์หญิง "
    "เภสัชกร เภสัชกรหญิง สัตวแพทย์ สัตวแพทย์หญิง"
)
_GRADES = (
    "พลตำรวจ พันตำรวจ ร้อยตำรวจ สิบตำรวจ พล พัน ร้อย สิบ จ่าสิบ พลเรือ นาวา เรือ พันจ่า จ่า "
    "พลอากาศ นาวาอากาศ เรืออากาศ พันจ่าอากาศ จ่าอากาศ"
)
_RANKS = " ".join(
    [f"{grade}{step}" for grade in _GRADES.split() for step in ("เอก", "โท", "ตรี")]
    + ["พลตำรวจจัตวา", "ดาบตำรวจ", "จ่าสิบตำรวจ", "พลทหาร", "พลตำรวจ", "ว่าที่"]
)
# Common words too, or the beginning of a given name (คุณวุฒิ): titles only with a space after them.
_SPACED = "คุณ ครู ดร นส ดช ดญ mr mrs ms miss dr"
_ABBREVIATED = (
    "น.ส. ด.ช. ด.ญ. นส. ดช. ดญ. ม.ล. ม.ร.ว. ม.จ. mr. mrs. ms. dr. "
    "ดร. อ. นพ. พญ. น.พ. พ.ญ. ทพ. ทพญ. ภก. ภญ. สพ.ญ. น.สพ."
)
_RANKS_ABBREVIATED = (
    "ผศ. รศ. ศ. "
    "พล.ต.อ. พล.ต.ท. พล.ต.ต. พ.ต.อ. พ.ต.ท. พ.ต.ต. ร.ต.อ. ร.ต.ท. ร.ต.ต. ด.ต. จ.ส.ต. ส.ต.อ. ส.ต.ท. ส.ต.ต. "
    "พล.อ. พล.ท. พล.ต. พ.อ. พ.ท. พ.ต. ร.อ. ร.ท. ร.ต. จ.ส.อ. จ.ส.ท. ส.อ. ส.ท. ส.ต. "
    "พล.ร.อ. พล.ร.ท. พล.ร.ต. น.อ. น.ท. น.ต. พ.จ.อ. พ.จ.ท. พ.จ.ต. จ.อ. จ.ท. จ.ต. "
    "พล.อ.อ. พล.อ.ท. พล.อ.ต. พ.อ.อ. พ.อ.ท. พ.อ.ต."
)


def _longest_first(words: str) -> list[str]:
    return sorted(words.split(), key=len, reverse=True)


def _with_loose_dots(abbreviation: str) -> str:
    """A pattern for "น.ส." that also takes "น. ส." and, before a space, "น.ส"."""
    inner = r"\.\ ?".join(map(re.escape, abbreviation.removesuffix(".").split(".")))
    return inner + r"(?:\.|(?=\s)(?<=\.[ก-ฮ]))"


# What no syllable begins with: a glued title is none if such a character follows.
_A_NAME_MAY_BEGIN = r"(?=\s|$|[ก-ฮเแโใไฤ])(?![ก-ฮ]์)"
# พ.อ.(พิเศษ), พ.ต.อ.(ญ), ศ.พิเศษ
_BESIDE_A_RANK = r"(?P<beside>(?:\ ?\((?:ญ\.?|หญิง|พิเศษ)\)|(?:พิเศษ|เกียรติคุณ|กิตติคุณ)(?=\s|ดร\.|นพ\.|พญ\.))*)"
_TITLE = re.compile(
    r"(?P<rank>" + "|".join(map(_with_loose_dots, _longest_first(_RANKS_ABBREVIATED)))
    + r"|(?:" + "|".join(_longest_first(_RANKS)) + ")" + _A_NAME_MAY_BEGIN + r")(?P<woman>\ ?หญิง)?" + _BESIDE_A_RANK
    + r"|(?:" + "|".join(map(_with_loose_dots, _longest_first(_ABBREVIATED)))
    + r"|(?:" + "|".join(_longest_first(f"{_CIVIL} {_MONKS} {_LEARNED}")) + ")" + _A_NAME_MAY_BEGIN
    + r"|(?:" + "|".join(_longest_first(_SPACED)) + r")(?=\s)"
    + r")",
    re.IGNORECASE,
)  # fmt: skip

# Posts that begin like a title: "นายกเทศมนตรี" is not a Mr. กเทศมนตรี.
_NOT_A_TITLE = re.compile(
    r"นาย(?:ก(?=\s|$|เทศ|องค์|รัฐ|สมาคม|สภา|อบ[ตจ]|เมือง|เหล่า)|อำเภอ(?=\s|$|เมือง)|ทะเบียน|ช่าง(?=\s|$)|ตรวจ|ทหาร|หน้า)"
    r"|พระ(?:นคร|ราชบัญญัติ|บรม)"
)
_POST_WORD = re.compile(
    r"(?:ประธาน|รองประธาน|รอง|เลขา|กรรมการ|ผู้|นายก|กำนัน|สมาชิก|เหรัญญิก|ที่ปรึกษา|ปลัด|หัวหน้า|ผอ\.|ผอ|ตัวแทน|"
    r"คณะ|เจ้าหน้าที่|แกนนำ|อสม|ส\.อบต|พัฒนา(?=สังคม|ชุมชน)|พมจ|นักพัฒนา|วิทยากร|ตำแหน่ง|อดีต|รักษา|[-–—])"
)
_BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]?")
_QUOTED = re.compile(r"['\"‘“]([^'\"‘’“”]{1,30})['\"’”]")
_FORMER = re.compile(r"^(?:นาม)?สกุล(?:เดิม|เก่า)\s*:?\s*|^เดิม(?:นาม)?(?:สกุล)?\s*:?\s*")
_NICKNAME = re.compile(r"^(?:ชื่อเล่น|เล่น)\s*:?\s*")
_LONGEST = 300  # characters; no name on a form is longer, and the rest would not be one


def split_name(text: str | None) -> Name:
    """Take a written name apart.  Never fails: what cannot be told stays in `given`.

    "นายสมชาย ใจดี (ประธาน)", "ผศ.ดร.สมหญิง ใจดี", "ว่าที่ ร.ต.สมชาย", "น.ส.สมศรี มีสุข (สกุลเดิม ใจดี)".
    Only the first 300 characters are looked at.
    """
    plain = tidy((text or "")[:_LONGEST])
    plain, beside = _take_out_brackets(plain)
    plain, nickname = _take_out_quoted(plain)
    title, rest = _take_title(plain)
    given, surname, post = _divide(rest)
    former = beside.get("former", "")
    posts = [part for part in (post, beside.get("post", "")) if part]
    return Name(title, given, surname, former, nickname or beside.get("nickname", ""), " ".join(posts))


def _take_out_brackets(text: str) -> tuple[str, dict[str, str]]:
    beside: dict[str, str] = {}

    def keep(found: re.Match[str]) -> str:
        inside = found[1].strip()
        if former := _FORMER.match(inside):
            beside["former"] = inside[former.end() :]
        elif nickname := _NICKNAME.match(inside):
            beside["nickname"] = inside[nickname.end() :]
        elif found.end() < len(text) and not _POST_WORD.match(inside) and found.start() and " " not in inside:
            beside["nickname"] = inside  # between given name and surname: "สมชาย (หนุ่ย) ใจดี"
        elif inside:
            beside["post"] = f"{beside['post']} {inside}" if "post" in beside else inside
        return " "

    return " ".join(_BRACKETED.sub(keep, text).split()), beside


def _take_out_quoted(text: str) -> tuple[str, str]:
    found = _QUOTED.search(text)
    if found is None:
        return text, ""
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split()), found[1].strip()


def _take_title(text: str) -> tuple[str, str]:
    title, at = title_at(text, 0)
    return title, text[at:]


def title_at(text: str, at: int) -> tuple[str, int]:
    """The titles that stand at a place of a longer text, and where the name begins; an empty title where none is."""
    pieces: list[str] = []
    while not _NOT_A_TITLE.match(text, at) and (found := _TITLE.match(text, at)):
        if pieces and pieces[-1] in _MONK_TITLES and found[0] in _CIVIL_TITLES:
            break  # a monk is not also นาย: "พระนาย" is a name
        rank, beside = found["rank"], (found["beside"] or "").replace(" ", "")
        pieces.append(_one_way(rank or found[0]) + ("หญิง" if found["woman"] else "") + beside)
        at = found.end()
        while at < len(text) and text[at] == " ":
            at += 1
    title = ""
    for piece in pieces:
        title += f" {piece}" if title and not _joins(title, piece) else piece
    return title, at


_CIVIL_TITLES, _MONK_TITLES = frozenset(_CIVIL.split()), frozenset(_MONKS.split())
_ONE_WAY = {"นส": "น.ส.", "ดช": "ด.ช.", "ดญ": "ด.ญ.", "ดร": "ดร."}


def _one_way(title: str) -> str:
    """An abbreviation with all its dots and no spaces: "น. ส" and "นส." become "น.ส."."""
    bare = title.replace(" ", "").removesuffix(".")
    if bare in _ONE_WAY:
        return _ONE_WAY[bare]
    return f"{bare}." if "." in title else title


def _joins(title: str, piece: str) -> bool:
    """Stacked abbreviations stand together ("ผศ.ดร."), and so does ว่าที่ with a written-out rank."""
    return (title.endswith(".") and piece.endswith(".")) or (title == "ว่าที่" and not piece.endswith("."))


def _divide(rest: str) -> tuple[str, str, str]:
    words = rest.split()
    if not words:
        return "", "", ""
    post_at = next((at for at, word in enumerate(words) if at and _POST_WORD.match(word)), len(words))
    if post_at == 1 and len(words) == 2 and words[1][0] not in "-–—":
        post_at = 2  # "สมชาย รองเมือง": a lone second word is the surname
    post = " ".join(words[post_at:]).lstrip("-–— ")
    return words[0], " ".join(words[1:post_at]), post


_PLAIN_TITLES = {
    "น.ส.": "นางสาว", "ด.ช.": "เด็กชาย", "ด.ญ.": "เด็กหญิง", "ม.ล.": "หม่อมหลวง", "ม.ร.ว.": "หม่อมราชวงศ์",
    "ม.จ.": "หม่อมเจ้า", "mr.": "นาย", "mrs.": "นาง", "miss": "นางสาว", "ms.": "นางสาว",
}  # fmt: skip


def plain_title(title: str) -> str:
    """The civil title written out ("น.ส." is "นางสาว"), for comparing; others as they are."""
    return _PLAIN_TITLES.get(title.casefold(), title)


_GLUED = _CIVIL_TITLES | _MONK_TITLES


def full_name(name: Name, *, title: bool = True) -> str:
    """The name as it is written in Thai: นายสมชาย ใจดี, ผศ.ดร.สมหญิง ใจดี, พลตำรวจเอก สมชาย ใจดี."""
    plain = f"{name.given} {name.surname}".strip()
    if not (title and name.title):
        return plain
    last = name.title.rsplit(" ", 1)[-1]
    glued = last in _GLUED or (last.endswith(".") and not last.isascii())
    return f"{name.title}{plain}" if glued else f"{name.title} {plain}".strip()
