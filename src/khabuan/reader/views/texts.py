"""Texts that are read: of a place, brought in, one with its drafts, and the acts on it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.places.here import here, home_area, stand_at
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.reader import work
from khabuan.reader.actions import drafts as draft_actions
from khabuan.reader.actions import texts as actions
from khabuan.reader.actions.withdrawing import take_back_text, withdraw_text
from khabuan.reader.forms.texts import AboutForm, FilterForm, PasteForm, WithdrawForm
from khabuan.reader.models import Text
from khabuan.reader.queries import texts as queries
from khabuan.reader.queries.history import inside_of
from khabuan.reader.queries.promised import promised_in
from khabuan.reader.queries.same import Likeness, likenesses
from khabuan.reader.rules.drafts import TRUE
from khabuan.reader.rules.timeline import Verdict
from khabuan.reader.views import showing
from khabuan.reader.views.homes import homes_beside
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.people import require_reader

PAGE = 50
KIND = Text._meta.label_lower
ACTS = (
    "decide",
    "add_draft",
    "read_again",
    "close_text",
    "change_text",
    "withdraw_text",
    "take_back_text",
    "reopen_text",
    "start_gathering",
    "start_meeting",
    "start_promise",
    "start_project",
    "start_house",
    "start_news",
    "start_fund",
    "cite_record",
)
FIELD_WORDS = {
    "area": gettext_lazy("Place"),
    "title": gettext_lazy("Title of the text"),
    "kind": gettext_lazy("Sort of text"),
    "outlet": gettext_lazy("Where it was published"),
    "address": gettext_lazy("Address on the web"),
    "published_on": gettext_lazy("Published on"),
    "words": gettext_lazy("The whole text"),
    "digest": gettext_lazy("Check sum of the text"),
    "taken_at": gettext_lazy("Brought in"),
    "read_at": gettext_lazy("Read last"),
    "rules": gettext_lazy("Version of the rules"),
    "by_seat": gettext_lazy("Seat that brought it in"),
    "by_title": gettext_lazy("Who brought it in"),
    "closed_on": gettext_lazy("Closed on"),
    "withdrawn_on": gettext_lazy("Withdrawn on"),
    "withdrawn_by": gettext_lazy("Withdrawn by"),
    "withdrawn_reason": gettext_lazy("Why it was withdrawn"),
    "search_key": gettext_lazy("Words for searching"),
    "accepted": gettext_lazy("Accepted together"),
    "state": gettext_lazy("What was said of it"),
    "says": gettext_lazy("Read as"),
    "source": gettext_lazy("Known from"),
    "main": gettext_lazy("Main thing of the text"),
    "subject": gettext_lazy("What of the register is meant"),
    "verdict": gettext_lazy("The event of this other text"),
    "record": gettext_lazy("Record out of this text"),
    "drafts": gettext_lazy("Words that gave it values"),
}


def texts(request: Request) -> HttpResponse:
    """The texts of the place of the bar and of those below it."""
    require_reader(request, KIND)
    at, form = here(request), FilterForm(request.GET)
    page = Paginator(queries.texts_in(request.actor, at.place, form.wanted), PAGE).get_page(
        request.GET.get("page")
    )
    told, alike = queries.progress_of(request.actor, list(page)), likenesses(request.actor, list(page))
    context = {
        "filter": form,
        "page": page,
        "lines": [
            (
                row,
                told.get(row.pk, queries.Progress()),
                showing.lead_of(row),
                _same_words(alike.get(row.pk, ())),
            )
            for row in page
        ],
        "is_narrowed": form.wanted != queries.Wanted(),
        "place": label(at.place, full=True),
        "may_take": policy.may(request.actor, "reader.take_text"),
        "waiting": queries.waiting_in(request.actor, at.place).count(),
        "unclosed": queries.unclosed_in(request.actor, at.place).count(),
    }
    return show(request, "reader/texts.html", context, partial="rows")


def _same_words(alike: Sequence[Likeness]) -> str:
    """That another text tells of the same event, or may; "" where none does."""
    verdicts = {one.verdict for one in alike}
    if Verdict.OPEN in verdicts:
        return _("May be the same event as another text")
    return _("The same event as another text") if Verdict.SAME in verdicts else ""


def paste(request: Request) -> HttpResponse:
    """Bring in a text; it is read at once, and nothing but its drafts is written."""
    actor = request.actor
    policy.require(actor, "reader.take_text", actor.home)
    form = PasteForm(typed(request), actor=actor, place=own_place(request))
    made = attempt(form, work.take_in, actor=actor)
    if made is not None:
        toast(request, _("The text is read. Now say of each draft whether it is so."))
        return redirect(made)
    context = {"form": form, "known": _known(request, form)}
    return show(request, "reader/paste.html", context)


def _known(request: Request, form: PasteForm) -> Text | None:
    """The text that stands there already with these words, where that is why it was not taken."""
    if not form.has_error("words", "text_known"):
        return None
    return queries.same_text(request.actor, form.cleaned_data["area"], form.data.get("words", ""))


def own_place(request: Request) -> Area:
    """The place of the bar where the seat reaches it, else where the seat begins."""
    place = here(request).place
    return place if request.actor.reaches(place.path) else home_area(request)


def text(request: Request, pk: int) -> HttpResponse:
    """The text with its marks, and its drafts to decide."""
    row, actor = text_here(request, pk, with_withdrawn=True), request.actor
    if row.is_withdrawn:
        return _withdrawn(request, row)
    drafts, uses = showing.in_order(queries.drafts_of(actor, row)), queries.uses_of(actor, row)
    page = Paginator(drafts, showing.PAGE).get_page(request.GET.get("page"))
    cards = showing.cards_of(actor, row, list(page), queries.uses_by_draft(uses), page=page.number)
    progress = queries.progress_among(drafts)
    may = {act: policy.may(actor, f"reader.{act}", row.node) for act in ACTS}
    records = queries.records_of(actor, uses)
    context = {
        "row": row,
        "lead": showing.lead_of(row),
        "page": page,
        "groups": showing.groups_of(cards),
        "keys": showing.keys_of(drafts),
        "stretches": showing.stretches_of(row.words, drafts, showing.page_of(drafts), page=page.number),
        "accepted": showing.accepted_among(drafts),
        "records": records,
        "unlinked": [card for card in cards if card.likely and card.draft.state in TRUE],
        "homes": homes_beside(records, drafts),
        "next": queries.next_waiting(actor, row),
        "press": showing.press(),
        "begins": [] if row.closed_on else showing.begins_of(row, drafts, may),
        "promised": len(promised_in(row, drafts)) if may["start_promise"] and not row.closed_on else 0,
        **progress_shown(actor, row, progress),
        "may": may,
        "may_read_history": may_read_history(actor, row.node),
        "is_link": row.address.startswith(("https://", "http://")),
    }
    return show(request, "reader/text.html", context)


def progress_shown(actor: Actor, row: Text, progress: queries.Progress) -> dict[str, Any]:
    """How far a text is, and whether what is certain may be accepted at once."""
    may = row.closed_on is None and policy.may(actor, "reader.accept_certain", row.node)
    words = showing.progress_words(progress)
    return {"row": row, "progress": progress, "progress_words": words, "may_accept_certain": may}


def certain(request: Request, pk: int) -> HttpResponse:
    """Accept at once what the rules are sure of."""
    row = to_act_on(request, pk, "accept_certain")
    if request.method == "POST":
        done = draft_actions.accept_certain(actor=request.actor, text=row)
        words = ngettext("%(n)d draft is accepted.", "%(n)d drafts are accepted.", done)
        toast(request, words % {"n": done})
    return redirect(row)


def again(request: Request, pk: int) -> HttpResponse:
    """Read it by the rules as they are now; what was decided stays."""
    row = to_act_on(request, pk, "read_again")
    if request.method == "POST":
        work.read_again(actor=request.actor, text=row)
        toast(request, _("The text is read again. What was decided is as it was."))
    return redirect(row)


def close(request: Request, pk: int) -> HttpResponse:
    """Done with it, or going on."""
    row = to_act_on(request, pk, "close_text")
    if request.method == "POST" and row.closed_on is None:
        actions.close_text(actor=request.actor, text=row)
        toast(request, _("The text is closed."))
    elif request.method == "POST":
        actions.reopen_text(actor=request.actor, text=row)
        toast(request, _("The text is open again."))
    return redirect(row)


def change(request: Request, pk: int) -> HttpResponse:
    """Its title, sort, where and when it was published; never its words."""
    row = to_act_on(request, pk, "change_text")
    form = AboutForm(typed(request), initial={name: getattr(row, name) for name in AboutForm.base_fields})
    if attempt(form, work.change, actor=request.actor, text=row):
        toast(request, _("What is known of the text is changed."))
        return redirect(row)
    return show(request, "reader/about.html", {"form": form, "row": row})


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Pasted in error, or private: it leaves the lists, with a reason."""
    row = to_act_on(request, pk, "withdraw_text")
    form = WithdrawForm(typed(request))
    if attempt(form, withdraw_text, actor=request.actor, text=row):
        toast(request, _("The text is withdrawn."))
        return redirect(row)
    return show(request, "reader/withdraw.html", {"form": form, "row": row})


def take_back(request: Request, pk: int) -> HttpResponse:
    """It is read again as it was."""
    row = to_act_on(request, pk, "take_back_text", with_withdrawn=True)
    if request.method == "POST":
        take_back_text(actor=request.actor, text=row)
        toast(request, _("The text is back among the texts."))
    return redirect(row)


def _withdrawn(request: Request, row: Text) -> HttpResponse:
    """Says that it was withdrawn, by whom and why; its words are not shown."""
    context = {
        "row": row,
        "may_take_back": policy.may(request.actor, "reader.take_back_text", row.node),
        "may_read_history": may_read_history(request.actor, row.node),
    }
    return show(request, "reader/withdrawn.html", context)


def history(request: Request, pk: int) -> HttpResponse:
    """Who brought it in, who decided what, which records came out of it."""
    row = text_here(request, pk, with_withdrawn=True)
    return show_history(request, row, FIELD_WORDS, inside_of(request.actor, row))


def text_here(request: Request, pk: int, *, with_withdrawn: bool = False) -> Text:
    """A text in sight; the bar stands at its place. NotAllowed for an office that reads none."""
    require_reader(request, KIND)
    row = queries.text_of(request.actor, pk, with_withdrawn=with_withdrawn)
    stand_at(request, row.area)
    return row


def to_act_on(request: Request, pk: int, act: str, *, with_withdrawn: bool = False) -> Text:
    """The same, by who may do this."""
    row = text_here(request, pk, with_withdrawn=with_withdrawn)
    policy.require(request.actor, f"reader.{act}", row.node)
    return row
