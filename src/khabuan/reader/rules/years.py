"""Years that stand alone: ปี 2566, ปีงบประมาณ พ.ศ. ๒๕๖๖, ปี 66, both ends of a plan's span, years of the Common Era."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabuan.reader.rules.dates import dates_in, months_in
from khabuan.reader.rules.facts import YearFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.numbers import be_of
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.stretches import Stretches
from khabuan.reader.rules.units import COUNTS_ONLY

_ERA_WORD = r"(?:พ ?\. ?ศ ?\.?|พศ\.?|ค ?\. ?ศ ?\.?|คศ\.?)"
_YEAR_WORD = r"(?:ปี ?งบ(?: ?ประมาณ|ฯ)?|งบ(?: ?ประมาณ|ฯ)? ?(?:ประจำ ?)?ปี|ปี ?การศึกษา|ปี ?บัญชี|ปี ?พุทธศักราช|พุทธศักราช|คริสต์ศักราช|ปี)"
_YEAR_IN_BRACKETS = rf"ปี(?:ก่อน|หน้า|ที่แล้ว|ที่ผ่านมา|นี้|ต่อไป) ?\( ?{_ERA_WORD}?"
_JOIN = r"(?: ?(?:-|ถึง|จนถึง|และ|,|/) ?(?:ปี ?)?(?:พ\.ศ\. ?)?| (?=2[45]\d\d(?!\d|,\d)))"
_LED = re.compile(
    rf"(?P<lead>{_YEAR_WORD}[ \n]{{0,2}}{_ERA_WORD}?|{_ERA_WORD}|{_YEAR_IN_BRACKETS})[ \n]{{0,3}}(?:: ?|')?"
    rf"(?P<years>\d{{4}}(?:{_JOIN}(?:\d{{4}}|\d{{2}})(?!\d|[,.]\d))*|\d{{2}}(?:-\d{{2}})?)(?!\d|[.:/,]\d| ?%)"
)
_SPAN = re.compile(r"(?<![\d/.,-])(2[456]\d\d) ?- ?(2[456]\d\d)(?![\d/,-])")
_YEARS_LONG = re.compile(r"(?<!\d)\d{1,2} ?$")
_TELEPHONE = re.compile(r"(?:โทร\w*\.?|เบอร์|สาย) ?:? ?$")

#: B.E., whether a fiscal year, start and end in the plain text, the rule.
Year = tuple[int, bool, int, int, str]


def find(page: Page, known: Known) -> Iterator[YearFact]:
    for be, is_fiscal, start, end, why in page.once(years_in):
        span = page.span(start, end)
        yield YearFact(be=be, fiscal=is_fiscal, quote=page.quote(span), span=span, why=why)


def years_in(page: Page) -> tuple[Year, ...]:
    """Every year that stands alone, in the order of the text."""
    taken = Stretches([*((said.start, said.end) for said in page.once(dates_in)), *page.once(months_in)])
    led = list(_led(page.plain, taken))
    after_words = Stretches((start, end) for _, _, start, end, _ in led)
    return tuple(sorted([*led, *_spans(page.plain, taken, after_words)], key=lambda year: year[2]))


def _led(plain: str, taken: Stretches) -> Iterator[Year]:
    """Years behind a word for it."""
    done = 0
    for found in _LED.finditer(plain):
        if taken.meet(*found.span("years")):
            continue
        begins, is_fiscal = found.start("years"), "งบ" in found["lead"]
        for digits in re.finditer(r"\d+", found["years"]):
            start = begins + digits.start() if digits.start() else found.start()
            end = begins + digits.end()
            be = be_of(digits.group())
            in_brackets = "(" in found["lead"]
            goes_on = done > 0 and plain[done:start].strip(" ,") == ""  # ปี65 ปี66
            if be is not None and (
                in_brackets or not _counts(plain, digits.group(), start, end, goes_on=goes_on)
            ):
                done = end
                yield be, is_fiscal, start, end, "year after its word"


def _counts(plain: str, digits: str, start: int, end: int, *, goes_on: bool) -> bool:
    """Two digits that count something ("ระยะเวลา 5 ปี 60 ครัวเรือน"), or behind a number of years, are no year."""
    if len(digits) == 4:
        return plain[start - 1 : start] == " " and goes_on and COUNTS_ONLY.match(plain, end) is not None
    return COUNTS_ONLY.match(plain, end) is not None or (
        not goes_on and _YEARS_LONG.search(plain[max(0, start - 4) : start]) is not None
    )


def _spans(plain: str, taken: Stretches, after_words: Stretches) -> Iterator[Year]:
    """Two years with a dash between them, without any word: "แผนแม่บท 2560-2579"."""
    for found in _SPAN.finditer(plain):
        start, end = found.span()
        if taken.meet(start, end) or after_words.meet(start, end) or int(found[1]) >= int(found[2]):
            continue
        if not _TELEPHONE.search(plain[max(0, start - 12) : start]):
            yield int(found[1]), False, *found.span(1), "span of years"
            yield int(found[2]), False, *found.span(2), "span of years"
