"""A record of another room out of a text: whose book, then the ordinary form with what was accepted in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import accusations_in
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.followup.forms.parts import BookForm
from khabuan.followup.forms.promises import PromiseForm
from khabuan.followup.views.parts import own_body
from khabuan.gatherings.forms.gatherings import GatheringForm
from khabuan.grants.forms import RecordForm as ProjectForm
from khabuan.grants.queries import whole_names
from khabuan.housing.views.acts import record_form as house_form
from khabuan.meetings.forms.meetings import CallForm
from khabuan.news.forms import NewsForm
from khabuan.places.models import Area
from khabuan.reader.actions import starting as actions
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.recorded import recorded
from khabuan.reader.queries.texts import accepted_of
from khabuan.reader.rules import starting as rules
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.views.texts import text_here
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.rules.kinds import OrganisationKind

MakeForm = Callable[..., forms.Form]


@dataclass(frozen=True)
class Start:
    """A sort of record: its act and its words; `form` and `proposed` by the ordinary room and the accepted drafts."""

    act: str
    run: Callable[..., Any]
    form: MakeForm
    proposed: Callable[[Sequence[rules.Accepted]], rules.Fields]
    title: str | Lazy
    button: str | Lazy


STARTS = {
    "gathering": Start(
        "start_gathering", actions.start_gathering,
        lambda request, body, *args, **options: GatheringForm(*args, near=body.area.code, **options),
        rules.for_gathering, gettext_lazy("A gathering out of this text"), gettext_lazy("Record this gathering"),
    ),
    "meeting": Start(
        "start_meeting", actions.start_meeting, lambda request, body, *args, **options: CallForm(*args, **options),
        rules.for_meeting, gettext_lazy("A meeting out of this text"), gettext_lazy("Record this meeting"),
    ),
    "promise": Start(
        "start_promise", actions.start_promise,
        lambda request, body, *args, **options: PromiseForm(*args, actor=request.actor, **options),
        rules.for_promise, gettext_lazy("A promise out of this text"), gettext_lazy("Record this promise"),
    ),
    "news": Start(
        "start_news", actions.start_news,
        lambda request, body, *args, **options: NewsForm(*args, near=body.area.code, **options),
        rules.for_news, gettext_lazy("News out of this text"), gettext_lazy("Keep the draft"),
    ),
    "project": Start(
        "start_project", actions.start_project,
        lambda request, body, *args, **options: ProjectForm(
            *args, actor=request.actor, near=body.area.code, **options
        ),
        rules.for_project, gettext_lazy("A project out of this text"), gettext_lazy("Record this project"),
    ),
    "house": Start(
        "start_house", actions.start_house, house_form, rules.for_house, gettext_lazy("A house out of this text"),
        gettext_lazy("Record this house"),
    ),
}  # fmt: skip


def choose(request: Request, pk: int, what: str) -> HttpResponse:
    """In whose book it is written; a seat of one body comes straight to the form."""
    start_of, row = _start(what), text_here(request, pk)
    policy.require(request.actor, f"reader.{start_of.act}", row.node)
    mine = own_body(request.actor)
    if mine:
        return redirect("reader-start-in", pk=pk, what=what, body=mine)
    context = {"row": row, "recorded": recorded(request.actor, row, what)}
    form = BookForm(typed(request), actor=request.actor)
    if form.is_valid():
        return redirect("reader-start-in", pk=pk, what=what, body=form.cleaned_data["body"].pk)
    return show(request, "reader/choose.html", {**context, "form": form, "title": start_of.title})


def start(request: Request, pk: int, what: str, body: int) -> HttpResponse:
    """The ordinary form of the record with what was accepted; nothing is written before its button."""
    start_of, row = _start(what), text_here(request, pk)
    book = organisation_of(request.actor, body)
    policy.require(request.actor, f"reader.{start_of.act}", book.node)
    drafts = accepted_of(request.actor, row)
    given = start_of.proposed([accepted(draft) for draft in drafts])
    form = start_of.form(
        request, book, typed(request), initial=_initial(request.actor, row, book, given, what)
    )
    client_key = once(request)

    def write(**facts: Any) -> Any:  # noqa: ANN401 - of any record
        used = used_of(given, facts, drafts)
        known = {"actor": request.actor, "organisation": book, "text": row, "client_key": client_key}
        return start_of.run(drafts=used, facts=facts, **known)

    made = attempt(form, write)
    if made is not None:
        toast(request, _("%(title)s is written down, with this text as its source.") % {"title": made})
        return redirect(made)
    context = {
        "form": form, "row": row, "body": book, "start": start_of, "client_key": client_key,
        "from_drafts": bool(given), "recorded": recorded(request.actor, row, what),
    }  # fmt: skip
    return show(request, "reader/start.html", context)


def _start(what: str) -> Start:
    found = STARTS.get(what)
    if found is None:
        raise OutOfArea(what[:40])
    return found


def accepted(draft: Draft) -> rules.Accepted:
    return rules.Accepted(draft.pk, Kind(draft.kind), draft.says, draft.subject_id)


def _initial(actor: Actor, text: Text, body: Organisation, given: rules.Fields, what: str) -> dict[str, Any]:
    """What stands in the form at first: the accepted values, and the text's title where a title is asked for.

    Many read the title of a gathering, project or news: one that accuses is not proposed. News has its source, and its
    words are the editor's own.
    """
    found: dict[str, Any] = {name: one.value for name, one in given.items()}
    if what in ("gathering", "project", "news"):
        place = Area.objects.visible_to(Actor.public()).filter(pk=found.get("area") or 0).first()
        title = "" if accusations_in(text.title) else text.title
        found = {"title": title, **found, "area": place or body.area}
    if what == "project":
        return {**found, "on": text.published_on or clock.today(), **_lists_of(found, actor)}
    if what == "news":
        issues = [value for name, value in found.items() if name.startswith(rules.ISSUE_NAMES)]
        return {**found, "issues": issues, "outlet": text.outlet, "address": text.address}
    if what == "house":
        place = Area.objects.visible_to(Actor.public()).filter(pk=found.get("area") or 0).first()
        return {**found, "area": place or body.area, "on": text.published_on or clock.today()}
    if what == "promise":
        return {"given_on": text.published_on or clock.today(), **found}
    return found


def used_of(given: rules.Fields, facts: dict[str, Any], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts whose value the record has as it was proposed."""
    kept = {
        one.draft for name, one in given.items() if one.value in _plain(facts.get(name.partition(":")[0]))
    }
    return [draft for draft in drafts if draft.pk in kept]


def _plain(value: Any) -> list[Any]:  # noqa: ANN401 - of any field
    """The values of a field, rows by their key: a field of several has a list."""
    values = value if isinstance(value, list) else [value]
    return [one.pk if isinstance(one, Area | Organisation) else one for one in values]


def _lists_of(found: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Further places of a project as the lines of its box, and who pays where that is an agency."""
    keys = [key for name, key in found.items() if name.startswith(rules.PLACES)]
    areas = list(Area.objects.visible_to(actor).filter(pk__in=keys, until__isnull=True).order_by("path"))
    payers = Organisation.objects.visible_to(actor).filter(
        kind=OrganisationKind.AGENCY, ended_on__isnull=True
    )
    names = whole_names(actor, areas)
    return {
        "places": "\n".join(names[area.pk] for area in areas),
        "agency": payers.filter(pk=found.get("agency") or 0).first(),
    }
