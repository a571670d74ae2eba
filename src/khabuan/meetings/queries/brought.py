"""What the items of an agenda bring back, as papers tell it: whose it is, its day, the last answer or report by then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from khabuan.access.actor import Actor
from khabuan.followup.models import Duty, Promise
from khabuan.followup.queries.duties import duties_by_key, last_reports
from khabuan.followup.queries.promises import last_answers, promises_by_key
from khabuan.followup.rules import DutyStep
from khabuan.followup.sentences import agency_of, owner_of
from khabuan.meetings.models import AgendaItem
from khabuan.meetings.printing.facts import Brought, Person

REPORTED: dict[str, str] = {DutyStep.DONE: "รายงานว่าดำเนินการเสร็จ", DutyStep.DROPPED: "แจ้งว่าไม่ต้องดำเนินการ"}
"""What a last report is, where it ends the duty."""
DUTY, PROMISE = Duty._meta.label_lower, Promise._meta.label_lower


def brought_by(actor: Actor, items: Sequence[AgendaItem], on: date) -> dict[int, Brought]:
    """By key of the item; answers and reports of a later day are left out. Two queries for each of duties, promises."""
    duties = _duties(actor, _keys(items, DUTY), on)
    promises = _promises(actor, _keys(items, PROMISE), on)
    found: dict[int, Brought] = {}
    for item in items:
        known = {DUTY: duties, PROMISE: promises}.get(item.carried_kind, {}).get(item.carried_id or 0)
        if known is not None:
            found[item.pk] = known
        elif item.carried_kind and item.presenter:
            found[item.pk] = Brought(Person(item.presenter))
    return found


def _keys(items: Sequence[AgendaItem], kind: str) -> list[int]:
    return [item.carried_id for item in items if item.carried_kind == kind and item.carried_id]


def _duties(actor: Actor, keys: Collection[int], on: date) -> dict[int, Brought]:
    if not keys:
        return {}
    last = last_reports(actor, keys, on)
    return {
        key: Brought(
            owner_person_of(duty), duty.due_on,
            REPORTED.get(last[key].step if key in last else "", "รายงานความคืบหน้า"),
            *((last[key].words, last[key].on) if key in last else ()),
        )
        for key, duty in duties_by_key(actor, keys).items()
    }  # fmt: skip


def _promises(actor: Actor, keys: Collection[int], on: date) -> dict[int, Brought]:
    if not keys:
        return {}
    last = last_answers(actor, keys, on)
    return {
        key: Brought(
            Person(agency_of(promise)), promise.due_on, "คำตอบ",
            *((last[key].words, last[key].on) if key in last else ()),
        )
        for key, promise in promises_by_key(actor, keys).items()
    }  # fmt: skip


def owner_person_of(duty: Duty) -> Person:
    """Who does it: a person of the register by key, so that an erasure finds the name. Owners must be joined."""
    if duty.owner_person is None:
        return Person(owner_of(duty))
    beside = (duty.owner_organisation.name if duty.owner_organisation else "", duty.owner_words)
    return Person(str(duty.owner_person), " ".join(filter(None, beside)), key=duty.owner_person.pk)
