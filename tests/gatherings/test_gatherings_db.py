"""Gatherings are recorded, corrected, put off, called off and held; who may, who reads, and what cannot be."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from tests.gatherings.conftest import HELD_ON, SYSTEM, Scene, unlike_history

from khabuan.access.actor import Actor
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.offers import CalendarWanted
from khabuan.core.thai import FiscalYear
from khabuan.gatherings.actions import gatherings as acts
from khabuan.gatherings.actions import outcomes, programme
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.queries import calendar, due
from khabuan.gatherings.queries.gatherings import (
    Wanted,
    find_gatherings,
    gatherings_in,
    gatherings_of,
)
from khabuan.gatherings.queries.one import one_gathering
from khabuan.gatherings.rules.lists import GatheringList

TODAY = date(2026, 11, 23)
TOLD = {"kind": "forum", "title": "เวทีบูรณาการ", "starts_on": HELD_ON}


def refused(act: Any, /, **facts: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as no:
        act(**facts)
    return no.value.code, no.value.field


def test_everybody_reads_it_and_its_own_offices_write_it(scene: Scene) -> None:
    row = scene.gathering()
    assert (row.ends_on, row.state, row.revision) == (HELD_ON, "planned", 0)
    for actor in (Actor.public(), scene.world.stranger, scene.world.agency, scene.treasurer):
        assert Gathering.objects.visible_to(actor).get() == row
    mine = scene.gathering(scene.world.secretary, organisation=scene.council, title="เวทีตำบล")
    assert mine.node == scene.council.node
    for actor in (scene.world.secretary, scene.world.stranger, scene.treasurer):
        with pytest.raises(OutOfArea):
            scene.gathering(actor, title="อื่น")
    for actor in (scene.world.auditor, scene.world.agency):
        with pytest.raises(NotAllowed):
            scene.gathering(actor, title="อื่น")
    with pytest.raises(OutOfArea):
        acts.hold_gathering(actor=scene.world.neighbour, gathering=mine, came_of_it="ดี")
    assert unlike_history() == []


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"title": "  "}, "no_words", "title"),
        ({"kind": "party"}, "no_such_kind", "kind"),
        ({"issue": "party"}, "no_such_issue", "issue"),
        ({"ends_on": date(2026, 9, 17)}, "ends_first", "ends_on"),
        ({"ends_on": date(2027, 9, 18)}, "too_long", "ends_on"),
        ({"starts_at": time(12), "ends_at": time(9)}, "hours", "ends_at"),
    ],
)
def test_what_cannot_be_is_refused(scene: Scene, facts: dict[str, Any], code: str, field: str) -> None:
    assert refused(scene.gathering, **facts) == (code, field)


def test_two_people_who_write_one_forum_down_are_told(scene: Scene) -> None:
    row = scene.gathering()
    assert refused(scene.gathering) == ("here_already", "title")
    acts.cancel_gathering(actor=SYSTEM, gathering=row, reason="น้ำท่วม")
    assert scene.gathering().pk != row.pk


def test_put_off_the_programme_goes_along_and_calendars_count_it(scene: Scene) -> None:
    row = scene.gathering(starts_on=date(2026, 12, 10), ends_on=date(2026, 12, 11))
    person = scene.world.person("ประธาน", "ทดสอบ")
    term = scene.holds(person, scene.council, "chair", until=date(2026, 12, 31))
    part = programme.add_part(actor=SYSTEM, gathering=row, title="วันที่สอง", on=date(2026, 12, 11))
    act = scene.act(row, person=person, appointment=term)
    facts = {**TOLD, "area": row.area, "place": row.place, "issue": "welfare"}
    acts.correct_gathering(
        actor=SYSTEM, gathering=row, reason="เลื่อน", **{**facts, "starts_on": date(2027, 1, 14)},
        ends_on=date(2027, 1, 15),
    )  # fmt: skip
    part.refresh_from_db()
    act.refresh_from_db()
    assert (part.on, act.on, row.revision) == (date(2027, 1, 15), date(2027, 1, 14), 1)
    assert act.appointment == term, "a foreseen end that has passed is no leaving"
    # other words change nothing that a calendar shows
    acts.correct_gathering(
        actor=SYSTEM, gathering=row, reason="เพิ่ม", objectives="เพื่อแลกเปลี่ยน",
        **{**facts, "starts_on": date(2027, 1, 14)}, ends_on=date(2027, 1, 15),
    )  # fmt: skip
    assert row.revision == 1
    # one day only: what stood on the second day stands on the last one that is left
    acts.correct_gathering(
        actor=SYSTEM, gathering=row, reason="ย่อ", **{**facts, "starts_on": date(2027, 1, 14)}
    )
    part.refresh_from_db()
    assert (part.on, row.revision) == (date(2027, 1, 14), 2)
    assert unlike_history() == []


def test_a_post_that_is_not_held_on_the_new_day_is_no_longer_told_as_held(scene: Scene) -> None:
    row = scene.gathering(starts_on=date(2026, 12, 10))
    person = scene.world.person("ประธาน", "ทดสอบ")
    term = scene.holds(person, scene.council, "chair")
    act = scene.act(row, person=person, appointment=term)
    acts.correct_gathering(
        actor=SYSTEM,
        gathering=row,
        reason="จัดไปก่อนแล้ว",
        area=row.area,
        **{**TOLD, "starts_on": date(2024, 3, 1)},
    )
    act.refresh_from_db()
    assert (act.appointment, act.has_no_post) == (None, True)
    assert act.post == "ประธาน สภาองค์กรชุมชนตำบลปากเพรียว", "the words stay as they were written"


def test_called_off_it_stays_marked_and_takes_nothing_more(scene: Scene) -> None:
    row = scene.gathering()
    assert refused(acts.cancel_gathering, actor=SYSTEM, gathering=row, reason=" ") == ("no_reason", "reason")
    acts.cancel_gathering(actor=SYSTEM, gathering=row, reason="ผู้ว่าติดราชการ")
    for act, facts in (
        (acts.hold_gathering, {"came_of_it": "ดี"}), (programme.add_part, {"title": "ช่วง"}),
        (outcomes.count_heads, {"total": 3}), (outcomes.add_agreement, {"words": "ตกลง"}),
        (acts.cancel_gathering, {"reason": "ซ้ำ"}),
    ):  # fmt: skip
        assert refused(act, actor=SYSTEM, gathering=row, **facts)[0] == "called_off"
    acts.revive_gathering(actor=SYSTEM, gathering=row, reason="จัดได้")
    assert (row.state, row.cancelled_on, row.revision) == ("planned", None, 2)
    assert refused(acts.revive_gathering, actor=SYSTEM, gathering=row, reason="จัด")[0] == "not_called_off"


def test_held_is_what_has_begun_and_is_told(scene: Scene) -> None:
    to_come = scene.gathering(starts_on=date(2026, 11, 24))
    told = {"actor": SYSTEM, "gathering": to_come}
    assert refused(acts.hold_gathering, **told, came_of_it="ดี") == ("to_come", "starts_on")
    row = scene.gathering(title="เวทีสองวัน", starts_on=date(2026, 11, 22), ends_on=date(2026, 11, 24))
    assert refused(acts.hold_gathering, actor=SYSTEM, gathering=row, came_of_it=" ")[1] == "came_of_it"
    acts.hold_gathering(actor=SYSTEM, gathering=row, came_of_it="ตกลงกันได้")
    assert refused(acts.cancel_gathering, actor=SYSTEM, gathering=row, reason="ก")[0] == "held"
    later = {**TOLD, "starts_on": date(2026, 12, 1)}
    assert refused(
        acts.correct_gathering, actor=SYSTEM, gathering=row, reason="ก", area=row.area, **later
    ) == ("to_come", "starts_on")
    acts.hold_gathering(actor=SYSTEM, gathering=row, came_of_it="ตกลงกันได้สามเรื่อง")
    assert row.revision == 1, "to say it better is no change of the calendar"


# ---------------------------------------------------------------- lists


def test_lists_are_narrowed_by_state_kind_issue_year_and_word(scene: Scene) -> None:
    held = scene.held()
    untold = scene.gathering(title="สัมมนาผู้นำ", kind="seminar", starts_on=date(2026, 10, 9), issue="leaders")
    planned = scene.gathering(title="พิธีมอบบ้าน", kind="ceremony", starts_on=date(2026, 12, 1), issue="housing")
    gone = scene.gathering(title="เข้าพบ", kind="call", starts_on=date(2026, 10, 1))
    acts.cancel_gathering(actor=SYSTEM, gathering=gone, reason="เลื่อนไม่มีกำหนด")

    def listed(**wanted: Any) -> set[Gathering]:
        return set(gatherings_in(scene.world.province, scene.world.areas["19."], Wanted(**wanted), TODAY))

    assert listed() == {held, untold, planned}
    assert listed(state=GatheringList.HELD) == {held}
    assert listed(state=GatheringList.UNTOLD) == {untold}
    assert listed(state=GatheringList.PLANNED) == {planned}
    assert listed(state=GatheringList.CANCELLED) == {gone}
    assert listed(kind="seminar") == {untold}
    assert listed(issue="housing") == {planned}
    assert listed(year=FiscalYear(2026)) == {held}, "a budget year begins in October"
    assert listed(words="ผู้นำ") == {untold}
    assert {subject.title for subject in find_gatherings(scene.world.stranger, "สัมมนาผู้นำ", 5)} == set()
    assert [subject.title for subject in find_gatherings(scene.world.secretary, "ผู้นำ", 5)] == ["สัมมนาผู้นำ"]


def test_a_place_has_what_its_bodies_hold_what_is_held_there_and_visits_that_came(scene: Scene) -> None:
    tambon = scene.world.areas["19.01.01."]
    own = scene.gathering(organisation=scene.council, title="เวทีตำบล", area=scene.world.areas["33.01."])
    there = scene.gathering(area=scene.world.areas["19.01.01.01."])
    visit = scene.visit(area=scene.world.areas["19."])
    assert set(gatherings_in(SYSTEM, tambon, Wanted(), TODAY)) == {own, there}
    line = outcomes.add_visit(actor=SYSTEM, gathering=visit, area=scene.world.areas["19.01.01.01."])
    assert set(gatherings_in(SYSTEM, tambon, Wanted(), TODAY)) == {own, there, visit}
    outcomes.remove_line(actor=SYSTEM, gathering=visit, line=line, reason="ไม่ได้ไป")
    assert set(gatherings_in(SYSTEM, tambon, Wanted(), TODAY)) == {own, there}
    programme.add_body(actor=SYSTEM, gathering=there, part="co_host", organisation=scene.council)
    assert set(gatherings_of(SYSTEM, scene.council, Wanted(), TODAY)) == {own, there}


def test_nothing_told_after_its_day_is_work_for_its_own_office(scene: Scene) -> None:
    row = scene.gathering(organisation=scene.council)
    scene.gathering(organisation=scene.council, title="ที่จะมาถึง", starts_on=TODAY)
    for actor, count in ((scene.world.secretary, 1), (scene.world.province, 1), (scene.world.neighbour, 0)):
        assert due.count_untold(actor, TODAY) == count
    (duty,) = due.untold_due(scene.world.secretary, TODAY, 5)
    assert duty.path == f"/gatherings/{row.pk}/hold/"
    acts.hold_gathering(actor=SYSTEM, gathering=row, came_of_it="ดี")
    assert due.count_untold(scene.world.secretary, TODAY) == 0


# ---------------------------------------------------------------- calendar


def test_the_calendar_has_instants_where_hours_are_known_and_days_otherwise(scene: Scene) -> None:
    timed = scene.gathering(starts_at=time(9), ends_at=time(12, 30))
    days = scene.gathering(title="สองวัน", ends_on=date(2026, 9, 19), starts_at=time(9))
    acts.cancel_gathering(actor=SYSTEM, gathering=days, reason="น้ำท่วม")
    wanted = CalendarWanted(since=date(2026, 9, 19), until=date(2026, 9, 20))
    (found,) = calendar.items(Actor.public(), wanted)
    assert (found.key, found.starts, found.ends) == (str(days.pk), HELD_ON, date(2026, 9, 19))
    assert (found.is_cancelled, found.sequence, found.changed_at) == (True, 1, days.changed_at)
    one = calendar.one(Actor.public(), "gathering", str(timed.pk))
    assert one is not None
    assert (one.starts.isoformat(), one.ends.isoformat()) == (  # type: ignore[union-attr]
        "2026-09-18T09:00:00+07:00", "2026-09-18T12:30:00+07:00",
    )  # fmt: skip
    assert one.place == "ศาลากลางจังหวัด อ.เมืองสระบุรี"
    for kind, key in (("meeting", str(timed.pk)), ("gathering", "x"), ("gathering", "9" * 40)):
        assert calendar.one(SYSTEM, kind, key) is None


def test_the_calendar_is_narrowed_by_place_body_issue_and_kind(scene: Scene) -> None:
    row = scene.gathering()
    span = {"since": date(2026, 9, 1), "until": date(2026, 10, 1)}
    for wanted, has in (
        ({"paths": ("19.01.",)}, True), ({"paths": ("33.",)}, False), ({"organisation": scene.group.pk}, True),
        ({"organisation": scene.council.pk}, False), ({"issue": "welfare"}, True), ({"issue": "land"}, False),
        ({"kinds": frozenset({"meeting"})}, False), ({"kinds": frozenset({"gathering"})}, True),
    ):  # fmt: skip
        found = list(calendar.items(SYSTEM, CalendarWanted(**span, **wanted)))
        assert bool(found) == has, wanted
    programme.add_body(actor=SYSTEM, gathering=row, part="co_host", organisation=scene.council)
    assert list(calendar.items(SYSTEM, CalendarWanted(**span, organisation=scene.council.pk)))


def test_the_page_costs_the_same_however_much_there_is(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    row = scene.visit()
    for number in range(8):
        scene.act(row, name=f"ผู้พูด {number}", post="ผู้แทน")
        programme.add_part(actor=SYSTEM, gathering=row, title=f"ช่วง {number}")
        programme.add_body(actor=SYSTEM, gathering=row, part="came", words=f"กลุ่ม {number}")
        outcomes.add_agreement(actor=SYSTEM, gathering=row, words=f"ข้อ {number}")
    with django_assert_max_num_queries(14):
        one = one_gathering(scene.world.province, row)
    assert len(one.sessions) == 9
