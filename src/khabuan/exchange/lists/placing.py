"""Places in cells as people type them, within the place a file is brought in for.

What stands plainly (a code, "ต.ดาวเรือง", "ม.3 ต.ดาวเรือง อ.เมือง") is found in memory, because a list names the
same tambons a thousand times; the rest, slips included, goes to `places.queries.find_places` once for each text.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from khabuan.access.actor import Actor, Span
from khabuan.core.lists import Cells
from khabuan.core.thai import search_key
from khabuan.exchange.lists.local_bodies import LocalBodies, Said, said_body
from khabuan.places.finding import Why, clear_answer
from khabuan.places.labels import label
from khabuan.places.models import AbolishedArea, Area, AreaKind
from khabuan.places.queries import find_places
from khabuan.places.rules import CODE_LENGTH, LEVEL
from khabuan.places.rules import AreaKind as Kind
from khabuan.places.typed import Asked, Word, read_asked

#: Texts that are not plain are looked for one by one; more than so many in one file are left to the sender.
MOST_LOOKS = 400
NAMED = 4
LOCAL = (AreaKind.VILLAGE, AreaKind.COMMUNITY)
CAPITAL = "เมือง"
SAID_KINDS = {"province": Kind.PROVINCE, "district": Kind.DISTRICT, "subdistrict": Kind.SUBDISTRICT}


@dataclass(frozen=True)
class Placed:
    """What a text means: one area, or several, or none; `slip` when it was read with goodwill.

    `is_body`: the text names a local government, and the areas are the tambons that stand for it.
    """

    areas: tuple[Area, ...] = ()
    elsewhere: tuple[Area, ...] = ()
    slip: bool = False
    successor_of: str = ""
    code: str = ""
    is_body: bool = False


@dataclass
class Places:
    """The areas at or below one area, by code, by name, and by path."""

    actor: Actor
    area: Area
    looks: int = 0
    known: dict[str, Placed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        span = Span.of(self.area.path)
        rows = Area.objects.visible_to(self.actor).filter(until__isnull=True)
        inside = list(rows.filter(path__gte=span.low, path__lt=span.high).order_by("path"))
        above = list(rows.filter(path__in=sorted(Actor(self.actor.role, (span,)).upline)))
        self.by_path: dict[str, Area] = {row.path: row for row in (*above, *inside)}
        self.by_code = {row.code: row for row in inside if row.code}
        self.by_key: dict[str, list[Area]] = defaultdict(list)
        for row in inside:
            self.by_key[row.search_key].append(row)
            if row.kind == AreaKind.DISTRICT and row.search_key.startswith(CAPITAL):
                self.by_key[CAPITAL].append(row)
        self.bodies = LocalBodies(self.actor, self.by_path.get(self.area.path[:3], self.area))
        self.villages: dict[tuple[str, int], Area] = {
            (_above(row.path), row.moo): row for row in inside if row.moo is not None
        }

    def tambon_of(self, area: Area) -> Area | None:
        """The tambon an area is or lies in."""
        return self.by_path.get("".join(step + "." for step in area.path.split(".")[:3]))

    def full(self, area: Area) -> str:
        """An area as it is written in a cell: with what it lies in, so that it is found again."""
        steps = area.path.split(".")[:-1]
        paths = ["".join(step + "." for step in steps[:depth]) for depth in range(len(steps), 1, -1)]
        above = [self.by_path[path] for path in paths if path != area.path and path in self.by_path]
        words = [_written(one) for one in (area, *above)] if area.path in self.by_path else []
        return " ".join(word for word in words if word) or label(area)

    def read(self, cells: Cells, column: str, text: str, kinds: tuple[str, ...] = ()) -> Area | None:
        """The one area that a text means; a remark on the cell when there is none, several, or it is not here."""
        found = self.find(text)
        fitting = tuple(area for area in found.areas if not kinds or area.kind in kinds)
        if len(fitting) == 1:
            if found.successor_of:
                cells.notice(column, "place.successor", code=found.successor_of, now=self.full(fitting[0]))
            elif found.slip or found.is_body:
                code = "place.body" if found.is_body else "place.slip"
                cells.notice(column, code, value=text[:60], now=self.full(fitting[0]))
            return fitting[0]
        if fitting:
            names = " / ".join(self.full(area) for area in fitting[:NAMED])
            code = "place.body_several" if found.is_body else "place.several"
            cells.wrong(column, code, value=text[:60], names=names)
        elif found.areas:
            cells.wrong(column, "place.other_level", value=text[:60], found=self.full(found.areas[0]))
        elif found.elsewhere:
            cells.wrong(
                column, "place.elsewhere", value=text[:60], place=label(self.area), code=found.elsewhere[0].code,
                found=", ".join(_far_name(area) for area in found.elsewhere[:NAMED]),
            )  # fmt: skip
        elif found.code:
            cells.wrong(column, "place.no_code", value=found.code)
        elif found.is_body:
            cells.wrong(column, "place.body_unknown", value=text[:60], place=label(self.area))
        else:
            cells.wrong(column, "place.unknown", value=text[:60], place=label(self.area))
        return None

    def find(self, text: str) -> Placed:
        if text not in self.known:
            self.known[text] = self._find(text)
        return self.known[text]

    def _find(self, text: str) -> Placed:
        asked = read_asked(text)
        if asked.code:
            return self._by_code(asked.code)
        if said := said_body(text):
            return self._of_body(said, asked)
        plain = self._plainly(asked)
        if plain or self.looks >= MOST_LOOKS:
            return Placed(tuple(plain))
        self.looks += 1
        return self._searched(text)

    def _of_body(self, said: Said, asked: Asked) -> Placed:
        """The tambons that a local government covers; one that is not on record may bear its tambon's name.

        Never read as a slip: the town is not the province of its name.
        """
        named = self.bodies.named(said)
        paths = dict.fromkeys(path for one in named for path in self.bodies.covers[one.pk])
        rest = [
            Word(word.text, at, SAID_KINDS.get(word.kind or ""))
            for at, word in enumerate(said.rest)
            if word.kind != "moo"
        ]
        known = [area for path in paths if (area := self.by_path.get(path)) is not None]
        found = [
            area for area in known if all(_bears(area, word) or self._lies_in(area, [word]) for word in rest)
        ]
        if found and asked.moo is not None:
            villages = (self.villages.get((area.path, asked.moo)) for area in found)
            found = [area for area in villages if area]
        if not named and said.may_be_a_tambon:
            found = self._plainly(asked)
        return Placed(tuple(found), is_body=True)

    def _by_code(self, code: str) -> Placed:
        if code in self.by_code:
            return Placed((self.by_code[code],))
        gone = AbolishedArea.objects.visible_to(self.actor).filter(code=code).first()
        if gone is not None:
            after = tuple(self.by_code[new] for new in gone.successors.split() if new in self.by_code)
            if after:
                return Placed(after, successor_of=code)
        other = (
            Area.objects.visible_to(self.actor).filter(code=code, until__isnull=True).select_related("parent")
        )
        return Placed(elsewhere=tuple(other[:1]), code=code)

    def _plainly(self, asked: Asked) -> list[Area]:
        """Areas whose own name is the narrowest word and whose surroundings bear all the other words."""
        words = list(asked.words)
        if asked.moo is None and not words:
            return []
        if not words:
            tambon = self.tambon_of(self.area)
            village = self.villages.get((tambon.path, asked.moo or 0)) if tambon else None
            return [village] if village else []
        found = [area for area in self._named(words[0]) if self._lies_in(area, words[1:])]
        if asked.moo is None:
            return _narrowest(found, words[0].kind is None)
        villages = (self.villages.get((area.path, asked.moo)) for area in found)
        return [area for area in villages if area] or [
            area for area in found if area.moo == asked.moo and area.kind in LOCAL
        ]

    def _named(self, word: Word) -> list[Area]:
        rows = self.by_key.get(search_key(word.text), [])
        return [
            row
            for row in rows
            if word.kind is None or row.kind == word.kind.value or _is_local(row, word.kind)
        ]

    def _lies_in(self, area: Area, words: list[Word]) -> bool:
        steps = area.path.split(".")[:-1]
        above = [
            self.by_path.get("".join(step + "." for step in steps[:depth])) for depth in range(1, len(steps))
        ]
        return all(any(holder and _bears(holder, word) for holder in above) for word in words)

    def _searched(self, text: str) -> Placed:
        found = find_places(self.actor, text, near=self.area.code, limit=8)
        found = [
            one for one in found if not {Why.PARTLY, Why.OTHER_KIND} & set(one.found.why)
        ]  # a word that does not fit is no slip, and neither is a place of another kind
        inside = [one for one in found if one.area.path in self.by_path]
        if inside:
            clear = clear_answer([one.found for one in inside])
            chosen = [one.area for one in inside if clear is not None and one.found.code == clear.code]
            via = next((one.found.via for one in inside if one.area in chosen and one.found.via), "")
            return Placed(tuple(chosen or [one.area for one in inside]), slip=True, successor_of=via or "")
        return Placed(elsewhere=tuple(one.area for one in found if one.found.score >= 0.9))


def _above(path: str) -> str:
    return path[: path[:-1].rfind(".") + 1]


def _is_local(row: Area, kind: Kind) -> bool:
    return row.kind in LOCAL and kind in (Kind.VILLAGE, Kind.COMMUNITY)


def _bears(holder: Area, word: Word) -> bool:
    key = search_key(word.text)
    if word.kind is not None and holder.kind != word.kind.value:
        return False
    return holder.search_key == key or (
        holder.kind == AreaKind.DISTRICT and key == CAPITAL and holder.search_key.startswith(CAPITAL)
    )


def _narrowest(found: list[Area], unmarked: bool) -> list[Area]:
    """Of a bare name that a tambon and its amphoe share, the tambon is meant; never a village of that name."""
    if not unmarked or len(found) < 2:
        return found
    wide = [area for area in found if area.kind not in LOCAL]
    if not wide:
        return found
    deepest = max(LEVEL[Kind(area.kind)] for area in wide)
    return [area for area in wide if LEVEL[Kind(area.kind)] == deepest]


def _written(area: Area) -> str:
    if area.kind == AreaKind.VILLAGE:
        return f"ม.{area.moo}" if area.moo else area.name
    return {
        AreaKind.COMMUNITY: area.name, AreaKind.SUBDISTRICT: f"ต.{area.name}", AreaKind.DISTRICT: f"อ.{area.name}",
    }.get(AreaKind(area.kind), "")  # fmt: skip


def _far_name(area: Area) -> str:
    parent = f" {label(area.parent)}" if area.parent_id and area.parent and area.parent.path else ""
    return f"{label(area)}{parent} ({area.code[:2]})" if area.code else label(area)


def is_area_code(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) in CODE_LENGTH.values() and len(text) > 0
