"""A text of tambon A in the cast: read, one draft of each kind, one accepted, a gathering written out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from khabuan.places.models import Area
from khabuan.reader.actions import drafts as deciding
from khabuan.reader.actions.starting import start_gathering
from khabuan.reader.actions.texts import read_again, take_text
from khabuan.reader.models import Draft, Text
from khabuan.reader.piling import take_in
from khabuan.reader.rules.drafts import Drafted, Kind
from khabuan.registry.models import Organisation
from tests.support import SYSTEM

WORDS = (
    "เวทีทดสอบ วันที่ 15 มีนาคม 2566 ตำบลทดสอบ ครั้งที่ 1/2566 นายกรรมการทดสอบ หนึ่ง ประธาน กองทุนทดสอบ ก 146 คน "
    "5,000 บาท สวัสดิการชุมชน ปี 2567 จำนวน    หลัง "
)
SAYS: dict[str, tuple[Kind, dict[str, Any]]] = {
    "15 มีนาคม 2566": (Kind.DATE, {"start": "2023-03-15", "end": None, "certain": True, "main": True}),
    "ตำบลทดสอบ": (Kind.PLACE, {"level": "tambon", "name": "ทดสอบ", "province": None, "main": True, "codes": ["190101"]}),
    "ครั้งที่ 1/2566": (Kind.MEETING, {"number": 1, "be": 2566}),
    "นายกรรมการทดสอบ หนึ่ง": (Kind.PERSON, {"name": "กรรมการทดสอบ หนึ่ง", "title": "นาย", "role": "ประธาน"}),
    "กองทุนทดสอบ ก": (Kind.ORGANISATION, {"name": "กองทุนทดสอบ ก"}),
    "146 คน": (Kind.COUNT, {"what": "people", "value": 146, "approx": False}),
    "5,000 บาท": (Kind.MONEY, {"baht": 5000, "approx": False, "words": None, "words_agree": None, "purpose": None,
                               "fiscal_year_be": None, "per": None}),
    "สวัสดิการชุมชน": (Kind.PROGRAMME, {"name": "สวัสดิการชุมชน"}),
    "ปี 2567": (Kind.YEAR, {"be": 2567, "fiscal": False}),
    "จำนวน    หลัง": (Kind.MISSING, {"what": "houses"}),
}  # fmt: skip


def drafted(words: str = WORDS) -> list[Drafted]:
    """A draft for each of `SAYS` that stands in the words."""
    return [
        Drafted(
            kind=kind,
            says=says,
            quote=quote,
            start=words.index(quote),
            end=words.index(quote) + len(quote),
            is_certain=kind is not Kind.MISSING,
        )
        for quote, (kind, says) in SAYS.items()
        if quote in words
    ]


def take(area: Area, words: str = WORDS, **facts: Any) -> Text:
    return take_text(actor=SYSTEM, area=area, words=words, drafts=drafted(words), **facts)


def draft(text: Text, kind: Kind) -> Draft:
    found: Draft = Draft.everywhere.filter(text=text, kind=kind).order_by("start", "pk")[0]
    return found


def build(area: Area, council: Organisation) -> dict[str, Any]:
    """The text and its parts, by the names of the addresses that take them."""
    text = take(area, title="ข่าวทดสอบ", outlet="เพจทดสอบ")
    deciding.decide(actor=SYSTEM, draft=draft(text, Kind.DATE), how="accept")
    start_gathering(
        actor=SYSTEM, organisation=council, text=text, drafts=[Draft.everywhere.get(pk=draft(text, Kind.DATE).pk)],
        facts={"kind": "forum", "title": "เวทีจากข่าวทดสอบ", "starts_on": date(2023, 3, 15), "area": area},
    )  # fmt: skip
    pile = take_in(
        actor=SYSTEM,
        area=area,
        file_name="ข่าวปีก่อน.csv",
        content="ข้อความ,หัวข้อ\nข่าวจากตาราง,ข่าวหนึ่ง\n,ข่าวว่าง".encode(),
    )
    names = (
        "text",
        "same",
        "cite",
        "certain",
        "again",
        "close",
        "add",
        "history",
        "withdraw",
        "about",
        "take-back",
        "start",
        "start-in",
        "start-fund",
    )
    found: dict[str, Any] = {f"reader-{name}.pk": text.pk for name in names}
    found |= {f"reader-{name}.pk": draft(text, Kind.PERSON).pk for name in ("draft", "change", "link")}
    found |= {f"reader-{name}.pk": pile.pk for name in ("pile", "pile-go-on")}
    return found | {"what": "gathering", "reader-start-in.body": council.pk}


def grow(area: Area, key: int, count: int) -> None:
    """More texts, and more drafts of the first one."""
    text = Text.everywhere.get(pk=key)
    more = [
        replace(drafted()[5], says={"what": "people", "value": number, "approx": False})
        for number in range(count)
    ]
    read_again(actor=SYSTEM, text=text, drafts=[*drafted(), *more])
    for number in range(count):
        take(area, words=f"{WORDS} {number}", title=f"ข่าวเพิ่ม {number}")
    table = "\n".join(["ข้อความ,หัวข้อ", *(f",ข่าวว่าง {number}" for number in range(count))])
    for _number in range(count):
        take_in(actor=SYSTEM, area=area, file_name="ข่าว.csv", content=table.encode())
