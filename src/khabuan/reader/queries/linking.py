"""Whom or what of the register the words of a text may mean, with points and reasons: areas, organisations, people.

Many drafts are looked up together by whole names; one that a person asks about also by slips and sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import Q
from django.utils.translation import override

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import clock, offers
from khabuan.core.offers import Subject
from khabuan.core.searching import END, LAST_LETTER, slipped
from khabuan.core.searching import whole as marked
from khabuan.core.thai import search_key, sound_key, split_name
from khabuan.places.labels import whole
from khabuan.places.models import Area, AreaKind
from khabuan.places.queries import ancestors, find_places
from khabuan.places.rules import path_of_code
from khabuan.reader.models import Draft, Text
from khabuan.reader.rules import meaning
from khabuan.reader.rules.drafts import Drafted, Kind, Says, State
from khabuan.reader.rules.meaning import Held, Named, Score
from khabuan.registry.models import Organisation, Person
from khabuan.registry.queries.finding import find_organisations, find_people
from khabuan.registry.queries.people import posts_held
from khabuan.registry.rules.body_names import core_key, own_key
from khabuan.registry.rules.kinds import OrganisationKind

AREA, ORGANISATION, PERSON = (model._meta.label_lower for model in (Area, Organisation, Person))
MEANS = {Kind.PLACE: AREA, Kind.ORGANISATION: ORGANISATION, Kind.PERSON: PERSON}
"""What of the register a kind of draft may mean."""
MEANS_NOTHING = (State.CLAIM, State.REJECTED, State.GONE)
MOST, MOST_VILLAGES, MOST_POSTS = 6, 2000, 4
TAMBON_PATH = 9  # letters of a path that name the tambon: "19.01.05."
PLACES = (3, 6)  # letters of a path that name the province, and the amphoe
VILLAGES = (AreaKind.VILLAGE, AreaKind.COMMUNITY)
BAN_KEY = search_key("บ้าน")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Meant:
    """A record that is proposed as meant, with the points for it."""

    kind: str
    key: int
    score: Score


@dataclass(frozen=True)
class Candidate:
    """A record that may be meant."""

    key: int
    title: str
    more: str
    score: Score


@dataclass(frozen=True)
class Likely:
    """A record that may be meant by a draft of which that is not certain."""

    subject: Subject
    score: Score


def meant_by(actor: Actor, home: Area, drafts: Sequence[Drafted]) -> dict[str, Meant]:
    """The records meant beyond doubt by some drafts of one text, by the drafts' identity. At most six queries.

    A name beside an accusation means nobody.
    """
    areas = _areas_of_codes(actor, {code for one in drafts for code in one.codes})
    paths = tuple(areas[one.codes[0]].path for one in drafts if len(one.codes) == 1 and one.codes[0] in areas)
    bodies = meaning.letters_of(str(one.says["name"]) for one in drafts if one.kind is Kind.ORGANISATION)
    named = {
        one.identity: replace(_named(one.kind, one.says, paths, home), bodies=bodies)
        for one in drafts
        if not one.is_accusation
    }
    wanted = {
        kind: {
            one.identity: named[one.identity]
            for one in drafts
            if one.kind is kind
            and one.identity in named
            and (kind is not Kind.PLACE or _is_open_village(one.says))
        }
        for kind in MEANS
    }
    found = {
        one.identity: Meant(AREA, areas[one.codes[0]].pk, meaning.place(named[one.identity], "", among=1))
        for one in drafts
        if one.kind is Kind.PLACE and len(one.codes) == 1 and one.codes[0] in areas
    }
    for kind, scored in _scored(actor, wanted).items():
        for identity, ordered in scored.items():
            if (sure := meaning.surely(ordered)) is not None:
                found[identity] = Meant(MEANS[kind], sure[0], sure[1])
    return found


def likely_of(actor: Actor, text: Text, drafts: Iterable[Draft]) -> dict[int, Likely]:
    """For drafts of a text that mean nothing of the register yet the likest record, by their keys. At most eight queries."""
    asked = [one for one in drafts if _is_asked(one)]
    if not asked:
        return {}
    paths = _paths_meant(actor, text)
    wanted: dict[Kind, dict[int, Named]] = {kind: {} for kind in MEANS}
    for one in asked:
        wanted[Kind(one.kind)][one.pk] = _named(one.kind, one.says, paths, text.area)
    best = {
        key: (MEANS[kind], *ordered[0])
        for kind, scored in _scored(actor, wanted, is_likely_enough=True).items()
        for key, ordered in scored.items()
        if not meaning.is_one_of_several(ordered)
    }
    keys: dict[str, set[int]] = defaultdict(set)
    for kind, record, _score in best.values():
        keys[kind].add(record)
    titles = {kind: _titles(actor, kind, found) for kind, found in keys.items()}
    return {
        key: Likely(titles[kind][record], score)
        for key, (kind, record, score) in best.items()
        if record in titles[kind]
    }


def _is_asked(draft: Draft) -> bool:
    """Whether it is still asked what this means: nobody said so, and it may mean something."""
    is_open = not draft.subject_id and not draft.meant_by and not draft.is_accusation
    may_be = draft.kind in (Kind.ORGANISATION, Kind.PERSON) or (
        draft.kind == Kind.PLACE and _is_open_village(draft.says)
    )
    return is_open and may_be and draft.state not in MEANS_NOTHING


def _is_open_village(says: Says) -> bool:
    """Whether this is a village of which the reading does not say which one it is."""
    return says.get("level") == "village" and len(says.get("codes", ())) != 1


def candidates(actor: Actor, draft: Draft, words: str = "") -> list[Candidate]:
    """Records that a draft may mean, the likest first; `words` look for others than those of the draft."""
    says = {**draft.says, **({"name": words} if words else {})}
    named = _named(draft.kind, says, _paths_meant(actor, draft.text), draft.text.area)
    if draft.kind == Kind.PLACE:
        villages = [] if words or not _is_open_village(says) else _villages(actor, named)
        return villages or _areas(actor, named, () if words else says.get("codes", ()))
    find = find_people if draft.kind == Kind.PERSON else find_organisations
    found = {int(one.id): one for one in find(actor, named.name, MOST)}
    rows = [
        Candidate(
            held.key,
            found[held.key].title,
            _told(found[held.key].more, held),
            RATES[Kind(draft.kind)](named, held),
        )
        for held in _held_of(actor, Kind(draft.kind), list(found))
    ]
    kept = [one for one in rows if words or one.score.points]
    return sorted(kept, key=lambda one: -one.score.weight)


def _told(more: str, held: Held) -> str:
    """Where somebody is, with the posts that they hold: by these a namesake is told from another."""
    return " · ".join((more, *(f"{title} {body}" for title, body in held.posts[:MOST_POSTS])))


def _named(kind: str, says: Says, paths: tuple[str, ...], home: Area) -> Named:
    within = tuple(path_of_code(code) for code in says.get("within") or ())
    if kind == Kind.PLACE:
        paths = within or meaning.narrowest(path for path in paths if len(path) <= TAMBON_PATH)
    return Named(
        str(says.get("name") or ""), str(says.get("role") or ""), paths, home.path,
        is_titled=bool(says.get("title")), moo=says.get("moo"), is_addressed=bool(within),
    )  # fmt: skip


def _paths_meant(actor: Actor, text: Text) -> tuple[str, ...]:
    """The paths of the areas that the drafts of a text mean. One query."""
    drafts = (
        Draft.objects.visible_to(actor).filter(text=text, subject_kind=AREA).exclude(state__in=MEANS_NOTHING)
    )
    rows = Area.objects.visible_to(actor).filter(pk__in=drafts.values("subject_id"))
    return tuple(rows.values_list("path", flat=True))


RATES = {Kind.PLACE: meaning.village, Kind.ORGANISATION: meaning.body, Kind.PERSON: meaning.person}
"""How sure it is of each kind that a record is meant; of places, only villages are asked."""


def _scored(
    actor: Actor, wanted: Mapping[Kind, Mapping[Key, Named]], *, is_likely_enough: bool = False
) -> dict[Kind, dict[Key, list[tuple[int, Score]]]]:
    """For each name those records that may be meant, the likest first; names without any are left out.

    `is_likely_enough`: also those that can be no more than likely, by slips and by given names.
    """
    likely = is_likely_enough
    held = {
        Kind.PLACE: _villages_called(actor, wanted[Kind.PLACE].values()),
        Kind.ORGANISATION: _bodies_called(actor, wanted[Kind.ORGANISATION].values(), with_slips=likely),
        Kind.PERSON: _people_called(actor, wanted[Kind.PERSON].values(), by_given=likely),
    }
    found: dict[Kind, dict[Key, list[tuple[int, Score]]]] = {}
    for kind, names in wanted.items():
        best = {
            key: meaning.best(
                [(one.key, score) for one in held[kind] if (score := RATES[kind](named, one)).is_of_the_name]
            )
            for key, named in names.items()
        }
        found[kind] = {key: ordered for key, ordered in best.items() if ordered}
    return found


def _held_of(actor: Actor, kind: Kind, keys: Sequence[int]) -> list[Held]:
    """People or bodies in sight by key."""
    if kind is Kind.PERSON:
        people = Person.objects.visible_to(actor).filter(pk__in=keys).select_related("area")
        return _held_people(actor, people)
    bodies = Organisation.objects.visible_to(actor).filter(pk__in=keys).select_related("area")
    return [_held_body(row) for row in bodies]


def _villages_called(actor: Actor, names: Iterable[Named]) -> list[Held]:
    """Villages and communities in the places where these are said to be, and those of a name in the provinces. One query."""
    asked = list(names)
    if not asked:
        return []
    near = {path for one in asked for path in (*one.paths, one.home) if len(path) > meaning.PROVINCE_STEP}
    provinces = {path[: meaning.PROVINCE_STEP] for one in asked for path in (*one.paths, one.home) if path}
    own = {search_key(meaning.own_village(one.name)) for one in asked}
    called = Q(search_key__in={front + key for key in own for front in ("", BAN_KEY)})
    rows = Area.objects.visible_to(actor).filter(
        _at(near) | called & _at(provinces), kind__in=VILLAGES, until__isnull=True
    )
    fields = rows.order_by("path").values_list("pk", "name", "path", "moo")[:MOST_VILLAGES]
    return [Held(key, name, path, moo=moo) for key, name, path, moo in fields]


def _at(paths: Iterable[str]) -> Q:
    return spans_q(tuple(Span.of(path) for path in paths), "path")


def _bodies_called(actor: Actor, names: Iterable[Named], *, with_slips: bool) -> list[Held]:
    """Living bodies in sight that have one of these names, or one's own part, or one as their short name. One query.

    `with_slips`: also those with a slip in their own part; one query more.
    """
    named = [one for one in names if one.name]
    asked = [one.name for one in named]
    if not asked:
        return []
    said = {way for name in asked for way in meaning.ways_of(name)}
    full = said | {way for name in asked for way in meaning.written_out(name)}
    cores = {core_key(way) for name in asked for way in meaning.written_out(name)}
    called = Q(search_key__in={search_key(name) for name in full})
    called |= Q(kind=OrganisationKind.AGENCY, short_name__in=said)
    called |= Q(core_key__in={marked(core) for core in cores})
    for core in cores:
        called |= Q(_begins(core), name__contains="(")
    here = {path[:size] for one in named for path in (*one.paths, one.home) for size in PLACES if path[:size]}
    for core in {core_key(way) for name in asked for way in meaning.without_place(name)}:
        called |= Q(_begins(core), area__path__in=here)
    rows = Organisation.objects.visible_to(actor).filter(stays__isnull=True, ended_on__isnull=True)
    if with_slips:
        called |= Q(core_key__in=slipped(rows, "core_key", *cores, *(own_key(name) for name in asked)))
    return [_held_body(row) for row in rows.filter(called).select_related("area").order_by("pk")]


def _begins(core: str) -> Q:
    begun = marked(core)[: -len(END)]
    return Q(core_key__gte=begun, core_key__lt=begun + LAST_LETTER)


def _held_body(row: Organisation) -> Held:
    return Held(row.pk, row.name, row.area.path, others=(row.short_name,), kind=row.kind)


def _people_called(actor: Actor, names: Iterable[Named], *, by_given: bool) -> list[Held]:
    """People in sight whose name is one of these, or sounds so. Two queries.

    `by_given`: also the only one of a given name in the tambon or amphoe of the text, where no surname is said.
    """
    asked = [(one, split_name(one.name)) for one in names]
    whole_names = [f"{name.given} {name.surname}" for _one, name in asked if name.surname]
    called = Q(search_key__in={search_key(name) for name in whole_names})
    called |= Q(sound_key__in={sound_key(name) for name in whole_names})
    given: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one, name in asked:
        near = meaning.narrowest(path for path in one.paths if len(path) > meaning.PROVINCE_STEP)
        if by_given and name.given and not name.surname and near:
            given[near].add(name.given)
    for near, some in given.items():
        called |= spans_q(tuple(Span.of(path) for path in near), "area__path") & Q(given__in=some)
    if not whole_names and not given:
        return []
    rows = Person.objects.visible_to(actor).filter(called, stays__isnull=True).select_related("area")
    return _held_people(actor, rows.order_by("pk"))


def _held_people(actor: Actor, rows: Iterable[Person]) -> list[Held]:
    """People with the posts that they hold, in Thai words, as texts tell them."""
    rows = list(rows)
    posts = posts_held(actor, [row.pk for row in rows], clock.today()) if rows else {}
    with override("th"):
        held = {
            key: tuple((str(one.appointment.post), one.appointment.post.organisation.name) for one in some)
            for key, some in posts.items()
        }
    return [
        Held(row.pk, row.given, row.area.path, row.surname, (row.former_surname,), posts=held.get(row.pk, ()))
        for row in rows
    ]


def _villages(actor: Actor, named: Named) -> list[Candidate]:
    """Villages that a name and number may mean, the likest first, with what they stand under."""
    held = _villages_called(actor, [named])
    scored = meaning.best([(one.key, meaning.village(named, one)) for one in held])
    scored = [one for one in scored if one[1].is_of_the_name][:MOST]
    rows = Area.objects.visible_to(actor).in_bulk([key for key, _score in scored])
    return [
        Candidate(key, whole(rows[key], ancestors(actor, rows[key])), rows[key].code, score)
        for key, score in scored
        if key in rows
    ]


def _areas(actor: Actor, named: Named, codes: Iterable[str]) -> list[Candidate]:
    """Areas that a place may be: those that the reading proposes, else those found by the name."""
    rows = list(Area.objects.visible_to(actor).filter(code__in=list(codes), until__isnull=True)[:MOST])
    among = len(rows)
    rows = rows or [one.area for one in find_places(actor, named.name, limit=MOST)]
    found = [
        Candidate(
            area.pk, whole(area, ancestors(actor, area)), area.code,
            meaning.place(named, area.path, among=among or MOST),
        )
        for area in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.score.weight)


def _areas_of_codes(actor: Actor, codes: Iterable[str]) -> dict[str, Area]:
    """Areas in force by their official code. One query, none without codes."""
    codes = set(codes)
    if not codes:
        return {}
    return {
        row.code: row for row in Area.objects.visible_to(actor).filter(code__in=codes, until__isnull=True)
    }


def subjects_meant(actor: Actor, drafts: Iterable[Draft]) -> Mapping[tuple[str, int], Subject]:
    """Titles and addresses of what drafts mean, those in sight, by kind and key. A query for each kind."""
    return titles_of(actor, {(one.subject_kind, one.subject_id) for one in drafts if one.subject_id})


def titles_of(actor: Actor, records: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], Subject]:
    """The same of records by kind and key."""
    keys: dict[str, set[int]] = defaultdict(set)
    for kind, key in records:
        keys[kind].add(key)
    found: dict[tuple[str, int], Subject] = {}
    for kind, wanted in keys.items():
        found |= {(kind, key): one for key, one in _titles(actor, kind, wanted).items()}
    return found


def _titles(actor: Actor, kind: str, keys: set[int]) -> Mapping[int, Subject]:
    named = offers.named_subjects.get(kind)
    if named is not None:
        return named.of(actor, list(keys))
    model = {AREA: Area, ORGANISATION: Organisation, PERSON: Person}[kind]
    rows = model.objects.visible_to(actor).filter(pk__in=keys)
    rows = rows.select_related("parent") if model is Area else rows
    return {row.pk: Subject(kind, str(row.pk), _title(row), row.get_absolute_url()) for row in rows}


def _title(row: Area | Organisation | Person) -> str:
    """A record's title; of a village, of which there are many of one name, with its tambon."""
    if not isinstance(row, Area):
        return str(row)
    return whole(row, (row.parent,) if row.kind in VILLAGES and row.parent else ())
