"""A pile of texts that came in one file: how far it is, and why a text of it is left out. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class PileState(Word):
    """How far the reading of a pile is."""

    WAITING = "waiting", _("waiting to be read")
    READING = "reading", _("being read")
    STOPPED = "stopped", _("stopped, to be taken over")
    DONE = "done", _("read to its end")


_MINUTES = re.compile(r"[^ก-๎]{0,80}(?:ร่าง)?(?:รายงาน|บันทึก|สรุป)(?:สรุป)?(?:ผล|ย่อ)?(?:การ)?ประชุม")


def is_called_minutes(line: str) -> bool:
    """Whether a title, or the first line of a text, says that these are minutes."""
    return _MINUTES.match(line) is not None


WORKING = (PileState.WAITING, PileState.READING)
UNFINISHED = (*WORKING, PileState.STOPPED)


class Unread(Word):
    """Why what stands in a pile is no text that can be taken, and what to do."""

    EMPTY = "empty", _("There is no text in it. Put the words in, and send it again.")
    NOT_TEXT = (
        "not_text",
        _("This is no file of text, or its letters cannot be read. Open it, copy its words, and paste them."),
    )
    ALONE = "alone", _("A table or a ZIP is sent alone. Send this file by itself.")
    TOO_BIG = "too_big", _("This file is too big for one report. Split it into one file for each.")
    LONG_CELL = (
        "long_cell",
        _(
            "The title, source or link of this row is too long: at most 250, 200 and 500 letters. Shorten it, and send "
            "the row again."
        ),
    )
    NO_DAY = (
        "no_day",
        _("The day of this row cannot be read. Write it like 15/3/2566, and send the row again."),
    )


@dataclass(frozen=True)
class Piled:
    """One text of a pile as it came. `name`: of its file, or what a row calls it. `kind`: what a row says, else that of
    the whole pile. With `unread` it has no words."""

    name: str
    words: str = ""
    title: str = ""
    outlet: str = ""
    address: str = ""
    published_on: date | None = None
    kind: str = ""
    unread: Unread | None = None
