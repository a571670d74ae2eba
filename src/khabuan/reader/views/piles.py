"""Many texts at once: brought in, how far their reading is, what was left out and why."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.held import seems_dead
from khabuan.core.parts.words import number
from khabuan.core.toasts import toast
from khabuan.core.uploads import was_too_big
from khabuan.core.web import attempt, show
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.reader import piling
from khabuan.reader.actions import piles as actions
from khabuan.reader.forms.piles import PileForm
from khabuan.reader.models import Pile
from khabuan.reader.pile_words import left_out
from khabuan.reader.queries import piles as queries
from khabuan.reader.views.texts import own_place
from khabuan.registry.views.people import require_reader

PAGE = 50
KIND = Pile._meta.label_lower


def many(request: Request) -> HttpResponse:
    """Bring in many texts; those that came in before."""
    actor, is_sent = request.actor, request.method == "POST"
    policy.require(actor, "reader.take_pile", actor.home)
    sent = (request.POST, request.FILES) if is_sent else ()
    form = PileForm(*sent, actor=actor, place=own_place(request), too_big=is_sent and was_too_big(request))
    if is_sent and form.is_valid():
        files = [(one.name, one.read()) for one in form.cleaned_data.pop("file")]
        made = attempt(form, piling.take_in_files, actor=actor, files=files)
        if made is not None:
            return redirect(made)
    page = Paginator(queries.piles_in(actor, here(request).place), PAGE).get_page(request.GET.get("page"))
    return show(request, "reader/many.html", {"form": form, "page": page})


def pile(request: Request, pk: int) -> HttpResponse:
    """How far it is, and what was left out; the page asks again by itself while it is read."""
    row = _pile(request, pk)
    page = Paginator(queries.left_out_of(request.actor, row), PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "lead": f"{row.file_name} · {label(row.area, full=True)}",
        "page": page,
        "lines": [(one, left_out(one)) for one in page],
        "dead": seems_dead(row),
        "may_go_on": policy.may(request.actor, "reader.go_on_with_pile", row.node),
        "words": _("%(done)s of %(total)s read") % {"done": number(row.done), "total": number(row.total)},
    }
    return show(request, "reader/pile.html", context, partial="live")


def go_on(request: Request, pk: int) -> HttpResponse:
    """The worker has stopped, or nobody reads on: take it up again where it was."""
    row = _pile(request, pk)
    if request.method == "POST":
        is_taken_over = row.is_stopped
        actions.go_on(actor=request.actor, pile=row)
        words = (
            _("It goes on where it was, in your name.") if is_taken_over else _("It goes on where it was.")
        )
        toast(request, words)
    return redirect(row)


def _pile(request: Request, pk: int) -> Pile:
    require_reader(request, KIND)
    row = queries.pile_of(request.actor, pk)
    stand_at(request, row.area)
    return row
