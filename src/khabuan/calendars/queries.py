"""Reads of calendars: the events of all rooms (`offers.calendar_sources`), and a seat's own feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.calendars import rules
from khabuan.calendars.models import Feed, FeedRead
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import CalendarItem, CalendarWanted, Words
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.rules.kinds import Issue
from khabuan.seats import queries as seats
from khabuan.seats.rules import digest_of


def kinds_of_events() -> dict[str, Words]:
    """The kinds of events with what people call them, in the order of the rooms."""
    return {kind: words for source in offers.calendar_sources for kind, words in source.kinds.items()}


def events(actor: Actor, wanted: CalendarWanted) -> list[CalendarItem]:
    """The events of all rooms in an actor's sight, in order; a fixed number of queries."""
    found = [
        item
        for source in offers.calendar_sources
        if not wanted.kinds or wanted.kinds & source.kinds.keys()
        for item in source.items(actor, wanted)
        if (not wanted.kinds or item.kind in wanted.kinds) and wanted.issue in ("", item.issue)
    ]
    return rules.in_order(found)


def event(actor: Actor, kind: str, key: str) -> CalendarItem:
    """One event in sight. OutOfArea when there is none."""
    for source in offers.calendar_sources:
        found = source.one(actor, kind, key) if kind in source.kinds else None
        if found is not None:
            return found
    raise OutOfArea(f"{kind} {key}")


def feed_days(today: date) -> tuple[date, date]:
    """From which day until before which day a feed tells."""
    return today - rules.PAST, today + rules.AHEAD


def of_area(area: Area, today: date) -> CalendarWanted:
    """What the public feed of a place tells of."""
    since, until = feed_days(today)
    return CalendarWanted(since=since, until=until, paths=(area.path,))


def of_body(key: int, today: date) -> CalendarWanted:
    """What the public feed of an organisation tells of."""
    since, until = feed_days(today)
    return CalendarWanted(since=since, until=until, organisation=key)


def of_feed(feed: Feed, today: date) -> CalendarWanted:
    """What a private feed tells of: of an organisation wherever it stands, else of its place."""
    since, until = feed_days(today)
    return CalendarWanted(
        since=since, until=until, paths=("",) if feed.organisation_id else (feed.area.path,),
        organisation=feed.organisation_id, issue=feed.issue, kinds=feed.kind_names,
    )  # fmt: skip


@dataclass(frozen=True)
class FeedLine:
    """A feed in its owner's list: what it tells of, in words, and the day on which a program last read it."""

    feed: Feed
    told: Sequence[Words]
    read_on: date | None


def feeds_of(actor: Actor) -> list[FeedLine]:
    """The open feeds of a seat, the newest first. Two queries."""
    rows = Feed.objects.visible_to(actor).filter(ended_at__isnull=True).select_related("area", "organisation")
    found = list(rows.order_by("-made_at", "-pk"))
    read: Mapping[int, date] = dict(
        FeedRead.objects.filter(feed__in=[one.pk for one in found]).values_list("feed", "on")
    )
    return [FeedLine(one, _told(one), read.get(one.pk)) for one in found]


def _told(feed: Feed) -> list[Words]:
    where = feed.organisation.name if feed.organisation else label(feed.area)
    kinds = [words for kind, words in kinds_of_events().items() if kind in feed.kind_names]
    return [where, *(kinds or [_("all events")]), *([_(Issue(feed.issue).label)] if feed.issue else [])]


def open_feed(actor: Actor, key: int) -> Feed:
    """One open feed of this seat. OutOfArea when there is none."""
    found: Feed | None = Feed.objects.visible_to(actor).filter(pk=key, ended_at__isnull=True).first()
    if found is None:
        raise OutOfArea(f"feed {key}")
    return found


def feed_behind(code: str) -> tuple[Feed, Actor, str]:
    """The feed with this secret address, its seat as it acts today, the language of its owner.

    OutOfArea for an address that nobody made, one that was ended, or a seat that is over.
    """
    rows = Feed.everywhere.filter(digest=digest_of(code), ended_at__isnull=True)
    feed: Feed | None = rows.select_related(
        "area", "seat__user", "seat__area", "seat__group__area", "seat__organisation"
    ).first()
    if feed is None or not seats.is_open(feed.seat, clock.today()):
        raise OutOfArea("feed")
    return feed, seats.actor_of(feed.seat), feed.seat.user.language
