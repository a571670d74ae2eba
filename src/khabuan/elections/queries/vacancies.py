"""Whose seats stand empty, who left them last and why: where an election is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.elections.models import Election
from khabuan.elections.rules.words import WAITING, ElectionState
from khabuan.places.models import Area
from khabuan.registry.models import Appointment, Organisation, Post
from khabuan.registry.queries.stood import stood_in


@dataclass(frozen=True)
class Vacancy:
    """A post with empty seats, the last term that was cut short before its foreseen end, an election that waits."""

    post: Post
    empty: int
    left: Appointment | None
    election: Election | None


def with_leavers(actor: Actor, posts: Iterable[Post], on: date) -> list[Vacancy]:
    """The vacant posts (`registry.queries.terms.vacant_posts`) with who left, and what is under way. Two queries."""
    listed = list(posts)
    left: dict[int, Appointment] = {}
    gone = _cut_short(actor, on).filter(post__in=listed).select_related("person", "post__organisation")
    for row in gone.order_by("ended_on", "pk"):
        left[row.post_id] = row
    waiting: dict[int, Election] = {}
    rows = Election.objects.visible_to(actor).filter(post__in=listed, state__in=WAITING)
    for election in rows.select_related("post__organisation").order_by("on", "pk"):
        waiting[election.post_id] = election
    return [
        Vacancy(post, post.empty, left.get(post.pk), waiting.get(post.pk))  # type: ignore[attr-defined]
        for post in listed
    ]


def left_open(actor: Actor, area: Area, on: date) -> QuerySet[Appointment]:
    """Terms cut short in posts without a fixed number of seats, in whose place nobody has come since."""
    came = Appointment.objects.visible_to(actor).filter(
        post=OuterRef("post"), since__gte=OuterRef("ended_on")
    )
    rows = _cut_short(actor, on).filter(
        stood_in(actor, [area.path], on, "post__organisation__"), ~Exists(came), post__holders__isnull=True
    )
    return rows.select_related("person", "post__organisation__area").order_by("-ended_on", "pk")


def leavers_of(actor: Actor, body: Organisation, on: date) -> QuerySet[Appointment]:
    """Whose place a successor may take in a body: terms cut short, the last first."""
    rows = _cut_short(actor, on).filter(post__organisation=body)
    return rows.select_related("person", "post").order_by("-ended_on", "pk")


def _cut_short(actor: Actor, on: date) -> QuerySet[Appointment]:
    """Terms that ended before their foreseen end, which is still to come; nobody was elected in their place."""
    done = (ElectionState.WITHDRAWN, ElectionState.NO_QUORUM)
    elected = Election.objects.visible_to(actor).filter(in_place_of=OuterRef("pk")).exclude(state__in=done)
    rows: QuerySet[Appointment] = Appointment.objects.visible_to(actor).filter(
        ~Exists(elected),
        in_force(on, "post__"),
        ended_on__lte=on,
        ended_on__lt=F("until"),
        until__gte=on,
        ended_with_body=False,
        is_acting=False,
        post__organisation__ended_on__isnull=True,
        post__organisation__stays__isnull=True,
    )
    return rows
