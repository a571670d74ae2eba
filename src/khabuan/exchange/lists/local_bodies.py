"""Local governments named where a place is asked for: the tambons that one covers stand for it.

People write "เทศบาลเมืองสระบุรี" or "อบต.ดาวเรือง" for where somebody lives or where a council stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from khabuan.access.actor import Actor
from khabuan.core.thai import PlaceWord, search_key, split_place_words
from khabuan.places.models import Area, LocalGovernment, LocalGovernmentCover
from khabuan.places.queries import local_governments_in

Kind = LocalGovernment.Kind
TOWNS = (Kind.TOWN, Kind.CITY, Kind.METRO)
#: The word before the name, the longest first, and the kinds that it may mean.
WORDS: Mapping[str, tuple[Kind, ...]] = {
    "องค์การบริหารส่วนจังหวัด": (Kind.PAO,), "องค์การบริหารส่วนตำบล": (Kind.TAO,), "เทศบาลนคร": (Kind.METRO,),
    "เทศบาลเมือง": (Kind.CITY,), "เทศบาลตำบล": (Kind.TOWN,), "เทศบาล": TOWNS,
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A text that names a local government: its kinds, its name as a search key, and the other words."""

    kinds: tuple[Kind, ...]
    key: str
    rest: tuple[PlaceWord, ...]

    @property
    def may_be_a_tambon(self) -> bool:
        """An อบต. or เทศบาลตำบล bears the name of its tambon, a town that of its amphoe or province."""
        return Kind.TAO in self.kinds or Kind.TOWN in self.kinds


def said_body(text: str) -> Said | None:
    """The local government that a text names, if it names one."""
    words = split_place_words(text)
    body = next((word for word in words if word.kind == "local_government"), None)
    if body is None:
        return None
    word = next(word for word in WORDS if body.text.startswith(word))
    rest = tuple(one for one in words if one is not body)
    return Said(WORDS[word], search_key(body.text.removeprefix(word)), rest)


@dataclass
class LocalBodies:
    """The local governments of a province; read when the first one is named."""

    actor: Actor
    province: Area

    @cached_property
    def by_key(self) -> dict[str, list[LocalGovernment]]:
        found: dict[str, list[LocalGovernment]] = defaultdict(list)
        for one in local_governments_in(self.actor, self.province):
            found[one.search_key].append(one)
        return found

    @cached_property
    def covers(self) -> dict[int, list[str]]:
        """The paths of the tambons of each, whole or in part."""
        found: dict[int, list[str]] = defaultdict(list)
        keys = [one.pk for rows in self.by_key.values() for one in rows]
        rows = LocalGovernmentCover.objects.visible_to(self.actor).filter(
            local_government__in=keys, until__isnull=True
        )
        for body, path in rows.order_by("area__path").values_list("local_government_id", "area__path"):
            found[body].append(path)
        return found

    def named(self, said: Said) -> list[LocalGovernment]:
        """Those of that name and kind; a municipality whose kind is written wrongly is still one."""
        rows = self.by_key.get(said.key, [])
        exact = [one for one in rows if one.kind in said.kinds]
        return exact or [one for one in rows if one.kind in TOWNS and set(said.kinds) & set(TOWNS)]
