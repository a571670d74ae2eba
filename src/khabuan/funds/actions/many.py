"""Many payments on an open sheet at once, as a paper sheet is typed in: each stands or is refused by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core import money
from khabuan.core.errors import Refused
from khabuan.core.thai import to_arabic_digits
from khabuan.funds.actions.sheets import open_again, take_payment
from khabuan.funds.models import CollectionSheet, DraftLine, Member
from khabuan.funds.rules.collecting import PaymentFault
from khabuan.funds.rules.membership import number_key
from khabuan.ledger.rules.words import LineKind

MOST = 500


@dataclass(frozen=True)
class TypedLine:
    """One line as typed, and what was read of it."""

    text: str
    number: str
    satang: int
    is_fee: bool = False


@action("funds.take_many", on="sheet")
def take_many(
    *, actor: Actor, sheet: CollectionSheet, lines: Sequence[TypedLine], is_meant: bool = False
) -> tuple[int, list[tuple[TypedLine, Refused]]]:
    """Take what can be taken; how many, and the others with the reason why not.

    A member's number stands for the member, with or without the noughts in front. Who stands on the sheet already is
    refused: so lines sent twice are taken once. What pays far ahead is taken only when it `is_meant`.
    """
    fresh = open_again(sheet)
    if len(lines) > MOST:
        raise Refused(
            "too_many", _("These are too many lines at once. Type them in two parts."), field="lines"
        )
    rows = (
        Member.objects.visible_to(actor)
        .filter(fund=fresh.fund_id)
        .exclude(number="")
        .select_related("person")
    )
    known = {number_key(to_arabic_digits(one.number)): one for one in rows}
    standing = DraftLine.objects.filter(sheet=fresh, is_void=False)
    on_sheet, seen = set(standing.values_list("member", "kind")), set()
    taken, refused = 0, []
    for line in lines:
        member, kind = (
            known.get(number_key(to_arabic_digits(line.number))),
            LineKind.ENTRY_FEE if line.is_fee else LineKind.CONTRIBUTION,
        )
        try:
            if member is None:
                raise Refused("stranger", _(PaymentFault.STRANGER.label))
            if (member.pk, kind) in seen:
                raise Refused("twice", _(PaymentFault.TWICE.label))
            if (member.pk, kind) in on_sheet:
                raise Refused("on_sheet", _(PaymentFault.ON_SHEET.label))
            take_payment(
                actor=actor, sheet=fresh, member=member, baht=money.baht(line.satang), kind=kind,
                is_meant=is_meant,
            )  # fmt: skip
        except Refused as no:
            refused.append((line, no))
            continue
        seen.add((member.pk, kind))
        taken += 1
    return taken, refused
