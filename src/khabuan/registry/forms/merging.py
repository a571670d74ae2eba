"""Two records side by side: which one stays, and whose value of each field wins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.merging import MergePlan
from khabuan.registry.sentences.fields import FIELD_WORDS, FIELDS, field_label, field_words

ORDER = list(dict.fromkeys((*FIELDS, *FIELD_WORDS)))
"""Fields as pages name them, the name before the note."""


class MergeForm(forms.Form):
    """A choice for each field in which the two differ; the plan's own winner is chosen already.

    Cleans to what the action takes: `stays`, `goes`, `chosen`.
    """

    def __init__(
        self,
        *args: Any,
        first: Person | Organisation,
        second: Person | Organisation,
        plan: MergePlan,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.records: dict[str, Any] = {str(first.pk): first, str(second.pk): second}
        self.same: list[tuple[str, str]] = []
        names = [
            (key, _("%(person)s (record %(at)d)") % {"person": one, "at": at})
            for at, (key, one) in enumerate(self.records.items(), 1)
        ]
        self.fields["stays"] = _choice(str(_("Which record stays")), names, str(plan.keep))
        for choice in sorted(plan.choices, key=lambda choice: ORDER.index(choice.field)):
            self._add(choice.field, first, second, str(choice.from_key))

    def _add(self, name: str, first: Person | Organisation, second: Person | Organisation, wins: str) -> None:
        shown = [field_words(first, name), field_words(second, name)]
        if shown[0] == shown[1]:
            self.same += [(field_label(name), shown[0])] if shown[0] else []
            return
        values = [(str(one.pk), words or "–") for one, words in zip((first, second), shown, strict=True)]
        self.fields[f"f-{name}"] = _choice(field_label(name), values, wins)

    @property
    def choices_of_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("f-")]

    def clean(self) -> dict[str, Any]:
        facts = self.cleaned_data
        if "stays" not in facts:
            return facts
        (other,) = (one for key, one in self.records.items() if key != facts["stays"])
        chosen = {name.removeprefix("f-"): int(key) for name, key in facts.items() if name.startswith("f-")}
        return {"stays": self.records[facts["stays"]], "goes": other, "chosen": chosen}


def _choice(label: str, values: list[tuple[str, str]], first: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=values, initial=first, widget=forms.RadioSelect)
