"""How rows of funds follow people and bodies that become one, and places that change or end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from khabuan.core import offers
from khabuan.core.errors import Refused
from khabuan.core.offers import Words
from khabuan.core.sql import follow_prefix
from khabuan.funds.actions.doubles import compare_with_other_funds
from khabuan.funds.models import (
    Beneficiary,
    CentreCash,
    CollectionSheet,
    DoubleMembership,
    Fund,
    HandOver,
    Member,
    Signatory,
)
from khabuan.ledger.models import Book
from khabuan.registry.actions.merging import move_references
from khabuan.registry.actions.merging_bodies import count_by

OF_CENTRE = ((Member, "centre"), (CollectionSheet, "centre"), (HandOver, "centre"))
PLACED = (CollectionSheet, DoubleMembership)


def move_of_person(moves: Any) -> None:
    """Memberships, signatures and what beneficiaries are called by go to the record that stays."""
    for model in (Member, Signatory, Beneficiary):
        move_references(moves, model, "person")
    mine = Member.everywhere.filter(person=moves.stays).select_related("fund__organisation", "person")
    compare_with_other_funds(list(mine))


def move_of_organisation(moves: Any) -> None:
    """The fund's books and members, or what a centre has, go to the record that stays.

    Refused where both have books: money that was posted in two books cannot become one by a merge of records.
    """
    if Fund.everywhere.filter(organisation=moves.goes).exists():
        if Fund.everywhere.filter(organisation=moves.stays).exists():
            words = _(
                "Both funds have books here, and two books cannot become one. Pay the money of one over to the other by "
                "vouchers; its record and its history stay."
            )
            raise Refused("two_books", words)
        move_references(moves, Fund, "organisation")
    move_references(moves, Book, "organisation")
    for model, column in OF_CENTRE:
        move_references(moves, model, column)
    for sheet in CollectionSheet.everywhere.filter(place=moves.goes.node).order_by("pk"):
        moves.change(sheet, place=moves.stays.node)
    if not CentreCash.everywhere.filter(centre=moves.stays).exists():
        move_references(moves, CentreCash, "centre")


def tell_of_organisations(bodies: Sequence[Any]) -> Sequence[tuple[Words, Mapping[int, int]]]:
    """What stands at each of some bodies, told before they are merged. Two queries."""
    keys = [body.pk for body in bodies]
    rows = Member.everywhere.filter(Q(fund__organisation__in=keys) | Q(centre__in=keys))
    members: Counter[int] = Counter()
    for fund, centre, count in rows.values_list("fund__organisation", "centre").annotate(n=Count("pk")):
        for key in {fund, centre} & set(keys):
            members[key] += count
    return [(_("Books of account"), count_by(Book, "organisation", bodies)), (_("Members of funds"), members)]


def follow_area(old: str, new: str) -> None:
    """An area or organisation has another path: what keeps it follows."""
    for model in PLACED:
        follow_prefix(model.everywhere.all(), "place", old, new)


def settle_area(going: offers.Succession) -> None:
    follow_area(going.gone.path, going.into.path)
