"""What forms of duties and promises share: papers that come along, reasons, what a step says, whose book it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import FilesField, sent_files
from khabuan.registry.models import Organisation
from khabuan.registry.queries.finding import own_group

PART_OF_NAME = _("A part of the organisation's name is enough.")


class WithPapers(forms.Form):
    """Photos and letters that are attached with what the form writes down."""

    papers = FilesField(
        label=_("Evidence: photos or letters"),
        required=False,
        help_text=_("Pictures or PDF, at most four. They can be attached later too."),
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        facts["papers"] = sent_files(facts.get("papers"))
        return facts


class StepForm(WithPapers):
    """A line of a trail: the day, what happened, who says so, with evidence."""

    on = ThaiDateField(label=_("On which day"))
    words = forms.CharField(
        label=_("What was done, or why it is not done yet"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
    by_words = forms.CharField(
        label=_("Who says so"),
        max_length=200,
        required=False,
        help_text=_("Name and post, as on the letter."),
    )
    field_order: tuple[str, ...] = ("on", "words", "by_words", "papers")


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class BookForm(forms.Form):
    """In whose book it is written: an organisation whose work this seat does."""

    body = BodyField(label=_("In which organisation's book?"), help_text=_("A part of its name."))

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.initial.setdefault("body", own_group(actor))
        look_among(self, "body", actor)

    def clean_body(self) -> Organisation:
        body: Organisation = self.cleaned_data["body"]
        if not self.actor.reaches(body.node):
            raise forms.ValidationError(
                _("Another office records for this organisation. Choose one of yours.")
            )
        return body
