"""Words of a text that may promise something, the promises that were written of them, the bodies that a text means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khabuan.access.actor import Actor
from khabuan.followup.models import Promise
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.texts import uses_in_force
from khabuan.reader.rules import starting as rules
from khabuan.reader.rules.accepted import Accepted, around
from khabuan.reader.rules.drafts import TRUE, Kind, State
from khabuan.reader.rules.promises import Promised, is_written, promises_in
from khabuan.registry.models import Organisation, Person
from khabuan.registry.queries.organisations import Holder
from khabuan.registry.queries.people import posts_held
from khabuan.registry.rules.kinds import OrganisationKind


@dataclass(frozen=True)
class Offered:
    """Words that may promise something; `record` is the promise that was written of them."""

    said: Promised
    record: Promise | None = None


def accepted(draft: Draft, words: str = "") -> Accepted:
    """A draft as the rules of starting look at it; `words`, the whole text, tells what stands around it."""
    spans = ((draft.start, draft.end), *((start, end) for start, end in draft.also_at))
    beside = around(words, spans) if words else ()
    return Accepted(draft.pk, Kind(draft.kind), draft.says, draft.subject_id, spans, beside)


def promised_in(text: Text, drafts: Iterable[Draft]) -> tuple[Promised, ...]:
    """From the words alone; the day of promising is the accepted main day among `drafts`, else that of publishing."""
    day = rules.for_promise([accepted(draft) for draft in drafts if draft.state in TRUE]).get("given_on")
    base: date | None = day.value if day else text.published_on
    return promises_in(text.words, base)


def offered_in(actor: Actor, text: Text, said: Sequence[Promised]) -> list[Offered]:
    """The same with what was written of each, as far as it is in sight. Two queries, none where nothing is promised."""
    if not said:
        return []
    kind = Promise._meta.label_lower
    uses = uses_in_force(actor).filter(text=text, draft__isnull=True, subject_kind=kind)
    keys = list(uses.values_list("subject_id", flat=True))
    written = list(Promise.objects.visible_to(actor).filter(pk__in=keys).order_by("pk"))
    return [Offered(one, next((row for row in written if is_written(one, row.words)), None)) for one in said]


def agencies_among(actor: Actor, keys: Collection[int]) -> dict[int, Organisation]:
    """Those of these bodies that are living agencies. One query, none without keys."""
    rows = Organisation.objects.visible_to(actor).filter(
        pk__in=keys, kind=OrganisationKind.AGENCY, ended_on__isnull=True
    )
    return {row.pk: row for row in rows} if keys else {}


@dataclass(frozen=True)
class Officer:
    """A person whom a text means, with a post held at an agency that day."""

    person: Person
    post: str
    agency: int


def officers_among(actor: Actor, keys: Sequence[int], on: date) -> list[Officer]:
    """Those of these people, as far as they are in sight, who are in office at an agency, and at one alone. Few queries,
    none without keys."""
    if not keys:
        return []
    seen = list(Person.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    held = {key: _at_agencies(posts) for key, posts in posts_held(actor, seen, on).items()}
    return [posts[0] for posts in held.values() if len({one.agency for one in posts}) == 1]


def _at_agencies(posts: Iterable[Holder]) -> list[Officer]:
    rows = [(one.person, one.appointment.post) for one in posts]
    return [
        Officer(person, str(post), post.organisation_id)
        for person, post in rows
        if post.organisation.kind == OrganisationKind.AGENCY
    ]


def books_among(actor: Actor, keys: Collection[int]) -> list[Organisation]:
    """Those of these bodies in whose book this seat may write, in the order of the text. One query, none without keys."""
    if not keys:
        return []
    rows = Organisation.objects.visible_to(actor).filter(
        pk__in=keys, ended_on__isnull=True, stays__isnull=True
    )
    found = {
        row.pk: row for row in rows.exclude(kind=OrganisationKind.AGENCY).select_related("area")
        if actor.reaches(row.node)
    }  # fmt: skip
    return [found[key] for key in keys if key in found]


def is_body_undecided(actor: Actor, text: Text, before: int) -> bool:
    """Whether nobody has said yet of a body that is named before that letter, what it is. One query."""
    rows = Draft.objects.visible_to(actor).filter(text=text, kind=Kind.ORGANISATION, state=State.WAITING)
    return rows.filter(start__lt=before).exists()
