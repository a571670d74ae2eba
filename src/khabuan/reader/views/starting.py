"""A record of another room out of a text: whose book, then the ordinary form with what was accepted in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.access.scoping import Row
from khabuan.core.errors import OutOfArea
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import accusations_in
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.followup.forms.parts import BookForm
from khabuan.followup.forms.promises import PromiseForm
from khabuan.followup.views.parts import own_body
from khabuan.gatherings.forms.outcomes import ToldForm
from khabuan.grants.forms import RecordForm as ProjectForm
from khabuan.grants.queries import whole_names
from khabuan.housing.views.acts import record_form as house_form
from khabuan.meetings.forms.meetings import CallForm
from khabuan.meetings.forms.past import HeldForm
from khabuan.meetings.models import Meeting
from khabuan.meetings.queries.meetings import with_number
from khabuan.news.forms import NewsForm
from khabuan.places.models import Area
from khabuan.reader.actions import starting as actions
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.promised import accepted, agencies_among, books_among, is_body_undecided
from khabuan.reader.queries.recorded import perhaps, recorded
from khabuan.reader.queries.texts import accepted_of
from khabuan.reader.rules import occasions, projects
from khabuan.reader.rules import starting as rules
from khabuan.reader.rules.accepted import Accepted, Fields, Worded, end_of_first_line
from khabuan.reader.rules.candidates import Candidates, candidates, shown
from khabuan.reader.rules.held import held_facts
from khabuan.reader.rules.own_meeting import kind_in
from khabuan.reader.views.held import HELD, is_held, told_in
from khabuan.reader.views.homes import Homes, homes_of
from khabuan.reader.views.offering import boxes_of, offers_of, with_worded
from khabuan.reader.views.promising import Promising, at_of, lines_of, only_words, promising_in
from khabuan.reader.views.texts import text_here
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import body_line, organisation_of
from khabuan.registry.rules.kinds import OrganisationKind

MakeForm = Callable[..., forms.Form]
EARLY = 400  # letters in which a text names the body of which it tells
CONVENERS = frozenset(
    (
        OrganisationKind.COUNCIL, OrganisationKind.WORKING_GROUP, OrganisationKind.STANDING_BODY,
        OrganisationKind.PROVINCE_MEETING, OrganisationKind.NATION_MEETING, OrganisationKind.NETWORK,
    )
)  # fmt: skip
"""Who brings others together: a fund or group that is named in passing receives, cooks or hosts."""


@dataclass(frozen=True)
class Start:
    """A sort of record: its act and its words; `form` and `proposed` by the ordinary room and the accepted drafts;
    `worded`: what the words of the text alone give."""

    act: str
    run: Callable[..., Any]
    form: MakeForm
    proposed: Callable[[Sequence[Accepted], Text], Fields]
    title: str | Lazy
    button: str | Lazy
    worded: Callable[[str], Mapping[str, Worded]] = lambda words: {}


def _record_gathering(*, facts: dict[str, Any], **known: Any) -> Any:  # noqa: ANN401 - as any act
    """How many came is an act of its own."""
    heads = {name: facts.pop(name) for name in ("total", "is_total_rough")}
    return actions.start_gathering(facts=facts, **heads, **known)


STARTS = {
    "gathering": Start(
        "start_gathering", _record_gathering,
        lambda request, body, *args, **options: ToldForm(*args, near=body.area.code, **options),
        lambda told, text: rules.for_gathering(told, text.words),
        gettext_lazy("A gathering out of this text"), gettext_lazy("Record this gathering"), occasions.of_gathering,
    ),
    "meeting": Start(
        "start_meeting", actions.start_meeting, lambda request, body, *args, **options: CallForm(*args, **options),
        lambda told, text: rules.for_meeting(told, text.words, text.title),
        gettext_lazy("A meeting out of this text"), gettext_lazy("Record this meeting"), kind_in,
    ),
    "promise": Start(
        "start_promise", actions.start_promise,
        lambda request, body, *args, **options: PromiseForm(*args, actor=request.actor, **options),
        lambda told, text: rules.for_promise(told),
        gettext_lazy("A promise out of this text"), gettext_lazy("Record this promise"),
    ),
    "news": Start(
        "start_news", actions.start_news,
        lambda request, body, *args, **options: NewsForm(*args, near=body.area.code, **options),
        lambda told, text: rules.for_news(told),
        gettext_lazy("News out of this text"), gettext_lazy("Keep the draft"),
    ),
    "project": Start(
        "start_project", actions.start_project,
        lambda request, body, *args, **options: ProjectForm(
            *args, actor=request.actor, near=body.area.code, **options
        ),
        lambda told, text: rules.for_project(told, text.words),
        gettext_lazy("A project out of this text"), gettext_lazy("Record this project"), projects.worded,
    ),
    "house": Start(
        "start_house", actions.start_house, house_form, lambda told, text: rules.for_house(told),
        gettext_lazy("A house out of this text"), gettext_lazy("Record this house"),
    ),
}  # fmt: skip
HELD_MEETING = Start(
    "start_meeting", partial(actions.start_meeting, is_held=True),
    lambda request, body, *args, **options: HeldForm(*args, **options),
    lambda told, text: {**rules.for_meeting(told, text.words, text.title), **held_facts(told, text.words)},
    gettext_lazy("A meeting out of this text"), gettext_lazy("Write this meeting down"),
    lambda words: {**occasions.worded(words), **kind_in(words)},
)  # fmt: skip


def choose(request: Request, pk: int, what: str) -> HttpResponse:
    """In whose book it is written; a seat of one body comes straight to the form, and so does who reads of one body that
    can hold it, unless `?other=` asks for this page."""
    start_of, row = _start(what), text_here(request, pk)
    policy.require(request.actor, f"reader.{start_of.act}", row.node)
    mine = own_body(request.actor)
    if mine:
        return redirect(_form_url(request, pk, what, mine))
    told = [accepted(draft) for draft in accepted_of(request.actor, row)]
    meant = rules.holding_bodies(told, row.words, row.title)
    books = books_among(request.actor, list(meant))
    may_go_on = len(books) == 1 and request.method != "POST" and "other" not in request.GET
    leads = next((book for book in books if _leads(book, meant[book.pk], row)), None)
    if leads and may_go_on and not is_body_undecided(request.actor, row, meant[leads.pk]):
        return redirect(_form_url(request, pk, what, leads.pk))
    first = {"body": leads} if leads else {}
    form = BookForm(typed(request), actor=request.actor, initial=first)
    if form.is_valid():
        return redirect(_form_url(request, pk, what, form.cleaned_data["body"].pk))
    several = [(_form_url(request, pk, what, book.pk), body_line(book)) for book in books]
    context = {
        "form": form, "row": row, "title": start_of.title, "recorded": recorded(request.actor, row, what),
        "books": several if len(several) > 1 else [],
    }  # fmt: skip
    return show(request, "reader/choose.html", context)


def _leads(body: Organisation, at: int, text: Text) -> bool:
    """Whether a text most likely tells of what this body did: it is a council, a working group or their like that is
    named early, or any body of the title or the first line."""
    latest = EARLY if body.kind in CONVENERS else end_of_first_line(text.words)
    return at <= latest or body.name in text.title


def start(request: Request, pk: int, what: str, body: int) -> HttpResponse:
    """The ordinary form of the record with what was accepted; nothing is written before its button."""
    row, book = text_here(request, pk), organisation_of(request.actor, body)
    policy.require(request.actor, f"reader.{_start(what).act}", book.node)
    drafts = accepted_of(request.actor, row)
    begun = _begun(request, row, book, what, drafts)
    if straight := only_words(request, begun.promising):
        return redirect(straight)
    form, given, homes, client_key = begun.form, begun.given, begun.homes, once(request)

    def write(**facts: Any) -> Any:  # noqa: ANN401 - of any record
        used = used_of(given, facts, drafts, begun.could) + homes.credited(facts, drafts)
        known = {"actor": request.actor, "organisation": book, "text": row, "client_key": client_key}
        return begun.start.run(drafts=used, facts=facts, **known)

    made = attempt(form, write)
    if made is not None:
        toast(request, _("%(title)s is written down, with this text as its source.") % {"title": made})
        return redirect(homes.where_next(request, made))
    offers = offers_of(request.actor, form, row, drafts, shown(begun.could, given)) | homes.offers(row)
    stand = recorded(request.actor, row, what)
    context = {
        "form": form, "boxes": boxes_of(form, with_worded(offers, form, row, begun.worded)),
        "other_book": "" if own_body(request.actor) else _other_url(request, pk, what),
        "row": row, "body": book, "start": begun.start, "client_key": client_key, "sort": begun.sort,
        "from_drafts": bool(given or begun.worded), "chosen": begun.promising.chosen,
        "taken": _taken(request.actor, book, form), "recorded": stand,
        "perhaps": [] if stand else perhaps(request.actor, row, what, book), **homes.shown(stand),
        "offered": lines_of(request, row, begun.promising),
    }  # fmt: skip
    return show(request, "reader/start.html", context)


@dataclass(frozen=True)
class Begun:
    """A form with what its text gives to it, and where that comes from."""

    sort: str
    start: Start
    form: forms.Form
    given: Fields
    worded: Mapping[str, Worded]
    could: Candidates
    homes: Homes
    promising: Promising


def _begun(request: Request, row: Text, book: Organisation, what: str, drafts: Sequence[Draft]) -> Begun:
    told = [accepted(draft, row.words) for draft in drafts]
    sort, start_of, given = _sorted(request, what, told, row)
    promising = promising_in(request, row, drafts, told, given) if what == "promise" else Promising()
    given = {**given, **promising.given}
    homes = homes_of(request, row, book, drafts, told) if what == "house" else Homes()
    first = _initial(request.actor, row, book, given, what) | promising.first
    beside_the_day, worded = _worded(start_of, row, told, given, sort)
    first |= beside_the_day | {box: one.value for box, one in worded.items()} | homes.initial
    options = promising.options | homes.options
    form = start_of.form(request, book, typed(request), initial=first, **options)
    promising.fit(form)
    return Begun(sort, start_of, form, given, worded, candidates(sort, told), homes, promising)


def _worded(
    start_of: Start, text: Text, told: Sequence[Accepted], given: Fields, sort: str
) -> tuple[dict[str, Any], dict[str, Worded]]:
    """What words beside the day say, and what words alone say where those do not gainsay it."""
    beside_the_day = told_in(text, told, given, sort)
    alone = start_of.worded(text.words).items()
    return beside_the_day, {box: one for box, one in alone if beside_the_day.get(box, one.value) == one.value}


def _sorted(request: Request, what: str, told: Sequence[Accepted], text: Text) -> tuple[str, Start, Fields]:
    """What is begun, and what is proposed for it: a meeting is one to come, or one that was held."""
    start_of = _start(what)
    given = start_of.proposed(told, text)
    if what != "meeting" or not is_held(request, given, text):
        return what, start_of, given
    return HELD, HELD_MEETING, HELD_MEETING.proposed(told, text)


def _start(what: str) -> Start:
    found = STARTS.get(what)
    if found is None:
        raise OutOfArea(what[:40])
    return found


def _form_url(request: Request, pk: int, what: str, body: int) -> str:
    """The form in a body's book; the words that were chosen go along."""
    at = at_of(request)
    return reverse("reader-start-in", args=[pk, what, body]) + (f"?at={at}" if at is not None else "")


def _other_url(request: Request, pk: int, what: str) -> str:
    """Where another book is chosen; the words that were chosen go along."""
    at = at_of(request)
    return reverse("reader-start", args=[pk, what]) + "?other=1" + (f"&at={at}" if at is not None else "")


def _taken(actor: Actor, body: Organisation, form: forms.Form) -> Meeting | None:
    """The meeting that has the number already that is proposed, or for which a new one was refused; the refusal leads
    there then."""
    if "number" not in form.fields or "kind" not in form.fields:
        return None
    if not form.is_bound:
        year, kind = form.initial.get("year"), form["kind"].value()
        return with_number(actor, body, form.initial.get("number"), year, kind) if year else None
    if not form.has_error("number", "number_used"):
        return None
    facts = form.cleaned_data
    found = with_number(
        actor, body, form["number"].data, facts.get("year") or facts["on"].year, facts["kind"]
    )
    if found:
        words = _("%(number)s stands in the book already, on %(day)s.")
        del form.errors["number"]
        form.add_error("number", words % {"number": found, "day": thai_date(found.on)})
    return found


def _initial(actor: Actor, text: Text, body: Organisation, given: Fields, what: str) -> dict[str, Any]:
    """What stands in the form at first: the accepted values, and the text's title where a title is asked for.

    Many read the title of a gathering, project or news: one that accuses is not proposed. News has its source, and its
    words are the editor's own.
    """
    found: dict[str, Any] = {name: one.value for name, one in given.items()}
    if what in ("gathering", "project", "news", "house"):
        place = Area.objects.visible_to(Actor.public()).filter(pk=found.get("area") or 0).first()
        title = "" if accusations_in(text.title) else text.title
        found = {"title": title, **found, "area": place or body.area}
    if what in ("project", "house"):
        found = {"on": text.published_on, **found}
    if what == "project":
        return {**found, **_lists_of(found, actor)}
    if what == "news":
        issues = [value for name, value in found.items() if name.startswith(rules.ISSUE_NAMES)]
        return {**found, "issues": issues, "outlet": text.outlet, "address": text.address}
    if what == "promise":
        return {"given_on": text.published_on, **found, "agency": _agency(found, actor)}
    return found


def used_of(
    given: Fields,
    facts: dict[str, Any],
    drafts: Sequence[Draft],
    could: Candidates = MappingProxyType({}),
) -> list[Draft]:
    """The drafts whose value the record has: as it was proposed, else as the text had it among others for that box."""
    kept: set[int] = set()
    for name in {**given, **could}:
        values = _plain(facts.get(name.partition(":")[0]))
        several = [*([given[name]] if name in given else []), *could.get(name, ())]
        fitting = [one.draft for one in several if one.value in values]
        if kept.isdisjoint(fitting):  # one draft gives a number and its year
            kept.update(fitting[:1])
    return [draft for draft in drafts if draft.pk in kept]


def _plain(value: Any) -> list[Any]:  # noqa: ANN401 - of any field
    """The values of a field, rows by their key: a field of several has a list."""
    values = value if isinstance(value, list) else [value]
    return [one.pk if isinstance(one, Row) else one for one in values]


def _lists_of(found: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Further places of a project as the lines of its box, and who pays where that is an agency."""
    keys = [key for name, key in found.items() if name.startswith(rules.PLACES)]
    areas = list(Area.objects.visible_to(actor).filter(pk__in=keys, until__isnull=True).order_by("path"))
    names = whole_names(actor, areas)
    return {"places": "\n".join(names[area.pk] for area in areas), "agency": _agency(found, actor)}


def _agency(found: dict[str, Any], actor: Actor) -> Organisation | None:
    """The body that was proposed as the agency, where it is one."""
    return next(iter(agencies_among(actor, [found["agency"]]).values()), None) if "agency" in found else None
