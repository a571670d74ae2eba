"""Duties and promises as others see them: found by words, titles by key, what stands on a resolution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.core.offers import Subject
from khabuan.core.searching import TRIGRAM
from khabuan.core.thai import search_key
from khabuan.followup.models import Duty, Promise
from khabuan.followup.queries.duties import find_duties
from khabuan.followup.queries.promises import find_promises
from khabuan.followup.rules import DutyState, PromiseState
from khabuan.followup.sentences import agency_of, duty_standing, owner_of, promise_standing

MOST = 20


def duty_subject(row: Duty) -> Subject:
    """The duty, who does it and how it stands. Owners must be joined."""
    more = f"{owner_of(row)} · {duty_standing(row, clock.today())}"
    return Subject("duty", str(row.pk), str(row), row.get_absolute_url(), more)


def promise_subject(row: Promise) -> Subject:
    """The promise, whose it is and how it stands. The agency must be joined."""
    more = f"{agency_of(row)} · {promise_standing(row, clock.today())}"
    return Subject("promise", str(row.pk), str(row), row.get_absolute_url(), more)


def search_duties(actor: Actor, words: str, limit: int) -> Sequence[Subject]:
    if len(search_key(words)) < TRIGRAM:
        return []
    return [duty_subject(row) for row in find_duties(actor, words, limit)]


def search_promises(actor: Actor, words: str, limit: int) -> Sequence[Subject]:
    if len(search_key(words)) < TRIGRAM:
        return []
    return [promise_subject(row) for row in find_promises(actor, words, limit)]


def named_duties(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    rows = Duty.objects.visible_to(actor).filter(pk__in=list(keys))
    joined = rows.select_related("owner_person", "owner_organisation")
    return {row.pk: duty_subject(row) for row in joined}


def named_promises(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    rows = Promise.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("agency")
    return {row.pk: promise_subject(row) for row in rows}


def origin_of(actor: Actor, row: Duty | Promise) -> Subject | None:
    """The record from which a duty or promise came, where this seat sees it; None for none."""
    named = offers.named_subjects.get(row.origin_kind) if row.origin_kind else None
    if named is None or row.origin_id is None:
        return None
    return named.of(actor, [row.origin_id]).get(row.origin_id)


def uses_of(resolution: Any) -> list[Subject]:
    """What stands on a resolution, whoever asks: duties that were not dropped, promises that were not withdrawn."""
    came = {"origin_kind": resolution._meta.label_lower, "origin_id": resolution.pk}
    duties = Duty.everywhere.filter(**came).exclude(state=DutyState.DROPPED)
    promises = Promise.everywhere.filter(**came).exclude(state=PromiseState.WITHDRAWN)
    joined = duties.select_related("owner_person", "owner_organisation").order_by("pk")
    return [
        *(duty_subject(row) for row in joined[:MOST]),
        *(promise_subject(row) for row in promises.select_related("agency").order_by("pk")[:MOST]),
    ]
