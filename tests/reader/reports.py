"""Reading a short report in a test: facts of one kind, plainly."""

from __future__ import annotations

from typing import TypeVar

from khabuan.reader.rules import reading
from khabuan.reader.rules.facts import Fact
from khabuan.reader.rules.known import Known

Kind = TypeVar("Kind", bound=Fact)
NOTHING_KNOWN = Known()


def told(text: str, kind: type[Kind]) -> list[Kind]:
    """The facts of a kind in a text, in its order, without any register."""
    return [fact for fact in reading.read(text, NOTHING_KNOWN) if isinstance(fact, kind)]
