"""A new term of a whole body: one act, all or nothing, every refusal beside its line."""

from __future__ import annotations

from datetime import date

import pytest
from tests.registry.conftest import TODAY

from khabuan.audit.models import Event
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.files.models import Attachment
from khabuan.registry.actions.organisations import end_organisation, record_registration
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.actions.renewing import NewPerson, PaperOf, Place, renew_term
from khabuan.registry.models import Appointment, Organisation, Person, Registration
from khabuan.registry.queries.councils import coverage_of
from khabuan.registry.queries.renewing import seat_lines
from khabuan.registry.rules.coverage import CouncilState

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ON = date(2026, 11, 20)
STEP = {"receiver": "กำนัน", "number": "12/2569"}


@pytest.fixture
def council(world):
    body = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    record_registration(
        actor=world.secretary, organisation=body, step="registered", on=date(2022, 1, 1), number="1",
        receiver="กำนัน",
    )  # fmt: skip
    chair = add_post(actor=world.secretary, organisation=body, title="chair", order=1)
    member = add_post(actor=world.secretary, organisation=body, title="member", holders=3, order=2)
    add_post(actor=world.secretary, organisation=body, title="treasurer", order=3)
    people = [("ประธาน", chair), ("สมาชิกหนึ่ง", member), ("สมาชิกสอง", member)]
    for name, post in people:
        appoint(
            actor=world.secretary, post=post, person=world.person(name), since=date(2022, 1, 1),
            until=date(2025, 12, 31),
        )  # fmt: skip
    return body


def places_of(world, body, **who):
    """Each seat of the list, by its holder's or post's name: "stay", None, a person."""
    places = []
    for line in seat_lines(world.secretary, body, TODAY):
        name = line.held.person.given if line.held else f"{line.post.title}_empty"
        chosen = who.pop(name, None)
        person = line.held.person if chosen == "stay" else chosen
        places.append(Place(f"name_{line.key}", line.post, line.held, person))
    assert not who
    return places


def renew(world, body, places, actor=None, **facts):
    return renew_term(
        actor=actor or world.secretary, organisation=body, on=ON, places=places, **{"step": STEP, **facts}
    )


def open_terms():
    rows = Appointment.everywhere.filter(ended_on__isnull=True).select_related("person", "post")
    return {(row.post.title, row.person.given): (row.since, row.until) for row in rows}


def everything():
    return [
        list(model.everywhere.order_by("pk").values())
        for model in (Appointment, Person, Registration, Attachment)
    ]


def test_the_whole_list_is_renewed_in_one_act(world, council):
    other = world.person("คนเดิมในสมุด")
    places = places_of(
        world, council, ประธาน="stay", สมาชิกหนึ่ง="stay", สมาชิกสอง=NewPerson("นาง", "คนใหม่", "ทดสอบ"),
        treasurer_empty=other,
    )  # fmt: skip
    before = Event.objects.count()
    renew(world, council, places, order_number="3/2569", papers=[PaperOf("minutes", PDF, "รายงาน.pdf")])
    assert Event.objects.count() == before + 1
    term = (ON, date(2030, 11, 19))  # four years by the rule of the Act
    assert open_terms() == {
        ("chair", "ประธาน"): term,
        ("member", "สมาชิกหนึ่ง"): term,
        ("member", "คนใหม่"): term,
        ("treasurer", "คนเดิมในสมุด"): term,
    }
    gone = Appointment.everywhere.get(person__given="สมาชิกสอง")
    assert gone.ended_on == ON
    step = Registration.everywhere.get(step="renewed")
    assert (step.on, step.number) == (ON, "12/2569")
    assert Attachment.everywhere.get().subject_id == step.pk
    (line,) = coverage_of(world.province, ["19.01.01."], TODAY).lines
    assert line.state == CouncilState.IN_TERM


def test_neighbour_stranger_and_auditor_renew_nothing(world, council):
    places = places_of(world, council)
    for actor, no in ((world.neighbour, OutOfArea), (world.stranger, OutOfArea), (world.auditor, NotAllowed)):
        with pytest.raises(no):
            renew(world, council, places, actor=actor)


def test_a_refusal_names_its_line_and_nothing_is_written(world, council):
    dead = world.person("ล่วงลับ", died_on=date(2020, 1, 1))
    places = places_of(world, council, ประธาน="stay", treasurer_empty=dead)
    before = everything()
    with pytest.raises(Refused) as no:
        renew(world, council, places)
    assert (no.value.code, no.value.field) == ("died", places[-1].key)
    assert everything() == before


def test_more_people_than_seats_and_one_person_twice_are_refused(world, council):
    one = world.person("คนหนึ่ง")
    twice = places_of(world, council, สมาชิกหนึ่ง=one, สมาชิกสอง=one)
    with pytest.raises(Refused) as no:
        renew(world, council, twice)
    assert no.value.code == "twice"
    chair = next(place.post for place in twice if place.post.title == "chair")
    many = [*places_of(world, council, ประธาน="stay"), Place("x", chair, None, one)]
    with pytest.raises(Refused) as no:
        renew(world, council, many)
    assert no.value.code == "overfull"


def test_a_list_that_changed_meanwhile_is_shown_again(world, council):
    places = places_of(world, council, ประธาน="stay")
    treasurer = next(place.post for place in places if place.post.title == "treasurer")
    appoint(actor=world.secretary, post=treasurer, person=world.person("เหรัญญิก"), since=date(2026, 1, 1))
    with pytest.raises(Refused) as no:
        renew(world, council, places)
    assert no.value.code == "changed"


def test_a_day_before_the_old_term_began_or_to_come_is_refused(world, council):
    places = places_of(world, council, ประธาน="stay")
    for on, code in ((date(2021, 1, 1), "began_later"), (date(2027, 1, 1), "to_come")):
        with pytest.raises(Refused) as no:
            renew_term(actor=world.secretary, organisation=council, on=on, places=places, step=STEP)
        assert no.value.code == code


def test_the_step_says_who_received_it_or_that_it_is_not_known(world, council):
    places = places_of(world, council, ประธาน="stay")
    with pytest.raises(Refused) as no:
        renew(world, council, places, step={})
    assert (no.value.code, no.value.field) == ("unsaid", "receiver")
    renew(world, council, places, step={"unknown": ["receiver"]})


def test_sent_twice_it_is_recorded_once(world, council):
    facts = {"places": places_of(world, council, สมาชิกหนึ่ง=NewPerson("", "ใหม่", "")), "client_key": "k1"}
    renew(world, council, **facts)
    again = renew(world, council, **facts)
    assert again.pk == council.pk
    assert Person.everywhere.filter(given="ใหม่").count() == 1


def test_a_term_that_runs_on_is_left_alone(world, council):
    member = next(
        line.post for line in seat_lines(world.secretary, council, TODAY) if line.post.title == "member"
    )
    late = appoint(
        actor=world.secretary, post=member, person=world.person("มาทีหลัง"), since=date(2026, 1, 1),
        until=date(2029, 12, 31),
    )  # fmt: skip
    places = [
        Place(place.key, place.post, place.old, place.who, keeps=place.old == late)
        for place in places_of(world, council, ประธาน="stay")
    ]
    renew(world, council, places)
    late.refresh_from_db()
    assert (late.ended_on, late.until) == (None, date(2029, 12, 31))


def test_a_fund_is_renewed_by_its_posts_years_and_without_a_step(world, council):
    fund = world.body("fund", "กองทุน")
    chair = add_post(actor=world.secretary, organisation=fund, title="chair", term_years=2)
    appoint(actor=world.secretary, post=chair, person=world.person("กองทุน"), since=date(2024, 1, 1))
    renew(world, fund, places_of(world, fund, กองทุน="stay"), step=None)
    assert open_terms()["chair", "กองทุน"] == (ON, date(2028, 11, 19))
    assert not Registration.everywhere.filter(organisation=fund).exists()


def test_a_body_that_ended_is_not_renewed(world, council):
    places = places_of(world, council)
    end_organisation(actor=world.province, organisation=council, on=date(2026, 11, 1), reason="เลิก")
    with pytest.raises(Refused) as no:
        renew(world, Organisation.everywhere.get(pk=council.pk), places)
    assert no.value.code == "ended"


def test_a_holder_who_lives_elsewhere_goes_on_and_a_stranger_does_not_come(world, council):
    """As in `appoint`: whoever is in sight may hold a post, wherever they live."""
    member = next(
        line.post for line in seat_lines(world.secretary, council, TODAY) if line.post.title == "member"
    )
    appoint(
        actor=world.province, post=member, person=world.person("อยู่ที่อื่น", path="19.01.02."),
        since=date(2022, 1, 1),
    )  # fmt: skip
    stranger = world.person("ไม่เคยเห็น", path="19.01.02.")
    with pytest.raises(OutOfArea):
        renew(world, council, places_of(world, council, ประธาน=stranger))
    renew(world, council, places_of(world, council, อยู่ที่อื่น="stay"))
    assert open_terms()["member", "อยู่ที่อื่น"][0] == ON
