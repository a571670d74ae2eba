"""The room over time: filled seats after each coming and leaving, the moment at which a quorum is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khabuan.meetings.rules.presence import Moment, course_of, lost_at, most_between, present_at
from khabuan.meetings.rules.quorum import Stay, counted_at

NINE = datetime(2026, 1, 5, 2, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def stay(seat: int | None, came: int, left: int | None = None, *, is_substitute: bool = False) -> Stay:
    return Stay(seat, at(came), None if left is None else at(left), is_substitute)


stays = st.lists(
    st.builds(
        lambda seat, came, length, is_substitute: stay(
            seat, came, None if length is None else came + length, is_substitute=is_substitute
        ),
        st.none() | st.integers(1, 6), st.integers(0, 40), st.none() | st.integers(0, 30), st.booleans(),
    ),
    max_size=20,
)  # fmt: skip


@given(stays, st.booleans(), st.integers(-5, 80))
def test_the_course_agrees_with_the_count_of_every_moment(
    some: list[Stay], substitutes: bool, minute: int
) -> None:
    course = course_of(some, substitutes_count=substitutes)
    assert [moment.at for moment in course] == sorted({moment.at for moment in course})
    assert present_at(course, at(minute)) == counted_at(some, at(minute), substitutes_count=substitutes)


@given(stays, st.integers(1, 6), st.integers(-5, 80))
def test_a_quorum_is_lost_only_where_it_was_before_and_is_not_now(
    some: list[Stay], needed: int, minute: int
) -> None:
    course = course_of(some, substitutes_count=True)
    lost = lost_at(course, at(minute), needed)
    is_there = present_at(course, at(minute)) >= needed
    was_there = any(moment.present >= needed for moment in course if moment.at <= at(minute))
    assert (lost is not None) == (was_there and not is_there)
    if lost is not None:
        assert all(moment.present < needed for moment in course if lost <= moment.at <= at(minute))


def test_who_leaves_last_loses_the_quorum_and_who_comes_back_restores_it() -> None:
    some = [stay(1, 0), stay(2, 0, 30), stay(3, 0, 40), stay(2, 60), stay(None, 0)]
    course = course_of(some, substitutes_count=False)
    assert course == (Moment(at(0), 3), Moment(at(30), 2), Moment(at(40), 1), Moment(at(60), 2))
    assert lost_at(course, at(45), 2) == at(40)
    assert lost_at(course, at(60), 2) is None
    assert lost_at(course, at(45), None) is None
    assert lost_at(course_of([stay(1, 0)], substitutes_count=False), at(9), 2) is None


def test_the_most_of_a_session_counts_who_sat_when_it_was_opened() -> None:
    course = course_of([stay(1, 0), stay(2, 0, 30), stay(3, 50)], substitutes_count=False)
    assert most_between(course, at(10), at(20)) == 2
    assert most_between(course, at(30), at(40)) == 1
    assert most_between(course, at(30), at(60)) == 2
    assert most_between((), at(0), at(60)) == 0


def test_substitutes_count_where_the_rules_say_so() -> None:
    some = [stay(1, 0), stay(2, 0, is_substitute=True)]
    assert course_of(some, substitutes_count=False) == (Moment(at(0), 1),)
    assert course_of(some, substitutes_count=True) == (Moment(at(0), 2),)
