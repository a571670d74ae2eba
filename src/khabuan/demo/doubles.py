"""People and organisations that were entered twice: some wait, some were merged, told apart, or taken back."""

from __future__ import annotations

from datetime import timedelta

from khabuan.demo.world import Builder, area
from khabuan.registry.actions import merging, merging_bodies, organisations, people
from khabuan.registry.models import Appointment, LikelyPair, Organisation, Person
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle


def build(world: Builder, councils: list[Organisation]) -> None:
    _slips(world, councils)
    _merged(world, councils)
    _fund_twice(world)
    _groups_merged(world)


def _slips(world: Builder, councils: list[Organisation]) -> None:
    """Some people were entered twice with a slip, as happens."""
    for council in councils[::16]:
        chair = _holder(world, council, PostTitle.CHAIR)
        if chair is None or chair.born_on is None:
            continue
        people.add_person(
            actor=world.actor, area=council.area, title=chair.title,
            given=chair.given.replace("ิ", "ี").replace("ศ", "ส"), surname=chair.surname, sex=chair.sex,
            born_on=chair.born_on + timedelta(days=73), born_precision="month",
        )  # fmt: skip


def _merged(world: Builder, councils: list[Organisation]) -> None:
    """Of the treasurers of ปากข้าวสาร and หนองปลาไหล one was merged and one merge was taken back; two of
    หนองโน were looked at and are two."""
    by_area = {council.area.code: council for council in councils}
    pairs = {
        code: _twice(world, by_area[code]) for code in ("190110", "190111", "190108")
    }  # fmt: skip
    stays, goes = pairs["190110"]
    merging.merge_people(actor=world.actor, stays=stays, goes=goes, reasons=_reasons(stays, goes))
    stays, goes = pairs["190111"]
    merge = merging.merge_people(actor=world.actor, stays=stays, goes=goes, reasons=_reasons(stays, goes))
    merging.undo_merge(actor=world.actor, merge=merge, reason="เป็นพี่น้องกัน คนละคน (ตัวอย่าง)")
    first, second = pairs["190108"]
    merging.say_not_the_same(actor=world.actor, first=first, second=second)


def _twice(world: Builder, council: Organisation) -> tuple[Person, Person]:
    """The council's treasurer, and the same name entered again without a birth."""
    known = _holder(world, council, PostTitle.TREASURER)
    if known is None:
        raise ValueError(f"{council} has no treasurer")
    again = people.add_person(
        actor=world.actor, area=council.area, title=known.title, given=known.given, surname=known.surname,
        sex=known.sex, nickname="หนุ่ย",
    )  # fmt: skip
    return known, again


def _reasons(one: Person, other: Person) -> list[list[object]]:
    """Why the program proposed the two: it was seen before they were merged."""
    low, high = sorted((one.pk, other.pk))
    reasons: list[list[object]] = LikelyPair.objects.get(low=low, high=high).reasons
    return reasons


def _fund_twice(world: Builder) -> None:
    """ต.โคกสว่าง's fund came in a second time from another list: shorter name, same telephone, same chair."""
    tambon = area("190107")
    fund = Organisation.objects.visible_to(world.actor).get(kind=OrganisationKind.FUND, area=tambon)
    organisations.change_organisation(actor=world.actor, organisation=fund, phone="036 000 107")
    twin = world.body(
        tambon, OrganisationKind.FUND, f"กองทุนสวัสดิการ ต.{tambon.name}", phone="036-000-107",
        address="ศาลากลางบ้าน หมู่ 2 (ตัวอย่าง)", own={"member_count": 214, "counted_on": world.ago(60)},
    )  # fmt: skip
    chair = _holder(world, fund, PostTitle.CHAIR)
    world.seat(twin, PostTitle.CHAIR, chair, world.ago(90), holders=1, term_years=2)
    world.seat(twin, PostTitle.AUDITOR, world.person(tambon), world.ago(90), holders=1, term_years=2)


def _groups_merged(world: Builder) -> None:
    """A community of ปากเพรียว that stood there twice is one again; of หนองโน the merge was taken back."""
    for code, is_undone in (("190101", False), ("190108", True)):
        tambon = area(code)
        rows = Organisation.objects.visible_to(world.actor).filter(
            kind=OrganisationKind.COMMUNITY, area=tambon
        )
        stays = rows.order_by("pk")[0]
        goes = world.body(
            tambon, OrganisationKind.COMMUNITY, stays.name.replace("ตำบล", " ต."), phone="036-009-101",
            founded_on=stays.founded_on, own={"group_kind": "กลุ่มออมทรัพย์", "member_count": 31},
        )  # fmt: skip
        merge = merging_bodies.merge_organisations(actor=world.actor, stays=stays, goes=goes)
        if is_undone:
            merging.undo_merge(actor=world.actor, merge=merge, reason="เป็นคนละกลุ่ม คนละหมู่บ้าน (ตัวอย่าง)")


def _holder(world: Builder, body: Organisation, title: PostTitle) -> Person | None:
    held = Appointment.objects.visible_to(world.actor).filter(
        post__organisation=body, post__title=title, ended_on__isnull=True
    )
    found = held.select_related("person").first()
    return found.person if found else None
