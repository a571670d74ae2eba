"""Elections in words: their state, who is elected, the votes round by round, what a confirmation will do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from khabuan.core.parts.words import thai_date
from khabuan.elections.models import Ballot, Candidate, Election
from khabuan.elections.queries.elections import Counted, Whole
from khabuan.elections.rules.tally import How
from khabuan.elections.rules.words import ElectionState, Leaving, Purpose
from khabuan.registry.models import Appointment
from khabuan.registry.sentences.parts import Said

LOOK = {
    ElectionState.OPEN: "quiet",
    ElectionState.TIED: "need",
    ElectionState.COUNTED: "need",
    ElectionState.NO_QUORUM: "wrong",
    ElectionState.CONFIRMED: "done",
    ElectionState.WITHDRAWN: "quiet",
}


def state_said(election: Election) -> Said:
    state = ElectionState(election.state)
    return Said(LOOK[state], _(state.label))


def meeting_words(election: Election) -> str:
    """At which meeting, as far as it is known."""
    return str(election.meeting) if election.meeting else election.meeting_words


def names_of(candidates: Iterable[Candidate]) -> str:
    return ", ".join(str(one.person) for one in candidates)


@dataclass(frozen=True)
class ElectionLine:
    """An election in a list: its state, and who is elected or stands."""

    election: Election
    said: Said
    who: str


def lines_of(elections: Iterable[Election], known: Mapping[int, Whole]) -> list[ElectionLine]:
    found = []
    for one in elections:
        told = known[one.pk]
        who = names_of(told.elected) if told.result.is_valid else ""
        if not who and told.standing:
            who = _("stand: %(names)s") % {"names": names_of(told.standing)}
        found.append(ElectionLine(one, state_said(one), who))
    return found


def quorum_words(ballot: Ballot) -> Said:
    """How many were there of how many, against what is needed."""
    facts = {"present": ballot.present, "entitled": ballot.entitled, "needed": ballot.needed}
    if ballot.present is None or ballot.entitled is None:
        return Said("quiet", _("The paper does not say how many were present: no quorum is claimed."))
    if ballot.needed is None:
        return Said(
            "quiet",
            _("%(present)s of %(entitled)s members present; no rule says how many are needed.") % facts,
        )
    if ballot.had_quorum:
        return Said(
            "done", _("%(present)s of %(entitled)s members present, %(needed)s needed: quorum.") % facts
        )
    return Said(
        "wrong", _("%(present)s of %(entitled)s members present, %(needed)s needed: no quorum.") % facts
    )


@dataclass(frozen=True)
class RoundLine:
    """A round: its number and way, quorum, spoilt and abstained, words, and why it was taken back."""

    ballot: Ballot
    title: str
    quorum: Said
    more: str


def round_line(one: Counted) -> RoundLine:
    ballot = one.ballot
    title = _("%(round)s · %(how)s · seats: %(seats)d") % {
        "round": ballot, "how": _(How(ballot.how).label), "seats": ballot.seats,
    }  # fmt: skip
    more = []
    if ballot.spoilt or ballot.abstained:
        facts = {"spoilt": ballot.spoilt, "abstained": ballot.abstained}
        more.append(_("spoilt %(spoilt)d, abstained %(abstained)d") % facts)
    more += [ballot.words] if ballot.words else []
    return RoundLine(ballot, title, quorum_words(ballot), " · ".join(more))


@dataclass(frozen=True)
class CandidateLine:
    """A candidate: name and page, who proposed, votes by round ("" where not in it), what came of it."""

    candidate: Candidate
    url: str
    proposed: str
    votes: tuple[str, ...]
    said: Said | None


def candidate_lines(told: Whole, in_reach: Collection[int]) -> list[CandidateLine]:
    return [
        CandidateLine(
            one,
            one.person.get_absolute_url() if one.person_id in in_reach else "",
            _proposed(one),
            tuple(_votes(counted, one) for counted in told.rounds),
            _standing(told, one),
        )
        for one in told.candidates
    ]


def _proposed(one: Candidate) -> str:
    words = []
    if one.proposer:
        words.append(_("proposed by %(name)s") % {"name": one.proposer})
    if one.seconder:
        words.append(_("seconded by %(name)s") % {"name": one.seconder})
    return " · ".join(words)


def _votes(counted: Counted, one: Candidate) -> str:
    number = counted.votes.get(one.pk)
    if number is None:
        return ""
    if counted.ballot.how == How.CONSENT:
        return _("agreed")
    if counted.ballot.how == How.LOT:
        return _("drawn") if number else _("not drawn")
    return f"{number:,}"


def _standing(told: Whole, one: Candidate) -> Said | None:
    if one.left_on is not None:
        words = _(Leaving(one.left_why).label)
        return Said("quiet", f"{words}: {one.left_words}" if one.left_words else words)
    if one.pk in told.result.elected:
        return Said("done", _("elected"))
    if one.pk in told.result.tied:
        return Said("need", _("even votes"))
    return Said("quiet", _("not elected")) if told.result.is_valid else None


def confirm_words(
    told: Whole, until: date | None, known: Mapping[int, Appointment | None], leave: Sequence[Appointment]
) -> list[str]:
    """What a confirmation will do, in names and days."""
    election = told.election
    since = thai_date(election.begins_on)
    words = []
    for one in told.elected:
        facts = {"person": one.person, "post": election.post, "since": since}
        if known.get(one.pk) is not None:
            words.append(_("%(person)s holds %(post)s in the register already: that term is cited.") % facts)
        elif until is None:
            words.append(_("%(person)s holds %(post)s from %(since)s; no last day is known.") % facts)
        else:
            line = _("%(person)s holds %(post)s from %(since)s to %(until)s.")
            words.append(line % {**facts, "until": thai_date(until)})
    words += [
        _("%(person)s leaves on %(day)s, where ticked below.") % {"person": row.person, "day": since}
        for row in leave
    ]
    if told.result.seats_left:
        words.append(_("Seats that stay empty: %(count)d.") % {"count": told.result.seats_left})
    return words


def purpose_words(election: Election) -> str:
    """What it is for; of a successor in whose place."""
    words = _(Purpose(election.purpose).label)
    if election.in_place_of is None:
        return words
    return _("%(purpose)s: in place of %(person)s") % {
        "purpose": words,
        "person": election.in_place_of.person,
    }
