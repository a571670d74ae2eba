"""A sheet in the books: its lines and receipts, its papers, one wrong line put right."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, money
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.toasts import toast
from khabuan.core.web import show, typed
from khabuan.files.queries import files_of
from khabuan.funds import printing
from khabuan.funds.actions.correcting import correct_line
from khabuan.funds.forms.collecting import CorrectForm
from khabuan.funds.models import CollectionSheet, Member
from khabuan.funds.queries.cash import stands
from khabuan.funds.queries.receipts import Numbers, SheetLine, lines_of
from khabuan.funds.queries.roll import roll_of
from khabuan.funds.rules.words import SecondSignature, SheetState
from khabuan.funds.views.sheets import sheet_here, title_of
from khabuan.ledger.queries.reading import later_of
from khabuan.ledger.rules.words import LineKind
from khabuan.papers.receipts import Layout, receipt_picture, receipts_pdf
from khabuan.places.here import stand_at

KINDS = {"contribution": LineKind.CONTRIBUTION, "fee": LineKind.ENTRY_FEE}


def record(request: Request, pk: int) -> HttpResponse:
    """What was taken, line by line, who signed, where the cash is."""
    here = sheet_here(request, pk)
    if here.state == SheetState.OPEN and policy.may(request.actor, "funds.take_payment", here.place):
        return redirect("sheet", pk=pk)
    stand_at(request, (here.centre or here.fund.organisation).area)
    numbers = Numbers(here)
    lines = lines_of(here, numbers)
    turned = [one for one in later_of(here.entry) if one.reverses_id] if here.entry else []
    context = {
        "back": turned[0] if turned else None,
        "sheet": here, "title": title_of(here), "numbers": numbers.ranges, "lines": lines,
        "standing": sum(not one.is_void for one in lines),
        "files": files_of(request.actor, here),
        "is_unsigned": here.signature == SecondSignature.NONE and stands(here),
        "may": {
            name: policy.may(request.actor, f"funds.{name}", here.place) for name in ("sign_sheet", "correct_line")
        },
        "standing_baht": sum((one.amount for one in lines if not one.is_void), money.NOTHING),
    }  # fmt: skip
    return show(request, "funds/sheet_record.html", context)


def receipt(request: Request, pk: int, seq: int) -> HttpResponse:
    """One receipt: what is on it, and the ways to hand it over."""
    here, numbers, lines = _lines(request, pk, seq)
    found = printing.receipts_of(here, lines, numbers)
    if not found:
        raise OutOfArea("receipt")
    stand_at(request, (here.centre or here.fund.organisation).area)
    context = {"sheet": here, "receipt": found[0], "lines": lines, "seq": seq, "title": title_of(here)}
    return show(request, "funds/receipt.html", context)


def receipt_file(request: Request, pk: int, seq: int, form: str) -> HttpResponse:
    """The receipt as A5, on a roll of 58 mm, or as a picture for LINE."""
    here, numbers, lines = _lines(request, pk, seq)
    found = printing.receipts_of(here, lines, numbers)
    if not found:
        raise OutOfArea("receipt")
    by, name = request.actor.title, found[0].number_text.replace("/", "-")
    if form == "png":
        return _file(receipt_picture(found[0], printed_by=by), f"receipt-{name}.png", "image/png")
    if form not in {one.value for one in Layout}:
        raise OutOfArea("receipt")
    content = receipts_pdf(found[:1], printed_by=by, layout=Layout(form))
    return _file(content, f"receipt-{name}-{form}.pdf", "application/pdf")


def receipts(request: Request, pk: int) -> HttpResponse:
    """All receipts of a sheet in one file, two on a sheet of A4, or as A5."""
    here = sheet_here(request, pk)
    numbers = Numbers(here)
    found = printing.receipts_of(here, [one for one in lines_of(here, numbers) if not one.is_void], numbers)
    if not found:
        raise Refused("no_receipts", _("This sheet has no receipts of ours."))
    layout = request.GET.get("layout", Layout.TWO_ON_A4.value)
    chosen = Layout(layout) if layout in {one.value for one in Layout} else Layout.TWO_ON_A4
    content = receipts_pdf(found, printed_by=request.actor.title, layout=chosen)
    name = _("Receipts %(where)s %(day)s") % {"where": title_of(here), "day": thai_date(here.on)}
    return _file(content, f"{name}.pdf", "application/pdf")


@require_POST
def paper(request: Request, pk: int) -> HttpResponse:
    """Print the sheet on A4: the list to collect by while it is open, what was taken when it is in the books."""
    here = sheet_here(request, pk)
    if here.state == SheetState.OPEN:
        printed = printing.print_list(request.actor, here, roll_of(request.actor, here))
    else:
        numbers = Numbers(here)
        printed = printing.print_record(request.actor, here, lines_of(here, numbers), numbers)
    return _file(printed.content, f"sheet-{here.on}.pdf", "application/pdf")


def correct(request: Request, pk: int, seq: int, kind: str) -> HttpResponse:
    """One wrong line put right, the others untouched."""
    here, _numbers, lines = _lines(request, pk, seq)
    policy.require(request.actor, "funds.correct_line", here.place)
    line = next((one for one in lines if one.kind == KINDS.get(kind)), None)
    if line is None:
        raise OutOfArea("line")
    if line.is_void and request.method != "POST":
        toast(request, _("This receipt is void already. Where another line is wrong, correct that one."))
        return redirect("sheet-record", pk=pk)
    form = CorrectForm(typed(request), initial=_first_guess(here))
    if form.is_valid() and _corrected(request, here, line, form):
        toast(request, _("The line is corrected. The other lines stand as they were."))
        return redirect("sheet-record", pk=pk)
    context = {"form": form, "sheet": here, "line": line, "title": title_of(here)}
    return show(request, "funds/sheet_correct.html", context)


def _first_guess(here: CollectionSheet) -> dict[str, object]:
    """Where the counted cash differs, most likely a receipt was written wrong; else money has gone back."""
    return {"on": clock.today(), "what": "amount", "cash": "paper" if here.differs else "moved"}


def _corrected(request: Request, here: CollectionSheet, line: SheetLine, form: CorrectForm) -> object:
    """Whether the correction was made; what the chosen way lacks is said beside its box."""
    told = form.cleaned_data
    what, baht, member = told["what"], told["baht"], None
    if what == "amount" and baht is None:
        form.add_error("baht", _("Write the right amount."))
    if what == "member":
        number = told["number"].strip()
        member = Member.objects.visible_to(request.actor).filter(fund=here.fund_id, number=number).first()
        baht = baht or line.amount
        if member is None:
            form.add_error("number", _("There is no member with this number. Look at the number again."))
    if form.errors:
        return None
    facts = {
        "reason": told["reason"],
        "on": told["on"],
        "baht": None if what == "none" else baht,
        "member": member,
        "is_paper_only": told["cash"] == "paper" and what != "member",
    }
    try:
        return correct_line(actor=request.actor, sheet=here, seq=line.seq, kind=line.kind, **facts)
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, str(no.message))
        return None


def _lines(request: Request, pk: int, seq: int) -> tuple[CollectionSheet, Numbers, list[SheetLine]]:
    here = sheet_here(request, pk)
    numbers = Numbers(here)
    lines = lines_of(here, numbers, seq=seq)
    if not lines:
        raise OutOfArea("line")
    return here, numbers, lines


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(content, content_type=content_type, headers=headers)
