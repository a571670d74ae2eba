"""The code of a paper, as somebody reads it off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.papers.queries.documents import plain_code


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Check code"),
        max_length=40,
        help_text=_("Ten letters and digits at the foot of every page, like 7KQ2M-XW4DA."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = plain_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("A code has ten letters and digits. Look at the foot of the paper again.")
            )
        return code
