"""Duplicate persons: scores with reasons, candidates without comparing everybody. All names are invented."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.registry.rules.duplicates import (
    POINTS,
    POSSIBLE,
    PersonFacts,
    ReasonCode,
    Verdict,
    blocking_keys,
    candidate_pairs,
    could_be_alike,
    edits,
    is_slip,
    likeness,
)

ONE = PersonFacts(
    key=1,
    given="ทดสอบดี",
    surname="ใจสมมติ",
    given_sound="TSD",
    surname_sound="JSM",
    sex="f",
    born_on=date(1970, 4, 12),
    tambon="19.01.05.",
    village="19.01.05.03.",
)
TWO = replace(ONE, key=2)


def verdict(**changes):
    return likeness(ONE, replace(TWO, **changes)).verdict


def reasons(one, other):
    return {reason.code for reason in likeness(one, other).reasons}


def test_same_name_and_day_of_birth_is_very_likely_one_person():
    assert verdict() is Verdict.SURE
    assert ReasonCode.BIRTH_SAME_DAY in reasons(ONE, TWO)


def test_same_name_alone_is_asked_about():
    bare = replace(ONE, born_on=None, tambon="", village="", sex="")
    assert likeness(bare, replace(bare, key=2)).verdict is Verdict.POSSIBLE


def test_namesakes_of_different_age_are_different():
    assert verdict(born_on=date(1990, 9, 1)) is Verdict.DIFFERENT


def test_namesakes_with_two_valid_numbers_are_different():
    one = replace(ONE, citizen="a", citizen_is_valid=True, born_on=None)
    assert likeness(one, replace(one, key=2, citizen="b")).verdict is Verdict.DIFFERENT


def test_a_number_with_a_bad_check_digit_says_nothing_against():
    one = replace(ONE, citizen="a", citizen_is_valid=True)
    assert ReasonCode.CITIZEN_DIFFERS not in reasons(one, replace(TWO, citizen="b", citizen_is_valid=False))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"given": "ทดสอบตี"}, ReasonCode.GIVEN_SLIP),
        ({"given": "ธดษอบ"}, ReasonCode.GIVEN_SOUND),
        ({"surname": "ใจสมมุติ"}, ReasonCode.SURNAME_SLIP),
        (
            {"surname": "อื่นนัก", "surname_sound": "X", "former_surnames": frozenset({"ใจสมมติ"})},
            ReasonCode.SURNAME_FORMER,
        ),
        ({"born_on": date(1970, 12, 4)}, ReasonCode.BIRTH_SWAPPED),
        ({"born_on": date(2513, 4, 12)}, ReasonCode.BIRTH_543),
        ({"born_precision": "year"}, ReasonCode.BIRTH_SAME_YEAR),
        ({"born_on": date(1970, 4, 1), "born_precision": "month"}, ReasonCode.BIRTH_SAME_MONTH),
    ],
)
def test_one_slip_still_finds_the_person_and_says_which(changes, code):
    other = replace(TWO, **changes)
    assert code in reasons(ONE, other)
    assert likeness(ONE, other).verdict is not Verdict.DIFFERENT
    assert candidate_pairs([ONE, other]).pairs == ((1, 2),)


def test_twins_in_one_house_and_one_committee_are_different():
    shared = {"household": 5, "phones": frozenset({"p"}), "bodies": frozenset({7})}
    twin = replace(TWO, given="ตัวอย่างงาม", given_sound="TYN", **shared)
    assert likeness(replace(ONE, **shared), twin).verdict is Verdict.DIFFERENT


def test_a_shared_number_with_another_name_is_always_asked_about():
    one = replace(ONE, citizen="a", citizen_is_valid=True)
    stranger = {"given": "ตัวอย่างงาม", "given_sound": "TYN", "surname": "คนละคน", "surname_sound": "KLK"}
    other = replace(one, key=2, born_on=date(2001, 1, 1), sex="m", **stranger)
    assert likeness(one, other).verdict is Verdict.POSSIBLE
    assert ReasonCode.CITIZEN_SAME_NAME_DIFFERS in reasons(one, other)


def test_reasons_never_carry_a_number():
    one = replace(ONE, citizen="SECRET-C", phones=frozenset({"SECRET-P"}))
    assert "SECRET" not in repr(likeness(one, replace(one, key=2)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("สมมติ", "สมมุติ", True),
        ("สมมติ", "สมตมิ", True),
        ("สมมติ", "สมมิต", True),
        ("กขค", "กขง", True),
        ("กข", "กค", False),
        ("ทดสอบดี", "ทดลองดี", False),
        ("ทดสอบใจดีงาม", "ทดลองใจดีงาม", True),
        ("สมมติ", "สมมติ", False),
    ],
)
def test_slips_of_typing(one, other, expected):
    assert is_slip(one, other) is expected


NAMES = st.text("กขคงจ", max_size=7)
PERSONS = st.builds(
    PersonFacts,
    key=st.integers(1, 9),
    given=NAMES,
    surname=NAMES,
    given_sound=NAMES,
    surname_sound=NAMES,
    former_surnames=st.frozensets(NAMES, max_size=2),
    sex=st.sampled_from(["", "f", "m"]),
    born_on=st.none()
    | st.dates(date(1960, 1, 1), date(1962, 1, 1))
    | st.dates(date(2503, 1, 1), date(2504, 1, 1)),
    born_precision=st.sampled_from(["day", "month", "year"]),
    citizen=st.sampled_from(["", "a", "b"]),
    citizen_is_valid=st.booleans(),
    phones=st.frozensets(st.sampled_from(["p", "q"])),
    tambon=st.sampled_from(["", "19.01.05."]),
    village=st.sampled_from(["", "19.01.05.03."]),
    household=st.none() | st.integers(1, 2),
    bodies=st.frozensets(st.integers(1, 3)),
)


@given(PERSONS, PERSONS)
def test_likeness_is_the_same_both_ways_and_explained(one, other):
    found = likeness(one, other)
    assert found == likeness(other, one)
    assert 0 <= found.score <= 100
    assert all(reason.points == POINTS[reason.code] for reason in found.reasons)
    assert found.score == 0 or found.reasons
    assert found.score < POSSIBLE or could_be_alike(one, other)


@given(PERSONS, PERSONS)
def test_two_valid_numbers_that_differ_are_two_persons_unless_they_share_a_house_or_a_body(one, other):
    one = replace(one, citizen="a", citizen_is_valid=True, household=None, bodies=frozenset())
    other = replace(other, citizen="b", citizen_is_valid=True)
    assert likeness(one, other).score < POSSIBLE


@given(NAMES, NAMES)
def test_edits_is_a_bounded_distance(one, other):
    far = edits(one, other, 20)
    assert (far == 0) == (one == other)
    assert far == edits(other, one, 20)
    assert abs(len(one) - len(other)) <= far <= max(len(one), len(other))
    assert edits(one, other, 1) == min(far, 2)


@given(PERSONS, PERSONS)
def test_two_records_with_one_number_or_both_names_always_meet(one, other):
    same_names = one.given_sound == other.given_sound != "" and one.surname_sound == other.surname_sound != ""
    if (one.citizen and one.citizen == other.citizen) or same_names:
        assert blocking_keys(one) & blocking_keys(other)


def crowd(size):
    for n in range(size):
        yield PersonFacts(
            key=n,
            given=f"ก{n % 997}",
            surname=f"ข{n % 5003}",
            born_on=date(1950 + n % 61, 1 + n % 12, 1 + n % 28),
            tambon=f"19.{n % 100}.",
        )


def test_candidates_grow_with_the_persons_and_hold_the_planted_pair():
    people = [*crowd(10_000), replace(ONE, key=20_001), replace(ONE, key=20_002, surname="ใจสมมุติ")]
    found = candidate_pairs(people)
    assert (20_001, 20_002) in found.pairs
    assert len(found.pairs) < 2 * len(people)


def test_a_crowded_key_is_named_and_not_compared():
    people = [replace(ONE, key=n) for n in range(6)]
    found = candidate_pairs(people, crowd=5)
    assert found.pairs == ()
    assert ("n:TSD|JSM", 6) in found.crowded
