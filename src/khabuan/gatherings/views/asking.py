"""The gathering that is looked at, and that which is acted on."""

from __future__ import annotations

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.queries.gatherings import gathering_of
from khabuan.places.here import stand_at


def row_of(request: Request, pk: int) -> Gathering:
    """A gathering that is looked at; the bar stands at its body's place."""
    row = gathering_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row


def to_act_on(request: Request, pk: int, act: str) -> Gathering:
    """A gathering within the seat's reach, whose office may do this. OutOfArea, NotAllowed."""
    row = gathering_of(request.actor, pk)
    policy.require(request.actor, f"gatherings.{act}", row.node)
    stand_at(request, row.organisation.area)
    return row
