"""The shape of what is written down about a person's rights."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField
from khabuan.files.actions import SentFile
from khabuan.registry.forms.parts import FilesField, sent_files
from khabuan.registry.rules.requests import RequestKind, RequestOutcome

LONG = {"rows": 3}


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What does the person ask?"), choices=RequestKind.choices, widget=forms.RadioSelect
    )
    asked_on = ThaiDateField(label=_("Asked on"), required=False, help_text=_("Leave it empty for today."))
    asked_by = forms.CharField(
        label=_("Who asks for the person"),
        max_length=200,
        required=False,
        help_text=_("A guardian, or somebody with a letter. Leave it empty when the person asks."),
    )
    words = forms.CharField(
        label=_("In the person's words"), max_length=1000, required=False, widget=forms.Textarea(LONG)
    )
    papers = FilesField(
        label=_("The signed request"),
        required=False,
        help_text=_("Photo or scan (picture or PDF), at most 4. It can be added later too."),
    )

    def clean_papers(self) -> list[SentFile]:
        return sent_files(self.cleaned_data["papers"])


class AnswerForm(forms.Form):
    """An erasure is answered with “done” by erasing, not here."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=RequestOutcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Answer to the person"), max_length=1000, required=False, widget=forms.Textarea(LONG)
    )

    def __init__(self, *args: Any, is_erasure: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_erasure:
            kept = [choice for choice in RequestOutcome.choices() if choice[0] != RequestOutcome.DONE]
            self.fields["outcome"].choices = kept  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    SHAPES = (("paper", _("on paper")), ("json", _("as a file for a machine (JSON)")))
    reason = forms.CharField(
        label=_("For whom and why"), max_length=300, help_text=_("Kept in the log of opened numbers.")
    )
    shape = forms.ChoiceField(label=_("How"), choices=SHAPES, initial="paper", widget=forms.RadioSelect)


class EraseForm(forms.Form):
    is_sure = forms.BooleanField(label=_("I have seen who asks, and that it cannot be taken back."))
