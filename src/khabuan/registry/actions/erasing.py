"""What the register blanks when a person's facts are erased, what holds it back, what a copy has of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import add
from khabuan.access.policy import POLICY
from khabuan.audit.queries import events_of, identity_reads_of
from khabuan.core import secrets
from khabuan.core.offers import Erasing, Kept
from khabuan.core.thai import search_key, sort_key, sound_key
from khabuan.places.models import Area, AreaKind
from khabuan.registry.actions.likeness import keep_likeness
from khabuan.registry.actions.rights import kept_table, open_identities
from khabuan.registry.models import (
    Appointment,
    Consent,
    FamilyTie,
    Household,
    HouseholdMember,
    Identity,
    Leader,
    Merge,
    Person,
    Proposal,
    SubjectRequest,
)
from khabuan.registry.rules.kinds import Tie

PERSON = "registry.person"
SMALL = (AreaKind.VILLAGE, AreaKind.COMMUNITY)


# ---------- what holds it back ----------


def offices_held(person: Person, today: date) -> list[Any]:
    """Whoever is in an office is named: the council's list of members is a paper of the Act."""
    held = Appointment.everywhere.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today),
        person=person,
        post__organisation__ended_on__isnull=True,
    )
    words = _("Still in office: %(post)s, %(body)s. End that term first.")
    return [
        words % {"post": row.post, "body": row.post.organisation}
        for row in held.select_related("post__organisation").order_by("pk")
    ]


# ---------- what is blanked ----------


def erase_from_register(erasing: Erasing) -> None:
    """Names, birth, numbers, house, ties, free text: nothing is left by which the person is known again.

    Appointments stay, under the pseudonym; their free text goes.
    """
    keys = [person.pk for person in erasing.people]
    _numbers(erasing, keys)
    _house_and_family(erasing, keys)
    for post in Appointment.everywhere.filter(person__in=keys).order_by("pk"):
        erasing.blank(post, ended_reason="")
    for leader in Leader.everywhere.filter(person__in=keys).order_by("pk"):
        erasing.blank(leader, source="")
    for consent in Consent.everywhere.filter(person__in=keys).order_by("pk"):
        erasing.blank(consent, given_by="", withdrawn_on=consent.withdrawn_on or erasing.on)
    for asked in SubjectRequest.everywhere.filter(person__in=keys).order_by("pk"):
        erasing.blank(asked, words="", asked_by="", answer="")
    _proposals_and_merges(erasing, keys)
    for person in erasing.people:
        _name(erasing, person)


def _name(erasing: Erasing, person: Person) -> None:
    number = f"{person.pk % 1_000_000:06d}"
    name = f"{erasing.pseudonym} {number}"
    erasing.blank(
        person,
        title="",
        given=erasing.pseudonym,
        surname=number,
        former_surname="",
        nickname="",
        sex="",
        born_on=None,
        born_precision="day",
        died_on=None,
        died_precision="day",
        note="",
        erased_on=erasing.on,
        area=_coarse(person.area),
        sort_key=sort_key(name),
        search_key=search_key(name),
        sound_key=sound_key(name)[:160],
    )
    keep_likeness(person)


def _coarse(area: Area) -> Area:
    """The tambon, where the village was known: a village and an office can be enough to tell who it was."""
    return area.parent if area.kind in SMALL and area.parent is not None else area


def _numbers(erasing: Erasing, keys: Sequence[int]) -> None:
    for row in Identity.everywhere.filter(person__in=keys).order_by("pk"):
        erasing.blank(row, sealed=b"", equality="", shown="", findings=[], until=row.until or erasing.on)


def _house_and_family(erasing: Erasing, keys: Sequence[int]) -> None:
    """Memberships go to a house without number; ties say no more than that there was one.

    The note of a house in which nobody else was ever written down was about this person.
    """
    houses: dict[int, Household] = {}
    for member in (
        HouseholdMember.everywhere.filter(person__in=keys).select_related("household__area").order_by("pk")
    ):
        area, house = _coarse(member.household.area), member.household
        if not HouseholdMember.everywhere.filter(household=house).exclude(person__in=keys).exists():
            erasing.blank(house, note="")
        if area.pk not in houses:
            houses[area.pk] = add(Household, area=area)
        erasing.blank(
            member,
            household=houses[area.pk],
            until=member.until or max(erasing.on, member.since or erasing.on),
        )
    for tie in FamilyTie.everywhere.filter(Q(person__in=keys) | Q(other__in=keys)).order_by("pk"):
        erasing.blank(tie, kind=Tie.RELATIVE, until=tie.until or max(erasing.on, tie.since or erasing.on))


def _proposals_and_merges(erasing: Erasing, keys: Sequence[int]) -> None:
    for proposal in Proposal.everywhere.filter(kind=PERSON, subject_id__in=keys).order_by("pk"):
        is_open = proposal.state == Proposal.State.OPEN
        erasing.blank(
            proposal,
            facts={},
            words="",
            decision="",
            subject_title=erasing.pseudonym,
            state=Proposal.State.DECLINED if is_open else proposal.state,
            decided_on=erasing.on if is_open else proposal.decided_on,
        )
    for merge in Merge.everywhere.filter(Q(stays_id__in=keys) | Q(goes_id__in=keys), kind="person").order_by(
        "pk"
    ):
        erasing.blank(merge, facts={"moves": [], "erased": True}, reasons=[])


# ---------- what a copy has ----------

Line = list[tuple[str, Any, Any]]


def copy_from_register(people: Sequence[Person]) -> list[Kept]:
    """Every table of the register that has something about the person."""
    keys = [person.pk for person in people]
    return [
        kept_table(PERSON, _("Person"), [_own(person) for person in people]),
        kept_table("registry.identity", _("Numbers"), _opened(people)),
        kept_table("registry.appointment", _("Posts"), _posts(keys)),
        kept_table("registry.household", _("House"), _houses(keys)),
        kept_table("registry.familytie", _("Family ties"), _ties(keys)),
        kept_table("registry.leader", _("Leads"), _leads(keys)),
        kept_table("registry.consent", _("Consents"), _consents(keys)),
        kept_table("registry.subjectrequest", _("Requests about own facts"), _requests(keys)),
        kept_table("registry.proposal", _("Proposed changes"), _proposals(keys)),
        kept_table("audit.identityread", _("Who opened a number"), _reads(keys)),
        kept_table("audit.event", _("What was written down, by whom and when"), _events(keys)),
    ]


def _own(person: Person) -> Line:
    return [
        ("title", _("Title"), person.title),
        ("given", _("First name"), person.given),
        ("surname", _("Surname"), person.surname),
        ("former_surname", _("Former surname"), person.former_surname),
        ("nickname", _("Nickname"), person.nickname),
        ("sex", _("Sex"), person.get_sex_display()),
        ("area", _("Lives at"), person.area.name),
        ("area_code", _("Official code"), person.area.code),
        ("born_on", _("Date of birth"), _rough(person.born_on, person.born_precision)),
        ("died_on", _("Date of death"), _rough(person.died_on, person.died_precision)),
        ("note", _("Note"), person.note),
    ]


def _rough(on: date | None, precision: str) -> str:
    """An ISO date no finer than it is known: "1965", "1965-03"."""
    return on.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)] if on else ""


def _opened(people: Sequence[Person]) -> Iterator[Line]:
    for person in people:
        for row in open_identities(person):
            number = secrets.unseal(bytes(row.sealed), f"identity.{row.kind}.{person.pk}")
            yield [
                ("kind", _("Kind"), row.get_kind_display()),
                ("number", _("Number"), number),
                ("until", _("Until"), row.until),
            ]


def _posts(keys: Sequence[int]) -> Iterator[Line]:
    for row in (
        Appointment.everywhere.filter(person__in=keys).select_related("post__organisation").order_by("pk")
    ):
        yield [
            ("post", _("Post"), row.post),
            ("organisation", _("Organisation"), row.post.organisation.name),
            ("since", _("Since"), _rough(row.since, row.since_precision)),
            ("until", _("Until"), _rough(row.until, row.until_precision)),
            ("ended_on", _("Left the post on"), _rough(row.ended_on, row.ended_precision)),
            ("ended_reason", _("Reason"), row.ended_reason),
            ("order_number", _("Number of the order"), row.order_number),
        ]


def _houses(keys: Sequence[int]) -> Iterator[Line]:
    rows = HouseholdMember.everywhere.filter(person__in=keys).select_related("household__area")
    for row in rows.order_by("pk"):
        yield [
            ("house_no", _("House number"), row.household.house_no),
            ("area", _("Lives at"), row.household.area.name),
            ("role", _("Role"), row.get_role_display()),
            ("note", _("Note"), row.household.note),
            ("since", _("Since"), row.since),
            ("until", _("Until"), row.until),
        ]


def _ties(keys: Sequence[int]) -> Iterator[Line]:
    """The other's name is another person's fact: it is told as far as a relative knows it anyway."""
    rows = FamilyTie.everywhere.filter(Q(person__in=keys) | Q(other__in=keys)).select_related(
        "person", "other"
    )
    for row in rows.order_by("pk"):
        yield [
            ("kind", _("Kind"), row.get_kind_display()),
            ("person", _("Person"), row.person),
            ("other", _("Other person"), row.other),
            ("since", _("Since"), row.since),
            ("until", _("Until"), row.until),
        ]


def _leads(keys: Sequence[int]) -> Iterator[Line]:
    for row in Leader.everywhere.filter(person__in=keys).select_related("area").order_by("pk"):
        yield [
            ("level", _("Level"), row.get_level_display()),
            ("issue", _("Issue"), row.get_issue_display()),
            ("area", _("Area"), row.area.name),
            ("source", _("Source"), row.source),
            ("since", _("Since"), row.since),
            ("until", _("Until"), row.until),
        ]


def _consents(keys: Sequence[int]) -> Iterator[Line]:
    for row in Consent.everywhere.filter(person__in=keys).order_by("pk"):
        yield [
            ("purpose", _("Purpose"), row.purpose),
            ("text_version", _("Version of the words"), row.text_version),
            ("given_on", _("Given on"), row.given_on),
            ("given_by", _("Given by"), row.given_by),
            ("expires_on", _("Holds until"), row.expires_on),
            ("withdrawn_on", _("Taken back on"), row.withdrawn_on),
        ]


def _requests(keys: Sequence[int]) -> Iterator[Line]:
    for row in SubjectRequest.everywhere.filter(person__in=keys).order_by("pk"):
        yield [
            ("kind", _("Kind"), row.get_kind_display()),
            ("asked_on", _("Asked on"), row.asked_on),
            ("asked_by", _("Asked by"), row.asked_by),
            ("words", _("In the person's words"), row.words),
            ("answered_on", _("Answered on"), row.answered_on),
            ("outcome", _("Outcome"), row.get_outcome_display()),
            ("answer", _("Answer"), row.answer),
        ]


def _proposals(keys: Sequence[int]) -> Iterator[Line]:
    for row in Proposal.everywhere.filter(kind=PERSON, subject_id__in=keys).order_by("pk"):
        changes = "; ".join(f"{name}: {old} → {new}" for name, (old, new) in row.facts.items())
        yield [
            ("facts", _("Proposed"), changes),
            ("words", _("Reason"), row.words),
            ("by", _("Seat"), row.by_title),
            ("made_on", _("Made on"), row.made_on),
            ("state", _("State"), row.get_state_display()),
            ("decision", _("Decision"), row.decision),
        ]


def _reads(keys: Sequence[int]) -> Iterator[Line]:
    for key in keys:
        for row in identity_reads_of(PERSON, key, limit=10_000):
            yield [
                ("at", _("When"), row.at),
                ("seat", _("Seat"), row.seat_title),
                ("what", _("What"), row.what),
                ("reason", _("Reason"), row.reason),
            ]


def _events(keys: Sequence[int]) -> Iterator[Line]:
    for key in keys:
        for event in events_of(PERSON, key, limit=10_000):
            rule = POLICY.get(event.action)
            yield [
                ("at", _("When"), event.at),
                ("act", _("What"), rule.words if rule else event.action),
                ("seat", _("Seat"), event.seat_title),
                ("reason", _("Reason"), event.reason),
            ]
