"""What a text tells of a meeting that was held, beside its day and number: hours, place, who presided, how many came. Pure.

Each only where the words beside it say so, and say one thing alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from khabuan.reader.rules.accepted import Accepted, Fields, Given, before_in_line, figure_at
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.hours import hours_in
from khabuan.reader.rules.occasions import A_HALL, CHAT

Span = tuple[int, int]

# --- the place ----------------------------------------------------------------------------

#: Between a day and its place: "(วันพุธ) เวลา 09.30 - 12.00 น. ณ "; ที่ or nothing at all where a hall follows.
_TO_THE_PLACE = re.compile(
    r"[ ,]{0,3}(?:\([^)\n]{0,20}\) ?)?(?:(?:ตั้งแต่ ?)?เวลา[\d๐-๙.: \-–—ถึงเวลา]{4,25}(?:น\.|นาฬิกา)? ?)?"
    rf"(?:ณ[ \t]?(?=\S)|ที่(?={A_HALL})|(?=ศาลา|หอประชุม|ห้องประชุม))"
)
_LINE_OF_PLACE = re.compile(r"(?m)^[ \t]*(?:ณ|สถานที่(?:ประชุม)?(?:[ \t]*:|(?=[ \t])))[ \t]*(?=[^\s:])")
_NO_PLACE = re.compile(r"วัน|ปัจจุบัน|ขณะ|เวลา|ที่นี้|ที่นั้น|ตอนนี้|สิ้น")
#: Where the words go on to something else.
_PLACE_ENDS = re.compile(
    rf"\n|เวลา|โดยมี|มี(?=ผู้|นาย|นาง|สมาชิก|คณะ)|{CHAT}"
    r"|(?<=[ )])(?:โดย|มี|เพื่อ|ซึ่ง|และ|ได้|จัด|ที่ประชุม|ผู้มาประชุม|นาย(?!ก|อำเภอ)|นาง|น\.ส\.|ดร\.|ว่าที่|วันที่|เมื่อ)"
)
SHORTEST_PLACE, LONGEST_PLACE = 4, 100

# --- people -------------------------------------------------------------------------------

_MEETS = r"(?:ใน(?:ที่|การ)ประชุม|การประชุม|ที่ประชุม)(?:(?![ก-๎])|(?=ครั้ง|ใน|และ|กล่าว|ได้|โดย|แจ้ง|เปิด))"
_ACTS = r"(?:เป็น|ทำหน้าที่(?:เป็น)?|ทำหน้าที่ใน(?:ฐานะ)?)"
_PRESIDES = re.compile(rf"{_ACTS}ประธาน{_MEETS}|ทำหน้าที่(?:เป็น)?ประธาน(?:แทน)?(?![ก-๎])")
_DIRECTLY = re.compile(rf"[ \t(,]*ประธาน{_MEETS}(?![ \t]*(?:คือ|ได้แก่|:))")
_ROLE = re.compile(rf"(?<!รอง)ประธาน{_MEETS}|ทำหน้าที่(?:เป็น)?ประธาน(?![ก-๎])")
_BEFORE = re.compile(rf"(?<!รอง)ประธาน{_MEETS}[ \t]*(?:คือ|ได้แก่|:)?[ \t]*\Z")
#: "ประธาน : นาย…" at the beginning of a line, "ประธานคือ น.ส.…": before anything is laid before the meeting.
_CHAIR_BEFORE = re.compile(r"(?:\A|(?<=[ \t]))ประธาน[ \t]*(?:คือ|ได้แก่)[ \t]*\Z|\A[ \t]*ประธาน[ \t]*:?[ \t]*\Z")
_LAID_BEFORE = re.compile(r"วาระ|เรื่องที่|มติ|เลือก|(?:แต่ง|จัด)ตั้ง|ชุดใหม่")
#: "เปิดประชุม 09.15 น. โดยนาย… ประธานสภาฯ เป็นประธาน".
_OPENED = re.compile(r"(?:เปิด|เริ่ม)(?:การ)?ประชุม[^\n]{0,40}โดย(?:มี)?[ \t]*\Z")
_AS_CHAIR = re.compile(r"เป็นประธาน(?![ก-๎])")
#: Somebody else presides, or nobody does.
_OTHER = re.compile(r"ให้|ไม่|เลือก|มอบ|แทน|เสนอ|ถาม|แจ้ง|ต่อ|ขอ")
_NEAR = 80

_MEMBERS = r"(?:สมาชิก|(?:คณะ)?กรรมการ|คณะทำงาน)"
_AS_MANY = r"[ \t]*(?:จำนวน|รวม|:)*[ \t]*"
_CAME_BEFORE = re.compile(
    rf"(?:ผู้(?:มา|เข้า)ประชุม[ \t:]*{_MEMBERS}|ผู้มาประชุม|{_MEMBERS}(?:ที่)?(?:มาประชุม|มา|เข้าร่วม(?:ประชุม)?)"
    rf"|(?<![ก-๎])มาประชุม|\A[ \t]*มา(?:กัน)?)(?:ทั้งหมด|ทั้งสิ้น)?{_AS_MANY}\Z"
)
_MEMBERS_BEFORE = re.compile(rf"{_MEMBERS}{_AS_MANY}\Z")
_CAME_AFTER = re.compile(
    r"[ \t]*(?:คน|ท่าน|ราย)?[ \t]*(?:ที่)?มาประชุม(?![ \t]*(?:จำนวน|ทั้งสิ้น|เพียง|แค่)?[ \t]*[\d๐-๙])"
)
#: Directly behind those who came: "7 คน จาก 10 คน".
_OF_ALL = re.compile(rf"[ \t]*จาก{_MEMBERS}?{_AS_MANY}\Z")
_IN_ALL_BEFORE = re.compile(rf"(?:จาก(?:{_MEMBERS})?|{_MEMBERS})[ \t]*(?:ทั้งหมด|ทั้งสิ้น)[ \t]*(?:จำนวน)?[ \t]*\Z")
HEADS = ("people", "members")
"""Counts of what may be members who came."""


def held_facts(drafts: Sequence[Accepted], words: str) -> Fields:
    """Who presided, members who came, members in force: each from an accepted draft."""
    return {**_chair(drafts, words), **_heads(drafts, words)}


def told_facts(drafts: Sequence[Accepted], on: object, words: str) -> dict[str, Any]:
    """The hours and the place that the words tell right beside the day `on`, or on a line of their own."""
    ends = [end for _start, end in _day_spans(drafts, on)]
    hours, place = hours_in(words, ends), place_in(words, ends)
    told = {"starts_at": hours.begins, "ends_at": hours.ends, "place": place}
    return {name: value for name, value in told.items() if value}


def place_in(words: str, day_ends: Collection[int]) -> str:
    """The words behind ณ, after a day of the meeting or at the beginning of a line; "" where they are not one alone."""
    found = [at.end() for end in day_ends if (at := _TO_THE_PLACE.match(words, end))]
    found += [at.end() for at in _LINE_OF_PLACE.finditer(words)]
    places = {_cut(words[at : at + LONGEST_PLACE + 1]) for at in found if not _NO_PLACE.match(words, at)}
    return next(iter(places)) if len(places) == 1 else ""


def _cut(words: str) -> str:
    """Up to where something else begins; "" where that is not seen."""
    end = _PLACE_ENDS.search(words)
    if end is None and len(words) > LONGEST_PLACE:
        return ""
    place = words[: end.start() if end else len(words)].strip(" \t,.;:()")
    return place if len(place) >= SHORTEST_PLACE else ""


def _day_spans(drafts: Iterable[Accepted], on: object) -> Iterator[Span]:
    for one in drafts:
        if one.kind is Kind.DATE and one.says.get("start") == str(on):
            yield from one.spans


def _chair(drafts: Iterable[Accepted], words: str) -> Fields:
    people = [one for one in drafts if one.kind is Kind.PERSON]
    begins = sorted(start for one in people for start, _end in one.spans)
    laid = _LAID_BEFORE.search(words)
    head = laid.start() if laid else len(words)
    found = [one for one in people if any(_presides(one, span, words, begins, head) for span in one.spans)]
    return {"chair_words": Given(_named(found[0], words), found[0].key)} if len(found) == 1 else {}


def _named(one: Accepted, words: str) -> str:
    """As the text has it, unless somebody put the name right."""
    start, end = one.spans[0]
    quote = " ".join(words[start:end].split())
    return quote if one.says["name"] in quote else (one.says.get("title") or "") + one.says["name"]


def _presides(one: Accepted, span: Span, words: str, begins: Sequence[int], head: int) -> bool:
    """By the role as it was accepted, or by the words of the line up to the next person; `head`: where it ends."""
    start, end = span
    before = before_in_line(words, start, _NEAR)
    if _ROLE.search(one.says.get("role") or "") or _BEFORE.search(before):
        return True
    if start < head and _CHAIR_BEFORE.search(before):
        return True
    at = bisect_left(begins, end)
    following = begins[at] if at < len(begins) else len(words)
    after = words[end : min(following, end + _NEAR)].split("\n", maxsplit=1)[0]
    if _DIRECTLY.match(after):
        return True
    found = (_AS_CHAIR if _OPENED.search(before) else _PRESIDES).search(after)
    return found is not None and not _OTHER.search(after[: found.start()])


def _heads(drafts: Iterable[Accepted], words: str) -> Fields:
    """Members who came; with them, on the same line, members in force."""
    counts = [
        (value, one.key, span) for one in drafts if (value := _whole(one)) is not None for span in one.spans
    ]
    came = [told for told in counts if _came(words, told[2])]
    lines = {_line(words, span[0]) for _value, _key, span in came}
    ends = [span[1] for _value, _key, span in came]
    in_all = [told for told in counts if _line(words, told[2][0]) in lines and _all(words, told[2], ends)]
    present = _only("present", came)
    return {**present, **_only("entitled", in_all)} if present else {}


def _only(name: str, told: Sequence[tuple[int, int, Span]]) -> Fields:
    if len({value for value, _key, _span in told}) != 1:
        return {}
    value, key, _span = told[0]
    return {name: Given(value, key)}


def _whole(one: Accepted) -> int | None:
    """The number of an exact count of people or members."""
    return one.whole() if one.kind is Kind.COUNT and one.says.get("what") in HEADS else None


def _came(words: str, span: Span) -> bool:
    """ "ผู้มาประชุม 17 คน", "มีสมาชิก 17 คนมาประชุม"."""
    before = before_in_line(words, figure_at(words, *span), _NEAR)
    if _CAME_BEFORE.search(before):
        return True
    return bool(_MEMBERS_BEFORE.search(before) and _CAME_AFTER.match(words, span[1]))


def _all(words: str, span: Span, came: Iterable[int]) -> bool:
    """ "จากทั้งหมด 24 คน", "สมาชิกทั้งหมด 24 คน"; behind those who came, whose ends are `came`, "จาก 24 คน"."""
    figure = figure_at(words, *span)
    if _IN_ALL_BEFORE.search(before_in_line(words, figure, _NEAR)):
        return True
    return any(end <= figure and _OF_ALL.match(words, end, figure) for end in came)


def _line(words: str, at: int) -> int:
    """Where the line begins in which a letter stands."""
    return words.rfind("\n", 0, at) + 1
