"""The province's lists: villages and local governments as they come in, council areas as it confirms them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import search_key, sort_key, tidy
from khabuan.places import rules
from khabuan.places.actions.single import add_area, correct_area
from khabuan.places.council_areas import Cover, ProposedArea
from khabuan.places.imports import LocalGovernmentFacts, VillageFacts
from khabuan.places.models import (
    Area,
    AreaKind,
    CouncilArea,
    CouncilAreaCover,
    LocalGovernment,
    LocalGovernmentCover,
)


class Outcome(StrEnum):
    """What a row of a list did."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


def settle_village(*, actor: Actor, facts: VillageFacts, client_key: str = "") -> tuple[Area, Outcome]:
    """Take one row of the villages list: add the village, correct it, or find it the same.

    A village is known by its tambon and moo. Refused as by `add_area`; nothing is ended by a missing row.
    """
    parent = Area.public_rows().filter(code=facts.subdistrict, until__isnull=True).first()
    if parent is None or parent.kind != AreaKind.SUBDISTRICT:
        raise Refused(
            "subdistrict.unknown", _("There is no tambon with this code."), field="subdistrict_code"
        )
    code = facts.code if facts.code.startswith(parent.code) else ""
    there = Area.objects.visible_to(actor).filter(
        parent=parent, kind=AreaKind.VILLAGE, moo=facts.moo, until__isnull=True
    )
    village: Area | None = there.first()
    key: dict[str, Any] = {"client_key": client_key} if client_key else {}
    if village is None:
        return add_area(
            actor=actor, parent=parent, kind=AreaKind.VILLAGE, name=facts.name, name_en=facts.name_en,
            moo=facts.moo, code=code, **key,
        ), Outcome.ADDED  # fmt: skip
    wanted: dict[str, Any] = {
        "name": facts.name,
        "name_en": facts.name_en or village.name_en,
        "code": code or village.code,
    }
    if all(getattr(village, field) == value for field, value in wanted.items()):
        return village, Outcome.SAME
    return correct_area(actor=actor, area=village, **wanted, **key), Outcome.CHANGED


def settle_local_government(
    *, actor: Actor, province: Area, facts: LocalGovernmentFacts, client_key: str = ""
) -> tuple[LocalGovernment, Outcome]:
    """Take one row of the local-governments list: add the body, change it, or find it the same."""
    known = {
        area.code: area
        for area in Area.public_rows().filter(
            code__in=[cover.subdistrict for cover in facts.covers], until__isnull=True
        )
    }
    there = LocalGovernment.objects.visible_to(actor).filter(
        kind=facts.kind.value, search_key=search_key(facts.name), code=facts.code, until__isnull=True
    )
    low, high = rules.reach(province.path)
    body = there.filter(area__path__gte=low, area__path__lt=high).first()
    key: dict[str, Any] = {"client_key": client_key} if client_key else {}
    before = _state(body) if body else None
    body = keep_local_government(
        actor=actor, province=province, body=body, kind=facts.kind.value, name=facts.name,
        name_en=facts.name_en, code=facts.code, latitude=facts.latitude, longitude=facts.longitude,
        covers=[(known[cover.subdistrict], cover.is_partial) for cover in facts.covers], **key,
    )  # fmt: skip
    if before is None:
        return body, Outcome.ADDED
    return body, Outcome.SAME if before == _state(body) else Outcome.CHANGED


@action("places.keep_local_government", on="province", seen=("covers",))
def keep_local_government(
    *, actor: Actor, province: Area, kind: str, name: str, covers: Sequence[tuple[Area, bool]],
    body: LocalGovernment | None = None, name_en: str = "", code: str = "", latitude: object = None,
    longitude: object = None, since: date | None = None, until: date | None = None,
) -> LocalGovernment:  # fmt: skip
    """Enter a local government, or change one; `covers` are (tambon, only partly) and replace those before.

    Its home is the one tambon it is listed under (see `home_of`). Refused: no name, another kind, a tambon
    of another province.
    """
    if kind not in LocalGovernment.Kind.values:
        raise Refused("body.kind", _("Choose the kind of local government."), field="kind")
    if not tidy(name):
        raise Refused("name.missing", _("Write the name."), field="name")
    if body is not None and not rules.is_within(body.node, province.path):
        raise Refused(
            "body.other_province", _("This local government is kept in another province."), field="body"
        )
    for area, _partly in covers:
        if area.kind != AreaKind.SUBDISTRICT or not rules.is_within(area.path, province.path):
            words = _("A local government covers tambons of its province.")
            raise Refused("body.covers", words, field="covers")
    fields = {
        "kind": kind, "name": tidy(name), "name_en": tidy(name_en), "code": code,
        "area": home_of(province, kind, tidy(name), code, covers),
        "latitude": latitude, "longitude": longitude, "until": until,
        "sort_key": sort_key(name)[:160], "search_key": search_key(name)[:160],
    }  # fmt: skip
    if body is None:
        body = add(LocalGovernment, since=since, **fields)
    else:
        change(body, **fields)
    _keep_covers(body, covers)
    return body


def home_of(province: Area, kind: str, name: str, code: str, covers: Sequence[tuple[Area, bool]]) -> Area:
    """Choose the one area a local government is listed under: its tambon, its namesake, the first whole."""
    if kind == LocalGovernment.Kind.PAO or not covers:
        return province
    own = [area for area, _partly in covers if area.code == code]
    namesake = [area for area, _partly in covers if area.name == name]
    whole = [area for area, partly in covers if not partly]
    return (own + namesake + whole + [covers[0][0]])[0]


def _keep_covers(body: LocalGovernment, covers: Sequence[tuple[Area, bool]]) -> None:
    wanted = {area.pk: (area, partly) for area, partly in covers}
    for row in (
        LocalGovernmentCover.public_rows().filter(local_government=body, until__isnull=True).order_by("pk")
    ):
        if row.area_id not in wanted:
            change(row, until=clock.today())
        else:
            change(row, partly=wanted.pop(row.area_id)[1])
    for area, partly in wanted.values():
        add(LocalGovernmentCover, local_government=body, area=area, partly=partly)


def _state(body: LocalGovernment) -> tuple[object, ...]:
    rows = LocalGovernmentCover.public_rows().filter(local_government=body, until__isnull=True)
    covers = sorted(rows.values_list("area_id", "partly"))
    return (body.name, body.name_en, body.code, body.area_id, body.latitude, body.longitude, covers)


@action("places.confirm_council_areas", on="province")
def confirm_council_areas(
    *, actor: Actor, province: Area, areas: Sequence[ProposedArea], on: date | None = None
) -> list[CouncilArea]:
    """Make these the council areas of a province: what is new begins, what is missing ends, the rest stays.

    All are marked as confirmed today by the seat that acts. The first list of a province holds from before
    our records, later changes from `on` (today). Returns the list in force.
    """
    if province.kind != AreaKind.PROVINCE:
        raise Refused(
            "council_area.province", _("The list is confirmed for a whole province."), field="province"
        )
    if not areas:
        raise Refused("council_area.none", _("Choose at least one council area."), field="areas")
    if len({_identity(area) for area in areas}) < len(areas):
        raise Refused(
            "council_area.twice",
            _("Two areas of one kind have the same name. Tell them apart."),
            field="areas",
        )
    low, high = rules.reach(province.path)
    rows = CouncilArea.public_rows().filter(area__path__gte=low, area__path__lt=high).select_related("area")
    there = {(row.kind, row.name, row.area.code): row for row in rows.filter(until__isnull=True)}
    since = (on or clock.today()) if rows.exists() else None
    homes = _areas_by_code(province, areas)
    kept = []
    for proposed in areas:
        row = there.pop(_identity(proposed), None)
        kept.append(_confirm(row, proposed, homes, since, actor))
    for gone in there.values():
        change(gone, until=on or clock.today())
    return kept


def _identity(area: ProposedArea) -> tuple[str, str, str]:
    return (area.kind.value, area.name, area.home)


def _areas_by_code(province: Area, areas: Sequence[ProposedArea]) -> dict[str, Area]:
    """Find homes and covers; Refused for a code that is not the province's."""
    codes = {code for area in areas for code in (area.home, *(cover.subdistrict for cover in area.covers))}
    low, high = rules.reach(province.path)
    rows = Area.public_rows().filter(code__in=codes, until__isnull=True, path__gte=low, path__lt=high)
    found = {row.code: row for row in rows}
    if codes - found.keys():
        words = _("The list names a tambon that is not in this province.")
        raise Refused("council_area.other_province", words, field="areas")
    return found


def _confirm(
    row: CouncilArea | None, proposed: ProposedArea, homes: dict[str, Area], since: date | None, actor: Actor
) -> CouncilArea:
    confirmed = {"confirmed_on": clock.today(), "confirmed_by": actor.title or actor.role.label}
    body = proposed.body.key if proposed.body else None
    if row is None:
        row = add(
            CouncilArea, kind=proposed.kind.value, name=proposed.name, area=homes[proposed.home], since=since,
            sort_key=sort_key(proposed.name)[:160], local_government_id=body, **confirmed,
        )  # fmt: skip
    else:
        change(row, local_government_id=body, **confirmed)
    _keep_council_covers(row, proposed.covers, homes)
    return row


def _keep_council_covers(row: CouncilArea, covers: Sequence[Cover], homes: dict[str, Area]) -> None:
    wanted = {homes[cover.subdistrict].pk: (homes[cover.subdistrict], cover.is_partial) for cover in covers}
    for cover in CouncilAreaCover.public_rows().filter(council_area=row, until__isnull=True).order_by("pk"):
        if cover.area_id not in wanted:
            change(cover, until=clock.today())
        else:
            change(cover, partly=wanted.pop(cover.area_id)[1])
    for area, partly in wanted.values():
        add(CouncilAreaCover, council_area=row, area=area, partly=partly)
