"""Posts and terms: who holds what, from when to when, in whose place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.registry.actions.likeness import keep_likeness_of_pairs
from khabuan.registry.actions.people import check_not_erased
from khabuan.registry.models import Appointment, Organisation, Person, Post
from khabuan.registry.rules.dates import add_years
from khabuan.registry.rules.kinds import SINGLE_HOLDER, PostTitle
from khabuan.registry.rules.terms import Term


@action("registry.keep_post", on="organisation", seen=("origin_organisation",))
def add_post(*, actor: Actor, organisation: Organisation, title: str, label: str = "", **facts: Any) -> Post:
    """Set up a seat of a body. A title that one person holds gets one seat unless told otherwise."""
    if "holders" not in facts:
        facts["holders"] = 1 if PostTitle(title) in SINGLE_HOLDER else None
    post: Post = add(Post, organisation=organisation, title=title, label=tidy(label), **facts)
    return post


@action("registry.change_post", on="post", seen=("origin_organisation",))
def change_post(*, actor: Actor, post: Post, **facts: Any) -> Post:
    """Change a seat's wording, number of holders, origin or order."""
    change(post, **facts)
    return post


@action("registry.end_post", on="post")
def end_post(*, actor: Actor, post: Post, on: date) -> Post:
    """Close a seat. Refused while somebody holds it beyond that day."""
    for holder in Appointment.everywhere.filter(post=post, ended_on__isnull=True).select_related("person"):
        raise Refused(
            "still_held",
            _("%(person)s still holds this post. End that term first.") % {"person": holder.person},
        )
    change(post, until=on)
    return post


@action("registry.appoint", on="post", seen=("person", "on_behalf_of"))
def appoint(
    *, actor: Actor, post: Post, person: Person, since: date | None = None, **facts: Any
) -> Appointment:
    """Put a person into a post. Without `until` the end is foreseen from the post's years of term.

    Refused: the seat is taken on those days (end the other term first, or enter this one as acting), the same
    person twice, a person who died before, a post or body that has ended.
    """
    return enter_term(post, person, since, facts)


def enter_term(
    post: Post, person: Person, since: date | None, facts: dict[str, Any], *, is_new: bool = False
) -> Appointment:
    """The part of `appoint` that any action may share. `is_new`: the person was entered in the same act."""
    _check_open(post, since)
    check_not_erased(person)
    if person.died_on and since and since > person.died_on:
        raise Refused("died", _("This person died before that day. Check the dates."), field="since")
    facts.setdefault("until", _foreseen_end(post, since))
    if facts["until"] and since and facts["until"] < since:
        raise Refused("backwards", _("The term ends before it begins. Check both dates."), field="until")
    # Of several holders only the same one twice is wrong, and nobody new is there already.
    if not facts.get("is_acting") and not (is_new and post.holders != 1):
        _check_free(post, person, since, facts)
    appointment: Appointment = add(Appointment, post=post, person=person, since=since, **facts)
    keep_likeness_of_pairs(person)
    keep_likeness_of_pairs(post.organisation)
    return appointment


@action("registry.change_appointment", on="appointment", seen=("on_behalf_of",))
def change_appointment(
    *, actor: Actor, appointment: Appointment, reason: str = "", **facts: Any
) -> Appointment:
    """Correct an entry of a term (dates, order number, on whose behalf)."""
    change(appointment, **facts)
    return appointment


@action("registry.end_appointment", on="appointment")
def end_appointment(*, actor: Actor, appointment: Appointment, on: date, reason: str = "") -> Appointment:
    """The holder left on `on`: the successor may begin that day."""
    if appointment.ended_on:
        raise Refused("ended_already", _("This term was ended already."))
    if appointment.since and on < appointment.since:
        raise Refused("backwards", _("The term ends before it begins. Check both dates."), field="on")
    change(appointment, ended_on=on, ended_reason=tidy(reason))
    return appointment


def _foreseen_end(post: Post, since: date | None) -> date | None:
    return add_years(since, post.term_years) - timedelta(days=1) if since and post.term_years else None


def _check_open(post: Post, since: date | None) -> None:
    if post.until and (since or clock.today()) >= post.until:
        raise Refused("post_closed", _("This post is closed. Choose another one."), field="post")
    if post.organisation.ended_on and (since or clock.today()) >= post.organisation.ended_on:
        raise Refused("organisation_ended", _("This organisation has ended. Check the date."), field="since")


def term_of(row: Appointment) -> Term:
    """An appointment as the pure rules see it."""
    return Term(
        key=row.pk,
        post=row.post_id,
        person=row.person_id,
        since=row.since,
        since_precision=row.since_precision,
        until=row.until,
        until_precision=row.until_precision,
        ended_on=row.ended_on,
        ended_precision=row.ended_precision,
        is_acting=row.is_acting,
    )


def _check_free(post: Post, person: Person, since: date | None, facts: dict[str, Any]) -> None:
    """Refuse a second holder of a single seat, and the same person twice, when that is certain."""
    today = clock.today()
    new = Term(
        key=0,
        post=post.pk,
        person=person.pk,
        since=since,
        since_precision=facts.get("since_precision", "day"),
        until=facts.get("until"),
        until_precision=facts.get("until_precision", "day"),
        ended_on=facts.get("ended_on"),
        ended_precision=facts.get("ended_precision", "day"),
    )
    others = Appointment.everywhere.select_for_update(of=("self",)).filter(post=post, is_acting=False)
    if post.holders != 1:
        others = others.filter(person=person)  # of several holders only the same one twice is wrong
    for row in others.select_related("person"):
        other = term_of(row)
        overlaps = other.starts_by(today) < new.stays_to and new.starts_by(today) < other.stays_to
        if not overlaps:
            continue
        if row.person_id == person.pk:
            raise Refused("twice", _("This person is in this post already on those days."), field="person")
        if post.holders == 1:
            words = _(
                "%(person)s holds this post on those days. End that term first, or enter this one as acting."
            )
            raise Refused("taken", words % {"person": row.person}, field="since")
