"""Thai text: cleaning, digits, and the three keys that texts are sorted and found by.

Every function takes any string, however hostile, in time linear in its length and never
raises; None counts as empty.  Nothing here knows about Django, places or people.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# Old Thai fonts, and text copied out of PDFs, carry marks at private code points
# (the same mark drawn lower or further left).  Each stands for an ordinary letter.
FONT_GLYPHS = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู",
        strict=True,
    )
)

# Format, control and surrogate characters.  A line break becomes a space first, so what is
# dropped here is never seen: zero-width space and joiners, right-to-left marks, BOM, soft hyphen, NUL.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"
)
_TONES = "่้๊๋"
_VOWEL_MARKS = "ัิีึืฺุู"
_MARKS = re.compile(f"[{_VOWEL_MARKS}{_TONES}็์ํ๎]{{2,}}")
#: What `tidy` may have to repair; a text without any of it is as it should be.
_SLIP = re.compile(r"[^ -~ก-๙]|เเ|ํ|ำ[ำ่-๋]|[่-๎][ัิ-ฺ็-๎]|[ัิ-ฺ็][ัิ-ฺ็]|  |\A | \Z")
_SARA_AM_IN_TWO = re.compile(f"ํ([{_TONES}]*)า")
_SARA_AM = re.compile(f"ำ[ำ{_TONES}]+")


def _marks_in_order(found: re.Match[str]) -> str:
    """The marks over and under one letter: each once, vowels before tones."""
    marks = dict.fromkeys(found[0])
    return "".join(sorted(marks, key=lambda mark: mark not in _VOWEL_MARKS))


def to_thai_digits(text: str) -> str:
    """Arabic digits to Thai: "2566" to "๒๕๖๖"."""
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """Thai digits to Arabic: "๒๕๖๖" to "2566"."""
    return text.translate(_TO_ARABIC)


def cell_text(cell: str | int | float | None) -> str:
    """A spreadsheet's cell as the text it shows: 812345678.0 is "812345678"; None is empty."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) >= 10**18:
        return "?"  # no number of a person, and Python refuses to write out very long ones
    return "" if cell is None else str(cell)


def tidy(text: str | None, *, keep_lines: bool = False) -> str:
    """The same text as a careful typist would have typed it, NFC, on one line.

    Repairs what keyboards, spreadsheets and PDFs do to Thai: doubled เ for แ, ํ+า for ำ, a tone
    mark on the wrong side of a vowel, a mark struck twice, font-private glyphs, invisible characters.
    `keep_lines` keeps line breaks (as "\\n"), for fields of several lines.
    """
    if not text:
        return ""
    if not _SLIP.search(text):
        return text
    if keep_lines:
        return "\n".join(tidy(line) for line in text.splitlines()).strip("\n")
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(FONT_GLYPHS))
    text = _MARKS.sub(_marks_in_order, text)
    text = _SARA_AM.sub(lambda found: found[0].replace("ำ", "") + "ำ", _SARA_AM_IN_TWO.sub(r"\1ำ", text))
    text = _MARKS.sub(_marks_in_order, text).replace("เเ", "แ")
    return " ".join(unicodedata.normalize("NFC", text).split())


_KEY_LENGTH = 250  # characters a name is sorted and sounded by: what an index of a database can hold


def _head(text: str | None) -> str:
    return tidy((text or "")[: 8 * _KEY_LENGTH])[:_KEY_LENGTH]


# --- order --------------------------------------------------------------------------------

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_SECONDARY = {mark: str(rank) for rank, mark in enumerate("็่้๊๋์ํ๎", start=1)}
_SECONDARY_MARKS = re.compile("[็่้๊๋์ํ๎]")


def _vowel_after_consonant(text: str) -> str:
    return _LEADING_VOWEL.sub(r"\2\1", text)


def sort_key(text: str | None) -> str:
    """A string whose plain code-point order (the C collation) is Thai dictionary order.

    The letters come first, each leading vowel after the consonant it is read with.  Where the letters
    are the same, tone marks, ็ and ์ decide: they follow a tab, which sorts before every character
    that `tidy` leaves, one "0" for each letter and one higher digit for each mark.  250 characters count.
    """
    letters, marks = _letters_and_marks(_head(text))
    marks = marks.rstrip("0")
    return f"{letters}\t{marks}" if marks else letters


def _letters_and_marks(plain: str) -> tuple[str, str]:
    """What decides first, and a digit for each character of what decides then."""
    spelled = _vowel_after_consonant(to_arabic_digits(plain).casefold())
    letters = _SECONDARY_MARKS.sub("", spelled)
    if len(letters) == len(spelled):
        return letters, "0" * len(letters)
    return letters, "".join(_SECONDARY.get(character, "0") for character in spelled)


# --- finding ------------------------------------------------------------------------------

_TONELESS = str.maketrans("ๅ", "า", "็่้๊๋์๎ฺๆฯ")
_NOT_SEARCHED = re.compile(r"[^\wัิีึืุู]+|_+")


def search_key(text: str | None) -> str:
    """What is left of a text when everything people type differently is taken away.

    No tone marks, ็, ์, ๆ, ฯ, spaces, punctuation or accents; lower case; Arabic digits; ำ and แ
    as one letter each.  "น้ำพุ ๒" and "นํ้าพุ2" have the same key.
    """
    return _found_by(tidy(text))


def _found_by(plain: str) -> str:
    plain = unicodedata.normalize("NFKD", to_arabic_digits(plain)).casefold()
    plain = plain.translate(_TONELESS).replace("ํา", "ำ")
    return unicodedata.normalize("NFC", _NOT_SEARCHED.sub("", plain))


# --- sound --------------------------------------------------------------------------------

_ONE_SOUND = {  # written differently, said alike at the start of a syllable
    "ค": "ขฃฅฆ", "ช": "ฉฌ", "ส": "ศษซ", "ด": "ฎ", "ต": "ฏ", "ท": "ฐฑฒถธ", "น": "ณ",
    "พ": "ผภ", "ฟ": "ฝ", "ย": "ญ", "ล": "รฬ", "ห": "ฮ", "า": "ๅ", "ิ": "ี", "ึ": "ื", "ุ": "ู",
}  # fmt: skip
_SOUND = str.maketrans({letter: sound for sound, letters in _ONE_SOUND.items() for letter in letters})
_ONE_ENDING = {"ก": "กค", "ด": "ดจชตทส", "บ": "บปพฟ", "น": "นล"}  # ... and at its end
_ENDING = {letter: sound for sound, letters in _ONE_ENDING.items() for letter in letters}

_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_RU_AS_RI = re.compile("(?<=[กตทปศส])ฤ|ฤ(?=ท)")
_RO_HAN = re.compile("รร(?=[ก-ฮ])")
_SILENT_R = re.compile("(?<![ก-๎])([ซสศจ])ร(?!ร)|(?<![ก-๎])ทร")
_HO_NAM = re.compile("ห(?=[งญนมยรลวฬณ])")
_AFTER_A_VOWEL = re.compile("(?<=[ัาิีึืุู])([ก-ฮ])[ก-ฮ]+(?![ก-๎])")
_AFTER_A_LEADING_VOWEL = re.compile("(?<=[เแโ])([ก-ฮ])ร(?![ก-๎])")
_TWICE = re.compile(r"([ก-ฮ])\1+")
_FINAL = re.compile("(?<=[ก-๎])([กคดจชตทสบปพฟนล])(?![ะ-ฺเ-ๅ])")
_CLOSING_YO = re.compile("(?<=[ก-๎])ญ(?![ะ-ฺเ-ๅ])")
_NO_SOUND = str.maketrans("", "", "็่้๊๋์ํ๎ๆฯะ")


def sound_key(text: str | None) -> str:
    """The same string for Thai names that sound alike; for *proposing* duplicates, never for deciding.

    The scheme, in its order.  (1) A letter under ์ is silent: ศักดิ์, จันทร์.  (2) ฤ is said ริ after
    ก ต ท ป ศ ส and before ท, else รึ; รร is ั, or ัน at an end; ำ is ัม; ใ ไ ไ-ย ั-ย are one vowel.
    (3) A word that begins with ทร is said ซ, with สร ศร จร ซร without its ร; a ห that only lends its
    tone goes.  (4) Of the consonants that close a word only the first is said: จักร, บุตร, ลักษณ์.
    (5) Consonants of one sound become one letter (ณ/น, ศ/ษ/ส, ร/ล), short and long vowels too, doubled
    consonants are single, and a closing consonant becomes the one of its class (กก กด กบ กน).
    Tone marks and ะ do not count.  Latin letters stay, in lower case.  250 characters count.
    """
    return _sounds(_head(text))


def _sounds(plain: str) -> str:
    word = _SILENT.sub("|", to_arabic_digits(plain).casefold())
    word = _RU_AS_RI.sub("ริ", word.translate(_NO_SOUND)).replace("ฤ", "รึ")
    word = _RO_HAN.sub("ั", word).replace("รร", "ัน").replace("ำ", "ัม").replace("ใ", "ไ")
    word = _SILENT_R.sub(lambda found: found[1] or "ส", word)
    word = _vowel_after_consonant(_HO_NAM.sub("", word)).replace("ัย", "ไ").replace("ไย", "ไ")
    word = _AFTER_A_VOWEL.sub(r"\1", word)
    word = _AFTER_A_LEADING_VOWEL.sub(r"\1", word).replace("|", "")
    word = _CLOSING_YO.sub("น", word)
    word = _TWICE.sub(r"\1", word.translate(_SOUND))
    return _NOT_SEARCHED.sub("", _FINAL.sub(lambda found: _ENDING.get(found[1], found[1]), word))


# --- names in two parts -------------------------------------------------------------------

_BEGINS_A_WORD = re.compile("[ก-ฮเ-ไa-zA-Z]")


class NameKeys(NamedTuple):
    """The three keys of a whole name."""

    sort: str
    search: str
    sound: str


def name_keys(given: str, surname: str) -> NameKeys:
    """The keys of "given surname", put together from those of its parts: lists have each part many times."""
    first, last = name_part(given), name_part(surname)
    if not first.letters or not _BEGINS_A_WORD.match(surname) or len(given) + len(surname) >= _KEY_LENGTH:
        whole = f"{given} {surname}".strip()
        return NameKeys(sort_key(whole), search_key(whole), sound_key(whole))
    marks = f"{first.marks}0{last.marks}".rstrip("0")
    letters = f"{first.letters} {last.letters}"
    return NameKeys(
        f"{letters}\t{marks}" if marks else letters, first.search + last.search, first.sound + last.sound
    )


class NamePart(NamedTuple):
    """What the keys of a whole name are made of, for a given name or a surname."""

    letters: str
    marks: str
    search: str
    sound: str


@lru_cache(maxsize=65_536)
def name_part(text: str) -> NamePart:
    """The keys of a given name or a surname, worked out once for all who bear it."""
    plain = tidy(text)
    head = plain[:_KEY_LENGTH]
    return NamePart(*_letters_and_marks(head), _found_by(plain), _sounds(head))


# --- slips --------------------------------------------------------------------------------


def edits(one: str, other: str, limit: int) -> int:
    """Single-letter edits and swaps of neighbours from one text to the other; `limit` + 1 when there are
    more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


LONG_NAME = 8  # letters from which two slips are forgiven
LEAST_SLIPPED = 4  # letters; a shorter name with a slip could be anything


def slips_between(one: str, other: str) -> int | None:
    """How many slips of typing make one key of the other, one or two in a long one; None when that is too many."""
    allowed = 2 if len(one) >= LONG_NAME else 1
    if len(one) < LEAST_SLIPPED or abs(len(one) - len(other)) > allowed:
        return None
    slips = edits(one, other, allowed)
    return slips if slips <= allowed else None
