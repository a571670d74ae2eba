"""Calling a meeting: its number, its heads, what returns under the third, the letter, guests, calling it off."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council, item, meeting
from tests.registry.conftest import World, by_hand

from khabuan.access.action import add, change
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import long_date
from khabuan.followup.actions.duties import give_duty
from khabuan.followup.actions.promises import record_promise
from khabuan.followup.models import Duty
from khabuan.meetings.actions import agenda, body_rules, calling
from khabuan.meetings.models import AgendaItem, Meeting, Minutes
from khabuan.meetings.printing.letters import notice_letter
from khabuan.meetings.queries.agenda import agenda_of, open_matters, stale_items
from khabuan.meetings.queries.body_rules import body_rules as rules_on
from khabuan.meetings.queries.meetings import find_meetings, next_number, out_of_order, year_count
from khabuan.meetings.queries.paper_facts import notice_facts
from khabuan.meetings.rules.agenda import ItemState, Purpose
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.sentences.meetings import order_words
from khabuan.papers.writing import LetterFields, Paragraph
from khabuan.rules.actions import load_rules

LATER = TODAY + timedelta(days=20)


@pytest.fixture
def of(world: World) -> Council:
    load_rules(actor=SYSTEM)
    return council(world)


def call(of: Council, on: date = LATER, **facts: object) -> Meeting:
    return calling.call_meeting(actor=of.world.secretary, organisation=of.body, on=on, **facts)


def close(row: Meeting, *, had_quorum: bool = True) -> Meeting:
    with by_hand():
        change(row, state=State.CLOSED, had_quorum=had_quorum)
    return row


def titles(of: Council, row: Meeting, main: int) -> list[str]:
    head = next(head for head in agenda_of(of.world.secretary, row) if head.item.main == main)
    return [line.item.title for line in head.lines]


def test_numbers_begin_at_one_each_year_and_special_ones_apart(of: Council) -> None:
    assert str(call(of, starts_at=time(9, 30), place="ศาลากลางบ้าน")) == "ประชุมครั้งที่ 1/2569"
    assert str(call(of)) == "ประชุมครั้งที่ 2/2569"
    assert str(call(of, kind=Kind.SPECIAL)) == "ประชุมวิสามัญครั้งที่ 1/2569"
    assert str(call(of, on=date(2027, 1, 5))) == "ประชุมครั้งที่ 1/2570"
    assert next_number(of.world.secretary, of.body, 2026) == 3


def test_a_used_number_is_refused_and_says_who_has_it(of: Council) -> None:
    call(of)
    with pytest.raises(Refused) as no:
        call(of, number=1)
    assert no.value.field == "number"
    assert "ประชุมครั้งที่ 1/2569" in str(no.value.message)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"starts_at": time(13), "ends_at": time(9)}, "ends_at"),
        ({"ends_at": time(9)}, "starts_at"),
        ({"year": 2020}, "year"),
        ({"on": date(2156, 12, 15)}, "on"),
        ({"kind": "ceremony"}, "kind"),
        ({"number": 0}, "number"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(of: Council, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as no:
        call(of, **facts)
    assert no.value.field == field


def test_the_agenda_has_the_customary_heads_and_the_last_minutes_to_adopt(of: Council) -> None:
    last = close(meeting(of.body, TODAY - timedelta(days=60), number=3))
    row = call(of)
    heads = agenda_of(of.world.secretary, row)
    assert [head.item.title for head in heads] == [
        "เรื่องที่ประธานแจ้งให้ทราบ", "รับรองรายงานการประชุม", "เรื่องสืบเนื่อง", "เรื่องเพื่อพิจารณา", "เรื่องอื่น ๆ",
    ]  # fmt: skip
    assert [head.item.purpose for head in heads] == list(Purpose)
    assert titles(of, row, 2) == ["รับรองรายงานการประชุมครั้งที่ 3/2569"]
    assert heads[1].lines[0].item.adopts == last


def test_minutes_that_wait_come_on_the_agenda_and_those_adopted_elsewhere_go(of: Council) -> None:
    actor = of.world.secretary
    old, last = (
        close(meeting(of.body, TODAY - timedelta(days=days), number=number))
        for days, number in ((60, 3), (30, 4))
    )
    close(meeting(of.body, TODAY - timedelta(days=800), number=1))
    row = call(of)
    assert titles(of, row, 2) == ["รับรองรายงานการประชุมครั้งที่ 3/2569", "รับรองรายงานการประชุมครั้งที่ 4/2569"]
    between = close(meeting(of.body, TODAY, number=9))
    with by_hand():
        for one in (old, last):
            add(
                Minutes, meeting=one, version=1, state="adopted", facts={}, digest="-", made_at=clock.now(),
                adopting=between,
            )  # fmt: skip
    assert [item.adopts for item in stale_items(actor, row)] == [old, last]
    lines = agenda_of(actor, row)[1].lines
    assert [line.is_stale for line in lines] == [True, True]
    assert lines[0].minutes == "รับรองแล้วในประชุมครั้งที่ 9/2569"
    assert [one.title for one in open_matters(actor, row)] == ["รับรองรายงานการประชุมครั้งที่ 9/2569"]
    agenda.bring_open_matters(actor=actor, meeting=row)
    assert titles(of, row, 2) == ["รับรองรายงานการประชุมครั้งที่ 9/2569"]
    assert open_matters(actor, row) == []
    removed = AgendaItem.everywhere.get(meeting=row, adopts=last)
    assert removed.removed_reason == "การประชุมครั้งอื่นรับรองรายงานนี้ไปแล้ว"


def test_a_meeting_out_of_the_order_of_the_numbers_is_told(of: Council) -> None:
    actor = of.world.secretary
    fifth = call(of, number=5)
    sixth = call(of, on=TODAY)
    assert sixth.number == 6
    assert out_of_order(actor, sixth) == fifth
    assert order_words(sixth, fifth) == "ประชุมครั้งที่ 5/2569 เลขน้อยกว่า แต่ประชุมทีหลัง วันที่ 13 ธ.ค. 2569"
    assert order_words(fifth, sixth) == "ประชุมครั้งที่ 6/2569 เลขมากกว่า แต่ประชุมก่อน วันที่ 23 พ.ย. 2569"
    calling.cancel_meeting(actor=actor, meeting=fifth, reason="เลื่อน")
    assert out_of_order(actor, sixth) is None


def test_open_duties_promises_and_items_put_off_come_under_the_third_head_by_themselves(of: Council) -> None:
    actor, earlier = of.world.secretary, TODAY - timedelta(days=90)
    give_duty(
        actor=actor, organisation=of.body, what="ซ่อมท่อระบายน้ำ", given_on=earlier, owner_words="ผู้แทน ม.4"
    )
    record_promise(
        actor=actor, organisation=of.body, words="สนับสนุนเครื่องสูบน้ำ", given_on=earlier,
        agency_words="อบจ.ทดสอบ",
    )  # fmt: skip
    last = meeting(of.body, TODAY - timedelta(days=60), number=3)
    item(last, title="ระเบียบใช้น้ำ", state=ItemState.PUT_OFF)
    duty = Duty.everywhere.get()
    item(
        last, title=duty.what, state=ItemState.PUT_OFF, carried_kind="followup.duty", carried_id=duty.pk
    )  # comes back as what it is, and only once
    close(last)
    row = call(of)
    assert titles(of, row, 3) == ["ซ่อมท่อระบายน้ำ", "สนับสนุนเครื่องสูบน้ำ", "ระเบียบใช้น้ำ"]
    told = agenda_of(actor, row)[2].lines[0]
    assert (told.item.presenter, told.presenter) == ("ผู้แทน ม.4", "")  # what it brings back says it already
    assert told.subject is not None
    assert "ผู้แทน ม.4" in told.subject.more
    assert open_matters(actor, row) == []
    taken_off = AgendaItem.objects.visible_to(actor).get(meeting=row, main=3, sub=1)
    agenda.remove_item(actor=actor, item=taken_off, reason="คุยในกลุ่มย่อยแล้ว")
    assert agenda.bring_open_matters(actor=actor, meeting=row) == []
    give_duty(actor=actor, organisation=of.body, what="ทำป้ายศูนย์", given_on=TODAY, owner_words="ม.6")
    assert [one.title for one in agenda.bring_open_matters(actor=actor, meeting=row)] == ["ทำป้ายศูนย์"]


def test_items_keep_their_numbers_and_move_within_their_head(of: Council) -> None:
    actor, row = of.world.secretary, call(of)
    first, second, third = (
        agenda.add_item(actor=actor, meeting=row, main=4, title=title) for title in ("ก", "ข", "ค")
    )
    agenda.move_item(actor=actor, item=third, up=True)
    assert titles(of, row, 4) == ["ก", "ค", "ข"]
    agenda.move_item(actor=actor, item=first, up=True)
    agenda.remove_item(actor=actor, item=first, reason="ถอน")
    assert titles(of, row, 4) == ["ค", "ข"]
    again = agenda.add_item(actor=actor, meeting=row, main=4, title="ง")
    assert again.number == "4.4"  # 4.1 was read by people: its number is not given again
    second.refresh_from_db()
    assert second.number == "4.3"
    head = AgendaItem.objects.visible_to(actor).get(meeting=row, main=4, sub=0)
    for wrong, code in (
        (lambda: agenda.remove_item(actor=actor, item=head, reason="ไม่มี"), "has_items"),
        (lambda: agenda.add_item(actor=actor, meeting=row, main=9, title="ก"), "no_such_head"),
        (lambda: agenda.add_item(actor=actor, meeting=row, main=4, title=" "), "no_words"),
        (lambda: agenda.record_discussion(actor=actor, item=second, discussion="ก"), "not_open"),
    ):
        with pytest.raises(Refused) as no:
            wrong()
        assert no.value.code == code


def test_a_late_letter_is_written_down_and_printed_as_it_was(of: Council) -> None:
    actor, row = of.world.secretary, call(of, place="ศาลากลางบ้าน")
    sent = LATER - timedelta(days=3)
    calling.write_notice(
        actor=actor, meeting=row, notice_number="สบ 01/2569", noticed_on=sent, late_reason="น้ำท่วม"
    )
    agenda.add_item(
        actor=actor, meeting=row, main=4, title="แผนงาน", presenter="ผู้แทน ม.4", starts_at=time(10, 30)
    )
    facts = notice_facts(actor, row)
    assert "แผนงาน เสนอโดย ผู้แทน ม.4 (เวลา 10.30 น.)" in {line.text for line in facts.agenda}
    assert facts.is_late
    paper = notice_letter(facts)
    letter = next(block for block in paper.blocks if isinstance(block, LetterFields))
    assert (letter.number, letter.on) == ("สบ 01/2569", long_date(sent))
    words = " ".join(block.text for block in paper.blocks if isinstance(block, Paragraph))
    assert "แจ้งล่วงหน้า 3 วัน น้อยกว่าที่กำหนด" in words
    assert "น้ำท่วม" in words
    assert "มาตรา" not in words  # nobody has verified the rule at its source
    assert facts.signer.name == str(of.chair)
    assert len(facts.invited) == 10
    with pytest.raises(Refused):
        calling.write_notice(
            actor=actor, meeting=row, notice_number="2", noticed_on=LATER + timedelta(days=1)
        )


def test_guests_are_invited_by_name_or_by_agency_and_taken_back(of: Council) -> None:
    actor, row = of.world.secretary, call(of)
    agency = of.world.body("agency", "อบต.ทดสอบ", "19.")
    calling.invite(actor=actor, meeting=row, name="นายก ทดสอบ", post_words="นายก อบต.", guest_of=agency)
    words = calling.invite(actor=actor, meeting=row, organisation_words="โรงเรียนบ้านทดสอบ")
    assert [person.name for person in notice_facts(actor, row).invited[-2:]] == [
        "นายก ทดสอบ", "โรงเรียนบ้านทดสอบ",
    ]  # fmt: skip
    calling.withdraw_invitation(actor=actor, invitation=words)
    assert notice_facts(actor, row).invited[-1].name == "นายก ทดสอบ"
    with pytest.raises(Refused):
        calling.invite(actor=actor, meeting=row, post_words="ไม่มีชื่อ")


def test_a_change_is_told_to_calendars_and_one_without_a_difference_is_not(of: Council) -> None:
    actor, row = of.world.secretary, call(of, starts_at=time(9))
    calling.change_meeting(actor=actor, meeting=row, starts_at=time(9))
    assert row.revision == 0
    calling.change_meeting(actor=actor, meeting=row, on=LATER + timedelta(days=1), starts_at=time(10))
    assert (row.revision, row.starts_at) == (1, time(10))


def test_one_called_off_frees_its_number_and_is_not_called_off_twice(of: Council) -> None:
    actor, row = of.world.secretary, call(of)
    calling.cancel_meeting(actor=actor, meeting=row, reason="น้ำท่วม")
    assert (row.state, row.revision) == (State.CANCELLED, 1)
    assert str(call(of)) == "ประชุมครั้งที่ 1/2569"
    for act in (
        lambda: calling.cancel_meeting(actor=actor, meeting=row, reason="ซ้ำ"),
        lambda: calling.change_meeting(actor=actor, meeting=row, place="ที่อื่น"),
        lambda: calling.invite(actor=actor, meeting=row, name="ใคร"),
        lambda: agenda.add_item(actor=actor, meeting=row, main=4, title="ก"),
    ):
        with pytest.raises(Refused):
            act()


def test_only_one_without_a_quorum_is_called_again(of: Council) -> None:
    held = close(meeting(of.body, TODAY - timedelta(days=9), number=1))
    with pytest.raises(Refused):
        call(of, instead_of=held)
    failed = close(meeting(of.body, TODAY - timedelta(days=8), number=2), had_quorum=False)
    assert call(of, instead_of=failed).instead_of == failed
    count = year_count(of.world.secretary, of.body, 2026, 4)
    assert (count.held, count.without_quorum, count.planned, count.missing) == (1, 1, 1, 3)


def test_a_body_s_own_rule_holds_from_its_day_and_is_dated(of: Council) -> None:
    actor = of.world.secretary
    body_rules.set_body_rule(
        actor=actor, organisation=of.body, key="notice_days", value="5", since=TODAY, source="ข้อบังคับสภา ข้อ 7"
    )
    assert rules_on(actor, of.body, TODAY).values.notice_days == 5
    assert rules_on(actor, of.body, TODAY - timedelta(days=1)).values.notice_days == 7
    for key, value, code in (
        ("notice_days", "เจ็ด", "bad_value"),
        ("majority_base", "all", "bad_value"),
        ("votes", "1", "no_such_rule"),
    ):
        with pytest.raises(Refused) as no:
            body_rules.set_body_rule(
                actor=actor, organisation=of.body, key=key, value=value, since=LATER, source="ข้อบังคับ"
            )
        assert no.value.code == code


def test_meetings_are_found_by_number_and_a_neighbour_reaches_none(of: Council) -> None:
    row = call(of, title="จัดการน้ำทั้งตำบล")
    assert [one.id for one in find_meetings(of.world.secretary, "1/2569", 5)] == [str(row.pk)]
    assert [one.id for one in find_meetings(of.world.secretary, "จัดการน้ำ", 5)] == [str(row.pk)]
    assert find_meetings(of.world.neighbour, "1/2569", 5) == []
    with pytest.raises(OutOfArea):
        calling.call_meeting(actor=of.world.neighbour, organisation=of.body, on=LATER)


def test_a_letter_names_who_is_asked_and_where_the_body_is(of: Council) -> None:
    row = call(of)
    with by_hand():
        change(of.body, phone="036-000-201")
    calling.write_notice(actor=of.world.secretary, meeting=row, notice_number="สบ 1/2569", noticed_on=TODAY)
    facts = notice_facts(of.world.secretary, row)
    assert facts.asked_of == f"{of.people[1]} เลขานุการ{of.body.name} โทร. 036-000-201"
    assert facts.body.address == ("ตำบลปากเพรียว อำเภอเมืองสระบุรี จังหวัดสระบุรี",)
