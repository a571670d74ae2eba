"""A fund's book with a small told story, in two years of it. Baht; members' money unless said.

date        | act                                              | who          | baht
1 Sep 2025  | the book begins with cash brought forward        | not divided  |  1,000
5 Sep 2025  | contributions of August                          | 0001, 0002   |    180
1 Oct 2025  | a benefit of kind 2                              | 0001         |    200
5 Oct 2025  | contributions                                    | 0001, 0002   |     60
6 Oct 2025  | handed to the treasurer                          | centre       |    240
7 Oct 2025  | paid into the bank                               | treasurer    |    200
20 Oct 2025 | state matching into the bank                     | state        |  5,000
1 Nov 2025  | paper and pens from cash                         | treasurer    |     40
2 Nov 2025  | a line of 5 Oct corrected: 0002 paid 20, not 30  | 0002         |    −10
3 Dec 2025  | interest of the bank                             | interest     |   7.25
9 Dec 2025  | money came in, nobody knows whose                | –            |     33
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.support import SYSTEM, policy_rows

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.ledger import actions
from khabuan.ledger.actions import add_party
from khabuan.ledger.models import Book, Entry
from khabuan.ledger.posting import post
from khabuan.ledger.rules.drafts import Draft, Leg, Line
from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource, PartyKind

NAMES = ("test.told", "test.told_party")
MEMBERS, STATE = MoneySource.MEMBERS, MoneySource.STATE


@action("test.told", on="book")
def told(*, actor: Actor, book: Book, draft: Draft, on: date, corrects: Entry | None = None) -> Entry:
    return post(book, draft, on=on, corrects=corrects)


@action("test.told_party", on="book")
def told_party(*, actor: Actor, book: Book, kind: PartyKind, label: str) -> Any:
    return add_party(book, kind, label)


def paid(party: int, satang: int, first: date, last: date) -> Line:
    return Line(party, satang, LineKind.CONTRIBUTION, first, last)


class Story:
    """The book, its parties and entries by name."""

    def __init__(self, organisation: Any) -> None:
        with policy_rows(names=NAMES):
            self.book: Book = actions.open_book(
                actor=SYSTEM,
                organisation=organisation,
                kind="fund",
                name="กองทุนทดสอบ",
                opened_on=date(2025, 9, 1),
            )
            self.one, self.two = (self._party(PartyKind.MEMBER, label) for label in ("0001", "0002"))
            self.centre = self._party(PartyKind.CENTRE, "ม.3")
            self._tell()

    def _party(self, kind: PartyKind, label: str) -> int:
        key: int = told_party(actor=SYSTEM, book=self.book, kind=kind, label=label).pk
        return key

    def _post(self, on: date, kind: EntryKind, memo: str, *legs: Leg, **facts: Any) -> Entry:
        entry: Entry = told(actor=SYSTEM, book=self.book, draft=Draft(kind, memo, legs), on=on, **facts)
        return entry

    def _held(self, satang: int) -> list[Line]:
        return [Line(self.centre, satang, LineKind.CASH_HELD)]

    def _collect(self, on: date, *lines: Line) -> Entry:
        total = sum(line.satang for line in lines)
        return self._post(
            on, EntryKind.COLLECTION, "ใบเก็บเงิน", Leg("1120", debit=total, lines=self._held(total)),
            Leg("4110", credit=total, source=MEMBERS, lines=lines),
        )  # fmt: skip

    def _tell(self) -> None:
        opening = Leg("3110", credit=100_000, source=MoneySource.UNASSIGNED)
        self._post(date(2025, 9, 1), EntryKind.OPENING, "ยอดยกมา", Leg("1110", debit=100_000), opening)
        august = (date(2025, 8, 1), date(2025, 8, 31))
        self._collect(date(2025, 9, 5), paid(self.one, 9000, *august), paid(self.two, 9000, *august))
        illness = Leg(
            "5102",
            debit=20_000,
            source=MoneySource.UNASSIGNED,
            lines=[Line(self.one, 20_000, LineKind.BENEFIT)],
        )
        self.benefit = self._post(
            date(2025, 10, 1), EntryKind.BENEFIT, "เจ็บป่วย", illness, Leg("1110", credit=20_000)
        )
        october = (date(2025, 9, 1), date(2025, 9, 30))
        self.sheet = self._collect(
            date(2025, 10, 5), paid(self.one, 3000, *october), paid(self.two, 3000, *october)
        )
        self._post(
            date(2025, 10, 6), EntryKind.HAND_OVER, "นำส่งเงิน", Leg("1110", debit=24_000),
            Leg("1120", credit=24_000, lines=self._held(-24_000)),
        )  # fmt: skip
        self._post(
            date(2025, 10, 7),
            EntryKind.DEPOSIT,
            "ฝากธนาคาร",
            Leg("1210", debit=20_000),
            Leg("1110", credit=20_000),
        )
        self._post(
            date(2025, 10, 20), EntryKind.RECEIPT, "งบสมทบรัฐบาล", Leg("1210", debit=500_000),
            Leg("4210", credit=500_000, source=STATE),
        )  # fmt: skip
        self._post(
            date(2025, 11, 1), EntryKind.PAYMENT, "กระดาษ ปากกา", Leg("5230", debit=4000, source=MEMBERS),
            Leg("1110", credit=4000),
        )  # fmt: skip
        back = Line(self.two, -1000, LineKind.CONTRIBUTION, date(2025, 9, 21), date(2025, 9, 30))
        self.correction = self._post(
            date(2025, 11, 2), EntryKind.CORRECTION, "แก้รายการ 0002", Leg("4110", debit=1000, source=MEMBERS, lines=[back]),
            Leg("1110", credit=1000), corrects=self.sheet,
        )  # fmt: skip
        self._post(
            date(2025, 12, 3), EntryKind.RECEIPT, "ดอกเบี้ย", Leg("1210", debit=725),
            Leg("4510", credit=725, source=MoneySource.INTEREST),
        )  # fmt: skip
        self._post(
            date(2025, 12, 9),
            EntryKind.RECEIPT,
            "เงินโอนเข้า",
            Leg("1210", debit=3300),
            Leg("2110", credit=3300),
        )
