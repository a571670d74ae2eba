"""Persons entered by the thousand are the same as persons entered one by one: keys, seals, and who may be a double."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from tests.support import policy_rows

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core import sql
from khabuan.core.many import rows_of
from khabuan.core.thai import CitizenNumber
from khabuan.places.models import Area
from khabuan.registry.actions import likeness
from khabuan.registry.actions.crowds import NewPerson, crowd_of, enter
from khabuan.registry.actions.people import add_person, reveal_identity
from khabuan.registry.models import Identity, LikelyPair, Person, PersonKey

BORN = date(1970, 4, 12)
KEPT = (
    "area_id",
    "title",
    "given",
    "surname",
    "sex",
    "born_on",
    "born_precision",
    "sort_key",
    "search_key",
    "sound_key",
)


@action("test.enter_crowd", on="area")
def enter_crowd(*, actor: Actor, area: Area, people: tuple[dict[str, object], ...]) -> list[int]:
    crowd = crowd_of([NewPerson(area=area, **facts) for facts in people])  # type: ignore[arg-type]
    enter(crowd)
    return crowd.keys


def enter_many(area: Area, *people: dict[str, object]) -> list[Person]:
    with policy_rows(names=("test.enter_crowd",)):
        keys = enter_crowd(actor=Actor.system(), area=area, people=people)
    found = Person.everywhere.in_bulk(keys)
    return [found[key] for key in keys]


def facts(name: str, number: int | None = None, **others: object) -> dict[str, object]:
    citizen = CitizenNumber.for_test(number).digits if number is not None else ""
    return {
        "title": "นาย",
        "given": name,
        "surname": "ใจดีสมมุติ",
        "born_on": BORN,
        "citizen": citizen,
        **others,
    }


def pairs() -> set[frozenset[int]]:
    return {frozenset(pair) for pair in LikelyPair.objects.values_list("low_id", "high_id")}


@pytest.fixture
def area(world) -> Area:
    return Area.everywhere.get(path="19.01.01.")


def test_a_crowd_is_entered_as_one_by_one(world, area):
    said = facts("สมชายทดสอบ", 17, phone="0812345678", sex="m")
    (many,) = enter_many(area, said)
    one = add_person(actor=world.province, area=area, **said)
    assert [getattr(many, name) for name in KEPT] == [getattr(one, name) for name in KEPT]
    numbers = [list(Identity.everywhere.filter(person=who).order_by("kind").values_list(
        "kind", "shown", "equality", "findings")) for who in (many, one)]  # fmt: skip
    assert numbers[0] == numbers[1] != []
    values = [
        set(PersonKey.objects.filter(record=who).values_list("value", flat=True)) for who in (many, one)
    ]
    assert values[0] == values[1] != set()
    opened = reveal_identity(actor=world.province, person=many, kind="citizen", reason="ตรวจสอบเอกสาร")
    assert opened == CitizenNumber.for_test(17).digits
    assert pairs() == {frozenset((many.pk, one.pk))}


def test_who_may_be_one_is_told_within_the_crowd_and_beyond(world, area):
    known = add_person(actor=world.province, area=area, **facts("สมชายทดสอบ"))
    numbered = add_person(actor=world.province, area=area, **facts("สมชายทดสอบ", 1))
    twin, other_number, namesake = enter_many(
        area, facts("สมชายทดสอบ"), facts("สมชายทดสอบ", 2), facts("ประนอมทดสอบ", 3)
    )
    expected = {
        (known, twin),
        (known, other_number),
        (numbered, twin),
        (twin, other_number),
        (known, numbered),
    }
    assert pairs() == {frozenset((one.pk, two.pk)) for one, two in expected}
    assert namesake.pk not in {key for pair in pairs() for key in pair}


def test_one_number_in_two_rows_is_told(area):
    one, two = enter_many(area, facts("สมชายทดสอบ", 5), facts("ประนอมทดสอบ", 5, surname="อื่นไกล"))
    assert pairs() == {frozenset((one.pk, two.pk))}


def test_a_number_that_fails_its_check_says_nothing_against(area):
    wrong = CitizenNumber.for_test(8).digits[:-1] + str((int(CitizenNumber.for_test(8).digits[-1]) + 1) % 10)
    one, two = enter_many(area, facts("สมชายทดสอบ", 7), facts("สมชายทดสอบ", citizen=wrong))
    assert pairs() == {frozenset((one.pk, two.pk))}


def test_a_life_that_cannot_be_is_no_row(area):
    with pytest.raises(ValueError, match="before the birth"):
        enter_many(area, facts("สมชายทดสอบ", died_on=date(1960, 1, 1)))
    assert not Person.everywhere.exists()


def test_a_column_that_the_table_lacks_is_a_bug(area):
    with pytest.raises(TypeError, match="nickname_of"):
        rows_of(Person, 1, area_id=area.pk, nickname_of=["ก"])


def test_a_key_of_a_crowd_is_read_no_further_than_it_takes_to_tell(area, monkeypatch):
    """Whether ten or a hundred share a key, a list costs the database the same: it grows with its own rows alone."""
    monkeypatch.setattr(likeness, "CROWD", 5)
    costs = []
    for many in (range(10), range(10, 100)):
        people = enter_many(area, *(facts(f"คนที่{number}ทดสอบ", number) for number in many))
        PersonKey.objects.bulk_create(PersonKey(record=one, value=7) for one in people)
        costs.append(work_of(lambda: likeness._holders([7, *range(100, 200)])))
    assert PersonKey.objects.filter(value=7).count() == 100
    assert costs[1] == costs[0] > 0
    assert likeness._holders([7]) == {}, "a crowd says nothing"


def work_of(read: Callable[[], object]) -> int:
    """What a read costs the database: SQLite in steps of its machine, PostgreSQL in rows of the keys that it reads."""
    if connection.vendor == "sqlite":
        steps: list[None] = []
        connection.connection.set_progress_handler(lambda: steps.append(None), 1)
        read()
        connection.connection.set_progress_handler(None, 1)
        return len(steps)
    rows = "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'registry_personkey'"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    ((before,),) = sql.ask(rows)
    read()
    ((after,),) = sql.ask(rows)
    return after - before
