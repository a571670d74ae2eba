"""What of the register anybody may know: bodies of the movement and their offices; and, for a seat, who holds them.

The public reads no rows and is told no person (decisions 0011, 0038). For it the program reads what is published, and
tells values. A seat is told by name the holders of public offices within its sight: no phone, note, birth, house or
number ever comes by here, and no key of a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Role, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.periods import in_force
from khabuan.core.secrets import equaliser
from khabuan.registry.models import Appointment, Organisation, Post
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.stood import living
from khabuan.registry.queries.terms import PUBLIC
from khabuan.registry.rules.kinds import PUBLISHED, PostTitle

PROGRAM = Actor.system("published")
AT_ONCE = 2000  # rows read from the database at a time


def reader_for(actor: Actor) -> Actor:
    """Who reads for this actor where the public is told something: the seat itself, for the public the program."""
    return PROGRAM if actor.role == Role.PUBLIC else actor


def told_to(actor: Actor, prefix: str = "", kinds: frozenset[str] = PUBLISHED) -> Q:
    """Which bodies are told of: all in a seat's sight, to the public those of published kinds. `prefix` leads to the body."""
    if actor.role != Role.PUBLIC:
        return Q()
    return Q(**{f"{prefix}kind__in": sorted(kinds), f"{prefix}stays__isnull": True})


def published_name(key: int) -> str:
    """The name of a body that anybody may know. OutOfArea for one that is not told of."""
    rows = Organisation.objects.visible_to(PROGRAM).filter(told_to(Actor.public()), pk=key)
    name: str | None = rows.values_list("name", flat=True).first()
    if name is None:
        raise OutOfArea(f"organisation {key}")
    return name


@dataclass(frozen=True)
class Body:
    """A body that is told of. `parent` is the key of one of the same place, or None; `area` the key of its address."""

    key: int
    kind: str
    name: str
    short_name: str
    name_en: str
    area: str
    parent: int | None
    founded_on: date | None
    founded_precision: str


@dataclass(frozen=True)
class Office:
    """A post of a body that is told of. `role` is its title's word, `label` how its order of appointment words it."""

    key: int
    body: int
    role: str
    label: str


@dataclass(frozen=True)
class OfficeHolder:
    """Somebody in a public office, by name. `name_key` is the same for the same person in another office, and
    leads to nothing."""

    name_key: str
    title: str
    given: str
    surname: str


@dataclass(frozen=True)
class Holding:
    """Who holds which office since when, on whose behalf (a body of the same place)."""

    key: int
    name_key: str
    office: int
    body: int
    since: date | None
    since_precision: str
    on_behalf_of: int | None


class Published:
    """What is told of a place (its path and below) as of a day. Each part is read as it is asked for, never whole.

    Who holds an office is told to `reader` as far as its seat sees; to the public nobody is named.
    """

    def __init__(self, path: str, on: date, reader: Actor) -> None:
        self._spans, self._on, self._reader = (Span.of(path),), on, reader
        self._name_key = equaliser("published.person")

    def rows(self) -> QuerySet[Organisation]:
        """The bodies themselves, for the parts that hang on them."""
        rows = living(Organisation.objects.visible_to(PROGRAM), self._on)
        return rows.filter(told_to(Actor.public()), spans_q(self._spans, Organisation.scope))

    def bodies(self) -> Iterator[Body]:
        """In the order of their places."""
        here = Exists(self.rows().filter(pk=OuterRef("parent")))
        rows = self.rows().select_related("area").annotate(is_parent_told=here).order_by("node")
        for row in rows.iterator(AT_ONCE):
            yield Body(
                row.pk, row.kind, row.name, row.short_name, row.name_en, row.area.key,
                row.parent_id if row.is_parent_told else None, row.founded_on, row.founded_precision,
            )  # fmt: skip

    def offices(self) -> Iterator[Office]:
        """All posts of these bodies that exist on the day: an office is public, also where its holder is not."""
        rows = Post.objects.visible_to(PROGRAM).filter(
            in_force(self._on), organisation__in=self.rows().values("pk")
        )
        with translation.override(settings.LANGUAGE_CODE):
            words = {title.value: _(title.label) for title in PostTitle}
        for row in rows.order_by("organisation__node", "order", "pk").iterator(AT_ONCE):
            yield Office(row.pk, row.organisation_id, words[row.title], row.label or words[row.title])

    def _held(self) -> QuerySet[Appointment]:
        rows: QuerySet[Appointment] = Appointment.objects.visible_to(self._reader).filter(
            PUBLIC,
            held_on(self._on),
            in_force(self._on, "post__"),
            post__organisation__in=self.rows().values("pk"),
            person__erased_on__isnull=True,
            person__died_on__isnull=True,
        )
        return rows

    def holders(self) -> Iterator[OfficeHolder]:
        """Who holds one of the public offices, each once."""
        facts = ("person", "person__title", "person__given", "person__surname")
        rows = self._held().order_by("person").values_list(*facts).distinct()
        for key, *words in rows.iterator(AT_ONCE):
            yield OfficeHolder(self._name_key(str(key)), *words)

    def holdings(self) -> Iterator[Holding]:
        """Which office each of them holds."""
        here = Exists(self.rows().filter(pk=OuterRef("on_behalf_of")))
        rows = self._held().select_related("post").annotate(is_sender_told=here)
        for row in rows.order_by("post__organisation__node", "pk").iterator(AT_ONCE):
            yield Holding(
                row.pk, self._name_key(str(row.person_id)), row.post_id, row.post.organisation_id, row.since,
                row.since_precision, row.on_behalf_of_id if row.is_sender_told else None,
            )  # fmt: skip
