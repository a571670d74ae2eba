"""A province-year of events is fed in under a second of work, and read without complaint by two programs."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime, timedelta

import icalendar
import pytest
from django.test import Client
from ical.calendar_stream import IcsCalendarStream
from tests.calendars.conftest import SYSTEM, Room
from tests.registry.conftest import by_hand

from khabuan.calendars.queries import events
from khabuan.core import clock
from khabuan.core.offers import CalendarWanted
from khabuan.core.thai import search_key
from khabuan.followup.models import Duty
from khabuan.meetings.models import Meeting
from khabuan.registry.models import Organisation

COUNCILS, MEETINGS, DUTIES = 100, 10, 500


@pytest.fixture
def province_year(room: Room) -> None:
    """1,000 meetings of a hundred councils and 500 duties over a year, beside those of the scene."""
    told, first = datetime(2026, 11, 1, tzinfo=clock.BANGKOK), date(2026, 11, 1)
    with by_hand():
        area = room.world.areas["19.01.02."]
        bodies = Organisation.new.bulk(
            [
                Organisation(
                    pk=at, kind="province_meeting", name=f"ที่ประชุมในระดับจังหวัดทดสอบ {at}", area=area,
                    node=f"{area.path}o{at}.", sort_key=str(at), search_key=str(at),
                )
                for at in range(1, COUNCILS + 1)
            ]
        )  # fmt: skip
        Meeting.new.bulk(
            [
                Meeting(
                    organisation=body, number=number + 1, year=2026, on=first + timedelta(days=30 * number + body.pk % 30),
                    starts_at=datetime(2026, 1, 1, 9).time(), place="ศาลาประชาคม หมู่ที่ 3 ตำบลดาวเรือง", changed_at=told,  # noqa: DTZ001
                )
                for body in bodies
                for number in range(MEETINGS)
            ]
        )  # fmt: skip
        Duty.new.bulk(
            [
                Duty(
                    organisation=bodies[at % COUNCILS], what=f"งาน {at}", owner_words="กรรมการ", given_on=first,
                    due_on=first + timedelta(days=at % 365), search_key=search_key(f"งาน {at}"),
                )
                for at in range(DUTIES)
            ]
        )  # fmt: skip


def test_a_province_year_takes_less_than_a_second(
    room: Room, province_year: None, capsys: pytest.CaptureFixture[str]
) -> None:
    client = Client()
    client.get("/calendar/public/33.ics")  # the first answer of a process looks for addresses and words
    began = time.process_time()
    answer = client.get("/calendar/public/19.ics")
    took = time.process_time() - began
    public = icalendar.Calendar.from_ical(answer.content)
    assert len(public.events) > COUNCILS * MEETINGS
    assert public.errors == []
    assert [event["UID"] for event in public.events if event.errors] == []
    assert len(IcsCalendarStream.calendar_from_ics(answer.content.decode()).events) == len(public.events)

    began = time.process_time()
    year = events(SYSTEM, CalendarWanted(since=date(2026, 10, 1), until=date(2027, 12, 1), paths=("19.",)))
    read = time.process_time() - began
    assert len(year) > COUNCILS * MEETINGS + DUTIES
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(public.events)} public events of a province-year in {took:.2f} s CPU ({len(answer.content) / 1e3:.0f} kB); "
            f"{len(year)} events of all rooms read in {read:.2f} s\n"
        )
    assert took < 1
    assert read < 1
