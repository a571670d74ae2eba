"""The API's door: keys of seats, who sees what through them, the four kinds of no, and replays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker
from tests.cast import Cast
from tests.databases import make_identity_key

from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.registry.models import Registration
from khabuan.seats import actions, queries, rules
from khabuan.seats.models import Seat, Token

V1 = "/api/v1"


@dataclass
class Door:
    """The cast, and calls with the key of one of them."""

    cast: Cast
    keys: dict[str, Token] = field(default_factory=dict)

    def key(self, persona: str) -> Token:
        if persona not in self.keys:
            seat = Seat.everywhere.get(user=self.cast.users[persona])
            actor = queries.actor_of(seat)
            self.keys[persona] = actions.make_token(actor=actor, seat=seat, name="โปรแกรมทดสอบ", days=30)
        return self.keys[persona]

    def get(self, persona: str, path: str, **headers: str) -> Any:
        return Client().get(
            V1 + path, headers={"Authorization": f"Bearer {self.key(persona).code}", **headers}
        )

    def post(self, persona: str, path: str, facts: dict[str, Any], key: str = "k1") -> Any:
        headers = {"Authorization": f"Bearer {self.key(persona).code}", "Idempotency-Key": key}
        return Client().post(V1 + path, facts, content_type="application/json", headers=headers)

    def council(self) -> str:
        return f"/organisations/{self.cast.ids['organisation.pk']}"

    def person(self) -> str:
        return f"/people/{self.cast.ids['person.pk']}"


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Built once; what a test does to it is taken back with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_identity_key()
        yield Cast()
        transaction.set_rollback(True)


@pytest.fixture
def door(cast: Cast, db: None) -> Door:
    return Door(cast)


def test_a_seat_that_reads_no_persons_gets_the_names_of_offices_and_no_keys(door: Door) -> None:
    def holder(persona: str) -> Any:
        return door.get(persona, door.council()).json()["posts"][0]["holders"][0]

    assert "กรรมการทดสอบ" in holder("auditor")["person"]["name"]
    assert holder("auditor")["person"]["id"]
    assert holder("agency")["person"] == {"id": None, "name": holder("auditor")["person"]["name"]}
    assert holder("agency")["appointment"]


STATUS = {
    "organisation": {
        "province_staff": 200,
        "chair_a": 200,
        "keeper_b": 404,
        "elsewhere_staff": 404,
        "agency": 200,
        "auditor": 200,
    },
    "person": {
        "province_staff": 200,
        "chair_a": 200,
        "keeper_b": 404,
        "elsewhere_staff": 404,
        "agency": 403,
        "auditor": 200,
    },
    "coverage": {
        "province_staff": 200,
        "chair_a": 200,
        "keeper_b": 404,
        "elsewhere_staff": 404,
        "auditor": 200,
    },
    "area": {"province_staff": 200, "keeper_b": 200, "elsewhere_staff": 200, "agency": 200},
}


@pytest.mark.parametrize(("what", "persona"), [(what, who) for what, row in STATUS.items() for who in row])
def test_a_key_opens_what_its_seat_opens(door: Door, what: str, persona: str) -> None:
    tambon = door.cast.country.tambon_a.code
    paths = {
        "organisation": door.council(),
        "person": door.person(),
        "coverage": f"/areas/{tambon}/coverage",
        "area": f"/areas/{tambon}",
    }
    assert door.get(persona, paths[what]).status_code == STATUS[what][persona]


def test_lists_hold_only_what_is_in_sight(door: Door) -> None:
    assert door.get("province_staff", "/people").json()["count"] > 1
    assert door.get("elsewhere_staff", "/people").json()["items"] == []
    in_a = {one["id"] for one in door.get("chair_a", "/people").json()["items"]}
    own_members = {one["id"] for one in door.get("keeper_b", "/people").json()["items"]}
    assert in_a
    assert not in_a & own_members  # the neighbour sees the members of the own fund, and nobody else
    assert door.get("elsewhere_staff", "/organisations").json()["items"] == []


def test_no_number_that_identifies_leaves_by_this_door(door: Door) -> None:
    for path in (door.person(), "/people", door.council()):
        body = door.get("province_staff", path).content.decode()
        assert "9000000000015" not in body
        assert "identit" not in body


def test_nobody_is_asked_who_they_are_in_their_language(db: None) -> None:
    thai = Client().get(f"{V1}/me")
    english = Client().get(f"{V1}/me", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert (thai.status_code, thai["Content-Type"]) == (401, "application/problem+json")
    assert thai["WWW-Authenticate"].startswith("Bearer")
    assert thai.json()["title"] != english.json()["title"] == "Who asks?"


@pytest.mark.parametrize("how", ["wrong", "ended", "over", "seat_over", "inactive", "forced"])
def test_a_key_that_is_no_more_opens_nothing(door: Door, how: str) -> None:
    token = door.key("province_staff")
    assert door.get("province_staff", "/me").status_code == 200
    user = door.cast.users["province_staff"]
    if how == "wrong":
        token.code += "x"
    elif how == "ended":
        actor = queries.actor_of(token.seat)
        actions.end_token(actor=actor, seat=token.seat, token=token)
    elif how == "over":
        Token.objects.filter(pk=token.pk).update(until=clock.today())
    elif how == "seat_over":
        actions.end_seat(
            actor=queries.actor_of(Seat.everywhere.get(user=door.cast.users["nation"])), seat=token.seat
        )
    elif how == "inactive":
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    else:
        type(user).objects.filter(pk=user.pk).update(must_change_password=True)
    assert door.get("province_staff", "/me").status_code == 401


def test_guessing_keys_is_throttled(db: None) -> None:
    answers = [
        Client().get(f"{V1}/me", headers={"Authorization": f"Bearer khb_{number}"}).status_code
        for number in range(rules.ADDRESS_CARDS + 1)
    ]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {401}


def test_a_key_is_kept_as_a_digest_and_made_for_one_s_own_seat_only(door: Door) -> None:
    token = door.key("province_staff")
    kept = Token.objects.get(pk=token.pk)
    assert (kept.code, kept.digest) == ("", rules.digest_of(token.code))
    assert kept.until == clock.today() + timedelta(days=30)
    other = Seat.everywhere.get(user=door.cast.users["chair_a"])
    with pytest.raises(OutOfArea):
        actions.make_token(actor=queries.actor_of(token.seat), seat=other, name="ของคนอื่น", days=30)


def test_a_session_reads_and_does_not_write(door: Door) -> None:
    client = door.cast.client("province_staff")
    assert client.get(V1 + door.council()).status_code == 200
    facts = {"step": "renewed", "on": "2026-11-01"}
    answer = client.post(
        f"{V1}{door.council()}/registrations",
        facts,
        content_type="application/json",
        headers={"Idempotency-Key": "1"},
    )
    assert answer.status_code == 401


def test_a_write_is_taken_once_and_its_replay_gets_the_same_answer(door: Door) -> None:
    before, path = Registration.everywhere.count(), f"{door.council()}/registrations"
    facts = {"step": "renewed", "on": "2026-11-01", "receiver": "กำนัน"}
    first, again = door.post("province_staff", path, facts), door.post("province_staff", path, facts)
    assert first.status_code == again.status_code == 201, first.content
    assert first.json() == again.json()
    assert Registration.everywhere.count() == before + 1
    other = door.post("province_staff", path, {**facts, "receiver": "นายอำเภอ"})
    assert (other.status_code, other.json()["code"]) == (409, "replay_conflict")
    assert door.post("province_staff", path, facts, key="").json()["field"] == "Idempotency-Key"


@pytest.mark.parametrize(
    ("persona", "status", "code"),
    [
        ("keeper_b", 404, "not_found"),
        ("elsewhere_staff", 404, "not_found"),
        ("auditor", 403, "not_allowed"),
        ("agency", 403, "not_allowed"),
    ],
)
def test_a_write_beyond_one_s_office_or_area_is_a_no(
    door: Door, persona: str, status: int, code: str
) -> None:
    answer = door.post(persona, f"{door.council()}/registrations", {"step": "renewed"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_rule_s_no_names_the_field(door: Door) -> None:
    answer = door.post(
        "province_staff", f"{door.council()}/registrations", {"step": "renewed", "on": "2199-01-01"}
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "on")
    assert door.get("province_staff", "/areas/19/coverage?on=2569").json()["field"] == "on"


@pytest.mark.parametrize(
    ("field", "value"),
    [("entitled", False), ("entitled", "12"), ("present", 1.5), ("agreed", -1), ("recieved_by", "กำนัน")],
)
def test_what_is_not_as_described_is_refused_by_its_name_and_nothing_is_kept(
    door: Door, field: str, value: object
) -> None:
    before = Registration.everywhere.count()
    facts = {"step": "renewed", "on": "2026-11-01", field: value}
    answer = door.post("province_staff", f"{door.council()}/registrations", facts)
    assert (answer.status_code, answer.json()["field"].rpartition(".")[2]) == (422, field)
    assert Registration.everywhere.count() == before


def test_a_whole_number_written_with_a_point_is_the_number(door: Door) -> None:
    facts = {"step": "agreed", "on": "2023-11-01", "present": 31.0, "agreed": 30}
    answer = door.post("province_staff", f"{door.council()}/registrations", facts)
    assert (answer.status_code, answer.json()["present"]) == (201, 31)


def test_a_step_says_what_is_not_known_and_follows_the_order(door: Door) -> None:
    path = f"{door.council()}/registrations"
    bare = door.post("province_staff", path, {"step": "changed", "on": "2025-11-01"})
    assert (bare.status_code, bare.json()["field"]) == (422, "receiver")
    said = {"step": "changed", "on": "2025-11-01", "unknown": ["receiver"]}
    assert door.post("province_staff", path, said, "k4").status_code == 201
    again = {"step": "registered", "on": "2025-11-01", "number": "2", "receiver": "กำนัน"}
    assert door.post("province_staff", path, again, "k2").status_code == 422
    end = {"step": "dissolved", "on": "2025-11-01", "note": "เลิก"}
    assert door.post("chair_a", path, end).status_code == 403
    assert (
        door.post("province_staff", path, {"step": "changed", "unknown": ["nothing"]}, "k3").status_code
        == 422
    )


def test_the_description_and_its_page_are_open_and_need_no_script(db: None) -> None:
    described = Client().get(f"{V1}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    page = Client().get(f"{V1}/docs/")
    assert page.status_code == 200
    for path in described["paths"]:
        assert path in page.content.decode()
