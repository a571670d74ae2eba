"""Organisations that stand elsewhere from a day on, one by one or with the area or group that ends under them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import add, change
from khabuan.core.errors import Refused
from khabuan.core.offers import Succession
from khabuan.core.periods import in_force
from khabuan.core.sql import follow_prefix
from khabuan.places.labels import label
from khabuan.registry.actions.likeness import keep_likeness, together
from khabuan.registry.models import (
    FormerPlace,
    Household,
    Leader,
    Merge,
    NotTheSame,
    Organisation,
    Person,
    Proposal,
    Support,
)
from khabuan.registry.rules.kinds import OrganisationKind

PLACED = (Merge, NotTheSame, Proposal)
"""Rows that name their place by its path only."""


def stand(body: Organisation, on: date, **place: Any) -> None:
    """Give a body another area (with its node), council area or group from a day on; the former is kept."""
    last = FormerPlace.everywhere.filter(organisation=body).order_by("-until").first()
    since = last.until if last else None
    add(
        FormerPlace, organisation=body, area=body.area, council_area=body.council_area, group=body.group,
        since=since, until=max(on, since) if since else on,
    )  # fmt: skip
    if "area" in place:
        place["node"] = f"{place['area'].path}o{body.pk}."
    change(body, **place)


def settle_area(going: Succession) -> None:
    """Everything of the register that stands at an area that ends, itself and not below, goes to its heir."""
    bodies = list(
        Organisation.everywhere.filter(area=going.gone)
        .select_related("area", "council_area", "group")
        .order_by("pk")
    )
    _check_councils(bodies, going)
    for body in bodies:
        stand(body, going.on, area=going.into, council_area=going.successor(body.council_area))
        if body.ended_on is None and body.stays_id is None:
            going.count(body.kind)
    compare_anew(people=_people(going), bodies=[body.pk for body in bodies])
    going.count("leader", _begin_again(Leader, going, ("person", "level", "issue"), "source"))
    going.count("support", _begin_again(Support, going, ("organisation", "issue"), "note"))
    for model in PLACED:
        follow_prefix(model.everywhere.all(), "place", going.gone.path, going.into.path)


def settle_group(going: Succession) -> None:
    """The bodies that work for last year's group work for this year's, with their posts and holders."""
    bodies = Organisation.everywhere.filter(
        in_force(going.on, since="founded_on", until="ended_on"), group=going.gone, stays__isnull=True
    )
    for body in bodies.select_related("area", "council_area", "group").order_by("pk"):
        stand(body, going.on, group=going.into)
        going.count(body.kind)


def _check_councils(bodies: list[Organisation], going: Succession) -> None:
    for body in bodies:
        if body.kind != OrganisationKind.COUNCIL or body.ended_on or body.stays_id:
            continue
        there = Organisation.everywhere.filter(
            kind=OrganisationKind.COUNCIL, council_area=going.successor(body.council_area),
            ended_on__isnull=True, stays__isnull=True,
        )  # fmt: skip
        other = there.exclude(pk=body.pk).first()
        if other is not None:
            words = _(
                "%(one)s and %(other)s would both be the council of %(area)s. First end one of the two, or merge "
                "the two organisations into one; then record this change."
            )
            facts = {"one": body.name, "other": other.name, "area": label(going.into)}
            raise Refused("succession.two_councils", words % facts)


def _people(going: Succession) -> list[int]:
    """The keys of those who live at the heir now."""
    people = Person.everywhere.filter(area=going.gone)
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    going.count("person", people.filter(stays__isnull=True, died_on__isnull=True).count())
    people.update(area=going.into)
    going.count("household", Household.everywhere.filter(area=going.gone).update(area=going.into))
    return keys


def compare_anew(*, people: Collection[int], bodies: Collection[int]) -> None:
    """Who may be one person, or one body, is looked for by tambon too: it is another one now."""
    tables: tuple[tuple[Any, Collection[int]], ...] = ((Person, people), (Organisation, bodies))
    with together():
        for model, keys in tables:
            for record in model.everywhere.filter(pk__in=keys).select_related("area"):
                keep_likeness(record)


def _begin_again(model: Any, going: Succession, same: tuple[str, ...], also: str) -> int:
    """Dated rows end at the area that is gone and begin at its heir, where no row with the `same` is yet."""
    count = 0
    for row in model.everywhere.filter(area=going.gone).order_by("pk"):
        if row.until is not None and row.until <= going.on:
            continue
        facts = {name: getattr(row, name) for name in same}
        there = model.everywhere.filter(in_force(going.on), area=going.into, **facts)
        if not there.exists():
            facts[also] = getattr(row, also)
            add(model, area=going.into, since=max(going.on, row.since or going.on), until=row.until, **facts)
        change(row, until=max(going.on, row.since) if row.since else going.on)
        count += 1
    return count
