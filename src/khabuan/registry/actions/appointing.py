"""Appointing somebody who is not in the book yet: person and term in one act, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.places.models import Area
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import enter_term
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
    own: Mapping[str, Any] | None = None,
    **facts: Any,
) -> Appointment:
    """Enter a person who lives in `area` and give them a post. Refused as in `add_person`, `appoint`.

    `own` are more facts of the person, with their numbers; `facts` are those of the term.
    """
    person = add_person(actor=actor, area=area, title=title, given=given, surname=surname, **(own or {}))
    return enter_term(post, person, since, facts, is_new=True)
