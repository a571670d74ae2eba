"""People: the list of a place, one person's page, entering and changing a person, leaders."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.core.keys import new_key
from khabuan.core.thai import ThaiDate
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.registry.actions import people as actions
from khabuan.registry.forms.people import (
    TITLES,
    AddPersonForm,
    ChangePersonForm,
    DiedForm,
    LeaderFilter,
    PeopleFilter,
)
from khabuan.registry.models import Person
from khabuan.registry.queries import people_lists, profiles
from khabuan.registry.queries.likely import likely_same
from khabuan.registry.queries.where import places_to_choose
from khabuan.registry.views import needs
from khabuan.registry.views.wording import LeadLine, NumberLine, OfficeLine, PersonLine

PAGE = 50
ACTS = {
    "change": "registry.change_person",
    "number": "registry.keep_identity",
    "reveal": "registry.reveal_identity",
    "house": "registry.join_household",
    "tie": "registry.add_tie",
    "lead": "registry.keep_leader",
    "consent": "registry.keep_consent",
    "withdraw": "registry.withdraw_consent",
    "merge": "registry.merge_records",
    "propose": "registry.propose_change",
}


def require_office(request: Any, action: str) -> None:
    """Raise NotAllowed when this office never does such a thing, before anything is shown."""
    if not policy.may(request.actor, action):
        raise NotAllowed(action, tuple(office.label for office in policy.POLICY[action].offices))


def person_to_act_on(request: Any, pk: int, action: str) -> Person:
    """A person in sight whom this office may act on: 404 out of sight or reach, 403 without the office."""
    found = profiles.person_in_sight(request.actor, pk)
    if found is None:
        raise OutOfArea("registry.person")
    policy.require(request.actor, action, found.node)
    return found


def people(request: Any) -> HttpResponse:
    """Who lives or holds a post at the place of the bar."""
    if not policy.may_read(request.actor.role, "registry.person"):
        raise NotAllowed("registry.person", tuple(role.label for role in policy.READS["registry.person"]))
    at, filters = here(request), PeopleFilter(request.GET)
    wanted = people_lists.PeopleWanted(**filters.cleaned_data) if filters.is_valid() else people_lists.PeopleWanted()
    found = people_lists.people_at(request.actor, at.place, at.on, wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": filters, "page": page, "place_name": label(at.place), "is_filtered": any(filters.data.get(n) for n in filters.fields),
        "lines": [PersonLine(one, at.place) for one in page], "may_add": policy.may(request.actor, ACTS_ADD, at.place.node),
        "may_merge": policy.may(request.actor, ACTS["merge"]),
    }  # fmt: skip
    return show(request, "registry/people.html", context, partial="found")


ACTS_ADD = "registry.add_person"


def leaders(request: Any) -> HttpResponse:
    """Leaders at the place of the bar, by level and issue."""
    if not policy.may_read(request.actor.role, "registry.leader"):
        raise NotAllowed("registry.leader", tuple(role.label for role in policy.READS["registry.leader"]))
    at, filters = here(request), LeaderFilter(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    page = Paginator(people_lists.leaders_at(request.actor, at.place, at.on, **wanted), PAGE).get_page(request.GET.get("page"))
    counts = people_lists.leader_counts(request.actor, at.place, at.on)
    context = {
        "filter": filters, "page": page, "place_name": label(at.place), "is_filtered": any(wanted.values()),
        "lines": [LeadLine(row) for row in page], "columns": people_lists.COLUMNS, "counts": counts,
    }  # fmt: skip
    return show(request, "registry/leaders.html", context)


def person(request: Any, pk: int) -> HttpResponse:
    """One person. A merged record's address leads to the one that stays; beyond sight: name and offices only."""
    found = profiles.person_in_sight(request.actor, pk)
    if found is None:
        holder = profiles.office_holder(request.actor, pk)
        offices = [OfficeLine(row, here(request).on) for row in holder.offices]
        return show(request, "registry/person_office.html", {"holder": holder, "offices": offices})
    if found.stays is not None:
        return redirect("person", pk=found.stays.pk)
    profile, today = profiles.profile_of(request.actor, found), clock.today()
    may = {name: policy.may(request.actor, act, found.node) for name, act in ACTS.items()}
    context = {
        "person": found, "profile": profile, "may": may, "key": str(found.pk), "lives_at": label(found.area, full=True),
        "held": [OfficeLine(row, today) for row in profile.held], "past": [OfficeLine(row, today) for row in profile.past],
        "numbers": NumberLine.all_of(profile, may["number"]), "leads": [LeadLine(row) for row in profile.leads],
        "needs": needs.of_person(profile, may, today), "reads": profiles.identity_reads(request.actor, found),
        "may_see_reads": profiles.may_see_reads(request.actor, found),
    }  # fmt: skip
    return show(request, "registry/person.html", context)


def add(request: Any) -> HttpResponse:
    """Enter a person at the place of the bar; who may be here already is shown before anything is saved."""
    require_office(request, ACTS_ADD)
    at = here(request)
    places = places_to_choose(request.actor, at.place)
    form = AddPersonForm(request.POST or None, places=places, initial={"area": at.place})
    alike = []
    if request.method == "POST" and form.is_valid():
        alike = [] if request.POST.get("another") else likely_same(request.actor, **form.cleaned_data)
        made = None if alike else attempt(form, actions.add_person, actor=request.actor, client_key=request.POST.get("client_key", "")[:80])
        if made:
            toast(request, _("%(person)s is entered.") % {"person": made})
            return redirect("person", pk=made.pk)
    context = {
        "form": form, "alike": alike, "titles": TITLES, "place_name": label(at.place), "no_places": not places.groups,
        "client_key": request.POST.get("client_key") or str(new_key()), "url": f"?place={at.place.key}",
    }  # fmt: skip
    return show(request, "registry/person_add.html", context, status=422 if alike else None)


def change(request: Any, pk: int) -> HttpResponse:
    """Change a person's own facts."""
    found = person_to_act_on(request, pk, ACTS["change"])
    at = here(request)
    places = places_to_choose(request.actor, at.place, also=found.area)
    form = ChangePersonForm(request.POST or None, places=places, initial=ChangePersonForm.of(found))
    if request.method == "POST" and attempt(form, actions.change_person, actor=request.actor, person=found):
        toast(request, _("The facts of %(person)s are changed.") % {"person": found})
        return redirect("person", pk=pk)
    context = {"form": form, "person": found, "titles": TITLES, "url": f"?place={at.place.key}"}
    return show(request, "registry/person_change.html", context)


def died(request: Any, pk: int) -> HttpResponse:
    """Record that a person died; what follows for posts is shown first."""
    found = person_to_act_on(request, pk, ACTS["change"])
    first = {"died_on": ThaiDate(found.died_on, found.died_precision)} if found.died_on else {}
    form = DiedForm(request.POST or None, initial=first)
    if request.method == "POST" and attempt(form, actions.change_person, actor=request.actor, person=found):
        toast(request, _("The death of %(person)s is recorded.") % {"person": found}, undo_url=reverse("history", args=["registry.person", pk]))
        return redirect("person", pk=pk)
    held = [row for row in profiles.offices_of(request.actor, pk) if row.ended_on is None]
    will = [_("The record stays and is marked as that of somebody who died.")]
    will += [_("The post “%(post)s” of %(body)s is still held: end that term next.") % {"post": row.post, "body": row.post.organisation} for row in held]
    return show(request, "registry/person_died.html", {"form": form, "person": found, "will": will})
