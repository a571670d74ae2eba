"""The closed lists of the register: kinds, levels, titles, origins, issues, family ties.

What is in no list here is free text in the record; a new word enters the glossary first.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class OrganisationKind(Word):
    """Every body of the register is one organisation; what a kind has of its own stands in its own table."""

    COMMUNITY = "community", _("Registered community")
    COUNCIL = "council", _("Community organisation council")
    FUND = "fund", _("Community welfare fund")
    BRANCH = "branch", _("Fund branch")
    VILLAGE_CENTRE = "village_centre", _("Village coordination centre")
    WORKING_GROUP = "working_group", _("Working group")
    STANDING_BODY = "standing_body", _("Standing provincial body")
    PROVINCE_MEETING = "province_meeting", _("Provincial meeting of councils")
    NATION_MEETING = "nation_meeting", _("National meeting of councils")
    SAVINGS_GROUP = "savings_group", _("Savings group")
    OCCUPATION_GROUP = "occupation_group", _("Occupation group")
    NETWORK = "network", _("Network")
    AGENCY = "agency", _("Partner agency")
    OTHER = "other", _("Other organisation")


PARENT_KINDS: Mapping[OrganisationKind, frozenset[OrganisationKind]] = MappingProxyType(
    {
        OrganisationKind.BRANCH: frozenset({OrganisationKind.FUND}),
        OrganisationKind.VILLAGE_CENTRE: frozenset({OrganisationKind.FUND, OrganisationKind.BRANCH}),
    }
)
"""Kinds that stand inside another organisation, and inside which."""


class AgencyKind(Word):
    """Kinds of partner agencies (the movement's own list of ภาคี: DOMAIN 7.3)."""

    PROVINCE_OFFICE = "province_office", _("Provincial office (governor)")
    PROVINCIAL_AGENCY = "provincial_agency", _("Provincial agency of a ministry")
    DISTRICT = "district", _("District office")
    LOCAL_GOVERNMENT = "local_government", _("Local government")
    CODI = "codi", _("Community Organisations Development Institute")
    MINISTRY = "ministry", _("Ministry or department")
    PUBLIC_BODY = "public_body", _("Other public body")
    OVERSIGHT = "oversight", _("Oversight or anti-corruption body")
    BANK = "bank", _("State bank")
    HEALTH = "health", _("Health agency")
    EDUCATION = "education", _("University or school")
    FOUNDATION = "foundation", _("Foundation or private development organisation")
    NETWORK = "network", _("Network of organisations")
    ENTERPRISE = "enterprise", _("Company or state enterprise")
    OTHER = "other", _("Other agency")


AGENCY_KINDS = frozenset(AgencyKind)


def agency_kind_label(kind: str) -> str:
    """The label of a kind of agency; records of old keep their own words."""
    return AgencyKind(kind).label if kind in AGENCY_KINDS else kind


class GroupFunction(Word):
    """What a working group is for: since some levels only coordinate, who acts must be stated, not
    guessed."""

    ACTS = "acts", _("Does the work")
    COORDINATES = "coordinates", _("Coordinates")


class Level(Word):
    """The level at which a body works, lowest first. A zone is a dated group of amphoe."""

    VILLAGE = "village", _("Village or community")
    TAMBON = "tambon", _("Tambon")
    AMPHOE = "amphoe", _("Amphoe")
    ZONE = "zone", _("Zone")
    PROVINCE = "province", _("Province")
    GROUP = "group", _("Group of provinces")
    REGION = "region", _("Region")
    NATION = "nation", _("Nation")


class LeaderLevel(Word):
    """The movement's three kinds of leader (Udon Thani 2560), and those who stand for it nationally."""

    TAMBON = "tambon", _("Tambon leader (does the work)")
    PROVINCE = "province", _("Provincial leader (links strategy)")
    ISSUE_EXPERT = "issue_expert", _("Issue expert")
    NATION = "nation", _("National leader")


class SeatOrigin(Word):
    """From where the holder of a seat comes or on whose behalf he or she sits."""

    COMMUNITY = "community", _("Representative of a registered community")
    OTHER_COMMUNITY = "other_community", _("Representative of another community of the tambon")
    COUNCIL = "council", _("Representative of a council")
    FUND = "fund", _("Representative of a fund")
    OCCUPATION_GROUP = "occupation_group", _("Representative of an occupation group")
    MEMBERS = "members", _("Representative of the members")
    LOCAL_GOVERNMENT = "local_government", _("Representative of a local government")
    VILLAGE_HEAD = "village_head", _("Kamnan or village head")
    MONK = "monk", _("Monk")
    AGENCY = "agency", _("Representative of an agency")
    EXPERT = "expert", _("Expert")
    OFFICE = "office", _("By office")


class Issue(Word):
    """The issues about which the movement works; figures of the province picture are grouped by them."""

    HOUSING = "housing", _("Housing")
    WELFARE = "welfare", _("Community welfare")
    LAND = "land", _("Land")
    ECONOMY = "economy", _("Economy and community capital")
    ENVIRONMENT = "environment", _("Natural resources and environment")
    COUNCIL = "council", _("Community organisation councils")
    DISASTER = "disaster", _("Disasters")
    LEADERS = "leaders", _("Leaders and capacity")
    CULTURE = "culture", _("Culture and local wisdom")
    NEW_GENERATION = "new_generation", _("New generation")
    HEALTH = "health", _("Health and quality of life")
    FOOD = "food", _("Food and farming")
    MEDIA = "media", _("Communication and media")
    GOVERNANCE = "governance", _("Good governance")
    OTHER = "other", _("Other issue")


ISSUE_OF_BODY: Mapping[OrganisationKind, Issue] = MappingProxyType(
    {
        OrganisationKind.COUNCIL: Issue.COUNCIL,
        OrganisationKind.PROVINCE_MEETING: Issue.COUNCIL,
        OrganisationKind.NATION_MEETING: Issue.COUNCIL,
        OrganisationKind.STANDING_BODY: Issue.COUNCIL,
        OrganisationKind.FUND: Issue.WELFARE,
        OrganisationKind.BRANCH: Issue.WELFARE,
        OrganisationKind.VILLAGE_CENTRE: Issue.WELFARE,
    }
)
"""What a body is about by its kind; a working group says it itself."""


OF_THE_ACT = frozenset(
    {OrganisationKind.COUNCIL, OrganisationKind.PROVINCE_MEETING, OrganisationKind.NATION_MEETING}
)
"""Bodies whose meetings the Act calls for: anybody may know when and where they meet."""


PUBLISHED = OF_THE_ACT | {
    OrganisationKind.COMMUNITY,
    OrganisationKind.FUND,
    OrganisationKind.WORKING_GROUP,
    OrganisationKind.STANDING_BODY,
    OrganisationKind.NETWORK,
    OrganisationKind.AGENCY,
}
"""Bodies that are told to everybody, without what stands inside them (decision 0038)."""


MEMBER_KINDS = (
    OrganisationKind.FUND,
    OrganisationKind.SAVINGS_GROUP,
    OrganisationKind.OCCUPATION_GROUP,
    OrganisationKind.NETWORK,
    OrganisationKind.OTHER,
)
"""Kinds that may say, as a community does, what kind of group they are, what for, and how many members."""


class PostTitle(Word):
    """Titles of posts. A title that one person holds at a time is in `SINGLE_HOLDER`."""

    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    SECRETARY = "secretary", _("Secretary")
    ASSISTANT_SECRETARY = "assistant_secretary", _("Assistant secretary")
    TREASURER = "treasurer", _("Treasurer")
    ASSISTANT_TREASURER = "assistant_treasurer", _("Assistant treasurer")
    COLLECTOR = "collector", _("Collector")
    AUDITOR = "auditor", _("Auditor")
    REGISTRAR = "registrar", _("Registrar")
    PUBLICIST = "publicist", _("Public relations")
    ISSUE_COORDINATOR = "issue_coordinator", _("Issue coordinator")
    AREA_COORDINATOR = "area_coordinator", _("Area coordinator")
    COMMITTEE = "committee", _("Committee member")
    MEMBER = "member", _("Council member")
    DELEGATE = "delegate", _("Delegate to the provincial meeting")
    NATIONAL_DELEGATE = "national_delegate", _("Delegate to the national meeting")
    ADVISER = "adviser", _("Adviser")
    LEADER = "leader", _("Group leader")
    GOVERNOR = "governor", _("Governor")
    DEPUTY_GOVERNOR = "deputy_governor", _("Deputy governor")
    SOCIAL_DEVELOPMENT_HEAD = "social_development_head", _("Head of provincial social development office")
    DISTRICT_CHIEF = "district_chief", _("District chief")
    LOCAL_EXECUTIVE = "local_executive", _("Mayor or local executive")
    HEAD_OF_OFFICE = "head_of_office", _("Head of office")
    FIELD_OFFICER = "field_officer", _("Community field officer")
    OFFICER = "officer", _("Officer")
    OTHER = "other", _("Other post")


SINGLE_HOLDER = frozenset(
    {
        PostTitle.CHAIR,
        PostTitle.SECRETARY,
        PostTitle.TREASURER,
        PostTitle.LEADER,
        PostTitle.GOVERNOR,
        PostTitle.SOCIAL_DEVELOPMENT_HEAD,
        PostTitle.DISTRICT_CHIEF,
        PostTitle.LOCAL_EXECUTIVE,
        PostTitle.HEAD_OF_OFFICE,
    }
)
"""Titles that one person of an organisation holds at a time; a second one is reported, never refused by
law."""


HEADS = SINGLE_HOLDER - {PostTitle.SECRETARY, PostTitle.TREASURER}
"""Titles of who heads a body."""


OFFICERS = HEADS | {
    PostTitle.VICE_CHAIR,
    PostTitle.SECRETARY,
    PostTitle.TREASURER,
    PostTitle.ISSUE_COORDINATOR,
    PostTitle.AREA_COORDINATOR,
    PostTitle.DELEGATE,
    PostTitle.NATIONAL_DELEGATE,
}
"""Titles of who speaks or signs for a body of the movement."""


def is_public_office(kind: str, title: str) -> bool:
    """Whether it is public who holds a post: all posts of agencies, of other bodies those that speak or sign."""
    return kind == OrganisationKind.AGENCY or title in OFFICERS


class Tie(Word):
    """Family ties, read "A is the … of B". `INVERSE` says what B then is to A."""

    PARENT = "parent", _("Parent")
    CHILD = "child", _("Child")
    SPOUSE = "spouse", _("Spouse")
    SIBLING = "sibling", _("Brother or sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    GRANDCHILD = "grandchild", _("Grandchild")
    PARENTS_SIBLING = "parents_sibling", _("Uncle or aunt")
    SIBLINGS_CHILD = "siblings_child", _("Nephew or niece")
    PARENT_IN_LAW = "parent_in_law", _("Parent-in-law")
    CHILD_IN_LAW = "child_in_law", _("Son- or daughter-in-law")
    GUARDIAN = "guardian", _("Guardian")
    WARD = "ward", _("Child in care")
    RELATIVE = "relative", _("Other relative")


_PAIRS = (
    (Tie.PARENT, Tie.CHILD),
    (Tie.GRANDPARENT, Tie.GRANDCHILD),
    (Tie.PARENTS_SIBLING, Tie.SIBLINGS_CHILD),
    (Tie.PARENT_IN_LAW, Tie.CHILD_IN_LAW),
    (Tie.GUARDIAN, Tie.WARD),
    (Tie.SPOUSE, Tie.SPOUSE),
    (Tie.SIBLING, Tie.SIBLING),
    (Tie.RELATIVE, Tie.RELATIVE),
)
INVERSE: Mapping[Tie, Tie] = MappingProxyType(
    {a: b for one, other in _PAIRS for a, b in ((one, other), (other, one))}
)


class HouseholdRole(Word):
    """A person's place in a household, as on the house registration."""

    HEAD = "head", _("Head of household")
    RESIDENT = "resident", _("Resident")
    AWAY = "away", _("Registered here, lives elsewhere")
