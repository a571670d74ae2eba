"""A paper of a record: the scan or photo of จดแจ้ง, of a meeting, of an order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.files.images import MAX_BYTES
from khabuan.files.models import Paper

OF_REGISTRATION = (Paper.FORM, Paper.RECEIPT, Paper.MINUTES, Paper.MEMBER_LIST)


class PaperForm(forms.Form):
    """Which paper, and its scan. Cleans to the facts of `files.attach`."""

    paper = forms.ChoiceField(label=_("Which paper is it?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Scan or photo"), help_text=_("One picture or PDF. Several pages go into one PDF.")
    )
    caption = forms.CharField(
        label=_("Caption"), max_length=300, required=False, help_text=_("For example: page 1 of 2.")
    )

    def __init__(self, *args: Any, papers: tuple[Paper, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["paper"].choices = [(one.value, one.label) for one in papers]  # type: ignore[attr-defined]
        if len(papers) == 1:
            self.fields["paper"].initial = papers[0].value
            self.initial["paper"] = papers[0].value

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > MAX_BYTES:  # before it is read
            raise forms.ValidationError(_("The file is larger than 25 MB. Make it smaller first."))
        return sent

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if sent := facts.pop("file", None):
            facts |= {"content": sent.read(), "name": sent.name or ""}
        return facts


class WithdrawPaperForm(forms.Form):
    """A file was attached in error."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
