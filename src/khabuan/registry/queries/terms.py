"""Terms that end soon or are over, and seats that stand empty, for a place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.registry.models import Appointment, Organisation, Person, Post, Registration
from khabuan.registry.queries.councils import TermRules, held_on, term_rules, with_list_until
from khabuan.registry.queries.stood import living, stood_in
from khabuan.registry.rules.kinds import OFFICERS, OrganisationKind
from khabuan.registry.rules.registration import Step
from khabuan.registry.rules.terms import TermState, council_term, latest_start, term_state

PUBLIC = Q(post__organisation__kind=OrganisationKind.AGENCY) | Q(post__title__in=OFFICERS)
"""Terms of public offices (`is_public_office`): all that a seat without persons is told of."""


@dataclass(frozen=True)
class EndingTerm:
    """A holder whose term ends within the alarm days or is over."""

    appointment: Appointment
    state: TermState


def alarm_days(actor: Actor, on: date) -> tuple[int, ...]:
    return term_rules(actor, on).alarms


def _ending(actor: Actor, paths: Sequence[str], on: date, alarms: Sequence[int]) -> QuerySet[Appointment]:
    horizon = on + timedelta(days=max(alarms, default=0))
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
    alarms = alarm_days(actor, on)
    ending = _ending(actor, paths, on, alarms)
    rows = ending.select_related("post__organisation__area", "person").order_by("until", "pk")
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
    """Open seats with a fixed number of holders, not all of which are filled; `empty` says how many.

    Who is acting for the time being fills no seat: somebody is still to be elected or appointed.
    """
    filled = held_on(on, "appointments__") & Q(appointments__is_acting=False)
    rows: QuerySet[Post] = (
        Post.objects.visible_to(actor)
        .filter(
            stood_in(actor, paths, on, "organisation__"),
            in_force(on),
            holders__isnull=False,
            organisation__ended_on__isnull=True,
            organisation__stays__isnull=True,
        )
        .annotate(held=Count("appointments__person", filter=filled, distinct=True))
        .filter(held__lt=F("holders"))
        .annotate(empty=F("holders") - F("held"))
        .select_related("organisation__area")
        .order_by("organisation__node", "order", "pk")
    )
    return rows


@dataclass(frozen=True)
class EndingBody:
    """An organisation whose term ends or is over, or with terms that end on one day: told once, however many
    posts. `is_whole`: the term of the council itself."""

    organisation: Organisation
    until: date
    posts: int
    state: TermState
    is_whole: bool = False


@dataclass(frozen=True)
class CouncilEnd:
    """A council, by key, whose own term is over or ends within the alarms."""

    key: int
    until: date
    state: TermState


def _councils(
    actor: Actor, paths: Sequence[str], on: date, rules: TermRules, horizon: date | None = None
) -> QuerySet[Any]:
    """The councils that coverage calls over term or ending soon, with what `council_term` asks; or those whose
    term ends by the `horizon`."""
    steps = Registration.objects.visible_to(actor).filter(
        organisation=OuterRef("pk"), withdrawn_on__isnull=True
    )
    past = steps.filter(Q(on__isnull=True) | Q(on__lte=on))
    began, renewed = (
        Subquery(past.filter(step=step, on__isnull=False).order_by(order).values("on")[:1])
        for step, order in ((Step.REGISTERED, "on"), (Step.RENEWED, "-on"))
    )
    held = Appointment.objects.visible_to(actor).filter(held_on(on), post__organisation=OuterRef("pk"))
    lists = with_list_until(held.order_by().values("post__organisation"), on).filter(rough=0)
    rows: QuerySet[Any] = living(Organisation.objects.visible_to(actor), on).filter(
        stood_in(actor, paths, on),
        Exists(past.filter(step=Step.REGISTERED)),
        ~Exists(past.filter(step=Step.DISSOLVED)),
        Exists(held),
        kind=OrganisationKind.COUNCIL,
    )
    rows = rows.annotate(counts_from=Coalesce(renewed, began), list_until=Subquery(lists.values("last")))
    horizon = horizon or on + timedelta(days=max(rules.alarms, default=0))
    rings = Q(list_until__lte=horizon) & (Q(counts_from__isnull=True) | Q(list_until__gte=F("counts_from")))
    if rules.years:
        rings |= Q(counts_from__lte=latest_start(horizon, rules.years))
    return rows.filter(rings)


def ending_councils(
    actor: Actor,
    paths: Sequence[str],
    on: date,
    rules: TermRules | None = None,
    *,
    horizon: date | None = None,
) -> list[CouncilEnd]:
    """Councils whose own term is over or ends soon, the longest over first: as many as coverage counts.

    With a `horizon` those whose term ends by that day. Keys only, in two queries (one with the `rules`); `told`
    reads those that are shown.
    """
    rules = rules or term_rules(actor, on)
    rows = _councils(actor, paths, on, rules, horizon).values_list("pk", "counts_from", "list_until")
    ends = []
    for key, start, until in rows.order_by():
        term = council_term(start, until, on, term_years=rules.years, alarms=rules.alarms)
        if term.ends_on is not None:
            ends.append(CouncilEnd(key, term.ends_on, term))
    return sorted(ends, key=lambda end: (end.until, end.key))


def told(
    actor: Actor,
    ends: Sequence[CouncilEnd],
    on: date,
    others: Sequence[Mapping[str, Any]] = (),
    alarms: Sequence[int] = (),
) -> list[EndingBody]:
    """These councils, and `others` of `_bodies` with the `alarms`, with what is told of them, the longest over
    first. One query (and that of `others`)."""
    keys = [*(end.key for end in ends), *(row["post__organisation"] for row in others)]
    held = Count("posts__appointments", filter=held_on(on, "posts__appointments__"))
    bodies = Organisation.objects.visible_to(actor).select_related("area")
    known = bodies.annotate(held=held).in_bulk(keys)
    found = [
        EndingBody(known[end.key], end.until, known[end.key].held, end.state, is_whole=True) for end in ends
    ]
    found += [
        EndingBody(
            known[row["post__organisation"]], row["until"], row["posts"],
            term_state(None, on, end=row["until"], alarms=alarms),
        )
        for row in others
        if row["post__organisation"] in known
    ]  # fmt: skip
    return sorted(found, key=lambda body: (body.until, body.organisation.pk))


def _bodies(
    actor: Actor, paths: Sequence[str], on: date, rules: TermRules, whole: Collection[int]
) -> QuerySet[Any]:
    """Terms by organisation and day, without those of the `whole`: councils whose own term is told."""
    rows = _ending(actor, paths, on, rules.alarms).exclude(post__organisation__in=whole)
    grouped = rows.values("post__organisation", "until").annotate(posts=Count("pk"))
    return grouped.order_by("until", "post__organisation")


def ending_bodies(
    actor: Actor, paths: Sequence[str], on: date, *, limit: int, rules: TermRules | None = None
) -> list[EndingBody]:
    """Councils whose term ends, and other bodies with terms that do, by organisation and day, the longest over
    first. Four queries, one of them for the `rules`."""
    rules = rules or term_rules(actor, on)
    ends = ending_councils(actor, paths, on, rules)
    others = list(_bodies(actor, paths, on, rules, [end.key for end in ends])[:limit])
    return told(actor, ends[:limit], on, others, rules.alarms)[:limit]


def count_ending_bodies(actor: Actor, paths: Sequence[str], on: date) -> int:
    """How many they are. Three queries."""
    rules = term_rules(actor, on)
    ends = ending_councils(actor, paths, on, rules)
    return len(ends) + _bodies(actor, paths, on, rules, [end.key for end in ends]).count()
