"""Shape of what is typed about minutes: who checked, which meeting adopted, what is to be corrected."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import choose_from
from khabuan.core.parts.words import shown_year, thai_date
from khabuan.meetings.forms.resolutions import ResolutionField
from khabuan.meetings.models import Meeting, Resolution
from khabuan.meetings.sentences.resolutions import line_of
from khabuan.registry.forms.parts import RowField, offer


class CheckForm(forms.Form):
    """Who read the draft, and how the chair opened the meeting. `people` are (key, words)."""

    checker = forms.TypedChoiceField(label=_("Who checked"), coerce=int, empty_value=None, required=False)
    checker_words = forms.CharField(
        label=_("Somebody who is not in the list"), max_length=200, required=False
    )
    opening = forms.CharField(
        label=_("How the chair opened the meeting"),
        max_length=2000,
        required=False,
        help_text=_("It stands before the first item of the agenda."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(key), words) for key, words in people]
        choose_from(self, "checker", [("", _("choose")), *named])

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if not facts.get("checker") and not facts.get("checker_words"):
            self.add_error("checker", _("Choose or write who checked the minutes."))
        return facts


class AdoptForm(forms.Form):
    """Which later meeting adopted the minutes, by which resolution, with which corrections."""

    adopting = RowField(label=_("Meeting that adopted them"))
    resolution = ResolutionField(label=_("Resolution"), required=False)
    corrections = forms.CharField(
        label=_("Corrections that it wants noted"),
        max_length=4000,
        required=False,
        help_text=_(
            "A line each. They are printed under the minutes; the minutes stay as they were checked."
        ),
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(
        self, *args: Any, meetings: list[Meeting], resolutions: list[Resolution], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offer(self, "adopting", [(row, f"{row} · {thai_date(row.on)}") for row in meetings], _("choose"))
        offer(self, "resolution", [(row, line_of(row)) for row in resolutions], _("none"))


class YearForm(forms.Form):
    """Which year (CE) a report tells of: the asked one where it is among `years`, else `other`. The box shows it."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None)

    def __init__(self, asked: Mapping[str, Any], *, years: Collection[int], other: int) -> None:
        known = sorted({*years, other}, reverse=True)
        typed = str(asked.get("year", ""))
        self.chosen = int(typed) if typed in map(str, known) else other
        super().__init__({"year": str(self.chosen)})
        choose_from(self, "year", [(str(year), str(shown_year(year))) for year in known])


class TakeBackForm(forms.Form):
    """Checked minutes were wrong."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
