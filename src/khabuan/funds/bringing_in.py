"""Reads a fund's list of members and saves it in portions, so that nobody else's save waits long.

A list of 100,000 rows is read by column and leaves rows of its own only where somebody has to look. Saving reads the
sealed file again and writes from what stands there now; each portion is one action that also notes how far it is, so
a stop half-way goes on where it was and nobody becomes a member twice.
"""

from __future__ import annotations

import gc
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.sheets import Limits, SheetIn, SheetRefused, read_sheet
from khabuan.core.turns import Turns
from khabuan.files import keeping
from khabuan.funds.actions import bringing_in as actions
from khabuan.funds.actions import sent_again
from khabuan.funds.actions.many_members import door_of
from khabuan.funds.actions.who import Tambon
from khabuan.funds.models import MemberList, MemberListRow
from khabuan.funds.queries import regulation_of
from khabuan.funds.rules.member_columns import heading_key, specs
from khabuan.funds.rules.member_rows import MemberRow, MemberTable, by_row, read_members
from khabuan.funds.rules.membership import number_key
from khabuan.funds.rules.words import ListState, Rhythm, RowVerdict
from khabuan.seats.queries import acting

LIMITS = Limits(rows=150_000)
#: Rows saved together, at first and at most; a portion is about HELD seconds of work under the lock. Time that passes
#: counts a quarter: most of it is the disk's and others' work, of which smaller portions would make more.
FIRST, LEAST, MOST, HELD, OTHERS = 100, 40, 4_000, 0.2, 4
#: How many rows of a notice are named.
NAMED = 8
#: Rows looked up together without any lock.
LOOKED = 2_000


def list_and_actor(key: int) -> tuple[MemberList, Actor]:
    """The list and the seat that brought it in, as it may act today. OutOfArea when that seat has ended."""
    found = MemberList.everywhere.select_related("fund__organisation__area", "fund__book", "blob").get(pk=key)
    if found.by_seat is None:  # the program itself brought it in (the demo)
        return found, Actor.system(found.by_title)
    return found, acting(found.by_seat)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of cells are made and none is garbage: looking for garbage among them takes longer than reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def sheet_of(one: MemberList) -> SheetIn:
    """The file again. Raises SheetRefused."""
    content = keeping.opened(one.blob)
    return read_sheet(content, one.file_name, limits=LIMITS, specs=specs(), key=heading_key)


def table_of(one: MemberList, sheet: SheetIn | None = None) -> MemberTable:
    with _without_collecting():
        chosen = {int(position): name for position, name in one.chosen.items()}
        return read_members(sheet or sheet_of(one), today=clock.today(), chosen=chosen)


#: The list that this worker has read last: it is mostly saved minutes later, and need not be read again.
_read: dict[tuple[Any, ...], MemberTable] = {}
#: It is forgotten after so many seconds, as it holds what the file holds.
REMEMBERED = 600


def _mark(one: MemberList) -> tuple[Any, ...]:
    return one.pk, one.blob_id, clock.today()


def _remember(one: MemberList, table: MemberTable) -> None:
    _read.clear()
    mark = _mark(one)
    _read[mark] = table
    timer = threading.Timer(REMEMBERED, _read.pop, (mark, None))
    timer.daemon = True
    timer.start()


@contextmanager
def _for_saving(one: MemberList) -> Iterator[MemberTable]:
    """The table, read anew where this worker has not just read it. It is no garbage while it is saved.

    Nothing is remembered from here on: whole citizen numbers stand in a table.
    """
    table = _read.pop(_mark(one), None)
    _read.clear()
    table = table_of(one) if table is None else table
    gc.freeze()
    try:
        yield table
    finally:
        gc.unfreeze()


# ---------------------------------------------------------------- rehearsal


def rehearse(actor: Actor, one: MemberList) -> MemberList:
    """Find out what each row would do. Only what somebody has to look at is noted."""
    if not actions.take_over(actor=actor, roll=one, wanted=ListState.REHEARSING):
        return one
    try:
        table = table_of(one)
    except SheetRefused as no:
        said = {name: str(value) for name, value in no.values.items()}
        return actions.note_list(
            actor=actor, roll=one, rows=[], state=ListState.REFUSED, refusal=[f"sheet.{no.code}", said]
        )
    facts = {"columns": _columns(table), "sheet_name": table.sheet.sheet_name[:100], "total": len(table)}
    if table.recognised.missing:
        return actions.note_list(actor=actor, roll=one, rows=[], state=ListState.COLUMNS, **facts)
    if not len(table):
        said = {"header_row": str(table.sheet.header_row)}
        return actions.note_list(
            actor=actor, roll=one, rows=[], state=ListState.REFUSED, refusal=["sheet.no_rows", said], **facts
        )
    tambon = Tambon(one.fund.organisation.area)
    _check_villages(table, tambon)
    _remember(one, table)
    rows, counts = _rows_to_look_at(one, table, tambon, actions.Register(one.fund))
    return actions.note_list(
        actor=actor,
        roll=one,
        rows=rows,
        state=ListState.REHEARSED,
        counts=counts,
        notices=_notices(table),
        **facts,
    )


def _columns(table: MemberTable) -> list[list[Any]]:
    found = table.recognised
    return [
        [heading.position, heading.label.strip()[:80], found.column_at(heading.position),
         found.column_at(heading.position) in found.guessed]
        for heading in table.sheet.columns
        if heading.label.strip()
    ]  # fmt: skip


def _check_villages(table: MemberTable, tambon: Tambon) -> None:
    """A moo that the tambon does not have is wrong, where its villages are on record."""
    known = tambon.villages
    if not known:
        return
    for at, moo in enumerate(table.column("moo")):
        if moo and moo not in known:
            table.wrong(at, "moo", "no_such_moo", moo=moo, last=max(known))


def _rows_to_look_at(
    one: MemberList, table: MemberTable, tambon: Tambon, register: actions.Register
) -> tuple[list[MemberListRow], dict[str, int]]:  # fmt: skip
    wrong = by_row(table.wrongs)
    rows = [
        MemberListRow(
            roll=one, number=number, title=_title(table, at), verdict=RowVerdict.WRONG,
            remarks=[[found.column, found.code, dict(found.values)] for found in wrong[number]],
        )
        for at, number in enumerate(table.numbers)
        if number in wrong
    ]  # fmt: skip
    counts = Counter(wrong=len(wrong), cells=len(table.wrongs))
    held: dict[int, str] = {}
    good = [at for at, number in enumerate(table.numbers) if number not in wrong]
    for start in range(0, len(good), LOOKED):
        fresh: list[MemberRow] = []
        here: list[MemberRow] = []
        for read in table.rows(good[start : start + LOOKED]):
            (here if number_key(read.number) in register.number_keys else fresh).append(read)
        for compared in sent_again.compare(one.fund, here, tambon.villages.keys()):
            differing = sent_again.row_that_differs(one, compared)
            if differing is not None:
                rows.append(differing)
            counts[str(differing.verdict) if differing else "known"] += 1
        for matched in tambon.match(fresh):
            if matched.person is None and matched.alike:
                rows.append(actions.row_to_choose(one, matched))
                counts["choose"] += 1
            elif (twice := actions.member_already(one, matched, register, held)) is not None:
                rows.append(twice)
                counts.update(wrong=1, cells=1)
            else:
                counts["matched" if matched.person else "new"] += 1
                counts["unpaid"] += matched.row.paid_to is None and not matched.row.left_on
    return rows, dict(counts)


def _title(table: MemberTable, at: int) -> str:
    name = table.values["name"][at]
    return " ".join(part for part in (f"{name[0]}{name[1]}", name[2]) if part)[:260] if name else ""


def _notices(table: MemberTable) -> list[list[Any]]:
    """What was put right or is to be known: column, code, an example, how often, the first rows."""
    found = sorted(table.noticed.values(), key=lambda noticed: -len(noticed.rows))
    return [[one.column, one.code, dict(one.values), len(one.rows), one.rows[:NAMED]] for one in found]


# ---------------------------------------------------------------- saving


def save_rows(actor: Actor, one: MemberList) -> MemberList:
    """Save the good rows, or correct who is here, from where the last portion ended; a stop half-way goes on there."""
    if not actions.take_over(actor=actor, roll=one, wanted=ListState.SAVING):
        return one
    with _for_saving(one) as table:
        if one.counts.get("correcting"):
            return _correct_rows(actor, one, table)
        tambon = Tambon(one.fund.organisation.area)
        _check_villages(table, tambon)
        _save(actor, one, table, tambon)
    return actions.end_list(actor=actor, roll=one)


def _save(actor: Actor, one: MemberList, table: MemberTable, tambon: Tambon) -> None:
    """Portion by portion: made ready without any lock, written in one short transaction."""
    bad, register, turns, size = table.bad | _skipped(actor, one), actions.Register(one.fund), Turns(), FIRST
    rhythms = regulation_of(one.fund).rhythms
    rhythm = str(Rhythm.MONTH if Rhythm.MONTH in rhythms or not rhythms else rhythms[0])
    door = door_of(one.fund, rhythm=rhythm, source=one.file_name)
    while one.done < len(table):
        first, until = one.done, min(one.done + size, len(table))
        with turns.reading():
            rows = tambon.match(
                table.rows([at for at in range(first, until) if table.numbers[at] not in bad])
            )
            portion = actions.Portion(one, door, register, first, until, rows)
        watch = _Watch()
        if actions.take_members(actor=actor, roll=one, portion=portion):
            register.add(portion.new)
        size = watch.next_size(size)
        turns.leave()


def _correct_rows(actor: Actor, one: MemberList, table: MemberTable) -> MemberList:
    """Members who are here become as the list says, in portions."""
    asked = MemberListRow.objects.visible_to(actor).filter(roll=one, verdict=RowVerdict.DIFFERS)
    wanted, turns = set(asked.values_list("number", flat=True)), Turns()
    left = [at for at, number in enumerate(table.numbers) if number in wanted and at >= one.done]
    size = FIRST
    while left:
        portion, left = left[:size], left[size:]
        watch, until = _Watch(), portion[-1] + 1
        once = {"client_key": f"correct:{one.pk}:{one.counts['runs']}:{portion[0]}"}
        sent_again.correct_members(actor=actor, roll=one, rows=table.rows(portion), until=until, **once)
        size = watch.next_size(size)
        turns.leave()
    return actions.end_list(actor=actor, roll=one)


class _Watch:
    """Tells from how long a portion took how many rows the next one should have."""

    def __init__(self) -> None:
        self.began, self.worked = time.monotonic(), time.thread_time()

    def next_size(self, size: int) -> int:
        passed, worked = time.monotonic() - self.began, time.thread_time() - self.worked
        held = max(worked, passed / OTHERS, 0.001)
        return max(LEAST, min(MOST, int(size * min(1.5, HELD / held))))


def _skipped(actor: Actor, one: MemberList) -> frozenset[int]:
    rows = MemberListRow.objects.visible_to(actor).filter(roll=one, verdict=RowVerdict.SKIPPED)
    return frozenset(rows.values_list("number", flat=True))
