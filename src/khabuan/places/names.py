"""Compares place names as people type them, in Thai or Latin letters: keys, sounds and a bounded distance.

A slip that sounds or looks right costs little (ศ for ษ, ี for ื, a lost การันต์, Ruang for Rueang), any other
costs a whole letter. Pure; time is bounded by LONGEST whatever is typed.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from khabuan.core.thai import search_key

LONGEST = 40
"""Letters of one name that are compared; no official name of an area is longer."""

_NOT_LETTERS = re.compile(r"[^0-9a-zก-ฮฤฦะาำิีึืุูเแโใไัๅ]")
_LATIN = re.compile(r"[a-z]")
_SILENT = re.compile(r"[ก-ฮ][ิุ]?์")
_LATIN_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"kh|g", "k"),
        (r"ph|bh", "p"),
        (r"th|dh", "t"),
        (r"ch|j", "c"),
        (r"ue|eu|oo", "u"),
        (r"ae", "e"),
        (r"oe", "o"),
        (r"ee|ii", "i"),
        (r"v", "w"),
        (r"(.)\1+", r"\1"),
    )
)
_THAI_CLASSES = (
    "กจ",
    "ขคฆ",
    "ชฌฉ",
    "ซสศษ",
    "ญย",
    "ดฎฑ",
    "ตฏ",
    "ทถฐธฒ",
    "นณ",
    "พผภ",
    "ฟฝ",
    "รลฬฤ",
    "หฮ",
    "ใไ",
    "เแ",
)
_LATIN_CLASSES = str.maketrans("bdlgjv", "ptrkcw")
_CLASS_OF = {letter: group[0] for group in _THAI_CLASSES[1:13] for letter in group}
_ALIKE = {
    frozenset((a, b))
    for group in (
        *_THAI_CLASSES[1:],
        "ิีึืั",
        "ุู",
        "ะาั",
        "ดต",
        "บป",
        "ดถ",
        "ตถ",
        "ปผ",
        "bp",
        "dt",
        "rl",
        "iy",
        "ae",
        "ao",
        "ou",
        "ei",
    )
    for a in group
    for b in group
    if a != b
}
_SWAPS = {a + b for a, b in (tuple(pair) for pair in _ALIKE)} | {
    b + a for a, b in (tuple(pair) for pair in _ALIKE)
}
_LIGHT = frozenset("ะัิฺุhaeiouy")
"""Letters that are dropped or added with little change of the sound."""

_THAI_BONES = "".join(sorted({_CLASS_OF.get(letter, letter) for letter in map(chr, range(0x0E01, 0x0E2F))}))
_LATIN_BONES = "cfkmnpqrstxz"


def _families() -> dict[str, str]:
    """Join letters that are alike, also through a third one, into families named by one of them."""
    family: dict[str, str] = {}
    for pair in _ALIKE:
        one, other = (family.get(letter, letter) for letter in sorted(pair))
        family |= dict.fromkeys((*pair, *(x for x, name in family.items() if name == other)), one)
    return family


_FAMILY = _families()
_FAMILY_LOSS: Mapping[str, float] = defaultdict(
    lambda: 1.0, {_FAMILY.get(letter, letter): 0.5 for letter in _LIGHT}
)


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """Give the key two spellings of one name share: no spaces, marks of tone, dots or capitals."""
    plain = search_key(unicodedata.normalize("NFC", text[: 4 * LONGEST])).casefold()
    return _NOT_LETTERS.sub("", plain)[:LONGEST]


def is_latin(key: str) -> bool:
    """Say whether a folded key is in Latin letters."""
    return _LATIN.search(key) is not None


@lru_cache(maxsize=32768)
def latin_sounds(key: str) -> str:
    """Fold the spellings of one Thai sound in Latin letters: Phra and Pra, Rueang and Ruang."""
    for pattern, sound in _LATIN_SOUNDS:
        key = pattern.sub(sound, key)
    return key


@lru_cache(maxsize=32768)
def skeleton(text: str) -> str:
    """Give the consonants by class, coarser than core's sound_key: equal for most slips, and for Latin too.

    An index on it finds candidates. 'ศรีสะเกษ' and 'ศรีษะเกษ' share one, 'Dao Rueang' and 'Daoruang' another.
    """
    key = fold(_SILENT.sub("", text))
    if is_latin(key):
        bones = re.sub(r"[aeiouhyw]", "", latin_sounds(key)).translate(_LATIN_CLASSES)
    else:
        bones = "".join(_CLASS_OF.get(letter, letter) for letter in key if not _is_thai_vowel(letter))
        bones = bones[:1] + bones[1:].replace("อ", "")
    return re.sub(r"(.)\1+", r"\1", bones or key)


def without_ban(name: str) -> str:
    """Leave out the word village before a name; a name of that word alone stays."""
    return (name.removeprefix("บ้าน").removeprefix("Ban ") or name).strip()


def skeletons_near(bones: str) -> frozenset[str]:
    """List the skeletons one consonant away: lost, added, changed or swapped. None for one or two bones."""
    if not 3 <= len(bones) <= 12:
        return frozenset()
    letters = _LATIN_BONES if is_latin(bones) else _THAI_BONES
    cuts = [(bones[:at], bones[at:]) for at in range(len(bones) + 1)]
    near = {left + right[1:] for left, right in cuts if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    near |= {left + letter + right for left, right in cuts for letter in letters}
    near |= {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    return frozenset(re.sub(r"(.)\1+", r"\1", one) for one in near)


def _is_thai_vowel(letter: str) -> bool:
    return "ะ" <= letter <= "ๅ"


@lru_cache(maxsize=65536)
def likeness(typed: str, name: str) -> float:
    """Say how alike two folded keys are: 1.0 equal, 0.0 too far apart to be a slip of one another."""
    if typed == name:
        return 1.0
    if not typed or not name or is_latin(typed) != is_latin(name):
        return 0.0
    if is_latin(typed):
        typed, name = latin_sounds(typed), latin_sounds(name)
        if typed == name:
            return 0.97
    longest = max(len(typed), len(name))
    limit = 0.34 * longest
    if _least_distance(typed, name, limit) > limit:
        return 0.0
    apart = _distance(typed, name, limit)
    return 0.0 if apart > limit else 1.0 - apart / longest


def _least_distance(a: str, b: str, limit: float) -> float:
    """Give a floor of the distance from the letters alone, whatever their order: most pairs end here."""
    heavy, other_heavy = _heavy(a), _heavy(b)
    if (heavy & ~other_heavy).bit_count() > limit or (other_heavy & ~heavy).bit_count() > limit:
        return limit + 1.0
    bag, other = _bag(a), _bag(b)
    extra = missing = 0.0
    for family in bag.keys() | other.keys():
        more = bag.get(family, 0) - other.get(family, 0)
        if more > 0:
            extra += more * _FAMILY_LOSS[family]
        else:
            missing -= more * _FAMILY_LOSS[family]
    return max(extra, missing)


@lru_cache(maxsize=65536)
def _bag(key: str) -> Mapping[str, int]:
    return Counter(_FAMILY.get(letter, letter) for letter in key)


@lru_cache(maxsize=65536)
def _heavy(key: str) -> int:
    """The families in a key whose loss costs a whole letter, one bit each."""
    return sum(1 << ord(family) % 128 for family in _bag(key) if _FAMILY_LOSS[family] == 1.0)


def _distance(a: str, b: str, limit: float) -> float:
    """Weigh the slips between two keys, swapped neighbours included; above `limit` it only means more.

    Written out without calls, as it is the inside of every search.
    """
    losses = [0.5 if letter in _LIGHT else 1.0 for letter in b]
    before: list[float] = []
    above = [0.0]
    for loss in losses:
        above.append(above[-1] + loss)
    last = ""
    for x in a:
        lost = 0.5 if x in _LIGHT else 1.0
        left = above[0] + lost
        row, least, y_before = [left], left, ""
        for j, y in enumerate(b):
            if x == y:
                left = above[j]
            else:
                changed = above[j] + (0.4 if x + y in _SWAPS else 1.0)
                dropped, added = above[j + 1] + lost, left + losses[j]
                if x == y_before and y == last and before:
                    swapped = before[j - 1] + 0.6
                    changed = swapped if swapped < changed else changed
                left = dropped if dropped < added else added
                left = changed if changed < left else left
            row.append(left)
            least = min(least, left)
            y_before = y
        if least > limit:
            return limit + 1.0
        before, above, last = above, row, x
    return above[-1]
