"""Who is proposed, and who stands no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.elections.actions.parts import check_not_settled, settle
from khabuan.elections.models import Candidate, CandidateVotes, Election
from khabuan.elections.rules.words import ElectionState, Leaving, Purpose
from khabuan.places.models import Area
from khabuan.registry.actions.people import add_person, check_not_erased
from khabuan.registry.models import Appointment, Person


@action("elections.nominate", on="election", seen=("person",))
def nominate(
    *, actor: Actor, election: Election, person: Person, proposer: str = "", seconder: str = ""
) -> Candidate:
    """Propose somebody of the register, with who proposed and seconded, as the minutes have it.

    Refused: votes are counted already, stands already, had died or was erased, holds a seat of the post that the
    election does not renew.
    """
    return _enter(election, person, proposer, seconder)


@action("elections.nominate_new", on="election")
def nominate_new(
    *,
    actor: Actor,
    election: Election,
    area: Area,
    given: str,
    title: str = "",
    surname: str = "",
    own: Mapping[str, Any] | None = None,
    proposer: str = "",
    seconder: str = "",
) -> Candidate:
    """Enter a person who lives in `area` and propose at once. Refused as in `add_person`, `nominate`."""
    person = add_person(actor=actor, area=area, title=title, given=given, surname=surname, **(own or {}))
    return _enter(election, person, proposer, seconder)


@action("elections.leave_candidacy", on="candidate")
def leave_candidacy(*, actor: Actor, candidate: Candidate, why: str, words: str = "") -> Candidate:
    """A candidate stands no more; after the count the next one in votes moves up.

    Refused: confirmed or taken back, left already, one entered in error for whom votes were counted.
    """
    election = candidate.election
    check_not_settled(election)
    if candidate.left_on:
        raise Refused("left_already", _("This candidate stands no more already."))
    counted = CandidateVotes.everywhere.filter(candidate=candidate, ballot__withdrawn_on__isnull=True)
    if why == Leaving.ERROR and counted.exists():
        words_counted = _(
            "Votes were counted for this name. Take the count back first, then take the name off."
        )
        raise Refused("counted", words_counted, field="why")
    change(candidate, left_on=clock.today(), left_why=Leaving(why), left_words=tidy(words))
    settle(election)
    return candidate


def _enter(election: Election, person: Person, proposer: str, seconder: str) -> Candidate:
    check_not_settled(election)
    if election.state in (ElectionState.TIED, ElectionState.COUNTED):
        words = _("Votes are counted already. Take the count back first, then propose.")
        raise Refused("counted", words)
    check_not_erased(person)
    if person.died_on and person.died_on <= election.on:
        raise Refused("died", _("This person died before that day. Check the dates."), field="person")
    rows = Candidate.everywhere.filter(election=election)
    if rows.filter(person=person, left_on__isnull=True).exists():
        raise Refused("stands", _("This person stands in this election already."), field="person")
    holds = Appointment.everywhere.filter(post=election.post, person=person, ended_on__isnull=True)
    if election.purpose != Purpose.NEW_TERM and holds.exists():
        words_held = _("%(person)s holds a seat of this post already. Propose somebody else.")
        raise Refused("holds", words_held % {"person": person}, field="person")
    last = rows.aggregate(last=Max("number"))["last"] or 0
    made: Candidate = add(
        Candidate, election=election, person=person, number=last + 1, proposer=tidy(proposer),
        seconder=tidy(seconder),
    )  # fmt: skip
    return made
