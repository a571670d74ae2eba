"""What each organisation's record has and lacks, for a whole place in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.files.models import Attachment, Paper
from khabuan.registry.models import Appointment, Community, Organisation, Registration, Support, WorkingGroup
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.stood import living, stood_in
from khabuan.registry.rules.coverage import WANTED, Completeness, Item, completeness
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle
from khabuan.registry.rules.registration import Step

OF_TITLE: Mapping[str, tuple[Item, ...]] = {
    PostTitle.CHAIR: (Item.CHAIR, Item.LEADER),
    PostTitle.LEADER: (Item.LEADER,),
    PostTitle.SECRETARY: (Item.SECRETARY,),
    PostTitle.TREASURER: (Item.TREASURER,),
    PostTitle.MEMBER: (Item.MEMBERS,),
    PostTitle.COMMITTEE: (Item.MEMBERS,),
    PostTitle.DELEGATE: (Item.DELEGATES,),
    PostTitle.NATIONAL_DELEGATE: (Item.DELEGATES,),
}


@dataclass(frozen=True)
class ItemLine:
    """How many organisations of a kind have one item, of how many, and the keys of those that lack it."""

    item: Item
    have: int
    total: int
    lacking: tuple[int, ...]

    @property
    def percent(self) -> int:
        return 100 * self.have // self.total if self.total else 100


@dataclass(frozen=True)
class KindLine:
    """One kind of organisation in a place: how many, how many without a gap, and item by item."""

    kind: OrganisationKind
    total: int
    complete: int
    items: tuple[ItemLine, ...]


def completeness_of(actor: Actor, paths: Sequence[str], on: date) -> tuple[KindLine, ...]:
    """What the lists of a place lack, by kind. Seven queries, however many organisations."""
    rows = living(Organisation.objects.visible_to(actor), on).filter(stood_in(actor, paths, on))
    by_kind: dict[str, dict[int, Completeness]] = defaultdict(dict)
    for key, (kind, found) in completeness_by_key(actor, rows, on).items():
        by_kind[kind][key] = found
    return tuple(_kind_line(kind, by_kind[kind]) for kind in OrganisationKind if by_kind.get(kind))


def _kind_line(kind: OrganisationKind, found: Mapping[int, Completeness]) -> KindLine:
    lines = []
    for item in WANTED[kind]:
        lacking = tuple(key for key, line in found.items() if item in line.missing)
        lines.append(ItemLine(item, len(found) - len(lacking), len(found), lacking))
    return KindLine(kind, len(found), sum(line.is_complete for line in found.values()), tuple(lines))


def completeness_by_key(
    actor: Actor, rows: QuerySet[Organisation], on: date
) -> dict[int, tuple[OrganisationKind, Completeness]]:
    """The completeness of each organisation of a queryset, in its order. What no kind among them needs is not read."""
    facts: dict[int, set[Item]] = {}
    kinds: dict[int, OrganisationKind] = {}
    own = ("name", "area_id", "founded_on", "level", "phone", "address", "parent_id")
    for key, kind, *values in rows.values_list("pk", "kind", *own):
        name, area, founded, level, phone, address, parent = values
        kinds[key] = OrganisationKind(kind)
        said = {
            Item.NAME: name,
            Item.AREA: area,
            Item.FOUNDED_ON: founded,
            Item.LEVEL: level,
            Item.CONTACT: phone or address,
            Item.PARENT: parent,
        }
        facts[key] = {item for item, value in said.items() if value}
    wanted = rows.order_by().values("pk")
    needed = frozenset(item for kind in set(kinds.values()) for item in WANTED[kind])
    _add_own_parts(actor, wanted, facts, needed)
    _add_papers(actor, wanted, facts, needed)
    _add_holders(actor, wanted, facts, on)
    return {key: (kind, completeness(kind, facts[key])) for key, kind in kinds.items()}


def _add_own_parts(
    actor: Actor, wanted: QuerySet[Any], facts: dict[int, set[Item]], needed: frozenset[Item]
) -> None:
    if needed & {Item.PURPOSE, Item.MEMBER_COUNT}:
        communities = Community.objects.visible_to(actor).filter(organisation__in=wanted)
        for key, purpose, count in communities.values_list("organisation_id", "purpose", "member_count"):
            facts[key] |= ({Item.PURPOSE} if purpose else set()) | ({Item.MEMBER_COUNT} if count else set())
    if needed & {Item.FUNCTION, Item.ISSUES}:
        groups = WorkingGroup.objects.visible_to(actor).filter(organisation__in=wanted)
        for key, function, issue in groups.values_list("organisation_id", "function", "issue"):
            facts[key] |= ({Item.FUNCTION} if function else set()) | ({Item.ISSUES} if issue else set())
    if needed & {Item.ISSUES, Item.SUPPORTED_AREAS}:
        supports = Support.objects.visible_to(actor).filter(organisation__in=wanted)
        for key in supports.values_list("organisation_id", flat=True).distinct():
            facts[key] |= {Item.ISSUES, Item.SUPPORTED_AREAS}


def _add_papers(
    actor: Actor, wanted: QuerySet[Any], facts: dict[int, set[Item]], needed: frozenset[Item]
) -> None:
    if Item.REGISTRATION in needed:
        registered = (
            Registration.objects.visible_to(actor)
            .filter(
                organisation__in=wanted, step=Step.REGISTERED, withdrawn_on__isnull=True, on__isnull=False
            )
            .exclude(number="")
        )
        for key in registered.values_list("organisation_id", flat=True).distinct():
            facts[key].add(Item.REGISTRATION)
    if Item.RULES_PAPER in needed:
        rules = Attachment.objects.visible_to(actor).filter(
            kind="registry.organisation", subject_id__in=wanted, paper=Paper.RULES, withdrawn_on__isnull=True
        )
        for key in rules.values_list("subject_id", flat=True):
            facts[key].add(Item.RULES_PAPER)


def _add_holders(actor: Actor, wanted: QuerySet[Any], facts: dict[int, set[Item]], on: date) -> None:
    held = Appointment.objects.visible_to(actor).filter(
        held_on(on), in_force(on, "post__"), post__organisation__in=wanted, is_acting=False
    )
    rows = held.order_by().values("post__organisation_id", "post__title").annotate(ends=Max("until"))
    for key, title, ends in rows.values_list("post__organisation_id", "post__title", "ends"):
        facts[key].update(OF_TITLE.get(title, ()))
        facts[key].add(Item.OFFICERS)
        if ends:
            facts[key].add(Item.TERM)


def incomplete_keys(actor: Actor, rows: QuerySet[Organisation], on: date) -> Collection[int]:
    """Keys of those that lack something."""
    return [key for key, (_, found) in completeness_by_key(actor, rows, on).items() if not found.is_complete]
