"""A text as the rules look at it: plain, with the way back to every character of what was pasted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from khabuan.core.thai import MONTHS
from khabuan.core.thai.text import FONT_GLYPHS

#: Characters that are not seen and stand between others: byte order mark, zero width, soft hyphen, right-to-left marks.
UNSEEN = frozenset(
    "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_SEEN_AS: dict[str, str] = {
    **{chr(at): letter for at, letter in FONT_GLYPHS.items()},
    **{chr(0x0E50 + digit): str(digit) for digit in range(10)},
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\x0b\x0c\r",
        " ",
    ),
    **dict.fromkeys("\u2028\u2029", "\n"),
    **dict.fromkeys("\u2013\u2014\u2010\u2011\u2012\u2212", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2018\u2019", "'"),
}
_PLAIN = str.maketrans(_SEEN_AS)

Made = TypeVar("Made")


#: One letter typed as two: sara am (อําเภอ, นํ้า) and แ (เเผน). And a blank or a line's end in the middle of a syllable:
#: behind a vowel that waits for its consonant (ไ ด้), before one that hangs on it (อุด\nุล).
_IN_TWO = re.compile(
    "\u0e4d([\u0e48-\u0e4b]?)\u0e32|\u0e4d?([\u0e48-\u0e4b])\u0e4d\u0e32|เเ|(?<=[เแโใไ])[ \n](?=[ก-ฮ])|(?<=[ก-ฮ])[ \n](?=[ะ-ฺ็-๎])"
)


#: Words that a page's edge breaks where they stand, in texts out of a PDF: อำ|เภอ, 500 บา|ท.
_BROKEN = (
    "อำเภอ", "ตำบล", "จังหวัด", "ครัวเรือน", "ครอบครัว", "โครงการ", "กองทุน", "ชุมชน", "สมาชิก", "สมทบ", "สำนักงาน", "หน่วยงาน", "บริจาค",
    *(month for month in MONTHS if len(month) > 5),
)  # fmt: skip
_BREAK = re.compile(
    r"\n(?:(?<=[\d ]บา\n)(?=ท(?![ก-๎]))|"
    + "|".join(f"(?<={word[:at]}\n)(?={word[at:]})" for word in _BROKEN for at in range(1, len(word)))
    + ")"
)


def _unbroken(plain: str, at: list[int]) -> tuple[str, list[int]]:
    """The text with the words whole that a line's end breaks."""
    breaks = {found.start() for found in _BREAK.finditer(plain)}
    kept = [place for place in range(len(plain)) if place not in breaks]
    return "".join(plain[place] for place in kept), [at[place] for place in kept]


def _in_one(plain: str, at: list[int]) -> tuple[str, list[int]]:
    """The text with one letter where one was typed as two, and where the letters stand that are left."""
    letters, kept, done = [], [], 0
    for found in _IN_TWO.finditer(plain):
        start, end = found.span()
        letters.append(plain[done:start])
        kept += at[done:start]
        if found.group().isspace():
            pass
        elif found.group() == "เเ":
            letters.append("แ")
            kept.append(at[start])
        else:
            tone = found[1] or found[2] or ""
            letters.append(tone + "ำ")
            kept += at[end - len(tone) - 1 : end]
        done = end
    return "".join([*letters, plain[done:]]), kept + at[done:]


class Span(NamedTuple):
    """Code points of the pasted text, from `start` up to and without `end`."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Page:
    """`raw` is what was pasted; `plain` the same with Arabic digits, plain blanks, dashes and quotes, without what is
    not seen. Rules search `plain` and tell where in `raw` by `span`, `quote`. `written_on`: when it was published, where
    that is known from elsewhere."""

    raw: str
    written_on: date | None = None
    plain: str = field(init=False)
    _at: tuple[int, ...] = field(init=False, repr=False)
    _made: dict[Callable[[Page], Any], Any] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        kept = [at for at, letter in enumerate(self.raw) if letter not in UNSEEN]
        plain = "".join(self.raw[at] for at in kept).translate(_PLAIN)
        if _IN_TWO.search(plain):
            plain, kept = _in_one(plain, kept)
        if _BREAK.search(plain):
            plain, kept = _unbroken(plain, kept)
        object.__setattr__(self, "plain", plain)
        object.__setattr__(self, "_at", (*kept, len(self.raw)))

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of `plain` stands in `raw`; blanks at its ends are left out."""
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        if start == end:
            return Span(self._at[start], self._at[start])
        last = self._at[end - 1]
        if self.plain[end - 1] == "แ" and self.raw[last] == "เ":  # the second half of เเ
            last = self.raw.index("เ", last + 1)
        return Span(self._at[start], last + 1)

    def quote(self, span: Span) -> str:
        return self.raw[span.start : span.end]

    def once(self, work_out: Callable[[Page], Made]) -> Made:
        """What several rules ask of a page, worked out when it is first asked."""
        if work_out not in self._made:
            self._made[work_out] = work_out(self)
        return cast(Made, self._made[work_out])

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each line of `plain` that has any word, without the line's end."""
        found = re.finditer(r"[^\n]+", self.plain)
        return tuple((line.start(), line.end()) for line in found if not line.group().isspace())
