"""What elections add to the yearly report of a council: who was elected, and the delegates it sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from khabuan.access import policy
from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Deed, YearTold
from khabuan.core.thai import short_date
from khabuan.elections.models import Election
from khabuan.elections.queries.delegates import DELEGATES_DUTY
from khabuan.elections.queries.elections import elections_of, wholes
from khabuan.elections.rules.words import ElectionState
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle
from khabuan.rules.queries import count_for


def tell_deeds(actor: Actor, path: str, first: date, last: date) -> Mapping[str, Sequence[Deed]]:
    """Councils at and below a place that chose their delegates in those days: the duty that the rule names. Two queries."""
    duty = count_for(actor, DELEGATES_DUTY, node=path, on=last)
    if duty is None or not policy.may_read(actor.role, Election._meta.label_lower):
        return {}
    rows = Election.objects.visible_to(actor).filter(
        spans_q((Span.of(path),), "post__organisation__node"),
        state=ElectionState.CONFIRMED, on__range=(first, last), post__title=PostTitle.DELEGATE,
        post__organisation__kind=OrganisationKind.COUNCIL,
    )  # fmt: skip
    return {
        str(duty): [
            Deed(one.organisation.pk, f"เลือก{one.post} เมื่อ {short_date(one.on)}", one.get_absolute_url())
            for one in rows.select_related("post__organisation").order_by("on", "pk")
        ]
    }


def tell_year(actor: Actor, body: Any, first: date, last: date) -> YearTold | None:  # noqa: ANN401 - a body, as offered
    """The confirmed elections of the year, the first one first; None where there was none. Four queries."""
    if not policy.may_read(actor.role, Election._meta.label_lower):
        return None
    rows = elections_of(actor, body).filter(state=ElectionState.CONFIRMED, on__gte=first, on__lte=last)
    elections = list(rows.order_by("on", "pk"))
    if not elections:
        return None
    known = wholes(actor, elections)
    lines = []
    for one in elections:
        names = ", ".join(str(candidate.person) for candidate in known[one.pk].elected)
        lines.append((f"เลือก{one.post} เมื่อ {short_date(one.on)}", names))
    return YearTold("การเลือกตั้งและผู้แทนของสภาในรอบปี", lines, heads=("การเลือก", "ผู้ได้รับเลือก"))
