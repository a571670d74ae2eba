"""What is written about files coming in. What the rows themselves do is written by each list's own action.

The batch and its rows are working papers of the exchange: they tell how far it is, never what is true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, Value, When
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.audit import receipts
from khabuan.core import clock, offers, secrets, sql
from khabuan.core.errors import Refused
from khabuan.core.held import last_alive, let_go, seems_dead
from khabuan.core.keys import new_key
from khabuan.core.lists import NEW, SAME_AS, SKIP
from khabuan.exchange.models import GOOD, ImportBatch, ImportRow
from khabuan.exchange.tasks import rehearse_batch, save_batch
from khabuan.files import keeping
from khabuan.places.models import Area, AreaKind
from khabuan.registry.actions.likeness import together

State, Verdict = ImportBatch.State, ImportRow.Verdict
#: What was typed in a file is forgotten so long after the file was last worked on.
KEPT_DAYS = 7
#: Lists are brought in for a province or a part of one.
PLACES = (AreaKind.PROVINCE, AreaKind.DISTRICT, AreaKind.SUBDISTRICT, AreaKind.VILLAGE, AreaKind.COMMUNITY)


@action("exchange.take_in", on="area")
def take_in(
    *, actor: Actor, area: Area, sheet: str, file_name: str, content: bytes, after: ImportBatch | None = None
) -> ImportBatch:
    """Keep a file and have it rehearsed. `after` is the batch that this file corrects.

    Refused: no such list, an office that may not bring it in, a place wider than a province.
    """
    offer = offers.sheets.get(sheet)
    if offer is None:
        raise Refused("no_such_list", _("Choose which list this file is."), field="sheet")
    if not policy.may(actor, offer.act, area.node):
        raise Refused(
            "not_your_list", _("This list belongs to another office. Ask the province."), field="sheet"
        )
    if area.kind not in PLACES:
        raise Refused(
            "too_wide", _("Lists are brought in for a province or a part of one. Choose it."), field="area"
        )
    if after is not None and (after.sheet != sheet or after.area_id != area.pk):
        raise Refused("other_list", _("This file corrects another list or another place."), field="file")
    digest = secrets.equality(hashlib.sha256(content).hexdigest(), "exchange.file")
    after = after or _same_file(actor, sheet, area, digest)
    key, now = new_key(), clock.now()
    batch: ImportBatch = add(
        ImportBatch, id=key, sheet=sheet, area=area, file_name=file_name[-200:], blob=keeping.keep(content),
        digest=digest, lineage=after.lineage if after else key, round=after.round + 1 if after else 1,
        by_seat=actor.seat_id, by_title=actor.title[:200], created_at=now, moved_at=now,
    )  # fmt: skip
    rehearse_batch.enqueue(str(batch.pk))
    return batch


def _same_file(actor: Actor, sheet: str, area: Area, digest: str) -> ImportBatch | None:
    """This seat's last file of the same content: what was chosen for its rows counts for the new one too."""
    rows = ImportBatch.everywhere.filter(sheet=sheet, area=area, digest=digest, by_seat=actor.seat_id or -1)
    return rows.exclude(state=State.REFUSED).order_by("-round", "-pk").first()


@action("exchange.take_over", on="batch")
def take_over(*, actor: Actor, batch: ImportBatch, wanted: str) -> bool:
    """The worker takes a batch to rehearse or save. False when another one has it and is alive."""
    now = clock.now()
    waiting = {State.REHEARSING: State.WAITING, State.SAVING: State.QUEUED}[State(wanted)]
    rows = ImportBatch.everywhere.filter(pk=batch.pk)
    taken = rows.filter(state=waiting).update(state=wanted, moved_at=now) or rows.filter(
        state=wanted, moved_at__lt=last_alive()
    ).update(moved_at=now)
    batch.refresh_from_db()
    return bool(taken)


@action("exchange.join_lineage", on="batch")
def join_lineage(*, actor: Actor, batch: ImportBatch, lineage: int) -> ImportBatch:
    """The file's hidden keys say that it corrects an earlier one of this list and place."""
    rounds = ImportBatch.everywhere.filter(lineage=lineage, sheet=batch.sheet, area=batch.area).exclude(
        pk=batch.pk
    )
    before = rounds.order_by("-round").first()
    if before is not None:
        change(batch, lineage=lineage, round=before.round + 1)
    return batch


@action("exchange.note_rows", on="batch")
def note_rows(
    *, actor: Actor, batch: ImportBatch, rows: Iterable[ImportRow], done: int, **facts: Any
) -> None:
    """What a rehearsal found about some rows, and how far it is. `facts` are fields of the batch."""
    made = ImportRow.new.bulk(rows)
    note(rehearsed=len(made))
    _move(batch, done=done, **facts)


@action("exchange.end_rehearsal", on="batch")
def end_rehearsal(*, actor: Actor, batch: ImportBatch, **facts: Any) -> ImportBatch:
    """The rehearsal is over: rehearsed, or refused as a file with the reason.

    A rehearsed file takes the place of the earlier ones of its lineage that were never saved.
    """
    change(batch, finished_at=clock.now(), moved_at=clock.now(), **facts)
    if batch.state == State.REHEARSED:
        earlier = ImportBatch.everywhere.filter(
            lineage=batch.lineage, round__lt=batch.round, state=State.REHEARSED
        )
        for one in earlier.select_related("area", "blob"):
            _throw_away(one)
    return batch


@action("exchange.discard", on="batch")
def discard(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Throw away a file that was not saved, with what was typed in it; of a saved one, the rows that are left.

    Refused: a file that is being worked on.
    """
    if batch.is_working:
        raise Refused("being_saved", _("This file is being worked on. Wait until it is done."))
    if batch.state == State.DONE:
        left = ImportRow.everywhere.filter(batch=batch, verdict__in=(Verdict.CHOOSE, Verdict.WRONG))
        note(left=left.update(verdict=Verdict.SKIPPED))
    elif batch.state != State.DISCARDED:
        _throw_away(batch)
    return batch


def _throw_away(batch: ImportBatch) -> None:
    ImportRow.everywhere.filter(batch=batch).update(sealed=b"")
    change(batch, state=State.DISCARDED, forgotten_on=clock.today())
    keeping.forget(batch.blob)


@action("exchange.settle_row", on="row")
def settle_row(*, actor: Actor, row: ImportRow, decision: str) -> ImportRow:
    """Somebody says who a row is about: a record that is here ("same:<key>"), a new one, or not now ("skip").

    Refused: a row that was saved, a record that was not among those compared.
    """
    if row.verdict not in (Verdict.CHOOSE, Verdict.SKIPPED) and not row.decision:
        raise Refused("settled", _("This row needs no choice."))
    if row.batch.is_working or row.verdict == Verdict.SAVED:
        raise Refused("being_saved", _("This file is being worked on. Wait until it is done."))
    offered = {f"{SAME_AS}{candidate['key']}": candidate["changes"] for candidate in row.candidates}
    if decision not in {NEW, SKIP, *offered}:
        raise Refused("not_offered", _("Choose one of the answers."), field="decision")
    verdict = {NEW: Verdict.NEW, SKIP: Verdict.SKIPPED}.get(decision, Verdict.CHANGE)
    target = int(decision.removeprefix(SAME_AS)) if decision in offered else None
    change(row, decision=decision, verdict=verdict, target_id=target, changes=offered.get(decision, []))
    return row


@action("exchange.save_rows", on="batch")
def save_good_rows(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Have the good rows saved. Pressing twice does nothing twice.

    Refused: nothing good to save, a file that was forgotten, one that is still being rehearsed.
    """
    if batch.state in (State.QUEUED, State.SAVING):
        return batch
    if batch.state == State.DISCARDED:
        raise Refused("discarded", _("This file was thrown away, or replaced by a newer one. Send it again."))
    if batch.forgotten_on:
        raise Refused(
            "forgotten",
            _("This file was forgotten after %(days)d days. Send it again.") % {"days": KEPT_DAYS},
        )
    if batch.state not in (State.REHEARSED, State.DONE):
        raise Refused("not_rehearsed", _("Wait until the rehearsal is done."))
    good = ImportRow.everywhere.filter(batch=batch, verdict__in=GOOD).count()
    if not good and batch.state == State.DONE:
        raise Refused("saved_already", _("This file has been saved already. Here is what was saved."))
    if not good:
        raise Refused("nothing_good", _("No row can be saved yet. Settle or correct some first."))
    change(batch, state=State.QUEUED, total=good, done=0, moved_at=clock.now())
    save_batch.enqueue(str(batch.pk))
    return batch


@action("exchange.go_on", on="batch")
def go_on(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """The worker seems to have died: have the batch taken up again, where it was."""
    if seems_dead(batch):
        again = save_batch if batch.state in (State.QUEUED, State.SAVING) else rehearse_batch
        again.enqueue(str(batch.pk))
        note(again=batch.state)
    return batch


@action("exchange.take_up_again", on="batch")
def take_up_again(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """The machine was stopped in the middle of a batch: nobody holds it any more, and it goes on where it was."""
    change(batch, moved_at=let_go())
    return go_on(actor=actor, batch=batch)


@dataclass(frozen=True)
class Outcome:
    """What saving one row came to: the record's key, or what was wrong after all."""

    row: ImportRow
    target: int | None = None
    verdict: str = Verdict.SAVED
    remarks: tuple[list[Any], ...] = ()
    candidates: tuple[dict[str, Any], ...] = ()


@action("exchange.save_row", on="batch")
def save_row(
    *, actor: Actor, batch: ImportBatch, taken: receipts.Many, key: str, facts: Any, save: Callable[[], int | None]
) -> int | None:  # fmt: skip
    """One row, by its list's own actions, with its receipt: nothing is done twice, and what is refused is taken back."""
    receipt, is_new = taken.take(key, {"sheet": batch.sheet, "row": facts})
    if is_new:
        try:
            with require_running().in_one_piece():
                receipt.answer = save()
        except BaseException:
            taken.give_back(key)
            raise
    answer: int | None = receipt.answer
    return answer


@action("exchange.try_rows", on="batch")
def try_rows(*, actor: Actor, batch: ImportBatch, rows: Callable[[], None]) -> None:
    """Some rows by their real actions, in a rehearsal: the caller takes everything back."""
    if not sql.is_rehearsing():
        raise RuntimeError("rows are tried in a rehearsal only")
    with together():
        rows()


@action("exchange.save_portion", on="batch")
def save_portion(
    *, actor: Actor, batch: ImportBatch, keys: Sequence[str],
    rows: Callable[[receipts.Many], list[Outcome]], done: int,
) -> int:  # fmt: skip
    """Rows that are saved together, in one transaction with one audit event; each joins it with its own receipt.

    `keys` are those of the receipts of all rows that may be among them. What became of the rows is noted in the
    same transaction. Returns how many.
    """
    # Should two workers ever have one batch, the second one's rows wait here and then meet the first one's receipts.
    ImportBatch.everywhere.select_for_update(of=("self",)).get(pk=batch.pk)
    taken = receipts.Many(actor.seat, keys)
    with together():
        outcomes = rows(taken)
    taken.keep()
    saved = [one for one in outcomes if one.verdict == Verdict.SAVED]
    if saved:
        ImportRow.everywhere.filter(pk__in=[one.row.pk for one in saved]).update(
            verdict=Verdict.SAVED,
            target_id=Case(
                *(When(pk=one.row.pk, then=Value(one.target)) for one in saved),
                output_field=BigIntegerField(),
            ),
        )
    for one in outcomes:
        if one.verdict != Verdict.SAVED:
            ImportRow.everywhere.filter(pk=one.row.pk).update(
                verdict=one.verdict,
                remarks=list(one.remarks),
                candidates=list(one.candidates),
                decision="",
                target_id=None,
            )
    note(file=batch.file_name, saved=len(saved), refused=len(outcomes) - len(saved))
    _move(batch, done=done + len(outcomes))
    return len(outcomes)


@action("exchange.end_saving", on="batch")
def end_saving(*, actor: Actor, batch: ImportBatch, **facts: Any) -> ImportBatch:
    """All good rows were tried. What stays to settle or correct keeps its verdict."""
    change(batch, state=State.DONE, finished_at=clock.now(), moved_at=clock.now(), **facts)
    return batch


@action("exchange.forget", on="batch")
def forget(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Forget what was typed: the rows' sealed cells and the file. Counts and what was saved stay."""
    ImportRow.everywhere.filter(batch=batch).update(sealed=b"")
    change(batch, forgotten_on=clock.today())
    keeping.forget(batch.blob)
    return batch


def forget_old(actor: Actor) -> int:
    """Nightly: forget the files not worked on for KEPT_DAYS. How many."""
    old = ImportBatch.everywhere.filter(
        moved_at__lt=clock.now() - timedelta(days=KEPT_DAYS), forgotten_on__isnull=True
    ).exclude(state__in=(State.REHEARSING, State.SAVING))
    return len([forget(actor=actor, batch=batch) for batch in old.select_related("area", "blob")])


def _move(batch: ImportBatch, **facts: Any) -> None:
    """How far it is: not worth an entry of its own in the history."""
    now = clock.now()
    ImportBatch.everywhere.filter(pk=batch.pk).update(moved_at=now, **facts)
    for name, value in {**facts, "moved_at": now}.items():
        setattr(batch, name, value)


def settle_area(going: offers.Succession) -> None:
    """The files of an area that ends are its successor's: what waits in them can still be settled."""
    going.count("import", ImportBatch.everywhere.filter(area=going.gone).update(area=going.into))
