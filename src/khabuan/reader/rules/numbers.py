"""Numbers as they stand in a text: figures, words, ร้อย to ล้าน behind them, how exact they say they are, ranges.

Says nothing about what is counted. Left out are numbers that are part of a code, an address of the net, a telephone
number, a house number with its stroke, or a measure like 4X7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from khabuan.core.thai import ERA, AmountUnreadable, read_number_words
from khabuan.reader.rules.page import Page


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number at `start`..`end` of the plain text; `begins` is where its "กว่า" or "ไม่เกิน" stands.

    `is_spoken`: its last figure is one of the next lower kind, as people say it: "สองพันห้า" is 2,500.
    `low`: the lower end of a range whose upper end is `value`; `has_low` without it: the text leaves that to be
    understood ("2-3 ล้าน"). `is_word`: spelt out.
    """

    begins: int
    start: int
    end: int
    value: Decimal
    low: Decimal | None = None
    has_low: bool = False
    is_approx: bool = False
    is_ceiling: bool = False
    is_word: bool = False
    is_multiplied: bool = False
    is_spoken: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every number that it says, the lower first."""
        return (self.value,) if self.low is None else (self.low, self.value)


_FIRST_OF_TWO_DIGITS = 40  # 2540; smaller numbers are rarely years
_TIMES = {"ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_TIMES_WORD = r"(?:ร้อย(?!ละ|เอก|โท|ตรี|ตำรวจ|เอ็ด|กรอง|เรียง)|พัน(?!ธ|ธุ์|เอก|โท|ตรี|ตำรวจ|จ่า)|หมื่น|แสน(?!สุข|ดี|สิริ)|ล้าน(?!นา|ช้าง))"
_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_FIGURE = re.compile(rf"(?<![A-Za-z\d:/#_+@])(?<![A-Za-z_]=)(?<!\d[.,]){_NUMERAL}(?![\dA-Za-z/_@=]|[.:,]\d)")
_IS_A_REST = re.compile(r"0\d")  # of a number with a blank in it, or of a telephone number
_JOIN = re.compile(r" ?(?:-|~|ถึง) ?")
_MULTIPLIED = re.compile(rf"(?P<over> ?กว่า)? {{0,2}}(?P<times>{_TIMES_WORD}(?: ?{_TIMES_WORD}){{0,2}})")
_VAGUE_AFTER = re.compile(r" ?(?:กว่า(?!จะ)|เศษ|โดยประมาณ)")
_APPROX_BEFORE = re.compile(
    r"(?:ไม่น้อย ?กว่า|ไม่ต่ำ ?กว่า|มาก ?กว่า|น้อย ?กว่า|สูง ?กว่า|อย่างน้อย|(?<!งบ)(?<!งบ )ประมาณ(?:การ)?|โดยประมาณ|กว่า|เกือบ(?:จะ)?|ใกล้เคียง"
    r"|(?<!เรื่อง)(?<!ค)ราว(?: ?ๆ)?|ไม่ถึง|(?<!ไม่)เกิน|เฉียด) {0,3}$"
)
_CEILING_BEFORE = re.compile(r"(?:ไม่เกิน(?:กว่า)?|สูงสุด|มากที่สุด|เพดาน) {0,3}$")
_SEEN_BEFORE = 18  # characters that the words before a number take at most
_LONGEST_TOKEN, _LONGEST_NUMERAL = 200, 18
_DIGIT_WORD = r"(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
_ANY_WORD = rf"(?:{_DIGIT_WORD}|ศูนย์|เอ็ด|ยี่|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)"
_WORDS = re.compile(rf"{_ANY_WORD}(?: ?{_ANY_WORD})*")
_BEGINS_WORDS = re.compile(rf"{_DIGIT_WORD}|ยี่สิบ|สิบ")
#: Before these words a hundred or more needs no one: กว่าร้อยห้าสิบคน, ครอบครัวละหมื่น.
_NO_ONE_NEEDED = re.compile(r"(?:กว่า|เกือบ|ราว|ประมาณ|ไม่ถึง|ละ)$")
#: Nor if more follows: "ก็หมื่นสองพัน".
_ONE_LEFT_OUT = re.compile(rf"{_TIMES_WORD} ?(?:{_DIGIT_WORD}|นึง|ยี่สิบ|สิบ(?!ตรี|โท|เอก|เวร)|กว่า)")
_SPOKEN = re.compile(rf"(?P<times>พัน|หมื่น|แสน|ล้าน)(?P<digit>{_DIGIT_WORD})(?!สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน| ?บาท)")
_TIMES_FIRST = re.compile(_TIMES_WORD)
_A_NUMBER_BEFORE = re.compile(rf"(?:\d|{_ANY_WORD}) ?$")
_NEVER_BEFORE_WORDS = re.compile(r"(?:หลาย|นับ|กี่|(?<!พื้น)ที่|ทั้ง|อันดับ|เบอร์|ชั้น|หมู่) ?$")


def be_of(digits: str) -> int | None:
    """A year as written in the B.E.: "2566", "66", "2023" is 2566; None for what is no year of these times."""
    number = int(digits)
    if len(digits) == 2:
        return 2500 + number if number >= _FIRST_OF_TWO_DIGITS else None
    if 2400 <= number <= 2650:
        return number
    return number + ERA if 1900 <= number <= 2110 else None


def figures(page: Page) -> tuple[Figure, ...]:
    """All numbers of a page in its order."""
    found = [*_joined(list(_digits(page.plain)), page.plain), *_words(page.plain)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def _digits(plain: str) -> Iterator[Figure]:
    for numeral in _FIGURE.finditer(plain):
        start, end = numeral.span()
        if _is_code(plain, start, end):
            continue
        if end - start > _LONGEST_NUMERAL or _IS_A_REST.match(numeral.group()):
            continue
        value = Decimal(numeral.group().replace(",", ""))
        yield _with_words_around(plain, Figure(begins=start, start=start, end=end, value=value))


def _is_code(plain: str, start: int, end: int) -> bool:
    """Whether a number is part of an address of the net, a hashtag, a telephone number or a name like COVID-19."""
    begins = max(0, start - _LONGEST_TOKEN)
    token = plain[
        max(begins, plain.rfind(" ", begins, start) + 1, plain.rfind("\n", begins, start) + 1) : start
    ]
    if "#" in token or "//" in token or "www." in token:
        return True
    if plain[start - 1 : start] == "-" and not plain[max(0, start - 2) : start - 1].isdigit():
        return not plain[max(0, start - 2) : start - 1].isspace()
    return bool(re.match(r"-\d+-|-\d{7}", plain[end : end + 9])) or bool(
        re.search(r"\d-\d+-$|(?<![\d,.])0\d{0,2}-$", plain[max(0, start - 12) : start])
    )


def _with_words_around(plain: str, figure: Figure) -> Figure:
    """The number with ล้าน and its like applied, and with what says how exact it is."""
    end, value, approx = figure.end, figure.value, False
    times = _MULTIPLIED.match(plain, end)
    if times:
        end, approx = times.end(), times["over"] is not None
        for word in re.findall(_TIMES_WORD, times["times"]):
            value *= _TIMES[word]
    vague = _VAGUE_AFTER.match(plain, end)
    if vague:
        end, approx = vague.end(), True
    before = plain[max(0, figure.start - _SEEN_BEFORE) : figure.start]
    ceiling = _CEILING_BEFORE.search(before)
    about = None if ceiling else _APPROX_BEFORE.search(before)
    said = ceiling or about
    return replace(
        figure,
        begins=figure.start - (len(before) - said.start()) if said else figure.start,
        end=end,
        value=value,
        is_approx=approx or about is not None,
        is_ceiling=ceiling is not None,
        is_multiplied=times is not None,
    )


def _joined(found: list[Figure], plain: str) -> Iterator[Figure]:
    """Two numbers with a dash between them are one range; two amounts in a row ("2 ล้าน 5 แสน") are left alone,
    since neither is what the text says."""
    at = 0
    while at < len(found):
        one, two = found[at], found[at + 1] if at + 1 < len(found) else None
        at += 1
        if two and one.is_multiplied and two.is_multiplied and not plain[one.end : two.start].strip(" "):
            at += 1
            continue
        if two is None or not _JOIN.fullmatch(plain, one.end, two.start):
            yield one
            continue
        at += 1
        understood = two.is_multiplied and not one.is_multiplied
        if understood or one.value < two.value:
            yield replace(
                two,
                begins=one.begins,
                start=one.start,
                low=None if understood else one.value,
                has_low=True,
                is_approx=one.is_approx or two.is_approx or understood,
                is_ceiling=one.is_ceiling,
            )


def _words(plain: str) -> Iterator[Figure]:
    """Numbers spelt out. Whether a word for what is counted follows is for others to ask."""
    for words in _WORDS.finditer(plain):
        start, end = words.span()
        before = plain[max(0, start - 7) : start]
        led = _NO_ONE_NEEDED.search(before) if _TIMES_FIRST.match(plain, start) else None
        if led and _A_NUMBER_BEFORE.search(plain, max(0, start - 24), start - len(before) + led.start()):
            led = None  # "1,000 กว่าล้าน"
        is_short = not led and _ONE_LEFT_OUT.match(plain, start) and not _A_NUMBER_BEFORE.search(before)
        if not (led or is_short or _BEGINS_WORDS.match(words.group())) or _NEVER_BEFORE_WORDS.search(before):
            continue
        if plain[start - 1 : start].isdigit() or len(words.group()) > 120:
            continue
        try:
            value = Decimal(read_number_words("หนึ่ง" * bool(led or is_short) + words.group()))
        except AmountUnreadable:
            continue
        spoken = _SPOKEN.search(words.group() + plain[end : end + len(" บาท")])
        if spoken:
            ones = Decimal(read_number_words(spoken["digit"]))
            value += ones * (_TIMES[spoken["times"]] // 10 - 1)
        said = Figure(
            begins=start, start=start, end=end, value=value, is_word=True, is_spoken=spoken is not None
        )
        figure = _with_words_around(plain, said)
        if led and figure.begins == start:
            figure = replace(figure, begins=start - len(before) + led.start())
        if not figure.is_multiplied:  # "ห้ากว่าล้าน"
            yield figure
