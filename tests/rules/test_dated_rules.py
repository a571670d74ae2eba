"""Dated rules: which row holds, what may be cited, and that the shipped rows are sound."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.rules.rules import (
    NATION,
    BadValue,
    RuleRow,
    Sureness,
    ValueKind,
    citation,
    place_chain,
    read_value,
    rule_conflicts,
    rule_in_force,
    seed_rows,
    unverified,
    write_value,
)

ON = date(2026, 11, 23)


def row(value=4, *, since=date(2008, 2, 9), until=None, place=NATION, verified=False, section="", key="k"):
    return RuleRow(
        key=key,
        kind=ValueKind.COUNT,
        value=value,
        since=since,
        until=until,
        place=place,
        source="แหล่งทดสอบ",
        section=section,
        sureness=Sureness.LOW,
        is_verified=verified,
    )


def test_the_later_row_replaces_the_earlier():
    rows = [row(4, until=date(2026, 1, 1)), row(3, since=date(2026, 1, 1))]
    assert rule_in_force(rows, "k", date(2025, 12, 31)).as_count == 4
    assert rule_in_force(rows, "k", date(2026, 1, 1)).as_count == 3


def test_no_row_holds_before_the_first_or_after_the_last():
    rows = [row(since=date(2020, 1, 1), until=date(2021, 1, 1))]
    assert rule_in_force(rows, "k", date(2019, 12, 31)) is None
    assert rule_in_force(rows, "k", date(2021, 1, 1)) is None
    assert rule_in_force(rows, "other", date(2020, 6, 1)) is None


def test_the_nearest_place_wins_even_when_older():
    rows = [row(4, since=date(2026, 1, 1)), row(5, place="19."), row(6, place="33.")]
    assert rule_in_force(rows, "k", ON, place_chain("19.01.05.o7.")).as_count == 5
    assert rule_in_force(rows, "k", ON, place_chain("41.01.")).as_count == 4
    assert rule_in_force(rows, "k", ON).as_count == 4


def test_an_ended_override_gives_way_to_the_nation():
    rows = [row(4), row(5, place="19.", until=date(2026, 1, 1))]
    assert rule_in_force(rows, "k", ON, place_chain("19.01.")).as_count == 4


def test_places_of_an_organisation_go_from_itself_to_the_nation():
    assert place_chain("19.01.o7.") == ("19.01.o7.", "19.01.", "19.", NATION)
    assert place_chain(NATION) == (NATION,)


def test_overlapping_rows_are_reported_and_neighbours_are_not():
    clean = [row(4, until=date(2026, 1, 1)), row(3, since=date(2026, 1, 1)), row(9, place="19.")]
    assert rule_conflicts(clean) == []
    (conflict,) = rule_conflicts([row(4), row(3, since=date(2026, 1, 1))])
    assert (conflict.earlier.value, conflict.later.value) == (4, 3)


def test_a_section_is_cited_only_from_a_verified_row():
    assert citation(row(section="21", verified=True)) == "21"
    assert citation(row(section="21")) is None
    assert citation(row(verified=True)) is None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ValueKind.SHARE, "60%", Fraction(3, 5)),
        (ValueKind.SHARE, "1/5", Fraction(1, 5)),
        (ValueKind.SHARE, "0.5", Fraction(1, 2)),
        (ValueKind.YEARS, "๔", 4),
        (ValueKind.DAY_LIST, "30 120 60", (120, 60, 30)),
        (ValueKind.ITEMS, "ก\n\n ข ", ("ก", "ข")),
    ],
)
def test_typed_values_are_read(kind, text, value):
    assert read_value(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ValueKind.COUNT, "สี่"),
        (ValueKind.COUNT, "-1"),
        (ValueKind.COUNT, ""),
        (ValueKind.SHARE, "120%"),
        (ValueKind.SHARE, "1/0"),
        (ValueKind.SHARE, "1e999999999"),
        (ValueKind.DATE, "2026-02-30"),
        (ValueKind.DAY_LIST, "120 -3"),
        (ValueKind.TEXT, "   "),
        (ValueKind.ITEMS, "\n \n"),
    ],
)
def test_nonsense_is_refused_naming_the_kind(kind, text):
    with pytest.raises(BadValue) as refused:
        read_value(kind, text)
    assert refused.value.kind is kind


LINE = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20)
SHARES = st.builds(lambda a, b: Fraction(min(a, b), max(a, b)), st.integers(1, 10**6), st.integers(1, 10**6))
VALUES = st.one_of(
    st.tuples(st.just(ValueKind.COUNT), st.integers(0, 10**9)),
    st.tuples(st.just(ValueKind.SHARE), SHARES),
    st.tuples(st.just(ValueKind.DATE), st.dates()),
    st.tuples(st.just(ValueKind.TEXT), LINE),
    st.tuples(st.just(ValueKind.ITEMS), st.lists(LINE, min_size=1, max_size=5).map(tuple)),
    st.tuples(
        st.just(ValueKind.DAY_LIST),
        st.lists(st.integers(0, 999), min_size=1, max_size=4).map(
            lambda days: tuple(sorted(days, reverse=True))
        ),
    ),
)


@given(VALUES)
def test_a_stored_value_is_read_back_unchanged(pair):
    kind, value = pair
    assert read_value(kind, write_value(value)) == value


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), max_size=8), st.integers(0, 800))
def test_the_row_found_holds_and_none_that_holds_is_newer(spans, day):
    start = date(2020, 1, 1)
    rows = [
        row(n, since=start + timedelta(days=a), until=start + timedelta(days=a + length))
        for n, (a, length) in enumerate(spans)
    ]
    on = start + timedelta(days=day)
    found = rule_in_force(rows, "k", on)
    holding = [r for r in rows if r.holds_on(on)]
    assert (found is None) == (not holding)
    assert found is None or (found in holding and found.since == max(r.since for r in holding))


def test_a_value_is_not_taken_for_another_kind():
    with pytest.raises(TypeError):
        _ = row(4).as_share


def law(key):
    found = rule_in_force(seed_rows(), key, ON)
    assert found is not None, key
    return found


def test_the_shipped_rows_give_the_numbers_of_the_act_as_we_know_them():
    assert law("council.term_years").as_count == 4
    assert law("council.quorum_share").as_share == Fraction(1, 2)
    assert law("council.agreement_share").as_share == Fraction(3, 5)
    assert law("council.expert_share_max").as_share == Fraction(1, 5)
    assert law("council.meetings_per_year_min").as_count == 4
    assert law("term.alarm_days").as_day_list == (120, 60, 30)
    assert len(law("council.duties").as_items) == 12


def test_the_shipped_rows_do_not_contradict_each_other():
    assert rule_conflicts(seed_rows()) == []
    assert len({(r.key, r.place, r.since) for r in seed_rows()}) == len(seed_rows())


def test_nothing_remembered_is_shipped_as_verified_and_the_doubtful_come_first():
    assert all(r.sureness is Sureness.FOUND for r in seed_rows() if r.is_verified)
    assert all(r.address for r in seed_rows() if r.is_verified)
    todo = unverified(seed_rows())
    assert todo[0].sureness is Sureness.LOW
    assert citation(law("council.duties")) is None
