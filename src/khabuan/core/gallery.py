"""The sample content of `/ui/`: figures and people invented, words as a page would say them.

Sample records are Thai on every page, as records are; the headings of the gallery itself are translated.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from khabuan.core.drawing import Series, TileGroup, TileKey
from khabuan.core.formfields import ThaiDateField
from khabuan.core.frame import Choice, Crumb, Frame, PlaceLabel, Room, YearLabel
from khabuan.core.map_drawing import MapArea, MapLine
from khabuan.core.parts.calendars import CalendarDay, DayEvent
from khabuan.core.parts.pieces import ICONS
from khabuan.core.parts.reading import MarkKey, Offer, Stretch
from khabuan.core.parts.states import Month
from khabuan.core.shapes import polygon_of
from khabuan.core.thai import ThaiDate

HERE = "#main"
YEARS = (2562, 2563, 2564, 2565, 2566, 2567, 2568)


class SampleForm(forms.Form):
    """One field of each kind."""

    paper_numbers = {"name": "1", "born": "4"}

    name = forms.CharField(label=_("Name"), help_text=_("As on the citizen card, without the title"))
    house = forms.CharField(label=_("House number"), required=False, help_text=_("For example 12/3"))
    amount = forms.DecimalField(label=_("Amount (baht)"), decimal_places=2)
    born = ThaiDateField(
        label=_("Date of birth"), rough=True, prefer="past", help_text=_("Only the year will do")
    )
    village = forms.ChoiceField(label=_("Village"), choices=[("1", "ม.3 บ้านห้วยน้อย"), ("2", "ม.6 บ้านโตนด")])
    way = forms.ChoiceField(
        label=_("How it is paid"),
        widget=forms.RadioSelect,
        choices=[("cash", "เงินสด"), ("bank", "โอนเข้าบัญชีกองทุน")],
    )
    issues = forms.MultipleChoiceField(
        label=_("Issues"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "ที่อยู่อาศัย"), ("2", "สวัสดิการชุมชน"), ("3", "ที่ดินทำกิน"), ("4", "ภัยพิบัติ")],
    )
    agrees = forms.BooleanField(
        label=_("The card is really written so"), help_text=_("Accepted, and marked to be checked")
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), required=False)
    paper = forms.FileField(
        label=_("Attached paper"), required=False, help_text=_("A photo or a PDF, at most 10 MB")
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, initial="9-0001")


@dataclass(frozen=True, slots=True)
class SampleRow:
    """Money that a collector holds, and for how many days."""

    name: str
    who: str
    days: int
    state: str
    said: str
    baht: Decimal | None


class SampleFilter(forms.Form):
    status = forms.ChoiceField(label=_("State"), choices=[("", "สมาชิกปัจจุบัน"), ("left", "ผู้พ้นสภาพ")])
    centre = forms.ChoiceField(label=_("Centre"), choices=[("", "ทุกศูนย์"), ("3", "ม.3 บ้านห้วยน้อย")])


def context() -> dict[str, object]:
    """What `core/gallery.html` shows."""
    good = SampleForm(
        initial={
            "name": "สมาชิกทดสอบ",
            "born": ThaiDate(dt.date(1983, 1, 1), "year"),
            "way": "cash",
            "issues": ["2"],
            "amount": Decimal("30.50"),
        },
        prefix="good",
    )
    bad = SampleForm(
        {
            "bad-name": "",
            "bad-amount": "30.555",
            "bad-born_0": "31",
            "bad-born_1": "2",
            "bad-born_2": "2526",
            "bad-village": "1",
            "bad-issues": ["1"],
        },
        prefix="bad",
    )
    return {
        "frame": sample_frame(),
        "good": good,
        "bad": bad,
        "filter": SampleFilter(),
        "icons": sorted(ICONS - {"mark"}),
        "page": Paginator(range(38), 2).page(2),
        "months": [
            Month("ต.ค.", "shut", "ปิดแล้ว", HERE),
            Month("พ.ย.", "held", "รอตรวจ", HERE),
            Month("ธ.ค.", "live", "เปิดอยู่", HERE),
            Month("ม.ค.", "", "ยังไม่ถึง"),
        ],
        "weeks": sample_weeks(),
        "stretches": sample_stretches(),
        "offered": [
            Offer("120,000 บาท", "120,000.00", "…ได้รับงบสนับสนุน 120,000 บาท…"),
            Offer("80,000 บาท", "80,000.00", "เบิกแล้ว 80,000 บาท"),
        ],
        "mark_keys": [MarkKey(kind, words, 1) for kind, words in SAMPLE_MARKS.items()],
        "steps": ["เลือกไฟล์", "ซ้อม ดูผล", "บันทึก"],
        "will": [
            "เงินสดของ ม.3 ลด 30.00 บาท",
            "สมาชิก 0046 จ่ายแล้วถึง 14 ม.ค. 2569",
            "เลขใบเสร็จ 12/034 คงอยู่ และเขียนว่ายกเลิก",
        ],
        "years": [str(year) for year in YEARS],
        "thousands": [
            Series("รับ", (398, 412, 405, 421, 437, 446, 452)),
            Series("จ่าย", (212, 268, 391, 352, 318, None, 407), mark=2),
        ],
        "millions": [
            Series("รับ", tuple(Decimal(n) / 10 for n in (1710, 1760, 1800, 1810, 1830, 1860, 1870))),
            Series("จ่าย", tuple(Decimal(n) / 10 for n in (1480, 1520, 1630, 1660, 1710, 1740, 1800))),
        ],
        "groups": sample_groups(),
        "tile_key": [
            TileKey("ok", "อยู่ในวาระ", 17),
            TileKey("soon", "ครบวาระใน 120 วัน", 2, HERE),
            TileKey("over", "เกินวาระ", 1, HERE),
            TileKey("none", "ยังไม่มีรายชื่อ", 1, HERE),
        ],
        "map_areas": sample_areas(),
        "map_lines": [MapLine(area.shape, area.words.split(":")[0]) for area in sample_areas()],
        "day": dt.date(2026, 1, 5),
        "month": ThaiDate(dt.date(2018, 3, 1), "month"),
        "rows": [
            SampleRow("ม.2 บ้านดาวเรือง", "กรรมการทดสอบ 02", 0, "kram", "วันนี้", Decimal(3120)),
            SampleRow("ม.4 บ้านป่าสัก", "กรรมการทดสอบ 04", 4, "need", "4 วัน", None),
            SampleRow("ม.6 บ้านโตนด", "กรรมการทดสอบ 06", 9, "wrong", "9 วัน เกินกำหนด", Decimal(5220)),
        ],
    }


SAMPLE_MARKS = {
    "date": "วัน", "place": "พื้นที่", "meeting": "ครั้งที่ประชุม", "person": "คน", "organisation": "องค์กร", "count": "จำนวน",
    "money": "เงิน", "programme": "งาน", "year": "ปี", "missing": "ตัวเลขที่หาย",
}  # fmt: skip


def sample_stretches() -> list[Stretch]:
    """A sentence with three marks in three states."""
    return [
        Stretch("เมื่อ "),
        Stretch("15 มี.ค. 66", "date", "waiting", url="#d-1", drafts=("1",), begins=("1",)),
        Stretch(" ที่"),
        Stretch("ตำบลดาวเรือง", "place", "accepted", url="#d-2", drafts=("2",), begins=("2",)),
        Stretch(" มีผู้ร่วม"),
        Stretch("ราว 146 คน", "count", "rejected", url="#d-3", drafts=("3",), begins=("3",)),
    ]


def sample_frame() -> Frame:
    return Frame(
        place=PlaceLabel(
            "จ.สระบุรี",
            (Crumb("ประเทศ", HERE), Crumb("ภาคกลางและตะวันตก", HERE)),
            (Choice("จ.สระบุรี", HERE, True), Choice("อ.เมืองสระบุรี", HERE), Choice("อ.แก่งคอย", HERE)),
        ),
        year=YearLabel(2569, tuple(Choice(f"ปีงบประมาณ {be}", HERE, be == 2569) for be in (2570, 2569, 2568))),
        rooms=(
            Room("งานของฉัน", "งานฉัน", "work", HERE, count=23),
            Room("ภาพรวม", "ภาพรวม", "picture", HERE, current=True),
            Room("องค์กรและคน", "องค์กร", "people", HERE),
            Room("ประชุม", "ประชุม", "meet", HERE),
            Room("เงินกองทุน", "กองทุน", "fund", HERE),
            Room("งานพัฒนา", "พัฒนา", "build", HERE),
        ),
        home_url=HERE,
        search_url=HERE,
        signed_in=True,
        me_label="คณะทำงานจังหวัด",
        me_url=HERE,
        help_url=HERE,
        notice_of_test_data=True,
    )


def sample_weeks() -> list[list[CalendarDay]]:
    """March 2569, which begins and nearly ends with whole weeks."""
    meeting = DayEvent(
        "ประชุมสภาฯ ต.ดาวเรือง ครั้งที่ 1/2569", HERE, "09.30 น.", "ศาลา ม.3 · สภาองค์กรชุมชน ต.ดาวเรือง"
    )
    off = DayEvent("เวทีแผนชุมชน", HERE, "13.00 น.", "หอประชุมอำเภอ", is_cancelled=True)
    term = DayEvent("ครบวาระ สภาองค์กรชุมชน ต.ตะกุด", HERE)
    events = {5: (meeting, off), 18: (term,)}
    start = dt.date(2026, 3, 1)
    days = [start + dt.timedelta(days=step) for step in range(35)]
    shown = [
        CalendarDay(
            day,
            events.get(day.day, ()) if day.month == 3 else (),
            day.month != 3,
            day.day == 5,
            3 * (day.day == 18),
            HERE,
        )
        for day in days
    ]
    return [shown[at : at + 7] for at in range(0, 35, 7)]


def sample_areas() -> list[MapArea]:
    """Four invented areas side by side, one in each state."""
    outlines = {
        "ok": ("ต.ทดสอบหนึ่ง: อยู่ในวาระ", [(0, 0), (50, 0), (60, 40), (30, 60), (0, 50)]),
        "soon": ("ต.ทดสอบสอง: เหลือ 13 วัน", [(50, 0), (120, 0), (120, 30), (60, 40)]),
        "over": ("ต.ทดสอบสาม: เกินมา 36 วัน", [(60, 40), (120, 30), (120, 90), (40, 90), (30, 60)]),
        "none": ("ต.ทดสอบสี่: ยังไม่มีรายชื่อ", [(0, 50), (30, 60), (40, 90), (0, 90)]),
    }
    return [
        MapArea((polygon_of([[(x * 100, y * 100) for x, y in ring]]),), state, words, HERE)
        for state, (words, ring) in outlines.items()
    ]


def sample_groups() -> list[TileGroup]:
    return [
        TileGroup("หนองโดน", HERE, ("soon", "ok", "ok", "ok"), "4 พื้นที่", column=2, row=1),
        TileGroup(
            "พระพุทธบาท",
            HERE,
            ("ok",) * 2 + ("soon", "ok", "over") + ("ok",) * 4,
            "9 พื้นที่",
            "เกินวาระ 1",
            True,
            3,
            1,
        ),
        TileGroup("ดอนพุด", HERE, ("ok", "ok", "ok", "none"), "4 พื้นที่", "ไม่มีรายชื่อ 1", False, 1, 2),
        TileGroup("เฉลิมพระเกียรติ", HERE, ("ok",) * 4, "4 พื้นที่", column=3, row=2),
    ]
