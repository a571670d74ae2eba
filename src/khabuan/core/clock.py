"""What day it is, in Thailand. The only place that reads the computer's clock for facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The present day in Thailand."""
    return now().astimezone(BANGKOK).date()


def day_of(instant: datetime) -> date:
    """The Thai day on which an instant falls."""
    return instant.astimezone(BANGKOK).date()


@contextmanager
def at(moment: str | date | datetime) -> Iterator[None]:
    """Hold the clock still: at("2026-11-23") is noon of that day in Thailand. For tests and the demo."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12), BANGKOK)
    elif moment.tzinfo is None:
        moment = moment.replace(hour=moment.hour or 12, tzinfo=BANGKOK)
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
