"""Heads, agreements, promises and visits; which areas nobody reached; what follows when areas end."""

from __future__ import annotations

from datetime import date

import pytest
from tests.gatherings.conftest import HELD_ON, SYSTEM, Scene, unlike_history
from tests.gatherings.test_gatherings_db import refused
from tests.registry.conftest import by_hand

from khabuan.access.action import change
from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import FiscalYear
from khabuan.followup.actions import promises
from khabuan.gatherings.actions import outcomes as acts
from khabuan.gatherings.actions.gatherings import hold_gathering
from khabuan.gatherings.actions.outcomes import Counted
from khabuan.gatherings.models import HeadCount
from khabuan.gatherings.queries.one import areas_to_count, counts_of, one_gathering, promises_of
from khabuan.gatherings.queries.reach import reach_of
from khabuan.gatherings.rules.heads import Heads
from khabuan.gatherings.rules.kinds import Sector
from khabuan.gatherings.year_report import tell_year
from khabuan.places.actions.groups import keep_group
from khabuan.places.actions.succession import Succession
from khabuan.places.models import AbolishedArea, Area
from khabuan.registry.actions.merging_bodies import merge_organisations

YEAR, TODAY = FiscalYear(2026), date(2026, 9, 30)
PROMISE = {"words": "จะซ่อมบ้าน 20 หลัง", "given_on": HELD_ON, "origin_kind": "gatherings.gathering"}


# ---------------------------------------------------------------- heads


def test_heads_are_kept_as_told_and_disagreement_is_said(scene: Scene) -> None:
    row, amphoe = scene.gathering(), scene.world.areas["19.01."]
    assert areas_to_count(SYSTEM, row) == [amphoe]
    facts = {"actor": scene.world.province, "gathering": row}
    sectors = [Counted(5, sector=Sector.STATE), Counted(60, is_rough=True, sector=Sector.MOVEMENT)]
    acts.count_heads(**facts, total=60, counts=[*sectors, Counted(40, area=amphoe)])
    found = counts_of(Actor.public(), row)
    assert found.tally.total == Heads(60)
    assert found.tally.by_sector == Heads(65, is_rough=True)
    assert [(one.doubt.value, one.more) for one in found.tally.doubts] == [
        ("sectors_over", 5),
        ("areas_under", 20),
    ]
    # corrected in place; what is named with None was counted in error
    acts.count_heads(**facts, counts=[Counted(55, sector=Sector.MOVEMENT), Counted(None, area=amphoe)])
    found = counts_of(SYSTEM, row)
    assert (found.tally.total, found.tally.is_added, found.areas) == (Heads(60), True, ())
    assert HeadCount.everywhere.filter(gathering=row).count() == 3
    assert refused(acts.count_heads, **facts, total=200_000)[0] == "too_many"
    assert refused(acts.count_heads, **facts, counts=[Counted(1, sector="army")])[0] == "no_such_sector"
    assert unlike_history() == []


# ---------------------------------------------------------------- agreements and promises


def test_agreements_are_numbered_corrected_and_taken_off(scene: Scene) -> None:
    row = scene.gathering()
    first, second = (acts.add_agreement(actor=SYSTEM, gathering=row, words=words) for words in ("หนึ่ง", "สอง"))
    assert (first.number, second.number) == (1, 2)
    acts.correct_agreement(
        actor=scene.world.province,
        gathering=row,
        agreement=first,
        reason="คัดผิด",
        words="หนึ่งใหม่",
        issue="land",
    )
    acts.remove_line(actor=SYSTEM, gathering=row, line=second, reason="ไม่ได้ตกลง")
    assert [line.words for line in one_gathering(SYSTEM, row).agreements] == ["หนึ่งใหม่"]
    assert acts.add_agreement(actor=SYSTEM, gathering=row, words="สาม").number == 3
    assert refused(acts.add_agreement, actor=SYSTEM, gathering=row, words=" ") == ("no_words", "words")


def test_a_promise_of_an_agency_that_the_register_lacks_is_kept_matched_and_answered(scene: Scene) -> None:
    row, actor = scene.held(), scene.world.province
    made = promises.record_promise(
        actor=actor, organisation=scene.group, agency_words="ปปท. เขต 1", origin_id=row.pk, **PROMISE
    )
    (line,) = promises_of(actor, row)
    assert (line.promise, line.is_unmatched, line.last) == (made, True, None)
    for nobody in (Actor.public(), scene.world.stranger, scene.world.secretary, scene.world.agency):
        assert promises_of(nobody, row) == []
    promises.match_promise(actor=actor, promise=made, agency=scene.agency)
    promises.answer_promise(actor=actor, promise=made, on=date(2026, 10, 5), words="ได้งบแล้ว")
    (line,) = promises_of(actor, row)
    assert (line.is_unmatched, line.last.words) == (False, "ได้งบแล้ว")  # type: ignore[union-attr]
    named = offers.named_subjects["gatherings.gathering"].of(scene.world.stranger, [row.pk])
    assert named[row.pk].title == "เวทีบูรณาการ"


def test_a_council_s_yearly_report_tells_what_it_held(scene: Scene) -> None:
    days = date(2025, 10, 1), date(2026, 9, 30)
    assert tell_year(SYSTEM, scene.council, *days) is None
    row = scene.held(organisation=scene.council)
    promises.record_promise(
        actor=SYSTEM, organisation=scene.council, agency=scene.agency, origin_id=row.pk, **PROMISE
    )
    told = tell_year(SYSTEM, scene.council, *days)
    assert told is not None
    assert list(told.lines) == [("เวที", "1 ครั้ง"), ("ข้อรับปากของหน่วยงานที่ได้ในงาน", "1 ข้อ")]


# ---------------------------------------------------------------- visits


def test_a_visit_names_a_place_or_a_body_with_its_place(scene: Scene) -> None:
    row, areas = scene.visit(), scene.world.areas
    first = acts.add_visit(actor=scene.world.province, gathering=row, area=areas["19.01.01."])
    assert first.area_words == "ต.ปากเพรียว อ.เมืองสระบุรี จ.สระบุรี"
    there = acts.add_visit(actor=SYSTEM, gathering=row, organisation=scene.neighbour, note="น้ำลดแล้ว")
    assert there.area == areas["19.01.02."]
    facts = {"actor": SYSTEM, "gathering": row}
    assert refused(acts.add_visit, **facts, area=areas["19.01.01."])[0] == "visit_area_once"
    assert refused(acts.add_visit, **facts) == ("no_area", "area")
    assert refused(acts.add_visit, **facts, area=areas["19."]) == ("too_wide", "area")
    assert refused(acts.add_visit, actor=SYSTEM, gathering=scene.gathering(), area=areas["19.01.01."])[0] == (
        "no_field_visit"
    )


def test_areas_that_nobody_reached_by_zone_and_by_amphoe(scene: Scene) -> None:
    areas, province = scene.world.areas, scene.world.areas["19."]
    keep_group(
        actor=SYSTEM,
        area=province,
        kind="zone",
        name="โซนกลาง",
        members=[areas["19.01."]],
        on=date(2025, 10, 1),
    )
    row = scene.visit()
    acts.add_visit(actor=SYSTEM, gathering=row, area=areas["19.01.01.01."])

    def seen(actor: Actor = SYSTEM) -> tuple[int, int, int]:
        found = reach_of(actor, province, YEAR, TODAY)
        return found.tambons, found.visited, found.visits

    assert seen() == (2, 0, 0), "only a visit that was held counts"
    hold_gathering(actor=SYSTEM, gathering=row, came_of_it="ไปถึง")
    assert seen() == (2, 1, 1)
    assert seen(scene.world.secretary) == (2, 1, 1)
    found = reach_of(SYSTEM, province, YEAR, TODAY)
    for line in (*found.by_amphoe, *found.by_zone):
        assert (line.tambons, line.visited, line.missed) == (2, 1, (areas["19.01.02."],))
    assert [str(line.place) for line in found.by_zone] == ["โซนกลาง"]
    assert reach_of(SYSTEM, province, FiscalYear(2027), date(2026, 11, 23)).visited == 0, "another year"
    assert reach_of(SYSTEM, areas["33."], YEAR, TODAY).visits == 0


def test_a_visit_to_an_area_that_ended_since_counts_for_its_successor(scene: Scene) -> None:
    areas = scene.world.areas
    row = scene.visit(starts_on=date(2026, 10, 5))
    acts.add_visit(actor=SYSTEM, gathering=row, area=areas["19.01.01."])
    hold_gathering(actor=SYSTEM, gathering=row, came_of_it="ไปถึง")
    gone, into = areas["19.01.01."], areas["19.01.02."]
    with by_hand():
        change(gone, until=date(2026, 11, 1))
        AbolishedArea.new.bulk([AbolishedArea(code=gone.code, name=gone.name, area=into, search_key="")])
    now = reach_of(SYSTEM, areas["19."], FiscalYear(2027), date(2026, 11, 23))
    assert (now.tambons, now.visited) == (1, 1)


def test_what_is_still_to_come_moves_with_an_area_that_ends(scene: Scene) -> None:
    gone, into = scene.world.areas["19.01.01."], scene.world.areas["19.01.02."]
    to_come = scene.gathering(area=gone, starts_on=date(2026, 12, 1))
    held = scene.held(title="จัดแล้ว", area=gone)
    succession = Succession(gone, into, date(2026, 11, 23))
    with by_hand():
        offers.area_ends["gatherings"].settle(succession)
    to_come.refresh_from_db()
    held.refresh_from_db()
    assert (to_come.area, held.area, dict(succession.counts)) == (into, gone, {"gathering": 1})


def test_a_visit_to_both_records_of_a_body_is_one(scene: Scene) -> None:
    twin = scene.world.body("network", "เครือข่ายทดสอบ")
    one = scene.world.body("network", "เครือข่ายทดสอบ ต.ปากเพรียว")
    row = scene.visit()
    for body in (one, twin):
        acts.add_visit(actor=SYSTEM, gathering=row, organisation=body)
    merge_organisations(actor=SYSTEM, stays=one, goes=twin)
    found = one_gathering(SYSTEM, row).visits
    assert [(line.organisation, line.note) for line in found] == [(one, ""), (None, "เครือข่ายทดสอบ")]


def test_a_stranger_takes_no_line_off(scene: Scene) -> None:
    row = scene.visit()
    line = acts.add_visit(actor=SYSTEM, gathering=row, area=scene.world.areas["19.01.01."])
    for actor in (scene.world.stranger, scene.world.secretary):
        with pytest.raises(OutOfArea):
            acts.remove_line(actor=actor, gathering=row, line=line, reason="ผิด")
    assert Area.objects.visible_to(SYSTEM).filter(pk=line.area_id).exists()
