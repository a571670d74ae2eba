"""A count of votes, or the names that were drawn; and the terms that a confirmation begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import choose_from
from khabuan.elections.models import Candidate, Election
from khabuan.elections.queries.heads import Heads
from khabuan.elections.rules.tally import How
from khabuan.meetings.forms.resolutions import ResolutionField, offer_resolutions
from khabuan.registry.forms.parts import choices_of
from khabuan.registry.models import Appointment
from khabuan.registry.sentences.posts import term_days

MOST_HEADS = 32_000


class HeadsForm(forms.Form):
    """How many members the body has, how many were there."""

    entitled = forms.IntegerField(
        label=_("Members on that day"), min_value=0, max_value=MOST_HEADS, required=False
    )
    present = forms.IntegerField(
        label=_("Members present who voted or might vote"), min_value=0, max_value=MOST_HEADS, required=False,
        help_text=_("Empty only for an old paper that does not say it: then no quorum is claimed."),
    )  # fmt: skip


class CountForm(HeadsForm):
    """The votes by candidate. Cleans to the facts of `count_votes`."""

    how = forms.ChoiceField(label=_("How it was voted"), widget=forms.RadioSelect)
    spoilt = forms.IntegerField(label=_("Spoilt ballots"), min_value=0, max_value=MOST_HEADS, required=False)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=MOST_HEADS, required=False)
    words = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(
        self, *args: Any, candidates: Sequence[Candidate], heads: Heads, is_tie: bool, **options: Any
    ) -> None:
        options.setdefault(
            "initial", {"entitled": heads.entitled, "present": heads.present, "how": How.HANDS}
        )
        super().__init__(*args, **options)
        self.candidates = candidates
        ways = (How.HANDS, How.SECRET) if is_tie else (How.HANDS, How.SECRET, How.CONSENT)
        choose_from(self, "how", choices_of(ways))
        for one in candidates:
            self.fields[f"votes_{one.pk}"] = forms.IntegerField(
                label=gettext("Votes of %(name)s") % {"name": one.person}, min_value=0, max_value=MOST_HEADS,
                required=False,
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[Candidate, BoundField]]:
        return [(one, self[f"votes_{one.pk}"]) for one in self.candidates]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        votes = {}
        for one in self.candidates:
            name = f"votes_{one.pk}"
            number = facts.pop(name, None)
            if number is None and facts.get("how") != How.CONSENT and name not in self.errors:
                self.add_error(name, gettext("Write the votes. Who got none has 0."))
            votes[one.pk] = number or 0
        for name in ("spoilt", "abstained"):
            facts[name] = facts.get(name) or 0
        return {**facts, "votes": votes}


class LotForm(forms.Form):
    """The names that were drawn among those with even votes, and how it was done."""

    words = forms.CharField(
        label=_("How it was drawn, by whom, who looked on"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        self.candidates = candidates
        for one in candidates:
            self.fields[f"drawn_{one.pk}"] = forms.BooleanField(label=str(one.person), required=False)

    @property
    def lines(self) -> list[BoundField]:
        return [self[f"drawn_{one.pk}"] for one in self.candidates]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        votes = {one.pk: int(bool(facts.pop(f"drawn_{one.pk}", False))) for one in self.candidates}
        return {**facts, "how": How.LOT.value, "votes": votes}


class ConfirmForm(forms.Form):
    """The resolution that stands behind it, and whose terms end with it."""

    resolution = ResolutionField(label=_("Resolution"), required=False)
    leaving = forms.MultipleChoiceField(
        label=_("Whose term ends that day"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        election: Election,
        holders: Sequence[Appointment],
        leave: Sequence[Appointment],
        back: str,
        **options: Any,
    ) -> None:
        options.setdefault("initial", {})
        options["initial"]["leaving"] = [str(row.pk) for row in leave]
        super().__init__(*args, **options)
        offer_resolutions(self, "resolution", actor, election.organisation, back=back)
        self.holders = {str(row.pk): row for row in holders}
        if not holders:
            del self.fields["leaving"]
            return
        lines = [(key, f"{row.person} · {term_days(row)}") for key, row in self.holders.items()]
        choose_from(self, "leaving", lines)

    def clean_leaving(self) -> list[Appointment]:
        return [self.holders[key] for key in self.cleaned_data["leaving"]]
