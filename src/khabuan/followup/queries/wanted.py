"""What lists of duties and promises are narrowed to, and how rows are narrowed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import F, Q, QuerySet

from khabuan.core.searching import containing, pieces
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.followup.rules import WAITING, DutyState, PromiseState, last_soon


class DutyList(Word):
    """Which duties a list shows."""

    OPEN = "open", _("still to be done")
    LATE = "late", _("past their day")
    SOON = "soon", _("due soon")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")
    ALL = "all", _("of every state")


class PromiseList(Word):
    """Which promises a list shows."""

    WAITING = "waiting", _("not settled yet")
    LATE = "late", _("past their day")
    NO_ANSWER = "no_answer", _("without any answer")
    UNMATCHED = "unmatched", _("whose agency is not in the register yet")
    KEPT = "kept", _("kept")
    PARTLY = "partly", _("kept in part")
    NOT_KEPT = "not_kept", _("not kept")
    WITHDRAWN = "withdrawn", _("withdrawn: entered in error")
    ALL = "all", _("of every state")


@dataclass(frozen=True)
class Wanted:
    """`state` is one of DutyList or PromiseList; "" and None leave a thing open. `agency` is a key.

    `words` are looked for in what is to be done or was promised, and in the names of who does it and whose it is.
    """

    state: str = ""
    issue: str = ""
    words: str = ""
    agency: int | None = None


PLAIN, WHOLE = Wanted(), Wanted(state="all")
BY_DAY = (F("due_on").asc(nulls_last=True), "given_on", "pk")
NEWEST = ("-given_on", "-pk")
OF_DUTY = (
    "organisation__search_key", "owner_person__search_key", "owner_organisation__search_key", "owner_words",
)  # fmt: skip
OF_PROMISE = ("organisation__search_key", "agency__search_key", "agency_words", "giver_name")


def narrowed_duties(rows: QuerySet[Any], wanted: Wanted, today: date) -> QuerySet[Any]:
    """Open ones by the day on which they are due, others the newest first."""
    state = wanted.state or DutyList.OPEN
    is_open = Q(state=DutyState.OPEN)
    rows = rows.filter(
        {
            DutyList.LATE: is_open & Q(due_on__lt=today),
            DutyList.SOON: is_open & Q(due_on__gte=today, due_on__lte=last_soon(today)),
            DutyList.DONE: Q(state=DutyState.DONE),
            DutyList.DROPPED: Q(state=DutyState.DROPPED),
            DutyList.ALL: Q(),
        }.get(DutyList(state), is_open)
    )
    in_order = BY_DAY if state in (DutyList.OPEN, DutyList.LATE, DutyList.SOON) else NEWEST
    return _common(rows, wanted, OF_DUTY).order_by(*in_order)


def narrowed_promises(rows: QuerySet[Any], wanted: Wanted, today: date) -> QuerySet[Any]:
    """The same for promises; withdrawn ones stand in their own list and in that of every state."""
    state = wanted.state or PromiseList.WAITING
    waiting = Q(state__in=WAITING)
    rows = rows.filter(
        {
            PromiseList.LATE: waiting & Q(due_on__lt=today),
            PromiseList.NO_ANSWER: Q(state=PromiseState.OPEN),
            PromiseList.UNMATCHED: Q(agency__isnull=True) & ~Q(state=PromiseState.WITHDRAWN),
            PromiseList.KEPT: Q(state=PromiseState.KEPT),
            PromiseList.PARTLY: Q(state=PromiseState.PARTLY),
            PromiseList.NOT_KEPT: Q(state=PromiseState.NOT_KEPT),
            PromiseList.WITHDRAWN: Q(state=PromiseState.WITHDRAWN),
            PromiseList.ALL: Q(),
        }.get(PromiseList(state), waiting)
    )
    if wanted.agency is not None:
        rows = rows.filter(agency=wanted.agency)
    in_order = BY_DAY if state in (PromiseList.WAITING, PromiseList.LATE, PromiseList.NO_ANSWER) else NEWEST
    return _common(rows, wanted, OF_PROMISE).order_by(*in_order)


def _common(rows: QuerySet[Any], wanted: Wanted, names: Sequence[str]) -> QuerySet[Any]:
    if wanted.issue:
        rows = rows.filter(issue=wanted.issue)
    return rows.filter(_said(rows, wanted.words, names)) if wanted.words else rows


def _said(rows: QuerySet[Any], words: str, names: Sequence[str]) -> Q:
    """Rows whose own words have all of these, or one of whose names has."""
    found = Q(pk__in=containing(rows.order_by(), words).values("pk"))
    for name in names:
        parts = pieces(words) if name.endswith("search_key") else words.split()
        if parts:
            found |= reduce(and_, (Q(**{f"{name}__contains": part}) for part in parts))
    return found
