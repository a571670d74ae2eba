"""The form of a local government: what it is called, and which tambons it covers, wholly or in part."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.places.labels import label
from khabuan.places.models import Area, LocalGovernment

WHOLE, PARTLY = "whole", "partly"


class LocalGovernmentForm(forms.Form):
    """Mirrors a row of the list of local governments (กรมส่งเสริมการปกครองท้องถิ่น)."""

    kind = forms.ChoiceField(label=_("Kind"), choices=LocalGovernment.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Without อบต. or เทศบาล before it."))
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    code = forms.CharField(label=_("Code"), max_length=12, required=False)
    latitude = forms.DecimalField(
        label=_("Latitude of the office"),
        required=False,
        min_value=Decimal(5),
        max_value=Decimal(21),
        max_digits=9,
        decimal_places=6,
    )
    longitude = forms.DecimalField(
        label=_("Longitude of the office"),
        required=False,
        min_value=Decimal(97),
        max_value=Decimal(106),
        max_digits=9,
        decimal_places=6,
    )

    def __init__(self, *args: Any, tambons: Iterable[Area], covers: dict[int, bool], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tambons = list(tambons)
        choices = (
            ("", _("does not cover it")),
            (WHOLE, _("covers all of it")),
            (PARTLY, _("covers part of it")),
        )
        for area in self.tambons:
            state = {True: PARTLY, False: WHOLE}.get(covers.get(area.pk), "")  # type: ignore[arg-type]
            self.fields[f"cover_{area.pk}"] = forms.ChoiceField(
                label=label(area), choices=choices, required=False, initial=state
            )

    def covers_of(self, district: Area) -> list[forms.BoundField]:
        """The boxes of the tambons of one amphoe."""
        return [self[f"cover_{area.pk}"] for area in self.tambons if area.path.startswith(district.path)]

    def clean(self) -> dict[str, Any]:
        """The facts of `keep_local_government`: covers as (tambon, only partly)."""
        typed = super().clean() or {}
        if (typed.get("latitude") is None) != (typed.get("longitude") is None):
            self.add_error("longitude", _("Write both latitude and longitude, or neither."))
        told = [(area, typed.get(f"cover_{area.pk}", "")) for area in self.tambons]
        facts = {name: value for name, value in typed.items() if not name.startswith("cover_")}
        return {**facts, "covers": [(area, state == PARTLY) for area, state in told if state]}
