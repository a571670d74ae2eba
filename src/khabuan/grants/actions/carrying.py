"""How projects follow bodies that become one and areas that end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import add, change
from khabuan.core import offers
from khabuan.grants.models import Project, ProjectArea
from khabuan.grants.rules import OPEN
from khabuan.registry.actions.merging import move_references
from khabuan.registry.actions.merging_bodies import count_kinds
from khabuan.registry.models import Organisation

TABLES: tuple[tuple[Any, Any, str], ...] = (
    (_("Projects in its book"), Project, "organisation"),
    (_("Projects that it pays for"), Project, "agency"),
)
COUNTED = {"project": _("projects still to be done")}


def move_of_organisation(moves: Any) -> None:
    """Projects go along; their papers stand at the body's node, and go with the register's."""
    for _words, table, column in TABLES:
        move_references(moves, table, column)


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many of each kind stand at these records. One query for all kinds."""
    return count_kinds(TABLES, bodies)


def settle_area(going: offers.Succession) -> None:
    """What is still to be done is done at the area's successor; what is over is told as it was."""
    standing = {"state__in": OPEN, "withdrawn_on__isnull": True}
    for row in Project.everywhere.filter(area=going.gone, **standing).order_by("pk"):
        change(row, area=going.into)
        for line in ProjectArea.everywhere.filter(project=row, area=going.into, removed_on__isnull=True):
            change(line, removed_on=going.on)  # it is the main place now
        going.count("project")
    further = ProjectArea.everywhere.filter(
        area=going.gone, removed_on__isnull=True, **{f"project__{name}": of for name, of in standing.items()}
    )
    for line in further.select_related("project").order_by("pk"):
        change(line, removed_on=going.on)
        _keep(line.project, going.into)
        going.count("project")


def _keep(project: Project, area: Any) -> None:
    """The successor among the further places, unless it is the main one; a row that was taken off comes back."""
    known = ProjectArea.everywhere.filter(project=project, area=area).first()
    if project.area_id == area.pk:
        return
    if known is None:
        add(ProjectArea, project=project, area=area)
    else:
        change(known, removed_on=None)


MERGE = offers.OnOrganisationMerge("grants", move_of_organisation, tell_of_organisations)
