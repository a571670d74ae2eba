"""A proposed change with its evidence, and the office's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField
from khabuan.registry.actions.proposals import PROPOSABLE
from khabuan.registry.forms.parts import FilesField, RoughDates, rough, sent_files
from khabuan.registry.models import Organisation, Person
from khabuan.registry.sentences.fields import field_label, precision_of


class ProposeForm(RoughDates):
    """The fields of one record that may be proposed, as they are; whoever changes one proposes it."""

    words = forms.CharField(
        label=_("Why, and how you know"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: seen on the new citizen card on 3 November."),
    )
    evidence = FilesField(
        label=_("Photo or paper"),
        required=False,
        help_text=_("Pictures or PDF, at most 4. Cover what need not be seen."),
    )

    def __init__(self, *args: Any, record: Person | Organisation, **options: Any) -> None:
        names = [name for name in PROPOSABLE[type(record)] if not name.endswith("_precision")]
        first = {name: _first(record, name) for name in names}
        super().__init__(*args, **{**options, "initial": first})
        last = {name: self.fields.pop(name) for name in ("words", "evidence")}
        self.record_fields = names
        self.fields |= {name: _box(record, name) for name in names} | last

    def proposed(self) -> list[forms.BoundField]:
        return [self[name] for name in self.record_fields]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        files = sent_files(facts.get("evidence"))
        named = {name: value for name, value in facts.items() if name not in ("words", "evidence")}
        return {"facts": named, "words": facts.get("words", ""), "evidence": files}


def _first(record: Person | Organisation, name: str) -> object:
    value = getattr(record, name)
    return rough(value, getattr(record, precision_of(name))) if name.endswith("_on") else value


def _box(record: Person | Organisation, name: str) -> forms.Field:
    label, column = field_label(name), record._meta.get_field(name)
    if name.endswith("_on"):
        return ThaiDateField(label=label, required=False, rough=True, prefer="past")
    if name == "sex":
        choices = [*Person.Sex.choices, ("", _("not stated"))]
        return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)
    widget = (
        forms.Textarea(attrs={"rows": 2})
        if name == "note"
        else forms.TextInput(attrs={"autocomplete": "off"})
    )
    needed = name in ("given", "name")
    return forms.CharField(
        label=label, required=needed, max_length=getattr(column, "max_length", None) or 2000, widget=widget
    )


class DecideForm(forms.Form):
    """Accepted or declined; a reason is needed to decline."""

    accept = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("1", _("Accept: the record changes at once")), ("0", _("Decline, with a reason"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed to decline: who proposed it reads it."),
    )
