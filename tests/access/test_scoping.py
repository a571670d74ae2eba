"""Managers that cannot forget the filter: owner, neighbour, stranger, those above, the public."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import SYSTEM, Country, add_organisation, seat

from khabuan.access.actor import Actor, Role, Span
from khabuan.access.scoping import chain_of
from khabuan.places.models import Area
from khabuan.registry.models import Organisation


def names(actor: Actor) -> set[str]:
    return set(Organisation.objects.visible_to(actor).values_list("name", flat=True))


@pytest.fixture
def bodies(country: Country) -> Country:
    places = {"ตำบล ก": country.tambon_a, "ตำบล ข": country.tambon_b, "อำเภอ": country.district,
              "จังหวัด": country.province, "ตำบลไกล": country.far_tambon}  # fmt: skip
    for name, area in places.items():
        add_organisation(actor=SYSTEM, area=area, name=name)
    return country


def test_each_sees_its_own_and_the_bodies_above(bodies: Country) -> None:
    assert names(seat(Role.SECRETARY, bodies.tambon_a.path)) == {"ตำบล ก", "อำเภอ", "จังหวัด"}
    assert names(seat(Role.SECRETARY, bodies.tambon_b.path)) == {"ตำบล ข", "อำเภอ", "จังหวัด"}
    assert names(seat(Role.PROVINCE, "19.")) == {"ตำบล ก", "ตำบล ข", "อำเภอ", "จังหวัด"}
    assert names(seat(Role.PROVINCE, "33.")) == {"ตำบลไกล"}
    assert len(names(seat(Role.NATION, ""))) == 5
    assert names(Actor.public()) == set()


def test_a_seat_at_an_organisation_sees_the_tambon_s_bodies_and_not_the_neighbour_s(bodies: Country) -> None:
    own = Organisation.everywhere.get(name="ตำบล ก")
    assert names(seat(Role.CHAIR, own.node)) == {"ตำบล ก", "อำเภอ", "จังหวัด"}


def test_spans_add_up(bodies: Country) -> None:
    both = Actor(Role.COORDINATOR, (Span.of("19.01.01."), Span.of("33.")), seat_id=1)
    assert names(both) == {"ตำบล ก", "ตำบลไกล", "อำเภอ", "จังหวัด"}


def test_an_actor_without_spans_sees_nothing(bodies: Country) -> None:
    assert names(Actor(Role.PROVINCE, seat_id=1)) == set()


def test_places_are_public(bodies: Country) -> None:
    assert Area.objects.visible_to(Actor.public()).count() == 7


def test_the_forgotten_filter_crashes(bodies: Country) -> None:
    area = bodies.tambon_a
    forgotten: list[Any] = [
        Organisation.objects.all,
        lambda: Organisation.objects.filter(name="x"),
        Organisation.objects.count,
        Organisation.new.all,
        area.organisations.all,
        area.organisations.count,
        lambda: list(area.children.all()),
    ]
    for read in forgotten:
        with pytest.raises(RuntimeError):
            read()


def test_a_prefetch_says_for_whom(bodies: Country) -> None:
    from django.db.models import Prefetch

    actor = seat(Role.SECRETARY, bodies.tambon_a.path)
    mine = Prefetch("organisations", Organisation.objects.visible_to(actor), to_attr="seen")
    areas = {area.code: area.seen for area in Area.objects.visible_to(actor).prefetch_related(mine)}
    assert [len(areas[code]) for code in ("190101", "190102", "1901")] == [1, 0, 1]


@pytest.mark.parametrize(
    ("node", "chain"),
    [
        ("", "area:"),
        ("19.", "area:19."),
        ("19.01.05.", "area:19.01.05."),
        ("19.01.05.03.", "area:19.01.05."),
        ("19.o7.", "org:7"),
        ("19.01.05.o7.", "org:7"),
        ("19.01.05.03.o7.", "org:7"),
        ("19.01.05.c9.o7.", "org:7"),
    ],
)
def test_a_chain_for_each_organisation_else_the_tambon_or_above(node: str, chain: str) -> None:
    assert chain_of(node) == chain
