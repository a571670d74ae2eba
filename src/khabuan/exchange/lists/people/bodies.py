"""The organisations that stand within a place, by name, as a row names them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.lists import Cells
from khabuan.core.thai import search_key
from khabuan.exchange.lists.placing import Places
from khabuan.exchange.lists.words import kind_words
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

MOST_NEAR = 60


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
        alike = self._alike(typed)
        row.wrong("body", "body_unknown_like" if alike else "body_unknown", value=typed[:60], names=alike)
        return None

    def _alike(self, typed: str) -> str:
        self.near += 1
        if self.near > MOST_NEAR:
            return ""
        keys = get_close_matches(search_key(typed), list(self.by_key), n=3, cutoff=0.8)
        return " / ".join(self.by_key[key][0].name for key in keys)
