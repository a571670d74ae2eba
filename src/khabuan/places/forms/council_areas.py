"""Forms for the province's list of council areas: from what it is made, and which are confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField
from khabuan.places.council_areas import Basis, ProposedArea


class BasisForm(forms.Form):
    """The two ways in which provinces have read section 3 of the Act."""

    basis = forms.ChoiceField(
        label=_("The list is made by"),
        initial=Basis.SUBDISTRICT.value,
        choices=(
            (Basis.SUBDISTRICT.value, _("tambon")),
            (Basis.LOCAL_GOVERNMENT.value, _("local government")),
        ),
    )

    @property
    def chosen(self) -> Basis:
        return Basis(self.cleaned_data["basis"]) if self.is_valid() else Basis.SUBDISTRICT


class ConfirmForm(forms.Form):
    """The areas ticked, and from which day the list holds. `offered` are the areas by their keys."""

    areas = forms.MultipleChoiceField(label=_("Council areas"), widget=forms.CheckboxSelectMultiple)
    on = ThaiDateField(label=_("The list holds from"))

    def __init__(
        self, *args: Any, offered: Mapping[str, ProposedArea], is_first: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offered = offered
        areas = self.fields["areas"]
        if isinstance(areas, forms.MultipleChoiceField):
            areas.choices = [(key, area.name) for key, area in offered.items()]
            areas.error_messages["required"] = _("Tick at least one council area.")
        if is_first:
            del self.fields["on"]

    def ticked(self) -> set[str]:
        """The keys ticked so far; all of them before the form was sent."""
        return set(self["areas"].value() or ()) if self.is_bound else set(self.offered)

    def clean_areas(self) -> list[ProposedArea]:
        return [self.offered[key] for key in self.cleaned_data["areas"]]
