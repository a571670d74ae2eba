"""What stands in calendars, for whom, and under which names: the rooms' own sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.calendars.conftest import PUBLIC, SYSTEM, YEAR, Room, hold, meet

from khabuan.access.actor import Actor
from khabuan.calendars.queries import event, events, kinds_of_events
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import CalendarItem, CalendarWanted
from khabuan.followup.actions.duties import drop_duty
from khabuan.followup.models import Duty
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.registry.actions.organisations import change_organisation


def seen(actor: Actor, wanted: CalendarWanted = YEAR) -> list[str]:
    return [item.kind for item in events(actor, wanted)]


def of_kind(actor: Actor, kind: str) -> list[CalendarItem]:
    return events(actor, replace(YEAR, kinds=frozenset({kind})))


def test_every_room_stands_in_one_calendar_by_day(room: Room) -> None:
    assert seen(room.world.province) == ["meeting", "meeting", "duty", "promise", "term"]
    assert list(kinds_of_events()) == ["meeting", "gathering", "duty", "promise", "term"]


def test_a_seat_sees_its_own_and_neighbours_nothing(room: Room) -> None:
    assert seen(room.world.secretary) == ["meeting", "duty", "promise"]
    assert seen(room.world.neighbour) == ["meeting", "term"]
    assert seen(room.world.stranger) == []


def test_an_agency_sees_what_it_promised_and_ends_of_terms_but_no_meeting(room: Room) -> None:
    assert seen(room.scene.officer) == ["promise", "term"]
    assert seen(room.scene.other_officer) == ["term"]


def test_the_public_sees_meetings_of_the_act_and_ends_of_terms(room: Room) -> None:
    found = events(PUBLIC, YEAR)
    assert [(one.kind, one.organisation_name) for one in found] == [
        ("meeting", room.scene.council.name), ("term", room.scene.fund.name),
    ]  # fmt: skip
    assert {one.detail for one in found if one.kind == "term"} == {"2 ตำแหน่ง"}


def test_a_meeting_is_told_with_its_hours_or_as_a_whole_day(room: Room) -> None:
    whole = meet(
        room.scene.council, date(2026, 12, 20), number=2, starts_at=None, ends_at=None, kind=Kind.SPECIAL
    )
    first, second = of_kind(room.world.secretary, "meeting")
    assert first.title == f"{room.scene.council.name} ประชุมครั้งที่ 1/2569"
    assert first.starts == datetime(2026, 12, 5, 9, 30, tzinfo=clock.BANGKOK)
    assert first.ends == datetime(2026, 12, 5, 12, tzinfo=clock.BANGKOK)
    assert (first.place, first.issue, first.key) == ("ศาลา ม.3", "council", str(room.meeting.pk))
    assert (second.starts, second.ends, second.key) == (date(2026, 12, 20), None, str(whole.pk))
    assert "วิสามัญ" in second.title


def test_a_meeting_that_was_called_off_stays_and_is_marked(room: Room) -> None:
    off = meet(room.scene.council, date(2026, 12, 21), number=3, state=State.CANCELLED, revision=4)
    found = event(room.world.secretary, "meeting", str(off.pk))
    assert (found.is_cancelled, found.sequence) == (True, 4)


def test_no_word_of_a_duty_goes_where_others_read(room: Room) -> None:
    (duty,), (promise,) = (of_kind(room.world.secretary, kind) for kind in ("duty", "promise"))
    assert "นางทดสอบ" in duty.detail
    assert "นางทดสอบ" not in duty.title + duty.place
    assert promise.title == f"ครบกำหนดข้อรับปาก {room.scene.agency.name}"


def test_a_duty_that_is_dropped_is_cancelled_under_a_higher_number(room: Room) -> None:
    (before,) = of_kind(room.world.secretary, "duty")
    drop_duty(
        actor=room.world.secretary, duty=Duty.everywhere.get(), on=date(2026, 11, 20), reason="ไม่จำเป็นแล้ว"
    )
    (after,) = of_kind(room.world.secretary, "duty")
    assert (before.is_cancelled, after.is_cancelled, after.key) == (False, True, before.key)
    assert after.sequence > before.sequence
    assert after.changed_at >= before.changed_at


def test_an_end_of_term_names_the_body_and_nobody(room: Room) -> None:
    (term,) = of_kind(room.world.neighbour, "term")
    assert (term.title, term.starts) == (f"ครบวาระ {room.scene.fund.name}", date(2027, 3, 31))
    assert term.key == f"{room.scene.fund.pk}-20270331"
    assert event(room.world.neighbour, "term", term.key) == term


def test_offices_that_were_left_before_are_no_end_of_term(room: Room) -> None:
    hold(room.world, room.scene.council, "chair", date(2027, 5, 31))
    assert [one.organisation_name for one in of_kind(room.world.province, "term")] == [
        room.scene.fund.name, room.scene.council.name,
    ]  # fmt: skip


def test_another_name_of_the_body_raises_the_number(room: Room) -> None:
    (before,) = of_kind(room.world.province, "term")
    change_organisation(actor=SYSTEM, organisation=room.scene.fund, name="กองทุนชื่อใหม่")
    (after,) = of_kind(room.world.province, "term")
    assert after.sequence > before.sequence
    assert after.title == "ครบวาระ กองทุนชื่อใหม่"


@pytest.mark.parametrize(
    ("narrowed", "kinds"),
    [
        ({"paths": ("19.01.02.",)}, ["meeting", "term"]),
        ({"paths": ("19.01.01.",)}, ["meeting", "duty", "promise"]),
        ({"issue": "housing"}, ["promise"]),
        ({"issue": "welfare"}, ["meeting", "term"]),
        ({"kinds": frozenset({"term", "duty"})}, ["duty", "term"]),
        ({"since": date(2026, 12, 6), "until": date(2026, 12, 11)}, ["meeting", "duty"]),
    ],
)
def test_it_is_narrowed(room: Room, narrowed: dict, kinds: list[str]) -> None:
    assert seen(room.world.province, replace(YEAR, **narrowed)) == kinds


def test_an_agency_in_words_stays_on_the_page(room: Room) -> None:
    room.scene.promise(agency=None, agency_words="นายทดสอบ พมจ.", due_on=date(2026, 12, 20))
    titles = [one.title for one in of_kind(room.world.secretary, "promise")]
    assert titles[-1] == f"ครบกำหนดข้อรับปากที่ให้ไว้กับ{room.scene.council.name}"
    assert "นายทดสอบ" not in "".join(titles)


def test_the_calendar_of_an_agency_has_what_it_promised(room: Room) -> None:
    assert seen(room.world.province, replace(YEAR, organisation=room.scene.agency.pk)) == ["promise"]


@pytest.mark.parametrize("key", ["", "x", "9" * 30, "-1", "1-2", "5-20270230", "12-20270101-3", "٣"])
def test_a_key_of_nothing_is_not_there(room: Room, key: str) -> None:
    for kind in ("meeting", "duty", "promise", "term", "nothing"):
        with pytest.raises(OutOfArea):
            event(room.world.province, kind, key)


def test_one_event_is_hidden_where_it_is_out_of_sight(room: Room) -> None:
    for actor in (room.world.neighbour, room.world.stranger, room.scene.officer):
        with pytest.raises(OutOfArea):
            event(actor, "meeting", str(room.meeting.pk))
    with pytest.raises(OutOfArea):
        event(PUBLIC, "meeting", str(room.elsewhere.pk))


def test_more_events_cost_no_more_queries(room: Room) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            events(room.world.province, YEAR)
        return len(captured)

    before = cost()
    for number in range(2, 12):
        meet(room.scene.council, date(2026, 12, 5) + timedelta(days=number), number=number)
        room.scene.duty(due_on=date(2026, 12, number))
    assert cost() == before <= 12
