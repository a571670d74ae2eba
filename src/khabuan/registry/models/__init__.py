"""Who the movement consists of: organisations, people, the posts that join them, and the papers behind both."""

from khabuan.registry.models.doubles import (
    LikelyBodies,
    LikelyPair,
    Merge,
    NotTheSame,
    OrganisationKey,
    PersonKey,
)
from khabuan.registry.models.organisations import (
    Agency,
    Community,
    FormerPlace,
    Organisation,
    OwnPart,
    Support,
    WorkingGroup,
)
from khabuan.registry.models.parts import Precision, precision
from khabuan.registry.models.people import (
    FamilyTie,
    Household,
    HouseholdMember,
    Identity,
    Leader,
    Person,
    PersonPart,
)
from khabuan.registry.models.posts import Appointment, Post
from khabuan.registry.models.proposals import Proposal
from khabuan.registry.models.registrations import Registration
from khabuan.registry.models.rights import Consent, SubjectRequest

__all__ = [
    "Agency",
    "Appointment",
    "Community",
    "Consent",
    "FamilyTie",
    "FormerPlace",
    "Household",
    "HouseholdMember",
    "Identity",
    "Leader",
    "LikelyBodies",
    "LikelyPair",
    "Merge",
    "NotTheSame",
    "Organisation",
    "OrganisationKey",
    "OwnPart",
    "Person",
    "PersonKey",
    "PersonPart",
    "Post",
    "Precision",
    "Proposal",
    "Registration",
    "SubjectRequest",
    "Support",
    "WorkingGroup",
    "precision",
]
