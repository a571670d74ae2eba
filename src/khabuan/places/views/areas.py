"""Acts on one area: enter one below it, correct, rename, move, split, merge; and its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show
from khabuan.places import actions
from khabuan.places.actions.changes import parent_title
from khabuan.places.forms import AddAreaForm, CorrectAreaForm, MergeForm, MoveForm, RenameForm, SplitForm
from khabuan.places.forms.areas import MOST_PARTS
from khabuan.places.here import area_of_key, be_at
from khabuan.places.history import history_of
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaEvent, AreaKind
from khabuan.places.queries import children
from khabuan.places.rules import LEVEL
from khabuan.places.views import effects
from khabuan.places.views.asking import ask_first, is_answered

ABOVE = {level: kind.value for kind, level in LEVEL.items() if kind is not AreaKind.COMMUNITY}


@dataclass(frozen=True)
class Act:
    """An act on an area: its words, its form, and what it does."""

    name: str
    title: str | Promise
    button: str | Promise
    lead: str | Promise
    done: str | Promise
    run: Callable[..., Any]
    template: str = "places/change.html"


ADD = Act(
    "places.add_area", gettext_lazy("Add a village or urban community"), gettext_lazy("Add it to the list"),
    gettext_lazy("One village or urban community under this tambon. Many at once come in by a sheet."),
    gettext_lazy("%(area)s is added."), actions.add_area, "places/correct.html",
)  # fmt: skip
CORRECT = Act(
    "places.correct_area", gettext_lazy("Correct the facts"), gettext_lazy("Save the correction"),
    gettext_lazy("For what was entered wrongly. A new name by announcement is entered as a change of name."),
    gettext_lazy("The facts of %(area)s are corrected."), actions.correct_area, "places/correct.html",
)  # fmt: skip
RENAME = Act(
    "places.rename_area", gettext_lazy("Change the name"), gettext_lazy("Record the new name"),
    gettext_lazy("By announcement, from a day on. The old name is kept and still found."),
    gettext_lazy("The new name of %(area)s is recorded."), actions.rename_area,
)  # fmt: skip
MOVE = Act(
    "places.move_area", gettext_lazy("Move under another area"), gettext_lazy("Record the move"),
    gettext_lazy("With all that stands below it. Years before are still shown as they were."),
    gettext_lazy("The move of %(area)s is recorded."), actions.move_area,
)  # fmt: skip
SPLIT = Act(
    "places.split_area", gettext_lazy("Split the area"), gettext_lazy("Record the split"),
    gettext_lazy("New areas beside the old one. Say for each area below where it goes."),
    gettext_lazy("The split of %(area)s is recorded."), actions.split_area, "places/split.html",
)  # fmt: skip
MERGE = Act(
    "places.merge_areas", gettext_lazy("Merge areas into this one"), gettext_lazy("Record the merger"),
    gettext_lazy("The others end, and what lay below them goes under this one."),
    gettext_lazy("The merger into %(area)s is recorded."), actions.merge_areas,
)  # fmt: skip


def _area(request: Request, key: str, act: Act) -> Area:
    """The area of this page, for an office that may do the act there: 404 beyond reach, 403 without it."""
    area = area_of_key(key)
    policy.require(request.actor, act.name, area.path)
    if area.until is not None:
        raise Refused("area.ended", _("This area has ended. Choose the one that took its place."))
    be_at(request, area)
    return area


def _page(request: Request, act: Act, area: Area, form: forms.Form, **also: object) -> HttpResponse:
    names = {"form": form, "act": act, "area": area, "shown": label(area, full=True), **also}
    return show(request, act.template, names)


def _plain(request: Request, act: Act, area: Area, form: forms.Form, facts: dict[str, Any]) -> HttpResponse:
    """An act that is easily put right: done at once."""
    if request.method == "POST":
        done = attempt(form, act.run, actor=request.actor, client_key=once(request), **facts)
        if done is not None:
            toast(request, str(act.done) % {"area": label(done)})
            return redirect("place", done.key)
    return _page(request, act, area, form, client_key=once(request))


def _asked(
    request: Request, act: Act, area: Area, form: forms.Form, *,
    tell: Callable[[Any], Sequence[str]], facts: dict[str, Any], **also: object,
) -> HttpResponse:  # fmt: skip
    """An act of law: rehearsed and told first, done when that is answered."""
    question = None
    if request.method == "POST" and is_answered(request):
        done = attempt(form, act.run, actor=request.actor, client_key=once(request), **facts)
        if done is not None:
            toast(request, str(act.done) % {"area": label(area_of_key(area.key))})
            return redirect("area-history", area.key)
    elif request.method == "POST":
        question = ask_first(request, form, act.run, tell, actor=request.actor, **facts)
        area.refresh_from_db()  # the rehearsal is taken back, also in this row
    return _page(request, act, area, form, question=question, **also)


def add(request: Request, key: str) -> HttpResponse:
    """A village or urban community under a tambon."""
    area = _area(request, key, ADD)
    if area.kind != AreaKind.SUBDISTRICT:
        raise Refused("area.parent", _("Villages are added at their tambon. Choose the tambon first."))
    return _plain(request, ADD, area, AddAreaForm(request.POST or None), {"parent": area})


def correct(request: Request, key: str) -> HttpResponse:
    """Names, number and postal code that were entered wrongly."""
    area = _area(request, key, CORRECT)
    return _plain(request, CORRECT, area, CorrectAreaForm(request.POST or None, area=area), {"area": area})


def rename(request: Request, key: str) -> HttpResponse:
    """Another name from a day on."""
    area = _area(request, key, RENAME)
    old = label(area)
    form = RenameForm(request.POST or None)
    return _asked(
        request, RENAME, area, form, tell=lambda done: effects.renamed(done, old), facts={"area": area}
    )


def move(request: Request, key: str) -> HttpResponse:
    """Under another area from a day on."""
    area = _area(request, key, MOVE)
    if area.kind in (AreaKind.NATION, AreaKind.PROVINCE):
        raise Refused("area.cannot_move", _("A province does not move."))
    above = ABOVE[LEVEL[AreaKind(area.kind)] - 1]  # type: ignore[index]
    form = MoveForm(request.POST or None, area=area, above=above, within=_reach(request, area))
    old, code = parent_title(area), area.code

    def tell(done: Area) -> list[str]:
        return effects.moved(request.actor, done, old, code, form.cleaned_data["on"])

    return _asked(request, MOVE, area, form, tell=tell, facts={"area": area})


def _reach(request: Request, area: Area) -> str:
    """The path within which an area may be moved: its province, or the country for who reaches it."""
    return "" if request.actor.reaches("") else area.path[:3]


def split(request: Request, key: str) -> HttpResponse:
    """New areas beside an old one; `?parts=2` for more than one new area."""
    area = _area(request, key, SPLIT)
    if area.kind == AreaKind.NATION:
        raise Refused("change.nation", _("The nation cannot be split."))
    asked = request.GET.get("parts", "1")
    count = min(max(int(asked), 1), MOST_PARTS) if asked.isdecimal() and len(asked) < 3 else 1
    before = effects.counted(request.actor, area)
    form = SplitForm(request.POST or None, area=area, below=children(request.actor, area), count=count)

    def tell(made: list[Area]) -> list[str]:
        facts = form.cleaned_data
        return effects.split(request.actor, area, before, made, facts["on"], goes_on=facts["goes_on"])

    more = f"?parts={count + 1}" if count < MOST_PARTS else ""
    return _asked(request, SPLIT, area, form, tell=tell, facts={"area": area}, more=more)


def merge(request: Request, key: str) -> HttpResponse:
    """Neighbours under the same area go into this one."""
    area = _area(request, key, MERGE)
    if area.parent is None or area.kind == AreaKind.PROVINCE:
        raise Refused("area.cannot_merge", _("Provinces are not merged here."))
    neighbours = [
        one for one in children(request.actor, area.parent) if one.pk != area.pk and one.kind == area.kind
    ]
    form = MergeForm(request.POST or None, neighbours=neighbours)

    def tell(into: Area) -> list[str]:
        return effects.merged(request.actor, into, before, form.cleaned_data["on"])

    chosen = set(request.POST.getlist("areas"))
    joined = [area, *(one for one in neighbours if str(one.pk) in chosen)]
    before = [(one, effects.counted(request.actor, one)) for one in joined]
    return _asked(request, MERGE, area, form, tell=tell, facts={"into": area})


@login_not_required
@require_safe
def history(request: Request, key: str) -> HttpResponse:
    """What happened to an area, what it was called, and what may be done with it."""
    area = area_of_key(key)
    be_at(request, area)
    past = history_of(request.actor, area)
    context = {
        "area": area, "shown": label(area, full=True), "history": past, "acts": acts_on(request, area),
        "events": [_told(event) for event in past.events],
    }  # fmt: skip
    return show(request, "places/history.html", context)


def _told(event: AreaEvent) -> dict[str, Any]:
    """An event with its facts before and after in words."""
    return {"event": event, "before": _facts(event.before), "after": _facts(event.after)}


def _facts(facts: dict[str, Any]) -> str:
    counts = {kind: facts[kind] for kind in AreaKind.values if isinstance(facts.get(kind), int)}
    moved = facts.get("moved")
    words = [
        ", ".join(value) if isinstance(value, list) else str(value)
        for name, value in facts.items()
        if name not in counts and name not in ("moved", "heir") and value
    ]
    words += [effects.in_words(counts)] if counts else []
    if moved:
        words.append(_("what stood there itself: %(counts)s") % {"counts": effects.moved_in_words(moved)})
    if facts.get("heir"):
        words.append(_("it went to %(heir)s") % {"heir": facts["heir"]})
    return " · ".join(words)


ACTS = (
    ("area-add", ADD, (AreaKind.SUBDISTRICT,)),
    ("area-correct", CORRECT, tuple(AreaKind)[1:]),
    ("area-rename", RENAME, tuple(AreaKind)[1:]),
    ("area-move", MOVE, tuple(AreaKind)[2:]),
    ("area-split", SPLIT, tuple(AreaKind)[1:]),
    ("area-merge", MERGE, tuple(AreaKind)[2:]),
)


def acts_on(request: Request, area: Area) -> list[dict[str, str]]:
    """The acts that this seat may do on an area in force, with their addresses."""
    if area.until is not None:
        return []
    return [
        {"url": reverse(name, args=[area.key]), "title": str(act.title)}
        for name, act, kinds in ACTS
        if area.kind in kinds and policy.may(request.actor, act.name, area.path)
    ]
