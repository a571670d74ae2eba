"""Whether a meeting out of a text was held already or is to come, and what its words say beside the accepted drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.thai import accusations_in
from khabuan.reader.models import Text
from khabuan.reader.rules.accepted import Accepted, Fields
from khabuan.reader.rules.drafts import TextKind
from khabuan.reader.rules.held import told_facts
from khabuan.reader.rules.own_meeting import are_minutes

HELD, CALL = "held", "call"
DAYS = {"gathering": "starts_on", HELD: "on"}
"""The field of the day, of what has hours and a place."""


def is_held(request: Request, given: Fields, text: Text) -> bool:
    """Its day has been or is today, or is lost in minutes, unless `?as=` asks for the other form."""
    asked = request.GET.get("as")
    if asked in (HELD, CALL):
        return asked == HELD
    if "on" in given:
        return bool(given["on"].value <= clock.today())
    return text.kind == TextKind.MINUTES or are_minutes(text.words, text.title)


def told_in(text: Text, told: Sequence[Accepted], given: Fields, what: str) -> dict[str, Any]:
    """Hours and place in the words of the text, and of a meeting that was held the text itself as what tells of it. A
    title that accuses is not proposed."""
    if what not in DAYS:
        return {}
    day = given.get(DAYS[what])
    found = told_facts(told, day.value if day else None, text.words)
    if what == HELD:
        found["told_by"] = text.outlet or ("" if accusations_in(text.title) else text.title[:200])
    return found
