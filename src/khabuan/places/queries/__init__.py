"""Reads of places, by noun: areas, groups of areas, the province's lists, and finding by words."""

from khabuan.places.queries.areas import (
    ancestors,
    area_by_code,
    areas_on,
    areas_within,
    children,
    counts_within,
    line_on,
    nation,
    path_then,
    paths_on,
    placed_within,
)
from khabuan.places.queries.finding import FoundPlace, find_places
from khabuan.places.queries.groups import (
    groups_in,
    groups_of,
    members_by_group,
    members_of,
    zones_to_go_on_with,
)
from khabuan.places.queries.lists import council_areas_in, known_areas, local_governments_in, propose_for

__all__ = [
    "FoundPlace",
    "ancestors",
    "area_by_code",
    "areas_on",
    "areas_within",
    "children",
    "council_areas_in",
    "counts_within",
    "find_places",
    "groups_in",
    "groups_of",
    "known_areas",
    "line_on",
    "local_governments_in",
    "members_by_group",
    "members_of",
    "nation",
    "path_then",
    "paths_on",
    "placed_within",
    "propose_for",
    "zones_to_go_on_with",
]
