"""Invented reports of the province: two that were pasted, one of them nearly decided, with the gathering out of it; and
a file of three, of which one tells of the same forum and one is empty."""

from __future__ import annotations

from datetime import timedelta

from khabuan.access.actor import Actor
from khabuan.core.thai import long_date
from khabuan.demo.world import Builder, area
from khabuan.reader import piling, work
from khabuan.reader.actions import drafts, starting
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.texts import accepted_of, drafts_of
from khabuan.registry.models import Organisation

FORUM = """สระบุรีจัดเวทีสวัสดิการชุมชน ตั้งเป้าเพิ่มสมาชิกอีก 1,200 คน

วันที่ {day} ที่หอประชุมอำเภอเมืองสระบุรี จังหวัดสระบุรี เครือข่ายสวัสดิการชุมชนจังหวัดสระบุรีจัดเวทีพัฒนากองทุนสวัสดิการชุมชน \
มีผู้แทนกองทุนเข้าร่วม 146 คน จาก 38 ตำบล โดยนายสมมติ ตัวอย่างดี ประธานเครือข่าย เปิดเวที

ปีงบประมาณ 2569 จังหวัดได้รับงบสมทบ 2,350,000 บาท (สองล้านสามแสนห้าหมื่นบาทถ้วน) ขณะที่ตำบลตะกุดมีสมาชิกใหม่ จำนวน    คน \
และตำบลดาวเรืองจะซ่อมบ้านพอเพียง 12 หลัง หลังละ 40,000 บาท
"""
MINUTES = """รายงานการประชุมคณะทำงานขบวนองค์กรชุมชนจังหวัดสระบุรี ครั้งที่ 2/2569

เมื่อ {day} ณ ห้องประชุมที่ว่าการอำเภอแก่งคอย ผู้มาประชุม 21 คน

มีผู้ร้องเรียนว่านายสมมุติ ไม่มีจริง ยักยอกเงินกลุ่มออมทรัพย์ 5,000 บาท ที่ประชุมให้ตรวจสอบก่อน

ที่ประชุมรับทราบแผนที่อยู่อาศัยของ 9 ตำบล ประมาณ 320 ครัวเรือน ภายในปี 2570
"""
"""Accusations stand in minutes, and are kept as such."""

TABLE = """หัวข้อ,ที่มา,ข้อความ
เวทีสวัสดิการที่เมืองสระบุรี,ข่าวท้องถิ่น (ตัวอย่าง),"{day} ที่อำเภอเมืองสระบุรี จังหวัดสระบุรี เครือข่ายสวัสดิการชุมชนจังหวัดสระบุรีจัดเวที มีผู้เข้าร่วมราว 150 คน"
ดาวเรืองซ่อมบ้านหลังแรก,เพจขบวนสระบุรี (ตัวอย่าง),"{later} ช่างชุมชนตำบลดาวเรือง อำเภอเมืองสระบุรี จังหวัดสระบุรี ซ่อมบ้านหลังแรก ใช้งบ 40,000 บาท"
ข่าวที่คัดลอกไม่ติด,เพจขบวนสระบุรี (ตัวอย่าง),
"""


def build(world: Builder, standing: str) -> None:
    """For a province whose body `standing` keeps the book of the gathering."""
    reader = world.actor
    body = Organisation.objects.visible_to(reader).get(name=standing)
    days = [world.today - timedelta(days=back) for back in (48, 20)]
    forum, minutes = (
        work.take_in(actor=reader, area=area("19"), words=words.format(day=long_date(day)), **facts)
        for words, day, facts in (
            (
                FORUM,
                days[0],
                {"outlet": "เพจขบวนสระบุรี (ตัวอย่าง)", "published_on": days[0] + timedelta(days=1)},
            ),
            (MINUTES, days[1], {"kind": "minutes"}),
        )
    )
    drafts.accept_certain(actor=reader, text=forum)
    starting.start_gathering(
        actor=reader, organisation=body, text=forum, drafts=_day_of(reader, forum),
        facts={"kind": "forum", "title": forum.title, "starts_on": days[0], "area": area("19"), "issue": "welfare"},
    )  # fmt: skip
    for one in drafts_of(reader, minutes):
        if one.is_accusation:
            drafts.decide(actor=reader, draft=one, how="claim")
    table = TABLE.format(day=long_date(days[0]), later=long_date(days[1]))
    piling.take_in(actor=reader, area=area("19"), file_name="ข่าวเดือนก่อน.csv", content=table.encode())


def _day_of(reader: Actor, text: Text) -> list[Draft]:
    return [one for one in accepted_of(reader, text) if one.kind == "date" and one.says.get("main")][:1]
