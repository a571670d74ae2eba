"""What gatherings tell for the yearly report of a council: what it held, who came, what was promised there."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core.offers import YearTold
from khabuan.followup.queries.promises import promises_from
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.queries.one import ORIGIN
from khabuan.gatherings.rules.kinds import Kind, State
from khabuan.registry.models import Organisation


def tell_year(actor: Actor, body: Organisation, first: date, last: date) -> YearTold | None:
    """How many gatherings of each kind a body held in these days, and the promises heard there; None for none."""
    rows = Gathering.objects.visible_to(actor).filter(
        organisation=body, state=State.HELD, starts_on__lte=last, ends_on__gte=first
    )
    held = list(rows.order_by("starts_on").values_list("pk", "kind"))
    if not held:
        return None
    kinds = Counter(kind for _key, kind in held)
    lines = [(_(kind.label), f"{kinds[kind.value]} ครั้ง") for kind in Kind if kinds[kind.value]]
    promises = sum(
        len(found) for found in promises_from(actor, ORIGIN, [key for key, _kind in held]).values()
    )
    lines.append(("ข้อรับปากของหน่วยงานที่ได้ในงาน", f"{promises} ข้อ"))
    return YearTold("เวทีและการพบปะ", lines)
