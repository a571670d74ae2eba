"""What is typed on the way of the cash: a sheet begun, counted, signed, corrected, handed over, paid in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core import clock
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.files.actions import SentFile
from khabuan.funds.models import BankAccount
from khabuan.funds.rules.words import CashDifference
from khabuan.papers.models import NumberBook
from khabuan.registry.forms.parts import RowField, sent_files
from khabuan.seats.models import User

NOTES = ("1000", "500", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.25")
LARGEST = Decimal(10**9)


def baht_field(label: Any, **options: Any) -> forms.DecimalField:
    """Baht with whole satang, more than nothing where nothing else is said."""
    options.setdefault("min_value", Decimal("0.01"))
    return forms.DecimalField(
        label=label, max_digits=12, decimal_places=2, max_value=LARGEST,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options,
    )  # fmt: skip


class OpenSheetForm(forms.Form):
    on = ThaiDateField(label=_("Day of the collection"), prefer="past")
    collector = forms.CharField(
        label=_("Who collects"), max_length=200, help_text=_("The name stands on every receipt.")
    )
    number_book = RowField(label=_("Book of receipts"), required=False)

    def __init__(self, *args: Any, books: list[NumberBook], **options: Any) -> None:
        super().__init__(*args, **options)
        _offered(self, "number_book").offer(
            [(one, _book(one)) for one in books], empty=_("without numbers of ours")
        )
        if books:
            self.fields["number_book"].initial = str(books[0].pk)


def _offered(form: forms.Form, name: str) -> RowField:
    field = form.fields[name]
    if not isinstance(field, RowField):
        raise TypeError(f"{name} offers no rows")
    return field


def _book(one: NumberBook) -> str:
    return f"{one} · {one.next_text}–{one.last_text} · {one.issued_to}"


class CountForm(forms.Form):
    """Notes and coins, or the sum alone; what becomes of a difference is asked when there is one."""

    counted = baht_field(_("Counted, in all"), required=False, min_value=Decimal(0))
    difference = forms.ChoiceField(
        label=_("What becomes of the difference"), required=False, widget=forms.RadioSelect,
        choices=CashDifference.choices(),
    )  # fmt: skip
    why = forms.CharField(label=_("What is known about it"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for note in NOTES:
            self.fields[f"n{note}"] = forms.IntegerField(
                label=note, min_value=0, max_value=100_000, required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-note": note}),
            )  # fmt: skip

    @property
    def notes(self) -> list[Any]:
        return [self[f"n{note}"] for note in NOTES]

    def clean(self) -> dict[str, Any]:
        """The notes add up to the sum; where none were counted, the sum is what was typed."""
        known = self.cleaned_data
        pieces = {note: known.pop(f"n{note}", None) or 0 for note in NOTES}
        added = sum((Decimal(note) * count for note, count in pieces.items()), Decimal(0))
        if any(pieces.values()):
            if known.get("counted") not in (None, added):
                self.add_error("counted", _("The notes and coins add up to another sum. Count again."))
            known["counted"] = added
        elif known.get("counted") is None and "counted" not in self.errors:
            self.add_error("counted", _("Count the cash, or write the sum that you counted."))
        return known


class PinSignForm(forms.Form):
    user = forms.TypedChoiceField(label=_("Who signs"))
    pin = forms.CharField(
        label=_("PIN"), max_length=20,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, users: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        known = {str(one.pk): one for one in users}
        choose_from(self, "user", [(key, one.name) for key, one in known.items()])
        self.fields["user"].coerce = known.__getitem__  # type: ignore[attr-defined]


class PaperSignForm(forms.Form):
    signed_by = forms.CharField(label=_("Who signed the paper"), max_length=200)
    photo = forms.FileField(
        label=_("Picture of the signed paper"), required=False, help_text=_("A photo or a PDF, at most 10 MB")
    )

    def clean_photo(self) -> list[SentFile]:
        return sent_files(self.files.getlist("photo"))


class DropForm(forms.Form):
    why = forms.CharField(label=_("Why it is given up"), max_length=300, required=False)


class CorrectForm(forms.Form):
    """One wrong line: taken back, or with the right amount and member under a new number."""

    what = forms.ChoiceField(
        label=_("What is wrong"), widget=forms.RadioSelect,
        choices=[
            ("amount", _("The amount: enter the right one")),
            ("member", _("The member: somebody else paid")),
            ("none", _("Nothing was paid: take it back")),
        ],
    )  # fmt: skip
    baht = baht_field(_("Right amount (baht)"), required=False)
    number = forms.CharField(label=_("Number of the right member"), max_length=12, required=False)
    cash = forms.ChoiceField(
        label=_("And the cash"), widget=forms.RadioSelect,
        choices=[
            ("moved", _("Money was given back to the payer, or more was taken")),
            ("paper", _("Only the writing was wrong: the cash is as it was counted")),
        ],
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300)
    on = ThaiDateField(label=_("Entered on"), prefer="past", help_text=_("A day of an open month."))


class HandOverForm(forms.Form):
    on = ThaiDateField(label=_("Day"), prefer="past")
    baht = baht_field(_("Counted and taken over (baht)"))
    giver = forms.CharField(label=_("Cash given by"), max_length=200)
    taker = forms.CharField(label=_("Taken by"), max_length=200)
    document = forms.CharField(label=_("Paper"), max_length=120, required=False)
    why = forms.CharField(label=_("If it is less: why"), max_length=300, required=False)


class SettleForm(forms.Form):
    direction = forms.ChoiceField(
        label=_("Difference"), widget=forms.RadioSelect,
        choices=[("short", _("cash is missing")), ("over", _("cash is too much"))],
    )  # fmt: skip
    baht = baht_field(_("How much (baht)"))
    on = ThaiDateField(
        label=_("Entered on"), prefer="past", initial=clock.today, help_text=_("A day of an open month."),
    )  # fmt: skip
    why = forms.CharField(label=_("What was found out"), max_length=300)


class PayInForm(forms.Form):
    bank_account = RowField(label=_("Bank account"))
    on = ThaiDateField(label=_("Day"), prefer="past")
    baht = baht_field(_("Paid in (baht)"))
    giver = forms.CharField(label=_("Taken to the bank by"), max_length=200)
    document = forms.CharField(label=_("Number of the pay-in slip"), max_length=120, required=False)

    def __init__(self, *args: Any, accounts: list[BankAccount], **options: Any) -> None:
        super().__init__(*args, **options)
        _offered(self, "bank_account").offer([(one, str(one)) for one in accounts])


class ManyForm(forms.Form):
    """A paper sheet typed in afterwards: one payer a line, "0047 90", or with the fee "0047 20 fee"."""

    lines = forms.CharField(
        label=_("Number and baht, one payer a line"),
        widget=forms.Textarea(attrs={"rows": 14, "inputmode": "text", "autocomplete": "off"}),
    )
    is_meant = forms.BooleanField(label=_("What pays more than two years ahead is meant"), required=False)
