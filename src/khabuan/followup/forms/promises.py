"""Shape of what is typed about a promise: which agency, who spoke, what, until when, how it ended; filters of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.followup.forms.parts import PART_OF_NAME, StepForm, WithPapers
from khabuan.followup.models import Promise
from khabuan.followup.queries.wanted import PromiseList, Wanted
from khabuan.followup.rules import Outcome
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import RowField, choices_of, offer
from khabuan.registry.models import Person
from khabuan.registry.rules.kinds import Issue

FACTS = (
    "words", "agency", "agency_words", "giver_name", "giver_post", "given_on", "due_on", "issue", "giver_person",
)  # fmt: skip
NO_AGENCY = {
    "none": _(
        "No such agency is in the register. Leave this box empty, and write the name in the box below: it is matched later."
    )
}


class PromiseForm(forms.Form):
    """A promise as somebody heard it. `people`: officers of the agency in sight, where it is known already."""

    agency = BodyField(label=_("Agency"), required=False, help_text=PART_OF_NAME, error_messages=NO_AGENCY)
    agency_words = forms.CharField(
        label=_("Agency that is not in the register"),
        max_length=200,
        required=False,
        help_text=_("Its name as it was said. It is matched with the register later."),
    )
    words = forms.CharField(
        label=_("What was promised"), max_length=4000, widget=forms.Textarea({"rows": 4}),
        help_text=_("As it was said: what, how much, for whom. Do not write citizen numbers or illnesses."),
    )  # fmt: skip
    giver_person = RowField(label=_("Officer of the agency who promised"), required=False)
    giver_name = forms.CharField(label=_("Name of who promised"), max_length=200, required=False)
    giver_post = forms.CharField(label=_("Post held that day"), max_length=200, required=False)
    given_on = ThaiDateField(label=_("Promised on"))
    due_on = ThaiDateField(label=_("Promised by which day"), required=False)
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("none")), required=False)

    def __init__(
        self, *args: Any, actor: Actor, people: Sequence[tuple[Person, str]] = (), promise: Promise | None = None,
        **options: Any,
    ) -> None:  # fmt: skip
        if promise is not None:
            known = {name: getattr(promise, name) for name in FACTS}
            options["initial"] = {**known, "giver_person": promise.giver_person_id}
        super().__init__(*args, **options)
        listed = [(person, f"{person} · {post}") for person, post in people]
        giver = promise.giver_person if promise else None
        if giver is not None and giver not in (one for one, _post in people):
            listed.append((giver, str(giver)))
        self.has_officers = bool(listed)
        offer(self, "giver_person", listed, _("nobody of the list"))
        look_among(self, "agency", actor)


class RecordForm(WithPapers, PromiseForm):
    """A new one, with its letter or photo when it is at hand."""


class CorrectForm(PromiseForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class MatchForm(forms.Form):
    """Which agency of the register the words mean."""

    agency = BodyField(
        label=_("Agency of the register"),
        help_text=PART_OF_NAME,
        error_messages={"none": _("No such agency is in the register. The province's office can add it.")},
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "agency", actor)


class AnswerForm(StepForm):
    words = forms.CharField(label=_("What was answered"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    by_words = forms.CharField(
        label=_("Who answered"),
        max_length=200,
        required=False,
        help_text=_("Name and post, as on the letter."),
    )


class SettleForm(StepForm):
    """How it ended, with what shows it."""

    outcome = forms.ChoiceField(
        label=_("What came of the promise"), choices=choices_of(Outcome), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What was done of it"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )
    field_order = ("outcome", "on", "words", "by_words", "papers")


class FilterForm(forms.Form):
    """What a list of promises shows; unknown values are passed over. `agencies` are keys and names."""

    state = forms.ChoiceField(label=_("State"), choices=choices_of(PromiseList), required=False)
    agency = forms.TypedChoiceField(label=_("Agency"), coerce=int, empty_value=None, required=False)
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("every issue")), required=False)
    q = forms.CharField(label=_("Word or name"), max_length=100, required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(str(key), name) for key, name in agencies]
        choose_from(self, "agency", [("", _("every agency")), *listed])

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        facts = self.cleaned_data
        return Wanted(facts.get("state", ""), facts.get("issue", ""), facts.get("q", ""), facts.get("agency"))
