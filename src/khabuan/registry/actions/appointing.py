"""Appointing somebody who is not in the book yet: person and term in one act, or neither."""

from __future__ import annotations

from datetime import date

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.places.models import Area
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import appoint
from khabuan.registry.models import Appointment, Post


@action("registry.appoint_new", on="post", seen=("on_behalf_of",))
def appoint_new_person(
    *,
    actor: Actor,
    post: Post,
    area: Area,
    given: str,
    title: str = "",
    surname: str = "",
    since: date | None = None,
    **facts: object,
) -> Appointment:
    """Enter a person who lives in `area` and give them a post. Refused as in `add_person`, `appoint`."""
    person = add_person(actor=actor, area=area, title=title, given=given, surname=surname)
    appointment: Appointment = appoint(actor=actor, post=post, person=person, since=since, **facts)
    return appointment
