"""Who has a seat on the day of a meeting, under which group, and by which dated rules it counts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.meetings.meetings_world import SINCE, SYSTEM, TODAY, council, meeting, seat_person
from tests.registry.conftest import World

from khabuan.meetings.queries.body_rules import body_rules, rules_of
from khabuan.meetings.queries.roll import beginning_rows, people_of, roll_of, seated
from khabuan.meetings.rules.quorum import Base
from khabuan.meetings.rules.roll import counts_by_group
from khabuan.registry.actions.people import change_person
from khabuan.registry.actions.posts import add_post, appoint, end_appointment
from khabuan.registry.models import Appointment
from khabuan.rules.actions import Place, set_rule


def test_one_seat_for_each_person_whatever_posts_are_held(world: World) -> None:
    made = council(world)
    seat_person(made.body, made.chair, "member")
    roll = roll_of(meeting(made.body))
    assert len(roll) == 10
    assert [seat.post for seat in roll if seat.person == made.chair.pk] == ["ประธาน"]
    assert {seat.person for seat in roll} == seated(meeting(made.body, number=5))


def test_who_advises_or_is_sent_elsewhere_has_no_seat(world: World) -> None:
    made = council(world)
    for at, title in enumerate(("adviser", "auditor", "delegate", "field_officer")):
        seat_person(made.body, world.person(f"อื่น{at}", "ทดสอบ"), title)
    assert len(roll_of(meeting(made.body))) == 10


def test_only_those_in_office_on_the_day_count(world: World) -> None:
    made = council(world)
    leaver, dead = made.members[:2]
    end_appointment(
        actor=SYSTEM, appointment=Appointment.everywhere.get(person=leaver), on=TODAY, reason="ลาออก"
    )
    change_person(actor=SYSTEM, person=dead, died_on=TODAY - timedelta(days=3))
    late = world.person("มาทีหลัง", "ทดสอบ")
    seat_person(made.body, late, since=TODAY + timedelta(days=1))
    tomorrow = TODAY + timedelta(days=1)
    assert not {leaver.pk, dead.pk, late.pk} & seated(meeting(made.body, on=tomorrow))
    assert len(seated(meeting(made.body, number=5, on=TODAY - timedelta(days=10)))) == 10
    assert late.pk in seated(meeting(made.body, number=6, on=tomorrow + timedelta(days=1)))
    assert not seated(meeting(made.body, number=7, on=SINCE - timedelta(days=1)))


def test_what_changes_on_the_day_of_the_meeting_changes_after_it(world: World) -> None:
    made = council(world)
    old, new, more = made.chair, world.person("ประธานใหม่", "ทดสอบ"), world.person("เพิ่ม", "ทดสอบ")
    term = Appointment.everywhere.get(person=old)
    end_appointment(actor=SYSTEM, appointment=term, on=TODAY, reason="ครบวาระ")
    appoint(actor=SYSTEM, post=term.post, person=new, since=TODAY)
    seat_person(made.body, more, since=TODAY)
    today, tomorrow = meeting(made.body), meeting(made.body, number=5, on=TODAY + timedelta(days=1))
    assert seated(today) == {person.pk for person in made.people}
    assert {row.person for row in beginning_rows(today)} == {new, more}
    assert seated(tomorrow) == {person.pk for person in (*made.people[1:], new, more)}
    assert [one.person for one in people_of(today) if one.heads] == [old.pk, new.pk]


def test_who_is_elected_again_keeps_the_seat_of_the_old_term(world: World) -> None:
    made = council(world)
    term = Appointment.everywhere.get(person=made.chair)
    end_appointment(actor=SYSTEM, appointment=term, on=TODAY, reason="ครบวาระ ดำรงตำแหน่งต่อ")
    appoint(actor=SYSTEM, post=term.post, person=made.chair, since=TODAY)
    today = meeting(made.body)
    assert [seat.appointment for seat in roll_of(today) if seat.person == made.chair.pk] == [term.pk]
    assert not beginning_rows(today).exists()


def test_a_meeting_that_founds_the_body_has_its_first_list_as_roll(world: World) -> None:
    made = council(world)
    founding = meeting(made.body, on=SINCE)
    assert seated(founding) == {person.pk for person in made.people}
    assert not beginning_rows(founding).exists()


def test_a_term_known_to_the_month_only_is_no_change_of_its_first_day(world: World) -> None:
    made = council(world)
    first = TODAY.replace(day=1)
    rough = world.person("เดือนนั้น", "ทดสอบ")
    post = add_post(actor=SYSTEM, organisation=made.body, title="member")
    appoint(actor=SYSTEM, post=post, person=rough, since=first, since_precision="month")
    assert rough.pk in seated(meeting(made.body, on=first))


def test_an_overdue_term_still_sits(world: World) -> None:
    made = council(world)
    row = Appointment.everywhere.filter(person=made.members[0])
    assert row.get().ended_on is None
    on = date(2040, 1, 1)
    assert made.members[0].pk in seated(meeting(made.body, on=on))


def test_members_stand_under_their_village_experts_and_others_apart(world: World) -> None:
    made = council(world)
    seat_person(made.body, world.person("ผู้รู้", "ทดสอบ", path="19.01.01.01."), origin="expert", order=50)
    seat_person(made.body, world.person("นอกหมู่บ้าน", "ทดสอบ"), "registrar", order=9)
    roll = roll_of(meeting(made.body))
    counts = counts_by_group(roll, [made.chair.pk, made.people[1].pk])
    assert [(one.label, one.came, one.all) for one in counts] == [
        ("บ้านหนึ่ง", 2, 10),
        ("นายทะเบียน", 0, 1),
        ("ผู้ทรงคุณวุฒิ", 0, 1),
    ]
    assert [seat.person for seat in roll[:2]] == [person.pk for person in made.people[:2]]


def test_councils_send_their_delegates_to_the_province_and_the_province_to_the_nation(world: World) -> None:
    near, other, far = (council(world, path, 2) for path in ("19.01.01.", "19.01.02.", "33.01.01."))
    for one in (near, other, far):
        seat_person(one.body, one.members[0], "delegate")
    province = world.body("province_meeting", "ที่ประชุมระดับจังหวัด", "19.")
    own = world.person("ประธานที่ประชุม", "ทดสอบ")
    seat_person(province, own, "chair")
    post = add_post(actor=SYSTEM, organisation=province, title="delegate")
    appoint(actor=SYSTEM, post=post, person=near.members[1], since=SINCE, on_behalf_of=near.body)
    roll = roll_of(meeting(province))
    assert {seat.person for seat in roll} == {
        near.members[0].pk, near.members[1].pk, other.members[0].pk, own.pk,
    }  # fmt: skip
    assert [one.label for one in counts_by_group(roll, [])] == ["อ.เมืองสระบุรี", "ประธาน"]
    assert near.body.name in roll[0].post
    seat_person(province, near.members[0], "national_delegate")
    assert seated(meeting(province, number=5)) == {seat.person for seat in roll}
    nation = world.body("nation_meeting", "ที่ประชุมระดับชาติ", "")
    assert [(seat.person, seat.group.label) for seat in roll_of(meeting(nation))] == [
        (near.members[0].pk, "จ.สระบุรี")
    ]


def test_who_was_sent_before_goes_when_a_council_has_named_as_many_as_it_may_send(world: World) -> None:
    near = council(world, "19.01.01.", 4)
    province = world.body("province_meeting", "ที่ประชุมระดับจังหวัด", "19.")
    post = add_post(actor=SYSTEM, organisation=province, title="delegate", holders=9)
    for at, person in enumerate(near.members[:2]):
        appoint(
            actor=SYSTEM, post=post, person=person, since=SINCE + timedelta(days=at), on_behalf_of=near.body
        )
    assert seated(meeting(province)) == {person.pk for person in near.members[:2]}
    new = [world.person(f"ใหม่{at}", "ทดสอบ") for at in range(2)]
    seat_person(near.body, new[0], "delegate", since=TODAY - timedelta(days=9))
    assert seated(meeting(province, number=5)) == {near.members[1].pk, new[0].pk}, (
        "the rule leaves room for one"
    )
    seat_person(near.body, new[1], "delegate", since=TODAY - timedelta(days=9))
    assert seated(meeting(province, number=6)) == {person.pk for person in new}
    set_rule(
        actor=SYSTEM, place=Place("19."), key="province.delegates_per_council", value="3",
        since=date(2025, 1, 1), source="ข้อบังคับ",
    )  # fmt: skip
    assert len(seated(meeting(province, number=7))) == 3


def test_rules_hold_by_kind_of_body_and_day_and_a_body_s_own_row_wins(world: World) -> None:
    made = council(world)
    rules = rules_of(SYSTEM, meeting(made.body))
    assert (rules.values.quorum_share, rules.values.majority_base) == (Fraction(1, 2), Base.PRESENT)
    assert (rules.values.casting_vote, rules.values.substitutes_count, rules.values.notice_days) == (
        True,
        False,
        7,
    )
    own = {"quorum_share": "2/3", "majority_base": "cast", "casting_vote": "no", "substitutes_count": "yes"}
    for name, value in own.items():
        set_rule(
            actor=SYSTEM, place=Place(made.body.node), key=f"council.{name}", value=value,
            since=date(2026, 1, 1), source="ข้อบังคับสภา ข้อ 7",
        )  # fmt: skip
    values = rules_of(SYSTEM, meeting(made.body, number=5)).values
    assert (values.quorum_share, values.majority_base) == (Fraction(2, 3), Base.CAST)
    assert (values.casting_vote, values.substitutes_count) == (False, True)
    before = body_rules(SYSTEM, made.body, date(2025, 12, 31))
    assert before.values.quorum_share == Fraction(1, 2)
    assert before.row("quorum_share").source


def test_where_no_row_says_it_nothing_is_claimed(world: World) -> None:
    made = council(world)
    assert body_rules(SYSTEM, made.body, date(2000, 1, 1)).values.quorum_share is None
