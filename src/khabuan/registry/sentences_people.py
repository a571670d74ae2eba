"""People, their posts, numbers and likenesses in the words of a page. Values in and out; reads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.audit.models import IdentityRead
from khabuan.core import clock
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import ThaiDate
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.models import (
    Appointment,
    Consent,
    Identity,
    Leader,
    LikelyPair,
    Merge,
    Organisation,
    Person,
    Proposal,
)
from khabuan.registry.queries.organisations import Holder
from khabuan.registry.queries.people import Likely, LikelySame, OnePerson, TieLine
from khabuan.registry.rules.consents import Purpose
from khabuan.registry.rules.duplicates import SURE, Reason, ReasonCode
from khabuan.registry.rules.kinds import HouseholdRole, Issue, LeaderLevel, Tie
from khabuan.registry.rules.terms import TermState
from khabuan.registry.sentences import Need, term_said
from khabuan.registry.sentences_fields import field_label, precision_of, stored_words


def rough(on: date | None, precision: str = "day") -> str:
    """A date as far as it is known; "" for none."""
    return thai_date(on, precision=precision) if on else ""  # type: ignore[arg-type]


def span_of(since: str, until: str) -> str:
    """ "5 ม.ค. 2566 – 4 ม.ค. 2570", or what of it is known."""
    if since and until:
        return f"{since} – {until}"
    if since:
        return _("from %(day)s") % {"day": since}
    return _("until %(day)s") % {"day": until} if until else ""


@dataclass(frozen=True)
class OfficeLine:
    """A post that somebody holds or held."""

    post: str
    body: str
    body_url: str
    place: str
    term: str
    look: str = ""
    state: str = ""
    why: str = ""

    @classmethod
    def of(cls, row: Appointment, state: TermState | None = None) -> OfficeLine:
        body = row.post.organisation
        until = rough(row.ended_on, row.ended_precision) or rough(row.until, row.until_precision)
        said = term_said(state) if state else None
        post = _("%(post)s (acting)") % {"post": row.post} if row.is_acting else str(row.post)
        return cls(
            post,
            body.name,
            body.get_absolute_url(),
            label(body.area),
            span_of(rough(row.since, row.since_precision), until),
            said.look if said else "",
            said.words if said else "",
            row.ended_reason,
        )

    @classmethod
    def of_holders(cls, holders: tuple[Holder, ...]) -> list[OfficeLine]:
        return [cls.of(holder.appointment, holder.state) for holder in holders]


@dataclass(frozen=True)
class LeadLine:
    """A leader's level and issue, and where."""

    name: str
    url: str
    level: str
    issue: str
    place: str
    since: str
    until: str
    source: str

    @classmethod
    def of(cls, row: Leader) -> LeadLine:
        return cls(
            str(row.person),
            row.person.get_absolute_url(),
            _(LeaderLevel(row.level).label),
            issue_words(row.issue),
            label(row.area),
            rough(row.since),
            rough(row.until),
            row.source,
        )


def issue_words(issue: str) -> str:
    return _(Issue(issue).label) if issue else _("no one issue")


@dataclass(frozen=True)
class NumberLine:
    """A sealed number as everybody sees it: covered, with what is to be checked."""

    kind: str
    label: str
    shown: str
    is_test: bool
    to_check: bool

    @classmethod
    def all_of(cls, one: OnePerson) -> list[NumberLine]:
        """Citizen and phone number always, the others where there is one."""
        known = {row.kind: row for row in one.identities}
        always = (Identity.Kind.CITIZEN, Identity.Kind.PHONE)
        return [cls._of(kind, known.get(kind)) for kind in Identity.Kind if kind in always or kind in known]

    @classmethod
    def _of(cls, kind: Identity.Kind, row: Identity | None) -> NumberLine:
        found = set(row.findings) if row else set()
        return cls(
            kind.value, str(kind.label), row.shown if row else "", "test" in found, bool(found - {"test"})
        )


@dataclass(frozen=True)
class PersonLine:
    """A person in a list: no number, nothing that identifies beyond name, year of birth and place."""

    name: str
    url: str
    posts: str
    place: str
    born: str
    is_dead: bool

    @classmethod
    def of(cls, person: Person, holders: list[Holder]) -> PersonLine:
        posts = "; ".join(
            f"{row.appointment.post} {row.appointment.post.organisation.name}" for row in holders
        )
        return cls(
            str(person),
            person.get_absolute_url(),
            posts,
            place_words(person.area),
            born_words(person),
            person.died_on is not None,
        )


def place_words(area: Area) -> str:
    """ "ม.3 บ้านห้วยน้อย ต.ดาวเรือง": the place with what holds it. The parent must be joined."""
    holder = area.parent if area.parent_id and area.path.count(".") > 2 else None
    return f"{label(area)} {label(holder)}" if holder else label(area)


def born_words(person: Person) -> str:
    """The year of birth alone: enough to tell two of one name apart."""
    return thai_date(ThaiDate(person.born_on.replace(month=1, day=1), "year")) if person.born_on else ""


def age_words(person: Person, on: date) -> str:
    """ "9 มี.ค. 2526 (42 ปี)"; the age only where it is certain."""
    if person.born_on is None:
        return ""
    born, end = person.born_on, person.died_on or on
    words = rough(born, person.born_precision)
    years = end.year - born.year - ((end.month, end.day) < (born.month, born.day))
    if person.born_precision != "day":
        return words
    return _("%(day)s (%(years)d years)") % {"day": words, "years": years}


@dataclass(frozen=True)
class ConsentLine:
    """What a person agreed to, in words, and whether it still holds."""

    id: int
    purpose: str
    given: str
    by: str
    withdrawn: str

    @classmethod
    def of(cls, row: Consent) -> ConsentLine:
        purpose = _(dict(Purpose.choices()).get(row.purpose, row.purpose))
        return cls(row.pk, purpose, rough(row.given_on), row.given_by, rough(row.withdrawn_on))


@dataclass(frozen=True)
class LikelyLine:
    """A record that may be the same person, and why."""

    person: Person
    place: str
    born: str
    score: str
    is_sure: bool
    reasons: str

    @classmethod
    def of(cls, likely: Likely) -> LikelyLine:
        return cls(
            likely.person,
            label(likely.person.area),
            born_words(likely.person),
            score_words(likely.score),
            likely.score >= SURE,
            reasons_words(likely.reasons),
        )


def score_words(score: int) -> str:
    return _("likeness %(score)d of 100") % {"score": score}


def reasons_words(reasons: tuple[Reason, ...]) -> str:
    return " ".join(_(reason.code.label) for reason in reasons)


def stored_reasons(stored: Sequence[Sequence[Any]]) -> str:
    """Reasons as they stand with a pair or a merge: [code, points, values]."""
    return " ".join(_(ReasonCode(reason[0]).label) for reason in stored)


def needs_of(one: OnePerson, may: dict[str, bool]) -> list[Need]:
    """What waits at this person, the gravest first; only what this office can do something about."""
    person, found = one.person, []
    key = person.pk
    if person.died_on:
        for holder in one.posts:
            body = holder.appointment.post.organisation
            what = _("Died, but still holds “%(post)s”") % {"post": holder.appointment.post}
            found.append(Need(what, body.name, "wrong", _("End the term"), body.get_absolute_url()))
    if may["merge_people"]:
        for likely in one.likely:
            url = reverse("merge", args=sorted((key, likely.person.pk)))
            what = _("May be the same as %(person)s") % {"person": likely.person}
            more = f"{label(likely.person.area)} · {score_words(likely.score)}"
            found.append(Need(what, more, "need", _("Compare"), url))
    if may["keep_identity"]:
        found += _number_needs(one)
    if may["change_person"] and one.posts and person.born_on is None:
        url = reverse("person-change", args=[key])
        more = _("A year alone helps to tell people apart.")
        found.append(Need(_("No date of birth"), more, "quiet", _("Fill in"), url))
    return found


def _number_needs(one: OnePerson) -> list[Need]:
    citizen = next((row for row in NumberLine.all_of(one) if row.kind == Identity.Kind.CITIZEN), None)
    url = reverse("identity-keep", args=[one.person.pk, Identity.Kind.CITIZEN.value])
    if citizen and citizen.to_check:
        more = _("What was written does not fit a real number. Compare it with the card.")
        return [Need(_("Citizen number to be checked"), more, "need", _("Write it again"), url)]
    if citizen and not citizen.shown and one.posts and not one.person.died_on:
        more = _("It is kept sealed, and needed for the papers.")
        return [Need(_("No citizen number"), more, "quiet", _("Fill in"), url)]
    return []


def lives_at(person: Person) -> str:
    """The place in full, and the years that frame a life: the line under the name."""
    words = [label(person.area, full=True)]
    holder = person.area.parent
    if holder is not None and person.area.path.count(".") > 2:
        words.append(label(holder, full=True))
    if person.died_on:
        words.append(_("died %(day)s") % {"day": rough(person.died_on, person.died_precision)})
    return " · ".join([" ".join(words[:2]), *words[2:]]) if len(words) > 2 else " ".join(words)


@dataclass(frozen=True)
class TieWords:
    """What another person is to this one."""

    name: str
    url: str
    kind: str

    @classmethod
    def of(cls, line: TieLine) -> TieWords:
        return cls(str(line.other), line.other.get_absolute_url(), _(Tie(line.kind).label))


def role_words(role: str) -> str:
    return _(HouseholdRole(role).label)


@dataclass(frozen=True)
class ReadLine:
    """Who opened a sealed number, when and why."""

    at: str
    who: str
    what: str
    reason: str

    @classmethod
    def of(cls, row: IdentityRead) -> ReadLine:
        at = row.at.astimezone(clock.BANGKOK)
        what = str(Identity.Kind(row.what).label) if row.what in Identity.Kind else row.what
        return cls(f"{rough(at.date())} {at:%H:%M}", row.seat_title, what, row.reason)


@dataclass(frozen=True)
class AlikeLines:
    """Who may be here already, before a person is entered; of people elsewhere only whom to ask."""

    here: list[LikelyLine]
    elsewhere: list[str]

    @classmethod
    def of(cls, found: LikelySame) -> AlikeLines:
        return cls(
            [LikelyLine.of(likely) for likely in found.here],
            [label(line.office_area, full=True) for line in found.elsewhere],
        )


@dataclass(frozen=True)
class DoubleLine:
    """Two records that may be one person."""

    first: str
    second: str
    first_more: str
    second_more: str
    score: str
    is_sure: bool
    reasons: str
    url: str

    @classmethod
    def of(cls, pair: LikelyPair) -> DoubleLine:
        url = reverse("merge", args=[pair.low_id, pair.high_id])
        return cls(
            str(pair.low),
            str(pair.high),
            _more(pair.low),
            _more(pair.high),
            score_words(pair.score),
            pair.score >= SURE,
            stored_reasons(pair.reasons),
            url,
        )


def _more(person: Person) -> str:
    return " · ".join(filter(None, (label(person.area), born_words(person))))


def after_death(offices: tuple[Appointment, ...]) -> list[str]:
    """What will follow, and what is left to do."""
    will = [_("The record stays, marked as that of somebody who died.")]
    words = _("“%(post)s” of %(body)s is still held: end that term next.")
    return will + [
        words % {"post": row.post, "body": row.post.organisation} for row in offices if row.ended_on is None
    ]


@dataclass(frozen=True)
class CountLine:
    """How many lead for an issue, by level."""

    issue: str
    value: str
    numbers: list[int]


def count_line(issue: str, numbers: list[int]) -> CountLine:
    return CountLine(issue_words(issue), issue, numbers)


@dataclass(frozen=True)
class SideLine:
    """One of two records that are compared: what cannot be chosen but helps to decide."""

    name: str
    url: str
    place: str
    posts: str
    numbers: str
    house: str
    files: int

    @classmethod
    def of(cls, one: OnePerson) -> SideLine:
        posts = [f"{row.appointment.post} {row.appointment.post.organisation.name}" for row in one.posts]
        numbers = [f"{row.label} {row.shown}" for row in NumberLine.all_of(one) if row.shown]
        house = one.household.household.house_no if one.household else ""
        return cls(
            str(one.person),
            one.person.get_absolute_url(),
            place_words(one.person.area),
            "; ".join(posts),
            ", ".join(numbers),
            house,
            len(one.files),
        )


def after_merge(sides: Sequence[OnePerson]) -> list[str]:
    """What merging will do, in figures."""
    posts = [len(one.posts) + len(one.former_posts) for one in sides]
    rest = sum(len(one.ties) + len(one.leaders) + len(one.consents) + len(one.files) for one in sides)
    return [
        _("%(sum)d posts, now and before (%(first)d and %(second)d), stand under one name.")
        % {"sum": sum(posts), "first": posts[0], "second": posts[1]},
        _("%(count)d ties, levels, consents and files of both stand under one name.") % {"count": rest},
        _("A sealed number that the record that stays lacks moves to it; one that it has stays as it is."),
        _("The address of the other record leads to the one that stays. Nothing is thrown away."),
        _("It can be undone later, with a reason."),
    ]


@dataclass(frozen=True)
class MergeLine:
    """A merge that was done."""

    id: int
    stays: str
    goes: str
    url: str
    on: str
    reasons: str
    undone: str
    undone_reason: str

    @classmethod
    def of(cls, row: Merge, names: dict[int, str]) -> MergeLine:
        unknown = _("a record out of your area")
        url = f"/people/{row.stays_id}/" if row.kind == "person" else f"/organisations/{row.stays_id}/"
        return cls(
            row.pk,
            names.get(row.stays_id, unknown),
            names.get(row.goes_id, unknown),
            url if row.stays_id in names else "",
            rough(row.on),
            stored_reasons(row.reasons),
            rough(row.undone_on),
            row.undone_reason,
        )


@dataclass(frozen=True)
class ProposedField:
    """One field of a proposal: as it is, as proposed."""

    label: str
    was: str
    proposed: str

    @classmethod
    def all_of(cls, proposal: Proposal, record: Person | Organisation | None = None) -> list[ProposedField]:
        """The fields in words; the record says how exactly a day is known where the proposal leaves that."""
        facts, lines = proposal.facts, []
        for name, (was, proposed) in facts.items():
            if name.endswith("_precision") and name.replace("_precision", "_on") in facts:
                continue
            known = precision_of(name)
            old, new = facts.get(known, [getattr(record, known, "day")] * 2)
            lines.append(
                cls(str(field_label(name)), stored_words(name, was, old), stored_words(name, proposed, new))
            )
        return lines


STATES = {Proposal.State.OPEN: "need", Proposal.State.ACCEPTED: "done", Proposal.State.DECLINED: "wrong"}


@dataclass(frozen=True)
class ProposalLine:
    """A proposal in a list."""

    title: str
    url: str
    what: str
    by: str
    on: str
    look: str
    state: str

    @classmethod
    def of(cls, row: Proposal) -> ProposalLine:
        what = ", ".join(line.label for line in ProposedField.all_of(row))
        return cls(
            row.subject_title,
            reverse("proposal", args=[row.pk]),
            what,
            row.by_title,
            rough(row.made_on),
            STATES[Proposal.State(row.state)],
            str(row.get_state_display()),
        )
