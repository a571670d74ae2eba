"""Urban communities: ชุมชน and a name, in a town what a village is in the country. The word is in much of what is told here
(ชุมชนเข้มแข็ง, ชุมชนเมือง), so a name is one only in an address or beside another: "ชุมชนริมราง เขตเทศบาล…",
"ชุมชนหลังตลาด ชุมชนวัดใหม่". Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khabuan.reader.rules.addresses import Place
from khabuan.reader.rules.place_names import NAMES_NOTHING
from khabuan.reader.rules.words import LETTER, any_of, listed

_COMMUNITY = re.compile(
    rf"(?:(?<!{LETTER})|(?<=ที่)|(?<=จาก)|(?<=และ)|(?<=กับ)|(?<=ว่า)|(?<=ชาว)|(?<=ก็))ชุมชน(?P<name>{LETTER}{{4,30}})"
)
_NO_COMMUNITY = re.compile(
    any_of(
        listed(
            """
    เข้มแข็ง เมือง แออัด บุกรุก น่าอยู่ สดใส ต้นแบบ ฐานราก ร่วม ที่ ใน และ ของ ให้ เป็น มี ได้ ต้อง จะ ไม่ เรา ท้องถิ่น ทั้ง ทุก แห่ง
    เพื่อ โดย ซึ่ง สามารถ พึ่ง จัดการ พัฒนา ผู้ คน ช่วย ดูแล ต่าง นี้ นั้น อื่น ตำบล จังหวัด อำเภอ ระดับ บ้าน เอง สู่ จาก กับ ขึ้น ละ
    เป้าหมาย เดือดร้อน รายได้ ดังกล่าว สุขภาวะ คุณธรรม ตลอด ขนาด แล้ว เดิม ใหม่(?=$|ที่|ใน) เก่า ชนบท ศูนย์ ประจำ ลุก เสนอ ขอ
    """
        )
    )
)
_ENDS = re.compile(
    r"และ|แล้วก็|กับ|ที่|ซึ่ง|เป็น|มี|ได้|โดย|เพื่อ|เข้า|ร่วม|ขอ(?=ง|บ|ให้)|จะ|ถูก|ใน(?!$)|ไม่|ให้|จำนวน|ทั้ง|ตั้ง|ตำบล|อำเภอ|เขต(?!ต์)|เทศบาล|รวม|จาก|หมู่(?=\d|ที่)"
)
_ADDRESS = re.compile(
    r" ?(?:(?:หมู่(?:ที่)?|ม\.) ?\d{1,2} ?)?(?:ต\.|ตำบล|แขวง|อ\.|อำเภอ|เขต|ทต\.|ทม\.|ทน\.|(?:ใน)?(?:เขต)?เทศบาล)"
)
_BETWEEN = re.compile(r" ?[,/] ?|[ \n]{1,2}(?:และ|กับ|แล้วก็)? ?|(?:และ|กับ|แล้วก็) ?")
_LEAST = 3


def communities(plain: str, found: Sequence[Place]) -> Iterator[Place]:
    """Of those in an address, `beside` is the wider place that follows."""
    wider = {place.start: place for place in found if place.level in ("tambon", "amphoe")}
    named = [place for at in _COMMUNITY.finditer(plain) if (place := _named(at))]
    for at, place in enumerate(named):
        address = _ADDRESS.match(plain, place.end)
        if address:
            place.beside = next(
                (wider[start] for start in range(place.end, address.end()) if start in wider), None
            )
        near = [named[other] for other in (at - 1, at + 1) if 0 <= other < len(named)]
        if address or any(_BETWEEN.fullmatch(plain, *_gap(place, other)) for other in near):
            yield place


def _named(found: re.Match[str]) -> Place | None:
    name = found["name"]
    ends = _ENDS.search(name, _LEAST)
    name = name[: ends.start()] if ends else name
    if len(name) < _LEAST or _NO_COMMUNITY.match(name) or NAMES_NOTHING.match(name):
        return None
    return Place(found.start(), found.start("name") + len(name), "village", name, (), "urban community")


def _gap(one: Place, other: Place) -> tuple[int, int]:
    first, second = sorted((one, other), key=lambda place: place.start)
    return first.end, max(first.end, second.start)
