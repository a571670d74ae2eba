"""Shape of what is typed about a meeting before it is held: the call, the letter, guests, the agenda, its rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import HourField, ThaiDateField, choose_from
from khabuan.core.parts.words import shown_year
from khabuan.meetings.forms.resolutions import YearField, offer_duties
from khabuan.meetings.queries.meetings import Wanted
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.rules.quorum import Base
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import choices_of
from khabuan.registry.queries.finding import own_group
from khabuan.registry.rules.kinds import Issue


def _number_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Meeting number"),
        min_value=1,
        max_value=9999,
        help_text=_("The 1 of 1/2569."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class PlanForm(forms.Form):
    """Number, day, hours and place of a meeting."""

    number = _number_field()
    year = YearField(label=_("Year of the meeting number"), help_text=_("The 2569 of 1/2569."))
    on = ThaiDateField(label=_("Day of the meeting"))
    starts_at = HourField(label=_("Begins at"), required=False, help_text=_("For example: 09.30"))
    ends_at = HourField(label=_("Ends at"), required=False)
    place = forms.CharField(
        label=_("Where"), max_length=200, required=False, help_text=_("As it stands in the letter.")
    )
    title = forms.CharField(
        label=_("Subject"),
        max_length=200,
        required=False,
        help_text=_("Only for a meeting about one matter; others may leave it empty."),
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class CallForm(PlanForm):
    """A new meeting. An empty number takes the next of its year and kind."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Kind.choices(), initial=Kind.ORDINARY)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("number", "year"):
            self.fields[name].required = False
        self.fields["number"].help_text = _("Empty: the next number of that year.")


class NoticeForm(forms.Form):
    """Number and day of หนังสือเชิญประชุม."""

    notice_number = forms.CharField(
        label=_("Number of the letter"), max_length=80, help_text=_("As it stands on the letter.")
    )
    noticed_on = ThaiDateField(label=_("Day of the letter"))
    late_reason = forms.CharField(
        label=_("Why the letter is late"),
        max_length=300,
        required=False,
        help_text=_(
            "Only when it goes out later than the rules of the body want. It is printed in the letter."
        ),
    )


class ReasonForm(forms.Form):
    """Why something is called off or taken off."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class InviteForm(forms.Form):
    """Who is invited beside the members."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    post_words = forms.CharField(label=_("Post"), max_length=200, required=False)
    guest_of = BodyField(
        label=_("Agency or organisation"), required=False, help_text=_("A part of its name.")
    )
    organisation_words = forms.CharField(
        label=_("Agency that is not in the register"), max_length=200, required=False
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "guest_of", actor)


class ItemForm(forms.Form):
    """An item of the agenda. `heads` are (number, title); a body without duties in the Act is not asked for one."""

    main = forms.TypedChoiceField(label=_("Under which head"), coerce=int)
    title = forms.CharField(label=_("What it is about"), max_length=300)
    presenter = forms.CharField(label=_("Who presents it"), max_length=200, required=False)
    starts_at = HourField(label=_("Begins at"), required=False)
    background = forms.CharField(
        label=_("Background"),
        max_length=4000,
        required=False,
        help_text=_("What members should know before they come. Do not write citizen numbers or illnesses."),
        widget=forms.Textarea({"rows": 4}),
    )
    duty = forms.ChoiceField(label=_("Duty of the council that it serves"), required=False)
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("none")), required=False)

    def __init__(
        self, *args: Any, heads: list[tuple[int, str]], duties: tuple[str, ...] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choose_from(self, "main", [(str(number), f"{number} {title}") for number, title in heads])
        offer_duties(self, duties)
        if not heads:
            del self.fields["main"]


class DiscussionForm(forms.Form):
    """What was said to an item, and where the meeting stands with it."""

    discussion = forms.CharField(
        label=_("What was said"),
        max_length=8000,
        required=False,
        help_text=_("In short: who said what. Do not write citizen numbers or illnesses."),
        widget=forms.Textarea({"rows": 8}),
    )
    state = forms.ChoiceField(label=_("The item is"), choices=ItemState.choices(), widget=forms.RadioSelect)


class RuleForm(forms.Form):
    """A body's own rule from a day on. `words`: the closed list of a rule that is no number."""

    value = forms.CharField(label=_("Value"), max_length=20)
    since = ThaiDateField(label=_("Holds from"))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_(
            "Where it stands: the rules of the body and their item, or a resolution with its number."
        ),
    )

    def __init__(self, *args: Any, key: str, **options: Any) -> None:
        super().__init__(*args, **options)
        words = CHOICES.get(key)
        if words:
            self.fields["value"] = forms.ChoiceField(
                label=_("Value"), choices=words, widget=forms.RadioSelect
            )
        else:
            self.fields["value"].help_text = HINTS[key]


CHOICES = {
    "majority_base": Base.choices(),
    "casting_vote": [("chair", _("The chair decides")), ("no", _("A tie is not carried"))],
    "substitutes_count": [("yes", _("Substitutes count")), ("no", _("Substitutes do not count"))],
}
HINTS = {
    "quorum_share": _("A share of the members in force, for example 1/2 or 1/3."),
    "majority_share": _("1/2 means more than half; another share, such as 2/3, means at least that."),
    "notice_days": _("Whole days between the letter and the meeting."),
    "meetings_per_year_min": _("How many ordinary meetings a year, at least."),
}


class ChooseForm(forms.Form):
    """Whose meeting it is."""

    body = BodyField(label=_("Which organisation meets?"), help_text=_("A part of its name."))

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.initial.setdefault("body", own_group(actor))
        look_among(self, "body", actor)

    def clean_body(self) -> Any:
        body = self.cleaned_data["body"]
        if not self.actor.reaches(body.node):
            raise forms.ValidationError(
                _("Another office records for this organisation. Choose one of yours.")
            )
        return body


class FilterForm(forms.Form):
    """Which meetings a list shows; unknown values are passed over. `years` are CE."""

    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("of every state")), *State.choices()], required=False
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(year), str(shown_year(year))) for year in years]
        choose_from(self, "year", [("", _("all years")), *named])

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        facts = self.cleaned_data
        return Wanted(facts.get("year"), facts.get("state", ""))
