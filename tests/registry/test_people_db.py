"""Lists of people and one of them whole: posts, masked numbers, household, ties of both directions."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.registry.conftest import TODAY

from khabuan.access.actor import Actor
from khabuan.registry.actions.people import (
    add_household,
    add_leader,
    add_tie,
    give_consent,
    join_household,
    keep_identity,
)
from khabuan.registry.actions.posts import add_post, appoint, end_appointment
from khabuan.registry.queries.people import PersonFilter, one_person, people, posts_held
from khabuan.registry.rules.kinds import HouseholdRole, Tie


def names(actor, **wanted):
    return [str(row) for row in people(actor, PersonFilter(**wanted), TODAY)]


def test_the_list_is_filtered_by_each_thing(world):
    woman = world.person("กาญจนา", "ทดสอบหนึ่ง", sex="f")
    world.person("ขจร", "ทดสอบสอง", sex="m", died_on=date(2020, 1, 1))
    world.person("คมสัน", "ทดสอบสาม", path="19.01.02.", sex="m")
    fund = world.body("fund", "กองทุนทดสอบ")
    post = add_post(actor=world.province, organisation=fund, title="chair")
    appoint(actor=world.province, post=post, person=woman)
    add_leader(
        actor=world.province, person=woman, level="tambon", area=world.areas["19.01.01."], issue="welfare"
    )
    assert names(world.province) == ["กาญจนา ทดสอบหนึ่ง", "คมสัน ทดสอบสาม"]
    assert names(world.province, state="died") == ["ขจร ทดสอบสอง"]
    assert names(world.province, paths=("19.01.02.",)) == ["คมสัน ทดสอบสาม"]
    assert names(world.province, sex="f") == ["กาญจนา ทดสอบหนึ่ง"]
    assert names(world.province, text="ทดสอบสาม") == ["คมสัน ทดสอบสาม"]
    assert names(world.province, post_title="chair", organisation_kind="fund") == ["กาญจนา ทดสอบหนึ่ง"]
    assert names(world.province, post_title="secretary") == []
    assert names(world.province, leader_level="tambon", issue="welfare") == ["กาญจนา ทดสอบหนึ่ง"]
    assert names(world.province, leader_level="tambon", issue="housing") == []
    assert names(world.province, without_post=True) == ["คมสัน ทดสอบสาม"]


def test_who_holds_a_post_here_is_seen_here_though_living_elsewhere(world):
    person = world.person("คนต่างถิ่น", path="33.01.01.")
    assert names(world.secretary) == []
    post = add_post(actor=world.province, organisation=world.body("fund", "กองทุนทดสอบ"), title="chair")
    appoint(actor=Actor.system(), post=post, person=person)
    assert names(world.secretary) == ["คนต่างถิ่น"]
    assert names(world.neighbour) == []
    assert names(world.agency) == []


def test_one_person_has_all_that_is_known_with_numbers_masked(world):
    mother, child = world.person("แม่ทดสอบ", "บ้านเดียว"), world.person("ลูกทดสอบ", "บ้านเดียว")
    add_tie(actor=world.secretary, person=mother, other=child, kind="parent")
    house = add_household(actor=world.secretary, area=world.areas["19.01.01.01."], house_no="9/1")
    join_household(actor=world.secretary, person=mother, household=house, role="head")
    join_household(actor=world.secretary, person=child, household=house, role="resident")
    keep_identity(actor=world.secretary, person=mother, kind="citizen", number="9000000000017")
    give_consent(actor=world.secretary, person=mother, purpose="register", text_version="1", given_on=TODAY)
    post = add_post(actor=world.secretary, organisation=world.body("fund", "กองทุนทดสอบ"), title="secretary")
    old = appoint(actor=world.secretary, post=post, person=mother, since=date(2018, 1, 1))
    end_appointment(actor=world.secretary, appointment=old, on=date(2022, 1, 1))
    appoint(actor=world.secretary, post=post, person=mother, since=date(2022, 1, 1))
    whole = one_person(world.secretary, mother, TODAY)
    assert [line.kind for line in whole.ties] == [Tie.CHILD]
    assert [line.kind for line in one_person(world.secretary, child, TODAY).ties] == [Tie.PARENT]
    assert (len(whole.posts), len(whole.former_posts), len(whole.consents)) == (1, 1, 1)
    assert whole.household.role is HouseholdRole.HEAD
    assert [str(member.person) for member in whole.household.members] == ["ลูกทดสอบ บ้านเดียว"]
    assert "9000000000017" not in whole.identities[0].shown


def test_a_relative_out_of_sight_is_left_out(world):
    mother, child = world.person("แม่ทดสอบ"), world.person("ลูกทดสอบ", path="33.01.01.")
    add_tie(actor=world.nation, person=mother, other=child, kind="parent")
    assert one_person(world.secretary, mother, TODAY).ties == ()
    assert one_person(world.stranger, child, TODAY).ties == ()
    assert len(one_person(world.nation, child, TODAY).ties) == 1


def test_a_page_of_people_costs_the_same_for_three_and_for_thirty(world):
    def cost():
        with CaptureQueriesContext(connection) as counted:
            rows = list(people(world.province, PersonFilter(paths=("19.",)), TODAY)[:50])
            held = posts_held(world.province, [row.pk for row in rows], TODAY)
            assert all(row.area.name and held[row.pk] == [] for row in rows)
        return len(counted)

    for number in range(3):
        world.person("กรรมการทดสอบ", f"{number:02}")
    few = cost()
    for number in range(3, 33):
        world.person("กรรมการทดสอบ", f"{number:02}")
    assert cost() == few <= 4
