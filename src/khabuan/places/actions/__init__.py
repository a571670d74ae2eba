"""Writes of places: the reference, villages and communities, changes with their history, lists, groups."""

from khabuan.places.actions.boundaries import bring_in_boundaries
from khabuan.places.actions.changes import merge_areas, move_area, rename_area, split_area
from khabuan.places.actions.groups import copy_groups, keep_group
from khabuan.places.actions.lists import (
    confirm_council_areas,
    keep_local_government,
    settle_local_government,
    settle_village,
)
from khabuan.places.actions.reference import Country, load_reference
from khabuan.places.actions.single import add_area, correct_area

__all__ = [
    "Country",
    "add_area",
    "bring_in_boundaries",
    "confirm_council_areas",
    "copy_groups",
    "correct_area",
    "keep_group",
    "keep_local_government",
    "load_reference",
    "merge_areas",
    "move_area",
    "rename_area",
    "settle_local_government",
    "settle_village",
    "split_area",
]
