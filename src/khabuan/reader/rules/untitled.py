"""People who are named without a title: by their post, by what a village calls them, as a row of a list, with their
signature, as writers of the report. "กำนันสมควร ยอดดี", "ลุงคำ", "3. สมหมาย รักงาน  เหรัญญิก", "(สมชาย ใจดี/รายงาน)".

Without a title little shows that a word is a name: each way has its own signs of it, and no words that are none. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from khabuan.reader.rules.called import CHAT, KIN, SAYS, as_called
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.person_names import TWO_WORDS, Person, is_name, name_at, titles_at
from khabuan.reader.rules.roles import role_after
from khabuan.reader.rules.stretches import Stretches
from khabuan.reader.rules.words import LETTER


def mentions(plain: str, known: Known, titled: list[Person]) -> Iterator[Person]:
    """Everybody who is named so, where nobody with a title is."""
    taken = [(one.start, one.end) for one in titled]
    for ways in (_bylines, _signatures, _by_post, as_called, _rows):
        at = Stretches(taken)
        for one in ways(plain, known):
            if not at.meet(one.start, one.end):
                taken.append((one.start, one.end))
                yield one


# ---------- by a post ----------

_VILLAGE_POSTS = r"กำนัน|ผู้ใหญ่บ้าน|ผู้ใหญ่|ผญบ?\.|พ่อหลวง|แม่หลวง|โต๊ะอิหม่าม|อิหม่าม"
_OTHER_POSTS = (
    r"ผอ\.|ปลัด|นายก|ประธาน|เลขา|เหรัญญิก|ครู|อสม\.|อพม\.|อส\.|ส\.?จ\.|ส\.?อบต\.|สท\.|ส\.ส\.|สส\.|ส\.ว\.|สว\."
)
_POST_FOR_A_TITLE = re.compile(
    rf"(?:(?<![ก-๎])|(?<=เจอ)|(?<=พบ)|(?<=โดย)|(?<=และ)|(?<=กับ)|(?<=คือ)|(?<=ท่าน))(?:ท่าน)?"
    rf"(?P<post>(?P<village>{_VILLAGE_POSTS})|{_OTHER_POSTS})(?P<apart> ?){TWO_WORDS}"
    rf"(?:(?= ?(?:{SAYS}|[,(/]))|(?P<does>(?= (?:มา|พา|เข้าร่วม|ร่วม|เป็น|ได้|พร้อม|ให้|เปิด)))|(?P<ends>(?= *(?:\n|$)| (?:และ|ก็))))"
)


def _by_post(plain: str, known: Known) -> Iterator[Person]:
    """Heads of villages are called by their post: "กำนันสมควร ยอดดี กล่าวว่า"."""
    for found in _POST_FOR_A_TITLE.finditer(plain):
        post, given, surname = found["post"], found["given"], found["surname"]
        is_sure = found["does"] is None or not found["apart"] or post.endswith(".")
        if found["ends"] is not None:
            is_sure = not found["apart"] and post.endswith(".")
        if is_sure and is_name(given, surname) and given not in known.by_name:
            start = found.start("post")
            yield Person(post, given, surname, start, found.end(), post, why="post")


# ---------- rows of a list, and who signs ----------

_HEADS_A_LIST = re.compile(r"ผู้(?:ไม่)?(?:มา|เข้า|เข้าร่วม|ร่วม)ประชุม|รายชื่อ(?:ผู้|คณะ|กรรมการ|สมาชิก)|รายนาม")
_ROW = re.compile(rf" *(?P<number>\(?\d{{1,3}}[.)]?|[-•*]) *{TWO_WORDS}(?P<rest>[^\n]*)")
_ROW_GOES_ON = re.compile(r" *$| {2,}\S| ?\(| (?:ลา|ขาด|ติด|ป่วย|แทน|มา)| ?(?:ม\.|หมู่|บ้าน|โทร|\d|-)")
_A_NUMBERED_LINE = re.compile(r" *(?:\(?\d{1,3}[.)]?|[-•*]) *\S")
_LABEL = re.compile(
    rf"(?:^|(?<=\n)) *(?P<post>(?:ประธาน|รองประธาน|เลขา|เหรัญญิก|ผู้|วิทยากร|พิธีกร|พี่เลี้ยง|กรรมการ|หัวหน้า)[^ \n:]{{0,40}}) ?: ?"
    rf"{TWO_WORDS}(?= *(?:\n|$|[,(/])| {{2,}})"
)
_SIGNED = re.compile(
    rf"(?:^|(?<=\n)) *\( *{TWO_WORDS} *\) *\n *(?P<post>(?:ผู้|ประธาน|รองประธาน|เลขา|ตำแหน่ง|เหรัญญิก|กรรมการ)[^\n]{{0,60}})"
)
#: The same without brackets: "สมชาย ใจดี   ประธาน".
_SIGNED_BESIDE = re.compile(
    rf"(?:^|(?<=\n)) *{TWO_WORDS} {{2,}}(?P<post>(?:รอง)?(?:ประธาน|เลขา|เหรัญญิก|กรรมการ|ผู้ตรวจ"
    r"|ผู้จด|ผู้บันทึก)[^ \n]{0,40})(?=\n|$| {2})"
)
#: Who wrote or looked through: "ผู้ตรวจสอบ  พร / ครูดี / กำนันดำ", "ผู้จด พร".
_HANDS = re.compile(
    r"(?:^|(?<=[\n ]))(?P<post>ผู้(?:ตรวจ|จด|บันทึก|พิมพ์|สรุป|รายงาน)[ก-๎]{0,16}) {1,3}:? {0,2}(?P<names>[^\n:]{2,90})"
)
_HAND = re.compile(
    rf"(?P<called>กำนัน|ครู|ผู้ใหญ่|ผญ\.|{'|'.join(sorted(KIN))})?(?P<given>{LETTER}{{2,16}})"
    rf"(?: {{1,3}}(?P<surname>{LETTER}{{2,20}}))?(?= *(?:$| {{2}}| โทร|\())"
)


def _rows(plain: str, known: Known) -> Iterator[Person]:
    """Rows of a list of people: under its heading, or with a post at the end of the row."""
    at, headed = 0, False
    for line in plain.split("\n"):
        row = _ROW.match(line)
        if row and is_name(row["given"], row["surname"]):
            role = role_after(line, row.end("surname"))
            if (headed and (role or _ROW_GOES_ON.match(row["rest"]))) or (
                role and _ends_with(row["rest"], role)
            ):
                start, end = at + row.start("given"), at + row.end("surname")
                yield Person("", row["given"], row["surname"], start, end, role, why="row")
        elif _HEADS_A_LIST.search(line):
            headed = True
        elif not _A_NUMBERED_LINE.match(line):
            headed = False
        at += len(line) + 1
    for found in _LABEL.finditer(plain):
        if is_name(found["given"], found["surname"]):
            start, end = found.start("given"), found.end("surname")
            yield Person("", found["given"], found["surname"], start, end, found["post"], why="label")


def _ends_with(rest: str, role: str) -> bool:
    """A post that is all that the row has after the name."""
    return (
        rest.strip(" ()") == role.strip(" ()")
        or re.match(r"[ (]*(?:โทร|\d)", rest.strip()[len(role) :]) is not None
    )


def _signatures(plain: str, known: Known) -> Iterator[Person]:
    """Who signed: a name in brackets on a line of its own, over the post."""
    for found in chain(_SIGNED.finditer(plain), _SIGNED_BESIDE.finditer(plain)):
        if is_name(found["given"], found["surname"]):
            start, end = found.start("given"), found.end("surname")
            post = found["post"].removeprefix("ตำแหน่ง").strip()
            yield Person("", found["given"], found["surname"], start, end, post, why="signature")
    for found in _HANDS.finditer(plain):
        at = found.start("names")
        for name in found["names"].split("/"):
            hand = _HAND.match(name.strip())
            begins = at + len(name) - len(name.lstrip())
            at += len(name) + 1
            if hand and is_name(hand["given"], hand["surname"] or "") and not CHAT.search(hand["given"]):
                given, surname, called = hand["given"], hand["surname"] or "", hand["called"] or ""
                yield Person(called, given, surname, begins, begins + hand.end(), found["post"], why="hand")


# ---------- who wrote it ----------

_WRITES = r"(?:ข่าว|ภาพ|เรื่อง|เรียบเรียง|รายงาน(?:โดย)?|ผู้สื่อข่าว|เขียนโดย|ผู้เขียน|เขียน|โดย)"
_BYLINE = re.compile(
    rf"(?:(?:^|\n)[ ]*|(?<=  )(?=ข่าวโดย))(?:(?:{_WRITES}[ /และ-]{{0,5}}){{1,3}} ?"
    rf"(?:[:;] ?|(?<=โดย )|(?:\.{{2,}}|…) ?)|(?:ข่าว|ภาพ|เรื่อง) ?[-/] ?(?:ข่าว|ภาพ|เรื่อง) )"
)
_WRITTEN_BY = re.compile(
    rf"(?:^|(?<=\n)|(?<=/ )) *\(? ?{TWO_WORDS} ?[/:] ?(?:รายงาน|ข่าว|ภาพ|เรียบเรียง|เรื่อง)"
    r"(?:[/-](?:ข่าว|ภาพ|รายงาน))? ?\)? *(?=\n|$|/)"
)
_ENDS_A_BYLINE = re.compile(r" *(?:\n|$|[/,|(]|-(?= ?\d)|ผู้สื่อข่าว|นักข่าว|รายงาน)| {2,}\d")


def _bylines(plain: str, known: Known) -> Iterator[Person]:
    """Who wrote the report: "ข่าว/ภาพ : สมชาย ใจดี", "(สมชาย ใจดี/รายงาน)"."""
    for found in _BYLINE.finditer(plain):
        title, begins = titles_at(plain, found.end())
        given, surname, end = name_at(plain, begins, {})
        if given and surname and not title and _ENDS_A_BYLINE.match(plain, end):
            yield Person("", given, surname, begins, end, why="byline")
    for found in _WRITTEN_BY.finditer(plain):
        start, end = found.start("given"), found.end("surname")
        if not titles_at(plain, start)[0]:
            yield Person("", found["given"], found["surname"], start, end, why="byline")
