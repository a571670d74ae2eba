"""Is this the same organisation twice? A score with its reasons, as `rules.duplicates` does for people.

Bodies of two kinds are never alike: a council and a fund of one tambon have the same name by right. Knows
telephone numbers of offices, which are public, and no person but by key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.duplicates import Likeness, Reason, is_slip


class BodyReason(Word):
    """Why a pair of organisations scores as it does; the label is the sentence beside the two records."""

    NAME_SAME = "body_name_same", _("The names are the same but for the words for the kind.")
    NAME_SLIP = "body_name_slip", _("The names differ by a slip of typing.")
    NAME_SOUND = "body_name_sound", _("The names sound alike.")
    NAME_WITHIN = "body_name_within", _("One name stands within the other.")
    NAME_DIFFERS = "body_name_differs", _("The names differ.")
    COUNCIL_AREA_SAME = "body_council_area_same", _("Both are for the same council area.")
    COUNCIL_AREA_DIFFERS = "body_council_area_differs", _("They are for two council areas.")
    SAME_TAMBON = "body_same_tambon", _("Both stand in the same tambon.")
    SAME_AMPHOE = "body_same_amphoe", _("Both stand in the same amphoe.")
    TAMBON_DIFFERS = "body_tambon_differs", _("They stand in two tambons.")
    VILLAGE_DIFFERS = "body_village_differs", _("They stand in two villages.")
    PHONE_SAME = "body_phone_same", _("Both have the same telephone number.")
    NUMBER_SAME = "body_number_same", _("Both have the same registration number.")
    NUMBER_DIFFERS = "body_number_differs", _("The registration numbers differ.")
    PARENT_DIFFERS = "body_parent_differs", _("They belong to two organisations.")
    SHARED_PEOPLE = "body_shared_people", _("The same people hold posts in both.")


POINTS: Mapping[BodyReason, int] = MappingProxyType(
    {
        BodyReason.NAME_SAME: 50,
        BodyReason.NAME_SLIP: 40,
        BodyReason.NAME_SOUND: 40,
        BodyReason.NAME_WITHIN: 30,
        BodyReason.NAME_DIFFERS: -40,
        BodyReason.COUNCIL_AREA_SAME: 30,
        BodyReason.COUNCIL_AREA_DIFFERS: -30,
        BodyReason.SAME_TAMBON: 20,
        BodyReason.SAME_AMPHOE: 8,
        BodyReason.TAMBON_DIFFERS: -20,
        BodyReason.VILLAGE_DIFFERS: -20,
        BodyReason.PHONE_SAME: 20,
        BodyReason.NUMBER_SAME: 30,
        BodyReason.NUMBER_DIFFERS: -10,
        BodyReason.PARENT_DIFFERS: -30,
        BodyReason.SHARED_PEOPLE: 15,
    }
)
"""The same name (or a slip of it) in one tambon reaches POSSIBLE, with a telephone number SURE. A tambon's
council and its municipality's, for two council areas, stay below."""
LEAST_WITHIN = 4
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFacts:
    """An organisation as the comparison sees it. Empty or None means not known, and counts for nothing.

    `core` is the search key of its own name (`body_names.core_key`), `sound` how that sounds. `province`,
    `amphoe`, `tambon` and `village` are area paths; `numbers` those under which it is registered; `people`
    the keys of those who hold posts in it.
    """

    key: int
    kind: str
    core: str
    sound: str = ""
    province: str = ""
    amphoe: str = ""
    tambon: str = ""
    village: str = ""
    council_area: int | None = None
    parent: int | None = None
    phone: str = ""
    numbers: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()


def likeness(a: BodyFacts, b: BodyFacts) -> Likeness:
    """How likely two records are one organisation. Symmetric in score and reasons."""
    if a.kind != b.kind or not a.core or not b.core:
        return Likeness(0, ())
    codes = [_name(a, b), *_place(a, b), *_ties(a, b)]
    reasons = sorted(
        (Reason(code, POINTS[code]) for code in codes), key=lambda reason: (-abs(reason.points), reason.code)
    )
    return Likeness(max(0, min(100, sum(reason.points for reason in reasons))), tuple(reasons))


def _name(a: BodyFacts, b: BodyFacts) -> BodyReason:
    if a.core == b.core:
        return BodyReason.NAME_SAME
    if _DIGITS.findall(a.core) != _DIGITS.findall(b.core):  # group 1 and group 2 are no slip
        return BodyReason.NAME_DIFFERS
    if is_slip(a.core, b.core):
        return BodyReason.NAME_SLIP
    if a.sound and a.sound == b.sound:
        return BodyReason.NAME_SOUND
    shorter, longer = sorted((a.core, b.core), key=len)
    if len(shorter) >= LEAST_WITHIN and shorter in longer:
        return BodyReason.NAME_WITHIN
    return BodyReason.NAME_DIFFERS


def _place(a: BodyFacts, b: BodyFacts) -> Iterator[BodyReason]:
    if a.tambon and a.tambon == b.tambon:
        yield BodyReason.SAME_TAMBON
    elif a.tambon and b.tambon:
        yield BodyReason.TAMBON_DIFFERS
    elif a.amphoe and a.amphoe == b.amphoe:
        yield BodyReason.SAME_AMPHOE
    if a.village and b.village and a.village != b.village:
        yield BodyReason.VILLAGE_DIFFERS
    if a.council_area and b.council_area:
        is_one = a.council_area == b.council_area
        yield BodyReason.COUNCIL_AREA_SAME if is_one else BodyReason.COUNCIL_AREA_DIFFERS


def _ties(a: BodyFacts, b: BodyFacts) -> Iterator[BodyReason]:
    if a.phone and a.phone == b.phone:
        yield BodyReason.PHONE_SAME
    if a.numbers and b.numbers and a.tambon == b.tambon:  # each tambon has numbers of its own
        yield BodyReason.NUMBER_SAME if a.numbers & b.numbers else BodyReason.NUMBER_DIFFERS
    if a.parent and b.parent and a.parent != b.parent:
        yield BodyReason.PARENT_DIFFERS
    if a.people & b.people:
        yield BodyReason.SHARED_PEOPLE


def blocking_keys(body: BodyFacts) -> frozenset[str]:
    """Texts to index: two records that may be one body share one of them.

    The kind and the place (the tambon, else what it stands in); the sound of the name within the province;
    the telephone.
    """
    if not body.core:
        return frozenset()
    keys = {f"t:{body.kind}|{body.tambon or body.amphoe or body.province}"}
    keys.add(f"n:{body.kind}|{body.sound or body.core}|{body.province}")
    keys |= {f"p:{body.kind}|{body.phone}"} if body.phone else set()
    return frozenset(keys)
