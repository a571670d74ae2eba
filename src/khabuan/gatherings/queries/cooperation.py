"""Reads of co-operation agreements: of a place, of a body, one with its parties, those about to run out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.parts.words import thai_date
from khabuan.core.searching import TRIGRAM, containing
from khabuan.core.thai import search_key
from khabuan.gatherings.models import Cooperation, CooperationParty
from khabuan.gatherings.rules.lists import CooperationList
from khabuan.gatherings.rules.terms import last_soon
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

NEWEST = ("-signed_on", "-pk")
BY_END = (F("until").asc(nulls_last=True), "pk")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" leaves a thing open."""

    state: str = CooperationList.IN_FORCE
    issue: str = ""
    words: str = ""


def cooperations_in(actor: Actor, area: Area, wanted: Wanted, today: date) -> QuerySet[Cooperation]:
    """Those of the bodies of a place, as keepers or parties."""
    spans = (Span.of(area.path),)
    parties = CooperationParty.objects.visible_to(actor).filter(
        spans_q(spans, "organisation__node"), cooperation=OuterRef("pk"), removed_on__isnull=True
    )
    here = spans_q(spans, "organisation__node") | Q(Exists(parties))
    return _narrowed(Cooperation.objects.visible_to(actor).filter(here), wanted, today)


def cooperations_of(actor: Actor, body: Organisation) -> QuerySet[Cooperation]:
    """Those to which a body is a party, whoever keeps them, the newest first."""
    parties = CooperationParty.objects.visible_to(actor).filter(organisation=body, removed_on__isnull=True)
    rows = Cooperation.objects.visible_to(actor).filter(
        Q(organisation=body) | Q(pk__in=parties.values("cooperation"))
    )
    return rows.select_related("organisation", "renewed_by").order_by(*NEWEST)


def _narrowed(rows: QuerySet[Cooperation], wanted: Wanted, today: date) -> QuerySet[Cooperation]:
    goes_on = Q(ended_on__isnull=True, renewed_by__isnull=True)
    not_over = Q(until__isnull=True) | Q(until__gte=today)
    state = CooperationList(wanted.state or CooperationList.IN_FORCE)
    rows = rows.filter(
        {
            CooperationList.IN_FORCE: goes_on & not_over,
            CooperationList.ENDING: goes_on & Q(until__gte=today, until__lte=last_soon(today)),
            CooperationList.RUN_OUT: goes_on & Q(until__lt=today),
            CooperationList.ENDED: ~goes_on,
            CooperationList.ALL: Q(),
        }[state]
    )
    if wanted.issue:
        rows = rows.filter(issue=wanted.issue)
    if wanted.words:
        rows = containing(rows, wanted.words)
    in_order = BY_END if state in (CooperationList.ENDING, CooperationList.RUN_OUT) else NEWEST
    return rows.select_related("organisation__area", "renewed_by").order_by(*in_order)


def cooperation_of(actor: Actor, key: int) -> Cooperation:
    """One agreement, with its body, its gathering and the paper in which it goes on. OutOfArea when there is none."""
    rows = Cooperation.objects.visible_to(actor).filter(pk=key)
    joined = rows.select_related("organisation__area", "gathering", "renewed_by", "renews")
    found: Cooperation | None = joined.first()
    if found is None:
        raise OutOfArea(f"cooperation {key}")
    return found


def parties_of(actor: Actor, cooperation: Cooperation) -> list[CooperationParty]:
    """Its other parties, as they were named. One query."""
    rows = CooperationParty.objects.visible_to(actor).filter(cooperation=cooperation, removed_on__isnull=True)
    return list(rows.select_related("organisation").order_by("pk"))


def party_of(actor: Actor, key: int) -> CooperationParty:
    """One party that was not taken off, with its agreement. OutOfArea when there is none."""
    rows = CooperationParty.objects.visible_to(actor).filter(pk=key, removed_on__isnull=True)
    found: CooperationParty | None = rows.select_related(
        "cooperation__organisation__area", "organisation"
    ).first()
    if found is None:
        raise OutOfArea(f"cooperationparty {key}")
    return found


def need_someone(actor: Actor, today: date) -> QuerySet[Cooperation]:
    """In this seat's reach: about to run out, or run out, and nobody said what then. The first to end first."""
    rows = Cooperation.objects.visible_to(actor).filter(
        spans_q(actor.spans, "organisation__node"),
        ended_on__isnull=True,
        renewed_by__isnull=True,
        until__lte=last_soon(today),
    )
    return rows.select_related("organisation").order_by("until", "pk")


def cooperation_subject(row: Cooperation) -> Subject:
    more = _("%(body)s · signed %(day)s") % {"body": row.organisation.name, "day": thai_date(row.signed_on)}
    return Subject("cooperation", str(row.pk), row.title, row.get_absolute_url(), more)


def find_cooperations(actor: Actor, words: str, limit: int) -> list[Subject]:
    """By words of their title or what was agreed, the newest first."""
    if len(search_key(words)) < TRIGRAM:
        return []
    rows = containing(Cooperation.objects.visible_to(actor), words).select_related("organisation")
    return [cooperation_subject(row) for row in rows.order_by(*NEWEST)[:limit]]


def named_cooperations(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    rows = Cooperation.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("organisation")
    return {row.pk: cooperation_subject(row) for row in rows}
