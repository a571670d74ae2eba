"""A body looks at its structure: which roles with how many seats it wants from now on, by which resolution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.elections.actions.parts import check_meeting, check_reason, check_resolution
from khabuan.elections.models import StructureReview
from khabuan.elections.queries.structure import roles_of
from khabuan.elections.rules.structure import Role
from khabuan.meetings.models import Meeting, Resolution
from khabuan.registry.actions.posts import add_post, change_post, end_post
from khabuan.registry.models import Organisation, Post


@dataclass(frozen=True)
class RoleWanted:
    """An open post in the new structure: its seats (None: no fixed number), or closed. `key` names its line."""

    key: str
    post: Post
    seats: int | None
    is_closed: bool = False


@dataclass(frozen=True)
class NewRole:
    """A role that is set up: title, how the order words it, seats. `key` names its line."""

    key: str
    title: str
    label: str = ""
    seats: int | None = None


@action("elections.review_structure", on="organisation")
def review_structure(
    *,
    actor: Actor,
    organisation: Organisation,
    on: date,
    roles: Sequence[RoleWanted],
    new: Sequence[NewRole] = (),
    words: str = "",
    meeting: Meeting | None = None,
    resolution: Resolution | None = None,
) -> StructureReview:
    """Set up the roles as the review wants them, and keep the structure before and after. All may stay as it is.

    Refused, with `field` the key of the line: a day to come, posts that changed meanwhile, fewer seats than people
    hold, closing a post that is held, a role that the body has already.
    """
    if on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="on")
    if organisation.ended_on:
        raise Refused("ended", _("This organisation has ended. Bring it back first if that is wrong."))
    check_meeting(organisation, meeting)
    check_resolution(organisation, resolution)
    before = {role.key: role for role in roles_of(actor, organisation, clock.today())}
    if before.keys() != {one.post.pk for one in roles}:
        words_changed = _("Somebody changed the posts meanwhile. Open the page again and look through it.")
        raise Refused("changed", words_changed)
    for one in roles:
        _set(actor, one, before[one.post.pk], on)
    for role in new:
        _set_up(actor, organisation, role, on)
    made: StructureReview = add(
        StructureReview, organisation=organisation, on=on, meeting=meeting, resolution=resolution,
        words=tidy(words, keep_lines=True), before=[role.as_facts() for role in before.values()],
        after=[role.as_facts() for role in roles_of(actor, organisation, clock.today())],
    )  # fmt: skip
    return made


@action("elections.withdraw_review", on="review")
def withdraw_review(*, actor: Actor, review: StructureReview, reason: str) -> StructureReview:
    """Take back the record of a review; the posts stay as they are now. Refused: no reason, taken back already."""
    if review.withdrawn_on:
        raise Refused("withdrawn_already", _("This review was taken back already."))
    change(review, withdrawn_on=clock.today(), withdrawn_reason=check_reason(reason))
    return review


def _set(actor: Actor, one: RoleWanted, role: Role, on: date) -> None:
    try:
        if one.is_closed:
            end_post(actor=actor, post=one.post, on=max(on, one.post.since or on))
        elif one.seats != role.wanted:
            _check_held(one, role)
            change_post(actor=actor, post=one.post, holders=one.seats)
    except Refused as no:
        raise Refused(no.code, no.message, field=one.key) from no


def _check_held(one: RoleWanted, role: Role) -> None:
    if one.seats is not None and one.seats < max(role.held, 1):
        words = _("%(held)d people hold %(post)s. Write no fewer seats, or end their terms first.")
        raise Refused("held", words % {"held": role.held, "post": one.post})


def _set_up(actor: Actor, body: Organisation, role: NewRole, on: date) -> None:
    label = tidy(role.label)
    known = Post.everywhere.filter(organisation=body, title=role.title, label=label, until__isnull=True)
    if known.exists():
        words = _("The body has this role already. Change its seats above, or word it otherwise.")
        raise Refused("known_role", words, field=role.key)
    facts = {} if role.seats is None else {"holders": role.seats}
    add_post(actor=actor, organisation=body, title=role.title, label=label, since=on, **facts)
