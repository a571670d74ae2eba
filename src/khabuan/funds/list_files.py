"""Files out of lists of members: the empty template, and the fund's own file back with red cells."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from khabuan.core.sheets import CellFinding, SheetIn, write_back, write_template
from khabuan.funds import list_words
from khabuan.funds.bringing_in import sheet_of, table_of
from khabuan.funds.models import MemberList, MemberListRow
from khabuan.funds.queries.member_lists import positions_of
from khabuan.funds.rules.member_columns import heading_key, specs
from khabuan.funds.rules.member_rows import position_of


def template() -> bytes:
    """The empty list, with the headings that are best understood."""
    return write_template(specs(_), sheet_name=_("Members"))


def returned(roll: MemberList, rows: list[MemberListRow]) -> bytes:
    """The file that came, its wrong cells red, what is to be known yellow, and a last column saying what to do."""
    sheet = sheet_of(roll)
    findings = [*_wrong(roll, rows), *_to_know(roll, sheet)]
    return write_back(sheet, findings, label=_("What to correct"), key=heading_key)


def _wrong(roll: MemberList, rows: list[MemberListRow]) -> Iterator[CellFinding]:
    places = positions_of(roll)
    for row in rows:
        for column, code, values in row.remarks:
            what, do = list_words.remark(code, values)
            yield CellFinding(row.number, places.get(column), what, do)


def _to_know(roll: MemberList, sheet: SheetIn) -> Iterator[CellFinding]:
    table = table_of(roll, sheet)
    for noticed in table.noticed.values():
        position = position_of(table, noticed.column)
        words = list_words.cell_notice(noticed.code, noticed.values)
        if position:
            for number in noticed.rows:
                yield CellFinding(number, position, words, "", is_wrong=False)
