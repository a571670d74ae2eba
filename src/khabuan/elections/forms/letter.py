"""What the letter with a council's delegates says beside their names: number, day, to whom, who signs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField


class LetterForm(forms.Form):
    number = forms.CharField(label=_("Number of the letter"), max_length=80, required=False)
    sent_on = ThaiDateField(label=_("Day of the letter"))
    to = forms.CharField(label=_("To"), max_length=200)
    signer = forms.CharField(label=_("Who signs"), max_length=200, required=False)
    signer_post = forms.CharField(label=_("Post of who signs"), max_length=200, required=False)
    asked_of = forms.CharField(label=_("Whom to ask, with telephone"), max_length=200, required=False)
