"""Elections in the minutes of the meeting that held them: under their item, else under those to consider."""

from __future__ import annotations

from typing import Any

from tests.elections.conftest import DAY, Scene
from tests.registry.conftest import by_hand

from khabuan.access.action import add
from khabuan.core import clock
from khabuan.elections.actions.elections import withdraw_election
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.meetings.models import AgendaItem, Meeting
from khabuan.meetings.printing.frozen import frozen, thawed
from khabuan.meetings.printing.minutes import MinutesFacts, minutes_paper
from khabuan.meetings.queries.minutes import drafted
from khabuan.meetings.rules.agenda import Purpose
from khabuan.papers.writing import Decision, People


def meeting(scene: Scene, *titles: str) -> Meeting:
    """Held on the day of the elections, with its two last heads and these items to consider."""
    with by_hand():
        row: Meeting = add(
            Meeting, organisation=scene.council, number=3, year=2026, on=DAY, changed_at=clock.now(),
            state="closed",
        )  # fmt: skip
        known: dict[str, Any] = {"meeting": row, "purpose": Purpose.CONSIDER}
        add(AgendaItem, main=4, title="เรื่องเพื่อพิจารณา", **known)
        for at, title in enumerate(titles, 1):
            add(AgendaItem, main=4, sub=at, title=title, **known)
        add(AgendaItem, meeting=row, main=5, purpose=Purpose.OTHER, title="เรื่องอื่น ๆ")
    return row


def test_who_is_elected_stands_under_the_item_that_decided_it(scene: Scene) -> None:
    row = meeting(scene, "แผนงาน", "ผู้นำคนใหม่", f"เลือก{scene.members}เพิ่ม")
    resolution = record_resolution(
        actor=scene.world.secretary, organisation=scene.council, meeting_number=3, year=2026, item="4.2", on=DAY,
        words="เลือกประธาน",
    )  # fmt: skip
    chair = scene.elected(0, 1, votes=(5, 9), meeting=row)
    scene.confirm(chair, resolution=resolution)
    scene.elected(2, 3, votes=(8, 7), meeting=row, post=scene.members, seats=2)
    facts = drafted(scene.world.secretary, row)
    found = {item.line.label: item.chosen for item in facts.items}
    assert [len(found[label]) for label in ("4.1", "4.2", "4.3", "5")] == [0, 1, 1, 0]
    (told,) = found["4.2"]
    assert [(one.name, one.key) for one in told.elected] == [(str(scene.people[1]), scene.people[1].pk)]
    assert [one.post for one in told.stood] == ["5 คะแนน", "9 คะแนน"]
    assert thawed(MinutesFacts, frozen(facts)) == facts
    blocks = minutes_paper(facts).blocks
    at = next(at for at, one in enumerate(blocks) if isinstance(one, Decision) and "ประธาน" in one.text)
    decision, elected = blocks[at], blocks[at + 1]
    assert isinstance(decision, Decision)
    assert decision.text == "เลือกผู้มีชื่อต่อไปนี้เป็นประธาน จำนวน 1 คน\n(มติ 3/2569 ข้อ 4.2)"
    assert isinstance(elected, People)
    assert elected.rows[0].name == str(scene.people[1])


def test_an_election_without_an_item_of_its_own_comes_after_those_to_consider(scene: Scene) -> None:
    row = meeting(scene, "แผนงาน")
    scene.elected(0, 1, votes=(9, 5), meeting=row)
    scene.open(meeting=row, post=scene.members, seats=1)  # not counted: nothing happened yet
    items = drafted(scene.world.secretary, row).items
    assert [one.line.text for one in items] == ["เรื่องเพื่อพิจารณา", "แผนงาน", "เลือกประธาน", "เรื่องอื่น ๆ"]
    assert items[2].line.depth == 2
    assert "เลือกผู้มีชื่อต่อไปนี้เป็นประธาน" in items[2].chosen[0].words


def test_one_without_a_quorum_elects_nobody_and_one_taken_back_is_not_told(scene: Scene) -> None:
    row = meeting(scene)
    election = scene.open(meeting=row)
    scene.count(election, scene.stand(election, 0), 4, entitled=20, present=5)
    (told,) = drafted(scene.world.secretary, row).items[1].chosen
    assert told.elected == ()
    assert "ไม่ครบองค์ประชุม" in told.words
    withdraw_election(actor=scene.world.secretary, election=election, reason="ผิด")
    assert all(not one.chosen for one in drafted(scene.world.secretary, row).items)
