"""What papers offer to others: books of numbers follow the body and the place that they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.core import offers
from khabuan.core.offers import Words
from khabuan.core.sql import follow_prefix
from khabuan.papers.models import NumberBook


def follow(old: str, new: str) -> None:
    """An area or organisation has another path: the books of bodies there go with it."""
    follow_prefix(NumberBook.everywhere.all(), "place", old, new)


def settle(going: offers.Succession) -> None:
    """Books of bodies at an area that ends stand with them at its successor."""
    follow(going.gone.path, going.into.path)


def move_books(moving: offers.Moving) -> None:
    """Two records of one body become one: the books of both are that one's."""
    for book in NumberBook.everywhere.filter(place=moving.goes.node):
        moving.change(book, place=moving.stays.node)


def tell_books(bodies: Sequence[Any]) -> Sequence[tuple[Words, Mapping[int, int]]]:
    """How many books each of some bodies has."""
    keys = {body.node: body.pk for body in bodies}
    places = NumberBook.everywhere.filter(place__in=list(keys)).values_list("place", flat=True)
    return [(_("Books of numbers"), Counter(keys[place] for place in places))]


def register() -> None:
    offers.area_moves.add(offers.OnAreaMove("papers.numberbook", follow))
    offers.area_ends.add(offers.OnSuccession("papers.numberbook", settle))
    offers.organisation_merges.add(offers.OnOrganisationMerge("papers.numberbook", move_books, tell_books))
