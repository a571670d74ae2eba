"""Why a file is no pile of texts, and why a text of one was left out, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import sheet_words
from khabuan.core.parts.words import thai_date
from khabuan.reader.models import LeftOut
from khabuan.reader.rules.piles import Unread
from khabuan.reader.rules.texts import Doubt

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
        "No column with the heading “ข้อความ” was found. Write it above the texts, and หัวข้อ, ที่มา, ลิงก์, วันที่, ประเภท above what "
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


#: Codes of a text that was left out: of what came, and of the refusals of `take_text`.
LEFT_OUT: Mapping[str, str] = {
    **{one.value: one.label for one in (*Doubt, *Unread)},
    "to_come": "This day is still to come. Check it.",
    "text_known": "This text stands here already, since %(day)s: “%(title)s”.",
}


def left_out(row: LeftOut) -> str:
    """Why it was not taken, in the language of the page."""
    if row.code not in LEFT_OUT:
        return row.why
    known = {"title": row.known, "day": thai_date(row.known.taken_at)} if row.known else {}
    return gettext(LEFT_OUT[row.code]) % known if known else gettext(LEFT_OUT[row.code])
