"""Forms about places. `PlaceField` is for every app: a place in words, chosen where several fit."""

from khabuan.places.forms.areas import (
    AddAreaForm,
    CorrectAreaForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
)
from khabuan.places.forms.bodies import LocalGovernmentForm
from khabuan.places.forms.boundaries import BoundaryAnswerForm, BoundaryFileForm
from khabuan.places.forms.council_areas import BasisForm, ConfirmForm
from khabuan.places.forms.groups import CopyGroupsForm, GroupForm
from khabuan.places.forms.place_field import PlaceField, PlaceSearch

__all__ = [
    "AddAreaForm", "BasisForm", "BoundaryAnswerForm", "BoundaryFileForm", "ConfirmForm", "CopyGroupsForm",
    "CorrectAreaForm", "GroupForm", "LocalGovernmentForm", "MergeForm", "MoveForm", "PlaceField",
    "PlaceSearch", "RenameForm", "SplitForm",
]  # fmt: skip
