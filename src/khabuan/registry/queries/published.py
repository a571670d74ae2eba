"""What of the register anybody may know: bodies of the movement, their offices, and who holds them (decision 0038).

The public reads no rows. For it the program reads what is published, and tells values: no phone, note, birth or key
of a member ever comes by here.
"""

from __future__ import annotations

from django.db.models import Q

from khabuan.access.actor import Actor, Role
from khabuan.core.errors import OutOfArea
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import PUBLISHED

PROGRAM = Actor.system("published")


def reader_for(actor: Actor) -> Actor:
    """Who reads for this actor where the public is told something: the seat itself, for the public the program."""
    return PROGRAM if actor.role == Role.PUBLIC else actor


def told_to(actor: Actor, prefix: str = "", kinds: frozenset[str] = PUBLISHED) -> Q:
    """Which bodies are told of: all in a seat's sight, to the public those of published kinds. `prefix` leads to the body."""
    if actor.role != Role.PUBLIC:
        return Q()
    return Q(**{f"{prefix}kind__in": sorted(kinds), f"{prefix}stays__isnull": True})


def published_name(key: int) -> str:
    """The name of a body that anybody may know. OutOfArea for one that is not told of."""
    rows = Organisation.objects.visible_to(PROGRAM).filter(told_to(Actor.public()), pk=key)
    name: str | None = rows.values_list("name", flat=True).first()
    if name is None:
        raise OutOfArea(f"organisation {key}")
    return name
