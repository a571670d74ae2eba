"""What the tests of the reader share: the shipped areas, and reading one kind of fact. All people are invented."""

from __future__ import annotations

from typing import Any, TypeVar

from hypothesis import strategies

from khabuan.reader.rules.facts import Fact, as_json
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.reading import read
from khabuan.reader.shipped import shipped

Kind = TypeVar("Kind", bound=Fact)
NOTHING_KNOWN = Known()
#: Pieces that the rules look for, to be put together in any order.
PIECES = [
    "นาย",
    "นาง",
    "นางสาว",
    "น.ส.",
    "พ.ต.อ.",
    "ว่าที่",
    "ดร.",
    "พระครู",
    "คุณ",
    "สมชาย",
    "ใจดี",
    "ประธาน",
    "กล่าวว่า",
    "นายก",
    "อบต.",
    "จ.",
    "จังหวัด",
    "อ.",
    "อำเภอ",
    "เมือง",
    "ต.",
    "ตำบล",
    "บ้าน",
    "หมู่ที่ 3",
    "สระบุรี",
    "เลย",
    "กรุงเทพฯ",
    "เขต",
    "สายไหม",
    "หนองบัว",
    "ภาคใต้",
    "โซน 1",
    "สภาองค์กรชุมชน",
    "สวัสดิการชุมชน",
    "ที่ดิน",
    "พอช.",
    "กองทุน",
    "เครือข่าย",
    "ณ",
    "ที่",
    "และ",
    "ได้แก่",
    ",",
    "(",
    ")",
    "\n",
    " ",
    "เเ",
    "ํา",
    "\u200b",
    "\xa0",
    "๕",
    "ฯ",
    "ๆ",
    "ั",
    "ไ",
    "\ufeff",
    "\u202e",
    "<b>",
]
texts = strategies.lists(strategies.sampled_from(PIECES) | strategies.text(max_size=3), max_size=30).map(
    "".join
)


def facts(kind: str, text: str) -> list[dict[str, Any]]:
    """The facts of one kind that a text says."""
    return [told for told in map(as_json, read(text, shipped())) if told["kind"] == kind]


def names(kind: str, text: str) -> list[str]:
    return [fact["name"] for fact in facts(kind, text)]


def told(text: str, kind: type[Kind]) -> list[Kind]:
    """The facts of a kind in a text, in its order, without any register."""
    return [fact for fact in read(text, NOTHING_KNOWN) if isinstance(fact, kind)]
