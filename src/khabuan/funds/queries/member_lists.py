"""Reads of lists of members that came in, for their pages: what is to choose, to correct, and to be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from khabuan.access.actor import Actor
from khabuan.core.sheets import address
from khabuan.funds import list_words
from khabuan.funds.models import Fund, MemberList, MemberListRow
from khabuan.funds.rules.words import RowVerdict


def lists_of(actor: Actor, fund: Fund | None = None) -> QuerySet[MemberList]:
    """The lists in sight, the newest first; of one fund, or all."""
    rows: QuerySet[MemberList] = MemberList.objects.visible_to(actor)
    rows = rows.select_related("fund__organisation__area", "fund__book", "blob").order_by(
        "-created_at", "-pk"
    )
    return rows.filter(fund=fund) if fund is not None else rows


def rows_of(actor: Actor, roll: MemberList, *verdicts: str) -> QuerySet[MemberListRow]:
    rows: QuerySet[MemberListRow] = MemberListRow.objects.visible_to(actor).filter(roll=roll)
    return rows.filter(verdict__in=verdicts).order_by("number")


@dataclass(frozen=True)
class WrongCell:
    """One line of the table of wrong cells."""

    at: str
    heading: str
    who: str
    what: str
    do: str


def wrong_cells(roll: MemberList, rows: Sequence[MemberListRow]) -> list[WrongCell]:
    """The wrong cells of some rows, in words. What was typed is shown in the red file only."""
    places = positions_of(roll)
    headings = {name: heading for _position, heading, name, _guessed in roll.columns}
    found = []
    for row in rows:
        for column, code, values in row.remarks:
            what, do = list_words.remark(code, values)
            position = places.get(column)
            at = address(row.number, position) if position else str(row.number)
            found.append(
                WrongCell(at, headings.get(column) or list_words.column_label(column), row.title, what, do)
            )
    return found


@dataclass(frozen=True)
class DifferingCell:
    """One line of the table of what a list says anew: the register's word and the file's."""

    at: str
    heading: str
    who: str
    old: str
    new: str


def differing_cells(roll: MemberList, rows: Sequence[MemberListRow]) -> list[DifferingCell]:
    places = positions_of(roll)
    return [
        DifferingCell(
            address(row.number, places[column]) if column in places else str(row.number),
            list_words.column_label(column), row.title,
            list_words.cell_value(column, said["old"]), list_words.cell_value(column, said["new"]),
        )
        for row in rows
        for column, _code, said in row.remarks
    ]  # fmt: skip


def positions_of(roll: MemberList) -> dict[str, int]:
    """Machine name → where the column stands in the file."""
    return {name: position for position, _heading, name, _guessed in roll.columns if name}


def notices_of(roll: MemberList) -> list[str]:
    places = positions_of(roll)
    return [
        list_words.notice(code, values, times, rows, places.get(column))
        for column, code, values, times, rows in roll.notices
    ]


def next_to_settle(actor: Actor, roll: MemberList, after: int = 0) -> MemberListRow | None:
    """The next row that waits for a choice, behind row `after`, else the first."""
    rows = rows_of(actor, roll, RowVerdict.CHOOSE).filter(decision="")
    return rows.filter(number__gt=after).first() or rows.first()
