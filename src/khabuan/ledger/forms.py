"""What a reader asks of a book: which days, with or without closing entries, which source, which entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import clock
from khabuan.core.formfields import Boxes, ThaiDateField, choose_from
from khabuan.core.thai import long_date
from khabuan.core.thai.dates import ThaiDate
from khabuan.ledger.models import Account, Book
from khabuan.ledger.reading_words import span_words, year_words
from khabuan.ledger.rules.journals import JournalProgram
from khabuan.ledger.rules.spans import KINDS, Span, months_between, span_of, years_between
from khabuan.ledger.rules.words import NOMINAL, EntryKind, MoneySource
from khabuan.ledger.sheets import language

MOST_MONTHS = 36
CLOSING = [("without", _("without closing entries")), ("with", _("with closing entries"))]


OWN_DAYS = "days"


def _in_boxes(asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked, with ISO days of our own links in the three boxes of a date."""
    boxed = dict(asked)
    for name in ("since", "until"):
        try:
            day = date.fromisoformat(str(asked.get(name, "")))
        except ValueError:
            continue
        del boxed[name]
        shown = Boxes.of(day)
        boxed |= {f"{name}_0": shown.day, f"{name}_1": shown.month, f"{name}_2": shown.year}
    return boxed


class SpanForm(forms.Form):
    """Days of a statement: a month or year from the list, or days as typed, which go before."""

    period = forms.ChoiceField(label=_("Days"), required=False)
    closing = forms.ChoiceField(label=_("Closing entries"), choices=CLOSING, required=False)
    since = ThaiDateField(label=_("From the day"), required=False)
    until = ThaiDateField(label=_("To the day"), required=False)

    carried: tuple[str, ...] = ("closing",)

    def __init__(self, data: Any, *, book: Book, year: int) -> None:
        """`year` is the year of the book that is shown where nothing is asked."""
        self.book, self.default = book, f"y{year}"
        asked = {name: value for name, value in data.items() if value != ""}
        if "year" in data:  # the bar was used last
            asked = {name: value for name, value in asked.items() if name not in ("period", "since", "until")}
        if "since" in asked or "until" in asked or "since_2" in asked or "until_2" in asked:
            asked["period"] = OWN_DAYS
        super().__init__({"period": self.default, "closing": "without", **_in_boxes(asked)})
        choose_from(self, "period", self._periods(year))
        self.is_valid()

    def _periods(self, year: int) -> list[tuple[str, Any]]:
        book, today = self.book, clock.today()
        own = years_between(book.opened_on, today, book.years)
        if year not in own:
            own.append(year)
        groups: list[tuple[str, Any]] = [
            (gettext("Years"), [(f"y{one}", year_words(one, book.years)) for one in own]),
            (
                gettext("Months"),
                [
                    (f"m{month:%Y-%m}", long_date(ThaiDate(month, "month"), lang=language()))
                    for month in months_between(book.opened_on, today)[:MOST_MONTHS]
                ],
            ),
        ]
        others = [
            (f"{code}{one}", year_words(one, years))
            for code, years in KINDS.items()
            if years != book.years
            for one in years_between(book.opened_on, today, years)
        ]
        groups.append((gettext("Other years"), others))
        groups.append((gettext("All"), [("all", gettext("since the book began"))]))
        groups.append((gettext("Other days"), [(OWN_DAYS, gettext("the days below"))]))
        return [*groups, *self._beyond(groups)]

    def _beyond(self, groups: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """The days that are asked for, where the list is too short for them: another year is never shown instead."""
        code = str(self.data.get("period", ""))
        asked = span_of(code, self.book.years)
        if asked is None or any(code == known for _name, some in groups for known, _words in some):
            return []
        return [(gettext("Asked for"), [(code, span_words(asked, self.book.years))])]

    @property
    def span(self) -> Span:
        """The days asked for, but none that have not come: a statement is never of a day ahead."""
        span = self._asked_for()
        return replace(span, until=max(span.since, min(span.until, clock.today())))

    def _asked_for(self) -> Span:
        """Typed days first; the year shown where nothing can be read."""
        typed_since, typed_until = self._typed("since"), self._typed("until")
        if typed_until or typed_since:
            until = min(typed_until or clock.today(), clock.today())
            years = self.book.years
            since = typed_since or years.start(years.of(until))
            return Span(min(since, until), until)
        code = str(self.cleaned_data.get("period") or self.default)
        if code == "all":
            return Span(self.book.opened_on, clock.today())
        found = span_of(code, self.book.years) or span_of(self.default, self.book.years)
        if found is None:
            raise ValueError(f"no span {code}")
        return found

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What else narrows the page, carried on by the forms that change its days."""
        return [(name, str(value)) for name in self.carried if (value := self.cleaned_data.get(name))]

    def _typed(self, name: str) -> date | None:
        value = self.cleaned_data.get(name)
        return value if isinstance(value, date) else None

    @property
    def with_closing(self) -> bool:
        return self.cleaned_data.get("closing") == "with"

    @property
    def has_typed_days(self) -> bool:
        return bool(self._typed("since") or self._typed("until") or self.errors)


class AccountForm(SpanForm):
    """Days of one account and, for income, expenses and funds, one source of money."""

    carried = ("closing", "source", "account")
    source = forms.ChoiceField(label=_("Source of money"), required=False)
    account = forms.ChoiceField(label=_("Account"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        book: Book,
        year: int,
        account: Account | None,
        offered: list[Account] | None = None,
    ) -> None:
        self.offered = offered or []
        self.one = account
        super().__init__(data, book=book, year=year)

    def full_clean(self) -> None:
        choose_from(self, "source", [("", _("all sources")), *MoneySource.choices()])
        choose_from(self, "account", [(one.code, str(one)) for one in self.offered])
        super().full_clean()

    @property
    def source_asked(self) -> str:
        if self.one is None or self.one.kind not in NOMINAL:
            return ""
        return str(self.cleaned_data.get("source") or "")


class JournalForm(SpanForm):
    """Entries of some days, of one kind, with a word or number, on some accounts."""

    carried = ("codes", "source", "kind", "q")
    kind = forms.ChoiceField(
        label=_("Kind of entry"), required=False, choices=[("", _("of every kind")), *EntryKind.choices()]
    )
    q = forms.CharField(label=_("Word or number"), required=False, max_length=80)
    codes = forms.RegexField(
        r"\A\d{4,6}(,\d{4,6})*\Z", required=False, max_length=1000, widget=forms.HiddenInput
    )
    source = forms.ChoiceField(
        label=_("Source of money"), required=False, choices=[("", _("all sources")), *MoneySource.choices()]
    )

    @property
    def code_list(self) -> tuple[str, ...]:
        asked = str(self.cleaned_data.get("codes") or "")
        return tuple(asked.split(",")) if asked else ()


class TakeOutForm(forms.Form):
    """For which program a book is written, and how finely."""

    program = forms.ChoiceField(
        label=_("Which program will read it?"), widget=forms.RadioSelect,
        choices=[
            (JournalProgram.HLEDGER, "hledger"), (JournalProgram.LEDGER, "Ledger"),
            (JournalProgram.BEANCOUNT, "Beancount"),
        ],
    )  # fmt: skip
    with_lines = forms.BooleanField(
        label=_("With a part for each member and collecting centre"), required=False,
        help_text=_("Members are shown by their number only. Names do not leave with the file."),
    )  # fmt: skip
