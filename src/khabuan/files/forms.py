"""The form of a file's door."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class OpenForm(forms.Form):
    """Why a sealed paper is opened."""

    reason = forms.CharField(label=_("Why"), max_length=300)
