"""Setting up and changing dated groups of areas, and going on with last year's zones this year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import FiscalYear
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show
from khabuan.places import actions
from khabuan.places.forms import CopyGroupsForm, GroupForm
from khabuan.places.here import Here, here, stand_at
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaGroup, AreaKind
from khabuan.places.queries import areas_within, groups_in, members_by_group, members_of, zones_to_go_on_with
from khabuan.places.views.asking import ask_first, is_answered


def home_of_groups(at: Here) -> Area:
    """Where the groups of the reader's place are kept: its province, or the nation."""
    place = at.place
    while place.kind not in (AreaKind.NATION, AreaKind.PROVINCE) and place.parent is not None:
        place = place.parent
    return place


def _list_of(home: Area) -> str:
    return f"{reverse('groups')}?place={home.key}"


def _member_choices(request: Request, home: Area, kind: str, group: AreaGroup | None) -> dict[str, Any]:
    """The areas that may be members; an area that is in another group of the kind says so."""
    wanted = AreaKind.DISTRICT if home.kind == AreaKind.PROVINCE else AreaKind.PROVINCE
    areas = list(areas_within(request.actor, home, wanted).order_by("sort_key"))
    taken: dict[int, str] = {}
    others = [one for one in groups_in(request.actor, home, kind) if group is None or one.pk != group.pk]
    members = members_by_group(request.actor, others, clock.today()) if home.kind == AreaKind.PROVINCE else {}
    for other in others:
        for area in members.get(other.pk, ()):
            taken[area.pk] = _("%(area)s (now in %(group)s)") % {"area": label(area), "group": other.name}
    return {"home": home, "areas": areas, "taken": taken}


def add(request: Request) -> HttpResponse:
    """A new group at the province, or at the nation."""
    home = home_of_groups(here(request))
    policy.require(request.actor, "places.keep_group", home.path)
    start = FiscalYear.of(clock.today()).start
    choices = _member_choices(request, home, AreaGroup.Kind.ZONE, None)
    form = GroupForm(request.POST or None, initial={"on": start}, **choices)
    if request.method == "POST":
        made = attempt(form, actions.keep_group, actor=request.actor, area=home, client_key=once(request))
        if made is not None:
            toast(request, _("%(name)s is set up.") % {"name": made.name})
            return redirect(made)
    context = {
        "form": form,
        "home": label(home, full=True),
        "client_key": once(request),
        "back": _list_of(home),
    }
    return show(request, "places/group_form.html", context)


def change(request: Request, pk: int) -> HttpResponse:
    """Names and members of a group from a day on, or its end."""
    group = get_object_or_404(AreaGroup.objects.visible_to(request.actor).select_related("area"), pk=pk)
    policy.require(request.actor, "places.keep_group", group.area.path)
    stand_at(request, group.area)
    if group.until is not None and group.until <= clock.today():
        raise Refused("group.ended", _("This group has ended and stays as it was. Set up a new one instead."))
    members = [
        str(area.pk) for area in members_of(request.actor, group, max(clock.today(), group.since or date.min))
    ]
    facts = {name: getattr(group, name) for name in ("kind", "name", "name_en", "source")}
    last = group.until - timedelta(days=1) if group.until else None
    initial = {**facts, "members": members, "on": clock.today(), "until": last}
    choices = _member_choices(request, group.area, group.kind, group)
    form = GroupForm(request.POST or None, initial=initial, is_new=False, **choices)
    if request.method == "POST":
        done = attempt(
            form, actions.keep_group, actor=request.actor, area=group.area, group=group, kind=group.kind
        )
        if done is not None:
            toast(request, _("%(name)s is changed.") % {"name": done.name})
            return redirect(done)
    context = {
        "form": form,
        "group": group,
        "home": label(group.area, full=True),
        "back": group.get_absolute_url(),
    }
    return show(request, "places/group_form.html", context)


def copy(request: Request) -> HttpResponse:
    """Last year's zones end and begin again in the year of the page, in one go."""
    at = here(request)
    home, year = home_of_groups(at), at.year
    policy.require(request.actor, "places.copy_groups", home.path)
    groups = zones_to_go_on_with(request.actor, home, year)
    if not groups:
        toast(request, _("There are no zones of the year before that have not been gone on with."))
        return redirect(_list_of(home))
    names = {group.pk: next_name(group.name, year) for group in groups}
    form = CopyGroupsForm(request.POST or None, groups=groups, names=names, initial={"on": year.start})
    question = None
    if request.method == "POST" and is_answered(request):
        made = attempt(form, actions.copy_groups, actor=request.actor, area=home)
        if made is not None:
            toast(
                request,
                _("%(count)d zones go on in fiscal year %(year)d.") % {"count": len(made), "year": year.be},
            )
            return redirect(_list_of(home))
    elif request.method == "POST":
        question = ask_first(
            request,
            form,
            actions.copy_groups,
            lambda made: _copied(request, groups, made),
            actor=request.actor,
            area=home,
        )
    context = {
        "form": form,
        "home": label(home, full=True),
        "year": year,
        "question": question,
        "back": _list_of(home),
    }
    return show(request, "places/copy_groups.html", context)


def next_name(name: str, year: FiscalYear) -> str:
    """The name of a zone in another year: the year in it is counted on, or the year is put behind it."""
    old, new = str(year.previous.be), str(year.be)
    return (
        name.replace(old, new) if old in name else _("%(name)s, year %(year)s") % {"name": name, "year": new}
    )


def _copied(request: Request, groups: list[AreaGroup], made: list[AreaGroup]) -> list[str]:
    first = made[0].since
    told = [_("%(name)s begins on %(day)s with %(members)s.") % {
        "name": group.name, "day": thai_date(group.since),
        "members": " ".join(label(area) for area in members_of(request.actor, group, first)),
    } for group in made]  # fmt: skip
    told.append(_("Their working groups, with posts and holders, and their seats go on in the new zones."))
    told.append(_("The zones of the year before end by that day and stay readable under their own year."))
    return told
