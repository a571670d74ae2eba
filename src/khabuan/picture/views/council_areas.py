"""The dated list of council areas of a place with the council of each; and the list the province confirms."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show
from khabuan.picture import presenting
from khabuan.picture.council_areas import Comparison, Offered, compare
from khabuan.picture.forms import CouncilAreaFilter
from khabuan.places import actions
from khabuan.places.council_areas import Basis
from khabuan.places.forms import BasisForm, ConfirmForm
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.places.lists_out import list_out
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.places.queries import children
from khabuan.places.sentences import sentence
from khabuan.places.views.asking import ask_first, is_answered
from khabuan.places.views.groups import home_of_groups
from khabuan.registry.queries.councils import CouncilLine, coverage_of

PAGE = 60


@require_safe
def council_areas(request: Request) -> HttpResponse:
    """The council areas of the place of the bar on the day of its year, with the council of each."""
    at, actor = here(request), request.actor
    if not actor.reaches(at.place.path):  # counted over what this seat sees, coverage would be false
        return show(request, "picture/council_areas.html", {"is_beyond": True})
    coverage = coverage_of(actor, [at.place.path], at.on)
    districts = children(actor, at.place, at.on) if at.place.kind == AreaKind.PROVINCE else []
    form = CouncilAreaFilter({"state": "", "district": "", **request.GET.dict()}, districts=districts)
    lines = form.keep(coverage)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    newest = max(
        (line.council_area for line in coverage.lines if line.council_area.confirmed_on),
        key=lambda row: row.confirmed_on or at.on,
        default=None,
    )
    may = at.place.kind != AreaKind.NATION and policy.may(
        actor, "places.confirm_council_areas", home_of_groups(at).path
    )
    context = {
        "place": label(at.place, full=True),
        "filter": form,
        "page": page,
        "found": len(lines),
        "total": coverage.total,
        "councils": [presenting.council_line(line) | _dated(line) for line in page],
        "confirmed": newest,
        "has_districts": bool(districts),
        "with_council": coverage.with_council,
        "listing": list_out(actor, "councils", at.place),
        "propose": f"{reverse('council-areas-propose')}?place={home_of_groups(at).key}" if may else "",
    }
    return show(request, "picture/council_areas.html", context)


def _dated(line: CouncilLine) -> dict[str, Any]:
    return {
        "tambon": line.council_area.area,
        "tambon_name": label(line.council_area.area),
        "since": line.council_area.since,
    }


def propose(request: Request) -> HttpResponse:
    """Choose from what the list is made, look at it beside the list in force, tick, and confirm."""
    province = home_of_groups(here(request))
    policy.require(request.actor, "places.confirm_council_areas", province.path)
    if province.kind != AreaKind.PROVINCE:
        raise Refused("council_area.province", _("Choose the province first, in the bar above."))
    basis_form = BasisForm({"basis": request.GET.get("basis", Basis.SUBDISTRICT.value)})
    comparison = compare(request.actor, province, basis_form.chosen, clock.today())
    areas = {one.key: one.area for one in comparison.offered}
    form = ConfirmForm(
        request.POST or None, offered=areas, is_first=comparison.is_first, initial={"on": clock.today()}
    )
    question = None
    if request.method == "POST" and is_answered(request):
        kept = attempt(
            form,
            actions.confirm_council_areas,
            actor=request.actor,
            province=province,
            client_key=once(request),
        )
        if kept is not None:
            toast(request, _("The list of %(count)d council areas is confirmed.") % {"count": len(kept)})
            return redirect(f"{reverse('council-areas')}?place={province.key}")
    elif request.method == "POST":
        question = ask_first(
            request, form, actions.confirm_council_areas, lambda kept: effects(comparison, form, len(kept)),
            actor=request.actor, province=province,
        )  # fmt: skip
    context = {
        "basis": basis_form,
        "form": form,
        "question": question,
        **_beside(request.actor, province, comparison, form),
    }
    return show(request, "picture/council_areas_propose.html", context)


def _beside(actor: Actor, province: Area, comparison: Comparison, form: ConfirmForm) -> dict[str, Any]:
    """The proposal for the page, by amphoe: every area with its reasons and whether it is ticked; doubts."""
    ticked = form.ticked()
    folds: dict[str, list[dict[str, Any]]] = {}
    for one in comparison.offered:
        folds.setdefault(one.area.home[:4], []).append(_row(one, on=one.key in ticked))
    names = {area.code: label(area) for area in children(actor, province)}
    return {
        "place": label(province, full=True),
        "comparison": comparison,
        "count": len(comparison.offered),
        "folds": [
            {
                "title": _("%(name)s: %(n)d areas") % {"name": names.get(code, code), "n": len(rows)},
                "rows": rows,
                "is_open": not comparison.is_first and any(row["differs"] for row in rows),
            }
            for code, rows in folds.items()
        ],
        "doubts": [sentence(finding.code, finding.facts) for finding in comparison.findings],
        "back": f"{reverse('council-areas')}?place={province.key}",
    }


def _row(one: Offered, *, on: bool) -> dict[str, Any]:
    return {
        "one": one, "on": on, "differs": not (one.is_listed and one.is_proposed),
        "reasons": " ".join(sentence(reason.code, reason.facts) for reason in one.area.reasons),
        "kind_words": CouncilArea.Kind(one.area.kind.value).label,
    }  # fmt: skip


def effects(comparison: Comparison, form: ConfirmForm, count: int) -> list[str]:
    """What confirming does, in figures."""
    keys = form.ticked()
    begin, end = comparison.beginning(keys), comparison.ending(keys)
    on = form.cleaned_data.get("on")
    day = thai_date(on) if on else ""
    told = [_("%(count)d council areas stand in the list; coverage is counted over them.") % {"count": count}]
    if comparison.is_first:
        told.append(_("It is the first list: it holds from before our records."))
    elif begin:
        told.append(
            _("%(count)d are new from %(day)s: %(names)s.")
            % {"count": len(begin), "day": day, "names": _names(begin)}
        )
    if end:
        told.append(
            _("%(count)d leave the list on %(day)s: %(names)s.")
            % {"count": len(end), "day": day, "names": _names(end)}
        )
    if losing := [one.council for one in end if one.council]:
        told.append(
            _("Councils stand in areas that leave and are no longer counted: %(names)s.")
            % {"names": ", ".join(losing[:8])}
        )
    if not begin and not end:
        told.append(_("Nothing else changes: the list is confirmed as it stands."))
    return told


def _names(offered: list[Any]) -> str:
    shown = ", ".join(one.area.name for one in offered[:8])
    return (
        _("%(names)s and %(n)d more") % {"names": shown, "n": len(offered) - 8} if len(offered) > 8 else shown
    )
