"""A result becomes terms: by the ordinary acts of the register, with the resolution that they cite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.words import thai_date
from khabuan.elections.actions.parts import check_not_settled, check_resolution, result
from khabuan.elections.models import Candidate, Election
from khabuan.elections.queries.terms import foreseen_end, known_terms
from khabuan.elections.rules.words import ElectionState, Purpose
from khabuan.meetings.models import Resolution
from khabuan.registry.actions.posts import appoint, end_appointment
from khabuan.registry.models import Appointment
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.dates import first_day

MOST_NAMED = 5


@action("elections.confirm_election", on="election")
def confirm_election(
    *,
    actor: Actor,
    election: Election,
    resolution: Resolution | None = None,
    leaving: Sequence[Appointment] = (),
) -> Election:
    """Whoever is elected holds the post from the first day of the term; the terms in `leaving` end that day.

    Who is elected again goes on with a new term; a term that the register has already from that day is cited and
    not written twice. Refused: not counted, no quorum, nobody elected, more holders than seats (two chairs to one
    seat), and as in `appoint`.
    """
    check_not_settled(election)
    check_resolution(election.organisation, resolution)
    elected = _elected(election)
    begins = election.begins_on
    known = known_terms(actor, election, elected)
    ended = [] if all(known.values()) else _end(actor, election, elected, leaving, begins)
    gone_on = _check_room(election, elected, begins)
    made: list[str] = []
    order = str(resolution or election.meeting or election.meeting_words)[:80]
    until = foreseen_end(actor, election)
    for candidate in elected:
        term = known[candidate.pk]
        if term is None:
            past = {"ended_on": gone_on, "ended_reason": gettext("Term over")} if gone_on else {}
            term = appoint(
                actor=actor, post=election.post, person=candidate.person, since=begins, until=until,
                order_number=order, **past,
            )  # fmt: skip
            made.append(str(term.pk))
        change(candidate, appointment=term)
    change(
        election, state=ElectionState.CONFIRMED, confirmed_on=clock.today(), resolution=resolution,
        terms={"made": made, "ended": ended},
    )  # fmt: skip
    return election


def _elected(election: Election) -> list[Candidate]:
    """Who is elected, in the order of votes."""
    if election.state == ElectionState.NO_QUORUM:
        words = _(
            "There was no quorum: nobody is elected. Hold the election again in a meeting with a quorum."
        )
        raise Refused("no_quorum", words)
    if election.state == ElectionState.TIED:
        words = _("Votes are even at the last seat. Decide it by a second round or by lot first.")
        raise Refused("tied", words)
    keys = result(election).elected
    if not keys:
        raise Refused("nobody", _("Nobody is elected. Count the votes first, or take the election back."))
    rows = Candidate.everywhere.select_related("person").in_bulk(keys)
    return [rows[key] for key in keys]


def _end(
    actor: Actor,
    election: Election,
    elected: Sequence[Candidate],
    leaving: Sequence[Appointment],
    begins: date,
) -> list[str]:
    """End the terms of those who leave, and the old terms of those who are elected again."""
    people = {one.person_id for one in elected}
    held = Appointment.everywhere.filter(post=election.post, ended_on__isnull=True).select_related("person")
    wanted = {row.pk for row in leaving}
    if any(row.post_id != election.post_id for row in leaving):
        raise OutOfArea("a term of another post")
    ended = []
    for row in held.order_by("pk"):
        goes_on = election.purpose == Purpose.NEW_TERM and row.person_id in people
        if row.pk not in wanted and not goes_on:
            continue
        if row.since and first_day(row.since, row.since_precision) >= begins:
            if goes_on:
                continue
            words = _(
                "%(person)s began on %(day)s, not before the new term. Untick this name, or correct the day."
            )
            facts = {"person": row.person, "day": thai_date(row.since)}
            raise Refused("began_later", words % facts, field="leaving")
        reason = gettext("Term over, goes on") if goes_on else gettext("Term over")
        end_appointment(actor=actor, appointment=row, on=begins, reason=reason)
        ended.append(str(row.pk))
    return ended


def _check_room(election: Election, elected: Sequence[Candidate], begins: date) -> date | None:
    """Refused: with those who hold the post then, more people than it has seats (two chairs to one seat).

    The day on which these terms are over where others came later: an old paper, whose term is history.
    """
    post = election.post
    if post.holders is None:
        return None
    people = [one.person_id for one in elected]
    rows = Appointment.everywhere.filter(post=post, is_acting=False).exclude(person__in=people)
    staying = rows.filter(held_on(begins)).select_related("person").order_by("pk")
    others = {row.person_id: str(row.person) for row in staying}
    if len(others) + len(people) > post.holders:
        words = _(
            "%(post)s has %(holders)d seats. %(people)s hold it still: tick whose term ends on %(day)s, or end those terms "
            "first."
        )
        names = ", ".join(list(others.values())[:MOST_NAMED])
        facts = {"post": post, "holders": post.holders, "people": names, "day": thai_date(begins)}
        raise Refused("overfull", words % facts, field="leaving")
    later = list(rows.filter(since__gt=begins).exclude(person__in=others).order_by("since"))
    is_past = len({row.person_id for row in later}) + len(others) + len(people) > post.holders
    return later[0].since if is_past else None
