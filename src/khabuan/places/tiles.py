"""Where areas stand on a tile map: a grid placed by hand near the true direction, with a flow for the rest.

A tile is not a coordinate: it says "north-west of the next one", nothing about distance. Pure.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

FLOW_COLUMNS = 5


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A place on the grid, from 1; row 1 is the north."""

    row: int
    column: int


class _Tiles(TypedDict):
    nation: dict[str, list[int]]
    districts: dict[str, dict[str, list[int]]]


def province_tiles() -> Mapping[str, Tile]:
    """Map the 77 province codes to their tiles on the map of the nation."""
    return {code: Tile(row=row, column=column) for code, (column, row) in _placed()["nation"].items()}


def district_tiles(province: str, districts: Collection[str]) -> Mapping[str, Tile]:
    """Map district codes of a province to tiles.

    What was placed by hand keeps its place; the others (a province nobody has placed yet, a new amphoe) flow
    in order of code, five to a row, in the rows below.
    """
    by_hand = _placed()["districts"].get(province, {})
    tiles = {
        code: Tile(row=by_hand[code][1], column=by_hand[code][0]) for code in districts if code in by_hand
    }
    below = max((tile.row for tile in tiles.values()), default=0)
    for at, code in enumerate(sorted(set(districts) - set(tiles))):
        tiles[code] = Tile(row=below + 1 + at // FLOW_COLUMNS, column=1 + at % FLOW_COLUMNS)
    return tiles


@cache
def _placed() -> _Tiles:
    text = files("khabuan.places").joinpath("data/tiles.toml").read_text(encoding="utf-8")
    return cast(_Tiles, tomllib.loads(text))
