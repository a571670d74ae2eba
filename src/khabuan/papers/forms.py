"""The code of a paper, as somebody reads it off; and what is asked about a book of numbers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField
from khabuan.papers.queries.documents import plain_code
from khabuan.papers.rules import LARGEST_NUMBER, NumberKind, read_number_text

NO_NUMBER = _("Write book and number as they stand on the paper, like 12/034.")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Check code"),
        max_length=40,
        help_text=_("Ten letters and digits at the foot of every page, like 7KQ2M-XW4DA."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = plain_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("A code has ten letters and digits. Look at the foot of the paper again.")
            )
        return code


class ReceiptForm(CodeForm):
    """Number and code of a receipt. It stands on one page with the form for other papers."""

    field_order = ("number", "code")
    number = forms.CharField(
        label=_("Book and number of the receipt"),
        max_length=40,
        help_text=_("Like 12/034: book 12, number 034."),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "text"}),
    )

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if read_number_text(number) is None:
            raise forms.ValidationError(NO_NUMBER)
        return number.strip()


class IssueBookForm(forms.Form):
    """A book as its cover and its leaves say."""

    kind = forms.ChoiceField(label=_("Kind of paper"), choices=NumberKind.choices())
    number = forms.IntegerField(
        label=_("Number of the book"),
        min_value=1,
        max_value=LARGEST_NUMBER,
        help_text=_("As it stands on the cover."),
    )
    first = forms.IntegerField(label=_("First number"), min_value=1, max_value=LARGEST_NUMBER, initial=1)
    last = forms.IntegerField(
        label=_("Last number"),
        min_value=1,
        max_value=LARGEST_NUMBER,
        initial=100,
        help_text=_("As it stands on the last leaf."),
    )
    next_number = forms.IntegerField(
        label=_("First leaf that is still empty"),
        min_value=1,
        max_value=LARGEST_NUMBER,
        required=False,
        help_text=_("Only for a book that was begun on paper before. Empty: the book is new."),
    )
    issued_to = forms.CharField(
        label=_("Who gets it"), max_length=200, help_text=_("The desk, the collector or the device.")
    )
    on = ThaiDateField(label=_("Given out on"))


class HandOnForm(forms.Form):
    """Who goes on with a book."""

    issued_to = IssueBookForm.base_fields["issued_to"]
    on = ThaiDateField(label=_("Given out on"))


class HandBackForm(forms.Form):
    """When a book came back."""

    on = ThaiDateField(label=_("Came back on"))


class VoidNumberForm(forms.Form):
    """Why the next leaf is not used."""

    number = forms.IntegerField(label=_("Number on the spoilt leaf"), min_value=1, max_value=LARGEST_NUMBER)
    reason = forms.CharField(
        label=_("Why it is not used"), max_length=300, help_text=_("The leaf stays in the book, crossed out.")
    )


class CloseBookForm(forms.Form):
    """Why the rest of a book is not used."""

    reason = forms.CharField(label=_("Why the rest is not used"), max_length=300, required=False)
    on = ThaiDateField(label=_("Closed on"))
