from __future__ import annotations

import dataclasses

import pytest

from khabuan.access.actor import Actor, Role, Span


@pytest.mark.parametrize(
    ("place", "node", "held"),
    [
        ("19.01.", "19.01.", True),
        ("19.01.", "19.01.05.", True),
        ("19.01.", "19.01.05.03.o912.", True),
        ("19.01.", "19.01.c77.", True),
        ("19.01.", "19.", False),
        ("19.01.", "19.010.", False),
        ("19.01.", "19.02.", False),
        ("19.01.", "19.0", False),
        ("19.01.", "", False),
        ("1.", "19.", False),
        ("19.01.05.o12.", "19.01.05.o12.", True),
        ("19.01.05.o12.", "19.01.05.o123.", False),
        ("19.01.05.o12.", "19.01.05.", False),
        ("", "", True),
        ("", "96.12.05.03.o9.", True),
        ("", "c1.", True),
    ],
)
def test_a_span_holds_its_place_and_all_below(place: str, node: str, held: bool) -> None:
    assert Span.of(place).holds(node) is held


@pytest.mark.parametrize("path", ["19", "19.01", "x"])
def test_a_path_must_close_each_step(path: str) -> None:
    with pytest.raises(ValueError, match="closes"):
        Span.of(path)


def test_an_actor_reaches_what_any_span_holds() -> None:
    zone = Actor(Role.COORDINATOR, (Span.of("19.01."), Span.of("19.07.")))
    assert zone.reaches("19.01.05.")
    assert zone.reaches("19.07.")
    assert not zone.reaches("19.02.")
    assert not zone.reaches("19.")


def test_the_public_reaches_nothing_and_the_program_everything() -> None:
    assert not Actor.public().reaches("")
    assert not Actor.public().is_signed_in
    assert Actor.system().reaches("19.01.")


def test_the_upline_is_the_places_above_and_not_the_place_itself() -> None:
    assert Actor(Role.SECRETARY, (Span.of("19.01.05."),)).upline == {"", "19.", "19.01."}
    assert Actor(Role.CHAIR, (Span.of("19.01.05.o1."),)).upline == {"", "19.", "19.01.", "19.01.05."}
    assert Actor(Role.NATION, (Span.of(""),)).upline == frozenset()
    assert Actor.public().upline == frozenset()


def test_the_chain_s_name_for_a_seat() -> None:
    assert Actor(Role.CHAIR, seat_id=7).seat == "seat:7"
    assert (Actor.public().seat, Actor.system().seat) == ("public", "system")


def test_an_actor_is_not_changed_on_its_way() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Actor.public().role = Role.NATION  # type: ignore[misc]
