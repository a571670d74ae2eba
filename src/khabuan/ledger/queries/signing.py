"""Acts with money that wait for a second person, and those that have one."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from khabuan.access.actor import Actor
from khabuan.core.errors import OutOfArea
from khabuan.ledger.models import Book, Countersign
from khabuan.ledger.rules.words import SignState


def waiting_of(book: Book, month: date | None = None) -> QuerySet[Countersign]:
    """What nobody else stands for yet, or somebody objected to, the oldest first."""
    rows: QuerySet[Countersign] = Countersign.everywhere.filter(book=book).exclude(state=SignState.SIGNED)
    return (rows.filter(month=month) if month is not None else rows).order_by("done_at", "pk")


def was_closed(book: Book, month: date) -> bool:
    """Whether a month was closed and reopened: the reopening has waited for a second person."""
    reopened = Countersign.everywhere.filter(book=book, act="ledger.reopen_period", month=month)
    return bool(reopened.exists())


def waiting_for(actor: Actor) -> QuerySet[Countersign]:
    """What waits for a name in the books that a seat sees, but what that person did."""
    rows: QuerySet[Countersign] = Countersign.objects.visible_to(actor).exclude(state=SignState.SIGNED)
    if actor.user_id is not None:
        rows = rows.exclude(done_user=actor.user_id)
    return rows.order_by("done_at", "pk")


def signed_of(book: Book) -> QuerySet[Countersign]:
    rows: QuerySet[Countersign] = Countersign.everywhere.filter(book=book, state=SignState.SIGNED)
    return rows.order_by("-signed_at", "-pk")


def sign_of(book: Book, path: str) -> Countersign | None:
    """The signature of the act that led to a page of ours."""
    found: Countersign | None = Countersign.everywhere.filter(book=book, path=path).first()
    return found


def countersign_of(actor: Actor, key: int) -> Countersign:
    """One in sight; OutOfArea."""
    rows = Countersign.objects.visible_to(actor).select_related("book__organisation__area")
    found: Countersign | None = rows.filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"countersign {key}")
    return found
