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
from khabuan.picture.duties import Duties, piles
from khabuan.picture.first_steps import first_steps
from khabuan.picture.forms import DutyFilter
from khabuan.places.here import here, home_area

OF_A_KIND, WORK_SHOWN = 5, 30


@require_safe
def home(request: Request) -> HttpResponse:
    """งานของฉัน: what is due for this seat, from every app."""
    actor, today = request.actor, clock.today()
    found = piles(actor, today, OF_A_KIND)
    request.waiting = sum(pile.count for pile in found)
    context = {
        "piles": found,
        "jobs": _jobs(request),
        "steps": first_steps(actor, home_area(request), today),
        "count": request.waiting,
        "shown": sum(len(pile.duties) for pile in found),
        "may_take_in": policy.may(actor, "exchange.take_in"),
        "today": today,
        "own_url": actor.page,
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
    """The four things that this seat does most: those of its own work, or its own place first."""
    actor, area = request.actor, here(request).place
    own = [job for source in offers.job_sources for job in source.jobs(actor)]
    if own:
        return [
            {"text": str(job.text), "url": job.url, "icon": job.icon, "fact": str(job.fact)} for job in own
        ]
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
