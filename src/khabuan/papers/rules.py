"""Books of numbers in plain values: how a number is written, and what became of every number of a book. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khabuan.core.thai import to_arabic_digits
from khabuan.core.words import Word
from khabuan.core.words import mark as _

LONGEST_BOOK = 10_000  # numbers: a printed เล่ม has 50 or 100, a roll of a device some thousands
LARGEST_NUMBER = 9_999_999


class NumberKind(Word):
    """Papers that stand in a book and are accounted for one by one."""

    RECEIPT = "receipt", _("Receipts")
    VOUCHER = "voucher", _("Payment vouchers")


class NumberState(Word):
    """What became of a number. Every number of a closed book is one of the first four."""

    BEFORE = "before", _("used on paper before")
    ISSUED = "issued", _("given out")
    VOID = "void", _("given out, then void")
    CANCELLED = "cancelled", _("cancelled, never given out")
    UNUSED = "unused", _("not used yet")
    MISSING = "missing", _("nobody knows where it went")


@dataclass(frozen=True)
class BookFacts:
    """A book: its numbers first..last, of which those before `began` were used before it came to us."""

    first: int
    last: int
    began: int
    next: int
    is_closed: bool = False
    closing_note: str = ""
    closed_on: date | None = None


@dataclass(frozen=True)
class RunFacts:
    """Numbers first..last went to one record on a day. Without a record they were spoilt and cancelled."""

    first: int
    last: int
    on: date
    subject_kind: str = ""
    subject_id: int | None = None


@dataclass(frozen=True)
class VoidFacts:
    """Why one number does not count, and since when."""

    number: int
    reason: str
    on: date


@dataclass(frozen=True)
class Stretch:
    """Numbers first..last of a book which had the same fate."""

    first: int
    last: int
    state: NumberState
    on: date | None = None
    reason: str = ""
    subject_kind: str = ""
    subject_id: int | None = None

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def padded(number: int, last: int) -> str:
    """A number as wide as the book is long: 34 of 1..100 is "034"."""
    return f"{number:0{len(str(last))}d}"


def number_text(book: int, number: int, last: int) -> str:
    """เล่มที่/เลขที่ as it stands on the paper: "12/034"."""
    return f"{book}/{padded(number, last)}"


def read_number_text(text: str) -> tuple[int, int] | None:
    """Book and number from "12/034", in Thai digits too; None for anything else."""
    book, mark, number = to_arabic_digits(text).strip().partition("/")
    if not mark or not (book.isascii() and book.isdigit() and number.isascii() and number.isdigit()):
        return None
    return (int(book), int(number)) if len(book) < 10 and len(number) < 10 else None


def account(book: BookFacts, runs: Sequence[RunFacts], voids: Sequence[VoidFacts]) -> list[Stretch]:
    """What became of every number of a book, in order. Nothing is left out: a gap is MISSING."""
    by_number = {void.number: void for void in voids}
    return list(_joined(_account(book, sorted(runs, key=lambda run: run.first), by_number)))


def _account(book: BookFacts, runs: Sequence[RunFacts], voids: Mapping[int, VoidFacts]) -> Iterator[Stretch]:
    if book.first < book.began:
        yield Stretch(book.first, book.began - 1, NumberState.BEFORE)
    at = book.began
    for run in runs:
        if at < run.first:
            yield Stretch(at, run.first - 1, NumberState.MISSING)
        yield from _of_run(replace(run, first=max(at, run.first)), voids)
        at = max(at, run.last + 1)
    if at < book.next:
        yield Stretch(at, book.next - 1, NumberState.MISSING)
    left = max(at, book.next)
    if left <= book.last:
        if book.is_closed:
            state, note = NumberState.CANCELLED, book.closing_note
            yield Stretch(left, book.last, state, book.closed_on, note)
        else:
            yield Stretch(left, book.last, NumberState.UNUSED)


def _of_run(run: RunFacts, voids: Mapping[int, VoidFacts]) -> Iterator[Stretch]:
    is_given = bool(run.subject_kind)
    for number in range(run.first, run.last + 1):
        void = voids.get(number)
        if void is not None:
            state = NumberState.VOID if is_given else NumberState.CANCELLED
            yield Stretch(number, number, state, void.on, void.reason, run.subject_kind, run.subject_id)
        else:
            state = NumberState.ISSUED if is_given else NumberState.MISSING
            yield Stretch(number, number, state, run.on, "", run.subject_kind, run.subject_id)


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours with one fate become one."""
    last: Stretch | None = None
    for one in stretches:
        if last is not None and replace(one, first=last.first) == replace(last, last=one.last):
            last = replace(last, last=one.last)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def untrue(book: BookFacts, runs: Sequence[RunFacts], voids: Sequence[VoidFacts]) -> list[tuple[int, int]]:
    """Numbers of which the book gives no true account: gone, given twice, or void without being used."""
    wrong = [(one.first, one.last) for one in account(book, runs, voids) if one.state == NumberState.MISSING]
    at = book.began
    for run in sorted(runs, key=lambda run: run.first):
        if run.first < at:
            wrong.append((run.first, min(run.last, at - 1)))
        at = max(at, run.last + 1)
    if at > book.next:
        wrong.append((book.next, at - 1))
    wrong += [(one.number, one.number) for one in voids if not book.began <= one.number < book.next]
    return sorted(set(wrong))
