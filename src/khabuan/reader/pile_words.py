"""Why a file is no pile of texts, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khabuan.core import sheet_words

_WORDS: Mapping[str, sheet_words.Words] = {
    "too_big": _("The file is larger than %(most)s MB. Send the texts in several files."),
    "too_many": _("More than %(most)s texts are in the file. Send them in several files."),
    "unpacks_too_big": _(
        "Unpacked, the file is too big (over %(most)s MB). Send the texts alone, in several files."
    ),
    "damaged": _("The ZIP file is damaged. Pack the texts again and send that one."),
    "encrypted": _("The ZIP file is locked with a password. Pack it without one and send it again."),
    "document": _("This is one document of Word or another program. Copy its words and paste them instead."),
    "nothing": _("There is no file of text in this ZIP."),
    "no_column": _(
        "No column with the heading “ข้อความ” was found. Write it above the texts, and หัวข้อ, ที่มา, ลิงก์, วันที่ above what "
        "else is known."
    ),
    "sheet.not_a_sheet": _("This is neither a table (CSV, XLSX) nor a ZIP of files of text. Send one of these."),
    "sheet.text_too_long": _(
        "The text in cell %(cell)s is longer than a table takes (%(most)s letters). Send it as a file in a ZIP, or "
        "paste it alone."
    ),
}  # fmt: skip


def refusal(code: str, values: Mapping[str, str | int]) -> str:
    """The sentence of a refusal."""
    words = _WORDS[code] if code in _WORDS else sheet_words.FILE[code]
    return str(words) % values
