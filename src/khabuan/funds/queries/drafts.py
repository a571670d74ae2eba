"""Sheets that are being collected: their draft lines, what they come to, what is free to be taken next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum

from khabuan.core import money
from khabuan.funds.models import CollectionSheet, DraftLine
from khabuan.ledger.rules.words import LineKind


@dataclass(frozen=True)
class Running:
    """What an open sheet comes to so far: baht, lines that stand, members who paid, the next line's place."""

    total: Decimal
    lines: int
    members: int
    next_seq: int


def running_total(sheet: CollectionSheet) -> Running:
    """One query."""
    stands = Q(is_void=False)
    found = DraftLine.objects.filter(sheet=sheet).aggregate(
        total=Sum("amount", filter=stands), lines=Count("pk", filter=stands), last=Max("seq"),
        members=Count("member", filter=stands & Q(kind=LineKind.CONTRIBUTION), distinct=True),
    )  # fmt: skip
    last = -1 if found["last"] is None else found["last"]
    return Running(found["total"] or money.NOTHING, found["lines"], found["members"], last + 1)


def open_totals(sheets: list[int]) -> dict[int, Decimal]:
    """Sheet → baht taken so far, for open sheets. One query."""
    rows = DraftLine.objects.filter(sheet__in=sheets, is_void=False)
    return dict(rows.values_list("sheet").annotate(total=Sum("amount")))
