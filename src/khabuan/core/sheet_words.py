"""What every list that comes in says about its file and its dates, in the reader's language: codes to sentences.

The lists themselves (`exchange`, the funds' members) add the words of their own columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khabuan.core import thai
from khabuan.core.thai import Precision

Words = str | Promise
#: A date in a value; what is not known of it stands as X (see core/lists.as_text).
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d|XX)-(\d\d|XX)(?!\d)")

BUDDHIST = 2400
LOOK = _("Look at the paper and correct it.")
DATE = _("Write it like 15/3/2566 or 15 มี.ค. 66.")

#: Why a date is not taken: code → (what is wrong, what to do).
DATES: Mapping[str, tuple[Words, Words]] = {
    "date.empty": (_("This cell is empty."), DATE),
    "date.unreadable": (_("“%(value)s” cannot be read as a date."), DATE),
    "date.serial": (
        _("“%(value)s” is the spreadsheet's own number of a day."),
        _("Format the column as a date, or write it like 15/3/2566."),
    ),
    "date.range": (_("“%(value)s” are two dates."), _("Write one date in this cell.")),
    "date.no_year": (_("“%(value)s” has no year."), _("Write the year too, as 2566.")),
    "date.too_early": (_("“%(value)s” is too long ago."), _("Check the year: it should be later.")),
    "date.too_late": (_("“%(value)s” has not come yet."), _("Check the year: a Buddhist year is 543 more.")),
    "date.day": (_("There is no such day in that month: “%(value)s”."), LOOK),
    "date.month": (_("There is no month %(month)s: “%(value)s”."), _("Write the day before the month.")),
    "date.year": (_("The year in “%(value)s” cannot be."), _("Write the year in four digits, as 2566.")),
}  # fmt: skip

#: What was put right in a date, or is to be known of it, with an example.
DATE_NOTICES: Mapping[str, Words] = {
    "date.be_year_in_cell": _(
        "Buddhist years in date cells were corrected, for example %(found)s-… to %(now)s"
    ),
    "date.cell_century": _(
        "Years that the spreadsheet took for 19xx were read as Buddhist years, for example %(now)s"
    ),
    "date.century_chosen": _("Two-digit years were read as 24xx, for example %(now)s"),
    "date.year_assumed": _("Dates without a year got one, for example %(now)s"),
    "date.old_new_year": _("Dates before 2484, when the year began in April: check %(now)s"),
    "date.weekday_differs": _("The day of the week does not fit the date: check %(now)s"),
}

#: What is to be known about a file.
FILE_NOTICES: Mapping[str, Words] = {
    "sheet.formula_without_value": _("Cell %(cell)s has a formula without a value: it was read as empty."),
    "sheet.formulas_read_as_values": _(
        "%(count)s formulas were read as the values they show (first: %(cell)s)."
    ),
    "sheet.error_value": _("Cell %(cell)s shows an error (such as #N/A): it was read as empty."),
    "sheet.digits_lost": _(
        "The spreadsheet has rounded the number in cell %(cell)s. Format it as text and type it again."
    ),
    "sheet.merged_cells": _(
        "The cells %(range)s are merged: only %(cell)s has the value, %(blank)s were read as empty."
    ),
    "sheet.merged_header": _("The headings %(range)s are merged. Check that each column was read rightly."),
    "sheet.other_sheets": _("Only the sheet “%(read)s” was read. Not read: %(names)s."),
    "sheet.more": _("There are %(count)s more notices of this kind."),
}

#: Why a file is not taken at all.
FILE: Mapping[str, Words] = {
    "sheet.too_big": _(
        "The file has %(megabytes)s MB. Send at most %(most)s MB: delete what does not belong to the list."
    ),
    "sheet.empty_file": _("The file is empty. Choose another one."),
    "sheet.old_excel": _(
        "This is an old Excel file (.xls). Open it in Excel, save it as .xlsx and send that one."
    ),
    "sheet.encrypted": _("The file is locked with a password. Save it without one and send it again."),
    "sheet.not_a_sheet": _("This is not a spreadsheet, whatever its name says. Send an .xlsx or .csv file."),
    "sheet.damaged": _(
        "The file is damaged. Open it in a spreadsheet program, save it as .xlsx and send that one."
    ),
    "sheet.unpacks_too_big": _(
        "Unpacked, the file is too big (over %(most)s MB). Copy the list into a new file and send that one."
    ),
    "sheet.too_many_rows": _(
        "The sheet reaches down to row %(row)s; at most %(most)s rows are taken. Split it into several files."
    ),
    "sheet.too_many_columns": _(
        "The sheet reaches out to column %(column)s; at most %(most)s are taken. Delete what is beside the list."
    ),
    "sheet.too_many_cells": _("The sheet has more than %(most)s cells. Split it into several files."),
    "sheet.too_much_text": _("The sheet has too much text (over %(most)s MB). Split it into several files."),
    "sheet.text_too_long": _("Cell %(cell)s has more than %(most)s letters. Shorten it."),
    "sheet.unknown_letters": _("The letters of this file cannot be read. Save it as CSV UTF-8 or as .xlsx."),
    "sheet.broken_quotes": _(
        "Row %(row)s has a quotation mark that does not close. Correct it, or save the file as .xlsx."
    ),
    "sheet.no_header": _(
        "No headings of this list were found in the first %(looked)s rows. Found there: %(found)s. Needed, for example: "
        "%(needed)s. Choose the right list, or use our template."
    ),
    "sheet.empty": _("There is nothing on the sheet. Choose another file."),
    "sheet.no_rows": _(
        "There are headings in row %(header_row)s but no rows under them. Fill in the list and send it again."
    ),
    "sheet.no_such_sheet": _("There is no sheet “%(sheet)s” in this file."),
}


def value_words(value: str) -> str:
    """A value as it is shown: a date in the reader's calendar, anything else as it is."""
    return _ISO.sub(_date_words, value)


def _date_words(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    if int(year) >= BUDDHIST:  # a cell's own text, years of the fund's calendar: shown as it was typed
        return found[0]
    precision: Precision = "year" if month == "XX" else "month" if day == "XX" else "day"
    try:
        on = date(int(year), int(month) if month != "XX" else 1, int(day) if day != "XX" else 1)
    except ValueError:
        return found[0]
    return thai.short_date(thai.ThaiDate(on, precision), lang=get_language() or "th")
