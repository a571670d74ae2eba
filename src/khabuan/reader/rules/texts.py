"""What was pasted: the text as it is kept, and why something is no text that can be read. Pure."""

from __future__ import annotations

import hashlib
import re

from khabuan.core.words import Word
from khabuan.core.words import mark as _

MOST_LETTERS = 200_000
LONGEST_TITLE = 250
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_LATIN_ACCENTS = re.compile(r"[\u00a1-\u00ff]")
_MANY = 0.02
_HALF = 0.3


class Doubt(Word):
    """Why a paste is not taken, and what to do."""

    EMPTY = "empty", _("Nothing was pasted. Copy the whole report or the minutes, and paste them here.")
    TOO_LONG = (
        "too_long",
        _("This is longer than 200,000 letters. Paste one report or one set of minutes at a time."),
    )
    BINARY = (
        "binary",
        _("This is no text but a file's inside. Open the file, select the words in it, and copy those."),
    )
    GARBLED = "garbled", _(
        "The letters came out garbled, so nothing can be read. Open the text where Thai shows well, and copy it there."
    )  # fmt: skip


def plain(pasted: str) -> str:
    """The text as it is kept: line ends alike, no blank lines around it. Every other letter stays."""
    return pasted.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def doubt_of(words: str) -> Doubt | None:
    """What keeps a text from being read."""
    if not words.strip():
        return Doubt.EMPTY
    if len(words) > MOST_LETTERS:
        return Doubt.TOO_LONG
    if "\0" in words or words.startswith("%PDF-") or len(_CONTROL.findall(words)) > _MANY * len(words):
        return Doubt.GARBLED if "\0" not in words and _looks_garbled(words) else Doubt.BINARY
    return Doubt.GARBLED if _looks_garbled(words) else None


def _looks_garbled(words: str) -> bool:
    """Thai of another encoding looks like letters with accents, and no Thai among them."""
    return not _THAI.search(words) and len(_LATIN_ACCENTS.findall(words)) > _HALF * len(words)


def title_of(words: str) -> str:
    """The first line that has words, for who gives no title."""
    lines = (" ".join(line.split()).strip("‘’“”'\"") for line in words.splitlines())
    return next((line[:LONGEST_TITLE] for line in lines if line), "")


def digest_of(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
