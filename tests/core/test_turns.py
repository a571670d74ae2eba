"""Who waits to write is seen and gets a turn, however often one writer takes the lock again."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from khabuan.audit.models import ChainHead
from khabuan.core import sql, turns
from tests.support import in_threads

HELD, PORTIONS = 0.15, 20


def portions(write: Callable[[], None], went_on: list[float]) -> Callable[[], None]:
    """A long list: one portion after the other, as soon as `Turns` lets it."""

    def run() -> None:
        took = turns.Turns()
        for _ in range(PORTIONS):
            with sql.writing():
                write()
                time.sleep(HELD)
            began = time.monotonic()
            took.leave()
            went_on.append(time.monotonic() - began)

    return run


def touch() -> None:
    ChainHead.objects.filter(chain="x").update(seq=1)


@pytest.mark.usefixtures("own_database")
def test_who_waits_gets_a_turn_between_the_portions_of_a_list() -> None:
    ChainHead.objects.create(chain="x", digest="0")
    waits: list[float] = []

    def other() -> None:
        for _ in range(6):
            time.sleep(0.05)
            began = time.monotonic()
            with sql.writing():
                touch()
            waits.append(time.monotonic() - began)

    assert in_threads(portions(touch, []), other) == [None, None]
    assert max(waits) < 1, waits


if connection.vendor == "sqlite":

    @pytest.mark.usefixtures("own_database")
    def test_nobody_is_waited_for_when_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(turns, "LONGEST", 60)
        assert not turns.somebody_waits()
        went_on: list[float] = []
        portions(lambda: None, went_on)()
        assert sum(went_on) < PORTIONS * turns.LEFT / 2

    @pytest.mark.usefixtures("own_database")
    def test_who_has_begun_no_longer_waits_and_an_inner_transaction_never_does() -> None:
        with sql.writing():
            assert not turns.somebody_waits()
            with sql.writing():
                assert not turns.somebody_waits()
            with turns.waiting():
                assert not turns.somebody_waits()
        with turns.waiting():
            assert turns.somebody_waits()

    @pytest.mark.usefixtures("own_database")
    def test_who_does_not_say_so_gets_a_turn_too() -> None:
        waits: list[float] = []

        def silent() -> None:
            for _ in range(3):
                time.sleep(0.05)
                began = time.monotonic()
                with transaction.atomic():
                    touch()
                waits.append(time.monotonic() - began)

        assert in_threads(portions(touch, []), silent) == [None, None]
        assert max(waits) < 1.3, waits  # sees the lock free at the longest after 0.6 + 0.15, and one look
