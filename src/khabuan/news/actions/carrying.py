"""How news follows bodies that become one, areas that end, and a person's wishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core import offers, sql
from khabuan.core.thai import search_key
from khabuan.news.models import NewsItem
from khabuan.registry.actions.merging_bodies import count_kinds
from khabuan.registry.actions.rights import kept_table
from khabuan.registry.models import Organisation, Person

TABLES: tuple[tuple[Any, Any, str], ...] = ((_("News in its book"), NewsItem, "organisation"),)
COUNTED = {"news": _("news")}
BLANK = "–"


def move_of_organisation(moves: offers.Moving) -> None:
    """News goes along; its pictures stand at the body's node, and go with the register's."""
    for item in NewsItem.everywhere.filter(organisation=moves.goes).order_by("pk"):
        moves.change(item, organisation=moves.stays)


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many stand at these records. One query."""
    return count_kinds(TABLES, bodies)


def settle_area(going: offers.Succession) -> None:
    """News in the book of an area that ends stands in that of its successor; of bodies it is told as it was."""
    for item in NewsItem.everywhere.filter(area=going.gone, organisation__isnull=True).order_by("pk"):
        change(item, area=going.into)
        going.count("news")


def erase_of_person(erasing: offers.Erasing) -> None:
    """The name goes out of all news that has it; its pictures are taken back with it, as they may show the person."""
    for name in sorted({_name(person) for person in erasing.people} - {""}):
        for item in _naming(name):
            told = {one: getattr(item, one).replace(name, BLANK) for one in ("title", "words", "outlet")}
            key = search_key(f"{told['title']} {told['outlet']} {told['words'][:2000]}")
            erasing.blank(item, **told, search_key=key)
            sql.forget_search(NewsItem._meta.db_table)


def copy_of_person(people: Sequence[Any]) -> list[offers.Kept]:
    """News that has the person's name."""
    names = sorted({_name(person) for person in people} - {""})
    rows = [
        [
            ("on", _("Day of the event"), item.on),
            ("title", _("Headline"), item.title),
            ("words", _("Words"), item.words),
        ]
        for name in names
        for item in _naming(name)
    ]
    return [kept_table(NewsItem._meta.label_lower, _("News that has the name"), rows)]


def _naming(name: str) -> list[NewsItem]:
    rows = NewsItem.everywhere.filter(
        Q(title__contains=name) | Q(words__contains=name) | Q(outlet__contains=name)
    )
    return list(rows.order_by("pk"))


def _name(person: Person) -> str:
    return f"{person.given} {person.surname}" if person.given and person.surname else ""


MERGE = offers.OnOrganisationMerge("news", move_of_organisation, tell_of_organisations)
