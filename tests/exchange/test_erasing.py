"""A person who came in by a list is erased: the list's rows and file no longer know them."""

from __future__ import annotations

import pytest
from django.test import TestCase

from khabuan.access.actor import Actor
from khabuan.audit import chain
from khabuan.audit.models import Payload
from khabuan.core.errors import Refused
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.files.blobs import path_of
from khabuan.registry.actions import rights
from khabuan.registry.models import Person
from tests.exchange.conftest import World, by_hand
from tests.exchange.test_people_list import row

SYSTEM = Actor.system()
SURNAME = "ไม่เหลือร่องรอย"


def brought_in(world: World) -> tuple[Person, ImportBatch]:
    batch = world.save(world.take_in("people", [row(1, surname=SURNAME, body="", post="", since=""), row(2)]))
    return Person.everywhere.get(surname=SURNAME), batch


def test_the_rows_and_the_file_of_an_erased_person_are_forgotten(world: World) -> None:
    person, batch = brought_in(world)
    assert ImportRow.everywhere.filter(title__contains=SURNAME).exists(), "it was there"
    asked = rights.open_request(actor=SYSTEM, person=person, kind="erase")
    with TestCase.captureOnCommitCallbacks(execute=True):
        rights.erase_person(actor=SYSTEM, person=person, asked=asked)
    kept = repr(
        list(ImportRow.everywhere.values_list("title", "remarks", "notices", "changes", "candidates"))
    )
    assert SURNAME not in kept
    assert {bytes(one.sealed) for one in ImportRow.everywhere.filter(batch=batch)} == {b""}
    batch.refresh_from_db()
    assert batch.forgotten_on is not None
    assert not path_of(batch.blob.sha256).exists()
    assert SURNAME not in "".join(Payload.objects.values_list("body", flat=True))
    assert chain.verify() == []


def test_nobody_is_erased_while_their_file_is_saved(world: World) -> None:
    person, batch = brought_in(world)
    asked = rights.open_request(actor=SYSTEM, person=person, kind="erase")
    with by_hand():
        ImportBatch.everywhere.filter(pk=batch.pk).update(state=ImportBatch.State.SAVING)
    with pytest.raises(Refused) as no:
        rights.erase_person(actor=SYSTEM, person=person, asked=asked)
    assert batch.file_name in str(no.value.message)
