"""A person's rights over the facts kept of them: requests with a day due, the copy, erasure, and who may."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, models
from PIL import Image
from tests.registry.conftest import TODAY, World

from khabuan.audit import chain
from khabuan.audit.models import IdentityRead, Payload
from khabuan.core import offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.files.actions import SentFile
from khabuan.files.queries import files_of
from khabuan.registry.actions import people, posts, proposals, rights
from khabuan.registry.actions.merging import merge_people, undo_merge
from khabuan.registry.models import (
    Appointment,
    FamilyTie,
    HouseholdMember,
    Identity,
    LikelyPair,
    Person,
    PersonKey,
    SubjectRequest,
)
from khabuan.registry.queries import requests as queries
from khabuan.registry.queries.history import history_of
from khabuan.registry.rules.consents import Purpose, consent_texts, state_on, text_of, version_on

GIVEN, SURNAME, NICKNAME = "ทดสอบลบทิ้ง", "ไม่เหลือร่องรอย", "จุ๊บแจงลับ"
CITIZEN, PHONE = "9123456789012", "0891112222"


def asked_to_erase(world: World, person: Person) -> SubjectRequest:
    return rights.open_request(actor=world.province, person=person, kind="erase", words=f"ขอลบ {GIVEN}")


def a_known_person(world: World) -> Person:
    """A person of whom every table of the register keeps something, with a record merged into this one."""
    person = world.person(
        GIVEN,
        SURNAME,
        "19.01.01.01.",
        nickname=NICKNAME,
        note=f"โทร {PHONE}",
        born_on=date(1965, 3, 4),
        sex="f",
    )
    people.keep_identity(actor=world.secretary, person=person, kind="citizen", number=CITIZEN)
    people.keep_identity(actor=world.secretary, person=person, kind="phone", number=PHONE)
    double = world.person(GIVEN, SURNAME, "19.01.01.01.", born_on=date(1965, 3, 4))
    merge_people(actor=world.province, stays=person, goes=double)
    relative = world.person("ญาติทดสอบ")
    people.add_tie(actor=world.secretary, person=person, other=relative, kind="parent")
    house = people.add_household(
        actor=world.secretary, area=world.areas["19.01.01.01."], house_no="77/9", note=SURNAME
    )
    people.join_household(actor=world.secretary, person=person, household=house, role="head")
    people.add_leader(
        actor=world.province,
        person=person,
        level="tambon",
        area=world.areas["19.01.01."],
        source=f"เวที {GIVEN}",
    )
    people.give_consent(
        actor=world.secretary,
        person=person,
        purpose="register",
        text_version="2569-1",
        given_on=TODAY,
        given_by=GIVEN,
    )
    proposals.propose_change(
        actor=world.collector, record=person, facts={"nickname": NICKNAME + "2"}, words=GIVEN
    )
    people.change_person(actor=world.secretary, person=person, nickname=NICKNAME + "3")
    held_before(world, person)
    return person


def held_before(world: World, person: Person) -> Appointment:
    body = world.body("fund", "กองทุนทดสอบ")
    post = posts.add_post(actor=world.secretary, organisation=body, title="chair")
    row = posts.appoint(actor=world.secretary, post=post, person=person, since=date(2020, 1, 1))
    return posts.end_appointment(
        actor=world.secretary, appointment=row, on=date(2024, 1, 1), reason=f"{GIVEN} ลาออก"
    )


# ---------------------------------------------------------------- requests


def test_a_request_is_due_in_thirty_days_and_waits_at_the_office(world: World) -> None:
    person = world.person("ผู้ขอ")
    asked = rights.open_request(
        actor=world.secretary, person=person, kind="copy", asked_on=TODAY - timedelta(days=3)
    )
    assert asked.due_on == TODAY + timedelta(days=27)
    assert [duty.path for duty in queries.requests_due(world.province, TODAY, 5)] == [
        f"/requests/{asked.pk}/"
    ]
    assert (
        queries.count_requests(world.stranger, TODAY) == queries.count_requests(world.neighbour, TODAY) == 0
    )
    late = queries.requests_due(world.province, TODAY + timedelta(days=28), 5)
    assert [duty.state for duty in late] == ["wrong"]
    rights.answer_request(actor=world.province, asked=asked, outcome="done")
    assert queries.count_requests(world.province, TODAY) == 0


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "copy", "asked_on": TODAY + timedelta(days=1)}, "to_come"),
        ({"kind": "copy"}, "request_open_once"),
    ],
)
def test_a_request_that_cannot_be_is_refused(world: World, facts: dict[str, Any], code: str) -> None:
    person = world.person("ผู้ขอ")
    rights.open_request(actor=world.secretary, person=person, kind="copy")
    with pytest.raises(Refused) as no:
        rights.open_request(actor=world.secretary, person=person, **facts)
    assert no.value.code == code


def test_a_no_needs_its_reason_and_an_erasure_is_not_answered_by_words(world: World) -> None:
    asked = asked_to_erase(world, world.person("ผู้ขอ"))
    for outcome, code in (("refused", "no_reason"), ("done", "not_erased")):
        with pytest.raises(Refused) as no:
            rights.answer_request(actor=world.province, asked=asked, outcome=outcome)
        assert no.value.code == code
    rights.answer_request(actor=world.province, asked=asked, outcome="refused", answer="กฎหมายให้เก็บ")
    with pytest.raises(Refused, match="answered_already"):
        rights.answer_request(actor=world.province, asked=asked, outcome="done")


@pytest.mark.parametrize("act", ["open", "copy", "erase"])
def test_across_the_border_there_is_nobody_and_the_auditor_only_reads(world: World, act: str) -> None:
    person = world.person("ผู้ขอ")
    asked = asked_to_erase(world, person)
    acts: dict[str, Callable[[Any], Any]] = {
        "open": lambda actor: rights.open_request(actor=actor, person=person, kind="copy"),
        "copy": lambda actor: rights.copy_person(actor=actor, person=person, reason="มาขอที่สำนักงาน"),
        "erase": lambda actor: rights.erase_person(actor=actor, person=person, asked=asked),
    }
    for actor in (world.stranger, world.neighbour):
        with pytest.raises(OutOfArea):
            acts[act](actor)
    for actor in (world.auditor, world.agency):
        with pytest.raises(NotAllowed):
            acts[act](actor)


# ---------------------------------------------------------------- the copy


def test_the_copy_has_everything_and_logs_each_number_opened(world: World) -> None:
    person = a_known_person(world)
    made = rights.copy_person(actor=world.province, person=person, reason="เจ้าของข้อมูลขอสำเนา")
    text = json.dumps(made.as_json(), ensure_ascii=False)
    for kept in (GIVEN, SURNAME, NICKNAME, CITIZEN, PHONE, "77/9", "1965-03-04", "กองทุนทดสอบ", "ญาติทดสอบ"):
        assert kept in text, kept
    reads = IdentityRead.objects.filter(subject_id=person.pk, reason="เจ้าของข้อมูลขอสำเนา")
    assert sorted(reads.values_list("what", flat=True)) == ["citizen", "phone"]
    assert CITIZEN not in "".join(Payload.objects.values_list("body", flat=True)), (
        "the trail does not repeat it"
    )


def test_a_copy_needs_its_reason(world: World) -> None:
    with pytest.raises(Refused, match="no_reason"):
        rights.copy_person(actor=world.province, person=world.person("ผู้ขอ"), reason="–")


# ---------------------------------------------------------------- erasure


def test_after_an_erasure_the_person_is_nowhere_in_the_database_and_the_chain_is_whole(world: World) -> None:
    person = a_known_person(world)
    rights.erase_person(actor=world.province, person=person, asked=asked_to_erase(world, person))
    assert found_in_the_database(GIVEN, SURNAME, NICKNAME, CITIZEN, PHONE) == []
    assert chain.verify() == []
    assert str(person).startswith("บุคคลที่ลบข้อมูลแล้ว")
    assert (person.born_on, person.sex, person.note, person.area.path) == (None, "", "", "19.01.01.")
    assert not PersonKey.objects.filter(record=person).exists()
    assert not LikelyPair.objects.filter(models.Q(low=person) | models.Q(high=person)).exists()


def found_in_the_database(*words: str) -> list[str]:
    """Where any of the words stands: every column of every table, indexes of search included."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = " ".join(
                    bytes(value).decode("utf-8", "replace")
                    if isinstance(value, (bytes, memoryview))
                    else str(value)
                    for value in row
                )
                found += [f"{table}: {word}" for word in words if word in text]
    return found


def test_the_search_finds_the_planted_words_before(world: World) -> None:
    """The search above bites: before the erasure they stand in many tables."""
    a_known_person(world)
    tables = {line.split(":")[0] for line in found_in_the_database(GIVEN, SURNAME, NICKNAME)}
    assert {
        "registry_person",
        "audit_payload",
        "registry_proposal",
        "registry_leader",
        "registry_household",
    } <= tables


def test_offices_stay_under_the_pseudonym_and_ties_say_no_more(world: World) -> None:
    person = a_known_person(world)
    rights.erase_person(actor=world.province, person=person, asked=asked_to_erase(world, person))
    row = Appointment.everywhere.select_related("person").get(person=person)
    assert (row.since, row.ended_on, row.ended_reason) == (date(2020, 1, 1), date(2024, 1, 1), "")
    assert str(row.person) == str(person)
    assert FamilyTie.everywhere.get(person=person).kind == "relative"
    assert HouseholdMember.everywhere.get(person=person).household.house_no == ""
    assert {bytes(one.sealed) for one in Identity.everywhere.filter(person=person)} == {b""}


def test_the_history_says_that_facts_were_erased(world: World) -> None:
    person = a_known_person(world)
    asked = asked_to_erase(world, person)
    rights.erase_person(actor=world.province, person=person, asked=asked)
    lines = history_of(world.province, person)
    assert {line.is_erased for line in lines[1:]} == {True}
    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_on, asked.words) == ("done", TODAY, "")


def test_nobody_is_erased_while_in_office_nor_without_having_asked(world: World) -> None:
    person = world.person("ประธานทดสอบ")
    post = posts.add_post(actor=world.secretary, organisation=world.body("fund", "กองทุนทดสอบ"), title="chair")
    term = posts.appoint(actor=world.secretary, post=post, person=person, since=date(2025, 1, 1))
    asked = asked_to_erase(world, person)
    with pytest.raises(Refused) as no:
        rights.erase_person(actor=world.province, person=person, asked=asked)
    assert no.value.code == "still_needed"
    assert "กองทุนทดสอบ" in str(no.value.message)
    posts.end_appointment(actor=world.secretary, appointment=term, on=TODAY)
    another = rights.open_request(actor=world.province, person=world.person("คนอื่น"), kind="erase")
    with pytest.raises(OutOfArea):
        rights.erase_person(actor=world.province, person=person, asked=another)
    rights.erase_person(actor=world.province, person=person, asked=asked)
    with pytest.raises(Refused, match="answered_already"):
        rights.erase_person(actor=world.province, person=person, asked=asked)


def test_a_hold_of_another_app_is_asked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    holds: offers.Registry[offers.EraseHold] = offers.Registry()
    holds.add(offers.EraseHold("ledger", lambda person, today: ["บัญชีต้องเก็บสิบปี"]))
    monkeypatch.setattr(offers, "erase_holds", holds)
    person = world.person("ผู้ขอ")
    with pytest.raises(Refused) as no:
        rights.erase_person(actor=world.province, person=person, asked=asked_to_erase(world, person))
    assert str(no.value.message) == "บัญชีต้องเก็บสิบปี"


def test_nothing_is_written_back_to_an_erased_person(world: World) -> None:
    person = a_known_person(world)
    merge = person_merge(person)
    rights.erase_person(actor=world.province, person=person, asked=asked_to_erase(world, person))
    with pytest.raises(Refused, match="erased"):
        people.change_person(actor=world.province, person=person, given=GIVEN)
    with pytest.raises(Refused, match="erased"):
        people.keep_identity(actor=world.province, person=person, kind="citizen", number=CITIZEN)
    merge.refresh_from_db()
    with pytest.raises(Refused, match="erased"):
        undo_merge(actor=world.province, merge=merge, reason="ไม่ใช่คนเดียวกัน")
    with pytest.raises(Refused, match="erased"):
        merge_people(actor=world.province, stays=world.person("ผู้ขอ"), goes=person)


def person_merge(person: Person) -> Any:
    from khabuan.registry.models import Merge

    return Merge.everywhere.get(stays_id=person.pk)


def test_a_refused_erasure_leaves_everything_as_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(erasing: offers.Erasing) -> None:
        raise Refused("no", "no")

    person = a_known_person(world)
    erasures: offers.Registry[offers.OnErase] = offers.Registry()
    erasures.add(*offers.erasures, offers.OnErase("late", fails, order=99))
    monkeypatch.setattr(offers, "erasures", erasures)
    with pytest.raises(Refused):
        rights.erase_person(actor=world.province, person=person, asked=asked_to_erase(world, person))
    person.refresh_from_db()
    assert (person.given, person.erased_on) == (GIVEN, None)
    assert chain.verify() == []


# ---------------------------------------------------------------- consents: how long, the paper, the words


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "blue").save(out, "PNG")
    return out.getvalue()


def consent_of(world, person, **facts):
    facts = {"purpose": "picture", "text_version": "2569-1", "given_on": date(2026, 1, 1), **facts}
    return people.give_consent(actor=world.secretary, person=person, **facts)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"given_on": date(2027, 1, 1)}, "to_come"),
        ({"expires_on": date(2025, 12, 31)}, "backwards"),
        ({"papers": [SentFile(b"<svg/>", "x.svg")]}, "not_a_picture"),
    ],
)
def test_a_consent_that_cannot_be_is_refused(world, facts, code):
    with pytest.raises(Refused, match=code):
        consent_of(world, world.person("ทดสอบยินยอม"), **facts)


def test_a_consent_is_not_taken_back_before_it_was_given_nor_twice(world):
    consent = consent_of(world, world.person("ทดสอบยินยอม"))
    for on, code in ((date(2025, 12, 31), "backwards"), (date(2027, 1, 1), "to_come")):
        with pytest.raises(Refused, match=code):
            people.withdraw_consent(actor=world.secretary, consent=consent, on=on)
    people.withdraw_consent(actor=world.secretary, consent=consent, on=date(2026, 2, 1))
    with pytest.raises(Refused, match="withdrawn_already"):
        people.withdraw_consent(actor=world.secretary, consent=consent, on=date(2026, 3, 1))


def test_the_signed_paper_stands_with_the_consent_and_follows_the_person(world):
    person = world.person("ทดสอบยินยอม")
    consent = consent_of(world, person, papers=[SentFile(photo(), "หนังสือยินยอม.png")])
    (file,) = files_of(world.secretary, consent)
    assert (file.paper, file.place) == ("consent", person.area.path)
    assert not files_of(world.stranger, consent)
    people.change_person(actor=world.province, person=person, area=world.areas["19.01.02."])
    assert not files_of(world.secretary, consent)
    assert len(files_of(world.neighbour, consent)) == 1
    stays = world.person("คนเดียวกัน")
    done = merge_people(actor=world.province, stays=stays, goes=person)
    assert len(files_of(world.secretary, consent)) == 1
    undo_merge(actor=world.province, merge=done, reason="คนละคน")
    assert len(files_of(world.neighbour, consent)) == 1


def test_a_consent_that_ends_is_due_until_it_is_given_again(world):
    source = offers.duty_sources["registry.consents"]
    person = world.person("ทดสอบยินยอม")
    consent_of(world, person, expires_on=date(2027, 6, 1))
    assert source.count(world.secretary, TODAY) == 0
    consent_of(world, person, purpose="contact", expires_on=date(2026, 12, 31))
    over = consent_of(world, world.person("อีกคน"), expires_on=date(2026, 10, 1))
    states = [duty.state for duty in source.due(world.secretary, TODAY, 9)]
    assert states == ["wrong", "need"]
    assert source.count(world.stranger, TODAY) == source.count(world.auditor, TODAY) == 0
    consent_of(world, over.person, given_on=date(2026, 11, 1))
    assert source.count(world.secretary, TODAY) == 1


def test_the_state_of_a_consent_on_a_day():
    days = {"expires_on": date(2026, 12, 31), "withdrawn_on": None}
    assert state_on(date(2026, 10, 1), **days) == "holds"
    assert state_on(date(2026, 11, 1), **days) == "ends_soon"
    assert state_on(date(2026, 12, 31), **days) == "ends_soon"
    assert state_on(date(2027, 1, 1), **days) == "expired"
    assert state_on(date(2026, 5, 1), expires_on=None, withdrawn_on=date(2026, 5, 1)) == "withdrawn"


def test_every_version_has_words_for_every_purpose_and_never_changes():
    texts = {(one.version, one.purpose): one for one in consent_texts()}
    assert {version for version, _purpose in texts} == {"2569-1"}
    assert all(text_of(purpose, "2569-1").th and text_of(purpose, "2569-1").en for purpose in Purpose)
    words = "".join(one.th + one.en for one in consent_texts() if one.version == "2569-1")
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == "a71d6df8f51a7b46", (
        "write a new version instead"
    )
    assert version_on(date(2020, 1, 1)) == version_on(date(2026, 11, 1)) == "2569-1"


def test_a_request_keeps_the_signed_form(world):
    asked = rights.open_request(
        actor=world.secretary, person=world.person("ทดสอบขอ"), kind="correct",
        papers=[SentFile(photo(), "คำขอ.png")],
    )  # fmt: skip
    assert [file.paper for file in files_of(world.secretary, asked)] == ["request"]
