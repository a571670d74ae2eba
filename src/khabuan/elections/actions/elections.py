"""An election begins, is corrected while nothing is confirmed, and is taken back."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import tidy
from khabuan.elections.actions.parts import (
    check_meeting,
    check_not_settled,
    check_reason,
    rounds,
)
from khabuan.elections.models import Election
from khabuan.elections.rules.words import WAITING, ElectionState, Purpose, seats_doubt
from khabuan.meetings.models import Meeting
from khabuan.registry.actions.posts import add_post, change_appointment, end_appointment
from khabuan.registry.models import Appointment, Organisation, Post
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.kinds import SINGLE_HOLDER, PostTitle


@action("elections.open_election", on="organisation")
def open_election(
    *,
    actor: Actor,
    organisation: Organisation,
    on: date,
    seats: int,
    purpose: str = Purpose.NEW_TERM,
    post: Post | None = None,
    title: str = "",
    meeting: Meeting | None = None,
    meeting_words: str = "",
    in_place_of: Appointment | None = None,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
) -> Election:
    """Begin the election of `seats` to a post of a body; with a `title` alone its post is found or set up.

    A day to come is a planned election. Refused: more seats than the post has, with those of elections that still
    wait counted in; a seat that is not empty; a successor of nobody; a body or post that has ended.
    """
    if organisation.ended_on and on >= organisation.ended_on:
        words = _("The organisation ended on %(day)s. After that day it elects nobody.")
        raise Refused("body_ended", words % {"day": thai_date(organisation.ended_on)}, field="on")
    check_meeting(organisation, meeting)
    post = _post(actor, organisation, post, title, seats)
    if post.until and on >= post.until:
        raise Refused("post_closed", _("This post is closed. Choose another one."), field="post")
    _check_seats(post, seats)
    _check_purpose(post, Purpose(purpose), seats, in_place_of, since or on)
    _check_waiting(post, seats)
    made: Election = add(
        Election, post=post, on=on, seats=seats, purpose=purpose, meeting=meeting,
        meeting_words=tidy(meeting_words), in_place_of=in_place_of, since=since, until=until, note=tidy(note),
    )  # fmt: skip
    return made


@action("elections.correct_election", on="election")
def correct_election(
    *,
    actor: Actor,
    election: Election,
    reason: str,
    on: date | None = None,
    seats: int | None = None,
    meeting: Meeting | None = None,
    meeting_words: str = "",
    since: date | None = None,
    until: date | None = None,
    note: str = "",
) -> Election:
    """Put right day, seats, meeting, term and note of an election that is not confirmed, as the form has them now.

    Without a day or seats those stay. Refused: no reason, and as in `open_election`; another number of seats once
    votes are counted.
    """
    check_not_settled(election)
    check_reason(reason)
    check_meeting(election.organisation, meeting)
    on, seats = on or election.on, election.seats if seats is None else seats
    if seats != election.seats:
        if rounds(election):
            words = _("Votes are counted already. Take the count back first, then change the seats.")
            raise Refused("counted", words, field="seats")
        _check_seats(election.post, seats)
        purpose = Purpose(election.purpose)
        _check_purpose(election.post, purpose, seats, election.in_place_of, since or on, known=election)
        _check_waiting(election.post, seats, known=election)
    change(
        election, on=on, seats=seats, meeting=meeting, meeting_words=tidy(meeting_words), since=since,
        until=until, note=tidy(note),
    )  # fmt: skip
    return election


@action("elections.withdraw_election", on="election")
def withdraw_election(*, actor: Actor, election: Election, reason: str) -> Election:
    """Take back an election that was wrong. The terms that it made end on their first day, those that it ended run
    again, unless somebody else has the seat by now.

    Refused: no reason, taken back already.
    """
    if election.state == ElectionState.WITHDRAWN:
        raise Refused("withdrawn_already", _("This election was taken back already."))
    words = check_reason(reason)
    _undo_terms(actor, election)
    change(
        election, state=ElectionState.WITHDRAWN, withdrawn_on=clock.today(), withdrawn_reason=words,
    )  # fmt: skip
    return election


def _undo_terms(actor: Actor, election: Election) -> None:
    rows = {
        row.pk: row
        for row in Appointment.everywhere.filter(
            pk__in=[int(key) for keys in election.terms.values() for key in keys]
        ).select_related("post__organisation", "person")
    }
    why = gettext("The election was taken back")
    for key in election.terms.get("made", ()):
        row = rows[int(key)]
        if row.ended_on is None:
            end_appointment(actor=actor, appointment=row, on=row.since or election.begins_on, reason=why)
    for key in election.terms.get("ended", ()):
        row = rows[int(key)]
        if row.ended_on == election.begins_on and _may_run_again(row):
            change_appointment(actor=actor, appointment=row, ended_on=None, ended_reason="")


def _may_run_again(row: Appointment) -> bool:
    """Its post is open, its person known, and a seat of it free."""
    if row.post.until or row.post.organisation.ended_on or row.person.erased_on:
        return False
    return row.post.holders is None or held(row.post, clock.today()) < row.post.holders


def held(post: Post, on: date) -> int:
    """How many hold a post on a day, those who act for others left out."""
    rows = Appointment.everywhere.filter(held_on(on), post=post, is_acting=False)
    return rows.values("person").distinct().count()


def _post(actor: Actor, body: Organisation, post: Post | None, title: str, seats: int) -> Post:
    if post is not None:
        if post.organisation_id != body.pk:
            raise OutOfArea(f"post {post.pk}")
        return post
    if title not in {one.value for one in PostTitle}:
        raise Refused("no_post", _("Choose the post that is elected."), field="post")
    known: Post | None = Post.everywhere.filter(organisation=body, title=title, until__isnull=True).first()
    if known is not None:
        return known
    # A title that one person holds gets its one seat, whatever is asked for: more are then refused.
    holders = 1 if PostTitle(title) in SINGLE_HOLDER else seats
    return add_post(actor=actor, organisation=body, title=title, holders=holders)


def _check_seats(post: Post, seats: int) -> None:
    doubt = seats_doubt(seats, post.holders)
    if doubt is not None:
        facts = {"post": post, "seats": seats, "holders": post.holders}
        raise Refused(doubt.value, gettext(doubt.label) % facts, field="seats")


def _check_waiting(post: Post, seats: int, *, known: Election | None = None) -> None:
    """Refused: with the elections that are not finished, more people than seats (two chairs to one seat)."""
    if post.holders is None:
        return
    others = Election.everywhere.filter(post=post, state__in=WAITING)
    others = others.exclude(pk=known.pk) if known else others
    waiting = others.aggregate(seats=Sum("seats"))["seats"] or 0
    if waiting + seats > post.holders:
        words = _(
            "An election of %(post)s of %(day)s is not finished, and the post has %(holders)d seats. Go on with that one, or "
            "take it back first."
        )
        facts = {"post": post, "holders": post.holders, "day": thai_date(others.earliest("on", "pk").on)}
        raise Refused("waits_already", words % facts, field="seats")


def _check_purpose(  # noqa: PLR0917 - the facts of one election
    post: Post, purpose: Purpose, seats: int, in_place_of: Appointment | None, begins: date,
    known: Election | None = None,
) -> None:  # fmt: skip
    if purpose is Purpose.SUCCESSOR:
        _check_successor(post, seats, in_place_of, known)
    elif in_place_of is not None:
        words = _("Only a successor is elected in somebody's place. Choose “successor”, or nobody.")
        raise Refused("no_successor", words, field="in_place_of")
    if purpose is Purpose.NEW_TERM or post.holders is None:
        return
    free = post.holders - held(post, begins)
    if seats > free:
        words_free = _(
            "%(post)s has %(free)d empty seats on %(day)s. End the term of whoever left first, or choose “new term”."
        )
        facts = {"post": post, "free": max(free, 0), "day": thai_date(begins)}
        raise Refused("not_empty", words_free % facts, field="seats")


def _check_successor(post: Post, seats: int, in_place_of: Appointment | None, known: Election | None) -> None:
    if in_place_of is None:
        raise Refused("no_predecessor", _("Choose in whose place the successor comes."), field="in_place_of")
    if in_place_of.post_id != post.pk:
        words = _("%(person)s held another post. Choose somebody who left this one.")
        raise Refused("other_post", words % {"person": in_place_of.person}, field="in_place_of")
    if in_place_of.ended_on is None:
        words = _("%(person)s has not left yet. End that term first, with the day and the reason.")
        raise Refused("not_left", words % {"person": in_place_of.person}, field="in_place_of")
    if seats != 1:
        words_one = _("One successor comes in the place of one person. Write 1 seat.")
        raise Refused("one_by_one", words_one, field="seats")
    done = (ElectionState.WITHDRAWN, ElectionState.NO_QUORUM)
    others = Election.everywhere.filter(in_place_of=in_place_of).exclude(state__in=done)
    other = (others.exclude(pk=known.pk) if known else others).first()
    if other is not None:
        words_done = _(
            "A successor of %(person)s was elected or is being elected, on %(day)s. Look at that one."
        )
        facts = {"person": in_place_of.person, "day": thai_date(other.on)}
        raise Refused("succeeded", words_done % facts, field="in_place_of")
