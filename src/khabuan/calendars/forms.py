"""Shape of what calendars are narrowed to, and of a private feed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.calendars.queries import kinds_of_events
from khabuan.core.formfields import choose_from
from khabuan.registry.rules.kinds import Issue


def _issues() -> list[tuple[str, Any]]:
    return [("", _("all issues")), *((issue.value, gettext(issue.label)) for issue in Issue)]


class FilterForm(forms.Form):
    """What a calendar shows; unknown values are passed over. `month`, `view` and `since` keep where the reader is."""

    kind = forms.ChoiceField(label=_("Kind of event"), required=False)
    issue = forms.ChoiceField(label=_("Issue"), required=False)
    view = forms.CharField(widget=forms.HiddenInput, required=False)
    month = forms.CharField(widget=forms.HiddenInput, required=False)
    since = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "kind", [("", _("everything")), *kinds_of_events().items()])
        choose_from(self, "issue", _issues())

    @property
    def kept(self) -> dict[str, str]:
        """What was chosen, as it goes into the addresses beside it."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in ("kind", "issue") if self.cleaned_data.get(name)}


class FeedForm(forms.Form):
    """What a calendar program is told of."""

    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=120,
        help_text=_("So that you know it again in this list, such as “On my phone”."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Which events?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )
    issue = forms.ChoiceField(label=_("About which issue?"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "kinds", list(kinds_of_events().items()))
        choose_from(self, "issue", _issues())
