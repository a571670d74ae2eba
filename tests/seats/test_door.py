from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.test import Client
from tests.seats.conftest import PASSWORD, as_, browser_of

from khabuan.access.actor import Role
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.seats import actions, entry, queries, rules
from khabuan.seats.models import Device, Failure, User

HERE = entry.Knock("203.0.113.9")


def enter(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post("/enter/", {"login": login, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def slip(login: str, knock: entry.Knock = HERE, password: str = "ไม่ใช่") -> str:
    with pytest.raises(Refused) as no:
        entry.enter(login=login, password=password, knock=knock)
    return no.value.code


# ---------- log-in ----------


def test_a_treasurer_enters_by_name_and_lands_where_wanted(client, treasurer):
    assert enter(client, " Treasurer ", next="/me/phone/").url == "/me/phone/"
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, treasurer):
    pages = [enter(client, login, "ไม่ใช่รหัสผ่าน") for login in ("treasurer", "nobody")]
    texts = [re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages]
    assert texts[0] == texts[1]
    assert {page.status_code for page in pages} == {422}
    assert not is_in(client)


def test_the_hasher_works_as_hard_for_an_unknown_name_and_before_the_first_card(
    treasurer, world, monkeypatch
):
    work = []
    hasher = hashers.get_hasher()
    real = type(hasher).encode
    monkeypatch.setattr(
        type(hasher), "encode", lambda *args, **more: (work.append(1), real(*args, **more))[1]
    )
    effort = {}
    world.seat(world.fund, Role.CHAIR, "cardless")
    User.objects.filter(login="cardless").update(password=hashers.make_password(None))
    for login in ("treasurer", "nobody", "cardless"):
        work.clear()
        slip(login)
        effort[login] = len(work)
    assert effort["treasurer"] == effort["nobody"] == effort["cardless"] > 0


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil"]
)
def test_the_door_leads_to_pages_of_this_site_only(client, treasurer, wanted):
    assert enter(client, "treasurer", next=wanted).url == "/"


def test_the_session_key_changes_at_the_door(client, treasurer):
    client.get("/enter/card/")
    session = client.session
    session["x"] = "1"
    session.save()
    client.cookies["khabuan"] = session.session_key
    enter(client, "treasurer")
    assert client.session.session_key != session.session_key


def test_a_user_who_was_switched_off_stays_out(client, treasurer):
    User.objects.update(is_active=False)
    assert enter(client, "treasurer").status_code == 422


def test_signed_in_pages_are_not_stored(client, treasurer):
    enter(client, "treasurer")
    assert client.get("/me/")["Cache-Control"] == "no-store"


def test_log_out_by_button_only(client, treasurer):
    enter(client, "treasurer")
    assert client.get("/leave/").status_code == 405
    assert is_in(client)
    client.post("/leave/")
    assert not is_in(client)


def test_the_language_of_the_user_comes_in_with_the_user(client, treasurer):
    User.objects.update(language="en")
    enter(client, "treasurer")
    assert "My account" in client.get("/me/").content.decode()


# ---------- the throttle ----------


def test_five_slips_are_free_then_the_log_in_waits_whoever_tries(world, treasurer):
    assert [slip("treasurer") for _ in range(7)] == ["wrong_entry"] * 5 + ["wait"] * 2
    assert slip("treasurer", entry.Knock("198.51.100.7")) == "wait"
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert entry.enter(login="treasurer", password=PASSWORD, knock=HERE) == treasurer.user


def test_waiting_tries_do_not_prolong_the_wait(treasurer):
    for _ in range(20):
        slip("treasurer")
    assert Failure.objects.count() == 5


def test_name_and_phone_of_one_user_share_their_slips(treasurer):
    actor = as_(treasurer)
    actions.set_phone(actor=actor, user=treasurer.user.at(actor), phone="0812345678")
    codes = [slip(login) for login in ("treasurer", "0812345678") for _ in range(3)]
    assert codes == ["wrong_entry"] * 5 + ["wait"]


def test_a_success_forgets_the_slips_before_it(client, treasurer):
    for _ in range(4):
        slip("treasurer")
    enter(client, "treasurer")
    assert is_in(client)
    assert Failure.objects.count() == 0


def test_a_village_on_one_address_is_not_locked_out_by_honest_slips(world):
    """Thirty people at a meeting, each with three wrong tries, then the right one."""
    people = [world.seat(world.fund, Role.COLLECTOR, f"person-{n}") for n in range(30)]
    for seat in people:
        assert [slip(seat.user.login) for _ in range(3)] == ["wrong_entry"] * 3
    for seat in people:
        client = Client(REMOTE_ADDR=HERE.address)
        enter(client, seat.user.login)
        assert is_in(client)


def test_an_address_that_tries_many_names_waits_and_others_do_not(treasurer):
    codes = [slip(f"guess-{n}") for n in range(rules.ADDRESS_LOGINS + 1)]
    assert codes == ["wrong_entry"] * rules.ADDRESS_LOGINS + ["wait"]
    assert slip("treasurer", password=PASSWORD) == "wait"
    assert entry.enter(login="treasurer", password=PASSWORD, knock=entry.Knock("198.51.100.7"))
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert entry.enter(login="treasurer", password=PASSWORD, knock=HERE)


def test_strangers_do_not_lock_the_owner_out_of_the_own_phone(client, treasurer):
    enter(client, "treasurer", is_my_phone="on")
    client.post("/leave/")
    for _ in range(6):
        slip("treasurer")
    assert enter(Client(), "treasurer").status_code == 422
    enter(client, "treasurer")
    assert is_in(client)


def test_a_stolen_phone_waits_by_itself(client, treasurer):
    enter(client, "treasurer", is_my_phone="on")
    client.post("/leave/")
    for _ in range(6):
        enter(client, "treasurer", "ไม่ใช่")
    assert enter(client, "treasurer").status_code == 422
    other = Client()
    enter(other, "treasurer")
    assert is_in(other)


def test_wrong_card_codes_wait_by_address_but_log_in_goes_on(treasurer):
    def try_card(knock: entry.Knock) -> str:
        with pytest.raises(Refused) as no:
            entry.find_card(code="0000-0000-0000-0000", knock=knock)
        return no.value.code

    codes = [try_card(HERE) for _ in range(rules.ADDRESS_CARDS + 1)]
    assert codes == ["card_wrong"] * rules.ADDRESS_CARDS + ["wait"]
    assert try_card(entry.Knock("198.51.100.7")) == "card_wrong"
    assert entry.enter(login="treasurer", password=PASSWORD, knock=HERE)


def test_what_was_typed_is_not_kept(treasurer):
    slip("รหัสผ่านในช่องผิด")
    row = str(Failure.objects.values().get())
    assert "รหัส" not in row
    assert HERE.address not in row


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("", "", ""),
    ],
)
def test_which_address_is_counted(remote, forwarded, address):
    assert entry.address_of(remote, forwarded) == address


# ---------- cards ----------


def test_first_entry_by_card_without_a_password(client, world, staff):
    seat = actions.grant_seat(
        actor=as_(staff), place=world.fund, role="treasurer", login="fresh", name="เหรัญญิกทดสอบ 05"
    )
    printed = actions.issue_card(actor=as_(staff), seat=seat)
    assert client.post("/enter/card/", {"code": printed.code}).url == "/enter/card/password/"
    page = client.get("/enter/card/password/").content.decode()
    assert "เหรัญญิกทดสอบ 05" in page
    assert printed.code not in page
    client.post("/enter/card/password/", {"password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"})
    assert is_in(client)
    other = Client()
    enter(other, "fresh", "ฝนตกที่แก่งคอย")
    assert is_in(other)


def test_the_password_page_needs_a_card_shown_a_moment_ago(client, staff, treasurer):
    assert client.get("/enter/card/password/").url == "/enter/card/"
    printed = actions.issue_card(actor=as_(staff), seat=treasurer)
    client.post("/enter/card/", {"code": printed.code})
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert (
            client.post("/enter/card/password/", {"password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"}).url
            == "/enter/card/"
        )


def test_using_a_card_ends_every_session_of_the_user(client, staff, treasurer):
    phone = Client()
    enter(phone, "treasurer", is_my_phone="on")
    assert is_in(phone)
    printed = actions.issue_card(actor=as_(staff), seat=treasurer)
    assert is_in(phone)
    client.post("/enter/card/", {"code": printed.code})
    client.post("/enter/card/password/", {"password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"})
    assert is_in(client)
    assert not is_in(phone)


def test_a_card_does_not_get_round_the_second_step(client, world, staff):
    nation = world.seat(world.nation, Role.NATION, "national")
    totp(staff)
    printed = actions.issue_card(actor=as_(nation), seat=staff)
    client.post("/enter/card/", {"code": printed.code})
    client.post("/enter/card/password/", {"password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"})
    assert not is_in(client)
    assert client.get("/me/").url.startswith("/enter/code/")


def test_a_card_without_a_seat_opens_nothing(client, staff, treasurer):
    printed = actions.issue_card(actor=as_(staff), seat=treasurer)
    actions.end_seat(actor=as_(staff), seat=treasurer, reason="พ้นวาระ")
    client.post("/enter/card/", {"code": printed.code})
    assert (
        client.post("/enter/card/password/", {"password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"}).status_code
        == 422
    )


# ---------- sessions ----------


def later(client: Client, **much: float) -> bool:
    with clock.at(clock.now() + timedelta(**much)):
        return is_in(client)


def test_a_shared_browser_is_closed_after_half_an_hour_of_rest(client, treasurer):
    enter(client, "treasurer")
    assert client.cookies["khabuan"]["max-age"] == ""
    assert later(client, minutes=29)
    assert later(client, minutes=58)
    assert not later(client, minutes=89)
    assert not is_in(client)


def test_the_own_phone_stays_in_for_sixty_days_of_rest(client, treasurer):
    enter(client, "treasurer", is_my_phone="on")
    assert client.cookies["khabuan"]["max-age"] == 60 * 86400
    assert client.cookies["khabuan_phone"]["httponly"]
    assert later(client, days=59)
    assert later(client, days=110)
    assert not later(client, days=171)


def test_a_phone_that_was_ended_is_out_at_its_next_click(client, treasurer):
    enter(client, "treasurer", is_my_phone="on")
    desk = Client()
    enter(desk, "treasurer")
    desk.post(f"/me/phones/{Device.objects.get().pk}/end/")
    assert not is_in(client)
    assert is_in(desk)


def test_a_seat_that_ended_is_out_at_the_next_click(client, staff, treasurer):
    enter(client, "treasurer")
    actions.end_seat(actor=as_(staff), seat=treasurer, reason="พ้นวาระ")
    assert client.get("/me/").url.startswith("/enter/nowhere/")
    assert client.get("/enter/nowhere/").status_code == 403


def test_a_seat_begins_and_ends_on_its_days(world, staff):
    seat = world.seat(
        world.fund,
        Role.TREASURER,
        "later",
        since=clock.today() + timedelta(1),
        until=clock.today() + timedelta(3),
    )
    days = [bool(queries.seats_in_force(seat.user, clock.today() + timedelta(n))) for n in range(4)]
    assert days == [False, True, True, False]


def test_changing_the_password_ends_all_other_sessions(client, treasurer):
    other = Client()
    enter(other, "treasurer")
    enter(client, "treasurer")
    client.post("/me/password/", {"old": PASSWORD, "password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"})
    assert is_in(client)
    assert not is_in(other)


def test_guessing_the_present_password_from_an_open_session_is_throttled(client, treasurer):
    enter(client, "treasurer")
    for _ in range(5):
        client.post("/me/password/", {"old": "ไม่ใช่", "password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"})
    page = client.post("/me/password/", {"old": PASSWORD, "password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"})
    assert page.status_code == 422


def test_a_password_that_must_change_keeps_everything_else_shut(client, treasurer):
    User.objects.update(must_change_password=True)
    enter(client, "treasurer")
    assert client.get("/me/").url.startswith("/me/password/")
    client.post("/me/password/", {"old": PASSWORD, "password": "ฝนตกที่แก่งคอย", "again": "ฝนตกที่แก่งคอย"})
    assert is_in(client)


def test_who_holds_several_seats_chooses_and_may_change(client, world, treasurer, staff):
    actions.grant_seat(actor=as_(staff), place=world.next_fund, role=Role.COLLECTOR, user=treasurer.user)
    enter(client, "treasurer")
    assert client.get("/me/").url.startswith("/enter/seat/")
    client.post("/enter/seat/", {"seat": "999"})
    assert not is_in(client)
    client.post("/enter/seat/", {"seat": str(treasurer.pk)})
    assert client.get("/me/").wsgi_request.seat == treasurer


def test_nobody_chooses_a_seat_of_another(client, world, treasurer, neighbour, staff):
    actions.grant_seat(actor=as_(staff), place=world.fund, role=Role.COLLECTOR, user=treasurer.user)
    enter(client, "treasurer")
    client.post("/enter/seat/", {"seat": str(neighbour.pk)})
    assert not is_in(client)


# ---------- the second step ----------


def totp(seat) -> str:
    """Switch the second step on an hour ago; its secret."""
    with clock.at(clock.now() - timedelta(hours=1)):
        actor = as_(seat)
        user = seat.user.at(actor)
        actions.enrol_totp(actor=actor, user=user)
        secret = entry.totp_secret(user, pending=True)
        actions.confirm_totp(actor=actor, user=user, code=code_now(secret))
    return secret


def code_now(secret: str) -> str:
    return rules.totp_code(secret, rules.step_of(clock.now()))


def test_a_province_seat_sets_up_the_second_step_at_its_first_entry(client, staff):
    assert enter(client, "staff").url.startswith("/me/code/")
    assert client.get("/me/").url.startswith("/me/code/")
    client.post("/me/code/")
    page = client.get("/me/code/confirm/").content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = entry.totp_secret(User.objects.get(), pending=True)
    assert client.post("/me/code/confirm/", {"code": "000000"}).status_code == 422
    client.post("/me/code/confirm/", {"code": code_now(secret), "next": "/me/"})
    assert is_in(client)


def test_a_province_seat_enters_with_password_and_code(client, staff):
    secret = totp(staff)
    assert enter(client, "staff").url.startswith("/enter/code/")
    for page in ("/me/", "/me/password/", "/me/code/", "/me/code/confirm/", "/seats/", "/me/code/drop/"):
        assert client.get(page).url.startswith("/enter/code/"), page
    client.post("/enter/code/", {"code": code_now(secret)})
    assert is_in(client)


def test_the_second_step_cannot_be_set_up_anew_by_password_alone(client, staff):
    totp(staff)
    before = User.objects.get().totp_sealed
    enter(client, "staff")
    client.post("/me/code/", {"old": PASSWORD})
    row = User.objects.get()
    assert row.totp_pending is None
    assert row.totp_sealed == before


def test_codes_are_throttled_and_the_password_does_not_reset_the_count(client, staff):
    secret = totp(staff)
    for _ in range(3):
        enter(client, "staff")
        client.post("/enter/code/", {"code": "000000"})
        client.post("/leave/")
    enter(client, "staff")
    assert client.post("/enter/code/", {"code": code_now(secret)}).status_code in (302, 422)
    assert not is_in(client)


def test_a_phone_is_named_only_after_the_second_step(client, staff):
    secret = totp(staff)
    enter(client, "staff", is_my_phone="on")
    assert not Device.objects.exists()
    client.post("/enter/code/", {"code": code_now(secret)})
    assert Device.objects.get().user == staff.user


def test_a_treasurer_needs_no_second_step_but_is_asked_once_it_is_on(client, treasurer):
    enter(client, "treasurer")
    assert is_in(client)
    totp(treasurer)
    other = Client()
    enter(other, "treasurer")
    assert not is_in(other)


def test_the_demo_asks_nobody_to_set_up_a_second_step(client, staff, settings):
    settings.IS_DEMO = True
    enter(client, "staff")
    assert is_in(client)


def test_browser_of_is_in(staff, treasurer):
    assert is_in(browser_of(staff))
    assert is_in(browser_of(treasurer))
