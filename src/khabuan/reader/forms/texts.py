"""Shape of a text that is brought in, and of what a list of texts shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField
from khabuan.places.models import Area
from khabuan.reader.queries.texts import TextList, Wanted
from khabuan.reader.rules.drafts import TextKind
from khabuan.reader.rules.texts import Doubt
from khabuan.registry.forms.parts import ReachedPlaceField, choices_of, look_near


class AboutForm(forms.Form):
    """What a text is called, what sort it is, where and when it was published."""

    title = forms.CharField(
        label=_("Title of the text"),
        max_length=250,
        required=False,
        help_text=_("Empty: the first line of the text."),
    )
    kind = forms.ChoiceField(label=_("Sort of text"), choices=choices_of(TextKind), widget=forms.RadioSelect)
    outlet = forms.CharField(
        label=_("Where it was published"),
        max_length=200,
        required=False,
        help_text=_("Newspaper, page or office that wrote it."),
    )
    address = forms.CharField(label=_("Address on the web"), max_length=500, required=False)
    published_on = ThaiDateField(label=_("Published on"), required=False)


class PasteForm(AboutForm):
    """The words as they were copied, and where they come from."""

    words = forms.CharField(
        label=_("The whole text"),
        strip=False,
        error_messages={"required": _(Doubt.EMPTY.label)},
        widget=forms.Textarea({"rows": 16}),
        help_text=_(
            "Copy the report or the minutes from their page and paste them here, at most 200,000 letters."
        ),
    )
    area = ReachedPlaceField(
        label=_("In the book of which place"), help_text=_("A part of the name is enough.")
    )

    def __init__(self, *args: Any, actor: Actor, place: Area, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("kind", TextKind.NEWS)
        self.initial.setdefault("area", place)
        look_near(self, "area", actor, place)


class WithdrawForm(forms.Form):
    """Why a text is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Such as pasted twice, or a private letter.")
    )


class FilterForm(forms.Form):
    """What the list shows; unknown values are passed over."""

    state = forms.ChoiceField(
        label=_("State"), choices=choices_of(TextList), required=False, initial=TextList.ALL
    )
    kind = forms.ChoiceField(
        label=_("Sort of text"), choices=choices_of(TextKind, _("of every sort")), required=False
    )
    q = forms.CharField(label=_("Word of the title"), max_length=100, required=False)

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        facts = self.cleaned_data
        return Wanted(facts.get("state") or TextList.ALL, facts.get("kind", ""), facts.get("q", ""))
