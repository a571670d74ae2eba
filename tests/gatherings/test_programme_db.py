"""The programme: bodies, parts of which one may be a statutory meeting, and who did what in the post of that day."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.gatherings.conftest import HELD_ON, SYSTEM, Scene, unlike_history
from tests.gatherings.test_gatherings_db import refused
from tests.registry.conftest import by_hand

from khabuan.access.action import add
from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.gatherings.actions import programme as acts
from khabuan.gatherings.actions.outcomes import remove_line
from khabuan.gatherings.models import GatheringBody, ProgrammeAct
from khabuan.gatherings.queries.one import acts_of, meetings_of_days, posts_held, programme_of
from khabuan.meetings.models import Meeting
from khabuan.registry.actions import merging, posts, rights
from khabuan.registry.actions.merging_bodies import merge_organisations

DAY = date(2026, 9, 18)


def meeting(scene: Scene, on: date = HELD_ON) -> Meeting:
    with by_hand():
        made: Meeting = add(
            Meeting,
            organisation=scene.group,
            number=1,
            year=2026,
            on=on,
            starts_at=time(13),
            changed_at=clock.now(),
        )
    return made


# ---------------------------------------------------------------- the post held that day


def test_a_person_stands_there_with_the_post_held_that_day_frozen(scene: Scene) -> None:
    row, person = scene.gathering(), scene.world.person("ประธาน", "ทดสอบ")
    term = scene.holds(person, scene.council, "chair")
    assert posts_held(scene.world.province, person, row) == [term]
    act = scene.act(row, person=person, appointment=term, topic="เวที")
    posts.end_appointment(actor=SYSTEM, appointment=term, on=date(2026, 10, 1), reason="ลาออก")
    act.refresh_from_db()
    assert (act.name, act.post) == ("ประธาน ทดสอบ", "ประธาน สภาองค์กรชุมชนตำบลปากเพรียว")
    assert act.is_public
    assert not act.has_no_post
    assert unlike_history() == []


def test_a_post_of_another_day_or_of_somebody_else_is_refused(scene: Scene) -> None:
    row, person = scene.gathering(), scene.world.person("ประธาน", "ทดสอบ")
    before = scene.holds(person, scene.council, "chair", since=date(2020, 1, 1))
    posts.end_appointment(actor=SYSTEM, appointment=before, on=date(2026, 9, 1), reason="ครบวาระ")
    other = scene.holds(scene.world.person("อื่น", "ทดสอบ"), scene.council, "secretary")
    facts = {"gathering": row, "person": person}
    assert refused(scene.act, **facts, appointment=before) == ("not_held", "appointment")
    with pytest.raises(OutOfArea):
        scene.act(**facts, appointment=other)


def test_who_held_no_post_that_day_is_kept_and_marked(scene: Scene) -> None:
    row, person = scene.gathering(), scene.world.person("ชาวบ้าน", "ทดสอบ")
    act = scene.act(row, doing="reports", person=person, post="ตัวแทนชาวบ้าน")
    assert (act.has_no_post, act.is_public, act.post) == (True, False, "ตัวแทนชาวบ้าน")


def test_a_governor_who_is_not_in_the_register_is_written_in_words(scene: Scene) -> None:
    row = scene.gathering()
    act = scene.act(row, name=" นายผู้ว่า ทดสอบ ", post="ผู้ว่าราชการจังหวัดสระบุรี")
    assert (act.name, act.person, act.is_public, act.has_no_post) == ("นายผู้ว่า ทดสอบ", None, True, False)
    assert scene.act(row, post="ปลัดจังหวัด").name == ""
    assert refused(scene.act, gathering=row) == ("nobody", "name")
    assert refused(scene.act, gathering=row, doing="sings", name="ก") == ("no_such_doing", "doing")


def test_who_holds_no_public_office_is_named_to_who_reads_persons_there(scene: Scene) -> None:
    row, person = scene.gathering(), scene.world.person("ชาวบ้าน", "ทดสอบ")
    scene.act(row, person=person, post="ตัวแทนชาวบ้าน")
    scene.act(row, name="นายผู้ว่า ทดสอบ", post="ผู้ว่าราชการจังหวัด")

    def names(actor: Actor) -> list[str]:
        return [line.name for line in acts_of(actor, row)]

    both, office = ["ชาวบ้าน ทดสอบ", "นายผู้ว่า ทดสอบ"], ["", "นายผู้ว่า ทดสอบ"]
    for actor in (scene.world.province, scene.world.auditor, scene.world.nation):
        assert names(actor) == both
    for actor in (Actor.public(), scene.world.stranger, scene.world.agency, scene.world.secretary):
        assert names(actor) == office
    (first, second) = acts_of(scene.world.province, row)
    assert (first.url, second.url) == (person.get_absolute_url(), "")


def test_a_line_is_corrected_and_taken_off_but_never_another_gathering_s(scene: Scene) -> None:
    row, other = scene.gathering(), scene.gathering(title="เวทีอื่น")
    act = scene.act(row, name="ผู้พูด", post="ผู้แทน")
    facts = {
        "actor": SYSTEM,
        "act": act,
        "doing": "lectures",
        "at": time(10),
        "name": "ผู้พูด",
        "post": "วิทยากร",
    }
    with pytest.raises(OutOfArea):
        acts.change_act(gathering=other, **facts)
    acts.change_act(gathering=row, **facts)
    assert (act.doing, act.at, act.post) == ("lectures", time(10), "วิทยากร")
    with pytest.raises(OutOfArea):
        remove_line(actor=SYSTEM, gathering=other, line=act, reason="ผิด")
    remove_line(actor=SYSTEM, gathering=row, line=act, reason="ผิดคน")
    assert acts_of(SYSTEM, row) == []
    assert refused(acts.change_act, gathering=row, **facts)[0] == "taken_off"
    assert refused(remove_line, actor=SYSTEM, gathering=row, line=act, reason="อีก")[0] == "taken_off"


# ---------------------------------------------------------------- parts


def test_one_part_is_a_statutory_meeting_with_its_own_day_and_name(scene: Scene) -> None:
    row, own = scene.gathering(), meeting(scene)
    assert meetings_of_days(scene.world.province, row) == [own]
    assert meetings_of_days(scene.world.stranger, row) == []
    part = acts.add_part(actor=scene.world.province, gathering=row, meeting=own)
    assert (part.on, part.starts_at) == (HELD_ON, time(13))
    assert part.title == "ประชุมครั้งที่ 1/2569 · คณะทำงานขบวนองค์กรชุมชนจังหวัดสระบุรี"
    assert (
        refused(acts.add_part, actor=SYSTEM, gathering=row, meeting=own)[0] == "gathering_part_meeting_once"
    )
    elsewhere = scene.gathering(title="วันอื่น", starts_on=date(2026, 9, 20))
    assert refused(acts.add_part, actor=SYSTEM, gathering=elsewhere, meeting=own) == ("other_day", "on")


def test_the_programme_goes_by_day_and_hour_with_loose_acts_first(scene: Scene) -> None:
    row = scene.gathering(ends_on=date(2026, 9, 19))
    late = acts.add_part(actor=SYSTEM, gathering=row, title="บ่าย", starts_at=time(13))
    early = acts.add_part(actor=SYSTEM, gathering=row, title="เช้า", starts_at=time(9), room="ห้อง 1")
    second = acts.add_part(actor=SYSTEM, gathering=row, title="วันที่สอง", on=date(2026, 9, 19))
    scene.act(row, name="เปิด", post="ผู้ว่า", at=time(9))
    inside = scene.act(row, name="บรรยาย", post="วิทยากร", part=second)
    assert inside.on == date(2026, 9, 19), "an act in a part has the day of the part"
    sessions = programme_of(SYSTEM, row)
    assert [one.part for one in sessions] == [None, early, late, second]
    assert [len(one.acts) for one in sessions] == [1, 0, 0, 1]
    remove_line(actor=SYSTEM, gathering=row, line=second, reason="ไม่ได้จัด")
    assert [one.part for one in programme_of(SYSTEM, row)] == [None, early, late, None], "its act stays"
    assert refused(acts.add_part, actor=SYSTEM, gathering=row, title="ก", on=DAY.replace(day=1)) == (
        "other_day",
        "on",
    )
    assert refused(acts.add_part, actor=SYSTEM, gathering=row, title="") == ("no_words", "title")


# ---------------------------------------------------------------- bodies, merges, wishes


def test_bodies_of_the_register_or_in_words(scene: Scene) -> None:
    row = scene.gathering()
    acts.add_body(actor=scene.world.province, gathering=row, part="co_host", organisation=scene.agency)
    acts.add_body(actor=SYSTEM, gathering=row, part="supporter", words="มูลนิธิทดสอบ")
    once = {"actor": SYSTEM, "gathering": row, "part": "came"}
    assert refused(acts.add_body, **once, organisation=scene.agency)[0] == "gathering_body_once"
    assert refused(acts.add_body, **once, organisation=scene.group) == ("is_host", "organisation")
    assert refused(acts.add_body, **once, words=" ") == ("no_body", "organisation")


def test_two_records_of_a_body_become_one_in_every_list(scene: Scene) -> None:
    twin = scene.world.body("agency", "สำนักงาน พมจ. สระบุรี", "19.")
    one, both = scene.gathering(), scene.gathering(title="เวทีอื่น")
    acts.add_body(actor=SYSTEM, gathering=one, part="host", organisation=twin)
    for organisation in (scene.agency, twin):
        acts.add_body(actor=SYSTEM, gathering=both, part="came", organisation=organisation)
    told = dict(offers.organisation_merges["gatherings"].tell([twin]))
    assert [number for counted in told.values() for number in counted.values()] == [2]
    merge_organisations(actor=SYSTEM, stays=scene.agency, goes=twin)
    named = GatheringBody.objects.visible_to(SYSTEM)
    assert named.get(gathering=one).organisation == scene.agency
    assert {str(row) for row in named.filter(gathering=both)} == {"พมจ.สระบุรี", "สำนักงาน พมจ. สระบุรี"}
    assert not named.filter(organisation=twin).exists()
    assert unlike_history() == []


def test_two_records_of_a_person_become_one(scene: Scene) -> None:
    one, other = (scene.world.person("ประธาน", "ทดสอบ") for _ in range(2))
    act = scene.act(scene.gathering(), person=other, post="ผู้แทน")
    merging.merge_people(actor=SYSTEM, stays=one, goes=other)
    act.refresh_from_db()
    assert act.person == one


def test_at_a_person_s_wish_an_office_stays_said_and_a_name_goes(scene: Scene) -> None:
    person = scene.world.person("ประธาน", "ทดสอบ")
    term = scene.holds(person, scene.council, "chair")
    row = scene.gathering()
    public = scene.act(row, person=person, appointment=term)
    private = scene.act(row, person=person, post="ชาวบ้านหมู่ 3")
    copied = offers.person_copies["gatherings"].collect([person])
    assert len(copied[0].rows) == 2
    posts.end_appointment(actor=SYSTEM, appointment=term, on=date(2026, 10, 1), reason="ลาออก")
    asked = rights.open_request(actor=SYSTEM, person=person, kind="erase", asked_on=date(2026, 11, 1))
    rights.erase_person(actor=SYSTEM, person=person, asked=asked)
    public.refresh_from_db()
    private.refresh_from_db()
    assert (public.person, public.appointment, public.name) == (None, None, "ประธาน ทดสอบ")
    assert (private.person, private.post) == (None, "")
    assert "ทดสอบ" not in private.name
    assert not ProgrammeAct.everywhere.filter(person=person).exists()
    assert unlike_history() == []
