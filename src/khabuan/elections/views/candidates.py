"""Who stands: found in the book or entered, and who stands no more."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.action import is_answered
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import split_name
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.elections.actions import candidates as actions
from khabuan.elections.forms import elections as forms
from khabuan.elections.models import Candidate, Election
from khabuan.elections.queries.heads import is_no_member
from khabuan.elections.views.parts import candidate_here, election_here
from khabuan.registry.models import Person
from khabuan.registry.queries.finding import find_people
from khabuan.registry.queries.people import LikelySame
from khabuan.registry.views.posts import known_reasons, likely_new

MOST_FOUND = 12


def add(request: Request, pk: int) -> HttpResponse:
    """Find the person by name, then say who proposed; or enter a new person at once."""
    row = election_here(request, pk, "nominate")
    if request.GET.get("person", "").isdecimal():
        return _known(request, row, int(request.GET["person"]))
    if request.GET.get("new"):
        return _new(request, row)
    words = request.GET.get("q", "").strip()
    found = find_people(request.actor, words, MOST_FOUND) if words else []
    context = {"row": row, "body": row.organisation, "q": words, "found": found}
    return show(request, "elections/candidate_find.html", context, partial="found")


def _known(request: Request, row: Election, key: int) -> HttpResponse:
    people = Person.objects.visible_to(request.actor).filter(pk=key, stays__isnull=True)
    person: Person | None = people.select_related("area").first()
    if person is None:
        raise OutOfArea(f"person {key}")
    form = forms.ProposalForm(typed(request))
    made = attempt(form, actions.nominate, actor=request.actor, election=row, person=person)
    if made is not None:
        return _proposed(request, made)
    outsider = _outsider(row, person)
    context = {"form": form, "row": row, "body": row.organisation, "person": person, "outsider": outsider}
    return show(request, "elections/candidate_known.html", context)


def _new(request: Request, row: Election) -> HttpResponse:
    policy.require(request.actor, "registry.add_person", row.organisation.area.path)
    name = split_name(request.GET.get("q", ""))
    words = {"title": name.title, "given": name.given, "surname": name.surname}
    form = forms.NewCandidateForm(typed(request), actor=request.actor, body=row.organisation, initial=words)
    likely: LikelySame | None = None
    client_key = once(request)
    if form.is_valid():
        likely = None if is_answered(request.actor, client_key) else likely_new(request, form)
        facts = {"actor": request.actor, "election": row, "client_key": client_key}
        made = None if likely else attempt(form, actions.nominate_new, **facts)
        if made is not None:
            return _proposed(request, made)
    context = {
        "form": form, "row": row, "body": row.organisation, "likely": likely, "known": known_reasons(likely),
        "client_key": client_key,
    }  # fmt: skip
    return show(request, "elections/candidate_new.html", context, status=422 if likely else None)


def _proposed(request: Request, made: Candidate) -> HttpResponse:
    words = _("%(person)s stands as number %(number)d.") % {"person": made.person, "number": made.number}
    toast(request, " ".join(filter(None, (words, _outsider(made.election, made.person)))))
    return redirect(f"{made.election.get_absolute_url()}#candidates")


def _outsider(row: Election, person: Person) -> str:
    """Said and not refused: whether the office is open to others is for the body's own rules."""
    if not is_no_member(row, person):
        return ""
    words = _(
        "%(person)s is no member of %(body)s on that day. Look in its rules whether somebody else may hold this post."
    )
    return words % {"person": person, "body": row.organisation.name}


def leave(request: Request, pk: int) -> HttpResponse:
    """A candidate stood down, is not fit, or was entered in error."""
    row = candidate_here(request, pk)
    form = forms.LeaveForm(typed(request))
    if attempt(form, actions.leave_candidacy, actor=request.actor, candidate=row):
        toast(request, _("%(person)s stands no more.") % {"person": row.person})
        return redirect(f"{row.election.get_absolute_url()}#candidates")
    context = {"form": form, "row": row, "election": row.election, "body": row.election.organisation}
    return show(request, "elections/candidate_leave.html", context)
