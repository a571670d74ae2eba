"""The map of outlines as SVG: proportions, patterns, links, names that find room."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from khabuan.core.drawing import TileKey
from khabuan.core.map_drawing import MapArea, MapLine, area_map, swatch
from khabuan.core.shapes import SCALE, Shape, polygon_of

KEY = [TileKey("over", "เกินวาระ", 1, "/x/?over")]


def box(west: float, south: float, east: float, north: float) -> Shape:
    points = [(west, south), (east, south), (east, north), (west, north)]
    return (polygon_of([[(round(x * SCALE), round(y * SCALE)) for x, y in points]]),)


def drawing(html: str) -> ElementTree.Element:
    found = re.search(r'<svg class="areas" .*</svg>', html)
    assert found
    return ElementTree.fromstring(found[0])


def test_each_area_is_one_link_for_the_mouse_with_its_words_and_pattern() -> None:
    areas = [
        MapArea(box(100, 14, 100.5, 14.5), "over", "ต.ก <b>: เกินมา 3 วัน", "/places/1/"),
        MapArea(box(100.5, 14, 101, 14.5), "", "ต.ข"),
    ]
    html = area_map(areas, [], KEY)
    svg = drawing(html)
    [link] = svg.iter("a")
    assert link.attrib == {"href": "/places/1/", "tabindex": "-1"}
    assert [title.text for title in svg.iter("title")] == ["ต.ก <b>: เกินมา 3 วัน", "ต.ข"]
    classes = [path.get("class") for path in svg[0] if path.tag != "defs" for path in path.iter("path")]
    assert classes == ["over", "blank"]
    assert '<a href="/x/?over">เกินวาระ <b>1</b></a>' in html


def test_north_is_up_and_a_degree_is_as_long_both_ways_at_the_equator_only() -> None:
    svg = drawing(area_map([MapArea(box(100, 14, 101, 15), "ok", "")], [], []))
    assert svg.get("data-ratio") == "10"
    [path] = (path for path in svg.iter("path") if path.get("class") == "ok")
    steps = [int(number) for number in re.findall(r"-?\d+", path.get("d") or "")]
    x, y, right, flat = steps[:4]
    assert y > 900  # it begins at the south-west
    assert flat == 0
    up = -min(steps[5::2])
    assert right / up == pytest.approx(0.968, abs=0.01)  # cos 14.5°
    assert x >= 8


@pytest.mark.parametrize(("east", "north", "ratio"), [(101, 20, "4"), (105, 14.2, "25"), (100.52, 15, "5")])
def test_the_frame_has_a_ratio_that_the_stylesheet_knows(east: float, north: float, ratio: str) -> None:
    assert (
        drawing(area_map([MapArea(box(100, 14, east, north), "ok", "")], [], [])).get("data-ratio") == ratio
    )


def test_neighbours_share_their_points_on_paper() -> None:
    left = MapArea(box(100, 14, 100.123456, 14.5), "ok", "")
    right = MapArea(box(100.123456, 14, 101, 14.5), "soon", "")
    svg = drawing(area_map([left, right], [], []))
    corners = []
    for path in svg.iter("path"):
        if path.get("class") in ("ok", "soon"):
            numbers = [int(number) for number in re.findall(r"-?\d+", path.get("d") or "")]
            points = [(numbers[0], numbers[1])]
            for across, down in zip(numbers[2::2], numbers[3::2], strict=True):
                points.append((points[-1][0] + across, points[-1][1] + down))
            corners.append(set(points))
    assert len(corners[0] & corners[1]) == 2


def test_names_that_would_touch_on_a_phone_wait_for_room() -> None:
    areas = [MapArea(box(100, 14, 101, 15), "ok", "")]
    lines = [
        MapLine(box(100, 14.5, 101, 14.55), "เฉลิมพระเกียรติ"),
        MapLine(box(100, 14.52, 101, 14.57), "เมือง"),
    ]
    names = [(text.text, text.get("class")) for text in drawing(area_map(areas, lines, [])).iter("text")]
    assert names == [("เฉลิมพระเกียรติ", "name"), ("เมือง", "name roomy")]


def test_an_unknown_state_is_a_bug() -> None:
    with pytest.raises(ValueError, match="state"):
        swatch("green")
    with pytest.raises(ValueError, match="bounds"):
        area_map([], [], [])
