"""Elections of a place, of a body, one of them; begun, corrected, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.elections.actions import elections as actions
from khabuan.elections.forms import elections as forms
from khabuan.elections.in_minutes import DELEGATES
from khabuan.elections.queries import elections as queries
from khabuan.elections.queries.structure import open_posts, reviews_of, role_lines
from khabuan.elections.rules.structure import seats_of
from khabuan.elections.rules.words import COUNTABLE, SETTLED, Purpose
from khabuan.elections.sentences import elections as said
from khabuan.elections.views.parts import FIELD_WORDS, KIND, body_here, election_here, may_of
from khabuan.files.queries import files_of
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.registry.models import Organisation, Post
from khabuan.registry.rules.kinds import PostTitle
from khabuan.registry.sentences.parts import term_said
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.people import require_reader
from khabuan.rules.queries import count_for

PAGE = 50
OF_BODY = 20


def elections(request: Request) -> HttpResponse:
    """The elections of the bodies of the place of the bar."""
    require_reader(request, KIND)
    at = here(request)
    form = forms.FilterForm(request.GET, years=queries.years_in(request.actor, at.place))
    rows = queries.elections_in(request.actor, at.place, form.wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "lines": said.lines_of(page, queries.wholes(request.actor, page)),
        "place": label(at.place, full=True),
        "is_narrowed": form.wanted != queries.Wanted(),
        "may_open": policy.may(request.actor, "elections.open_election"),
    }
    return show(request, "elections/elections.html", context, partial="rows")


def of_body(request: Request, pk: int) -> HttpResponse:
    """The posts of one body with their seats and terms, its elections, the last review of its structure."""
    body, today = body_here(request, pk), clock.today()
    lines = role_lines(request.actor, body, today)
    page = Paginator(queries.elections_of(request.actor, body), OF_BODY).get_page(request.GET.get("page"))
    reviews = reviews_of(request.actor, body).filter(withdrawn_on__isnull=True)
    context = {
        "body": body,
        "roles": [(line, term_said(line.term) if line.term else None) for line in lines],
        "seats": seats_of([line.role for line in lines]),
        "page": page,
        "lines": said.lines_of(page, queries.wholes(request.actor, page)),
        "reviewed": reviews.first(),
        "may_open": _may_open(request, body),
        "may_review": not body.ended_on
        and policy.may(request.actor, "elections.review_structure", body.node),
        "may_renew": not body.ended_on and policy.may(request.actor, "registry.renew_term", body.node),
    }
    return show(request, "elections/of_body.html", context)


def _may_open(request: Request, body: Organisation) -> bool:
    return not body.ended_on and policy.may(request.actor, "elections.open_election", body.node)


def choose(request: Request) -> HttpResponse:
    """Which body elects; a seat of one body comes straight to the form."""
    policy.require(request.actor, "elections.open_election", request.actor.home)
    last = request.actor.home.rstrip(".").rsplit(".", 1)[-1]
    if last.startswith("o"):
        return redirect("election-add", pk=int(last[1:]))
    form = forms.ChooseForm(typed(request), actor=request.actor)
    if form.is_valid():
        return redirect("election-add", pk=form.cleaned_data["body"].pk)
    return show(request, "elections/choose.html", {"form": form})


def add(request: Request, pk: int) -> HttpResponse:
    """Begin an election; `?post=`, `?title=` and `?instead=` say what it is about."""
    body, today = body_here(request, pk), clock.today()
    policy.require(request.actor, "elections.open_election", body.node)
    posts = list(open_posts(request.actor, body, today))
    form = forms.ElectionForm(
        typed(request),
        actor=request.actor,
        body=body,
        posts=posts,
        on=today,
        initial=_asked(request, body, posts),
    )
    client_key = once(request)
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    made = attempt(form, actions.open_election, **facts)
    if made is not None:
        toast(request, _("The election is begun. Now propose who stands."))
        return redirect(made)
    return show(request, "elections/add.html", {"form": form, "body": body, "client_key": client_key})


def _asked(request: Request, body: Organisation, posts: Sequence[Post]) -> dict[str, object]:
    """What the page that led here knows: the post or its title, the meeting, and in whose place somebody comes."""
    asked = request.GET
    title, instead = asked.get("title", ""), asked.get("instead", "")
    facts: dict[str, object] = {"purpose": asked.get("purpose") or Purpose.NEW_TERM}
    of_title = next((str(post.pk) for post in posts if post.title == title), f"{forms.NEW}{title}")
    facts["post"] = asked.get("post") or (of_title if title else "")
    facts["meeting"] = asked.get("meeting", "")
    if instead.isdecimal():
        facts |= {"purpose": Purpose.SUCCESSOR, "in_place_of": instead}
    rule = {
        PostTitle.DELEGATE: "province.delegates_per_council",
        PostTitle.NATIONAL_DELEGATE: "province.representatives_to_nation",
    }.get(title)  # type: ignore[call-overload]
    if rule:
        facts["seats"] = count_for(request.actor, rule, node=body.node) or 1
    elif asked.get("seats", "").isdecimal():
        facts["seats"] = int(asked["seats"])
    return facts


def election(request: Request, pk: int) -> HttpResponse:
    """One election: who stands, the rounds, the result, and what is to be done next."""
    row = election_here(request, pk)
    told = queries.whole(request.actor, row)
    reach = queries.people_in_reach(request.actor, [one.person for one in told.candidates])
    context = {
        "row": row,
        "body": row.organisation,
        "told": told,
        "said": said.state_said(row),
        "purpose": said.purpose_words(row),
        "meeting": said.meeting_words(row),
        "candidates": said.candidate_lines(told, reach),
        "heads": [_("Candidate"), *(str(one.ballot) for one in told.rounds), _("Result"), _("Act")],
        "kinds": " ".join(["name", *("n" for _one in told.rounds), "tag", "act"]),
        "rounds": [said.round_line(one) for one in told.rounds],
        "taken_back": [said.round_line(one) for one in told.taken_back],
        "is_settled": row.state in SETTLED,
        "is_countable": row.state in COUNTABLE and bool(told.among) and row.on <= clock.today(),
        "is_open_for_names": row.state in ("open", "no_quorum"),
        "may": may_of(request, row.node),
        "files": files_of(request.actor, row),
        "may_attach": policy.may(request.actor, "files.attach", row.node),
        "may_withdraw_paper": policy.may(request.actor, "files.withdraw", row.node),
        "may_print": policy.may(request.actor, "papers.issue_document", row.node),
        "may_read_history": may_read_history(request.actor, row.node),
        "is_of_delegates": row.post.title in DELEGATES,
    }
    return show(request, "elections/election.html", context)


def correct(request: Request, pk: int) -> HttpResponse:
    """Put right day, seats, meeting or term while nothing is confirmed."""
    row = election_here(request, pk, "correct_election")
    form = forms.CorrectForm(typed(request), actor=request.actor, election=row)
    if attempt(form, actions.correct_election, actor=request.actor, election=row):
        toast(request, _("The election is corrected."))
        return redirect(row)
    return show(request, "elections/correct.html", {"form": form, "row": row, "body": row.organisation})


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Asked before it happens: the terms that it made end with it."""
    row = election_here(request, pk, "withdraw_election")
    form = forms.ReasonForm(typed(request))
    if attempt(form, actions.withdraw_election, actor=request.actor, election=row):
        toast(request, _("The election is taken back."))
        return redirect(row)
    told = queries.whole(request.actor, row)
    made = {int(key) for key in row.terms.get("made", ())}
    ends = [one for one in told.candidates if one.appointment_id in made]
    will = [
        _("The term of %(person)s that it began ends as if it had not begun.") % {"person": one.person}
        for one in ends
    ]
    if row.terms.get("ended"):
        will.append(_("The terms that it ended run again, where the seat is free."))
    will.append(_("The election stays to be read, marked as taken back."))
    context = {"form": form, "row": row, "body": row.organisation, "will": will}
    return show(request, "elections/withdraw.html", context)


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote what, when, and what was corrected since."""
    return show_history(request, election_here(request, pk), FIELD_WORDS)


def list_url(body: Organisation) -> str:
    return reverse("elections-of", args=[body.pk])
