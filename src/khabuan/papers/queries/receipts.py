"""Receipts by the number and the code that stand on them, for whoever holds one. No name is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabuan.access.actor import Actor
from khabuan.core.offers import ReceiptTold, receipt_checks
from khabuan.papers.models import NumberBook
from khabuan.papers.receipts import code_finds, receipt_code
from khabuan.papers.rules import NumberKind, read_number_text


class ReceiptState(StrEnum):
    """The answer to a number and its code."""

    VALID = "valid"
    VOID = "void"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ReceiptAnswer:
    """Valid and void receipts are told with who gave them out, day and amount, to be compared with the paper."""

    state: ReceiptState
    told: ReceiptTold | None = None


UNKNOWN = ReceiptAnswer(ReceiptState.UNKNOWN)


def check_receipt(number_text: str, code: str) -> ReceiptAnswer:
    """Whether this number with this code was given out here.

    Both halves of the code must be right before anything is told, so that nobody learns day or amount of a
    receipt by trying numbers.
    """
    typed = read_number_text(number_text)
    if typed is None:
        return UNKNOWN
    book, number = typed
    for key in _books_with(book, number):
        if not code_finds(code, key, number):
            continue
        for offer in receipt_checks:
            told = offer.find(key, number)
            if told is not None and receipt_code(key, number, told.on, told.total) == code:
                return ReceiptAnswer(ReceiptState.VOID if told.is_void else ReceiptState.VALID, told)
    return UNKNOWN


def _books_with(book: int, number: int) -> list[int]:
    """All books of receipts, of whatever body, that have this number."""
    rows = NumberBook.objects.visible_to(Actor.system("check")).filter(
        kind=NumberKind.RECEIPT, number=book, began__lte=number, next__gt=number
    )
    return list(rows.values_list("pk", flat=True))
