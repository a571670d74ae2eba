"""Where somebody undertakes to do something: "นายก อบต. รับปากว่าจะซ่อมถนนภายในเดือนมีนาคม", and the day by which. Pure.

Only an offer to who writes promises down. What is asked for, denied, conditional, resolved by a body for itself, told of
the past, or stands beside words that accuse is passed over; where no day is named, there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import pairwise

from khabuan.core.thai import ERA, WEEKDAYS, accusations_in
from khabuan.reader.rules.dates import Said, dates_in, exists, month_at
from khabuan.reader.rules.page import Page, Span
from khabuan.reader.rules.words import any_of, listed

# --- words --------------------------------------------------------------------------------

_TO = r"(?:ไว้|แล้ว|กับ[^\s]{1,40}?|ต่อ[^\s]{1,40}?)? ?"
_THAT = r"ว่า ?[^\n]{0,40}?"
#: To undertake, whoever does: รับปากว่าจะ, รับว่าจะ, รับจะ, รับเรื่องไปและจะ, สัญญาว่าจะ, ยืนยันว่าจะ, ให้คำมั่นว่าจะ.
_STRONG = (
    rf"(?P<vow>(?:รับปาก|ให้คำมั่น(?:สัญญา)?){_TO}(?:{_THAT})?จะ|(?:ให้)?สัญญา{_TO}{_THAT}จะ)"
    rf"|ยืนยัน{_TO}{_THAT}จะ|รับ(?: ?ว่า)? ?จะ|รับเรื่อง[^\n]{{0,60}}?จะ|รับไปดำเนินการ"
)
#: To say so, which an office does in order to promise it.
_OF_AN_OFFICE = r"รับไป(?=ทำ|แจ้ง|ประสาน|ซ่อม|แก้|ตรวจ|จัดการ|เสนอ|หารือ)"
#: The same, where it is said by when.
_WITH_A_DAY = (
    r"(?:บอก|แจ้ง|กล่าว|ระบุ|ชี้แจง|ตอบ)[^\s]{0,20}?(?: ?ว่า)? ?จะ|(?:พร้อม|ยินดี)(?:จะ|ที่จะ)?(?:สนับสนุน|ช่วย|สมทบ)"
    r"|(?:จะ|ขอ)(?:สนับสนุน|สมทบ|อุดหนุน|จัดสรร|ช่วย(?!กัน))|รับ(?=ติดตั้ง|จัดหา|ประสาน|ซ่อม|ดูแล|สร้าง|ปรับปรุง)"
)
_VERB = re.compile(rf"(?P<strong>{_STRONG})|(?P<office>{_OF_AN_OFFICE})|(?P<dated>{_WITH_A_DAY})")

_OFFICES = any_of(
    listed(
        r"""
        นายก ปลัด นายอำเภอ ผู้ว่า ผู้ใหญ่บ้าน กำนัน พมจ พอช. อบต อบจ เทศบาล เทศมนตรี สำนักงาน กรม การไฟฟ้า การประปา เกษตร
        สหกรณ์ พัฒนาการ พัฒนาสังคม ปภ. เจ้าหน้าที่ โรงพยาบาล รพ. รพ.สต. ผอ. ผู้อำนวยการ อุตสาหกรรม บริษัท ผู้ประกอบการ
        ผู้จัดการ หัวหน้า ส.อบต ส.ส. รัฐมนตรี ธนารักษ์ ชลประทาน ประมง ปศุสัตว์ แขวงทาง ป่าไม้ อุทยาน ที่ดินจังหวัด ที่ดินอำเภอ
        ท้องถิ่น สาธารณสุข หน่วยงาน ผู้แทนจาก ศึกษาธิการ มหาวิทยาลัย
        """
    )
)
_AN_OFFICE = re.compile(_OFFICES)
_OWN = (
    r"(?:ที่ประชุม|มติ|สภาองค์กร|สภาฯ|คณะทำงาน|คณะกรรมการ|กรรมการ|เครือข่าย|ขบวน|กองทุน|กลุ่ม|ชาวบ้าน|ชาวชุมชน|สมาชิก|พวกเรา|เรา|"
    r"ประธาน|รองประธาน|เลขา|เหรัญญิก|แกนนำ|ชุมชน)"
)
_OWN_WORK = re.compile(rf"(?:^|[\s:(])(?:โดย)?{_OWN}[^\s]*(?: [^\s]+){{0,3}}\s?$")
_RESOLVED = re.compile(r"(?:^|[\s:])(?:มติ|มีมติ|ที่ประชุม[^\s]{0,20}มติ|ที่ประชุมเห็นชอบ)")
_ASKED = re.compile(
    r"(?:ขอให้|ขอความ|ร้องขอ|เรียกร้อง|อยากให้|เสนอให้|ทวงถาม|ถามว่า|หาก|ถ้า|เมื่อใด|ใคร(?!่)|ควร|ต้อง)[^\n]{0,80}$"
)
_DENIED = re.compile(r"(?:ไม่|มิ)(?:ได้|ขอ|อาจ|สามารถ|กล้า|ยอม|มีใคร[^\s]{0,20})?\s?$")
_OF_THE_PAST = re.compile(r"(?:ที่|เคย|ที่ได้|ซึ่งได้|อ้าง|คำ)\s?$")
_OTHER_WORD = re.compile(r"(?:ผู้|ได้|ยอม|การ|เงิน|ตอบ|ต้อน|สำห|[ปคำฉข]|(?<!อบ)ต|ราย|คน|ฝ่าย|น้อม|เปิด|แรง)$")
_DOUBTED = re.compile(r"หรือไม่|หรือเปล่า|ไหม(?![่้ก-ฮ])|เป็นแค่ข่าว")
_WILL_NOT = re.compile(r" ?(?:ไม่|มิ)")

_A_SPEAKER = rf"(?=นาย|นาง|น\.ส|ผู้|ท่าน|รอง|{_OFFICES})"
_BEGINS = re.compile(
    rf"(?:^|(?<=[\s)]))(?:ขณะที่|ขณะเดียวกัน|ด้าน{_A_SPEAKER}|ส่วน{_A_SPEAKER}|ต่อมา|จากนั้น|ทั้งนี้|นอกจากนี้|แต่(?=[ก-๎])|โดย{_A_SPEAKER})|ซึ่ง(?=[ก-๎])"
)
_ENDS = re.compile(rf"(?<=[\s)])(?:ขณะที่|ขณะเดียวกัน|ด้าน{_A_SPEAKER}|ส่วน{_A_SPEAKER}|ต่อมา|จากนั้น|ทั้งนี้|นอกจากนี้)")
_GOES_ON = re.compile(r"\s?(?:และ|พร้อมทั้ง|รวมทั้ง|รวมถึง)(?:ยัง)?\s?(?=จะ)")
#: A line that ends so has its sentence in the next one too.
_UNFINISHED = re.compile(r"(?:ภายใน|(?<!ทุก)(?<!สิ้น)(?<!ละ)เดือน|วันที่|จะ|ว่า|และ|ของ|ใน)\s*$")
_BULLET = re.compile(r"[\s•*>-]*")
_SPEAKS = re.compile(rf"กล่าว|ขอ(?![งน])|ถาม|เสนอ|แจ้ง|บอก|ทวง|ร้อง|หารือ|ยื่น|ต่อหน้า|ร่วมกับ|:|(?:^|\s){_OWN}")

_BY = re.compile(r"ภายใน\s?")
_BY_DAY = re.compile(rf"(?:วัน)?(?:{'|'.join(WEEKDAYS)})?(?:ที่)?\s?")
_BY_MONTH = re.compile(r"(?:สิ้น|ปลาย|ช่วง)?(?:เดือน)?\s?")
_THIS_MONTH = re.compile(r"(?:สิ้น|ปลาย)?เดือน(?P<next>หน้า)?(?:นี้)?(?![ก-๎])|สิ้นเดือน(?:นี้)?(?=\s|$)")
_BY_YEAR = re.compile(
    r"(?:สิ้น)?ปี(?P<fiscal>งบประมาณ)?\s?(?:พ\.ศ\.\s?)?(?:(?P<be>25\d\d)(?!\d)|(?P<this>นี้)|(?=\s|$|[.,)]))"
)
_BY_LENGTH = re.compile(r"(?P<n>\d{1,3})\s?(?P<unit>วัน|สัปดาห์|อาทิตย์|เดือน|ปี)")
_FROM_ELSEWHERE = re.compile(r"\s?(?:ทำการ|หลัง|นับ(?!จากนี้|จากวันนี้|แต่นี้|ตั้งแต่วันนี้)|ตั้งแต่|จาก(?!นี้|วันนี้)|เมื่อ|ก่อน)")

_BEFORE, _AFTER, _REST, _NEAR = 200, 320, 60, 200
_FISCAL_YEAR_ENDS = (9, 30)
_ALIKE = 0.6


@dataclass(frozen=True)
class Due:
    """The day by which; `is_last_of`: the text names a month or year, and this is its last day."""

    on: date
    is_last_of: str = ""


@dataclass(frozen=True)
class Promised:
    """Words that may promise something, in the pasted text. `before`: from the sentence's beginning to its verb."""

    span: Span
    before: Span
    words: str
    due: Due | None = None

    @property
    def start(self) -> int:
        return self.span.start

    def on_from_verb(self, text: str) -> str:
        """The same words without who speaks, "…" where they stand."""
        if not self.span.start < self.before.end < self.span.end:
            return self.words
        return "…" + " ".join(text[self.before.end : self.span.end].split())

    def names(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether what stands there is named in the sentence."""
        return any(self.span.meets(Span(*at)) or self.before.meets(Span(*at)) for at in spans)


def promises_in(text: str, base: date | None) -> tuple[Promised, ...]:
    """Every one, in the order of the text; `base` is the day of promising as far as it is known."""
    page = Page(text)
    found: list[Promised] = []
    for start, end in _stretches(page):
        found += _of_stretch(page, start, end, base)
    return tuple(found)


def is_written(one: Promised, words: str) -> bool:
    """Whether these words of a record are that promise: the same, a part of it, or much like it."""
    told, said = "".join(words.split()), "".join(one.words.split())
    if not told:
        return False
    if told in said or said in told:
        return True
    return SequenceMatcher(None, told, said, autojunk=False).ratio() >= _ALIKE


def post_in(words: str) -> str:
    """The post of an office that a role is, with the place behind it, in one way of writing: "พมจ.สระบุรี"; else ""."""
    found = _POST.search(words)
    return _post(found) + words[found.end() :].strip() if found else ""


def is_of_post(said: str, post: str) -> bool:
    """Whether the words before a verb name nobody but the office that `post` (see `post_in`) is, with its place or bare."""
    posts = list(_POST.finditer(said))
    if not posts or _A_PERSON.search(said) or _ASKS.search(said, posts[0].end()):
        return False
    rest = said[posts[0].end() :].lstrip()
    kind = _post(posts[0])
    if not post.startswith(kind) or _OTHER_OFFICE.search(rest):
        return False
    place = post.removeprefix(kind).split(" ")[0]
    return bool(place and rest.startswith(place)) or not rest or bool(_SAYS_ON.match(said, posts[0].end()))


def _post(found: re.Match[str]) -> str:
    return next((name for name, words in _POST_NAMES.items() if found.lastgroup == words), found.group())


#: Posts of offices, each under one name however it is written.
_POST_NAMES = {
    "นายอำเภอ": "amphoe",
    "ผู้ว่าฯ": "province",
    "พมจ.": "social",
    "นายก อบจ.": "big",
    "นายก อบต.": "small",
    "นายกเทศมนตรี": "town",
}
_NO_DEPUTY = r"(?<!รอง)(?<!ปลัด)(?<!อดีต)(?<!สำนักงาน)(?<!สนง\.)(?<!เจ้าหน้าที่)(?<!เจ้าหน้าที่ )"
_POST = re.compile(
    rf"{_NO_DEPUTY}(?:(?P<amphoe>นายอำเภอ)|(?P<province>ผู้ว่า(?:ราชการ|ฯ)?(?:จังหวัด)?)"
    r"|(?P<social>พมจ\.?|พัฒนาสังคมและความมั่นคงของมนุษย์(?:จังหวัด)?)|(?P<big>นายก ?(?:อบจ\.?|องค์การบริหารส่วนจังหวัด))"
    r"|(?P<small>นายก ?(?:อบต\.?|องค์การบริหารส่วนตำบล))|(?P<town>นายก(?:เทศมนตรี|เทศบาล)(?:ตำบล|เมือง|นคร)?)"
    r"|(?:พัฒนาการ|เกษตร|ท้องถิ่น|ประมง|ปศุสัตว์|สหกรณ์)(?:จังหวัด|อำเภอ))"
)
_A_PERSON = re.compile(r"นาย(?!ก|อำเภอ|แพทย์)|นาง|น\.ส\.")
_ASKS = re.compile(r"ขอ(?![งน])|ถาม|เสนอ|ทวง|ร้อง|หารือ|ยื่น|ต่อหน้า|ร่วมกับ")
_OTHER_OFFICE = re.compile(rf"(?!สำนักงาน|หน่วยงาน)(?:{_OFFICES})")
_SAYS_ON = re.compile(r"[^ก-๎]|รับ|กล่าว|บอก|แจ้ง|แถลง|ยืนยัน|สัญญา|ให้|ชี้แจง|ตอบ|เปิดเผย|จะ|ยินดี|พร้อม|ได้|ก็|ว่า")


def speaks_alone(page_words: str) -> bool:
    """Whether between a name and the verb stands at most a post: nobody else comes to speak there."""
    return len(page_words) <= _SHORT and not _SPEAKS.search(page_words)


_SHORT = 80


def _stretches(page: Page) -> Iterator[tuple[int, int]]:
    """Lines, those in one that a sentence goes across."""
    start: int | None = None
    for at, end in page.lines:
        if start is None:
            start = at
        goes_on = page.plain[end + 1 : end + 2] not in ("", "\n", " ", "-", "•")
        if not (goes_on and _UNFINISHED.search(page.plain, start, end)):
            yield start, end
            start = None
    if start is not None:
        yield start, len(page.plain)


def _of_stretch(page: Page, start: int, end: int, base: date | None) -> Iterator[Promised]:
    plain = page.plain
    verbs = list(_VERB.finditer(plain, start, end))
    done = start
    for verb, following in pairwise([*verbs, None]):
        if verb is None or verb.start() < done:
            continue
        first = _beginning(plain, max(done, start, verb.start() - _BEFORE), verb.start(), start)
        if not _is_promise(plain, first, verb):
            continue
        last = _ENDS.search(plain, verb.end(), min(end, verb.end() + _AFTER))
        stop = last.start() if last else _blank_before(plain, verb.end(), min(end, verb.end() + _AFTER), end)
        if following is not None and following["strong"] and following.start() < stop:
            stop = (
                plain.rfind(" ", verb.end(), following.start())
                if " " in plain[verb.end() : following.start()]
                else stop
            )
        if _DOUBTED.search(plain, verb.start(), stop):
            continue
        near = plain[max(start, first - _NEAR) : min(end, stop + _NEAR)]
        if accusations_in(near):
            continue
        parts = list(_parts(page, first, verb, stop, base))
        if verb["dated"] and not _BY.search(plain, verb.start(), parts[0][1]):
            continue
        for at, until, due in parts:
            span = page.span(at, until)
            yield Promised(span, page.span(first, verb.start()), " ".join(page.quote(span).split()), due)
            done = until


def _beginning(plain: str, first: int, verb: int, line: int) -> int:
    """Where the sentence of a verb begins; never in the middle of a word."""
    breaks = list(_BEGINS.finditer(plain, first, verb))
    if breaks:
        return breaks[-1].end()
    if first == line and (bullet := _BULLET.match(plain, first, verb)):
        return bullet.end()
    if first > line and not plain[first - 1].isspace():
        blank = plain.find(" ", first, verb)
        return blank + 1 if blank >= 0 else first
    return first


def _blank_before(plain: str, verb: int, stop: int, end: int) -> int:
    if stop == end:
        return stop
    blank = plain.rfind(" ", verb, stop)
    return blank if blank > verb else stop


def _is_promise(plain: str, first: int, verb: re.Match[str]) -> bool:
    before = plain[first : verb.start()]
    if _DENIED.search(before) or _OF_THE_PAST.search(before) or _ASKED.search(before):
        return False
    if verb.group().startswith("รับ") and not verb["vow"] and _OTHER_WORD.search(before):
        return False
    if _RESOLVED.search(before) or _is_own(before):
        return False
    if not verb["vow"] and _WILL_NOT.match(plain, verb.end()):
        return False
    return bool(verb["strong"] or _AN_OFFICE.search(before))


def _is_own(before: str) -> bool:
    """Whether a body of the movement, or one of its officers, is who speaks last before the verb."""
    found = _OWN_WORK.search(before)
    return found is not None and not _AN_OFFICE.search(before, found.start())


def _parts(
    page: Page, first: int, verb: re.Match[str], stop: int, base: date | None
) -> Iterator[tuple[int, int, Due | None]]:
    """The sentence, parted where it goes on with another thing that will be done, after one that has its day."""
    plain, at, since = page.plain, first, verb.start()
    while True:
        by, due, until = _due_in(page, since, stop, base)
        more = _GOES_ON.search(plain, until, stop) if by else None
        if more is None:
            yield at, until if by and stop - until > _REST and by.start() > verb.end() else stop, due
            return
        yield at, more.start(), due
        at = since = more.end()


def _due_in(
    page: Page, at: int, stop: int, base: date | None
) -> tuple[re.Match[str] | None, Due | None, int]:
    """The first "ภายใน" with what follows: its words, its day if that can be told, where it ends."""
    for by in _BY.finditer(page.plain, at, stop):
        found = _day(page, by.end(), base)
        if found is not None:
            return by, found[0], min(found[1], stop)
    return None, None, at


def _day(page: Page, at: int, base: date | None) -> tuple[Due | None, int] | None:
    """The day told there and where it ends; no day where it hangs on another, None where no time stands there at all."""
    plain = page.plain
    if said := _said_at(page, at):
        year, month, day = said.last or said.first
        return _after(base, year, month, day), said.end
    if length := _BY_LENGTH.match(plain, at):
        elsewhere = _FROM_ELSEWHERE.match(plain, length.end())
        return (None if elsewhere or base is None else Due(_later(base, length))), length.end()
    month_word = _BY_MONTH.match(plain, at)
    told = month_at(plain, month_word.end()) if month_word else None
    if told is not None:
        return _end_of_month(base, told[0], told[1]), told[2]
    if this := _THIS_MONTH.match(plain, at):
        return (_last_of(base, bool(this["next"])) if base else None), this.end()
    if by_year := _BY_YEAR.match(plain, at):
        return _end_of_year(base, by_year), by_year.end()
    return None


def _said_at(page: Page, at: int) -> Said | None:
    word = _BY_DAY.match(page.plain, at)
    start = word.end() if word else at
    said = page.once(dates_in)
    found = bisect_left(said, start, key=lambda one: one.start)
    return said[found] if found < len(said) and said[found].start == start else None


def _after(base: date | None, year: int | None, month: int, day: int) -> Due | None:
    """That day; without its year the first one after the promise."""
    if year is not None:
        return Due(date(year, month, day)) if exists(year, month, day) else None
    if base is None:
        return None
    days = (date(near, month, day) for near in range(base.year, base.year + 2) if exists(near, month, day))
    return next((Due(one) for one in days if one >= base), None)


def _end_of_month(base: date | None, year: int | None, month: int) -> Due | None:
    if year is None:
        if base is None:
            return None
        year = base.year if month >= base.month else base.year + 1
    return Due(date(year, month, monthrange(year, month)[1]), "month")


def _last_of(base: date, is_next: bool) -> Due | None:
    year, month = (base.year + base.month // 12, base.month % 12 + 1) if is_next else (base.year, base.month)
    return _end_of_month(base, year, month)


def _end_of_year(base: date | None, told: re.Match[str]) -> Due | None:
    if told["be"] is None and base is None:
        return None
    if told["fiscal"]:
        month, day = _FISCAL_YEAR_ENDS
        found = Due(date(int(told["be"]) - ERA, month, day)) if told["be"] else _after(base, None, month, day)
        return Due(found.on, "year") if found else None
    year = int(told["be"]) - ERA if told["be"] else base.year if base else 0
    return Due(date(year, 12, 31), "year")


def _later(base: date, length: re.Match[str]) -> date:
    n, unit = int(length["n"]), length["unit"]
    if unit == "วัน":
        return base + timedelta(days=n)
    if unit in ("สัปดาห์", "อาทิตย์"):
        return base + timedelta(weeks=n)
    months = base.month - 1 + (n * 12 if unit == "ปี" else n)
    year, month = base.year + months // 12, months % 12 + 1
    return date(year, month, min(base.day, monthrange(year, month)[1]))
