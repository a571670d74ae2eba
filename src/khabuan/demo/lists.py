"""Lists that came in, in each state: waiting with cells to correct and rows to choose, saved, not taken.

The files are written here by the product's own columns. Rehearsing and saving is the worker's work; the demo
does it at once, so that nothing waits when it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabuan.core import offers
from khabuan.core.lists import NEW
from khabuan.core.sheets import write_rows
from khabuan.demo.papers import picture
from khabuan.demo.world import Builder, area
from khabuan.exchange import actions, work
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.places.models import Area
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle

PLACE = "ต.หนองยาว อ.เมืองสระบุรี"
Row = Mapping[str, str]


def build(world: Builder) -> None:
    district, tambon = area("1901"), area("190109")
    _people(world, tambon)
    _communities(world, tambon)
    saved = _sent(world, tambon, "groups", "กลุ่มองค์กร ต.หนองยาว", _groups())
    work.save_rows(world.actor, actions.save_good_rows(actor=world.actor, batch=saved))
    work.rehearse(world.actor, actions.take_in(
        actor=world.actor, area=district, sheet="people", file_name="รายชื่อที่ถ่ายรูปมา.xlsx",
        content=picture("รายชื่อกรรมการ", ("ภาพถ่ายของกระดาษ ไม่ใช่ตาราง",)),
    ))  # fmt: skip


def _sent(world: Builder, place: Area, sheet: str, name: str, rows: Sequence[Row]) -> ImportBatch:
    """A list of rows sent in and rehearsed."""
    offer = offers.sheets[sheet]
    content = write_rows(offer.columns(), rows, sheet_name=str(offer.title))
    batch = actions.take_in(
        actor=world.actor, area=place, sheet=sheet, file_name=f"{name}.xlsx", content=content
    )
    work.rehearse(world.actor, batch)
    batch.refresh_from_db()
    return batch


def _people(world: Builder, tambon: Area) -> None:
    """Officers of ต.หนองยาว: good rows, three with cells to correct, one who may be somebody known."""
    council = Organisation.objects.visible_to(world.actor).get(kind=OrganisationKind.COUNCIL, area=tambon)
    held = Appointment.objects.visible_to(world.actor).filter(
        post__organisation=council, post__title=PostTitle.CHAIR, ended_on__isnull=True
    )
    known = held.select_related("person").get().person
    at = {"place": PLACE, "body": council.name}
    rows = (
        _person("นาง", "ตัวอย่างหนึ่ง", "ในแฟ้มรายชื่อ", "ประชาสัมพันธ์", "1 พ.ย. 69", **at),
        _person("นาย", "ตัวอย่างสอง", "ในแฟ้มรายชื่อ", "นายทะเบียน", "15/3/2566", **at),
        _person("นางสาว", "ตัวอย่างสาม", "ในแฟ้มรายชื่อ", "ที่ปรึกษา", "31/2/2566", **at),
        _person("นาย", "ตัวอย่างสี่", "ในแฟ้มรายชื่อ", "ที่ปรึกษา", "15 มี.ค. 66", **at | {"body": "สภาที่ไม่มีในทะเบียน"}),
        _person("นาย", "ตัวอย่างห้า", "ในแฟ้มรายชื่อ", "ที่ปรึกษา", "15 มี.ค. 66", **at | {"place": "ต.ไม่มีจริง"}),
        _person(known.title, known.given, known.surname, "ที่ปรึกษา", "๑๕ มีนาคม ๒๕๖๖", **at),
    )
    _sent(world, tambon, "people", "กรรมการสภา ต.หนองยาว", rows)


def _person(title: str, given: str, surname: str, post: str, since: str, **at: str) -> Row:
    return {"title": title, "given": given, "surname": surname, "post": post, "since": since, **at}


def _communities(world: Builder, tambon: Area) -> None:
    """A list some of whose rows somebody has settled: it only waits to be saved."""
    rows = [
        {"name": name, "kind": "องค์กรชุมชน", "place": PLACE, "member_count": "25"}
        for name in ("กลุ่มแม่บ้านตำบลหนองยาง", "กลุ่มปลูกผักปลอดภัยหนองยาว (ตัวอย่าง)")
    ]
    batch = _sent(world, tambon, "groups", "กลุ่มที่ยังไม่ได้บันทึก ต.หนองยาว", rows)
    for row in ImportRow.objects.visible_to(world.actor).filter(
        batch=batch, verdict=ImportRow.Verdict.CHOOSE
    ):
        actions.settle_row(actor=world.actor, row=row, decision=NEW)


def _groups() -> Sequence[Row]:
    return [
        {
            "name": f"{name} ต.หนองยาว (จากแฟ้มตัวอย่าง)", "kind": "กลุ่มอาชีพ", "place": PLACE, "group_kind": name,
            "purpose": "ทำมาหากินร่วมกัน", "member_count": str(18 + number), "phone": f"036-009-{201 + number}",
        }
        for number, name in enumerate(("กลุ่มทำขนม", "กลุ่มเลี้ยงปลา", "กลุ่มตัดเย็บ"))
    ]  # fmt: skip
