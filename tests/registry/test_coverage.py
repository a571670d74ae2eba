"""Coverage over council areas, and completeness of a record."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.registry.rules.coverage import (
    WANTED,
    CouncilFacts,
    CouncilState,
    Item,
    completeness,
    council_state,
    coverage,
)
from khabuan.registry.rules.findings import FindingCode
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import Standing
from khabuan.registry.rules.terms import TermKind, TermState


def council(key, area, kind=TermKind.IN_TERM, *, standing=Standing.REGISTERED, has_members=True):
    return CouncilFacts(key=key, area=area, standing=standing, term=TermState(kind), has_members=has_members)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (council(1, 1), CouncilState.IN_TERM),
        (council(1, 1, TermKind.ENDS_SOON), CouncilState.ENDS_SOON),
        (council(1, 1, TermKind.OVER), CouncilState.OVER_TERM),
        (council(1, 1, TermKind.UNKNOWN), CouncilState.NO_LIST),
        (council(1, 1, TermKind.NOT_STARTED), CouncilState.NO_LIST),
        (council(1, 1, has_members=False), CouncilState.NO_LIST),
        (council(1, 1, standing=Standing.PREPARING), CouncilState.NO_COUNCIL),
    ],
)
def test_the_state_of_a_council_follows_standing_list_and_term(facts, state):
    assert council_state(facts) is state


def test_sisaket_has_215_councils_over_216_areas():
    found = coverage(range(216), [council(n, n) for n in range(215)])
    assert (found.with_council, found.total, found.share) == (215, 216, Fraction(215, 216))
    assert found.counts[CouncilState.NO_COUNCIL] == 1


def test_two_councils_in_one_area_count_once_by_the_better_and_are_found():
    found = coverage([1], [council(7, 1, TermKind.OVER), council(8, 1)])
    assert found.counts[CouncilState.IN_TERM] == found.total == 1
    assert [(f.code, f.where, f.who) for f in found.findings] == [(FindingCode.TWO_COUNCILS, 1, (7, 8))]


def test_a_council_outside_the_list_counts_nowhere_and_is_found():
    found = coverage([1], [council(7, 2)])
    assert (found.with_council, [f.code for f in found.findings]) == (0, [FindingCode.OUTSIDE_AREAS])


def test_a_dissolved_council_leaves_its_area_free_for_a_new_one():
    found = coverage([1], [council(7, 1, standing=Standing.DISSOLVED), council(8, 1)])
    assert (found.with_council, found.findings) == (1, ())


def test_without_council_areas_there_is_no_share():
    assert coverage([], []).share is None


COUNCILS = st.lists(
    st.builds(
        council,
        st.integers(1, 99),
        st.integers(0, 12),
        st.sampled_from(TermKind),
        standing=st.sampled_from(Standing),
        has_members=st.booleans(),
    ),
    max_size=30,
)


@given(st.sets(st.integers(0, 9)), COUNCILS)
def test_counts_add_up_and_never_pass_all(areas, councils):
    found = coverage(areas, councils)
    assert sum(found.counts.values()) == found.total == len(areas)
    assert found.share is None or 0 <= found.share <= 1


@given(st.sampled_from(OrganisationKind), st.sets(st.sampled_from(Item)))
def test_completeness_splits_what_the_kind_wants(kind, facts):
    found = completeness(kind, facts)
    assert set(found.have) | set(found.missing) == set(WANTED[kind])
    assert set(found.have) <= facts
    assert not set(found.missing) & facts
    assert (found.percent == 100) == found.is_complete


def test_a_fund_without_treasurer_is_told_so():
    found = completeness(OrganisationKind.FUND, set(WANTED[OrganisationKind.FUND]) - {Item.TREASURER})
    assert (found.missing, found.percent) == ((Item.TREASURER,), 88)
