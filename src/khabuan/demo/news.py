"""News of สระบุรี: an item of the province with a picture, one of a council's tambon, and a draft. Events are invented."""

from __future__ import annotations

from datetime import timedelta

from khabuan.core.thai import long_date
from khabuan.demo import papers
from khabuan.demo.world import Builder, area
from khabuan.files.actions import attach
from khabuan.files.models import Paper
from khabuan.news.actions import items
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue

MARKET = """ชาวบ้านและกลุ่มอาชีพ 24 กลุ่มร่วมเปิดตลาดชุมชนตัวอย่างที่ลานหน้าที่ว่าการอำเภอ มีผักปลอดสาร ผ้าทอ และอาหารพื้นบ้าน

ตลาดจะเปิดทุกวันเสาร์แรกของเดือน รายได้ส่วนหนึ่งเข้ากองทุนสวัสดิการชุมชน"""
PLANTING = """สภาองค์กรชุมชนตำบลกับโรงเรียนในพื้นที่ร่วมปลูกต้นไม้ริมคลอง 600 ต้น และแบ่งเวรดูแลตลอดฤดูแล้ง

น้ำในคลองใช้ร่วมกันสามหมู่บ้าน การปลูกครั้งนี้เป็นปีที่สอง"""
TRAINING = """ช่างชุมชน 18 คนจากหกตำบลฝึกซ่อมบ้านกับวิทยาลัยเทคนิค เรียนเรื่องหลังคา โครงไม้ และความปลอดภัย"""


def build(world: Builder, standing: str) -> None:
    """For a province whose body `standing` keeps a book of news; the tambon is ดาวเรือง."""
    body = Organisation.objects.visible_to(world.actor).get(name=standing)
    days = [world.today - timedelta(days=back) for back in (30, 12, 4)]
    market = items.write_of_body(
        actor=world.actor, organisation=body, area=area("1901"), title="เปิดตลาดชุมชนคนสระบุรี ครั้งแรกของปี", words=MARKET,
        on=days[0], issues=[Issue.ECONOMY, Issue.WELFARE], outlet="เพจขบวนสระบุรี (ตัวอย่าง)",
    )  # fmt: skip
    attach(
        actor=world.actor, record=market, name="ตลาดชุมชน.jpg", paper=Paper.PHOTO, on=days[0],
        content=papers.picture("ภาพตลาดชุมชน", [f"วันที่ {long_date(days[0])}"]),
    )  # fmt: skip
    items.publish_item(actor=world.actor, item=market)
    planting = items.write_of_place(
        actor=world.actor, area=area("190105"), title="ปลูกต้นไม้ริมคลองกับโรงเรียน", words=PLANTING, on=days[1],
        issues=[Issue.ENVIRONMENT, Issue.NEW_GENERATION],
    )  # fmt: skip
    items.publish_item(actor=world.actor, item=planting)
    items.write_of_body(
        actor=world.actor, organisation=body, area=area("19"), title="ช่างชุมชนหกตำบลฝึกซ่อมบ้าน", words=TRAINING,
        on=days[2], issues=[Issue.HOUSING], address="https://example.org/chang-chumchon",
    )  # fmt: skip
