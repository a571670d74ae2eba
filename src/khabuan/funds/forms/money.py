"""What is typed about a fund's everyday money: the boxes of ใบสำคัญรับเงิน and ใบสำคัญจ่ายเงิน."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.formfields import BahtFormField, ThaiDateField
from khabuan.core.thai import tidy, to_arabic_digits
from khabuan.funds.models import Fund, Member
from khabuan.funds.queries import money as queries
from khabuan.funds.rules.membership import number_key
from khabuan.ledger.models import Account
from khabuan.ledger.rules.words import MoneySource
from khabuan.meetings.forms.resolutions import ResolutionField, offer_resolutions
from khabuan.registry.forms.parts import RowField, choices_of, offer

SOURCES = [one for one in MoneySource if one != MoneySource.UNASSIGNED]


def offer_accounts(form: forms.Form, name: str, accounts: list[Account]) -> None:
    offer(form, name, [(one, str(one)) for one in accounts], _("choose"))


class FundForm(forms.Form):
    """A form about one fund, as one seat fills it in."""

    def __init__(self, *args: Any, actor: Actor, fund: Fund, back: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.fund = actor, fund
        places = queries.places_of(fund)
        for name in ("into", "out_of"):
            offer(self, name, [(one, one.name) for one in places], _("choose"))
        if "resolution" in self.fields:
            offer_resolutions(self, "resolution", actor, fund.organisation, back=back)
        if "on" in self.fields and not self.is_bound:
            self.fields["on"].initial = clock.today()


class MemberNumberField(forms.CharField):
    """A member by number; cleans to the row. The form says which fund."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=12, **options)
        self.widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})


def member_of(form: FundForm, name: str) -> Member | None:
    """The member whose number was typed, or None where the box is empty. ValidationError when there is none."""
    number = to_arabic_digits(tidy(form.cleaned_data.get(name) or ""))
    if not number:
        return None
    rows = Member.objects.visible_to(form.actor).filter(fund=form.fund).select_related("person", "fund__book")
    found: Member | None = (
        rows.filter(number=number).first() or rows.filter(number_key=number_key(number)).first()
    )
    if found is None or not found.number:
        raise forms.ValidationError(
            _("No member of this fund has this number. Look in the register of members.")
        )
    return found


class ReceiptForm(FundForm):
    account = RowField(label=_("What kind of money"))
    amount = BahtFormField(label=_("Amount (baht)"))
    into = RowField(label=_("Where the money went to"))
    on = ThaiDateField(label=_("Day"), prefer="past")
    who = forms.CharField(
        label=_("Received from"),
        max_length=200,
        required=False,
        help_text=_("A donation needs the giver's name."),
    )
    what = forms.CharField(label=_("What it is for"), max_length=200)
    document = forms.CharField(
        label=_("Paper behind it"),
        max_length=80,
        required=False,
        help_text=_("Number of a letter, slip or receipt."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_accounts(self, "account", queries.accounts_for(self.fund, queries.INCOME))


class PaidForm(FundForm):
    """What all money out has."""

    amount = BahtFormField(label=_("Amount (baht)"))
    out_of = RowField(label=_("Paid from"))
    source = forms.ChoiceField(
        label=_("From which source of money"), choices=choices_of(MoneySource, _("choose")),
        help_text=_("State and local money is for welfare, not for management."),
    )  # fmt: skip
    on = ThaiDateField(label=_("Day"), prefer="past")
    who = forms.CharField(label=_("Paid to"), max_length=200)
    what = forms.CharField(label=_("What it is for"), max_length=200)
    approved = forms.CharField(
        label=_("Approved by"),
        max_length=200,
        required=False,
        help_text=_("For example: the chair, 5 January."),
    )
    resolution = ResolutionField(label=_("By resolution"), required=False)
    document = forms.CharField(
        label=_("Paper behind it"),
        max_length=80,
        required=False,
        help_text=_("Number of the bill or receipt."),
    )


class PaymentForm(PaidForm):
    account = RowField(label=_("What kind of expense"))
    field_order = (
        "account",
        "amount",
        "out_of",
        "source",
        "on",
        "who",
        "what",
        "document",
        "approved",
        "resolution",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_accounts(self, "account", queries.accounts_for(self.fund, queries.EXPENSES))


class BenefitForm(PaidForm):
    needed = frozenset({"member", "approved", "resolution"})
    account = RowField(label=_("Kind of benefit"))
    member = MemberNumberField(
        label=_("Member number"), required=False, help_text=_("Not needed for benefits to the public.")
    )
    field_order = (
        "account", "member", "amount", "out_of", "source", "on", "what", "who", "approved", "resolution", "document",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_accounts(self, "account", queries.accounts_for(self.fund, queries.BENEFITS))
        self.fields["approved"].help_text = _("For example: the chair, 5 January. Or choose the resolution.")
        self.fields["who"].required = False
        self.fields["who"].help_text = _("Empty: the member. Otherwise who received it for the member.")

    def clean_member(self) -> Member | None:
        return member_of(self, "member")


class MoveForm(FundForm):
    out_of = RowField(label=_("Taken from"))
    into = RowField(label=_("Put into"))
    amount = BahtFormField(label=_("Amount (baht)"))
    on = ThaiDateField(label=_("Day"), prefer="past")
    document = forms.CharField(
        label=_("Paper behind it"), max_length=80, required=False, help_text=_("Number of the bank's slip.")
    )


class GiveBackForm(FundForm):
    out_of = RowField(label=_("Paid from"))
    on = ThaiDateField(label=_("Day"), prefer="past")
    who = forms.CharField(label=_("Paid to"), max_length=200)
    reason = forms.CharField(label=_("Reason"), max_length=160)
    document = forms.CharField(label=_("Paper behind it"), max_length=80, required=False)


class DivideForm(FundForm):
    resolution = ResolutionField(label=_("Resolution that divides the money"))
    on = ThaiDateField(label=_("Day"), prefer="past")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in SOURCES:
            self.fields[f"share_{one}"] = BahtFormField(label=_(one.label), required=False, least=Decimal(0))

    @property
    def shares(self) -> dict[str, Decimal]:
        return {str(one): amount for one in SOURCES if (amount := self.cleaned_data.get(f"share_{one}"))}


class UnclearForm(FundForm):
    into = RowField(label=_("Where the money went to"))
    amount = BahtFormField(label=_("Amount (baht)"))
    on = ThaiDateField(label=_("Day"), prefer="past")
    what = forms.CharField(label=_("What the bank says"), max_length=200)
    document = forms.CharField(label=_("Paper behind it"), max_length=80, required=False)


class ClearForm(FundForm):
    needed = frozenset({"member", "account"})
    amount = BahtFormField(label=_("Amount (baht)"))
    member = MemberNumberField(
        label=_("It is the contribution of member number"), required=False,
        help_text=_("Pays for whole days after the day up to which the member has paid."),
    )  # fmt: skip
    account = RowField(label=_("Or it is"), required=False)
    on = ThaiDateField(label=_("Day on which it became known"), prefer="past")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(
            self,
            "account",
            [(one, str(one)) for one in queries.accounts_for(self.fund, queries.INCOME)],
            _("none"),
        )

    def clean_member(self) -> Member | None:
        return member_of(self, "member")
