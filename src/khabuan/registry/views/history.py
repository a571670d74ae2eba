"""The history of a record: every act on it, field by field, with who, when and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from khabuan.access.request import Request
from khabuan.access.scoping import Row
from khabuan.core.errors import OutOfArea
from khabuan.core.parts.words import shown_year, thai_date
from khabuan.core.web import show
from khabuan.registry.models import Organisation, Person
from khabuan.registry.queries.history import FieldDiff, HistoryLine, Inside, Told, history_of
from khabuan.registry.sentences.fields import FIELD_WORDS
from khabuan.rules.models import DatedRule
from khabuan.rules.titles import rule_title

KINDS: dict[str, type[Row]] = {"organisation": Organisation, "person": Person, "rule": DatedRule}
PAGE = 50
DAY, MOMENT, HOUR = (
    re.compile(one) for one in (r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\dT\d\d:\d\d", r"\d\d:\d\d:\d\d(\.\d+)?")
)


def history(request: Request, kind: str, pk: int) -> HttpResponse:
    """What happened to a record of the register or to a rule."""
    model: Any = KINDS.get(kind)
    record = model.objects.visible_to(request.actor).filter(pk=pk).first() if model else None
    if record is None:
        raise OutOfArea(f"{kind} {pk}")
    return show_history(request, record, FIELD_WORDS)


def show_history(
    request: Request, record: Row, words: Mapping[str, Any], inside: Inside | None = None
) -> HttpResponse:
    """What happened to a record, and to the rows inside it, the newest first; `before` goes on from an act. `words` name
    the fields."""
    before = request.GET.get("before", "")
    found = history_of(
        request.actor, record, limit=PAGE, before=int(before) if before.isdecimal() else None, inside=inside
    )
    context = {
        "title": title_of(record),
        "back": record.get_absolute_url() if hasattr(record, "get_absolute_url") else "",
        "lines": [_line(line, words) for line in found],
        "is_later": bool(before),
        "older": found[-1].key if len(found) == PAGE else "",
    }
    return show(request, "registry/history.html", context)


def title_of(record: Row) -> str:
    """The record as its own page heads it."""
    return rule_title(record.key) if isinstance(record, DatedRule) else str(record)


@dataclass(frozen=True)
class Touched:
    """One record that an act made or changed: its title, (field, before, after)."""

    title: str
    fields: list[tuple[str, str, str]]

    @property
    def is_new(self) -> bool:
        return not any(before for _field, before, _after in self.fields)


@dataclass(frozen=True)
class Line:
    """One act, with its fields in words."""

    act: str
    at: str
    who: str
    reason: str
    is_erased: bool
    records: list[Touched]


def _line(line: HistoryLine, words: Mapping[str, Any]) -> Line:
    return Line(
        str(line.act),
        _moment(line.at),
        line.who if line.who != "system" else _("the program itself"),
        line.reason,
        line.is_erased,
        [
            Touched(_titled(title), [_diff(diff, words) for diff in diffs])
            for title, diffs in line.diffs
            if diffs
        ],
    )


def _titled(title: str) -> str:
    """The record's title; "" for rows without a name of their own, which say no more than their number."""
    return "" if " object (" in title else title


def _diff(diff: FieldDiff, words: Mapping[str, Any]) -> tuple[str, str, str]:
    word = _(words[diff.field]) if diff.field in words else diff.field
    return word, _shown(diff.field, diff.old), _shown(diff.field, diff.new)


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{thai_date(local.date())} {local:%H:%M}"


def _shown(field: str, value: Told) -> str:
    """A stored day, hour or year as people read it, as far as it is known; anything else as it stands."""
    if not isinstance(value, str):
        return thai_date(value)
    if field in ("year", "fiscal_year") and value.isdecimal():
        return str(shown_year(int(value)))
    with suppress(ValueError):
        if DAY.fullmatch(value):
            return thai_date(date.fromisoformat(value))
        if MOMENT.match(value):
            return _moment(datetime.fromisoformat(value))
        if HOUR.fullmatch(value):
            return value[:5]
    return value
