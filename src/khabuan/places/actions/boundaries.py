"""Writes of boundaries: those of a file, with where they come from; and their end when an area changes its shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.shapes import unpacked
from khabuan.core.thai import tidy
from khabuan.places import rules
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaEvent, AreaKind, Boundary, BoundarySource

RESHAPING = (AreaEvent.Kind.SPLIT, AreaEvent.Kind.MERGE, AreaEvent.Kind.NEW)


@dataclass(frozen=True)
class NewBoundary:
    """The boundary of the area with this code: its packed outline, and the digest of what it was thinned from."""

    code: str
    shape: str
    digest: str


@action("places.bring_in_boundaries", on="province")
def bring_in_boundaries(
    *, actor: Actor, province: Area, boundaries: Sequence[NewBoundary], source: str, licence: str,
    on: date | None = None, file_name: str = "",
) -> int:  # fmt: skip
    """Put boundaries on the province's maps; returns how many differ from what is there. The same again is none.

    `on`: the day from which the areas themselves have these outlines; what is there ends then. Without it a
    first boundary holds from as far back as the area has had its shape, and one that is there is corrected.
    Refused: no source or licence, another province's area, a day to come or before what is there.
    """
    _check(province, boundaries, source, licence, on)
    areas = _areas_by_code(province, [one.code for one in boundaries])
    there = {
        row.area.code: row
        for row in Boundary.public_rows()
        .filter(area__in=areas.values(), until__isnull=True)
        .select_related("area")
    }
    fresh = [one for one in boundaries if one.code not in there or there[one.code].digest != one.digest]
    if not fresh:
        return 0
    origin = add(
        BoundarySource, area=province, source=tidy(source), licence=tidy(licence), file_name=file_name[-200:],
        brought_on=clock.today(),
    )  # fmt: skip
    begins = _begins([areas[one.code] for one in fresh], on)
    for one in fresh:
        area, fields = areas[one.code], {"shape": one.shape, "digest": one.digest, "source": origin}
        _keep(there.get(one.code), area, fields, on=on, begins=begins[area.pk])
    return len(fresh)


def _check(
    province: Area, boundaries: Sequence[NewBoundary], source: str, licence: str, on: date | None
) -> None:
    if province.kind != AreaKind.PROVINCE:
        raise Refused("boundary.province", _("Boundaries are brought in for a province: choose it."))
    if not tidy(source):
        words = _("Say where the boundaries come from: who drew them, which file, which year.")
        raise Refused("boundary.no_source", words, field="source")
    if not tidy(licence):
        words = _("Write the licence of the file, or who allowed its use and when.")
        raise Refused("boundary.no_licence", words, field="licence")
    if not boundaries:
        raise Refused("boundary.none", _("There is no boundary of this province's areas in the file."))
    if on is not None and on > clock.today():
        words = _("Enter the boundaries when they are in force: this day is still to come.")
        raise Refused("boundary.to_come", words, field="on")
    if len({one.code for one in boundaries}) < len(boundaries):
        raise Refused("boundary.twice", _("An area has two boundaries. Leave one of them."))
    for one in boundaries:
        try:
            unpacked(one.shape)
        except ValueError as problem:
            raise Refused(
                "boundary.shape", _("This outline cannot be read. Send the file again.")
            ) from problem


def _areas_by_code(province: Area, codes: Sequence[str]) -> dict[str, Area]:
    low, high = rules.reach(province.path)
    rows = Area.public_rows().filter(code__in=codes, until__isnull=True, path__gte=low, path__lt=high)
    found = {row.code: row for row in rows}
    if set(codes) - found.keys():
        words = _("The boundaries name an area that is not in this province. Send the file again.")
        raise Refused("boundary.other_province", words)
    return found


def _begins(areas: Sequence[Area], on: date | None) -> dict[int, date | None]:
    """The first day of an area's first boundary: not before it was set up, reshaped, or its last one ended."""
    reshaped = AreaEvent.public_rows().filter(area__in=areas, kind__in=RESHAPING)
    ended = Boundary.public_rows().filter(area__in=areas)
    last = dict(reshaped.order_by().values_list("area").annotate(Max("on")))
    past = dict(ended.order_by().values_list("area").annotate(Max("until")))
    return {
        area.pk: max(
            (day for day in (area.since, last.get(area.pk), past.get(area.pk), on) if day), default=None
        )
        for area in areas
    }


def _keep(
    row: Boundary | None, area: Area, fields: dict[str, Any], *, on: date | None, begins: date | None
) -> None:  # fmt: skip
    """One boundary: corrected, followed by another from a day on, or the first one of its area."""
    if row is not None and on is None:
        change(row, **fields)
        return
    if row is not None and on is not None:
        if row.since is not None and row.since >= on:
            words = _("%(area)s has a boundary from %(day)s on. Choose a later day, or leave the day empty.")
            facts = {"area": label(area), "day": thai_date(row.since)}
            raise Refused("boundary.earlier", words % facts, field="on")
        change(row, until=on)
        begins = on
    add(Boundary, area=area, since=begins, **fields)


def end_boundaries(areas: Iterable[Area], on: date) -> None:
    """Areas are split, merged or get other land: outlines drawn before do not hold after. For use in an action."""
    rows = Boundary.public_rows().filter(area__in=list(areas), until__isnull=True).order_by("pk")
    for row in rows:
        change(row, until=max(on, row.since) if row.since else on)
