"""`khabuan check` finds what was written past the actions: the rows are compared with their history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from khabuan.access import records
from khabuan.access.actor import Actor, Role
from khabuan.config import checks
from khabuan.core import sql
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Appointment, Organisation, Person
from khabuan.seats.models import Seat


@pytest.fixture
def book(world: Any) -> Any:
    """A seat, a person, a body with one holder, all by actions; who owns the database took the laws away."""
    by: Any = {"actor": Actor.system()}
    world.secretary = world.seat(world.council, Role.SECRETARY, "somsri")
    world.body = add_organisation(**by, area=world.tambon, kind="community", name="กลุ่มทดสอบ")
    world.person = add_person(**by, area=world.tambon, given="ทดสอบหนึ่ง", surname="สกุลตัวอย่าง")
    post = add_post(**by, organisation=world.body, title="chair")
    world.term = appoint(**by, post=post, person=world.person, since=date(2026, 11, 1))
    sql.drop_triggers()
    return world


def execute(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found() -> set[tuple[str, int, str, str]]:
    """What the check finds, but for the ground, which this world lays by hand."""
    rows = [one for one in records.verify() if not one.kind.startswith("places.")]
    return {(one.kind, one.id, one.what, one.field) for one in rows}


def test_what_actions_wrote_is_in_order(book: Any) -> None:
    assert found() == set()


def test_an_office_raised_by_hand_is_named(book: Any) -> None:
    execute("UPDATE seats_seat SET role = 'nation' WHERE id = %s", book.secretary.pk)
    assert found() == {("seats.seat", book.secretary.pk, "altered", "role")}


def test_a_name_edited_by_hand_is_named(book: Any) -> None:
    execute("UPDATE registry_person SET given = 'ปลอม' WHERE id = %s", book.person.pk)
    assert found() == {("registry.person", book.person.pk, "altered", "given")}


def test_a_field_that_no_action_ever_wrote_is_named(book: Any) -> None:
    execute("UPDATE registry_organisation SET ended_on = '2026-01-01' WHERE id = %s", book.body.pk)
    assert found() == {("registry.organisation", book.body.pk, "altered", "ended_on")}


def test_a_deleted_term_is_named(book: Any) -> None:
    execute("DELETE FROM registry_appointment WHERE id = %s", book.term.pk)
    assert found() == {("registry.appointment", book.term.pk, "gone", "")}


def test_a_row_that_no_action_made_is_named(book: Any) -> None:
    columns = [one.column for one in Seat._meta.concrete_fields if not one.primary_key]
    names = ", ".join(f'"{name}"' for name in columns)
    execute(f"INSERT INTO seats_seat (id, {names}) SELECT 77, {names} FROM seats_seat")
    assert found() == {("seats.seat", 77, "unrecorded", "")}


@pytest.mark.parametrize("model", [Seat, Person, Appointment, Organisation])
def test_these_tables_are_compared_whole(book: Any, model: Any) -> None:
    told = records._told()[model._meta.label_lower]
    assert not told.has_bulk
    assert not told.by_sets
    assert told.rows


def test_check_says_it_in_words(book: Any) -> None:
    execute("UPDATE seats_seat SET role = 'nation' WHERE id = %s", book.secretary.pk)
    said = [words for words in checks.findings([]) if str(book.secretary.pk) in words]
    assert len(said) == 1
    assert "seats.seat" in said[0]
    assert "role" in said[0]
