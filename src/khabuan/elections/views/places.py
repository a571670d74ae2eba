"""What of elections is due in a place: terms and empty seats, delegates, structures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core.web import show
from khabuan.elections.models import StructureReview
from khabuan.elections.queries import delegates as sending
from khabuan.elections.queries import vacancies
from khabuan.elections.queries.structure import structures, working_bodies
from khabuan.elections.sentences.elections import state_said
from khabuan.elections.views.parts import KIND
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.places.models import AreaKind
from khabuan.registry.models import Appointment
from khabuan.registry.queries import choices, terms
from khabuan.registry.sentences.parts import Said, term_said
from khabuan.registry.views.people import require_reader

PAGE = 50
ABOVE = (AreaKind.NATION,)


def due(request: Request) -> HttpResponse:
    """Bodies over term or near it, seats that stand empty with who left them: where an election is due."""
    require_reader(request, KIND)
    at = here(request)
    paths, actor = [at.place.path], request.actor
    bodies = terms.ending_bodies(actor, paths, at.on, limit=PAGE)
    empty = Paginator(terms.vacant_posts(actor, paths, at.on), PAGE).get_page(request.GET.get("page"))
    seats = vacancies.with_leavers(actor, empty, at.on)
    gone = list(vacancies.left_open(actor, at.place, at.on)[:PAGE])
    areas = [body.organisation.area for body in bodies]
    areas += [one.post.organisation.area for one in seats] + [row.post.organisation.area for row in gone]
    places = choices.place_words(actor, areas, within=at.place.path)
    context = {
        "place": label(at.place, full=True),
        "bodies": [(one, term_said(one.state), places[one.organisation.area_id]) for one in bodies],
        "count": terms.count_ending_bodies(actor, paths, at.on),
        "empty": empty,
        "seats": [(one, places[one.post.organisation.area_id], _may(actor, one.post.node)) for one in seats],
        "gone": [(row, places[row.post.organisation.area_id], _may(actor, row.node)) for row in gone],
    }
    return show(request, "elections/due.html", context)


def _may(actor: Actor, node: str) -> bool:
    return policy.may(actor, "elections.open_election", node)


@dataclass(frozen=True)
class SendingLine:
    """A body, whom it sends, how that stands, and whether this seat may begin an election there."""

    sending: sending.Sending
    names: str | None
    said: Said
    place: str
    may_open: bool
    may_print: bool


def delegates(request: Request) -> HttpResponse:
    """Which councils have chosen their delegates to the province's meeting; whom the province sends to the nation's."""
    require_reader(request, KIND)
    at, actor = here(request), request.actor
    is_nation = at.place.kind in ABOVE
    councils = (
        [] if is_nation else sending.councils_sending(actor, (at.place.path,), at.on, node=at.place.path)
    )
    lacking = [one for one in councils if one.lacking]
    shown = lacking if request.GET.get("show") == "lacking" else councils
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    is_whole = is_nation or at.place.kind == AreaKind.PROVINCE
    provinces = sending.provinces_sending(actor, at.place, at.on) if is_whole else []
    places = choices.place_words(actor, [one.body.area for one in page], within=at.place.path)
    context = {
        "place": label(at.place, full=True),
        "is_nation": is_nation,
        "councils": len(councils),
        "chosen": len(councils) - len(lacking),
        "lacking": len(lacking),
        "each": councils[0].wanted if councils else None,
        "only_lacking": shown is lacking,
        "shows_all": shown is not lacking,
        "page": page,
        "lines": [_line(actor, one, places[one.body.area_id]) for one in page],
        "provinces": [(one, _line(actor, one.sending, "") if one.sending else None) for one in provinces],
        "is_province": at.place.kind == AreaKind.PROVINCE,
    }
    return show(request, "elections/delegates.html", context)


def _line(actor: Actor, one: sending.Sending, place: str) -> SendingLine:
    return SendingLine(
        one, _names(one.delegates), _sending_said(one), place, _may(actor, one.body.node),
        policy.may(actor, "papers.issue_document", one.body.node),
    )  # fmt: skip


def _names(rows: Sequence[Appointment]) -> str | None:
    return ", ".join(str(row.person) for row in rows) or None


def _sending_said(one: sending.Sending) -> Said:
    if not one.lacking:
        return Said("done", _("chosen"))
    if one.election is not None and one.letter is None:
        return state_said(one.election)
    if one.delegates:
        return Said("need", _("%(count)d lacking") % {"count": one.lacking})
    return Said("wrong", _("not chosen yet"))


def structures_page(request: Request) -> HttpResponse:
    """The working bodies of a place: seats wanted and held, when their structure was last looked at."""
    require_reader(request, StructureReview._meta.label_lower)
    at = here(request)
    page = Paginator(working_bodies(request.actor, at.place, at.on), PAGE).get_page(request.GET.get("page"))
    lines = structures(request.actor, list(page), at.on)
    places = choices.place_words(request.actor, [body.area for body in page], within=at.place.path)
    context = {
        "place": label(at.place, full=True),
        "page": page,
        "lines": [(line, places[line.body.area_id], request.actor.reaches(line.body.node)) for line in lines],
    }
    return show(request, "elections/structures.html", context)
