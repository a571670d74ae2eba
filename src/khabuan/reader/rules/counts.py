"""How many of what: people, households, tambons … by the word behind a number; percent by ร้อยละ before it too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from khabuan.reader.rules.facts import CountFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.numbers import Figure
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.quantities import is_label, quantities
from khabuan.reader.rules.tables import BAHT, headed
from khabuan.reader.rules.units import AFTER_A_NUMBER, BY_WORD, Unit, alternatives, nouns

_PERCENT_BEFORE = re.compile(r"ร้อยละ(?: ?(?:ประมาณ|กว่า|เกือบ|ราว))?[ \n]{0,3}$")
#: What says before a number that it counts, even with a name behind the word for what is counted.
_COUNTING = re.compile(
    r"(?:จำนวน|ทั้ง|ทั้งหมด|ทั้งสิ้น|รวม|กว่า|ประมาณ|เกือบ|(?<![ก-๎])ใน|จาก|มี|อีก|แล้ว|เพียง|ครบ|กับ|ละ|เป็น|ครอบคลุม|ถึง"
    r"|แก่|ให้|ได้|เข้าร่วม|พื้นที่|เป้าหมาย|นำร่อง) {0,3}$"
)
#: What may stand directly behind ตำบล and its like without being a name.
_GOES_ON = re.compile(
    r"[^ก-๎]|ทั่ว|ใน|ของ|ที่|ซึ่ง|และ|จาก|นำร่อง|ต้นแบบ|เป้าหมาย|แรก|นี้|ดังกล่าว|คือ|ได้แก่|เพื่อ|ภาค|หลัก(?!สี่)|รวม|ไม่|มี|ให้|โดย|แล้ว|ละ|ต่อ|ๆ|ฯ"
    r"|เข้า|ร่วม|สำคัญ|ย่อย|ใหญ่|เดิม|ใหม่|พร้อม|ตาม|เป็น|กับ|ครอบคลุม|จัด|ได้|ริม|นั้น|เหล่า|พบ|ดำเนิน|ตำบล|องค์กร|สวัสดิการ|ชุมชน|ท้องถิ่น|ปกครอง|ภาคี|$"
)
#: A number behind words of its own line: no list number.
_IN_A_LINE = re.compile(r"[ก-๎][ )]{0,2}\Z")
_OFFICERS = re.compile(r"(?:ทหาร|ตำรวจ|กำลัง|เจ้าหน้าที่|อาสา|ช่าง|อส\.)[^\n]{0,38}$")
_OFFICERS_COUNTED = re.compile(r" {0,2}นาย(?=[^ก-๎]|ของ|จาก|ที่|ซึ่ง|และ|ร่วม|เข้า|ลง|ไป|มา|ได้|ให้|$)")
#: Kinds of people, told one beside the other: "(ชาย 20 หญิง 16)", "เด็ก 402 / ผู้สูงอายุ 766", "22 คน (เด็ก 6)".
_KIND = (
    r"(?:ชาย|หญิง|เด็ก(?:และเยาวชน|เล็ก)?|เยาวชน|ผู้ใหญ่|ผู้สูงอายุ"
    r"|คนชรา|(?:คน|ผู้)พิการ|ผู้ป่วย|(?<![ก-๎])(?:คน)?ทั่วไป|วัยทำงาน|พระ(?:สงฆ์)?|(?<![ก-๎.])[ชญ]\.?)"
)
_AGE_AFTER = re.compile(r" ?(?:ปี|ขวบ|เดือน)")
_KIND_BEFORE = re.compile(rf"(?<![ก-๎])(?:เพศ|เป็น)?{_KIND} ?$")
_KIND_AFTER = re.compile(rf" ?(?:คน|ราย)?[ ,/]{{0,3}}(?:และ)? ?(?:เพศ|เป็น)?{_KIND} ?\d")
_KIND_TOLD = re.compile(rf"{_KIND} ?\d[\d,]{{0,7}} ?(?:คน|ราย)?[ ,/]{{0,3}}(?:และ)? ?$|(?:คน|ราย) ?\( ?$")
#: People who are counted by nothing but the number behind them, at the end of what is said of them.
_WHO_BEFORE = re.compile(
    r"(?:(?:ผู้|คน)(?:เข้าร่วม|มา|ร่วม|เข้า)(?:ประชุม|กิจกรรม|อบรม|งาน|เวที)?|องค์ประชุม|(?<![ก-๎])ชาวบ้าน(?:มา|ร่วม)?|ผู้(?:เดือดร้อน|ประสบภัย|บาดเจ็บ|เสียชีวิต|สูญหาย|สูงอายุ)"
    r"|(?P<members>สมาชิก)(?:กองทุน)?|(?P<noun>ครัวเรือน|ครอบครัว)|(?P<of>ครัวเรือน|หมู่บ้าน|ตำบล|กองทุน)(?:ที่)?(?:เดือดร้อน|เป้าหมาย|ยากจน|เปราะบาง|นำร่อง))"
    r"(?:ใหม่|ปัจจุบัน|ทั้งหมด|ทั้งสิ้น|จำนวน|รวม|เพิ่ม){0,2} ?:? ?$"
)
_WHO_ENDS = re.compile(rf"(?! *\n? *{_KIND}\S)(?= *(?:[\n,;/(]|$)| {{2}}| (?:และ|ขาด|ลา|ชาย|หญิง|จาก|ครบ))")
#: So many of so many: "41/50 คน".
_OF_ALL = re.compile(
    r"(?<![\d/.,])(?P<some>\d{1,3}(?:,\d{3})?)/(?P<all>\d{1,3}(?:,\d{3})?)"
    r" ?(?P<unit>คน|ราย|ท่าน|เสียง|หลัง|ครัวเรือน|กองทุน|ตำบล|หมู่บ้าน)(?![ก-๎])"
)
#: What a page of the net counts: its readers.
_READERS = re.compile(
    r"(?:ความ(?:คิด)?เห็น|คอมเมน[ต]์?|ถูกใจ|แชร์|ไล[กค]์|กดใจ|คนอื่น ?ๆ|(?:ผู้|คน)ติดตาม"
    r"|เข้าชม|ยอดวิว|การดู|(?:เปิด)?อ่าน(?:แล้ว)?|เปิดดู|ยอดชม|คนดู)(?: ?(?:แล้ว|อีก|:))? ?$"
)
#: Some of more, with the word for both behind the second number: "8 จาก 11 สภา", "จาก 12 เป็น 30 ตำบล".
_OF_AS_MANY = re.compile(rf" ?(?:จาก(?:ทั้งหมด)?|ใน|เป็น|เหลือ) ?\d[\d,]*{AFTER_A_NUMBER.pattern}")
_SLOGAN_AFTER = re.compile(r"[^ \n]{0,30} ?(?:1|หนึ่ง)(?![\d,])")
_SLOGAN_BEFORE = re.compile(
    r"(?<!\d)(?:1|หนึ่ง) ?(?:ตำบล|อำเภอ|จังหวัด|หมู่บ้าน|ชุมชน|ครอบครัว|ครัวเรือน|คน)\S{0,12} ?$"
)
_MEMBERS = re.compile(
    r"สมาชิก(?:กองทุน|สภา|สหกรณ์|กลุ่ม)?[ฯ]? ?(?:ที่เข้าร่วม ?)?(?:แล้ว ?)?(?:รวม|มี|จำนวน|ทั้งสิ้น|ทั้งหมด|อีก| )*$"
)
#: "แห่ง" and its like count what was named before: the last word that names anything, and what it begins with.
_NAMED = re.compile(rf"[^ \n\d(]*?(?P<noun>{alternatives(nouns())})[^ \n\d]*")
_COUNTS_THE_NAMED = frozenset(("แห่ง", "กอง"))
_LOOKED_BACK, _NEAR = 40, 30
_BARE_YEAR = range(2400, 2651)


def find(page: Page, known: Known) -> Iterator[CountFact]:
    plain = page.plain
    for figure in page.once(quantities):
        column = page.once(headed).get(figure.start)
        if column:
            if column != BAHT and figure.value:
                yield from _facts(page, figure, column, (figure.start, figure.end), "column")
            continue
        before = plain[max(0, figure.start - _LOOKED_BACK) : figure.start]
        if kind := _KIND_BEFORE.search(before):
            yield from _of_a_kind(page, figure, figure.start - len(kind.group()))
        percent = _PERCENT_BEFORE.search(plain[max(0, figure.start - 20) : figure.start])
        if percent:
            start = figure.start - (min(20, figure.start) - percent.start())
            yield from _facts(page, figure, "percent", (start, figure.end), "ร้อยละ")
            continue
        unit = AFTER_A_NUMBER.match(plain, figure.end)
        who = _WHO_BEFORE.search(before) if unit is None or "\n" in unit.group() else None
        if who and _WHO_ENDS.match(plain, figure.end):
            noun = who["members"] or who["noun"] or who["of"]
            what = BY_WORD[noun].what if noun else "people"
            yield from _facts(
                page, figure, what, (figure.start - len(who.group()), figure.end), "named before"
            )
            continue
        if unit is None and figure.value > 1:  # "1 ใน 8 กองทุน" says one of them
            unit = _OF_AS_MANY.match(plain, figure.end)
        if unit and _is_count(plain, figure, BY_WORD[unit["unit"]], unit):
            what = what_is_counted(plain, figure.begins, BY_WORD[unit["unit"]])
            yield from _facts(page, figure, what, (figure.begins, unit.end()), "number and " + unit["unit"])
            continue
        officers = _OFFICERS_COUNTED.match(plain, figure.end)
        if officers and _OFFICERS.search(plain[max(0, figure.start - _LOOKED_BACK) : figure.start]):
            yield from _facts(page, figure, "people", (figure.begins, officers.end()), "number and นาย")
            continue
    yield from _of_all(page)


def _of_a_kind(page: Page, figure: Figure, start: int) -> Iterator[CountFact]:
    """Of those who came, men and women: "(ชาย 20 หญิง 16)"."""
    if _AGE_AFTER.match(page.plain, figure.end):
        return
    if _KIND_AFTER.match(page.plain, figure.end) or _KIND_TOLD.search(page.plain[max(0, start - 24) : start]):
        yield from _facts(page, figure, "people", (start, figure.end), "kinds of people")


def _of_all(page: Page) -> Iterator[CountFact]:
    for found in _OF_ALL.finditer(page.plain):
        some, of = (Decimal(found[one].replace(",", "")) for one in ("some", "all"))
        if 0 < some <= of:
            span = page.span(*found.span())
            what = what_is_counted(page.plain, found.start(), BY_WORD[found["unit"]])
            yield CountFact(what=what, value=some, quote=page.quote(span), span=span, why="some of all")


def _facts(page: Page, figure: Figure, what: str, at: tuple[int, int], why: str) -> Iterator[CountFact]:
    span = page.span(*at)
    notes = ["ceiling"] * figure.is_ceiling + ["range"] * figure.has_low
    for value in figure.values:
        yield CountFact(
            what=what,
            value=value,
            approx=figure.is_approx,
            quote=page.quote(span),
            span=span,
            why=why,
            note=", ".join(notes),
        )


def _is_count(plain: str, figure: Figure, unit: Unit, found: re.Match[str]) -> bool:
    before = plain[max(0, figure.begins - _LOOKED_BACK) : figure.begins]
    if _READERS.search(before) or (figure.value % 1 and unit.what not in _PARTED):
        return False
    if unit.word == "หลัง" and figure.is_multiplied and found.group().startswith(" "):
        return False  # "17 ล้าน หลังประชุม"
    is_echoed = before.rstrip(" ").endswith(unit.word)  # บูธ 40 บูธ
    if (is_label(plain, figure) and not is_echoed) or _is_slogan(plain, figure, before, found.end()):
        return False
    counting = figure.begins != figure.start or figure.value >= 1000 or _COUNTING.search(before) is not None
    if _could_be_a_year(plain, figure) and not (_COUNTING.search(before) or _MEMBERS.search(before)):
        return False
    if figure.is_word:
        return _is_spelt_count(plain, figure, found)
    if unit.is_abstract and _IN_A_LINE.search(before):
        return True
    if unit.is_noun and not counting and not _GOES_ON.match(plain, found.end()):
        return False
    return not ("\n" in found.group() and (unit.is_noun or unit.what == "days") and not counting)


def _is_spelt_count(plain: str, figure: Figure, found: re.Match[str]) -> bool:
    """ "สองตำบล" counts; "หนึ่งตำบล" mostly says some tambon, "ไม่ถึงหมื่น วันนี้" nothing."""
    may_part = figure.value >= 11 and not plain.startswith(_HUNDREDS, figure.start)
    return figure.value != Decimal(1) and found.start("unit") - figure.end <= may_part


_PARTED = frozenset(("percent", "days"))  # of other things there are no parts
_HUNDREDS = ("ร้อย", "พัน", "หมื่น", "แสน", "ล้าน")


def _is_slogan(plain: str, figure: Figure, before: str, end: int) -> bool:
    """ "1 ตำบล 1 หมู่บ้านยั่งยืน" names a scheme."""
    if figure.value != Decimal(1):
        return False
    return bool(_SLOGAN_AFTER.match(plain, end)) or bool(_SLOGAN_BEFORE.search(before))


def _could_be_a_year(plain: str, figure: Figure) -> bool:
    """ "2561 หลัง" without a comma, and nothing that says it counts."""
    return figure.end - figure.start == 4 and figure.value in _BARE_YEAR and plain[figure.start] == "2"


def what_is_counted(plain: str, at: int, unit: Unit) -> str:
    """What a word counts, by what stands before the number that begins at `at`."""
    before = plain[max(0, at - _LOOKED_BACK) : at]
    if unit.what == "people" and _MEMBERS.search(before):
        return "members"
    if unit.word in _COUNTS_THE_NAMED:
        clause = re.split(r"[\n\d]", before)[-1]
        named = [found for found in _NAMED.finditer(clause) if len(clause) - found.end("noun") <= _NEAR]
        return BY_WORD[named[-1]["noun"]].what if named else unit.what
    return unit.what
