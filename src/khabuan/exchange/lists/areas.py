"""Villages, urban communities and local governments: lists of places, saved by the actions of `places`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor, Span
from khabuan.core.lists import Cells, Change, Plan, as_text
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.thai import search_key
from khabuan.exchange.lists.placing import Places, is_area_code
from khabuan.places import actions as places
from khabuan.places.imports import (
    CellFinding,
    LocalGovernmentFacts,
    VillageFacts,
    read_local_governments,
    read_villages,
)
from khabuan.places.models import Area, AreaKind, LocalGovernmentCover
from khabuan.places.queries import areas_within, known_areas, local_governments_in

KEY = "row_key"


def key_column() -> ColumnSpec:
    return ColumnSpec(KEY, _("Row key (leave as it is)"), "key")


def _province(places_known: Places) -> Area:
    """The province that a place is or lies in."""
    return places_known.by_path[places_known.area.path.split(".")[0] + "."]


def take_over_findings(cells: Cells, findings: Iterable[CellFinding]) -> None:
    """The findings of `places.imports` as remarks on the cells."""
    for finding in findings:
        (cells.wrong if finding.is_wrong else cells.notice)(
            finding.column, f"places.{finding.code}", **finding.facts
        )


def once(cells: Cells, seen: dict[str, int], key: str, column: str) -> None:
    """A second row about the same thing is wrong, and names the first."""
    first = seen.setdefault(key, cells.number)
    if first != cells.number:
        cells.wrong(column, "double", first=first)


# ---------------------------------------------------------------- villages


def village_columns() -> Sequence[ColumnSpec]:
    return (
        key_column(),
        ColumnSpec("village_code", _("Village code"), "code", width=12, aliases=("รหัสหมู่บ้าน",)),
        ColumnSpec(
            "subdistrict_code", _("Tambon"), "code", required=True, width=22, help=_("Code or name of the tambon"),
            aliases=("รหัสตำบล", "ตำบล", "ชื่อตำบล"),
        ),
        ColumnSpec("moo", _("Moo"), "code", width=8, aliases=("หมู่", "หมู่ที่", "ม.")),
        ColumnSpec("name_th", _("Village name"), required=True, width=28, aliases=("ชื่อหมู่บ้าน", "หมู่บ้าน", "ชื่อ")),
        ColumnSpec("name_en", _("Name in Latin letters"), width=28, aliases=("ชื่ออังกฤษ",)),
    )  # fmt: skip


@dataclass
class VillageDesk:
    """Villages are known by tambon and moo. A code of before is read as its successor, with a notice."""

    actor: Actor
    area: Area
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Places(self.actor, self.area)
        self.known = known_areas(self.actor, _province(self.places))

    def prepare(self, rows: Sequence[Cells]) -> None:
        if self.places.area.path and rows:
            self.places = Places(self.actor, self.area)

    def plan(self, row: Cells) -> Plan:
        values = {
            name: row.raw(name) for name in ("village_code", "subdistrict_code", "moo", "name_th", "name_en")
        }
        tambon = values["subdistrict_code"]
        if (
            tambon
            and not is_area_code(row.digits("subdistrict_code"))
            and not row.digits("subdistrict_code").isdecimal()
        ):
            area = self.places.read(row, "subdistrict_code", tambon, (AreaKind.SUBDISTRICT,))
            values["subdistrict_code"] = area.code if area else ""
            if area is None:
                return Plan("wrong", values["name_th"])
        reading = read_villages([values], self.known, first_row=row.number)
        take_over_findings(row, reading.findings)
        facts = reading.facts[0] if reading.facts else None
        parent = self.places.by_code.get(facts.subdistrict) if facts else None
        if facts is not None and parent is None:
            row.wrong("subdistrict_code", "place.not_yours", value=facts.subdistrict, place=str(self.area))
        if facts is None or parent is None or not row.is_good:
            return Plan("wrong", values["name_th"])
        once(row, self.seen, f"{facts.subdistrict}/{facts.moo}", "moo")
        return self._plan(row, facts, parent)

    def _plan(self, row: Cells, facts: VillageFacts, parent: Area) -> Plan:
        title = f"ม.{facts.moo} {facts.name}"
        natural = f"{facts.subdistrict}/{facts.moo}"
        there = self.places.villages.get((parent.path, facts.moo)) or self.places.by_code.get(facts.code)
        if there is None:
            return Plan("new", title, natural, facts=facts)
        code = facts.code if facts.code.startswith(parent.code) else ""
        changes = [
            *row.unlike("name_th", there.name, facts.name),
            *row.unlike("name_en", there.name_en, facts.name_en),
            *row.unlike("village_code", there.code, code),
        ]
        return Plan("change" if changes else "same", title, natural, there.pk, changes, facts=facts)

    def carry_out(self, plan: Plan) -> int | None:
        node = self.places.by_code[plan.facts.subdistrict].node
        policy.require(self.actor, "places.correct_area" if plan.target else "places.add_area", node)
        area, _outcome = places.settle_village(actor=self.actor, facts=plan.facts)
        return area.pk

    def forget(self) -> None:
        """Nothing is kept of what was saved."""


def village_rows(actor: Actor, area: Area) -> Iterator[Mapping[str, Cell]]:
    for row in areas_within(actor, area, AreaKind.VILLAGE).select_related("parent"):
        yield {
            KEY: f"a{row.pk}", "village_code": row.code, "subdistrict_code": row.parent.code if row.parent else "",
            "moo": row.moo,
            "name_th": row.name, "name_en": row.name_en,
        }  # fmt: skip


# ---------------------------------------------------------------- urban communities


def urban_columns() -> Sequence[ColumnSpec]:
    return (
        key_column(),
        ColumnSpec("name", _("Name of the community"), required=True, width=30, aliases=("ชุมชน", "ชื่อชุมชน", "ชื่อ")),
        ColumnSpec(
            "tambon", _("Tambon"), required=True, width=28, help=_("Code or name of the tambon it lies in"),
            aliases=("ตำบล", "แขวง", "พื้นที่"),
        ),
        ColumnSpec("name_en", _("Name in Latin letters"), width=28, aliases=("ชื่ออังกฤษ",)),
    )  # fmt: skip


@dataclass
class UrbanDesk:
    """Urban communities (ชุมชน) have no codes: known by their key, else by tambon and name."""

    actor: Actor
    area: Area
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Places(self.actor, self.area)

    def prepare(self, rows: Sequence[Cells]) -> None:
        low = Span.of(self.area.path)
        found = Area.objects.visible_to(self.actor).filter(
            kind=AreaKind.COMMUNITY, until__isnull=True, path__gte=low.low, path__lt=low.high
        )
        self.by_pk = {row.pk: row for row in found}
        self.by_name = {(row.parent_id, row.search_key): row for row in self.by_pk.values()}

    def plan(self, row: Cells) -> Plan:
        name = row.text("name", required=True, most=120, spoken=True)
        parent = (
            self.places.read(row, "tambon", row.raw("tambon"), (AreaKind.SUBDISTRICT,))
            if row.has("tambon")
            else None
        )
        if not row.has("tambon"):
            row.wrong("tambon", "missing")
        if parent is None or not row.is_good:
            return Plan("wrong", name)
        natural = f"{parent.code}/{search_key(name)}"
        once(row, self.seen, natural, "name")
        there = self.by_pk.get(row.key_of("a") or row.chosen or 0) or self.by_name.get(
            (parent.pk, search_key(name))
        )
        facts = {"parent": parent, "name": name, "name_en": row.text("name_en", most=120), "there": there}
        if there is None:
            return Plan("new", name, natural, facts=facts)
        changes = [
            *row.unlike("name", there.name, name),
            *row.unlike("name_en", there.name_en, facts["name_en"]),
        ]
        return Plan("change" if changes else "same", name, natural, there.pk, changes, facts=facts)

    def carry_out(self, plan: Plan) -> int | None:
        facts = plan.facts
        policy.require(
            self.actor, "places.correct_area" if facts["there"] else "places.add_area", facts["parent"].node
        )
        if facts["there"] is None:
            area = places.add_area(
                actor=self.actor, parent=facts["parent"], kind=AreaKind.COMMUNITY, name=facts["name"],
                name_en=facts["name_en"],
            )  # fmt: skip
        else:
            area = places.correct_area(
                actor=self.actor, area=facts["there"], name=facts["name"], name_en=facts["name_en"] or None,
            )  # fmt: skip
        return area.pk

    def forget(self) -> None:
        """Nothing is kept of what was saved."""


def urban_rows(actor: Actor, area: Area) -> Iterator[Mapping[str, Cell]]:
    known = Places(actor, area)
    for row in areas_within(actor, area, AreaKind.COMMUNITY).select_related("parent"):
        yield {
            KEY: f"a{row.pk}",
            "name": row.name,
            "tambon": known.full(row.parent or row),
            "name_en": row.name_en,
        }


# ---------------------------------------------------------------- local governments


def local_government_columns() -> Sequence[ColumnSpec]:
    return (
        key_column(),
        ColumnSpec("kind", _("Kind code"), "code", width=14, aliases=("รหัสชนิด",)),
        ColumnSpec("kind_th", _("Kind of local government"), "choice", choices=tuple(KIND_NAMES.values()), width=26,
                   aliases=("ประเภท", "ชนิด")),
        ColumnSpec("name_th", _("Name"), required=True, width=24, aliases=("ชื่อ", "ชื่อ อปท.")),
        ColumnSpec("name_en", _("Name in Latin letters"), width=24, aliases=("ชื่ออังกฤษ",)),
        ColumnSpec("code", _("Area code"), "code", width=10, aliases=("รหัสพื้นที่",)),
        ColumnSpec(
            "covers_subdistricts", _("Tambons covered"), "code", width=36, aliases=("ตำบลที่ครอบคลุม",),
            help=_("Codes of tambons with a space between; * after a code: only a part"),
        ),
        ColumnSpec("lat", _("Latitude"), "code", width=10, aliases=("ละติจูด",)),
        ColumnSpec("long", _("Longitude"), "code", width=10, aliases=("ลองจิจูด",)),
    )  # fmt: skip


LOCAL_COLUMNS = ("kind", "kind_th", "name_th", "name_en", "code", "covers_subdistricts", "lat", "long")
KIND_NAMES = {
    "tao": "องค์การบริหารส่วนตำบล", "town": "เทศบาลตำบล", "city": "เทศบาลเมือง", "metro": "เทศบาลนคร",
    "pao": "องค์การบริหารส่วนจังหวัด", "special": "เมืองพัทยา",
}  # fmt: skip
KIND_CODES = {"tao": "TAO", "town": "ThesabanTambon", "city": "ThesabanMueang", "metro": "ThesabanNakhon", "pao": "PAO",
              "special": "special"}  # fmt: skip


@dataclass
class LocalGovernmentDesk:
    """Local governments are known by kind, name and the area record they stand under."""

    actor: Actor
    area: Area
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Places(self.actor, self.area)
        self.province = _province(self.places)
        self.known = known_areas(self.actor, self.province)

    def prepare(self, rows: Sequence[Cells]) -> None:
        self.there = _bodies(self.actor, self.province)

    def plan(self, row: Cells) -> Plan:
        values = {name: row.raw(name) for name in LOCAL_COLUMNS}
        reading = read_local_governments([values], self.known, first_row=row.number)
        take_over_findings(row, reading.findings)
        if not reading.facts:
            return Plan("wrong", values["name_th"])
        facts = reading.facts[0]
        natural = f"{facts.kind.value}/{search_key(facts.name)}/{facts.code}"
        once(row, self.seen, natural, "name_th")
        there = self.there.get(natural)
        if there is None:
            return Plan("new", facts.name, natural, facts=facts)
        facts = _kept(row, facts, there)
        changes = _body_changes(there, facts)
        return Plan("change" if changes else "same", facts.name, natural, there["pk"], changes, facts=facts)

    def carry_out(self, plan: Plan) -> int | None:
        policy.require(self.actor, "places.keep_local_government", self.province.node)
        body, _outcome = places.settle_local_government(
            actor=self.actor, province=self.province, facts=plan.facts
        )
        return body.pk

    def forget(self) -> None:
        """Nothing is kept of what was saved."""


def _kept(row: Cells, facts: LocalGovernmentFacts, there: Mapping[str, Any]) -> LocalGovernmentFacts:
    """A blank cell leaves what is there."""
    if not row.has("lat") and not row.has("long"):
        facts = replace(facts, latitude=there["latitude"], longitude=there["longitude"])
    if not row.has("covers_subdistricts"):
        facts = replace(facts, covers=there["covers"])
    return replace(facts, name_en=facts.name_en or there["name_en"])


def _covers(covers: Iterable[Any]) -> str:
    return " ".join(sorted(f"{one.subdistrict}{'*' if one.is_partial else ''}" for one in covers))


def _body_changes(there: Mapping[str, Any], facts: LocalGovernmentFacts) -> list[Change]:
    pairs = (
        ("name_th", there["name"], facts.name), ("name_en", there["name_en"], facts.name_en),
        ("covers_subdistricts", _covers(there["covers"]), _covers(facts.covers)),
        ("lat", there["latitude"], facts.latitude), ("long", there["longitude"], facts.longitude),
    )  # fmt: skip
    return [Change(column, as_text(old), as_text(new)) for column, old, new in pairs if old != new]


def _bodies(actor: Actor, province: Area) -> dict[str, dict[str, Any]]:
    """Natural key → what is known of each local government of the province."""
    from khabuan.places.council_areas import Cover

    found = {
        row.pk: {
            "pk": row.pk, "kind": row.kind, "name": row.name, "name_en": row.name_en, "code": row.code,
            "latitude": row.latitude, "longitude": row.longitude, "covers": (), "search_key": row.search_key,
        }
        for row in local_governments_in(actor, province)
    }  # fmt: skip
    covers = LocalGovernmentCover.objects.visible_to(actor).filter(
        local_government__in=list(found), until__isnull=True
    )
    for body, code, partly in covers.values_list("local_government_id", "area__code", "partly").order_by(
        "area__code"
    ):
        found[body]["covers"] += (Cover(code, is_partial=partly),)
    return {f"{body['kind']}/{body['search_key']}/{body['code']}": body for body in found.values()}


def local_government_rows(actor: Actor, area: Area) -> Iterator[Mapping[str, Cell]]:
    for body in _bodies(actor, area).values():
        yield {
            KEY: f"g{body['pk']}", "kind": KIND_CODES[body["kind"]], "kind_th": KIND_NAMES[body["kind"]],
            "name_th": body["name"], "name_en": body["name_en"], "code": body["code"],
            "covers_subdistricts": _covers(body["covers"]), "lat": as_text(body["latitude"]),
            "long": as_text(body["longitude"]),
        }  # fmt: skip
