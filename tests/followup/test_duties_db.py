"""Duties: given, reported on by who is to do it, closed with evidence, opened again; nothing is lost on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.followup.conftest import GIVEN, SYSTEM, Scene, unlike_history
from tests.registry.conftest import TODAY, by_hand

from khabuan.audit.models import Payload
from khabuan.core import offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused, ReplayConflict
from khabuan.files.actions import SentFile
from khabuan.files.queries import files_of
from khabuan.followup.actions import duties as acts
from khabuan.followup.models import Duty
from khabuan.followup.offers import WORK
from khabuan.followup.queries import duties as reads
from khabuan.followup.queries.wanted import DutyList, Wanted
from khabuan.registry.actions import rights
from khabuan.registry.actions.merging import merge_people, undo_merge
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.actions.organisations import end_organisation

PDF = SentFile(b"%PDF-1.4\n%%EOF\n", "หนังสือ.pdf")
WORDS = {"on": date(2026, 10, 20), "words": "สำรวจแล้วห้าหมู่บ้าน"}


def corrected(scene: Scene, duty: Duty, **facts: Any) -> Duty:
    known = {
        "what": duty.what, "given_on": duty.given_on, "due_on": duty.due_on, "owner_person": duty.owner_person,
        "owner_organisation": duty.owner_organisation, "owner_words": duty.owner_words, "issue": duty.issue,
        "reason": "จดผิด",
    }  # fmt: skip
    return acts.correct_duty(actor=scene.world.secretary, duty=duty, **{**known, **facts})


def test_a_secretary_gives_a_duty_once_with_its_paper(scene: Scene) -> None:
    made = scene.duty(what="  สำรวจบ้าน \n ส่งรายชื่อ ", papers=[PDF], client_key="k")
    assert made.what == "สำรวจบ้าน\nส่งรายชื่อ"
    assert [file.name for file in files_of(scene.world.secretary, made)] == ["หนังสือ.pdf"]
    assert scene.duty(what="  สำรวจบ้าน \n ส่งรายชื่อ ", papers=[PDF], client_key="k") == made
    with pytest.raises(ReplayConflict):
        scene.duty(what="อื่น", client_key="k")
    assert unlike_history() == []


def test_others_give_nothing_there(scene: Scene) -> None:
    for actor in (scene.world.neighbour, scene.world.stranger, scene.treasurer):
        with pytest.raises(OutOfArea):
            scene.duty(actor)
    for actor in (scene.world.auditor, scene.world.collector):
        with pytest.raises(NotAllowed):
            scene.duty(actor)


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"what": " "}, "no_words", "what"),
        ({"owner_words": " "}, "no_owner", "owner_words"),
        ({"given_on": date(2026, 11, 24)}, "to_come", "given_on"),
        ({"due_on": date(2026, 9, 30)}, "due_first", "due_on"),
        ({"issue": "nothing"}, "no_such_issue", "issue"),
        ({"origin_kind": "no.such", "origin_id": 1}, "no_such_origin", None),
        ({"origin_kind": "registry.organisation"}, "no_such_origin", None),
        ({"owner_words": "x" * 201}, "too_long", "owner_words"),
    ],
)
def test_what_cannot_be_is_refused(scene: Scene, facts: dict[str, Any], code: str, field: str | None) -> None:
    with pytest.raises(Refused) as no:
        scene.duty(**facts)
    assert (no.value.code, no.value.field) == (code, field)
    assert not reads.duties_of(SYSTEM, scene.council, Wanted(state=DutyList.ALL)).exists()


def test_a_body_that_ended_gives_nothing_later(scene: Scene) -> None:
    end_organisation(actor=SYSTEM, organisation=scene.council, on=date(2026, 9, 1), reason="ยุบ")
    with pytest.raises(Refused) as no:
        scene.duty()
    assert no.value.code == "body_ended"


def test_where_it_came_from_is_in_sight_and_told(scene: Scene) -> None:
    came = {"origin_kind": "registry.organisation", "origin_id": scene.fund.pk}
    with pytest.raises(OutOfArea):
        scene.duty(**came)
    made = scene.duty(scene.world.province, **came)
    found = reads.duties_from(scene.world.secretary, "registry.organisation", [scene.fund.pk, 1])
    assert dict(found) == {scene.fund.pk: [made]}


def test_who_is_to_do_it_sees_it_and_reports_but_does_not_close(scene: Scene) -> None:
    made = scene.duty(scene.world.province, owner_organisation=scene.fund)
    other = scene.duty()
    assert list(reads.duties_owed_by(scene.treasurer, scene.fund, TODAY)) == [made]
    line = acts.report_duty(actor=scene.treasurer, duty=made, papers=[PDF], **WORDS)
    told = reads.trail_of_duty(scene.world.secretary, made)
    assert [(one.report, [file.name for file in one.files]) for one in told] == [(line, ["หนังสือ.pdf"])]
    with pytest.raises(OutOfArea):
        acts.close_duty(actor=scene.treasurer, duty=made, **WORDS)
    with pytest.raises(OutOfArea):
        acts.report_duty(actor=scene.treasurer, duty=other, **WORDS)
    with pytest.raises(OutOfArea):
        acts.take_back_report(actor=scene.treasurer, report=line, reason="ผิด")
    with pytest.raises(OutOfArea):
        reads.duty_of(scene.world.stranger, made.pk)
    assert reads.last_reports(scene.treasurer, [made.pk]) == {made.pk: line}


def test_an_owner_out_of_sight_is_not_named(scene: Scene) -> None:
    with pytest.raises(OutOfArea):
        scene.duty(owner_person=scene.world.person("ไกล", path="33.01.01."))
    with pytest.raises(OutOfArea):
        scene.duty(owner_organisation=scene.fund)


def test_it_is_closed_opened_again_and_its_trail_keeps_all(scene: Scene) -> None:
    made, actor = scene.duty(), scene.world.secretary
    acts.close_duty(actor=actor, duty=made, on=date(2026, 10, 25), words="ส่งแล้ว", papers=[PDF])
    with pytest.raises(Refused) as no:
        acts.report_duty(actor=actor, duty=made, **WORDS)
    assert no.value.code == "closed"
    with pytest.raises(Refused):
        acts.reopen_duty(actor=actor, duty=made, reason=" ")
    acts.reopen_duty(actor=actor, duty=made, reason="ขาดหนึ่งหมู่บ้าน")
    made.refresh_from_db()
    assert (made.state, made.closed_on, made.closed_words) == ("open", None, "")
    acts.drop_duty(actor=actor, duty=made, reason="เทศบาลทำแล้ว")
    made.refresh_from_db()
    assert (made.state, made.closed_words) == ("dropped", "เทศบาลทำแล้ว")
    steps = [(one.report.step, one.report.words) for one in reads.trail_of_duty(actor, made)]
    assert steps == [("done", "ส่งแล้ว"), ("reopened", "ขาดหนึ่งหมู่บ้าน"), ("dropped", "เทศบาลทำแล้ว")]
    assert unlike_history() == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"words": ""}, "no_words"),
        ({"on": date(2026, 9, 30)}, "too_early"),
        ({"on": date(2026, 11, 24)}, "to_come"),
    ],
)
def test_a_report_that_cannot_be_is_refused(scene: Scene, facts: dict[str, Any], code: str) -> None:
    made = scene.duty()
    for act in (acts.report_duty, acts.close_duty):
        with pytest.raises(Refused) as no:
            act(actor=scene.world.secretary, duty=made, **{**WORDS, **facts})
        assert no.value.code == code


def test_a_report_is_taken_back_and_stays_to_be_read(scene: Scene) -> None:
    made, actor = scene.duty(), scene.world.secretary
    line = acts.report_duty(actor=actor, duty=made, **WORDS)
    acts.take_back_report(actor=actor, report=line, reason="ผิดงาน")
    assert [one.report.withdrawn_reason for one in reads.trail_of_duty(actor, made)] == ["ผิดงาน"]
    assert reads.last_reports(actor, [made.pk]) == {}
    with pytest.raises(Refused) as no:
        acts.take_back_report(actor=actor, report=line, reason="อีก")
    assert no.value.code == "taken_back_already"
    acts.close_duty(actor=actor, duty=made, **WORDS)
    end = reads.trail_of_duty(actor, made)[-1].report
    with pytest.raises(Refused) as no:
        acts.take_back_report(actor=actor, report=end, reason="ผิด")
    assert no.value.code == "no_report"


def test_it_is_handed_to_somebody_else_with_the_reason(scene: Scene) -> None:
    made, person = scene.duty(), scene.world.person("ผู้รับต่อ", "ทดสอบ")
    with pytest.raises(Refused):
        corrected(scene, made, reason="")
    corrected(scene, made, owner_person=person, owner_words="", due_on=None)
    made.refresh_from_db()
    assert (made.owner_person, made.owner_words, made.due_on) == (person, "", None)


def test_the_database_holds_it_too(scene: Scene) -> None:
    made = scene.duty()
    for wrong in (
        {"owner_words": ""}, {"due_on": date(2026, 1, 1)}, {"state": "done"}, {"origin_kind": "x"},
    ):  # fmt: skip
        facts = {f.attname: getattr(made, f.attname) for f in Duty._meta.fields if f.name != "id"}
        with by_hand(), pytest.raises(IntegrityError), transaction.atomic():
            Duty.new.bulk([Duty(**{**facts, **wrong})])


def test_what_stood_open_on_a_day_is_known_later(scene: Scene) -> None:
    late, plain = scene.duty(), scene.duty(due_on=None)
    acts.close_duty(actor=scene.world.secretary, duty=late, on=date(2026, 11, 10), words="ส่งแล้ว")
    actor, body = scene.world.secretary, scene.council
    assert list(reads.open_duties_of(actor, body, date(2026, 11, 9))) == [late, plain]
    assert list(reads.open_duties_of(actor, body, TODAY)) == [plain]
    assert list(reads.open_duties_of(actor, body, date(2026, 9, 30))) == []


def test_a_place_s_duties_are_narrowed(scene: Scene) -> None:
    late = scene.duty(issue="housing")
    soon = scene.duty(due_on=date(2026, 12, 1), what="ส่งผู้แทน")
    done = acts.close_duty(actor=scene.world.secretary, duty=scene.duty(), **WORDS)
    area, actor = scene.world.areas["19."], scene.world.province
    found = {state: list(reads.duties_in(actor, area, Wanted(state=state))) for state in DutyList}
    assert found[DutyList.OPEN] == [late, soon]
    assert (found[DutyList.LATE], found[DutyList.SOON], found[DutyList.DONE]) == ([late], [soon], [done])
    assert len(found[DutyList.ALL]) == 3
    assert list(reads.duties_in(actor, area, Wanted(words="ผู้แทน"))) == [soon]
    assert list(reads.duties_in(actor, area, Wanted(issue="housing"))) == [late]
    assert list(reads.duties_in(scene.world.stranger, area)) == []


def test_late_and_soon_stand_among_one_s_work(scene: Scene) -> None:
    scene.duty(), scene.duty(due_on=date(2026, 12, 1)), scene.duty(due_on=date(2027, 1, 1))
    source = WORK[0]
    assert [one.state for one in source.due(scene.world.secretary, TODAY, 9)] == ["wrong", "need"]
    assert source.count(scene.world.secretary, TODAY) == 2
    for actor in (scene.world.neighbour, scene.world.stranger, scene.world.auditor, scene.officer):
        assert (source.count(actor, TODAY), list(source.due(actor, TODAY, 9))) == (0, [])


def test_queries_do_not_grow(scene: Scene) -> None:
    def cost() -> int:
        actor = scene.world.secretary
        with CaptureQueriesContext(
            connection,
        ) as told:
            rows = list(reads.open_duties_of(actor, scene.council, TODAY))
            [(row.owner_person, row.owner_organisation, row.organisation.area) for row in rows]
            reads.last_reports(actor, [row.pk for row in rows])
            reads.duties_from(actor, "meetings.resolution", [1, 2])
            WORK[0].due(actor, TODAY, 50)
            offers.named_subjects["followup.duty"].of(actor, [row.pk for row in rows])
        return len(told)

    scene.duty(owner_person=scene.world.person("หนึ่ง"))
    few = cost()
    for _number in range(5):
        scene.duty(owner_person=scene.world.person("อีก"))
    assert cost() == few == 5


def test_it_follows_merges_and_is_told_before(scene: Scene) -> None:
    twin = scene.world.body("network", "เครือข่าย")
    stays = scene.world.body("network", "เครือข่ายสวัสดิการ")
    one, other = scene.world.person("คนเดียว", "กัน"), scene.world.person("คนเดียว", "กันนะ")
    made = scene.duty(organisation=twin, owner_organisation=twin, owner_person=other)
    told = offers.organisation_merges["followup"].tell([twin])
    assert [counts for _words, counts in told] == [{twin.pk: 1}, {twin.pk: 1}, {}, {}]
    merge = merge_organisations(actor=scene.world.province, stays=stays, goes=twin)
    merge_people(actor=scene.world.province, stays=one, goes=other)
    made.refresh_from_db()
    assert (made.organisation, made.owner_organisation, made.owner_person) == (stays, stays, one)
    undo_merge(actor=scene.world.province, merge=merge, reason="ไม่ใช่")
    made.refresh_from_db()
    assert made.organisation == twin


def test_an_erased_owner_leaves_no_name(scene: Scene) -> None:
    person = scene.world.person("ลบชื่อทิ้ง", "ไม่เหลือ")
    made = scene.duty(owner_person=person, owner_words="ลุงลบชื่อทิ้ง")
    copied = offers.person_copies["followup"].collect([person])
    assert [fact.name for fact in copied[0].rows[0]][:3] == ["organisation", "what", "owner_words"]
    asked = rights.open_request(actor=scene.world.province, person=person, kind="erase", words="ขอลบ")
    rights.erase_person(actor=scene.world.province, person=person, asked=asked)
    made = reads.duty_of(SYSTEM, made.pk)
    assert made.owner_words == ""
    assert "ลบชื่อทิ้ง" not in str(made.owner_person)
    assert not any("ลบชื่อทิ้ง" in (body or "") for body in Payload.objects.values_list("body", flat=True))
    assert unlike_history() == []
    assert made.given_on == GIVEN
