"""Facts of a paper as plain values and back: what was frozen is read again exactly as it was. Pure.

For the dataclasses of this folder: their fields are texts, numbers, days, hours, words of closed lists, tuples and
each other.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

Facts = TypeVar("Facts")


def frozen(value: Any) -> Any:  # noqa: ANN401 - facts of any paper, and every part of them
    """The facts in lists, mappings, texts, numbers and None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: frozen(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [frozen(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


def thawed(kind: type[Facts], value: Any) -> Facts:  # noqa: ANN401 - what JSON holds
    """The facts again. A field that did not exist when they were frozen has its default. KeyError, TypeError: a bug."""
    hints = get_type_hints(kind)
    known = {name: _part(hint, value[name]) for name, hint in hints.items() if name in value}
    return kind(**known)


def _part(hint: Any, value: Any) -> Any:  # noqa: ANN401 - a type and what JSON holds of it
    if value is None:
        return None
    if isinstance(hint, UnionType):
        return _part(next(one for one in get_args(hint) if one is not type(None)), value)
    if get_origin(hint) is tuple:
        return tuple(_part(get_args(hint)[0], one) for one in value)
    if isinstance(hint, type) and is_dataclass(hint):
        return thawed(cast("type[Any]", hint), value)
    if hint in (date, time):
        return hint.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, StrEnum) else value
