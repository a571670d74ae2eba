"""Programmes and issues of the movement: the fixed twelve, where a text treats them as one.

Words of everyday life (ที่ดิน, คุณภาพชีวิต, สิ่งแวดล้อม) count only in the phrases of a programme, or in a list of
issues. What stands in the name of an office or a cooperative does not count. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabuan.reader.rules.facts import ProgrammeFact
from khabuan.reader.rules.page import Page

_WORK = (
    r"(?:การ)?(?:จัดการ|บริหารจัดการ|แก้ไขปัญหา|แก้ปัญหา|แก้ไข|พัฒนา|ประเด็น|ปฏิรูป|กระจาย|งาน|เรื่อง|"
    r"ด้าน)(?:งาน|ระบบ|ประเด็น)?"
)
#: For each programme the phrases that speak of it as one.
_PHRASES = {
    "บ้านมั่นคง": r"บ้าน ?มั่?[นง]คง",
    "บ้านพอเพียง": r"บ้าน ?พอ ?(?:เพ[ก-๎]{0,3}ง|พียง)(?![ก-ฮ]?์)",
    "สวัสดิการชุมชน": (
        r"สวัสดิ[ก-๎]{1,6} ?(?:ของ)?ชุมชน|กองทุน(?:สวัสดิการ(?:ฯ|(?![ก-๎]))|[ก-๎]{0,12}วันละ)|"
        r"กองบุญ(?:คุณธรรม|สวัสดิการ)|สวัสดิการ(?:ชาวบ้าน|ภาคประชาชน|"
        r"วันละ)"
    ),
    "สภาองค์กรชุมชน": (
        r"(?:ขับเคลื่อน|จัดตั้ง|จดแจ้ง|ภารกิจ|งาน|ประเด็น|พัฒนา|ระบบ|กลไก|หนุนเสริม|ส่งเสริม|ยกระดับ|เวที|"
        r"ประชุม|จัดประชุม|ตั้งต้น|ฐาน|พ\.ร\.บ\.|พระราชบัญญัติ|เครือข่าย|แกนนำ|บทบาท|คุณภาพ)(?:งาน|ใน|ของ|กับ|"
        r"ตาม|แกนนำ|การ)*(?:ภารกิจ)?สภาองค์กรชุม[ชน]น|พัฒนาศักยภาพสภาองค์กรชุมชน|"
        r"สภา(?:องค์กรชุมชน)?(?:ตำบล)?ฯ? ?(?:จดแจ้ง|จัดตั้งแล้ว|ตั้งแล้ว)(?!จัดตั้งเม)"
    ),
    "ที่ดิน": _WORK + (
        r"ที่ดิน(?!สาธารณะประโยชน์แปลง)|ที่ดิน(?:แนวใหม่|ทำกินและที่อยู่|ทำกิน ?และ|ทำกินของชุมชน|โดยชุมชน|"
        r"ชุมชน)|ที่ดินป่าไม้|"
        r"(?:กองทุน|ไถ่ถอน)ที่ดิน|โฉนดชุมชน|ธนาคารที่ดิน|โครงการ[^\n]{0,40}ที่ดินทำกิน|สิทธิ(?:ใน)?ที่ดิน"
    ),
    "เศรษฐกิจและทุนชุมชน": (
        r"(?:เศรษฐกิจ|ศก\.)(?: ?และ ?)(?:ทุน|การเงิน)|พัฒนา(?:ระบบ)?เศรษฐกิจ(?:ฐานราก|ชุมชน)|"
        r"ระบบเศรษฐกิจชุมชน|ทุนชุมชน|สถาบันการเงินชุมชน|เศรษฐกิจฐานราก|"
        r"วิสาหกิจชุมชน(?![ก-๎]{3})|วิสาหกิจชุมชน(?=และ|ใน|ให้|ของ|ระดับ|ที่|เป็น|ซึ่ง|มี|ได้|ต่าง|เข้มแข็ง|เพื่อ|โดย|แต่ละ|หรือ|กับ)"
    ),
    "ภัยพิบัติ": r"ภัยพิบัติ|(?:รับมือ|ป้องกัน|เตือน|จัดการ)(?:และ)?(?:บรรเทา)?(?:สาธารณภัย|อุทกภัย|วาตภัย)|รับมือ(?:น้ำท่วม|ภัยแล้ง|พายุ)",
    "พัฒนาผู้นำ": (
        r"(?:พัฒนา|สร้าง|อบรม|เสริมสร้าง|ยกระดับ)(?:ศักยภาพ|ทักษะ|ความสามารถ|หลักสูตร)?(?:ใน|ให้|กับ|ของ|แก่|"
        r"การ)*(?: ?)(?:ผู้นำ|แกนนำ|คนรุ่นใหม่|ผู้แทนขบวน)|หลักสูตร(?:ผู้นำ|นักพัฒนา|แกนนำ)|โรงเรียนผู้นำ|"
        r"ผู้นำการเปลี่ยนแปลง"
    ),
    "แผนพัฒนา": (
        r"แผนพัฒนา(?!ที่อยู่อาศัย|เศรษฐกิจและสังคม|คุณภาพชีวิต|ประเทศ|การศึกษา)|แผน(?:แม่บท)?ชุมชน|"
        r"แผน(?:พัฒนา)?ตำบล|แผนภาคประชาชน"
    ),
    "คุณภาพชีวิต": (
        r"(?:โครงการ|กองทุน|งบ(?:ประมาณ)?|ประเด็น|งาน)(?:\s?\d{1,2}\s?:\s?)?(?:การ)?(?:พัฒนา|ส่งเสริม|"
        r"ยกระดับ)?คุณ(?:ภาพ)?ชีวิต|พัฒนาคุณ(?:ภาพ)?ชีวิต(?:เมือง|คนจน|ชุมชนเมือง|ในชนบท|ชนบท|ระดับอำเภอ|"
        r"ระดับตำบล)|พชอ\."
    ),
    "ป้องกันการทุจริต": (
        r"(?:ป้องกัน|ต่อต้าน|ต้าน|เฝ้าระวัง)(?:และ(?:ต่อต้าน|ปราบปราม|เฝ้าระวัง|แก้ไขปัญหา))?(?:การ|"
        r"คอร์รัปชัน|คอร์รัปชั่น)?ทุจริต|ธรรมาภิบาลชุมชน"
    ),
    "สิ่งแวดล้อม": (
        r"(?:จัดการ|อนุรักษ์|ฟื้นฟู|ดูแลรักษา|รักษา|ประเด็น|พัฒนา)(?:และ[ก-๎]{3,9})?(?:ขยะและ|น้ำและ|ป่าและ|"
        r"งาน|ทรัพยากร(?:ธรรมชาติ)?และ|ด้าน)?สิ่งแวดล้อม|(?:จัดการ|อนุรักษ์)ป่าชุมชน|"
        r"จัดการทรัพยากร(?:ธรรมชาติ)?(?:โดย|ของ)?ชุมชน|(?:งบ|โครงการ|กองทุน)สิ่งแวดล้อม"
    ),
}  # fmt: skip
_FOUND = tuple((name, re.compile(phrases)) for name, phrases in _PHRASES.items())
#: Names of bodies and places that are called after a programme, and offices.
_A_NAME_BEFORE = re.compile(
    r"(?:สหกรณ์(?:เคหสถาน|เคหะสถาน|การเกษตร)?|(?<!องค์กร)ชุมชน(?:สหกรณ์)?|ครัวกลาง(?:ชุมชน)?|หมู่บ้าน|"
    r"สำนักงานคณะกรรมการ(?:การ)?|คณะกรรมการ|กระทรวง(?:ทรัพยากรธรรมชาติและ)?|กรม(?:ส่งเสริมคุณภาพ)?|"
    r"ป\.ป\.[ชท]\.|#)$"
)
_LIST_OF_ISSUES = re.compile(
    r"(?:(?:ด้าน|เรื่อง|งาน|ประเด็น|การจัดการ|ระบบ|การ)?(?P<item>สวัสดิการ|สภาองค์กรชุมชน|ที่ดิน|"
    r"ที่อยู่อาศัย|บ้านมั่นคง|บ้านพอเพียง|เศรษฐกิจ(?:และทุน)?|ทุนชุมชน|สิ่งแวดล้อม|ทรัพยากร|ภัยพิบัติ|"
    r"คุณภาพชีวิต|แผนชุมชน)(?:ชุมชน|ทำกิน)?(?: ?[,/] ?| (?:และ ?)?|และ)){2,8}"
)
_ITEMS = {
    "สวัสดิการ": "สวัสดิการชุมชน", "สภาองค์กรชุมชน": "สภาองค์กรชุมชน", "ที่ดิน": "ที่ดิน", "บ้านมั่นคง": "บ้านมั่นคง",
    "บ้านพอเพียง": "บ้านพอเพียง", "เศรษฐกิจ": "เศรษฐกิจและทุนชุมชน", "เศรษฐกิจและทุน": "เศรษฐกิจและทุนชุมชน",
    "ทุนชุมชน": "เศรษฐกิจและทุนชุมชน", "สิ่งแวดล้อม": "สิ่งแวดล้อม", "ภัยพิบัติ": "ภัยพิบัติ", "คุณภาพชีวิต": "คุณภาพชีวิต",
}  # fmt: skip
_ITEM = re.compile("|".join(sorted(_ITEMS, key=len, reverse=True)))
_ISSUES_ARE_TOLD = re.compile(r"(?:ประเด็น|ด้าน|ภารกิจ|เรื่อง|งาน)[^\n]{0,60}$")
#: A disaster is an issue also by its own name, when it is what the report is about.
_DISASTER = re.compile(r"(?:อุทกภัย|น้ำท่วม|วาตภัย|ภัยแล้ง|ไฟป่า)")
_HELP = re.compile(r"(?:ผู้ประสบ|ได้รับผลกระทบ|ประสบภัย|ฟื้นฟู|เยียวยา)")


def find(page: Page) -> Iterator[ProgrammeFact]:
    plain = page.plain
    seen: dict[str, list[tuple[int, int]]] = {}
    for name, phrases in _FOUND:
        for found in phrases.finditer(plain):
            if not _A_NAME_BEFORE.search(plain[max(0, found.start() - 24) : found.start()]):
                seen.setdefault(name, []).append(found.span())
    for start, end, name in _listed(plain):
        seen.setdefault(name, []).append((start, end))
    if "ภัยพิบัติ" not in seen and (disaster := _disaster(plain)):
        seen["ภัยพิบัติ"] = [disaster]
    for name, places in seen.items():
        spans = sorted({page.span(*place) for place in places})
        yield ProgrammeFact(
            name=name, quote=page.quote(spans[0]), span=spans[0], also_at=tuple(spans[1:]), why="programme"
        )


def _listed(plain: str) -> Iterator[tuple[int, int, str]]:
    """Issues told one after the other: "ประเด็นงาน สวัสดิการ ที่ดิน เศรษฐกิจ และภัยพิบัติ"."""
    for listed in _LIST_OF_ISSUES.finditer(plain):
        if _ISSUES_ARE_TOLD.search(plain, max(0, listed.start() - 70), listed.start()):
            items = list(_ITEM.finditer(plain, listed.start(), min(listed.end() + 24, len(plain))))
            if len({item.group() for item in items}) > 2:
                yield from ((item.start(), item.end(), _ITEMS[item.group()]) for item in items)


def _disaster(plain: str) -> tuple[int, int] | None:
    """A flood in the headline, and people who are helped after it."""
    head = plain.find("\n", 0, 600)
    found = _DISASTER.search(plain, 0, head if head > 0 else min(300, len(plain)))
    return found.span() if found and _HELP.search(plain) else None
