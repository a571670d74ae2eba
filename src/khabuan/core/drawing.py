"""Charts and tile maps as SVG from the server. Values in, markup out; no database, no request.

Charts have no viewBox: x in per cent, y in px, so that text never shrinks. The readable table under each
drawing is made from the same values.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .numerals import Figure, grouped

TILE_STATES = ("ok", "soon", "over", "none")
TILE, PITCH, PER_ROW = 26, 29, 6


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of figures, a value for each label; None is not known and draws nothing."""

    name: str
    values: tuple[Figure | None, ...]
    mark: int | None = None  # index of the one odd value that carries its figure


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The tiles of one amphoe (or province), with the one link of the group.

    `note` is said after the count ("เกินวาระ 1"), in brick when `late`. `column` (1-5) and `row` (1-8)
    place the group near its true direction on a wide screen; 0 lets it flow.
    """

    name: str
    url: str
    states: tuple[str, ...]
    count: str = ""
    note: str = ""
    late: bool = False
    column: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class TileKey:
    """One line of the key: what the state means, how many, and the list that it filters."""

    state: str
    label: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Value to y: `low` lies on the `bottom` pixel, `high` on the `top` one."""

    low: float
    high: float
    step: float
    top: float
    bottom: float

    def y(self, value: Figure) -> float:
        return self.bottom - (float(value) - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def ticks(self) -> list[float]:
        return [self.low + self.step * i for i in range(round((self.high - self.low) / self.step) + 1)]


# ---------- tiles ----------


def tile(state: str, x: int = 0, y: int = 0) -> SafeString:
    """One tile of 26 units; the states differ in shape, not only in colour.  ValueError: unknown state."""
    if state == "ok":
        return format_html('<rect class="ok" x="{}" y="{}" width="26" height="26" rx="3"/>', x, y)
    if state == "soon":
        return format_html(
            '<rect class="soon" x="{}" y="{}" width="24.5" height="24.5" rx="3"/>'
            '<path class="soon-m" d="M{} {}v-17l17 17z"/>',
            x + 0.75,
            y + 0.75,
            x + 1,
            y + 25,
        )
    if state == "over":
        return format_html(
            '<rect class="over" x="{}" y="{}" width="26" height="26" rx="3"/>'
            '<path class="over-m" d="M{} {}l11 11m0-11l-11 11"/>',
            x,
            y,
            x + 7.5,
            y + 7.5,
        )
    if state == "none":
        return format_html('<rect class="none" x="{}" y="{}" width="24" height="24" rx="3"/>', x + 1, y + 1)
    raise ValueError(f"no tile state {state!r}")


def tile_block(states: Sequence[str]) -> SafeString:
    """The tiles of one group, six a row. Hidden from readers: the group's words say the same."""
    rows = max(1, math.ceil(len(states) / PER_ROW))
    height = rows * PITCH - (PITCH - TILE)
    placed = ((i % PER_ROW * PITCH, i // PER_ROW * PITCH, state) for i, state in enumerate(states))
    marks = format_html_join("", "{}", ((tile(state, x, y),) for x, y, state in placed))
    return format_html('<svg class="tiles" viewBox="0 0 171 {}" aria-hidden="true">{}</svg>', height, marks)


def tile_map(groups: Sequence[TileGroup], key: Sequence[TileKey]) -> SafeString:
    """The key, which counts and filters, and the groups, each one link. The table follows on the page."""
    geo = any(group.column for group in groups)
    return format_html(
        '<div class="mapfig{}">{}<ul class="map{}">{}</ul></div>',
        " tuck" if geo and _has_room_for_key(groups) else "",
        tile_key(key),
        " geo" if geo else "",
        format_html_join("", "{}", ((_tile_group(group),) for group in groups)),
    )


def tile_key(key: Sequence[TileKey]) -> SafeString:
    """What the states mean, with their counts and the lists that they filter."""
    return key_list(key, _key_tile)


def key_list(key: Sequence[TileKey], mark: Callable[[str], SafeString]) -> SafeString:
    """The lines of a key; `mark` draws a state as the map beside it does."""
    lines = format_html_join("", "<li>{}<span>{}</span></li>", ((mark(k.state), _key_words(k)) for k in key))
    return format_html('<ul class="key">{}</ul>', lines)


def _has_room_for_key(groups: Sequence[TileGroup]) -> bool:
    """Whether the last row leaves three columns free, and is as high as the key that may lie there."""
    last = max(group.row for group in groups)
    bottom = [group for group in groups if group.row == last]
    return (
        all(0 < g.column <= 2 for g in groups if g.row == last)
        and max(len(g.states) for g in bottom) > 2 * PER_ROW
    )


def _key_tile(state: str) -> SafeString:
    return format_html('<svg class="tiles" viewBox="0 0 26 26" aria-hidden="true">{}</svg>', tile(state))


def _key_words(key: TileKey) -> SafeString:
    words = format_html("{} <b>{}</b>", key.label, grouped(key.count))
    return format_html('<a href="{}">{}</a>', key.url, words) if key.url else words


def _tile_group(group: TileGroup) -> SafeString:
    where = format_html(' data-c="{}" data-r="{}"', group.column, group.row) if group.column else ""
    note: str = ""
    if group.note:
        note = format_html(
            ' · <span class="late">{}</span>' if group.late else " · <strong>{}</strong>", group.note
        )
    return format_html(
        '<li{}><a href="{}"><b>{}</b><small>{}{}</small>{}</a></li>',
        where,
        group.url,
        group.name,
        group.count,
        note,
        tile_block(group.states),
    )


# ---------- bars in cells ----------


def bar(value: Figure, total: Figure, limit: Figure | None = None) -> SafeString:
    """A bar of `value` in `total`, at most full, perhaps with a mark at `limit`; the figure stands beside."""
    mark = ""
    if limit is not None:
        x = _percent(_share(limit, total))
        mark = format_html('<line class="lim" x1="{}" x2="{}" y1="-2" y2="12"/>', x, x)
    return format_html(
        '<svg class="h" height="10" aria-hidden="true"><rect class="bg" width="100%" height="10" rx="5"/>'
        '<rect class="fg" width="{}" height="10" rx="5"/>{}</svg>',
        _percent(_share(value, total)),
        mark,
    )


def _share(value: Figure, total: Figure) -> float:
    return min(1.0, max(0.0, float(value) / float(total))) if total else 0.0


def _percent(share: float) -> str:
    return f"{share * 100:.4g}%"


# ---------- charts ----------


def columns(labels: Sequence[str], series: Sequence[Series], *, finding: str) -> SafeString:
    """Columns from zero, one or two series. `finding` is the sentence that the picture says."""
    _check(labels, series)
    known = _known(series)
    if min(known) < 0:
        raise ValueError("columns start at 0: draw a line for negative figures")
    scale = _scale(0, max(known), top=26, bottom=220)
    slot = 74 / len(labels)
    width = slot * (0.32 if len(series) == 2 else 0.5)
    marks: list[SafeString] = []
    for s, row in enumerate(series):
        for i, value in enumerate(row.values):
            if value is None:
                continue
            x = 9 + slot * (i + 0.5) + (s - len(series) / 2) * (width * 1.1)
            y = scale.y(value)
            marks.append(_column(s, x, width, y, scale.bottom - y))
            if row.mark == i:
                marks.append(_text(x + width / 2, y - 7, grouped(value), "v"))
    marks += [_text(9 + slot * (i + 0.5), 240, label) for i, label in _thinned(labels)]
    return _chart(248, finding, [*_grid(scale, 83, axis=True), *marks, *_last_names(series, scale, 84.2)])


def lines(labels: Sequence[str], series: Sequence[Series], *, finding: str) -> SafeString:
    """One or two lines; the axis may start above zero, and then the page says so (see `starts_at_zero`)."""
    _check(labels, series)
    known = _known(series)
    scale = _scale(min(known), max(known), top=18, bottom=180)
    slot = 74 / max(1, len(labels) - 1)
    marks: list[SafeString] = []
    for s, row in enumerate(series):
        for i, (a, b) in enumerate(zip(row.values, row.values[1:], strict=False)):
            if a is not None and b is not None:
                marks.append(_segment(s, 9 + slot * i, 9 + slot * (i + 1), scale.y(a), scale.y(b)))
    marks += [_text(9 + slot * i, 200, label) for i, label in _thinned(labels)]
    return _chart(208, finding, [*_grid(scale, 83), *marks, *_last_names(series, scale, 84.2)])


def starts_at_zero(series: Sequence[Series]) -> bool:
    """Whether `lines` draws these series from zero."""
    known = _known(series)
    return _scale(min(known), max(known), top=0, bottom=1).low == 0


def figures_table(labels: Sequence[str], series: Sequence[Series], *, head: str) -> SafeString:
    """The same figures as a table, labels down, series across; unknown is "–"."""
    heads = format_html_join(
        "", '<th role="columnheader" scope="col" class="n">{}</th>', ((row.name,) for row in series)
    )
    rows = (
        (
            label,
            format_html_join(
                "", '<td role="cell" class="n">{}</td>', ((grouped(row.values[i]),) for row in series)
            ),
        )
        for i, label in enumerate(labels)
    )
    return format_html(
        '<table role="table"><thead role="rowgroup"><tr role="row">'
        '<th role="columnheader" scope="col">{}</th>{}</tr></thead><tbody role="rowgroup">{}</tbody></table>',
        head,
        heads,
        format_html_join("", '<tr role="row"><th role="rowheader" scope="row">{}</th>{}</tr>', rows),
    )


def _check(labels: Sequence[str], series: Sequence[Series]) -> None:
    if not 1 <= len(series) <= 2:
        raise ValueError("one or two series: a third belongs in a second chart")
    if not labels or any(len(row.values) != len(labels) for row in series):
        raise ValueError("each series needs one value for each label")


def _known(series: Sequence[Series]) -> list[Figure]:
    known = [value for row in series for value in row.values if value is not None]
    if not known:
        raise ValueError("no figure is known: say so with {% nothing %} instead of an empty chart")
    return known


def _scale(low: Figure, high: Figure, *, top: float, bottom: float) -> _Scale:
    """A scale of four to five round steps; zero stays in when it is near."""
    bottom_value, top_value = float(low), float(high)
    if 0 <= bottom_value <= top_value * 0.5:
        bottom_value = 0.0
    spread = (top_value - bottom_value) or abs(top_value) or 1.0
    power = 10.0 ** math.floor(math.log10(spread / 4))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if spread / (power * n) <= 5)
    first = math.floor(bottom_value / step) * step
    last = math.ceil(top_value / step) * step
    return _Scale(first, last if last > first else first + step, step, top, bottom)


def _grid(scale: _Scale, right: float, *, axis: bool = False) -> list[SafeString]:
    marks: list[SafeString] = []
    for tick in scale.ticks():
        y = scale.y(tick)
        style = "axis" if axis and tick == scale.low else "grid"
        marks.append(
            format_html('<line class="{}" x1="9%" x2="{}%" y1="{}" y2="{}"/>', style, right, _px(y), _px(y))
        )
        marks.append(_text(7.5, y + 5, grouped(Decimal(f"{tick:.10g}")), "r"))
    return marks


def _thinned(labels: Sequence[str]) -> list[tuple[int, str]]:
    """At most nine labels, counted back from the last, so that they do not touch on a phone."""
    every = math.ceil(len(labels) / 9)
    return [(i, label) for i, label in enumerate(labels) if (len(labels) - 1 - i) % every == 0]


def _last_names(series: Sequence[Series], scale: _Scale, x: float) -> list[SafeString]:
    """Each series named at its last known value; names that would touch are moved apart."""
    found: list[list[float | str]] = []
    for s, row in enumerate(series):
        last = next((value for value in reversed(row.values) if value is not None), None)
        if last is not None:
            found.append([scale.y(last) + 5, f"c{s + 1} l", f"{row.name} {grouped(last)}"])
    found.sort(key=lambda name: float(name[0]))
    if len(found) == 2 and float(found[1][0]) - float(found[0][0]) < 18:
        middle = (float(found[0][0]) + float(found[1][0])) / 2
        found[0][0], found[1][0] = middle - 9, middle + 9
    return [_text(x, float(y), str(words), str(style)) for y, style, words in found]


def _column(s: int, x: float, width: float, y: float, height: float) -> SafeString:
    return format_html(
        '<rect class="c{}" x="{}%" width="{}%" y="{}" height="{}"/>',
        s + 1,
        f"{x:.2f}",
        f"{width:.2f}",
        _px(y),
        _px(height),
    )


def _segment(s: int, x1: float, x2: float, y1: float, y2: float) -> SafeString:
    return format_html(
        '<line class="c{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>',
        s + 1,
        f"{x1:.2f}",
        f"{x2:.2f}",
        _px(y1),
        _px(y2),
    )


def _text(x: float, y: float, words: str, style: str = "") -> SafeString:
    classes = format_html(' class="{}"', style) if style else ""
    return format_html('<text{} x="{}%" y="{}">{}</text>', classes, f"{x:.2f}", _px(y), words)


def _px(y: float) -> str:
    return f"{y:.1f}"


def _chart(height: int, finding: str, marks: Sequence[SafeString]) -> SafeString:
    if not finding:
        raise ValueError("a picture needs the sentence that it says")
    return format_html(
        '<svg class="chart" height="{}" role="img" aria-label="{}">{}</svg>',
        height,
        finding,
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )
