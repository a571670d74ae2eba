"""What stands under the boxes of a record that is started from a text: what the text has for each, with its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language

from khabuan.access.actor import Actor
from khabuan.core.formfields import Boxes
from khabuan.core.parts.reading import Offer
from khabuan.core.parts.words import thai_date
from khabuan.grants.queries import whole_names
from khabuan.places.models import Area
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.promised import agencies_among
from khabuan.reader.rules.accepted import Worded, in_line
from khabuan.reader.rules.candidates import Candidates
from khabuan.reader.sentences import said

Offers = Mapping[str, Sequence[Offer]]
NAMED = ("area", "agency")
"""Boxes of rows: what stands in them is a name."""


def boxes_of(form: forms.Form, found: Offers) -> list[tuple[BoundField, Sequence[Offer]]]:
    """Each box of a form with what the text has for it."""
    return [(box, found.get(box.name, ())) for box in form.visible_fields()]


def offers_of(
    actor: Actor, form: forms.Form, text: Text, drafts: Sequence[Draft], found: Candidates
) -> dict[str, list[Offer]]:
    """Candidates as the boxes take them. Places cost two queries, agencies one; none where the text has none."""
    by_key, names = {draft.pk: draft for draft in drafts}, _names(actor, found)
    told: dict[str, list[Offer]] = {}
    for box, values in found.items():
        for one in values:
            draft = by_key[one.draft]
            says = names.get((box, one.value), "") if box in NAMED else _says(draft, one.value)
            typed = says if box in NAMED else _as_typed(form, box, one.value)
            if says:
                told.setdefault(box, []).append(
                    Offer(says, typed, in_line(text.words, draft.start, draft.end))
                )
    return told


def with_worded(found: Offers, form: forms.Form, text: Text, worded: Mapping[str, Worded]) -> Offers:
    """The same with what words alone say, which stands in the boxes already."""
    told = {
        box: [
            Offer(
                str(_shown(form, box, one.value)),
                _as_typed(form, box, one.value),
                in_line(text.words, *one.span),
            )
        ]
        for box, one in worded.items()
    }
    return {**found, **told}


def _says(draft: Draft, value: Any) -> str:  # noqa: ANN401 - of any box
    """A day alone where its draft tells of several, else what the draft says."""
    return thai_date(value, how="long") if isinstance(value, date) else said(draft.kind, draft.says)


def _names(actor: Actor, found: Candidates) -> dict[tuple[str, Any], str]:
    """Places and agencies by box and key."""
    keys = _keys(found, "area")
    areas = list(Area.objects.visible_to(actor).filter(pk__in=keys, until__isnull=True)) if keys else []
    places = whole_names(actor, areas) if areas else {}
    agencies = agencies_among(actor, _keys(found, "agency"))
    return {
        **{("area", key): name for key, name in places.items()},
        **{("agency", key): str(row) for key, row in agencies.items()},
    }


def _keys(found: Candidates, box: str) -> list[int]:
    return [one.value for one in found.get(box, ())]


def _as_typed(form: forms.Form, box: str, value: Any) -> str:  # noqa: ANN401 - of any box
    """A value as somebody would type it into its box."""
    return Boxes.of(value).text() if isinstance(value, date) else str(form.fields[box].prepare_value(value))


def _shown(form: forms.Form, box: str, value: Any) -> Any:  # noqa: ANN401 - of any box
    """A value as it is read: of a list its words, of an hour with what follows it."""
    field = form.fields[box]
    if isinstance(field, forms.ChoiceField):
        return dict(cast(Iterable[tuple[str, Any]], field.choices)).get(value, value)
    if isinstance(value, time):
        return f"{value:%H.%M}{'' if (get_language() or 'th').startswith('en') else ' น.'}"
    return value
