"""Meetings among a seat's own work: the letter, the day, the minutes, and years with too few meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council, meeting
from tests.registry.conftest import World, by_hand

from khabuan.access.action import add
from khabuan.access.actor import Actor, Role
from khabuan.core import clock, offers
from khabuan.meetings.actions.body_rules import set_body_rule
from khabuan.meetings.models import Meeting, Minutes, Standing
from khabuan.meetings.queries.due import meeting_too_little, meetings_due, too_little_due
from khabuan.meetings.queries.of_year import bodies_that_meet, rule_of, with_meetings
from khabuan.meetings.rules.meetings import State, quarters_counted
from khabuan.registry.models import Organisation
from khabuan.rules.queries import counts_at, rule_for

DAYS = timedelta(days=1)
KIND = "meetings.meetings"


@pytest.fixture
def of(world: World) -> Council:
    return council(world, members=2)


def due(actor: Actor, today: date = TODAY) -> list[tuple[str, str]]:
    """What is due of meetings, with its state; the count says as many."""
    found = [(str(one.act), one.state) for one in offers.duty_sources[KIND].due(actor, today, 50)]
    assert offers.duty_sources[KIND].count(actor, today) == len(found)
    return found


def held(of: Council, on: date, number: int, **facts: Any) -> Meeting:
    return meeting(of.body, on, number, state=State.CLOSED, had_quorum=True, **facts)


def checked(of: Meeting, **facts: Any) -> None:
    with by_hand():
        add(
            Minutes, meeting=of, version=1, digest="", made_at=clock.now(),
            **{"facts": {}, "state": Standing.CHECKED, **facts},
        )  # fmt: skip


def test_the_letter_is_due_by_the_rule_of_the_body(of: Council) -> None:
    row = meeting(of.body, TODAY + 20 * DAYS)
    needed = rule_for(SYSTEM, "council.notice_days", node=of.body.node, on=row.on)
    assert needed
    (duty,) = meetings_due(of.world.secretary, TODAY, 5)
    assert duty.due_on == row.on - needed.as_count * DAYS
    assert duty.path == row.get_absolute_url()
    assert "หนังสือเชิญต้องออกไม่เกิน" in str(duty.more)
    assert due(of.world.secretary, row.on) == [("ออกหนังสือเชิญ", "wrong")]


def test_a_meeting_with_its_letter_is_told_in_its_last_week_only(of: Council) -> None:
    meeting(of.body, TODAY + 9 * DAYS, noticed_on=TODAY)
    assert due(of.world.secretary) == []
    assert due(of.world.secretary, TODAY + 2 * DAYS) == [("เตรียมการประชุม", "quiet")]


def test_a_day_that_passed_is_wrong_until_the_meeting_is_opened_or_called_off(of: Council) -> None:
    meeting(of.body, TODAY - DAYS, 1)
    meeting(of.body, TODAY - DAYS, 2, state=State.OPEN)
    meeting(of.body, TODAY - DAYS, 3, state=State.CANCELLED)
    assert due(of.world.secretary) == [
        ("เปิดประชุม เลื่อน หรือแจ้งงด", "wrong"),
        ("ปิดประชุม", "wrong"),
    ]


def test_minutes_are_checked_and_then_adopted_by_the_next_meeting(of: Council) -> None:
    first = held(of, TODAY - 30 * DAYS, 1)
    assert due(of.world.secretary) == [("ตรวจรายงานการประชุม", "need")]
    checked(first)
    assert due(of.world.secretary) == []
    later = held(of, TODAY - 3 * DAYS, 2)
    assert due(of.world.secretary) == [("บันทึกการรับรองรายงาน", "need")]
    with by_hand():
        Minutes.everywhere.filter(meeting=first).update(state=Standing.ADOPTED, adopting=later)
    assert due(of.world.secretary) == []


def test_who_has_the_office_and_the_reach_is_told(of: Council) -> None:
    meeting(of.body, TODAY - DAYS)
    world = of.world
    assert len(due(world.province)) == 1
    for other in (world.neighbour, world.stranger, world.agency, world.auditor, world.nation):
        assert due(other) == []


def test_the_rule_found_by_the_database_is_the_one_in_force(of: Council) -> None:
    set_body_rule(
        actor=SYSTEM, organisation=of.body, key="notice_days", value="3", since=TODAY, source="ข้อบังคับทดสอบ",
    )  # fmt: skip
    neighbour = council(of.world, "19.01.02.", members=0).body
    for on in (TODAY - 400 * DAYS, TODAY):
        rows = Organisation.objects.visible_to(SYSTEM).annotate(rule=rule_of("notice_days", "kind"))
        for body in rows.annotate(days=counts_at(SYSTEM, "rule", "node", on)).filter(
            pk__in=[of.body.pk, neighbour.pk]
        ):
            known = rule_for(SYSTEM, "council.notice_days", node=body.node, on=on)
            assert body.days == (known.as_count if known else None)


def test_a_council_behind_its_number_of_meetings_is_told_in_the_last_quarter(of: Council) -> None:
    source = offers.duty_sources["meetings.too_little"]
    for number in (1, 2, 3):
        held(of, date(2026, 2 * number, 5), number)
    meeting(of.body, date(2026, 9, 5), 4, state=State.CLOSED, had_quorum=False)
    secretary = of.world.secretary
    (row,) = with_meetings(SYSTEM, bodies_that_meet(secretary, TODAY), TODAY)
    assert (row.held, row.without, row.planned, row.last, row.wanted) == (3, 1, 0, date(2026, 9, 5), 4)
    (duty,) = too_little_due(secretary, TODAY, 5)
    assert "ครบองค์ประชุมแล้ว 3 ครั้ง" in str(duty.more)
    assert source.count(secretary, TODAY) == 1
    assert source.count(secretary, date(2026, 9, 30)) == 0
    assert source.count(of.world.neighbour, TODAY) == 0
    held(of, date(2026, 10, 5), 5)
    assert source.count(secretary, TODAY) == 0


def test_the_nation_is_told_of_its_own_meeting_and_not_of_every_council(of: Council) -> None:
    world = of.world
    nation = replace(world.nation, base="")
    assert too_little_due(nation, TODAY, 5) == []
    world.body("nation_meeting", "ที่ประชุมระดับชาติทดสอบ", "")
    (duty,) = too_little_due(nation, TODAY, 5)
    assert duty.what == "ที่ประชุมระดับชาติทดสอบ"
    assert too_little_due(replace(world.province, role=Role.AUDITOR), TODAY, 5) == []


def test_a_province_has_one_line_for_all_councils_that_met_too_little(of: Council) -> None:
    other = council(of.world, "19.01.02.").body
    (duty,) = too_little_due(of.world.province, TODAY, 5)
    assert (duty.path, str(duty.what).startswith("มี 2 องค์กร")) == ("/meetings/year/", True)
    source = offers.duty_sources["meetings.too_little"]
    assert source.count(of.world.province, TODAY) == 1
    assert other.pk in {body.pk for body in meeting_too_little(of.world.province, TODAY)}


def test_the_last_quarter_counts_whole() -> None:
    counted = [quarters_counted(date(2026, month, 1)) for month in (1, 3, 4, 6, 7, 9, 10, 12)]
    assert counted == [0, 0, 1, 1, 2, 2, 4, 4]
