"""Houses in a row out of one text: what the house before has in common with the next one, how many of those that the
text counts are written down, whom it names for the boxes of who lives there. Nobody is put in by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core.numerals import grouped
from khabuan.core.offers import Subject
from khabuan.core.parts.reading import Offer
from khabuan.housing.models import HousingCase
from khabuan.housing.views.acts import house_before, in_common, where_next
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.promised import accepted
from khabuan.reader.queries.texts import uses_in_force
from khabuan.reader.rules.accepted import Accepted, in_line
from khabuan.reader.rules.drafts import TRUE
from khabuan.reader.rules.homes import Named, houses_told, named_in
from khabuan.registry.models import Organisation, Person

HOUSE = HousingCase._meta.label_lower
MOST = 8


@dataclass(frozen=True)
class Homes:
    """What the form of a house out of a text has beside the accepted values."""

    before: HousingCase | None = None
    initial: dict[str, Any] = field(default_factory=dict)
    people: Sequence[Person] = ()
    named: Sequence[Named] = ()
    told: int | None = None
    is_of_houses: bool = False

    @property
    def options(self) -> dict[str, Any]:
        """For the form: people of the register whom the text names."""
        return {"people": self.people} if self.people else {}

    def offers(self, text: Text) -> dict[str, list[Offer]]:
        """Under the boxes: a person of the register where that is known, else the name as words; the numbers of houses."""
        names = {person.pk: str(person) for person in self.people}
        found: dict[str, list[Offer]] = {}
        for one in self.named[:MOST]:
            quote = in_line(text.words, *one.span)
            if one.person in names:
                found.setdefault("person", []).append(Offer(names[one.person], str(one.person), quote))
            else:
                found.setdefault("name", []).append(Offer(one.name, one.name, quote))
            if one.house_no:
                found.setdefault("house_no", []).append(Offer(one.house_no, one.house_no, quote))
        return found

    def shown(self, records: Sequence[Subject]) -> dict[str, Any]:
        """For the page: how many are written down, after which one, and the button that goes on."""
        if not self.is_of_houses:
            return {}
        return {"homes": homes_words(records, self.told), "before": self.before, "may_go_on": True}

    def where_next(self, request: Request, made: Any) -> Any:  # noqa: ANN401 - any record
        """Where one goes when the record is made: to it, or on to the next house."""
        return where_next(request, made) if self.is_of_houses else made

    def credited(self, facts: Mapping[str, Any], drafts: Sequence[Draft]) -> list[Draft]:
        """The draft of whom the house was given to: the person who was chosen, else the one of this name."""
        person, name = facts.get("person"), " ".join(str(facts.get("name", "")).split())
        keys = [
            one.draft
            for one in self.named
            if (one.person == person.pk if person else name and one.name == name)
        ]
        return [draft for draft in drafts if draft.pk in keys[:1]]


def homes_of(
    request: Request, text: Text, body: Organisation, drafts: Sequence[Draft], told: Sequence[Accepted]
) -> Homes:
    """Two queries, one more where the text names people of the register, and those of the house before."""
    actor, before = request.actor, house_before(request, body)
    housed = (
        uses_in_force(actor)
        .filter(text=text, draft__in=drafts, subject_kind=HOUSE)
        .values_list("draft", flat=True)
    )
    gone = set(housed)
    named = [one for one in named_in(told, text.words) if one.draft not in gone]
    return Homes(
        before,
        in_common(actor, before) if before else {},
        _people(actor, named),
        named,
        houses_told(told),
        True,
    )


def _people(actor: Actor, named: Sequence[Named]) -> list[Person]:
    keys = [one.person for one in named[:MOST] if one.person]
    rows = Person.objects.visible_to(actor).select_related("area").in_bulk(keys) if keys else {}
    return [rows[key] for key in keys if key in rows]


def homes_beside(records: Sequence[Subject], drafts: Sequence[Draft]) -> str:
    """The same for the page of a text, once one is written down."""
    if not any(one.kind == "house" for one in records):
        return ""
    return homes_words(records, houses_told(accepted(draft) for draft in drafts if draft.state in TRUE))


def homes_words(records: Sequence[Subject], told: int | None) -> str:
    """How many houses are written down of those that the text counts; "" where it counts none and none is."""
    done = sum(one.kind == "house" for one in records)
    if told is not None:
        return _("%(done)s of %(total)s houses written down") % {
            "done": grouped(done),
            "total": grouped(told),
        }
    words = ngettext("%(n)d house written down", "%(n)d houses written down", done)
    return words % {"n": done} if done else ""
