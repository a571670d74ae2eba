"""Shape of what is typed about co-operation agreements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField
from khabuan.gatherings.actions.cooperation import Party
from khabuan.gatherings.models import Cooperation, Gathering
from khabuan.gatherings.queries.cooperation import Wanted
from khabuan.gatherings.rules.lists import CooperationList
from khabuan.gatherings.sentences.gatherings import short_when
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import FilesField, RowField, choices_of, offer, sent_files
from khabuan.registry.rules.kinds import Issue

FIELDS = ("title", "words", "issue", "signed_on", "since", "until", "gathering")


class CooperationForm(forms.Form):
    """What it is about, when it was signed, from when to when, at which gathering."""

    title = forms.CharField(label=_("What the co-operation is about"), max_length=300)
    words = forms.CharField(
        label=_("What each side does"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("no one issue")), required=False)
    signed_on = ThaiDateField(label=_("Signed on"))
    since = ThaiDateField(
        label=_("Holds from"), required=False, help_text=_("Empty: from the day of signing.")
    )
    until = ThaiDateField(label=_("Last day"), required=False, help_text=_("Empty: no end is named."))
    gathering = RowField(label=_("Signed at"), required=False)

    def __init__(self, *args: Any, gatherings: list[Gathering], **options: Any) -> None:
        super().__init__(*args, **options)
        if gatherings:
            named = [(row, f"{row} · {short_when(row)}") for row in gatherings]
            offer(self, "gathering", named, _("at no gathering of this list"))
        else:
            del self.fields["gathering"]


class WithPapers(CooperationForm):
    """A new paper, with its scan."""

    papers = FilesField(
        label=_("Signed paper"), required=False, help_text=_("Pictures or PDF, at most four.")
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        facts["papers"] = sent_files(facts.get("papers"))
        return facts


class RecordForm(WithPapers):
    """A signed agreement with its first other party; more parties are added on its page."""

    party = BodyField(
        label=_("The other party, of the register"), required=False, help_text=_("A part of its name.")
    )
    party_words = forms.CharField(label=_("Or its name in words"), max_length=200, required=False)
    signer = forms.CharField(
        label=_("Who signed for it"),
        max_length=300,
        required=False,
        help_text=_("Name and post, as on the paper."),
    )
    field_order = ("title", "party", "party_words", "signer")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "party", actor)

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        party, words, signer = (facts.pop(name, None) for name in ("party", "party_words", "signer"))
        if not party and not words and not self.errors.get("party"):
            self.add_error("party", _("Name the other party: an agreement has two at least."))
        facts["parties"] = [Party(party, words or "", signer or "")] if party or words else []
        return facts


class CorrectForm(CooperationForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class EndForm(forms.Form):
    """It ended."""

    on = ThaiDateField(label=_("Ended on"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class PartyForm(forms.Form):
    """One more party."""

    organisation = BodyField(
        label=_("Organisation of the register"), required=False, help_text=_("A part of its name.")
    )
    words = forms.CharField(
        label=_("Or its name in words"),
        max_length=200,
        required=False,
        help_text=_("Where the register does not have it."),
    )
    signer = forms.CharField(
        label=_("Who signed for it"),
        max_length=300,
        required=False,
        help_text=_("Name and post, as on the paper."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "organisation", actor)


class FilterForm(forms.Form):
    """What the list shows; unknown values are passed over."""

    state = forms.ChoiceField(label=_("State"), choices=CooperationList.choices(), required=False)
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("every issue")), required=False)
    q = forms.CharField(label=_("Word"), max_length=100, required=False)

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        facts = self.cleaned_data
        return Wanted(
            facts.get("state") or CooperationList.IN_FORCE, facts.get("issue", ""), facts.get("q", "")
        )


def initial_of(row: Cooperation) -> dict[str, Any]:
    """What stands in the book, for the form that corrects it."""
    known = {name: getattr(row, name) for name in FIELDS}
    return known | {"gathering": str(row.gathering_id or "")}
