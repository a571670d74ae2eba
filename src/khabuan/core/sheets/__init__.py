"""Spreadsheets in and out: templates, exports, hostile files, and the same file back with red cells.

Pure: knows no Django and no words. Refusals and notices are codes with values (`REFUSALS`, `NOTICES`).
"""

from .columns import Match, Matching, match_columns, one_slip_apart, plain_key
from .read import read_sheet
from .shape import (
    NOTICES,
    REFUSALS,
    TO_FIX,
    Cell,
    CellFinding,
    ColumnSpec,
    Heading,
    Limits,
    Notice,
    RowIn,
    SheetIn,
    SheetRefused,
    address,
    column_letter,
    column_position,
)
from .write import safe_sheet_name, write_back, write_csv, write_rows, write_template

__all__ = [
    "NOTICES",
    "REFUSALS",
    "TO_FIX",
    "Cell",
    "CellFinding",
    "ColumnSpec",
    "Heading",
    "Limits",
    "Match",
    "Matching",
    "Notice",
    "RowIn",
    "SheetIn",
    "SheetRefused",
    "address",
    "column_letter",
    "column_position",
    "match_columns",
    "one_slip_apart",
    "plain_key",
    "read_sheet",
    "safe_sheet_name",
    "write_back",
    "write_csv",
    "write_rows",
    "write_template",
]
