"""Posts and terms, as an order of appointment (คำสั่งแต่งตั้ง) and the list of council members have them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField
from khabuan.places.models import Area
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import RoughDates, RowField, choices_of, offer, rough
from khabuan.registry.models import Appointment, Organisation, Post
from khabuan.registry.queries import choices
from khabuan.registry.rules.kinds import PostTitle, SeatOrigin

MONTH_ENOUGH = _("The month or the year alone is enough where the day is not known.")
FORESEEN = _("Leave it empty: the last day is counted from the post's years of term.")


class PostForm(forms.Form):
    """A seat of a body: title, as the order words it, how many hold it, how long, where it comes from."""

    title = forms.ChoiceField(label=_("Post"), choices=choices_of(PostTitle))
    label = forms.CharField(label=_("As the order words it"), max_length=200, required=False)
    holders = forms.IntegerField(
        label=_("How many seats"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Empty: no fixed number."),
    )
    term_years = forms.IntegerField(label=_("Years of term"), min_value=1, max_value=20, required=False)
    origin = forms.ChoiceField(
        label=_("Where the seat comes from"), choices=choices_of(SeatOrigin, _("not said")), required=False
    )
    origin_organisation = BodyField(
        label=_("Which council, group or agency"),
        required=False,
        help_text=_("A part of the organisation's name is enough."),
    )
    origin_note = forms.CharField(label=_("Which group or agency"), max_length=200, required=False)
    order = forms.IntegerField(label=_("Order in the list"), min_value=0, max_value=9999, initial=100)

    def __init__(self, *args: Any, actor: Actor, post: Post | None = None, **options: Any) -> None:
        if post is not None:
            options.setdefault("initial", {name: getattr(post, name) for name in PostForm.base_fields})
        super().__init__(*args, **options)
        look_among(self, "origin_organisation", actor)


class EndPostForm(forms.Form):
    on = ThaiDateField(label=_("First day without this post"))


class TermForm(RoughDates):
    """A term: from when, to when, by which order, on whose behalf, acting or not."""

    since = ThaiDateField(label=_("From"), rough=True, required=False, help_text=MONTH_ENOUGH)
    until = ThaiDateField(label=_("Last day of the term"), rough=True, required=False, help_text=FORESEEN)
    order_number = forms.CharField(label=_("Number of the order or minutes"), max_length=80, required=False)
    on_behalf_of = BodyField(
        label=_("On behalf of"), required=False, help_text=_("A part of the organisation's name is enough.")
    )
    is_acting = forms.BooleanField(
        label=_("Acting for the time being"),
        required=False,
        help_text=_("An acting holder may stand beside the one whose term it is."),
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        organisation: Organisation,
        appointment: Appointment | None = None,
        **options: Any,
    ) -> None:
        if appointment is not None:
            options.setdefault("initial", _initial(appointment))
        super().__init__(*args, **options)
        self.is_change = appointment is not None
        look_among(self, "on_behalf_of", actor)

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if not self.is_change and facts.get("until") is None:
            # Left out, the action foresees the end from the post's years of term.
            facts.pop("until", None), facts.pop("until_precision", None)
        return facts


def _initial(row: Appointment) -> dict[str, Any]:
    return {
        "since": rough(row.since, row.since_precision),
        "until": rough(row.until, row.until_precision),
        "order_number": row.order_number,
        "on_behalf_of": row.on_behalf_of,
        "is_acting": row.is_acting,
    }


class ChangeTermForm(TermForm):
    reason = forms.CharField(label=_("Why it changes"), max_length=300, required=False)


class NewHolderForm(TermForm):
    """A person who is not in the book yet, and the term."""

    title = forms.CharField(label=_("Title of name"), max_length=60, required=False)
    given = forms.CharField(label=_("First name"), max_length=120)
    surname = forms.CharField(label=_("Surname"), max_length=120, required=False)
    area = RowField(label=_("Lives in"), help_text=_("The smallest place that is known."))
    is_another = forms.BooleanField(label=_("I looked: this is another person"), required=False)
    field_order = ("title", "given", "surname", "area")

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **options: Any) -> None:
        super().__init__(*args, actor=actor, organisation=organisation, **options)
        place: Area = choices.tambon_of(actor, organisation.area)
        near = choices.places_below(actor, place) or [(organisation.area, str(organisation.area))]
        offer(self, "area", near)
        self.fields["area"].initial = str(organisation.area_id)

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        self.looked = bool(facts.pop("is_another", False))
        return facts


class EndTermForm(forms.Form):
    on = ThaiDateField(label=_("Day of leaving"), help_text=_("The successor may begin that day."))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For instance: term over, resigned, died, moved.")
    )
    has_successor = forms.BooleanField(label=_("Record the successor next"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        self.goes_on = bool(facts.pop("has_successor", False))
        return facts
