"""What partner agencies support: an issue, in an area, over a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField
from khabuan.places.models import Area
from khabuan.registry.forms.parts import ReachedPlaceField, choices_of, look_near
from khabuan.registry.rules.kinds import Issue


class SupportForm(forms.Form):
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue))
    area = ReachedPlaceField(label=_("Area that it supports"), help_text=_("A name or a code."))
    since = ThaiDateField(label=_("From"), required=False)
    note = forms.CharField(label=_("What it gives"), max_length=300, required=False)

    def __init__(self, *args: Any, actor: Actor, place: Area, **options: Any) -> None:
        super().__init__(*args, **options)
        look_near(self, "area", actor, place)
        self.fields["area"].initial = place


class EndSupportForm(forms.Form):
    on = ThaiDateField(label=_("First day without this support"))
