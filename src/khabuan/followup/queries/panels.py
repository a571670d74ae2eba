"""What stands of duties and promises on the page of an organisation, in a query or two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.followup.models import Duty, Promise
from khabuan.followup.rules import WAITING, DutyState, When, due
from khabuan.followup.sentences import shortened, when_words
from khabuan.registry.models import Organisation

NEVER = date(9999, 12, 31)
OWNER = ("owner_person__given", "owner_person__surname", "owner_organisation__name", "owner_words")
LINE = ("is_promise", "pk", "said", "who", "due_on", "at")


@dataclass(frozen=True)
class OpenLine:
    """Something open at a body: a duty or a promise to it, who it is up to, how near its day is."""

    what: str
    who: str
    when: str
    is_late: bool
    is_promise: bool
    url: str


def open_at(actor: Actor, body: Organisation, limit: int) -> list[OpenLine]:
    """Open duties of a body (in its book, or its own to do) and promises to it, the first due first. One query."""
    mine = Q(organisation=body) | Q(owner_organisation=body)
    duties = Duty.objects.visible_to(actor).filter(mine, state=DutyState.OPEN)
    promises = Promise.objects.visible_to(actor).filter(organisation=body, state__in=WAITING)
    rows = _as_lines(duties, "what", OWNER, False).union(
        _as_lines(promises, "words", ("agency__name", "agency_words"), True), all=True
    )
    return [_line(*row) for row in rows.order_by("at", "pk")[:limit]]


def _as_lines(rows: QuerySet[Any], said: str, who: tuple[str, ...], is_promise: bool) -> QuerySet[Any, Any]:
    parts = [part for name in who for part in (Value(" "), F(name))]
    return (
        rows.order_by()
        .annotate(
            is_promise=Value(is_promise),
            said=F(said),
            who=Concat(*parts, output_field=CharField()),
            at=Coalesce("due_on", Value(NEVER)),
        )
        .values_list(*LINE)
    )


def _line(is_promise: bool, key: int, said: str, who: str, due_on: date | None, _at: date) -> OpenLine:
    today = clock.today()
    row: Duty | Promise = Promise(pk=key) if is_promise else Duty(pk=key)
    return OpenLine(
        what=shortened(said),
        who=" ".join(who.split()),
        when=when_words(due_on, today),
        is_late=due(due_on, today).when is When.LATE,
        is_promise=bool(is_promise),
        url=row.get_absolute_url(),
    )
