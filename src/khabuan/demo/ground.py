"""The ground of the demo: council areas confirmed, zones set up, villages and urban communities entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from khabuan.access.actor import Actor
from khabuan.demo.world import Builder, area, below
from khabuan.places.actions.groups import keep_group
from khabuan.places.actions.lists import confirm_council_areas, keep_local_government
from khabuan.places.actions.single import add_area
from khabuan.places.council_areas import Basis, Cover, ProposedArea
from khabuan.places.models import Area, AreaGroup, AreaKind, CouncilArea, LocalGovernment
from khabuan.places.queries import council_areas_in, propose_for
from khabuan.places.rules import CouncilAreaKind
from khabuan.registry.actions import organisations
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle
from khabuan.registry.rules.registration import Step

VILLAGES = ("บ้านต้นเรื่อง", "บ้านกลางทุ่ง", "บ้านห้วยใส", "บ้านป่าสมมติ", "บ้านริมนา", "บ้านโนนลอง", "บ้านท้ายเล่ม")


def confirm_by_tambon(world: Builder, province: Area, municipalities: Sequence[tuple[str, str]] = ()) -> None:
    """The province confirms a council area for each tambon, and these municipalities (tambon, name)."""
    proposed = list(propose_for(world.actor, province, Basis.SUBDISTRICT).areas)
    for code, name in municipalities:
        kind = LocalGovernment.Kind.CITY if name.startswith("เทศบาลเมือง") else LocalGovernment.Kind.TOWN
        keep_local_government(
            actor=world.actor, province=province, kind=kind, covers=[(area(code), True)],
            name=name.removeprefix("เทศบาลเมือง").removeprefix("เทศบาลตำบล"),
        )  # fmt: skip
        proposed.append(
            ProposedArea(
                kind=CouncilAreaKind.MUNICIPALITY,
                name=name,
                name_en="",
                home=code,
                covers=(Cover(code, is_partial=True),),
                reasons=(),
            )
        )
    confirm_council_areas(actor=world.actor, province=province, areas=proposed)


def confirm_khet(world: Builder, district: Area) -> CouncilArea:
    """One เขต of Bangkok is confirmed as a council area."""
    province = area("10")
    proposed = [
        item
        for item in propose_for(world.actor, province, Basis.SUBDISTRICT).areas
        if item.home == district.code
    ]
    confirm_council_areas(actor=world.actor, province=province, areas=[replace(item) for item in proposed])
    return council_areas(district)[0]


def council_areas(place: Area) -> list[CouncilArea]:
    """The council areas in force in a place, by code."""
    return list(
        council_areas_in(Actor.public(), place).select_related("area").order_by("area__path", "kind", "name")
    )


def make_group(
    world: Builder, province: Area, name: str, codes: Sequence[str], *, since: date, until: date | None
) -> AreaGroup:
    """A zone of amphoe for one year."""
    return keep_group(
        actor=world.actor,
        area=province,
        kind=AreaGroup.Kind.ZONE,
        name=name,
        members=[area(code) for code in codes],
        on=since,
        until=until,
        source="มติคณะทำงานจังหวัด (ตัวอย่าง)",
    )


def group_named(world: Builder, name: str) -> AreaGroup:
    """This year's zone by the beginning of its name."""
    rows = AreaGroup.objects.visible_to(world.actor).filter(name__startswith=name, until__isnull=True)
    found: AreaGroup = rows.get()
    return found


def add_village(world: Builder, tambon: Area, moo: int) -> Area:
    return add_area(
        actor=world.actor, parent=tambon, kind=AreaKind.VILLAGE, name=VILLAGES[moo - 1], moo=moo,
        code=f"{tambon.code}{moo:02d}",
    )  # fmt: skip


def local_governments(world: Builder, province: Area) -> None:
    """The province's own, and those of one amphoe and one tambon: made from their tambons' names, and saying so.

    The real ones are brought in from a list; these must not stand in their way.
    """
    kinds = LocalGovernment.Kind
    keep_local_government(
        actor=world.actor,
        province=province,
        kind=kinds.PAO,
        name=province.name,
        code=province.code,
        covers=[],
    )
    tambons = [area("190114"), *below("1912", AreaKind.SUBDISTRICT)]
    for number, tambon in enumerate(tambons):
        covers = [(tambon, number % 2 == 1)]
        keep_local_government(
            actor=world.actor, province=province, kind=kinds.TOWN if number % 2 else kinds.TAO,
            name=f"{tambon.name} (ตัวอย่าง)", covers=covers,
        )  # fmt: skip


def town(world: Builder) -> None:
    """Urban communities have no codes and no moo."""
    for number, name in enumerate(("ริมน้ำป่าสัก", "หลังสถานีรถไฟ", "วัดเชิงเขา")):
        community = add_urban_community(world, area("190101"), name)
        body = world.body(
            community, OrganisationKind.COMMUNITY, f"คณะกรรมการชุมชน{name}", phone=f"036-007-{number:03d}",
            founded_on=date(2012 + number, 5, 1), founded_precision="month",
            own={"group_kind": "ชุมชนเมือง", "purpose": "ดูแลกันในชุมชน", "member_count": 90 + 30 * number},
        )  # fmt: skip
        organisations.record_registration(
            actor=world.actor, organisation=body, step=Step.REGISTERED, on=world.ago(900 + number),
            number=f"ช.เมือง {number + 1}/2567", receiver="ปลัดเทศบาล (ตัวอย่าง)", receiver_office="เทศบาล (ตัวอย่าง)",
        )  # fmt: skip
        world.seat(body, PostTitle.LEADER, world.person(community), world.ago(200), holders=1)


def add_urban_community(world: Builder, tambon: Area, name: str) -> Area:
    return add_area(actor=world.actor, parent=tambon, kind=AreaKind.COMMUNITY, name=name)
