"""The organisations that stand within a place, by name, as a row names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.lists import NOTHING, Cells
from khabuan.core.thai import search_key
from khabuan.exchange.lists.placing import Places
from khabuan.exchange.lists.words import kind_words
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

MOST_NEAR = 60
_WITH_PLACE = re.compile(r"(?P<name>.+?)\s*\((?P<place>[^()]+)\)\Z")


@dataclass
class Bodies:
    """The organisations that stand within a place, by name."""

    actor: Actor
    area: Area
    places: Places
    near: int = 0

    def __post_init__(self) -> None:
        rows = Organisation.objects.visible_to(self.actor).filter(
            spans_q((Span.of(self.area.path),), "node"), stays__isnull=True, ended_on__isnull=True
        )
        self.by_key: dict[str, list[Organisation]] = defaultdict(list)
        for one in rows.select_related("area"):
            for key in {one.search_key, search_key(one.short_name)} - {""}:
                self.by_key[key].append(one)

    def find(self, text: str, kind: str) -> list[Organisation]:
        code = kind_words().get(search_key(kind)) if kind else None
        return [one for one in self.by_key.get(search_key(text), []) if code is None or one.kind == code]

    def read(self, row: Cells) -> Organisation | None:
        """The one body that a row names; a remark when it is not here, or when several bear the name."""
        if not row.has("body"):
            return None
        row.choice("body_kind", kind_words())
        typed = row.text("body")
        found = self.find(typed, row.raw("body_kind"))
        found = [one for one in found if one.pk == row.key_of("o")] or found
        if len(found) > 1 and row.has("place"):
            paths = {area.path for area in self.places.find(row.raw("place")).areas}
            paths |= {
                tambon.path
                for area in self.places.find(row.raw("place")).areas
                if (tambon := self.places.tambon_of(area))
            }
            found = [one for one in found if one.area.path in paths] or found
        if len(found) == 1:
            return found[0]
        if found:
            names = " / ".join(self.places.full(one.area) for one in found[:4])
            row.wrong("body", "body_several", value=typed[:60], names=names)
            return None
        alike = self.alike(typed)
        row.wrong("body", "body_unknown_like" if alike else "body_unknown", value=typed[:60], names=alike)
        return None

    def alike(self, typed: str) -> str:
        self.near += 1
        if self.near > MOST_NEAR:
            return ""
        keys = get_close_matches(search_key(typed), list(self.by_key), n=3, cutoff=0.8)
        return " / ".join(self.by_key[key][0].name for key in keys)


@dataclass
class Behalf:
    """On whose behalf somebody holds a post: an organisation in sight by name, wherever it stands.

    Where several bear the name, "name (ต.ดาวเรือง)" says which.
    """

    actor: Actor
    places: Places
    bodies: Bodies
    by_key: dict[str, list[Organisation]] = field(default_factory=dict)

    def look_up(self, rows: Sequence[Cells]) -> None:
        """One query, and none for a list that names nobody."""
        typed = {row.raw("on_behalf_of") for row in rows} - {""}
        keys = {search_key(name) for text in typed for name in (text, _apart(text)[0])} - {""}
        self.by_key = defaultdict(list)
        if keys:
            found = Organisation.objects.visible_to(self.actor).filter(
                search_key__in=keys, stays__isnull=True
            )
            for one in found.select_related("area"):
                self.by_key[one.search_key].append(one)

    def read(self, row: Cells, body: Organisation | None, there: Organisation | None) -> Organisation | None:
        """The organisation that a row names; a remark when none is in sight, or several. `there` is the known one."""
        typed = row.text("on_behalf_of", most=300)
        if not typed or typed in NOTHING:
            return None
        found = self._named(typed)
        if there is not None and (there in found or search_key(typed) == there.search_key):
            return there
        if len(found) > 1:
            found = [one for one in found if one.ended_on is None] or found
        if len(found) > 1 and body is not None:
            found = [one for one in found if one.area.path.startswith(body.area.path)] or found
        if len(found) == 1:
            return found[0]
        if found:
            names = " / ".join(f"{one.name} ({self.places.full(one.area)})" for one in found[:4])
            row.wrong("on_behalf_of", "behalf_several", value=typed[:60], names=names)
            return None
        alike = self.bodies.alike(typed)
        code = "behalf_unknown_like" if alike else "behalf_unknown"
        row.wrong("on_behalf_of", code, value=typed[:60], names=alike)
        return None

    def _named(self, typed: str) -> list[Organisation]:
        whole = self._of_name(typed)
        name, place = _apart(typed)
        if whole or not place:
            return whole
        paths = [area.path for area in self.places.find(place).areas]
        return [one for one in self._of_name(name) if any(one.area.path.startswith(path) for path in paths)]

    def _of_name(self, name: str) -> list[Organisation]:
        """By name wherever it is in sight, by short name within the place of the list."""
        key = search_key(name)
        return list(
            {one.pk: one for one in (*self.by_key.get(key, ()), *self.bodies.find(name, ""))}.values()
        )


def _apart(text: str) -> tuple[str, str]:
    """ "กลุ่มออมทรัพย์ (ต.ดาวเรือง)" is a name and a place; without brackets, the name alone."""
    found = _WITH_PLACE.match(text.strip())
    return (found["name"], found["place"]) if found else (text, "")
