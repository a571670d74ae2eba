"""Closed lists of words (kinds, states, titles) for pure modules: a stored code with a message id.

Knows nothing of Django: the page translates ``label``; ``choices()`` fits a model field and a form.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


def mark(message: str) -> str:
    """Mark a message id for the catalogue; import it as ``_``. The words are translated where they are
    shown."""
    return message


class Word(StrEnum):
    """A code with its label: ``COUNCIL = "council", _("Community organisation council")``."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]
