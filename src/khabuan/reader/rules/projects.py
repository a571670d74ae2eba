"""What a text says of a project by its own words: which sum was asked and which granted, its days, name, code and state.
Pure.

Sums and days are accepted drafts whose line says what they are. A name, a code and a state are no drafts: they are taken
from the words alone, shown with them, and only where the text tells of one project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest

from khabuan.core.thai import accusations_in
from khabuan.grants.rules import ProjectState
from khabuan.reader.rules.accepted import Accepted, Fields, Given, Worded, alone
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.page import Page

# ---------- sums ----------

ASKED, APPROVED = "asked", "approved"
_BUDGET = r"(?:งบ(?:ประมาณ)?|เงิน|ทุน|วงเงิน)"
_GRANT = r"(?:อนุมัติ|สนับสนุน|จัดสรร)"
#: The first that fits at a place holds: what is hoped for, refused or paid out is neither asked nor granted.
_TOLD = re.compile(
    rf"(?P<asked>(?:เสนอ|ยื่น)ขอ(?!บ)|(?:(?<![ก-๎])|เรา)ขอไป(?![ก-๎])|ขอ(?:รับ)?(?:การ)?(?:{_GRANT}|{_BUDGET}(?!าน))|{_BUDGET}ที่(?:เสนอ)?ขอ(?![งบ])|เสนองบ)"
    rf"|(?P<open>(?:ไม่|มิ|รอ|หาก|ถ้า|จะ|เพื่อ|เคย|ควร|(?:อยาก|ขอ|เสนอ)ให้)(?:ได้|ผล|ขอ)?(?:รับ)?(?:การ)?(?:พิจารณา)?(?:{_GRANT}|{_BUDGET})"
    r"|อนุมัติ(?:ใน)?หลักการ|อนุมัติ(?:ให้)?(?:เบิก|จ่าย|กู้|ยืม|โอน))"
    rf"|(?P<approved>อนุมัติ|ได้รับ(?:การ)?(?:{_GRANT}|{_BUDGET})|(?:สนับสนุน|จัดสรร){_BUDGET})"
)
#: What stands alone before a sum: "งบประมาณ  75,000 บาท".
_LABEL = re.compile(
    r"(?:\A|(?<=[ \t]))(?:งบประมาณ|วงเงิน)(?:งบประมาณ|โครงการ|ทั้งหมด|ทั้งสิ้น|ทั้งโครงการ|รวม|จำนวน|[ \t:]){0,6}\Z"
)
_FAR = 70
#: Another sum between the word and the amount: the word is of that one.
_A_SUM = re.compile(r"\d[\d,.]*\s?(?:ล้าน|แสน|หมื่น|พัน)?\s?บาท|฿\s?\d")


def budgets(drafts: Iterable[Accepted], words: str = "") -> Fields:
    """The sum that the text says was asked, and the one that it says was granted; where it says nothing of the one sum
    that it names or calls the budget, that is taken as granted, or as asked where `words`, the whole text, only asks.
    What each of something gets is no budget."""
    money = [one for one in drafts if one.kind is Kind.MONEY]
    each = {one.says["baht"] for one in money if one.says.get("per")}
    sums = [one for one in money if not one.says.get("per") and one.says["baht"] not in each]
    found: Fields = {}
    for name in (ASKED, APPROVED):
        said = [one for one in sums if name in told_of(one)]
        if len({one.says["baht"] for one in said}) == 1:
            found |= _exact(name, said[0])
    called = [one for one in sums if not told_of(one) and any(_LABEL.search(at.before) for at in one.around)]
    if len(sums) == 1 and not told_of(sums[0]):
        called = sums
    if not any(told_of(one) for one in sums) and len({one.says["baht"] for one in called}) == 1:
        found |= _exact(ASKED if _only_asks(words) else APPROVED, called[0])
    return found


def _only_asks(words: str) -> bool:
    told = {found.lastgroup for found in _TOLD.finditer(words)}
    return APPROVED not in told and (ASKED in told or bool(_PROPOSED.search(words)))


def told_of(one: Accepted) -> frozenset[str]:
    """What the words before a sum say of it, at each place where it stands."""
    return frozenset(word for at in one.around if (word := _word_before(at.before)))


def _word_before(before: str) -> str:
    *_, last = [None, *_TOLD.finditer(before[-_FAR:])]
    if last is None or _A_SUM.search(before[-_FAR:], last.end()):
        return ""
    return last.lastgroup or ""


def _exact(name: str, one: Accepted) -> Fields:
    amount = one.amount()
    return {} if amount is None else {name: Given(amount, one.key)}


# ---------- days ----------

_WORK = r"(?:ดำเนิน(?:การ|งาน|โครงการ|กิจกรรม)|โครงการ|ก่อสร้าง|งาน)"
_LETTER = r"(?:(?!ประชุม|ลงนาม|สมัคร|รายงาน|อบรม|เวที|ดูงาน|สัมมนา)[^\d\n])"
_LENGTH = r"(?:\d{1,3} ?(?:เดือน|ปี|วัน)[^\d\n]{0,20})?"
_DAY = r"(?:วัน(?:[ก-๎]{2,10}?)?(?:ที่)?)? ?"
_SPAN_OF_WORK = re.compile(
    rf"(?:ระยะเวลา|(?<!ผล)(?<!ผู้)(?:การ)?ดำเนิน(?:การ|งาน|โครงการ)){_LETTER}{{0,30}}{_LENGTH}$"
)
_FIRST_DAY = re.compile(
    rf"(?:เริ่ม(?:ต้น)?(?:การ)?{_WORK}{_LETTER}{{0,25}}|ระยะเวลา{_LETTER}{{0,30}}{_LENGTH}(?:ตั้งแต่|เริ่ม)[^\d\n]{{0,15}})$"
)
_LAST_DAY = re.compile(
    rf"(?:(?<!ไม่)(?:แล้วเสร็จ|เสร็จสิ้น)|สิ้นสุด(?:การ)?(?:ระยะเวลา)?{_WORK})(?:โครงการ)?[ :]{{0,2}}(?:ได้)?(?:ภายใน|เมื่อ|ใน)?"
    rf"[ :]?{_DAY}$"
)
#: "โครงการเริ่มวันที่ 15 ธันวาคม 2568 ไปจนถึง 15 มิถุนายน 2569".
_PROJECT_BEGINS = rf"โครงการ(?:นี้|ของเรา)? ?(?:จะ)?เริ่ม(?:ตั้งแต่|ต้น)? ?{_DAY}"
_BEGINS = re.compile(rf"{_PROJECT_BEGINS}$")
_UP_TO = re.compile(rf"{_PROJECT_BEGINS}\d{{1,2}} [^\n]{{3,25}}ถึง ?{_DAY}$")
_ENDS_AFTER_START = re.compile(rf"(?:เริ่ม(?:ต้น)?(?:การ)?{_WORK}|ระยะเวลา)[^\n]*\d[^\n]*(?:ถึง|สิ้นสุด) ?{_DAY}$")


def days_of_work(drafts: Iterable[Accepted]) -> Fields:
    """The first and the last day, each where the text says of one day alone that it is so."""
    first: dict[date, int] = {}
    last: dict[date, int] = {}
    for one in drafts:
        if one.kind is not Kind.DATE or (start := one.day()) is None:
            continue
        end = one.day("end")
        for at in one.around:
            if end and any(words.search(at.before) for words in (_SPAN_OF_WORK, _FIRST_DAY, _BEGINS)):
                first.setdefault(start, one.key)
                last.setdefault(end, one.key)
            elif not end and (_FIRST_DAY.search(at.before) or _BEGINS.search(at.before)):
                first.setdefault(start, one.key)
            elif not end and any(words.search(at.before) for words in (_LAST_DAY, _ENDS_AFTER_START, _UP_TO)):
                last.setdefault(start, one.key)
    found = {**alone("starts_on", first), **alone("ends_on", last)}
    is_backwards = len(found) == 2 and found["ends_on"].value < found["starts_on"].value
    return {} if is_backwards else found


# ---------- who pays, and whose it is ----------

_PAYS = re.compile(
    r" {0,2}(?:\([^)\n]{0,30}\) ?)?(?:ได้|จะ)?(?:แจ้งผล(?:การ)?(?:พิจารณา)?)?(?:อนุมัติ(?!ให้เบิก)|สนับสนุน|จัดสรร)"
)
_PAID_BY = re.compile(
    rf"(?:หน่วยงาน(?:ที่|ผู้)?สนับสนุน|ผู้สนับสนุน|แหล่ง(?:ทุน|งบ(?:ประมาณ)?)|(?:{_BUDGET}|{_GRANT})จาก)[ \t:]*$"
)


def pays(one: Accepted) -> bool:
    """Whether it is said beside a body that it grants."""
    return any(_PAYS.match(at.after) or _PAID_BY.search(at.before) for at in one.around)


_OF_THE_PROJECT = re.compile(r"โครงการ[^\s\d]{3,60}$")
MANY = 3


def is_whose(one: Accepted) -> bool:
    """Whether a place stands in the name of a project."""
    return any(_OF_THE_PROJECT.search(at.before) for at in one.around)


# ---------- targets ----------

TARGETS = {
    "people": "people", "households": "households", "houses": "houses", "villages": "villages", "tambons": "tambons",
    "organisations": "bodies",
}  # fmt: skip
"""What is counted, and its target of a project."""


def targets(drafts: Iterable[Accepted]) -> Fields:
    """Each target where one whole number of what it counts stands in the text."""
    counts = [one for one in drafts if one.kind is Kind.COUNT]
    found: Fields = {}
    for what, target in TARGETS.items():
        said = [one for one in counts if one.says.get("what") == what]
        if len(said) == 1 and (value := said[0].whole()) is not None:
            found[target] = Given(value, said[0].key)
    return found


# ---------- name, code, state: by words alone ----------


_QUOTED = re.compile(r'"(?P<name>โครงการ[^"\n]{4,200})"|\'(?P<other>โครงการ[^\'\n]{4,200})\'')
_CALLED = re.compile(r'โครงการ ?"(?P<name>[^"\n]{4,200})"')
_HEADED = re.compile(r"(?:^|\n)[ \d.]{0,5}ชื่อโครงการ ?[:.]? ?(?P<name>[^\s:][^\n]{3,240}?) *(?=\n|$)")
_NAMED = re.compile(r"(?<!ชื่อ)(?P<name>โครงการ[ก-ฮเ-ไ][^\s\"'(),;:]{3,120})")
#: What is written on behind "โครงการ" where no name stands.
_NO_NAME = re.compile(
    r"โครงการ(?:ดังกล่าว|นี้|นั้น|ฯ|ที่|ซึ่ง|ต่าง|ใด|ละ|ของ|จะ|ได้|มี|และ|หรือ|เพื่อ|แล้ว|เป็น|โดย|ให้|ใน|ทั้ง|อื่น|เดิม|ใหม่|ย่อย|จำนวน|ต่อ"
    r"|ไม่|ถูก|กำลัง|เสร็จ|แรก|เหล่า|หลัก|เลขที่|รหัส|หมายเลข|อนุมัติ|เสนอ|สิ้นสุด|เริ่ม|จาก|ตาม|กับ|ไป|มา|เข้า|ขอ|ผ่าน|ปี|ระยะ|สำคัญ|ว่า|ยัง|อยู่|กำหนด|คืบหน้า|ประมาณ|หนึ่ง(?!ตำบล)|ทำ(?!นา)|สนับสนุน)"
)
#: Where a name ends that the sentence goes on behind without a blank.
_GOES_ON = re.compile(
    r"ได้รับ|ซึ่ง|จะ(?!เข้)|ที่ได้|มีการ|มีวัตถุ|ดำเนินการ|เริ่มดำเนิน|สิ้นสุด|เสนอขอ|อนุมัติ|แล้วเสร็จ|เป็นโครงการ|ดังกล่าว|โดยมี|โดยได้"
    r"|งบประมาณ|จำนวน|(?<!ห)นี้"
)
_LEAST = len("โครงการ") + 4


def names_in(page: Page) -> list[Worded]:
    """The projects that a text names, each once: on a line of its own heading, in quotes, or up to a blank. A shorter
    name with which a longer one begins is the same project."""
    found: dict[str, Worded] = {}
    for start, end in sorted(_names(page.plain)):
        name = " ".join(page.plain[start:end].split()).strip("\"' .,")
        found.setdefault(name.removeprefix("โครงการ"), Worded(name, page.span(start, end)))
    names = sorted(found)
    return [
        found[name]
        for name, longer in zip_longest(names, names[1:], fillvalue="")
        if not longer.startswith(name)
    ]


def _names(plain: str) -> Iterator[tuple[int, int]]:
    for pattern in (_HEADED, _QUOTED):
        for match in pattern.finditer(plain):
            yield match.span("name" if match["name"] else "other")
    for match in _CALLED.finditer(plain):
        if not match["name"].startswith("โครงการ"):
            yield match.span("name")
    for match in _NAMED.finditer(plain):
        start, end = match.span("name")
        on = _GOES_ON.search(plain, start, end)
        end = on.start() if on else end
        if not _NO_NAME.match(plain, start) and end - start >= _LEAST:
            yield start, end


_NUMBER = r"(?P<code>[A-Za-zก-ฮ0-9][A-Za-zก-ฮ0-9./_-]{1,39})"
_CODE = re.compile(
    rf"(?:รหัส(?:ของ)?โครงการ|เลขที่โครงการ|โครงการ(?:เลขที่|รหัส|หมายเลข)|โครงการ[^\n]{{0,120}}?[ (]รหัส)(?:ที่)? ?[:.]? ?{_NUMBER}"
)


_OF_A_PERSON = 13  # digits


def codes_in(page: Page) -> list[Worded]:
    """The codes of projects, each once; a citizen number is none."""
    found: dict[str, Worded] = {}
    for match in _CODE.finditer(page.plain):
        code = match["code"].rstrip("./_-")
        digits = sum(letter.isdigit() for letter in code)
        if digits and digits != _OF_A_PERSON:
            at = match.start("code")
            found.setdefault(code, Worded(code, page.span(match.start(), at + len(code))))
    return list(found.values())


_STATES = (
    (ProjectState.GIVEN_UP, r"ยกเลิกโครงการ"),
    (ProjectState.CLOSED, r"ปิดโครงการ(?:แล้ว|เรียบร้อย)|โครงการ(?:นี้)?(?:ได้)?ปิด(?:โครงการ)?แล้ว"),
    (ProjectState.FINISHED, r"(?:โครงการ[^\n\d]{0,40}|ดำเนินการ|ดำเนินโครงการ)(?:แล้วเสร็จ|เสร็จสิ้น)(?:แล้ว|เรียบร้อย|เมื่อ|ทั้งหมด)"),
    (ProjectState.RUNNING, r"(?:อยู่(?:ใน)?ระหว่าง(?:การ)?|กำลัง)ดำเนิน(?:การ|งาน|โครงการ)"),
    (ProjectState.APPROVED, r"โครงการ[^\n]{0,60}?ได้รับ(?:การ)?อนุมัติ|(?:มติ|เห็นชอบ)?อนุมัติโครงการ"),
    (ProjectState.PROPOSED, r"(?:เสนอ|ยื่น)โครงการ(?:ต่อ|เพื่อ|ไปยัง)"),
)  # fmt: skip
_PROPOSED = re.compile(_STATES[-1][1])
_NOT_YET = re.compile(
    r"(?:ไม่|มิ|จะ|หาก|ถ้า|คาดว่า|เพื่อ|รอ|ให้|เคย|ขอ|ยัง|ควร|ก่อน|พิจารณา|เมื่อ|(?<!โครง)การ|หลัง)[^\s]{0,6}$"
)


def states_in(page: Page) -> list[Worded]:
    """What the text says plainly that the project has come to, each state once; not what is to come, asked or denied, and
    not that it was proposed where something was granted."""
    found: dict[str, Worded] = {}
    is_granted = any(told.lastgroup == APPROVED for told in _TOLD.finditer(page.plain))
    for state, pattern in _STATES[:-1] if is_granted else _STATES:
        for match in re.finditer(pattern, page.plain):
            words = match.group()
            if _NOT_YET.search(page.plain[max(0, match.start() - 20) : match.start()]) or _DOUBTED.search(
                words
            ):
                continue
            found.setdefault(state.value, Worded(state.value, page.span(*match.span())))
    return list(found.values())


_DOUBTED = re.compile(r"(?:ไม่|ยัง|จะ|หาก|คาดว่า|รอ)(?:ได้)?(?:รับ)?(?:การ)?(?:อนุมัติ|แล้วเสร็จ|เสร็จสิ้น|ปิด|เสนอ)|คาดว่า")


_NEAR = 40


def worded(words: str) -> dict[str, Worded]:
    """Name, code and state of the one project of which a text tells; nothing of one that tells of several."""
    page = Page(words)
    names = names_in(page)
    if len(names) > 1:
        return {}
    found = {"title": names, "code": codes_in(page), "state": states_in(page)}
    told = {name: one for name, several in found.items() for one in several if len(several) == 1}
    if "state" in told and not names:
        start, end = told["state"].span
        if "โครงการ" not in words[max(0, start - _NEAR) : end]:
            del told["state"]  # of something else
    if "title" in told and accusations_in(told["title"].value):
        del told["title"]
    return told
