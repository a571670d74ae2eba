"""Which record a text most likely becomes: a proposal for the page's first button, from its title and first lines. Pure."""

from __future__ import annotations

import re

from khabuan.reader.rules.drafts import TextKind

_HEAD = 300
#: In the title, or the first line where it has none.
_IN_TITLE = {
    "house": re.compile(r"มอบบ้าน|ซ่อม(?:แซม|สร้าง)?บ้าน"),
    "fund": re.compile(r"ตั้งกองทุน(?!เมื่อ|มา|แล้ว)"),
}
_EARLY = {
    "meeting": re.compile(
        r"(?:รายงาน|บันทึก|สรุป)(?:ผล)?(?:การ)?ประชุม|ประชุม(?:ใหญ่|สามัญ|วิสามัญ)|ประชุม[^\n]{0,70}ครั้งที่ ?[\d๐-๙]"
    ),
    "project": re.compile(
        r"(?:แบบเสนอ|ชื่อ|รหัส|ปิด|สัญญา)โครงการ|(?:^|\n)โครงการ|ระยะเวลา(?:ดำเนินการ|โครงการ)|ได้(?:รับ)?(?:อนุมัติ)?งบ"
        r"|อนุมัติ(?:งบ|โครงการ)|บ้านพอเพียง[^\n]{0,30}หลัง"
    ),
}


def likely_record(kind: str, title: str, words: str, *, has_day: bool) -> str:
    """The sort of record, a key of the page's starts; a gathering where nothing but the event's day is told, "" where not
    even that is."""
    if kind == TextKind.MINUTES:
        return "meeting"
    headline = title or words.lstrip().partition("\n")[0]
    head = f"{title}\n{words[:_HEAD]}"
    found = [what for what, signs in _IN_TITLE.items() if signs.search(headline)]
    found += [what for what, signs in _EARLY.items() if signs.search(head)]
    return found[0] if found else "gathering" if has_day else ""
