"""Shape of what is typed about a gathering itself, and what its list shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import HourField, ThaiDateField
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.queries.gatherings import Wanted
from khabuan.gatherings.rules.kinds import Kind
from khabuan.gatherings.rules.lists import GatheringList
from khabuan.places.forms.place_field import PlaceField, PlaceSearch
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import YearFilter, choices_of
from khabuan.registry.models import Organisation
from khabuan.registry.queries.finding import own_group
from khabuan.registry.rules.kinds import Issue

FIELDS = (
    "kind", "title", "series", "number", "starts_on", "ends_on", "starts_at", "ends_at", "area", "place",
    "objectives", "issue",
)  # fmt: skip


class GatheringForm(forms.Form):
    """What it is, when and where, what for: as the invitation or the programme has it."""

    kind = forms.ChoiceField(label=_("Kind of gathering"), choices=choices_of(Kind))
    title = forms.CharField(label=_("What it is called"), max_length=250)
    series = forms.CharField(
        label=_("Series"),
        max_length=150,
        required=False,
        help_text=_("Where it is held again and again: the name that all have in common."),
    )
    number = forms.IntegerField(
        label=_("Number in the series"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("The 3 of 3/2569, where it is counted."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    starts_on = ThaiDateField(label=_("First day"))
    ends_on = ThaiDateField(label=_("Last day"), required=False, help_text=_("Empty: one day only."))
    starts_at = HourField(label=_("Begins at"), required=False, help_text=_("For example: 09.30"))
    ends_at = HourField(label=_("Ends at"), required=False)
    area = PlaceField(
        label=_("Where: tambon, amphoe or province"), help_text=_("A part of the name is enough.")
    )
    place = forms.CharField(
        label=_("Hall or house"),
        max_length=250,
        required=False,
        help_text=_("For example: meeting room of the provincial hall"),
    )
    objectives = forms.CharField(
        label=_("Objectives"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("no one issue")), required=False)

    def __init__(self, *args: Any, near: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["area"]
        if isinstance(field, PlaceField):
            field.look_for(PlaceSearch(near=near))


class CorrectForm(GatheringForm):
    """What was written down wrongly, or other days, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReasonForm(forms.Form):
    """Why something is called off, brought back or taken off."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class HoldForm(forms.Form):
    """It took place; what came of it."""

    came_of_it = forms.CharField(
        label=_("What came of it"),
        max_length=8000,
        help_text=_(
            "In a few lines; everybody can read it. Agreements and promises have lines of their own on the page."
        ),
        widget=forms.Textarea({"rows": 6}),
    )


class ChooseForm(forms.Form):
    """In whose book it is written."""

    body = BodyField(label=_("Which organisation holds it?"), help_text=_("A part of its name."))

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.initial.setdefault("body", own_group(actor))
        look_among(self, "body", actor)

    def clean_body(self) -> Organisation:
        body: Organisation = self.cleaned_data["body"]
        if not self.actor.reaches(body.node):
            raise forms.ValidationError(
                _("Another office records for this organisation. Choose one of yours.")
            )
        return body


class FilterForm(YearFilter):
    state = forms.ChoiceField(label=_("State"), choices=GatheringList.choices(), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=choices_of(Kind, _("every kind")), required=False)

    @property
    def wanted(self) -> Wanted:
        facts = self.asked
        return Wanted(
            facts.get("state") or GatheringList.ALL,
            facts.get("kind", ""),
            facts.get("issue", ""),
            facts.get("q", ""),
            facts["year"],
        )


def initial_of(row: Gathering) -> dict[str, Any]:
    """What stands in the book, for the form that corrects it."""
    known = {name: getattr(row, name) for name in FIELDS}
    return known | {"ends_on": row.ends_on if row.ends_on != row.starts_on else None}
