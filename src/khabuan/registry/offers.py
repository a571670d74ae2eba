"""What the register offers to others: search, duties, and how its rows follow merges and areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Span
from khabuan.access.scoping import spans_q
from khabuan.core import offers
from khabuan.core.sql import follow_prefix
from khabuan.files.models import Attachment
from khabuan.registry.actions import erasing, merging, merging_bodies, standing
from khabuan.registry.actions.people import files_of_person
from khabuan.registry.models import (
    Appointment,
    Consent,
    HouseholdMember,
    Leader,
    Organisation,
    Person,
    Proposal,
    SubjectRequest,
)
from khabuan.registry.queries import calendar, duties, finding, finding_offices, gaps, requests
from khabuan.registry.rules.kinds import OrganisationKind

COUNTED = {
    "person": _("people"),
    "household": _("households"),
    "leader": _("leaders"),
    "support": _("areas supported by agencies"),
}


def move_of_person(moves: Any) -> None:
    """Whatever of the register names a person: posts, household, ties, consents, numbers, files."""
    for file in files_of_person(moves.goes):
        moves.change(file, place=moves.stays.node)
    for model in (Appointment, HouseholdMember, Leader, Consent, SubjectRequest):
        merging.move_references(moves, model, "person")
    merging.move_references(moves, Person, "stays")
    merging.move_ties(moves)
    merging.move_identities(moves)
    _move_papers(moves)


def _move_papers(moves: Any) -> None:
    """Files and open proposals, which name their record by kind and key."""
    label, node = moves.stays._meta.label_lower, moves.stays.node
    for file in Attachment.everywhere.filter(kind=label, subject_id=moves.goes.pk).order_by("pk"):
        moves.change(file, subject_id=moves.stays.pk, place=node)
    waiting = Proposal.everywhere.filter(kind=label, subject_id=moves.goes.pk, state=Proposal.State.OPEN)
    for proposal in waiting.order_by("pk"):
        moves.change(proposal, subject_id=moves.stays.pk, place=node)


def follow_area(old: str, new: str) -> None:
    """An area (or organisation) has another path: the nodes below it follow."""
    follow_prefix(Organisation.everywhere.all(), "node", old, new)
    for model in standing.PLACED:
        follow_prefix(model.everywhere.all(), "place", old, new)
    within = spans_q((Span.of(new),), "area__path")
    people, bodies = (
        list(model.everywhere.filter(within).order_by("pk").values_list("pk", flat=True))
        for model in (Person, Organisation)
    )
    standing.compare_anew(people=people, bodies=bodies)


def _named(actor: Any, keys: Sequence[int]) -> dict[int, offers.Subject]:
    rows = Organisation.objects.visible_to(actor).filter(pk__in=keys)
    return {
        row.pk: offers.Subject("organisation", str(row.pk), row.name, row.get_absolute_url()) for row in rows
    }


def register() -> None:
    offers.named_subjects.add(offers.NamedSubjects("registry.organisation", _named))
    offers.calendar_sources.add(calendar.CALENDAR)
    offers.search_sources.add(
        offers.SearchSource("organisation", _("Organisations"), finding.find_organisations, 20),
        offers.SearchSource("number", _("By short name or number"), finding_offices.find_by_number, 25),
        offers.SearchSource("person", _("People"), finding.find_people, 30),
        offers.SearchSource("post", _("Posts"), finding_offices.find_posts, 40),
    )
    sources = (*duties.SOURCES, requests.DUTIES, requests.CONSENT_DUTIES, gaps.DUTIES)
    for kind, act, due, count, name, order in sources:
        offers.duty_sources.add(offers.DutySource(kind, *duties.for_office(act, due, count), name, order))
    offers.erasures.add(offers.OnErase("registry", erasing.erase_from_register))
    offers.erase_holds.add(offers.EraseHold("registry.offices", erasing.offices_held))
    offers.person_copies.add(offers.PersonCopy("registry", erasing.copy_from_register, 10))
    offers.person_merges.add(offers.OnPersonMerge("registry", move_of_person))
    offers.organisation_merges.add(
        offers.OnOrganisationMerge(
            "registry", merging_bodies.move_of_organisation, merging_bodies.tell_of_organisations
        )
    )
    offers.area_moves.add(offers.OnAreaMove("registry", follow_area))
    bodies = {kind.value: _(kind.label) for kind in OrganisationKind}
    offers.area_ends.add(
        offers.OnSuccession("registry", standing.settle_area, {**bodies, **COUNTED}, order=10)
    )
    offers.group_copies.add(offers.OnSuccession("registry", standing.settle_group, bodies, order=10))
