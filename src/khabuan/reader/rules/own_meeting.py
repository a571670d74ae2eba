"""Which of the meetings that a text numbers is the one that it tells of, and of what kind that is. Pure.

Minutes number several: their own meeting in the head, an earlier one whose minutes are adopted, the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from khabuan.core.thai import to_arabic_digits
from khabuan.meetings.rules.meetings import Kind as MeetingKind
from khabuan.reader.rules.accepted import Accepted, Worded, before_in_line
from khabuan.reader.rules.drafts import Kind

_EARLIER = r"รับรอง|อ้างถึง|สืบเนื่อง|ตาม(?:มติ|รายงาน)|(?:ครั้ง|คราว|นัด)(?:ก่อน|ที่แล้ว|ที่ผ่านมา)"
_NEXT = r"(?:ครั้ง|คราว|นัด)(?:ต่อไป|ถัดไป|หน้า)|(?:(?<![ก-๎])|กำหนด)นัด(?!แรก|พิเศษ|นี้)"
_OF_BEFORE, _OF_ANOTHER = re.compile(_EARLIER), re.compile(f"{_EARLIER}|{_NEXT}")
_NEAR = 60
LINES, LETTERS = 4, 300
"""Of the head, at most."""
_SPECIAL = re.compile(r"(?:ประชุม|สมัย)วิสามัญ")
_MINUTES = re.compile(r"(?:รายงาน|บันทึก|สรุป)(?:ย่อ|ผล|สรุป|รายงาน){0,2}(?:การ)?ประชุม")


def head_of(words: str) -> int:
    """Where the head of a text ends: its first lines that are not empty."""
    end, lines = 0, 0
    for line in words[:LETTERS].splitlines(keepends=True):
        lines += bool(line.strip())
        if lines > LINES:
            break
        end += len(line)
    return end


def own_meeting(drafts: Iterable[Accepted], words: str, title: str) -> Accepted | None:
    """The one number that is not said to be of another meeting; of several the first line's in the head, or the title's.

    A text that only calls the next meeting tells of that one, where its head has the number.
    """
    numbers = [one for one in drafts if one.kind is Kind.MEETING]
    own = [one for one in numbers if not _is(_OF_ANOTHER, one, words)]
    if len(own) > 1:
        own = _in_head(own, words) or _in_title(own, title)
    elif not own:
        own = [one for one in _in_head(numbers, words) if not _is(_OF_BEFORE, one, words)]
    return own[0] if len(own) == 1 else None


def kind_in(words: str) -> dict[str, Worded]:
    """A special meeting, where the head says so."""
    found = _SPECIAL.search(words, 0, head_of(words))
    return {"kind": Worded(MeetingKind.SPECIAL.value, found.span())} if found else {}


def are_minutes(words: str, title: str) -> bool:
    """Whether the head or the title says that these are minutes."""
    return bool(_MINUTES.search(title) or _MINUTES.search(words, 0, head_of(words)))


def _is(said: re.Pattern[str], one: Accepted, words: str) -> bool:
    """Whether that is said before a number wherever it stands."""
    return bool(one.spans) and all(said.search(_line(words, *span)) for span in one.spans)


def _in_head(drafts: Sequence[Accepted], words: str) -> list[Accepted]:
    """Those on the first line of the head that has any."""
    head = head_of(words)
    lines = [
        (words.count("\n", 0, one.spans[0][0]), one) for one in drafts if one.spans and one.spans[0][0] < head
    ]
    first = min((line for line, _one in lines), default=None)
    return [one for line, one in lines if line == first]


def _line(words: str, start: int, end: int) -> str:
    """What stands before in its line, and the words themselves."""
    return before_in_line(words, start, _NEAR) + words[start:end]


def _in_title(drafts: Sequence[Accepted], title: str) -> list[Accepted]:
    plain = to_arabic_digits(title)
    return [one for one in drafts if _as_written(one).search(plain)]


def _as_written(one: Accepted) -> re.Pattern[str]:
    number, year = one.says["number"], str(one.says.get("be") or "")
    return re.compile(
        rf"(?<!\d){number} ?/ ?(?:{year}|{year[2:]})(?!\d)" if year else rf"ครั้งที่ ?{number}(?!\d)"
    )
