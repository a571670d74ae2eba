"""Areas through the API: one, those below, and finding by what people type. Facts about places are public."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.api import PROBLEMS, Day, Words
from khabuan.core.errors import OutOfArea
from khabuan.places import queries
from khabuan.places.models import Area, AreaKind

Code = Annotated[str, StringConstraints(pattern=r"^(th|k?[0-9]{1,19})$")]
"""An official code (2, 4, 6 or 8 digits), "th", or "k" and a key for a place without a code."""


class AreaShown(Schema):
    id: str
    key: str = Field(description="How addresses name it: its official code, else “k” and its key")
    code: str
    kind: AreaKind
    name: str
    name_en: str
    moo: int | None
    postal_code: str
    since: date | None
    until: date | None


class AreaWhole(AreaShown):
    above: list[AreaShown] = Field(description="What it stands under today, nearest first")
    counts: dict[str, int] = Field(description="How many places of each kind stand below it today")


class AreaFound(Schema):
    area: AreaShown
    above: list[AreaShown]
    score: float


def shown(area: Area) -> dict[str, Any]:
    names = ("key", "code", "kind", "name", "name_en", "moo", "postal_code", "since", "until")
    return {"id": str(area.pk), **{name: getattr(area, name) for name in names}}


def area_or_no(actor: Actor, code: str) -> Area:
    """The area of a code in an address. OutOfArea: there is none."""
    found = queries.area_by_code(actor, code)
    if found is None:
        raise OutOfArea("places.area")
    return found


router = Router(tags=["places"])


@router.get("/areas", response={200: list[AreaFound], **PROBLEMS}, operation_id="find_areas")
def find_areas(
    request: Request,
    find: Words,
    near: Code | None = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> list[dict[str, Any]]:
    """Areas as people type them (“ต.ดาวเรือง สระบุรี”), the best first; `near` is the code of one's own area."""
    found = queries.find_places(request.actor, find, near=(near or "").strip("thk"), limit=limit)
    return [
        {"area": shown(one.area), "above": [shown(area) for area in one.line], "score": one.found.score}
        for one in found
    ]


@router.get("/areas/{code}", response={200: AreaWhole, **PROBLEMS}, operation_id="area")
def area(request: Request, code: Code) -> dict[str, Any]:
    """One area; an abolished code gives its one successor."""
    actor = request.actor
    found = area_or_no(actor, code)
    above = [shown(one) for one in queries.ancestors(actor, found)]
    return {**shown(found), "above": above, "counts": queries.counts_within(actor, found)}


@router.get(
    "/areas/{code}/children", response={200: list[AreaShown], **PROBLEMS}, operation_id="area_children"
)
def children(request: Request, code: Code, on: Day | None = None) -> list[dict[str, Any]]:
    """What stands directly under an area on a day (today)."""
    actor = request.actor
    return [shown(one) for one in queries.children(actor, area_or_no(actor, code), on or clock.today())]
