"""A sheet that is checked by column comes to what its payments come to one by one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khabuan.funds.rules.collecting import Payer, Payments, Tariff, check
from khabuan.funds.rules.words import MemberState
from khabuan.ledger.rules.words import LineKind

ON = date(2026, 3, 5)
TARIFF = Tariff(per_day=100, entry_fee=5000)
DAYS = st.sampled_from([None, ON - timedelta(40), ON - timedelta(9), ON, ON + timedelta(30)])
PAYERS = st.builds(
    Payer,
    key=st.just(0),
    number=st.just("7"),
    party=st.sampled_from([None, *[70] * 9]),
    state=st.sampled_from([state.value for state in MemberState]),
    joined_on=DAYS,
    left_on=DAYS,
    paid=DAYS,
)
SATANG = st.sampled_from([3000, 3000, 3000, 1500, 150, 0, -100])


@given(st.lists(st.tuples(PAYERS, SATANG), min_size=1, max_size=12))
def test_the_whole_sheet_says_what_each_payment_alone_says(rows: list[tuple[Payer, int]]) -> None:
    payers = {
        at: payer._replace(key=at, party=payer.party and payer.party + at)
        for at, (payer, _) in enumerate(rows)
    }
    kind = int(LineKind.CONTRIBUTION)
    whole = check(Payments.of((at, satang) for at, (_, satang) in enumerate(rows)), payers, TARIFF, ON)
    alone = [
        check(Payments([at], [satang], [kind]), payers, TARIFF, ON) for at, (_, satang) in enumerate(rows)
    ]
    assert whole.contributions == [
        line._replace(seq=at) for at, one in enumerate(alone) for line in one.contributions
    ]
    assert [(one.at, one.fault) for one in whole.wrong] == [
        (at, wrong.fault) for at, one in enumerate(alone) for wrong in one.wrong
    ]


def test_a_member_who_stands_twice_is_refused_on_the_second_line() -> None:
    payer = Payer(1, "1", 70, MemberState.ACTIVE.value, ON, None, ON - timedelta(1))
    found = check(Payments.of([(1, 3000), (1, 3000)]), {1: payer}, TARIFF, ON)
    assert [len(found.contributions), [(one.at, one.fault.value) for one in found.wrong]] == [
        1,
        [(1, "twice")],
    ]


def test_a_stranger_is_named_and_the_others_stand() -> None:
    payer = Payer(1, "1", 70, MemberState.ACTIVE.value, ON, None, ON - timedelta(1))
    found = check(Payments.of([(9, 3000), (1, 3000)]), {1: payer}, TARIFF, ON)
    assert [len(found.contributions), [(one.at, one.fault.value) for one in found.wrong]] == [
        1,
        [(0, "stranger")],
    ]
