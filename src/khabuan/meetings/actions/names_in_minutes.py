"""How frozen minutes follow when two records of one person become one, and when a person is erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from khabuan.access.action import change
from khabuan.core import offers
from khabuan.meetings.models import Minutes


def move_of_person(moves: offers.Moving) -> None:
    """Whoever checked minutes is the one who stays. What the minutes say names the person as it did."""
    for row in Minutes.everywhere.filter(checker=moves.goes).order_by("pk"):
        moves.change(row, checker=moves.stays)


def erase_of_person(erasing: offers.Erasing) -> None:
    """The name is taken out of every version that has it: who sat in the seat is told by the pseudonym."""
    for person in erasing.people:
        for row in _naming(person.pk):
            change(row, facts=without_name(row.facts, person.pk, erasing.pseudonym))


def _naming(key: int) -> Sequence[Minutes]:
    """Versions in whose facts a person stands: people are named there by key, beside the name."""
    rows = Minutes.everywhere.annotate(text=Cast("facts", TextField())).filter(text__contains=f'"key": {key}')
    return list(rows.order_by("pk"))


def without_name(value: Any, key: int, pseudonym: str) -> Any:  # noqa: ANN401 - every part of the facts
    """The same facts with one person's name replaced, wherever the key stands beside it."""
    if isinstance(value, dict):
        return {
            name: pseudonym
            if name == "name" and value.get("key") == key
            else without_name(one, key, pseudonym)
            for name, one in value.items()
        }
    return [without_name(one, key, pseudonym) for one in value] if isinstance(value, list) else value
