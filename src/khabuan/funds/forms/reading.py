"""What a reader asks of a fund's lists: which centre, how far behind, which month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import clock
from khabuan.core.formfields import choose_from
from khabuan.core.thai import ThaiDate, long_date
from khabuan.funds.models import Fund
from khabuan.ledger.rules.spans import months_between
from khabuan.ledger.rules.years import month_end, month_of
from khabuan.ledger.sheets import language
from khabuan.registry.models import Organisation

MOST_MONTHS = 24
LEAST = (1, 2, 3, 6, 12)


class ArrearsForm(forms.Form):
    """Who is asked after: one centre or all, so many months behind or more."""

    centre = forms.ChoiceField(label=_("Centre"), required=False)
    months = forms.ChoiceField(label=_("Months behind"), required=False)

    def __init__(self, data: Any, *, centres: Sequence[Organisation]) -> None:
        super().__init__({"centre": "", "months": "1", **{k: v for k, v in data.items() if v}})
        choose_from(self, "centre", [("", _("all centres")), *((str(one.pk), one.name) for one in centres)])
        choose_from(self, "months", [(str(n), gettext("%(n)s months or more") % {"n": n}) for n in LEAST])
        self.is_valid()

    @property
    def centre_key(self) -> int | None:
        return int(self.cleaned_data["centre"]) if self.cleaned_data.get("centre") else None

    @property
    def least(self) -> int:
        return int(self.cleaned_data.get("months") or 1)


class MonthForm(forms.Form):
    """The month of the sheet for the village board."""

    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, data: Any, *, fund: Fund) -> None:
        months = months_between(fund.book.opened_on, clock.today())[:MOST_MONTHS]
        self.default = f"{month_of(clock.today()):%Y-%m}"
        super().__init__({"month": data.get("month") or self.default})
        choose_from(
            self, "month",
            [(f"{one:%Y-%m}", long_date(ThaiDate(one, "month"), lang=language())) for one in months],
        )  # fmt: skip
        self.is_valid()

    @property
    def span(self) -> tuple[date, date]:
        """The month's first and last day, but not beyond today."""
        year, number = str(self.cleaned_data.get("month") or self.default).split("-")
        first = date(int(year), int(number), 1)
        return first, min(month_end(first), max(clock.today(), first))
