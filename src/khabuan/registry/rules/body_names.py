"""What is a body's own name, apart from the words that every body of its kind begins with. Pure."""

from __future__ import annotations

import re

from khabuan.core.thai import search_key, tidy
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
}
_PLACE = re.compile(r"(?:ประจำ)?(?:ตำบล|ต\.|แขวง)\s*")
_ABOVE = re.compile(r"^(?:จังหวัด|จ\.|อำเภอ|อ\.|เขต)")
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
