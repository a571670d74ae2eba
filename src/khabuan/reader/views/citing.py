"""Records that stand there already and of which a text tells: offered, linked by a person, taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import show
from khabuan.reader.actions.citing import cite_record, take_back_citation
from khabuan.reader.models import Text
from khabuan.reader.queries import recorded as queries
from khabuan.reader.queries.recorded import Because
from khabuan.reader.views.texts import text_here, to_act_on


def cite(request: Request, pk: int) -> HttpResponse:
    """The records that may be meant, each with the reason; the button links one, or takes a link back."""
    if request.method == "POST":
        row = to_act_on(request, pk, "cite_record")
        if "use" in request.POST:
            _take_back(request, row)
        else:
            _link(request, row)
        return redirect("reader-cite", row.pk)
    row, actor = text_here(request, pk), request.actor
    context = {
        "row": row,
        "cited": queries.cited_of(actor, row),
        "offered": [(one, _(Because(one.because).label)) for one in queries.offered(actor, row)],
        "may_cite": policy.may(actor, "reader.cite_record", row.node),
    }
    return show(request, "reader/cite.html", context)


def _link(request: Request, row: Text) -> None:
    typed = request.POST.get("record", "")
    found = next((one for one in queries.offered(request.actor, row) if one.value == typed), None)
    if found is None:
        raise OutOfArea("record")
    cite_record(actor=request.actor, text=row, record=queries.record_of(request.actor, found.record))
    toast(request, _("The record has this text as its source now."))


def _take_back(request: Request, row: Text) -> None:
    typed = request.POST["use"]
    use = next((use for use, _title in queries.cited_of(request.actor, row) if str(use.pk) == typed), None)
    if use is None:
        raise OutOfArea("use")
    take_back_citation(actor=request.actor, use=use)
    toast(request, _("The record has this text as its source no longer."))
