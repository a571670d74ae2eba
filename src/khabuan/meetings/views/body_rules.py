"""The rules by which a body meets: what holds today and why, and its own values from a day on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.meetings.actions.body_rules import set_body_rule
from khabuan.meetings.forms.meetings import CHOICES, RuleForm
from khabuan.meetings.queries import body_rules as queries
from khabuan.meetings.rules.quorum import RULES, family_of
from khabuan.meetings.views.meetings import body_here
from khabuan.registry.models import Organisation
from khabuan.rules.rules import RuleRow, Value, ValueKind, citation
from khabuan.rules.titles import rule_title, value_lines

ACT = "meetings.set_body_rule"


@dataclass(frozen=True)
class Line:
    """One rule as it holds: its title, its value in words, whose it is, its source."""

    key: str
    title: str
    value: str
    is_own: bool
    is_verified: bool
    source: str


def rules(request: Request, pk: int) -> HttpResponse:
    """What holds today, whose rule it is, and every value of the body's own over time."""
    body = body_here(request, pk)
    found = queries.body_rules(request.actor, body, clock.today())
    context = {
        "body": body,
        "lines": [_line(body, key, found.row(key)) for key in RULES],
        "values": [
            (rule_title(row.key), row, _said(row.key.partition(".")[2], row.as_row.kind, row.as_row.value))
            for row in queries.values_over_time(request.actor, body)
        ],
        "may_set": policy.may(request.actor, ACT, body.node),
    }
    return show(request, "meetings/rules.html", context)


def rule_set(request: Request, pk: int, key: str) -> HttpResponse:
    """A value of the body's own from a day on."""
    body = body_here(request, pk)
    policy.require(request.actor, ACT, body.node)
    if key not in RULES:
        raise OutOfArea(f"meetings.rule:{key}")
    row = queries.body_rules(request.actor, body, clock.today()).row(key)
    form = RuleForm(typed(request), key=key, initial={"since": clock.today()})
    if attempt(form, set_body_rule, actor=request.actor, organisation=body, key=key):
        toast(request, _("%(rule)s is written down.") % {"rule": _title(body, key)})
        return redirect("meeting-rules", pk=pk)
    context = {"form": form, "body": body, "line": _line(body, key, row)}
    return show(request, "meetings/rule_set.html", context)


def _title(body: Organisation, key: str) -> str:
    return rule_title(f"{family_of(body.kind)}.{key}")


def _line(body: Organisation, key: str, row: RuleRow | None) -> Line:
    if row is None:
        return Line(key, _title(body, key), _("no rule says it"), is_own=False, is_verified=False, source="")
    section = citation(row)
    source = (
        _("%(source)s, section %(section)s") % {"source": row.source, "section": section}
        if section
        else row.source
    )
    return Line(
        key, _title(body, key), _said(key, row.kind, row.value), row.place == body.node, row.is_verified, source
    )  # fmt: skip


def _said(key: str, kind: ValueKind, value: Value) -> str:
    """A value as people read it; of the few that are words, their words."""
    named = {str(one): words for one, words in CHOICES.get(key, ())}
    return str(named.get(str(value)) or " ".join(value_lines(kind, value)))
