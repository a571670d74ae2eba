"""Partner agencies: who supports what and where, who has just taken up a post, and what to tell them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.places.lists_out import list_out
from khabuan.registry.actions import organisations as actions
from khabuan.registry.forms import agencies as forms
from khabuan.registry.models import Appointment, Organisation, Support
from khabuan.registry.printing import issue_briefing
from khabuan.registry.queries import choices, standing
from khabuan.registry.queries.briefing import briefing, check_agency, may_print
from khabuan.registry.queries.organisations import AgencyLine, agencies_of
from khabuan.registry.rules.kinds import Issue, OrganisationKind
from khabuan.registry.views.links import add_at


@dataclass(frozen=True)
class Line:
    """An agency in the list: its first officer, and for each issue shown the areas it supports."""

    organisation: Organisation
    place: str
    officer: str
    post: str
    cells: list[tuple[str, str]]
    count: int


@dataclass(frozen=True)
class NewOfficer:
    appointment: Appointment
    name: str
    may_print: bool


def agencies(request: Request) -> HttpResponse:
    """The matrix agency × issue × area of the place of the bar, and whose officers have just changed."""
    at = here(request)
    found = agencies_of(request.actor, [at.place.path], at.on)
    present = [issue for issue in Issue if any(row.issue == issue for line in found for row in line.supports)]
    new = standing.handed_over(request.actor, [at.place.path], at.on)
    officers = [holder.appointment for line in found for holder in line.officers]
    names = standing.names_for(request.actor, [*officers, *new])
    places = choices.place_words(
        request.actor, [line.organisation.area for line in found], within=at.place.path
    )
    context = {
        "place": label(at.place, full=True),
        "issues": [_(issue.label) for issue in present],
        "lines": [_line(line, places[line.organisation.area_id], present, names) for line in found],
        "new": [NewOfficer(row, names.of(row), may_print(request.actor, row)) for row in new],
        "without": ", ".join(
            _(issue.label) for issue in Issue if issue not in present and issue != Issue.OTHER
        ),
        "may_add": policy.may(request.actor, "registry.add_organisation", at.place.path),
        "add_url": add_at(at.place, kind=OrganisationKind.AGENCY),
        "listing": list_out(request.actor, "agencies", at.place),
    }
    return show(request, "registry/agencies.html", context)


def _line(line: AgencyLine, place: str, issues: list[Issue], names: standing.Names) -> Line:
    first = next(iter(line.officers), None)
    cells = [
        (_(issue.label), ", ".join(label(row.area) for row in line.supports if row.issue == issue))
        for issue in issues
    ]
    return Line(
        line.organisation,
        place,
        names.of(first.appointment) if first else "",
        str(first.appointment.post) if first else "",
        cells,
        len(line.supports),
    )


def support_add(request: Request, pk: int) -> HttpResponse:
    """Record an issue that an agency supports in an area."""
    body = standing.organisation_of(request.actor, pk)
    policy.require(request.actor, "registry.keep_support", body.node)
    stand_at(request, body.area)
    form = forms.SupportForm(
        request.POST or None, actor=request.actor, place=choices.province_of(request.actor, body.area)
    )
    if attempt(form, actions.add_support, actor=request.actor, organisation=body):
        toast(request, _("The support is recorded."))
        return redirect(f"{body.get_absolute_url()}#supports")
    return show(request, "registry/support_form.html", {"form": form, "body": body})


def support_end(request: Request, pk: int) -> HttpResponse:
    """The agency supports this no more."""
    rows = Support.objects.visible_to(request.actor).filter(pk=pk)
    row: Support | None = rows.select_related("organisation__area", "area").first()
    if row is None:
        raise OutOfArea(f"support {pk}")
    policy.require(request.actor, "registry.end_support", row.node)
    stand_at(request, row.organisation.area)
    form = forms.EndSupportForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, actions.end_support, actor=request.actor, support=row):
        toast(request, _("The support has ended."))
        return redirect(f"{row.organisation.get_absolute_url()}#supports")
    context = {
        "form": form,
        "body": row.organisation,
        "row": row,
        "issue": _(Issue(row.issue).label),
        "area": label(row.area),
    }
    return show(request, "registry/support_end.html", context)


def briefing_page(request: Request, pk: int) -> HttpResponse:
    """Ask, then print the two pages for whoever holds this post of an agency, about the agency's own area, as of today.

    For who reaches the whole of that area, agency seats too: it tells totals and offices, no persons.
    """
    rows = Appointment.objects.visible_to(request.actor).filter(pk=pk)
    row: Appointment | None = rows.select_related("person", "post__organisation__area").first()
    if row is None:
        raise OutOfArea(f"appointment {pk}")
    if not may_print(request.actor, row):
        raise OutOfArea(f"briefing {pk}")
    check_agency(row)
    if request.method != "POST":
        return show(request, "registry/briefing.html", _briefing_words(request, row))
    printed = issue_briefing(request.actor, briefing(row, clock.today()))
    headers = {"Content-Disposition": f'inline; filename="briefing-{row.pk}.pdf"'}
    return HttpResponse(printed.content, content_type="application/pdf", headers=headers)


def _briefing_words(request: Request, row: Appointment) -> dict[str, object]:
    """What the paper will be about, before it is printed and written down."""
    agency = row.post.organisation
    return {
        "officer": standing.names_for(request.actor, [row]).of(row),
        "post": str(row.post),
        "agency": agency,
        "place": label(agency.area, full=True),
        "on": clock.today(),
    }
