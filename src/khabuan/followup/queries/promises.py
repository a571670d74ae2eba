"""Reads of promises. Lists cost the same number of queries whatever their length; body and agency are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.files.models import Attachment
from khabuan.files.queries import files_of_many
from khabuan.followup.models import Promise, PromiseAnswer
from khabuan.followup.queries.wanted import BY_DAY, NEWEST, PLAIN, WHOLE, Wanted, narrowed_promises
from khabuan.followup.rules import SETTLED, WAITING, PromiseState
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

JOINED = ("organisation__area", "agency__area", "giver_person")


def _seen(actor: Actor) -> QuerySet[Promise]:
    rows: QuerySet[Promise] = Promise.objects.visible_to(actor).select_related(*JOINED)
    return rows


def promise_of(actor: Actor, key: int) -> Promise:
    """One promise in sight, with its body and agency. OutOfArea when there is none."""
    found = _seen(actor).filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"promise {key}")
    return found


def open_promises_to(actor: Actor, body: Organisation, on: date) -> QuerySet[Promise]:
    """Promises to a body that were not settled on a day: for เรื่องสืบเนื่อง. The first due first."""
    return _seen(actor).filter(_open_on(on), organisation=body).order_by(*BY_DAY)


def _open_on(on: date) -> Q:
    """Given by that day, and not settled on it or before."""
    return Q(given_on__lte=on) & (Q(state__in=WAITING) | Q(settled_on__gt=on))


def promises_to(actor: Actor, body: Organisation, wanted: Wanted = PLAIN) -> QuerySet[Promise]:
    """Promises that a body heard, narrowed."""
    return narrowed_promises(_seen(actor).filter(organisation=body), wanted, clock.today())


def promises_of_agency(actor: Actor, agency: Organisation, wanted: Wanted = WHOLE) -> QuerySet[Promise]:
    """What an agency promised to the bodies that this seat reads, narrowed; all but withdrawn by itself."""
    rows = narrowed_promises(_seen(actor).filter(agency=agency), wanted, clock.today())
    return rows.exclude(state=PromiseState.WITHDRAWN) if wanted.state == "all" else rows


def promises_in(actor: Actor, area: Area, wanted: Wanted = PLAIN) -> QuerySet[Promise]:
    """Promises to the bodies at and below a place, narrowed. An agency's seat gets its own agency's there."""
    rows = _seen(actor).filter(spans_q((Span.of(area.path),), "organisation__node"))
    return narrowed_promises(rows, wanted, clock.today())


def promises_from(actor: Actor, kind: str, ids: Collection[int]) -> dict[int, list[Promise]]:
    """Promises heard at these records (a gathering, a meeting), by their key, the first given first. One query."""
    found: dict[int, list[Promise]] = defaultdict(list)
    rows = _seen(actor).filter(origin_kind=kind, origin_id__in=list(ids))
    for row in rows.order_by("given_on", "pk"):
        found[row.origin_id or 0].append(row)
    return found


@dataclass(frozen=True)
class PromiseCounts:
    """How some promises stand: waiting for their end (late ones and unanswered ones among them), kept and not."""

    waiting: int
    late: int
    no_answer: int
    kept: int
    partly: int
    not_kept: int


def count_promises(rows: QuerySet[Promise]) -> PromiseCounts:
    """Counts of promises that may be of every state; withdrawn ones count nowhere. One query."""
    waiting = Q(state__in=WAITING)
    found = rows.order_by().aggregate(
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=clock.today())),
        no_answer=Count("pk", filter=Q(state=PromiseState.OPEN)),
        **{state.value: Count("pk", filter=Q(state=state)) for state in SETTLED},
    )
    return PromiseCounts(**found)


def find_promises(actor: Actor, words: str, limit: int) -> Sequence[Promise]:
    """Promises by words of what was promised, of every state, the newest first."""
    rows = narrowed_promises(_seen(actor), Wanted(state="all", words=words), clock.today())
    return list(rows.order_by(*NEWEST)[:limit])


def agencies_in(actor: Actor, rows: QuerySet[Promise]) -> list[tuple[int, str]]:
    """Keys and names of the agencies that gave these promises, by name. One query."""
    named = rows.filter(agency__isnull=False).order_by("agency__sort_key", "agency_id")
    return list(named.values_list("agency_id", "agency__name").distinct())


@dataclass(frozen=True)
class AnswerLine:
    """A line of a promise's trail with the papers attached beside it."""

    answer: PromiseAnswer
    files: tuple[Attachment, ...]


def trail_of_promise(actor: Actor, promise: Promise) -> list[AnswerLine]:
    """The trail of a promise, the oldest first, what was taken back among it. Two queries."""
    rows = list(PromiseAnswer.objects.visible_to(actor).filter(promise=promise).order_by("on", "pk"))
    files = files_of_many(actor, PromiseAnswer._meta.label_lower, [row.pk for row in rows])
    return [AnswerLine(row, tuple(files.get(row.pk, ()))) for row in rows]


def promises_by_key(actor: Actor, keys: Collection[int]) -> dict[int, Promise]:
    """These promises in sight. One query."""
    return {row.pk: row for row in _seen(actor).filter(pk__in=list(keys))}


def last_answers(actor: Actor, keys: Collection[int], on: date = date.max) -> dict[int, PromiseAnswer]:
    """The last line in force, by a day, of each of these promises, by the promise's key: for an agenda. One query."""
    rows = PromiseAnswer.objects.visible_to(actor).filter(
        promise__in=list(keys), withdrawn_on__isnull=True, on__lte=on
    )
    return {row.promise_id: row for row in rows.order_by("on", "pk")}


def answer_of(actor: Actor, key: int) -> PromiseAnswer:
    """One line of a trail in sight, with its promise. OutOfArea when there is none."""
    rows = PromiseAnswer.objects.visible_to(actor).filter(pk=key)
    found: PromiseAnswer | None = rows.select_related(
        "promise__organisation__area", "promise__agency"
    ).first()
    if found is None:
        raise OutOfArea(f"promiseanswer {key}")
    return found
