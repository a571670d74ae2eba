"""Secret addresses: whose they are, what closes them, how they follow bodies and places that become one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.calendars.conftest import SYSTEM
from tests.registry.conftest import World
from tests.seats.conftest import PASSWORD

from khabuan.access import records
from khabuan.access.actor import Actor, Role
from khabuan.calendars.actions import end_feed, make_feed
from khabuan.calendars.models import Feed
from khabuan.calendars.queries import feed_behind, feeds_of, of_feed, open_feed
from khabuan.core.errors import OutOfArea, Refused
from khabuan.places.actions.changes import merge_areas
from khabuan.places.actions.groups import keep_group
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.seats.actions import end_seat, grant_seat
from khabuan.seats.models import User
from khabuan.seats.queries import actor_of


class Sitting:
    """Somebody who sits somewhere, and makes addresses."""

    def __init__(self, place: Any, role: Role, login: str) -> None:
        self.seat = grant_seat(actor=SYSTEM, place=place, role=role, login=login, name=login)
        self.user = User.objects.get(login=login)
        self.user.set_password(PASSWORD)
        self.user.save()
        self.actor = actor_of(self.seat)

    def feed(self, **facts: Any) -> Feed:
        known = {"name": "ในมือถือ", "area": self.seat.area, **facts}
        return make_feed(actor=self.actor, user=self.user.at(self.actor), **known)


@pytest.fixture
def secretary(world: World) -> Sitting:
    return Sitting(world.body("council", "สภาทดสอบ"), Role.SECRETARY, "secretary")


def test_only_its_digest_is_kept_and_the_trail_does_not_repeat_it(secretary: Sitting) -> None:
    made = secretary.feed(kinds=["meeting", "duty"], issue="housing")
    row = Feed.everywhere.get()
    assert (len(made.code), row.code, row.kinds, row.issue) == (43, "", "duty,meeting", "housing")
    assert made.code not in str(vars(row))
    feed, actor, _language = feed_behind(made.code)
    assert (feed, actor) == (row, secretary.actor)
    assert [one for one in records.verify() if one.kind.startswith("calendars.")] == []


def test_it_is_its_owner_s_alone(world: World, secretary: Sitting) -> None:
    made = secretary.feed()
    colleague = Sitting(world.areas["19."], Role.PROVINCE, "province")
    assert feeds_of(colleague.actor) == []
    for key in (made.pk, 7):
        with pytest.raises(OutOfArea):
            open_feed(colleague.actor, key)
    with pytest.raises(OutOfArea):
        end_feed(actor=colleague.actor, user=colleague.user.at(colleague.actor), feed=made)
    with pytest.raises(OutOfArea):
        make_feed(actor=colleague.actor, user=secretary.user, name="ก", area=world.areas["19."])
    with pytest.raises(OutOfArea):
        make_feed(actor=Actor.public(), user=secretary.user, name="ก", area=world.areas["19."])


def test_a_zone_s_seat_has_one_too(world: World) -> None:
    zone = keep_group(
        actor=SYSTEM, area=world.areas["19."], kind="zone", name="โซนเหนือ", members=[world.areas["19.01."]],
        on=date(2026, 10, 1),
    )  # fmt: skip
    made = Sitting(zone, Role.COORDINATOR, "zone").feed()
    assert feed_behind(made.code)[0] == made


def test_a_body_out_of_reach_and_unknown_words_are_refused(world: World, secretary: Sitting) -> None:
    with pytest.raises(OutOfArea):
        secretary.feed(organisation=world.body("council", "สภาอื่น", "19.01.02."))
    for facts, code in (
        ({"name": " "}, "feed_nameless"),
        ({"kinds": ["x"]}, "feed_unknown"),
        ({"issue": "x"}, "feed_unknown"),
    ):
        with pytest.raises(Refused, match=code):
            secretary.feed(**facts)


@pytest.mark.parametrize("what", ["ended", "inactive", "password", "feed"])
def test_what_closes_it(secretary: Sitting, what: str) -> None:
    made = secretary.feed()
    if what == "feed":
        end_feed(actor=secretary.actor, user=secretary.user.at(secretary.actor), feed=made)
    elif what == "ended":
        end_seat(actor=SYSTEM, seat=secretary.seat)
    else:
        field = {"inactive": "is_active", "password": "must_change_password"}[what]
        setattr(secretary.user, field, what == "password")
        secretary.user.save()
    with pytest.raises(OutOfArea):
        feed_behind(made.code)


def test_it_follows_a_body_that_becomes_one_with_another(world: World) -> None:
    stays, goes = (world.body("network", name) for name in ("เครือข่าย", "เครือข่ายเดียวกัน"))
    made = Sitting(world.areas["19."], Role.PROVINCE, "province").feed(organisation=goes)
    merge_organisations(actor=SYSTEM, stays=stays, goes=goes)
    feed = feed_behind(made.code)[0]
    assert of_feed(feed, date(2026, 11, 23)).organisation == stays.pk


def test_it_follows_a_place_that_ends(world: World) -> None:
    made = Sitting(world.areas["19."], Role.PROVINCE, "province").feed(area=world.areas["19.01.02."])
    merge_areas(
        actor=SYSTEM,
        areas=[world.areas["19.01.02."]],
        into=world.areas["19.01.01."],
        on=date(2026, 11, 23),
        reason="รวม",
    )
    assert of_feed(feed_behind(made.code)[0], date(2026, 11, 23)).paths == ("19.01.01.",)
