"""Changes of areas, told of invented villages and communities only: a new name, a split, a code that ended.

No real village of these tambons changed so. Every reason says that it is an example.
"""

from __future__ import annotations

from khabuan.demo import ground
from khabuan.demo.world import Builder, area
from khabuan.places.actions.changes import NewPart, merge_areas, rename_area, split_area

REASON = "เรื่องตัวอย่าง ไม่ได้เกิดขึ้นจริง: "
PAPER = "ประกาศตัวอย่าง"


def build(world: Builder) -> None:
    """ต.นาโฉง: ม.2 is split, ม.4 joins ม.3 and its code ends, an urban community takes another name."""
    tambon = area("190106")
    _first, second, third, fourth = (ground.add_village(world, tambon, moo) for moo in range(1, 5))
    split_area(
        actor=world.actor, area=second, parts=[NewPart("บ้านกลางทุ่งใหม่ (ตัวอย่าง)", code=f"{tambon.code}08")],
        on=world.ago(410), reason=f"{REASON}หมู่บ้านใหญ่เกินไป", legal_reference=PAPER,
    )  # fmt: skip
    merge_areas(
        actor=world.actor, into=third, areas=[fourth], on=world.ago(220),
        reason=f"{REASON}ย้ายออกเพราะน้ำท่วม เหลือ 6 หลัง", legal_reference=PAPER,
    )  # fmt: skip
    community = ground.add_urban_community(world, tambon, "ชุมชนตลาดเก่า (ตัวอย่าง)")
    rename_area(
        actor=world.actor, area=community, name="ชุมชนตลาดร่วมใจ (ตัวอย่าง)", on=world.ago(95),
        reason=f"{REASON}มติประชาคม", legal_reference=PAPER,
    )  # fmt: skip
