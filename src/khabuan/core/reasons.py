"""Why somebody opens what is sealed, takes a step back, leaves money behind: a few words, not a dash."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.thai import tidy

LEAST_REASON = 5


class ReasonForm(forms.Form):
    """Asks for nothing but the reason."""

    reason = forms.CharField(label=_("Why"), max_length=300)


def is_reason(words: str) -> bool:
    """Whether what was written can be a reason."""
    return len(tidy(words)) >= LEAST_REASON
