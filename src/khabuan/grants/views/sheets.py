"""A list of projects as a file: what each is, its money, and each target beside what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core.parts.words import shown_year
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.grants import queries
from khabuan.grants.models import Project
from khabuan.grants.rules import Aim, ProjectState
from khabuan.grants.sentences import payer_of, target_words
from khabuan.registry.rules.kinds import Issue

MONEY = "#,##0.00"


def columns() -> list[ColumnSpec]:
    return [*_plain(), *_counts(), ColumnSpec("other", _("Another target"), width=36)]


def _plain() -> Iterator[ColumnSpec]:
    yield ColumnSpec("title", _("Name of the project"), width=44)
    yield ColumnSpec("code", _("Code of the project"))
    yield ColumnSpec("organisation", _("Organisation that holds the project"), width=36)
    yield ColumnSpec("fiscal_year", _("Fiscal year"), kind="number", width=12)
    yield ColumnSpec("issue", _("Issue"))
    yield ColumnSpec("programme", _("Programme of the payer"))
    yield ColumnSpec("area", _("Main place of work"), width=36)
    yield ColumnSpec("places", _("Further places of work"), width=36)
    yield ColumnSpec("payer", _("Payer of the project"), width=30)
    yield ColumnSpec("asked", _("Budget asked"), kind="number", number_format=MONEY)
    yield ColumnSpec("approved", _("Budget approved"), kind="number", number_format=MONEY)
    yield ColumnSpec("state", _("State"))
    yield ColumnSpec("state_on", _("Stands so since"), kind="date")
    yield ColumnSpec("starts_on", _("First day of work"), kind="date")
    yield ColumnSpec("ends_on", _("Last day of work"), kind="date")


def _counts() -> Iterator[ColumnSpec]:
    for aim in Aim:
        if aim is not Aim.OTHER:
            facts = {"what": _(aim.label)}
            yield ColumnSpec(f"{aim.value}_target", _("Target: %(what)s") % facts, kind="number")
            yield ColumnSpec(f"{aim.value}_reached", _("Reached: %(what)s") % facts, kind="number")


def cells(actor: Actor, rows: Sequence[Project]) -> Iterator[Sequence[Cell]]:
    """A row for each project. Four queries."""
    targets, places = queries.targets_of(actor, rows), queries.places_of(actor, rows)
    areas = [*(row.area for row in rows), *(area for found in places.values() for area in found)]
    names = queries.whole_names(actor, areas)
    for row in rows:
        lines = {Aim(line.target.what): line for line in targets.get(row.pk, ())}
        counts: list[Cell] = []
        for aim in Aim:
            if aim is not Aim.OTHER:
                line = lines.get(aim)
                reached = line.reached if line else None
                counts += [line.target.value if line else None, reached.value if reached else None]
        yield [
            row.title, row.code, row.organisation.name, shown_year(row.fiscal_year),
            _(Issue(row.issue).label) if row.issue else "", row.programme, names[row.area_id],
            " · ".join(names[area.pk] for area in places.get(row.pk, ())), payer_of(row), row.asked, row.approved,
            _(ProjectState(row.state).label), row.state_on, row.starts_on, row.ends_on, *counts,
            target_words(lines[Aim.OTHER]) if Aim.OTHER in lines else "",
        ]  # fmt: skip
