"""Projects are recorded, changed, moved on, counted and taken back; who may, who reads, and what cannot be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.grants.conftest import SINCE, SYSTEM, Scene, unlike_history
from tests.registry.conftest import by_hand

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.thai import FiscalYear
from khabuan.grants import queries
from khabuan.grants.actions import projects as acts
from khabuan.grants.models import Project, ProjectArea, ProjectResult, ProjectStep, ProjectTarget
from khabuan.grants.queries import Wanted
from khabuan.places.actions.succession import Succession
from khabuan.registry.actions.merging_bodies import merge_organisations

TODAY = date(2026, 11, 23)
AS_IT_IS = {"title": "ซ่อมบ้านผู้ยากลำบาก", "fiscal_year": 2027, "houses": 12}


def refused(act: Any, /, **facts: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as no:
        act(**facts)
    return no.value.code, no.value.field


def move(scene: Scene, row: Project, state: str, actor: Actor | None = None, **facts: Any) -> ProjectStep:
    return acts.move_project(
        actor=actor or scene.world.secretary, project=row, state=state, **{"on": TODAY, **facts}
    )


def reach(scene: Scene, row: Project, value: int, on: date = TODAY, what: str = "houses") -> ProjectResult:
    return acts.record_result(
        actor=scene.world.secretary, project=row, what=what, on=on, value=value, source="นับที่หน้างาน"
    )


# ---------------------------------------------------------------- recorded


def test_a_project_stands_in_the_book_of_its_body_with_money_places_and_targets(scene: Scene) -> None:
    areas = scene.world.areas
    row = scene.project(
        places=[areas["19.01.02."], areas["19.01.01."]], agency=scene.agency, asked=Decimal("120000.50"), people=40,
        programme="บ้านพอเพียง", code=" ท-1 ", words="มติสภา ครั้งที่ 3",
    )  # fmt: skip
    assert (row.node, row.state, row.state_on, row.code) == (scene.council.node, "proposed", SINCE, "ท-1")
    assert Project.everywhere.get().asked == Decimal("120000.50")
    assert queries.places_of(SYSTEM, [row])[row.pk] == [areas["19.01.02."]]  # the main one is no further one
    lines = queries.targets_of(SYSTEM, [row])[row.pk]
    assert [(line.target.what, line.target.value, line.reached) for line in lines] == [
        ("people", 40, None), ("houses", 12, None),
    ]  # fmt: skip
    assert [(step.state, step.words) for step in queries.trail_of(SYSTEM, row)] == [
        ("proposed", "มติสภา ครั้งที่ 3")
    ]
    assert unlike_history() == []


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"title": "  "}, "no_words", "title"),
        ({"fiscal_year": 2570}, "no_year", "fiscal_year"),
        ({"state": "begun"}, "no_such_state", "state"),
        ({"on": date(2026, 11, 24)}, "to_come", "on"),
        ({"issue": "love"}, "no_such_issue", "issue"),
        ({"starts_on": TODAY, "ends_on": SINCE}, "ends_first", "ends_on"),
        ({"other": 5}, "no_words", "other_words"),
        ({"houses": 10_000_001}, "too_much", "houses"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_box(
    scene: Scene, facts: dict[str, Any], code: str, field: str
) -> None:
    assert refused(scene.project, **facts) == (code, field)
    assert not Project.everywhere.exists()


def test_agencies_pay_and_hold_none_and_bodies_of_the_movement_do_not_pay(scene: Scene) -> None:
    known = {"actor": scene.world.province}
    assert refused(scene.project, organisation=scene.agency, **known) == ("is_agency", "title")
    assert refused(scene.project, agency=scene.neighbour, **known) == ("no_agency_kind", "agency")


def test_the_same_project_is_not_written_down_twice_in_a_year(scene: Scene) -> None:
    row = scene.project(code="ท-1")
    assert refused(scene.project) == ("here_already", "title")
    assert refused(scene.project, title="อื่น", code="ท-1") == ("here_already", "code")
    scene.project(fiscal_year=2026)
    acts.withdraw_project(actor=SYSTEM, project=row, reason="บันทึกผิด")
    scene.project(code="ท-1")


def test_sent_twice_it_is_written_once(scene: Scene) -> None:
    first = scene.project(client_key="k")
    assert scene.project(client_key="k") == first
    assert Project.everywhere.count() == 1


# ---------------------------------------------------------------- who


def test_its_own_offices_write_it_and_nobody_else(scene: Scene) -> None:
    row, world = scene.project(), scene.world
    for actor in (world.neighbour, world.stranger, scene.treasurer):
        with pytest.raises(OutOfArea):
            scene.project(actor, title="อื่น")
        with pytest.raises(OutOfArea):
            move(scene, row, "approved", actor)
    for actor in (world.auditor, world.agency, world.collector):
        with pytest.raises(NotAllowed):
            scene.project(actor, title="อื่น")
    scene.project(world.province, title="ของจังหวัด", organisation=scene.group)
    with pytest.raises(OutOfArea):
        scene.project(title="ของจังหวัดอีก", organisation=scene.group)


def test_seen_by_who_reaches_the_body_or_a_place_of_work_and_by_nobody_else(scene: Scene) -> None:
    world = scene.world
    row = scene.project(
        world.province, organisation=scene.group, area=world.areas["19."], places=[world.areas["19.01.02."]]
    )
    step = row.pk
    for actor in (world.province, world.nation, world.auditor, world.neighbour):
        assert Project.objects.visible_to(actor).get() == row
        assert ProjectStep.objects.visible_to(actor).get().project_id == step
        assert ProjectTarget.objects.visible_to(actor).count() == 1
    for actor in (Actor.public(), world.stranger, world.agency, world.secretary, scene.treasurer):
        for model in (Project, ProjectStep, ProjectTarget, ProjectArea):
            assert not model.objects.visible_to(actor).exists()
    with pytest.raises(OutOfArea):  # seen, not reached
        move(scene, row, "approved", world.neighbour)
    acts.change_project(
        actor=world.province, project=row, reason="ถอนพื้นที่", area=world.areas["19."], **AS_IT_IS
    )
    assert not Project.objects.visible_to(world.neighbour).exists()


# ---------------------------------------------------------------- changed and moved on


def test_a_change_gives_all_facts_anew_and_keeps_what_hangs_on_targets(scene: Scene) -> None:
    areas, row = scene.world.areas, scene.project(people=40, places=[scene.world.areas["19.01.02."]])
    reach(scene, row, 3)
    facts = {"actor": scene.world.secretary, "project": row, "area": areas["19.01.02."]}
    told = {"title": row.title, "fiscal_year": 2027}
    assert refused(acts.change_project, **facts, **told, reason=" ") == ("no_reason", "reason")
    acts.change_project(**facts, **told, reason="ย้ายพื้นที่", people=50, places=[areas["19.01.01."]])
    row.refresh_from_db()
    assert row.area == areas["19.01.02."]
    assert queries.places_of(SYSTEM, [row])[row.pk] == [areas["19.01.01."]]
    lines = queries.targets_of(SYSTEM, [row])[row.pk]
    assert [(line.target.what, line.target.value, len(line.results)) for line in lines] == [
        ("people", 50, 0), ("houses", None, 1),
    ]  # fmt: skip
    acts.change_project(**facts, **told, reason="กลับ", houses=12, places=[])
    assert ProjectTarget.everywhere.count() == 2
    assert queries.places_of(SYSTEM, [row]) == {}
    assert unlike_history() == []


def test_steps_go_on_with_the_budget_and_are_never_overwritten(scene: Scene) -> None:
    row = scene.project()
    move(scene, row, "approved", approved=Decimal(100_000), words="อนุกรรมการ")
    move(scene, row, "finished")
    row.refresh_from_db()
    assert (row.state, row.state_on, row.approved) == ("finished", TODAY, Decimal(100_000))
    assert [step.state for step in queries.trail_of(SYSTEM, row)] == ["proposed", "approved", "finished"]
    facts = {"actor": SYSTEM, "project": row, "on": TODAY}
    assert refused(acts.move_project, **facts, state="running") == ("backwards", "state")
    assert refused(acts.move_project, **facts, state="closed", approved=Decimal(1)) == (
        "not_approved",
        "approved",
    )
    assert refused(acts.move_project, **facts, state="given_up") == ("no_words", "words")
    move(scene, row, "closed")
    assert refused(acts.move_project, **facts, state="given_up", words="เลิก") == ("over", "state")
    assert unlike_history() == []


def test_the_last_step_is_taken_back_and_the_one_before_stands(scene: Scene) -> None:
    row = scene.project()
    first = ProjectStep.everywhere.get()
    facts = {"actor": scene.world.secretary, "reason": "กดผิด"}
    assert refused(acts.take_back_step, step=first, **facts) == ("first", None)
    step = move(scene, row, "given_up", words="เลิก")
    assert refused(acts.take_back_step, step=first, **facts) == ("not_last", None)
    acts.take_back_step(step=step, **facts)
    row.refresh_from_db()
    assert (row.state, row.state_on) == ("proposed", SINCE)
    assert refused(acts.take_back_step, step=step, **facts) == ("taken_back", None)
    move(scene, row, "approved")
    with pytest.raises(OutOfArea):
        acts.take_back_step(actor=scene.world.neighbour, step=step, reason="x")


def test_a_withdrawn_project_counts_nowhere_and_takes_nothing_more(scene: Scene) -> None:
    row = scene.project(asked=Decimal(5))
    acts.withdraw_project(actor=scene.world.secretary, project=row, reason="บันทึกผิด")
    assert not queries.projects_in(SYSTEM, scene.world.areas["19."], Wanted()).exists()
    assert queries.find_projects(scene.world.secretary, "ซ่อมบ้าน", 5) == []
    assert queries.project_of(scene.world.secretary, row.pk).withdrawn_reason == "บันทึกผิด"
    facts = {"actor": SYSTEM, "project": row}
    assert refused(acts.move_project, **facts, state="approved", on=TODAY)[0] == "withdrawn"
    assert refused(acts.withdraw_project, **facts, reason="อีก")[0] == "withdrawn"


# ---------------------------------------------------------------- what was reached


def test_what_was_reached_is_a_total_by_its_day_with_its_source(scene: Scene) -> None:
    row = scene.project()
    late = reach(scene, row, 9)
    reach(scene, row, 4, on=SINCE)  # told later, of an earlier day
    reach(scene, row, 3, what="tambons")  # nobody aimed at it
    houses, tambons = queries.targets_of(SYSTEM, [row])[row.pk]
    assert houses.reached is not None
    assert (houses.reached.value, houses.reached.on) == (9, TODAY)
    assert (tambons.target.value, tambons.reached and tambons.reached.value) == (None, 3)
    facts = {
        "actor": scene.world.secretary,
        "project": row,
        "what": "houses",
        "value": 1,
        "source": "x",
        "on": TODAY,
    }
    assert refused(acts.record_result, **{**facts, "source": " "}) == ("no_words", "source")
    assert refused(acts.record_result, **{**facts, "on": date(2026, 11, 24)}) == ("to_come", "on")
    assert refused(acts.record_result, **{**facts, "what": "cats"}) == ("no_such_aim", "what")
    assert refused(acts.record_result, **{**facts, "what": "other"}) == ("no_such_aim", "what")
    acts.take_back_result(actor=scene.world.secretary, result=late, reason="นับซ้ำ")
    houses = queries.targets_of(SYSTEM, [row])[row.pk][0]
    assert (houses.reached and houses.reached.value, len(houses.results)) == (4, 2)
    assert refused(acts.take_back_result, actor=SYSTEM, result=late, reason="x")[0] == "taken_back"
    assert unlike_history() == []


def test_another_target_is_counted_in_its_own_words(scene: Scene) -> None:
    row = scene.project(other=200, other_words="ไร่ป่าชุมชน")
    reach(scene, row, 50, what="other")
    line = queries.targets_of(SYSTEM, [row])[row.pk][-1]
    assert (str(line.target), line.reached and line.reached.value) == ("ไร่ป่าชุมชน", 50)


# ---------------------------------------------------------------- lists, merges, areas


def test_a_list_is_narrowed_and_added_up(scene: Scene) -> None:
    world, area = scene.world, scene.world.areas
    one = scene.project(asked=Decimal(100), approved=Decimal(80), issue="housing")
    two = scene.project(
        world.province, organisation=scene.group, title="ตำบลเข้มแข็ง", area=area["19."], asked=Decimal(50),
        places=[area["19.01.01."]], state="finished", fiscal_year=2026, agency=scene.agency,
    )  # fmt: skip

    def found(path: str = "19.", actor: Actor = world.province, **wanted: Any) -> set[Project]:
        return set(queries.projects_in(actor, area[path], Wanted(**wanted)))

    assert found() == found("19.01.01.") == {one, two}
    assert found("19.01.02.") == found("33.", SYSTEM) == set()
    assert found(year=FiscalYear(2027)) == found(state="open") == found(issue="housing") == {one}
    assert found(state="finished") == found(words="เข้มแข็ง") == {two}
    assert set(queries.projects_of(world.province, scene.agency, Wanted())) == {two}
    sums = queries.sums_of(queries.projects_in(SYSTEM, area["19."], Wanted()))
    assert (sums.number, sums.open, sums.asked, sums.approved) == (2, 1, Decimal(150), Decimal(80))
    assert (sums.asked_of, sums.approved_of) == (2, 1)
    assert queries.sums_of(Project.everywhere.none()).asked is None
    assert [one.title for one in queries.find_projects(world.secretary, "ซ่อมบ้าน", 5)] == [one.title]
    assert queries.find_projects(world.stranger, "ซ่อมบ้าน", 5) == []


def test_projects_follow_bodies_that_become_one(scene: Scene) -> None:
    twin = scene.world.body("agency", "พอช.ทดสอบ", "19.")
    row = scene.project(agency=twin)
    told = dict(offers.organisation_merges["grants"].tell([twin]))
    assert [counted for counted in told.values() if counted] == [{twin.pk: 1}]
    merge_organisations(actor=SYSTEM, stays=scene.agency, goes=twin)
    row.refresh_from_db()
    assert row.agency == scene.agency


def test_what_is_still_to_be_done_moves_with_an_area_that_ends(scene: Scene) -> None:
    gone, into = scene.world.areas["19.01.01."], scene.world.areas["19.01.02."]
    main, over = scene.project(places=[into]), scene.project(title="เสร็จแล้ว", state="finished")
    both = scene.project(title="สองตำบล", area=into, places=[gone])
    far = scene.project(title="ทั้งจังหวัด", area=scene.world.areas["19."], places=[gone])
    succession = Succession(gone, into, TODAY)
    with by_hand():
        offers.area_ends["grants"].settle(succession)
    for row in (main, over):
        row.refresh_from_db()
    assert (main.area, over.area, dict(succession.counts)) == (into, gone, {"project": 3})
    assert queries.places_of(SYSTEM, [main, both, far]) == {far.pk: [into]}
