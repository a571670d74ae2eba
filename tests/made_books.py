"""A fund's book with a year and a half of made entries, posted through `post`: for tests that read books."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.ledger import actions
from khabuan.ledger.models import Book, Entry, Party
from khabuan.ledger.posting import post
from khabuan.ledger.rules.drafts import Draft, Leg, Line
from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource, PartyKind
from khabuan.places.models import Area
from tests.support import SYSTEM, Country, add_organisation, policy_rows

OPENED = date(2024, 10, 1)
TODAY = datetime(2026, 2, 10, 3, tzinfo=UTC)
NAMES = ("test.made_post", "test.made_party")


@action("test.made_post", on="book")
def post_draft(*, actor: Actor, book: Book, draft: Draft, on: date, corrects: Entry | None = None) -> Entry:
    return post(book, draft, on=on, corrects=corrects)


@action("test.made_party", on="book")
def new_party(*, actor: Actor, book: Book, kind: PartyKind, label: str) -> Party:
    return actions.add_party(book, kind, label)


@contextmanager
def may_post() -> Iterator[None]:
    """Today is a day in February 2026, and the made actions have their row of policy."""
    with clock.at(TODAY), policy_rows(names=NAMES):
        yield


def new_book(name: str = "กองทุนทดสอบ", area: Area | None = None) -> Book:
    """The book of a new fund, in a given tambon or in one of a small country made for it."""
    with policy_rows(names=("test.add_area", "test.add_organisation")):
        place = area or Country().tambon_a
        fund = add_organisation(actor=SYSTEM, area=place, name=name, kind="fund")
    book: Book = actions.open_book(actor=SYSTEM, organisation=fund, kind="fund", name=name, opened_on=OPENED)
    return book


def members_and_centre(book: Book, many: int) -> tuple[list[Party], Party]:
    members = [
        new_party(actor=SYSTEM, book=book, kind=PartyKind.MEMBER, label=f"{number:04d}")
        for number in range(1, many + 1)
    ]
    return members, new_party(actor=SYSTEM, book=book, kind=PartyKind.CENTRE, label="หมู่ 3 บ้านสมมุติ")


def sheet(members: dict[int, int], centre: int, on: date, memo: str = "ใบเก็บเงิน") -> Draft:
    """A collection sheet: each member (party) with satang for the thirty days up to `on`."""
    total = sum(members.values())
    lines = [
        Line(party, satang, LineKind.CONTRIBUTION, on - timedelta(days=29), on)
        for party, satang in members.items()
    ]
    return Draft(EntryKind.COLLECTION, memo, [
        Leg("1120", debit=total, lines=[Line(centre, total, LineKind.CASH_HELD)]),
        Leg("4110", credit=total, source=MoneySource.MEMBERS, lines=lines),
    ], "เล่ม 1 เลขที่ 1-8")  # fmt: skip


def told_book(draw: random.Random) -> Book:
    """Brought forward, sheets of each month, money handed over and banked, benefits, matching, a wrong line put
    right, an entry taken back, a year closed. Inside `may_post()`."""
    book = new_book()
    members, centre = members_and_centre(book, 8)
    old = [Leg("1210", debit=123_456_78), Leg("3110", credit=123_456_78, source=MoneySource.UNASSIGNED)]
    post_draft(actor=SYSTEM, book=book, draft=Draft(EntryKind.OPENING, 'ยกมา; วันแรก | "', old), on=OPENED)
    for month in range(16):
        on = date(2024 + (9 + month) // 12, (9 + month) % 12 + 1, draw.randint(2, 28))
        paid = {one.pk: draw.randint(1, 99_999) for one in members}
        entry = post_draft(actor=SYSTEM, book=book, draft=sheet(paid, centre.pk, on), on=on)
        _money_moves(book, centre, sum(paid.values()), on)
        _benefit(book, members[month % 8], on, month)
        if month == 4:
            wrong = Line(
                members[0].pk, -paid[members[0].pk], LineKind.CONTRIBUTION, on - timedelta(days=29), on
            )
            back = Line(centre.pk, -paid[members[0].pk], LineKind.CASH_HELD)
            draft = Draft(EntryKind.CORRECTION, "แก้รายการผิด", [
                Leg("4110", debit=-wrong.satang, source=MoneySource.MEMBERS, lines=[wrong]),
                Leg("1120", credit=-back.satang, lines=[back]),
            ])  # fmt: skip
            again = {members[0].pk: paid[members[0].pk]}
            post_draft(actor=SYSTEM, book=book, draft=sheet(again, centre.pk, on), on=on)
            post_draft(actor=SYSTEM, book=book, draft=draft, on=on, corrects=entry)
        if month == 6:
            taken = _matching(book, 777_77, on)
            actions.reverse(actor=SYSTEM, entry=taken, on=on + timedelta(days=40), reason="ลงผิดกองทุน")
    actions.close_year(actor=SYSTEM, book=book, year=2025)
    return book


def _money_moves(book: Book, centre: Party, satang: int, on: date) -> None:
    handed = Draft(EntryKind.HAND_OVER, "ส่งเงินให้เหรัญญิก", [
        Leg("1110", debit=satang), Leg("1120", credit=satang, lines=[Line(centre.pk, -satang, LineKind.CASH_HELD)]),
    ])  # fmt: skip
    banked = Draft(EntryKind.DEPOSIT, "ฝากธนาคาร", [Leg("1210", debit=satang), Leg("1110", credit=satang)])
    post_draft(actor=SYSTEM, book=book, draft=handed, on=on)
    post_draft(actor=SYSTEM, book=book, draft=banked, on=on + timedelta(days=3))


def _benefit(book: Book, member: Party, on: date, month: int) -> None:
    satang = 1_000_01 + month
    draft = Draft(EntryKind.BENEFIT, "ค่ารักษาพยาบาล", [
        Leg("5102", debit=satang, source=MoneySource.MEMBERS, lines=[Line(member.pk, satang, LineKind.BENEFIT)]),
        Leg("1210", credit=satang),
    ])  # fmt: skip
    post_draft(actor=SYSTEM, book=book, draft=draft, on=on + timedelta(days=4))


def _matching(book: Book, satang: int, on: date) -> Entry:
    legs = [Leg("1210", debit=satang), Leg("4210", credit=satang, source=MoneySource.STATE)]
    return post_draft(actor=SYSTEM, book=book, draft=Draft(EntryKind.RECEIPT, "งบสมทบ", legs), on=on)
