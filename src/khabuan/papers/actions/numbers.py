"""Books of numbers: given out, used in turn, handed back, closed. The one place where a number is taken.

`take_numbers`, `take_across`, `void_issued` and `void_many` are for use inside a running action of an upper app, which
gives the numbers to its own record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.access.scoping import Row
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.papers.models import NumberBook, NumberRun, NumberVoid
from khabuan.papers.rules import LARGEST_NUMBER, LONGEST_BOOK


@action("papers.issue_number_book", on="body")
def issue_number_book(
    *, actor: Actor, body: Row, kind: str, number: int, last: int, issued_to: str, first: int = 1,
    next_number: int | None = None, holder: Row | None = None, on: date | None = None,
) -> NumberBook:  # fmt: skip
    """Give a book of a body (a fund, a village centre) into somebody's hands.

    `next_number`: the first leaf that is still empty, of a book already partly used on paper; what stands
    before it is "used on paper before". Refused: the same book twice, numbers that do not fit, nobody named.
    """
    _check_range(number, first, last, first if next_number is None else next_number)
    begins = first if next_number is None else next_number
    if NumberBook.everywhere.filter(place=body.node, kind=kind, number=number).exists():
        words = _(
            "A book of this kind with this number is here already. Look at the cover again, or open that book."
        )
        raise Refused("number_book_once", words, field="number")
    book: NumberBook = add(
        NumberBook, place=body.node, kind=kind, number=number, first=first, last=last, began=begins,
        next=begins, issued_on=_day(on), **_holder(issued_to, holder),
    )  # fmt: skip
    return book


@action("papers.hand_on_number_book", on="book")
def hand_on_number_book(
    *, actor: Actor, book: NumberBook, issued_to: str, holder: Row | None = None, on: date | None = None
) -> NumberBook:
    """Give the rest of a book to somebody else. Refused: a closed or used-up book, nobody named."""
    _check_open(book)
    if not book.left:
        raise _full(book, 1)
    change(book, issued_on=_day(on), returned_on=None, **_holder(issued_to, holder))
    return book


@action("papers.hand_back_number_book", on="book")
def hand_back_number_book(*, actor: Actor, book: NumberBook, on: date | None = None) -> NumberBook:
    """The book lies in the office again, used up or not; nothing is taken from it until it is given out anew."""
    if book.returned_on is not None:
        raise Refused("returned", _("This book was handed back already. Nothing more is to be done."))
    change(book, returned_on=_day(on))
    return book


@action("papers.void_number", on="book")
def void_number(
    *, actor: Actor, book: NumberBook, number: int, reason: str, on: date | None = None
) -> NumberVoid:
    """Cancel the next leaf, which was spoilt before anybody got it.

    A number that went to a record is made void there, with what hangs on it (`void_issued`), and not here.
    Refused: no reason, no such number, a number that was given out or whose turn has not come.
    """
    _check_reason(reason)
    if not book.first <= number <= book.last:
        raise Refused("no_such_number", _not_in_book(book), field="number")
    book = NumberBook.everywhere.select_for_update().get(pk=book.pk)
    if number < book.next:
        words = _(
            "This number was used already. Correct the record that it was given to; the paper is void with that."
        )
        raise Refused("number_used", words, field="number")
    _check_usable(book)
    if number > book.next:
        words = _("The next number is %(next)s. A leaf is cancelled when its turn has come.")
        raise Refused("not_its_turn", words % {"next": book.text_of(book.next)}, field="number")
    taken = _take(book, 1, None, _day(on))
    return _void(taken.book, number, NumberVoid.State.CANCELLED, reason, taken.on)


@action("papers.close_number_book", on="book")
def close_number_book(
    *, actor: Actor, book: NumberBook, reason: str = "", on: date | None = None
) -> NumberBook:
    """End a book: what was not used is cancelled, all of it, for one reason.

    Refused: closed already; numbers are left and no reason is given.
    """
    book = NumberBook.everywhere.select_for_update().get(pk=book.pk)
    _check_open(book)
    if book.left:
        _check_reason(reason)
    change(book, closed_on=_day(on), closing_note=tidy(reason))
    return book


def take_numbers(book: NumberBook, count: int, subject: Row, *, on: date | None = None) -> NumberRun:
    """Give the next `count` numbers of a book to a record, inside a running action.

    One statement counts the book on and one writes the run; the book is only read again when somebody took
    numbers since the caller read it. Refused: the book has too few left, is closed or was handed back.
    """
    return _take(book, count, subject, _day(on))


def take_across(
    books: Sequence[NumberBook], count: int, subject: Row, *, on: date | None = None
) -> list[NumberRun]:
    """Give `count` numbers to a record from a holder's books in their order: where one ends the next goes on.

    Refused: too few are left in all of them together. ValueError for books of several bodies or kinds.
    """
    if len({(book.place, book.kind) for book in books}) != 1:
        raise ValueError("numbers run on within one kind of paper of one body")
    rows = NumberBook.everywhere.select_for_update().filter(pk__in=[book.pk for book in books])
    fresh = {book.pk: book for book in rows.order_by("pk")}
    usable = [book for one in books if not _why_not(book := fresh[one.pk]) and book.left]
    if not usable:
        _check_usable(fresh[books[-1].pk])
    if sum(book.left for book in usable) < count:
        raise _full(fresh[books[-1].pk], count, sum(book.left for book in usable))
    runs, day = [], _day(on)
    for book in usable:
        if count:
            runs.append(_take(book, min(count, book.left), subject, day))
            count -= runs[-1].count
    return runs


def void_issued(book: NumberBook, number: int, *, reason: str, on: date | None = None) -> NumberVoid:
    """Make a number void that went to a record, inside the running action that puts the record right."""
    require_running()
    _check_reason(reason)
    if not book.began <= number <= book.last:
        raise Refused("no_such_number", _not_in_book(book), field="number")
    if not NumberRun.everywhere.filter(book=book, first__lte=number, last__gte=number).exists():
        words = _("Number %(number)s was not given out yet. Look at the number on the paper again.")
        raise Refused("number_unused", words % {"number": book.text_of(number)}, field="number")
    return _void(book, number, NumberVoid.State.VOID, reason, _day(on))


def void_many(book: NumberBook, numbers: Sequence[int], *, reason: str) -> None:
    """Make numbers void that went to one record, which is taken back as a whole; the record knows that it has them.

    One by one, so that the history knows each of them.
    """
    _check_reason(reason)
    for number in numbers:
        _void(book, number, NumberVoid.State.VOID, reason, clock.today())


def _take(book: NumberBook, count: int, subject: Row | None, on: date) -> NumberRun:
    if count < 1:
        raise ValueError("at least one number is taken")
    first = _count_on(book, count)
    kind, key = (subject._meta.label_lower, subject.pk) if subject is not None else ("", None)
    run: NumberRun = add(
        NumberRun, book=book, first=first, last=first + count - 1, on=on, subject_kind=kind, subject_id=key
    )
    return run


def _count_on(book: NumberBook, count: int) -> int:
    """Move the book on by `count` and give the first of them: only from where the caller saw it, or look again."""
    usable = NumberBook.everywhere.filter(pk=book.pk, closed_on__isnull=True, returned_on__isnull=True)
    seen = usable.filter(next=book.next, last__gte=book.next + count - 1)
    if not seen.update(next=F("next") + count):
        now = NumberBook.everywhere.select_for_update().get(pk=book.pk)
        for name in ("next", "closed_on", "returned_on", "last"):
            setattr(book, name, getattr(now, name))
        _check_usable(book)
        if book.left < count:
            raise _full(book, count)
        usable.update(next=book.next + count)
    book.next += count
    return book.next - count


def _void(book: NumberBook, number: int, state: str, reason: str, on: date) -> NumberVoid:
    made: NumberVoid = add(NumberVoid, book=book, number=number, state=state, on=on, reason=tidy(reason))
    return made


def _check_range(number: int, first: int, last: int, begins: int) -> None:
    if not (1 <= number <= LARGEST_NUMBER and 1 <= first <= LARGEST_NUMBER):
        raise Refused("number_range", _("A book and its numbers count from 1."), field="number")
    if last < first:
        words = _("The last number is before the first one. Look at the first and the last leaf of the book.")
        raise Refused("range_order", words, field="last")
    if last - first >= LONGEST_BOOK:
        words = _("A book has at most %(most)d numbers. Write the last number on its last leaf.")
        raise Refused("range_long", words % {"most": LONGEST_BOOK}, field="last")
    if not first <= begins <= last:
        words = _("The next number does not lie in this book. Look at the first leaf that is still empty.")
        raise Refused("next_outside", words, field="next_number")


def _holder(issued_to: str, holder: Row | None) -> dict[str, str | int | None]:
    if not tidy(issued_to):
        words = _("Write who gets the book: the desk, the collector or the device.")
        raise Refused("nobody", words, field="issued_to")
    kind, key = (holder._meta.label_lower, holder.pk) if holder is not None else ("", None)
    return {"issued_to": tidy(issued_to), "holder_kind": kind, "holder_id": key}


def _day(on: date | None) -> date:
    if on is not None and on > clock.today():
        raise Refused(
            "future", _("This day has not come yet. Write the day on which it happened."), field="on"
        )
    return on or clock.today()


def _check_reason(reason: str) -> None:
    if not tidy(reason):
        raise Refused("no_reason", _("Say why. It stays written beside the number."), field="reason")


def _why_not(book: NumberBook) -> Refused | None:
    """Why nothing can be taken from a book that may still have numbers."""
    if book.closed_on:
        words = _("Book %(number)d is closed. Use another book, or give out a new one.")
        return Refused("book_closed", words % {"number": book.number})
    if book.returned_on:
        words = _(
            "Book %(number)d was handed back to the office. Give it out again first, or use another book."
        )
        return Refused("book_returned", words % {"number": book.number})
    return None


def _check_open(book: NumberBook) -> None:
    if book.closed_on and (no := _why_not(book)) is not None:
        raise no


def _check_usable(book: NumberBook) -> None:
    if (no := _why_not(book)) is not None:
        raise no


def _full(book: NumberBook, count: int, left: int | None = None) -> Refused:
    words = _(
        "Book %(number)d is full: %(count)d numbers are needed and %(left)d are left. Give out the next book first."
    )
    facts = {"number": book.number, "count": count, "left": book.left if left is None else left}
    return Refused("book_full", words % facts)


def _not_in_book(book: NumberBook) -> str:
    facts = {"first": book.text_of(book.first), "last": book.text_of(book.last)}
    return _("This book has the numbers %(first)s to %(last)s. Look at the number again.") % facts
