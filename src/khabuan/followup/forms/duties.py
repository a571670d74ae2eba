"""Shape of what is typed about a duty: what, who, until when; and what a list of duties is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField
from khabuan.followup.forms.parts import PART_OF_NAME, WithPapers
from khabuan.followup.models import Duty
from khabuan.followup.queries.wanted import DutyList, Wanted
from khabuan.followup.rules import Met
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import RowField, choices_of, offer
from khabuan.registry.models import Person
from khabuan.registry.rules.kinds import Issue, OrganisationKind

FACTS = ("what", "given_on", "due_on", "owner_person", "owner_organisation", "owner_words", "issue")
OWNER = ("owner_person", "owner_organisation", "owner_words", "due_on")


class OwnerForm(forms.Form):
    """Who does it and until when. `people`: who holds a post of the body, each with the post."""

    owner_person = RowField(label=_("Who does it"), required=False)
    owner_organisation = BodyField(
        label=_("Which organisation does it"), required=False, help_text=PART_OF_NAME
    )
    owner_words = forms.CharField(
        label=_("Who does it, in words"),
        max_length=200,
        required=False,
        help_text=_("For a group, or somebody who is not in the list."),
    )
    due_on = ThaiDateField(label=_("Due on"), required=False)

    def __init__(
        self, *args: Any, actor: Actor, people: Sequence[tuple[Person, str]], duty: Duty | None = None,
        **options: Any,
    ) -> None:  # fmt: skip
        if duty is not None:
            known = {name: getattr(duty, name) for name in FACTS}
            options["initial"] = {**known, "owner_person": duty.owner_person_id}
        super().__init__(*args, **options)
        listed = [(person, f"{person} · {post}") for person, post in people]
        if duty is not None and duty.owner_person and duty.owner_person not in (one for one, _post in people):
            listed.append((duty.owner_person, str(duty.owner_person)))
        offer(self, "owner_person", listed, _("nobody of the list"))
        look_among(self, "owner_organisation", actor)


class DutyForm(OwnerForm):
    """The whole duty, as it stands under a resolution in the minutes."""

    what = forms.CharField(
        label=_("What is to be done"),
        max_length=2000,
        help_text=_(
            "One piece of work that can be seen to be done. Do not write citizen numbers or illnesses."
        ),
        widget=forms.Textarea({"rows": 3}),
    )
    given_on = ThaiDateField(label=_("Day on which it was given"))
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("none")), required=False)


class GiveForm(WithPapers, DutyForm):
    """A new one, with its letter or photo when it is at hand."""


class CorrectForm(DutyForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class HandOnForm(OwnerForm):
    """Somebody else does it now, or it has another day."""

    reason = forms.CharField(label=_("Why somebody else does it"), max_length=300)


class DropForm(forms.Form):
    """Why it need not be done any more, and since when."""

    reason = forms.CharField(label=_("Why it need not be done"), max_length=300)
    on = ThaiDateField(label=_("On which day"))


class FilterForm(forms.Form):
    """What a list of duties shows; unknown values are passed over."""

    state = forms.ChoiceField(label=_("State"), choices=choices_of(DutyList), required=False)
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("every issue")), required=False)
    q = forms.CharField(label=_("Word or name"), max_length=100, required=False)

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        facts = self.cleaned_data
        return Wanted(facts.get("state", ""), facts.get("issue", ""), facts.get("q", ""))


class Choosing(forms.Form):
    """One choice from the address; an unknown value is passed over."""

    def value(self, name: str) -> str:
        self.is_valid()
        chosen: str = self.cleaned_data.get(name, "")
        return chosen


class YearFilterForm(Choosing):
    """Of which bodies the duties of a year are counted."""

    kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=choices_of(OrganisationKind, _("every organisation")),
        required=False,
    )  # fmt: skip


class MetFilterForm(Choosing):
    """Which duties of a body and year are listed."""

    met = forms.ChoiceField(label=_("How it stood"), choices=choices_of(Met, _("not met")), required=False)
