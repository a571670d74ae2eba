"""Shape of what is typed about a meeting that was held before it came into the book, as its paper tells it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.meetings.forms.meetings import PlanForm
from khabuan.meetings.rules.meetings import Kind

FIELDS: tuple[str, ...] = (
    "kind", "number", "year", "on", "starts_at", "ends_at", "place", "chair_words", "present", "entitled", "title",
    "told_by", "note",
)  # fmt: skip
MOST = 32_767


def _heads(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        required=False,
        help_text=help_text,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class HeldForm(PlanForm):
    """What is told of it; an empty year is that of the day, other empty boxes say that nobody tells it."""

    field_order: tuple[str, ...] = FIELDS
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Kind.choices(), initial=Kind.ORDINARY)
    chair_words = forms.CharField(
        label=_("Who presided"),
        max_length=200,
        required=False,
        help_text=_("Name and post, as on the paper."),
    )
    present = _heads(_("Members who came"), _("Members only, without guests."))
    entitled = _heads(_("Members in force"), _("How many members there were in all at that time."))
    told_by = forms.CharField(
        label=_("Where it is known from"), max_length=200, help_text=_("For example: the minutes on paper.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].required = False
        self.fields["place"].help_text = _("As the paper has it.")


class CorrectHeldForm(HeldForm):
    """The same, and why."""

    field_order = (*FIELDS, "reason")
    reason = forms.CharField(label=_("Reason"), max_length=300)
