"""Outlines of places as whole numbers: packing, thinning, joining, a point inside. Pure; knows no place.

A point is (longitude, latitude) in 1/100,000 of a degree, about a metre. A ring does not repeat its first point;
a polygon is its outer ring (anticlockwise, RFC 7946) and its holes (clockwise); a shape is one or more polygons.
Neighbours share their border point for point. Thinning and joining keep it so, since both work on borders.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, pi

Point = tuple[int, int]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
Shape = tuple[Polygon, ...]

SCALE = 100_000  # points of a degree
PIECE = 256  # points of a border that are thinned at once


def doubled_area(ring: Ring) -> int:
    """Twice the area, in square points; positive when the ring runs anticlockwise."""
    return sum(x * there[1] - there[0] * y for (x, y), there in zip(ring, ring[1:] + ring[:1], strict=True))


def tidied(points: Sequence[Point]) -> Ring:
    """The ring without repeated points and spikes, beginning at its least point; () when nothing is left of it."""
    kept: list[Point] = []
    for point in points:
        kept.append(point)
        while len(kept) > 1 and (kept[-1] == kept[-2] or (len(kept) > 2 and kept[-1] == kept[-3])):
            del kept[-1 if kept[-1] == kept[-2] else -2 :]
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3 or not doubled_area(tuple(kept)):
        return ()
    first = kept.index(min(kept))
    return tuple(kept[first:] + kept[:first])


def polygon_of(rings: Sequence[Sequence[Point]]) -> Polygon:
    """A polygon from rings in any direction, the outer one first; () when the outer one encloses nothing."""
    outer, *holes = (tidied(ring) for ring in rings)
    if not outer:
        return ()
    turned = [_turned(outer, anticlockwise=True)]
    turned += [_turned(hole, anticlockwise=False) for hole in holes if hole]
    return tuple(turned)


def _turned(ring: Ring, *, anticlockwise: bool) -> Ring:
    return ring if (doubled_area(ring) > 0) == anticlockwise else (ring[0], *ring[:0:-1])


def rings_of(shapes: Iterable[Shape]) -> Iterator[Ring]:
    return (ring for shape in shapes for polygon in shape for ring in polygon)


def point_count(shape: Shape) -> int:
    return sum(len(ring) for ring in rings_of([shape]))


def bounds(shapes: Iterable[Shape]) -> tuple[int, int, int, int]:
    """West, south, east, north.  ValueError: no shape."""
    points = [point for ring in rings_of(shapes) for point in ring]
    if not points:
        raise ValueError("no shape has no bounds")
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


# ---------- packing: the encoded polyline format of Google Maps, rings parted by "," and polygons by ";" ----------


def packed(shape: Shape) -> str:
    """A shape in few bytes: differences from point to point, 5 bits a letter, the first point in full."""
    return ";".join(",".join(_letters(ring) for ring in polygon) for polygon in shape)


def unpacked(letters: str) -> Shape:
    """The shape of `packed`.  ValueError: these are no such letters."""
    return tuple(tuple(tuple(_points(ring)) for ring in polygon.split(",")) for polygon in letters.split(";"))


def digest(shape: Shape) -> str:
    """SHA-256 of a shape: the same for the same outline, wherever its rings began and whichever way they ran."""
    return hashlib.sha256(packed(tuple(sorted(shape))).encode()).hexdigest()


def _letters(ring: Ring) -> str:
    found = bytearray()
    x = y = 0
    for point in ring:
        for step in (point[1] - y, point[0] - x):
            value = ~(step << 1) if step < 0 else step << 1
            while value >= 0x20:
                found.append((0x20 | (value & 0x1F)) + 63)
                value >>= 5
            found.append(value + 63)
        x, y = point
    return found.decode("ascii")


def _points(letters: str) -> Iterator[Point]:
    steps: list[int] = []
    value = shift = 0
    for letter in letters.encode():
        if not 63 <= letter <= 126:
            raise ValueError("not a packed shape")
        value |= ((letter - 63) & 0x1F) << shift
        shift += 5
        if letter - 63 < 0x20:
            steps.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift or len(steps) < 6 or len(steps) % 2:
        raise ValueError("not a packed shape")
    x = y = 0
    for up, right in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + up
        yield x, y


# ---------- thinning (Douglas and Peucker 1973), border by border ----------


def thinned(shapes: Sequence[Shape], tolerance: float) -> list[Shape]:
    """The shapes with fewer points, none more than `tolerance` points off; shared borders stay shared.

    A border is what lies between two points where three or more outlines meet, so each is thinned once for
    both sides. A hole or island that becomes nothing goes; the last polygon of a shape stays as it was.
    """
    corners = _corners(shapes)
    known: dict[Ring, Ring] = {}
    return [_thinned_shape(shape, corners, tolerance, known) for shape in shapes]


def _corners(shapes: Sequence[Shape]) -> set[Point]:
    """Points where outlines meet or part: more than two points lie beside them."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings_of(shapes):
        for at, point in enumerate(ring):
            beside[point].add(ring[at - 1])
            beside[ring[at - 1]].add(point)
    return {point for point, others in beside.items() if len(others) > 2}


def _thinned_shape(shape: Shape, corners: set[Point], tolerance: float, known: dict[Ring, Ring]) -> Shape:
    thin = []
    for polygon in shape:
        rings = [tidied(_thinned_ring(ring, corners, tolerance, known)) for ring in polygon]
        # A ring that turned over has crossed itself: it is too small for this tolerance.
        if rings[0] and doubled_area(rings[0]) > 0:
            thin.append((rings[0], *(ring for ring in rings[1:] if ring and doubled_area(ring) < 0)))
    return tuple(thin) or shape


def _thinned_ring(ring: Ring, corners: set[Point], tolerance: float, known: dict[Ring, Ring]) -> list[Point]:
    ends = [at for at, point in enumerate(ring) if point in corners]
    if len(ends) < 2:
        # Alone, or met at one point: fixed at that (or the least) point and the one farthest from it.
        start = ends[0] if ends else ring.index(min(ring))
        ring = ring[start:] + ring[:start]
        ends = [0, max(range(len(ring)), key=lambda at: (_apart(ring[0], ring[at]), ring[at]))]
    else:
        ring, ends = ring[ends[0] :] + ring[: ends[0]], [at - ends[0] for at in ends]
    closed = (*ring, ring[0])
    found: list[Point] = []
    for begin, end in zip(ends, [*ends[1:], len(ring)], strict=True):
        border = closed[begin : end + 1]
        forward = min(border, border[::-1])
        if forward not in known:
            known[forward] = _thinned_border(forward, tolerance)
        thin = known[forward]
        found += (thin if forward == border else thin[::-1])[:-1]
    return found


def _apart(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _thinned_border(border: Ring, tolerance: float) -> Ring:
    """One border. Every PIECE-th point stays: a saw drawn to hurt would otherwise take its length squared."""
    ends = [*range(0, len(border) - 1, PIECE), len(border) - 1]
    keep, stack, most = set(ends), list(pairwise(ends)), tolerance * tolerance
    while stack:
        first, last = stack.pop()
        far, at = -1.0, first
        for between in range(first + 1, last):
            off = _off(border[between], border[first], border[last])
            if off > far:
                far, at = off, between
        if far > most:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return tuple(border[at] for at in sorted(keep))


def _off(point: Point, a: Point, b: Point) -> float:
    """Squared distance from a point to the piece of line between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = dx * dx + dy * dy
    if not long:
        return float(_apart(point, a))
    share = min(1.0, max(0.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / long))
    return (point[0] - a[0] - share * dx) ** 2 + (point[1] - a[1] - share * dy) ** 2


# ---------- joining ----------


def joined(shapes: Iterable[Shape]) -> Shape:
    """One shape of several that lie side by side: borders that two of them share are left out."""
    edges: Counter[tuple[Point, Point]] = Counter()
    for ring in rings_of(shapes):
        for at, point in enumerate(ring):
            if edges[(point, ring[at - 1])] > 0:
                edges[(point, ring[at - 1])] -= 1
            else:
                edges[(ring[at - 1], point)] += 1
    loops = [ring for ring in map(tidied, _loops(edges)) if ring]
    outers = sorted((ring for ring in loops if doubled_area(ring) > 0), key=doubled_area)
    holes: dict[Ring, list[Ring]] = {ring: [] for ring in outers}
    for hole in (ring for ring in loops if doubled_area(ring) < 0):
        inside = inner_point(((_turned(hole, anticlockwise=True),),))
        around = next((outer for outer in outers if _holds(outer, inside)), None)
        if around is not None:
            holes[around].append(hole)
    return tuple((outer, *inner) for outer, inner in holes.items())


def _loops(edges: Counter[tuple[Point, Point]]) -> Iterator[list[Point]]:
    """Closed walks along all edges, cut where a walk comes back to a point it passed."""
    ways: dict[Point, list[Point]] = defaultdict(list)
    for (start, end), times in sorted(edges.items()):
        ways[start] += [end] * times
    for start in list(ways):
        while ways[start]:
            walk, passed = [start], {start: 0}
            while ways[walk[-1]]:
                here = walk[-1]
                step = _leftmost(walk[-2], here, ways[here]) if len(walk) > 1 else ways[here][0]
                ways[here].remove(step)
                if step in passed:
                    back = passed[step]
                    yield walk[back:]
                    for point in walk[back + 1 :]:
                        del passed[point]
                    del walk[back + 1 :]
                else:
                    passed[step] = len(walk)
                    walk.append(step)


def _leftmost(before: Point, here: Point, ways: Sequence[Point]) -> Point:
    """The way that turns most to the left: it keeps the land it walks around nearest."""
    if len(ways) == 1:
        return ways[0]
    heading = atan2(here[1] - before[1], here[0] - before[0])
    return max(ways, key=lambda to: (atan2(to[1] - here[1], to[0] - here[0]) - heading + pi) % (2 * pi))


# ---------- a point inside ----------


def inner_point(shape: Shape) -> tuple[float, float]:
    """A point well inside the largest polygon: the middle of its widest stretch at the height of its middle."""
    polygon = max(shape, key=lambda one: abs(doubled_area(one[0])))
    _west, south, _east, north = bounds([(polygon,)])
    best = max(
        (_widest(polygon, south + (north - south) * share // 16 + 0.5) for share in (8, 7, 9, 6, 10, 5, 11)),
        key=lambda found: found[0],
    )
    return best[1], best[2]


def _widest(polygon: Polygon, y: float) -> tuple[float, float, float]:
    """Width, x and y of the middle of the widest stretch inside at one height; y is between whole numbers."""
    xs = sorted(_crossings(polygon, y))
    stretches = [(east - west, (west + east) / 2, y) for west, east in zip(xs[::2], xs[1::2], strict=False)]
    return max(stretches, default=(0.0, float(polygon[0][0][0]), float(polygon[0][0][1])))


def _crossings(polygon: Polygon, y: float) -> Iterator[float]:
    for ring in polygon:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 < y) != (y2 < y):
                yield x1 + (y - y1) * (x2 - x1) / (y2 - y1)


def _holds(ring: Ring, point: tuple[float, float]) -> bool:
    return sum(x < point[0] for x in _crossings((ring,), point[1])) % 2 == 1
