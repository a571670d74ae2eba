"""What the forms of the register share: lists of words, rows to choose from, dates known to the year only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core.formfields import ThaiDateField
from khabuan.core.thai import FiscalYear, Precision, ThaiDate
from khabuan.core.words import Word
from khabuan.files.actions import SentFile
from khabuan.files.images import MAX_BYTES
from khabuan.places.forms.place_field import PlaceField, PlaceSearch
from khabuan.places.models import Area
from khabuan.registry.rules.kinds import Issue

Choices = list[tuple[str, str | Promise]]


def choices_of(words: Iterable[Word], empty: str | Promise = "") -> Choices:
    """A closed list as choices, translated where they are shown; `empty` is the word for none."""
    listed: Choices = [(word.value, _(word.label)) for word in words]
    return [("", empty), *listed] if empty else listed


class RowField(forms.TypedChoiceField):
    """One of the rows that `offer` lists; cleans to the row itself, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(empty_value=None, **options)
        self.known: dict[str, Row] = {}

    def offer(self, rows: Iterable[tuple[Row, str]], empty: str | Promise = "") -> None:
        """The rows with their words, in reach already; `empty` is the word for choosing none."""
        listed = list(rows)
        self.known = {str(row.pk): row for row, _words in listed}
        self.choices = [*([("", empty)] if empty else []), *((str(row.pk), words) for row, words in listed)]
        self.coerce = self.known.__getitem__


class ReachedPlaceField(PlaceField):
    """A place that is typed, within the seat's reach: said beside the box before the action says no."""

    actor = Actor.public()

    def clean(self, value: object) -> Area | None:
        area: Area | None = super().clean(value)
        if area is not None and not self.actor.reaches(area.path):
            raise forms.ValidationError(_("This place is not in your area. Ask the office of that place."))
        return area


def look_near(form: forms.Form, name: str, actor: Actor, place: Area) -> None:
    """Let a form's ReachedPlaceField know who asks, and which places to find first."""
    field = form.fields.get(name)
    if isinstance(field, ReachedPlaceField):
        field.actor = actor
        field.look_for(PlaceSearch(near=place.code))


def offer(form: forms.Form, name: str, rows: Iterable[tuple[Row, str]], empty: str | Promise = "") -> None:
    """Let a form's RowField choose among these rows. A form without the field has nothing to offer."""
    field = form.fields.get(name)
    if isinstance(field, RowField):
        field.offer(rows, empty)


class RoughDates(forms.Form):
    """Dates of which the day, or day and month, may be unknown: they clean to a day and its precision."""

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, ThaiDateField) and field.rough and name in facts:
                typed: ThaiDate | None = facts[name]
                facts[name] = typed.value if typed else None
                facts[f"{name.removesuffix('_on') if name.endswith('_on') else name}_precision"] = (
                    typed.precision if typed else "day"
                )
        return facts


def rough(value: date | None, precision: Precision) -> ThaiDate | None:
    """A stored day and its precision as the date boxes show them."""
    return ThaiDate(value, precision) if value else None


class AskForm(forms.Form):
    """Nothing to fill in: the page asks, the button answers."""


MOST_FILES = 4


class YearFilter(forms.Form):
    """What a list of work shows; unknown values are passed over. `year` is the budget year of the bar."""

    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("every issue")), required=False)
    when = forms.ChoiceField(
        label=_("Year"), choices=[("", _("the year of the bar")), ("all", _("all years"))], required=False
    )
    q = forms.CharField(label=_("Word"), max_length=100, required=False)

    def __init__(self, *args: Any, year: FiscalYear, **options: Any) -> None:
        super().__init__(*args, **options)
        self.bar_year = year

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for, with the year, None for all."""
        self.is_valid()
        facts = self.cleaned_data
        return {**facts, "year": None if facts.get("when") == "all" else self.bar_year}

    def of_other_years(self, find: Callable[[Any], QuerySet[Any]], shown: int) -> int:
        """How many more a list has in other years than the `shown` ones of the bar's; 0 where it shows all. One query."""
        wanted = self.wanted  # type: ignore[attr-defined]  # of each list's own form
        return find(replace(wanted, year=None)).count() - shown if wanted.year else 0


class FilesWidget(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; cleans to a list. What is in them is judged where they are kept."""

    widget = FilesWidget

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        sent = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)d files."), params={"most": MOST_FILES})
        if any(file.size > MAX_BYTES for file in sent):  # before it is read
            raise forms.ValidationError(_("The file is larger than 25 MB. Make it smaller first."))
        return [super(FilesField, self).clean(file, initial) for file in sent]


def sent_files(files: Sequence[UploadedFile] | None, caption: str = "") -> list[SentFile]:
    """What an action attaches, from what `FilesField` cleaned."""
    return [SentFile(file.read(), file.name or "", caption) for file in files or ()]
