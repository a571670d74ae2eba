"""Rename, split, merge and move: each with its day, reason and legal reference, and the history kept.

A change is entered when it has come into force: paths are today's, placements keep the days before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import search_key, tidy
from khabuan.places import rules
from khabuan.places.actions.boundaries import end_boundaries
from khabuan.places.actions.ending import end_in_favour
from khabuan.places.actions.single import name_fields, new_area, repath, step_under
from khabuan.places.models import AbolishedArea, Area, AreaEvent, AreaName, Placement
from khabuan.places.names import skeleton
from khabuan.places.sentences import sentence


@dataclass(frozen=True)
class NewPart:
    """An area that a split makes: its names and code (may be empty), and which areas below go to it."""

    name: str
    name_en: str = ""
    code: str = ""
    children: tuple[Area, ...] = ()


@action("places.rename_area", on="area")
def rename_area(
    *,
    actor: Actor,
    area: Area,
    name: str,
    on: date,
    reason: str,
    name_en: str = "",
    legal_reference: str = "",
) -> Area:
    """Give an area another name from a day on; the old one is kept and still found."""
    _check(rules.Change(rules.ChangeKind.RENAME, (str(area.pk),), (), on, reason), [area])
    before = {"name": area.name, "name_en": area.name_en}
    fields = name_fields(area.kind, name, name_en or area.name_en)
    if fields["name"] == area.name:
        raise Refused("change.same_name", _("This is its name already."), field="name")
    add(
        AreaName, area=area, name=area.name, name_en=area.name_en, until=on, search_key=area.search_key,
        skeleton=area.skeleton,
    )  # fmt: skip
    change(area, **fields)
    after = {"name": area.name, "name_en": area.name_en}
    _Told(on, reason, legal_reference).of(area, AreaEvent.Kind.RENAME, before, after)
    return area


@action("places.move_area", on="area")
def move_area(
    *,
    actor: Actor,
    area: Area,
    parent: Area,
    on: date,
    reason: str,
    code: str = "",
    legal_reference: str = "",
) -> Area:
    """Put an area under another one from a day on, with all below it, and its new code if it gets one."""
    _check_reach(actor, [parent])
    change_facts = rules.Change(rules.ChangeKind.MOVE, (str(area.pk),), (str(parent.pk),), on, reason)
    _check(change_facts, [area], [parent])
    _check_level(area, parent)
    before = {"parent": parent_title(area), "code": area.code}
    end_boundaries([one for one in (area.parent, parent) if one is not None], on)
    _move(area, parent, on, code)
    _Told(on, reason, legal_reference).of(
        area,
        AreaEvent.Kind.MOVE,
        before,
        {"parent": str(parent), "code": area.code},
    )
    return area


@action("places.split_area", on="area")
def split_area(
    *, actor: Actor, area: Area, parts: Sequence[NewPart], on: date, reason: str, legal_reference: str = "",
    goes_on: bool = True, heir: int | None = None,
) -> list[Area]:  # fmt: skip
    """Make new areas beside an old one, which goes on (the usual case) or ends. Returns the new areas.

    What stands at the old area itself (council, funds, people without a village) stays there while it goes
    on, else it goes to the part with the number `heir`. Refused: fewer than two areas afterwards, an area
    below that is not the old one's, children left under an area that ends, no heir then.
    """
    fresh = tuple(f"new{number}" for number in range(len(parts)))
    kept = (str(area.pk),) if goes_on else ()
    _check(rules.Change(rules.ChangeKind.SPLIT, (str(area.pk),), kept + fresh, on, reason), [area])
    _check_children(area, parts, goes_on=goes_on)
    _check_heir(heir, len(parts), goes_on=goes_on)
    if area.parent is None:
        raise Refused("change.nation", _("The nation cannot be split."))
    end_boundaries([area], on)
    before = _counts(area)
    made = []
    for part in parts:
        one = new_area(
            parent=area.parent, kind=area.kind, name=part.name, name_en=part.name_en, code=part.code, since=on
        )
        for child in part.children:
            _move(child, one, on)
        _Told(on, reason, legal_reference).of(
            one, AreaEvent.Kind.NEW, {}, {"from": str(area), **_counts(one)}
        )
        made.append(one)
    after: dict[str, Any] = {"areas": [str(one) for one in made], **_counts(area)}
    if not goes_on and heir is not None:
        after |= _end(area, on, made, heir=made[heir])
    _Told(on, reason, legal_reference).of(area, AreaEvent.Kind.SPLIT, before, after)
    return made


@action("places.merge_areas", on="into")
def merge_areas(
    *, actor: Actor, into: Area, areas: Sequence[Area], on: date, reason: str, legal_reference: str = ""
) -> Area:
    """Join areas into one, which goes on.

    What lay below the others goes under it, what stood at them (councils, funds, people, seats) stands at it,
    and their codes and names stay found. Refused where that would put two councils into one council area.
    """
    others = [area for area in areas if area.pk != into.pk]
    _check_reach(actor, others)
    ids = tuple(str(area.pk) for area in (into, *others))
    _check(rules.Change(rules.ChangeKind.MERGE, ids, ids[:1], on, reason), [into, *others])
    before = {"areas": [str(area) for area in (into, *others)], **_counts(into)}
    end_boundaries([into, *others], on)
    moved: Counter[str] = Counter()
    for area in others:
        counts = _counts(area)
        for child in Area.public_rows().filter(parent=area, until__isnull=True).order_by("path"):
            _move(child, into, on)
        told = _end(area, on, [into], heir=into)
        moved.update(told.get("moved", {}))
        _Told(on, reason, legal_reference).of(
            area, AreaEvent.Kind.ABOLISH, counts, {"into": str(into), **told}
        )
    after = {**_counts(into), **({"moved": dict(moved)} if moved else {})}
    _Told(on, reason, legal_reference).of(into, AreaEvent.Kind.MERGE, before, after)
    return into


def parent_title(area: Area) -> str:
    """Name what an area stands under, or nothing."""
    return str(area.parent) if area.parent else ""


def _move(area: Area, parent: Area, on: date, code: str = "") -> None:
    if code and code != area.code:
        _note_old_code(area, on, [area], code)
        change(area, code=code)
        path = parent.path + f"{code[-2:]}."
    else:
        path = step_under(parent, area)
    repath(area, path, parent=parent, on=on)


def _end(area: Area, on: date, successors: Sequence[Area], *, heir: Area) -> dict[str, Any]:
    """End an area and its placement: its code is answered by its successors, what stands there goes to the
    heir. Gives the counts of what went, for the area's event; the audit event has them too."""
    moved = end_in_favour(area, heir, on)
    placement = Placement.public_rows().filter(area=area, until__isnull=True).first()
    if placement is not None:
        change(placement, until=on)
    change(area, until=on)
    if area.code:
        _note_old_code(area, on, successors)
    if not moved:
        return {}
    note(moved={**require_running().notes.get("moved", {}), str(area): moved})
    return {"heir": str(heir), "moved": moved} if len(successors) > 1 else {"moved": moved}


def _note_old_code(area: Area, on: date, successors: Sequence[Area], code: str = "") -> None:
    codes = [code or one.code for one in successors]
    fields = {
        "name": area.name, "name_en": area.name_en, "abolished_on": on,
        "area": successors[0] if len(successors) == 1 else None, "successors": " ".join(filter(None, codes)),
        "search_key": search_key(area.name), "skeleton": skeleton(area.name)[:40],
    }  # fmt: skip
    # A code may have been given again and end a second time.
    former = AbolishedArea.public_rows().filter(code=area.code).first()
    if former is None:
        add(AbolishedArea, code=area.code, **fields)
    else:
        change(former, **fields)


@dataclass(frozen=True)
class _Told:
    """What every event of one change has in common."""

    on: date
    reason: str
    legal_reference: str

    def of(self, area: Area, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Write the event into the history of one area."""
        add(
            AreaEvent, area=area, kind=kind, on=self.on, reason=tidy(self.reason),
            legal_reference=tidy(self.legal_reference), before=dict(before), after=dict(after),
        )  # fmt: skip


def _counts(area: Area) -> dict[str, int]:
    """Count what stands directly below, by kind: shown before and after a change."""
    kinds = Area.public_rows().filter(parent=area, until__isnull=True).values_list("kind", flat=True)
    counts: dict[str, int] = {}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _check(facts: rules.Change, areas: Sequence[Area], also: Sequence[Area] = ()) -> None:
    """Refuse a change that is not in its shape, touches what has ended, or lies in the future."""
    if facts.on > clock.today():
        raise Refused(
            "change.to_come",
            _("Enter the change when it is in force: this day is still to come."),
            field="on",
        )
    kinds = {str(area.pk): rules.AreaKind(area.kind) for area in (*areas, *also)}
    ended = {str(area.pk): area.until for area in (*areas, *also) if area.until is not None}
    gone = [area for area in (*areas, *also) if area.until is not None]
    if gone:
        facts_of_end = {"area": str(gone[0]), "ended": str(gone[0].until)}
        raise Refused("change.ended", sentence("change.ended", facts_of_end))
    for finding in rules.change_findings(facts, kinds=kinds, ended=ended):
        field = "reason" if finding.code == "change.no_reason" else None
        raise Refused(finding.code, sentence(finding.code, finding.facts), field=field)


def _check_level(area: Area, parent: Area) -> None:
    if rules.LEVEL[rules.AreaKind(area.kind)] != rules.LEVEL[rules.AreaKind(parent.kind)] + 1:
        facts = {"area": str(area), "parent": str(parent)}
        raise Refused("placement.wrong_level", sentence("placement.wrong_level", facts), field="parent")


def _check_children(area: Area, parts: Sequence[NewPart], *, goes_on: bool) -> None:
    below = set(Area.public_rows().filter(parent=area, until__isnull=True).values_list("pk", flat=True))
    going = [child.pk for part in parts for child in part.children]
    if len(going) != len(set(going)) or not set(going) <= below:
        raise Refused(
            "split.children", _("Each area below goes to one of the new areas only."), field="parts"
        )
    if not goes_on and set(going) != below:
        raise Refused(
            "split.left", _("Say where every area below goes, as the old area ends."), field="parts"
        )


def _check_heir(heir: int | None, parts: int, *, goes_on: bool) -> None:
    if not goes_on and (heir is None or not 0 <= heir < parts):
        words = _(
            "The old area ends: choose the new area to which its council, funds, people and seats go, those "
            "that stand in no village."
        )
        raise Refused("split.heir", words, field="heir")


def _check_reach(actor: Actor, areas: Sequence[Area]) -> None:
    if not all(actor.reaches(area.node) for area in areas):
        raise OutOfArea("places.change")
