"""Words that funds write in their lists, and what they mean: states, kinds, sexes, relations, empty cells. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from khabuan.core.thai import search_key

#: What people write where there is nothing.
NOTHING = frozenset(
    {
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "/",
        "x",
        "ไม่มี",
        "ไม่ทราบ",
        "ไม่ระบุ",
        "ว่าง",
        "n/a",
        "na",
        "none",
        "null",
        "#n/a",
    }
)


def _keyed(words: Mapping[str, str]) -> dict[str, str]:
    return {search_key(word): code for code, line in words.items() for word in line.split("|")}


STATES: Mapping[str, str] = _keyed(
    {
        "active": "ปกติ|เป็นสมาชิก|คงอยู่|คงสภาพ|สมาชิก|อยู่|ยังอยู่|ใช้งาน|ปัจจุบัน|มีชีวิต|มีชีวิตอยู่|สมาชิกปัจจุบัน|คงสมาชิกภาพ|ส่งปกติ"
        "|active|normal|1|y|yes",
        "lapsed": "ขาดส่ง|ขาดสิทธิ์|ขาดสมาชิกภาพ|พ้นสภาพ|พ้นสมาชิกภาพ|สิ้นสภาพ|หมดสภาพ|ค้างส่ง|ขาดการส่ง|จำหน่าย|ถูกตัดสิทธิ์|ระงับ|ตัดออก|ขาด"
        "|lapsed|suspended|inactive",
        "resigned": "ลาออก|ออก|ลาออกแล้ว|resigned|resign|quit",
        "moved": "ย้าย|ย้ายออก|ย้ายที่อยู่|ย้ายภูมิลำเนา|ย้ายไปที่อื่น|moved",
        "died": "เสียชีวิต|ตาย|ถึงแก่กรรม|มรณะ|มรณภาพ|เสียชีวิตแล้ว|ตายแล้ว|เสีย|ถึงแก่ความตาย|died|dead|deceased",
    }
)
KINDS: Mapping[str, str] = _keyed(
    {
        "general": "บุคคลทั่วไป|ทั่วไป|สามัญ|สมาชิกสามัญ|ผู้ใหญ่|ประชาชนทั่วไป|วัยทำงาน|คนทั่วไป|ปกติ|general|adult",
        "child": "เด็ก|เยาวชน|เด็กเยาวชน|เด็ก/เยาวชน|เด็กและเยาวชน|เด็กแรกเกิด|นักเรียน|child|youth",
        "elder": "ผู้สูงอายุ|สูงอายุ|คนชรา|ผู้เฒ่า|elder|elderly",
        "disadvantaged": "ผู้ด้อยโอกาส|ด้อยโอกาส|คนด้อยโอกาส|ผู้ยากไร้|ยากไร้|ผู้ยากลำบาก|disadvantaged|poor",
        "disabled": "ผู้พิการ|พิการ|คนพิการ|ทุพพลภาพ|disabled",
        "orphan": "กำพร้า|เด็กกำพร้า|orphan",
    }
)
SEXES: Mapping[str, str] = _keyed({"m": "ช|ชาย|เพศชาย|m|male", "f": "ญ|หญิง|เพศหญิง|f|female"})
SEX_OF_TITLE: Mapping[str, str] = {
    "นาย": "m", "ด.ช.": "m", "เด็กชาย": "m", "นาง": "f", "นางสาว": "f", "น.ส.": "f", "ด.ญ.": "f", "เด็กหญิง": "f",
}  # fmt: skip
#: Beginnings and parts of words for the 16 kinds of benefits of the status form, in the order in which they are tried.
ONCE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (5, ("ศพ",)), (4, ("เสียชีวิต", "ตาย", "ถึงแก่กรรม")), (1, ("คลอด", "แรกเกิด", "เกิด", "บุตร")), (3, ("สูงอายุ", "บำนาญ", "ชรา")),
    (6, ("พิการ", "ด้อยโอกาส", "ยากไร้")), (8, ("ศึกษา", "เรียน", "ปริญญา")), (7, ("อาชีพ",)),
    (9, ("ประเพณี", "บวช", "แต่งงาน", "สมรส", "เกณฑ์ทหาร")),
    (10, ("ที่อยู่", "บ้าน")), (11, ("ภัย", "ไฟไหม้", "น้ำท่วม")), (2, ("เจ็บ", "ป่วย", "รักษา", "นอน")),
)  # fmt: skip


def benefit_kind(typed: str) -> int:
    """The kind of the status form that a word for a benefit means; 16 (others) for one that is not known."""
    return next((kind for kind, parts in ONCE if any(part in typed for part in parts)), 16)


TOTALS = frozenset(
    map(
        search_key,
        ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "รวมเงิน", "รวมยอด", "ยกไป", "ยอดยกไป", "ยอดยกมา", "ยกมา", "total", "sum"),
    )
)  # fmt: skip
