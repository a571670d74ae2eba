"""Doubles: pairs that may be one, two records side by side, merges done and taken back."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.registry.actions import merging as actions
from khabuan.registry.forms.merging import MergeForm, ReasonForm
from khabuan.registry.models import LikelyPair, Merge
from khabuan.registry.queries import people as queries
from khabuan.registry.queries import person_pages
from khabuan.registry.sentences import doubles as said
from khabuan.registry.sentences.parts import score_words
from khabuan.registry.views.people import PAGE, person_to_act_on, require_office, require_reader


def duplicates(request: Request) -> HttpResponse:
    """Pairs of the place of the bar that may be one person, the likeliest first."""
    require_office(request, "registry.merge_people")
    at = here(request)
    page = Paginator(queries.duplicate_pairs(request.actor, [at.place.path]), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "lines": [said.DoubleLine.of(row) for row in page],
        "place": label(at.place, full=True),
    }
    return show(request, "registry/duplicates.html", context)


def pair(request: Request, pk: int) -> HttpResponse:
    """The address of a pair, as duties name it."""
    found = get_object_or_404(LikelyPair.seen_by(request.actor), pk=pk)
    return redirect("merge", low=found.low_id, high=found.high_id)


def merge(request: Request, low: int, high: int) -> HttpResponse:
    """Compare two records, choose, see what will happen, merge."""
    first, second = (person_to_act_on(request, pk, "registry.merge_people") for pk in sorted((low, high)))
    stays, goes = person_pages.who_stays(request.actor, first, second)
    form = MergeForm(request.POST or None, first=first, second=second, plan=actions.person_plan(stays, goes))
    met = person_pages.pair_of(request.actor, first, second)
    if request.method == "POST":
        done = attempt(form, actions.merge_people, actor=request.actor, reasons=met.reasons if met else ())
        if done:
            toast(request, _("The two records are one now."), undo_url=reverse("merge-undo", args=[done.pk]))
            return redirect("person", pk=done.stays_id)
    today = clock.today()
    sides = [queries.one_person(request.actor, one, today) for one in (first, second)]
    context = {
        "form": form,
        "sides": [said.SideLine.of(one) for one in sides],
        "will": said.after_merge(sides),
        "score": score_words(met.score) if met else "",
        "reasons": said.stored_reasons(met.reasons) if met else "",
        "apart_url": reverse("tell-apart", args=[first.pk, second.pk]),
    }
    return show(request, "registry/merge.html", context)


@require_POST
def tell_apart(request: Request, low: int, high: int) -> HttpResponse:
    """Somebody looked: these are two people."""
    first, second = (person_to_act_on(request, pk, "registry.say_not_the_same") for pk in sorted((low, high)))
    actions.say_not_the_same(actor=request.actor, first=first, second=second)
    toast(
        request,
        _("Written down: %(first)s and %(second)s are two people.") % {"first": first, "second": second},
    )
    return redirect("duplicates")


def merges(request: Request) -> HttpResponse:
    """Merges that were done at the place of the bar, the last first."""
    require_reader(request, "registry.merge")
    at = here(request)
    page = Paginator(person_pages.merges_at(request.actor, at.place.path), PAGE).get_page(
        request.GET.get("page")
    )
    names = person_pages.names_of_merged(request.actor, page.object_list)
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
    if attempt(form, actions.undo_merge, actor=request.actor, merge=done):
        toast(request, _("The merge is undone: there are two records again."))
        return redirect("merges")
    line = said.MergeLine.of(done, person_pages.names_of_merged(request.actor, [done]))
    return show(request, "registry/merge_undo.html", {"form": form, "line": line})
