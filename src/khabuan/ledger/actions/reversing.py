"""Taking a whole entry back."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core import money, offers
from khabuan.core.errors import Refused
from khabuan.ledger.actions.signing import ask_second_person
from khabuan.ledger.models import Entry, Posting, SubsidiaryLine
from khabuan.ledger.posting import post
from khabuan.ledger.rules.drafts import Draft, Leg, Line
from khabuan.ledger.rules.words import (
    EntryKind,
    LineKind,
    MoneySource,
)


@action("ledger.reverse", on="entry", second_person=True)
def reverse(*, actor: Actor, entry: Entry, on: date, reason: str) -> Entry:
    """Take a whole entry back by one that turns its sides, dated `on`. The first one stays as it is."""
    if len(reason.strip()) < 5:
        raise Refused("reason", _("Write why this entry is taken back."), field="reason")
    if entry.reverses_id is not None:
        raise Refused(
            "is_reversal", _("This entry takes another one back. Enter the right one anew instead.")
        )
    if on < entry.on:
        raise Refused(
            "before",
            _("The day is before that of the entry itself. Choose that day or a later one."),
            field="on",
        )
    if entry.kind == EntryKind.CLOSING and on != entry.on:
        raise Refused("closing_day", _("A closing entry is taken back on its own day."), field="on")
    if Entry.everywhere.filter(reverses=entry).exists():
        raise Refused(
            "reversed",
            _(
                "This entry was taken back, nothing more is to be done. What belongs in its place is entered anew."
            ),
        )
    if Entry.everywhere.filter(corrects=entry).exists():
        raise Refused(
            "corrected", _("Parts of this entry were corrected already. Correct the rest one by one.")
        )
    for offer in offers.reversals:
        offer.act(entry, reason.strip())
    kind = EntryKind.CLOSING if entry.kind == EntryKind.CLOSING else EntryKind.REVERSAL
    made = post(entry.book, draft_of(entry).turned(reason.strip(), kind), on=on, reverses=entry)
    ask_second_person(
        entry.book,
        f"กลับรายการที่ {entry.number} {entry.memo}: {reason.strip()}",
        on=on,
        path=made.get_absolute_url(),
    )
    return made


def draft_of(entry: Entry) -> Draft:
    """An entry as the draft that it was."""
    legs = []
    for posting in Posting.everywhere.filter(entry=entry).select_related("account").order_by("pk"):
        lines = [
            Line(one.party_id, money.satang(one.amount), LineKind(one.kind), one.from_on, one.to_on, one.seq)
            for one in SubsidiaryLine.objects.filter(posting=posting).order_by("seq")
        ]
        legs.append(
            Leg(
                posting.account.code, money.satang(posting.debit), money.satang(posting.credit),
                MoneySource(posting.source) if posting.source else None, lines,
            )
        )  # fmt: skip
    return Draft(EntryKind(entry.kind), entry.memo, legs, entry.document)
