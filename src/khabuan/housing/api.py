"""Houses through the API, to read: the queries of pages. Nobody reads them without a seat, and nobody is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Router, Schema

from khabuan.access.policy import require_reader
from khabuan.access.request import Request
from khabuan.core.api import PAGE, PROBLEMS, Key, ListPage, PageNumber, PageSize, key_of, paged
from khabuan.core.thai import FiscalYear
from khabuan.followup.api import BodyName
from khabuan.grants.api import PlaceName
from khabuan.housing import queries
from khabuan.housing.models import HousingCase
from khabuan.housing.rules import (
    FIRST_YEAR,
    LAST_YEAR,
    HouseList,
    HouseState,
    HousingProgramme,
    Item,
    WorkKind,
)
from khabuan.places.api import Code, area_or_no
from khabuan.places.here import home_area
from khabuan.registry.models import Organisation


class HouseShown(Schema):
    """A house in the book of the body that looks after it, told by its number; who lives there is not given."""

    id: str
    organisation: BodyName
    number: int
    area: PlaceName
    programme: HousingProgramme
    kind: WorkKind
    fiscal_year: int = Field(description="Stated, by the calendar year (CE) in which it ends")
    project: str | None = Field(description="The key of its project")
    state: HouseState
    state_on: date
    withdrawn_on: date | None = Field(description="It was entered in error and counts nowhere")


class HouseMoney(Schema):
    """What one payer gives for one thing. `withdrawn_on`: it was entered in error and taken back."""

    id: str
    agency: BodyName | None
    agency_words: str
    amount: Decimal
    item: Item
    words: str
    is_programme: bool = Field(description="Money of the programme itself, which has a ceiling")
    reason: str
    withdrawn_on: date | None


class HouseStep(Schema):
    """A step of the trail. `withdrawn_on`: it was entered in error and taken back."""

    id: str
    state: HouseState
    on: date
    words: str
    withdrawn_on: date | None


class HouseWhole(HouseShown):
    money: list[HouseMoney]
    total: Decimal
    ceiling: int | None = Field(
        description="Baht of the programme's money for one household, where a rule says it that nobody doubts"
    )
    is_over: bool
    trail: list[HouseStep]


class HousePage(ListPage):
    items: list[HouseShown]


FiscalEnd = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]

router = Router(tags=["housing"])


@router.get("/housing", response={200: HousePage, **PROBLEMS}, operation_id="housing")
def list_houses(  # noqa: PLR0917 - ninja reads filters from the signature
    request: Request,
    state: HouseList = HouseList.ALL,
    area: Code | None = None,
    year: FiscalEnd | None = None,
    programme: HousingProgramme | None = None,
    page: PageNumber = 1,
    size: PageSize = PAGE,
) -> dict[str, Any]:
    """Houses in an area and in the books of its bodies (without one: where the seat begins), by state, fiscal year (CE,
    by its end) and programme. Those entered in error are left out."""
    actor = require_reader(request.actor, HousingCase._meta.label_lower)
    place = area_or_no(actor, area) if area else home_area(request)
    wanted = queries.Wanted(
        state.value, programme.value if programme else "", year=FiscalYear(year) if year else None
    )
    rows = queries.cases_in(actor, place, wanted)
    return paged(rows, page, size, lambda found: [_house(row) for row in found])


@router.get("/housing/{key}", response={200: HouseWhole, **PROBLEMS}, operation_id="house")
def one_house(request: Request, key: Key) -> dict[str, Any]:
    """One house with its money against the ceiling, and each step of its trail."""
    actor = require_reader(request.actor, HousingCase._meta.label_lower)
    row = queries.case_of(actor, key_of(key))
    moneys = queries.moneys_of(actor, [row])
    total = queries.totals_of(actor, [row], moneys)[row.pk]
    names = ("agency_words", "amount", "item", "words", "is_programme", "reason", "withdrawn_on")
    return {
        **_house(row), "total": total.money, "is_over": total.is_over,
        "ceiling": total.limit,
        "money": [
            {"id": str(one.pk), "agency": _named(one.agency), **{name: getattr(one, name) for name in names}}
            for one in moneys.get(row.pk, ())
        ],
        "trail": [
            {"id": str(step.pk), "state": step.state, "on": step.on, "words": step.words,
             "withdrawn_on": step.withdrawn_on}
            for step in queries.trail_of(actor, row)
        ],
    }  # fmt: skip


def _house(row: HousingCase) -> dict[str, Any]:
    names = ("number", "programme", "kind", "fiscal_year", "state", "state_on", "withdrawn_on")
    return {
        "id": str(row.pk), "organisation": _named(row.organisation),
        "project": str(row.project_id) if row.project_id else None,
        "area": {"code": row.area.key, "name": row.area.name}, **{name: getattr(row, name) for name in names},
    }  # fmt: skip


def _named(body: Organisation | None) -> dict[str, str] | None:
    return {"id": str(body.pk), "name": body.name} if body else None
