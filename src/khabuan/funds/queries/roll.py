"""The list of a sheet: who pays here, up to when each has paid, what is asked, what was taken on this sheet.

One pass over the members of a desk, with the same few queries for three and for three thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from khabuan.access.actor import Actor
from khabuan.core import money
from khabuan.core.thai import search_key
from khabuan.funds.models import CollectionSheet, DraftLine, Member
from khabuan.funds.queries import regulation_of
from khabuan.funds.queries.payers import payers_of
from khabuan.funds.rules.collecting import Payer, Tariff
from khabuan.funds.rules.offering import Offered, is_due, offer
from khabuan.funds.rules.words import NOW, Rhythm

PAGE = 1500  # a whole fund at its own desk; beyond that one looks for a name
SHOWN = ("due", "paid", "all")


@dataclass(frozen=True)
class Asked:
    """One member on the list of a sheet. `taken` are the lines of this sheet; `taps` counts void ones too."""

    member: Member
    payer: Payer
    offered: Offered | None
    is_due: bool
    taken: tuple[DraftLine, ...]
    taps: int
    owes_fee: bool

    @property
    def baht(self) -> Decimal:
        return sum((one.amount for one in self.taken), money.NOTHING)

    @property
    def has_paid(self) -> bool:
        return bool(self.taken)

    def is_shown(self, which: str) -> bool:
        if which == "all":
            return True
        return self.has_paid if which == "paid" else self.is_due and not self.has_paid


@dataclass(frozen=True)
class Roll:
    """The list of a sheet with its counts."""

    rows: list[Asked]
    tariff: Tariff

    @property
    def counts(self) -> dict[str, int]:
        return {which: sum(one.is_shown(which) for one in self.rows) for which in SHOWN}


def count_at(actor: Actor, sheet: CollectionSheet) -> int:
    """How many members the sheet's desk has."""
    rows = Member.objects.visible_to(actor).filter(fund=sheet.fund_id, state__in=NOW)
    return rows.filter(centre=sheet.centre_id).count() if sheet.centre_id is not None else rows.count()


def members_at(actor: Actor, sheet: CollectionSheet, words: str = "") -> list[Member]:
    """Members of the sheet's desk who are so now; with words those found by number or name, of the whole fund."""
    rows = Member.objects.visible_to(actor).filter(fund=sheet.fund_id, state__in=NOW)
    if words:
        key = search_key(words)
        rows = rows.filter(Q(number__icontains=words.strip()) | Q(person__search_key__contains=key))
    elif sheet.centre_id is not None:
        rows = rows.filter(centre=sheet.centre_id)
    return list(rows.select_related("person").order_by("number_key", "pk")[:PAGE])


def roll_of(actor: Actor, sheet: CollectionSheet, words: str = "") -> Roll:
    """The whole list of a sheet; who paid here from elsewhere stands on it too."""
    members = members_at(actor, sheet, words)
    drafts = list(DraftLine.objects.filter(sheet=sheet).order_by("seq"))
    known = {one.pk for one in members}
    others = {one.member_id for one in drafts if not one.is_void} - known
    if others and not words:
        rows = Member.objects.visible_to(actor).filter(pk__in=others).select_related("person")
        members += list(rows.order_by("number_key"))
    return _rolled(sheet, members, drafts)


def asked_of(actor: Actor, sheet: CollectionSheet, key: int) -> tuple[Asked | None, Tariff]:
    """One member on the list of a sheet, None out of sight."""
    member = (
        Member.objects.visible_to(actor).filter(fund=sheet.fund_id, pk=key).select_related("person").first()
    )
    rolled = _rolled(sheet, [member] if member else [], DraftLine.objects.filter(sheet=sheet, member=key))
    return (rolled.rows[0] if rolled.rows else None), rolled.tariff


def _rolled(sheet: CollectionSheet, members: list[Member], drafts: Iterable[DraftLine]) -> Roll:
    regulation = regulation_of(sheet.fund, sheet.on)
    tariff = Tariff(regulation.satang_per_day, money.satang(regulation.entry_fee))
    payers = payers_of(sheet.fund, [one.pk for one in members])
    lines: dict[int, list[DraftLine]] = {}
    for one in drafts:
        lines.setdefault(one.member_id, []).append(one)
    rows = [
        _asked(sheet, one, payers[one.pk], lines.get(one.pk, []), tariff)
        for one in members
        if one.pk in payers
    ]
    return Roll(rows, tariff)


def _asked(
    sheet: CollectionSheet, member: Member, payer: Payer, lines: list[DraftLine], tariff: Tariff
) -> Asked:
    paid, on = payer.paid, sheet.on
    offered = offer(paid, Rhythm(member.rhythm), tariff.per_day, on) if paid is not None else None
    is_new = member.joined_on is not None and member.joined_on >= sheet.fund.book.opened_on
    return Asked(
        member=member, payer=payer, offered=offered, is_due=paid is None or is_due(paid, on),
        taken=tuple(one for one in lines if not one.is_void), taps=len(lines),
        owes_fee=is_new and not payer.has_paid_fee and tariff.entry_fee > 0,
    )  # fmt: skip
