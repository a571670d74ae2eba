"""Which acts a page may offer, and where to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

KEEP_MONEY = (OrganisationKind.FUND, OrganisationKind.BRANCH, OrganisationKind.VILLAGE_CENTRE)


def may_of(actor: Actor, node: str) -> dict[str, bool]:
    """Each act of the register by its last word, for buttons: {"appoint": True, …}."""
    return {
        name.removeprefix("registry."): policy.may(actor, name, node)
        for name in policy.POLICY
        if name.startswith("registry.")
    }


def add_at(area: Area, **asked: object) -> str:
    """Where an organisation of this place is entered, wherever the bar stands by then."""
    return f"{reverse('organisation-add')}?{urlencode({'place': area.key, **asked})}"


def may_read_history(actor: Actor, node: str) -> bool:
    """Whether a link to the history of a record is shown: for who reaches it and has the office."""
    return policy.may_read(actor.role, "audit.event") and actor.reaches(node)


def reads_numbers(actor: Actor, body: Organisation) -> bool:
    """Whether a link to the books of numbers of a body is shown: where money is kept, to who may read them."""
    return (
        body.kind in KEEP_MONEY
        and policy.may_read(actor.role, "papers.numberbook")
        and actor.reaches(body.node)
    )
