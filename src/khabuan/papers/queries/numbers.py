"""Books of numbers: who holds which, and what became of every number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Case, F, Max, QuerySet, When

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject, named_subjects
from khabuan.papers.models import NumberBook, NumberRun, NumberVoid
from khabuan.papers.rules import RunFacts, Stretch, VoidFacts, account, untrue

CHUNK = 500


def books_of(actor: Actor, node: str) -> QuerySet[NumberBook]:
    """The books of a body, open ones first, then by kind and number."""
    rows: QuerySet[NumberBook] = NumberBook.objects.visible_to(actor).filter(place=node)
    return rows.order_by(F("closed_on").desc(nulls_first=True), "kind", "-number")


def open_books(actor: Actor, node: str, kind: str, *, holder: Row | None = None) -> list[NumberBook]:
    """Books of a body from which numbers can be taken now, in the order in which they are used up.

    With a holder only those that were given to it.
    """
    rows = books_of(actor, node).filter(
        kind=kind, closed_on__isnull=True, returned_on__isnull=True, next__lte=F("last")
    )
    if holder is not None:
        rows = rows.filter(holder_kind=holder._meta.label_lower, holder_id=holder.pk)
    # One that is begun goes before one that is not.
    begun = Case(When(next__gt=F("began"), then=0), default=1)
    return list(rows.order_by(begun, "number", "pk"))


def next_book_number(actor: Actor, node: str, kind: str) -> int:
    """The number that the cover of a body's next book of a kind has, if they are used in order."""
    last = books_of(actor, node).filter(kind=kind).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def number_book_of(actor: Actor, key: int) -> NumberBook:
    """A book in sight; OutOfArea."""
    found: NumberBook | None = NumberBook.objects.visible_to(actor).filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"number book {key}")
    return found


def account_for(actor: Actor, book: NumberBook) -> list[Stretch]:
    """What became of every number of a book, in order."""
    runs, voids = _used(actor, [book.pk])
    return account(book.as_facts, runs[book.pk], voids[book.pk])


def subjects_of(actor: Actor, stretches: Sequence[Stretch]) -> dict[tuple[str, int], Subject]:
    """The records that numbers went to, by kind and key; those that no app names or that are out of sight are not in."""
    keys: defaultdict[str, set[int]] = defaultdict(set)
    for one in stretches:
        if one.subject_id is not None:
            keys[one.subject_kind].add(one.subject_id)
    named = ((kind, named_subjects.get(kind)) for kind in keys)
    return {
        (kind, key): subject
        for kind, offer in named
        if offer is not None
        for key, subject in offer.of(actor, sorted(keys[kind])).items()
    }


def body_of(actor: Actor, book: NumberBook) -> Subject | None:
    """The body that a book belongs to, by its node; None when nobody names it."""
    offer = named_subjects.get("registry.organisation")
    step = book.place.split(".")[-2]
    if offer is None or not step.startswith("o"):
        return None
    return offer.of(actor, [int(step[1:])]).get(int(step[1:]))


def runs_of(actor: Actor, subject: Row) -> list[NumberRun]:
    """The numbers that a record has, in the order in which it got them."""
    rows = NumberRun.objects.visible_to(actor).filter(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk
    )
    return list(rows.select_related("book").order_by("pk"))


def number_findings() -> Iterator[tuple[NumberBook, int, int]]:
    """Books of the whole house that give no true account of numbers: (book, from, to). For `khabuan check`."""
    system = Actor.system("check")
    keys = list(NumberBook.objects.visible_to(system).order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(keys), CHUNK):
        some = keys[at : at + CHUNK]
        runs, voids = _used(system, some)
        for book in NumberBook.objects.visible_to(system).filter(pk__in=some).order_by("pk"):
            for first, last in untrue(book.as_facts, runs[book.pk], voids[book.pk]):
                yield book, first, last


def _used(
    actor: Actor, keys: Sequence[int]
) -> tuple[defaultdict[int, list[RunFacts]], defaultdict[int, list[VoidFacts]]]:
    """Runs and voids of some books, by book. Two queries."""
    runs: defaultdict[int, list[RunFacts]] = defaultdict(list)
    voids: defaultdict[int, list[VoidFacts]] = defaultdict(list)
    for run in NumberRun.objects.visible_to(actor).filter(book__in=keys):
        runs[run.book_id].append(run.as_facts)
    for void in NumberVoid.objects.visible_to(actor).filter(book__in=keys):
        voids[void.book_id].append(void.as_facts)
    return runs, voids
