"""Travel and meals of those who came: once for each head, sums that can be, printed and taken out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council
from tests.meetings.test_minutes_db import at, hold
from tests.registry.conftest import World

from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.meetings.actions import attendance, calling, holding, payments
from khabuan.meetings.actions.payments import Sums
from khabuan.meetings.models import PayList
from khabuan.meetings.printing.payments import pay_list_paper, pay_list_sheet
from khabuan.meetings.queries.payments import heads_of, lists_of, pay_list_facts
from khabuan.rules.actions import load_rules

EACH = Sums(Decimal(200), Decimal("120.50"), "หมู่ 1")


@pytest.fixture
def of(world: World) -> Council:
    load_rules(actor=SYSTEM)
    return council(world)


def listed(of: Council) -> PayList:
    row = hold(of)
    heads = heads_of(row)
    made: PayList = payments.make_pay_list(
        actor=of.world.secretary, meeting=row, paid_from="โครงการทดสอบ",
        sums={head.row.pk: EACH for head in heads[:3]},
    )  # fmt: skip
    return made


def test_who_came_twice_is_one_head(of: Council) -> None:
    actor = of.world.secretary
    row = calling.call_meeting(actor=actor, organisation=of.body, on=TODAY)
    with clock.at(at(TODAY, 9)):
        stay = attendance.sign_in(actor=actor, meeting=row, member=of.people[0].pk)
        holding.open_meeting(actor=actor, meeting=row, chair=of.chair.pk)
    with clock.at(at(TODAY, 10)):
        attendance.sign_out(actor=actor, attendance=stay)
    with clock.at(at(TODAY, 11)):
        attendance.sign_in(actor=actor, meeting=row, member=of.people[0].pk)
        attendance.sign_in_guest(actor=actor, meeting=row, name="แขก ทดสอบ", post_words="กำนัน")
    assert [head.name for head in heads_of(row)] == [str(of.people[0]), "แขก ทดสอบ"]


def test_a_list_is_printed_with_words_and_taken_out_as_a_sheet(of: Council) -> None:
    made = listed(of)
    facts = pay_list_facts(of.world.secretary, made)
    assert [line.total for line in facts.lines] == [Decimal("320.50")] * 3
    assert pay_list_paper(facts).title.startswith("ใบสำคัญรับเงิน")
    assert pay_list_sheet(facts.lines).startswith(b"PK")
    (only,) = lists_of(of.world.secretary, made.meeting)
    assert (only.heads, only.total) == (3, Decimal("961.50"))


def test_sums_are_corrected_and_who_gets_nothing_is_not_printed(of: Council) -> None:
    actor, made = of.world.secretary, listed(of)
    first, second, *_others = heads_of(made.meeting)
    payments.correct_pay_list(
        actor=actor, pay_list=made, paid_from="โครงการทดสอบ",
        sums={first.row.pk: Sums(Decimal(50), Decimal(0)), second.row.pk: Sums(Decimal(0), Decimal(0))},
    )  # fmt: skip
    assert [line.total for line in pay_list_facts(actor, made).lines] == [Decimal(50)]
    payments.withdraw_pay_list(actor=actor, pay_list=made, reason="ทำซ้ำ")
    with pytest.raises(Refused):
        payments.withdraw_pay_list(actor=actor, pay_list=made, reason="ทำซ้ำ")


@pytest.mark.parametrize(
    ("sums", "code"),
    [
        (Sums(Decimal(-1), Decimal(0)), "negative"),
        (Sums(Decimal("1.005"), Decimal(0)), "finer"),
        (Sums(Decimal(200_000), Decimal(0)), "too_large"),
        (Sums(Decimal(0), Decimal(0)), "nobody"),
    ],
)
def test_a_sum_that_cannot_be_is_refused(of: Council, sums: Sums, code: str) -> None:
    row = hold(of)
    with pytest.raises(Refused) as no:
        payments.make_pay_list(
            actor=of.world.secretary, meeting=row, paid_from="โครงการ", sums={heads_of(row)[0].row.pk: sums}
        )
    assert no.value.code == code


def test_only_who_came_is_paid_and_a_purse_is_named(of: Council) -> None:
    row = hold(of)
    for facts, code in (
        ({"paid_from": "โครงการ", "sums": {1: EACH}}, "not_there"),
        ({"paid_from": " ", "sums": {heads_of(row)[0].row.pk: EACH}}, "no_purse"),
    ):
        with pytest.raises(Refused) as no:
            payments.make_pay_list(actor=of.world.secretary, meeting=row, **facts)
        assert no.value.code == code
