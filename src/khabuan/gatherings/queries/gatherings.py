"""Reads of gatherings: lists of a place and of a body, found by words. What happens in public everybody reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.searching import TRIGRAM, containing
from khabuan.core.thai import FiscalYear, search_key
from khabuan.gatherings.models import Gathering, GatheringBody, Visit
from khabuan.gatherings.rules.kinds import Kind, State
from khabuan.gatherings.rules.lists import GatheringList
from khabuan.gatherings.sentences.gatherings import short_when
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

NEWEST = ("-starts_on", "-pk")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" leaves a thing open. `year` None shows all years."""

    state: str = GatheringList.ALL
    kind: str = ""
    issue: str = ""
    words: str = ""
    year: FiscalYear | None = None


def gatherings_in(actor: Actor, area: Area, wanted: Wanted, today: date) -> QuerySet[Gathering]:
    """Gatherings of the bodies of a place, those held there, and field visits that came there."""
    rows = Gathering.objects.visible_to(actor).filter(touches_q(actor, (area.path,)))
    return _narrowed(rows, wanted, today)


def gatherings_of(actor: Actor, body: Organisation, wanted: Wanted, today: date) -> QuerySet[Gathering]:
    """Gatherings in a body's own book, and others that it had to do with."""
    return _narrowed(Gathering.objects.visible_to(actor).filter(of_body_q(actor, body.pk)), wanted, today)


def touches_q(actor: Actor, paths: Sequence[str]) -> Q:
    """Whose body stands at or below one of these paths, that are held there, or whose visit came there."""
    spans = tuple(Span.of(path) for path in paths)
    visits = Visit.objects.visible_to(actor).filter(
        spans_q(spans, "area__path"), gathering=OuterRef("pk"), removed_on__isnull=True
    )
    return spans_q(spans, "organisation__node") | spans_q(spans, "area__path") | Q(Exists(visits))


def of_body_q(actor: Actor, key: int) -> Q:
    """In whose book they stand, or who is named among their bodies."""
    named = GatheringBody.objects.visible_to(actor).filter(organisation=key, removed_on__isnull=True)
    return Q(organisation=key) | Q(pk__in=named.values("gathering"))


def in_year(year: FiscalYear) -> Q:
    """That have a day in a budget year."""
    return Q(starts_on__lte=year.end, ends_on__gte=year.start)


def _narrowed(rows: QuerySet[Gathering], wanted: Wanted, today: date) -> QuerySet[Gathering]:
    planned = Q(state=State.PLANNED)
    rows = rows.filter(
        {
            GatheringList.PLANNED: planned & Q(ends_on__gte=today),
            GatheringList.UNTOLD: planned & Q(ends_on__lt=today),
            GatheringList.HELD: Q(state=State.HELD),
            GatheringList.CANCELLED: Q(state=State.CANCELLED),
        }.get(GatheringList(wanted.state or GatheringList.ALL), ~Q(state=State.CANCELLED))
    )
    if wanted.year is not None:
        rows = rows.filter(in_year(wanted.year))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.issue:
        rows = rows.filter(issue=wanted.issue)
    if wanted.words:
        rows = containing(rows, wanted.words)
    in_order = ("starts_on", "pk") if wanted.state == GatheringList.PLANNED else NEWEST
    return rows.select_related("organisation__area", "area").order_by(*in_order)


def gathering_of(actor: Actor, key: int) -> Gathering:
    """One gathering, with its body and place. OutOfArea when there is none."""
    rows = Gathering.objects.visible_to(actor).filter(pk=key)
    found: Gathering | None = rows.select_related("organisation__area", "area").first()
    if found is None:
        raise OutOfArea(f"gathering {key}")
    return found


def series_of(actor: Actor, gathering: Gathering, limit: int) -> list[Gathering]:
    """The others of the same series of the same body, the newest first."""
    if not gathering.series:
        return []
    rows = Gathering.objects.visible_to(actor).filter(
        organisation=gathering.organisation_id, series=gathering.series, cancelled_on__isnull=True
    )
    return list(rows.exclude(pk=gathering.pk).order_by(*NEWEST)[:limit])


def subject_of(row: Gathering) -> Subject:
    """A gathering as others see it. The body must be joined."""
    more = _("%(kind)s · %(when)s · %(body)s") % {
        "kind": _(Kind(row.kind).label), "when": short_when(row), "body": row.organisation.name,
    }  # fmt: skip
    return Subject("gathering", str(row.pk), str(row), row.get_absolute_url(), more)


def find_gatherings(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Gatherings by words of their title, series or place, within the seat's reach, the newest first."""
    if len(search_key(words)) < TRIGRAM:
        return []
    rows = containing(Gathering.objects.visible_to(actor), words).filter(_near_q(actor))
    found = rows.select_related("organisation").order_by(*NEWEST)[:limit]
    return [subject_of(row) for row in found]


def _near_q(actor: Actor) -> Q:
    """The seat's own places and the bodies above them; the public has no place of its own and finds all."""
    if not actor.spans:
        return Q()
    spans = spans_q(actor.spans, "organisation__node") | spans_q(actor.spans, "area__path")
    return spans | Q(organisation__area__path__in=actor.upline)


def named_gatherings(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Titles and addresses by key, for duties and promises that came from a gathering."""
    rows = Gathering.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("organisation")
    return {row.pk: subject_of(row) for row in rows}
