"""Writes of calendars: a seat's secret addresses, made and ended; carried along when bodies or places become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.calendars import rules
from khabuan.calendars.models import Feed
from khabuan.calendars.queries import feeds_of, kinds_of_events
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import tidy
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue
from khabuan.seats.models import User
from khabuan.seats.rules import digest_of

NAMELESS = _("Give the calendar a name, such as “On my phone”.")
UNKNOWN = _("This is not one of the kinds or issues. Choose from the list.")
MANY = _("This seat has %(most)d addresses already. End one that nobody uses, then make a new one.")


@action("calendars.make_feed", on="user", seen=("area",))
def make_feed(
    *,
    actor: Actor,
    user: User,
    name: str,
    area: Area,
    organisation: Organisation | None = None,
    issue: str = "",
    kinds: Collection[str] = (),
) -> Feed:
    """A secret address for what one's own seat sees of a place, or of an organisation. Only the row returned here
    knows its `code`. No kinds: all, those of rooms to come too.

    OutOfArea: another user, an organisation out of reach. Refused: no name, an unknown kind or issue, ten already.
    """
    if actor.user_id != user.pk or actor.seat_id is None:
        raise OutOfArea("seats.user")
    if not tidy(name):
        raise Refused("feed_nameless", NAMELESS, field="name")
    if not set(kinds) <= kinds_of_events().keys() or issue not in {"", *Issue}:
        raise Refused("feed_unknown", UNKNOWN, field="kinds")
    if len(feeds_of(actor)) >= rules.MOST_FEEDS:
        raise Refused("feeds_many", MANY % {"most": rules.MOST_FEEDS})
    code = rules.new_code()
    feed: Feed = add(
        Feed, seat_id=actor.seat_id, name=tidy(name)[:120], digest=digest_of(code), area=area,
        organisation=organisation, issue=issue, kinds=",".join(sorted(kinds)), made_at=clock.now(),
    )  # fmt: skip
    feed.code = code
    return feed


@action("calendars.end_feed", on="user", seen=("feed",))
def end_feed(*, actor: Actor, user: User, feed: Feed) -> Feed:
    """The address opens nothing from now on. OutOfArea: another user, a feed of another seat."""
    if actor.user_id != user.pk or feed.seat_id != actor.seat_id:
        raise OutOfArea("calendars.feed")
    if feed.ended_at is None:
        change(feed, ended_at=clock.now())
    return feed


def move_of_organisation(moves: offers.Moving) -> None:
    """Feeds of the record that goes tell of the one that stays."""
    for feed in Feed.everywhere.filter(organisation=moves.goes).order_by("pk"):
        moves.change(feed, organisation=moves.stays)


def tell_of_organisations(bodies: Sequence[Any]) -> list[tuple[Any, dict[int, int]]]:
    rows = Feed.everywhere.filter(organisation__in=[body.pk for body in bodies])
    return [(_("Addresses of calendars"), Counter(rows.values_list("organisation_id", flat=True)))]


def settle_area(going: offers.Succession) -> None:
    """Feeds of an area that ends tell of its successor."""
    for feed in Feed.everywhere.filter(area=going.gone, ended_at__isnull=True).order_by("pk"):
        change(feed, area=going.into)
        going.count("feed")


MERGE = offers.OnOrganisationMerge("calendars", move_of_organisation, tell_of_organisations)
AREA_END = offers.OnSuccession("calendars", settle_area, {"feed": _("addresses of calendars")}, order=70)
