"""Whom forms offer: who holds a post of a body today, with the post, as this seat may name them."""

from __future__ import annotations

from datetime import date

from khabuan.access.actor import Actor
from khabuan.registry.models import Appointment, Organisation, Person
from khabuan.registry.queries.councils import held_on

MOST = 200


def holders_of(actor: Actor, body: Organisation, on: date) -> list[tuple[Person, str]]:
    """Each person in office at a body on a day and the post that he or she holds, in the order of the posts.

    Only people in sight. Two queries.
    """
    rows = Appointment.objects.visible_to(actor).filter(held_on(on), post__organisation=body)
    held = rows.select_related("post").order_by("post__order", "since", "pk")
    posts: dict[int, str] = {}
    for row in held[:MOST]:
        posts.setdefault(row.person_id, str(row.post))
    people = Person.objects.visible_to(actor).filter(pk__in=list(posts), stays__isnull=True).in_bulk()
    return [(people[key], post) for key, post in posts.items() if key in people]
