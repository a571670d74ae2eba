"""The shape of what is typed at the door and at the desk. What is allowed is said by rules and actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Role
from khabuan.core.formfields import ThaiDateField, choose_from

AS_TYPED = {"autocapitalize": "none", "spellcheck": "false"}


def _secret(label: Any, complete: str, **options: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, strip=False, max_length=400, widget=widget, **options)


def _digits(label: Any, complete: str, length: int, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": complete})
    return forms.CharField(label=label, max_length=length, widget=widget, **options)


class EnterForm(forms.Form):
    login = forms.CharField(
        label=_("Log-in name or phone number"), max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "username", **AS_TYPED}),
    )  # fmt: skip
    password = _secret(_("Password"), "current-password")
    is_my_phone = forms.BooleanField(
        label=_("This is my phone"),
        help_text=_("Do not choose this on a machine that others use."),
        required=False,
    )


class CardForm(forms.Form):
    code = _digits(
        _("Code on the card"), "off", 60, help_text=_("16 digits. Blanks and dashes do not matter.")
    )


class NewPasswordForm(forms.Form):
    password = _secret(_("New password"), "new-password", help_text=_("At least 10 letters or digits."))
    again = _secret(_("The same password again"), "new-password")


class ChangePasswordForm(NewPasswordForm):
    old = _secret(_("Present password"), "current-password")
    field_order = ("old", "password", "again")


class ProofForm(forms.Form):
    old = _secret(_("Password"), "current-password")


class CodeForm(forms.Form):
    code = _digits(_("Code of six digits"), "one-time-code", 20)


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Mobile phone number"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("You can log in with it instead of the name. Leave it empty to take it away."),
    )  # fmt: skip


class PinForm(forms.Form):
    """A PIN to sign with, kept under the password so that a phone left open sets none."""

    pin = forms.CharField(
        label=_("PIN, 4 to 8 digits"), max_length=20, required=False, strip=True,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Leave it empty to take it away."),
    )  # fmt: skip
    old = _secret(_("Your password"), "current-password")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Which program uses this key?"), max_length=120)
    days = forms.TypedChoiceField(
        label=_("How long is it good?"), coerce=int, initial=90, widget=forms.RadioSelect,
        choices=((30, _("30 days")), (90, _("90 days")), (365, _("a year"))),
    )  # fmt: skip
    old = _secret(_("Your password"), "current-password")


class GrantForm(forms.Form):
    """A new seat at one place; `roles` are the offices that the giver may give there."""

    role = forms.ChoiceField(label=_("Office"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the person"), max_length=200)
    login = forms.CharField(
        label=_("Log-in name"), max_length=60, help_text=_("3 to 60 letters or digits, easy to remember."),
        widget=forms.TextInput(attrs={"autocomplete": "off", **AS_TYPED}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Mobile phone number"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title of the seat"), max_length=200, required=False,
        help_text=_("Leave it empty to use office and place."),
    )  # fmt: skip
    since = ThaiDateField(label=_("First day"), required=False, help_text=_("Leave it empty for today."))
    until = ThaiDateField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, roles: Iterable[Role], is_new_user: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "role", [(role.value, role.label) for role in roles])
        if not is_new_user:
            for name in ("name", "login", "phone"):
                del self.fields[name]

    def clean_until(self) -> date | None:
        """People name the last day; a seat keeps the first day on which it is no more."""
        last: date | None = self.cleaned_data["until"]
        return last + timedelta(days=1) if last else None


class EndForm(forms.Form):
    on = ThaiDateField(
        label=_("From which day is the seat no more?"),
        required=False,
        help_text=_("Leave it empty for today."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)


class CardAskForm(forms.Form):
    """Nothing to fill in: the page asks, the button answers."""


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class SeatFilterForm(forms.Form):
    """The filters of the list of seats, as a sentence."""

    STATES = (
        ("now", _("in force or to come")),
        ("never", _("who never entered")),
        ("soon", _("ending within 30 days")),
        ("ended", _("ended")),
    )
    role = forms.ChoiceField(label=_("Office"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    words = forms.CharField(label=_("Name or title"), required=False, max_length=100)

    def __init__(self, *args: Any, roles: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(role.value, role.label) for role in roles]
        choose_from(self, "role", [("", _("all offices")), *named])
