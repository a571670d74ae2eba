"""The structure of a body: its open posts with the seats wanted and held, and the reviews of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.elections.models import StructureReview
from khabuan.elections.rules.structure import Role
from khabuan.places.models import Area
from khabuan.registry.models import Organisation, Post
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.stood import living, stood_in
from khabuan.registry.queries.terms import alarm_days
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.terms import TermState, term_state

WORKING = (OrganisationKind.WORKING_GROUP, OrganisationKind.STANDING_BODY)
"""Bodies that set themselves up as their work asks: their structure is looked at again now and then."""


@dataclass(frozen=True)
class RoleLine:
    """An open post of a body, its seats, and where the first of its terms to end stands (None: not known)."""

    post: Post
    role: Role
    term: TermState | None


def open_posts(actor: Actor, body: Organisation, on: date) -> QuerySet[Post]:
    """The open posts in their order, each with how many hold it (`held`) and the first end of a term (`ends`)."""
    now = held_on(on, "appointments__")
    rows: QuerySet[Post] = Post.objects.visible_to(actor).filter(in_force(on), organisation=body)
    rows = rows.annotate(
        held=Count("appointments__person", filter=now & Q(appointments__is_acting=False), distinct=True),
        ends=Min("appointments__until", filter=now),
    )
    return rows.select_related("organisation").order_by("order", "pk")


def roles_of(actor: Actor, body: Organisation, on: date) -> tuple[Role, ...]:
    """The structure as a review keeps it. One query."""
    return tuple(_role(post) for post in open_posts(actor, body, on))


def role_lines(actor: Actor, body: Organisation, on: date) -> list[RoleLine]:
    """The same for the page, with the terms. Two queries."""
    alarms = alarm_days(actor, on)
    return [
        RoleLine(post, _role(post), term_state(None, on, end=post.ends, alarms=alarms) if post.ends else None)  # type: ignore[attr-defined]
        for post in open_posts(actor, body, on)
    ]


def _role(post: Post) -> Role:
    return Role(post.pk, str(post), post.holders, post.held)  # type: ignore[attr-defined]


def reviews_of(actor: Actor, body: Organisation) -> QuerySet[StructureReview]:
    """The reviews of a body, the newest first, those taken back among them."""
    rows: QuerySet[StructureReview] = StructureReview.objects.visible_to(actor).filter(organisation=body)
    return rows.select_related("resolution", "meeting").order_by("-on", "-pk")


@dataclass(frozen=True)
class BodyStructure:
    """A working body in a list: the seats that it wants and has, and when it was last looked at."""

    body: Organisation
    wanted: int
    held: int
    reviewed_on: date | None

    @property
    def lacking(self) -> int:
        return max(self.wanted - self.held, 0)


def working_bodies(actor: Actor, area: Area, on: date) -> QuerySet[Organisation]:
    """The working bodies at and below a place, with the day of their last review, those never reviewed first."""
    last = StructureReview.objects.visible_to(actor).filter(
        organisation=OuterRef("pk"), withdrawn_on__isnull=True
    )
    rows = living(Organisation.objects.visible_to(actor), on).filter(
        stood_in(actor, [area.path], on), kind__in=WORKING
    )
    found: QuerySet[Organisation] = rows.annotate(
        reviewed_on=Subquery(last.order_by("-on").values("on")[:1])
    ).select_related("area")
    return found.order_by("node", "sort_key", "pk")


def structures(actor: Actor, bodies: Sequence[Organisation], on: date) -> list[BodyStructure]:
    """What these bodies want and have. One query."""
    posts = Post.objects.visible_to(actor).filter(in_force(on), organisation__in=bodies)
    held = Count(
        "appointments__person",
        filter=held_on(on, "appointments__") & Q(appointments__is_acting=False),
        distinct=True,
    )
    wanted: dict[int, int] = {}
    filled: dict[int, int] = {}
    for key, holders, count in posts.annotate(held=held).values_list("organisation_id", "holders", "held"):
        wanted[key] = wanted.get(key, 0) + (holders if holders is not None else count)
        filled[key] = filled.get(key, 0) + count
    return [
        BodyStructure(body, wanted.get(body.pk, 0), filled.get(body.pk, 0), body.reviewed_on)  # type: ignore[attr-defined]
        for body in bodies
    ]
