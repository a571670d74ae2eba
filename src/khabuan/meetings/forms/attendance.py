"""Shape of what is typed at the door of a meeting: hours, substitutes, guests, excuses, the signed paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.formfields import HourField, ThaiDateField, choose_from
from khabuan.meetings.actions.attendance import Ticked
from khabuan.meetings.models import Meeting
from khabuan.meetings.queries.attendance import Line
from khabuan.meetings.rules.attendance import Capacity
from khabuan.meetings.rules.hours import on_day
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import FilesField, sent_files


class HoursForm(forms.Form):
    """Hours of the meeting's day; they clean to instants."""

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meeting = meeting

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        came: datetime | None = None
        for name, field in self.fields.items():
            if isinstance(field, HourField) and isinstance(facts.get(name), time):
                facts[name] = on_day(self.meeting.on, facts[name], clock.BANGKOK, after=came)
                came = came or facts[name]
        return facts


def hour_of(at: datetime | None) -> time | None:
    """An instant as the box for an hour shows it."""
    return at.astimezone(clock.BANGKOK).time().replace(second=0, microsecond=0) if at else None


class CameForm(HoursForm):
    """A member comes, at another hour than now."""

    came_at = HourField(
        label=_("Came at"),
        required=False,
        help_text=_("For example 09.30. Empty: now, or when the meeting began."),
    )


class StayForm(HoursForm):
    """The hours of one row put right."""

    came_at = HourField(label=_("Came at"))
    left_at = HourField(label=_("Left at"), required=False, help_text=_("Empty: stayed to the end."))


class SubstituteForm(CameForm):
    """Who came in a member's place."""

    name = forms.CharField(label=_("Name of the substitute"), max_length=200)
    post_words = forms.CharField(label=_("Post"), max_length=200, required=False)
    field_order = ("name", "post_words", "came_at")


class GuestForm(CameForm):
    """Who came beside the members."""

    name = forms.CharField(label=_("Name"), max_length=200)
    post_words = forms.CharField(label=_("Post"), max_length=200, required=False)
    capacity = forms.ChoiceField(
        label=_("Comes as"),
        choices=[(one.value, _(one.label)) for one in (Capacity.GUEST, Capacity.AGENCY)],
        initial=Capacity.GUEST,
        widget=forms.RadioSelect,
    )
    guest_of = BodyField(
        label=_("Agency or organisation"), required=False, help_text=_("A part of its name.")
    )
    organisation_words = forms.CharField(
        label=_("Agency that is not in the register"), max_length=200, required=False
    )
    field_order = ("name", "post_words", "capacity", "guest_of", "organisation_words", "came_at")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "guest_of", actor)


class ExcuseForm(forms.Form):
    """A member asked to be excused."""

    told_on = ThaiDateField(label=_("Told on"))
    words = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("In short, for example: away on duty. Do not write illnesses."),
    )


class TakeBackForm(forms.Form):
    """A row was entered in error."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class PaperForm(HoursForm):
    """The signed sheet: who signed, one hour for all, and a box for whose hour differs. The photo comes along.

    Boxes: `m<person>` ticked, `h<person>` the hour where it is another one.
    """

    came_at = HourField(label=_("Hour for all who are ticked"), help_text=_("For example 09.30."))
    left_at = HourField(
        label=_("All of them left at"), required=False, help_text=_("Empty: stayed to the end.")
    )
    papers = FilesField(
        label=_("Photo of the signed sheet"),
        required=False,
        help_text=_("Pictures or PDF, at most four. They can be attached later too."),
    )

    def __init__(self, *args: Any, lines: Sequence[Line], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        for line in lines:
            self.fields[f"m{line.seat.person}"] = forms.BooleanField(label=line.seat.name, required=False)
            hour = HourField(label=_("Another hour of %(name)s") % {"name": line.seat.name}, required=False)
            hour.widget.attrs["size"] = "6"
            self.fields[f"h{line.seat.person}"] = hour

    @property
    def rows(self) -> list[tuple[Line, Any, Any]]:
        """The lines with their two boxes, for the page."""
        return [(line, self[f"m{line.seat.person}"], self[f"h{line.seat.person}"]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        facts["papers"] = sent_files(facts.get("papers"), gettext("Signed sheet"))
        return facts

    @property
    def ticked(self) -> list[Ticked]:
        """Who is ticked, with the hours, once the form is valid."""
        facts = self.cleaned_data
        return [
            Ticked(person, facts.get(f"h{person}") or facts["came_at"], facts.get("left_at"))
            for person in (line.seat.person for line in self.lines)
            if facts.get(f"m{person}")
        ]


class OpenForm(HoursForm):
    """The chair opens the meeting. `people` are (key, name and post) of the roll and the offices."""

    opened_at = HourField(label=_("Opened at"), required=False, help_text=_("Empty: now."))
    chair = forms.TypedChoiceField(label=_("Who presides"), coerce=int, empty_value=None, required=False)
    chair_words = forms.CharField(
        label=_("In which post"),
        max_length=200,
        required=False,
        help_text=_(
            "Empty: the post held in the organisation. Somebody else who presides is written here by name."
        ),
    )
    recorder = forms.TypedChoiceField(label=_("Who records"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(key), words) for key, words in people]
        choose_from(self, "chair", [("", _("somebody else")), *named])
        choose_from(self, "recorder", [("", _("not said")), *named])


class CloseForm(HoursForm):
    """The chair closes the meeting."""

    closed_at = HourField(label=_("Closed at"), required=False, help_text=_("Empty: now."))
