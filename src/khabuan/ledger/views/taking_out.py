"""The book as text for another program: chosen on a page, noted, sent from a file."""

from __future__ import annotations

import tempfile

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.web import attempt, show, typed
from khabuan.ledger.actions.taking_out import take_out
from khabuan.ledger.exports import journal_of
from khabuan.ledger.forms import TakeOutForm
from khabuan.ledger.models import Book
from khabuan.ledger.queries.reading import book_of
from khabuan.ledger.rules.journals import JournalProgram


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: Request, pk: int) -> HttpResponseBase:
    """Which program, and whether with a part for each member."""
    found = book_of(request.actor, pk)
    policy.require(request.actor, "ledger.take_out", found.node)
    form = TakeOutForm(typed(request), initial={"program": JournalProgram.HLEDGER})
    if attempt(form, take_out, actor=request.actor, book=found) is not None:
        facts = form.cleaned_data
        return _file(found, JournalProgram(facts["program"]), with_lines=facts["with_lines"])
    return show(request, "ledger/export.html", {"book": found, "form": form})


def _file(book: Book, program: JournalProgram, *, with_lines: bool) -> FileResponse:
    """Written whole before the first byte is sent: half a book must never look like one."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    for piece in journal_of(book, program, with_lines=with_lines):
        file.write(piece.encode())
    file.seek(0)
    name = f"{book.name} {_('with parties')}" if with_lines else book.name
    return FileResponse(
        file, as_attachment=True, filename=f"{name}.{program}", content_type="text/plain; charset=utf-8"
    )
