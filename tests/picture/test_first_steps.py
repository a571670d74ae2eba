"""The first steps of an empty book: shown to the province in order, gone when councils and people are in."""

# ruff: noqa: F811 - pytest fixtures are asked for by name

from __future__ import annotations

from khabuan.access.actor import Actor, Role
from khabuan.core import clock
from khabuan.picture.first_steps import first_steps
from khabuan.registry.actions.people import add_person
from khabuan.seats.models import Seat
from tests.seats.conftest import (  # noqa: F401
    World,
    _identity_key,
    _still_clock,
    as_,
    browser_of,
    secretary,
    staff,
    stranger,
    world,
)


def test_a_province_without_a_council_is_led_through_the_steps_and_each_opens(
    world: World, stranger: Seat
) -> None:
    client = browser_of(stranger)
    steps = client.get("/").context["steps"]
    assert [step.is_done for step in steps] == [False] * len(steps)
    assert len(steps) == 8
    for step in steps:
        assert client.get(step.url).status_code == 200, step.url


def test_what_is_there_is_ticked_and_the_list_goes_when_councils_and_people_are_in(
    world: World, staff: Seat, secretary: Seat
) -> None:
    def begun() -> set[str]:
        steps = first_steps(as_(staff), world.province, clock.today())
        return {
            step.url.partition("sheet=")[2] or step.url.partition("?")[0] for step in steps if step.is_done
        }

    assert begun() == {"councils", "groups", "/council-areas/propose/", "/groups/add/", "/seats/grant/"}
    add_person(actor=Actor.system(), area=world.tambon, given="คนแรก", surname="สมมุติ")
    assert first_steps(as_(staff), world.province, clock.today()) == []


def test_nobody_else_is_led(world: World, secretary: Seat) -> None:
    nation = world.seat(world.nation, Role.NATION, "nation")
    for seat in (secretary, nation):
        assert browser_of(seat).get("/").context["steps"] == []


def test_the_picture_of_a_province_without_council_areas_leads_to_their_list(stranger: Seat) -> None:
    needs = browser_of(stranger).get("/places/33/").context["needs"]
    assert [need.url for need in needs] == ["/council-areas/?place=33"]
