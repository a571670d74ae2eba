"""Where collected cash is now: with which collector, since when, what is missing, who has not signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db.models import Exists, Min, OuterRef, QuerySet, Sum

from khabuan.access.actor import Actor
from khabuan.core import clock, money
from khabuan.core.offers import Subject
from khabuan.core.parts.words import thai_date
from khabuan.funds.models import CentreCash, CollectionSheet, Fund, HandOver
from khabuan.funds.postings import CONTRIBUTIONS, ENTRY_FEES
from khabuan.funds.queries import regulation_of
from khabuan.funds.queries.drafts import open_totals
from khabuan.funds.rules.words import HandOverStep, SecondSignature, SheetState
from khabuan.ledger.models import Account, Book, Entry, PartyYear, Posting, SubsidiaryLine
from khabuan.ledger.never_below import lowest_held
from khabuan.ledger.queries import balance_of
from khabuan.ledger.rules.words import AccountRole, EntryKind, LineKind
from khabuan.papers.models import NumberBook
from khabuan.papers.rules import NumberKind
from khabuan.registry.models import Organisation

OfEntry = TypeVar("OfEntry", CollectionSheet, HandOver)
IS_BACK = Exists(Entry.everywhere.filter(reverses=OuterRef("entry")))


@dataclass(frozen=True)
class DeskCash:
    """A collecting desk and the cash that is there now. `days`: since the oldest sheet not handed over in full.

    `short`: the last hand-over, where less was handed over than the books had and some of that is still there.
    """

    centre: Organisation | None
    body: Organisation
    collector: str
    held: Decimal
    collecting: Decimal
    days: int | None
    limit: int
    differs: Decimal
    unsigned: int
    open_sheet: CollectionSheet | None
    full_books: int
    books: int
    short: HandOver | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is collected here any more: the centre ended, or was merged into another."""
        return bool(self.body.ended_on or self.body.stays_id)

    @property
    def is_late(self) -> bool:
        return self.days is not None and self.days > self.limit and self.held > 0

    @property
    def is_all_missing(self) -> bool:
        """Whether nothing is there but what is missing: it is told once."""
        return self.held > 0 and self.missing == self.held

    @property
    def missing(self) -> Decimal:
        return -self.differs

    @property
    def is_red(self) -> bool:
        """Whether somebody has to ask: too long, a difference, an ended desk, a used book not returned. A paper that is
        not signed is told apart."""
        return self.is_late or bool(self.differs) or bool(self.full_books) or self.is_over


def cash_held(parties: Iterable[int]) -> dict[int, Decimal]:
    """Party of a centre → baht that are with its collector by the books. One query."""
    rows = PartyYear.objects.filter(party__in=list(parties), kind=LineKind.CASH_HELD)
    return {row["party"]: row["baht"] for row in rows.values("party").annotate(baht=Sum("amount"))}


def cash_to_give(book: Book, party: int, on: date) -> Decimal:
    """Baht that a collector can have handed over on a day: what the books have then, less what went out since."""
    account = Account.everywhere.get(book=book, role=AccountRole.COLLECTORS)
    return money.baht(max(lowest_held(book, account, party, on).satang, 0))


def cash_by_desk(funds: Iterable[int]) -> dict[tuple[int, int | None], Decimal]:
    """Fund and centre → cash that is there by the books. Two queries."""
    rows = CentreCash.everywhere.filter(fund__in=set(funds))
    parties = {(one.fund_id, one.centre_id): one.party_id for one in rows}
    held = cash_held(parties.values())
    return {desk: held[party] for desk, party in parties.items() if party in held}


def cash_of_treasurer(fund: Fund) -> Decimal:
    account = Account.everywhere.get(book=fund.book_id, role=AccountRole.CASH, code="1110")
    return balance_of(account)


def desks_of(actor: Actor, fund: Fund) -> list[Organisation]:
    """The desks of a fund in a seat's reach, those that ended too: the fund's own first, then its centres. One query."""
    rows = Organisation.objects.visible_to(actor).filter(parent=fund.organisation_id, kind="village_centre")
    centres = [one for one in rows.order_by("sort_key") if actor.reaches(one.node)]
    return [fund.organisation, *centres] if actor.reaches(fund.node) else centres


def cash_at_desks(actor: Actor, fund: Fund, today: date | None = None) -> list[DeskCash]:
    """Each desk in reach with its cash now; one that ended only while something is there still to be asked for.

    A number of queries that does not grow with the desks.
    """
    today = today or clock.today()
    desks = desks_of(actor, fund)
    centres = {one.pk for one in desks if one.pk != fund.organisation_id}
    parties = {
        one.centre_id: one.party_id
        for one in CentreCash.everywhere.filter(fund=fund)
        if one.centre_id is None or one.centre_id in centres
    }
    sheets = _sheets_at(fund)
    last = last_hand_overs(HandOver.everywhere.filter(fund=fund))
    kept = {centre: party for centre, party in parties.items() if (fund.pk, centre) not in last}
    known = _Known(
        held=cash_held(parties.values()),
        taken=open_totals([one.pk for one in sheets if one.state == SheetState.OPEN]),
        corrected=_corrected([one for one in sheets if one.entry_id]),
        books=_books_at(desks),
        brought=_brought(kept.values()) if fund.is_old else {},
        short=_since_when([one for one in last.values() if one.short > 0]),
        limit=regulation_of(fund, today).cash_days,
        today=today,
    )
    told = []
    for body in desks:
        centre = None if body.pk == fund.organisation_id else body
        key = centre.pk if centre else None
        here = [one for one in sheets if one.centre_id == key]
        told.append(_desk(known, body, centre, parties.get(key, 0), here))
    return [one for one in told if not one.is_over or one.held or one.differs or one.open_sheet]


@dataclass(frozen=True)
class _Known:
    """What was read for all desks of a fund at once."""

    held: dict[int, Decimal]
    taken: dict[int, Decimal]
    corrected: dict[int, Decimal]
    books: dict[str, list[NumberBook]]
    brought: dict[int, tuple[Decimal, date]]
    short: dict[int | None, tuple[HandOver, date]]
    limit: int
    today: date


def _desk(
    known: _Known,
    body: Organisation,
    centre: Organisation | None,
    party: int,
    sheets: Sequence[CollectionSheet],
) -> DeskCash:
    held, books = known.held.get(party, money.NOTHING), known.books.get(body.node, [])
    posted = [one for one in sheets if one.state == SheetState.POSTED]
    waiting = [one for one in posted if one.hand_over_id is None]
    opened = [one for one in sheets if one.state == SheetState.OPEN]
    brought, brought_on = known.brought.get(party, (money.NOTHING, None))
    counted = _counted(waiting, known.corrected) + brought
    short, since = known.short.get(centre.pk if centre else None, (None, None))
    if held <= counted:
        short, since = None, None
    days = [*(one.on for one in (*waiting, *opened)), *filter(None, (since, brought_on))]
    oldest = min(days, default=None)
    newest = max(sheets, key=lambda one: (one.on, one.pk), default=None)
    return DeskCash(
        centre=centre, body=body, collector=newest.collector if newest else short.giver if short else "", held=held,
        collecting=sum((known.taken.get(one.pk, money.NOTHING) for one in opened), money.NOTHING),
        days=(known.today - oldest).days if oldest is not None else None, limit=known.limit,
        differs=counted - held, short=short,
        unsigned=sum(one.signature == SecondSignature.NONE for one in posted),
        open_sheet=opened[0] if opened else None,
        full_books=sum(one.is_full for one in books), books=len(books),
    )  # fmt: skip


def _counted(sheets: Sequence[CollectionSheet], corrected: dict[int, Decimal]) -> Decimal:
    """What was counted on sheets that are not handed over, with what corrections gave back or took since.

    A correction that only put the paper right moved no cash.
    """
    return sum(
        (
            (one.total if one.counted is None else one.counted)
            + corrected.get(one.entry_id or 0, money.NOTHING)
            - one.put_right
            for one in sheets
        ),
        money.NOTHING,
    )


def _corrected(sheets: Sequence[CollectionSheet]) -> dict[int, Decimal]:
    """Entry of a sheet → baht that its corrections moved in the collector's hand. One query."""
    rows = Posting.everywhere.filter(
        entry__corrects__in=[one.entry_id for one in sheets], account__role=AccountRole.COLLECTORS
    )
    sums = rows.values_list("entry__corrects").annotate(d=Sum("debit"), c=Sum("credit"))
    return {entry: debit - credit for entry, debit, credit in sums}


def _brought(parties: Iterable[int]) -> dict[int, tuple[Decimal, date]]:
    """Party → cash that was counted with it as the books began, and the day. One query.

    Until the first hand-over it is as good as counted on a sheet: the proof of the cut-over has it.
    """
    rows = SubsidiaryLine.objects.filter(
        party__in=list(parties), kind=LineKind.CASH_HELD, posting__entry__kind=EntryKind.OPENING
    ).exclude(Exists(Entry.everywhere.filter(reverses=OuterRef("posting__entry"))))
    told = rows.values_list("party").annotate(baht=Sum("amount"), on=Min("posting__entry__on"))
    return {party: (baht, on) for party, baht, on in told}


def _since_when(short: Sequence[HandOver]) -> dict[int | None, tuple[HandOver, date]]:
    """Desk → the hand-over of less than the books had, and the oldest day it was for. One query."""
    if not short:
        return {}
    days = CollectionSheet.everywhere.filter(hand_over__in=short).values_list("hand_over")
    first = dict(days.annotate(first=Min("on")))
    return {one.centre_id: (one, first.get(one.pk, one.on)) for one in short}


def last_hand_overs(rows: QuerySet[HandOver]) -> dict[tuple[int, int | None], HandOver]:
    """Fund and centre → the last hand-over that stands. One query."""
    to_treasurer = standing(rows.filter(step=HandOverStep.TREASURER)).order_by("on", "pk")
    return {(one.fund_id, one.centre_id): one for one in to_treasurer}


def short_hand_overs(rows: QuerySet[HandOver]) -> list[HandOver]:
    """The last hand-over of each desk that stands, where it was of less than the books had. One query."""
    return [one for one in last_hand_overs(rows).values() if one.short > 0]


def standing(rows: QuerySet[OfEntry]) -> QuerySet[OfEntry]:
    """Those of some sheets or hand-overs whose entry was not taken back."""
    return rows.filter(~IS_BACK)


def stands(sheet: CollectionSheet) -> bool:
    """Whether a sheet is in the books and was not taken back."""
    found = standing(CollectionSheet.everywhere.filter(pk=sheet.pk, state=SheetState.POSTED))
    return bool(found.exists())


def way_of_cash(actor: Actor, fund: Fund, centre: Organisation | None = None) -> QuerySet[HandOver]:
    """The steps of a fund's cash, or of one centre's, the newest first; `is_back`: its entry was taken back."""
    rows: QuerySet[HandOver] = HandOver.objects.visible_to(actor).filter(fund=fund)
    rows = rows if centre is None else rows.filter(centre=centre)
    rows = rows.annotate(is_back=IS_BACK)
    return rows.select_related("centre", "bank_account", "entry").order_by("-on", "-pk")


def _sheets_at(fund: Fund) -> list[CollectionSheet]:
    """Sheets of which something is still to be done: open, not handed over, not signed, not taken back. One query."""
    rows = standing(CollectionSheet.everywhere.filter(fund=fund).exclude(state=SheetState.DROPPED))
    waiting = rows.filter(hand_over__isnull=True) | rows.filter(signature=SecondSignature.NONE)
    return list(waiting.order_by("on", "pk"))


def _books_at(desks: Sequence[Organisation]) -> dict[str, list[NumberBook]]:
    """Books of receipts that are out with each desk. One query."""
    rows = NumberBook.objects.visible_to(Actor.system("sheet")).filter(
        place__in=[one.node for one in desks],
        kind=NumberKind.RECEIPT,
        closed_on__isnull=True,
        returned_on__isnull=True,
    )
    found: dict[str, list[NumberBook]] = {}
    for one in rows:
        found.setdefault(one.place, []).append(one)
    return found


def sheets_of(
    actor: Actor, fund: Fund, centre: Organisation | None = None, *, is_unsigned: bool = False
) -> QuerySet[CollectionSheet]:
    """Sheets of a fund, or of one centre, the newest first; those only that wait for a second signature.

    `is_back`: the entry was taken back.
    """
    rows = CollectionSheet.objects.visible_to(actor).filter(fund=fund).exclude(state=SheetState.DROPPED)
    if is_unsigned:
        rows = standing(rows.filter(state=SheetState.POSTED, signature=SecondSignature.NONE))
    if centre is not None:
        rows = rows.filter(centre=centre)
    rows = rows.annotate(is_back=IS_BACK)
    return rows.select_related("centre", "hand_over").order_by("-on", "-pk")


def standing_totals(sheets: Iterable[CollectionSheet]) -> dict[int, Decimal]:
    """Sheet → what stands of it: the total it was closed with and its corrections, nothing where it was taken back."""
    entries = {one.entry_id: one for one in sheets if one.entry_id}
    taken_in = (CONTRIBUTIONS, ENTRY_FEES)
    rows = Posting.everywhere.filter(entry__corrects__in=entries, account__code__in=taken_in)
    moved = {
        entry: credit - debit
        for entry, debit, credit in rows.values_list("entry__corrects").annotate(
            d=Sum("debit"), c=Sum("credit")
        )
    }
    back = set(Entry.everywhere.filter(reverses__in=entries).values_list("reverses", flat=True))
    return {
        one.pk: money.NOTHING if entry in back else one.total + moved.get(entry, money.NOTHING)
        for entry, one in entries.items()
    }


def sheets_named(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Sheets in sight by their desk and day, for lower apps that know their keys only. One query."""
    rows = (
        CollectionSheet.objects.visible_to(actor)
        .filter(pk__in=keys)
        .select_related("centre", "fund__organisation")
    )
    return {
        one.pk: Subject(
            "sheet",
            str(one.pk),
            f"{one.centre or one.fund.organisation} {thai_date(one.on)}",
            one.get_absolute_url(),
        )
        for one in rows
    }
