"""The columns of persons and of their terms; the list of agencies names its officers by the same."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from khabuan.core.sheets import ColumnSpec
from khabuan.exchange.lists.areas import key_column
from khabuan.exchange.lists.words import labels
from khabuan.registry.rules.kinds import HouseholdRole, OrganisationKind, SeatOrigin


def person_columns(*, prefix: str = "", required: bool = True) -> tuple[ColumnSpec, ...]:
    """The columns of a person's own facts; `prefix` tells an officer's from the body's own."""
    return (
        ColumnSpec(f"{prefix}title", _("Title before the name"), width=12, aliases=("คำนำหน้า", "คำนำหน้าชื่อ")),
        ColumnSpec(f"{prefix}given", _("First name"), width=18, aliases=("ชื่อ", "ชื่อตัว", "ชื่อจริง")),
        ColumnSpec(f"{prefix}surname", _("Surname"), width=18, aliases=("สกุล", "นามสกุล", "ชื่อสกุล")),
        ColumnSpec(
            f"{prefix}full_name", _("Full name"), width=28, help=_("Instead of the three columns before it"),
            aliases=("ชื่อ-สกุล", "ชื่อ สกุล", "ชื่อ-นามสกุล", "ชื่อ นามสกุล", "ชื่อและสกุล", "รายชื่อ"),
        ),
    )  # fmt: skip


def term_columns(*, required: bool = False) -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec(
            "post", _("Post"), width=24, required=required, aliases=("ตำแหน่ง",),
            help=_("As the order of appointment words it: ประธาน, เลขานุการ, กรรมการ …"),
        ),
        ColumnSpec("since", _("In the post since"), "date", width=18, aliases=("ตั้งแต่วันที่", "วันที่เริ่ม", "เริ่มวาระ", "ตั้งแต่")),
        ColumnSpec("until", _("Term ends on"), "date", width=18, aliases=("ถึงวันที่", "วันสิ้นสุดวาระ", "หมดวาระ", "ครบวาระ")),
        ColumnSpec("ended_on", _("Left on"), "date", width=18, aliases=("วันพ้นตำแหน่ง", "พ้นตำแหน่งเมื่อ", "วันลาออก")),
        ColumnSpec("order_number", _("Order number"), "code", width=16, aliases=("คำสั่งที่", "เลขที่คำสั่ง")),
    )  # fmt: skip


def people_columns() -> Sequence[ColumnSpec]:
    origins = labels(tuple(SeatOrigin))
    kinds = labels(tuple(OrganisationKind))
    return (
        key_column(), *person_columns(),
        ColumnSpec(
            "citizen", _("Citizen number"), "code", width=20, help=_("13 digits. A covered number (x) stays as it is."),
            aliases=("เลขบัตร", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน", "บัตรประชาชน"),
        ),
        ColumnSpec("sex", _("Sex"), "choice", choices=("ชาย", "หญิง"), width=8, aliases=("เพศ",)),
        ColumnSpec("born_on", _("Born on"), "date", width=18, aliases=("วันเกิด", "วันเดือนปีเกิด", "เกิดวันที่")),
        ColumnSpec("phone", _("Phone"), "code", width=16, aliases=("โทรศัพท์", "โทร", "เบอร์โทร", "มือถือ")),
        ColumnSpec("moo", _("Moo"), "code", width=8, aliases=("หมู่", "หมู่ที่", "ม.")),
        ColumnSpec(
            "place", _("Tambon"), width=28, aliases=("ตำบล", "พื้นที่", "ที่อยู่", "ตำบล/เทศบาล"),
            help=_("As you would say it: a code, ต.ดาวเรือง, ม.3 ต.ดาวเรือง, ดาวเรือง อ.เมือง"),
        ),
        ColumnSpec("district", _("Amphoe"), width=18, aliases=("อำเภอ",)),
        *house_columns(),
        ColumnSpec("body", _("Organisation"), width=36, aliases=("องค์กร", "ชื่อองค์กร", "สังกัด", "สภา/กองทุน")),
        ColumnSpec("body_kind", _("Kind of organisation"), "choice", choices=kinds, width=22, aliases=("ประเภทองค์กร",)),
        *term_columns(),
        ColumnSpec("origin", _("Seat comes from"), "choice", choices=origins, width=26, aliases=("ที่มา", "สัดส่วน")),
        ColumnSpec(
            "on_behalf_of", _("On behalf of"), width=36, aliases=("ในนาม", "ผู้แทนของ", "เป็นผู้แทนจาก", "องค์กรที่เป็นผู้แทน"),
            help=_("The organisation that this person represents, as its name stands in the book"),
        ),
    )  # fmt: skip


def house_columns() -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec(
            "house_no", _("House number"), "code", width=12, aliases=("เลขที่บ้าน", "เลขที่", "ทะเบียนบ้านเลขที่"),
            help=_("As in the house register: 12/3. The same number in the same village is the same house."),
        ),
        ColumnSpec(
            "house_role", _("In the house as"), "choice", choices=labels(tuple(HouseholdRole)), width=18,
            aliases=("หัวหน้าครัวเรือน", "บทบาทในบ้าน", "สถานะในบ้าน", "ฐานะในบ้าน"),
        ),
        ColumnSpec(
            "house_since", _("In the house since"), "date", width=18,
            aliases=("เข้าอยู่เมื่อ", "ย้ายเข้าเมื่อ", "วันที่ย้ายเข้า", "อยู่บ้านนี้ตั้งแต่"),
        ),
    )  # fmt: skip
