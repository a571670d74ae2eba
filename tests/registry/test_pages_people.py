"""The pages of people: who may open what, numbers that stay covered, doubles, proposals, search."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.registry.conftest import World

from khabuan.access.actor import Actor
from khabuan.audit.models import Event, IdentityRead, Payload
from khabuan.core.thai import CitizenNumber
from khabuan.files.models import Attachment
from khabuan.places.labels import label
from khabuan.registry.actions import people as actions
from khabuan.registry.actions.organisations import record_registration
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import (
    Identity,
    LikelyBodies,
    LikelyPair,
    Merge,
    NotTheSame,
    Organisation,
    Person,
    Post,
    Proposal,
)

SYSTEM = Actor.system()
PLANTED = CitizenNumber.for_test(190_500_046).digits
SHOWN = CitizenNumber.parse(PLANTED).shown


@contextmanager
def sitting(actor: Actor) -> Iterator[Client]:
    """A browser in which this seat is signed in, without the door in front of it."""
    from khabuan.seats.middleware import Arrival, Seated

    def seated(self: Seated, request: Any) -> Any:
        request.arrival, request.seat, request.actor = Arrival(gate=""), None, actor
        return self.get_response(request)

    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise warns without
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Seated, "__call__", seated)
        yield Client(raise_request_exception=False)


def get(actor: Actor, path: str, **data: str) -> HttpResponse:
    with sitting(actor) as client:
        return client.get(path, data)


def post(actor: Actor, path: str, **data: Any) -> HttpResponse:
    with sitting(actor) as client:
        return client.post(path, data)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.fixture
def somchai(world: World) -> Person:
    """Lives in tambon 19.01.01, chairs its council, has a citizen number."""
    person = world.person("สมชาย", "ทดสอบดี", title="นาย", born_on=date(1970, 4, 12))
    actions.keep_identity(actor=SYSTEM, person=person, kind="citizen", number=PLANTED)
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    appoint(actor=SYSTEM, post=add_post(actor=SYSTEM, organisation=council, title="chair"), person=person)
    return person


FORM = {"given": "สมศรี", "surname": "ทดสอบใหม่", "title": "นาง", "born_on": "2520", "sex": "f"}


def here(world: World, path: str = "19.01.01.", **facts: Any) -> dict[str, Any]:
    return {**FORM, "area": str(world.areas[path].pk), **facts}


# ---------------------------------------------------------------- who may open what


def test_owner_and_offices_above_read_the_person_others_do_not(world: World, somchai: Person) -> None:
    path = f"/people/{somchai.pk}/"
    for actor in (world.secretary, world.province, world.nation, world.auditor):
        assert "วันเกิด" in text(get(actor, path)) or "2513" in text(get(actor, path)), actor.role
    assert get(world.stranger, path).status_code == 404
    assert get(world.neighbour, path).status_code == 404
    assert get(Actor.public(), path).status_code == 404


def test_agency_opens_no_person_not_even_by_the_office(world: World, somchai: Person) -> None:
    page = get(world.agency, f"/people/{somchai.pk}/")
    assert page.status_code == 404
    assert "สมชาย" not in text(page)
    plain = world.person("สมหญิง", "ไร้ตำแหน่ง")
    assert get(world.agency, f"/people/{plain.pk}/").status_code == 404
    for path in ("/people/", "/people/leaders/", "/people/duplicates/", "/people/merges/"):
        assert get(world.agency, path).status_code == 403, path


def test_officer_of_an_agency_above_is_a_name_and_an_office(world: World) -> None:
    office = world.body("agency", "สำนักงานจังหวัดทดสอบ", path="19.")
    officer = world.person("ผู้ว่า", "ทดสอบ", path="19.", born_on=date(1965, 2, 3))
    appoint(actor=SYSTEM, post=add_post(actor=SYSTEM, organisation=office, title="governor"), person=officer)
    page = text(get(world.secretary, f"/people/{officer.pk}/"))
    assert "ผู้ว่า ทดสอบ" in page
    assert "สำนักงานจังหวัดทดสอบ" in page
    assert not re.search(r"\b2508\b", page)  # the year of birth; keys have digits too
    assert get(world.agency, f"/people/{officer.pk}/").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "change",
        "died",
        "numbers/citizen",
        "numbers/citizen/open",
        "house",
        "house/add",
        "ties/add",
        "leader",
        "consents/give",
    ],
)
def test_auditor_reads_and_writes_nothing(world: World, somchai: Person, name: str) -> None:
    before = Event.objects.count()
    for answer in (
        get(world.auditor, f"/people/{somchai.pk}/{name}/"),
        post(world.auditor, f"/people/{somchai.pk}/{name}/"),
    ):
        assert answer.status_code == 403
    for actor in (world.stranger, world.neighbour):
        assert post(actor, f"/people/{somchai.pk}/{name}/").status_code == 404
    assert Event.objects.count() == before


def test_an_address_that_cannot_be_is_not_found(world: World) -> None:
    assert get(world.province, f"/people/{'9' * 30}/").status_code == 404
    assert get(world.province, "/people/1/numbers/shoe-size/").status_code == 404


def test_the_list_is_of_the_place_and_without_numbers(world: World, somchai: Person) -> None:
    world.person("มาลี", "เพื่อนบ้าน", path="19.01.02.")
    page = text(get(world.province, "/people/", place="190101"))
    assert "สมชาย ทดสอบดี" in page
    assert "มาลี" not in page
    assert "-46-" not in page
    assert "มาลี" in text(get(world.province, "/people/", place="19"))
    assert "มาลี" not in text(get(world.secretary, "/people/", place="19"))
    assert "สมชาย" not in text(get(world.stranger, "/people/", place="19"))


def test_the_list_is_narrowed_by_post_leader_and_name(world: World, somchai: Person) -> None:
    leader = world.person("มานะ", "ผู้นำดี")
    area = world.areas["19.01.01."]
    actions.add_leader(actor=SYSTEM, person=leader, level="tambon", area=area, issue="housing")
    ask = {"place": "190101"}
    assert "มานะ" not in text(get(world.secretary, "/people/", show="posts", **ask))
    assert "สมชาย" not in text(get(world.secretary, "/people/", show="leaders", **ask))
    assert "มานะ" in text(get(world.secretary, "/people/", level="tambon", issue="housing", **ask))
    assert "มานะ" not in text(get(world.secretary, "/people/", level="province", **ask))
    assert "มานะ" in text(get(world.secretary, "/people/", name="นายมานะ", **ask))
    assert get(world.secretary, "/people/", show="nonsense", **ask).status_code == 200
    assert "มานะ ผู้นำดี" in text(get(world.secretary, "/people/leaders/", level="tambon", **ask))


# ---------------------------------------------------------------- enter and change


def test_secretary_enters_a_person_and_the_number_is_sealed(world: World) -> None:
    number = CitizenNumber.for_test(77).digits
    answer = post(
        world.secretary, "/people/add/?place=190101", **here(world, citizen=number, phone="081-234-5678")
    )
    person = Person.everywhere.get(given="สมศรี")
    assert answer.status_code == 302
    assert answer["Location"] == f"/people/{person.pk}/"
    assert (person.born_on, person.born_precision) == (date(1977, 1, 1), "year")
    kinds = Identity.everywhere.filter(person=person).values_list("kind", flat=True)
    assert set(kinds) == {"citizen", "phone"}
    assert "เลขทดสอบ" in text(get(world.secretary, f"/people/{person.pk}/"))


def test_a_person_sent_twice_is_entered_once(world: World) -> None:
    for _ in range(2):
        post(world.secretary, "/people/add/?place=190101", **here(world, client_key="abc"), another="1")
    assert Person.everywhere.filter(given="สมศรี").count() == 1


def test_a_place_beyond_reach_is_no_choice(world: World) -> None:
    answer = post(world.secretary, "/people/add/?place=19", **here(world, "19.01.02."))
    assert answer.status_code == 422
    assert not Person.everywhere.exists()


def test_who_may_be_here_already_is_shown_before_anything_is_saved(world: World, somchai: Person) -> None:
    facts = here(world, given="สมชาย", surname="ทดสอบดี", title="นาย", born_on="12/4/2513")
    answer = post(world.secretary, "/people/add/?place=190101", **facts)
    assert answer.status_code == 422
    assert f'href="/people/{somchai.pk}/"' in text(answer)
    assert Person.everywhere.filter(given="สมชาย").count() == 1
    assert post(world.secretary, "/people/add/?place=190101", **facts, another="1").status_code == 302
    assert Person.everywhere.filter(given="สมชาย").count() == 2


def test_a_stranger_is_not_told_whose_number_it_is(world: World, somchai: Person) -> None:
    facts = here(world, "33.01.01.", citizen=PLANTED)
    answer = post(world.stranger, "/people/add/?place=330101", **facts)
    assert "สมชาย" not in text(answer)
    assert str(somchai.pk) not in text(answer)
    assert answer.status_code == 302


def test_a_number_that_fits_no_card_is_asked_about_then_taken_and_flagged(
    world: World, somchai: Person
) -> None:
    path, wrong = f"/people/{somchai.pk}/numbers/citizen/", PLANTED[:-1] + str((int(PLANTED[-1]) + 1) % 10)
    answer = post(world.secretary, path, number=wrong)
    assert answer.status_code == 422
    assert 'name="certain"' in text(answer)
    assert SHOWN not in text(answer)
    assert PLANTED not in text(answer)
    assert post(world.secretary, path, number=wrong, certain="on").status_code == 302
    kept = Identity.everywhere.get(person=somchai, kind="citizen", until=None)
    assert "check_digit" in kept.findings
    assert "ต้องตรวจ" in text(get(world.secretary, f"/people/{somchai.pk}/"))
    assert "สมชาย" in text(get(world.secretary, "/people/", place="190101", show="numbers"))


def test_errors_stand_beside_their_fields(world: World) -> None:
    answer = post(
        world.secretary,
        "/people/add/?place=190101",
        **here(world, given="", phone="ไม่มี", born_on="31/2/2526"),
    )
    page = text(answer)
    assert answer.status_code == 422
    for field in ("given", "phone", "born_on"):
        assert f'id="id_{field}_error"' in page


def test_change_and_death(world: World, somchai: Person) -> None:
    facts = here(
        world,
        given="สมชาย",
        surname="เปลี่ยนแล้ว",
        title="นาย",
        born_on="12/4/2513",
        sex="",
        reason="เปลี่ยนที่อำเภอ",
    )
    assert post(world.secretary, f"/people/{somchai.pk}/change/?place=190101", **facts).status_code == 302
    assert "เปลี่ยนแล้ว" in text(get(world.secretary, f"/people/{somchai.pk}/"))
    too_early = post(world.secretary, f"/people/{somchai.pk}/died/", died_on="2500", reason="ญาติแจ้ง")
    assert too_early.status_code == 422
    assert (
        post(world.secretary, f"/people/{somchai.pk}/died/", died_on="1/11/2569", reason="ญาติแจ้ง").status_code
        == 302
    )
    assert "เสียชีวิตแล้ว แต่ยังเป็น" in text(get(world.secretary, f"/people/{somchai.pk}/"))


def test_house_tie_leader_and_consent(world: World, somchai: Person) -> None:
    key = somchai.pk
    made = post(world.secretary, f"/people/{key}/house/add/", house_no="12/3")
    house = made["Location"].rpartition("=")[2]
    assert post(world.secretary, f"/people/{key}/house/", household=house, role="head").status_code == 302
    wife = world.person("สมใจ", "ทดสอบดี")
    far = world.person("สมใจ", "ไกลมาก", path="33.01.01.")
    found = text(get(world.secretary, f"/people/{key}/ties/add/", q="สมใจ"))
    assert str(wife.pk) in found
    assert str(far.pk) not in found
    path = f"/people/{key}/ties/add/?q=สมใจ"
    assert post(world.secretary, path, other=str(far.pk), kind="spouse").status_code == 422
    assert post(world.secretary, path, other=str(wife.pk), kind="spouse").status_code == 302
    consent = post(world.secretary, f"/people/{key}/consents/give/", purpose="register", given_on="1/11/2569")
    assert consent.status_code == 302
    level = {
        "level": "tambon",
        "issue": "housing",
        "area": "ต.ปากเพรียว สระบุรี",
        "since": "1/6/2565",
    }
    assert post(world.secretary, f"/people/{key}/leader/?place=190101", **level).status_code == 403
    assert (
        f'value="{label(world.areas["19.01.01."])}'
        in get(world.province, f"/people/{key}/leader/").content.decode()
    )
    for place, code in (("33", 422), ("1901", 422), ("ต.ปากเพรียว สระบุรี", 302)):
        facts = {**level, "area": place}
        assert post(world.province, f"/people/{key}/leader/", **facts).status_code == code, place
    page = text(get(world.secretary, f"/people/{key}/"))
    assert all(word in page for word in ("12/3", "สมใจ ทดสอบดี", "คู่สมรส", "ให้ไว้ 1 พ.ย. 2569"))


# ---------------------------------------------------------------- numbers


def test_the_number_is_shown_once_with_a_reason_and_logged(world: World, somchai: Person) -> None:
    path = f"/people/{somchai.pk}/numbers/citizen/open/"
    assert SHOWN not in text(get(world.secretary, path))
    refused = post(world.secretary, path, reason="")
    assert refused.status_code == 422
    assert SHOWN not in text(refused)
    assert not IdentityRead.objects.exists()
    answer = post(world.secretary, path, reason="ทำหนังสือจดแจ้ง")
    assert SHOWN in text(answer)
    assert IdentityRead.objects.get().reason == "ทำหนังสือจดแจ้ง"
    log = text(get(world.province, f"/people/{somchai.pk}/"))
    assert "ทำหนังสือจดแจ้ง" in log
    assert SHOWN not in log
    assert "ทำหนังสือจดแจ้ง" in text(get(world.auditor, f"/people/{somchai.pk}/"))
    assert "ทำหนังสือจดแจ้ง" not in text(get(world.secretary, f"/people/{somchai.pk}/"))


def test_the_planted_number_is_in_no_page_log_or_audit_payload(
    world: World, somchai: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    twin = world.person("สมชาย", "ทดสอบดี", title="นาย", born_on=date(1970, 4, 12))
    actions.keep_identity(actor=SYSTEM, person=twin, kind="citizen", number=PLANTED)
    key = somchai.pk
    low, high = sorted((key, twin.pk))
    paths = [
        "/people/",
        "/people/add/",
        "/people/leaders/",
        "/people/duplicates/",
        "/people/merges/",
        "/proposals/",
        f"/people/duplicates/{low}/{high}/",
        f"/people/{key}/",
        "/search/?q=สมชาย",
        "/search/",
        *(
            f"/people/{key}/{name}/"
            for name in ("change", "died", "numbers/citizen", "numbers/citizen/open", "house", "leader")
        ),
        f"/propose/person/{key}/",
    ]
    post(world.province, f"/people/{key}/numbers/citizen/open/", reason="ทำหนังสือจดแจ้ง")
    pages = "".join(text(get(world.province, path)) for path in paths)
    stored = "".join(Payload.objects.values_list("body", flat=True))
    for kept in (pages, stored, caplog.text):
        assert PLANTED not in kept
        assert SHOWN not in kept
        assert PLANTED[:-3] not in kept


# ---------------------------------------------------------------- doubles


@pytest.fixture
def twin(world: World, somchai: Person) -> Person:
    return world.person("สมชาย", "ทดสอบดี", title="นาย", nickname="ชาย", born_on=date(1970, 4, 12))


def test_doubles_are_compared_merged_and_taken_back(world: World, somchai: Person, twin: Person) -> None:
    pair = LikelyPair.objects.get()
    page = text(get(world.province, "/people/duplicates/", place="19"))
    compare = f"/people/duplicates/{pair.low_id}/{pair.high_id}/"
    assert compare in page
    assert get(world.province, f"/people/duplicates/{pair.pk}/")["Location"] == compare
    assert get(world.secretary, "/people/duplicates/").status_code == 403
    assert get(world.stranger, compare).status_code == 404
    facts = {"stays": str(somchai.pk), "f-nickname": str(twin.pk)}
    done = post(world.province, compare, **facts)
    assert done["Location"] == f"/people/{somchai.pk}/"
    assert "ชาย" in text(get(world.province, f"/people/{somchai.pk}/"))
    assert get(world.province, f"/people/{twin.pk}/")["Location"] == f"/people/{somchai.pk}/"
    merge = Merge.everywhere.get()
    assert f"/people/merges/{merge.pk}/undo/" in text(get(world.province, "/people/merges/", place="19"))
    assert post(world.province, f"/people/merges/{merge.pk}/undo/", reason="").status_code == 422
    assert post(world.province, f"/people/merges/{merge.pk}/undo/", reason="คนละคน").status_code == 302
    assert get(world.province, f"/people/{twin.pk}/").status_code == 200


def test_two_people_are_not_asked_about_again(world: World, somchai: Person, twin: Person) -> None:
    pair = LikelyPair.objects.get()
    path = f"/people/duplicates/{pair.low_id}/{pair.high_id}/two/"
    assert get(world.province, path).status_code == 405
    assert post(world.auditor, path).status_code == 403
    assert post(world.province, path).status_code == 302
    assert not LikelyPair.objects.exists()
    assert NotTheSame.everywhere.count() == 1


@pytest.fixture
def two_funds(world: World) -> tuple[Organisation, Organisation]:
    stays = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว", phone="036000101")
    return stays, world.body("fund", "กองทุน ต.ปากเพรียว", phone="036-000-101", address="ศาลากลางบ้าน")


def test_organisations_are_compared_merged_and_taken_back(
    world: World, two_funds: tuple[Organisation, Organisation]
) -> None:
    stays, goes = two_funds
    pair = LikelyBodies.objects.get()
    compare = f"/organisations/duplicates/{pair.low_id}/{pair.high_id}/"
    assert compare in text(get(world.province, "/organisations/duplicates/", place="19"))
    assert compare in text(get(world.province, f"/organisations/{stays.pk}/"))
    assert compare not in text(get(world.secretary, f"/organisations/{stays.pk}/"))
    assert get(world.province, f"/organisations/duplicates/{pair.pk}/")["Location"] == compare
    assert get(world.secretary, compare).status_code == 403
    assert get(world.stranger, compare).status_code == 404
    facts = {"stays": str(stays.pk), "f-name": str(stays.pk), "f-address": str(goes.pk)}
    done = post(world.province, compare, **facts, **{"f-phone": str(stays.pk)})
    assert done["Location"] == f"/organisations/{stays.pk}/"
    assert "ศาลากลางบ้าน" in text(get(world.province, f"/organisations/{stays.pk}/"))
    assert get(world.province, f"/organisations/{goes.pk}/")["Location"] == f"/organisations/{stays.pk}/"
    undo = f"/people/merges/{Merge.everywhere.get().pk}/undo/"
    assert undo in text(get(world.province, "/people/merges/", place="19"))
    assert post(world.province, undo, reason="สองกองทุนจริง").status_code == 302
    assert get(world.province, f"/organisations/{goes.pk}/").status_code == 200


def test_what_must_be_settled_first_is_said_and_nothing_is_merged(world: World) -> None:
    bodies = [world.body("council", f"สภาองค์กรชุมชนตำบล{at}", at) for at in ("19.01.01.", "19.01.02.")]
    for number, body in enumerate(bodies, 1):
        record_registration(
            actor=world.province,
            organisation=body,
            step="registered",
            on=date(2009, 1, number),
            number=f"{number}/2552",
            receiver="กำนัน",
        )
    compare = f"/organisations/duplicates/{bodies[0].pk}/{bodies[1].pk}/"
    page = text(get(world.province, compare))
    assert "1/2552" in page
    assert "ยังรวมไม่ได้" in page
    assert 'name="stays"' not in page
    facts = {"stays": str(bodies[0].pk), "f-name": str(bodies[0].pk), "f-council_area": str(bodies[0].pk)}
    assert post(world.province, compare, **facts).status_code == 422
    assert not Merge.everywhere.exists()


# ---------------------------------------------------------------- proposals

CHANGED = {
    "title": "นาย",
    "given": "สมชาย",
    "surname": "เสนอใหม่",
    "born_on_0": "12",
    "born_on_1": "4",
    "born_on_2": "2513",
}


def test_a_proposal_goes_to_the_office_and_changes_the_record_when_accepted(
    world: World, somchai: Person
) -> None:
    path = f"/propose/person/{somchai.pk}/"
    assert get(world.auditor, path).status_code == 403
    assert get(world.stranger, path).status_code == 404
    assert post(world.collector, path, **CHANGED, words="เห็นบัตรใหม่").status_code == 302
    proposal = Proposal.everywhere.get()
    assert proposal.facts == {"surname": ["ทดสอบดี", "เสนอใหม่"]}
    assert f"/proposals/{proposal.pk}/" in text(get(world.secretary, "/proposals/"))
    assert f"/proposals/{proposal.pk}/" in text(get(world.collector, "/proposals/"))
    assert f"/proposals/{proposal.pk}/" not in text(get(world.neighbour, "/proposals/"))
    page = text(get(world.secretary, f"/proposals/{proposal.pk}/"))
    assert "ทดสอบดี" in page
    assert "เสนอใหม่" in page
    assert "เห็นบัตรใหม่" in page
    decide = f"/proposals/{proposal.pk}/decide/"
    assert post(world.collector, decide, accept="1").status_code == 403
    assert post(world.stranger, decide, accept="1").status_code == 404
    assert post(world.secretary, decide, reason="").status_code == 422
    assert post(world.secretary, decide, accept="1").status_code == 302
    assert Person.everywhere.get(pk=somchai.pk).surname == "เสนอใหม่"


def test_a_proposal_is_declined_only_with_a_reason(world: World, somchai: Person) -> None:
    post(world.collector, f"/propose/person/{somchai.pk}/", **CHANGED, words="เห็นบัตรใหม่")
    proposal = Proposal.everywhere.get()
    assert (
        post(world.secretary, f"/proposals/{proposal.pk}/decide/", accept="0", reason="").status_code == 422
    )
    assert (
        post(world.secretary, f"/proposals/{proposal.pk}/decide/", accept="0", reason="บัตรเดิม").status_code
        == 302
    )
    assert "บัตรเดิม" in text(get(world.collector, f"/proposals/{proposal.pk}/"))
    assert Person.everywhere.get(pk=somchai.pk).surname == "ทดสอบดี"


def test_the_office_sees_the_photo_that_came_with_the_proposal(world: World, somchai: Person) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(photo, "PNG")
    sent = SimpleUploadedFile("บัตร.png", photo.getvalue(), "image/png")
    path = f"/propose/person/{somchai.pk}/"
    many = [SimpleUploadedFile(f"{at}.png", photo.getvalue(), "image/png") for at in range(5)]
    assert post(world.collector, path, **CHANGED, words="เห็นบัตรใหม่", evidence=many).status_code == 422
    assert post(world.collector, path, **CHANGED, words="เห็นบัตรใหม่", evidence=[sent]).status_code == 302
    page = text(get(world.secretary, f"/proposals/{Proposal.everywhere.get().pk}/"))
    file = Attachment.everywhere.get()
    assert file.get_absolute_url() in page
    assert "บัตร" in page
    assert get(world.secretary, file.get_absolute_url()).status_code == 200
    assert get(world.stranger, file.get_absolute_url()).status_code == 404


def test_an_organisation_can_be_proposed_on_too(world: World) -> None:
    body = world.body("community", "กลุ่มทดสอบ")
    facts = {"name": "กลุ่มทดสอบใหม่", "words": "ป้ายหน้าบ้าน"}
    assert post(world.collector, f"/propose/organisation/{body.pk}/", **facts).status_code == 302
    assert (
        post(world.collector, f"/propose/organisation/{body.pk}/", name="กลุ่มทดสอบ", words="ไม่มี").status_code
        == 422
    )
    proposal = Proposal.everywhere.get()
    post(world.secretary, f"/proposals/{proposal.pk}/decide/", accept="1")
    assert Organisation.everywhere.get(pk=body.pk).name == "กลุ่มทดสอบใหม่"


# ---------------------------------------------------------------- search


def test_search_finds_places_organisations_and_people_of_the_seat(world: World, somchai: Person) -> None:
    page = text(get(world.secretary, "/search/", q="ปากเพรียว"))
    assert "/places/190101/" in page
    assert "สภาองค์กรชุมชนตำบลปากเพรียว" in page
    assert f"/people/{somchai.pk}/" in text(get(world.secretary, "/search/", q="สมชาย"))
    assert f"/people/{somchai.pk}/" in text(get(world.secretary, "/search/", q="สม"))
    for actor in (world.stranger, world.neighbour, world.agency, Actor.public()):
        assert f"/people/{somchai.pk}/" not in text(get(actor, "/search/", q="สมชาย")), actor.role
    assert get(world.secretary, "/search/").status_code == 200
    assert get(world.secretary, "/search/", q="๏ไม่มีแน่๛").status_code == 200


# ---------------------------------------------------------------- queries


def _queries(actor: Actor, path: str) -> int:
    get(actor, path)
    with CaptureQueriesContext(connection) as seen:
        assert get(actor, path).status_code == 200
    return len(seen)


def _grow(world: World, somchai: Person, first: int, last: int) -> None:
    """Rows of every kind that the pages list."""
    council = Post.everywhere.get(title="chair").organisation
    member = add_post(actor=SYSTEM, organisation=council, title="member", label=f"{first}", holders=None)
    for at in range(first, last):
        other = world.person(
            "สมชาย" if at % 2 else "สมชัย",
            f"ทดสอบ{'กขคงจฉชซ'[at % 8]}ดี",
            path="19.01.01.01.",
            born_on=date(1970, 1, at % 28 + 1),
        )
        appoint(actor=SYSTEM, post=member, person=other)
        actions.add_leader(
            actor=SYSTEM, person=other, level="tambon", area=world.areas["19.01.01."], issue="housing"
        )
        actions.add_tie(actor=SYSTEM, person=somchai, other=other, kind="sibling")


def test_the_number_of_queries_does_not_grow_with_rows(world: World, somchai: Person) -> None:
    paths = [
        "/people/?place=19",
        "/people/leaders/?place=19",
        "/people/duplicates/?place=19",
        f"/people/{somchai.pk}/",
        "/proposals/",
        "/search/?q=สมชาย",
    ]
    _grow(world, somchai, 0, 3)
    few = [_queries(world.province, path) for path in paths]
    _grow(world, somchai, 3, 30)
    many = [_queries(world.province, path) for path in paths]
    assert dict(zip(paths, few, strict=True)) == dict(zip(paths, many, strict=True))


# ---------------------------------------------------------------- sent twice


def test_the_same_form_sent_twice_gets_the_same_answer(world: World) -> None:
    facts = here(world, client_key="thumb-1")
    first = post(world.secretary, "/people/add/?place=190101", **facts)
    again = post(world.secretary, "/people/add/?place=190101", **facts)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert Person.everywhere.filter(given="สมศรี").count() == 1
    other = post(world.secretary, "/people/add/?place=190101", **{**facts, "client_key": "thumb-2"})
    assert other.status_code == 422, "another sending is asked about the likeness"


def test_a_new_holder_sent_twice_is_entered_once(world: World) -> None:
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    seat = add_post(actor=SYSTEM, organisation=council, title="chair")
    where = f"/posts/{seat.pk}/appoint/?new=1"
    assert 'name="client_key"' in text(get(world.secretary, where))
    facts = {"given": "สมศรี", "surname": "ทดสอบใหม่", "area": str(world.areas["19.01.01."].pk),
             "since": "1/2/2569", "client_key": "thumb-1"}  # fmt: skip
    answers = [post(world.secretary, where, **facts) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Person.everywhere.filter(given="สมศรี").count() == 1


# ---------------------------------------------------------------- digits that are no numbers


def test_a_superscript_is_no_number(world: World, somchai: Person) -> None:
    council = somchai.appointments.model.everywhere.get(person=somchai).post
    for where in (
        f"/posts/{council.pk}/appoint/?person=²",
        f"/history/person/{somchai.pk}/?before=²",
        "/people/?year=²",
    ):
        assert get(world.secretary, where).status_code == 200, where
    for where in ("/people/?place=²", "/people/?place=k²"):
        assert get(world.secretary, where).status_code == 404, where


# ---------------------------------------------------------------- impossible lives


def test_nobody_is_older_than_120_years(world: World) -> None:
    where = "/people/add/?place=190101"
    answer = post(world.secretary, where, **here(world, born_on="1/1/2420"))
    assert answer.status_code == 422
    assert "ตรวจปี พ.ศ." in text(answer)
    assert post(world.secretary, where, **here(world, born_on="2449")).status_code == 302


def test_nobody_dies_before_the_birth(world: World, somchai: Person) -> None:
    where = f"/people/{somchai.pk}/died/"
    answer = post(world.secretary, where, died_on="11/4/2513", reason="ใบมรณบัตร")
    assert answer.status_code == 422
    assert "วันเสียชีวิตมาก่อนวันเกิด" in text(answer)
    assert "aria-invalid" in text(answer), "beside the field"
    assert post(world.secretary, where, died_on="2514", reason="ใบมรณบัตร").status_code == 302
    answer = post(world.secretary, f"/people/{somchai.pk}/change/", **here(world, born_on="2515"))
    assert answer.status_code == 422
