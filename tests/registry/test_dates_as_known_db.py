"""A date of which only month or year is known stands at its first day, whatever a caller hands in."""

from __future__ import annotations

from datetime import date

from khabuan.access.actor import Actor
from khabuan.registry.actions.organisations import add_organisation, change_organisation
from khabuan.registry.actions.people import change_person
from khabuan.registry.models import Organisation, Person

SYSTEM = Actor.system()


def test_a_new_row_and_a_changed_one_keep_what_is_known(world):
    person = world.person("สมมุติ", "ทดลอง", born_on=date(1980, 3, 15), born_precision="month")
    assert Person.everywhere.get(pk=person.pk).born_on == date(1980, 3, 1)
    change_person(actor=world.province, person=person, born_on=date(1981, 7, 9))
    assert Person.everywhere.get(pk=person.pk).born_on == date(1981, 7, 1)
    change_person(actor=world.province, person=person, born_precision="year")
    kept = Person.everywhere.get(pk=person.pk)
    assert (kept.born_on, kept.born_precision) == (date(1981, 1, 1), "year")


def test_the_pages_of_such_a_body_open(world):
    body = add_organisation(
        actor=SYSTEM,
        area=world.areas["19.01.01."],
        kind="fund",
        name="กองทุนทดสอบ",
        founded_on=date(2005, 3, 9),
        founded_precision="year",
    )
    change_organisation(actor=SYSTEM, organisation=body, founded_on=date(2006, 5, 5))
    assert Organisation.everywhere.get(pk=body.pk).founded_on == date(2006, 1, 1)
