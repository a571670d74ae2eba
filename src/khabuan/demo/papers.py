"""Papers and pictures of the demo, drawn in code: each says across its face that it is an example."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from datetime import date
from functools import cache

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from khabuan.access.scoping import Row
from khabuan.core.thai import long_date
from khabuan.demo.world import Builder
from khabuan.files.actions import SentFile, attach
from khabuan.files.models import Attachment, Paper
from khabuan.registry.models import Organisation, Registration
from khabuan.registry.rules.registration import Step

WIDTH, HEIGHT, EDGE, LINE = 496, 702, 40, 30  # A4 at 60 points to the inch: small files, still readable
MARK = "ตัวอย่าง ไม่ใช่เอกสารจริง"


@cache
def _letters(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fontpkg.path("Sarabun", weight=400)), size)


def _sheet(title: str, lines: Sequence[str], *, tint: int) -> Image.Image:
    """One page: the title, lines below it, the mark at its foot."""
    page = Image.new("L", (WIDTH, HEIGHT), tint)
    pen = ImageDraw.Draw(page)
    pen.rectangle((EDGE // 2, EDGE // 2, WIDTH - EDGE // 2, HEIGHT - EDGE // 2), outline=150)
    pen.text((EDGE, EDGE), title, font=_letters(19), fill=20)
    for number, line in enumerate(lines, 2):
        pen.text((EDGE, EDGE + number * LINE), line, font=_letters(15), fill=60)
    pen.text((EDGE, HEIGHT - EDGE - LINE), MARK, font=_letters(17), fill=120)
    return page


def pdf(title: str, lines: Sequence[str], on: date) -> bytes:
    """A scanned page as PDF; the same text and day give the same bytes."""
    out = io.BytesIO()
    stamp = time.struct_time((*on.timetuple()[:3], 0, 0, 0, 0, 1, 0))
    _sheet(title, lines, tint=255).save(out, "PDF", title=title, creationDate=stamp, modDate=stamp)
    return out.getvalue()


def picture(title: str, lines: Sequence[str]) -> bytes:
    """The same page as if somebody had taken a picture of it with a telephone."""
    out = io.BytesIO()
    _sheet(title, lines, tint=232).save(out, "JPEG", quality=70)
    return out.getvalue()


def picture_to_send(title: str, *lines: str) -> SentFile:
    """Such a picture as somebody sends it, named as an example."""
    return SentFile(picture(title, lines), f"{title}.jpg", f"{title} (ตัวอย่าง)")


NAMES = {
    Paper.FORM: "แบบจดแจ้ง",
    Paper.RECEIPT: "ใบรับจดแจ้ง",
    Paper.MINUTES: "รายงานการประชุม",
    Paper.MEMBER_LIST: "ทะเบียนสมาชิก",
    Paper.RULES: "ระเบียบกองทุน",
    Paper.ORDER: "คำสั่งแต่งตั้ง",
    Paper.EVIDENCE: "หลักฐาน",
    Paper.PHOTO: "ภาพการประชุม",
}


def keep(world: Builder, record: Row, paper: Paper, about: str, on: date) -> Attachment:
    """Attach one paper to a record: a picture where it is a photo, else a PDF."""
    title, lines = NAMES[paper], (about, f"วันที่ {long_date(on)}")
    content = picture(title, lines) if paper == Paper.PHOTO else pdf(title, lines, on)
    suffix = "jpg" if paper == Paper.PHOTO else "pdf"
    kept: Attachment = attach(
        actor=world.actor, record=record, content=content, name=f"{title} {about}.{suffix}", paper=paper,
        caption=f"{title} (ตัวอย่าง)", on=on,
    )  # fmt: skip
    return kept


def of_registration(world: Builder, council: Organisation, wanted: Sequence[Paper]) -> None:
    """The papers of a council's registration, those of the founding meeting included."""
    steps = Registration.objects.visible_to(world.actor).filter(organisation=council).order_by("pk")
    for step in steps.filter(step__in=(Step.AGREED, Step.REGISTERED)):
        mine = (Paper.MINUTES,) if step.step == Step.AGREED else wanted
        for paper in mine:
            keep(world, step, paper, council.name, step.on or world.today)
