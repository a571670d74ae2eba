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
    """Hold the clock still, for tests and the demo. A day is its noon, an instant without zone Thai time.

    Holds for this thread (context) only: a new thread has the real clock.
    """
    if isinstance(moment, str):
        moment = date.fromisoformat(moment) if len(moment) == 10 else datetime.fromisoformat(moment)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12), BANGKOK)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=BANGKOK)
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
