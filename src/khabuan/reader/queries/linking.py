"""Whom or what of the register a draft may mean: areas by their code, organisations and people by their name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.offers import Subject
from khabuan.places.labels import whole
from khabuan.places.models import Area
from khabuan.places.queries import ancestors, find_places
from khabuan.reader.models import Draft
from khabuan.reader.rules.drafts import Kind
from khabuan.registry.models import Organisation, Person
from khabuan.registry.queries.finding import find_organisations, find_people

AREA, ORGANISATION, PERSON = (model._meta.label_lower for model in (Area, Organisation, Person))
MEANS = {Kind.PLACE: AREA, Kind.ORGANISATION: ORGANISATION, Kind.PERSON: PERSON}
"""What of the register a kind of draft may mean."""
MOST = 6


@dataclass(frozen=True)
class Candidate:
    """A record that may be meant."""

    key: int
    title: str
    more: str


def candidates(actor: Actor, draft: Draft, words: str = "") -> list[Candidate]:
    """Records that a draft may mean, the likest first; `words` look for others than those of the draft."""
    says = draft.says
    name = words or str(says.get("name") or "")
    if draft.kind == Kind.PLACE:
        return _areas(actor, name, () if words else says.get("codes", ()))
    find = find_people if draft.kind == Kind.PERSON else find_organisations
    return [Candidate(int(one.id), one.title, one.more) for one in find(actor, name, MOST)]


def _areas(actor: Actor, name: str, codes: Iterable[str]) -> list[Candidate]:
    rows = list(Area.objects.visible_to(actor).filter(code__in=list(codes), until__isnull=True)[:MOST])
    rows = rows or [one.area for one in find_places(actor, name, limit=MOST)]
    return [Candidate(area.pk, whole(area, ancestors(actor, area)), area.code) for area in rows]


def areas_of_codes(actor: Actor, codes: Iterable[str]) -> dict[str, int]:
    """The keys of areas in force by their official code. One query."""
    rows = Area.objects.visible_to(actor).filter(code__in=set(codes), until__isnull=True)
    return dict(rows.values_list("code", "pk"))


def subjects_meant(actor: Actor, drafts: Iterable[Draft]) -> Mapping[tuple[str, int], Subject]:
    """Titles and addresses of what drafts mean, those in sight, by kind and key. A query for each kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    for draft in drafts:
        if draft.subject_id:
            keys[draft.subject_kind].add(draft.subject_id)
    found: dict[tuple[str, int], Subject] = {}
    for kind, wanted in keys.items():
        found |= {(kind, key): one for key, one in _named(actor, kind, wanted).items()}
    return found


def _named(actor: Actor, kind: str, keys: set[int]) -> Mapping[int, Subject]:
    named = offers.named_subjects.get(kind)
    if named is not None:
        return named.of(actor, list(keys))
    model = {AREA: Area, ORGANISATION: Organisation, PERSON: Person}[kind]
    rows = model.objects.visible_to(actor).filter(pk__in=keys)
    return {row.pk: Subject(kind, str(row.pk), _title(row), row.get_absolute_url()) for row in rows}


def _title(row: Area | Organisation | Person) -> str:
    return whole(row, ()) if isinstance(row, Area) else str(row)
