"""Pages of dated groups of areas: the list at a place, and one group with its figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.web import show
from khabuan.picture import presenting
from khabuan.picture.groups import GroupPicture, day_for, day_of, group_picture, groups_listed
from khabuan.picture.nation import nation_map
from khabuan.picture.queries import names_of
from khabuan.places.here import Here, here, stand_at
from khabuan.places.labels import label
from khabuan.places.models import AreaGroup, AreaKind
from khabuan.places.queries import groups_of, members_by_group, zones_to_go_on_with
from khabuan.registry.rules.coverage import CouncilState

# Where the figures of a group are opened: it has no lists of its own, but tables below.
ON_THIS_PAGE = {
    CouncilState.ENDS_SOON: "#terms",
    CouncilState.OVER_TERM: "#terms",
    CouncilState.NO_COUNCIL: "#members",
}


@login_not_required
@require_safe
def group_list(request: Request) -> HttpResponse:
    """Groups kept at the place of the bar by year and kind, and those that the place belongs to."""
    at, actor = here(request), request.actor
    listed = groups_listed(actor, at.place, at.year)
    belongs = list(groups_of(actor, at.place, day_of(at.year)))
    members = members_by_group(actor, belongs, day_of(at.year))
    years = [
        {
            "be": be,
            "kinds": _by_kind(actor, groups, day_of(at.year) if be == at.year.be else at.year.previous.end),
        }
        for be, groups in listed.items()
    ]
    context = {
        "place": label(at.place, full=True) or _("Thailand"),
        "years": years,
        "year": at.year,
        "is_empty": not any(listed.values()),
        "belongs": [{"group": group, "names": names_of(members[group.pk])} for group in belongs],
        **_acts(actor, at),
    }
    return show(request, "picture/groups.html", context)


def _by_kind(actor: Actor, groups: list[AreaGroup], on: date) -> list[dict[str, Any]]:
    """Groups under the word for their kind, each with its members of the day."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    members = members_by_group(actor, groups, on)
    for group in groups:
        kinds.setdefault(group.get_kind_display(), []).append(
            {"group": group, "names": names_of(members[group.pk]), "last": last_day(group)}
        )
    return [{"kind": kind, "groups": rows} for kind, rows in kinds.items()]


def last_day(group: AreaGroup) -> date | None:
    """The last day on which a group holds, once it is over."""
    return group.until - timedelta(days=1) if group.until else None


def _acts(actor: Actor, at: Here) -> dict[str, str]:
    """Addresses of setting up and going on, where groups are kept and the office may."""
    place, acts = at.place, {"add": "", "copy": ""}
    if place.kind in (AreaKind.NATION, AreaKind.PROVINCE) and policy.may(
        actor, "places.keep_group", place.path
    ):
        acts["add"] = f"{reverse('group-add')}?place={place.key}"
        if place.kind == AreaKind.PROVINCE and zones_to_go_on_with(actor, place, at.year):
            acts["copy"] = f"{reverse('groups-copy')}?place={place.key}"
    return acts


@login_not_required
@require_safe
def group(request: Request, pk: int) -> HttpResponse:
    """One group as of the page's year: who and where, figures over its members, tile map, seats."""
    found = get_object_or_404(AreaGroup.objects.visible_to(request.actor).select_related("area"), pk=pk)
    on = day_for(found, stand_at(request, found.area).on)
    picture = group_picture(request.actor, found, on)
    return show(request, "picture/group.html", _context(request, picture))


def _context(request: Request, picture: GroupPicture) -> dict[str, Any]:
    group, actor = picture.group, request.actor
    is_open = group.until is None or group.until > clock.today()
    may = is_open and policy.may(actor, "places.keep_group", group.area.path)
    context = {
        "group": group,
        "picture": picture,
        "names": names_of(picture.members),
        "home": label(group.area, full=True),
        "last": last_day(group),
        "change": reverse("group-change", args=[group.pk]) if may else "",
        "is_today": picture.on == clock.today(),
        "not_yet": here(request).on < picture.on,
        "memberships": [
            {
                "row": row,
                "name": label(row.area),
                "last": row.until - timedelta(days=1) if row.until else None,
            }
            for row in picture.memberships
        ],
        "back": f"{reverse('groups')}?place={group.area.key}",
    }
    if not picture.is_seen:
        return context
    is_zone = group.kind == AreaGroup.Kind.ZONE
    return context | {
        "figures": presenting.group_figures(picture),
        "tiles": presenting.tiles_of(picture.lines) if is_zone and picture.coverage.total else [],
        "nation": None if is_zone else nation_map(picture.lines),
        "key": presenting.key_of(picture.coverage, ON_THIS_PAGE),
        "lines": [presenting.line_of(line) for line in picture.lines],
        "total": presenting.total_of(picture.coverage, picture.bodies, None),
        "place_word": _("District"),
        "ending": presenting.ending_councils(picture.coverage, picture.on),
    }
