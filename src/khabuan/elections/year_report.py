"""What elections add to the yearly report of a council: who was elected, and the delegates it sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.offers import YearTold
from khabuan.core.thai import short_date
from khabuan.elections.models import Election
from khabuan.elections.queries.elections import elections_of, wholes
from khabuan.elections.rules.words import ElectionState


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
