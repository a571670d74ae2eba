"""What is typed to keep a book: months, accounts, taking back, the bank's lines, counted cash."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core import clock, money
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.core.thai import long_date
from khabuan.ledger.models import Posting
from khabuan.ledger.reading_words import piece_label
from khabuan.ledger.rules.counting import PIECES, counted_satang
from khabuan.ledger.rules.words import AccountKind, AccountRole, LineUse, MoneySource, Use
from khabuan.registry.forms.parts import FilesField, choices_of, sent_files

SOURCES = [one for one in MoneySource if one != MoneySource.UNASSIGNED]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ReverseForm(ReasonForm):
    on = ThaiDateField(label=_("Day on which it is taken back"), prefer="past")
    field_order = ("on", "reason")


class AccountForm(forms.Form):
    code = forms.CharField(
        label=_("Number of the account"), max_length=6, widget=forms.TextInput({"inputmode": "numeric"}),
        help_text=_("1 assets, 2 liabilities, 4 income, 5 expenses; four to six digits."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=choices_of([one for one in AccountKind if one != AccountKind.EQUITY])
    )
    use = forms.ChoiceField(
        label=_("Expenses of it are for"), choices=choices_of(Use, _("no expense")), required=False,
        help_text=_(
            "In a fund, what is paid for welfare of members names its member. A second person is asked to sign for an "
            "account of any use but management."
        ),
    )  # fmt: skip
    source = forms.ChoiceField(
        label=_("Income of it usually comes from"),
        choices=choices_of(SOURCES, _("no income")),
        required=False,
    )
    role = forms.ChoiceField(
        label=_("It holds money"), required=False,
        choices=[("", _("no")), *choices_of([AccountRole.CASH, AccountRole.BANK, AccountRole.INVESTMENT])],
    )  # fmt: skip


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160)


class DayForm(forms.Form):
    on = ThaiDateField(label=_("From the day"))


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("File of the bank"),
        help_text=_(
            "CSV or XLSX, with columns for the day, the words, money out and in (or one amount), and the balance."
        ),
    )


class PaperSignForm(forms.Form):
    signed_by = forms.CharField(label=_("Who signed the paper"), max_length=200)
    papers = FilesField(
        label=_("Picture of the signed paper"),
        error_messages={"required": _("Take a picture of the signed paper and attach it.")},
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        facts["papers"] = sent_files(facts.get("papers"))
        return facts


class LineForm(forms.Form):
    """Which entries a line of the bank is."""

    postings = forms.MultipleChoiceField(
        label=_("Entries of the book"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, postings: Sequence[Posting], **options: Any) -> None:  # noqa: ANN401 - of forms.Form
        super().__init__(*args, **options)
        self.known = {str(one.pk): one for one in postings}
        choose_from(self, "postings", [(key, posting_words(one)) for key, one in self.known.items()])

    def clean_postings(self) -> list[Posting]:
        return [self.known[key] for key in self.cleaned_data["postings"]]


def posting_words(one: Posting) -> str:
    amount = one.debit - one.credit
    return f"{long_date(one.entry.on)} · {amount:,.2f} · {one.entry.memo}"


class EnterForm(forms.Form):
    """What a line of the bank is that the book lacks."""

    what = forms.ChoiceField(label=_("It is"), widget=forms.RadioSelect)
    source = forms.ChoiceField(
        label=_("The fee is paid from"),
        choices=choices_of(MoneySource),
        required=False,
        initial=MoneySource.MEMBERS,
    )

    def __init__(self, *args: Any, comes_in: bool, **options: Any) -> None:  # noqa: ANN401 - of forms.Form
        super().__init__(*args, **options)
        uses = (LineUse.INTEREST, LineUse.UNCLEAR) if comes_in else (LineUse.FEE,)
        choose_from(self, "what", choices_of(uses))
        self.fields["what"].initial = uses[0]
        if comes_in:
            del self.fields["source"]


class CountForm(forms.Form):
    """ใบตรวจนับเงินสด: notes and coins by their number."""

    on = ThaiDateField(label=_("Counted on"), prefer="past", initial=clock.today)
    counted_by = forms.CharField(label=_("Counted by"), max_length=200)
    words = forms.CharField(
        label=_("What is known about a difference"), max_length=300, required=False,
        help_text=_("Needed where the count and the book differ."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - of forms.Form
        super().__init__(*args, **options)
        for at, piece in enumerate(PIECES):
            self.fields[f"piece_{at}"] = forms.IntegerField(
                label=piece_label(int(Decimal(piece) * 100)), required=False, min_value=0, max_value=1_000_000,
                widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
            )  # fmt: skip

    @property
    def piece_fields(self) -> list[forms.BoundField]:
        return [self[f"piece_{at}"] for at in range(len(PIECES))]

    @property
    def pieces(self) -> dict[str, int]:
        found = {piece: self.cleaned_data.get(f"piece_{at}") for at, piece in enumerate(PIECES)}
        return {piece: many for piece, many in found.items() if many}

    @property
    def counted(self) -> Decimal:
        """What is typed so far comes to, once the form was looked at."""
        return money.baht(counted_satang(self.pieces))

    def again(self) -> CountForm:
        """What was typed, nothing yet asked about."""
        return CountForm(initial={**dict(self.data.items()), "on": self.cleaned_data.get("on")})


class SettleForm(forms.Form):
    source = forms.ChoiceField(
        label=_("Whose money it is"), choices=choices_of(SOURCES), initial=MoneySource.MEMBERS
    )
