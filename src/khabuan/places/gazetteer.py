"""A small index in memory, and the reference areas in it: finds any tambon without a database."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from khabuan.places import reference
from khabuan.places.finding import Candidate, names_of
from khabuan.places.names import skeleton
from khabuan.places.rules import AreaKind
from khabuan.places.typed import probes, read_asked


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
            names = {name for name, _, _ in names_of(candidate) if name}
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


@cache
def reference_gazetteer() -> Gazetteer:
    """Index all areas in force and all abolished ones: finds any tambon of the country in milliseconds."""
    return Gazetteer.of(reference_candidates())


def reference_candidates() -> list[Candidate]:
    """List the provinces, districts and subdistricts, in force and abolished, as candidates."""
    made: dict[str, Candidate] = {}
    for area in reference.areas():
        if area.kind is AreaKind.NATION:
            continue
        made[area.code] = Candidate(
            code=area.code,
            kind=area.kind,
            name=area.name,
            name_en=area.name_en,
            line=_line(area.code, made),
            spoken=reference.spoken_names().get(area.code, ()) + area.other_names,
            postal_codes=area.postal_codes,
        )
    for gone in reference.abolished():
        made[gone.code] = Candidate(
            code=gone.code,
            kind=gone.kind,
            name=gone.name,
            name_en=gone.name_en,
            line=_line(gone.code, made),
            is_abolished=True,
            successors=gone.successors,
        )
    return list(made.values())


def _line(code: str, made: dict[str, Candidate]) -> tuple[Candidate, ...]:
    above = (code[:length] for length in range(len(code) - 2, 0, -2))
    return tuple(made[step] for step in above if step in made)
