from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from tests.seats.conftest import PASSWORD, TODAY, as_

from khabuan.access.actor import Actor, Role
from khabuan.audit.models import Event, Payload
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea, Refused, ReplayConflict
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.models import Organisation
from khabuan.seats import actions, entry, queries, rules
from khabuan.seats.models import EntryCard, Failure, Seat, User

NEW = "ฝนตกที่แก่งคอยเมื่อวาน"


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def last_event() -> tuple[str, dict]:
    event = Event.objects.order_by("-pk").first()
    return event.action, json.loads(event.payload.body)


def give(actor: Actor, place: object, role: Role, login: str = "newcomer", **facts: object) -> Seat:
    facts.setdefault("name", "เหรัญญิกทดสอบ 02")
    return actions.grant_seat(actor=actor, place=place, role=role, login=login, **facts)


# ---------- giving seats ----------


def test_the_province_gives_a_treasurer_a_seat_and_it_is_audited(world, staff):
    seat = give(as_(staff), world.fund, Role.TREASURER, phone="081-234-5678")
    assert (seat.user.login, seat.area, seat.organisation, seat.since) == (
        "newcomer",
        world.tambon,
        world.fund,
        TODAY,
    )
    assert not seat.user.has_usable_password()
    name, facts = last_event()
    assert name == "seats.grant"
    assert facts["user"]["login"] == "newcomer"
    assert "5678" in facts["user"]["phone"]
    assert "81234" not in json.dumps(facts)


def test_the_same_form_twice_gives_one_seat(world, staff):
    first = give(as_(staff), world.fund, Role.TREASURER, client_key="form-1")
    again = give(as_(staff), world.fund, Role.TREASURER, client_key="form-1")
    assert again == first
    assert User.objects.filter(login="newcomer").count() == 1
    with pytest.raises(ReplayConflict):
        give(as_(staff), world.fund, Role.CHAIR, client_key="form-1")


@pytest.mark.parametrize(
    ("place", "role", "code"),
    [
        ("nation", Role.PROVINCE, "role_not_here"),
        ("province", Role.NATION, "role_not_here"),
        ("fund", Role.SECRETARY, "role_not_here"),
        ("council", Role.TREASURER, "role_not_here"),
        ("fund", "king", "role_not_here"),
        ("fund", Role.SYSTEM, "role_not_here"),
    ],
)
def test_the_province_cannot_give_what_does_not_sit_there(world, staff, place, role, code):
    with pytest.raises(OutOfArea) if place == "nation" else refused(code):
        give(as_(staff), getattr(world, place), role)
    assert not User.objects.filter(login="newcomer").exists()


def test_a_province_gives_its_second_clerk_a_seat_and_a_new_card_when_the_password_is_lost(world, staff):
    second = give(as_(staff), world.province, Role.PROVINCE)
    use(second, actions.issue_card(actor=as_(staff), seat=second).code)
    assert actions.issue_card(actor=as_(second), seat=staff).code
    actions.end_seat(actor=as_(second), seat=staff, reason="ลาออก")
    assert queries.seats_in_force(staff.user) == []


def test_a_secretary_gives_no_other_secretary_a_seat(world, secretary):
    with refused("role_not_below"):
        give(as_(secretary), world.council, Role.SECRETARY)


def test_a_fund_s_officers_reach_its_village_centre_in_another_tambon(world, treasurer, secretary):
    centre = add_organisation(
        actor=Actor.system(),
        area=world.next_tambon,
        kind="village_centre",
        name="ศูนย์ หมู่ 3",
        parent=world.fund,
    )
    for seat, sees in ((treasurer, True), (secretary, False)):
        assert Organisation.objects.visible_to(as_(seat)).filter(pk=centre.pk).exists() == sees


def test_nobody_gives_seats_in_a_neighbours_or_strangers_place(world, staff, stranger, secretary):
    with pytest.raises(OutOfArea):
        give(as_(stranger), world.fund, Role.TREASURER)
    with pytest.raises(OutOfArea):
        give(as_(secretary), world.next_fund, Role.TREASURER)
    with pytest.raises(OutOfArea):
        give(as_(staff), world.region, Role.REGION)


def test_a_treasurer_gives_no_seats(world, treasurer):
    with pytest.raises(NotAllowed):
        give(as_(treasurer), world.fund, Role.COLLECTOR)


def test_a_council_secretary_gives_the_fund_of_the_tambon_its_seats(world, secretary):
    assert give(as_(secretary), world.fund, Role.TREASURER).organisation == world.fund


def test_a_coordinator_gives_no_seat_that_reaches_further(world, staff):
    """The council's area was widened into a district that is not in the coordinator's zone."""
    zone = give(as_(staff), world.zone, Role.COORDINATOR, "coordinator")
    world.cover(world.council_area, world.other_district)
    with refused("reach_too_wide"):
        give(as_(zone), world.council, Role.SECRETARY)
    assert give(as_(staff), world.council, Role.SECRETARY)


def test_a_taken_log_in_name_is_refused_without_saying_whose(world, staff, stranger):
    with pytest.raises(Refused) as no:
        give(as_(staff), world.fund, Role.TREASURER, "Stranger")
    assert (no.value.code, no.value.field) == ("login_taken", "login")
    assert "ศรีสะเกษ" not in str(no.value.message)


def test_a_further_seat_goes_only_to_a_user_in_sight(world, staff, stranger, treasurer):
    more = actions.grant_seat(actor=as_(staff), place=world.fund, role=Role.CHAIR, user=treasurer.user)
    assert more.user == treasurer.user
    with pytest.raises(OutOfArea):
        actions.grant_seat(actor=as_(staff), place=world.fund, role=Role.CHAIR, user=stranger.user)
    with refused("seat_twice"):
        actions.grant_seat(actor=as_(staff), place=world.fund, role=Role.CHAIR, user=treasurer.user)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"login": "ab"}, "login_length"),
        ({"login": "0812345678"}, "login_only_digits"),
        ({"name": "  "}, "name_missing"),
        ({"phone": "036-123-456"}, "phone_wrong"),
        ({"since": TODAY, "until": TODAY}, "end_before_start"),
        ({"since": TODAY - timedelta(9), "until": TODAY}, "until_past"),
    ],
)
def test_bad_facts_of_a_seat_are_refused(world, staff, facts, code):
    with refused(code):
        give(as_(staff), world.fund, Role.TREASURER, **facts)


def test_one_phone_number_opens_one_log_in_only(world, staff):
    give(as_(staff), world.fund, Role.TREASURER, "first", phone="0812345678")
    with refused("phone_unusable"):
        give(as_(staff), world.fund, Role.CHAIR, "second", phone="+66 81 234 5678")


# ---------- ending ----------


def test_a_seat_ends_today_and_the_user_has_none(world, staff, treasurer):
    actions.end_seat(actor=as_(staff), seat=treasurer, reason="พ้นวาระ")
    assert queries.seats_in_force(treasurer.user) == []
    name, facts = last_event()
    assert (name, facts["reason"]) == ("seats.end", "พ้นวาระ")
    with refused("seat_over"):
        actions.end_seat(actor=as_(staff), seat=treasurer, reason="อีกครั้ง")


def test_a_seat_is_ended_by_the_office_above_only(world, staff, stranger, secretary, treasurer):
    with pytest.raises(OutOfArea):
        actions.end_seat(actor=as_(stranger), seat=treasurer, reason="x")
    with refused("seat_own"):
        actions.end_seat(actor=as_(staff), seat=staff, reason="x")
    with pytest.raises(NotAllowed):
        actions.end_seat(actor=as_(treasurer), seat=treasurer, reason="x")
    with refused("end_before_start"):
        actions.end_seat(actor=as_(staff), seat=treasurer, on=TODAY - timedelta(1), reason="x")
    assert queries.seats_in_force(treasurer.user) == [treasurer]


# ---------- cards ----------


def card_of(code: str) -> EntryCard:
    return entry.find_card(code=code, knock=entry.Knock("203.0.113.9"))


def use(seat: Seat, code: str, password: str = NEW, again: str | None = None) -> User:
    actor, card = as_(seat), card_of(code)
    return actions.use_card(
        actor=actor,
        user=card.user.at(actor),
        card=card,
        password=password,
        again=password if again is None else again,
    )


def test_a_card_opens_once_and_sets_the_password(world, staff, treasurer):
    card = actions.issue_card(actor=as_(staff), seat=treasurer)
    user = use(treasurer, card.code)
    assert check_password(NEW, user.password)
    with refused("card_used"):
        card_of(card.code)


def test_no_code_password_or_digest_stands_in_the_audit_trail(world, staff, treasurer, caplog):
    card = actions.issue_card(actor=as_(staff), seat=treasurer)
    user = use(treasurer, card.code)
    actor = as_(treasurer)
    actions.enrol_totp(actor=actor, user=user.at(actor))
    secret = entry.totp_secret(user, pending=True)
    actions.set_phone(actor=actor, user=user.at(actor), phone="0898765432")
    trail = " ".join(Payload.objects.values_list("body", flat=True)) + caplog.text
    plain = rules.read_card_code(card.code)
    for hidden in (
        card.code,
        plain,
        rules.digest_of(plain),
        NEW,
        user.password,
        secret,
        "0898765432",
        "898765432",
        user.phone_equality,
    ):
        assert hidden not in trail
    assert card.code not in repr(card)


def test_a_card_code_stands_nowhere_in_its_row(world, staff, treasurer):
    code = rules.read_card_code(actions.issue_card(actor=as_(staff), seat=treasurer).code)
    row = EntryCard.objects.values().get()
    assert code not in str(row)


def test_printing_twice_by_mistake_shows_no_second_code_and_keeps_the_card(world, staff, treasurer):
    card = actions.issue_card(actor=as_(staff), seat=treasurer, client_key="k")
    again = actions.issue_card(actor=as_(staff), seat=treasurer, client_key="k")
    assert (again.pk, again.code) == (card.pk, "")
    assert card_of(card.code).user == treasurer.user


def test_a_newer_card_withdraws_the_older(world, staff, treasurer):
    old = actions.issue_card(actor=as_(staff), seat=treasurer)
    actions.issue_card(actor=as_(staff), seat=treasurer)
    with refused("card_withdrawn"):
        card_of(old.code)


def test_a_card_is_good_for_thirty_days(world, staff, treasurer):
    card = actions.issue_card(actor=as_(staff), seat=treasurer)
    with clock.at("2026-12-22"):
        assert card_of(card.code)
    with clock.at("2026-12-24"), refused("card_over"):
        card_of(card.code)


def test_a_card_that_was_used_beside_us_sets_no_second_password(world, staff, treasurer):
    code = actions.issue_card(actor=as_(staff), seat=treasurer).code
    actor, card = as_(treasurer), card_of(code)
    use(treasurer, code)
    with refused("card_used"):
        actions.use_card(
            actor=actor, user=card.user.at(actor), card=card, password="อีกคนหนึ่งตั้งรหัส", again="อีกคนหนึ่งตั้งรหัส"
        )


@pytest.mark.parametrize(
    ("passwords", "code"),
    [
        (("สั้น", "สั้น"), "password_short"),
        (("treasurer1", "treasurer1"), "password_own"),
        ((NEW, NEW + "x"), "passwords_differ"),
    ],
)
def test_a_refused_password_leaves_the_card_good(staff, treasurer, passwords, code):
    card = actions.issue_card(actor=as_(staff), seat=treasurer)
    with refused(code):
        use(treasurer, card.code, *passwords)
    assert card_of(card.code)


def test_a_card_is_given_only_when_every_seat_of_the_user_is_below(
    world, staff, stranger, secretary, treasurer
):
    """Else the secretary of one tambon could take over a province by giving its clerk a card."""
    world.seat(world.fund, Role.CHAIR, "both")
    both = Seat.everywhere.get(user__login="both")
    actions.grant_seat(actor=Actor.system(), place=world.province, role=Role.PROVINCE, user=both.user)
    for act in (actions.issue_card, actions.clear_totp):
        with refused("user_elsewhere"):
            act(actor=as_(secretary), seat=both)
    for act in (actions.issue_card, actions.clear_totp):
        with refused("seat_own"):
            act(actor=as_(staff), seat=staff)
    with pytest.raises(OutOfArea):
        actions.issue_card(actor=as_(stranger), seat=treasurer)
    with pytest.raises(NotAllowed):
        actions.issue_card(actor=as_(treasurer), seat=treasurer)


def test_no_card_for_a_seat_that_is_over(world, staff, treasurer):
    actions.end_seat(actor=as_(staff), seat=treasurer, reason="พ้นวาระ")
    with refused("seat_over"):
        actions.issue_card(actor=as_(staff), seat=treasurer)


# ---------- one's own ----------


def test_a_user_changes_the_own_password_with_the_present_one(world, treasurer):
    actor = as_(treasurer)
    user = treasurer.user.at(actor)
    with refused("password_wrong"):
        actions.change_password(actor=actor, user=user, old="ไม่ใช่รหัสเดิมเลย", password=NEW, again=NEW)
    actions.change_password(actor=actor, user=user, old=PASSWORD, password=NEW, again=NEW)
    user.refresh_from_db()
    assert check_password(NEW, user.password)
    assert last_event() == (
        "seats.change_password",
        {
            "changes": [],
            "fields": ["must_change_password", "password"],
            "must_change_password": False,
            "user": str(user.pk),
        },
    )


def test_nobody_acts_on_another_users_account(world, treasurer, neighbour, staff):
    nation = world.seat(world.nation, Role.NATION, "nation")
    for other in (neighbour, staff, nation):
        actor = as_(other)
        with pytest.raises(OutOfArea):
            treasurer.user.at(actor)
        for act, facts in (
            (actions.change_password, {"old": PASSWORD, "password": NEW, "again": NEW}),
            (actions.set_phone, {"phone": "0812345678"}),
            (actions.set_language, {"language": "en"}),
            (actions.enrol_totp, {}),
            (actions.confirm_totp, {"code": "000000"}),
            (actions.drop_totp, {"old": PASSWORD}),
            (actions.name_device, {"name": "x", "token": "t"}),
        ):
            with pytest.raises(OutOfArea):
                act(actor=actor, user=treasurer.user, **facts)


def test_every_kind_of_seat_can_keep_its_own_account(world, staff):
    seats = [
        staff,
        world.seat(world.nation, Role.NATION, "national"),
        world.seat(world.region, Role.REGION, "region"),
        world.seat(world.zone, Role.COORDINATOR, "zone"),
        world.seat(world.district, Role.COORDINATOR, "district"),
        world.seat(world.council, Role.SECRETARY, "secretary"),
        world.seat(world.fund, Role.COLLECTOR, "collector"),
        world.seat(world.fund, Role.AUDITOR, "auditor"),
        world.seat(world.tambon, Role.AGENCY, "agency"),
    ]
    for seat in seats:
        actor = as_(seat)
        actions.set_language(actor=actor, user=seat.user.at(actor), language="en")
        assert User.objects.get(pk=seat.user_id).language == "en"


def test_only_two_languages(world, treasurer):
    actor = as_(treasurer)
    with refused("language_unknown"):
        actions.set_language(actor=actor, user=treasurer.user.at(actor), language="fr")


def test_a_phone_number_logs_in_and_is_kept_as_a_digest(world, treasurer):
    actor = as_(treasurer)
    actions.set_phone(actor=actor, user=treasurer.user.at(actor), phone="๐๘๑-๒๓๔-๕๖๗๘")
    row = User.objects.get(pk=treasurer.user_id)
    assert "234" not in row.phone_shown
    assert "0812345678" not in row.phone_equality
    assert entry.find_user("+66812345678") == row
    actions.set_phone(actor=actor, user=treasurer.user.at(actor), phone="")
    assert entry.find_user("0812345678") is None


# ---------- the second step ----------


def enrol(seat: Seat) -> str:
    actor = as_(seat)
    user = seat.user.at(actor)
    actions.enrol_totp(actor=actor, user=user)
    secret = entry.totp_secret(user, pending=True)
    actions.confirm_totp(actor=actor, user=user, code=rules.totp_code(secret, rules.step_of(clock.now())))
    return secret


def test_the_second_step_is_on_after_its_first_code(world, staff):
    secret = enrol(staff)
    row = User.objects.get(pk=staff.user_id)
    assert row.has_code
    assert entry.totp_secret(row) == secret
    assert secret.encode() not in bytes(row.totp_sealed)


def test_a_wrong_code_or_none_begun_switches_nothing_on(world, staff):
    actor = as_(staff)
    with refused("no_code_begun"):
        actions.confirm_totp(actor=actor, user=staff.user.at(actor), code="123456")
    actions.enrol_totp(actor=actor, user=staff.user.at(actor))
    with refused("wrong_code"):
        actions.confirm_totp(actor=actor, user=staff.user.at(actor), code="12345")
    assert not User.objects.get(pk=staff.user_id).has_code


def test_a_code_is_taken_once_even_the_one_that_switched_it_on(world, staff):
    secret, knock = enrol(staff), entry.Knock("203.0.113.9")
    code = rules.totp_code(secret, rules.step_of(clock.now()))
    user = User.objects.get(pk=staff.user_id)
    with refused("wrong_code"):
        entry.take_code(user=user, code=code, knock=knock)
    with clock.at(clock.now() + timedelta(seconds=30)):
        following = rules.totp_code(secret, rules.step_of(clock.now()))
        entry.take_code(user=user, code=following, knock=knock)
        with refused("wrong_code"):
            entry.take_code(user=User.objects.get(pk=staff.user_id), code=following, knock=knock)


def test_two_requests_cannot_both_take_one_code(world, staff):
    enrol(staff)
    one, other = User.objects.get(pk=staff.user_id), User.objects.get(pk=staff.user_id)
    step = one.totp_last_step + 1
    assert entry.take_step(one, step)
    assert not entry.take_step(other, step)


def test_the_province_cannot_drop_it_a_treasurer_can(world, staff, treasurer):
    for seat in (staff, treasurer):
        enrol(seat)
    with refused("code_needed"):
        actions.drop_totp(actor=as_(staff), user=staff.user.at(as_(staff)), old=PASSWORD)
    with refused("password_wrong"):
        actions.drop_totp(actor=as_(treasurer), user=treasurer.user.at(as_(treasurer)), old="x")
    actions.drop_totp(actor=as_(treasurer), user=treasurer.user.at(as_(treasurer)), old=PASSWORD)
    assert not User.objects.get(pk=treasurer.user_id).has_code


def test_the_office_above_clears_a_lost_second_step(world, staff, treasurer):
    enrol(treasurer)
    actions.clear_totp(actor=as_(staff), seat=treasurer, reason="โทรศัพท์หาย")
    assert not User.objects.get(pk=treasurer.user_id).has_code
    assert last_event()[1]["reason"] == "โทรศัพท์หาย"


# ---------- phones ----------


def test_a_phone_is_named_once_and_ended_by_its_owner_only(world, treasurer, neighbour):
    actor = as_(treasurer)
    mine = actions.name_device(actor=actor, user=treasurer.user.at(actor), name="Android", token="t" * 40)
    assert (
        actions.name_device(actor=actor, user=treasurer.user.at(actor), name="Android", token="t" * 40)
        == mine
    )
    other = as_(neighbour)
    with pytest.raises(OutOfArea):
        actions.end_device(actor=other, user=neighbour.user.at(other), device=mine)
    actions.end_device(actor=actor, user=treasurer.user.at(actor), device=mine)
    assert entry.known_device(treasurer.user, "t" * 40) is None
    with refused("device_nameless"):
        actions.name_device(actor=actor, user=treasurer.user.at(actor), name=" ", token="u" * 40)


def test_a_couple_may_share_a_phone(world, treasurer, neighbour):
    for seat in (treasurer, neighbour):
        actor = as_(seat)
        actions.name_device(actor=actor, user=seat.user.at(actor), name="Android", token="t" * 40)
    assert entry.known_device(treasurer.user, "t" * 40) != entry.known_device(neighbour.user, "t" * 40)


# ---------- a new book ----------


def test_a_new_book_has_its_first_administrator(world):
    code = actions.found_installation(province="19", login="admin.saraburi", name="ผู้ดูแลระบบ")
    seat = Seat.everywhere.get()
    assert (seat.role, seat.area) == (Role.PROVINCE, world.province)
    again = actions.found_installation(province="19", login="admin.saraburi", name="ผู้ดูแลระบบ")
    assert Seat.everywhere.count() == 1
    with refused("card_withdrawn"):
        card_of(code)
    assert card_of(again).user == seat.user


def test_a_new_book_of_the_nation_and_of_nowhere(world):
    actions.found_installation(province="", login="admin.nation", name="ผู้ดูแลระบบ")
    assert Seat.everywhere.get().role == Role.NATION
    with refused("no_such_province"):
        actions.found_installation(province="99", login="admin.nowhere", name="ผู้ดูแลระบบ")


def test_failures_are_no_facts_and_leave_after_a_day(world, treasurer):
    with refused("wrong_entry"):
        entry.enter(login="treasurer", password="x", knock=entry.Knock("203.0.113.9"))
    assert Failure.objects.count() == 1
    with clock.at(date(2026, 11, 25)), refused("wrong_entry"):
        entry.enter(login="treasurer", password="x", knock=entry.Knock("203.0.113.9"))
    assert Failure.objects.count() == 1
