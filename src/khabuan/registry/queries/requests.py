"""Reads of what people asked about their own facts: lists, what is due, who opened their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access.actor import Actor
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Duty
from khabuan.core.thai import short_date
from khabuan.registry.models import Person, SubjectRequest
from khabuan.registry.rules.requests import days_left

SOON = 7  # days left from which a request is marked


@dataclass(frozen=True)
class RequestLine:
    """A request as a list shows it: how many days are left, None once it is answered."""

    request: SubjectRequest
    left: int | None

    @property
    def look(self) -> str:
        if self.left is None:
            return "done"
        return "wrong" if self.left < 0 else "need" if self.left <= SOON else "quiet"

    @property
    def state(self) -> str:
        """In words."""
        if self.left is None:
            return str(self.request.get_outcome_display())
        if self.left < 0:
            return _("%(days)d days late") % {"days": -self.left}
        return ngettext("%(days)d day left", "%(days)d days left", self.left) % {"days": self.left}


def requests_in(actor: Actor, *, only_open: bool) -> QuerySet[SubjectRequest]:
    """The requests of people in the actor's reach: open ones by the day due, others the newest first."""
    rows: QuerySet[SubjectRequest] = SubjectRequest.objects.visible_to(actor).select_related("person__area")
    if only_open:
        return rows.filter(answered_on__isnull=True).order_by("due_on", "pk")
    return rows.filter(answered_on__isnull=False).order_by("-answered_on", "-pk")


def lines_of(rows: Sequence[SubjectRequest] | QuerySet[SubjectRequest], today: date) -> list[RequestLine]:
    return [RequestLine(row, None if row.answered_on else days_left(row.due_on, today)) for row in rows]


def requests_of(actor: Actor, person: Person, today: date) -> list[RequestLine]:
    """What one person asked, the newest first."""
    rows = SubjectRequest.objects.visible_to(actor).filter(person=person).select_related("person__area")
    return lines_of(rows.order_by("-asked_on", "-pk"), today)


def _waiting(actor: Actor) -> QuerySet[SubjectRequest]:
    return requests_in(actor, only_open=True).filter(spans_q(actor.spans, "person__area__path"))


def requests_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """Open requests, the longest due first."""
    return [
        Duty(
            what=_("%(person)s asks: %(kind)s")
            % {"person": line.request.person, "kind": line.request.get_kind_display()},
            more=_("answer by %(day)s, %(state)s")
            % {"day": short_date(line.request.due_on), "state": line.state},
            path=line.request.get_absolute_url(),
            act=_("Answer"),
            state="wrong" if line.look == "wrong" else "need",
            due_on=line.request.due_on,
            kind="registry.requests",
            about=f"person:{line.request.person_id}",
        )
        for line in lines_of(_waiting(actor)[:limit], today)
    ]


def count_requests(actor: Actor, today: date) -> int:
    return _waiting(actor).count()


DUTIES: tuple[str, str, Any, Any, int] = (
    "registry.requests",
    "registry.answer_request",
    requests_due,
    count_requests,
    5,
)
