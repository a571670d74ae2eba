"""Doubles of people and of organisations: pairs that may be one, two side by side, merges done and undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.reasons import ReasonForm
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.registry.actions import merging, merging_bodies
from khabuan.registry.forms.merging import MergeForm
from khabuan.registry.models import LikelyBodies, LikelyPair, Merge, Organisation, Person
from khabuan.registry.queries import doubles as queries
from khabuan.registry.queries.people import one_person
from khabuan.registry.sentences import doubles as said
from khabuan.registry.sentences.parts import score_words
from khabuan.registry.views.organisations import body_to_act_on
from khabuan.registry.views.people import PAGE, person_to_act_on, require_office, require_reader


@dataclass(frozen=True)
class Desk:
    """What doubles of one kind of record have of their own; `prefix` begins the names of their addresses."""

    act: str
    prefix: str
    pairs: Any
    listed: Callable[[Actor, list[str]], Any]
    line: Callable[[Any], said.DoubleLine]
    record: Callable[[Request, int, str], Any]
    order: Callable[[Actor, Any, Any], tuple[Any, Any]]
    plan: Callable[[Any, Any], Any]
    merge: Callable[..., Merge | None]
    told: Callable[[Actor, Any, Any], said.Told]
    words: said.DeskWords


def _told_of_people(actor: Actor, stays: Person, goes: Person) -> said.Told:
    sides = [one_person(actor, one, clock.today()) for one in sorted((stays, goes), key=lambda one: one.pk)]
    return said.Told([said.side_of_person(one) for one in sides], said.after_merge(sides))


def _told_of_bodies(actor: Actor, stays: Organisation, goes: Organisation) -> said.Told:
    bodies = sorted((stays, goes), key=lambda one: one.pk)
    moving = queries.what_stands_at(bodies)
    sides = [said.side_of_body(one, moving[one.pk], merging_bodies.in_force(one)) for one in bodies]
    why_not = [str(no.message) for no in merging_bodies.why_not(stays, goes)]
    return said.Told(sides, said.after_merge_of_bodies(), why_not)


DESKS = {
    "person": Desk(
        "registry.merge_people", "", LikelyPair, queries.duplicate_pairs, said.line_of_people, person_to_act_on,
        queries.who_stays, merging.person_plan, merging.merge_people, _told_of_people, said.OF_PEOPLE,
    ),
    "organisation": Desk(
        "registry.merge_organisations", "organisation-", LikelyBodies, queries.likely_bodies,
        said.line_of_bodies, body_to_act_on, queries.which_stays, merging_bodies.body_plan,
        merging_bodies.merge_organisations, _told_of_bodies, said.OF_BODIES,
    ),
}  # fmt: skip


def duplicates(request: Request, kind: str) -> HttpResponse:
    """Pairs of the place of the bar that may be one, the likeliest first."""
    desk = DESKS[kind]
    require_office(request, desk.act)
    at = here(request)
    page = Paginator(desk.listed(request.actor, [at.place.path]), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [desk.line(row) for row in page],
        "place": label(at.place, full=True),
        "words": desk.words,
    }
    return show(request, "registry/duplicates.html", context)


def pair(request: Request, kind: str, pk: int) -> HttpResponse:
    """The address of a pair, as duties name it."""
    found = get_object_or_404(DESKS[kind].pairs.seen_by(request.actor), pk=pk)
    return redirect(f"{DESKS[kind].prefix}merge", low=found.low_id, high=found.high_id)


def merge(request: Request, kind: str, low: int, high: int) -> HttpResponse:
    """Compare two records, choose, see what will happen, merge."""
    desk = DESKS[kind]
    first, second = (desk.record(request, pk, desk.act) for pk in sorted((low, high)))
    stays, goes = desk.order(request.actor, first, second)
    form = MergeForm(request.POST or None, first=first, second=second, plan=desk.plan(stays, goes))
    met = queries.pair_of(request.actor, first, second)
    if request.method == "POST":
        done = attempt(form, desk.merge, actor=request.actor, reasons=met.reasons if met else ())
        if done:
            toast(request, _("The two records are one now."), undo_url=reverse("merge-undo", args=[done.pk]))
            return redirect(kind, pk=done.stays_id)
    context = {
        "form": form,
        "told": desk.told(request.actor, stays, goes),
        "words": desk.words,
        "score": score_words(met.score) if met else "",
        "reasons": said.stored_reasons(met.reasons) if met else "",
        "apart_url": reverse(f"{desk.prefix}tell-apart", args=[first.pk, second.pk]),
        "back_url": reverse(f"{desk.prefix}duplicates"),
    }
    return show(request, "registry/merge.html", context)


@require_POST
def tell_apart(request: Request, kind: str, low: int, high: int) -> HttpResponse:
    """Somebody looked: these are two."""
    desk = DESKS[kind]
    first, second = (desk.record(request, pk, "registry.say_not_the_same") for pk in sorted((low, high)))
    merging.say_not_the_same(actor=request.actor, first=first, second=second)
    toast(request, str(desk.words.told_apart) % {"first": first, "second": second})
    return redirect(f"{desk.prefix}duplicates")


def merges(request: Request) -> HttpResponse:
    """Merges that were done at the place of the bar, the last first."""
    require_reader(request, "registry.merge")
    at = here(request)
    page = Paginator(queries.merges_at(request.actor, at.place.path), PAGE).get_page(request.GET.get("page"))
    names = queries.names_of_merged(request.actor, page.object_list)
    context = {
        "page": page,
        "lines": [said.MergeLine.of(row, names) for row in page],
        "place": label(at.place, full=True),
        "may_undo": policy.may(request.actor, "registry.undo_merge"),
    }
    return show(request, "registry/merges.html", context)


def undo(request: Request, pk: int) -> HttpResponse:
    """Take a merge back, with a reason."""
    done = get_object_or_404(Merge.objects.visible_to(request.actor), pk=pk)
    policy.require(request.actor, "registry.undo_merge", done.node)
    form = ReasonForm(request.POST or None)
    if attempt(form, merging.undo_merge, actor=request.actor, merge=done):
        toast(request, _("The merge is undone: there are two records again."))
        return redirect("merges")
    line = said.MergeLine.of(done, queries.names_of_merged(request.actor, [done]))
    return show(request, "registry/merge_undo.html", {"form": form, "line": line})
