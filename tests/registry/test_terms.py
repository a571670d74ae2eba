"""Terms: where a term stands, which alarm rings, what is wrong with the holders of posts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.registry.rules.dates import add_years, first_day, last_day
from khabuan.registry.rules.findings import ADVICE, TEXT, FindingCode
from khabuan.registry.rules.kinds import PostTitle
from khabuan.registry.rules.terms import PostFacts, Term, TermKind, alarm_days, seat_findings, term_state

TODAY = date(2026, 11, 23)
CHAIR = PostFacts(key=1, organisation=9, title=PostTitle.CHAIR, term_years=4)


def term(person, since, ended_on=None, *, until=None, post=1, precision="day", key=None, is_acting=False):
    return Term(
        key=key or person,
        post=post,
        person=person,
        since=since,
        since_precision=precision,
        until=until,
        until_precision=precision,
        ended_on=ended_on,
        ended_precision=precision,
        is_acting=is_acting,
    )


def codes(*terms, posts=(CHAIR,)):
    return [finding.code for finding in seat_findings(posts, terms, TODAY)]


def test_one_chair_in_term_after_another_is_as_it_should_be():
    assert codes(term(1, date(2020, 3, 1), date(2024, 3, 1)), term(2, date(2024, 3, 1))) == []


def test_two_holders_of_one_seat_are_found_with_the_day_it_began():
    found = seat_findings([CHAIR], [term(1, date(2023, 1, 1)), term(2, date(2024, 5, 1))], TODAY)
    assert [(f.code, f.where, f.who) for f in found] == [(FindingCode.OVERLAP, 1, (1, 2))]
    assert dict(found[0].facts) == {"since": date(2024, 5, 1)}


def test_dates_known_to_the_year_do_not_make_an_overlap():
    left = term(1, date(2020, 1, 1), date(2024, 1, 1), precision="year")
    came = term(2, date(2024, 1, 1), precision="year")
    assert codes(left, came) == []


def test_the_same_person_twice_is_told_apart_from_two_persons():
    assert codes(term(1, date(2024, 1, 1), key=1), term(1, date(2024, 1, 1), key=2)) == [
        FindingCode.RECORDED_TWICE
    ]


def test_two_chair_posts_in_one_organisation_are_found():
    twin = PostFacts(key=2, organisation=9, title=PostTitle.CHAIR, term_years=4)
    holders = (term(1, date(2024, 1, 1)), term(2, date(2024, 1, 1), post=2))
    assert codes(*holders, posts=(CHAIR, twin)) == [FindingCode.TWO_POSTS]


def test_two_committee_posts_are_no_matter():
    posts = tuple(PostFacts(key=k, organisation=9, title=PostTitle.COMMITTEE) for k in (1, 2))
    assert codes(term(1, date(2024, 1, 1)), term(2, date(2024, 1, 1), post=2), posts=posts) == []


def test_more_holders_than_seats_are_found_once_per_new_height():
    post = PostFacts(key=1, organisation=9, title=PostTitle.COMMITTEE, holders=2)
    terms = [term(n, date(2024, n, 1)) for n in (1, 2, 3)]
    (finding,) = seat_findings([post], terms, TODAY)
    assert finding.code is FindingCode.OVERFULL
    assert dict(finding.facts) == {"since": date(2024, 3, 1), "count": 3, "holders": 2}


def test_a_term_that_ends_before_it_starts_is_found_and_holds_no_seat():
    assert codes(term(1, date(2025, 1, 1), date(2024, 1, 1))) == [
        FindingCode.END_BEFORE_START,
        FindingCode.VACANT,
    ]


def test_a_holder_who_stays_past_the_term_is_over_term():
    (finding,) = seat_findings([CHAIR], [term(1, date(2022, 11, 13))], TODAY)
    assert finding.code is FindingCode.OVER_TERM
    assert dict(finding.facts) == {"until": date(2026, 11, 12), "days": 11}


def test_a_foreseen_end_is_no_leaving():
    assert codes(term(1, date(2020, 1, 1), until=date(2023, 12, 31))) == [FindingCode.OVER_TERM]
    assert codes(term(1, date(2020, 1, 1), date(2024, 1, 1))) == [FindingCode.VACANT]
    assert codes(term(1, date(2026, 1, 1), is_acting=True)) == [FindingCode.VACANT]


def test_empty_seats_are_counted_and_closed_posts_are_not():
    post = PostFacts(key=1, organisation=9, title=PostTitle.COMMITTEE, holders=3)
    (finding,) = seat_findings([post], [term(1, date(2024, 1, 1))], TODAY)
    assert (finding.code, dict(finding.facts)) == (FindingCode.VACANT, {"count": 2})
    closed = PostFacts(key=1, organisation=9, title=PostTitle.COMMITTEE, holders=3, until=date(2026, 1, 1))
    assert seat_findings([closed], [], TODAY) == []


def test_a_gap_between_holders_is_measured_from_leaving_to_coming():
    found = seat_findings(
        [CHAIR], [term(1, date(2020, 1, 1), date(2023, 1, 1)), term(2, date(2023, 2, 1))], TODAY
    )
    assert [(f.code, dict(f.facts)["days"], f.who) for f in found] == [
        (FindingCode.SUCCESSOR_GAP, 30, (1, 2))
    ]


@pytest.mark.parametrize("came", [date(2024, 3, 1), date(2024, 3, 2)])
def test_a_successor_may_begin_on_the_day_of_leaving_or_the_next(came):
    assert codes(term(1, date(2020, 3, 1), date(2024, 3, 1)), term(2, came)) == []


def test_a_list_that_gives_only_the_terms_makes_no_overlap():
    assert codes(term(1, date(2020, 3, 1), until=date(2024, 2, 29)), term(2, date(2024, 3, 1))) == []


def test_a_holder_alone_has_not_left_when_start_and_end_are_the_same_year():
    held = term(1, date(2024, 1, 1), until=date(2024, 1, 1), precision="year")
    assert codes(held) == [FindingCode.OVER_TERM]


def test_a_successor_before_the_end_of_the_term_is_an_overlap():
    found = codes(term(1, date(2024, 3, 1), until=date(2028, 2, 29)), term(2, date(2025, 3, 1)))
    assert found == [FindingCode.OVERLAP]


def test_a_holder_without_a_start_is_in_office_today():
    assert codes(term(1, None)) == []
    assert FindingCode.OVERLAP in codes(term(1, None), term(2, date(2024, 1, 1)))


def test_every_finding_has_a_sentence_and_advice():
    assert set(TEXT) == set(ADVICE) == set(FindingCode)


DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(st.lists(st.tuples(DAYS, st.integers(0, 1500)), max_size=8))
def test_overlaps_are_those_that_comparing_every_pair_finds(spans):
    terms = [term(n, a, a + timedelta(days=length)) for n, (a, length) in enumerate(spans, 1)]
    expected = sum(
        1
        for n, one in enumerate(terms)
        for other in terms[n + 1 :]
        if one.since < one.ended_on and other.since < other.ended_on
        if one.since < other.ended_on and other.since < one.ended_on
    )
    assert codes(*terms).count(FindingCode.OVERLAP) == expected


@pytest.mark.parametrize(
    ("days_left", "kind", "alarm"),
    [
        (121, TermKind.IN_TERM, None),
        (120, TermKind.ENDS_SOON, 120),
        (60, TermKind.ENDS_SOON, 60),
        (31, TermKind.ENDS_SOON, 60),
        (30, TermKind.ENDS_SOON, 30),
        (1, TermKind.ENDS_SOON, 30),
        (0, TermKind.ENDS_SOON, 30),
    ],
)
def test_alarms_ring_at_120_60_and_30_days(days_left, kind, alarm):
    state = term_state(None, TODAY, end=TODAY + timedelta(days=days_left))
    assert (state.kind, state.alarm, state.days) == (kind, alarm, days_left)


def test_a_term_without_dates_is_unknown_and_one_to_come_has_not_started():
    assert term_state(None, TODAY, term_years=4).kind is TermKind.UNKNOWN
    assert term_state(date(2024, 1, 1), TODAY).kind is TermKind.UNKNOWN
    assert term_state(date(2027, 1, 1), TODAY, term_years=4).kind is TermKind.NOT_STARTED


def test_a_start_known_to_the_year_warns_early_and_accuses_late():
    state = term_state(date(2022, 1, 1), TODAY, term_years=4, start_precision="year")
    assert (state.kind, state.days, state.alarm, state.is_exact) == (TermKind.ENDS_SOON, 0, 30, False)
    later = term_state(date(2022, 1, 1), date(2026, 12, 31), term_years=4, start_precision="year")
    assert later.kind is TermKind.OVER


def test_the_last_day_of_a_term_is_in_term_and_the_next_is_over():
    start = date(2022, 11, 24)
    assert term_state(start, TODAY, term_years=4).ends_on == TODAY
    assert term_state(start, TODAY, term_years=4).kind is TermKind.ENDS_SOON
    after = term_state(start, TODAY + timedelta(days=1), term_years=4)
    assert (after.kind, after.days) == (TermKind.OVER, 1)


def test_alarm_days_are_before_the_end():
    assert alarm_days(date(2027, 1, 1)) == (
        (120, date(2026, 9, 3)),
        (60, date(2026, 11, 2)),
        (30, date(2026, 12, 2)),
    )


@given(DAYS, DAYS)
def test_an_alarm_rings_exactly_from_its_day_to_the_end(end, today):
    state = term_state(None, today, end=end)
    due = [limit for limit, on in alarm_days(end) if on <= today <= end]
    assert state.alarm == min(due, default=None)


@given(DAYS, st.sampled_from(["day", "month", "year"]), st.integers(1, 8))
def test_a_doubtful_date_spans_the_day_it_is_kept_as(on, precision, years):
    assert first_day(on, precision) <= on <= last_day(on, precision)
    assert add_years(on, years).year == on.year + years


def test_a_term_from_a_leap_day_has_its_full_length():
    assert add_years(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
