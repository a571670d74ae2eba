"""Contenders, rounds, ratios and the table: how anything here is measured."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Taken:
    """What one job came to, and took."""

    result: Any
    wall: float
    cpu: float


class Contender:
    """A process that does jobs; ended by `end`. `is_ours`: runs where Khabuan is installed, not among the peers."""

    def __init__(self, module: str, *, is_ours: bool = False, **surroundings: str) -> None:
        self.module = module
        python = os.environ["KHABUAN_BENCH_OURS"] if is_ours else sys.executable
        self._process = subprocess.Popen(
            [python, "-m", "bench.books.worker", module],
            cwd=ROOT, env={**os.environ, **surroundings}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def do(self, job: str, **facts: Any) -> Taken:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"job": job, "facts": facts}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.module} ended in {job}: its words stand above")
        return Taken(**json.loads(line))

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)


Call = Callable[[int], Taken]
"""A job of a round: the number of the round in, what it took out."""


def race(calls: Mapping[str, Call], rounds: int, *, warm_up: bool = True) -> dict[str, list[Taken]]:
    """All calls of a round one after the other, then the next round; each round begins with another one."""
    found: dict[str, list[Taken]] = {name: [] for name in calls}
    names = list(calls)
    for number in range(-1 if warm_up else 0, rounds):
        at = number % len(names)
        for name in names[at:] + names[:at]:
            taken = calls[name](number + 1)
            if number >= 0:
                found[name].append(taken)
        say(f"   round {number + 1} of {rounds}" if number >= 0 else "   warm")
    return found


@dataclass(frozen=True)
class Goal:
    """A ratio to reach: ours at most so many times the other, or the other at least so many times ours."""

    code: str
    words: str
    ours: Sequence[float]
    other: Sequence[float]
    at_most: float | None = None
    at_least: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        pairs = list(zip(self.ours, self.other, strict=True))
        if self.at_most is not None:
            return statistics.median(ours / other for ours, other in pairs)
        return statistics.median(other / ours for ours, other in pairs)

    @property
    def is_reached(self) -> bool:
        return self.ratio <= self.at_most if self.at_most is not None else self.ratio >= (self.at_least or 0)

    def row(self) -> str:
        ours, other = statistics.median(self.ours), statistics.median(self.other)
        scale = 1000 if self.unit == "ms" else 1
        wanted = f"≤ {self.at_most:.2f}" if self.at_most is not None else f"≥ {self.at_least:.2f}"
        unit = {"ms": "ms", "s": "s", "bytes": "B"}[self.unit]
        verdict = "reached" if self.is_reached else "MISSED"
        figures = f"{ours * scale:>10,.2f} {unit:<2} {other * scale:>10,.2f} {unit:<2}"
        return f"{self.code:<4} {self.words:<64} {figures} {self.ratio:>9.2f} {wanted:>8}  {verdict}"


@dataclass
class Table:
    """The goals as they are found."""

    goals: list[Goal] = field(default_factory=list)

    def add(self, goal: Goal) -> None:
        self.goals.append(goal)
        print(goal.row(), flush=True)

    def show(self) -> None:
        print(f"\n{'':4} {'':<64} {'ours':>13} {'other':>13} {'ratio':>9} {'goal':>8}")
        for goal in sorted(self.goals, key=lambda one: (int(one.code[1:]), one.words)):
            print(goal.row())
        missed = sum(not goal.is_reached for goal in self.goals)
        print(f"\n{len(self.goals) - missed} of {len(self.goals)} reached", flush=True)


def walls(taken: Sequence[Taken]) -> list[float]:
    return [one.wall for one in taken]


def cpus(taken: Sequence[Taken]) -> list[float]:
    return [one.cpu for one in taken]


def same(what: str, expected: Any, **found: Any) -> None:
    """Stop where a contender comes to another sum: a figure about a wrong answer is worth nothing."""
    for name, answer in found.items():
        if answer != expected:
            raise SystemExit(f"{what}: {name} says {answer}, expected {expected}")


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
