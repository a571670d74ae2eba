"""Who may sign a body's papers on a day, and the section of the Act that a letter may cite."""

from __future__ import annotations

from datetime import date

from khabuan.access.actor import Actor
from khabuan.meetings.printing.facts import NOBODY, Person
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.kinds import HEADS, PostTitle
from khabuan.rules.queries import rule_for
from khabuan.rules.rules import citation


def signers_of(actor: Actor, body: Organisation, on: date) -> tuple[Person, Person]:
    """The chair and the secretary of a day, as far as the register knows them. One query."""
    rows = Appointment.objects.visible_to(actor).filter(
        held_on(on), post__organisation=body, post__title__in=(*HEADS, PostTitle.SECRETARY)
    )
    found: dict[bool, Person] = {}
    for row in rows.select_related("person", "post").order_by("since", "pk"):
        found[row.post.title == PostTitle.SECRETARY] = Person(str(row.person), f"{row.post}{body.name}")
    return found.get(False, NOBODY), found.get(True, NOBODY)


def section_of_delegates(actor: Actor, body: Organisation, on: date) -> str:
    """มาตรา 21 (12), from a verified row only: a printed paper cites no law that nobody has read."""
    rule = rule_for(actor, "council.duties", node=body.node, on=on)
    section = citation(rule) if rule else None
    return f"มาตรา {section} (12)" if section else ""
