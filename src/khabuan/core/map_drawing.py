"""A map of outlines as SVG from the server: the four states of the tile map, in colour and in pattern.

The outlines lie in an inner drawing with its own viewBox, since a map must keep its proportions; names of places
lie over it in per cent of the outer one, which has none, so that text never shrinks. Values in, markup out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from khabuan.core.drawing import TILE_STATES, TileKey, key_list
from khabuan.core.shapes import SCALE, Ring, Shape, bounds, inner_point

LONG = 1000  # units of the longer side
MARGIN = 8
PHONE = 328  # px of a map on a narrow phone; names that would touch there are shown on wider windows only
LETTER, LINE = 7.2, 17  # px of a Thai letter and a line of names, on average


@dataclass(frozen=True, slots=True)
class MapArea:
    """One outline with its state ("" where nothing is known), the words of its tooltip and its link."""

    shape: Shape
    state: str
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class MapLine:
    """A heavier outline over the areas (an amphoe, a zone), and the name in its middle."""

    shape: Shape
    name: str = ""
    is_zone: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """From points of a degree to units of the drawing, north up; as wide as high times `ratio` tenths."""

    west: float
    north: float
    across: float  # units of a point to the east
    up: float  # units of a point to the north
    width: int
    height: int
    ratio: int

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.west) * self.across, (self.north - y) * self.up


def area_map(areas: Sequence[MapArea], lines: Sequence[MapLine], key: Sequence[TileKey]) -> SafeString:
    """The key, which counts and filters, and the map. Links are for the mouse: the table beneath says the same.

    ValueError: no area to draw.
    """
    frame = _frame([area.shape for area in areas])
    return format_html(
        '<div class="mapfig">{}<svg class="areas" data-ratio="{}" aria-hidden="true">'
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid meet">{}{}{}</svg>{}</svg></div>',
        area_key(key),
        frame.ratio,
        frame.width,
        frame.height,
        PATTERNS,
        format_html_join("", "{}", ((_area(area, frame),) for area in areas)),
        format_html_join("", "{}", ((_line(line, frame),) for line in lines)),
        format_html_join("", "{}", ((name,) for name in _names(lines, frame))),
    )


def area_key(key: Sequence[TileKey]) -> SafeString:
    """What the patterns mean; the same words, counts and links as the key of a tile map."""
    return key_list(key, swatch)


def swatch(state: str) -> SafeString:
    """A piece of a state's pattern, 26 px.  ValueError: unknown state."""
    return format_html(
        '<svg class="areas swatch" width="26" height="26" aria-hidden="true">'
        '<rect{} x="1" y="1" width="24" height="24"/></svg>',
        _look(state),
    )


# Patterns are told apart without colour: plain, slanted lines, crosses on dark, dots on white.
PATTERNS = mark_safe(
    "<defs>"
    '<pattern id="area-soon" width="16" height="16" patternUnits="userSpaceOnUse">'
    '<path class="soon-bg" d="M0 0h16v16H0z"/><path class="soon-m" d="M-4 4L4-4M0 16L16 0M12 20L20 12"/></pattern>'
    '<pattern id="area-over" width="26" height="26" patternUnits="userSpaceOnUse">'
    '<path class="over-bg" d="M0 0h26v26H0z"/><path class="over-m" d="M8 8l10 10m0-10L8 18"/></pattern>'
    '<pattern id="area-none" width="13" height="13" patternUnits="userSpaceOnUse">'
    '<path class="none-bg" d="M0 0h13v13H0z"/><circle class="none-m" cx="6.5" cy="6.5" r="2"/></pattern>'
    "</defs>"
)


def _look(state: str) -> SafeString:
    """Class and fill of a state. The fill stands here, as a pattern is a thing of the page, not of a stylesheet."""
    if state and state not in TILE_STATES:
        raise ValueError(f"no state {state!r} of a map")
    fill = format_html(' fill="url(#area-{})"', state) if state not in {"", "ok"} else ""
    return format_html(' class="{}"{}', state or "blank", fill)


def _frame(shapes: Sequence[Shape]) -> _Frame:
    """The land in the middle of a frame whose ratio is a tenth that the stylesheet knows (0.4 to 2.5)."""
    west, south, east, north = bounds(shapes)
    narrow = cos(
        (north + south) / 2 / SCALE * pi / 180
    )  # a degree of longitude is shorter away from the equator
    wide, high = max(1.0, (east - west) * narrow), max(1.0, float(north - south))
    ratio = max(4, min(25, round(wide / high * 10)))
    width, height = (LONG, LONG * 10 // ratio) if ratio >= 10 else (LONG * ratio // 10, LONG)
    unit = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
    return _Frame(
        west - (width / unit - wide) / 2 / narrow, north + (height / unit - high) / 2, unit * narrow, unit,
        width, height, ratio,
    )  # fmt: skip


def _area(area: MapArea, frame: _Frame) -> SafeString:
    path = format_html('<path{} d="{}"/>', _look(area.state), _path(area.shape, frame))
    title = format_html("<title>{}</title>", area.words)
    if not area.url:
        return format_html("<g>{}{}</g>", title, path)
    return format_html('<a href="{}" tabindex="-1">{}{}</a>', area.url, title, path)


def _line(line: MapLine, frame: _Frame) -> SafeString:
    style = "zone" if line.is_zone else "edge"
    return format_html('<path class="{}" d="{}"/>', style, _path(line.shape, frame))


def _path(shape: Shape, frame: _Frame) -> str:
    """All rings as one path, in whole units: what falls on one unit is one point, the same for neighbours."""
    return "".join(_ring_path(ring, frame) for polygon in shape for ring in polygon)


def _ring_path(ring: Ring, frame: _Frame) -> str:
    points: list[tuple[int, int]] = []
    for x, y in ring:
        across, down = frame.at(x, y)
        point = (round(across), round(down))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < 3:
        return ""
    steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _names(lines: Iterable[MapLine], frame: _Frame) -> list[SafeString]:
    """Names in the middle of their outlines; one that would touch an earlier one on a phone waits for room."""
    taken: list[tuple[float, float, float]] = []
    found = []
    for line in sorted(lines, key=lambda one: one.is_zone, reverse=True):
        if not line.name:
            continue
        x, y = frame.at(*inner_point(line.shape))
        half = len(line.name) * LETTER / 2
        px = (x / frame.width * PHONE, y / frame.width * PHONE, half)
        fits = half < px[0] < PHONE - half and not any(_touch(px, other) for other in taken)
        if fits:
            taken.append(px)
        style = ("zone-name" if line.is_zone else "name") + ("" if fits else " roomy")
        across, down = f"{x / frame.width:.1%}", f"{y / frame.height:.1%}"
        found.append(format_html('<text class="{}" x="{}" y="{}">{}</text>', style, across, down, line.name))
    return found


def _touch(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return abs(one[0] - other[0]) < one[2] + other[2] and abs(one[1] - other[1]) < LINE
