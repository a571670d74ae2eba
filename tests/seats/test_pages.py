from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.seats.conftest import as_, browser_of

from khabuan.access.actor import Actor, Role
from khabuan.core import clock, offers
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.queries.finding import own_group
from khabuan.seats import actions, queries
from khabuan.seats.models import EntryCard, Seat, User

OPEN = ("/enter/", "/enter/card/", "/who-may-do-what/")
OWN = (
    "/me/",
    "/me/password/",
    "/me/phone/",
    "/me/pin/",
    "/me/language/",
    "/me/code/",
    "/me/code/drop/",
    "/enter/seat/",
)
DESK = ("/seats/", "/seats/grant/")


@pytest.mark.parametrize("address", OPEN)
def test_anybody_opens_the_door(client, treasurer, address):
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_door_of_a_new_book_leads_to_its_set_up(client):
    assert client.get("/enter/").headers["Location"] == "/setup/"


@pytest.mark.parametrize(
    "address", [*OWN, *DESK, "/seats/1/", "/seats/1/card/", "/seats/1/end/", "/seats/1/clear-code/"]
)
@pytest.mark.django_db
def test_who_is_signed_out_is_sent_to_the_door(client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/enter/?next=")
    assert client.post(address).url == "/enter/"


@pytest.mark.parametrize("address", OWN)
def test_every_seat_opens_its_own_account(treasurer, address):
    assert browser_of(treasurer).get(address).status_code == 200


@pytest.mark.parametrize("address", DESK)
def test_the_desk_is_for_offices_that_give_seats(staff, secretary, treasurer, address):
    assert browser_of(staff).get(address).status_code == 200
    assert browser_of(secretary).get(address).status_code == 200
    assert browser_of(treasurer).get(address).status_code == 403


@pytest.fixture
def cast(staff: Seat, secretary: Seat, stranger: Seat, neighbour: Seat, treasurer: Seat) -> list[Seat]:
    return [staff, secretary, stranger, neighbour, treasurer]


@pytest.mark.parametrize("ending", ["", "card/", "end/", "clear-code/"])
def test_a_seat_is_kept_from_above_not_from_beside_or_elsewhere(cast, treasurer, ending):
    address = f"/seats/{treasurer.pk}/{ending}"
    seen = {seat.user.login: browser_of(seat).get(address).status_code for seat in cast}
    assert seen == {"staff": 200, "secretary": 200, "stranger": 404, "neighbour": 404, "treasurer": 403}
    sent = {seat.user.login: browser_of(seat).post(address).status_code for seat in cast[2:]}
    assert sent == {"stranger": 404, "neighbour": 404, "treasurer": 403}
    assert not EntryCard.objects.exists()


def test_the_list_shows_seats_below_only(staff, secretary, treasurer, neighbour, stranger):
    def names(seat: Seat, query: str = "") -> set[str]:
        page = browser_of(seat).get(f"/seats/{query}").context["page"]
        return {row.user.login for row in page}

    assert names(staff) == {"secretary", "treasurer", "neighbour"}
    assert names(secretary) == {"treasurer"}
    assert names(staff, "?role=secretary") == {"secretary"}
    assert names(staff, "?words=neigh") == {"neighbour"}
    assert names(staff, "?state=ended") == set()
    assert names(staff, "?state=never") == {"treasurer", "neighbour"}  # the secretary has just been in
    assert names(staff, "?state=nonsense&role=nonsense") == {"secretary", "treasurer", "neighbour"}


def test_the_nation_sees_all_seats_below(world, staff, stranger, treasurer):
    nation = world.seat(world.nation, Role.NATION, "national")
    assert set(queries.seats_below(as_(nation), queries.SeatFilter())) == {staff, stranger, treasurer}
    assert nation not in queries.seats_below(as_(nation), queries.SeatFilter())


def test_the_list_asks_no_more_with_more_seats(world, staff, treasurer):
    browser, asked = browser_of(staff), []
    for at in range(12):
        with CaptureQueriesContext(connection) as queries_made:
            browser.get("/seats/")
        asked.append(len(queries_made))
        world.seat(world.fund, Role.COLLECTOR, f"collector-{at}")
    assert asked[1] == asked[-1]


def test_giving_a_seat_and_printing_the_card(world, staff):
    browser = browser_of(staff)
    found = browser.get("/seats/grant/?q=กองทุน").content.decode()
    assert f"organisation%3A{world.fund.pk}" in found
    address = f"/seats/grant/?at=organisation:{world.fund.pk}"
    key = browser.get(address).context["client_key"]
    facts = {
        "role": "treasurer",
        "name": "เหรัญญิกทดสอบ 07",
        "login": "seven",
        "client_key": key,
        "until": "31/12/2570",
    }
    answer = browser.post(address, facts)
    seat = Seat.everywhere.get(user__login="seven")
    assert answer.url == f"/seats/{seat.pk}/card/"
    assert str(seat.last_day) == "2027-12-31"
    assert browser.post(address, facts).url == answer.url
    key = browser.get(answer.url).context["client_key"]
    assert not EntryCard.objects.exists()
    sheet = browser.post(answer.url, {"client_key": key})
    code = re.search(r"\d{4}-\d{4}-\d{4}-\d{4}", sheet.content.decode())
    assert code
    assert sheet["Cache-Control"] == "no-store"
    again = browser.post(answer.url, {"client_key": key}).content.decode()
    assert not re.search(r"\d{4}-\d{4}-\d{4}-\d{4}", again)
    assert EntryCard.objects.count() == 1
    assert Client().post("/enter/card/", {"code": code[0]}).url == "/enter/card/password/"


def test_a_slip_in_the_form_stands_beside_its_field(world, staff, stranger):
    page = browser_of(staff).post(
        f"/seats/grant/?at=organisation:{world.fund.pk}",
        {"role": "treasurer", "name": "x", "login": "stranger"},
    )
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["login"]


def test_places_that_are_not_ours_have_no_form(world, staff, secretary):
    for at in (
        f"area:{world.elsewhere.pk}",
        f"group:{world.region.pk}",
        "area:999",
        "user:1",
        "area:x",
        "area",
    ):
        assert browser_of(staff).get(f"/seats/grant/?at={at}").status_code == 404, at
    assert browser_of(secretary).get(f"/seats/grant/?at=organisation:{world.next_fund.pk}").status_code == 404
    assert browser_of(secretary).get(f"/seats/grant/?at=organisation:{world.council.pk}").status_code == 403


def test_a_further_seat_by_page_needs_the_user_in_sight(world, staff, stranger, treasurer):
    address = f"/seats/grant/?at=organisation:{world.fund.pk}&user="
    assert browser_of(staff).get(f"{address}{stranger.user_id}").status_code == 404
    browser_of(staff).post(f"{address}{treasurer.user_id}", {"role": "chair", "client_key": "1"})
    assert {seat.role for seat in queries.seats_in_force(treasurer.user)} == {"treasurer", "chair"}


def test_ending_a_seat_needs_a_reason(staff, treasurer):
    browser = browser_of(staff)
    assert browser.post(f"/seats/{treasurer.pk}/end/", {}).status_code == 422
    assert browser.post(f"/seats/{treasurer.pk}/end/", {"reason": "พ้นวาระ"}).url == "/seats/"
    assert queries.seats_in_force(treasurer.user) == []
    assert browser.get(f"/seats/{treasurer.pk}/").status_code == 200


def test_the_phone_language_and_second_step_pages_work(treasurer):
    browser = browser_of(treasurer)
    browser.post("/me/phone/", {"phone": "081 234 5678"})
    browser.post("/me/language/", {"language": "en"})
    row = User.objects.get()
    assert row.phone_shown.endswith("5678")
    assert row.language == "en"
    assert browser.post("/me/phone/", {"phone": "12"}).status_code == 422
    assert browser.post("/me/language/", {"language": "fr"}).status_code == 422


def test_nobody_ends_anothers_phone(treasurer, neighbour):
    actor = as_(treasurer)
    device = actions.name_device(actor=actor, user=treasurer.user.at(actor), name="Android", token="t" * 40)
    assert browser_of(neighbour).post(f"/me/phones/{device.pk}/end/").status_code == 404
    assert browser_of(treasurer).get(f"/me/phones/{device.pk}/end/").status_code == 405


def test_the_page_of_offices_is_printed_from_the_policy(client, db):
    page = client.get("/who-may-do-what/")
    acts = [row for _title, rows in page.context["parts"] for row in rows]
    assert len(acts) > 20
    assert all(len(allowed) == len(page.context["offices"]) for _words, allowed in acts)


def test_an_htmx_request_is_sent_to_the_door_as_a_page(client, db):
    answer = client.get("/me/", HTTP_HX_REQUEST="true")
    assert answer["HX-Redirect"].startswith("/enter/")


# ---------- who an actor is ----------


def test_the_zone_of_today_and_of_last_year(world):
    seat = world.seat(world.zone, Role.COORDINATOR, "zone")
    reach = {
        day: [span.low for span in queries.actor_of(seat, day).spans]
        for day in (clock.today(), clock.today().replace(year=2025))
    }
    assert list(reach.values()) == [["19.01."], ["19.02."]]


def test_a_coordinator_records_for_the_zone_s_own_group_though_it_stands_at_the_province(world):
    facts = {
        "actor": Actor.system(),
        "area": world.province,
        "kind": "working_group",
        "own": {"function": "coordinates"},
    }
    own = add_organisation(**facts, name="คณะทำงานโซนเหนือ", group=world.zone)
    other = add_organisation(**facts, name="คณะทำงานจังหวัดทดสอบ")
    seat = world.seat(world.zone, Role.COORDINATOR, "zone")
    actor = as_(seat)
    assert actor.reaches(own.node)
    assert not actor.reaches(other.node)
    assert own_group(actor) == own
    client = browser_of(seat)
    for where in ("/gatherings/choose/", "/meetings/choose/"):
        assert 'value="คณะทำงานโซนเหนือ"' in client.get(where).content.decode()
    assert client.get(f"/meetings/of/{own.pk}/call/").status_code == 200
    assert client.get(f"/gatherings/of/{own.pk}/add/").status_code == 200
    assert client.get(f"/gatherings/of/{other.pk}/add/").status_code == 404


def test_a_secretary_reaches_council_and_tambon_a_treasurer_the_fund_only(world, secretary, treasurer):
    assert [span.low for span in as_(secretary).spans] == [world.council.node, "19.01.05."]
    assert [span.low for span in as_(treasurer).spans] == [world.fund.node]
    assert not as_(treasurer).reaches(world.council.node)
    assert as_(treasurer).upline >= {"19.", "19.01.", "19.01.05."}


# ---------- duties ----------


def test_unused_cards_and_ending_seats_are_due_at_the_desk(world, staff, treasurer, neighbour, stranger):
    cards, ending = offers.duty_sources["seats.cards"], offers.duty_sources["seats.ending"]
    actions.issue_card(actor=as_(staff), seat=treasurer)
    actions.end_seat(
        actor=as_(staff), seat=neighbour, on=clock.today().replace(month=12, day=1), reason="ครบวาระ"
    )
    assert (cards.count(as_(staff), clock.today()), ending.count(as_(staff), clock.today())) == (0, 1)
    assert ending.due(as_(staff), clock.today(), 5)[0].path == f"/seats/{neighbour.pk}/"
    assert ending.count(as_(stranger), clock.today()) == ending.count(as_(treasurer), clock.today()) == 0
    assert ending.count(Actor.public(), clock.today()) == cards.count(Actor.public(), clock.today()) == 0
    with clock.at("2026-12-08"):
        assert [duty.path for duty in cards.due(as_(staff), clock.today(), 5)] == [f"/seats/{treasurer.pk}/"]
        assert cards.count(as_(stranger), clock.today()) == 0
        card = EntryCard.objects.get()
        actions.use_card(
            actor=as_(treasurer),
            user=treasurer.user.at(as_(treasurer)),
            card=card,
            password="ฝนตกที่แก่งคอย",
            again="ฝนตกที่แก่งคอย",
        )
        assert cards.count(as_(staff), clock.today()) == 0
