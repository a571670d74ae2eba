"""Shape of what is typed about a vote: the motion, the count, and what is to follow from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import HourField, ThaiDateField
from khabuan.meetings.actions.votes import FollowUp
from khabuan.meetings.forms.attendance import HoursForm
from khabuan.meetings.forms.resolutions import offer_duties
from khabuan.meetings.rules.quorum import MeetingRules, Method
from khabuan.meetings.rules.votes import Vote
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import choices_of
from khabuan.registry.rules.kinds import Issue

CASTING = {"for": True, "against": False}


def _votes(label: Any, *, required: bool = False) -> forms.IntegerField:
    box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"})
    return forms.IntegerField(label=label, min_value=0, max_value=9999, required=required, widget=box)


class TallyForm(HoursForm):
    """What was counted. Empty boxes are nothing; by consent none is filled."""

    method = forms.ChoiceField(
        label=_("How the meeting decided"), choices=Method.choices(), widget=forms.RadioSelect
    )
    votes_for = _votes(_("In favour"))
    against = _votes(_("Against"))
    abstained = _votes(_("Abstained"))
    spoilt = _votes(_("Spoilt ballots"))
    apart = _votes(_("Members with an interest who did not vote"))
    casting = forms.ChoiceField(
        label=_("Both sides are even. How did the chair decide? (casting vote)"),
        choices=[("", _("did not decide")), ("for", _("for it")), ("against", _("against it"))],
        required=False,
        widget=forms.RadioSelect,
    )
    decided_at = HourField(label=_("Decided at"), required=False, help_text=_("Empty: now."))

    def __init__(self, *args: Any, rules: MeetingRules, **options: Any) -> None:
        super().__init__(*args, **options)
        if not rules.casting_vote:
            del self.fields["casting"]

    @property
    def vote(self) -> Vote:
        """What was counted, once the form is valid."""
        facts = self.cleaned_data
        counts = {
            name: facts.get(name) or 0 for name in ("votes_for", "against", "abstained", "spoilt", "apart")
        }
        if facts["method"] == Method.CONSENT:
            counts["votes_for"] = 0
        return Vote(Method(facts["method"]), **counts, casting=CASTING.get(facts.get("casting") or ""))


class VoteForm(TallyForm):
    """The motion with its count, and the duty that is to follow when it carries."""

    words = forms.CharField(
        label=_("What is moved"),
        max_length=4000,
        help_text=_("As it shall stand in the minutes. Do not write citizen numbers or illnesses."),
        widget=forms.Textarea({"rows": 4}),
    )
    mover = forms.CharField(label=_("Moved by"), max_length=200, required=False)
    seconders = forms.CharField(label=_("Seconded by"), max_length=300, required=False)
    duty = forms.ChoiceField(label=_("Duty of the council that it serves"), required=False)
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("none")), required=False)
    duty_what = forms.CharField(label=_("What is to be done"), max_length=2000, required=False)
    duty_owner = forms.CharField(label=_("Who does it"), max_length=200, required=False)
    duty_body = BodyField(
        label=_("Organisation or agency that does it"), required=False, help_text=_("A part of its name.")
    )
    duty_due_on = ThaiDateField(label=_("Due on"), required=False)

    def __init__(self, *args: Any, actor: Actor, duties: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "duty_body", actor)
        offer_duties(self, duties)

    @property
    def facts(self) -> dict[str, Any]:
        """What `record_vote` takes, once the form is valid."""
        typed = self.cleaned_data
        told = {name: typed.get(name) or "" for name in ("words", "mover", "seconders", "duty", "issue")}
        return {
            **told,
            "vote": self.vote,
            "decided_at": typed.get("decided_at"),
            "follow_up": self._follow_up(),
        }

    def _follow_up(self) -> FollowUp | None:
        typed = self.cleaned_data
        owner, body, due_on = typed.get("duty_owner", ""), typed.get("duty_body"), typed.get("duty_due_on")
        what = typed.get("duty_what", "")
        if not (what or owner or body or due_on):
            return None
        return FollowUp(what or typed["words"], owner, body, due_on)
