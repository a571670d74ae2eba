"""The map of the nation: one tile a province at its own place, by whether its list of council areas stands.

States: all areas have a council (filled), some have (half), the list is confirmed but no council is entered
(crossed), no list yet (dashed). Tiles have links for the mouse; readers take the table, which says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khabuan.core.drawing import PITCH, TILE, TileKey, tile, tile_key
from khabuan.picture.queries import PlaceLine
from khabuan.places.labels import label

STATES = ("ok", "soon", "over", "none")


@dataclass(frozen=True)
class NationMap:
    """The drawing, its key with counts, the provinces with something entered, and the others."""

    drawing: SafeString
    key: SafeString
    entered: tuple[PlaceLine, ...]
    waiting: tuple[PlaceLine, ...]


def nation_map(lines: Sequence[PlaceLine]) -> NationMap:
    """The map over the lines of a picture of provinces: the nation's, or a group's (`picture.lines`)."""
    states = [state_of(line) for line in lines]
    words = (
        _("Every council area has a council"),
        _("Some council areas have one"),
        _("List confirmed, no council yet"),
        _("No list yet"),
    )
    key = tile_key(
        [TileKey(state, word, states.count(state)) for state, word in zip(STATES, words, strict=True)]
    )
    entered = tuple(line for line in lines if line.coverage.total or any(line.bodies.values()))
    waiting = tuple(line for line in lines if line not in entered)
    return NationMap(drawing_of(lines), key, entered, waiting)


def state_of(line: PlaceLine) -> str:
    total, councils = line.coverage.total, line.coverage.with_council
    if not total:
        return "none"
    return "ok" if councils == total else "soon" if councils else "over"


def drawing_of(lines: Sequence[PlaceLine]) -> SafeString:
    """The tiles at their own places (`tile_column`, `tile_row`, from 1). No text: it may have a viewBox."""
    placed = [
        (line, line.area.tile_column, line.area.tile_row)
        for line in lines
        if line.area.tile_column and line.area.tile_row
    ]
    if not placed:
        return SafeString("")
    left, top = min(column for _line, column, _row in placed), min(row for _line, _column, row in placed)
    width = (max(column for _line, column, _row in placed) - left + 1) * PITCH - (PITCH - TILE)
    height = (max(row for _line, _column, row in placed) - top + 1) * PITCH - (PITCH - TILE)
    return format_html(
        '<svg class="tiles nation" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
        width,
        height,
        format_html_join(
            "",
            "{}",
            ((_tile(line, (column - left) * PITCH, (row - top) * PITCH),) for line, column, row in placed),
        ),
    )


def _tile(line: PlaceLine, x: int, y: int) -> SafeString:
    coverage = line.coverage
    words = _("%(place)s: councils in %(have)d of %(total)d areas") % {
        "place": label(line.area), "have": coverage.with_council, "total": coverage.total,
    }  # fmt: skip
    return format_html(
        '<a href="{}" tabindex="-1"><title>{}</title>{}</a>',
        line.area.get_absolute_url(),
        words if coverage.total else label(line.area),
        tile(state_of(line), x, y),
    )
