"""Shape of what a timeline shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.parts.words import shown_year


class YearForm(forms.Form):
    """One of the years of which texts tell, or all; unknown values are passed over."""

    of = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(())

    def offer(self, years: Sequence[int]) -> None:
        """Let these be chosen from (of the Common Era)."""
        choices = [("", _("of all years")), *((str(year), str(shown_year(year))) for year in years)]
        self.fields["of"].choices = choices  # type: ignore[attr-defined]

    @property
    def year(self) -> int | None:
        typed = str(self.data.get("of", ""))
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else None
