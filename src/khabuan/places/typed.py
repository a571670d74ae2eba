"""What people type for a place, taken apart: "ต.ดาวเรือง สระบุรี", "ม.3 ดาวเรือง", a code; and what an index should look for.

Pure; at most MOST_WORDS words of MOST_LETTERS letters are looked at, so time is bounded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from khabuan.core.thai import split_place_words, tidy, to_arabic_digits
from khabuan.places.names import fold, skeleton, without_ban
from khabuan.places.rules import AreaKind

MOST_WORDS = 10
MOST_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was typed, the part it stands in, and the kind it was marked with ("ต.", "อำเภอ")."""

    text: str
    part: int
    kind: AreaKind | None = None
    is_town: bool = False  # of a เทศบาลเมือง or นคร, which are mostly at the amphoe of that name with เมือง


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, taken apart."""

    words: tuple[Word, ...] = ()
    moo: int | None = None
    code: str = ""
    bodies: tuple[str, ...] = ()  # names of local governments, folded


_KINDS: Mapping[str, AreaKind] = {
    "province": AreaKind.PROVINCE,
    "district": AreaKind.DISTRICT,
    "subdistrict": AreaKind.SUBDISTRICT,
    "local_government": AreaKind.SUBDISTRICT,
    "village": AreaKind.VILLAGE,
    "community": AreaKind.COMMUNITY,
}
_NO_NAMES = frozenset(("house", "lane", "road", "postcode"))
_LOCAL_WORDS = re.compile(r"^(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:นคร|เมือง|ตำบล)?)")
_TOWNS = ("เทศบาลเมือง", "เทศบาลนคร")
_BARE = re.compile(r"(?<![ก-๎.])(?:([ตอจ]) +(?=[ก-ฮเ-ไ])|(ม) ?(?=[0-9]))")  # "ต ดาวเรือง", "ม3"
_LATIN_TAIL = re.compile(r"\b(?:province|district|sub-?district)\b", re.IGNORECASE)


def read_asked(text: str) -> Asked:
    """Take apart what was typed: marked parts, loose words, a moo number, or only a code."""
    plain = to_arabic_digits(tidy(text[:MOST_LETTERS]))
    digits = re.sub(r"[\s.\-]", "", plain)
    if digits.isascii() and digits.isdecimal() and 2 <= len(digits) <= 8:
        return Asked(code=digits)
    words: list[Word] = []
    bodies: list[str] = []
    moo, part = None, 0
    plain = _BARE.sub(lambda found: f"{found[1] or found[2]}.", _LATIN_TAIL.sub(" ", plain))
    for said in split_place_words(plain):
        if said.kind == "moo":
            moo = int(said.text)
        if said.kind == "moo" or said.kind in _NO_NAMES:
            part += 1
            continue
        name = _LOCAL_WORDS.sub("", said.text) if said.kind == "local_government" else said.text
        part += said.kind is not None
        pieces = [piece for piece in name.split() if fold(piece)]
        kind = _kind_meant(said.kind, name)
        is_town = said.text.startswith(_TOWNS)
        if said.kind == "local_government":
            bodies.append(fold(name))
        words += [
            Word(piece, part, None if at else kind, is_town and not at) for at, piece in enumerate(pieces)
        ]
    return Asked(words=tuple(words[:MOST_WORDS]), moo=moo, bodies=tuple(filter(None, bodies)))


def _kind_meant(said: str | None, name: str) -> AreaKind | None:
    """Read the word before a name; บ้าน says nothing, as it begins the names of tambons and amphoe too."""
    is_ban = said == "village" and name.startswith(("บ้าน", "Ban "))
    return None if said is None or is_ban else _KINDS[said]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one part taken as one name."""

    start: int
    end: int
    key: str
    kind: AreaKind | None
    marks: str


def runs_of(asked: Asked) -> list[Run]:
    """List the runs of words that may be one name: all of them, within each part, at most five words long."""
    found = []
    for start, first in enumerate(asked.words):
        for end in range(start + 1, min(start + 5, len(asked.words)) + 1):
            if asked.words[end - 1].part != first.part:
                break
            said = "".join(word.text for word in asked.words[start:end])
            found.append(Run(start, end, fold(said), first.kind, tone_marks(said)))
            if first.is_town:
                said = "เมือง" + said
                found.append(Run(start, end, fold(said), None, tone_marks(said)))
    return found


@dataclass(frozen=True, slots=True)
class Probes:
    """What an index should look for: a code, folded keys, whole skeletons, and beginnings of them."""

    code: str
    keys: tuple[str, ...]
    whole: tuple[str, ...]
    sounds: tuple[str, ...]
    moo: int | None
    bodies: tuple[str, ...] = ()


def probes(asked: Asked) -> Probes:
    """Say what an index should look for. Sounds hold the beginnings too, for names run together."""
    keys = dict.fromkeys(run.key for run in runs_of(asked))
    sounds: dict[str, None] = {}
    wholes: dict[str, None] = {}
    for run in runs_of(asked):
        said = "".join(word.text for word in asked.words[run.start : run.end])
        whole = skeleton(said)
        wholes[skeleton(without_ban(said))] = None
        sounds.update(dict.fromkeys(whole[:length] for length in range(len(whole), 1, -1)))
        sounds[whole] = wholes[whole] = None
    return Probes(asked.code, tuple(keys), tuple(wholes), tuple(sounds), asked.moo, asked.bodies)


def tone_marks(text: str) -> str:
    return "".join(letter for letter in text if letter in "่้๊๋")
