"""Hours that people write without a day, on the day of a meeting. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

NIGHT = time(5)
NOON = time(12)
LONGEST = timedelta(hours=36)
"""No meeting is in session for longer: what is written down later than that is written down afterwards."""


def on_day(on: date, hour: time, zone: tzinfo, *, after: datetime | None = None) -> datetime:
    """An hour of the meeting's day. A meeting that began after noon and ended in the night ended a day later."""
    at = datetime.combine(on, hour, zone)
    if after is not None and hour < NIGHT and after.astimezone(zone).time() >= NOON:
        return at + timedelta(days=1)
    return at
