"""Terms that end soon or are over, and seats that stand empty, for a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.registry.models import Appointment, Organisation, Person, Post
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.stood import stood_in
from khabuan.registry.rules.kinds import OFFICERS, OrganisationKind
from khabuan.registry.rules.terms import ALARM_DAYS, TermState, term_state
from khabuan.rules.queries import rule_for

PUBLIC = Q(post__organisation__kind=OrganisationKind.AGENCY) | Q(post__title__in=OFFICERS)
"""Terms of public offices (`is_public_office`): all that a seat without persons is told of."""


@dataclass(frozen=True)
class EndingTerm:
    """A holder whose term ends within the alarm days or is over."""

    appointment: Appointment
    state: TermState


def alarm_days(actor: Actor, on: date) -> tuple[int, ...]:
    row = rule_for(actor, "term.alarm_days", on=on)
    return row.as_day_list if row else ALARM_DAYS


def _ending(actor: Actor, paths: Sequence[str], on: date) -> QuerySet[Appointment]:
    horizon = on + timedelta(days=max(alarm_days(actor, on)))
    rows: QuerySet[Appointment] = Appointment.objects.visible_to(actor).filter(
        stood_in(actor, paths, on, "post__organisation__"),
        in_force(on, "post__"),
        Q(post__organisation__ended_on__isnull=True),
        post__organisation__stays__isnull=True,
        ended_on__isnull=True,
        until__lte=horizon,
    )
    return rows if policy.may_read(actor.role, Person._meta.label_lower) else rows.filter(PUBLIC)


def ending_terms(
    actor: Actor, paths: Sequence[str], on: date, *, limit: int | None = None
) -> list[EndingTerm]:
    """Terms of posts that end within the longest alarm or are over, the longest over first."""
    rows = (
        _ending(actor, paths, on).select_related("post__organisation__area", "person").order_by("until", "pk")
    )
    alarms = alarm_days(actor, on)
    return [
        EndingTerm(
            row,
            term_state(
                row.since, on, end=row.until, alarms=alarms,
                start_precision=row.since_precision, end_precision=row.until_precision,
            ),
        )
        for row in rows[:limit]
    ]  # fmt: skip


def vacant_posts(actor: Actor, paths: Sequence[str], on: date) -> QuerySet[Post]:
    """Open seats with a fixed number of holders, not all of which are filled; `empty` says how many."""
    rows: QuerySet[Post] = (
        Post.objects.visible_to(actor)
        .filter(
            stood_in(actor, paths, on, "organisation__"),
            in_force(on),
            holders__isnull=False,
            organisation__ended_on__isnull=True,
            organisation__stays__isnull=True,
        )
        .annotate(held=Count("appointments__person", filter=held_on(on, "appointments__"), distinct=True))
        .filter(held__lt=F("holders"))
        .annotate(empty=F("holders") - F("held"))
        .select_related("organisation__area")
        .order_by("organisation__node", "order", "pk")
    )
    return rows


@dataclass(frozen=True)
class EndingBody:
    """An organisation with terms that end on one day, or are over: told once, however many posts."""

    organisation: Organisation
    until: date
    posts: int
    state: TermState


def _bodies(actor: Actor, paths: Sequence[str], on: date) -> QuerySet[Any]:
    rows = _ending(actor, paths, on).values("post__organisation", "until").annotate(posts=Count("pk"))
    return rows.order_by("until", "post__organisation")


def ending_bodies(actor: Actor, paths: Sequence[str], on: date, *, limit: int) -> list[EndingBody]:
    """Ending terms by organisation and day, the longest over first. Two queries."""
    rows = list(_bodies(actor, paths, on)[:limit])
    known = Organisation.objects.visible_to(actor).in_bulk([row["post__organisation"] for row in rows])
    alarms = alarm_days(actor, on)
    return [
        EndingBody(
            known[row["post__organisation"]], row["until"], row["posts"],
            term_state(None, on, end=row["until"], alarms=alarms),
        )
        for row in rows
        if row["post__organisation"] in known
    ]  # fmt: skip


def count_ending_bodies(actor: Actor, paths: Sequence[str], on: date) -> int:
    return _bodies(actor, paths, on).count()
