"""What follow-up adds to the yearly report of a body: its duties against their days, the promises that it heard."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Q

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.offers import YearTold
from khabuan.core.thai import long_date
from khabuan.followup.models import Duty, Promise
from khabuan.followup.queries.met import YearOf, judged
from khabuan.followup.rules import WAITING, Met, PromiseState

DUTY_WORDS = {
    Met.IN_TIME: "งานที่เสร็จตามกำหนด",
    Met.TOO_LATE: "งานที่เสร็จช้ากว่ากำหนด",
    Met.OVERDUE: "งานที่เลยกำหนดและยังไม่เสร็จ",
    Met.DROPPED: "งานที่เลิกทำ",
    Met.WAITING: "งานที่ยังไม่ถึงกำหนด",
}


def tell_year(actor: Actor, body: Any, first: date, last: date) -> YearTold | None:  # noqa: ANN401 - a body, as offered
    """Duties in the book of a body and promises to it; None where there is none, or the seat reads none."""
    if not policy.may_read(actor.role, Duty._meta.label_lower):
        return None
    until = min(last, clock.today())
    duties, promises = _duties(actor, body, YearOf(first, until)), _promises(actor, body, first, until)
    if not duties and not promises["all"]:
        return None
    lines = [("งานที่มอบหมายในรอบปี", f"{duties.total():,} งาน")]
    lines += [(words, f"{duties[met]:,} งาน") for met, words in DUTY_WORDS.items() if duties[met]]
    lines += [
        ("ข้อรับปากของหน่วยงานในรอบปี", f"{promises['all']:,} ข้อ"),
        ("ทำตามที่รับปากแล้ว", f"{promises['kept']:,} ข้อ"),
        ("ทำตามบางส่วน", f"{promises['partly']:,} ข้อ"),
        ("ไม่ได้ทำตาม", f"{promises['not_kept']:,} ข้อ"),
        ("ยังไม่มีผล", f"{promises['waiting']:,} ข้อ"),
    ]
    return YearTold("การติดตามงานและข้อรับปาก", lines, f"ตัวเลข ณ วันที่ {long_date(until)}")


def _duties(actor: Actor, body: Any, year: YearOf) -> Counter[str]:  # noqa: ANN401
    rows = judged(Duty.objects.visible_to(actor).filter(organisation=body), year).order_by()
    return Counter(dict(rows.values_list("met").annotate(number=Count("pk"))))


def _promises(actor: Actor, body: Any, first: date, until: date) -> dict[str, int]:  # noqa: ANN401
    rows = Promise.objects.visible_to(actor).filter(organisation=body, given_on__range=(first, until))
    ended = {
        state.value: Count("pk", filter=Q(state=state)) for state in PromiseState if state not in WAITING
    }
    counted: dict[str, int] = rows.exclude(state=PromiseState.WITHDRAWN).aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(state__in=WAITING)), **ended
    )
    return counted
