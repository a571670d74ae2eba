"""Registration under the Act: what is done, what is missing, what cannot be."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from khabuan.registry.rules.findings import FindingCode
from khabuan.registry.rules.kinds import INVERSE, OrganisationKind, Tie
from khabuan.registry.rules.registration import (
    STEPS,
    Entry,
    Missing,
    Need,
    Standing,
    Step,
    registration_state,
)

TODAY = date(2026, 11, 23)
MEETING = Entry(
    key=1,
    step=Step.AGREED,
    on=date(2020, 1, 10),
    papers=frozenset({Need.MINUTES}),
    present=40,
    agreed=36,
    entitled=50,
)
REGISTERED = Entry(
    key=2,
    step=Step.REGISTERED,
    on=date(2020, 2, 1),
    number="1/2563",
    receiver="กำนันทดสอบ",
    papers=frozenset({Need.FORM, Need.MEMBER_LIST, Need.RECEIPT}),
)
COPY = Entry(key=3, step=Step.SENT_TO_CODI, on=date(2020, 2, 5))


def state(*entries, kind=OrganisationKind.COUNCIL, today=TODAY, share=Fraction(3, 5), base="entitled"):
    return registration_state(
        kind, entries, today, organisation=9, agreement_share=share, agreement_base=base
    )


def codes(*entries, **options):
    return [finding.code for finding in state(*entries, **options).findings]


def test_a_council_with_all_steps_lacks_nothing():
    found = state(COPY, REGISTERED, MEETING)
    assert (found.standing, found.registered_on) == (Standing.REGISTERED, date(2020, 2, 1))
    assert (found.missing, found.next_step, found.findings) == ((), None, ())
    assert found.done == (Step.AGREED, Step.REGISTERED, Step.SENT_TO_CODI)


def test_a_council_on_the_way_is_told_the_next_step_and_what_it_needs():
    found = state(MEETING)
    assert (found.standing, found.next_step) == (Standing.PREPARING, Step.REGISTERED)
    assert Missing(Step.REGISTERED, Need.NUMBER) in found.missing


def test_a_registration_without_its_number_counts_and_the_number_is_missing():
    found = state(MEETING, replace(REGISTERED, number=" "), COPY)
    assert found.standing is Standing.REGISTERED
    assert found.missing == (Missing(Step.REGISTERED, Need.NUMBER, 2),)


def test_nothing_recorded_is_not_registered():
    found = state()
    assert (found.standing, found.next_step) == (Standing.NOT_REGISTERED, Step.AGREED)


def test_renewal_keeps_the_first_registration():
    renewed = Entry(key=4, step=Step.RENEWED, on=date(2024, 2, 1))
    found = state(MEETING, REGISTERED, COPY, renewed)
    assert (found.registered_on, found.renewed_on) == (date(2020, 2, 1), date(2024, 2, 1))
    assert {m.need for m in found.missing} == {Need.RECEIVER, Need.MINUTES, Need.MEMBER_LIST}


def test_a_dissolved_council_is_asked_for_nothing_and_later_entries_are_found():
    ended = Entry(key=5, step=Step.DISSOLVED, on=date(2023, 1, 1))
    changed = Entry(key=6, step=Step.CHANGED, on=date(2024, 1, 1))
    found = state(REGISTERED, ended, changed)
    assert (found.standing, found.missing, found.next_step) == (Standing.DISSOLVED, (), None)
    assert [f.code for f in found.findings] == [FindingCode.AFTER_DISSOLUTION]


def test_steps_dated_in_the_wrong_order_are_found():
    assert codes(replace(MEETING, on=date(2020, 3, 1)), REGISTERED, COPY) == [FindingCode.STEP_ORDER]


def test_a_buddhist_year_typed_as_common_is_a_future_date_and_registers_nothing():
    found = state(replace(REGISTERED, on=date(2563, 2, 1)))
    assert found.standing is Standing.NOT_REGISTERED
    assert [f.code for f in found.findings] == [FindingCode.FUTURE_DATE]


@pytest.mark.parametrize(
    ("present", "agreed", "entitled", "base", "expected"),
    [
        (40, 30, 50, "entitled", []),
        (40, 29, 50, "entitled", [FindingCode.LOW_AGREEMENT]),
        (40, 29, 50, "present", []),
        (40, 29, None, "entitled", []),
        (40, 41, 50, "entitled", [FindingCode.BAD_COUNT]),
        (60, 40, 50, "entitled", [FindingCode.BAD_COUNT]),
    ],
)
def test_agreement_is_counted_against_the_stated_base(present, agreed, entitled, base, expected):
    assert codes(replace(MEETING, present=present, agreed=agreed, entitled=entitled), base=base) == expected


def test_the_number_needed_is_rounded_up():
    (finding,) = state(replace(MEETING, present=40, agreed=10, entitled=51)).findings
    assert dict(finding.facts)["needed"] == 31


def test_without_a_rule_agreement_is_not_judged():
    assert codes(replace(MEETING, agreed=1), share=None) == []


def test_a_community_registers_by_itself_and_a_fund_not_at_all():
    entry = Entry(key=1, step=Step.REGISTERED, on=date(2019, 5, 1), number="12", receiver="ผู้ใหญ่บ้านทดสอบ")
    found = state(entry, kind=OrganisationKind.COMMUNITY)
    assert found.standing is Standing.REGISTERED
    assert found.missing == (Missing(Step.REGISTERED, Need.FORM, 1),)
    assert state(entry, kind=OrganisationKind.FUND).missing == ()
    assert set(STEPS) == {OrganisationKind.COMMUNITY, OrganisationKind.COUNCIL}


def test_every_tie_has_an_inverse_whose_inverse_it_is():
    assert set(INVERSE) == set(Tie)
    assert all(INVERSE[INVERSE[tie]] is tie for tie in Tie)
