"""People: offices, numbers, ties, households, consents, what waits at a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabuan.audit.models import IdentityRead
from khabuan.core import clock
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import ThaiDate
from khabuan.files.models import Attachment
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.models import (
    Appointment,
    Consent,
    Identity,
    Leader,
    Person,
)
from khabuan.registry.queries.organisations import Holder
from khabuan.registry.queries.people import OnePerson, TieLine
from khabuan.registry.rules.consents import ConsentState, Purpose, consent_texts, state_on, text_of
from khabuan.registry.rules.kinds import (
    HouseholdRole,
    Issue,
    LeaderLevel,
    Tie,
)
from khabuan.registry.rules.terms import TermState
from khabuan.registry.sentences.parts import Need, rough, score_words, span_of, term_said


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


LOOK_OF_CONSENT = {
    ConsentState.HOLDS: "done",
    ConsentState.ENDS_SOON: "need",
    ConsentState.EXPIRED: "wrong",
    ConsentState.WITHDRAWN: "quiet",
}


def purpose_label(purpose: str) -> str:
    return _(dict(Purpose.choices()).get(purpose, purpose))


@dataclass(frozen=True)
class TextLine:
    """Words that are read out: for what, since when, in Thai, and in the reader's language where that differs."""

    purpose: str
    since: date
    th: str
    other: str
    anchor: str

    @property
    def words(self) -> str:
        return self.other or self.th


def texts_of(version: str) -> list[TextLine]:
    """The words of one version, in the order of purposes."""
    is_english = get_language() == "en"
    return [
        TextLine(
            _(text.purpose.label), text.since, text.th, text.en if is_english else "",
            f"{text.version}-{text.purpose}",
        )
        for text in consent_texts()
        if text.version == version
    ]  # fmt: skip


@dataclass(frozen=True)
class ConsentLine:
    """What a person agreed to, in words, whether it still holds, the words that were read out, the papers."""

    id: int
    purpose: str
    given: str
    more: str
    look: str
    state: str
    version: str
    text_url: str
    files: list[Attachment]
    may_end: bool

    @classmethod
    def of(cls, row: Consent, today: date, files: Sequence[Attachment] = ()) -> ConsentLine:
        state = state_on(today, expires_on=row.expires_on, withdrawn_on=row.withdrawn_on)
        text = text_of(row.purpose, row.text_version)
        url = f"{reverse('consent-texts')}#{row.text_version}-{row.purpose}" if text else ""
        return cls(
            row.pk,
            purpose_label(row.purpose),
            rough(row.given_on),
            " · ".join(_consent_words(row)),
            LOOK_OF_CONSENT[state],
            _(state.label),
            row.text_version,
            url,
            list(files),
            row.withdrawn_on is None,
        )


def _consent_words(row: Consent) -> Iterator[str]:
    yield _("given %(day)s") % {"day": rough(row.given_on)}
    if row.given_by:
        yield _("by %(who)s") % {"who": row.given_by}
    if row.expires_on:
        yield _("holds until %(day)s") % {"day": rough(row.expires_on)}
    if row.withdrawn_on:
        yield _("taken back %(day)s") % {"day": rough(row.withdrawn_on)}


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
