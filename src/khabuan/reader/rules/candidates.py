"""What accepted drafts could stand in each box of a record's form, where more than one could, or none is sure. Pure.

Only what a draft says exactly is offered. Nothing of it stands in a box before a person puts it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from khabuan.reader.rules.accepted import Accepted, Fields, Given
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.held import HEADS
from khabuan.reader.rules.projects import TARGETS
from khabuan.reader.rules.starting import EACH_HOUSE, ERA, FUND, narrow_places

MOST = 5
Take = Callable[[Accepted], Any]
"""What a draft gives to a box, or None."""
Candidates = Mapping[str, Sequence[Given]]


def _first_day(one: Accepted) -> Any:  # noqa: ANN401 - of any box
    return one.day() if one.kind is Kind.DATE else None


def _last_day(one: Accepted) -> Any:  # noqa: ANN401 - of any box
    return one.day("end") or one.day() if one.kind is Kind.DATE else None


def _place(one: Accepted) -> Any:  # noqa: ANN401 - of any box
    return one.subject if one.kind is Kind.PLACE else None


def _body(one: Accepted) -> Any:  # noqa: ANN401 - of any box
    return one.subject if one.kind is Kind.ORGANISATION else None


def _fund(one: Accepted) -> Any:  # noqa: ANN401 - of any box
    is_new = one.kind is Kind.ORGANISATION and one.subject is None
    return one.says["name"] if is_new and one.says["name"].startswith(FUND) else None


def _fiscal_year(one: Accepted) -> Any:  # noqa: ANN401 - of any box
    return one.says["be"] - ERA if one.kind is Kind.YEAR else None


def _number(one: Accepted) -> Any:  # noqa: ANN401 - of any box
    return one.says["number"] if one.kind is Kind.MEETING else None


def _year(one: Accepted) -> Any:  # noqa: ANN401 - of any box
    return one.says["be"] - ERA if one.kind is Kind.MEETING and one.says.get("be") else None


def _sum(*each: str | None) -> Take:
    return lambda one: one.amount() if one.kind is Kind.MONEY and one.says.get("per") in each else None


def _count(*what: str) -> Take:
    return lambda one: one.whole() if one.kind is Kind.COUNT and one.says.get("what") in what else None


BOXES: Mapping[str, Mapping[str, Take]] = {
    "gathering": {"starts_on": _first_day, "ends_on": _last_day, "area": _place, "total": _count("people")},
    "meeting": {"on": _first_day, "number": _number, "year": _year},
    "held": {
        "on": _first_day, "number": _number, "year": _year, "present": _count(*HEADS), "entitled": _count(*HEADS),
    },
    "promise": {"given_on": _first_day, "due_on": _last_day, "agency": _body},
    "news": {"on": _first_day, "area": _place},
    "project": {
        "fiscal_year": _fiscal_year, "area": _place, "agency": _body, "asked": _sum(None), "approved": _sum(None),
        "starts_on": _first_day, "ends_on": _last_day, "on": _first_day,
        **{target: _count(what) for what, target in TARGETS.items()},
    },
    "house": {
        "area": _place, "fiscal_year": _fiscal_year, "agency": _body, "on": _first_day,
        "amount": _sum(None, *EACH_HOUSE),
    },
    "fund": {"name": _fund, "area": _place},
}  # fmt: skip
"""By the sort of record: for each box what a draft gives to it."""


def candidates(what: str, drafts: Iterable[Accepted]) -> Candidates:
    """For each box of a record the values that the text has for it, in its order."""
    drafts = list(drafts)
    places = narrow_places(drafts)
    drafts = [one for one in drafts if one.kind is not Kind.PLACE or one in places]
    return {
        box: [Given(value, one.key) for one in drafts if (value := take(one)) is not None]
        for box, take in BOXES.get(what, {}).items()
    }


def shown(found: Candidates, given: Fields) -> Candidates:
    """Those worth a look, each value once: where the text has another than the one that stands in the box already."""
    return {
        box: _different(values)[:MOST] for box, values in found.items()
        if any(box not in given or one.value != given[box].value for one in values)
    }  # fmt: skip


def _different(values: Iterable[Given]) -> list[Given]:
    found: dict[Any, Given] = {}
    for one in values:
        found.setdefault(one.value, one)
    return list(found.values())
