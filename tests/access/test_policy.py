"""The policy page, tried office by office. What it says of each act is the matrix that people sign."""

from __future__ import annotations

import pytest

from khabuan.access import policy
from khabuan.access.actor import Actor, Role, Span
from khabuan.core.errors import NotAllowed, OutOfArea

ACTS = sorted(name for name in policy.POLICY if not name.startswith("test."))
# What everybody may do to their own log-in.
OWN = {
    name
    for name in ACTS
    if policy.POLICY[name].offices == policy.EVERY_SEAT and name.startswith(("seats.", "calendars."))
}
PLACE = "19.01.05."


def sitting(role: Role) -> Actor:
    return Actor(role, (Span.of(PLACE),), seat_id=1)


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_for_its_offices_in_their_place(name: str) -> None:
    for role in Role:
        allowed = role == Role.SYSTEM or role in policy.POLICY[name].offices
        assert policy.may(sitting(role), name, PLACE) is allowed
        by_sight = policy.POLICY[name].is_by_sight
        assert policy.may(sitting(role), name, "33.") is (allowed and by_sight)
        if not by_sight:
            with pytest.raises(OutOfArea):
                policy.require(sitting(role), name, "33.")
        if allowed:
            policy.require(sitting(role), name, PLACE)
        else:
            with pytest.raises(NotAllowed):
                policy.require(sitting(role), name, PLACE)


# A paper that is printed is written down: what is read is not changed by it.
PRINTED = {"papers.issue_document"}
TAKEN_OUT = {"ledger.take_out"}  # a file of the books, noted; nothing changes


@pytest.mark.parametrize("name", ACTS)
def test_the_public_and_the_auditor_change_nothing_but_themselves(name: str) -> None:
    assert Role.PUBLIC not in policy.POLICY[name].offices
    assert Role.AUDITOR not in policy.POLICY[name].offices or name in OWN | PRINTED | TAKEN_OUT


# By sight nothing of the record's own is changed: a proposal beside it, or a line of one's own in its trail.
TRAIL = {"followup.answer_promise", "followup.take_back_answer"}
BY_SIGHT = {"registry.propose_change", "followup.report_duty"} | TRAIL


def test_sight_is_reach_enough_only_for_proposing_reporting_and_answering() -> None:
    assert {name for name, rule in policy.POLICY.items() if rule.is_by_sight} == BY_SIGHT


def test_an_agency_proposes_answers_prints_and_does_nothing_else() -> None:
    mine = {name for name in ACTS if policy.POLICY[name].allows(Role.AGENCY)}
    assert mine == {"registry.propose_change"} | TRAIL | OWN | PRINTED


@pytest.mark.parametrize("kind", sorted(policy.READS))
def test_persons_are_not_public_and_not_the_agencies_(kind: str) -> None:
    persons = ("person", "leader", "identity", "household", "familytie", "consent", "merge", "notthesame")
    for role in (Role.PUBLIC, Role.AGENCY):
        if kind.removeprefix("registry.").startswith(persons):
            assert not policy.may_read(role, kind)


def test_what_is_not_listed_nobody_reads() -> None:
    assert not any(policy.may_read(role, "audit.payload") for role in Role if role != Role.SYSTEM)


def test_every_act_has_words() -> None:
    assert all(str(rule.words).strip() for rule in policy.POLICY.values())


def test_sight_counts_for_offices_that_have_the_act() -> None:
    """The action asks that the record is seen; offices count for it all the same."""
    assert policy.may(sitting(Role.SECRETARY), "registry.propose_change", "33.")
    assert not policy.may(sitting(Role.PUBLIC), "registry.propose_change", "33.")
    assert not policy.may(sitting(Role.AUDITOR), "followup.report_duty", "33.")
    assert not policy.may(sitting(Role.TREASURER), "followup.close_duty", "33.")
