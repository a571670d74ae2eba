"""Houses in a row: how many of them a text counts, and whom it may name as living in one, with the number of the house
beside the name. Pure. All of it is only offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khabuan.reader.rules.accepted import Accepted
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.page import Page

_FAR = 60
_NUMBER = r"(\d+(?:/\d+)?)"
_MOO = r"(?:หมู่(?:ที่)?|ม\.)\s*(\d+)"
_DOOR = re.compile(rf"บ้านเลขที่\s*{_NUMBER}(?:\s*{_MOO})?|{_MOO}")


@dataclass(frozen=True)
class Named:
    """A person whom the text names: the draft, the name as it is typed, the number of a house that stands behind it with
    where both stand."""

    draft: int
    name: str
    person: int | None = None
    house_no: str = ""
    span: tuple[int, int] = (0, 0)


def houses_told(drafts: Iterable[Accepted]) -> int | None:
    """How many houses the text counts, where it counts them once and exactly."""
    counted = {
        one.whole() for one in drafts if one.kind is Kind.COUNT and one.says.get("what") == "houses"
    } - {None}
    return counted.pop() if len(counted) == 1 else None


def named_in(drafts: Iterable[Accepted], words: str) -> list[Named]:
    """People whom the text names, those with the number of a house first, those with an office last."""
    people = [one for one in drafts if one.kind is Kind.PERSON]
    starts = sorted(start for one in people for start, _end in one.spans)
    found = [(_of(one, words, starts), bool(one.says.get("role"))) for one in people]
    return [one for one, has_role in sorted(found, key=lambda pair: (not pair[0].house_no, pair[1]))]


def _of(one: Accepted, words: str, starts: Sequence[int]) -> Named:
    name = f"{one.says.get('title') or ''}{one.says['name']}"
    for start, end in one.spans:
        stop = min((at for at in starts if at >= end), default=len(words))
        behind = Page(words[end : min(stop, end + _FAR)].partition("\n")[0])
        if door := _DOOR.search(behind.plain):
            return Named(one.key, name, one.subject, _door(door), (start, end + behind.span(*door.span())[1]))
    return Named(one.key, name, one.subject, "", one.spans[0])


def _door(found: re.Match[str]) -> str:
    number, moo = found[1] or "", found[2] or found[3] or ""
    return " ".join(filter(None, (number, f"หมู่ {moo}" if moo else "")))
