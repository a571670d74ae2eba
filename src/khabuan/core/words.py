"""Closed lists of words (kinds, states, titles) for pure modules: a stored code with a message id.

The pure modules that use it know nothing of Django: the page translates ``label``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self


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
    def choices(cls) -> list[tuple[str, Any]]:
        """For a model field or a form: the labels are translated when they are shown.

        Only here is Django needed, and only by those who have it already.
        """
        from django.utils.translation import gettext_lazy

        return [(member.value, gettext_lazy(member.label)) for member in cls]
