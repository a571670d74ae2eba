"""What a person adds to a reading: where its words stand in the text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from khabuan.reader.rules.stretches import Stretches

BY_HAND = "added by hand"
"""Why a draft is there that no rule read."""
Span = tuple[int, int]


def spans_of(words: str, quote: str) -> list[Span]:
    """Where a text has these words, letter for letter; only blanks and line ends may be others."""
    parts = [re.escape(part) for part in quote.split()]
    return [found.span() for found in re.finditer(r"\s+".join(parts), words)] if parts else []


def place_among(spans: Iterable[Span], marked: Iterable[Span]) -> Span | None:
    """The first that has no mark yet, else the first."""
    spans, taken = list(spans), Stretches(marked)
    return next((span for span in spans if not taken.meet(*span)), spans[0] if spans else None)
