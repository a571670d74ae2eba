"""Reads of piles: those of a place, one, what was left out of it."""

from __future__ import annotations

from django.db.models import QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.places.models import Area
from khabuan.reader.models import LeftOut, Pile
from khabuan.reader.rules.piles import PileState


def piles_in(actor: Actor, area: Area) -> QuerySet[Pile]:
    """The piles of a place and of those below it, the newest first."""
    rows: QuerySet[Pile] = Pile.objects.visible_to(actor).filter(spans_q((Span.of(area.path),), "area__path"))
    return rows.select_related("area").order_by("-created_at", "-pk")


def pile_of(actor: Actor, key: int) -> Pile:
    """One pile in sight. OutOfArea when there is none."""
    found: Pile | None = Pile.objects.visible_to(actor).filter(pk=key).select_related("area", "blob").first()
    if found is None:
        raise OutOfArea(f"pile {key}")
    return found


def left_out_of(actor: Actor, pile: Pile) -> QuerySet[LeftOut]:
    """What was not taken, in the order of the file, with the texts that stand already."""
    rows: QuerySet[LeftOut] = LeftOut.objects.visible_to(actor).filter(pile=pile)
    return rows.select_related("known").defer("known__words").order_by("number")


def stopped(actor: Actor) -> QuerySet[Pile]:
    """Piles that somebody has to take over, the oldest first."""
    rows: QuerySet[Pile] = Pile.objects.visible_to(actor).filter(state=PileState.STOPPED)
    return rows.select_related("area").order_by("moved_at", "pk")
