"""What the record of a seat's own organisation lacks: the duty of its officers, who know it best."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khabuan.access.actor import Actor
from khabuan.core.offers import Duty
from khabuan.registry.models import Organisation
from khabuan.registry.queries.completeness import completeness_by_key

ORGANISATION_STEP = ".o"  # in the node of a seat that sits at an organisation


def _own(actor: Actor) -> QuerySet[Organisation]:
    rows: QuerySet[Organisation] = Organisation.objects.visible_to(actor)
    return rows.filter(node=actor.home, ended_on__isnull=True, stays__isnull=True)


def gaps_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """One duty at most: the own organisation's record and what is missing in it."""
    if ORGANISATION_STEP not in actor.home:
        return []
    rows = _own(actor)
    found = []
    for key, (_kind, complete) in completeness_by_key(actor, rows, today).items():
        if not complete.missing:
            continue
        count = len(complete.missing)
        words = ngettext(
            "The record lacks %(n)d thing: %(name)s", "The record lacks %(n)d things: %(name)s", count
        )
        body = rows.get(pk=key)
        found.append(
            Duty(
                what=words % {"n": count, "name": body.name},
                more=", ".join(_(item.label) for item in complete.missing),
                path=body.get_absolute_url(),
                act=_("Fill it in"),
                state="quiet",
                kind="registry.gaps",
                about=f"organisation:{key}",
            )
        )
    return found[:limit]


def count_gaps(actor: Actor, today: date) -> int:
    return len(gaps_due(actor, today, 1))


DUTIES = (
    "registry.gaps",
    "registry.change_organisation",
    gaps_due,
    count_gaps,
    gettext_lazy("Gaps in our own record"),
    60,
)
