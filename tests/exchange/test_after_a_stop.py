"""A machine that was stopped in the middle of a list: at the next start of `serve` the list goes on by itself."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from khabuan.exchange import actions, tasks, work
from khabuan.exchange.models import ImportBatch
from khabuan.registry.models import Person
from tests.exchange.conftest import World

ROWS = [{"given": f"สมมุติ{letter}", "surname": "ทดลอง", "place": "ต.ดาวเรือง อ.เมืองสระบุรี"} for letter in "กขค"]


def test_a_list_that_was_being_saved_goes_on_at_the_next_start(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = world.take_in("people", ROWS)
    actions.save_good_rows(actor=world.actor("province"), batch=batch)
    assert actions.take_over(actor=world.actor("province"), batch=batch, wanted=ImportBatch.State.SAVING)
    assert work.save_rows(world.actor("province"), batch).state == ImportBatch.State.SAVING, "another has it"
    before = DBTaskResult.objects.count()
    tasks.take_up_again()
    assert DBTaskResult.objects.count() == before + 1
    batch.refresh_from_db()
    assert work.save_rows(world.actor("province"), batch).state == ImportBatch.State.DONE
    assert Person.everywhere.count() == len(ROWS)


def test_lists_that_nobody_works_on_are_left_alone(world: World) -> None:
    world.take_in("people", ROWS)
    before = DBTaskResult.objects.count()
    tasks.take_up_again()
    assert DBTaskResult.objects.count() == before
