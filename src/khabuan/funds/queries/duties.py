"""What waits at funds: applications, suspended rights, dues of the dead, persons in two funds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khabuan.access.actor import Actor
from khabuan.core.offers import Duty
from khabuan.core.parts.words import thai_date
from khabuan.funds.models import Member
from khabuan.funds.queries.members import WAITING, dead_with_dues, doubles_waiting
from khabuan.funds.rules.words import MemberState


def _by_fund(actor: Actor, states: Collection[MemberState]) -> QuerySet[Any]:
    """How many members of each fund in sight are in some states."""
    rows = Member.objects.visible_to(actor).filter(state__in=states)
    counted: QuerySet[Any] = rows.values("fund", "fund__organisation__name").annotate(n=Count("pk"))
    return counted.order_by("fund__organisation__name", "fund")


def applications_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=ngettext("%(n)d application waits", "%(n)d applications wait", row["n"]) % {"n": row["n"]},
            more=row["fund__organisation__name"],
            path=reverse("fund-applications", args=[row["fund"]]),
            act=_("Look at them"),
            kind="funds.applications",
            about=f"fund:{row['fund']}",
        )
        for row in _by_fund(actor, WAITING)[:limit]
    ]


def count_applications(actor: Actor, today: date) -> int:
    return _by_fund(actor, WAITING).count()


def lapsed_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=ngettext(
                "%(n)d member's rights are suspended", "%(n)d members' rights are suspended", row["n"]
            )
            % {"n": row["n"]},
            more=row["fund__organisation__name"],
            path=f"{reverse('fund-members', args=[row['fund']])}?show=lapsed",
            act=_("See who"),
            state="quiet",
            kind="funds.lapsed",
            about=f"fund:{row['fund']}",
        )
        for row in _by_fund(actor, [MemberState.LAPSED])[:limit]
    ]


def count_lapsed(actor: Actor, today: date) -> int:
    return _by_fund(actor, [MemberState.LAPSED]).count()


def dead_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("Dues paid for days after a death: number %(number)s") % {"number": member.number},
            more=f"{member.person} · {thai_date(member.left_on)}",
            path=member.get_absolute_url(),
            act=_("See what is to return"),
            kind="funds.dead",
            about=f"fund:{member.fund_id}",
        )
        for member in dead_with_dues(actor)[:limit]
    ]


def count_dead(actor: Actor, today: date) -> int:
    return len(dead_with_dues(actor))


def doubles_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("One person in two funds? %(person)s") % {"person": row.low.person},
            more=f"{row.low.fund} · {row.high.fund}",
            path=row.get_absolute_url(),
            act=_("Look at both"),
            kind="funds.doubles",
            about=f"double:{row.pk}",
        )
        for row in doubles_waiting(actor)[:limit]
    ]


def count_doubles(actor: Actor, today: date) -> int:
    return doubles_waiting(actor).count()


SOURCES: tuple[tuple[str, str, Any, Any, Any, int], ...] = (
    (
        "funds.applications", "funds.admit", applications_due, count_applications,
        gettext_lazy("Applications for membership"), 60,
    ),
    ("funds.dead", "funds.record_death", dead_due, count_dead, gettext_lazy("Dues of the dead to return"), 61),
    (
        "funds.lapsed", "funds.change_member", lapsed_due, count_lapsed,
        gettext_lazy("Members whose rights are suspended"), 62,
    ),
    (
        "funds.doubles", "funds.settle_double", doubles_due, count_doubles, gettext_lazy("Persons in two funds"),
        63,
    ),
)  # fmt: skip
"""Kind of duty, the act that does it, its first ones, its count, its name, its place in the list."""
