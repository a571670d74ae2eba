"""Finds the area people mean: "ต.ดาวเรือง สระบุรี", "อำเภอเมือง" (which?), "ม.3 ต.ดาวเรือง", "korat".

`read_asked` takes the text apart, `probes` says what an index should look for, and `find` ranks the
candidates an index gave. What is equally good stays equally good: the person chooses. Pure; at most
MOST_WORDS words and the candidates given are looked at, so time is bounded.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from khabuan.core.thai import split_place_words, tidy, to_arabic_digits
from khabuan.places.names import fold, is_latin, likeness, skeleton, without_ban
from khabuan.places.rules import LEVEL, AreaKind

MOST_WORDS = 10
MOST_LETTERS = 120
LEAST_SCORE = 0.6
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


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was typed, the part it stands in, and the kind it was marked with ("ต.", "อำเภอ")."""

    text: str
    part: int
    kind: AreaKind | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, taken apart."""

    words: tuple[Word, ...] = ()
    moo: int | None = None
    code: str = ""


_KINDS: Mapping[str, AreaKind] = {
    "province": AreaKind.PROVINCE,
    "district": AreaKind.DISTRICT,
    "subdistrict": AreaKind.SUBDISTRICT,
    "local_government": AreaKind.SUBDISTRICT,
    "village": AreaKind.VILLAGE,
    "community": AreaKind.COMMUNITY,
}
_NO_NAMES = frozenset(("house", "lane", "road", "postcode"))
_LOCAL_WORDS = re.compile(r"^(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:นคร|เมือง|ตำบล)?)")
_LATIN_TAIL = re.compile(r"\b(?:province|district|sub-?district)\b", re.IGNORECASE)
_CAPITAL = ("เมือง", "mueang")
CAPITALS = frozenset((*_CAPITAL, "muang"))
"""Keys by which people call the first amphoe of any province."""


def read_asked(text: str) -> Asked:
    """Take apart what was typed: marked parts, loose words, a moo number, or only a code."""
    plain = to_arabic_digits(tidy(text[:MOST_LETTERS]))
    digits = re.sub(r"[\s.\-]", "", plain)
    if digits.isascii() and digits.isdecimal() and 2 <= len(digits) <= 8:
        return Asked(code=digits)
    words: list[Word] = []
    moo, part = None, 0
    for said in split_place_words(_LATIN_TAIL.sub(" ", plain)):
        if said.kind == "moo":
            moo = int(said.text)
        if said.kind == "moo" or said.kind in _NO_NAMES:
            part += 1
            continue
        name = _LOCAL_WORDS.sub("", said.text) if said.kind == "local_government" else said.text
        part += said.kind is not None
        pieces = [piece for piece in name.split() if fold(piece)]
        kind = _kind_meant(said.kind, name)
        words += [Word(piece, part, None if at else kind) for at, piece in enumerate(pieces)]
    return Asked(words=tuple(words[:MOST_WORDS]), moo=moo)


def _kind_meant(said: str | None, name: str) -> AreaKind | None:
    """Read the word before a name; บ้าน alone says nothing, as it begins the names of tambons and amphoe too."""
    return None if said is None or (said == "village" and name.startswith("บ้าน")) else _KINDS[said]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one part taken as one name."""

    start: int
    end: int
    key: str
    kind: AreaKind | None
    marks: str


def runs_of(asked: Asked) -> list[Run]:
    """List the runs of words that may be one name: all of them, within each part, at most five words long."""
    found = []
    for start, first in enumerate(asked.words):
        for end in range(start + 1, min(start + 5, len(asked.words)) + 1):
            if asked.words[end - 1].part != first.part:
                break
            said = "".join(word.text for word in asked.words[start:end])
            found.append(Run(start, end, fold(said), first.kind, _tone_marks(said)))
    return found


@dataclass(frozen=True, slots=True)
class Probes:
    """What an index should look for: a code, folded keys, whole skeletons, and beginnings of them."""

    code: str
    keys: tuple[str, ...]
    whole: tuple[str, ...]
    sounds: tuple[str, ...]
    moo: int | None


def probes(asked: Asked) -> Probes:
    """Say what an index should look for. Sounds hold the beginnings too, for names run together."""
    keys = dict.fromkeys(run.key for run in runs_of(asked))
    sounds: dict[str, None] = {}
    wholes: dict[str, None] = {}
    for run in runs_of(asked):
        said = "".join(word.text for word in asked.words[run.start : run.end])
        whole = skeleton(said)
        wholes[skeleton(without_ban(said))] = None
        sounds.update(dict.fromkeys(whole[:length] for length in range(len(whole), 1, -1)))
        sounds[whole] = wholes[whole] = None
    return Probes(asked.code, tuple(keys), tuple(wholes), tuple(sounds), asked.moo)


def find(text: str, candidates: Iterable[Candidate], *, near: str = "", limit: int = 20) -> list[Found]:
    """Rank the candidates for what was typed, best first.

    `near` is the code of the person's own area: among equals it comes first, but its score is no higher.
    """
    asked = read_asked(text)
    runs = runs_of(asked)
    kinds: dict[str, AreaKind] = {}
    best: dict[str, Found] = {}
    at_home: set[str] = set()
    for candidate in candidates:
        kinds[candidate.code] = candidate.kind
        if any(area.code.startswith(near) for area in (candidate, *candidate.line)):
            at_home.add(candidate.code)
        scored = _by_code(asked.code, candidate) if asked.code else _by_name(asked, runs, candidate)
        for found in _answers(scored, candidate):
            kinds.setdefault(found.code, candidate.kind)
            if found.code not in best or found.score > best[found.code].score:
                best[found.code] = found
    ranked = sorted(
        best.values(),
        key=lambda f: (-round(f.score, 3), f.code not in at_home, LEVEL[kinds[f.code]], f.code),
    )
    return ranked[:limit]


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


def _by_name(asked: Asked, runs: Sequence[Run], candidate: Candidate) -> Found | None:
    """Score a candidate by the best run for its own name; what it stands under explains the other words."""
    is_village = LEVEL[candidate.kind] == LEVEL[AreaKind.VILLAGE]
    if is_village and asked.moo is not None and candidate.moo != asked.moo:
        return None
    options = [_with_run(asked, run, candidate) for run in runs]
    if is_village and asked.moo is not None:
        context, _ = _context(asked.words, candidate)
        options.append(Found(candidate.code, context, (Why.MOO,)))
    found = max((option for option in options if option), key=lambda option: option.score, default=None)
    if found and asked.moo is not None and not is_village:
        return Found(found.code, found.score * 0.9, (*found.why, Why.PARTLY))
    return found


def _with_run(asked: Asked, run: Run, candidate: Candidate) -> Found | None:
    score, why = _own_name(run.key, candidate)
    if score < LEAST_SCORE:
        return None
    reasons = [why]
    if run.key == fold(candidate.name) and run.marks != _tone_marks(candidate.name):
        score, reasons = score * TONES_DIFFER, [Why.SPELLING]
    if run.kind and LEVEL[run.kind] != LEVEL[candidate.kind]:
        score *= 0.8
        reasons.append(Why.OTHER_KIND)
    rest = asked.words[: run.start] + asked.words[run.end :]
    context, is_whole = _context(rest, candidate)
    if rest:
        reasons.append(Why.CONTEXT if is_whole else Why.PARTLY)
    return Found(candidate.code, score * context, tuple(reasons))


def _context(rest: Sequence[Word], candidate: Candidate) -> tuple[float, bool]:
    """Weigh the words besides the name: each must name something the candidate stands under.

    Gives a factor (1.0: all named well) and whether all were named.
    """
    factor, is_whole = 1.0, True
    at = 0
    while at < len(rest):
        length, score = _named_above(rest[at:], candidate)
        if length:
            factor *= 0.7 + 0.3 * score
        else:
            factor *= 0.6
            is_whole = False
        at += length or 1
    return factor, is_whole


def _named_above(words: Sequence[Word], candidate: Candidate) -> tuple[int, float]:
    """Find the longest run at the start of `words` that names an area above: (words taken, score)."""
    together = sum(1 for word in words if word.part == words[0].part)
    for length in range(min(together, 4), 0, -1):
        key = fold("".join(word.text for word in words[:length]))
        best = 0.0
        for above in candidate.line:
            score, _ = _own_name(key, above)
            if words[0].kind and LEVEL[words[0].kind] != LEVEL[above.kind]:
                score *= 0.85
            best = max(best, score)
        if best >= 0.75:
            return length, best
    return 0, 0.0


def _own_name(key: str, candidate: Candidate) -> tuple[float, Why]:
    """Compare a typed key with all names of one area: (score, why), the best of them."""
    best = (0.0, Why.SPELLING)
    for name, why, weight in _names(candidate):
        score, reason = _compare(key, name, candidate)
        if score * weight > best[0]:
            best = (score * weight, reason if why is Why.EXACT else why)
            if best[0] == 1.0:
                break
    return best


def _names(candidate: Candidate) -> Iterable[tuple[str, Why, float]]:
    """Give the folded names of an area, what each is, and how much it counts."""
    yield fold(candidate.name), Why.EXACT, 1.0
    yield fold(candidate.name_en), Why.EXACT, 1.0
    if is_capital(candidate):
        yield _CAPITAL[0], Why.EXACT, 1.0
        yield _CAPITAL[1], Why.EXACT, 1.0
    if candidate.kind is AreaKind.VILLAGE:
        yield fold(without_ban(candidate.name)), Why.EXACT, 0.98
        yield fold(without_ban(candidate.name_en)), Why.EXACT, 0.98
    # โคราช is the province to nearly everybody, and only then a far tambon that is truly named so.
    spoken = 1.0 if candidate.kind is AreaKind.PROVINCE else 0.98
    for name in candidate.spoken:
        yield fold(name), Why.SPOKEN, spoken
    for name in candidate.old:
        yield fold(name), Why.OLD_NAME, 0.94


def is_capital(candidate: Candidate) -> bool:
    """Say whether people call it only "อำเภอเมือง": the first amphoe of a province, named เมือง."""
    return (
        candidate.kind is AreaKind.DISTRICT
        and candidate.code.endswith("01")
        and candidate.name.startswith(_CAPITAL[0])
    )


def _compare(key: str, name: str, candidate: Candidate) -> tuple[float, Why]:
    if not name:
        return 0.0, Why.SPELLING
    if key == name:
        return 1.0, Why.EXACT
    if is_latin(key) != is_latin(name):
        return 0.0, Why.SPELLING
    if len(key) > len(name) and key.startswith(name) and _is_above(key[len(name) :], candidate):
        return 0.97, Why.CONTEXT
    options = [(likeness(key, name) * 0.98, Why.SPELLING)]
    if len(key) >= 2 and name.startswith(key):
        options.append((0.72 + 0.2 * len(key) / len(name), Why.BEGINNING))
    elif len(key) >= 3 and key in name:
        options.append((0.6 + 0.2 * len(key) / len(name), Why.WITHIN))
    return max(options)


def _tone_marks(text: str) -> str:
    return "".join(letter for letter in text if letter in "่้๊๋")


def _is_above(key: str, candidate: Candidate) -> bool:
    """Say whether the tail of a name run together names something above: "ดาวเรืองสระบุรี"."""
    return any(key in (fold(above.name), fold(above.name_en)) for above in candidate.line)


@dataclass(slots=True)
class Gazetteer:
    """A small index in memory over candidates, by the same probes a database index would answer."""

    by_code: dict[str, Candidate] = field(default_factory=dict)
    by_sound: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_gram: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_postal: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> "Gazetteer":
        """Index the candidates."""
        made = cls()
        for candidate in candidates:
            made.by_code[candidate.code] = candidate
            for postal in candidate.postal_codes:
                made.by_postal[postal].append(candidate.code)
            names = {name for name, _, _ in _names(candidate) if name}
            for key in {skeleton(name) for name in names} | {skeleton(candidate.name)}:
                made.by_sound[key].append(candidate.code)
            for gram in {gram for name in names for gram in grams(name)}:
                made.by_gram[gram].append(candidate.code)
        return made

    def candidates(self, text: str, *, near: str = "", most: int = 150) -> list[Candidate]:
        """Give at most `most` candidates for what was typed, the likeliest and the near ones first."""
        asked = read_asked(text)
        wanted = probes(asked)
        if asked.code:
            codes = self.by_postal.get(asked.code, [])
            below = [code for code in self.by_code if code.startswith(asked.code)]
            return [self.by_code[code] for code in (below + codes)[:most]]
        hits: Counter[str] = Counter()
        for sound in wanted.sounds:
            for code in self.by_sound.get(sound, ()):
                hits[code] += 2 + len(sound)
        for key in wanted.keys:
            for gram in grams(key):
                for code in self.by_gram.get(gram, ()):
                    hits[code] += 1
        for code in hits if near else ():
            hits[code] += 3 * code.startswith(near)
        return [self.by_code[code] for code, _ in hits.most_common(most)]


def grams(key: str) -> set[str]:
    """Give the three-letter pieces of a key, as a trigram index cuts it."""
    return {key[at : at + 3] for at in range(len(key) - 2)} or {key}
