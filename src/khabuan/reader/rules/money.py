"""Amounts of baht: multipliers, words beside figures and whether both agree, per house or month, purpose, ceilings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from khabuan.core.thai import AmountUnreadable, read_baht_text
from khabuan.reader.rules.facts import MoneyFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.numbers import Figure, be_of
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.quantities import is_label, quantities
from khabuan.reader.rules.tables import BAHT, headed
from khabuan.reader.rules.units import AFTER_A_NUMBER
from khabuan.reader.rules.words import may_stand_alone

_BAHT = re.compile(
    r"[ \n]{0,3}(?:\.-)?[ \n]{0,2}(?:บาท|฿(?! ?\d))(?:กว่า|เศษ|โดยประมาณ)?(?:ถ้วน)?|\.-(?!\d)|,-(?!\d)|ถ้วน"
)
_BAHT_SHORT = re.compile(r" {0,2}บ\.(?![ก-๎]| ?[ก-ฮ]\.)")
_BAHT_BEFORE = re.compile(r"฿ ?$")
#: What stands before numbers that are none of money.
_OTHERS = r"(?:คน|ราย|ไร่|ประชา|ครัวเรือน|เม็ด|โดส|ผู้|สมาชิก|วิว|เข้าชม|กม\.|โทร|เลขที่|ด่วน)"
#: Words of money that an amount may stand behind, a few words between: "งบจาก พมจ. 6 หมื่น", "สมทบมาให้อีกห้าหมื่น".
_MONEY_IN_LINE = re.compile(
    r"(?:งบ|เงิน|มูลค่า|บาท|บ\.|ทุน|ราคา|สินเชื่อ|หนี้|สมทบ|บริจา[คก]|รายได้|ยอด|กำไร|เสียหาย"
    r"|ค่า(?!เฉลี่ย|น้ำหนัก|มาตรฐาน)|จ่าย|ละ ?|เหลือ|กู้|ยืม|ผ่อน|มัดจำ|โอน|เก็บ(?!ข้อมูล)|ฝาก|ยกมา)"
    rf"(?:\d[\d,]*{AFTER_A_NUMBER.pattern.replace('?P<unit>', '?:')}|(?!{_OTHERS})[^\n]){{0,45}}$"
)
_NO_THING_AFTER = re.compile(r" ?(?:[^ก-๎ ]|$)| (?:และ|โดย|เพื่อ|ให้|จาก|ซึ่ง|ใน|สำหรับ|ที่|ปี|เป็น(?=[ก-๎]{2,8}ละ))")
_MEASURE = (
    r"(?:ไร่|งาน|มคก|มม|มก|องศา|คิว|ตาราง|ตร|เมตร|กิโล|กรัม|กก|กม|ซม|ตัน|ลิตร|ลบ\.|วา"
    r"|(?:ครั้ง|ปี|เดือน|ชั่วโมง)(?!นี้|หน้า|ที่|ก่อน|ต่อ|แรก|งบ)|นาที|เม็ด|ก้อน|อัน(?!นี้|นั้น)|เส้น|เท่า|วัตต์|หน่วย|ดอลลาร์|วิว)"
)
_MEASURE_AFTER = re.compile(rf" {{0,3}}{_MEASURE}")
_NO_MEASURE_AFTER = re.compile(rf" {{1,3}}(?!{_MEASURE}| )|[^ก-๎A-Za-z% ]|$")
#: What an amount stands behind when nobody writes บาท: what is done with money, an instalment, a price for each.
_LED_BY_MONEY = re.compile(
    r"(?:งวด ?(?:แรก|สุดท้าย|สอง|สาม|ที่ ?\d)|สมทบ|บริจา[คก]|ราคา|เหลือ|กำไร|รายได้|รายรับ|รายจ่าย"
    r"|ยอด(?:ขาย|รวม|เงิน|ยกมา)?|ยกมา|ยกไป|เงินสด|ได้(?:แค่|มา)"
    r"|(?:รับ|จ่าย|ออก|ค้าง|คืน|ยืม|กู้|โอน|เก็บ|ฝาก|ถอน|ขาย|เบิก|ส่ง|หัก|ปันผล|ใช้)(?:เงิน)?(?:มา|ไป|ได้|แล้ว|รับ|จ่าย|ส่ง|ชำระ|คืน|เข้า|ออก|ให้|อีก)?(?:แล้ว)?"
    rf"|(?:เงิน|งบ|ดอกเบี้ย)(?:(?!{_OTHERS})[ก-๎]){{0,20}}"
    r"|(?:โล|ตัว|ต้น|อัน|ใบ|ตัน|ไร่|ถุง|ลัง|แผ่น|กก\.|ชม\.|ชั่วโมง|วัน|คืน|เที่ยว|มื้อ|ครั้ง|หุ้น|ชุด|กล่อง"
    r"|คิว|ขวด|ม้วน|เส้น|กระสอบ|เมตร|กิโล|แพ็ค|โหล|ผืน|เล่ม|หลัง|คน|ราย|ครัวเรือน|ครอบครัว|เดือน|ปี|ๆ) ?ละ"
    r"|(?<![ก-๎])ค่า(?!เฉลี่ย|น้ำหนัก|มาตรฐาน)[ก-๎]{2,20}) ?:? ?$"
)
#: A line of a ledger: "จ่ายซื้อเครื่องเขียน 285".
_LEDGER_LINE = re.compile(
    r"(?:^|\n)[ -]*(?:\d{1,2}[.)] ?)?(?:(?:ราย)?(?:รับ|จ่าย)|ดอกเบี้ย|ค่า|ซื้อ|เงิน|ยอด|คงเหลือ)"
    rf"(?:(?!{_OTHERS}|ถุง|ชุด|ครั้ง)[^\n\d]){{0,30}} $"
)
_SUM = re.compile(r"= ?$")
_MONEY_NEAR = re.compile(r"บาท|บ\.|งบ|ราคา|เงิน|(?<![ก-๎])ค่า|\d,\d{3}")
_RATE_BEFORE = re.compile(r"ร้อยละ[ \n]{0,3}$")
_GOLD_BEFORE = re.compile(r"ทอง(?:คำ|รูปพรรณ)?(?:หนัก)? {0,2}$")

#: One of what an amount is for.
PER = {
    "หลังคาเรือน": "house", "หลังคา": "house", "หลัง": "house", "ยูนิต": "house", "หน่วย": "house",
    "ครัวเรือน": "household", "ครอบครัว": "household", "ครัว": "household",
    "คน": "person", "ราย": "person", "ท่าน": "person", "หัว": "person",
    "เดือน": "month", "วัน": "day", "ปี": "year", "คืน": "night", "มื้อ": "meal", "ไร่": "rai",
    "ตำบล": "tambon", "อำเภอ": "amphoe", "จังหวัด": "province", "หมู่บ้าน": "village", "ชุมชน": "community",
    "กองทุน": "fund", "กลุ่ม": "group", "สภา": "council",
}  # fmt: skip
_THING = "|".join(sorted(PER, key=len, reverse=True))
#: Behind the amount a name may follow these: ต่ออำเภอเมือง.
_NAMED = "(?:(?<!ตำบล)(?<!อำเภอ)(?<!จังหวัด)(?<!บ้าน)(?<!ชุมชน)(?<!กองทุน)(?<!กลุ่ม)(?<!สภา)|(?![ก-๎]))"
_FILLER = r"(?:[ \n]|ๆ|อย่างน้อย|อย่างต่ำ|ไม่เกิน|ประมาณ|กว่า|เกือบ|จำนวน|เพียง|เป็นเงิน|ราคา|อยู่ที่|ได้|เฉลี่ย|สูงสุด|เดิม|อีก|เงิน){0,5}"
_PER_BEFORE = re.compile(
    rf"(?:(?P<each>{_THING}) ?ๆ? ?ละ|(?:ต่อ ?(?:1 ?)?|/)(?P<a>{_THING})|(?P<one>{_THING})หนึ่ง){_FILLER}$"
)
#: What stands before "ต่อปี" where it is told of an amount before: "365 บาทต่อคนต่อปี ได้ 381,425 บาท".
_OF_ANOTHER = re.compile(r"(?:บาท|บ\.)(?: ?(?:ต่อ|/) ?[ก-๎]{2,12}?)*$")
_PER_AFTER = re.compile(
    rf" ?(?:/|ต่อ) ?(?:1 ?|หนึ่ง)?(?P<a>{_THING})(?!ที่){_NAMED}|(?P<each> ?(?:{_THING})ละ)(?! {{0,2}}(?:ไม่เกิน|ประมาณ)? ?\d)"
)
_WORDS_AFTER = re.compile(r"[ \n]{0,3}\((?:= ?)?(?P<words>[ก-๎ \n]{6,150}?)\)")
_BRACKET = re.compile(r" {0,2}[(] ?(?:= ?)?")
_VAGUE = re.compile(r"กว่า|เศษ|โดยประมาณ")
_FISCAL = re.compile(
    r"ปี ?งบ ?ประมาณ[ \n]{0,2}(?:พ ?\. ?ศ ?\.?)?[ \n]{0,2}(\d{4}|\d{2})(?!\d)|งบ ?ประมาณ ?(?:ประจำ)?ปี ?(\d{4})(?!\d)"
)
_PURPOSE = re.compile(
    r"(?:งบ(?!ประมาณ)|เงิน(?!จำนวน)|ค่า(?!ย)|ราคา|สินเชื่อ|(?<!กอง)ทุน|ดอกเบี้ย|หนี้|ผ่อน|โครงการ|สมทบ|สนับสนุน|ซ่อม|สร้าง)"
)
_LEAST_PURPOSE, _MOST_PURPOSE = 4, 60
_CLAUSE = re.compile(r"[\n\d,;()]|ซึ่ง|โดย|ทำให้|กล่าว|ก่อน|[^ ] +[^ ]+ +[^ ]")
_NO_PURPOSE = re.compile(
    r"(?:[ \n]|จำนวน|เป็น|เงิน|งบประมาณ|รวม|ทั้งสิ้น|ทั้งหมด|อีก|เพียง|กว่า|ประมาณ|เกือบ|ไม่เกิน|ราคา|ละ|หลัง"
    r"|ครัวเรือน|ครอบครัว|เดือน|คน|ราย|ๆ|ต่อ)+$"
)
_LOOKED_BACK, _NEAR = 160, 40  # characters


@dataclass(frozen=True, kw_only=True)
class _Amount:
    """`words`: the same amount spelt out beside the figures, and what those words `say`."""

    figure: Figure
    start: int
    end: int
    why: str
    words: str | None = None
    say: Decimal | None = None


def find(page: Page, known: Known) -> Iterator[MoneyFact]:
    for amount in _with_words(list(_amounts(page)), page.plain):
        yield from _facts(page, amount)


def _amounts(page: Page) -> Iterator[_Amount]:
    plain = page.plain
    for figure in page.once(quantities):
        before = plain[max(0, figure.begins - _NEAR) : figure.begins]
        if not figure.value or _RATE_BEFORE.search(before) or _GOLD_BEFORE.search(before):
            continue
        if page.once(headed).get(figure.start) == BAHT:
            yield _Amount(figure=figure, start=figure.start, end=figure.end, why="column of baht")
            continue
        if _is_bare(plain, figure, before):
            yield _Amount(figure=figure, start=figure.begins, end=figure.end, why="money word and number")
            continue
        baht = _BAHT.match(plain, figure.end)
        if baht:
            yield _Amount(figure=figure, start=figure.begins, end=baht.end(), why="number and บาท")
        elif (baht := _BAHT_SHORT.match(plain, figure.end)) and not is_label(plain, figure):
            yield _Amount(figure=figure, start=figure.begins, end=baht.end(), why="number and บ.")
        elif _BAHT_BEFORE.search(before):
            yield _Amount(figure=figure, start=figure.begins, end=figure.end, why="฿ and number")
        elif _is_in_millions(plain, figure, before):
            yield _Amount(figure=figure, start=figure.begins, end=figure.end, why="money word and millions")


def _is_bare(plain: str, figure: Figure, before: str) -> bool:
    """Amounts that no word for baht follows: "หลังละหมื่น", "งวดแรก 50,000", "2 วัน x 80 บ. = 9,600", "ชม.ละ 600"."""
    if any(one.match(plain, figure.end) for one in (_BAHT, _BAHT_SHORT)):
        return False
    if figure.is_word:
        return _is_bare_in_words(plain, figure, before)
    if figure.is_multiplied or not _no_thing(plain, figure):
        return False
    if "," not in plain[figure.start : figure.end]:
        return _is_bare_without_comma(plain, figure, before)
    if _SUM.search(before):
        return _MONEY_NEAR.search(plain, max(0, figure.start - _SEEN_FOR_SUMS), figure.start) is not None
    return _LED_BY_MONEY.search(before) is not None or _MONEY_IN_LINE.search(before) is not None


def _is_bare_in_words(plain: str, figure: Figure, before: str) -> bool:
    """Thousands and more that are spelt out, behind words of money: what follows them is mostly written on to them."""
    if AFTER_A_NUMBER.match(plain, figure.end) or _MEASURE_AFTER.match(plain, figure.end):
        return False
    thing = plain[max(0, figure.start - _NEAR) : figure.start]
    if figure.begins < figure.start and plain.startswith("ละ", figure.begins) and _PER_BEFORE.search(thing):
        return True
    return figure.value >= _LEAST_IN_WORDS and _MONEY_IN_LINE.search(before) is not None


def _is_bare_without_comma(plain: str, figure: Figure, before: str) -> bool:
    """Hundreds, or thousands that are no year, where another sum or a word of money stands in the line."""
    if figure.value in _YEARS or is_label(plain, figure):
        return False
    if _LEDGER_LINE.search(before) and _REST_OF_LINE.match(plain, figure.end) and figure.value >= _LEAST_EACH:
        return _MONEY_NEAR.search(plain, max(0, figure.start - _SEEN_FOR_SUMS), figure.start) is not None
    led = _LED_BY_MONEY.search(before) or _SUM.search(before)
    if led is None:
        return False
    if figure.value < (_LEAST_EACH if led.group().endswith(("ละ", "ละ ")) else _LEAST_WITHOUT_COMMA):
        return False
    return any(_MONEY_NEAR.search(part) for part in (led.group(), before[: led.start()].rpartition("\n")[2]))


def _is_in_millions(plain: str, figure: Figure, before: str) -> bool:
    """Millions and their like, of nothing that is counted, where the words before say that they are money."""
    if not figure.is_multiplied or not _MONEY_IN_LINE.search(before):
        return False
    is_told_on = may_stand_alone(plain, figure.end) and not AFTER_A_NUMBER.match(plain, figure.end)
    return is_told_on or bool(_NO_THING_AFTER.match(plain, figure.end)) or _no_thing(plain, figure)


_LEAST_IN_WORDS, _LEAST_WITHOUT_COMMA, _LEAST_EACH = 1000, 100, 20
_YEARS = range(2400, 2651)
_SEEN_FOR_SUMS = 250


def _no_thing(plain: str, figure: Figure) -> bool:
    """Whether no word for anything counted or measured follows a number."""
    return not AFTER_A_NUMBER.match(plain, figure.end) and bool(_NO_MEASURE_AFTER.match(plain, figure.end))


_REST_OF_LINE = re.compile(r"[ .;,!\"]*(?:\n|$)")


def _with_words(found: list[_Amount], plain: str) -> Iterator[_Amount]:
    """Figures and the same amount spelt out, on either side, are one amount."""
    done = 0
    for amount, following in zip_longest(found, found[1:]):
        if amount.start < done:
            continue
        after = None if amount.figure.is_word else _WORDS_AFTER.match(plain, amount.end)
        said = _spelt(after["words"]) if after else None
        if after and said is not None:
            done = after.end()
            yield replace(amount, end=done, words=after["words"].strip(), say=said)
        elif amount.figure.is_word and following and _BRACKET.fullmatch(plain, amount.end, following.start):
            done = following.end
            words = plain[amount.figure.start : amount.end]
            yield replace(following, start=amount.start, words=words, say=amount.figure.value)
        else:
            yield amount


def _spelt(words: str) -> Decimal | None:
    if "บาท" not in words and "สตางค์" not in words:
        return None
    try:
        return read_baht_text(words)
    except AmountUnreadable:
        return None


def _facts(page: Page, amount: _Amount) -> Iterator[MoneyFact]:
    plain, figure = page.plain, amount.figure
    before = plain[max(0, amount.start - _LOOKED_BACK) : amount.start]
    thing = plain[max(0, figure.start - _LOOKED_BACK) : figure.start] if figure.is_word else before
    vague = _VAGUE.search(plain, figure.end, amount.end) is not None
    span = page.span(amount.start, amount.end)
    notes = ["ceiling"] * figure.is_ceiling + ["range"] * figure.has_low
    for baht in figure.values:
        yield MoneyFact(
            baht=baht,
            approx=figure.is_approx or vague,
            words=amount.words,
            words_agree=None if amount.say is None else amount.say == baht,
            purpose=_purpose(before),
            fiscal_year_be=_fiscal_year(before),
            per=_per(plain, amount, thing),
            quote=page.quote(span),
            span=span,
            why=amount.why,
            doubt="spoken" * figure.is_spoken,
            note=", ".join(notes),
        )


def _per(plain: str, amount: _Amount, before: str) -> str | None:
    said = _PER_BEFORE.search(before)
    if said and not _OF_ANOTHER.search(before[: said.start()]):
        return PER[said["each"] or said["a"] or said["one"]]
    said = _PER_AFTER.match(plain, amount.end)
    if said:
        return PER[said["a"] or said["each"].strip().removesuffix("ละ")]
    return None


def _purpose(before: str) -> str | None:
    """What the money is for, where the words right before the amount say so: one clause, or two."""
    told = _NO_PURPOSE.sub("", before)
    for word in _PURPOSE.finditer(told):
        said = told[word.start() :].strip()
        if _LEAST_PURPOSE <= len(said) <= _MOST_PURPOSE and not _CLAUSE.search(said):
            return said
    return None


def _fiscal_year(before: str) -> int | None:
    """The last fiscal year told before the amount, in the same line."""
    told = _FISCAL.findall(before)
    return be_of("".join(told[-1])) if told else None
