"""The books of numbers of a body: who holds which, and a new one given out. What a book is, `papers` says."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.papers.actions import numbers as actions
from khabuan.papers.forms import IssueBookForm
from khabuan.papers.queries.numbers import books_of, next_book_number
from khabuan.papers.rules import NumberKind
from khabuan.places.here import stand_at
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of

READS = "papers.numberbook"
MOST = 500  # a fund of a thousand members fills a hundred books in ten years


def number_books(request: Request, pk: int) -> HttpResponse:
    """Which books are out, with whom, how many numbers are left, which have not come back."""
    body = _body(request, pk)
    books = list(books_of(request.actor, body.node)[:MOST])
    context = {
        "body": body,
        "out": [book for book in books if not book.closed_on],
        "closed": [book for book in books if book.closed_on],
        "may_issue": policy.may(request.actor, "papers.issue_number_book", body.node) and not body.ended_on,
    }
    return show(request, "papers/number_books.html", context)


def issue(request: Request, pk: int) -> HttpResponse:
    """Give out a new book, or one already begun on paper."""
    body = _body(request, pk)
    policy.require(request.actor, "papers.issue_number_book", body.node)
    following = next_book_number(request.actor, body.node, NumberKind.RECEIPT)
    form = IssueBookForm(typed(request), initial={"number": following, "on": clock.today()})
    book = attempt(form, actions.issue_number_book, actor=request.actor, body=body)
    if book is not None:
        words = _("%(book)s is given to %(who)s.") % {"book": book, "who": book.issued_to}
        toast(request, words)
        return redirect("number-books", pk=body.pk)
    return show(request, "papers/number_book_issue.html", {"form": form, "body": body})


def _body(request: Request, pk: int) -> Organisation:
    """A body that the seat reaches; its books are nobody else's business."""
    body = organisation_of(request.actor, pk)
    if not policy.may_read(request.actor.role, READS):
        raise NotAllowed(READS, tuple(role.label for role in policy.READS[READS]))
    if not request.actor.reaches(body.node):
        raise OutOfArea(f"number books of {pk}")
    stand_at(request, body.area)
    return body
