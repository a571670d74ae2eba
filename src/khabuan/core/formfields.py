"""Form fields of the house that plain Django lacks: a Thai date in three boxes."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.utils.functional import Promise, lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext

from khabuan.core import clock, money, thai
from khabuan.core.thai.dates import ENGLISH_MONTHS, Prefer


@dataclass(frozen=True, slots=True)
class Boxes:
    """What stands in the three boxes, as typed; a date typed whole stands in the first."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: object) -> "Boxes":
        """The boxes that show `value`: a date as far as known, boxes themselves, or text typed whole."""
        if isinstance(value, Boxes):
            return value
        if isinstance(value, dt.date):
            value = thai.ThaiDate(value)
        if isinstance(value, thai.ThaiDate):
            on = value.value
            return cls(
                str(on.day) if value.precision == "day" else "",
                str(on.month) if value.precision != "year" else "",
                str(on.year if _in_english() else thai.be_year(on)),
            )
        return cls(day=str(value or "").strip())

    def text(self) -> str:
        """One text for the reader of dates: 15/3/2566, 3/2566, 2566, or what was typed whole."""
        return "/".join(box for box in (self.day, self.month, self.year) if box)

    @property
    def is_whole(self) -> bool:
        return bool(self.day) and not self.month and not self.year


class ThaiDateWidget(forms.Widget):
    """Day box, month list, year box (พ.ศ.; CE on an English page).

    Sent as `<name>_0`, `_1`, `_2`; a date typed whole and sent as `<name>` is taken too.
    """

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, object], files: object, name: str) -> Boxes | None:
        if data.get(name):
            return Boxes(day=str(data[name]).strip())
        typed = Boxes(*(str(data.get(f"{name}_{i}") or "").strip() for i in range(3)))
        return None if typed == Boxes() else typed

    def value_omitted_from_data(self, data: Mapping[str, object], files: object, name: str) -> bool:
        return name not in data and not any(f"{name}_{i}" in data for i in range(3))

    def id_for_label(self, id_: str | None, index: object = None) -> str:
        return f"{id_}_0" if id_ else ""

    def render(
        self,
        name: str,
        value: object,
        attrs: Mapping[str, object] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The three boxes; `attrs` (aria-describedby, aria-invalid) go to each."""
        boxes = Boxes.of(value)
        shared = dict(attrs or {})
        base = str(shared.pop("id", "") or f"id_{name}")
        names = ENGLISH_MONTHS if _in_english() else thai.MONTHS
        months = [("", "–"), *((str(at), word) for at, word in enumerate(names, start=1))]
        box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        parts = (
            ("dd", pgettext("date box", "Day"), box, boxes.day),
            ("mm", pgettext("date box", "Month"), forms.Select(choices=months), boxes.month.lstrip("0")),
            ("yy", pgettext("date box", "Year"), box, boxes.year),
        )
        shown = (
            (
                style,
                f"{base}_{i}",
                label,
                w.render(f"{name}_{i}", typed, {**shared, "id": f"{base}_{i}"}, renderer),
            )
            for i, (style, label, w, typed) in enumerate(parts)
        )
        return format_html(
            '<div class="date">{}</div>',
            format_html_join("", '<div class="{}"><label for="{}">{}</label>{}</div>', shown),
        )


class ThaiDateField(forms.Field):
    """A date in three boxes, or typed whole in any form that `core.thai.read_date` knows.

    Cleans to a `date`, or with `rough=True` to a `ThaiDate`, where the day, or day and month, may be left out
    (records that have only a year). Empty cleans to None. `prefer`, `earliest`, `latest` as in `read_date`.
    """

    widget = ThaiDateWidget
    default_error_messages = {
        "unreadable": gettext_lazy("This is not a date. Write it like 15 March 2023 or 15/3/2023."),
        "range": gettext_lazy("These are two dates. Write one."),
        "no_day": gettext_lazy("The day is missing."),
        "no_month": gettext_lazy("Choose the month."),
        "no_year": gettext_lazy("The year is missing."),
        "day": gettext_lazy("There is no such day in that month. Look at the paper again."),
        "day_of": gettext_lazy("%(month)s has %(last)s days. Write a day from 1 to %(last)s."),
        "month": gettext_lazy("There is no such month. Choose one from the list."),
        "year": gettext_lazy("This cannot be the year. Write it in four digits, like 2023."),
        "too_early": gettext_lazy("This date is too long ago. It must be %(bound)s or later."),
        "too_late": gettext_lazy("This date is too late. It must be %(bound)s or earlier."),
    }

    def __init__(
        self,
        *,
        rough: bool = False,
        prefer: Prefer | None = None,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]  # the options of forms.Field, unchanged
        self.rough, self.prefer, self.earliest, self.latest = rough, prefer, earliest, latest

    def to_python(self, value: object) -> dt.date | thai.ThaiDate | None:
        if value in (None, "", Boxes()):
            return None
        boxes = Boxes.of(value)
        if boxes.day and boxes.year and not boxes.month:
            raise self._refusal("no_month")
        if (boxes.day or boxes.month) and not boxes.year and not boxes.is_whole:
            raise self._refusal("no_year")
        try:
            read = thai.read_date(
                boxes.text(),
                today=clock.today(),
                prefer=self.prefer,
                earliest=self.earliest,
                latest=self.latest,
            )
        except thai.DateUnreadable as no:
            raise self._worded(no, whole=boxes.is_whole) from None
        if self.rough:
            return read.date
        if read.precision != "day":
            raise self._refusal("no_month" if read.precision == "year" else "no_day")
        return read.value

    def has_changed(self, initial: object, data: object) -> bool:
        return Boxes.of(initial) != Boxes.of(data)

    def _worded(self, no: thai.DateUnreadable, *, whole: bool) -> ValidationError:
        """The reader's refusal as a sentence that says what to do next."""
        if no.code == "empty" or (whole and no.code == "month"):
            return self._refusal("unreadable")
        if no.code == "day" and no.values.get("year"):
            month = thai.ThaiDate(dt.date(int(no.values["year"]), int(no.values["month"]), 1), "month")
            return self._refusal("day_of", month=_long(month), last=no.values["last"])
        if no.code in ("too_early", "too_late"):
            bound = self.earliest if no.code == "too_early" else self.latest
            return self._refusal(no.code, bound=_long(bound))
        return self._refusal(no.code if no.code in self.error_messages else "unreadable")

    def _refusal(self, code: str, **values: object) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=values)


HOUR = re.compile(r"(\d{1,2})(?:\s*[.:]\s*(\d{1,2}))?(?:\s*น\.?)?|(\d{2})(\d{2})(?:\s*น\.?)?")


class HourField(forms.CharField):
    """An hour of the day as Thai offices write it ("09.30", "9:30 น.", "0930", "๙.๓๐"). Empty cleans to None."""

    default_error_messages = {
        "no_hour": gettext_lazy("This is not an hour of the day. Write it like 09.30."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=12, **options)
        self.widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "maxlength": "12"})

    def clean(self, value: Any) -> dt.time | None:
        if isinstance(value, dt.time):
            return value
        typed = thai.to_arabic_digits(thai.tidy(super().clean(value)))
        if not typed:
            return None
        found = HOUR.fullmatch(typed)
        if found is not None:
            hour, minute = found[1] or found[3], found[2] or found[4] or "0"
            if int(hour) < 24 and int(minute) < 60:
                return dt.time(int(hour), int(minute))
        raise ValidationError(self.error_messages["no_hour"], code="no_hour")

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, dt.time) else value


def _fill(words: Promise, facts: Mapping[str, object]) -> str:
    return str(words) % facts


_filled: Callable[..., Any] = lazy(_fill, str)


def filled(words: Promise, **facts: object) -> Any:
    """Lazy words with their values, in the reader's language: `%` itself would word them when the module loads."""
    return _filled(words, facts)


def choose_from(form: forms.Form, name: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
    """Let a choice of a form be among these, where they are known only when the form is made."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no choice")
    field.choices = list(choices)


def _in_english() -> bool:
    return (get_language() or "th").startswith("en")


def _long(value: dt.date | thai.ThaiDate | None) -> str:
    return thai.long_date(value, lang="en" if _in_english() else "th") if value else ""


class BahtFormField(forms.Field):
    """An amount of baht in figures, Thai or Arabic, with or without separators: "๑,๕๐๐.๕๐", "1500". Cleans to Decimal.

    Nothing is rounded: an amount finer than a satang is refused, and so is one below `least`.
    """

    default_error_messages = {
        "unreadable": gettext_lazy("This is not an amount. Write it in figures, like 1,500 or 1500.50."),
        "satang": gettext_lazy("An amount has two decimals at most. Write whole satang."),
        "least": gettext_lazy("The amount is too small. Write more than nothing."),
    }

    def __init__(self, *, least: Decimal = Decimal("0.01"), **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]  # the options of forms.Field, unchanged
        self.least = least
        self.widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:
        if value in (None, ""):
            return None
        if isinstance(value, Decimal):
            return value
        try:
            amount = thai.read_baht(str(value))
            money.satang(amount)
        except thai.AmountUnreadable:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from None
        except ValueError:
            raise ValidationError(self.error_messages["satang"], code="satang") from None
        if amount < self.least:
            raise ValidationError(self.error_messages["least"], code="least")
        return amount

    def prepare_value(self, value: object) -> object:
        return f"{value:,.2f}" if isinstance(value, Decimal) else value
