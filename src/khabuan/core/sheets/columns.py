"""Finds the header row of a sheet that people made, and says which of our columns each heading means.

Pure over texts. The search key of a heading is a function that the caller gives: slips are its affair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from .shape import TO_FIX, Cell, ColumnSpec, Heading

Key = Callable[[str], str]
How = Literal["name", "label", "alias", "key", "guess"]
HOW_STRONG: tuple[How, ...] = ("name", "label", "alias", "key", "guess")

MACHINE_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
SHORTEST_GUESS = 5


def plain_key(text: str) -> str:
    """Letters, marks and digits only, small, without what stands in brackets: "วันเกิด (พ.ศ.) *" → "วันเกิด"."""
    outside = BRACKETS.sub("", text) or text
    return "".join(letter for letter in outside.casefold() if unicodedata.category(letter)[0] in "LMN")


@dataclass(frozen=True)
class Match:
    """A heading that means a column. `how="guess"`: one letter differs, so the sender should be told."""

    spec: ColumnSpec
    heading: Heading
    how: How


@dataclass(frozen=True)
class Matching:
    """What the headings mean. `doubled` are further headings that mean a column already found."""

    found: tuple[Match, ...]
    unknown: tuple[Heading, ...]
    missing: tuple[ColumnSpec, ...]
    doubled: tuple[Match, ...]

    @property
    def positions(self) -> dict[str, int]:
        """Machine name → position (from 1) of the columns found."""
        return {match.spec.name: match.heading.position for match in self.found}

    @property
    def missing_required(self) -> tuple[ColumnSpec, ...]:
        return tuple(spec for spec in self.missing if spec.required)


class _Names:
    """The names of all columns, so that each heading is looked up and not searched."""

    def __init__(self, specs: Sequence[ColumnSpec], key: Key) -> None:
        self.key = key
        self.by: dict[How, dict[str, ColumnSpec]] = {how: {} for how in HOW_STRONG}
        for spec in specs:
            self.by["name"].setdefault(spec.name, spec)
            self.by["label"].setdefault(spec.label.strip(), spec)
            for alias in spec.aliases:
                self.by["alias"].setdefault(alias.strip(), spec)
        for spec in specs:
            for text in (spec.name, spec.label, *spec.aliases):
                for searched in (key(text), plain_key(text)):
                    if searched:
                        self.by["key"].setdefault(searched, spec)

    def meaning(self, heading: Heading) -> tuple[ColumnSpec, How] | None:
        label, searched = heading.label.strip(), self.key(heading.label)
        tries: tuple[tuple[How, str], ...] = (
            ("name", heading.name),
            ("name", label),
            ("label", label),
            ("alias", label),
            ("key", searched),
            ("key", plain_key(heading.label)),
        )
        for how, text in tries:
            if text and (spec := self.by[how].get(text)):
                return spec, how
        near = {spec.name: spec for text, spec in self.by["key"].items() if one_slip_apart(text, searched)}
        return (next(iter(near.values())), "guess") if len(near) == 1 else None


def match_columns(
    columns: Iterable[Heading],
    specs: Sequence[ColumnSpec],
    key: Key = plain_key,
    *,
    ignore: Iterable[str] = (),
    names: _Names | None = None,
) -> Matching:
    """Says which heading means which column. `ignore` are labels to pass over (the "to fix" column's).

    Who asks for many rows makes the `names` of the columns once.
    """
    names = names or _Names(specs, key)
    ignored = {key(label) for label in ignore}
    matches: list[Match] = []
    unknown: list[Heading] = []
    for heading in columns:
        blank = not heading.label.strip() and not heading.name
        if blank or heading.name == TO_FIX or key(heading.label) in ignored:
            continue
        if meaning := names.meaning(heading):
            matches.append(Match(meaning[0], heading, meaning[1]))
        else:
            unknown.append(heading)
    # The surest heading of a column wins; among equals the first.
    matches.sort(key=lambda match: (HOW_STRONG.index(match.how), match.heading.position))
    found: dict[str, Match] = {}
    doubled: list[Match] = []
    for match in matches:
        if match.spec.name not in found:
            found[match.spec.name] = match
        elif match.how == "guess":
            unknown.append(match.heading)
        else:
            doubled.append(match)
    return Matching(
        found=tuple(sorted(found.values(), key=lambda match: match.heading.position)),
        unknown=tuple(sorted(unknown, key=lambda heading: heading.position)),
        missing=tuple(spec for spec in specs if spec.name not in found),
        doubled=tuple(doubled),
    )


def one_slip_apart(one: str, other: str) -> bool:
    """One letter more, less or different, in words of five letters or more; a different digit is no slip."""
    if min(len(one), len(other)) < SHORTEST_GUESS or abs(len(one) - len(other)) > 1 or one == other:
        return False
    shorter = min(len(one), len(other))
    start = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    rest, other_rest = one[start:], other[start:]
    if len(one) == len(other):
        same = rest[1:] == other_rest[1:]
    else:
        same = rest[1:] == other_rest if len(one) > len(other) else rest == other_rest[1:]
    return same and not any(letter.isdecimal() for letter in (rest[:1] + other_rest[:1]))


def header_of(
    rows: Sequence[tuple[int, tuple[Cell, ...]]], specs: Sequence[ColumnSpec], key: Key, looked: int = 10
) -> tuple[int, int | None] | None:
    """The index in `rows` of the header row and of the row of machine names under it, or None.

    Looks at the first rows. With specs, the row in which most columns are known (at least two, or the
    only one); without, the widest row of texts.
    """
    near = [index for index, (number, _) in enumerate(rows[:looked]) if number <= looked]
    score = _known_columns(specs, key) if specs else _distinct_texts
    needed = min(2, len(specs)) if specs else 1
    best = max(near, key=lambda index: score(rows[index][1]), default=None)
    if best is None or score(rows[best][1]) < needed:
        return None
    under = best + 1
    follows = under < len(rows) and rows[under][0] == rows[best][0] + 1
    return best, under if follows and _are_names(rows[best][1], rows[under][1], specs) else None


def _known_columns(specs: Sequence[ColumnSpec], key: Key) -> Callable[[tuple[Cell, ...]], int]:
    names = _Names(specs, key)

    def score(values: tuple[Cell, ...]) -> int:
        return len(match_columns(headings(values, None), specs, key, names=names).found)

    return score


def _distinct_texts(values: tuple[Cell, ...]) -> int:
    filled = [value for value in values if value is not None]
    texts = {value for value in filled if isinstance(value, str) and value.strip()}
    return len(texts) if len(texts) == len(filled) else 0


def _are_names(labels: tuple[Cell, ...], values: tuple[Cell, ...], specs: Sequence[ColumnSpec]) -> bool:
    """Whether the row under the header is our row of machine names, and not a first row of Latin codes.

    With specs the names have to be known ones; without, there has to be one under every label.
    """
    names = [value for value in values if value is not None]
    texts = [label for label in labels if label is not None]
    if all(map(_is_name, texts)) or not all(map(_is_name, names)) or len(set(names)) != len(names):
        return False
    if specs:
        known = {spec.name for spec in specs}
        return sum(name in known for name in names) * 2 > len(names)
    return len(names) == len(texts) > 1


def _is_name(value: Cell) -> bool:
    return isinstance(value, str) and MACHINE_NAME.match(value) is not None


def headings(labels: tuple[Cell, ...], names: tuple[Cell, ...] | None) -> tuple[Heading, ...]:
    """The headings of a header row, with their machine names if there is a row of them."""
    names = names or (None,) * len(labels)
    return tuple(
        Heading(position, _text(label), _text(name))
        for position, (label, name) in enumerate(zip(labels, names, strict=True), start=1)
    )


def _text(value: Cell) -> str:
    return "" if value is None else str(value)
