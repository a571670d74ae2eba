"""Words that follow a number and say what is counted. Data, and the one pattern made of it."""

from __future__ import annotations

import re
from typing import NamedTuple

#: What is counted, in a text's fact. `other`: a thing that has no word here.
WHAT = (
    "people", "members", "households", "houses", "communities", "villages", "tambons", "amphoe", "provinces",
    "councils", "funds", "organisations", "groups", "projects", "days", "percent", "other",
)  # fmt: skip


class Unit(NamedTuple):
    """`is_noun`: the word also names or describes (ตำบล), so that a name may follow it; else it only counts (หลัง).
    `unless`: what stands behind it when it is another word. `is_abstract`: a noun that no name begins with (นโยบาย)."""

    word: str
    what: str
    is_noun: bool = False
    unless: str = ""
    is_abstract: bool = False


_WEEKDAY = "จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์"
_COUNT_ONLY: tuple[Unit, ...] = (
    Unit(
        "คน",
        "people",
        unless="พิการ|ไร้|จน|ยาก|ไทย|งาน|รุ่น|เร่ร่อน|ชรา|ขับ|ต่าง|กลุ่ม|เมือง|ใน(?:ชุมชน|พื้นที่|ครอบครัว)|ละ|เดียว",
    ),
    Unit(
        "ราย", "people", unless="ได้|ละ|การ|เดือน|ย่อย|ชื่อ|งาน|จ่าย|รับ|ปี|วัน|หัว|ประเด็น|อำเภอ|ตำบล|ครัวเรือน|ครอบครัว"
    ),
    Unit("ท่าน", "people", unless="ผู้|รอง|นายก"),
    Unit("ชีวิต", "people"),
    Unit("ครัวเรือน", "households"),
    Unit("ครอบครัว", "households"),
    Unit("ครัว", "households", unless="เรือน|กลาง|ชุมชน|ไทย|โลก|ใบ"),
    Unit("หลังคาเรือน", "houses"),
    Unit("หลังคา", "houses", unless="เรือน|กระเบื้อง|บ้าน"),
    Unit(
        "หลัง",
        "houses",
        unless="จาก(?! ?(?:เป้า|ทั้งหมด|จำนวน|แผน))|การ|ประสบ|เกิด|คา|ได้|ผ่าน|พบ|มี|ปี|วัน|เวลา|เลิก|ถูก|น้ำ|สถานการณ์|ภาค|สุด|โควิด"
        "|ละหมาด|เสร็จ|เที่ยง|อาหาร|สงกรานต์|เกี่ยว",
    ),
    Unit("หน่วย", "houses", unless="งาน|บริการ|กิต|กู้|ปฏิบัติ|เคลื่อน"),
    Unit("ยูนิต", "houses"),
    Unit("วัน", "days", unless=rf"ที่ ?\d|ละ|เกิด|สำคัญ|หยุด|แรก|สุดท้าย|{_WEEKDAY}"),
    Unit("เปอร์เซ็นต์", "percent"),
    Unit("เปอร์เซนต์", "percent"),
    Unit("%", "percent"),
)
_NOUNS: tuple[Unit, ...] = (
    Unit("สมาชิก", "members", True, unless="สภา|วุฒิ"),
    Unit("ชุมชน", "communities", True),
    Unit("หมู่บ้าน", "villages", True),
    Unit("หมู่", "villages", True, unless="ที่|บ้าน|เกาะ|คณะ|ละ| ?\\d"),
    Unit("ตำบล", "tambons", True),
    Unit("อำเภอ", "amphoe", True),
    Unit("จังหวัด", "provinces", True),
    Unit("จว.", "provinces"),
    Unit("สภาองค์กรชุมชนตำบล", "councils", True),
    Unit("สภาองค์กรชุมชน", "councils", True),
    Unit("สภาฯ", "councils", True),
    Unit("สภา", "councils", True, unless="พ|วะ|ผู้แทน|ปฏิรูป|เกษตร|อุตสาหกรรม|กาชาด"),
    Unit("กองทุน", "funds", True),
    Unit("องค์กร", "organisations", True),
    Unit("หน่วยงาน", "organisations", True),
    Unit("กระทรวง", "organisations", True),
    Unit("บริษัท", "organisations", True),
    Unit("สถาบัน", "organisations", True),
    Unit("มหาวิทยาลัย", "organisations", True),
    Unit("มูลนิธิ", "organisations", True),
    Unit("สมาคม", "organisations", True),
    Unit("สหกรณ์", "organisations", True),
    Unit("อปท.", "organisations", True),
    Unit("อบต.", "organisations", True),
    Unit("กลุ่ม", "groups", True, unless="เปราะ|ผู้|คน|เป้า|ที่ ?\\d|ละ|ชาติพันธุ์|จังหวัด"),
    Unit("ชมรม", "groups", True),
    Unit("โครงการ", "projects", True),
    Unit("เขต", "amphoe", True),
)
#: Things without a word of their own in WHAT. Measures (ไร่, เมตร, ตัน), hours and storeys are none.
_OTHER = (
    "เครือข่าย", "ภาคี", "คณะ", "ทีม", "ชุด", "ฝ่าย", "ภาค", "ภูมิภาค", "โซน", "ประเทศ", "พื้นที่", "แห่ง", "จุด",
    "แปลง", "อาคาร", "ห้อง", "ศูนย์", "โรงเรียน", "วัด", "ร้าน", "สาขา", "เทศบาล", "ต้น", "คัน", "ลำ", "เครื่อง",
    "ตัว", "ถุง", "กล่อง", "ชิ้น", "เล่ม", "ฉบับ", "ใบ", "ผืน", "ขวด", "ถัง", "แผ่น", "ป้าย", "รางวัล", "ทุน", "แบบ",
    "รูปแบบ", "ประเภท", "ระดับ", "ระยะ", "เฟส", "ขั้นตอน", "ขั้น", "ด้าน", "มิติ", "ข้อ", "ข้อหา", "ข้อเสนอ",
    "ประการ", "ประเด็น", "เรื่อง", "แนวทาง", "มาตรการ", "นโยบาย", "ยุทธศาสตร์", "กลยุทธ์", "กระบวนการ", "องค์ประกอบ",
    "กิจกรรม", "หลักสูตร", "รายการ", "แผนงาน", "แผน", "ภารกิจ", "พันธกิจ", "ช่องทาง", "ผลิตภัณฑ์", "สินค้า", "คดี",
    "กรณี", "เสาหลัก", "เวที", "สาย", "ราง", "คู่", "คูหา", "บูธ", "ซุ้ม", "ฐาน", "เส้นทาง", "เสียง", "กอง", "แพ็ค",
    "กระสอบ", "โหล", "ลัง", "มื้อ", "โดส", "เตียง", "ตู้", "เมือง", "สถานี", "ตัวชี้วัด", "โมเดล", "บ่อ", "ฝาย",
    "ตัวอย่าง", "ญัตติ", "หุ้น", "คะแนน", "บัญชี", "ครั้ง", "รอบ", "งวด", "เที่ยว", "รุ่น", "ตำแหน่ง", "หมวด", "ห่อ", "สัญญา", "จาน",
)  # fmt: skip
_OTHER_UNLESS = {
    "ครั้ง": "ที่|แรก|นี้|หน้า|ก่อน|ล่าสุด|ต่อไป|สุดท้าย", "รอบ": "ที่|แรก|นี้|หน้า|ต่อ|บ้าน|เมือง|ปี|เดือน|คอบ|ด้าน|ๆ| ?\\d",
    "งวด": "ที่|แรก|นี้|สุดท้าย|ละ| ?\\d", "รุ่น": "ที่|ใหม่|พี่|น้อง|เดียว|แรก|ก่อน| ?\\d", "เที่ยว": "ชม|ไทย|กัน", "ตำแหน่ง": "ประธาน",
    "สัญญา": "เช่า|ณ", "หมวด": "ที่|วิชา| ?\\d", "จาน": "ชาม",
    "คณะ": "กรรมการ|ทำงาน|รัฐมนตรี|ผู้|อนุ|สงฆ์", "ภาค": "เหนือ|ใต้|กลาง|ตะวัน|อีสาน|ประชา|รัฐ|เอกชน|ส่วน|ราย|เกษตร|เรียน|พื้น",
    "กอง": "ทุน|บัญชา|กำลัง|พัน|ช่าง|คลัง|ทัพ|ฟอน", "ตัว": "แทน|อย่าง|เลข|ชี้", "ทุน": "การ|ชุมชน",
    "แผน": "ที่|พัฒนา|แม่บท", "ใบ": "หน้า|อนุญาต", "วัด": "ความ|ผล|ระดับ",
    "สาย": "ไหม|ด่วน|พันธุ์", "แบบ": "ที่|บ้าน|อย่าง|มี|ยั่งยืน|บูรณาการ", "ขั้น": "ต่ำ|พื้นฐาน|สูง|ต้น", "ต้น": "ไม้(?:กับ|หมาย)|แบบ|ทุน|ปี|เดือน",
    "ข้อ": "มูล|ตกลง|ความ|จำกัด|เรียกร้อง|ที่ ?\\d", "ด้าน": "การ|ที่|สังคม|เศรษฐกิจ", "ระดับ": "ชาติ|ตำบล|อำเภอ|จังหวัด|ประเทศ|พื้นที่",
    "ระยะ": "เวลา|ทาง|ที่|แรก|ยาว|สั้น|กลาง|เร่งด่วน", "เรื่อง": "ที่อยู่|การ",
    "คู่": "มือ|ขนาน|กับ|ความ", "เมือง": "ไทย|พัทยา|หลวง", "ลำ": "ปาง|พูน|น้ำ|คลอง|ดับ",
    "ราง": "วัล|น้ำ", "ฐาน": "ะ|ราก|ข้อมูล", "คัน": "นา|คลอง", "ชุด": "ปฏิบัติ|นี้", "กรณี": "ที่", "เสียง": "ตาม|ส่วน|ข้าง",
    "เครื่อง": "มือ|แบบ|ราช|หมาย", "ประเภท": "ที่", "ศูนย์": "กลาง|ราชการ|ประชุม", "ร้าน": "ค้า", "แห่ง": "ชาติ|การ|ความ|นี้|ประเทศ",
    "บัญชี": "ครัวเรือน|ธนาคาร|กลาง",
    "เฟส": r" ?\d|แรก|ที่", "จุด": "ประสงค์|หมาย|เด่น|เริ่ม", "เล่ม": "นี้", "ฝ่าย": "ปกครอง|ค้าน", "ห้อง": "ประชุม|น้ำ|ส้วม",
}  # fmt: skip
#: What offices have several of, and no place or body is called after: "10 ขั้นตอนของงาน". At the head of a line the
#: number before one may be that of a list.
_ABSTRACT = frozenset((
    "ภาคี", "ขั้นตอน", "นโยบาย", "ประเด็น", "แนวทาง", "มาตรการ", "ยุทธศาสตร์", "กลยุทธ์", "กระบวนการ", "องค์ประกอบ",
    "มิติ", "ข้อเสนอ", "ภารกิจ", "พันธกิจ", "เสาหลัก", "ตัวชี้วัด", "ช่องทาง", "รูปแบบ",
))  # fmt: skip
_NOT_NOUN = frozenset((
    "แห่ง", "ต้น", "คัน", "ลำ", "ตัว", "ถุง", "กล่อง", "ชิ้น", "เล่ม", "ฉบับ", "ใบ", "ผืน", "ขวด", "ถัง", "แผ่น",
    "แบบ", "ประการ", "ข้อ", "เรื่อง", "รายการ", "กอง",
    "ตัวอย่าง", "ญัตติ", "หุ้น", "คะแนน", "ครั้ง", "รอบ", "งวด", "เที่ยว", "ห่อ", "จาน",
))  # fmt: skip
UNITS: tuple[Unit, ...] = (
    *_COUNT_ONLY,
    *_NOUNS,
    *(
        Unit(word, "other", word not in _NOT_NOUN, _OTHER_UNLESS.get(word, ""), word in _ABSTRACT)
        for word in _OTHER
    ),
)
BY_WORD = {unit.word: unit for unit in UNITS}


def counting_only() -> tuple[Unit, ...]:
    """Words that only count: คน, หลัง, ครัวเรือน."""
    return _COUNT_ONLY


def nouns() -> tuple[Unit, ...]:
    """Words that also name: ตำบล, กองทุน."""
    return _NOUNS


def alternatives(units: tuple[Unit, ...]) -> str:
    """A pattern's inside: any of these words, the longest first, unless it is part of another word."""
    longest_first = sorted(units, key=lambda unit: len(unit.word), reverse=True)
    return "|".join(
        re.escape(unit.word) + (f"(?!{unit.unless})" if unit.unless else "") for unit in longest_first
    )


#: At the end of a number: a blank or a line's end, and the word.
AFTER_A_NUMBER = re.compile(rf" {{0,3}}\n? {{0,2}}(?P<unit>{alternatives(UNITS)})")
#: The words that only count: behind two digits they say that those are no year.
COUNTS_ONLY = re.compile(
    rf" ?(?:{alternatives(_COUNT_ONLY)}|บาท|ร้อย(?!ละ|ตรี|เอก|โท)|พัน(?!ธ|เอก|โท|ตรี|ตำรวจ)|หมื่น|แสน|ล้าน)"
)
