"""Shape of a list of payments: the purse, who pays and checks, and for each head two sums and a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import BahtFormField
from khabuan.meetings.actions.payments import Sums
from khabuan.meetings.models import PayLine
from khabuan.meetings.queries.payments import Head

NOTHING = Decimal(0)


def _sum_field(label: Any) -> BahtFormField:
    return BahtFormField(label=label, required=False, least=NOTHING)


class PayListForm(forms.Form):
    """The sums stand in fields of their own for each head ("travel-<row>"); an empty one is nothing."""

    paid_from = forms.CharField(
        label=_("Paid out of"),
        max_length=200,
        help_text=_("The project or fund, as it stands on its papers."),
    )
    payer_words = forms.CharField(label=_("Who pays"), max_length=200, required=False)
    checker_words = forms.CharField(label=_("Who checks"), max_length=200, required=False)

    def __init__(
        self, *args: Any, heads: Sequence[Head], lines: Mapping[int, PayLine], all_of: Sums, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.heads = heads
        for head in heads:
            key, line = head.row.pk, lines.get(head.row.pk)
            self.fields[f"travel-{key}"] = _sum_field(_("Travel"))
            self.fields[f"meals-{key}"] = _sum_field(_("Meals"))
            self.fields[f"from-{key}"] = forms.CharField(
                label=_("Where from"), max_length=200, required=False
            )
            self.initial[f"travel-{key}"] = line.travel if line else all_of.travel or None
            self.initial[f"meals-{key}"] = line.meals if line else all_of.meals or None
            self.initial[f"from-{key}"] = line.where_from if line else head.group

    @property
    def rows(self) -> Iterator[tuple[Head, BoundField, BoundField, BoundField]]:
        """Each head with its three boxes, for the page."""
        for head in self.heads:
            key = head.row.pk
            yield head, self[f"travel-{key}"], self[f"meals-{key}"], self[f"from-{key}"]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        kept = {name: facts.get(name, "") for name in ("paid_from", "payer_words", "checker_words")}
        sums = {
            head.row.pk: Sums(
                facts.get(f"travel-{head.row.pk}") or NOTHING,
                facts.get(f"meals-{head.row.pk}") or NOTHING,
                facts.get(f"from-{head.row.pk}") or "",
            )
            for head in self.heads
        }
        return {**kept, "sums": sums}


class AllForm(forms.Form):
    """The same sums for everybody, to begin with."""

    travel = _sum_field(_("Travel for everybody"))
    meals = _sum_field(_("Meals for everybody"))

    @property
    def sums(self) -> Sums:
        self.is_valid()
        facts = getattr(self, "cleaned_data", {})
        return Sums(facts.get("travel") or NOTHING, facts.get("meals") or NOTHING)


class WithdrawForm(forms.Form):
    """The list was made in error."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
