"""Proposals that go up: sent by a council, carried by its province, answered by a ministry; the trail decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council
from tests.registry.conftest import World

from khabuan.core.errors import OutOfArea, Refused
from khabuan.meetings.actions import calling
from khabuan.meetings.actions import submissions as acts
from khabuan.meetings.actions.resolutions import record_resolution, withdraw_resolution
from khabuan.meetings.models import Submission, SubmissionStep
from khabuan.meetings.queries.agenda import agenda_of, open_matters
from khabuan.meetings.queries.submissions import (
    count_submissions,
    lying_with,
    parties_of,
    submissions_due,
    submissions_of,
    trail_of,
    uses_of,
)
from khabuan.meetings.rules.submissions import (
    Party,
    Step,
    StepDoubt,
    StepKind,
    SubmissionState,
    standing_after,
    step_doubt,
)
from khabuan.registry.models import Organisation
from khabuan.rules.actions import load_rules

SENT = TODAY - timedelta(days=60)


@pytest.fixture
def of(world: World) -> Council:
    load_rules(actor=SYSTEM)
    return council(world)


@pytest.fixture
def province(of: Council) -> Organisation:
    return of.world.body("province_meeting", "ที่ประชุมระดับจังหวัดทดสอบ", "19.")


def sent(of: Council, province: Organisation, **facts: object) -> Submission:
    made: Submission = acts.send_submission(
        actor=of.world.secretary, organisation=of.body, title="ขอแก้ระเบียบป่าชุมชน", on=SENT, to=province,
        letter="สอช. 4/2569", **facts,
    )  # fmt: skip
    return made


def step(of: Council, row: Submission, kind: str, days: int, **facts: object) -> None:
    """A step by whom the facts name, else by the one that has it."""
    doer = {"by": row.lies_with, "by_words": "" if row.lies_with else row.lies_with_words}
    acts.add_submission_step(
        actor=of.world.province,
        submission=row,
        kind=kind,
        on=SENT + timedelta(days=days),
        **{**doer, **facts},
    )
    row.refresh_from_db()


def test_it_lies_with_whom_it_went_to_and_comes_on_the_agenda_there(
    of: Council, province: Organisation
) -> None:
    row = sent(of, province)
    assert (row.state, row.lies_with) == (SubmissionState.UNDER_WAY, province)
    assert list(lying_with(of.world.province, province)) == [row]
    meeting = calling.call_meeting(actor=of.world.province, organisation=province, on=TODAY)
    heads = agenda_of(of.world.province, meeting)
    assert [line.item.title for line in heads[3].lines] == ["ขอแก้ระเบียบป่าชุมชน"]
    assert heads[3].lines[0].subject is not None
    assert open_matters(of.world.province, meeting) == []


def test_its_way_to_a_ministry_and_back_is_one_trail(of: Council, province: Organisation) -> None:
    row = sent(of, province)
    step(of, row, "received", 3)
    step(of, row, "considered", 20, words="เห็นชอบให้เสนอต่อ")
    step(of, row, "forwarded", 25, to_words="กระทรวงทดสอบ", letter="สจ. 9/2569")
    assert (row.lies_with, row.lies_with_words) == (None, "กระทรวงทดสอบ")
    step(of, row, "answered", 50, words="รับไว้พิจารณาในปีงบประมาณหน้า")
    assert (row.state, row.place_words) == (SubmissionState.ANSWERED, "กระทรวงทดสอบ")
    step(of, row, "settled", 55, words="ที่ประชุมรับทราบ")
    assert row.state == SubmissionState.SETTLED
    assert [one.kind for one in trail_of(of.world.secretary, row)] == [
        "sent", "received", "considered", "forwarded", "answered", "settled",
    ]  # fmt: skip
    assert list(submissions_of(of.world.secretary, of.body)) == []
    with pytest.raises(Refused) as no:
        step(of, row, "answered", 56, words="อีกครั้ง")
    assert no.value.code == "settled"
    step(of, row, "reopened", 57, words="ยังไม่ได้ทำ")
    assert row.state == SubmissionState.UNDER_WAY


def test_a_step_taken_back_leaves_it_where_it_was(of: Council, province: Organisation) -> None:
    row = sent(of, province)
    step(of, row, "forwarded", 10, to_words="กระทรวงผิด")
    wrong = trail_of(of.world.secretary, row)[-1]
    acts.take_back_submission_step(actor=of.world.province, step=wrong, reason="ส่งผิดกระทรวง")
    row.refresh_from_db()
    assert row.lies_with == province
    with pytest.raises(Refused):
        acts.take_back_submission_step(actor=of.world.province, step=wrong, reason="ซ้ำ")
    first = trail_of(of.world.secretary, row)[0]
    with pytest.raises(Refused) as no:
        acts.take_back_submission_step(actor=of.world.province, step=first, reason="ขั้นแรก")
    assert no.value.code == "first"


def test_wrong_proposals_are_refused_at_their_field(of: Council, province: Organisation) -> None:
    for facts, field in (
        ({"title": " ", "on": SENT, "to": province}, "title"),
        ({"title": "ก", "on": SENT}, "to"),
        ({"title": "ก", "on": TODAY + timedelta(days=9), "to": province}, "on"),
    ):
        with pytest.raises(Refused) as no:
            acts.send_submission(actor=of.world.secretary, organisation=of.body, **facts)
        assert no.value.field == field
    decided = record_resolution(
        actor=of.world.secretary, organisation=of.body, meeting_number=1, year=2026, on=SENT, words="ให้เสนอ"
    )
    withdraw_resolution(actor=of.world.secretary, resolution=decided, reason="ผิด")
    with pytest.raises(Refused) as no:
        sent(of, province, resolution=decided)
    assert no.value.code == "other_resolution"
    row = sent(of, province)
    for facts, code in (
        ({"kind": "received", "on": SENT, "by": None}, "no_doer"),
        ({"kind": "answered", "on": SENT}, "no_words"),
        ({"kind": "forwarded", "on": SENT}, "no_goal"),
        ({"kind": "received", "on": SENT - timedelta(days=1)}, "too_early"),
        ({"kind": "sent", "on": SENT}, "no_such_step"),
    ):
        with pytest.raises(Refused) as no:
            acts.add_submission_step(actor=of.world.province, submission=row, **{"by": province, **facts})
        assert no.value.code == code


def test_a_neighbour_neither_sees_nor_answers_it(of: Council, province: Organisation) -> None:
    row = sent(of, province)
    assert not Submission.objects.visible_to(of.world.neighbour).exists()
    with pytest.raises(OutOfArea):
        acts.add_submission_step(
            actor=of.world.neighbour, submission=row, kind="received", on=TODAY, by=province
        )
    acts.withdraw_submission(actor=of.world.secretary, submission=row, reason="บันทึกผิด")
    with pytest.raises(Refused):
        acts.add_submission_step(
            actor=of.world.secretary, submission=row, kind="received", on=TODAY, by=province
        )


def test_the_trail_decides_where_it_stands() -> None:
    on = date(2026, 1, 1)
    steps = [Step(StepKind.SENT, on, by=1, to=2), Step(StepKind.RETURNED, on, by=2, to=1)]
    assert standing_after(steps, 1).at == (Party(1),)
    assert standing_after([], 1).at == (Party(1),)
    assert step_doubt(steps[0], "", None, SubmissionState.UNDER_WAY, on) is None
    assert (
        step_doubt(Step(StepKind.REOPENED, on), "ก", steps[0], SubmissionState.UNDER_WAY, on)
        is StepDoubt.NOT_SETTLED
    )


FARMS, HOME = "กระทรวงเกษตรทดสอบ", "กระทรวงมหาดไทยทดสอบ"


def test_two_ministries_have_it_at_once_and_each_answers(of: Council, province: Organisation) -> None:
    row = sent(of, province)
    step(of, row, "forwarded", 10, to_words=FARMS)
    step(of, row, "forwarded", 11, by=province, to_words=HOME)
    assert (row.state, row.place_words) == (SubmissionState.UNDER_WAY, f"{FARMS}, {HOME}")
    told = trail_of(of.world.secretary, row)[-1]
    assert (told.by_whom, told.to_whom) == (province.name, HOME)
    assert list(parties_of(of.world.secretary, row)) == [of.body.name, province.name, FARMS, HOME]
    step(of, row, "answered", 20, by_words=HOME, words="รับไว้")
    assert (row.state, row.place_words) == (SubmissionState.UNDER_WAY, FARMS)
    step(of, row, "answered", 30, by_words=FARMS, words="ไม่รับ")
    assert (row.state, row.place_words) == (SubmissionState.ANSWERED, FARMS)


def test_who_sent_it_on_answers_for_those_to_whom_it_was_sent(of: Council, province: Organisation) -> None:
    row = sent(of, province)
    step(of, row, "forwarded", 10, to_words=FARMS)
    step(of, row, "forwarded", 11, by=province, to_words=HOME)
    step(of, row, "answered", 20, by=province, words="ทั้งสองกระทรวงรับไว้")
    assert (row.state, row.lies_with) == (SubmissionState.ANSWERED, province)


def test_a_body_with_seats_is_told_of_what_an_agency_has_too(of: Council, province: Organisation) -> None:
    agency = of.world.body("agency", "สำนักงานทดสอบ", "19.")
    row = sent(of, agency)
    step(of, row, "forwarded", 10, by=of.body, to=province)
    assert (row.lies_with, row.lies_with_words) == (province, agency.name)


def test_who_was_never_named_is_the_last_that_has_it_under_another_name() -> None:
    on = date(2026, 1, 1)
    sent_to_words = Step(StepKind.SENT, on, by=1, to_words="ที่ประชุมจังหวัด")
    assert standing_after([sent_to_words, Step(StepKind.RECEIVED, on, by=2)], 1).at == (Party(2),)
    sent_on = Step(StepKind.FORWARDED, on, by=2, to=3)
    assert standing_after([sent_to_words, sent_on], 1).at == (Party(3),)
    considered = Step(StepKind.CONSIDERED, on, by=1)
    assert standing_after([sent_to_words, sent_on, considered], 1).at == (Party(3),)


def test_what_another_office_wrote_down_is_not_the_sender_s_to_take_back(
    of: Council, province: Organisation
) -> None:
    row = sent(of, province)
    above = replace(of.world.province, home="19.")
    acts.add_submission_step(actor=above, submission=row, kind="received", on=TODAY, by=province)
    received = SubmissionStep.objects.visible_to(SYSTEM).get(submission=row, kind="received")
    with pytest.raises(Refused, match="not_yours"):
        acts.take_back_submission_step(actor=of.world.secretary, step=received, reason="ลอง")
    acts.take_back_submission_step(actor=replace(of.world.nation, home=""), step=received, reason="ผิดเรื่อง")


def test_it_waits_among_one_s_work_and_its_answer_too(of: Council, province: Organisation) -> None:
    row = sent(of, province)
    above, below = replace(of.world.province, base="19."), replace(of.world.secretary, base="19.01.01.")
    assert [duty.what for duty in submissions_due(above, TODAY, 5)] == [str(row)]
    assert (count_submissions(above, TODAY), count_submissions(below, TODAY)) == (1, 0)
    step(of, row, "answered", 30, words="รับไว้ในแผน")
    assert (count_submissions(above, TODAY), count_submissions(below, TODAY)) == (0, 1)


def test_a_resolution_shows_the_proposal_made_of_it(of: Council, province: Organisation) -> None:
    facts = {"meeting_number": 3, "year": 2026, "item": "4.1", "on": SENT, "words": "เสนอขอแก้ระเบียบ"}
    made = record_resolution(actor=SYSTEM, organisation=of.body, **facts)
    row = sent(of, province, resolution=made)
    assert [use.path for use in uses_of(made)] == [row.get_absolute_url()]
    acts.withdraw_submission(actor=of.world.secretary, submission=row, reason="ส่งผิดที่")
    assert uses_of(made) == []
