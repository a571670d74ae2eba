"""The list of local governments of a place, and the form of one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core.errors import Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show
from khabuan.places import actions
from khabuan.places.forms import LocalGovernmentForm
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.places.lists_out import list_out
from khabuan.places.models import Area, AreaKind, LocalGovernment, LocalGovernmentCover
from khabuan.places.queries import areas_within, local_governments_in
from khabuan.places.views.groups import home_of_groups

PAGE = 100


@login_not_required
@require_safe
def body_list(request: Request) -> HttpResponse:
    """The local governments of the place of the bar, with the tambons that each covers."""
    at = here(request)
    rows = local_governments_in(request.actor, at.place, at.on).select_related("area")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    covers = covers_of(request.actor, list(page))
    may = at.place.kind != AreaKind.NATION and policy.may(
        request.actor, "places.keep_local_government", at.place.path
    )
    context = {
        "page": page, "place": label(at.place, full=True), "may": may,
        "bodies": [{"body": body, "name": str(body), "covers": _covered(covers[body.pk])} for body in page],
        "add": f"{reverse('local-government-add')}?place={at.place.key}",
        "listing": list_out(request.actor, "local_governments", at.place),
    }  # fmt: skip
    return show(request, "places/bodies.html", context)


def covers_of(actor: Actor, bodies: list[LocalGovernment]) -> dict[int, list[LocalGovernmentCover]]:
    """What each of these local governments covers; one query."""
    rows = LocalGovernmentCover.objects.visible_to(actor).filter(
        local_government__in=bodies, until__isnull=True
    )
    found: dict[int, list[LocalGovernmentCover]] = defaultdict(list)
    for row in rows.select_related("area").order_by("area__path"):
        found[row.local_government_id].append(row)
    return found


def _covered(covers: list[LocalGovernmentCover]) -> str:
    words = [
        _("%(area)s (part)") % {"area": label(row.area)} if row.partly else label(row.area) for row in covers
    ]
    return " · ".join(words)


def add(request: Request) -> HttpResponse:
    """A local government of the province of the bar."""
    return _keep(request, home_of_groups(here(request)), None)


def change(request: Request, pk: int) -> HttpResponse:
    """One local government: its names, its office, what it covers."""
    rows = LocalGovernment.objects.visible_to(request.actor).filter(until__isnull=True)
    body = get_object_or_404(rows.select_related("area"), pk=pk)
    stand_at(request, body.area)
    province = body.area
    while province.kind != AreaKind.PROVINCE and province.parent is not None:
        province = province.parent
    return _keep(request, province, body)


def _keep(request: Request, province: Area, body: LocalGovernment | None) -> HttpResponse:
    if province.kind != AreaKind.PROVINCE:
        raise Refused("body.province", _("Choose the province first, in the bar above."))
    policy.require(request.actor, "places.keep_local_government", province.path)
    form = _form(request, province, body)
    if request.method == "POST":
        facts: dict[str, Any] = {"province": province, "body": body, "client_key": once(request)}
        kept = attempt(form, actions.keep_local_government, actor=request.actor, **facts)
        if kept is not None:
            toast(request, _("%(name)s is saved.") % {"name": kept})
            return redirect(f"{reverse('local-governments')}?place={province.key}")
    districts = areas_within(request.actor, province, AreaKind.DISTRICT).order_by("sort_key")
    near = here(request).place.path
    folds = [_fold(form, district, near) for district in districts]
    context = {
        "form": form,
        "body": body,
        "folds": folds,
        "client_key": once(request),
        "place": label(province, full=True),
    }
    return show(request, "places/body_form.html", context)


def _form(request: Request, province: Area, body: LocalGovernment | None) -> LocalGovernmentForm:
    names = ("kind", "name", "name_en", "code", "latitude", "longitude")
    initial = {name: getattr(body, name) for name in names} if body else {}
    rows = covers_of(request.actor, [body])[body.pk] if body else []
    tambons = areas_within(request.actor, province, AreaKind.SUBDISTRICT)
    covers = {row.area_id: row.partly for row in rows}
    return LocalGovernmentForm(request.POST or None, tambons=tambons, covers=covers, initial=initial)


def _fold(form: LocalGovernmentForm, district: Area, near: str) -> dict[str, Any]:
    """The tambons of one amphoe; open where something is covered, or where the reader is."""
    boxes = form.covers_of(district)
    is_open = any(box.value() for box in boxes) or near.startswith(district.path)
    return {"title": label(district), "boxes": boxes, "is_open": is_open}
