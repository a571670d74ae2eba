"""People: the list of a place, one person's page, entering and changing a person, leaders."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.action import is_answered
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, back_of, once, show
from khabuan.files.queries import files_of_many
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.places.lists_out import list_out
from khabuan.registry.actions import people as actions
from khabuan.registry.forms import people as forms
from khabuan.registry.forms.parts import rough
from khabuan.registry.models import Person
from khabuan.registry.queries import leaders as leader_queries
from khabuan.registry.queries import people as queries
from khabuan.registry.queries import person_pages
from khabuan.registry.queries.history import identity_reads
from khabuan.registry.queries.where import places_to_choose
from khabuan.registry.sentences import doubles as doubles_said
from khabuan.registry.sentences import people as said
from khabuan.registry.views.links import may_of, may_read_history

PAGE = 50


def require_office(request: Request, action: str) -> None:
    """Raise NotAllowed when this office never does such a thing, before anything is shown."""
    if not policy.may(request.actor, action):
        raise NotAllowed(action, tuple(office.label for office in policy.POLICY[action].offices))


def require_reader(request: Request, kind: str) -> None:
    """Raise NotAllowed when this office never reads such rows: an empty list would be taken for the truth."""
    policy.require_reader(request.actor, kind)


def person_to_act_on(request: Request, pk: int, action: str) -> Person:
    """A person in sight whom this office may act on: 404 out of sight or reach, 403 without the office."""
    found = person_pages.person_in_sight(request.actor, pk)
    if found is None:
        raise OutOfArea("registry.person")
    policy.require(request.actor, action, found.node)
    stand_at(request, found.area)
    return found


def people(request: Request) -> HttpResponse:
    """Who lives or holds a post at the place of the bar."""
    require_reader(request, "registry.person")
    at, form = here(request), forms.PeopleFilter(request.GET)
    rows = person_pages.people_shown(request.actor, form.wanted(at.place.path), form.value("show"), at.on)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    held = queries.posts_held(request.actor, [row.pk for row in page], at.on)
    context = {
        "filter": form,
        "page": page,
        "lines": [said.PersonLine.of(row, held[row.pk]) for row in page],
        "place": label(at.place, full=True),
        "is_narrowed": form.is_narrowed,
        "may_add": policy.may(request.actor, "registry.add_person", at.place.path),
        "may_merge": policy.may(request.actor, "registry.merge_people"),
        "listing": list_out(request.actor, "people", at.place),
    }
    return show(request, "registry/people.html", context)


def leaders(request: Request) -> HttpResponse:
    """Leaders at the place of the bar, by level and issue."""
    require_reader(request, "registry.leader")
    at, form = here(request), forms.LeaderFilter(request.GET)
    level, issue = form.value("level"), form.value("issue")
    rows = leader_queries.leaders_at(request.actor, at.place, at.on, level=level, issue=issue)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = leader_queries.leader_counts(request.actor, at.place, at.on)
    context = {
        "filter": form,
        "page": page,
        "lines": [said.LeadLine.of(row) for row in page],
        "place": label(at.place, full=True),
        "is_narrowed": bool(level or issue),
        "counts": [said.count_line(issue, numbers) for issue, numbers in counts],
    }
    return show(request, "registry/leaders.html", context)


def person(request: Request, pk: int) -> HttpResponse:
    """One person. A merged record leads to the one that stays; who is out of sight is a name and offices."""
    found = person_pages.person_in_sight(request.actor, pk)
    if found is None:
        return _office_holder(request, pk)
    if found.stays is not None:
        return redirect("person", pk=found.stays.pk)
    stand_at(request, found.area)
    return show(request, "registry/person.html", _person_context(request, found))


def _person_context(request: Request, found: Person) -> dict[str, object]:
    today, may = clock.today(), may_of(request.actor, found.node)
    if found.erased_on:
        may = dict.fromkeys(may, False)  # nothing is written down of an erased person any more
    one = queries.one_person(request.actor, found, today)
    papers = files_of_many(request.actor, "registry.consent", [row.pk for row in one.consents])
    panels = [panel.build(request, found) for panel in offers.profile_panels if panel.kind == "person"]
    return {
        "panels": [panel for panel in panels if panel],
        "person": found,
        "one": one,
        "may": may,
        "key": str(found.pk),
        "lives_at": said.lives_at(found),
        "age": said.age_words(found, today),
        "held": said.OfficeLine.of_holders(one.posts),
        "past": said.OfficeLine.of_holders(one.former_posts),
        "numbers": said.NumberLine.all_of(one),
        "leads": [] if found.erased_on else [said.LeadLine.of(row) for row in one.leaders],
        "ties": [said.TieWords.of(line) for line in one.ties],
        "consents": [said.ConsentLine.of(row, today, papers.get(row.pk, ())) for row in one.consents],
        "may_attach": policy.may(request.actor, "files.attach", found.node),
        "may_withdraw_paper": policy.may(request.actor, "files.withdraw", found.node),
        "needs": said.needs_of(one, may),
        "reads": _reads(request, found),
        "role": said.role_words(one.household.role) if one.household else "",
        "history_url": reverse("history", args=["person", found.pk])
        if may_read_history(request.actor, found.node)
        else "",
    }


def _reads(request: Request, person: Person) -> list[said.ReadLine] | None:
    """Who opened a number of this person; None for offices that may not see it."""
    if not policy.may_read(request.actor.role, "audit.identityread"):
        return None
    return [said.ReadLine.of(row) for row in identity_reads(request.actor, person, limit=20)]


def _office_holder(request: Request, pk: int) -> HttpResponse:
    """Who lives out of reach but holds an office within it."""
    holder = person_pages.office_holder(request.actor, pk)
    first = holder.offices[0]
    context = {
        "name": holder.name,
        "offices": [said.OfficeLine.of(row) for row in holder.offices],
        "first": first.pk,
        "may_propose": policy.may(request.actor, "registry.propose_change", first.node),
    }
    return show(request, "registry/person_office.html", context)


def add(request: Request) -> HttpResponse:
    """Enter a person at the place of the bar; who may be here already is shown before anything is saved."""
    require_office(request, "registry.add_person")
    at, client_key = here(request), once(request)
    said = {name: request.GET.get(name, "") for name in ("title", "given", "surname")}
    form = forms.AddPersonForm(
        request.POST or None,
        places=places_to_choose(request.actor, at.place),
        initial={"area": at.place, **said},
    )
    alike = None
    if request.method == "POST" and form.is_valid():
        may_pass = bool(request.POST.get("another")) or is_answered(request.actor, client_key)
        alike = None if may_pass else queries.likely_same(request.actor, form.entered())
        made = (
            None if alike else attempt(form, actions.add_person, actor=request.actor, client_key=client_key)
        )
        if made:
            toast(request, _("%(person)s is entered.") % {"person": made})
            return redirect(back_of(request) or made)
    context = {
        "form": form,
        "alike": doubles_said.AlikeLines.of(alike) if alike else None,
        "titles": forms.TITLES,
        "place": label(at.place, full=True),
        "client_key": client_key,
        "url": f"?{urlencode({'place': at.place.key, 'back': back_of(request)})}",
        "back_url": back_of(request) or reverse("people"),
    }
    return show(request, "registry/person_add.html", context, status=422 if alike else None)


def change(request: Request, pk: int) -> HttpResponse:
    """Change a person's own facts."""
    found = person_to_act_on(request, pk, "registry.change_person")
    at = here(request)
    places = places_to_choose(request.actor, at.place, also=found.area)
    form = forms.ChangePersonForm(
        request.POST or None, places=places, initial=forms.ChangePersonForm.of(found)
    )
    if attempt(form, actions.change_person, actor=request.actor, person=found):
        toast(request, _("The facts of %(person)s are changed.") % {"person": found})
        return redirect("person", pk=pk)
    context = {
        "form": form,
        "name": str(found),
        "key": str(pk),
        "titles": forms.TITLES,
        "url": f"?place={at.place.key}",
    }
    return show(request, "registry/person_change.html", context)


def died(request: Request, pk: int) -> HttpResponse:
    """Record that a person died; what follows for posts is shown first."""
    found = person_to_act_on(request, pk, "registry.change_person")
    form = forms.DiedForm(
        request.POST or None, initial={"died_on": rough(found.died_on, found.died_precision)}
    )
    if attempt(form, actions.change_person, actor=request.actor, person=found):
        toast(request, _("The death of %(person)s is recorded.") % {"person": found})
        return redirect("person", pk=pk)
    will = said.after_death(person_pages.offices_of(request.actor, pk))
    return show(
        request, "registry/person_died.html", {"form": form, "name": str(found), "key": str(pk), "will": will}
    )
