"""That a feed was read today: a trace beside it, written without an action because nobody acts."""

from __future__ import annotations

from datetime import date

from khabuan.calendars.models import Feed, FeedRead


def note_read(feed: Feed, today: date) -> None:
    """Remember the day, once a day."""
    if not FeedRead.objects.filter(feed=feed, on=today).exists():
        FeedRead.objects.update_or_create(feed=feed, defaults={"on": today})
