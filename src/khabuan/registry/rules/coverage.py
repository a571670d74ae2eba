"""Coverage of councils, counted over the council areas of a province, and how complete a record is.

Coverage is a count of areas by state, never a quotient of two unrelated counts: it cannot pass 100 %.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.findings import Finding, FindingCode
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import Standing
from khabuan.registry.rules.terms import TermKind, TermState


class CouncilState(Word):
    """What stands in a council area on a day; the earlier in this list, the better."""

    IN_TERM = "in_term", _("Council in term")
    ENDS_SOON = "ends_soon", _("Term ends soon")
    OVER_TERM = "over_term", _("Term is over")
    NO_LIST = "no_list", _("Council without a list of members")
    NO_COUNCIL = "no_council", _("No council")


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilFacts:
    """A council as coverage sees it: its council area, its standing under the Act, its term, its list."""

    key: int
    area: int
    standing: Standing
    term: TermState
    has_members: bool


def council_state(council: CouncilFacts) -> CouncilState:
    """A registered council without members, or whose term is unknown or still to come, has no list that
    holds."""
    if council.standing is not Standing.REGISTERED:
        return CouncilState.NO_COUNCIL
    if not council.has_members or council.term.kind in (TermKind.UNKNOWN, TermKind.NOT_STARTED):
        return CouncilState.NO_LIST
    match council.term.kind:
        case TermKind.OVER:
            return CouncilState.OVER_TERM
        case TermKind.ENDS_SOON:
            return CouncilState.ENDS_SOON
    return CouncilState.IN_TERM


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of each council area and what does not fit. `states` has one entry per area, always."""

    states: Mapping[int, CouncilState]
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> int:
        return len(self.states)

    @property
    def counts(self) -> dict[CouncilState, int]:
        """Areas per state, all states present, in order; they add up to `total`."""
        found = Counter(self.states.values())
        return {state: found[state] for state in CouncilState}

    @property
    def with_council(self) -> int:
        return self.total - self.counts[CouncilState.NO_COUNCIL]

    @property
    def share(self) -> Fraction | None:
        """Areas with a council over all areas, 0..1; None where there are no council areas."""
        return Fraction(self.with_council, self.total) if self.total else None


def coverage(areas: Collection[int], councils: Iterable[CouncilFacts]) -> Coverage:
    """The state of every council area in `areas`.

    Two registered councils in one area count once, by the better state, and are reported; a council in an
    area outside the list counts nowhere and is reported.
    """
    wanted = frozenset(areas)
    by_area: dict[int, list[CouncilFacts]] = defaultdict(list)
    for council in councils:
        if council.standing is not Standing.DISSOLVED:
            by_area[council.area].append(council)
    order = list(CouncilState)
    states = {
        area: min(
            (council_state(c) for c in by_area.get(area, ())),
            key=order.index,
            default=CouncilState.NO_COUNCIL,
        )
        for area in areas
    }
    return Coverage(MappingProxyType(states), tuple(_misfits(wanted, by_area)))


def _misfits(areas: frozenset[int], by_area: Mapping[int, list[CouncilFacts]]) -> Iterable[Finding]:
    for area, councils in sorted(by_area.items()):
        keys = tuple(sorted(council.key for council in councils))
        if area not in areas:
            yield Finding(FindingCode.OUTSIDE_AREAS, area, keys)
        elif len(keys) > 1:
            yield Finding(FindingCode.TWO_COUNCILS, area, keys, (("count", len(keys)),))


class Item(Word):
    """What a complete record of an organisation has."""

    NAME = "name", _("Name")
    AREA = "area", _("Area")
    FOUNDED_ON = "founded_on", _("Date of founding")
    PURPOSE = "purpose", _("Purpose")
    REGISTRATION = "registration", _("Registration with number and date")
    CHAIR = "chair", _("Chair")
    SECRETARY = "secretary", _("Secretary")
    TREASURER = "treasurer", _("Treasurer")
    LEADER = "leader", _("Leader")
    MEMBERS = "members", _("List of members")
    MEMBER_COUNT = "member_count", _("Number of members")
    TERM = "term", _("Term of office")
    CONTACT = "contact", _("Telephone or address")
    ISSUES = "issues", _("Issues")
    FUNCTION = "function", _("Function (does the work or coordinates)")
    LEVEL = "level", _("Level")
    RULES_PAPER = "rules_paper", _("Rules of the fund (paper)")
    PARENT = "parent", _("Fund or branch to which it belongs")
    OFFICERS = "officers", _("Officers in their posts")
    SUPPORTED_AREAS = "supported_areas", _("Areas it supports")
    DELEGATES = "delegates", _("Delegates of the councils")


_ALL = (Item.NAME, Item.AREA)
_GROUP = (*_ALL, Item.LEADER, Item.MEMBER_COUNT, Item.CONTACT)
WANTED: Mapping[OrganisationKind, tuple[Item, ...]] = MappingProxyType(
    {
        OrganisationKind.COMMUNITY: (
            *_ALL,
            Item.PURPOSE,
            Item.FOUNDED_ON,
            Item.REGISTRATION,
            Item.LEADER,
            Item.MEMBER_COUNT,
            Item.CONTACT,
        ),
        OrganisationKind.COUNCIL: (
            *_ALL,
            Item.REGISTRATION,
            Item.CHAIR,
            Item.SECRETARY,
            Item.MEMBERS,
            Item.TERM,
            Item.CONTACT,
        ),
        OrganisationKind.FUND: (
            *_ALL,
            Item.FOUNDED_ON,
            Item.CHAIR,
            Item.SECRETARY,
            Item.TREASURER,
            Item.MEMBER_COUNT,
            Item.RULES_PAPER,
            Item.CONTACT,
        ),
        OrganisationKind.BRANCH: (*_ALL, Item.PARENT, Item.LEADER, Item.CONTACT),
        OrganisationKind.VILLAGE_CENTRE: (*_ALL, Item.PARENT, Item.LEADER, Item.CONTACT),
        OrganisationKind.WORKING_GROUP: (
            *_ALL,
            Item.FUNCTION,
            Item.LEVEL,
            Item.ISSUES,
            Item.CHAIR,
            Item.SECRETARY,
            Item.MEMBERS,
            Item.TERM,
        ),
        OrganisationKind.STANDING_BODY: (
            *_ALL,
            Item.CHAIR,
            Item.SECRETARY,
            Item.TREASURER,
            Item.MEMBERS,
            Item.TERM,
        ),
        OrganisationKind.PROVINCE_MEETING: (*_ALL, Item.CHAIR, Item.DELEGATES),
        OrganisationKind.NATION_MEETING: (*_ALL, Item.CHAIR, Item.DELEGATES),
        OrganisationKind.SAVINGS_GROUP: _GROUP,
        OrganisationKind.OCCUPATION_GROUP: _GROUP,
        OrganisationKind.NETWORK: (*_ALL, Item.LEADER, Item.ISSUES, Item.CONTACT),
        OrganisationKind.AGENCY: (*_ALL, Item.OFFICERS, Item.ISSUES, Item.SUPPORTED_AREAS, Item.CONTACT),
        OrganisationKind.OTHER: (*_ALL, Item.CONTACT),
    }
)
"""What a record of each kind should have."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a record has and what it lacks of the items wanted for its kind."""

    have: tuple[Item, ...]
    missing: tuple[Item, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only when nothing is missing."""
        wanted = len(self.have) + len(self.missing)
        return 100 * len(self.have) // wanted if wanted else 100


def completeness(kind: OrganisationKind, facts: Collection[Item]) -> Completeness:
    """Which of the wanted items of `kind` are in `facts`; other items are passed over."""
    wanted = WANTED[kind]
    return Completeness(
        have=tuple(item for item in wanted if item in facts),
        missing=tuple(i for i in wanted if i not in facts),
    )
