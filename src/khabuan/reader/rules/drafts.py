"""Facts as drafts that a person decides: what each says, whether the rules are sure of it, what is read again. Pure.

What a draft says is kept as `khabuan read --json` prints it, without its quote and place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khabuan.core.thai import accusations_in
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.reader.rules.facts import Fact, as_json
from khabuan.reader.rules.page import Span

Says = Mapping[str, Any]


class TextKind(Word):
    """What sort of text was pasted."""

    NEWS = "news", _("News")
    MINUTES = "minutes", _("Minutes")
    OTHER = "other", _("Other text")


class Kind(Word):
    """Kinds of drafts, in the order in which a page lists them."""

    DATE = "date", _("Days")
    PLACE = "place", _("Places")
    MEETING = "meeting", _("Meeting numbers")
    PERSON = "person", _("People")
    ORGANISATION = "organisation", _("Organisations")
    COUNT = "count", _("Counts")
    MONEY = "money", _("Money")
    PROGRAMME = "programme", _("Programmes")
    YEAR = "year", _("Years")
    MISSING = "missing", _("Lost numbers")


class State(Word):
    """What a person said of a draft. Gone: a later reading does not find it, and nobody had decided it."""

    WAITING = "waiting", _("to be decided")
    ACCEPTED = "accepted", _("taken as so")
    CHANGED = "changed", _("corrected")
    REJECTED = "rejected", _("not so")
    CLAIM = "claim", _("kept as an accusation")
    GONE = "gone", _("not read any more")


class How(Word):
    """What is done with a draft."""

    ACCEPT = "accept", _("Accept")
    CHANGE = "change", _("Correct")
    REJECT = "reject", _("Not so")
    CLAIM = "claim", _("Keep as an accusation")
    UNDO = "undo", _("Decide anew")


STATE_AFTER = {
    How.ACCEPT: State.ACCEPTED, How.CHANGE: State.CHANGED, How.REJECT: State.REJECTED, How.CLAIM: State.CLAIM,
    How.UNDO: State.WAITING,
}  # fmt: skip
TRUE = (State.ACCEPTED, State.CHANGED)
DECIDED = (*TRUE, State.REJECTED, State.CLAIM)
ORDER = {kind: at for at, kind in enumerate(Kind)}

#: By what a draft is known again when its text is read again: what it says, without what the rules think of it.
_SAYS = {
    Kind.DATE: ("start", "end"), Kind.YEAR: ("be", "fiscal"), Kind.MEETING: ("number", "be"),
    Kind.PLACE: ("level", "name", "province"), Kind.COUNT: ("what", "value", "approx"), Kind.MONEY: ("baht", "per"),
    Kind.PERSON: ("name",), Kind.ORGANISATION: ("name",), Kind.PROGRAMME: ("name",), Kind.MISSING: ("what", "at"),
}  # fmt: skip
_BESIDE = ("kind", "quote", "span", "also_at", "why", "note")
ALLEGED = (Kind.PERSON, Kind.MONEY, Kind.COUNT)
"""What beside words that accuse may be no more than alleged: never certain, on no timeline, proposed for no record."""
BESIDE = 150  # letters between a name and words that accuse
_PAPER = "(?:หนังสือ|เรื่อง|คำร้อง|ข้อร้องเรียน|ข้อเรียกร้อง)"
_HANDED_TO = re.compile(
    rf"(?:(?:ยื่น|ส่ง|ทำ){_PAPER}(?:[^\n]{{0,60}}ต่อ|(?:ร้องเรียน)?ถึง)|ร้อง(?:เรียน|ทุกข์)[^\n]{{0,60}}ต่อ)"
    r"(?:(?!ว่า|ให้|เรื่อง|กรณี|โดย|และ|ของ)[^\n]){0,40}$"
)
"""Before who takes a complaint in, with no more than an office between: "ยื่นหนังสือต่อนายอำเภอทดสอบ นาย…"."""
_TAKES_IN = re.compile(
    rf"(?:(?!ว่า|ถูก|และ|กับ|โดย|นาง|นาย(?!อำเภอ|ก ?(?:อบ|เทศ|องค์)))[^\n,]){{0,60}}?รับ(?:มอบ)?{_PAPER}"
)
_RIGHT_BEHIND = re.compile(r"(?:(?!ว่า|ให้|กรณี|เรื่อง|ขอ|(?<!ถูก)กล่าวหา)[^\n]){0,60}")


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A draft as a reading proposes it. `codes`: areas of the register that a place may be."""

    kind: Kind
    says: Says
    quote: str
    start: int
    end: int
    also_at: tuple[tuple[int, int], ...] = ()
    why: str = ""
    note: str = ""
    is_certain: bool = False
    is_accusation: bool = False

    @property
    def identity(self) -> str:
        return identity(self.kind, self.says, self.start)

    @property
    def is_alleged(self) -> bool:
        return self.is_accusation or bool(self.says.get("alleged"))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.says.get("codes", ()))


def identity(kind: str, says: Says, start: int) -> str:
    """What a draft says, to know it again; a lost number is known by where it stands."""
    told = {"at": start, **says}
    return json.dumps([kind, *(told.get(name) for name in _SAYS[Kind(kind)])], ensure_ascii=False)


def drafts_of(words: str, facts: Iterable[Fact], headline: Iterable[Drafted] = ()) -> list[Drafted]:
    """The drafts of a text in its order. What is said twice in one way is one draft, and alleged where any of it is.

    `headline`: what its title says, where that is none of its words.
    """
    accusations = accusations_in(words)
    found: dict[str, Drafted] = {}
    for fact in facts:
        one = _drafted(words, fact, accusations)
        found[one.identity] = _said_again(found[one.identity], one) if one.identity in found else one
    for one in headline:
        if one.is_alleged and one.identity in found:
            found[one.identity] = _alleged(found[one.identity])
    return sorted(found.values(), key=lambda one: (one.start, one.end))


def _drafted(words: str, fact: Fact, accusations: Sequence[tuple[int, int]]) -> Drafted:
    says = {name: value for name, value in as_json(fact).items() if name not in _BESIDE}
    kind, spans = Kind(fact.kind), (fact.span, *fact.also_at)
    one = Drafted(
        kind=kind, says=says, quote=fact.quote, start=fact.span.start, end=fact.span.end,
        also_at=tuple((span.start, span.end) for span in fact.also_at), why=fact.why, note=fact.note,
        is_certain=is_certain(kind, says),
    )  # fmt: skip
    return _alleged(one) if any(_accuses(kind, words, span, accusations) for span in spans) else one


def _said_again(one: Drafted, again: Drafted) -> Drafted:
    also = {*one.also_at, (again.start, again.end), *again.also_at} - {(one.start, one.end)}
    joined = replace(one, also_at=tuple(sorted(also)))
    return _alleged(joined) if again.is_alleged else joined


def _alleged(one: Drafted) -> Drafted:
    """The same, as no more than alleged; days, places and the like are what they are beside any words."""
    if one.kind not in ALLEGED:
        return one
    if one.kind is Kind.PERSON:
        return replace(one, is_accusation=True, is_certain=False)
    return replace(one, says={**one.says, "alleged": True}, is_certain=False)


def is_certain(kind: Kind, says: Says) -> bool:
    """Whether the rules know of no doubt, so that many may be accepted in one act.

    Where the name of a body ends is told by rule too loosely for that: each is looked at.
    """
    if says.get("doubt"):
        return False
    match kind:
        case Kind.DATE:
            return bool(says.get("certain")) and not str(says.get("start") or "-").startswith("-")
        case Kind.PLACE:
            return len(says.get("codes", ())) == 1
        case Kind.MONEY:
            return says.get("words_agree") is not False
        case Kind.COUNT:
            return says.get("what") != "other"
        case Kind.PERSON:
            return bool(says.get("title")) and " " in says["name"]
        case Kind.MISSING | Kind.ORGANISATION:
            return False
    return True


def is_accused(kind: Kind, words: str, start: int, end: int) -> bool:
    """Whether what stands here may be no more than alleged."""
    return _accuses(kind, words, Span(start, end), accusations_in(words))


def _accuses(kind: Kind, words: str, span: Span, accusations: Sequence[tuple[int, int]]) -> bool:
    """Whether words that accuse stand beside a name, sum or count, and it is not who only takes a complaint in."""
    is_beside = kind in ALLEGED and any(_is_beside(one, span) for one in accusations)
    return is_beside and not (kind is Kind.PERSON and _only_receives(words, span, accusations))


def _only_receives(words: str, name: Span, accusations: Sequence[tuple[int, int]]) -> bool:
    """Whether a complaint is handed to who is named here; nothing that accuses stands right behind the name."""
    behind = _RIGHT_BEHIND.match(words, name.end)
    if behind is None or any(name.end <= start < behind.end() for start, _end in accusations):
        return False
    before = words[max(0, name.start - BESIDE) : name.start]
    return bool(_HANDED_TO.search(before) or _TAKES_IN.match(words, name.end))


def _is_beside(accusation: tuple[int, int], name: Span) -> bool:
    start, end = accusation
    return start < name.end + BESIDE and name.start < end + BESIDE
