"""One draft: said to be so or not, corrected, and whom or what of the register it means."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.reading import Stretch
from khabuan.core.thai import split_name
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.places.here import stand_at
from khabuan.places.models import Area
from khabuan.reader.actions import drafts as actions
from khabuan.reader.actions.adding import add_draft
from khabuan.reader.forms.drafts import form_for, form_to_add, typed_of
from khabuan.reader.models import Draft
from khabuan.reader.queries import texts as queries
from khabuan.reader.queries.linking import AREA, MEANS, ORGANISATION, candidates
from khabuan.reader.rules.drafts import How, Kind
from khabuan.reader.sentences import said
from khabuan.reader.views import showing
from khabuan.reader.views.texts import KIND, progress_shown, to_act_on
from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.body_names import kinds_said
from khabuan.registry.views.people import require_reader


def decide(request: Request, pk: int) -> HttpResponse:
    """Say of a draft that it is so, is not, or is an accusation; a page without a script comes back to its text."""
    draft = _draft(request, pk, "decide")
    was_main = draft.says.get("main")
    if request.method == "POST":
        try:
            draft = actions.decide(actor=request.actor, draft=draft, how=request.POST.get("act", ""))
        except Refused as no:
            if no.code != "no_year":
                raise
            form = form_for(draft)
            form.fields["start"].help_text = str(no.message)
            return _to_correct(request, draft, form)
    return _answer(request, draft, was_main)


def change(request: Request, pk: int) -> HttpResponse:
    """Put right what was read."""
    draft = _draft(request, pk, "decide")
    was_main = draft.says.get("main")
    form = form_for(draft, request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = typed_of(form)
        source = facts.pop("source", "")
        given = {
            "actor": request.actor,
            "draft": draft,
            "how": How.CHANGE,
            "typed": facts,
            "source": source,
        }
        if attempt(form, lambda **_kept: actions.decide(**given)):
            return _answer(request, draft, was_main)
    return _to_correct(request, draft, form)


def add(request: Request, pk: int) -> HttpResponse:
    """What the rules missed: `?kind=` of what, `?quote=` the words that were selected. Without a kind it is chosen."""
    row = to_act_on(request, pk, "add_draft")
    context: dict[str, Any] = {"row": row, "kinds": list(Kind), "stretches": [Stretch(row.words)]}
    if request.GET.get("kind") not in {*Kind}:
        return show(request, "reader/add.html", {**context, "quote": request.GET.get("quote", "")})
    kind = Kind(request.GET["kind"])
    form = form_to_add(kind, request.GET.get("quote", ""), typed(request))
    if form.is_valid():
        facts = typed_of(form)
        given = {name: facts.pop(name, "") for name in ("quote", "source")}
        given |= {"actor": request.actor, "text": row, "kind": kind, "typed": facts}
        if (made := attempt(form, lambda **_kept: add_draft(**given))) is not None:
            toast(request, _told_of(made))
            return redirect(f"{row.get_absolute_url()}{_page_query(request.actor, made)}#d-{made.pk}")
    return show(request, "reader/add.html", {**context, "form": form, "kind": kind})


def _told_of(made: Draft) -> str:
    if made.is_accusation:
        return _("Words that accuse stand beside this name. Say what it is before it counts.")
    return _("It is added, and stands as accepted.")


def _page_query(actor: Actor, draft: Draft) -> str:
    """The page of the list on which a draft stands, where that is not the first."""
    page = showing.page_of(showing.in_order(queries.drafts_of(actor, draft.text)))[draft.pk]
    return f"?page={page}" if page > 1 else ""


def _to_correct(request: Request, draft: Draft, form: forms.Form) -> HttpResponse:
    """The form of the draft, in its place or as a page."""
    if request.htmx:
        return _card(request, draft, form)
    context = {"form": form, "draft": draft, "row": draft.text, "says": said(draft.kind, draft.facts)}
    return show(request, "reader/change.html", context)


def link(request: Request, pk: int) -> HttpResponse:
    """Which area, organisation or person of the register is meant; `?q=` looks for others."""
    draft = _draft(request, pk, "link")
    if Kind(draft.kind) not in MEANS:
        raise OutOfArea(f"no link of {draft.kind}")
    if request.method == "POST":
        actions.link(actor=request.actor, draft=draft, **_meant(request, draft))
        if not request.htmx:
            toast(request, _("It is written down who or what is meant."))
        return _answer(request, draft, draft.says.get("main"))
    words = request.GET.get("q", "")[:200]
    found = candidates(request.actor, draft, words)
    context = {
        "draft": draft,
        "row": draft.text,
        "says": said(draft.kind, draft.says),
        "found": [(one, showing.why_words(one.score.points, one.score.reasons)) for one in found],
        "words": words or draft.says.get("name", ""),
        "is_person": draft.kind == Kind.PERSON,
        "add_url": _add_url(request.actor, draft),
    }
    return show(request, "reader/link.html", context)


def _add_url(actor: Actor, draft: Draft) -> str:
    """Where what is not in the register yet is entered, with what the text says of it; the form comes back here.

    "" for a place, and for who may not enter any.
    """
    says, back = draft.says, reverse("reader-link", args=[draft.pk])
    asked = {"place": draft.text.area.key, "back": back}
    if draft.kind == Kind.PERSON and policy.may(actor, "registry.add_person", draft.node):
        name = split_name(f"{says.get('title') or ''}{says['name']}")
        asked |= {"title": name.title, "given": name.given, "surname": name.surname}
        return f"{reverse('person-add')}?{urlencode(asked)}"
    if draft.kind == Kind.ORGANISATION and policy.may(actor, "registry.add_organisation", draft.node):
        kinds = kinds_said(says["name"])
        asked |= {"name": says["name"], **({"kind": min(kinds)} if len(kinds) == 1 else {})}
        return f"{reverse('organisation-add')}?{urlencode(asked)}"
    return ""


def _meant(request: Request, draft: Draft) -> dict[str, Any]:
    """The record of that key, in sight; none for the word that it is not known."""
    key = request.POST.get("key", "")
    if not key:
        return {}
    if not key.isdecimal() or len(key) > 19:
        raise OutOfArea(key[:40])
    kind = MEANS[Kind(draft.kind)]
    name, model = {AREA: ("area", Area), ORGANISATION: ("organisation", Organisation)}.get(
        kind, ("person", Person)
    )
    row = model.objects.visible_to(request.actor).filter(pk=int(key)).first()
    if row is None:
        raise OutOfArea(f"{kind} {key}")
    return {name: row}


def _draft(request: Request, pk: int, act: str) -> Draft:
    """A draft in sight, by who may do this; the bar stands at the place of its text."""
    require_reader(request, KIND)
    draft = queries.draft_of(request.actor, pk)
    policy.require(request.actor, f"reader.{act}", draft.node)
    stand_at(request, draft.text.area)
    return draft


def _answer(request: Request, draft: Draft, was_main: object) -> HttpResponse:
    """The draft in its place; the whole page where another draft is the main one now."""
    if not request.htmx:
        return redirect(_back(request, draft))
    answer = _card(request, draft)
    if draft.says.get("main") != was_main:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _back(request: Request, draft: Draft) -> str:
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isdecimal() and page != "1" and len(page) < 6 else ""
    return f"{draft.text.get_absolute_url()}{query}#d-{draft.pk}"


def _card(request: Request, draft: Draft, form: forms.Form | None = None) -> HttpResponse:
    """The draft's place on the page anew, and how far the text is."""
    actor, text = request.actor, draft.text
    uses = queries.uses_by_draft(queries.uses_of(actor, text))
    (card,) = showing.cards_of(actor, text, [draft], uses, page=1)
    told = queries.progress_of(actor, [text]).get(text.pk, queries.Progress())
    context = {
        "card": card,
        "form": form,
        **progress_shown(actor, text, told),
        "press": showing.press(),
        "is_swap": True,
    }
    return show(request, "reader/swap.html", context)
