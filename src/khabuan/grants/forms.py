"""Shape of what is typed about projects, and what their lists show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import BahtFormField, ThaiDateField, choose_from
from khabuan.core.thai import FiscalYear
from khabuan.grants.models import Project, ProjectTarget
from khabuan.grants.queries import Wanted
from khabuan.grants.rules import MOST, Aim, ProjectList, ProjectState
from khabuan.meetings.forms.resolutions import YearField
from khabuan.places.forms.place_field import PlaceField, PlaceSearch
from khabuan.places.models import Area
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import Choices, choices_of
from khabuan.registry.rules.kinds import Issue
from khabuan.registry.rules.programmes import PROGRAMMES

FIELDS = (
    "title", "code", "fiscal_year", "issue", "programme", "objectives", "area", "agency", "agency_words", "asked",
    "approved", "starts_on", "ends_on",
)  # fmt: skip
MOST_PLACES = 60
CHOOSE = _("choose")


class PlacesField(forms.CharField):
    """Places, one a line as people write them; cleans to their areas, each once.

    `known`: places that stand in the box already, by the words of their line; they need not be looked for.
    """

    default_error_messages = {
        "none": _(
            "“%(line)s” is no place that is found. Write its name, with its amphoe and province, or its code."
        ),
        "several": _("“%(line)s” fits several places. Write the amphoe and province too, or the code."),
        "many": _("At most %(most)d places. Name the amphoe or the province instead."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 4}), **options)
        self.search = PlaceSearch()
        self.known: dict[str, Area] = {}

    def look_for(self, search: PlaceSearch, known: Mapping[str, Area]) -> None:
        self.search, self.known = search, dict(known)

    def clean(self, value: Any) -> list[Area]:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        asked = list(dict.fromkeys(line for line in lines if line))
        if len(asked) > MOST_PLACES:
            raise forms.ValidationError(self.error_messages["many"], params={"most": MOST_PLACES})
        found = [self.known.get(line) or self._place(line) for line in asked]
        return list({area.pk: area for area in found}.values())

    def _place(self, line: str) -> Area:
        one = PlaceField()
        one.look_for(self.search)
        try:
            area: Area | None = one.clean(line)
        except forms.ValidationError:
            area = None
        if area is None:
            code = "several" if self.search.places(line) else "none"
            raise forms.ValidationError(self.error_messages[code], params={"line": line}, code="place")
        return area


def _number(words: Any) -> forms.IntegerField:
    box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=words, min_value=0, max_value=MOST, required=False, widget=box)


class ProjectForm(forms.Form):
    """What it is, where, for whom, who pays: as the head of the proposal has it."""

    title = forms.CharField(label=_("Name of the project"), max_length=250)
    code = forms.CharField(
        label=_("Code of the project"), max_length=60, required=False, help_text=_("As who pays has it.")
    )
    fiscal_year = YearField(
        label=_("Fiscal year"), help_text=_("The year of the budget, as the paper states it: 2569.")
    )
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("no one issue")), required=False)
    programme = forms.CharField(
        label=_("Programme of the payer"),
        max_length=150,
        required=False,
        help_text=_("For example: decent rural houses"),
        widget=forms.TextInput({"list": "programmes"}),
    )
    objectives = forms.CharField(
        label=_("Objectives"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )
    area = PlaceField(label=_("Main place of work"), help_text=_("A part of the name is enough."))
    places = PlacesField(
        label=_("Further places of work"),
        required=False,
        help_text=_("One a line, with its amphoe and province, or by its code."),
    )
    agency = BodyField(
        label=_("Who pays: agency of the register"),
        required=False,
        help_text=_("A part of its name."),
    )
    agency_words = forms.CharField(label=_("Or who pays, in words"), max_length=200, required=False)
    asked = BahtFormField(label=_("Budget asked"), required=False)
    approved = BahtFormField(label=_("Budget approved"), required=False)
    starts_on = ThaiDateField(label=_("First day of work"), required=False)
    ends_on = ThaiDateField(label=_("Last day of work"), required=False)
    people = _number(_("Target: people"))
    households = _number(_("Target: households"))
    houses = _number(_("Target: houses"))
    villages = _number(_("Target: villages and communities"))
    tambons = _number(_("Target: tambons"))
    bodies = _number(_("Target: organisations"))
    other = _number(_("Another target"))
    other_words = forms.CharField(
        label=_("What the other target counts"),
        max_length=100,
        required=False,
        help_text=_("For example: rai of community forest"),
    )

    programmes = PROGRAMMES

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        near: str = "",
        known: Mapping[str, Area] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        field, places = self.fields["area"], self.fields["places"]
        if isinstance(field, PlaceField):
            field.look_for(PlaceSearch(near=near))
        if isinstance(places, PlacesField):
            places.look_for(PlaceSearch(near=near), known or {})
        look_among(self, "agency", actor)

    @property
    def target_boxes(self) -> Iterator[Any]:
        return (self[aim.value] for aim in Aim if aim is not Aim.OTHER)


class RecordForm(ProjectForm):
    """A project with what it has come to; a later day's steps are added on its page."""

    state = forms.ChoiceField(label=_("How far it has come"), choices=choices_of(ProjectState, CHOOSE))
    on = ThaiDateField(label=_("Since which day"))
    words = forms.CharField(
        label=_("Who decided it, or what happened"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class ChangeForm(ProjectForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class MoveForm(forms.Form):
    """The next step."""

    state = forms.ChoiceField(label=_("What it has become"), choices=choices_of(ProjectState, CHOOSE))
    on = ThaiDateField(label=_("On which day"))
    words = forms.CharField(
        label=_("Who decided it, or what happened"),
        max_length=2000,
        required=False,
        help_text=_("For example: approved by the sub-committee, meeting 3/2569"),
        widget=forms.Textarea({"rows": 3}),
    )
    approved = BahtFormField(
        label=_("Budget approved"), required=False, help_text=_("Only with the step “approved”.")
    )

    def __init__(self, *args: Any, states: Sequence[ProjectState], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "state", choices_of(states, CHOOSE))
        if ProjectState.APPROVED not in states:
            del self.fields["approved"]


class ResultForm(forms.Form):
    """What was reached in all by a day."""

    what = forms.ChoiceField(label=_("What was counted"))
    value = forms.IntegerField(
        label=_("Reached in all"),
        min_value=0,
        max_value=MOST,
        help_text=_("From the beginning until that day, not only what is new."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    on = ThaiDateField(label=_("By which day"))
    source = forms.CharField(
        label=_("From where you know it"),
        max_length=300,
        help_text=_("For example: report of the second instalment"),
    )

    def __init__(self, *args: Any, targets: Sequence[ProjectTarget], **options: Any) -> None:
        super().__init__(*args, **options)
        aimed = [row for row in targets if row.value is not None or row.what == Aim.OTHER]
        listed: Choices = [(row.what, row.words or _(Aim(row.what).label)) for row in aimed]
        known = {row.what for row in aimed}
        listed += [
            (aim.value, _(aim.label)) for aim in Aim if aim.value not in known and aim is not Aim.OTHER
        ]
        choose_from(self, "what", listed)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class FilterForm(forms.Form):
    """What the list shows; unknown values are passed over. `year` is the fiscal year of the bar."""

    state = forms.ChoiceField(label=_("State"), choices=ProjectList.choices(), required=False)
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("every issue")), required=False)
    when = forms.ChoiceField(
        label=_("Year"), choices=[("", _("the year of the bar")), ("all", _("all years"))], required=False
    )
    q = forms.CharField(label=_("Word"), max_length=100, required=False)

    def __init__(self, *args: Any, year: FiscalYear, **options: Any) -> None:
        super().__init__(*args, **options)
        self.bar_year = year

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        facts = self.cleaned_data
        year = None if facts.get("when") == "all" else self.bar_year
        return Wanted(facts.get("state") or ProjectList.ALL, facts.get("issue", ""), facts.get("q", ""), year)


def initial_of(row: Project, places: Sequence[str], targets: Sequence[ProjectTarget]) -> dict[str, Any]:
    """What stands in the book, for the form that changes it."""
    known = {name: getattr(row, name) for name in FIELDS}
    other = next((target.words for target in targets if target.what == Aim.OTHER), "")
    return {
        **known,
        "places": "\n".join(places),
        **{target.what: target.value for target in targets},
        "other_words": other,
    }
