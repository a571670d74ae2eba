"""Shape of what is typed of news, and of what its list shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField
from khabuan.core.thai import FiscalYear
from khabuan.news.models import NewsItem
from khabuan.news.queries import Wanted
from khabuan.news.rules import NewsList
from khabuan.places.forms.place_field import PlaceField, PlaceSearch
from khabuan.places.models import Area
from khabuan.registry.forms.parts import ReachedPlaceField, choices_of, look_near
from khabuan.registry.rules.kinds import Issue

FIELDS = ("title", "words", "on", "area", "outlet", "address")


class NewsForm(forms.Form):
    """What happened, when and where, in the editor's own words; who told it first."""

    title = forms.CharField(label=_("Headline"), max_length=250)
    words = forms.CharField(
        label=_("What happened"),
        max_length=8000,
        help_text=_("In your own words, not copied. An empty line begins a new paragraph."),
        widget=forms.Textarea({"rows": 8}),
    )
    on = ThaiDateField(label=_("Day of the event"))
    area = PlaceField(
        label=_("Where: tambon, amphoe or province"), help_text=_("A part of the name is enough.")
    )
    issues = forms.MultipleChoiceField(
        label=_("Issues"), choices=choices_of(Issue), required=False, widget=forms.CheckboxSelectMultiple
    )
    outlet = forms.CharField(
        label=_("Where it was published"),
        max_length=200,
        required=False,
        help_text=_("Newspaper, page or office that wrote it."),
    )
    address = forms.CharField(
        label=_("Address on the web"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, near: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["area"]
        if isinstance(field, PlaceField):
            field.look_for(PlaceSearch(near=near))


class PlaceNewsForm(NewsForm):
    """News in the book of the place itself, which the seat must reach."""

    area = ReachedPlaceField(label=_("Place whose news it is"), help_text=_("A part of the name is enough."))

    def __init__(self, *args: Any, actor: Actor, place: Area, **options: Any) -> None:
        super().__init__(*args, near=place.code, **options)
        self.initial.setdefault("area", place)
        look_near(self, "area", actor, place)


class WithReason(forms.Form):
    """Why what everybody has read is changed."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ChangeForm(WithReason, NewsForm):
    """Published news of a body."""


class ChangePlaceForm(WithReason, PlaceNewsForm):
    """Published news of a place."""


class ReasonForm(WithReason):
    """Why news is withdrawn."""


class PublishForm(forms.Form):
    """Nothing to fill in: what will be read stands above the button."""


class FilterForm(forms.Form):
    """What the list shows; unknown values are passed over. `year` is the budget year of the bar."""

    state = forms.ChoiceField(label=_("State"), choices=NewsList.choices(), required=False)
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
        return Wanted(facts.get("state") or NewsList.ALL, facts.get("issue", ""), facts.get("q", ""), year)


def form_of(item: NewsItem, actor: Actor, *args: Any) -> NewsForm:
    """The form that changes an item, with what stands in the book."""
    known: dict[str, Any] = {name: getattr(item, name) for name in FIELDS}
    known["issues"] = [issue.value for issue in item.issue_list]
    if item.organisation:
        of_body = ChangeForm if item.is_published else NewsForm
        return of_body(*args, near=item.organisation.area.code, initial=known)
    of_place = ChangePlaceForm if item.is_published else PlaceNewsForm
    return of_place(*args, actor=actor, place=item.area, initial=known)
