"""Reads of lists of payments: who came and can be paid, the lists of a meeting, one list as it is printed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core.errors import OutOfArea
from khabuan.meetings.models import Attendance, Meeting, PayLine, PayList
from khabuan.meetings.printing.facts import Person
from khabuan.meetings.printing.payments import PayListFacts
from khabuan.meetings.queries.paper_facts import meeting_facts
from khabuan.meetings.queries.roll import roll_of
from khabuan.meetings.rules.payments import PayFacts


@dataclass(frozen=True)
class Head:
    """Somebody who came, once however often: the first row of the sign-in list, name, post, and the group on the roll
    (a village) where that says more than the post."""

    row: Attendance
    name: str
    post: str
    group: str = ""


def heads_of(meeting: Meeting) -> list[Head]:
    """Who came, members in the order of the roll first. The meeting came from `visible_to`. Two queries or three."""
    rows = Attendance.everywhere.filter(meeting=meeting, withdrawn_on__isnull=True)
    joined = rows.select_related("person", "organisation").order_by("came_at", "pk")
    first: dict[object, Attendance] = {}
    for row in joined:
        first.setdefault(row.person_id or (row.name, row.post_words, row.organisation_id), row)
    with override("th"):
        seats = {seat.person: (at, seat) for at, seat in enumerate(roll_of(meeting))}
    found = []
    for row in first.values():
        at, seat = seats.get(row.person_id or 0, (len(seats), None))
        post = seat.post if seat else " ".join(filter(None, (row.post_words, _of_whom(row))))
        group = seat.group.label if seat and seat.group.label != seat.post else ""
        found.append((at, Head(row, str(row), post, group)))
    return [head for _at, head in sorted(found, key=lambda one: one[0])]


def _of_whom(row: Attendance) -> str:
    return row.organisation.name if row.organisation else row.organisation_words


@dataclass(frozen=True)
class Listed:
    """A list of a meeting with what it comes to."""

    pay_list: PayList
    heads: int
    total: Decimal


def lists_of(actor: Actor, meeting: Meeting) -> list[Listed]:
    """The lists of a meeting, the first first, withdrawn ones among them. Two queries."""
    lists = list(PayList.objects.visible_to(actor).filter(meeting=meeting).order_by("pk"))
    sums: dict[int, list[Decimal]] = defaultdict(list)
    for line in PayLine.objects.visible_to(actor).filter(pay_list__in=lists):
        if line.travel or line.meals:
            sums[line.pay_list_id].append(line.travel + line.meals)
    return [Listed(one, len(sums[one.pk]), sum(sums[one.pk], Decimal(0))) for one in lists]


def pay_list_of(actor: Actor, key: int) -> PayList:
    """One list in sight, with its meeting and body. OutOfArea when there is none."""
    rows = PayList.objects.visible_to(actor).filter(pk=key)
    found: PayList | None = rows.select_related("meeting__organisation__area").first()
    if found is None:
        raise OutOfArea(f"pay list {key}")
    return found


def lines_of(actor: Actor, pay_list: PayList) -> dict[int, PayLine]:
    """The lines of a list by the row of the sign-in list."""
    rows = PayLine.objects.visible_to(actor).filter(pay_list=pay_list)
    return {row.attendance_id: row for row in rows}


def pay_list_facts(actor: Actor, pay_list: PayList) -> PayListFacts:
    """A list as it is printed and taken out: who gets something, in the order of the sign-in list."""
    lines = lines_of(actor, pay_list)
    heads = [head for head in heads_of(pay_list.meeting) if head.row.pk in lines]
    paid = [(head, lines[head.row.pk]) for head in heads]
    with override("th"):
        return PayListFacts(
            meeting_facts(pay_list.meeting),
            tuple(
                PayFacts(head.name, head.post, line.travel, line.meals, line.where_from)
                for head, line in paid
                if line.travel or line.meals
            ),
            pay_list.paid_from,
            Person(pay_list.payer_words),
            Person(pay_list.checker_words),
        )
