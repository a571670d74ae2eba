"""Duties of a year against their days: each is judged as it stood then, counted by body and province, taken out."""

from __future__ import annotations

from datetime import date

import pytest
from tests.followup.conftest import Scene

from khabuan.followup.actions import duties as acts
from khabuan.followup.models import Duty
from khabuan.followup.queries.met import YearOf, judged, met_by_body, met_by_province, not_met_of, whole_of
from khabuan.followup.rules import Met
from khabuan.followup.year_report import tell_year

THIS = YearOf(date(2026, 10, 1), date(2026, 11, 23))
LAST = YearOf(date(2025, 10, 1), date(2026, 9, 30))


def closed(scene: Scene, due_on: date | None, on: date) -> Duty:
    return acts.close_duty(
        actor=scene.world.secretary,
        duty=scene.duty(given_on=date(2026, 1, 5), due_on=due_on),
        on=on,
        words="เสร็จ",
    )


def stood(scene: Scene, duty: Duty, year: YearOf) -> str:
    rows = judged(Duty.objects.visible_to(scene.world.secretary), year)
    return str(rows.filter(pk=duty.pk).values_list("met", flat=True).first())


@pytest.mark.parametrize(
    ("due_on", "on", "this", "last"),
    [
        (date(2026, 5, 1), date(2026, 5, 1), None, Met.IN_TIME),
        (date(2026, 5, 1), date(2026, 5, 2), None, Met.TOO_LATE),
        (date(2026, 5, 1), date(2026, 10, 9), Met.TOO_LATE, Met.OVERDUE),
        (date(2026, 11, 1), date(2026, 10, 9), Met.IN_TIME, Met.WAITING),
        (None, date(2026, 10, 9), Met.IN_TIME, Met.WAITING),
    ],
)
def test_a_duty_is_judged_as_it_stood_at_the_end_of_the_year(
    scene: Scene, due_on: date | None, on: date, this: Met | None, last: Met
) -> None:
    made = closed(scene, due_on, on)
    assert (stood(scene, made, THIS), stood(scene, made, LAST)) == (str(this), str(last))


def test_open_and_dropped_ones_are_judged_too(scene: Scene) -> None:
    late, today, gone = scene.duty(), scene.duty(due_on=THIS.until), scene.duty()
    acts.drop_duty(actor=scene.world.secretary, duty=gone, reason="ไม่ต้องทำ", on=date(2026, 10, 9))
    assert [stood(scene, one, THIS) for one in (late, today, gone)] == [Met.OVERDUE, Met.WAITING, Met.DROPPED]
    assert stood(scene, late, LAST) == "None"


def test_bodies_and_provinces_are_counted_within_sight(scene: Scene) -> None:
    late = scene.duty()
    scene.duty(due_on=None)
    scene.duty(scene.world.province, organisation=scene.fund)
    area = scene.world.areas["19."]
    lines = met_by_body(scene.world.province, area, THIS)
    assert [(line.name, line.total, line.not_met) for line in lines] == [
        (scene.council.name, 2, 1),
        (scene.fund.name, 1, 1),
    ]
    assert [line.name for line in met_by_body(scene.world.province, area, THIS, "council")] == [
        scene.council.name
    ]
    assert whole_of(lines).counts == {Met.OVERDUE: 2, Met.WAITING: 1}
    assert met_by_body(scene.world.stranger, area, THIS) == []
    provinces = met_by_province(scene.world.province, THIS)
    assert [(line.name, line.total, line.not_met) for line in provinces] == [("สระบุรี", 3, 2)]
    assert list(not_met_of(scene.world.secretary, scene.council, THIS)) == [late]
    assert not_met_of(scene.world.secretary, scene.council, THIS, Met.IN_TIME).count() == 0


def test_the_yearly_report_tells_of_both(scene: Scene) -> None:
    assert tell_year(scene.world.secretary, scene.council, THIS.first, THIS.until) is None
    scene.duty(), scene.promise()
    told = tell_year(scene.world.secretary, scene.council, THIS.first, date(2027, 9, 30))
    assert told is not None
    lines = dict(told.lines)
    assert lines["งานที่เลยกำหนดและยังไม่เสร็จ"] == "1 งาน"
    assert (lines["ข้อรับปากของหน่วยงานในรอบปี"], lines["ยังไม่มีผล"]) == ("1 ข้อ", "1 ข้อ")
    assert tell_year(scene.officer, scene.council, THIS.first, THIS.until) is None
