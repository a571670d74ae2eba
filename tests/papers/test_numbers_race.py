"""Many take numbers of one book at the same time: none twice, none left out."""

from __future__ import annotations

import pytest

from khabuan.access import action as actions
from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core.errors import Refused
from khabuan.papers.actions.numbers import issue_number_book, take_numbers
from khabuan.papers.models import NumberBook, NumberRun
from khabuan.papers.queries.numbers import number_findings
from tests.databases import own_database  # noqa: F401 - a fixture
from tests.support import SYSTEM, Country, Here, in_threads, policy_rows

EACH, THREADS, TAKEN = 5, 4, 3


@pytest.mark.usefixtures("own_database")
def test_racing_takers_get_numbers_in_turn_until_the_book_is_full() -> None:
    body = Country().tambon_a
    last = EACH * THREADS * TAKEN - 4  # so that the last two find it full
    book = issue_number_book(actor=SYSTEM, body=body, kind="receipt", number=1, last=last, issued_to="–")

    with policy_rows(names=("test.take",)):

        @action("test.take", on="place")
        def take(*, actor: Actor, place: Here) -> None:
            take_numbers(book_of_all, TAKEN, body)

        book_of_all = book

        def work(chain: int) -> int:
            refused = 0
            for _ in range(EACH):
                try:
                    take(actor=SYSTEM, place=Here(f"19.{chain:02d}."))  # no chain's lock is between them
                except Refused:
                    refused += 1
            return refused

        try:
            refused = in_threads(*[lambda chain=chain: work(chain) for chain in range(THREADS)])
        finally:
            actions.registry.pop("test.take")
    runs = list(NumberRun.everywhere.order_by("first").values_list("first", "last"))
    assert sum(refused) == 2
    assert runs == [(first, first + TAKEN - 1) for first in range(1, last - TAKEN + 2, TAKEN)]
    assert NumberBook.everywhere.get().next == runs[-1][1] + 1
    assert list(number_findings()) == []
