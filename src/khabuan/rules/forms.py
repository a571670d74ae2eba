"""Shape of what is typed about a rule; whether it may be so is said by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField
from khabuan.rules.rules import ValueKind
from khabuan.rules.titles import HINTS


class SetRuleForm(forms.Form):
    """Another value of a rule from a day on."""

    value = forms.CharField(label=_("New value"), max_length=4000)
    since = ThaiDateField(label=_("Holds from"))
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("A law, a resolution, a paper, with its number and day."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, kind: ValueKind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"].help_text = _(HINTS[kind])
        if kind in (ValueKind.ITEMS, ValueKind.TEXT):
            self.fields["value"].widget = forms.Textarea({"rows": 5 if kind == ValueKind.ITEMS else 2})


class VerifyForm(forms.Form):
    """Somebody has read the text of the source."""

    source = forms.CharField(label=_("Source that you read"), max_length=500)
    section = forms.CharField(
        label=_("Section"), max_length=60, required=False, help_text=_("Only the number, like 5.")
    )
