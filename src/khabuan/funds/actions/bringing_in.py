"""What is written about lists of members that come in, and the members themselves, portion by portion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.held import last_alive, let_go, seems_dead
from khabuan.files import keeping
from khabuan.funds.actions.many_members import Door, Newcomers, bring_in, newcomers
from khabuan.funds.actions.who import NEW, SAME_AS, SKIP, Matched
from khabuan.funds.models import Fund, Member, MemberList, MemberListRow
from khabuan.funds.rules.member_columns import BY_NAME
from khabuan.funds.rules.membership import number_key
from khabuan.funds.rules.words import NOW, ListState, RowVerdict
from khabuan.funds.tasks import rehearse_member_list, save_member_list

KEPT_DAYS = 7


@action("funds.take_list", on="fund")
def take_list(*, actor: Actor, fund: Fund, file_name: str, content: bytes) -> MemberList:
    """Keep a fund's list of members, sealed, and have it read. Nothing of it is saved yet."""
    return _add(actor, fund, file_name=file_name[-200:], blob=keeping.keep(content))


def _add(actor: Actor, fund: Fund, **facts: Any) -> MemberList:
    now = clock.now()
    made: MemberList = add(
        MemberList,
        fund=fund,
        by_seat=actor.seat_id,
        by_title=actor.title[:200],
        created_at=now,
        moved_at=now,
        **facts,
    )
    rehearse_member_list.enqueue(str(made.pk))
    return made


@action("funds.name_columns", on="roll")
def name_columns(*, actor: Actor, roll: MemberList, chosen: Mapping[int, str]) -> MemberList:
    """Somebody says what some columns are: the file is read anew by that, as a list in the place of this one.

    Refused: one column for two headings, a list that is being worked on or was saved.
    """
    if roll.state not in (ListState.COLUMNS, ListState.REHEARSED):
        raise Refused("too_late", _("This list cannot be read anew any more. Send the file again."))
    names = [name for name in chosen.values() if name]
    for name in names:
        if names.count(name) > 1:
            label = BY_NAME[name].label if name in BY_NAME else name.removeprefix("year:")
            words = _("“%(column)s” was chosen for two columns. Choose it for one of them.")
            raise Refused("twice", filled(words, column=_(label)), field="columns")
    made = _add(
        actor, roll.fund, file_name=roll.file_name, blob=roll.blob,
        chosen={str(position): name for position, name in chosen.items()},
    )  # fmt: skip
    change(roll, state=ListState.DISCARDED)
    return made


@action("funds.take_over_list", on="roll")
def take_over(*, actor: Actor, roll: MemberList, wanted: str) -> bool:
    """The worker takes a list to read or save it. False when another one has it and is alive."""
    now = clock.now()
    waiting = {ListState.REHEARSING: ListState.WAITING, ListState.SAVING: ListState.QUEUED}[ListState(wanted)]
    rows = MemberList.everywhere.filter(pk=roll.pk)
    taken = rows.filter(state=waiting).update(state=wanted, moved_at=now) or rows.filter(
        state=wanted, moved_at__lt=last_alive()
    ).update(moved_at=now)
    roll.refresh_from_db()
    return bool(taken)


@action("funds.note_list", on="roll")
def note_list(*, actor: Actor, roll: MemberList, rows: Sequence[MemberListRow], **facts: Any) -> MemberList:
    """What reading found out: how the columns are understood, and the rows that wait for somebody."""
    there = set(MemberListRow.everywhere.filter(roll=roll).values_list("number", flat=True))
    MemberListRow.new.bulk(row for row in rows if row.number not in there)
    change(roll, moved_at=clock.now(), **facts)
    return roll


@action("funds.settle_list_row", on="row")
def settle_row(*, actor: Actor, row: MemberListRow, decision: str) -> MemberListRow:
    """Somebody says who a row is: a person who is here ("same:<key>"), a new one, or not now ("skip")."""
    if row.roll.is_working or row.verdict in (RowVerdict.SAVED, RowVerdict.WRONG):
        raise Refused("settled", _("This row needs no choice any more."))
    offered = {f"{SAME_AS}{key}" for key, *_rest in row.candidates}
    if decision not in {NEW, SKIP, *offered}:
        raise Refused("not_offered", _("Choose one of the answers."), field="decision")
    verdict = RowVerdict.SKIPPED if decision == SKIP else RowVerdict.CHOOSE
    change(row, decision="" if decision == SKIP else decision, verdict=verdict)
    return row


@action("funds.save_list", on="roll")
def save_list(*, actor: Actor, roll: MemberList, correcting: bool = False) -> MemberList:
    """Have the good rows saved, or (`correcting`) the members who are here changed where the list says otherwise.

    Pressing twice does nothing twice; rows settled later are saved by pressing again.
    """
    if roll.state in (ListState.QUEUED, ListState.SAVING):
        return roll
    if roll.state not in (ListState.REHEARSED, ListState.DONE):
        raise Refused("not_rehearsed", _("Wait until the list has been read."))
    if roll.forgotten_on:
        raise Refused(
            "forgotten",
            filled(_("This file was forgotten after %(days)d days. Send it again."), days=KEPT_DAYS),
        )
    # Each pressing is a run of its own.
    counts = {
        **roll.counts, "runs": roll.counts.get("runs", 0) + 1, "correcting": correcting, "before": roll.state
    }  # fmt: skip
    change(roll, state=ListState.QUEUED, done=0, counts=counts, moved_at=clock.now())
    save_member_list.enqueue(str(roll.pk))
    return roll


class Register:
    """Who is a member of a fund already, read once for a whole list: nobody is a member twice."""

    def __init__(self, fund: Fund) -> None:
        self.fund = fund
        self.read()

    def read(self) -> None:
        held = Member.everywhere.filter(fund=self.fund).values_list("number_key", "number", "person", "state")
        rows = list(held)
        self.count = len(rows)
        self.number_keys = {key for key, number, _person, _state in rows if number}
        self.numbers = {person: number for _key, number, person, state in rows if state in NOW}

    def is_true(self) -> bool:
        """Whether nobody has joined the fund since by another way."""
        return Member.everywhere.filter(fund=self.fund).count() == self.count

    def add(self, new: Newcomers) -> None:
        """These have joined."""
        self.count += len(new.joining)
        self.number_keys.update(number_key(one.row.number) for one in new.joining)
        self.numbers.update((one.person, one.row.number) for one in new.joining if one.person is not None)


class Portion:
    """Rows of a list from `first` up to `until` (counted as `MemberList.done` counts), the bad ones left out.

    Made ready before the lock is held; `sort` again where the register is not true any more. One thing for an
    action, which looks for records among its facts: here are plain values only.
    """

    def __init__(
        self, roll: MemberList, door: Door, register: Register, first: int, until: int, rows: Sequence[Matched]
    ) -> None:  # fmt: skip
        self.roll, self.door, self.register = roll, door, register
        self.first, self.until, self.rows = first, until, rows
        self.sort()

    def sort(self) -> None:
        """Who joins, and who waits for somebody. Who is a member already is passed over."""
        decisions, known = _decisions(self.roll, self.rows), self.register
        joining: list[Matched] = []
        self.waiting: list[MemberListRow] = []
        held: dict[int, str] = {}
        for row in self.rows:
            if number_key(row.row.number) in known.number_keys:
                continue
            one = row.decided(decisions.get(row.row.row, ""))
            if one.person is None and one.alike:
                self.waiting.append(row_to_choose(self.roll, one))
            elif (twice := member_already(self.roll, one, known, held)) is not None:
                self.waiting.append(twice)
            else:
                joining.append(one)
        self.new = newcomers(self.door, joining)


@action("funds.take_members", on="roll")
def take_members(*, actor: Actor, roll: MemberList, portion: Portion) -> int:
    """Some rows of a list become members, all of them or none, and the list has passed them in the same transaction.

    A person in doubt waits as a row to choose. Returns how many joined: none where another worker has passed these
    rows meanwhile.
    """
    here = MemberList.everywhere.filter(pk=roll.pk, done=portion.first)
    if not here.update(done=portion.until, moved_at=clock.now()):
        roll.refresh_from_db()
        return 0
    if not portion.register.is_true():
        portion.register.read()
        portion.sort()
    joining = portion.new.joining
    saved = bring_in(portion.new)
    _note_rows(portion)
    note(file=roll.file_name, members=saved, numbers=[one.row.number for one in joining[:1] + joining[-1:]])
    roll.done, roll.counts = portion.until, {**roll.counts, "saved": roll.counts.get("saved", 0) + saved}
    MemberList.everywhere.filter(pk=roll.pk).update(counts=roll.counts)
    return saved


def _decisions(roll: MemberList, rows: Sequence[Matched]) -> dict[int, str]:
    if not rows:
        return {}
    said = MemberListRow.everywhere.filter(
        roll=roll, number__gte=rows[0].row.row, number__lte=rows[-1].row.row
    )
    return dict(said.exclude(decision="").values_list("number", "decision"))


def row_to_choose(roll: MemberList, one: Matched) -> MemberListRow:
    candidates = [[str(alike.key), alike.title, alike.place, alike.born] for alike in one.alike]
    return MemberListRow(
        roll=roll,
        number=one.row.row,
        title=one.row.whole_name[:260],
        verdict=RowVerdict.CHOOSE,
        candidates=candidates,
    )


def member_already(
    roll: MemberList, one: Matched, register: Register, held: dict[int, str]
) -> MemberListRow | None:
    """The row of a person who is a member already, with the number; None where the row may join.

    `held`: who joins by an earlier row, with its number; whoever may join is written there.
    """
    if one.person is None:
        return None
    number = held.get(one.person, register.numbers.get(one.person))
    if not number:
        held[one.person] = one.row.number
        return None
    return MemberListRow(
        roll=roll, number=one.row.row, title=one.row.whole_name[:260], verdict=RowVerdict.WRONG,
        remarks=[["number", "member_already", {"number": number}]],
    )  # fmt: skip


def _note_rows(portion: Portion) -> None:
    """Rows that were asked about and have joined are saved; those in doubt wait."""
    if not portion.rows:
        return
    noted = MemberListRow.everywhere.filter(
        roll=portion.roll, number__gte=portion.rows[0].row.row, number__lte=portion.rows[-1].row.row
    )
    there, joined = {row.number: row for row in noted}, {one.row.row for one in portion.new.joining}
    if settled := joined & there.keys():
        asked = noted.filter(number__in=settled, verdict__in=(RowVerdict.CHOOSE, RowVerdict.WRONG))
        asked.update(verdict=RowVerdict.SAVED, remarks=[])
    for row in portion.waiting:
        if known := there.get(row.number):
            change(known, verdict=row.verdict, remarks=row.remarks, candidates=row.candidates)
    MemberListRow.new.bulk(row for row in portion.waiting if row.number not in there)


@action("funds.end_list", on="roll")
def end_list(*, actor: Actor, roll: MemberList) -> MemberList:
    """All good rows were passed. What stays to settle or correct keeps its verdict; corrections alone save nobody."""
    state = roll.counts["before"] if roll.counts.get("correcting") else ListState.DONE
    change(roll, state=state, moved_at=clock.now())
    return roll


@action("funds.discard_list", on="roll")
def discard_list(*, actor: Actor, roll: MemberList) -> MemberList:
    """Throw a list away that was not saved, with the file."""
    if roll.is_working:
        raise Refused("being_saved", _("This file is being worked on. Wait until it is done."))
    if roll.state != ListState.DONE:
        change(roll, state=ListState.DISCARDED)
        _forget(roll)
    return roll


def _forget(roll: MemberList) -> None:
    """The file goes, and the names that its rows have; how many rows there were stays."""
    MemberListRow.everywhere.filter(roll=roll).update(title="", candidates=[], remarks=[])
    change(roll, forgotten_on=clock.today())
    keeping.forget(roll.blob)


@action("funds.go_on_with_list", on="roll")
def go_on(*, actor: Actor, roll: MemberList) -> MemberList:
    """The worker seems to have died: have the list taken up again, where it was."""
    if seems_dead(roll):
        again = (
            save_member_list if roll.state in (ListState.QUEUED, ListState.SAVING) else rehearse_member_list
        )
        again.enqueue(str(roll.pk))
        note(again=roll.state)
    return roll


@action("funds.take_up_list", on="roll")
def take_up_again(*, actor: Actor, roll: MemberList) -> MemberList:
    """The machine was stopped in the middle of a list: nobody holds it any more, and it goes on where it was."""
    change(roll, moved_at=let_go())
    return go_on(actor=actor, roll=roll)


@action("funds.forget_list", on="roll")
def forget_list(*, actor: Actor, roll: MemberList) -> MemberList:
    """Forget the file; what was saved stands in the register."""
    _forget(roll)
    return roll


def forget_old_lists(actor: Actor) -> int:
    """Nightly: forget the files not worked on for KEPT_DAYS. How many."""
    old = MemberList.everywhere.filter(
        moved_at__lt=clock.now() - timedelta(days=KEPT_DAYS), forgotten_on__isnull=True
    )
    old = old.exclude(state__in=(ListState.REHEARSING, ListState.SAVING)).select_related(
        "fund__organisation", "blob"
    )
    return len([forget_list(actor=actor, roll=one) for one in old])
