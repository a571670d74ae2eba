"""Shape of what is typed about the programme: bodies, parts, who did what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import HourField
from khabuan.gatherings.models import Gathering, GatheringPart
from khabuan.gatherings.rules.days import days_of
from khabuan.gatherings.rules.kinds import Doing, Part
from khabuan.gatherings.sentences.gatherings import days_words
from khabuan.gatherings.sentences.programme import post_words
from khabuan.meetings.models import Meeting
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import RowField, choices_of, offer
from khabuan.registry.models import Appointment


class DayField(forms.TypedChoiceField):
    """One of the days of a gathering; cleans to the day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=date.fromisoformat, empty_value=None, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


def offer_days(form: forms.Form, gathering: Gathering) -> None:
    """Let a form choose among the days of a gathering; one day goes without saying."""
    days = days_of(gathering.starts_on, gathering.ends_on)
    field = form.fields["on"]
    if len(days) == 1:
        del form.fields["on"]
    elif isinstance(field, DayField):
        field.choices = [(day.isoformat(), days_words(day, day)) for day in days]


class BodyLineForm(forms.Form):
    """Which body, and what it had to do with the gathering."""

    part = forms.ChoiceField(label=_("As what"), choices=choices_of(Part), initial=Part.CO_HOST.value)
    organisation = BodyField(
        label=_("Organisation of the register"), required=False, help_text=_("A part of its name.")
    )
    words = forms.CharField(
        label=_("Or its name in words"),
        max_length=200,
        required=False,
        help_text=_("Where the register does not have it."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "organisation", actor)


class PartForm(forms.Form):
    """A day, room or session; one may be a statutory meeting."""

    title = forms.CharField(
        label=_("What this part is called"),
        max_length=250,
        required=False,
        help_text=_("For example: room 2, welfare funds. A meeting chosen below brings its own name."),
    )
    on = DayField(label=_("Day"))
    starts_at = HourField(label=_("Begins at"), required=False, help_text=_("For example: 09.30"))
    ends_at = HourField(label=_("Ends at"), required=False)
    room = forms.CharField(label=_("Room"), max_length=120, required=False)
    meeting = RowField(
        label=_("It is a meeting with a quorum"),
        required=False,
        help_text=_("Quorum, resolutions and minutes stay with that meeting."),
    )

    def __init__(self, *args: Any, gathering: Gathering, meetings: Sequence[Meeting], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_days(self, gathering)
        if meetings:
            named = [(row, f"{row} · {row.organisation.name}") for row in meetings]
            offer(self, "meeting", named, _("no, a part without quorum"))
        else:
            del self.fields["meeting"]


class ActForm(forms.Form):
    """Who did what, when. For a person of the register the posts held then are offered, else words."""

    appointment = RowField(label=_("In which post"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=250, required=False)
    post = forms.CharField(
        label=_("Post held that day"),
        max_length=450,
        required=False,
        help_text=_("As the programme has it, with the office."),
    )
    doing = forms.ChoiceField(label=_("What somebody did there"), choices=choices_of(Doing))
    topic = forms.CharField(label=_("Topic, or what was handed over"), max_length=300, required=False)
    part = RowField(label=_("In which part"), required=False)
    on = DayField(label=_("Day"))
    at = HourField(label=_("At what hour"), required=False, help_text=_("For example: 09.30"))

    def __init__(
        self,
        *args: Any,
        gathering: Gathering,
        parts: Iterable[GatheringPart],
        posts: Sequence[Appointment] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        offer_days(self, gathering)
        listed = [(part, f"{part.title} · {days_words(part.on, part.on)}") for part in parts]
        if listed:
            offer(self, "part", listed, _("no part, the whole day"))
        else:
            del self.fields["part"]
        self._name_who(posts)

    def _name_who(self, posts: Sequence[Appointment] | None) -> None:
        """Words alone without posts; for a person the name is known, and the posts held then are offered."""
        if posts is None:
            del self.fields["appointment"]
            return
        del self.fields["name"]
        if not posts:
            del self.fields["appointment"]
            return
        offer(self, "appointment", [(row, post_words(row)) for row in posts], _("in another post, in words"))
        self.fields["appointment"].initial = str(posts[0].pk)
