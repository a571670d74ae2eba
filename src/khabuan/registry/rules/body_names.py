"""What is a body's own name, apart from the words that every body of its kind begins with. Pure."""

from __future__ import annotations

import re

from khabuan.core.thai import search_key, tidy

FRONTS = (
    "สภาองค์กรชุมชน", "สภาฯ", "สภา",
    "กองทุนสวัสดิการชุมชน", "กองทุนสวัสดิการ", "กองทุน",
    "ศูนย์ประสานงาน", "ศูนย์",
    "คณะทำงาน", "คณะกรรมการ", "กลุ่มออมทรัพย์เพื่อการผลิต", "กลุ่มออมทรัพย์", "กลุ่ม", "เครือข่าย", "ชุมชน",
)  # fmt: skip
"""Words for kinds of bodies, the longer before the shorter. People leave them out, or write others."""
_PLACE = re.compile(r"(?:ประจำ)?(?:ตำบล|ต\.|แขวง)\s*")
_FRONT_KEYS = tuple(dict.fromkeys(sorted(map(search_key, FRONTS), key=len, reverse=True)))


def core_key(name: str) -> str:
    """The search key of what is a name's own: "กองทุนสวัสดิการชุมชนตำบลดาวเรือง" and "ดาวเรือง" have one.

    A name that is nothing but such words keeps them.
    """
    whole = search_key(_PLACE.sub(" ", tidy(name)))
    for front in _FRONT_KEYS:
        if whole.startswith(front) and len(whole) > len(front):
            return whole.removeprefix(front)
    return whole


def is_only_fronts(name: str) -> bool:
    """Whether the words name a kind only ("กองทุนสวัสดิการชุมชน"): then the kind is what is looked for."""
    return search_key(name) in _FRONT_KEYS
