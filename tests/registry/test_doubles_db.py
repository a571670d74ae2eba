"""Doubles: kept with every person entered, told to those in sight only, settled by merging."""

from __future__ import annotations

from datetime import date

import pytest
from tests.registry.conftest import by_hand

from khabuan.access.actor import Actor
from khabuan.audit.models import Event
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.files.actions import attach
from khabuan.files.models import Attachment
from khabuan.places.actions import keep_group
from khabuan.registry.actions.likeness import together
from khabuan.registry.actions.merging import merge_people, say_not_the_same, undo_merge
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.actions.organisations import (
    change_organisation,
    end_organisation,
    record_registration,
    withdraw_registration,
)
from khabuan.registry.actions.people import add_tie, change_person, keep_identity, reveal_identity
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import (
    Appointment,
    Community,
    FamilyTie,
    Identity,
    LikelyBodies,
    LikelyPair,
    NotTheSame,
    Organisation,
    OrganisationKey,
    Person,
    PersonKey,
    Post,
    Registration,
)
from khabuan.registry.queries.doubles import duplicates, likely_bodies, what_stands_at
from khabuan.registry.queries.people import EnteredPerson, likely_same
from khabuan.registry.rules.duplicates import ReasonCode
from khabuan.registry.rules.same_body import BodyReason
from khabuan.seats.models import Seat, User

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
    assert not PersonKey.objects.filter(record=twins[1], value__in=_values(twins[0])).exists()


def _values(person):
    return PersonKey.objects.filter(record=person).values("value")


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
        Community,
        PersonKey,
        OrganisationKey,
        LikelyPair,
        LikelyBodies,
    )
    rows = {}
    for model in models:
        derived = model in (PersonKey, OrganisationKey, LikelyPair, LikelyBodies)
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
    assert not PersonKey.objects.filter(record=goes).exists()
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


# ---------------------------------------------------------------- organisations


@pytest.fixture
def two_funds(world):
    stays = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว", phone="036-000-101")
    goes = world.body("fund", "กองทุนสวัสดิการ ต.ปากเพรียว", phone="036000101", own={"member_count": 80})
    return stays, goes


def test_a_body_entered_twice_is_found_and_says_why(world, two_funds):
    (pair,) = likely_bodies(world.province, ["19."])
    assert {pair.low_id, pair.high_id} == {body.pk for body in two_funds}
    codes = {code for code, _points, _values in pair.reasons}
    assert codes == {BodyReason.NAME_SAME, BodyReason.SAME_TAMBON, BodyReason.PHONE_SAME}
    assert pair.score >= 85


def test_bodies_of_two_kinds_and_of_two_tambons_are_not_proposed(world):
    world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
    world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว", "19.01.02.")
    for number in (1, 2):
        world.body("savings_group", f"กลุ่มออมทรัพย์ปากเพรียว {number}")
    assert not LikelyBodies.objects.exists()


def test_pairs_of_bodies_are_told_to_who_reaches_both(world, two_funds):
    for stranger in (world.secretary, world.stranger, world.auditor, world.agency):
        assert not likely_bodies(stranger, [""]).exists()
    assert likely_bodies(world.nation, [""]).count() == 1


def test_a_corrected_ended_or_told_apart_body_takes_the_pair_away(world, two_funds):
    stays, goes = two_funds
    change_organisation(actor=world.province, organisation=goes, name="กองทุนวันละบาทอื่นไกล", phone="")
    assert not LikelyBodies.objects.exists()
    change_organisation(actor=world.province, organisation=goes, name=stays.name)
    assert LikelyBodies.objects.count() == 1
    say_not_the_same(actor=world.province, first=stays, second=goes)
    change_organisation(actor=world.province, organisation=goes, name=stays.name, phone="036000101")
    assert not LikelyBodies.objects.exists()


def test_lists_keep_doubles_of_bodies_as_single_entries_do(world):
    with together():
        stays = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
        world.body("fund", "กองทุน ต.ปากเเพรียว")
    (pair,) = LikelyBodies.objects.all()
    assert pair.low_id == stays.pk


def test_a_merge_of_bodies_moves_seats_papers_and_own_facts_and_goes_back(world, two_funds):
    stays, goes = two_funds
    chair = world.person("ประธานทดสอบ")
    for body in two_funds:
        post = add_post(actor=Actor.system(), organisation=body, title="chair", holders=1)
        appoint(actor=Actor.system(), post=post, person=chair, since=date(2026, 1, 1))
    paper = attach(actor=world.province, record=goes, content=b"%PDF-1.4\n%%EOF\n", name="ระเบียบ.pdf")
    centre = world.body("village_centre", "ศูนย์ ม.1", "19.01.01.01.", parent=goes)
    with by_hand():
        user = User.objects.create(login="keeper", name="ผู้ดูแล", created_at=clock.now())
        seat = Seat(
            user=user,
            role="treasurer",
            area=goes.area,
            organisation=goes,
            title="เหรัญญิก",
            since=date(2026, 1, 1),
        )
        Seat.new.bulk([seat])
    before = everything()
    # a post, a term, a centre, a paper, a seat
    assert [count for _words, count in what_stands_at([goes])[goes.pk]] == [1, 1, 1, 1, 1]
    merge = merge_organisations(actor=world.province, stays=stays, goes=goes)
    assert not LikelyBodies.objects.exists()
    assert Seat.everywhere.get(pk=seat.pk).organisation_id == stays.pk
    moved = Attachment.everywhere.get(pk=paper.pk)
    assert (moved.subject_id, moved.place) == (stays.pk, stays.node)
    assert Organisation.everywhere.get(pk=centre.pk).parent_id == stays.pk
    assert Community.everywhere.get(organisation=stays).member_count == 80
    held = Appointment.everywhere.filter(post__organisation=stays, ended_on__isnull=True)
    assert [row.person_id for row in held] == [chair.pk]
    undo_merge(actor=world.province, merge=merge, reason="สองกองทุนจริง")
    assert everything() == before


def test_two_councils_in_force_under_two_numbers_say_what_to_do_first(world):
    stays = world.body("council", "สภาองค์กรชุมชนตำบลดาวเรือง", "19.01.02.")
    goes = world.body("council", "สภาฯ ต.ดาวเรือง", "19.01.01.")
    steps = [
        record_registration(
            actor=world.province,
            organisation=body,
            step="registered",
            on=date(2009, 1, 5),
            number=number,
            receiver="กำนัน",
        )
        for body, number in ((stays, "7/2552"), (goes, "๘/๒๕๕๒"))
    ]
    with pytest.raises(Refused, match="two_registrations") as no:
        merge_organisations(actor=world.province, stays=stays, goes=goes)
    assert "7/2552" in str(no.value.message)
    withdraw_registration(actor=world.province, registration=steps[1], reason="เลขผิด")
    merge_organisations(actor=world.province, stays=stays, goes=goes)


def test_a_working_group_that_takes_the_others_group_works_at_its_level(world):
    zone = keep_group(
        actor=Actor.system(), area=world.areas["19."], kind="zone", name="โซนทดสอบ",
        members=[world.areas["19.01."]], on=date(2026, 10, 1),
    )  # fmt: skip
    own = {"function": "acts"}
    stays = world.body("working_group", "คณะทำงานทดสอบ", "19.", own=own)
    goes = world.body("working_group", "คณะทำงานโซนทดสอบ", "19.", own=own, group=zone)
    merge = merge_organisations(actor=world.province, stays=stays, goes=goes)
    stays.refresh_from_db()
    assert (stays.group, stays.level) == (zone, "zone")
    undo_merge(actor=world.province, merge=merge, reason="ผิดรายการ")
    stays.refresh_from_db()
    assert (stays.group, stays.level) == (None, "province")


def test_a_part_and_its_whole_are_not_merged(world):
    whole = world.body("network", "เครือข่ายหนึ่ง")
    part = world.body("network", "เครือข่ายย่อย", parent=whole)
    with pytest.raises(Refused, match="one_in_the_other"):
        merge_organisations(actor=world.province, stays=whole, goes=part)


def test_an_ended_record_does_not_swallow_a_living_one(world, two_funds):
    end_organisation(actor=world.province, organisation=two_funds[0], on=date(2026, 1, 1), reason="ซ้ำ")
    with pytest.raises(Refused, match="stays_ended"):
        merge_organisations(actor=world.province, stays=two_funds[0], goes=two_funds[1])


@pytest.mark.parametrize(
    ("who", "error"), [("secretary", NotAllowed), ("neighbour", OutOfArea), ("stranger", OutOfArea)]
)
def test_only_an_office_over_both_merges_bodies(world, two_funds, who, error):
    with pytest.raises(error):
        merge_organisations(actor=getattr(world, who), stays=two_funds[0], goes=two_funds[1])
