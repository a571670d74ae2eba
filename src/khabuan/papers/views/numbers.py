"""A book of numbers: what became of every number, a spoilt leaf, its way back, its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.papers.actions import numbers as actions
from khabuan.papers.forms import CloseBookForm, HandBackForm, HandOnForm, VoidNumberForm
from khabuan.papers.models import NumberBook
from khabuan.papers.queries.numbers import account_for, body_of, number_book_of, subjects_of
from khabuan.papers.rules import NumberState, Stretch
from khabuan.places.here import stand_at
from khabuan.places.models import Area

LOOKS = {
    NumberState.VOID: "need", NumberState.CANCELLED: "quiet", NumberState.BEFORE: "quiet",
    NumberState.UNUSED: "quiet", NumberState.MISSING: "wrong",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Numbers with one fate, in words. What was simply given out has no look."""

    numbers: str
    stretch: Stretch
    words: str
    look: str
    subject: str = ""
    path: str = ""


def number_book(request: Request, pk: int) -> HttpResponse:
    """Every number of a book, in ranges, and to what it went."""
    book = _book(request, pk)
    stretches = account_for(request.actor, book)
    named = subjects_of(request.actor, stretches)
    may = {
        name: policy.may(request.actor, f"papers.{name}", book.node)
        for name in ("hand_on_number_book", "hand_back_number_book", "void_number", "close_number_book")
    }
    lines = [_line(book, one, named.get((one.subject_kind, one.subject_id or 0))) for one in stretches]
    context = {
        "book": book,
        "body": body_of(request.actor, book),
        "lines": lines,
        "void_count": sum(
            one.count for one in stretches if one.state in (NumberState.VOID, NumberState.CANCELLED)
        ),
        "missing": [line for line in lines if line.stretch.state == NumberState.MISSING],
        "may": may,
    }
    return show(request, "papers/number_book.html", context)


def void(request: Request, pk: int) -> HttpResponse:
    """Cancel the next leaf, spoilt before anybody got it."""
    book = _book(request, pk)
    form = VoidNumberForm(typed(request), initial={"number": book.next})
    page = Page(
        "papers.void_number", actions.void_number, "papers/number_void.html", _("The leaf is cancelled.")
    )
    return _act(request, book, form, page)


def close(request: Request, pk: int) -> HttpResponse:
    """End a book; what is left of it is cancelled."""
    book = _book(request, pk)
    form = CloseBookForm(typed(request), initial={"on": clock.today()})
    page = Page(
        "papers.close_number_book", actions.close_number_book, "papers/number_book_close.html",
        _("The book is closed."),
    )  # fmt: skip
    return _act(request, book, form, page)


def hand_back(request: Request, pk: int) -> HttpResponse:
    """The book lies in the office again."""
    book = _book(request, pk)
    form = HandBackForm(typed(request), initial={"on": clock.today()})
    page = Page(
        "papers.hand_back_number_book", actions.hand_back_number_book, "papers/number_book_back.html",
        _("The book is written down as handed back."),
    )  # fmt: skip
    return _act(request, book, form, page)


def hand_on(request: Request, pk: int) -> HttpResponse:
    """Somebody else goes on with a book."""
    book = _book(request, pk)
    form = HandOnForm(typed(request), initial={"on": clock.today()})
    page = Page(
        "papers.hand_on_number_book", actions.hand_on_number_book, "papers/number_book_on.html",
        _("The book is given out again."),
    )  # fmt: skip
    return _act(request, book, form, page)


@dataclass(frozen=True)
class Page:
    """One act on a book: what the policy calls it, the act, its page, what is said when it is done."""

    name: str
    act: Callable[..., Any]
    template: str
    done: str


def _act(request: Request, book: NumberBook, form: forms.Form, page: Page) -> HttpResponse:
    policy.require(request.actor, page.name, book.node)
    if attempt(form, page.act, actor=request.actor, book=book) is not None:
        toast(request, page.done)
        return redirect(book)
    return show(request, page.template, {"form": form, "book": book})


def _book(request: Request, pk: int) -> NumberBook:
    book = number_book_of(request.actor, pk)
    path = "".join(f"{step}." for step in book.place.split(".")[:-1] if not step.startswith("o"))
    area = Area.objects.visible_to(request.actor).filter(path=path, until__isnull=True).first()
    if area is None:
        raise OutOfArea(f"number book {pk}")
    stand_at(request, area)
    return book


def _line(book: NumberBook, one: Stretch, subject: Subject | None) -> Line:
    first, last = book.text_of(one.first), book.text_of(one.last)
    return Line(
        first if first == last else f"{first}–{last}",
        one,
        _(one.state.label),
        LOOKS.get(one.state, ""),
        subject.title if subject else "",
        subject.path if subject else "",
    )
