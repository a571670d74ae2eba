"""What it means for a fund's own records when an entry of its book is taken back as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import short_date
from khabuan.funds.actions.collecting import SHOWN_FAULTS
from khabuan.funds.models import CollectionSheet, CutOver, HandOver
from khabuan.funds.queries.payers import payers_of
from khabuan.funds.queries.receipts import Numbers, SheetLine, lines_of
from khabuan.ledger.models import Entry
from khabuan.ledger.rules.words import LineKind
from khabuan.ledger.sheets import language
from khabuan.papers.actions.numbers import void_many
from khabuan.papers.models import NumberBook


def follow_reversal(entry: Entry, reason: str) -> None:
    """A sheet's receipts are void; cash handed over is with its collector again; a cut-over is to be made anew.

    Refused: a correction of a receipt, a sheet whose cash was handed over, a sheet after which its members paid again.
    """
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
    standing = [line for line in lines_of(sheet, Numbers(sheet)) if not line.is_void]
    _refuse_later(sheet, standing)
    issued: defaultdict[NumberBook, set[int]] = defaultdict(set)
    for line in standing:
        if line.book is not None:
            issued[line.book].add(line.plain_number)
    for book, numbers in issued.items():
        void_many(book, sorted(numbers), reason=reason)


def _refuse_later(sheet: CollectionSheet, standing: Sequence[SheetLine]) -> None:
    """Later payments count their days on from this sheet's: without it those days would be taken a second time."""
    ends = {
        one.member.pk: one.to_on
        for one in standing
        if one.kind == LineKind.CONTRIBUTION and one.member is not None and one.to_on is not None
    }
    payers = payers_of(sheet.fund, ends, with_fees=False).values()
    later = sorted(one.number for one in payers if one.paid is not None and one.paid > ends[one.key])
    if not later:
        return
    words = _(
        "Members of the sheet of %(day)s have paid again since (%(numbers)s). Their later days follow the days of "
        "this sheet. Take the later sheets back first, the last one at the very beginning, then this one."
    )
    told = ", ".join(later[:SHOWN_FAULTS]) + (" …" if len(later) > SHOWN_FAULTS else "")
    raise Refused("later", filled(words, day=short_date(sheet.on, lang=language()), numbers=told))
