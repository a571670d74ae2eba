"""Reads of what people asked about their own facts and agreed to: lists, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khabuan.access.actor import Actor
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Duty
from khabuan.core.thai import short_date
from khabuan.registry.models import Consent, Person, SubjectRequest
from khabuan.registry.rules.consents import WARN_DAYS, Purpose
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


def _ending(actor: Actor, today: date) -> QuerySet[Consent]:
    """Consents within reach that end soon or have ended, not taken back, and not given again since."""
    last = date.fromordinal(today.toordinal() + WARN_DAYS)
    later = Consent.objects.visible_to(actor).filter(
        Q(expires_on__isnull=True) | Q(expires_on__gt=last),
        person=OuterRef("person"),
        purpose=OuterRef("purpose"),
        given_on__gte=OuterRef("given_on"),
    )
    rows: QuerySet[Consent] = Consent.objects.visible_to(actor).filter(
        ~Exists(later.exclude(pk=OuterRef("pk"))),
        spans_q(actor.spans, "person__area__path"),
        expires_on__lte=last,
        withdrawn_on__isnull=True,
        person__died_on__isnull=True,
        person__stays__isnull=True,
        person__erased_on__isnull=True,
    )
    return rows.select_related("person").order_by("expires_on", "pk")


def consents_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """Consents to be asked for again before they end, the first to end first."""
    return [
        Duty(
            what=_("%(person)s agreed until %(day)s: %(purpose)s")
            % {
                "person": row.person,
                "day": short_date(row.expires_on),
                "purpose": _(dict(Purpose.choices()).get(row.purpose, row.purpose)),
            },
            more=_("ended; ask again, or stop using the facts for it")
            if row.expires_on < today
            else _("ask again before it ends"),
            path=f"{reverse('consent-give', args=[row.person_id])}?purpose={row.purpose}",
            act=_("Ask again"),
            state="wrong" if row.expires_on < today else "need",
            due_on=row.expires_on,
            kind="registry.consents",
            about=f"person:{row.person_id}",
        )
        for row in _ending(actor, today)[:limit]
        if row.expires_on
    ]


def count_consents(actor: Actor, today: date) -> int:
    return _ending(actor, today).count()


CONSENT_DUTIES: tuple[str, str, Any, Any, Any, int] = (
    "registry.consents",
    "registry.keep_consent",
    consents_due,
    count_consents,
    gettext_lazy("Consents that end"),
    32,
)
DUTIES: tuple[str, str, Any, Any, Any, int] = (
    "registry.requests",
    "registry.answer_request",
    requests_due,
    count_requests,
    gettext_lazy("Requests about personal facts"),
    5,
)
