"""What a person corrects a draft to: the fields of each kind, and why something cannot be. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from khabuan.core.thai import tidy
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.reader.rules.drafts import Kind

LONGEST = 300


class Unfit(Word):
    """Why a typed value is not taken."""

    NEEDED = "needed", _("Write what it is.")
    WRONG = "wrong", _("This cannot be. Look at the words of the text again.")
    BACKWARDS = "backwards", _("It would end before it begins. Check both days.")


class NotSo(ValueError):
    """A field that cannot be kept as it was typed."""

    def __init__(self, field: str, why: Unfit) -> None:
        super().__init__(field)
        self.field, self.why = field, why


def _day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _whole(least: int, most: int) -> Callable[[object], int | None]:
    def keep(value: object) -> int | None:
        return value if isinstance(value, int) and least <= value <= most else None

    return keep


def _amount(value: object) -> int | float | None:
    if not isinstance(value, (int, Decimal)) or isinstance(value, bool) or value < 0:
        return None
    return int(value) if value == int(value) else float(value)


def _words(value: object) -> str | None:
    return tidy(value)[:LONGEST] if isinstance(value, str) else None


def _yes(value: object) -> bool:
    return bool(value)


#: For each kind its fields: how one is kept, and whether it is needed.
FIELDS: Mapping[Kind, Mapping[str, tuple[Callable[[Any], Any], bool]]] = {
    Kind.DATE: {"start": (_day, True), "end": (_day, False), "main": (_yes, False)},
    Kind.YEAR: {"be": (_whole(2400, 2700), True), "fiscal": (_yes, False)},
    Kind.MEETING: {"number": (_whole(1, 9999), True), "be": (_whole(2400, 2700), False)},
    Kind.PLACE: {
        "level": (_words, True), "name": (_words, True), "province": (_words, False), "main": (_yes, False),
    },
    Kind.COUNT: {"what": (_words, True), "value": (_amount, True), "approx": (_yes, False)},
    Kind.MONEY: {
        "baht": (_amount, True), "approx": (_yes, False), "per": (_words, False), "purpose": (_words, False),
    },
    Kind.PERSON: {"title": (_words, False), "name": (_words, True), "role": (_words, False)},
    Kind.ORGANISATION: {"name": (_words, True)},
    Kind.PROGRAMME: {"name": (_words, True)},
    Kind.MISSING: {"what": (_words, True), "value": (_amount, True)},
}  # fmt: skip


def checked(kind: str, typed: Mapping[str, object]) -> dict[str, Any]:
    """The fields of a kind as they are kept; others are left out, and `main` where nobody was asked.

    NotSo names the field at fault.
    """
    kept: dict[str, Any] = {}
    for name, (keep, is_needed) in FIELDS[Kind(kind)].items():
        if name == "main" and name not in typed:
            continue
        value = typed.get(name)
        is_empty = value in (None, "")
        kept[name] = None if is_empty and keep is not _yes else keep(value)
        if is_needed and is_empty:
            raise NotSo(name, Unfit.NEEDED)
        if kept[name] is None and not is_empty:
            raise NotSo(name, Unfit.WRONG)
        if is_needed and kept[name] == "":
            raise NotSo(name, Unfit.NEEDED)
    if kind == Kind.DATE and kept["end"] is not None and kept["end"] < kept["start"]:
        raise NotSo("end", Unfit.BACKWARDS)
    return kept
