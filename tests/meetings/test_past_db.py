"""A meeting that was held before it came into the book: what is kept, what is refused, and how the rooms around it see it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council, meeting
from tests.registry.conftest import World, by_hand

from khabuan.access.action import change
from khabuan.core import clock, offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.offers import CalendarWanted
from khabuan.elections.actions.elections import open_election
from khabuan.elections.queries.heads import Heads, heads_of
from khabuan.elections.queries.signers import signers_of_result
from khabuan.meetings.actions import attendance, calling, holding, past
from khabuan.meetings.actions import minutes as minuting
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.meetings.models import AgendaItem, Meeting
from khabuan.meetings.printing.facts import Person
from khabuan.meetings.printing.yearly import year_report
from khabuan.meetings.queries.adoption import waiting_before
from khabuan.meetings.queries.agenda import open_matters
from khabuan.meetings.queries.calendar import meetings as told_to_calendars
from khabuan.meetings.queries.meetings import next_number, year_count
from khabuan.meetings.queries.of_year import bodies_that_meet, with_meetings
from khabuan.meetings.queries.quorum import now_of
from khabuan.meetings.queries.yearly import year_facts, years_with_records
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.papers.writing import Table
from khabuan.rules.actions import load_rules

HELD_ON = TODAY - timedelta(days=100)
PAPER = "รายงานการประชุมฉบับกระดาษ"


@pytest.fixture
def of(world: World) -> Council:
    load_rules(actor=SYSTEM)
    return council(world)


def record(of: Council, **facts: Any) -> Meeting:
    known = {"actor": of.world.secretary, "on": HELD_ON, "number": 1, "told_by": PAPER}
    made: Meeting = past.record_held_meeting(organisation=of.body, **{**known, **facts})
    return made


def correct(of: Council, row: Meeting, **facts: Any) -> Meeting:
    known = {
        "actor": of.world.secretary, "on": row.on, "number": row.number, "told_by": row.told_by,
        "reason": "คัดผิด",
    }  # fmt: skip
    made: Meeting = past.correct_held_meeting(meeting=row, **{**known, **facts})
    return made


def test_it_is_closed_from_the_first_with_what_is_told_and_nothing_else(of: Council) -> None:
    row = record(
        of, starts_at=time(9, 30), ends_at=time(12), place="ศาลากลางบ้าน", chair_words="นายสมมติ ใจดี ประธานสภา",
        present=6, entitled=10,
    )  # fmt: skip
    assert (row.state, row.year, row.told_by, row.chair) == (State.CLOSED, 2026, PAPER, None)
    assert row.opened_at == datetime(HELD_ON.year, HELD_ON.month, HELD_ON.day, 9, 30, tzinfo=clock.BANGKOK)
    assert row.closed_at == row.opened_at + timedelta(hours=2, minutes=30)
    assert (row.most_present, row.entitled, row.needed, row.had_quorum) == (6, 10, 5, True)
    assert not AgendaItem.everywhere.filter(meeting=row).exists()


def test_what_nobody_tells_stays_open(of: Council) -> None:
    row = record(of)
    assert (row.opened_at, row.closed_at, row.starts_at) == (None, None, None)
    assert (row.most_present, row.entitled, row.needed, row.had_quorum) == (None, None, None, None)
    for at, counts in enumerate(({"present": 6}, {"entitled": 10}), 2):
        one = record(of, number=at, **counts)
        assert (one.needed, one.had_quorum) == (None, None)
        assert now_of(SYSTEM, one).quorum.present == counts.get("present", 0)
    lost = record(of, number=4, present=2, entitled=10)
    assert (lost.needed, lost.had_quorum) == (5, False)


def test_before_any_rule_asked_for_a_quorum_none_is_claimed(of: Council) -> None:
    row = record(of, on=date(1990, 5, 1), present=2, entitled=10)
    assert (row.year, row.needed, row.had_quorum) == (1990, None, None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"told_by": " "}, "told_by"),
        ({"number": 0}, "number"),
        ({"year": 2020}, "year"),
        ({"kind": "ceremony"}, "kind"),
        ({"starts_at": time(13), "ends_at": time(9)}, "ends_at"),
        ({"ends_at": time(9)}, "starts_at"),
        ({"present": 11, "entitled": 10}, "present"),
        ({"on": TODAY, "starts_at": time(23, 59)}, "starts_at"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(of: Council, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        record(of, **facts)
    assert no.value.field == field


def test_today_is_past_enough_and_a_used_number_or_an_ended_body_is_not(of: Council) -> None:
    record(of, on=TODAY)
    with pytest.raises(Refused) as no:
        record(of)
    assert no.value.code == "number_used"
    with by_hand():
        change(of.body, ended_on=HELD_ON - timedelta(days=1))
    with pytest.raises(Refused) as no:
        record(of, number=2)
    assert no.value.code == "body_ended"


def test_only_who_keeps_the_body_s_book_writes_it_down(of: Council) -> None:
    world = of.world
    for actor, no in (
        (world.neighbour, OutOfArea), (world.stranger, OutOfArea), (world.auditor, NotAllowed), (world.agency, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(no):
            record(of, actor=actor)
    row = record(of)
    for actor, no in ((world.neighbour, OutOfArea), (world.auditor, NotAllowed)):
        with pytest.raises(no):
            correct(of, row, actor=actor)
        with pytest.raises(no):
            past.take_back_held_meeting(actor=actor, meeting=row, reason="ผิด")


def test_it_is_corrected_as_a_whole_and_its_counts_are_judged_anew(of: Council) -> None:
    row = record(of, starts_at=time(9), present=6, entitled=10, place="วัด")
    made = correct(
        of, row, number=2, kind=Kind.SPECIAL, on=HELD_ON - timedelta(days=1), present=4, entitled=10
    )
    assert (str(made), made.had_quorum, made.opened_at, made.place) == (
        "ประชุมวิสามัญครั้งที่ 2/2569",
        False,
        None,
        "",
    )
    assert made.revision == 1
    for facts in ({"reason": " "}, {"on": TODAY + timedelta(days=1)}):
        with pytest.raises(Refused):
            correct(of, row, **facts)
    with pytest.raises(Refused) as no:
        correct(of, meeting(of.body, HELD_ON, number=7), told_by=PAPER)
    assert no.value.code == "not_told"


def test_taken_back_it_stays_and_its_number_is_free(of: Council) -> None:
    row = record(of)
    with pytest.raises(Refused):
        past.take_back_held_meeting(actor=of.world.secretary, meeting=row, reason=" ")
    past.take_back_held_meeting(actor=of.world.secretary, meeting=row, reason="จดซ้ำ")
    assert (row.state, row.cancelled_on, row.cancelled_reason) == (State.CANCELLED, TODAY, "จดซ้ำ")
    assert next_number(SYSTEM, of.body, 2026) == 1
    assert record(of).number == 1
    for act in (
        lambda: correct(of, row),
        lambda: past.take_back_held_meeting(actor=SYSTEM, meeting=row, reason="ก"),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "taken_back"
    with pytest.raises(Refused) as no:
        past.take_back_held_meeting(actor=SYSTEM, meeting=meeting(of.body, HELD_ON, number=7), reason="ก")
    assert no.value.code == "not_told"


def test_nothing_of_it_is_run_in_this_book(of: Council) -> None:
    row, person = record(of), of.members[0].pk
    acts = (
        lambda: holding.reopen_meeting(actor=SYSTEM, meeting=row, reason="ลืม"),
        lambda: minuting.check_minutes(actor=SYSTEM, meeting=row),
        lambda: attendance.sign_in(actor=SYSTEM, meeting=row, member=person),
        lambda: calling.write_notice(actor=SYSTEM, meeting=row, notice_number="1", noticed_on=HELD_ON),
        lambda: calling.invite(actor=SYSTEM, meeting=row, name="แขกทดสอบ"),
    )
    for act in acts:
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "told"
    row.refresh_from_db()
    assert row.state == State.CLOSED


def test_it_waits_for_no_minutes_and_adopts_what_its_paper_says(of: Council) -> None:
    before = meeting(of.body, HELD_ON - timedelta(days=30), number=1, state=State.CLOSED, had_quorum=True)
    row = record(of, number=2)
    to_come = meeting(of.body, TODAY + timedelta(days=60), number=3)
    assert waiting_before(SYSTEM, to_come) == [before]
    assert row.pk not in {one.adopts.pk for one in open_matters(SYSTEM, to_come) if one.adopts}
    source = offers.duty_sources["meetings.meetings"]
    assert all(str(row) != str(one.what) for one in source.due(of.world.secretary, TODAY, 50))
    checked = minuting.check_minutes(actor=SYSTEM, meeting=before)
    minuting.adopt_minutes(actor=SYSTEM, minutes=checked, adopting=row)
    with pytest.raises(Refused) as no:
        past.take_back_held_meeting(actor=SYSTEM, meeting=row, reason="จดซ้ำ")
    assert no.value.code == "adopted"


def test_it_counts_among_the_meetings_of_its_year(of: Council) -> None:
    record(of)
    record(of, number=2, present=2, entitled=10)
    taken_back = record(of, number=3)
    past.take_back_held_meeting(actor=SYSTEM, meeting=taken_back, reason="จดซ้ำ")
    count = year_count(SYSTEM, of.body, 2026, 4)
    assert (count.held, count.without_quorum, count.planned) == (1, 1, 0)
    (line,) = with_meetings(SYSTEM, bodies_that_meet(SYSTEM, TODAY).filter(pk=of.body.pk), TODAY)
    assert (line.held, line.without, line.last) == (1, 1, HELD_ON)


def test_the_yearly_report_says_what_nobody_told(of: Council) -> None:
    record(of)
    record(of, number=2, on=HELD_ON + timedelta(days=1), present=6, entitled=10)
    record_resolution(
        actor=SYSTEM,
        organisation=of.body,
        meeting_number=1,
        year=2026,
        item="4.1",
        on=HELD_ON,
        words="มติทดสอบ",
    )
    assert 2026 in years_with_records(SYSTEM, of.body)
    facts = year_facts(SYSTEM, of.body, 2026)
    assert facts.counting_meetings == 2
    table = next(block for block in year_report(facts).blocks if isinstance(block, Table))
    assert [row[2:] for row in table.rows] == [("–", "–", "ไม่ได้จดไว้", "1"), ("6", "10", "ครบ", "0")]


def test_calendars_have_it_with_and_without_hours(of: Council) -> None:
    record(of)
    record(of, number=2, starts_at=time(9, 30), ends_at=time(12))
    taken_back = record(of, number=3)
    past.take_back_held_meeting(actor=SYSTEM, meeting=taken_back, reason="จดซ้ำ")
    wanted = CalendarWanted(paths=(of.body.area.path,), since=HELD_ON, until=HELD_ON + timedelta(days=1))
    items = sorted(told_to_calendars(of.world.secretary, wanted), key=lambda one: one.title)
    assert [one.is_cancelled for one in items] == [False, False, True]
    assert (items[0].starts, items[0].ends) == (HELD_ON, None)
    assert items[1].starts == datetime.combine(HELD_ON, time(9, 30), clock.BANGKOK)


def test_an_election_at_it_is_signed_by_who_presided_as_far_as_it_is_told(of: Council) -> None:
    facts = {"actor": SYSTEM, "organisation": of.body, "on": HELD_ON, "seats": 1}
    told = record(of, chair_words="นายอำเภอ", present=6, entitled=10)
    untold = record(of, number=2, starts_at=time(9))
    first = open_election(**facts, title="adviser", meeting=told)
    assert signers_of_result(SYSTEM, first)[0] == Person("นายอำเภอ")
    assert heads_of(SYSTEM, first) == Heads(10, 6)
    second = open_election(**facts, title="registrar", meeting=untold)
    assert str(of.chair) in signers_of_result(SYSTEM, second)[0].name
    assert heads_of(SYSTEM, second) == Heads(None, None)


def test_one_without_a_quorum_is_called_again(of: Council) -> None:
    row = record(of, present=2, entitled=10)
    again = calling.call_meeting(
        actor=of.world.secretary, organisation=of.body, on=TODAY + timedelta(days=20), instead_of=row
    )
    assert again.instead_of == row
