"""Rehearses and saves the rows of a batch, in portions, so that nobody else's save waits long.

A rehearsal reads and plans every row without writing; then the real actions are run and taken back, for as many
rows as fit into a budget (small files: all). Saving plans again, row by row, from what stands there now. See
docs/decisions/0010-imports.md.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection

from khabuan.access.actor import Actor
from khabuan.audit import receipts
from khabuan.core import clock, offers, secrets, sql
from khabuan.core.errors import NotAllowed, OutOfArea, Refused, ReplayConflict
from khabuan.core.lists import Candidate, Cells, Change, Desk, Plan, Remark
from khabuan.core.sheets import Cell
from khabuan.core.turns import Turns
from khabuan.exchange import actions, reading
from khabuan.exchange.actions import Outcome
from khabuan.exchange.models import GOOD, ImportBatch, ImportRow
from khabuan.files import keeping
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.seats.queries import acting

Verdict, State = ImportRow.Verdict, ImportBatch.State
#: Rows are looked up and planned together, without any lock.
LOOKED = 500
#: Rows are planned for saving so many at a time; they are saved together in one transaction, at most a hundred,
#: and not begun with after so many seconds (what belongs to all of them together takes half as long again).
TAKEN, SAVED, HELD = 400, 100, 0.2
#: Files of at most so many rows are rehearsed whole with the real actions; larger ones for so many seconds.
WHOLE, BUDGET = 300, 3.0
MOST_CANDIDATES = 5


def batch_and_actor(key: int) -> tuple[ImportBatch, Actor]:
    """The batch and the seat that brought it in, as it may act today. OutOfArea when that seat has ended."""
    batch = ImportBatch.everywhere.select_related("area", "blob").get(pk=key)
    return batch, acting(batch.by_seat)


# ---------------------------------------------------------------- rehearsal


def rehearse(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Find out what each row of the file would do. Nothing of it is written but the findings."""
    if not actions.take_over(actor=actor, batch=batch, wanted=State.REHEARSING):
        return batch
    began = time.monotonic()
    sheet = offers.sheets[batch.sheet]
    try:
        taken = reading.take(keeping.opened(batch.blob), batch.file_name, sheet)
    except reading.FileRefused as no:
        return actions.end_rehearsal(
            actor=actor, batch=batch, state=State.REFUSED, refusal=[no.code, no.values]
        )
    if batch.round == 1 and (lineage := reading.lineage_of(taken)):
        actions.join_lineage(actor=actor, batch=batch, lineage=lineage)
    rows = [(row.number, values, key) for row, values, key in taken.rows()]
    if not rows:
        return actions.end_rehearsal(
            actor=actor, batch=batch, state=State.REFUSED,
            refusal=["sheet.no_rows", {"header_row": str(taken.sheet_in.header_row)}],
        )  # fmt: skip
    outside = _plan_all(actor, batch, sheet.open(actor, batch.area), rows, frozenset(taken.labels))
    if len(rows) > 1 and outside.total() == len(rows):
        return actions.end_rehearsal(
            actor=actor, batch=batch, state=State.REFUSED, refusal=_elsewhere(actor, batch, outside)
        )
    return actions.end_rehearsal(
        actor=actor, batch=batch, state=State.REHEARSED, sheet_name=taken.sheet_in.sheet_name[:100],
        notices=[list(notice) for notice in taken.notices], labels=taken.labels,
        seconds=round(time.monotonic() - began),
    )  # fmt: skip


def _plan_all(
    actor: Actor, batch: ImportBatch, desk: Desk, rows: Sequence[tuple[int, dict[str, Cell], str]],
    columns: frozenset[str],
) -> Counter[str]:  # fmt: skip
    """Plan every row, try the real actions within the budget, note what was found.

    Returns how many rows lie outside the batch's place, by the code of the province in which they lie.
    """
    outside: Counter[str] = Counter()
    before = _earlier(actor, batch)
    there = set(ImportRow.objects.visible_to(actor).filter(batch=batch).values_list("number", flat=True))
    deadline = None if len(rows) <= WHOLE else time.monotonic() + BUDGET
    done, turns = 0, Turns()
    for part in _parts(rows, LOOKED):
        with turns.reading():
            cells = [_cells(batch, number, values, key, before, columns) for number, values, key in part]
            desk.prepare(cells)
            plans = [desk.plan(row) for row in cells]
        refused = _try_out(actor, batch, desk, cells, plans, deadline, turns)
        made = [
            _row(batch, row, plan, refused.get(row.number, ()))
            for row, plan in zip(cells, plans, strict=True)
            if row.number not in there
        ]
        done += len(part)
        outside.update(filter(None, map(_province_outside, cells)))
        actions.note_rows(actor=actor, batch=batch, rows=made, done=done, total=len(rows))
    return outside


#: Remarks that a row is about a place outside that of the list; `code` is its official code.
OUTSIDE = frozenset({"place.elsewhere", "place.not_yours", "places.area.other_province"})


def _province_outside(row: Cells) -> str:
    """The code of the province of a row that lies outside the place of the list; "" for any other row."""
    codes = (
        one.values.get("code", "") or one.values.get("value", "") for one in row.wrongs if one.code in OUTSIDE
    )
    return next((code[:2] for code in codes if code[:2].isdecimal()), "")


def _elsewhere(actor: Actor, batch: ImportBatch, outside: Counter[str]) -> list[Any]:
    """The refusal of a file that is another place's, all of it: one sentence instead of one for each row."""
    own = batch.area.path[:2]
    found = Area.objects.visible_to(actor).filter(code__in=list(outside), until__isnull=True).order_by("code")
    names = ", ".join(label(area) for area in found)
    code = "elsewhere_wider" if list(outside) == [own] else "elsewhere"
    return [code, {"found": names, "place": label(batch.area)}]


def _earlier(actor: Actor, batch: ImportBatch) -> dict[str, tuple[int | None, str]]:
    """Row key → (record it became, what was chosen) in the earlier rounds of this lineage."""
    rows = ImportRow.objects.visible_to(actor).filter(
        batch__lineage=batch.lineage, batch__round__lt=batch.round
    )
    rows = rows.filter(verdict=Verdict.SAVED) | rows.exclude(decision="")
    found = rows.order_by("batch__round").values_list("row_key", "target_id", "decision", "verdict")
    return {
        key: (target if verdict == Verdict.SAVED else None, "" if verdict == Verdict.SAVED else decision)
        for key, target, decision, verdict in found
    }


def _cells(
    batch: ImportBatch,
    number: int,
    values: dict[str, Cell],
    key: str,
    before: dict[str, tuple[int | None, str]],
    columns: frozenset[str],
) -> Cells:
    key = key or reading.key_of(batch.lineage, number)
    target, decision = before.get(key, (None, ""))
    return Cells(
        number, values, today=clock.today(), row_key=key, earlier=target, decision=decision, columns=columns
    )  # fmt: skip


def _row(batch: ImportBatch, cells: Cells, plan: Plan, refused: Iterable[Remark]) -> ImportRow:
    wrongs = [*cells.wrongs, *refused]
    return ImportRow(
        batch=batch, number=cells.number, row_key=cells.row_key, title=plan.title[:260],
        sealed=sealed(batch, cells.values), verdict=Verdict.WRONG if wrongs else plan.verdict,
        remarks=_said(wrongs), notices=_said(cells.notices), changes=_changes(plan.changes),
        candidates=candidates_of(plan.candidates), decision=cells.decision, target_id=plan.target,
        was_new=plan.verdict == Verdict.NEW,
    )  # fmt: skip


def _try_out(
    actor: Actor,
    batch: ImportBatch,
    desk: Desk,
    cells: Sequence[Cells],
    plans: Sequence[Plan],
    deadline: float | None,
    turns: Turns,
) -> dict[int, list[Remark]]:
    """Run the real actions and take them back; what they refuse, by row number. Stops at the deadline."""
    good = [
        (row, plan) for row, plan in zip(cells, plans, strict=True) if row.is_good and plan.verdict in GOOD
    ]
    refused: dict[int, list[Remark]] = {}
    while good and (deadline is None or time.monotonic() < deadline):
        with sql.rehearsing():
            actions.try_rows(actor=actor, batch=batch, rows=lambda: _tried(desk, good, refused))
        desk.forget()
        turns.leave()
    return refused


def _tried(desk: Desk, good: list[tuple[Cells, Plan]], refused: dict[int, list[Remark]]) -> None:
    """Try rows from the front of `good` until the lock was held long enough."""
    held = time.monotonic() + _held()
    while good and time.monotonic() < held:
        row, plan = good.pop(0)
        if remark := _refusal(partial(desk.carry_out, plan)):
            refused[row.number] = [remark]


def _refusal(act: Callable[[], Any]) -> Remark | None:
    """What the act is refused for, as a remark."""
    try:
        act()
    except Refused as no:
        return Remark("refused", no.field or "", {"words": str(no.message)})
    except NotAllowed as no:
        return Remark("not_allowed", "", {"offices": ", ".join(str(office) for office in no.offices)})
    except OutOfArea:
        return Remark("out_of_area")
    except ReplayConflict:
        return Remark("replayed")
    return None


# ---------------------------------------------------------------- saving


def save_rows(actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Save the good rows, portion by portion; a stop half-way goes on where it was."""
    if not actions.take_over(actor=actor, batch=batch, wanted=State.SAVING):
        return batch
    began = time.monotonic()
    desk, turns = offers.sheets[batch.sheet].open(actor, batch.area), Turns()
    done = batch.done
    while rows := list(
        ImportRow.objects.visible_to(actor).filter(batch=batch, verdict__in=GOOD).order_by("number")[:TAKEN]
    ):
        for portion in _portions(actor, batch, desk, rows, done, turns):
            done += portion
    return actions.end_saving(actor=actor, batch=batch, seconds=round(time.monotonic() - began))


def _portions(
    actor: Actor, batch: ImportBatch, desk: Desk, rows: Sequence[ImportRow], done: int, turns: Turns
) -> Iterator[int]:
    """Plan rows from what stands there now, then save them, each portion in one short transaction."""
    with turns.reading():
        cells = [_cells_again(batch, row) for row in rows]
        desk.prepare(cells)
        planned = [(row, one, desk.plan(one)) for row, one in zip(rows, cells, strict=True)]
    while planned:
        portion = planned[:SAVED]
        count = actions.save_portion(
            actor=actor,
            batch=batch,
            keys=[_receipt_key(batch, row) for row, _cells, _plan in portion],
            rows=partial(_saved, actor, desk, batch, portion),
            done=done,
        )
        del planned[:count]
        done += count
        yield count
        turns.leave()


def _saved(
    actor: Actor,
    desk: Desk,
    batch: ImportBatch,
    portion: Sequence[tuple[ImportRow, Cells, Plan]],
    taken: receipts.Many,
) -> list[Outcome]:
    """Save rows until there are none left or the lock was held long enough."""
    outcomes: list[Outcome] = []
    held = time.monotonic() + _held()
    for row, cells, plan in portion:
        outcomes.append(_save_row(actor, desk, batch, taken, row, cells, plan))
        if time.monotonic() > held:
            break
    return outcomes


def _held() -> float:
    """PostgreSQL locks the rows that a portion writes and nothing else, so a portion may take longer there."""
    return HELD if connection.vendor == "sqlite" else HELD * 5


def _receipt_key(batch: ImportBatch, row: ImportRow) -> str:
    """The receipt's key of a row: as short for the long keys of an export ("p….a….o…") as for others."""
    digest = hashlib.blake2b(row.row_key.encode(), digest_size=16).hexdigest()
    return f"import:{batch.lineage}:{batch.round}:{digest}"


def _save_row(
    actor: Actor, desk: Desk, batch: ImportBatch, taken: receipts.Many, row: ImportRow, cells: Cells, plan: Plan
) -> Outcome:  # fmt: skip
    if not cells.is_good:
        return Outcome(row, verdict=Verdict.WRONG, remarks=tuple(_said(cells.wrongs)))
    if plan.verdict == Verdict.CHOOSE:
        return Outcome(row, verdict=Verdict.CHOOSE, candidates=tuple(candidates_of(plan.candidates)))
    if plan.verdict == Verdict.SAME:
        return Outcome(row, plan.target)
    target: list[int | None] = []
    remark = _refusal(lambda: target.append(actions.save_row(
        actor=actor, batch=batch, taken=taken, key=_receipt_key(batch, row), facts=plan.facts,
        save=lambda: desk.carry_out(plan),
    )))  # fmt: skip
    if remark is not None:
        return Outcome(row, verdict=Verdict.WRONG, remarks=tuple(_said([remark])))
    return Outcome(row, target[0])


def _cells_again(batch: ImportBatch, row: ImportRow) -> Cells:
    return Cells(
        row.number, unsealed(batch, row), today=clock.today(), row_key=row.row_key, decision=row.decision,
        earlier=None if row.decision else row.target_id, columns=batch.labels,
    )  # fmt: skip


# ---------------------------------------------------------------- what is kept of a row


def _context(batch: ImportBatch) -> str:
    return f"exchange.row:{batch.pk}"


def sealed(batch: ImportBatch, values: Any) -> bytes:
    """A row's cells, sealed for its batch."""
    return secrets.seal(json.dumps(dict(values), ensure_ascii=False, default=_typed), _context(batch))


def unsealed(batch: ImportBatch, row: ImportRow) -> dict[str, Cell]:
    """The cells again; empty once they were forgotten."""
    if not row.sealed:
        return {}
    return {
        name: _cell(value)
        for name, value in json.loads(secrets.unseal(bytes(row.sealed), _context(batch))).items()
    }


def _typed(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return {"date": value.isoformat()[:10]}
    if isinstance(value, (clock_time, timedelta, Decimal)):
        return str(value)
    raise TypeError(f"no cell holds a {type(value).__name__}")


def _cell(value: Any) -> Cell:
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value


def _said(remarks: Iterable[Remark]) -> list[list[Any]]:
    return [[one.column, one.code, dict(one.values)] for one in remarks]


def _changes(changes: Iterable[Change]) -> list[list[str]]:
    return [[one.column, one.before, one.after] for one in changes]


def candidates_of(candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """Candidates as the settling page reads them; the key as text, as always in JSON."""
    return [
        {
            "key": str(one.key), "title": one.title, "facts": [list(fact) for fact in one.facts], "score": one.score,
            "reasons": list(one.reasons), "changes": _changes(one.changes),
        }
        for one in candidates[:MOST_CANDIDATES]
    ]  # fmt: skip


def _parts(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
