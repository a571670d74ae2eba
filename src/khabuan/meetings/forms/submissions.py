"""Shape of a proposal that goes up, and of each step of its trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.meetings.forms.resolutions import ResolutionField, offer_resolutions
from khabuan.meetings.queries.submissions import Wanted
from khabuan.meetings.rules.submissions import StepKind, SubmissionState
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import FilesField, choices_of, sent_files
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue

ANOTHER = "another"


class WithPapers(forms.Form):
    """Where it goes, the letter, and the scan of it."""

    to = BodyField(label=_("To which body"), required=False, help_text=_("A part of its name."))
    to_words = forms.CharField(
        label=_("Office that is not in the register"),
        max_length=200,
        required=False,
        help_text=_("For example a ministry."),
    )
    letter = forms.CharField(label=_("Number of the letter"), max_length=80, required=False)
    papers = FilesField(label=_("Scan of the letter"), required=False)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        facts["papers"] = sent_files(facts.get("papers"))
        return facts


class SendForm(WithPapers):
    """A new proposal."""

    title = forms.CharField(label=_("What is proposed"), max_length=300)
    words = forms.CharField(
        label=_("The proposal in words"),
        max_length=4000,
        required=False,
        help_text=_("Do not write citizen numbers or illnesses."),
        widget=forms.Textarea({"rows": 5}),
    )
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("none")), required=False)
    resolution = ResolutionField(label=_("Resolution by which it was decided"), required=False)
    on = ThaiDateField(label=_("Day it was sent"))

    def __init__(self, *args: Any, actor: Actor, body: Organisation, back: str, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "to", actor)
        offer_resolutions(self, "resolution", actor, body, back=back)


class StepForm(WithPapers):
    """What happened next, and who did it: one of the trail so far, or somebody else who is named."""

    kind = forms.ChoiceField(
        label=_("What happened at this step"),
        choices=[one for one in StepKind.choices() if one[0] != StepKind.SENT],
    )
    on = ThaiDateField(label=_("On"))
    who = forms.ChoiceField(label=_("Who did it"), help_text=_("Not who writes it down."))
    by = BodyField(label=_("Another body"), required=False, help_text=_("A part of its name."))
    by_words = forms.CharField(
        label=_("Another office that is not in the register"), max_length=200, required=False
    )
    words = forms.CharField(
        label=_("What it says"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )

    def __init__(
        self, *args: Any, actor: Actor, parties: Mapping[str, Organisation | str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.parties = parties
        look_among(self, "to", actor)
        look_among(self, "by", actor)
        names = [(name, name) for name in parties]
        choose_from(self, "who", [("", _("choose")), *names, (ANOTHER, _("somebody else, named below"))])

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        who = self.parties.get(facts.pop("who", ""))
        if isinstance(who, Organisation):
            facts |= {"by": who, "by_words": ""}
        elif who:
            facts |= {"by": None, "by_words": who}
        return facts


class FilterForm(forms.Form):
    """Which proposals a list shows; unknown values are passed over."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("not settled")), *SubmissionState.choices(), ("all", _("of every state"))],
        required=False,
    )

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        return Wanted(self.cleaned_data.get("state", ""))
