"""What it means for a fund's own records when an entry of its book is taken back as a whole."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.funds.models import CollectionSheet, CutOver, HandOver
from khabuan.funds.queries.receipts import Numbers, lines_of
from khabuan.ledger.models import Entry
from khabuan.papers.actions.numbers import void_many
from khabuan.papers.models import NumberBook


def follow_reversal(entry: Entry, reason: str) -> None:
    """A sheet's receipts are void; cash handed over is with its collector again; a cut-over is to be made anew."""
    if CollectionSheet.everywhere.filter(entry=entry.corrects_id or 0).exists():
        raise Refused(
            "correction",
            _("This entry corrects a receipt, whose number is void now. Correct the new receipt on its sheet instead."),
        )  # fmt: skip
    for sheet in CollectionSheet.everywhere.filter(entry=entry):
        _void_receipts(sheet, reason)
    for handed in HandOver.everywhere.filter(entry=entry):
        CollectionSheet.everywhere.filter(hand_over=handed).update(hand_over=None)
    for cut_over in CutOver.everywhere.filter(entry=entry, given_up_on__isnull=True):
        change(cut_over, given_up_on=clock.today())


def _void_receipts(sheet: CollectionSheet, reason: str) -> None:
    if sheet.hand_over_id is not None:
        raise Refused(
            "handed_over",
            _("The cash of this sheet was handed over already. Take the hand-over back first, or correct its lines."),
        )  # fmt: skip
    issued: defaultdict[NumberBook, set[int]] = defaultdict(set)
    for line in lines_of(sheet, Numbers(sheet)):
        if line.book is not None and not line.is_void:
            issued[line.book].add(line.plain_number)
    for book, numbers in issued.items():
        void_many(book, sorted(numbers), reason=reason)
