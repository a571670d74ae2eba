"""Words of a text that may promise something, on the page on which a promise is written of them: which were chosen, what
their sentence puts into the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.parts.words import thai_date
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.promised import (
    Offered,
    Officer,
    agencies_among,
    offered_in,
    officers_among,
    promised_in,
)
from khabuan.reader.rules import starting as rules
from khabuan.reader.rules.accepted import Accepted, Fields
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.promises import Promised

MOST_DIGITS = 9
LAST_OF = {
    "month": gettext_lazy("the last day of the month that the text names"),
    "year": gettext_lazy("the last day of the year that the text names"),
}


@dataclass(frozen=True)
class Promising:
    """All such words, those that were chosen, what their sentence gives, officers among whom its giver may be."""

    offered: Sequence[Offered] = ()
    chosen: Promised | None = None
    given: Fields = field(default_factory=dict)
    people: Sequence[Officer] = ()

    @property
    def first(self) -> dict[str, Any]:
        """What the chosen words put into the boxes beside `given`."""
        if self.chosen is None:
            return {}
        due = self.chosen.due
        return {"words": self.chosen.words, **({"due_on": due.on} if due else {})}

    @property
    def options(self) -> dict[str, Any]:
        return {"people": [(one.person, one.post) for one in self.people]} if self.people else {}

    def fit(self, form: forms.Form) -> None:
        """No box of officers where there are none; said beside the day that it is the last one of a month or year."""
        if not self.people:
            form.fields.pop("giver_person", None)
        if self.chosen and self.chosen.due and self.chosen.due.is_last_of:
            form.fields["due_on"].help_text = LAST_OF[self.chosen.due.is_last_of]


def promising_in(
    request: Request, text: Text, drafts: Sequence[Draft], told: Sequence[Accepted], given: Fields
) -> Promising:
    """What a text may promise, with the words that begin at `?at=`."""
    actor, offered = request.actor, offered_in(request.actor, text, promised_in(text, drafts))
    chosen = next((one.said for one in offered if one.said.start == at_of(request)), None)
    if chosen is None:
        return Promising(offered)
    day: date = given["given_on"].value if "given_on" in given else clock.today()
    meant = [one.subject for one in told if one.kind is Kind.PERSON and one.subject is not None]
    people, agencies = officers_among(actor, meant, day), agencies_among(actor, rules.meant_bodies(told))
    officers = {one.person.pk: one.agency for one in people}
    return Promising(offered, chosen, rules.of_sentence(told, chosen, text.words, agencies, officers), people)


def only_words(request: Request, promising: Promising) -> str:
    """The page with the only words that are not written down yet, for who has chosen none; else ""."""
    if request.method == "POST" or "at" in request.GET:
        return ""
    waiting = [one.said for one in promising.offered if one.record is None]
    return f"{request.path}?at={waiting[0].start}" if len(waiting) == 1 else ""


def lines_of(request: Request, text: Text, promising: Promising) -> list[dict[str, Any]]:
    """The lines of the list: the words from the verb on, the day by which, where each leads."""
    return [_line(request, text, one, promising.chosen) for one in promising.offered]


def at_of(request: Request) -> int | None:
    asked = request.GET.get("at", "")
    return int(asked) if asked.isdecimal() and len(asked) < MOST_DIGITS else None


def _line(request: Request, text: Text, one: Offered, chosen: Promised | None) -> dict[str, Any]:
    due = one.said.due
    more = _("by %(day)s") % {"day": thai_date(due.on)} if due else _("no day is told")
    if due and due.is_last_of:
        more = f"{more} ({LAST_OF[due.is_last_of]})"
    return {
        "words": one.said.on_from_verb(text.words), "more": more, "record": one.record,
        "url": f"{request.path}?at={one.said.start}", "is_chosen": one.said == chosen,
    }  # fmt: skip
