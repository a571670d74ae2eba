"""Minutes: drawn from the rows, checked and frozen, adopted by a later meeting; a year of a council in a report."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council
from tests.registry.conftest import World, by_hand

from khabuan.access.action import change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.followup.actions.duties import drop_duty, give_duty
from khabuan.followup.actions.promises import answer_promise, record_promise
from khabuan.meetings.actions import agenda, attendance, calling, excuses, holding, minutes, votes
from khabuan.meetings.actions.names_in_minutes import without_name
from khabuan.meetings.actions.resolutions import correct_resolution, withdraw_resolution
from khabuan.meetings.models import AgendaItem, Meeting, Minutes, Motion, Resolution
from khabuan.meetings.printing.frozen import frozen, thawed
from khabuan.meetings.printing.minutes import (
    MinutesFacts,
    MinutesState,
    decision_of,
    minutes_paper,
    resolution_extract,
)
from khabuan.meetings.printing.yearly import year_report
from khabuan.meetings.queries.minutes import (
    digest_of,
    drafted,
    extract_facts,
    facts_of,
    minutes_to_show,
    not_told,
)
from khabuan.meetings.queries.paper_facts import agenda_lines
from khabuan.meetings.queries.yearly import year_facts
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.quorum import Method
from khabuan.meetings.rules.votes import Vote
from khabuan.papers.writing import Decision, Paragraph
from khabuan.rules.actions import load_rules

BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.fixture
def of(world: World) -> Council:
    load_rules(actor=SYSTEM)
    return council(world)


def at(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=BANGKOK)


def hold(of: Council, on: date = TODAY, heads: int = 7, number: int | None = None) -> Meeting:
    """A meeting of ten seats with so many heads, one vote in favour of a plan, closed at noon."""
    actor = of.world.secretary
    row = calling.call_meeting(actor=actor, organisation=of.body, on=on, number=number, place="ศาลากลางบ้าน")
    item = agenda.add_item(actor=actor, meeting=row, main=4, title="แผนงานสภา", duty="5", issue="council")
    with clock.at(at(on, 9, 30)):
        for person in of.people[:heads]:
            attendance.sign_in(actor=actor, meeting=row, member=person.pk)
        holding.open_meeting(actor=actor, meeting=row, chair=of.chair.pk, recorder=of.people[1].pk)
    with clock.at(at(on, 10)):
        agenda.record_discussion(actor=actor, item=item, discussion="เลขานุการเสนอแผน")
        vote(actor, item, heads)
    with clock.at(at(on, 12)):
        holding.close_meeting(actor=actor, meeting=row)
    row.refresh_from_db()
    return row


def vote(actor: Actor, item: AgendaItem, hands: int) -> Motion:
    made: Motion = votes.record_vote(
        actor=actor, item=item, words="เห็นชอบแผนงาน", vote=Vote(Method.HANDS, hands),
        duty="5", issue="council",
    )  # fmt: skip
    return made


def told(facts: MinutesFacts) -> str:
    rows = []
    for block in minutes_paper(facts).blocks:
        if isinstance(block, Decision):
            rows += [block.text, block.more]
        elif isinstance(block, Paragraph):
            rows.append(block.text)
    return "\n".join(rows)


def test_a_draft_says_who_came_who_did_not_and_what_was_decided(of: Council) -> None:
    actor = of.world.secretary
    row = calling.call_meeting(actor=actor, organisation=of.body, on=TODAY)
    excuses.excuse_member(actor=actor, meeting=row, member=of.people[9].pk, words="ติดงานบุญ")
    item = agenda.add_item(actor=actor, meeting=row, main=4, title="แผนงานสภา")
    with clock.at(at(TODAY, 9, 30)):
        for person in of.people[:5]:
            attendance.sign_in(actor=actor, meeting=row, member=person.pk)
        holding.open_meeting(actor=actor, meeting=row, chair=of.chair.pk, recorder=of.people[1].pk)
    with clock.at(at(TODAY, 10)):
        stay = attendance.sign_in(actor=actor, meeting=row, member=of.people[5].pk)
        vote(actor, item, 6)
    with clock.at(at(TODAY, 11)):
        attendance.sign_out(actor=actor, attendance=stay)
        attendance.sign_out(
            actor=actor, attendance=attendance.sign_in(actor=actor, meeting=row, member=of.people[4].pk)
        )
    facts = drafted(actor, row)
    assert facts.state is MinutesState.DRAFT
    assert (len(facts.came), facts.members, facts.needed, facts.present) == (6, 10, 5, 5)
    assert [one.note for one in facts.came if one.key == of.people[5].pk] == [
        "มาเวลา 10.00 น. ออกเวลา 11.00 น."
    ]
    assert [one.note for one in facts.absent if one.key == of.people[9].pk] == ["ลา ติดงานบุญ"]
    assert sum(one.note == "ขาด" for one in facts.absent) == 3
    words = told(facts)
    assert "มติ 1/2569 ข้อ 4.1" in words
    assert "เห็นชอบ 6 เสียง" in words
    assert "องค์ประชุมไม่ครบ เหลือผู้มาประชุม 4 คน" in words
    assert (facts.recorder.name, facts.checker.name) == (str(of.people[1]), str(of.chair))


def test_who_is_signed_in_after_a_vote_for_before_it_is_said_beside_the_vote(of: Council) -> None:
    actor = of.world.secretary
    row = calling.call_meeting(actor=actor, organisation=of.body, on=TODAY)
    item = agenda.add_item(actor=actor, meeting=row, main=4, title="แผนงานสภา")
    with clock.at(at(TODAY, 9, 30)):
        for person in of.people[:2]:
            attendance.sign_in(actor=actor, meeting=row, member=person.pk)
        holding.open_meeting(actor=actor, meeting=row, chair=of.chair.pk, recorder=of.people[1].pk)
    with clock.at(at(TODAY, 10)):
        vote(actor, item, 2)
    assert "หมายเหตุ" not in told(drafted(actor, row))
    with clock.at(at(TODAY, 11)):
        for person in of.people[2:5]:
            attendance.sign_in(actor=actor, meeting=row, member=person.pk, came_at=at(TODAY, 9, 40))
    words = told(drafted(actor, row))
    assert "ผู้มาประชุม 2 คน" in words
    assert "บัญชีลงชื่อที่แก้ไขหลังการลงมติมีผู้มาประชุมในเวลานั้น 5 คน แต่ขณะลงมตินับได้ 2 คน" in words


def test_frozen_facts_are_read_again_exactly_as_they_were(of: Council) -> None:
    facts = drafted(of.world.secretary, hold(of))
    assert thawed(MinutesFacts, frozen(facts)) == facts


def test_checked_minutes_follow_no_correction_until_they_are_taken_back(of: Council) -> None:
    actor, row = of.world.secretary, hold(of)
    with pytest.raises(Refused):
        minutes.check_minutes(
            actor=actor,
            meeting=calling.call_meeting(actor=actor, organisation=of.body, on=TODAY),
            checker=None,
        )
    checked = minutes.check_minutes(actor=actor, meeting=row, checker=of.chair.pk, opening="ประธานกล่าวเปิด")
    assert (checked.version, facts_of(checked).opening, checked.checker) == (1, "ประธานกล่าวเปิด", of.chair)
    motion = Motion.everywhere.get(meeting=row)
    resolution = Resolution.everywhere.get(motion=motion)
    for act in (
        lambda: holding.reopen_meeting(actor=actor, meeting=row, reason="แก้"),
        lambda: votes.withdraw_vote(actor=actor, motion=motion, reason="แก้"),
        lambda: correct_resolution(actor=actor, resolution=resolution, reason="แก้", words="อื่น"),
        lambda: withdraw_resolution(actor=actor, resolution=resolution, reason="แก้"),
        lambda: minutes.check_minutes(actor=actor, meeting=row, checker_words="ใคร"),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "checked"
    minutes.take_back_minutes(actor=actor, minutes=checked, reason="ชื่อผิด")
    assert minutes_to_show(actor, row).state is MinutesState.DRAFT
    correct_resolution(actor=actor, resolution=resolution, reason="พิมพ์ผิด", words="เห็นชอบแผนงานปี 2570")
    again = minutes.check_minutes(actor=actor, meeting=row, checker_words="ผู้ตรวจภายนอก")
    assert (again.version, facts_of(again).checker.name) == (2, "ผู้ตรวจภายนอก")


def test_a_later_meeting_adopts_and_then_nothing_changes(of: Council) -> None:
    actor = of.world.secretary
    first = hold(of, TODAY - timedelta(days=90))
    checked = minutes.check_minutes(actor=actor, meeting=first, checker=of.chair.pk)
    second = hold(of, TODAY)
    inquorate = hold(of, TODAY - timedelta(days=30), heads=3)
    for other, code in ((first, "other_meeting"), (inquorate, "no_quorum")):
        with pytest.raises(Refused) as no:
            minutes.adopt_minutes(actor=actor, minutes=checked, adopting=other)
        assert no.value.code == code
    adopted = minutes.adopt_minutes(
        actor=actor, minutes=checked, adopting=second, corrections="หน้า 2 แก้ชื่อ\nหน้า 3 แก้จำนวน"
    )
    assert adopted.version == 2
    assert "หน้า 3 แก้จำนวน" in told(facts_of(adopted))
    assert not minutes_paper(facts_of(adopted)).draft
    item = AgendaItem.everywhere.get(meeting=second, adopts=first)
    assert item.state == ItemState.DONE
    for act in (
        lambda: holding.reopen_meeting(actor=actor, meeting=first, reason="แก้"),
        lambda: minutes.take_back_minutes(actor=actor, minutes=adopted, reason="แก้"),
        lambda: minutes.take_back_minutes(actor=actor, minutes=checked, reason="แก้"),
        lambda: minutes.adopt_minutes(actor=actor, minutes=checked, adopting=second),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "adopted"
    resolution = Resolution.everywhere.get(motion__meeting=first)
    extract = extract_facts(actor, resolution)
    assert extract is not None
    assert "รับรองแล้วใน" in " ".join(
        block.text for block in resolution_extract(extract).blocks if isinstance(block, Paragraph)
    )


def test_the_copy_of_a_resolution_has_the_remark_that_stands_beside_the_vote(of: Council) -> None:
    actor, row = of.world.secretary, hold(of)
    motion = Motion.everywhere.get(meeting=row)
    sighted = extract_facts(actor, motion.resolution)
    assert sighted is not None
    assert "หมายเหตุ" not in decision_of(sighted.resolved).more
    with clock.at(at(TODAY, 18)):
        holding.reopen_meeting(actor=actor, meeting=row, reason="ลืมลงชื่อ")
        attendance.sign_in(actor=actor, meeting=row, member=of.people[9].pk, came_at=motion.decided_at)
    later = extract_facts(actor, motion.resolution)
    assert later is not None
    assert f"มีผู้มาประชุมในเวลานั้น {motion.present + 1} คน" in decision_of(later.resolved).more


def test_the_adopting_meeting_says_under_its_item_what_it_adopted(of: Council) -> None:
    actor = of.world.secretary
    first, second = hold(of, TODAY - timedelta(days=90)), hold(of, TODAY - timedelta(days=60))
    third = hold(of, TODAY)
    with by_hand():  # nobody put it on the agenda
        change(AgendaItem.everywhere.get(meeting=third, adopts=first), removed_on=TODAY, removed_reason="ถอน")
    for row, corrections in ((first, "หน้า 2 แก้ชื่อ"), (second, "")):
        checked = minutes.check_minutes(actor=actor, meeting=row, checker=of.chair.pk)
        minutes.adopt_minutes(actor=actor, minutes=checked, adopting=third, corrections=corrections)
    items = drafted(actor, third).items
    on_it = next(one for one in items if one.line.text.endswith("2/2569"))
    assert [one.meeting.number for one in on_it.adopted] == [2]
    loose = next(one for one in items if one.line.text == "รับรองรายงานการประชุม ครั้งที่ 1/2569")
    assert items[items.index(loose) - 1] == on_it
    words = told(drafted(actor, third))
    assert "รับรองรายงานการประชุมสภาองค์กรชุมชนตำบลทดสอบ 19.01.01. ครั้งที่ 2/2569" in words
    assert "โดยไม่มีการแก้ไข" in words
    assert "โดยให้บันทึกการแก้ไขดังนี้\n1. หน้า 2 แก้ชื่อ" in words
    assert thawed(MinutesFacts, frozen(drafted(actor, third))) == drafted(actor, third)


def test_checked_minutes_tell_what_was_adopted_since_and_is_not_in_them(of: Council) -> None:
    actor = of.world.secretary
    first, second = hold(of, TODAY - timedelta(days=90)), hold(of, TODAY)
    checked, waits = (
        minutes.check_minutes(actor=actor, meeting=row, checker=of.chair.pk) for row in (first, second)
    )
    assert not_told(actor, second, facts_of(waits)) == []
    minutes.adopt_minutes(actor=actor, minutes=checked, adopting=second)
    assert not_told(actor, second, facts_of(waits)) == ["รับรองรายงานการประชุม ครั้งที่ 1/2569"]
    minutes.take_back_minutes(actor=actor, minutes=waits, reason="เพิ่มการรับรอง")
    again = minutes.check_minutes(actor=actor, meeting=second, checker=of.chair.pk)
    assert not_told(actor, second, facts_of(again)) == []


def test_what_follows_from_a_resolution_stands_in_minutes_and_extract(of: Council) -> None:
    actor, row = of.world.secretary, hold(of)
    resolution = Resolution.everywhere.get(motion__meeting=row)
    facts: dict[str, Any] = {
        "actor": actor, "organisation": of.body, "given_on": row.on, "origin_kind": "meetings.resolution",
        "origin_id": resolution.pk,
    }  # fmt: skip
    give_duty(what="ส่งรายชื่อให้จังหวัด", owner_words="เลขานุการ", due_on=TODAY + timedelta(days=53), **facts)
    give_duty(what="ทำป้าย", owner_person=of.people[3], **facts)
    dropped = give_duty(what="เลิกแล้ว", owner_words="ใคร", **facts)
    drop_duty(actor=actor, duty=dropped, on=row.on, reason="ไม่ต้องทำ")
    words = told(drafted(actor, row))
    assert "มอบ เลขานุการ ส่งรายชื่อให้จังหวัด ภายในวันที่ 15 มกราคม 2570" in words
    assert f"มอบ {of.people[3]} ทำป้าย" in words
    assert "เลิกแล้ว" not in words
    extract = extract_facts(actor, resolution)
    assert extract is not None
    assert "มอบ เลขานุการ" in decision_of(extract.resolved).text
    checked = minutes.check_minutes(actor=actor, meeting=row, checker=of.chair.pk)
    assert str(of.people[3]) not in str(
        [one["resolved"] for one in without_name(checked.facts, of.people[3].pk, "ผู้ถูกลบ 1")["items"]]
    )


def test_open_matters_tell_owner_day_and_answer_in_letter_and_minutes(of: Council) -> None:
    actor = of.world.secretary
    agency = of.world.body("agency", "สหกรณ์จังหวัดทดสอบ")
    promise = record_promise(
        actor=actor, organisation=of.body, agency=agency, words="อบรมบัญชี", given_on=TODAY - timedelta(days=40),
        due_on=TODAY + timedelta(days=7),
    )  # fmt: skip
    give_duty(
        actor=actor,
        organisation=of.body,
        what="ซ่อมป้าย",
        given_on=TODAY - timedelta(days=40),
        owner_words="ผู้ใหญ่บ้าน",
    )
    row = calling.call_meeting(actor=actor, organisation=of.body, on=TODAY)
    answer_promise(actor=actor, promise=promise, on=TODAY - timedelta(days=3), words="อบรมเดือนหน้า")
    brought = {one.text: one.brought.words for one in agenda_lines(actor, row) if one.brought}
    assert brought["อบรมบัญชี"].splitlines() == [
        "ผู้รับผิดชอบ สหกรณ์จังหวัดทดสอบ กำหนด 30 พฤศจิกายน 2569",
        "คำตอบเมื่อ 20 พฤศจิกายน 2569: อบรมเดือนหน้า",
    ]
    assert brought["ซ่อมป้าย"].splitlines() == ["ผู้รับผิดชอบ ผู้ใหญ่บ้าน", "ยังไม่มีรายงานความคืบหน้า"]
    assert "คำตอบเมื่อ 20 พฤศจิกายน 2569: อบรมเดือนหน้า" in told(drafted(actor, row))


def test_an_inquorate_meeting_is_a_fact_and_decides_nothing(of: Council) -> None:
    row = hold(of, heads=3)
    assert row.had_quorum is False
    assert not Resolution.everywhere.filter(organisation=of.body).exists()
    words = told(drafted(of.world.secretary, row))
    assert "ไม่ครบองค์ประชุม" in words
    assert "ไม่เป็นมติ" in words


def test_what_was_voted_without_a_quorum_is_on_the_next_agenda(of: Council) -> None:
    actor = of.world.secretary
    row = hold(of, TODAY - timedelta(days=30), heads=3)
    (left,) = AgendaItem.everywhere.filter(meeting=row, title="แผนงานสภา")
    following = calling.call_meeting(actor=actor, organisation=of.body, on=TODAY)
    back = AgendaItem.everywhere.get(meeting=following, carried_id=left.pk)
    assert (back.main, back.title) == (3, "แผนงานสภา")


def test_minutes_say_what_was_put_off_and_who_recorded_in_which_office(of: Council) -> None:
    actor, row = of.world.secretary, hold(of)
    holding.reopen_meeting(actor=actor, meeting=row, reason="เพิ่มวาระ")
    later, _bare = (
        agenda.add_item(actor=actor, meeting=row, main=4, title=title) for title in ("ถนน", "ไฟฟ้า")
    )
    agenda.record_discussion(actor=actor, item=later, discussion="", state=ItemState.PUT_OFF)
    holding.close_meeting(actor=actor, meeting=row)
    words = told(drafted(actor, row))
    assert words.count("ให้เลื่อนไปพิจารณาในการประชุมครั้งต่อไป") == 1
    assert words.count("ไม่มีบันทึกการพิจารณา") == 1
    recorder = drafted(actor, row).recorder
    assert recorder.name == str(of.people[1])
    assert "ผู้จด" not in recorder.post


def test_the_notice_of_a_meeting_whose_minutes_stand_is_not_changed(of: Council) -> None:
    actor, row = of.world.secretary, hold(of)
    calling.write_notice(actor=actor, meeting=row, notice_number="ที่ 7/2569", noticed_on=row.on)
    row.refresh_from_db()
    assert row.notice_number == "7/2569"
    minutes.check_minutes(actor=actor, meeting=row, checker=of.chair.pk)
    with pytest.raises(Refused) as no:
        calling.write_notice(actor=actor, meeting=row, notice_number="99/2569", noticed_on=row.on)
    assert no.value.code == "checked"
    with pytest.raises(Refused) as late:
        attendance.sign_in(actor=actor, meeting=row, member=of.people[9].pk)
    assert late.value.code == "checked"


def test_a_meeting_without_a_quorum_adopts_nothing_while_it_is_in_session(of: Council) -> None:
    actor = of.world.secretary
    checked = minutes.check_minutes(
        actor=actor, meeting=hold(of, TODAY - timedelta(days=60)), checker=of.chair.pk
    )
    following = calling.call_meeting(actor=actor, organisation=of.body, on=TODAY)
    with clock.at(at(TODAY, 9, 30)):
        for person in of.people[:4]:
            attendance.sign_in(actor=actor, meeting=following, member=person.pk)
        holding.open_meeting(actor=actor, meeting=following, chair=of.chair.pk)
        with pytest.raises(Refused) as no:
            minutes.adopt_minutes(actor=actor, minutes=checked, adopting=following)
        assert (no.value.code, "4" in str(no.value.message)) == ("no_quorum", True)
        for person in of.people[4:7]:
            attendance.sign_in(actor=actor, meeting=following, member=person.pk)
    with clock.at(at(TODAY, 10)):
        adopted = minutes.adopt_minutes(actor=actor, minutes=checked, adopting=following)
    assert adopted.adopting == following


def test_an_erased_name_leaves_the_digest_as_it_was(of: Council) -> None:
    checked = minutes.check_minutes(actor=of.world.secretary, meeting=hold(of), checker=of.chair.pk)
    facts = without_name(checked.facts, of.people[3].pk, "ผู้ถูกลบ 1")
    assert facts != checked.facts
    assert digest_of(facts) == checked.digest == digest_of(Minutes.everywhere.get().facts)
    changed = {**checked.facts, "members": 99}
    assert digest_of(changed) != checked.digest


def test_the_year_of_a_council_is_told_by_duty_and_what_was_not_met(of: Council) -> None:
    for number, days in enumerate((200, 100, 30), 1):
        hold(of, TODAY - timedelta(days=days), number=number)
    hold(of, TODAY - timedelta(days=10), heads=2, number=4)
    facts = year_facts(of.world.secretary, of.body, TODAY.year)
    assert (len(facts.meetings), facts.counting_meetings, facts.needed_meetings) == (4, 3, 4)
    assert [len(duty.done) for duty in facts.duties][4] == 3
    assert len(facts.unmet) == 11
    assert facts.issues == (("สภาองค์กรชุมชน", 3),)
    assert facts.source == ""
    assert "ยังขาด 1 ครั้ง" in " ".join(
        block.text for block in year_report(facts).blocks if isinstance(block, Paragraph)
    )
