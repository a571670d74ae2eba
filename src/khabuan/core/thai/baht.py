"""Amounts of baht in words (บาทในถ้อยคำ), both ways, exact to the satang.

Amounts are Decimal baht.  Nothing is rounded: an amount finer than a satang is refused.
"""

import re
from decimal import Decimal

from khabuan.core.thai.text import tidy, to_arabic_digits

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_LARGEST = Decimal(10) ** 18  # a million million million; no book of this country is larger
_LONGEST_TEXT = 400


class AmountUnreadable(Exception):
    """The text is no amount.  `code` says why, `values` what to put into the sentence.

    Codes: empty, not_an_amount (text), order (word), too_large.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def _below_a_million(number: int, *, follows: bool) -> str:
    """Words for 0..999,999.  `follows`: something larger was said before, so a last 1 is เอ็ด."""
    words = ""
    for place in range(5, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            continue
        if place == 1:
            words += {1: "", 2: "ยี่"}.get(digit, _DIGITS[digit]) + "สิบ"
        elif place == 0 and digit == 1 and (words or follows):
            words += "เอ็ด"
        else:
            words += _DIGITS[digit] + _PLACES[place]
    return words


def number_words(number: int) -> str:
    """A whole number in words: 21 is ยี่สิบเอ็ด, a million million is หนึ่งล้านล้าน."""
    if number < 0:
        return "ลบ" + number_words(-number)
    if number == 0:
        return "ศูนย์"
    millions, rest = divmod(number, 10**6)
    words = number_words(millions) + "ล้าน" if millions else ""
    return words + _below_a_million(rest, follows=bool(millions))


def baht_text(amount: Decimal) -> str:
    """6,749,210 is หกล้านเจ็ดแสนสี่หมื่นเก้าพันสองร้อยสิบบาทถ้วน; 0.25 is ยี่สิบห้าสตางค์.

    Raises ValueError for an amount finer than a satang, not finite, or of 10**18 baht and more.
    """
    if not amount.is_finite() or abs(amount) >= _LARGEST:
        raise ValueError(f"not an amount that can be put into words: {amount}")
    whole, satang = divmod(int(abs(amount) * 100), 100)
    if Decimal(whole * 100 + satang) != abs(amount) * 100:
        raise ValueError(f"finer than a satang: {amount}")
    sign = "ลบ" if amount < 0 else ""
    if not satang:
        return f"{sign}{number_words(whole)}บาทถ้วน"
    baht = f"{number_words(whole)}บาท" if whole else ""
    return f"{sign}{baht}{number_words(satang)}สตางค์"


# --- reading ------------------------------------------------------------------------------

_NUMERALS = {word: value for value, word in enumerate(_DIGITS) if word} | {"ศูนย์": 0, "เอ็ด": 1, "ยี่": 2}
_PLACE_VALUES = {word: 10**place for place, word in enumerate(_PLACES) if word}
_WORD = re.compile("|".join(sorted([*_NUMERALS, *_PLACE_VALUES, "ล้าน"], key=len, reverse=True)))


def _short(text: str | None) -> str:
    """The text tidied; one that is too long is refused whole, since a cut amount is a wrong amount."""
    if text and len(text) > _LONGEST_TEXT:
        raise AmountUnreadable("not_an_amount", text=text[:20])
    return tidy(text)


def read_number_words(text: str) -> int:
    """The number that words say: "สองล้านเจ็ดแสน" is 2,700,000.

    Raises AmountUnreadable; never guesses from a part of a text.
    """
    words = "".join(_short(text).split())
    if not words:
        raise AmountUnreadable("empty")
    total, group, digit, ceiling, at = 0, 0, None, 10**6, 0
    while at < len(words):
        found = _WORD.match(words, at)
        if found is None:
            raise AmountUnreadable("not_an_amount", text=words[at : at + 20])
        word, at = found[0], found.end()
        if word in _NUMERALS:
            if digit is not None:
                raise AmountUnreadable("order", word=word)
            digit = _NUMERALS[word]
        elif word == "ล้าน":
            group += digit if digit is not None else 0
            if not total + group and at > len(word):
                raise AmountUnreadable("order", word=word)
            total, group, digit, ceiling = (total + group or 1) * 10**6, 0, None, 10**6
        else:
            place = _PLACE_VALUES[word]
            if place >= ceiling or digit == 0:
                raise AmountUnreadable("order", word=word)
            group, digit, ceiling = group + (1 if digit is None else digit) * place, None, place
        if total >= _LARGEST:
            raise AmountUnreadable("too_large")
    return total + group + (digit or 0)


_PREAMBLE = re.compile(r"^(?:เป็น)?(?:จำนวน)?(?:เงิน)?\s*")
_BRACKETS = "()[]{}（）=\"' ."


def read_baht_text(text: str | None) -> Decimal:
    """The amount that words state, with or without ถ้วน, บาท, spaces and brackets.

    "ร้อยบาท" is read as หนึ่งร้อยบาท.  Raises AmountUnreadable.
    """
    words = "".join(_short(text).split()).strip(_BRACKETS)
    words = _PREAMBLE.sub("", words)
    negative = words.startswith("ลบ")
    words = words.removeprefix("ลบ").removesuffix("ถ้วน")
    baht, has_baht, rest = words.partition("บาท")
    if not has_baht and words.endswith("สตางค์"):
        baht, rest = "", words
    if rest and not rest.endswith("สตางค์"):
        raise AmountUnreadable("not_an_amount", text=rest[:20])
    if not baht and not rest:
        raise AmountUnreadable("empty")
    satang = read_number_words(rest.removesuffix("สตางค์")) if rest else 0
    if satang > 99:
        raise AmountUnreadable("order", word="สตางค์")
    amount = Decimal(read_number_words(baht) if baht else 0) + Decimal(satang) / 100
    return -amount if negative else amount


_NUMERAL = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_MULTIPLIERS = {"": 1, "ล้านล้าน": 10**12}
_MULTIPLIERS |= {word + "ล้าน": value * 10**6 for word, value in {"": 1, **_PLACE_VALUES}.items()}
_MULTIPLIERS |= _PLACE_VALUES


def read_baht(text: str | None) -> Decimal:
    """An amount in figures or words: "๑๑๘,๒๐๐", "6,413,520.45 บาท", "727 ล้าน", "1 แสน", "ห้าสิบบาท".

    An amount that says itself to be vague ("กว่า", "เศษ") is refused like any other text.
    """
    plain = to_arabic_digits(_short(text)).strip(_BRACKETS)
    plain = _PREAMBLE.sub("", plain)
    found = _NUMERAL.match(plain)
    if found is None:
        return read_baht_text(plain)
    unit = "".join(plain[found.end() :].split()).removesuffix(".-").removesuffix("-")
    unit = unit.removesuffix("ถ้วน").removesuffix("บาท")
    if unit not in _MULTIPLIERS:
        raise AmountUnreadable("not_an_amount", text=plain[found.end() :].strip()[:20])
    amount = Decimal(f"{found[1]}{found[2].replace(',', '')}.{found[3] or '0'}") * _MULTIPLIERS[unit]
    if abs(amount) >= _LARGEST:
        raise AmountUnreadable("too_large")
    return amount
