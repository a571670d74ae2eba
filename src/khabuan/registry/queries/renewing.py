"""The list of a body as the page of a new term shows it: who holds which seat now, and which are empty."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from khabuan.access.actor import Actor
from khabuan.core.offers import Subject
from khabuan.core.thai import search_key, split_name
from khabuan.registry.actions.ending import RETURNS
from khabuan.registry.models import Appointment, Organisation, Post, Registration
from khabuan.registry.queries.finding import find_people
from khabuan.registry.queries.organisations import state_of
from khabuan.registry.queries.terms import alarm_days
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import Step
from khabuan.registry.rules.terms import TermState
from khabuan.rules.queries import count_for

MOST_EMPTY, MORE = 40, 3
"""Empty lines shown of a post with a fixed number of seats, and of one without."""
FOUND = 5


@dataclass(frozen=True)
class SeatLine:
    """A seat on the page: its holder now (None: empty), and whether that term runs on beyond the alarms."""

    key: str
    post: Post
    held: Appointment | None = None
    term: TermState | None = None
    runs_on: bool = False


def seat_lines(actor: Actor, organisation: Organisation, on: date) -> list[SeatLine]:
    """The seats of the open posts in their order, each with its holder, then the empty ones. Three queries."""
    rows = Appointment.objects.visible_to(actor).filter(
        post__organisation=organisation, ended_on__isnull=True
    )
    alarms = alarm_days(actor, on)
    horizon = on + timedelta(days=max(alarms, default=0))
    by_post: dict[int, list[SeatLine]] = defaultdict(list)
    for row in rows.select_related("person", "post", "on_behalf_of").order_by("since", "pk"):
        runs_on = row.until is not None and row.until > horizon
        line = SeatLine(f"a{row.pk}", row.post, row, state_of(row, on, alarms), runs_on)
        by_post[row.post_id].append(line)
    posts = Post.objects.visible_to(actor).filter(
        Q(until__isnull=True) | Q(until__gt=on) | Q(pk__in=list(by_post)), organisation=organisation
    )
    lines: list[SeatLine] = []
    for post in posts.order_by("order", "pk"):
        held = by_post[post.pk]
        people = len({line.held.person_id for line in held if line.held})
        empty = MORE if post.holders is None else min(max(post.holders - people, 0), MOST_EMPTY)
        lines += held
        lines += [SeatLine(f"p{post.pk}_{number}", post) for number in range(empty)]
    return lines


def people_called(actor: Actor, typed: str) -> tuple[list[Subject], str]:
    """Who of the book may be meant by a typed name, and the key of the one who surely is ("" for none).

    Sure is: the whole name agrees, and with one person only.
    """
    found = find_people(actor, typed, FOUND)
    name = split_name(typed)
    key = search_key(f"{name.given} {name.surname}")
    same = [one.id for one in found if _key_of(one.title) == key]
    return found, same[0] if len(same) == 1 and name.surname else ""


def _key_of(title: str) -> str:
    name = split_name(title)
    return search_key(f"{name.given} {name.surname}")


def is_registered(actor: Actor, organisation: Organisation) -> bool:
    """Whether a renewal of the list is a step under the Act: a council that is registered."""
    if organisation.kind != OrganisationKind.COUNCIL:
        return False
    rows = Registration.objects.visible_to(actor).filter(organisation=organisation, withdrawn_on__isnull=True)
    return rows.filter(step=Step.REGISTERED).exists()


def years_of_term(actor: Actor, organisation: Organisation, on: date) -> int | None:
    """The years of a council's term by the rule of the Act; None for other bodies, whose posts say it."""
    is_council = organisation.kind == OrganisationKind.COUNCIL
    return count_for(actor, "council.term_years", on=on) if is_council else None


def terms_that_return(actor: Actor, organisation: Organisation) -> list[Appointment]:
    """Terms that ended with a body and would run again with it."""
    rows = Appointment.objects.visible_to(actor).filter(
        RETURNS, post__organisation=organisation, ended_with_body=True
    )
    return list(rows.select_related("person", "post").order_by("post__order", "pk"))
