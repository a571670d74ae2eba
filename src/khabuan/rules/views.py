"""The dated rules: what holds, since when, by which source, and what somebody still has to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.rules import actions, queries
from khabuan.rules.forms import SetRuleForm, VerifyForm
from khabuan.rules.models import DatedRule
from khabuan.rules.rules import Sureness, ValueKind
from khabuan.rules.titles import GROUPS, group_title, rule_title, value_lines

DOUBT = [Sureness.LOW, Sureness.MEDIUM, Sureness.HIGH, Sureness.FOUND]


@dataclass(frozen=True)
class Line:
    """A value of a rule as the pages show it."""

    row: DatedRule
    title: str
    value: list[str]
    place: str
    sureness: str
    look: str
    holds: bool
    may_verify: bool
    may_read_history: bool
    link: str


def rules(request: Request) -> HttpResponse:
    """Every rule, by subject: the value that holds, and those before it."""
    lines = _lines(request.actor, queries.all_rules(request.actor))
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(group_title(line.row.key), []).append(line)
    order = [_(title) for title in GROUPS.values()]
    context = {
        "groups": [(title, groups[title]) for title in order if title in groups],
        "count": len({line.row.key for line in lines}),
        "place": label(here(request).place),
        "open_count": len([line for line in lines if line.holds and not line.row.is_verified]),
        "may_set": policy.may(request.actor, "rules.keep_rule", here(request).place.path),
    }
    return show(request, "rules/rules.html", context)


def unverified(request: Request) -> HttpResponse:
    """What somebody still has to read at its source, the most doubtful first."""
    rows = sorted(
        queries.unverified_rules(request.actor),
        key=lambda row: (DOUBT.index(Sureness(row.sureness)), row.key),
    )
    return show(request, "rules/unverified.html", {"lines": _lines(request.actor, rows)})


def set_rule(request: Request, key: str) -> HttpResponse:
    """Give a rule another value from a day on, at the place of the bar."""
    place = here(request).place
    policy.require(request.actor, "rules.keep_rule", place.path)
    known = [row for row in queries.all_rules(request.actor) if row.key == key]
    if not known:
        raise OutOfArea(f"rule {key}")
    form = SetRuleForm(request.POST or None, kind=ValueKind(known[0].kind), initial={"since": clock.today()})
    facts = {"actor": request.actor, "place": actions.Place(place.path), "key": key}
    if attempt(form, actions.set_rule, **facts):
        toast(request, _("%(rule)s has a new value.") % {"rule": rule_title(key)})
        return redirect("rules")
    present = [line for line in _lines(request.actor, known) if line.holds]
    context = {"form": form, "title": rule_title(key), "present": present, "place": label(place, full=True)}
    return show(request, "rules/set.html", context)


def verify(request: Request, pk: int) -> HttpResponse:
    """Say that somebody read the text and it says so; from then on papers may cite it."""
    row = DatedRule.objects.visible_to(request.actor).filter(pk=pk).first()
    if row is None:
        raise OutOfArea(f"rule {pk}")
    policy.require(request.actor, "rules.verify_rule", row.node)
    form = VerifyForm(request.POST or None, initial={"source": row.source, "section": row.section})
    if attempt(form, actions.verify_rule, actor=request.actor, rule=row):
        toast(request, _("%(rule)s is verified.") % {"rule": rule_title(row.key)})
        return redirect("rules-unverified")
    return show(request, "rules/verify.html", {"form": form, "line": _lines(request.actor, [row])[0]})


def _lines(actor: Actor, rows: Iterable[DatedRule]) -> list[Line]:
    rows = list(rows)
    places = _places(actor, {row.place for row in rows if row.place})
    return [_line(actor, row, places) for row in rows]


def _line(actor: Actor, row: DatedRule, places: dict[str, str]) -> Line:
    known, holds = row.as_row, row.as_row.holds_on(clock.today())
    look = "done" if row.is_verified else "wrong" if row.sureness == Sureness.LOW else "need"
    return Line(
        row,
        rule_title(row.key),
        value_lines(known.kind, known.value),
        places.get(row.place, row.place) if row.place else _("the whole country"),
        _(Sureness(row.sureness).label),
        look if holds else "quiet",
        holds,
        holds and not row.is_verified and policy.may(actor, "rules.verify_rule", row.node),
        policy.may_read(actor.role, "audit.event") and actor.reaches(row.node),
        row.address if row.address.startswith(("https://", "http://")) else "",
    )


def _places(actor: Actor, paths: set[str]) -> dict[str, str]:
    rows = Area.objects.visible_to(actor).filter(path__in=paths, until__isnull=True) if paths else []
    return {area.path: label(area) for area in rows}
