"""A list of houses as a file: which each is, whose as far as the seat may read it, how far, and its money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core.parts.words import shown_year
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.grants.queries import whole_names
from khabuan.housing import queries
from khabuan.housing.models import HousingCase
from khabuan.housing.rules import HouseState
from khabuan.housing.sentences import payer_of

MONEY = "#,##0.00"


def columns() -> list[ColumnSpec]:
    return [
        ColumnSpec("organisation", _("Organisation whose book it stands in"), width=36),
        ColumnSpec("number", _("Number in the book"), kind="number", width=12),
        ColumnSpec("name", _("Householder"), width=30),
        ColumnSpec("house_no", _("House number")),
        ColumnSpec("area", _("Village or tambon of the house"), width=36),
        ColumnSpec("programme", _("Programme")),
        ColumnSpec("kind", _("What is done")),
        ColumnSpec("fiscal_year", _("Fiscal year"), kind="number", width=12),
        ColumnSpec("project", _("Project that it belongs to"), width=36),
        ColumnSpec("state", _("State")),
        ColumnSpec("state_on", _("Stands so since"), kind="date"),
        ColumnSpec("money", _("Money of all payers"), kind="number", number_format=MONEY),
        ColumnSpec("programme_money", _("Money of the programme"), kind="number", number_format=MONEY),
        ColumnSpec("ceiling", _("Ceiling for a household"), kind="number", number_format=MONEY),
        ColumnSpec("payers", _("Payers"), width=44),
    ]


def cells(actor: Actor, rows: Sequence[HousingCase]) -> Iterator[Sequence[Cell]]:
    """A row for each house. Five queries."""
    people, moneys = queries.householders_of(actor, rows), queries.moneys_of(actor, rows)
    totals = queries.totals_of(actor, rows, moneys)
    projects = queries.projects_seen(actor, rows)
    names = whole_names(actor, [row.area for row in rows])
    for row in rows:
        who, total = people.get(row.pk), totals[row.pk]
        payers = dict.fromkeys(payer_of(one) for one in moneys.get(row.pk, ()) if one.withdrawn_on is None)
        yield [
            row.organisation.name, row.number, who.name if who else "", who.house_no if who else "",
            names[row.area_id], row.get_programme_display(), row.get_kind_display(), shown_year(row.fiscal_year),
            projects[row.project_id].title if row.project_id in projects else "", _(HouseState(row.state).label), row.state_on,
            total.money or None, total.programme or None, total.limit,
            " · ".join(payers),
        ]  # fmt: skip
