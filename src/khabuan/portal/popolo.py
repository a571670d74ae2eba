"""Bodies, their offices and (for a seat) who holds them as Popolo (popoloproject.com), the form in which parliaments publish.

One document a place: areas, organizations, posts, persons, memberships, each by its public schema. Written part by
part as it is read, so that a province costs no memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from khabuan.access.actor import Actor, Span, paths_above
from khabuan.access.scoping import spans_q
from khabuan.places.models import Area, AreaKind
from khabuan.registry.queries.published import AT_ONCE, Body, Holding, Office, OfficeHolder, Published

SHOWN = {"day": 10, "month": 7, "year": 4}  # letters of an ISO date that are known
CHUNK = 64 * 1024


def document(area: Area, on: date, reader: Actor) -> Iterator[str]:
    """The whole document of a place as of a day, in pieces of text. Persons and memberships stand in a seat's alone."""
    published = Published(area.path, on, reader)
    parts: tuple[tuple[str, Iterable[dict[str, Any]]], ...] = (
        ("areas", _areas(area, published)),
        ("organizations", map(_organization, published.bodies())),
        ("posts", map(_post, published.offices())),
        ("persons", map(_person, published.holders())),
        ("memberships", map(_membership, published.holdings())),
    )
    yield from _gathered(_pieces({"place": area.key, "as_of": on.isoformat()}, parts))


def _pieces(meta: dict[str, str], parts: Iterable[tuple[str, Iterable[dict[str, Any]]]]) -> Iterator[str]:
    yield f'{{"meta":{_json(meta)}'
    for name, rows in parts:
        yield f',\n"{name}":['
        between = "\n"
        for row in rows:
            yield between + _json(row)
            between = ",\n"
        yield "]"
    yield "}\n"


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces of a size that is worth sending."""
    kept: list[str] = []
    size = 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield "".join(kept)
            kept, size = [], 0
    yield "".join(kept)


def _json(value: dict[str, Any]) -> str:
    known = {name: one for name, one in value.items() if one not in (None, "", [])}
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))


def _areas(area: Area, published: Published) -> Iterator[dict[str, Any]]:
    """The place, what it stands under, what stands in it; of villages those with a body."""
    small = (AreaKind.VILLAGE, AreaKind.COMMUNITY)
    bodies = Q(pk__in=published.rows().values("area"))
    inside = spans_q((Span.of(area.path),), "path") & (~Q(kind__in=small) | bodies)
    rows = Area.objects.visible_to(Actor.public()).filter(
        inside | Q(path__in=paths_above(area.path)), Q(until__isnull=True) | bodies
    )
    for row in rows.select_related("parent").order_by("path", "pk").iterator(AT_ONCE):
        yield {
            "id": row.key,
            "name": row.name,
            "identifier": row.code,
            "classification": row.kind,
            "parent_id": row.parent.key if row.parent else None,
        }


def _organization(body: Body) -> dict[str, Any]:
    others = [("short", body.short_name), ("English", body.name_en)]
    return {
        "id": str(body.key),
        "name": body.name,
        "other_names": [{"name": name, "note": note} for note, name in others if name],
        "classification": body.kind,
        "parent_id": str(body.parent) if body.parent else None,
        "area_id": body.area,
        "founding_date": _day(body.founded_on, body.founded_precision),
    }


def _post(office: Office) -> dict[str, Any]:
    return {
        "id": str(office.key),
        "label": office.label,
        "role": office.role,
        "organization_id": str(office.body),
    }


def _person(holder: OfficeHolder) -> dict[str, Any]:
    return {
        "id": holder.name_key,
        "name": " ".join(filter(None, (f"{holder.title}{holder.given}", holder.surname))),
        "honorific_prefix": holder.title,
        "given_name": holder.given,
        "family_name": holder.surname,
    }


def _membership(holding: Holding) -> dict[str, Any]:
    return {
        "id": str(holding.key),
        "person_id": holding.name_key,
        "organization_id": str(holding.body),
        "post_id": str(holding.office),
        "on_behalf_of_id": str(holding.on_behalf_of) if holding.on_behalf_of else None,
        "start_date": _day(holding.since, holding.since_precision),
    }


def _day(on: date | None, precision: str) -> str | None:
    """As much of a date as is known, in the Common Era: "2026-03"."""
    return on.isoformat()[: SHOWN[precision]] if on else None
