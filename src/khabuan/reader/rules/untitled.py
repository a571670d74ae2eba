"""People who are named without a title: by their post, by what a village calls them, as a row of a list, with their
signature, as writers of the report. "กำนันสมควร ยอดดี", "ลุงคำ", "3. สมหมาย รักงาน  เหรัญญิก", "(สมชาย ใจดี/รายงาน)".

Without a title little shows that a word is a name: each way has its own signs of it, and no words that are none. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from khabuan.reader.rules.called import CALLS_ANOTHER, CHAT, KIN, LIKE_A_SURNAME, SAYS, as_called
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.person_names import TWO_WORDS, Person, is_name, name_at, titles_at
from khabuan.reader.rules.roles import role_after
from khabuan.reader.rules.stretches import Stretches
from khabuan.reader.rules.words import LETTER


def mentions(plain: str, known: Known, titled: list[Person]) -> Iterator[Person]:
    """Everybody who is named so, where nobody with a title is."""
    found = list(titled)
    for ways in (_bylines, _signatures, _introduced, _by_post, as_called, _rows, _officers):
        at = Stretches([(one.start, one.end) for one in found])
        found += [one for one in ways(plain, known) if not at.meet(one.start, one.end)]
    found += list(_beside(plain, known, found))
    _know_by_nickname(plain, found)
    yield from found[len(titled) :]


# ---------- by a post ----------

_VILLAGE_POSTS = r"กำนัน|ผู้ใหญ่บ้าน|ผู้ใหญ่|ผญบ?\.|พ่อหลวง|แม่หลวง|โต๊ะอิหม่าม|อิหม่าม"
_OTHER_POSTS = r"(?:รอง)?ผู้ว่าฯ|ผอ\.|ปลัด|นายก|ประธาน|เลขา|เหรัญญิก|ครู|อสม\.|อพม\.|อส\.|ส\.?จ\.|ส\.?อบต\.|สท\.|ส\.ส\.|สส\.|ส\.ว\.|สว\."
_POST_FOR_A_TITLE = re.compile(
    rf"(?:(?<![ก-๎])|(?<=เจอ)|(?<=พบ)|(?<=โดย)|(?<=และ)|(?<=กับ)|(?<=คือ)|(?<=ท่าน))(?:ท่าน)?"
    rf"(?P<post>(?P<village>{_VILLAGE_POSTS})|{_OTHER_POSTS})(?P<apart> ?){TWO_WORDS}"
    rf"(?:(?= ?(?:{SAYS}|[,(/]))|(?P<does>(?= (?:มา|พา|เข้าร่วม|ร่วม|เป็น|ได้|พร้อม|ให้|เปิด"
    rf"|รับ(?:เรื่อง|ฟัง|ปาก|มอบ|ผิดชอบ))))|(?P<ends>(?= *(?:\n|$)| (?:และ|ก็))))"
)


def _by_post(plain: str, known: Known) -> Iterator[Person]:
    """Heads of villages are called by their post: "กำนันสมควร ยอดดี กล่าวว่า"."""
    for found in _POST_FOR_A_TITLE.finditer(plain):
        post, given, surname = found["post"], found["given"], found["surname"]
        is_sure = found["does"] is None or not found["apart"] or post.endswith((".", "ฯ"))
        if found["ends"] is not None:
            is_sure = not found["apart"] and post.endswith((".", "ฯ"))
        if is_sure and is_name(given, surname) and given not in known.by_name:
            start = found.start("post")
            yield Person(post, given, surname, start, found.end(), post, why="post")


_INTRODUCED = re.compile(r"(?:^|(?<=[ \n\"“]))(?:ผม|กระผม|ดิฉัน|ข้าพเจ้า)(?P<called>ชื่อ)? ?(?=[ก-ฮเแโใไ])")


def _introduced(plain: str, known: Known) -> Iterator[Person]:
    """Who tells who they are: "ผมสมชาย ใจดี ประธานกองทุน", "ดิฉันชื่อสมศรี มีสุขค่ะ"."""
    for found in _INTRODUCED.finditer(plain):
        given, surname, end = name_at(plain, found.end(), {})
        role = role_after(plain, end)
        if (role or found["called"]) and _is_whole(given, surname):
            yield Person("", given, surname, found.end(), end, role, why="introduced")


#: Things and others that lists have beside people.
_NOT_FOLK = re.compile(
    "อาหาร|ข้าว|ขนม|ส้มตำ|ผ้า|น้ำ|ผัก|ไก่|ปลา|เครื่อง|รถ|เงิน|วัสดุ|ปูน|ไม้|ครอบครัว|ภรรยา|เมีย|สามี|ลูก|หลาน|เพื่อน|ญาติ|พ่อแม่|ด้าน|งาน|เด็ก|ผม|เรา|เขา|เกษตร(?!$)"
)


def _is_whole(given: str, surname: str) -> bool:
    """Two words that may well be a name where no word before them says that they are."""
    return (
        min(len(given), len(surname)) > 2
        and is_name(given, surname)
        and not any(
            CHAT.search(word) or CALLS_ANOTHER.match(word) or _NOT_FOLK.match(word)
            for word in (given, surname)
        )
    )


# ---------- rows of a list, and who signs ----------

_HEADS_A_LIST = re.compile(r"ผู้(?:ไม่)?(?:มา|เข้า|เข้าร่วม|ร่วม)ประชุม|รายชื่อ(?:ผู้|คณะ|กรรมการ|สมาชิก)|รายนาม")
_ROW = re.compile(rf" *(?P<number>\(?\d{{1,3}}(?:\.\d{{1,2}})?[.)]?|[-•*]) *{TWO_WORDS}(?P<rest>[^\n]*)")
_ROW_GOES_ON = re.compile(
    r" *$| {2,}\S| ?\(| (?:และ|กับ) |, | (?:ลา|ขาด|ติด|ป่วย|แทน|มา)| ?(?:ม\.|หมู่|บ้าน|โทร|\d|-)"
)
_A_NUMBERED_LINE = re.compile(r" *(?:\(?\d{1,3}(?:\.\d{1,2})?[.)]?|[-•*]) *\S")
_LABEL = re.compile(
    rf"(?:^|(?<=\n)) *(?P<post>(?:ประธาน|รองประธาน|เลขา|เหรัญญิก|ผู้|วิทยากร|พิธีกร|พี่เลี้ยง|กรรมการ|หัวหน้า)[^ \n:]{{0,40}}) ?: ?"
    rf"{TWO_WORDS}(?= *(?:\n|$|[,(/])| {{2,}})"
)
#: Lines of who holds which office: "เลขานุการ นางพร ใจดี", "ประชาสัมพันธ์ สมหมาย รักงาน".
_OFFICE = re.compile(
    r" *(?:[-•*]|\d{1,2}[.)])? *"
    r"(?P<post>(?:ประธาน|รองประธาน(?: ?คนที่ ?\d)?|(?:ผู้ช่วย)?(?:เลขานุการ|เลขา|เหรัญญิก)|ประชาสัมพันธ์|ปฏิคม|นายทะเบียน"
    r"|กรรมการ|ที่ปรึกษา|ผู้ตรวจสอบ|ผู้จัดการ|ผู้ประสานงาน|วิทยากร|พิธีกร|หัวหน้าช่าง)[^ :]{0,20}) *:? *(?=[ก-ฮเแโใไ])"
)
_OFFICER = re.compile(rf"{TWO_WORDS}(?= *(?:$|\()| {{2}})")
_WITH_OTHERS = re.compile(
    rf"(?:^|(?<=[ \n]))(?:ด้าน|ฝ่าย|ตัวแทน|แกนนำ)?(?P<post>เยาวชน|แกนนำ|ตัวแทน|ผู้แทน|จิตอาสา|อาสาสมัคร|ช่างชุมชน)[ก-๎]{{0,16}} {TWO_WORDS}"
    r"(?= ?(?:กับ|และ|พร้อม)(?:เพื่อน|คณะ|พวก|ทีม|ครอบครัว))"
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
    """Rows of a list of people: under its heading, below a row with a title, or with a post at the end of the row."""
    at, headed, above = 0, False, ""
    for line in plain.split("\n"):
        row = _ROW.match(line)
        if row and is_name(row["given"], row["surname"]):
            role = role_after(line, row.end("surname"))
            goes_on = role or _ROW_GOES_ON.match(row["rest"])
            if (
                (headed and goes_on)
                or (role and _ends_with(row["rest"], role))
                or (goes_on and _is_whole(row["given"], row["surname"]) and _is_a_row_of_somebody(above))
            ):
                start, end = at + row.start("given"), at + row.end("surname")
                yield Person("", row["given"], row["surname"], start, end, role, why="row")
        elif _HEADS_A_LIST.search(line):
            headed = True
        elif not _A_NUMBERED_LINE.match(line):
            headed = False
        at += len(line) + 1
        above = line


def _is_a_row_of_somebody(line: str) -> bool:
    """A row that is a name with its title, and what a row goes on with."""
    begins = _A_NUMBERED_LINE.match(line)
    title, at = titles_at(line, begins.end() - 1) if begins else ("", 0)
    if not title:
        return False
    _, surname, end = name_at(line, at, {})
    return surname != "" and (role_after(line, end) != "" or _ROW_GOES_ON.match(line, end) is not None)


def _officers(plain: str, known: Known) -> Iterator[Person]:
    """Who holds an office: after the office and a colon, or among lines of offices and titled people."""
    at, among_officers = 0, False
    for line in plain.split("\n"):
        office = _OFFICE.match(line)
        one = _OFFICER.match(line, office.end()) if office and among_officers else None
        if office and one and _is_whole(one["given"], one["surname"]):
            start, end = at + one.start("given"), at + one.end("surname")
            yield Person("", one["given"], one["surname"], start, end, office["post"], why="label")
        among_officers = office is not None and (among_officers or titles_at(line, office.end())[0] != "")
        at += len(line) + 1
    for found in chain(_LABEL.finditer(plain), _WITH_OTHERS.finditer(plain)):
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


# ---------- beside who is named ----------

_NEXT = re.compile(rf" {{0,2}}(?:(?P<comma>,) {{0,2}}(?:และ|กับ)?| (?:และ|กับ)) {{0,3}}{TWO_WORDS}")
_GOES_ON_LISTED = re.compile(r" ?(?:[,\n(]|$| ?(?:และ|กับ))")
_NICKNAME = re.compile(r" ?\([^() \n]{2,14}\)")


def _beside(plain: str, known: Known, found: list[Person]) -> Iterator[Person]:
    """Who stands in one list with people: "ลุงคำ, สมหมาย รักงาน, ทองใบ มีสุข", "นางพร ใจดี กับ สมหมาย รักงาน (พี่หมาย)"."""
    at = Stretches([(one.start, one.end) for one in found])
    for one in found:
        end = _end_of_role(plain, one)
        while (beside := _NEXT.match(plain, end)) and not at.meet(beside.start("given"), beside.end()):
            given, surname, ends = beside["given"], beside["surname"], beside.end()
            role = role_after(plain, ends)
            is_wide = beside.start("surname") - beside.end("given") > 1
            shown = role or is_wide or LIKE_A_SURNAME.search(surname) or _NICKNAME.match(plain, ends)
            in_list = beside["comma"] and one.surname and _GOES_ON_LISTED.match(plain, ends)
            if not (shown or in_list) or not _is_whole(given, surname) or surname in known.by_name:
                break
            person = Person("", given, surname, beside.start("given"), ends, role, why="list")
            yield person
            end = _end_of_role(plain, person)


def _end_of_role(plain: str, one: Person) -> int:
    """Where the post behind a name ends, or the name."""
    begins = one.end + 1
    return begins + len(one.role) if one.role and plain.startswith(one.role, begins) else one.end


def _know_by_nickname(plain: str, found: list[Person]) -> None:
    """ "สมศรี มีสุข (ป้าศรี)" is one person, and so is ป้าศรี later."""
    ends = {_end_of_role(plain, one): one for one in found if one.surname}
    nicknames = {}
    for one in found:
        if one.why == "called" and plain[one.start - 1 : one.start] == "(" and plain.startswith(")", one.end):
            whole = ends.get(one.start - 1) or ends.get(one.start - 2)
            if whole is not None:
                nicknames[one.title, one.given] = whole.given
    for one in found:
        if one.why == "called" and not one.surname:
            one.given = nicknames.get((one.title, one.given), one.given)


# ---------- who wrote it ----------

_WRITES = r"(?:ข่าว|ภาพ|เรื่อง|เรียบเรียง|รายงาน(?:โดย)?|ผู้สื่อข่าว|เขียนโดย|ผู้เขียน|เขียน|โดย)"
_BYLINE = re.compile(
    rf"(?:(?:^|\n)[ ]*|(?<=  )(?=ข่าวโดย))(?:(?:{_WRITES}[ /และ-]{{0,5}}){{1,3}} ?"
    rf"(?:[:;] ?|(?<=โดย ) ?|(?:\.{{2,}}|…) ?)|(?:ข่าว|ภาพ|เรื่อง) ?[-/] ?(?:ข่าว|ภาพ|เรื่อง) )"
)
_WRITTEN_BY = re.compile(
    rf"(?:^|(?<=\n)|(?<=/ )) *\(? ?{TWO_WORDS} ?[/:] ?(?:รายงาน|ข่าว|ภาพ|เรียบเรียง|เรื่อง)"
    r"(?:[/-](?:ข่าว|ภาพ|รายงาน))? ?\)? *(?=\n|$|/)"
)
_ENDS_A_BYLINE = re.compile(r" *(?:\n|$|[/,|(]|-(?= *\d)|ผู้สื่อข่าว|นักข่าว|ทีม(?:สื่อ|ข่าว|งาน)|รายงาน)| {2,}\d")


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
