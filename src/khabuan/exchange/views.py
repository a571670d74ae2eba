"""Pages of lists in and out: choose and upload, the rehearsal's result, settle, save, done; exports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.lists import SKIP
from khabuan.core.offers import Sheet
from khabuan.core.toasts import toast
from khabuan.core.uploads import was_too_big
from khabuan.core.web import attempt, show
from khabuan.exchange import actions, outgoing, presenting, queries, work
from khabuan.exchange.forms import AgainForm, ExportForm, SettleForm, UploadForm
from khabuan.exchange.models import GOOD, ImportBatch, ImportRow
from khabuan.places.here import here
from khabuan.places.labels import label

SHOWN = 50
CLEAR = 85  # of 100: from here on the likeness is proposed as the answer
#: A file of at most so many bytes is rehearsed while the sender waits: a few hundred rows.
SMALL = 40_000


def _require_office(request: Request) -> None:
    if not policy.may(request.actor, "exchange.take_in"):
        offices = policy.POLICY["exchange.take_in"].offices
        raise NotAllowed("exchange.take_in", tuple(office.label for office in offices))


def _batch(request: Request, pk: int) -> ImportBatch:
    """The file, if it is in sight: 403 for an office that brings in no lists, else 404."""
    _require_office(request)
    found = queries.batches(request.actor).filter(pk=pk).first()
    if found is None:
        raise OutOfArea("import")
    return found


def _sheet(key: str) -> Sheet:
    found = offers.sheets.get(key)
    if found is None:
        raise OutOfArea("sheet")
    return found


def _send(file: outgoing.FileOut) -> HttpResponse:
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def import_list(request: Request) -> HttpResponse:
    """Files that came in, the newest first."""
    _require_office(request)
    page = Paginator(queries.batches(request.actor), SHOWN).get_page(request.GET.get("page"))
    context = {"page": page, "lines": presenting.lines_of(request.actor, list(page))}
    return show(request, "exchange/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: Request) -> HttpResponse:
    """Choose the list and the file; then it is rehearsed."""
    _require_office(request)
    actor, places = request.actor, queries.places_for(request.actor, here(request).place)
    sheets = queries.sheets_for(actor)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(
        *data, sheets=sheets, places=places, too_big=request.method == "POST" and was_too_big(request)
    )
    form.initial["sheet"] = request.GET.get("sheet", "")
    area = form.area()
    if form.is_bound and not actor.reaches(area.node):
        form.add_error(None, _("This place is not yours. Choose a place of your own in the bar above."))
    if form.is_bound and (batch := _taken(request, form, area=area)):
        return redirect("import", batch.pk)
    context = {
        "form": form,
        "area_label": label(area),
        "sheets": sheets,
        "wide": area.kind not in actions.PLACES,
    }
    return show(request, "exchange/new.html", context)


def _taken(request: Request, form: Any, **facts: Any) -> ImportBatch | None:
    """Take the form's file in; a small one is rehearsed before the answer, a larger one by the worker."""
    if not form.is_valid() or form.errors:
        return None
    file = form.cleaned_data.pop("file")
    form.cleaned_data.pop("area_key", None)
    content, actor = file.read(), request.actor
    batch = attempt(form, actions.take_in, actor=actor, file_name=file.name, content=content, **facts)
    if batch is not None and len(content) <= SMALL:
        work.rehearse(actor, batch)
    return batch


@require_safe
def import_template(request: Request, sheet: str) -> HttpResponse:
    """The empty list with drop-downs."""
    _require_office(request)
    return _send(outgoing.template(_sheet(sheet)))


@require_safe
def import_batch(request: Request, pk: int) -> HttpResponse:
    """How far it is, or the rehearsal's result, or what was saved."""
    batch = _batch(request, pk)
    context = presenting.batch_page(request.actor, batch, request.GET.get("page"))
    return show(request, f"exchange/{context['template']}.html", context, partial="live")


@require_safe
def import_rows(request: Request, pk: int) -> HttpResponse:
    """The rows that can be saved or are as before, with what each changes."""
    batch = _batch(request, pk)
    verdicts = (*GOOD, ImportRow.Verdict.SAME, ImportRow.Verdict.SAVED)
    rows = queries.rows_of(request.actor, batch, *verdicts)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    return show(
        request,
        "exchange/rows.html",
        {"batch": batch, "page": page, "rows": presenting.row_lines(batch, page)},
    )


@require_safe
def import_file(request: Request, pk: int) -> HttpResponse:
    """The file back, its wrong cells red."""
    return _send(outgoing.returned(request.actor, _batch(request, pk)))


@require_POST
def import_save(request: Request, pk: int) -> HttpResponse:
    """Save the good rows; few ones before the answer."""
    batch, actor = _batch(request, pk), request.actor
    try:
        actions.save_good_rows(actor=actor, batch=batch)
    except Refused as no:  # another tab was quicker: its page says what became of the file
        toast(request, str(no.message))
        return redirect("import", batch.pk)
    if batch.total <= work.SAVED // 2:
        work.save_rows(actor, batch)
    return redirect("import", batch.pk)


@require_POST
def import_discard(request: Request, pk: int) -> HttpResponse:
    """Throw the file away, or the rows of it that were not saved."""
    batch = _batch(request, pk)
    actions.discard(actor=request.actor, batch=batch)
    toast(request, _("“%(name)s” does not wait any more.") % {"name": batch.file_name})
    return redirect("imports")


@require_POST
def import_go_on(request: Request, pk: int) -> HttpResponse:
    """Have a batch taken up again whose worker has died."""
    batch = _batch(request, pk)
    actions.go_on(actor=request.actor, batch=batch)
    return redirect("import", batch.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def import_again(request: Request, pk: int) -> HttpResponse:
    """Send the corrected file: what was saved stays, only what changed is changed."""
    batch = _batch(request, pk)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AgainForm(*data, too_big=request.method == "POST" and was_too_big(request))
    facts = {"sheet": batch.sheet, "area": batch.area, "after": batch}
    if form.is_bound and (after := _taken(request, form, **facts)):
        return redirect("import", after.pk)
    return show(request, "exchange/again.html", {"form": form, "batch": batch})


@require_http_methods(["GET", "HEAD", "POST"])
def import_settle(request: Request, pk: int, number: int = 0) -> HttpResponse:
    """One row after another: who is it? The same, another, or not now."""
    batch, actor = _batch(request, pk), request.actor
    rows = queries.rows_of(actor, batch)
    row = rows.filter(number=number).first() if number else queries.next_to_settle(actor, batch)
    if row is None:
        return redirect("import", batch.pk)
    row.batch = batch
    question = queries.question_of(batch, row)
    data = request.POST.copy() if request.method == "POST" else None
    if skips := bool(data and data.get("skip")):
        data["decision"] = SKIP  # type: ignore[index]
    # One press must not join two people who are only somewhat alike.
    is_clear = bool(row.candidates) and row.candidates[0].get("score", 0) >= CLEAR
    first = {"decision": row.decision or (question.choices[0].value if is_clear else "")}
    form = SettleForm(data, answers=_answers(question, may_skip=skips), initial=first)
    settled = attempt(form, actions.settle_row, actor=actor, row=row) if form.is_bound else None
    if settled is not None:
        return _after_settling(request, batch, row)
    progress = presenting.settling_progress(actor, batch)
    return show(
        request, "exchange/settle.html", {"form": form, "batch": batch, "question": question, **progress}
    )


def _small(lines: Sequence[str]) -> SafeString:
    return format_html_join("", "<small>{}</small>", ((line,) for line in lines))


def _answers(question: queries.Question, *, may_skip: bool) -> list[tuple[str, Any]]:
    shown = [
        (one.value, format_html("<b>{}</b>{}", one.title, _small(one.lines)))
        for one in question.choices
    ]  # fmt: skip
    return [*shown, (SKIP, "")] if may_skip else shown


def _after_settling(request: Request, batch: ImportBatch, row: ImportRow) -> HttpResponse:
    following = queries.next_to_settle(request.actor, batch, row.number)
    if following is None:
        toast(request, _("All rows are settled. Now save them."))
        return redirect(f"{reverse('import', args=[batch.pk])}#ok")
    return redirect("import_settle_row", batch.pk, following.number)


@require_safe
def exports(request: Request) -> HttpResponse:
    """Every list of the place, as a file that can be sent in again."""
    _require_office(request)
    area = here(request).place
    return show(
        request, "exchange/exports.html", {"form": _export_form(request, None), "area_label": label(area)}
    )


def _export_form(request: Request, data: Any) -> ExportForm:
    may_open = policy.may(request.actor, "registry.reveal_identity")
    return ExportForm(
        data,
        sheets=list(offers.sheets),
        may_open=may_open,
        initial={"sheet": request.GET.get("sheet", "people"), "kind": "xlsx"},
    )


@require_POST
def export_file(request: Request) -> HttpResponse:
    """The file; with a reason the citizen numbers are opened and each is logged."""
    _require_office(request)
    form, area = _export_form(request, request.POST), here(request).place
    if not request.actor.reaches(area.path) and area.path not in request.actor.upline:
        return redirect(f"{reverse('exports')}?place={area.key}")  # which says that it is not shown
    if form.is_valid():
        facts = form.cleaned_data
        reason = facts["reason"] if facts.get("open_numbers") else ""
        try:
            sheet, actor = _sheet(facts["sheet"]), request.actor
            return _send(outgoing.export(actor, sheet, area, kind=facts["kind"], reason=reason))
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no.message))
    return show(request, "exchange/exports.html", {"form": form, "area_label": label(area)})
