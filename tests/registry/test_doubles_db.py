"""Doubles: kept with every person entered, told to those in sight only, settled by merging."""

from __future__ import annotations

from datetime import date

import pytest

from khabuan.access.actor import Actor
from khabuan.audit.models import Event
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.files.models import Attachment
from khabuan.registry.actions.merging import merge_organisations, merge_people, say_not_the_same, undo_merge
from khabuan.registry.actions.organisations import record_registration
from khabuan.registry.actions.people import add_tie, change_person, keep_identity, reveal_identity
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import (
    Appointment,
    FamilyTie,
    Identity,
    LikelyPair,
    NotTheSame,
    Organisation,
    Person,
    PersonKey,
    Post,
    Registration,
)
from khabuan.registry.queries.people import EnteredPerson, duplicates, likely_same
from khabuan.registry.rules.duplicates import ReasonCode

BORN = date(1970, 4, 12)


@pytest.fixture
def twins(world):
    stays = world.person("สมชายทดสอบ", "ใจดีสมมุติ", title="นาย", born_on=BORN)
    goes = world.person("สมชายทดสอบ", "ใจดีสมมติ", path="19.01.02.", born_on=BORN, nickname="ชาย")
    return stays, goes


def test_a_pair_is_kept_when_the_second_is_entered_and_says_why(world, twins):
    (double,) = duplicates(world.province, ["19."])
    assert {double.low.pk, double.high.pk} == {person.pk for person in twins}
    assert double.score >= 60
    assert ReasonCode.BIRTH_SAME_DAY in {reason.code for reason in double.reasons}


def test_who_does_not_see_both_is_shown_no_pair(world, twins):
    assert duplicates(world.secretary, ["19.01.01."]) == []
    assert duplicates(world.stranger, ["33."]) == []
    assert duplicates(world.auditor, ["19."]) == []
    assert len(duplicates(world.nation, [""])) == 1


def test_a_corrected_name_takes_the_pair_away(world, twins):
    change_person(actor=world.province, person=twins[1], given="ประนอมทดสอบ", surname="อื่นไกล", born_on=None)
    assert not LikelyPair.objects.exists()
    assert not PersonKey.objects.filter(person=twins[1], value__in=_values(twins[0])).exists()


def _values(person):
    return PersonKey.objects.filter(person=person).values("value")


def test_the_form_is_warned_before_entry_with_reasons(world, twins):
    found = likely_same(world.province, EnteredPerson(given="สมชายทดสอบ", surname="ใจดีสมมุติ", born_on=BORN))
    assert next(likely.person.pk for likely in found.here) == twins[0].pk
    assert found.elsewhere == ()


def test_elsewhere_only_the_office_over_both_is_named(world, twins):
    found = likely_same(world.stranger, EnteredPerson(given="สมชายทดสอบ", surname="ใจดีสมมุติ", born_on=BORN))
    assert found.here == ()
    assert [line.office_area.path for line in found.elsewhere] == [""]
    near = likely_same(world.neighbour, EnteredPerson(given="สมชายทดสอบ", surname="ใจดีสมมุติ", born_on=BORN))
    assert [line.office_area.path for line in near.elsewhere] == ["19."]


def test_nobody_learns_whose_number_it_is_across_the_border(world, twins):
    keep_identity(actor=world.province, person=twins[0], kind="citizen", number="9000000000017")
    entered = EnteredPerson(given="ใครก็ได้", surname="คนอื่น", citizen="9000000000017")
    assert not likely_same(world.stranger, entered)
    assert [likely.person.pk for likely in likely_same(world.province, entered).here] == [twins[0].pk]


def test_asking_costs_the_same_with_three_people_and_with_thirty(world, twins, django_assert_max_num_queries):
    for number in range(30):
        world.person("สมชายทดสอบ", f"ใจดีสมมุติ{number}", born_on=BORN)
    with django_assert_max_num_queries(9):
        likely_same(world.province, EnteredPerson(given="สมชายทดสอบ", surname="ใจดีสมมุติ", born_on=BORN))
    with django_assert_max_num_queries(1):
        duplicates(world.province, ["19."])


def test_two_told_apart_are_not_proposed_again(world, twins):
    say_not_the_same(actor=world.province, first=twins[0], second=twins[1])
    change_person(actor=world.province, person=twins[0], nickname="เล็ก")
    assert duplicates(world.province, ["19."]) == []
    with pytest.raises(Refused):
        say_not_the_same(actor=world.province, first=twins[1], second=twins[0])
    assert NotTheSame.everywhere.count() == 1


def everything():
    """All rows that a merge may touch, whole."""
    models = (
        Person,
        Appointment,
        FamilyTie,
        Identity,
        Attachment,
        Organisation,
        Post,
        Registration,
        PersonKey,
        LikelyPair,
    )
    rows = {}
    for model in models:
        derived = model in (PersonKey, LikelyPair)
        names = [f.attname for f in model._meta.concrete_fields if not derived or f.name != "id"]
        found = getattr(model, "everywhere", model.objects).values_list(*names)
        rows[model.__name__] = sorted(
            [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in found], key=repr
        )
    return rows


@pytest.fixture
def laden(world, twins):
    """The one who goes has a post, a child, a number; the one who stays has a number too."""
    stays, goes = twins
    body = world.body("fund", "กองทุนทดสอบ", "19.01.02.")
    post = add_post(actor=world.province, organisation=body, title="chair")
    appoint(actor=world.province, post=post, person=goes, since=date(2025, 1, 1))
    child = world.person("ลูกทดสอบ", "ใจดีสมมุติ")
    add_tie(actor=world.province, person=goes, other=child, kind="parent")
    keep_identity(actor=world.province, person=goes, kind="citizen", number="9000000000017")
    keep_identity(actor=world.province, person=goes, kind="phone", number="0800000001")
    keep_identity(actor=world.province, person=stays, kind="phone", number="0800000002")
    return stays, goes


def test_a_merge_moves_all_and_the_number_still_opens(world, laden):
    stays, goes = laden
    merge_people(actor=world.province, stays=stays, goes=goes)
    stays, goes = Person.everywhere.get(pk=stays.pk), Person.everywhere.get(pk=goes.pk)
    assert (goes.stays_id, stays.nickname, stays.surname) == (stays.pk, "ชาย", "ใจดีสมมุติ")
    assert Appointment.everywhere.get().person_id == stays.pk
    assert FamilyTie.everywhere.get().person_id == stays.pk
    opened = reveal_identity(actor=world.province, person=stays, kind="citizen", reason="ตรวจสอบเอกสาร")
    assert opened == "9000000000017"
    assert not PersonKey.objects.filter(person=goes).exists()
    assert duplicates(world.province, ["19."]) == []


def test_an_undone_merge_leaves_everything_exactly_as_it_was(world, laden):
    before = everything()
    merge = merge_people(actor=world.province, stays=laden[0], goes=laden[1])
    assert everything() != before
    undo_merge(actor=world.province, merge=merge, reason="คนละคนกัน")
    assert everything() == before
    with pytest.raises(Refused):
        undo_merge(actor=world.province, merge=merge, reason="อีกครั้ง")


def test_undoing_leaves_what_was_changed_since(world, laden):
    stays, goes = laden
    merge = merge_people(actor=world.province, stays=stays, goes=goes)
    change_person(actor=world.province, person=Person.everywhere.get(pk=stays.pk), nickname="ใหม่")
    undo_merge(actor=world.province, merge=merge, reason="คนละคนกัน")
    assert Person.everywhere.get(pk=stays.pk).nickname == "ใหม่"
    assert "nickname" in Event.objects.order_by("-pk").first().payload.body


def test_a_chosen_value_wins(world, twins):
    stays, goes = twins
    merge_people(actor=world.province, stays=stays, goes=goes, chosen={"surname": goes.pk})
    assert Person.everywhere.get(pk=stays.pk).surname == "ใจดีสมมติ"


@pytest.mark.parametrize(
    ("who", "error"), [("secretary", NotAllowed), ("neighbour", OutOfArea), ("stranger", OutOfArea)]
)
def test_only_an_office_over_both_merges(world, twins, who, error):
    with pytest.raises(error):
        merge_people(actor=getattr(world, who), stays=twins[0], goes=twins[1])
    assert Person.everywhere.get(pk=twins[1].pk).stays_id is None


def test_a_merge_is_one_event_without_sealed_values(world, laden):
    count = Event.objects.count()
    merge_people(actor=world.province, stays=laden[0], goes=laden[1])
    assert Event.objects.count() == count + 1
    body = Event.objects.order_by("-pk").first().payload.body
    assert "9000000000017" not in body
    assert '"facts":[null,"•"]' in body


def test_the_same_record_and_a_merged_one_are_refused(world, twins):
    with pytest.raises(Refused):
        merge_people(actor=world.province, stays=twins[0], goes=twins[0])
    merge_people(actor=world.province, stays=twins[0], goes=twins[1])
    with pytest.raises(Refused):
        merge_people(actor=world.province, stays=twins[0], goes=Person.everywhere.get(pk=twins[1].pk))


def test_two_records_of_one_council_become_one_and_two_again(world):
    stays = world.body("council", "สภาองค์กรชุมชนตำบลดาวเรือง", "19.01.02.")
    goes = world.body("council", "สภาฯ ต.ดาวเรือง", "19.01.01.", phone="0360000000")
    holder = world.person("ประธานทดสอบ")
    for body in (stays, goes):
        add_post(actor=Actor.system(), organisation=body, title="chair")
    appoint(actor=Actor.system(), post=Post.everywhere.get(organisation=goes), person=holder)
    record_registration(
        actor=world.province,
        organisation=goes,
        step="registered",
        on=date(2009, 1, 5),
        number="7",
        unknown=["receiver"],
    )
    before = everything()
    merge = merge_organisations(actor=world.province, stays=stays, goes=goes)
    assert Organisation.everywhere.get(pk=stays.pk).phone == "0360000000"
    assert Appointment.everywhere.get().post.organisation_id == stays.pk
    assert Registration.everywhere.get().organisation_id == stays.pk
    undo_merge(actor=world.province, merge=merge, reason="สองแห่งจริง")
    assert everything() == before


def test_two_kinds_are_not_merged(world):
    with pytest.raises(Refused):
        merge_organisations(
            actor=world.province,
            stays=world.body("fund", "กองทุนหนึ่ง"),
            goes=world.body("network", "เครือข่ายหนึ่ง"),
        )
