"""Outlines: packing, thinning that keeps neighbours together, joining, a point inside."""

from __future__ import annotations

import math
import random
from time import process_time

import pytest

from khabuan.core.shapes import (
    Shape,
    bounds,
    digest,
    doubled_area,
    inner_point,
    joined,
    packed,
    point_count,
    polygon_of,
    rings_of,
    thinned,
    tidied,
    unpacked,
)


def square(x: int, y: int, side: int = 10) -> Shape:
    return (polygon_of([[(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]]),)


def land(columns: int = 4, rows: int = 4, side: int = 4000, steps: int = 40) -> list[Shape]:
    """A grid of areas whose shared borders wriggle, with the same points on both sides."""
    chance = random.Random(7)
    borders: dict[tuple[tuple[int, int], tuple[int, int]], list[tuple[int, int]]] = {}

    def border(a: tuple[int, int], b: tuple[int, int]) -> list[tuple[int, int]]:
        low, high = min(a, b), max(a, b)
        if (low, high) not in borders:
            between = [
                (
                    low[0] + (high[0] - low[0]) * at // steps + chance.randint(-30, 30),
                    low[1] + (high[1] - low[1]) * at // steps + chance.randint(-30, 30),
                )
                for at in range(1, steps)
            ]
            borders[low, high] = [low, *between, high]
        line = borders[low, high]
        return line if a == low else line[::-1]

    found = []
    for column in range(columns):
        for row in range(rows):
            x, y = 10_090_000 + column * side, 1_450_000 + row * side
            around = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
            ring = [
                point
                for a, b in zip(around, around[1:] + around[:1], strict=True)
                for point in border(a, b)[:-1]
            ]
            found.append((polygon_of([ring]),))
    return found


def size(shapes: list[Shape]) -> int:
    return sum(doubled_area(ring) for ring in rings_of(shapes))


def test_rings_run_as_the_standard_says_whichever_way_they_came() -> None:
    hole = [(2, 2), (4, 2), (4, 4), (2, 4)]
    outer, inner = polygon_of([[(0, 0), (0, 9), (9, 9), (9, 0)], hole])
    assert doubled_area(outer) == 162
    assert doubled_area(inner) == -8


def test_spikes_and_repeated_points_go() -> None:
    assert tidied([(0, 0), (5, 0), (10, 0), (5, 0), (5, 5), (5, 5), (0, 0)]) == ((0, 0), (5, 0), (5, 5))
    assert tidied([(0, 0), (5, 5), (10, 10)]) == ()
    assert polygon_of([[(1, 1), (1, 1), (2, 2)]]) == ()


def test_a_shape_comes_back_from_its_letters() -> None:
    for shape in [*land(2, 2), joined([square(0, 0), square(50, -50)])]:
        assert unpacked(packed(shape)) == shape
        assert len(packed(shape)) < 6 * point_count(shape) + 10


@pytest.mark.parametrize("letters", ["", "abc", "\x00ก", "____", "?????", "??????,?"])
def test_letters_of_something_else_are_refused(letters: str) -> None:
    with pytest.raises(ValueError, match="packed"):
        unpacked(letters)


def test_the_digest_does_not_depend_on_where_a_ring_begins() -> None:
    points = [(0, 0), (9, 0), (9, 9), (0, 9)]
    assert len({digest((polygon_of([points[at:] + points[:at]]),)) for at in range(4)}) == 1
    assert digest((polygon_of([points[::-1]]),)) == digest((polygon_of([points]),))
    assert digest(square(0, 0)) != digest(square(0, 1))


def test_thinning_keeps_neighbours_together() -> None:
    whole = land()
    thin = thinned(whole, 25)
    assert sum(map(point_count, thin)) < sum(map(point_count, whole)) * 0.6
    # No gap and no overlap: every border is there in both directions, so that all areas join into one ring.
    assert size(list(thin)) == size([joined(thin)])
    assert len(joined(thin)) == 1
    assert len(joined(thin)[0]) == 1
    assert abs(size(thin) - size(whole)) < size(whole) * 0.01


def test_thinning_is_the_same_whatever_the_order_and_stays_near() -> None:
    whole = land(2, 2)
    thin = thinned(whole, 25)
    assert thinned(whole[::-1], 25)[::-1] == thin
    for before, after in zip(whole, thin, strict=True):
        kept = set(after[0][0])
        assert kept <= set(before[0][0])


def test_a_saw_drawn_to_hurt_is_thinned_in_time() -> None:
    teeth = [(at, (100_000 - at) * 25 * (-1) ** at) for at in range(20_000)]
    [saw] = [(polygon_of([[*teeth, (20_000, 9_000_000), (0, 9_000_000)]]),)]
    begun = process_time()
    thinned([saw], 20)
    assert process_time() - begun < 5


def test_an_island_too_small_goes_but_never_the_last() -> None:
    big, small = square(0, 0, 1000), square(5000, 0, 2)
    assert thinned([big + small], 50) == [big]
    assert thinned([small], 50) == [small]


def test_a_hole_is_the_neighbour_in_it() -> None:
    circle = [(round(500 + 200 * math.cos(t / 20)), round(500 + 200 * math.sin(t / 20))) for t in range(125)]
    outer = (polygon_of([[(0, 0), (1000, 0), (1000, 1000), (0, 1000)], circle]),)
    inner = (polygon_of([circle]),)
    thin = thinned([outer, inner], 10)
    assert point_count(thin[1]) < 40
    assert joined(thin) == square(0, 0, 1000)


def test_areas_join_without_their_shared_borders() -> None:
    assert size([joined([square(0, 0), square(10, 0)])]) == 400
    assert len(joined([square(0, 0), square(10, 0)])) == 1
    assert len(joined([square(0, 0), square(30, 0)])) == 2
    around = [square(x * 10, y * 10) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    [polygon] = joined(around)
    assert len(polygon) == 2
    assert doubled_area(polygon[1]) == -200


def test_two_that_touch_at_a_point_stay_two() -> None:
    assert len(joined([square(0, 0), square(10, 10)])) == 2
    assert len(joined([square(0, 10), square(10, 0)])) == 2


def test_a_hole_that_touches_the_edge_at_a_point_stays_a_hole() -> None:
    around = [square(x * 10, y * 10) for x in range(3) for y in range(3) if (x, y) not in ((1, 1), (2, 2))]
    parts = joined(around)
    assert size([parts]) == size(list(around))


def test_the_point_inside_is_inside() -> None:
    horseshoe = (
        polygon_of([[(0, 0), (100, 0), (100, 100), (0, 100), (0, 80), (80, 80), (80, 20), (0, 20)]]),
    )
    x, y = inner_point(horseshoe)
    assert 80 < x < 100 or y > 80 or y < 20
    assert bounds([horseshoe]) == (0, 0, 100, 100)
    with pytest.raises(ValueError, match="bounds"):
        bounds([])
