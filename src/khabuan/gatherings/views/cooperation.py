"""Co-operation agreements: of a place, one with its parties and papers, and the acts on it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.models import Paper
from khabuan.files.queries import files_of
from khabuan.followup.views.asking import Sheet, ask
from khabuan.gatherings.actions import cooperation as actions
from khabuan.gatherings.forms import cooperation as forms
from khabuan.gatherings.forms.gatherings import ChooseForm, ReasonForm
from khabuan.gatherings.models import Cooperation, Gathering
from khabuan.gatherings.queries import cooperation as queries
from khabuan.gatherings.queries.gatherings import Wanted, gatherings_of
from khabuan.gatherings.queries.one import bodies_in_sight
from khabuan.gatherings.rules.terms import NEEDS_SOMEONE, standing
from khabuan.gatherings.views.fields import FIELD_WORDS
from khabuan.meetings.views.resolutions import own_body
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.views import papers
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history

PAGE = 50
KIND = Cooperation._meta.label_lower
PAPERS = (Paper.EVIDENCE, Paper.PHOTO)
MOST_GATHERINGS = 40
ACTS = ("correct_cooperation", "renew_cooperation", "end_cooperation", "add_party", "remove_party")


@login_not_required
def cooperations(request: Request) -> HttpResponse:
    """The co-operation agreements of the bodies of the place of the bar."""
    at, today = here(request), clock.today()
    form = forms.FilterForm(request.GET)
    rows = queries.cooperations_in(request.actor, at.place, form.wanted, today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "lines": [(row, standing(row.term, today)) for row in page],
        "place": label(at.place, full=True),
        "is_narrowed": form.wanted != queries.Wanted(),
        "may_record": policy.may(request.actor, "gatherings.record_cooperation"),
    }
    return show(request, "gatherings/cooperations.html", context, partial="rows")


def choose(request: Request) -> HttpResponse:
    """In whose book it is written; a seat of one body comes straight to the form."""
    policy.require(request.actor, "gatherings.record_cooperation", request.actor.home)
    mine = own_body(request)
    if mine:
        return redirect("cooperation-add", pk=mine)
    form = ChooseForm(typed(request), actor=request.actor)
    form.fields["body"].label = _("Which of your organisations is a party of it?")
    if form.is_valid():
        return redirect("cooperation-add", pk=form.cleaned_data["body"].pk)
    sheet = Sheet(
        _("Record a co-operation agreement"), _("Go on"), _("First: in whose book it stands"), "/cooperations/",
        _("Do not record"),
    )  # fmt: skip
    return ask(request, form, sheet)


def add(request: Request, pk: int) -> HttpResponse:
    """Record a signed agreement; `?gathering=` is where it was signed."""
    body = organisation_of(request.actor, pk)
    policy.require(request.actor, "gatherings.record_cooperation", body.node)
    stand_at(request, body.area)
    client_key, asked = once(request), request.GET.get("gathering", "")
    form = forms.RecordForm(
        typed(request), request.FILES or None, actor=request.actor, gatherings=_gatherings(request, body),
        initial={"gathering": asked},
    )  # fmt: skip
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    made = attempt(form, actions.record_cooperation, **facts)
    if made is not None:
        toast(request, _("The co-operation agreement is recorded."))
        return redirect(made)
    sheet = Sheet(
        _("Record a co-operation agreement"), _("Record this agreement"), body.name, "/cooperations/",
        _("Do not record"),
    )  # fmt: skip
    return ask(request, form, sheet, client_key=client_key)


def _gatherings(request: Request, body: Organisation, also: Gathering | None = None) -> list[Gathering]:
    """The last gatherings at which a paper of the body may have been signed."""
    rows = list(gatherings_of(request.actor, body, Wanted(), clock.today())[:MOST_GATHERINGS])
    return [*rows, also] if also is not None and also not in rows else rows


@login_not_required
def cooperation(request: Request, pk: int) -> HttpResponse:
    """One agreement: parties, days, what each side does, its papers, where it goes on."""
    row, actor = _row(request, pk), request.actor
    parties = queries.parties_of(actor, row)
    state = standing(row.term, clock.today())
    keys = {row.organisation_id, *(one.organisation_id for one in parties if one.organisation_id)}
    context = {
        "row": row,
        "body": row.organisation,
        "parties": parties,
        "seen": bodies_in_sight(actor, keys),
        "state": state,
        "state_words": _(state.label),
        "needs_someone": state in NEEDS_SOMEONE,
        "renewed_by": getattr(row, "renewed_by", None),
        "files": files_of(actor, row),
        "may": {act: policy.may(actor, f"gatherings.{act}", row.node) for act in ACTS},
        "may_attach": policy.may(actor, "files.attach", row.node),
        "may_withdraw_paper": policy.may(actor, "files.withdraw", row.node),
        "may_read_history": may_read_history(actor, row.node),
    }
    return show(request, "gatherings/cooperation.html", context)


def correct(request: Request, pk: int) -> HttpResponse:
    """What was copied wrongly from the paper."""
    row = _to_act_on(request, pk, "correct_cooperation")
    listed = _gatherings(request, row.organisation, row.gathering)
    form = forms.CorrectForm(typed(request), gatherings=listed, initial=forms.initial_of(row))
    if attempt(form, actions.correct_cooperation, actor=request.actor, cooperation=row):
        toast(request, _("The co-operation agreement is corrected."))
        return redirect(row)
    return ask(request, form, _sheet(row, _("Correct the co-operation agreement"), _("Correct it")))


def renew(request: Request, pk: int) -> HttpResponse:
    """It goes on in a new paper, with the same parties."""
    row = _to_act_on(request, pk, "renew_cooperation")
    client_key = once(request)
    form = forms.WithPapers(
        typed(request), request.FILES or None, gatherings=_gatherings(request, row.organisation),
        initial={"title": row.title, "words": row.words, "issue": row.issue},
    )  # fmt: skip
    facts = {"actor": request.actor, "cooperation": row, "client_key": client_key}
    made = attempt(form, actions.renew_cooperation, **facts)
    if made is not None:
        toast(request, _("The co-operation agreement goes on in the new paper."))
        return redirect(made)
    note = _("The parties are the same. The old agreement stays to be read and leads to the new one.")
    sheet = _sheet(row, _("Renew by a new paper"), _("Record the new paper"), note)
    return ask(request, form, sheet, client_key=client_key)


def end(request: Request, pk: int) -> HttpResponse:
    """It ended early, or ran out and nobody goes on."""
    row = _to_act_on(request, pk, "end_cooperation")
    form = forms.EndForm(typed(request), initial={"on": clock.today()})
    if attempt(form, actions.end_cooperation, actor=request.actor, cooperation=row):
        toast(request, _("The end of the co-operation agreement is written down."))
        return redirect(row)
    return ask(request, form, _sheet(row, _("The co-operation agreement ended"), _("Write the end down")))


def party_add(request: Request, pk: int) -> HttpResponse:
    """One more party."""
    row = _to_act_on(request, pk, "add_party")
    client_key = once(request)
    form = forms.PartyForm(typed(request), actor=request.actor)
    if attempt(form, actions.add_party, actor=request.actor, cooperation=row, client_key=client_key):
        toast(request, _("The party is named."))
        return redirect(row)
    return ask(request, form, _sheet(row, _("Name a party"), _("Name this party")), client_key=client_key)


def party_remove(request: Request, pk: int) -> HttpResponse:
    """Take off a party that was named in error."""
    party = queries.party_of(request.actor, pk)
    row = _to_act_on(request, party.cooperation_id, "remove_party")
    form = ReasonForm(typed(request))
    if attempt(form, actions.remove_party, actor=request.actor, cooperation=row, party=party):
        toast(request, _("The line is taken off."))
        return redirect(row)
    note = _("For what was entered in error. It stays in the history.")
    sheet = Sheet(
        _("Take the line off"), _("Take it off"), f"{party} · {row}", row.get_absolute_url(), _("Leave as it is"),
        note, is_danger=True,
    )  # fmt: skip
    return ask(request, form, sheet)


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote what, when and why; to who reaches the body."""
    row = _row(request, pk)
    if not request.actor.reaches(row.node):
        raise OutOfArea(f"history of cooperation {pk}")
    return show_history(request, row, FIELD_WORDS)


def paper_add(request: Request, pk: int) -> HttpResponse:
    """Attach the signed paper."""
    row = _row(request, pk)
    return papers.attach_paper(request, row, papers.Sheet(PAPERS, row.title, papers.Back.of_record(row)))


def paper_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a paper; one of another record is not to be found here."""
    paper = papers.paper_of(request, pk)
    if paper.kind != KIND:
        raise OutOfArea(f"file {pk}")
    return papers.take_back(request, paper, papers.Back.of_record(_row(request, paper.subject_id)))


def _sheet(row: Cooperation, title: str, button: str, note: str = "") -> Sheet:
    return Sheet(title, button, row.title, row.get_absolute_url(), _("Leave as it is"), note)


def _row(request: Request, pk: int) -> Cooperation:
    row = queries.cooperation_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row


def _to_act_on(request: Request, pk: int, act: str) -> Cooperation:
    row = _row(request, pk)
    policy.require(request.actor, f"gatherings.{act}", row.node)
    return row
