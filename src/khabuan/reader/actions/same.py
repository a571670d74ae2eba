"""Writes about two texts: whether they tell of one event."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.reader.models import SameEvent, Text
from khabuan.reader.rules.timeline import Verdict


@action("reader.judge_same", on="text")
def judge_same(*, actor: Actor, text: Text, other: Text, verdict: str) -> SameEvent:
    """Say of two texts that they tell of one event, of two, or take that back. Refused: a text and itself."""
    if verdict not in {*Verdict}:
        raise Refused("verdict_unknown", _("Say whether it is the same event or another one."))
    if text.pk == other.pk:
        raise Refused("same_text", _("These are not two texts."))
    first, second = sorted((text, other), key=lambda one: one.pk)
    said = {"verdict": verdict, "decided_on": clock.today(), "decided_by": actor.title[:200]}
    known: SameEvent | None = SameEvent.everywhere.filter(text=first, other=second).first()
    if known is None:
        made: SameEvent = add(SameEvent, text=first, other=second, **said)
        return made
    change(known, **said)
    return known
