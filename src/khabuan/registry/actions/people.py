"""People: entered, changed, their sealed numbers, households and ties, leaders, consents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.audit import chain as audit
from khabuan.core import clock, secrets
from khabuan.core.errors import Refused
from khabuan.core.reasons import is_reason
from khabuan.core.thai import CitizenNumber, Phone, search_key, sort_key, sound_key, tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Attachment, Paper
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind
from khabuan.registry.actions.likeness import IDENTITY_KINDS, keep_likeness, keep_likeness_of_pairs
from khabuan.registry.models import (
    Consent,
    FamilyTie,
    Household,
    HouseholdMember,
    Identity,
    Leader,
    Person,
    SubjectRequest,
)
from khabuan.registry.rules.kinds import LeaderLevel

OLDEST = 120  # years
LEADER_PLACES = {
    LeaderLevel.TAMBON: frozenset({AreaKind.SUBDISTRICT}),
    LeaderLevel.PROVINCE: frozenset({AreaKind.PROVINCE}),
    LeaderLevel.NATION: frozenset({AreaKind.NATION}),
}
LIFE = ("born_on", "died_on")
NAME_FIELDS = ("title", "given", "surname", "former_surname", "nickname")


@action("registry.add_person", on="area")
def add_person(
    *, actor: Actor, area: Area, given: str, citizen: str = "", phone: str = "", **facts: Any
) -> Person:
    """Enter a person who lives in `area` (a village where known, else the tambon or above).

    `facts` are fields of `Person`; numbers that the paper has are sealed in the same act. Whether the person
    is here already is for `queries.likely_same` to say before; a double entry is merged later, never refused.
    Refused: no first name, a birth to come or over 120 years ago, a death before it, a phone that is none.
    """
    facts = _tidied({"given": given, **facts})
    if not facts["given"]:
        raise Refused("no_name", _("Write the first name."), field="given")
    _check_life(facts)
    person: Person = add(
        Person, area=area, **facts, **_keys(facts.get("given", ""), facts.get("surname", ""))
    )
    keep_likeness(person, is_new=True)
    for kind, number in ((Identity.Kind.CITIZEN, citizen), (Identity.Kind.PHONE, phone)):
        if number:
            _seal(person, kind, *_read_number(kind, number))
    return person


@action("registry.change_person", on="person")
def change_person(*, actor: Actor, person: Person, reason: str = "", **facts: Any) -> Person:
    """Change facts of a person; only what is named changes. Refused as in `add_person`, and once erased."""
    check_not_erased(person)
    facts = _tidied(facts)
    if facts.get("given", "x") == "":
        raise Refused("no_name", _("Write the first name."), field="given")
    if {"born_on", "died_on"} & facts.keys():
        life = {name: getattr(person, name) for name in LIFE}
        _check_life({**life, **facts}, asked="died_on" if "died_on" in facts else "born_on")
    if {"given", "surname"} & facts.keys():
        facts |= _keys(facts.get("given", person.given), facts.get("surname", person.surname))
    if change(person, **facts):
        keep_likeness(person)
    for file in files_of_person(person) if "area" in facts else ():
        change(file, place=person.node)
    return person


@action("registry.keep_identity", on="person")
def keep_identity(*, actor: Actor, person: Person, kind: str, number: str) -> Identity:
    """Seal a number of a person; an earlier one of the kind is ended, not lost.

    A citizen number with a wrong length or check digit is taken and flagged in `findings`: real papers have
    such numbers; "test" says that nobody's number begins so. Refused: an empty number, a phone that is
    none, a person whose facts were erased.
    """
    check_not_erased(person)
    clean, shown, findings = _read_number(kind, number)
    equality = secrets.equality(clean, f"identity.{kind}")
    known: Identity | None = Identity.everywhere.filter(person=person, kind=kind, until__isnull=True).first()
    if known is not None:
        if known.equality == equality:
            return known
        change(known, until=clock.today())
    return _seal(person, kind, clean, shown, findings)


def _seal(person: Person, kind: str, clean: str, shown: str, findings: list[str]) -> Identity:
    """Add a number of a kind of which the person has none."""
    identity: Identity = add(
        Identity, person=person, kind=kind, shown=shown, findings=findings,
        equality=secrets.equality(clean, f"identity.{kind}"),
        sealed=secrets.seal(clean, f"identity.{kind}.{person.pk}"),
    )  # fmt: skip
    if kind in IDENTITY_KINDS:
        keep_likeness(person)
    return identity


@action("registry.reveal_identity", on="person")
def reveal_identity(*, actor: Actor, person: Person, kind: str, reason: str) -> str:
    """Open a sealed number, for a stated reason; who opened what and why is logged. "" when there is none."""
    reason = tidy(reason)
    if not is_reason(reason):
        raise Refused("no_reason", _("Write why you need this number."), field="reason")
    identity = Identity.everywhere.filter(person=person, kind=kind, until__isnull=True).first()
    if identity is None:
        return ""
    actor = require_running().actor
    audit.record_identity_read(
        audit.Doer(actor.seat, actor.title),
        kind="registry.person", subject_id=person.pk, what=kind, reason=reason,
    )  # fmt: skip
    return secrets.unseal(identity.sealed, f"identity.{kind}.{person.pk}")


@action("registry.keep_household", on="area")
def add_household(*, actor: Actor, area: Area, house_no: str, note: str = "") -> Household:
    """A house in a village, by its number in the house register."""
    household: Household = add(Household, area=area, house_no=tidy(house_no), note=tidy(note))
    return household


@action("registry.join_household", on="person")
def join_household(
    *, actor: Actor, person: Person, household: Household, role: str, since: date | None = None
) -> HouseholdMember:
    """The person belongs to a household from a day on; the former membership ends that day.

    In the house where the person is already, another role is another membership; with the same role only the
    day is corrected.
    """
    check_not_erased(person)
    former: HouseholdMember
    for former in HouseholdMember.everywhere.filter(person=person, until__isnull=True):
        if (former.household_id, former.role) == (household.pk, role):
            if since is not None:
                change(former, since=since)
            return former
        change(former, until=since or clock.today())
    member: HouseholdMember = add(HouseholdMember, person=person, household=household, role=role, since=since)
    keep_likeness_of_pairs(person)
    return member


@action("registry.add_tie", on="person", seen=("other",))
def add_tie(
    *, actor: Actor, person: Person, other: Person, kind: str, since: date | None = None
) -> FamilyTie:
    """`person` is the `kind` of `other`; the inverse needs no row."""
    for one in (person, other):
        check_not_erased(one)
    tie: FamilyTie = add(FamilyTie, person=person, other=other, kind=kind, since=since)
    return tie


@action("registry.keep_leader", on="person")
def add_leader(
    *,
    actor: Actor,
    person: Person,
    level: str,
    area: Area,
    issue: str = "",
    since: date | None = None,
    source: str = "",
) -> Leader:
    """The person leads at a level (tambon, province, nation), or is an expert of an issue anywhere.

    Refused: a place of another level, an expert without the issue.
    """
    check_not_erased(person)
    if AreaKind(area.kind) not in LEADER_PLACES.get(LeaderLevel(level), frozenset(AreaKind)):
        words = _("%(level)s: choose a place of that level. %(place)s is none.")
        said = {"level": gettext(LeaderLevel(level).label), "place": label(area)}
        raise Refused("other_level", words % said, field="area")
    if level == LeaderLevel.ISSUE_EXPERT and not issue:
        raise Refused("no_issue", _("Choose the issue that this person is an expert of."), field="issue")
    leader: Leader = add(
        Leader, person=person, level=level, issue=issue, area=area, since=since, source=tidy(source)
    )
    return leader


@action("registry.keep_consent", on="person")
def give_consent(
    *,
    actor: Actor,
    person: Person,
    purpose: str,
    text_version: str,
    given_on: date,
    given_by: str = "",
    expires_on: date | None = None,
    papers: Sequence[SentFile] = (),
) -> Consent:
    """The person (or a guardian) agreed to a purpose, in the words of a version of the text; with the paper.

    Refused: a day to come, a last day before the first, a person who had died, a file that is no paper.
    """
    check_not_erased(person)
    if given_on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="given_on")
    if expires_on and expires_on < given_on:
        words = _("The consent ends before it was given. Check both dates.")
        raise Refused("backwards", words, field="expires_on")
    if person.died_on and given_on > person.died_on:
        words = _("This person died before that day. Check the dates.")
        raise Refused("died", words, field="given_on")
    consent: Consent = add(
        Consent,
        person=person,
        purpose=purpose,
        text_version=text_version,
        given_on=given_on,
        given_by=tidy(given_by),
        expires_on=expires_on,
    )
    attach_all(actor=actor, record=consent, files=papers, paper=Paper.CONSENT)
    return consent


@action("registry.withdraw_consent", on="consent")
def withdraw_consent(*, actor: Actor, consent: Consent, on: date) -> Consent:
    """The person took the consent back (PDPA s.19); what was done before stays lawful.

    Refused: taken back already, a day to come, one before it was given.
    """
    if consent.withdrawn_on:
        raise Refused("withdrawn_already", _("This consent was taken back already."))
    if on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="on")
    if on < consent.given_on:
        words = _("It was taken back before it was given. Check both dates.")
        raise Refused("backwards", words, field="on")
    change(consent, withdrawn_on=on)
    return consent


def files_of_person(person: Person) -> list[Attachment]:
    """Papers of the person and of what the person agreed to or asked: they stand where the person lives."""
    own = Q(kind=Person._meta.label_lower, subject_id=person.pk)
    for model in (Consent, SubjectRequest):
        keys = model.everywhere.filter(person=person).values("pk")
        own |= Q(kind=model._meta.label_lower, subject_id__in=keys)
    return list(Attachment.everywhere.filter(own).order_by("pk"))


def _tidied(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: tidy(value) if name in NAME_FIELDS else value for name, value in facts.items()}


def _keys(given: str, surname: str) -> dict[str, str]:
    name = f"{given} {surname}".strip()
    return {"sort_key": sort_key(name), "search_key": search_key(name), "sound_key": sound_key(name)[:160]}


def _check_life(facts: Mapping[str, Any], *, asked: str = "died_on") -> None:
    """Refused: a day to come, a life longer than anybody's, a death before the birth (beside `asked`)."""
    born_on, died_on = facts.get("born_on"), facts.get("died_on")
    for on, field in ((born_on, "born_on"), (died_on, "died_on")):
        if on and on > clock.today():
            raise Refused("to_come", _("This day has not come yet. Check the year."), field=field)
    if born_on is None:
        return
    if died_on and died_on < born_on:
        message = _("The death is before the birth. Check both dates.")
        raise Refused("died_before_birth", message, field=asked)
    if (died_on or clock.today()).year - born_on.year > OLDEST:
        words = _("Nobody lives more than %(years)d years. Check the year (B.E.).") % {"years": OLDEST}
        raise Refused("too_old", words, field="born_on")


def check_not_erased(person: Person) -> None:
    if person.erased_on:
        words = _(
            "The facts of this person were erased at their wish. Enter the person anew if they come back."
        )
        raise Refused("erased", words)


def _read_number(kind: str, number: str) -> tuple[str, str, list[str]]:
    if kind == Identity.Kind.CITIZEN:
        citizen = CitizenNumber.parse(number)
        if not citizen.digits:
            raise Refused("no_number", _("Write the number, or leave the box empty."), field="number")
        # The mask no longer shows that a number is one for tests.
        return citizen.digits, citizen.mask, [*citizen.findings, *(["test"] if citizen.is_test else [])]
    if kind == Identity.Kind.PHONE:
        phone = Phone.parse(number)
        if "empty" in phone.findings or "not_digits" in phone.findings:
            raise Refused("no_phone", _("Write a phone number of 9 or 10 digits."), field="number")
        return phone.digits, phone.mask, list(phone.findings)
    clean = tidy(number)
    if not clean:
        raise Refused("no_number", _("Write the number, or leave the box empty."), field="number")
    return clean, "•••" + clean[-3:] if kind == Identity.Kind.ACCOUNT else "•••", []
