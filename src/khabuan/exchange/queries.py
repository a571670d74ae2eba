"""Reads of files on their way in, for their pages. What was typed is opened for those who see the batch only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.lists import NEW, SAME_AS
from khabuan.core.offers import Sheet
from khabuan.core.sheets import address
from khabuan.exchange import sentences, work
from khabuan.exchange.models import GOOD, ImportBatch, ImportRow
from khabuan.places.models import Area

Verdict, State = ImportRow.Verdict, ImportBatch.State
#: Letters of a cell that are shown on the result's page.
LONGEST = 40


def batches(actor: Actor) -> QuerySet[ImportBatch]:
    """The files within reach, the newest first."""
    rows: QuerySet[ImportBatch] = ImportBatch.objects.visible_to(actor)
    return rows.select_related("area", "blob").order_by("-created_at", "-pk")


def waiting_for(actor: Actor) -> QuerySet[ImportBatch]:
    """This seat's own files that wait for it: with rows to save or to settle, and no newer file in their place."""
    rows = batches(actor).filter(by_seat=actor.seat_id or -1, forgotten_on__isnull=True)
    open_rows = Q(state=State.REHEARSED, rows__verdict__in=(*GOOD, Verdict.CHOOSE))
    newer = ImportBatch.objects.visible_to(actor).filter(
        lineage=OuterRef("lineage"), round__gt=OuterRef("round"), state__in=(State.REHEARSED, State.DONE)
    )
    return (
        rows.filter(open_rows | Q(state=State.DONE, rows__verdict=Verdict.CHOOSE))
        .exclude(Exists(newer))
        .distinct()
    )


def waiting_words(batch: ImportBatch) -> str | Promise:
    if batch.state == State.REHEARSED:
        return _("It was rehearsed; nothing is saved yet.")
    return _("Some rows wait until you say who they are about.")


def sheets_for(actor: Actor) -> list[Sheet]:
    """The lists that this office may bring in."""
    return [
        sheet
        for sheet in offers.sheets
        if policy.may(actor, sheet.act) and policy.may(actor, "exchange.take_in")
    ]


def places_for(actor: Actor, here: Area) -> list[Area]:
    """The places that a file may be brought in for: the widest within a province that the seat reaches around
    `here`, which is what most files are made for, then `here` itself."""
    steps = here.path.split(".")[:-1]
    paths = ["".join(step + "." for step in steps[:depth]) for depth in range(1, len(steps))]
    reached = next((path for path in paths if actor.reaches(path)), None)
    wide = (
        Area.objects.visible_to(actor).filter(path=reached, until__isnull=True).first() if reached else None
    )
    return [wide, here] if wide else [here]


@dataclass(frozen=True)
class Counts:
    """How many rows there are of each verdict, and what was corrected."""

    by: Counter[str]
    cells: int
    skipped: int

    @property
    def good(self) -> int:
        return self.by[Verdict.NEW] + self.by[Verdict.CHANGE]

    @property
    def choose(self) -> int:
        return self.by[Verdict.CHOOSE]

    @property
    def wrong(self) -> int:
        return self.by[Verdict.WRONG]

    @property
    def new(self) -> int:
        return self.by[Verdict.NEW]

    @property
    def change(self) -> int:
        return self.by[Verdict.CHANGE]

    @property
    def same(self) -> int:
        return self.by[Verdict.SAME]

    @property
    def saved(self) -> int:
        return self.by[Verdict.SAVED]

    @property
    def fine(self) -> int:
        """All rows that need nobody: good ones and those that say what is there already."""
        return self.good + self.same


def rows_of(actor: Actor, batch: ImportBatch, *verdicts: str) -> QuerySet[ImportRow]:
    rows: QuerySet[ImportRow] = ImportRow.objects.visible_to(actor).filter(batch=batch)
    return (rows.filter(verdict__in=verdicts) if verdicts else rows).order_by("number")


def counts_of(actor: Actor, batch: ImportBatch) -> Counts:
    rows = rows_of(actor, batch).order_by()
    by = Counter({row["verdict"]: row["n"] for row in rows.values("verdict").annotate(n=Count("pk"))})
    cells = sum(
        len(remarks) for remarks in rows.filter(verdict=Verdict.WRONG).values_list("remarks", flat=True)
    )
    return Counts(by, cells, by[Verdict.SKIPPED])


@dataclass(frozen=True)
class WrongCell:
    """One line of the table of wrong cells."""

    at: str
    heading: str
    typed: str
    what: str
    do: str


def wrong_cells(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[WrongCell]:
    """The wrong cells of some rows, in words."""
    return [line for row in rows for line in _lines(batch, row)]


def _lines(batch: ImportBatch, row: ImportRow) -> list[WrongCell]:
    cells = work.unsealed(batch, row)
    lines = []
    for column, code, values in row.remarks:
        what, do = sentences.remark(code, values)
        at = cell_at(batch, row.number, column)
        typed = cells.get(column)
        lines.append(
            WrongCell(at, sentences.heading(batch.sheet, batch.labels, column), _typed(typed), what, do)
        )
    return lines


def _typed(value: Any) -> str:
    """What stands in a cell, cut where it would push the other columns away."""
    text = "" if value is None else (value.isoformat() if hasattr(value, "isoformat") else str(value))
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"


def cell_at(batch: ImportBatch, row: int, column: str) -> str:
    """Where a cell stands: "F12", or "row 12" when the file has no such column."""
    position = batch.labels.get(column, ("", 0))[1]
    return address(row, position) if position else str(_("row %(number)d") % {"number": row})


def notices_of(actor: Actor, batch: ImportBatch) -> list[str]:
    """What was corrected, by kind with one example and where; and what is to be known about the file."""
    places: dict[str, list[str]] = {}
    example: dict[str, dict[str, str]] = {}
    rows = rows_of(actor, batch).exclude(notices=[]).values_list("number", "notices")
    for number, notices in rows:
        for column, code, values in notices:
            places.setdefault(code, []).append(cell_at(batch, number, column))
            example.setdefault(code, values)
    of_file = [sentences.file_notice(code, values) for code, values in batch.notices]
    return of_file + [
        sentences.notice(code, example[code], found)
        for code, found in sorted(places.items(), key=lambda one: -len(one[1]))
    ]


@dataclass(frozen=True)
class Choice:
    """One answer on the settling page: its value, a name, the lines under it."""

    value: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A row to settle: who is it, and the answers that there are."""

    row: ImportRow
    title: str
    hint: str
    choices: tuple[Choice, ...]


def question_of(batch: ImportBatch, row: ImportRow) -> Question:
    """The row as a question: compare side by side with each record that resembles it."""
    choices = []
    for one in row.candidates:
        changes = [sentences.change_words(batch, *change) for change in one["changes"]]
        lines = (*[sentences.fact(*fact) for fact in one["facts"]], *changes)
        choices.append(
            Choice(f"{SAME_AS}{one['key']}", str(_("The same as %(name)s") % {"name": one["title"]}), lines)
        )
    cells = work.unsealed(batch, row)
    own = [
        f"{sentences.heading(batch.sheet, batch.labels, name)}: {sentences.value_words(_typed(value))}"
        for name, value in cells.items()
        if name in batch.labels
    ]
    choices.append(Choice(NEW, str(_("Another one: add as new")), tuple(own)))
    first: dict[str, Any] = row.candidates[0] if row.candidates else {"score": 0, "reasons": []}
    hint = " ".join(
        [*(sentences.reason(code) for code in first["reasons"][:4]), str(sentences.score(first["score"]))]
    )
    return Question(row, row.title, hint, tuple(choices))


def next_to_settle(actor: Actor, batch: ImportBatch, after: int = 0) -> ImportRow | None:
    """The next row that waits for a choice, behind row `after`, else the first."""
    rows = rows_of(actor, batch, Verdict.CHOOSE)
    return rows.filter(number__gt=after).first() or rows.first()
