"""What the pages of lists in and out show: words and figures gathered for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.held import seems_dead
from khabuan.core.parts.words import number
from khabuan.exchange import queries, sentences
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.places.labels import label

State, Verdict = ImportBatch.State, ImportRow.Verdict
CELLS = 40
STATES = {
    State.WAITING: "kram", State.REHEARSING: "kram", State.QUEUED: "kram", State.SAVING: "kram",
    State.REHEARSED: "need", State.DONE: "done", State.REFUSED: "wrong", State.DISCARDED: "quiet",
}  # fmt: skip


def title_of(batch: ImportBatch) -> str:
    offer = offers.sheets.get(batch.sheet)
    return str(offer.title) if offer else batch.sheet


@dataclass(frozen=True)
class BatchLine:
    """A file in the list of files."""

    batch: ImportBatch
    title: str
    place: str
    url: str
    state: str
    words: str


def lines_of(actor: Actor, batches: Sequence[ImportBatch]) -> list[BatchLine]:
    """The lines of the list. One query for all counts."""
    rows = ImportRow.objects.visible_to(actor).filter(batch__in=[batch.pk for batch in batches])
    found: dict[int, dict[str, int]] = {}
    for row in rows.values("batch", "verdict").annotate(n=Count("pk")):
        found.setdefault(row["batch"], {})[row["verdict"]] = row["n"]
    return [_line(batch, found.get(batch.pk, {})) for batch in batches]


def _line(batch: ImportBatch, by: dict[str, int]) -> BatchLine:
    state, words = STATES[State(batch.state)], str(batch.get_state_display())
    to_do = by.get(Verdict.NEW, 0) + by.get(Verdict.CHANGE, 0) + by.get(Verdict.CHOOSE, 0)
    if batch.state == State.REHEARSED and not to_do:
        wrong = by.get(Verdict.WRONG, 0)
        state = "wrong" if wrong else "quiet"
        words = (
            _("%(n)s rows to correct in the file") % {"n": number(wrong)} if wrong else _("Nothing to save")
        )
    if batch.state == State.DONE and by.get(Verdict.CHOOSE, 0) + by.get(Verdict.WRONG, 0):
        state = "need"
        words = _("%(saved)s saved, %(left)s left") % {
            "saved": number(by.get(Verdict.SAVED, 0)), "left": number(by.get(Verdict.CHOOSE, 0) + by.get(Verdict.WRONG, 0)),
        }  # fmt: skip
    return BatchLine(
        batch, title_of(batch), label(batch.area), reverse("import", args=[batch.pk]), state, words
    )


def batch_page(actor: Actor, batch: ImportBatch, page: str | None) -> dict[str, Any]:
    """The context of a batch's page, and which template it is."""
    common = {
        "batch": batch,
        "title": title_of(batch),
        "place": label(batch.area),
        "steps": steps(),
        "lead": lead_of(batch),
    }
    if batch.is_working:
        return common | {
            "template": "working",
            "dead": seems_dead(batch),
            "words": progress_words(batch),
            "now": _step(batch),
        }
    if batch.state == State.REFUSED:
        code, values = batch.refusal
        words = _("This file was not taken."), sentences.file_refusal(code, values), "wrong"
        return common | {"template": "refused", "words": words}
    if batch.state == State.DISCARDED:
        words = _("This file was thrown away."), _("Nothing of it was saved. You can send it again."), ""
        return common | {"template": "refused", "words": words}
    counts = queries.counts_of(actor, batch)
    wrong = Paginator(queries.rows_of(actor, batch, Verdict.WRONG), CELLS).get_page(page)
    return common | {
        "template": "result", "counts": counts, "wrong": wrong, "cells": queries.wrong_cells(batch, list(wrong)),
        "notices": queries.notices_of(actor, batch), "will": will_of(batch, counts), "now": _step(batch),
        "may_discard": batch.state == State.REHEARSED or bool(counts.choose + counts.wrong),
        "is_done": batch.state == State.DONE, "settle": reverse("import_settle", args=[batch.pk]),
        "good_note": _("%(new)s new · %(change)s change · %(same)s as before") % {
            "new": number(counts.new), "change": number(counts.change), "same": number(counts.same),
        },
        "wrong_note": ngettext("%(n)s wrong cell", "%(n)s wrong cells", counts.cells) % {"n": number(counts.cells)},
    }  # fmt: skip


def steps() -> list[str]:
    return [_("Choose a file"), _("Rehearse, see the result"), _("Save")]


def _step(batch: ImportBatch) -> int:
    return 2 if batch.state in (State.WAITING, State.REHEARSING, State.REHEARSED) else 3


def lead_of(batch: ImportBatch) -> str:
    """The file, its sheet, how many rows, how long it took."""
    parts = [batch.file_name]
    if batch.sheet_name:
        parts.append(_("sheet “%(name)s”") % {"name": batch.sheet_name})
    if batch.state == State.REHEARSED:
        parts.append(ngettext("%(n)s row", "%(n)s rows", batch.total) % {"n": number(batch.total)})
        parts.append(_("rehearsed in %(n)s seconds") % {"n": number(max(batch.seconds, 1))})
    return " · ".join(parts)


def progress_words(batch: ImportBatch) -> str:
    if batch.state in (State.WAITING, State.QUEUED):
        return _("Waiting for its turn. You may leave this page; it will be under My work.")
    values = {"done": number(batch.done), "total": number(batch.total)}
    if batch.state == State.REHEARSING:
        return (
            _("Rehearsed %(done)s of %(total)s rows. You may leave this page; it will be under My work.")
            % values
        )
    return _("Saved %(done)s of %(total)s rows. You may leave this page; it goes on by itself.") % values


def will_of(batch: ImportBatch, counts: queries.Counts) -> list[str]:
    """What pressing the button will do, in figures."""
    will = []
    if counts.new:
        will.append(_("Add %(n)s to “%(list)s”") % {"n": number(counts.new), "list": title_of(batch)})
    if counts.change:
        will.append(_("Change %(n)s; the former values stay in the history") % {"n": number(counts.change)})
    if counts.same:
        will.append(_("Leave %(n)s as they are, because the file says the same") % {"n": number(counts.same)})
    left = counts.choose + counts.wrong + counts.skipped
    if left:
        will.append(
            _("Leave out %(n)s rows for now: they wait to be settled or corrected") % {"n": number(left)}
        )
    return will


@dataclass(frozen=True)
class RowLine:
    """A row that can be saved, and what it changes."""

    number: int
    title: str
    state: str
    words: str
    changes: str


def row_lines(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[RowLine]:
    looks = {Verdict.NEW: "done", Verdict.CHANGE: "kram", Verdict.SAME: "quiet", Verdict.SAVED: "done"}
    return [
        RowLine(
            row.number, row.title, looks[Verdict(row.verdict)], str(row.get_verdict_display()),
            "; ".join(sentences.change_words(batch, *change) for change in row.changes),
        )
        for row in rows
    ]  # fmt: skip


def settling_progress(actor: Actor, batch: ImportBatch) -> dict[str, Any]:
    """How many rows were settled, of all that had to be."""
    rows = queries.rows_of(actor, batch).exclude(candidates=[])
    total, left = rows.count(), rows.filter(verdict=Verdict.CHOOSE).count()
    words = _("Settled %(done)s of %(total)s") % {"done": number(total - left), "total": number(total)}
    return {"settled": total - left, "to_settle": total, "words": words}
