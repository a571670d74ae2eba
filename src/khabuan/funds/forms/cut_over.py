"""The form of a cut-over: notes and coins, bank balances with their day, what collectors have, whose money it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from khabuan.core import clock, money
from khabuan.core.formfields import BahtFormField, ThaiDateField
from khabuan.funds.actions.cut_over import BankBalance, WithCollector
from khabuan.funds.queries.cut_over import Places
from khabuan.funds.rules.cut_over import PIECES, Counted
from khabuan.ledger.reading_words import piece_label
from khabuan.ledger.rules.words import MoneySource

SOURCES = tuple(source for source in MoneySource if source != MoneySource.UNASSIGNED)
MOST_PIECES = 100_000


def _amount(label: Any, **more: Any) -> BahtFormField:
    return BahtFormField(label=label, required=False, least=Decimal(0), **more)


class CutOverForm(forms.Form):
    """What was counted. Boxes left empty count as nothing."""

    on = ThaiDateField(
        label=_("Cut-over day"), help_text=_("The day on which all is counted and the new books begin.")
    )
    old_total = _amount(
        _("Total by the old books (baht)"), help_text=_("What the old cash book says on that day.")
    )
    why_money = forms.CharField(
        label=_("Why the money differs"), required=False, max_length=300,
        help_text=_("Only where what was counted is not what the old books say."),
    )  # fmt: skip
    old_members = forms.IntegerField(label=_("Members now, by the old register"), required=False, min_value=0)
    why_members = forms.CharField(label=_("Why the members differ"), required=False, max_length=300)

    def __init__(self, *args: Any, places: Places, counted: Counted | None = None, **options: Any) -> None:
        self.places = places
        super().__init__(*args, **{"initial": _initial(counted, places), **options})
        for piece in PIECES:
            self.fields[f"piece{piece}"] = forms.IntegerField(
                label=piece_label(piece), required=False, min_value=0, max_value=MOST_PIECES
            )
        for account, name in places.accounts:
            self.fields[f"bank{account.code}"] = _amount(name)
            self.fields[f"day{account.code}"] = ThaiDateField(
                label=_("Balance by the passbook of"), required=False, latest=clock.today()
            )
        for centre in (None, *places.centres):
            self.fields[f"held{centre.pk if centre else 0}"] = _amount(
                centre.name if centre else _("The fund's own desk")
            )
        for source in SOURCES:
            self.fields[f"of_{source}"] = _amount(_(source.label))

    # -- groups for the page

    @property
    def pieces(self) -> Sequence[BoundField]:
        return [self[f"piece{piece}"] for piece in PIECES]

    @property
    def banks(self) -> Sequence[tuple[BoundField, BoundField]]:
        return [
            (self[f"bank{account.code}"], self[f"day{account.code}"])
            for account, _name in self.places.accounts
        ]

    @property
    def held(self) -> Sequence[BoundField]:
        return [self[f"held{centre.pk if centre else 0}"] for centre in (None, *self.places.centres)]

    @property
    def sources(self) -> Sequence[BoundField]:
        return [self[f"of_{source}"] for source in SOURCES]

    # -- what was said

    def facts(self) -> Mapping[str, Any]:
        """As `count_cut_over` takes it."""
        said = self.cleaned_data
        return {
            "on": said["on"],
            "pieces": {piece: said[f"piece{piece}"] for piece in PIECES if said[f"piece{piece}"]},
            "banks": [
                BankBalance(account, _satang(said[f"bank{account.code}"]), said[f"day{account.code}"])
                for account, _name in self.places.accounts
                if said[f"bank{account.code}"]
            ],
            "collectors": [
                WithCollector(centre, _satang(amount))
                for centre in (None, *self.places.centres)
                if (amount := said[f"held{centre.pk if centre else 0}"])
            ],
            "divided": {source: _satang(said[f"of_{source}"]) for source in SOURCES if said[f"of_{source}"]},
            "old_total": None if said["old_total"] is None else _satang(said["old_total"]),
            "old_members": said["old_members"], "why_money": said["why_money"], "why_members": said["why_members"],
        }  # fmt: skip


def _satang(amount: Decimal | None) -> int:
    return 0 if amount is None else money.satang(amount)


def _initial(counted: Counted | None, places: Places) -> dict[str, Any]:
    if counted is None:
        return {"on": clock.today()}
    named = {one.key: one for one in counted.banks}
    desks = {one.name: one for one in counted.collectors}
    initial: dict[str, Any] = {
        "on": counted.on, "old_members": counted.old_members, "why_money": counted.why_money, "why_members": counted.why_members,
        "old_total": None if counted.old_total is None else money.baht(counted.old_total),
    }  # fmt: skip
    initial |= {f"piece{piece}": count for piece, count in counted.pieces.items()}
    for account, _name in places.accounts:
        if one := named.get(account.code):
            initial |= {f"bank{account.code}": money.baht(one.satang), f"day{account.code}": one.statement_on}
    for centre in places.centres:
        if one := desks.get(centre.name):
            initial[f"held{centre.pk}"] = money.baht(one.satang)
    own = [one for name, one in desks.items() if name not in {centre.name for centre in places.centres}]
    initial |= {"held0": money.baht(own[0].satang)} if own else {}
    initial |= {f"of_{source}": money.baht(share) for source, share in counted.divided.items()}
    return initial
