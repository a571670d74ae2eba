"""What a person may agree to (PDPA s.19, 23): purposes, the words that were read out, by version, and how long.

A version is never edited: other words are another version, and who agreed keeps the words they heard. The
words are dated data (`registry/data/consents.toml`), given in the reader's language with the Thai that counts.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from khabuan.core.words import Word
from khabuan.core.words import mark as _

FILE = Path(__file__).parents[1] / "data" / "consents.toml"
WARN_DAYS = 60
"""From how many days before its last day a consent is due to be asked for again."""


class Purpose(Word):
    """What the person's facts are used for beyond what the law and the office itself need."""

    REGISTER = "register", _("Keep my name and facts in the register of the movement")
    CONTACT = "contact", _("Give my phone number to offices of the movement and partner agencies")
    PICTURE = "picture", _("Show my name and picture in news and reports")
    HEALTH = "health", _("Keep facts of my health to judge welfare claims")


class ConsentState(Word):
    """Whether a consent holds on a day."""

    HOLDS = "holds", _("holds")
    ENDS_SOON = "ends_soon", _("ends soon")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("taken back")


def state_on(today: date, *, expires_on: date | None, withdrawn_on: date | None) -> ConsentState:
    """`expires_on` is the last day on which it holds; on the day of taking back it holds no more."""
    if withdrawn_on and withdrawn_on <= today:
        return ConsentState.WITHDRAWN
    if expires_on is None:
        return ConsentState.HOLDS
    left = (expires_on - today).days
    if left < 0:
        return ConsentState.EXPIRED
    return ConsentState.ENDS_SOON if left <= WARN_DAYS else ConsentState.HOLDS


@dataclass(frozen=True)
class ConsentText:
    """The words for one purpose in one version, in force since a day."""

    version: str
    since: date
    purpose: Purpose
    th: str
    en: str


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    """All versions, the newest first, each in the order of purposes."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["text"]
    texts = [ConsentText(**{**row, "purpose": Purpose(row["purpose"])}) for row in rows]
    order = list(Purpose)
    return tuple(
        sorted(texts, key=lambda one: (-one.since.toordinal(), one.version, order.index(one.purpose)))
    )


def version_on(day: date) -> str:
    """The version that is read out on a day; the first one for days before it."""
    texts = consent_texts()
    return next((text.version for text in texts if text.since <= day), texts[-1].version)


def text_of(purpose: str, version: str) -> ConsentText | None:
    """What was read out; None for words that this program does not know."""
    return next((one for one in consent_texts() if (one.purpose, one.version) == (purpose, version)), None)
