"""The dated rules of law and custom through the API, each with its source and whether it was verified."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from khabuan.core.api import PROBLEMS, Words
from khabuan.core.errors import OutOfArea
from khabuan.rules import queries
from khabuan.rules.models import DatedRule


class RuleShown(Schema):
    """`value` is text: a number, a share ("1/5"), a date, a list with one item a line. `until`: no more."""

    id: str
    key: str
    kind: str
    value: str
    place: str
    since: date
    until: date | None
    source: str
    address: str
    section: str
    sureness: str
    is_verified: bool
    verified_on: date | None
    note: str


def shown(row: DatedRule) -> dict[str, Any]:
    names = [name for name in RuleShown.model_fields if name != "id"]
    return {"id": str(row.pk), **{name: getattr(row, name) for name in names}}


router = Router(tags=["rules"])


@router.get("/rules", response={200: list[RuleShown], **PROBLEMS}, operation_id="rules")
def rules(request: HttpRequest, unverified: bool = False) -> list[dict[str, Any]]:
    """Every rule row; with `unverified` those in force that nobody has read at the source."""
    read = queries.unverified_rules if unverified else queries.all_rules
    return [shown(row) for row in read(request.actor)]  # type: ignore[attr-defined]


@router.get("/rules/{key}", response={200: list[RuleShown], **PROBLEMS}, operation_id="rule")
def rule(request: HttpRequest, key: Words) -> list[dict[str, Any]]:
    """The rows of one rule, the newest first."""
    rows = [row for row in queries.all_rules(request.actor) if row.key == key]  # type: ignore[attr-defined]
    if not rows:
        raise OutOfArea("rules.datedrule")
    return [shown(row) for row in rows]
