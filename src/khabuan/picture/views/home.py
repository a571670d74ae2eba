"""งานของฉัน: what waits for this seat, and what it does most; all that waits, page by page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.web import show
from khabuan.picture import presenting
from khabuan.picture.duties import Duties, in_order
from khabuan.picture.forms import DutyFilter
from khabuan.places.here import here

WORK_SHOWN = 30


@require_safe
def home(request: Request) -> HttpResponse:
    """งานของฉัน: what is due for this seat, from every app."""
    actor, today = request.actor, clock.today()
    found = [(source.due(actor, today, WORK_SHOWN), source) for source in offers.duty_sources]
    duties = in_order((duty for due, _source in found for duty in due), today)
    # A source that gave fewer than it might has given all: only full ones need counting.
    request.waiting = sum(
        len(due) if len(due) < WORK_SHOWN else source.count(actor, today) for due, source in found
    )
    context = {
        "duties": duties[:WORK_SHOWN],
        "count": request.waiting,
        "all_url": reverse("duties") if request.waiting > WORK_SHOWN else "",
        "may_take_in": policy.may(actor, "exchange.take_in"),
        "today": today,
        "own_url": actor.page,
        "jobs": _jobs(request),
    }
    return show(request, "picture/home.html", context)


def _own_page(actor: Actor) -> dict[str, str]:
    """The page that is this seat's own, wherever the bar stands: of its organisation, its group or its place."""
    own = {"url": actor.page, "fact": actor.title}
    if actor.page.startswith("/organisations/"):
        return {"text": _("Our organisation"), "icon": "build", **own}
    if actor.page.startswith("/groups/"):
        return {"text": _("Picture of our group"), "icon": "picture", **own}
    return {"text": _("Picture of the place"), "icon": "picture", **own}


@require_safe
def duties(request: Request) -> HttpResponse:
    """Everything that is due for this seat, with a choice of the kind."""
    due = Duties(request.actor, clock.today())
    request.waiting = len(due)
    form = DutyFilter(request.GET, kinds=due.kinds)
    due.kind = form.wanted
    context = {"filter": form, "page": Paginator(due, WORK_SHOWN).get_page(request.GET.get("page"))}
    return show(request, "picture/duties.html", context)


def _jobs(request: Request) -> list[dict[str, str]]:
    """The four things that this seat does most, at its own place first."""
    actor, area = request.actor, here(request).place
    jobs = [
        _own_page(actor),
        {
            "text": _("Organisations"),
            "url": presenting.listing("organisations", area),
            "icon": "build",
            "fact": _("councils, funds, groups"),
        },
        {
            "text": _("People"),
            "url": presenting.listing("people", area),
            "icon": "people",
            "fact": _("posts and terms"),
        },
    ]
    if policy.may(actor, "exchange.take_in"):
        jobs.append(
            {
                "text": _("Bring in a list"),
                "url": reverse("imports"),
                "icon": "down",
                "fact": _("from a spreadsheet"),
            }
        )
    if not policy.may_read(actor.role, "registry.person"):
        jobs = [job for job in jobs if job["icon"] != "people"]
    return jobs
