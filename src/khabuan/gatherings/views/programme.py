"""The programme of a gathering: its bodies, its parts, who did what in which post."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.followup.views.asking import Sheet, ask
from khabuan.gatherings.actions import programme as actions
from khabuan.gatherings.forms import programme as forms
from khabuan.gatherings.models import Gathering, GatheringPart, ProgrammeAct
from khabuan.gatherings.queries import one as queries
from khabuan.gatherings.views.asking import to_act_on
from khabuan.registry.models import Person
from khabuan.registry.queries.finding import find_people

MOST_FOUND = 12


def body_add(request: Request, pk: int) -> HttpResponse:
    """A body that hosts it too, supports it, was called on or took part."""
    row = to_act_on(request, pk, "add_body")
    client_key = once(request)
    form = forms.BodyLineForm(typed(request), actor=request.actor)
    if attempt(form, actions.add_body, actor=request.actor, gathering=row, client_key=client_key):
        toast(request, _("The organisation is on the list."))
        return redirect(f"{row.get_absolute_url()}#bodies")
    sheet = Sheet(_("Add an organisation"), _("Put it on the list"), str(row), f"{row.get_absolute_url()}#bodies",
                  _("Do not add"))  # fmt: skip
    return ask(request, form, sheet, client_key=client_key)


def part_add(request: Request, pk: int) -> HttpResponse:
    """A day, room or session; one may be a statutory meeting."""
    row = to_act_on(request, pk, "add_part")
    client_key = once(request)
    form = forms.PartForm(
        typed(request), gathering=row, meetings=queries.meetings_of_days(request.actor, row)
    )
    if attempt(form, actions.add_part, actor=request.actor, gathering=row, client_key=client_key):
        toast(request, _("The part is in the programme."))
        return redirect(_programme(row))
    sheet = Sheet(
        _("Add a day, room or session"),
        _("Put it into the programme"),
        str(row),
        _programme(row),
        _("Do not add"),
    )
    return ask(request, form, sheet, client_key=client_key)


def part_change(request: Request, pk: int) -> HttpResponse:
    """Correct a part."""
    line = _line(request, "parts", pk, GatheringPart)
    row = to_act_on(request, line.gathering_id, "change_part")
    known = {name: getattr(line, name) for name in ("title", "on", "starts_at", "ends_at", "room")}
    form = forms.PartForm(
        typed(request), gathering=row, meetings=queries.meetings_of_days(request.actor, row),
        initial=known | {"meeting": str(line.meeting_id or "")},
    )  # fmt: skip
    if attempt(form, actions.change_part, actor=request.actor, gathering=row, part=line):
        toast(request, _("The part is corrected."))
        return redirect(_programme(row))
    sheet = Sheet(_("Correct the part"), _("Correct it"), str(row), _programme(row), _("Leave as it is"))
    return ask(request, form, sheet)


def act_add(request: Request, pk: int) -> HttpResponse:
    """Who did what: found in the register first, or written in words (`?words=1`)."""
    row = to_act_on(request, pk, "add_act")
    person = _person(request)
    asked = request.GET.get("q", "").strip()
    if person is None and "words" not in request.GET:
        found = find_people(request.actor, asked, MOST_FOUND) if asked else []
        return show(
            request, "gatherings/act_find.html", {"row": row, "q": asked, "found": found}, partial="found"
        )
    posts = None if person is None else queries.posts_held(request.actor, person, row)
    client_key = once(request)
    form = forms.ActForm(
        typed(request), gathering=row, parts=_parts(request, row), posts=posts, initial={"name": asked}
    )
    facts = {"actor": request.actor, "gathering": row, "client_key": client_key}
    made = attempt(form, actions.add_act, **facts, **({"person": person} if person else {}))
    if made is not None:
        toast(request, _("It is in the programme."))
        return redirect(_programme(row))
    context = {"form": form, "row": row, "person": person, "posts": posts, "client_key": client_key}
    return show(request, "gatherings/act.html", context)


def act_change(request: Request, pk: int) -> HttpResponse:
    """Correct what was done, when, in which post."""
    line = _line(request, "acts", pk, ProgrammeAct)
    row = to_act_on(request, line.gathering_id, "change_act")
    posts = None if line.person is None else queries.posts_held(request.actor, line.person, row)
    form = forms.ActForm(
        typed(request), gathering=row, parts=_parts(request, row), posts=posts, initial=_known(line)
    )
    if attempt(form, actions.change_act, actor=request.actor, gathering=row, act=line):
        toast(request, _("The line is corrected."))
        return redirect(_programme(row))
    context = {"form": form, "row": row, "act": line, "person": line.person, "posts": posts}
    return show(request, "gatherings/act.html", context)


def _known(line: ProgrammeAct) -> dict[str, Any]:
    known = {name: getattr(line, name) for name in ("doing", "topic", "on", "at", "name")}
    known |= {"part": str(line.part_id or ""), "appointment": str(line.appointment_id or "")}
    return known | {"post": "" if line.appointment_id else line.post}


def _parts(request: Request, row: Gathering) -> list[GatheringPart]:
    return [one.part for one in queries.programme_of(request.actor, row) if one.part is not None]


def _person(request: Request) -> Person | None:
    """The person that was chosen. OutOfArea for one that this seat does not see."""
    asked = request.GET.get("person", "")
    if not asked:
        return None
    key = int(asked) if asked.isdecimal() and len(asked) < 20 else 0
    found: Person | None = Person.objects.visible_to(request.actor).filter(pk=key, stays__isnull=True).first()
    if found is None:
        raise OutOfArea(f"person {asked}")
    return found


def _line(request: Request, noun: str, pk: int, model: type[Any]) -> Any:  # noqa: ANN401 - a line of that table
    line = queries.line_of(request.actor, noun, pk)
    if not isinstance(line, model):
        raise OutOfArea(f"{noun} {pk}")
    return line


def _programme(row: Gathering) -> str:
    return f"{row.get_absolute_url()}#programme"
