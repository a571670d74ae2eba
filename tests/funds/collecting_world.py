"""A fund with two centres, members, and a book of numbers for each desk; a neighbour fund with one member."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import TestCase

from khabuan.access.action import action, add
from khabuan.access.actor import Actor, Role, Span
from khabuan.core import clock
from khabuan.funds.actions.setting_up import open_fund
from khabuan.funds.models import Fund, Member
from khabuan.funds.rules.words import MemberState
from khabuan.ledger.actions import add_party
from khabuan.ledger.rules.words import PartyKind
from khabuan.papers.actions.numbers import issue_number_book
from khabuan.papers.models import NumberBook
from khabuan.registry.actions.organisations import add_organisation as add_body
from khabuan.registry.actions.people import add_person
from khabuan.registry.models import Organisation
from khabuan.rules.actions import load_rules
from tests.support import SYSTEM, Country, add_organisation, policy_rows

TODAY = date(2026, 2, 10)
NAMES = ("test.add_area", "test.add_organisation", "test.add_members")


@action("test.add_members", on="fund")
def add_members(
    *, actor: Actor, fund: Fund, count: int, centre: Organisation | None = None, first: int = 1, **facts: Any
) -> list[Member]:
    """Members 0001 …, paid up to the last day of 2025."""
    made = []
    for number in range(first, first + count):
        label = f"{number:04d}"
        person = add_person(actor=actor, area=fund.organisation.area, given="สมาชิกทดสอบ", surname=label)
        party = add_party(fund.book, PartyKind.MEMBER, label)
        values = {
            "state": MemberState.ACTIVE, "joined_on": date(2025, 10, 1), "paid_base_on": date(2025, 12, 31), **facts
        }  # fmt: skip
        made.append(
            add(
                Member,
                fund=fund,
                number=label,
                number_key=label,
                person=person,
                party=party,
                centre=centre,
                **values,
            )
        )
    return made


def seat_at(role: Role, *rows: Any, number: int = 7) -> Actor:
    """A seat whose office reaches the nodes of some rows."""
    return Actor(
        role, tuple(Span.of(row.node) for row in rows), seat_id=number, user_id=number, title=f"{role} ทดสอบ",
        home=rows[0].node,
    )  # fmt: skip


class Collecting(TestCase):
    """Shared set-up of the tests of collections."""

    @classmethod
    def setUpTestData(cls) -> None:
        with policy_rows(names=NAMES), clock.at(TODAY):
            country = Country()
            load_rules(actor=SYSTEM)
            cls.fund = cls.make_fund(country.tambon_a, "กองทุนทดสอบ ก")
            cls.centre, cls.other_centre = (
                add_body(
                    actor=SYSTEM, area=country.tambon_a, kind="village_centre", name=f"ศูนย์ทดสอบ ม.{moo}",
                    parent=cls.fund.organisation,
                )
                for moo in (3, 4)
            )  # fmt: skip
            cls.members = add_members(actor=SYSTEM, fund=cls.fund, count=6, centre=cls.centre)
            cls.others = add_members(actor=SYSTEM, fund=cls.fund, count=2, centre=cls.other_centre, first=101)
            cls.neighbour = cls.make_fund(country.tambon_b, "กองทุนทดสอบ ข")
            (cls.stranger,) = add_members(actor=SYSTEM, fund=cls.neighbour, count=1)
            cls.book = cls.give_book(cls.centre, 12)
        cls.treasurer = seat_at(
            Role.TREASURER, cls.fund.organisation, cls.centre, cls.other_centre, number=71
        )
        cls.collector = seat_at(Role.COLLECTOR, cls.centre, number=72)

    @staticmethod
    def make_fund(area: Any, name: str) -> Fund:
        body = add_organisation(actor=SYSTEM, area=area, name=name, kind="fund")
        fund: Fund = open_fund(actor=SYSTEM, organisation=body, opened_on=date(2025, 10, 1))
        return fund

    @staticmethod
    def give_book(body: Any, number: int, last: int = 100) -> NumberBook:
        made: NumberBook = issue_number_book(
            actor=SYSTEM, body=body, kind="receipt", number=number, last=last, issued_to="ผู้เก็บทดสอบ",
            on=date(2025, 12, 1),
        )  # fmt: skip
        return made

    def setUp(self) -> None:
        self.enterContext(clock.at(TODAY))
