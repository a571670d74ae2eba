"""The terms that a result gives: which the register has already, and when they end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from khabuan.access.actor import Actor
from khabuan.elections.models import Candidate, Election
from khabuan.elections.rules.words import last_day
from khabuan.registry.models import Appointment
from khabuan.registry.queries.renewing import years_of_term
from khabuan.registry.rules.dates import first_day
from khabuan.registry.rules.dates import last_day as last_possible
from khabuan.registry.rules.terms import end_of_years

ORDER_COMES = timedelta(days=180)
"""An order of appointment may come that long after the election that it follows."""


def known_terms(
    actor: Actor, election: Election, candidates: Iterable[Candidate]
) -> dict[int, Appointment | None]:
    """By candidate the term that the register has already: from that day, as exactly as it is known, or soon after."""
    begins, listed = election.begins_on, list(candidates)
    rows = Appointment.objects.visible_to(actor).filter(
        post=election.post, person__in=[one.person_id for one in listed], is_acting=False, since__isnull=False
    )
    found: dict[int, Appointment] = {}
    for row in rows.order_by("since", "pk"):
        first, last = (edge(row.since, row.since_precision) for edge in (first_day, last_possible))
        if first <= begins <= last or begins < first <= begins + ORDER_COMES:
            found.setdefault(row.person_id, row)
    return {one.pk: found.get(one.person_id) for one in listed}


def foreseen_end(actor: Actor, election: Election) -> date | None:
    """The last day: as written, else the rest of the predecessor's term, else by the years of the post or the rule."""
    if election.until is not None:
        return election.until
    begins = election.begins_on
    years = election.post.term_years or years_of_term(actor, election.organisation, begins)
    before = election.in_place_of
    rest = before.until if before else None
    if before is not None and rest is None and before.since is not None and years:
        rest = end_of_years(before.since, years)
    return last_day(begins, years, rest_until=rest)
