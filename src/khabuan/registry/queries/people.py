"""Reads of people: lists, one person with posts and family, and who may be one and the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import searching, secrets
from khabuan.core.periods import in_force
from khabuan.core.thai import CitizenNumber, Phone
from khabuan.files.models import Attachment
from khabuan.files.queries import files_of
from khabuan.places.models import Area
from khabuan.registry.actions.likeness import facts_of, number_of, sharing
from khabuan.registry.models import (
    Appointment,
    Consent,
    FamilyTie,
    Household,
    HouseholdMember,
    Identity,
    Leader,
    LikelyPair,
    Person,
)
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.organisations import Holder, state_of
from khabuan.registry.queries.stood import stood_in
from khabuan.registry.queries.terms import alarm_days
from khabuan.registry.rules.duplicates import (
    POSSIBLE,
    PersonFacts,
    Reason,
    ReasonCode,
    blocking_keys,
    likeness,
)
from khabuan.registry.rules.kinds import INVERSE, HouseholdRole, Tie

LIVING, DIED, ALL = "living", "died", "all"


@dataclass(frozen=True, kw_only=True)
class PersonFilter:
    """What a list of people shows; empty means: whatever. `state` is living, died or all."""

    paths: tuple[str, ...] = ()
    text: str = ""
    state: str = LIVING
    sex: str = ""
    post_title: str = ""
    organisation_kind: str = ""
    leader_level: str = ""
    issue: str = ""
    without_post: bool = False


def people(actor: Actor, wanted: PersonFilter, on: date) -> QuerySet[Person]:
    """The list in Thai order of names, with the area joined; aliases are left out. No query per row."""
    rows: QuerySet[Person] = Person.objects.visible_to(actor).filter(stays__isnull=True)
    if wanted.paths:
        spans = tuple(Span.of(path) for path in wanted.paths)
        held = _posts(actor, on).filter(stood_in(actor, wanted.paths, on, "post__organisation__"))
        rows = rows.filter(spans_q(spans, "area__path") | Q(pk__in=held.values("person_id")))
    if wanted.state == LIVING:
        rows = rows.filter(Q(died_on__isnull=True) | Q(died_on__gt=on))
    elif wanted.state == DIED:
        rows = rows.filter(died_on__lte=on)
    if wanted.sex:
        rows = rows.filter(sex=wanted.sex)
    posts = _posts(actor, on).filter(person=OuterRef("pk"))
    if wanted.post_title or wanted.organisation_kind:
        facts = {"post__title": wanted.post_title, "post__organisation__kind": wanted.organisation_kind}
        rows = rows.filter(Exists(posts.filter(**{name: value for name, value in facts.items() if value})))
    if wanted.without_post:
        rows = rows.filter(~Exists(posts))
    if wanted.leader_level or wanted.issue:
        leads = {"level": wanted.leader_level, "issue": wanted.issue}
        leaders = Leader.objects.visible_to(actor).filter(in_force(on), person=OuterRef("pk"))
        rows = rows.filter(Exists(leaders.filter(**{name: value for name, value in leads.items() if value})))
    if wanted.text:
        rows = searching.containing(rows, wanted.text)
    return rows.select_related("area", "area__parent").order_by("sort_key", "pk")


def _posts(actor: Actor, on: date) -> QuerySet[Appointment]:
    rows: QuerySet[Appointment] = Appointment.objects.visible_to(actor).filter(
        held_on(on), in_force(on, "post__")
    )
    return rows


def posts_held(actor: Actor, keys: Sequence[int], on: date) -> dict[int, list[Holder]]:
    """What the people of one page of a list hold on a day: one query for all of them."""
    alarms = alarm_days(actor, on)
    found: dict[int, list[Holder]] = {key: [] for key in keys}
    rows = _posts(actor, on).filter(person__in=keys).select_related("post__organisation", "person")
    for row in rows.order_by("post__order", "pk"):
        found[row.person_id].append(Holder(row, row.person, state_of(row, on, alarms)))
    return found


@dataclass(frozen=True)
class TieLine:
    """`other` is the `kind` of the person whose page this is (Tie.PARENT: other is the parent)."""

    tie: FamilyTie
    other: Person
    kind: Tie


@dataclass(frozen=True)
class HouseholdLine:
    """The household a person belongs to, with those others of it whom the actor sees."""

    household: Household
    role: HouseholdRole
    members: tuple[HouseholdMember, ...]


@dataclass(frozen=True)
class OnePerson:
    """All that a page about one person shows. Numbers are masked: `identities[…].shown`."""

    person: Person
    posts: tuple[Holder, ...]
    former_posts: tuple[Holder, ...]
    identities: tuple[Identity, ...]
    household: HouseholdLine | None
    ties: tuple[TieLine, ...]
    leaders: tuple[Leader, ...]
    consents: tuple[Consent, ...]
    files: tuple[Attachment, ...]
    aliases: tuple[Person, ...]
    likely: tuple[Likely, ...]


def one_person(actor: Actor, person: Person, on: date) -> OnePerson:
    """A person whom the actor sees, as of a day; about 14 queries, however much there is."""
    alarms = alarm_days(actor, on)
    rows = (
        Appointment.objects.visible_to(actor).filter(person=person).select_related("post__organisation__area")
    )
    now, past = [], []
    for row in rows.order_by("-since", "-pk"):
        if row.ended_on and row.ended_on <= on:
            past.append(Holder(row, person))
        else:
            now.append(Holder(row, person, state_of(row, on, alarms)))
    return OnePerson(
        person=person,
        posts=tuple(now),
        former_posts=tuple(past),
        identities=_parts(Identity, actor, person, until__isnull=True),
        household=_household(actor, person, on),
        ties=_ties(actor, person),
        leaders=tuple(
            Leader.objects.visible_to(actor)
            .filter(person=person)
            .select_related("area")
            .order_by("-since", "-pk")
        ),
        consents=_parts(Consent, actor, person),
        files=tuple(files_of(actor, person)),
        aliases=tuple(Person.objects.visible_to(actor).filter(stays=person).order_by("pk")),
        likely=_waiting(actor, person),
    )


def _parts(model: Any, actor: Actor, person: Person, **facts: Any) -> tuple[Any, ...]:
    return tuple(model.objects.visible_to(actor).filter(person=person, **facts).order_by("pk"))


def _household(actor: Actor, person: Person, on: date) -> HouseholdLine | None:
    rows = HouseholdMember.objects.visible_to(actor).filter(in_force(on))
    mine = rows.filter(person=person).select_related("household__area").order_by("-pk").first()
    if mine is None:
        return None
    others = rows.filter(household=mine.household).exclude(person=person).select_related("person")
    return HouseholdLine(mine.household, HouseholdRole(mine.role), tuple(others.order_by("person__sort_key")))


def _ties(actor: Actor, person: Person) -> tuple[TieLine, ...]:
    """Both directions; a relative whom the actor does not see is left out."""
    seen = Person.objects.visible_to(actor).values("pk")
    rows = FamilyTie.objects.visible_to(actor).filter(until__isnull=True).select_related("person", "other")
    lines = [TieLine(tie, tie.person, Tie(tie.kind)) for tie in rows.filter(other=person).order_by("pk")]
    return (
        *lines,
        *(
            TieLine(tie, tie.other, INVERSE[Tie(tie.kind)])
            for tie in rows.filter(person=person, other__in=seen).order_by("pk")
        ),
    )


@dataclass(frozen=True)
class Likely:
    """A person whom the actor sees and who may be the same, with score (60..100) and reasons."""

    person: Person
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Elsewhere:
    """There may be another record outside the actor's reach: only whom to ask, the office over both."""

    office_area: Area


@dataclass(frozen=True)
class LikelySame:
    """Who may be here already, before a person is entered."""

    here: tuple[Likely, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.here or self.elsewhere)


@dataclass(frozen=True, kw_only=True)
class EnteredPerson:
    """What somebody has typed into the form so far."""

    given: str
    surname: str = ""
    former_surname: str = ""
    sex: str = ""
    area: Area | None = None
    born_on: date | None = None
    born_precision: str = "day"
    citizen: str = ""
    phone: str = ""


def likely_same(actor: Actor, entered: EnteredPerson) -> LikelySame:
    """Who may be this person. Eight queries, none growing with the number of people.

    Outside the actor's reach a likeness counts by names, birth and place alone, so that nobody can ask the
    register whose number this is; and nothing is told but the office to ask.
    """
    mine = _facts_entered(entered)
    known = facts_of(sharing(number_of(key) for key in blocking_keys(mine)))
    scores = {
        key: alike for key, facts in known.items() if (alike := likeness(mine, facts)).score >= POSSIBLE
    }
    visible = Person.objects.visible_to(actor).filter(pk__in=scores).select_related("area")
    here = [Likely(person, scores[person.pk].score, scores[person.pk].reasons) for person in visible]
    seen = {likely.person.pk for likely in here}
    bare = replace(mine, citizen="", phones=frozenset())
    far = [key for key in scores if key not in seen and likeness(bare, known[key]).score >= POSSIBLE]
    return LikelySame(
        tuple(sorted(here, key=lambda likely: (-likely.score, likely.person.sort_key))), _offices(actor, far)
    )


def _facts_entered(entered: EnteredPerson) -> PersonFacts:
    citizen, phone = CitizenNumber.parse(entered.citizen), Phone.parse(entered.phone)
    return PersonFacts.written(
        key=0, given=entered.given, surname=entered.surname, former_surname=entered.former_surname,
        path=entered.area.path if entered.area else "", sex=entered.sex, born_on=entered.born_on,
        born_precision=entered.born_precision, citizen_is_valid=citizen.ok,
        citizen=secrets.equality(citizen.digits, "identity.citizen") if citizen.digits else "",
        phones=frozenset((secrets.equality(phone.digits, "identity.phone"),) if phone.digits else ()),
    )  # fmt: skip


def _offices(actor: Actor, keys: Sequence[int]) -> tuple[Elsewhere, ...]:
    """The lowest places that hold both the actor and the others: their offices can compare."""
    if not keys:
        return ()
    paths = Person.everywhere.filter(pk__in=keys).values_list("area__path", flat=True)
    over = {_common(span.low, path) for span in actor.spans for path in paths}
    areas = Area.objects.visible_to(actor).filter(path__in=over, until__isnull=True)
    return tuple(Elsewhere(area) for area in areas.order_by("path"))


def _common(one: str, other: str) -> str:
    """The place over both, a province or the nation: no smaller one, which would tell where."""
    mine, theirs = one.split(".")[:1], other.split(".")[:1]
    return f"{mine[0]}." if mine == theirs and mine[0] else ""


def reasons_of(stored: Sequence[Any]) -> tuple[Reason, ...]:
    """Reasons as they stand with a pair of people."""
    return tuple(Reason(ReasonCode(code), points, tuple(values)) for code, points, values in stored)


def _waiting(actor: Actor, person: Person) -> tuple[Likely, ...]:
    rows = LikelyPair.seen_by(actor).filter(Q(low=person) | Q(high=person))
    return tuple(
        Likely(pair.high if pair.low_id == person.pk else pair.low, pair.score, reasons_of(pair.reasons))
        for pair in rows.select_related("low__area", "high__area").order_by("-score", "pk")
    )
