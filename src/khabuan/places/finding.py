"""Finds the area people mean: "ต.ดาวเรือง สระบุรี", "อำเภอเมือง" (which?), "ม.3 ต.ดาวเรือง", "korat".

`find` ranks the candidates that an index gave for what was typed (`places.typed`). What is equally good stays
equally good: the person chooses. Pure; only the candidates given are looked at, so time is bounded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from khabuan.places.names import fold, is_latin, likeness, without_ban
from khabuan.places.rules import LEVEL, AreaKind
from khabuan.places.typed import Asked, Run, Word, read_asked, runs_of, tone_marks

LEAST_SCORE = 0.6
_CAPITAL = ("เมือง", "mueang", "muang")
CAPITALS = frozenset(_CAPITAL)
"""Keys by which people call the first amphoe of any province."""
CLEAR_LEAD = 0.05
TONES_DIFFER = 0.98
"""บ้านหมอ and บ้านหม้อ: the one typed comes first, the other is still offered."""


class Why(StrEnum):
    """Why an area was found, for a short remark beside it."""

    EXACT = "exact"
    SPELLING = "spelling"
    BEGINNING = "beginning"
    WITHIN = "within"
    SPOKEN = "spoken"
    OLD_NAME = "old_name"
    CODE = "code"
    OLD_CODE = "old_code"
    POSTAL_CODE = "postal_code"
    MOO = "moo"
    CONTEXT = "context"
    OTHER_KIND = "other_kind"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An area an index proposes. `code` is any stable id; `line` is what it stands under, nearest first.

    `spoken` are other names in use, `old` names it had. An abolished area names its `successors` and is
    answered by them.
    """

    code: str
    kind: AreaKind
    name: str
    name_en: str = ""
    line: tuple["Candidate", ...] = ()
    spoken: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    moo: int | None = None
    postal_codes: tuple[str, ...] = ()
    is_abolished: bool = False
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An area found: score from 0 to 1, why, and the abolished code it was reached by, if it was."""

    code: str
    score: float
    why: tuple[Why, ...]
    via: str | None = None


_Names = list[tuple[str, Why, float]]


def find(text: str, candidates: Iterable[Candidate], *, near: str = "", limit: int = 20) -> list[Found]:
    """Rank the candidates for what was typed, best first.

    `near` is the code of the person's own area: among equals it comes first, but its score is no higher.
    """
    ranking = Ranking(read_asked(text), near)
    ranking.add(candidates)
    return ranking.best(limit)


class Ranking:
    """What was found so far for one thing typed; more candidates may be added, and each is scored once."""

    def __init__(self, asked: Asked, near: str = "") -> None:
        self._asked, self._near = asked, near
        self._judge = _Judge(asked, runs_of(asked))
        self._kinds: dict[str, AreaKind] = {}
        self._best: dict[str, Found] = {}
        self._at_home: set[str] = set()
        self._kept: list[Candidate] = []  # while their ids are keys

    def add(self, candidates: Iterable[Candidate]) -> None:
        for candidate in candidates:
            self._kept.append(candidate)
            self._kinds[candidate.code] = candidate.kind
            if any(area.code.startswith(self._near) for area in (candidate, *candidate.line)):
                self._at_home.add(candidate.code)
            code = self._asked.code
            scored = _by_code(code, candidate) if code else self._judge.by_name(candidate)
            for found in _answers(scored, candidate):
                self._kinds.setdefault(found.code, candidate.kind)
                if found.code not in self._best or found.score > self._best[found.code].score:
                    self._best[found.code] = found

    def best(self, limit: int) -> list[Found]:
        """The best first; among equals those at home, then the wider."""

        def place(one: Found) -> tuple[float, bool, int, str]:
            return -round(one.score, 3), one.code not in self._at_home, LEVEL[self._kinds[one.code]], one.code

        return sorted(self._best.values(), key=place)[:limit]


def clear_answer(found: Sequence[Found]) -> Found | None:
    """Give the one area that is meant, or None where the person has to choose."""
    if not found or found[0].score < 0.75:
        return None
    if len(found) > 1 and found[1].score > found[0].score - CLEAR_LEAD:
        return None
    return found[0]


def _answers(scored: Found | None, candidate: Candidate) -> list[Found]:
    """Answer an abolished area by its successors; one without successors is answered by nothing."""
    if scored is None or scored.score < LEAST_SCORE:
        return []
    if not candidate.is_abolished:
        return [scored]
    is_code = Why.CODE in scored.why
    why = (Why.OLD_CODE,) if is_code else (*scored.why, Why.OLD_NAME)
    score = scored.score if is_code else scored.score * 0.94
    return [Found(code, score, why, via=candidate.code) for code in candidate.successors]


def _by_code(code: str, candidate: Candidate) -> Found | None:
    if candidate.code == code:
        return Found(candidate.code, 1.0, (Why.CODE,))
    if code in candidate.postal_codes:
        return Found(candidate.code, 0.9, (Why.POSTAL_CODE,))
    if candidate.code.startswith(code) and not candidate.is_abolished:
        return Found(candidate.code, 0.8, (Why.BEGINNING,))
    return None


@dataclass(slots=True)
class _Judge:
    """Scores candidates for one thing typed. What they stand under is compared once for all of them: that is
    most of the work, as hundreds of candidates share a few provinces."""

    asked: Asked
    runs: Sequence[Run]
    names: dict[int, tuple[_Names, _Names]] = field(default_factory=dict)  # by id of the candidate
    own: dict[tuple[str, int], tuple[float, Why]] = field(default_factory=dict)
    contexts: dict[tuple[object, ...], tuple[float, bool]] = field(default_factory=dict)

    def by_name(self, candidate: Candidate) -> Found | None:
        """Score a candidate by the best run for its own name; what it stands under explains the other words."""
        asked, is_village = self.asked, LEVEL[candidate.kind] == LEVEL[AreaKind.VILLAGE]
        if is_village and asked.moo is not None and candidate.moo != asked.moo:
            return None
        options = [self._with_run(run, candidate) for run in self.runs]
        if is_village and asked.moo is not None:
            context, _ = self._context(asked.words, candidate)
            options.append(Found(candidate.code, context, (Why.MOO,)))
        found = max((option for option in options if option), key=lambda option: option.score, default=None)
        if found and asked.moo is not None and not is_village:
            return Found(found.code, found.score * 0.9, (*found.why, Why.PARTLY))
        return found

    def _with_run(self, run: Run, candidate: Candidate) -> Found | None:
        score, why = self._own_name(run.key, candidate)
        if score < LEAST_SCORE:
            return None
        reasons = [why]
        if run.key == fold(candidate.name) and run.marks != tone_marks(candidate.name):
            score, reasons = score * TONES_DIFFER, [Why.SPELLING]
        if run.kind and LEVEL[run.kind] != LEVEL[candidate.kind]:
            score *= 0.8
            reasons.append(Why.OTHER_KIND)
        rest = self.asked.words[: run.start] + self.asked.words[run.end :]
        if rest:
            context, is_whole = self._context(rest, candidate)
            score *= context
            reasons.append(Why.CONTEXT if is_whole else Why.PARTLY)
        return Found(candidate.code, score, tuple(reasons))

    def _context(self, rest: Sequence[Word], candidate: Candidate) -> tuple[float, bool]:
        """Weigh the words besides the name: each must name something the candidate stands under.

        Gives a factor (1.0: all named well) and whether all were named.
        """
        key = (*rest, *map(id, candidate.line))
        if key not in self.contexts:
            factor, is_whole, at = 1.0, True, 0
            while at < len(rest):
                length, score = self._named_above(rest[at:], candidate)
                factor *= 0.7 + 0.3 * score if length else 0.6
                is_whole = is_whole and bool(length)
                at += length or 1
            self.contexts[key] = factor, is_whole
        return self.contexts[key]

    def _named_above(self, words: Sequence[Word], candidate: Candidate) -> tuple[int, float]:
        """Find the longest run at the start of `words` that names an area above: (words taken, score)."""
        together = sum(1 for word in words if word.part == words[0].part)
        for length in range(min(together, 4), 0, -1):
            key = fold("".join(word.text for word in words[:length]))
            best = 0.0
            for above in candidate.line:
                score, _ = self._own_name(key, above)
                if words[0].kind and LEVEL[words[0].kind] != LEVEL[above.kind]:
                    score *= 0.85
                best = max(best, score)
            if best >= 0.75:
                return length, best
        return 0, 0.0

    def _own_name(self, key: str, candidate: Candidate) -> tuple[float, Why]:
        """Compare a typed key with all names of one area: (score, why), the best of them."""
        known = self.own.get((key, id(candidate)))
        if known is not None:
            return known
        best = (0.0, Why.SPELLING)
        for name, why, weight in self._names(candidate)[is_latin(key)]:
            score, reason = _compare(key, name, candidate)
            if score * weight > best[0]:
                best = (score * weight, reason if why is Why.EXACT else why)
                if best[0] == 1.0:
                    break
        self.own[key, id(candidate)] = best
        return best

    def _names(self, candidate: Candidate) -> tuple[_Names, _Names]:
        """The names of a candidate in Thai and in Latin letters."""
        if id(candidate) not in self.names:
            names = [name for name in names_of(candidate) if name[0]]
            thai = [name for name in names if not is_latin(name[0])]
            self.names[id(candidate)] = thai, [name for name in names if name not in thai]
        return self.names[id(candidate)]


def names_of(candidate: Candidate) -> Iterable[tuple[str, Why, float]]:
    """Give the folded names of an area, what each is, and how much it counts."""
    yield fold(candidate.name), Why.EXACT, 1.0
    yield fold(candidate.name_en), Why.EXACT, 1.0
    if is_capital(candidate):
        for name in _CAPITAL:
            yield name, Why.EXACT, 1.0
    if candidate.kind is AreaKind.VILLAGE:
        yield fold(without_ban(candidate.name)), Why.EXACT, 0.98
        yield fold(without_ban(candidate.name_en)), Why.EXACT, 0.98
    # โคราช is the province to nearly everybody, and only then a far tambon that is truly named so.
    spoken = 1.0 if candidate.kind is AreaKind.PROVINCE else 0.98
    for name in candidate.spoken:
        yield fold(name), Why.SPOKEN, spoken
    for name in candidate.old:
        yield fold(name), Why.OLD_NAME, 0.94
        if candidate.kind is AreaKind.VILLAGE:
            yield fold(without_ban(name)), Why.OLD_NAME, 0.92


def is_capital(candidate: Candidate) -> bool:
    """Say whether people call it only "อำเภอเมือง": the first amphoe of a province, named เมือง."""
    return (
        candidate.kind is AreaKind.DISTRICT
        and candidate.code.endswith("01")
        and candidate.name.startswith(_CAPITAL[0])
    )


def _compare(key: str, name: str, candidate: Candidate) -> tuple[float, Why]:
    """Compare two folded keys of one script."""
    if key == name:
        return 1.0, Why.EXACT
    if len(key) > len(name) and key.startswith(name) and _is_above(key[len(name) :], candidate):
        return 0.97, Why.CONTEXT
    options = [(likeness(key, name) * 0.98, Why.SPELLING)]
    if len(key) >= 2 and name.startswith(key):
        options.append((0.72 + 0.2 * len(key) / len(name), Why.BEGINNING))
    elif len(key) >= 3 and key in name:
        options.append((0.6 + 0.2 * len(key) / len(name), Why.WITHIN))
    return max(options)


def _is_above(key: str, candidate: Candidate) -> bool:
    """Say whether the tail of a name run together names something above: "ดาวเรืองสระบุรี"."""
    return any(key in (fold(above.name), fold(above.name_en)) for above in candidate.line)
