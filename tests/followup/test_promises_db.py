"""Promises: written down as they were heard, matched, answered by the agency too, settled by who heard them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.followup.conftest import SYSTEM, Scene, unlike_history
from tests.registry.conftest import TODAY, by_hand

from khabuan.core import offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.files.actions import SentFile
from khabuan.followup.actions import promises as acts
from khabuan.followup.models import Promise
from khabuan.followup.offers import FOUND, WORK
from khabuan.followup.queries import promises as reads
from khabuan.followup.queries.wanted import PromiseList, Wanted
from khabuan.meetings.actions.resolutions import record_resolution, withdraw_resolution
from khabuan.registry.actions import rights
from khabuan.registry.actions.merging_bodies import merge_organisations

PDF = SentFile(b"%PDF-1.4\n%%EOF\n", "หนังสือตอบ.pdf")
ANSWER = {"on": date(2026, 10, 20), "words": "อยู่ระหว่างขอจัดสรรงบ"}


def test_it_is_followed_from_the_forum_to_its_end(scene: Scene) -> None:
    made, secretary = scene.promise(papers=[PDF]), scene.world.secretary
    assert list(reads.open_promises_to(secretary, scene.council, TODAY)) == [made]
    mine = acts.answer_promise(actor=scene.officer, promise=made, by_words="หัวหน้ากลุ่ม", **ANSWER)
    acts.answer_promise(actor=secretary, promise=made, papers=[PDF], on=TODAY, words="โทรมาแจ้งว่าได้ 150 หลัง")
    acts.settle_promise(actor=secretary, promise=made, outcome="partly", on=TODAY, words="ได้ 150 จาก 200 หลัง")
    made.refresh_from_db()
    assert (made.state, made.settled_on) == ("partly", TODAY)
    trail = reads.trail_of_promise(scene.officer, made)
    assert [(one.answer.step, one.answer.is_by_agency) for one in trail] == [
        ("answer", True), ("answer", False), ("partly", False),
    ]  # fmt: skip
    assert trail[0].answer == mine
    assert list(reads.open_promises_to(secretary, scene.council, TODAY)) == []
    assert list(reads.open_promises_to(secretary, scene.council, date(2026, 11, 22))) == [made]
    assert list(reads.promises_of_agency(scene.officer, scene.agency)) == [made]
    assert unlike_history() == []


def test_a_new_promise_stands_among_the_agency_s_own_work_until_it_answers(scene: Scene) -> None:
    source, made = WORK[1], scene.promise(due_on=None)
    told = [(one.path, one.state) for one in source.due(scene.officer, TODAY, 9)]
    assert told == [(made.get_absolute_url(), "quiet")]
    assert source.count(scene.officer, TODAY) == 1
    for other in (scene.other_officer, scene.world.secretary, scene.world.province):
        assert source.count(other, TODAY) == 0
    acts.answer_promise(actor=scene.officer, promise=made, **ANSWER)
    assert source.count(scene.officer, TODAY) == 0


def test_an_agency_s_seat_sees_and_answers_its_own_and_no_more(scene: Scene) -> None:
    made = scene.promise()
    loose = scene.promise(agency=None, agency_words="พมจ.")
    for actor in (scene.other_officer, scene.world.agency, scene.world.neighbour, scene.world.stranger):
        with pytest.raises(OutOfArea):
            reads.promise_of(actor, made.pk)
        with pytest.raises(OutOfArea):
            acts.answer_promise(actor=actor, promise=made, **ANSWER)
        assert list(reads.promises_of_agency(actor, scene.agency)) == []
    with pytest.raises(OutOfArea):
        acts.answer_promise(actor=scene.officer, promise=loose, **ANSWER)
    for act, facts in (
        (acts.settle_promise, {"outcome": "kept", **ANSWER}), (acts.withdraw_promise, {"reason": "ไม่ทำแล้ว"}),
        (acts.reopen_promise, {"reason": "ผิด"}),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act(actor=scene.officer, promise=made, **facts)
    with pytest.raises(NotAllowed):
        acts.answer_promise(actor=scene.world.auditor, promise=made, **ANSWER)
    made.refresh_from_db()
    assert made.state == "open"


def test_an_agency_that_the_register_lacks_is_written_down_and_matched_later(scene: Scene) -> None:
    made = scene.promise(agency=None, agency_words=" พมจ. สระบุรี ")
    assert made.agency_words == "พมจ. สระบุรี"
    with pytest.raises(Refused) as no:
        acts.match_promise(actor=scene.world.secretary, promise=made, agency=scene.council)
    assert (no.value.code, no.value.field) == ("no_agency_kind", "agency")
    with pytest.raises(OutOfArea):
        acts.match_promise(actor=scene.world.neighbour, promise=made, agency=scene.agency)
    acts.match_promise(actor=scene.world.secretary, promise=made, agency=scene.agency)
    made.refresh_from_db()
    assert (made.agency, made.agency_words) == (scene.agency, "พมจ. สระบุรี")
    with pytest.raises(Refused) as no:
        acts.match_promise(actor=scene.world.secretary, promise=made, agency=scene.agency)
    assert no.value.code == "matched_already"


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"words": ""}, "no_words", "words"),
        ({"agency": None}, "no_agency", "agency"),
        ({"given_on": date(2026, 11, 24)}, "to_come", "given_on"),
        ({"due_on": date(2026, 9, 1)}, "due_first", "due_on"),
    ],
)
def test_what_cannot_be_is_refused(scene: Scene, facts: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refused) as no:
        scene.promise(**facts)
    assert (no.value.code, no.value.field) == (code, field)


def test_who_may_record(scene: Scene) -> None:
    for actor in (scene.world.neighbour, scene.world.stranger):
        with pytest.raises(OutOfArea):
            scene.promise(actor)
    for actor in (scene.world.auditor, scene.officer):
        with pytest.raises(NotAllowed):
            scene.promise(actor)


def test_what_is_settled_is_opened_again_with_the_reason(scene: Scene) -> None:
    made, actor = scene.promise(), scene.world.secretary
    acts.answer_promise(actor=actor, promise=made, **ANSWER)
    with pytest.raises(Refused) as no:
        acts.settle_promise(actor=actor, promise=made, outcome="open", **ANSWER)
    assert no.value.code == "no_such_outcome"
    acts.settle_promise(actor=actor, promise=made, outcome="not_kept", **ANSWER)
    with pytest.raises(Refused) as no:
        acts.answer_promise(actor=actor, promise=made, **ANSWER)
    assert no.value.code == "settled"
    acts.reopen_promise(actor=actor, promise=made, reason="มีหนังสือตอบมา")
    made.refresh_from_db()
    assert (made.state, made.settled_on) == ("answered", None)
    acts.withdraw_promise(actor=actor, promise=made, reason="จดผิดหน่วยงาน")
    assert not reads.promises_of_agency(actor, scene.agency).exists()
    assert reads.promises_to(actor, scene.council, Wanted(state=PromiseList.WITHDRAWN)).exists()


def test_an_answer_is_taken_back_and_the_promise_waits_again(scene: Scene) -> None:
    made, actor = scene.promise(), scene.world.secretary
    answer = acts.answer_promise(actor=actor, promise=made, **ANSWER)
    with pytest.raises(Refused, match="not_yours"):
        acts.take_back_answer(actor=scene.officer, answer=answer, reason="ผิด")
    acts.take_back_answer(actor=actor, answer=answer, reason="ของเรื่องอื่น")
    made.refresh_from_db()
    assert made.state == "open"
    assert reads.last_answers(actor, [made.pk]) == {}
    acts.settle_promise(actor=actor, promise=made, outcome="kept", **ANSWER)
    end = reads.last_answers(actor, [made.pk])[made.pk]
    with pytest.raises(Refused) as no:
        acts.take_back_answer(actor=actor, answer=end, reason="ผิด")
    assert no.value.code == "no_answer"


def test_an_agency_s_own_answer_is_taken_back_by_nobody_else(scene: Scene) -> None:
    made = scene.promise()
    answer = acts.answer_promise(actor=scene.officer, promise=made, **ANSWER)
    for actor in (scene.world.secretary, scene.world.province):
        with pytest.raises(Refused, match="not_yours"):
            acts.take_back_answer(actor=actor, answer=answer, reason="ไม่ชอบคำตอบ")
    acts.take_back_answer(actor=scene.officer, answer=answer, reason="ตอบผิดเรื่อง")
    made.refresh_from_db()
    assert made.state == "open"


def test_it_is_corrected_with_the_reason(scene: Scene) -> None:
    made = scene.promise()
    facts = {
        name: getattr(made, name)
        for name in (
            "words", "given_on", "due_on", "agency", "agency_words", "giver_person", "giver_name", "giver_post", "issue",
        )
    }  # fmt: skip
    act, actor = acts.correct_promise, scene.world.secretary
    with pytest.raises(Refused):
        act(actor=actor, promise=made, **facts, reason=" ")
    act(actor=actor, promise=made, **{**facts, "words": "จะสนับสนุน 20 หลัง"}, reason="ฟังผิด")
    assert list(reads.promises_in(actor, scene.world.areas["19.01.01."], Wanted(words="20 หลัง"))) == [made]


def test_the_database_holds_it_too(scene: Scene) -> None:
    made = scene.promise()
    for wrong in (
        {"agency_id": None},
        {"due_on": date(2026, 1, 1)},
        {"state": "kept"},
        {"settled_on": TODAY},
    ):
        facts = {f.attname: getattr(made, f.attname) for f in Promise._meta.fields if f.name != "id"}
        with by_hand(), pytest.raises(IntegrityError), transaction.atomic():
            Promise.new.bulk([Promise(**{**facts, **wrong})])


def test_a_place_s_promises_are_narrowed(scene: Scene) -> None:
    late = scene.promise()
    loose = scene.promise(agency=None, agency_words="กรมหนึ่ง", due_on=None, issue="")
    area, actor = scene.world.areas["19."], scene.world.province
    found = {state: list(reads.promises_in(actor, area, Wanted(state=state))) for state in PromiseList}
    assert found[PromiseList.WAITING] == found[PromiseList.NO_ANSWER] == [late, loose]
    assert (found[PromiseList.LATE], found[PromiseList.UNMATCHED]) == ([late], [loose])
    assert list(reads.promises_in(actor, area, Wanted(agency=scene.agency.pk))) == [late]
    rows = reads.promises_in(actor, area)
    assert reads.agencies_in(actor, rows) == [(scene.agency.pk, scene.agency.name)]
    assert list(reads.promises_in(scene.officer, area)) == [late]


def test_past_their_day_they_stand_among_one_s_work(scene: Scene) -> None:
    scene.promise(), scene.promise(due_on=date(2026, 12, 1))
    source = WORK[1]
    counts = [
        source.count(actor, TODAY)
        for actor in (scene.world.secretary, scene.officer, scene.other_officer, scene.world.stranger)
    ]
    assert counts == [1, 2, 0, 0]
    assert [one.state for one in source.due(scene.officer, TODAY, 9)] == ["wrong", "need"]


def test_queries_do_not_grow(scene: Scene) -> None:
    def cost() -> int:
        actor = scene.world.secretary
        with CaptureQueriesContext(connection) as told:
            rows = list(reads.open_promises_to(actor, scene.council, TODAY))
            [(row.agency, row.giver_person, row.organisation.area) for row in rows]
            reads.last_answers(actor, [row.pk for row in rows])
            reads.promises_from(actor, "meetings.resolution", [1, 2])
            WORK[1].due(actor, TODAY, 50)
            offers.named_subjects["followup.promise"].of(actor, [row.pk for row in rows])
        return len(told)

    scene.promise()
    few = cost()
    for _number in range(5):
        scene.promise()
    assert cost() == few == 5


def test_a_resolution_on_which_a_promise_stands_is_not_withdrawn(scene: Scene) -> None:
    resolution = record_resolution(
        actor=SYSTEM,
        organisation=scene.council,
        meeting_number=1,
        year=2026,
        on=date(2026, 10, 1),
        words="รับทราบ",
    )
    made = scene.promise()
    with by_hand():
        Promise.everywhere.filter(pk=made.pk).update(
            origin_kind="meetings.resolution", origin_id=resolution.pk
        )
    assert [
        row
        for rows in reads.promises_from(SYSTEM, "meetings.resolution", [resolution.pk]).values()
        for row in rows
    ] == [made]
    with pytest.raises(Refused) as no:
        withdraw_resolution(actor=scene.world.secretary, resolution=resolution, reason="ผิด")
    assert no.value.code == "in_use"
    acts.withdraw_promise(actor=scene.world.secretary, promise=made, reason="ผิด")
    withdraw_resolution(actor=scene.world.secretary, resolution=resolution, reason="ผิด")


def test_it_follows_the_agency_and_the_giver_is_let_go(scene: Scene) -> None:
    twin = scene.world.body("agency", "พมจ. สระบุรี (ซ้ำ)", "19.")
    person = scene.world.person("ผู้ให้ลับ", "ไม่เหลือ")
    made = scene.promise(agency=twin, giver_person=person, giver_name="")
    assert made.giver_name == "ผู้ให้ลับ ไม่เหลือ"
    merge_organisations(actor=scene.world.province, stays=scene.agency, goes=twin)
    made = reads.promise_of(scene.officer, made.pk)
    assert made.agency == scene.agency
    assert offers.person_copies["followup"].collect([person])[1].rows
    asked = rights.open_request(actor=scene.world.province, person=person, kind="erase", words="ขอลบ")
    rights.erase_person(actor=scene.world.province, person=person, asked=asked)
    made.refresh_from_db()
    assert (made.giver_person, made.giver_post) == (None, "หัวหน้าสำนักงาน")
    assert unlike_history() == []


def test_it_is_found_by_its_words_within_sight(scene: Scene) -> None:
    made = scene.promise()
    find = FOUND[1].find
    assert [one.id for one in find(scene.world.secretary, "ซ่อมบ้าน", 5)] == [str(made.pk)]
    assert [one.id for one in find(scene.officer, "ซ่อมบ้าน", 5)] == [str(made.pk)]
    assert list(find(scene.other_officer, "ซ่อมบ้าน", 5)) == []
