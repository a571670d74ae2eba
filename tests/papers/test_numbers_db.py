"""Books of numbers: taken in turn, never twice, every number accounted for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from khabuan.access import action as actions
from khabuan.access.action import action
from khabuan.access.actor import Actor, Role
from khabuan.access.policy import POLICY, Rule
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.papers.actions.numbers import (
    close_number_book,
    hand_back_number_book,
    hand_on_number_book,
    issue_number_book,
    take_across,
    take_numbers,
    void_issued,
    void_number,
)
from khabuan.papers.models import NumberBook, NumberRun, NumberVoid
from khabuan.papers.queries.numbers import account_for, number_findings, open_books, runs_of
from khabuan.registry.models import Organisation
from tests.registry.conftest import World, _today_and_key, by_hand, seat, world  # noqa: F401 - fixtures

SYSTEM = Actor.system()


@pytest.fixture
def fund(world: World) -> Organisation:  # noqa: F811
    return world.body("fund", "กองทุนทดสอบ")


@pytest.fixture
def keeper(fund: Organisation) -> Actor:
    return seat(Role.TREASURER, fund.node, number=21)


@pytest.fixture
def use(fund: Organisation) -> Any:
    """Do something inside a running action of an upper app, as a sheet would."""

    @action("test.use", on="body")
    def run(*, actor: Actor, body: Organisation, act: Callable[[], Any]) -> Any:
        return act()

    POLICY["test.use"] = Rule(tuple(Role), "test.use")
    yield lambda act: run(actor=SYSTEM, body=fund, act=act)
    del POLICY["test.use"], actions.registry["test.use"]


def issue(keeper: Actor, fund: Organisation, number: int = 12, **facts: Any) -> NumberBook:
    facts = {"kind": "receipt", "last": 100, "issued_to": "โต๊ะรับเงิน", **facts}
    return issue_number_book(actor=keeper, body=fund, number=number, **facts)


def fates(book: NumberBook) -> list[tuple[int, int, str]]:
    book = NumberBook.everywhere.get(pk=book.pk)
    return [(one.first, one.last, str(one.state)) for one in account_for(SYSTEM, book)]


def test_the_treasurer_gives_out_a_book_and_nobody_else_does(
    world: World,  # noqa: F811
    fund: Organisation,
    keeper: Actor,
) -> None:
    book = issue(keeper, fund)
    assert (book.place, book.next, book.left, book.text_of(34)) == (fund.node, 1, 100, "12/034")
    assert fates(book) == [(1, 100, "unused")]
    for stranger in (seat(Role.TREASURER, world.body("fund", "อื่น").node), world.stranger):
        with pytest.raises(OutOfArea):
            issue(stranger, fund, 13)
    for other in (world.secretary, seat(Role.COLLECTOR, fund.node)):
        with pytest.raises(NotAllowed):
            issue(other, fund, 13)


def test_the_same_book_twice_is_refused_and_of_another_kind_it_is_not(
    fund: Organisation, keeper: Actor
) -> None:
    issue(keeper, fund)
    with pytest.raises(Refused) as no, override("th"):
        issue(keeper, fund)
    assert no.value.code == "number_book_once"
    issue(keeper, fund, kind="voucher")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"last": 0}, "last"), ({"last": 20_000}, "last"), ({"first": 0}, "number"),
        ({"next_number": 101}, "next_number"), ({"issued_to": " "}, "issued_to"),
        ({"on": date(2026, 11, 24)}, "on"),
    ],
)  # fmt: skip
def test_numbers_that_do_not_fit_are_refused(
    fund: Organisation, keeper: Actor, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as no:
        issue(keeper, fund, **facts)
    assert no.value.field == field
    assert not NumberBook.everywhere.exists()


def test_a_book_begun_on_paper_goes_on_where_it_stands(fund: Organisation, keeper: Actor, use: Any) -> None:
    book = issue(keeper, fund, next_number=35)
    assert use(lambda: take_numbers(book, 3, fund)).text == "12/035–12/037"
    assert fates(book) == [(1, 34, "before"), (35, 37, "issued"), (38, 100, "unused")]


def test_numbers_are_taken_by_one_update_and_one_insert(fund: Organisation, keeper: Actor, use: Any) -> None:
    book = issue(keeper, fund)

    def take() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            take_numbers(book, 40, fund)
        return [one["sql"].split(" ")[0] for one in captured]

    assert use(take) == ["UPDATE", "INSERT"]
    assert [(run.first, run.last) for run in runs_of(SYSTEM, fund)] == [(1, 40)]


def test_who_read_the_book_too_early_gets_the_next_numbers_all_the_same(
    fund: Organisation, keeper: Actor, use: Any
) -> None:
    book = issue(keeper, fund)
    stale = NumberBook.everywhere.get(pk=book.pk)
    use(lambda: take_numbers(book, 10, fund))
    assert use(lambda: take_numbers(stale, 5, fund)).first == 11
    assert fates(book) == [(1, 15, "issued"), (16, 100, "unused")]


def test_a_full_book_gives_nothing_and_is_as_it_was(fund: Organisation, keeper: Actor, use: Any) -> None:
    book = issue(keeper, fund)
    use(lambda: take_numbers(book, 98, fund))
    with pytest.raises(Refused) as no, override("th"):
        use(lambda: take_numbers(book, 3, fund))
    with override("th"):
        assert "เล่มที่ 12 เต็ม" in str(no.value.message)
        assert "เหลือ 2" in str(no.value.message)
    assert fates(book) == [(1, 98, "issued"), (99, 100, "unused")]


def test_where_one_book_ends_the_holder_s_next_one_goes_on(
    fund: Organisation, keeper: Actor, use: Any
) -> None:
    books = [issue(keeper, fund, number, last=50) for number in (13, 12)]
    use(lambda: take_numbers(books[1], 45, fund))
    rows = open_books(SYSTEM, fund.node, "receipt")
    assert [book.number for book in rows] == [12, 13], "the one that is begun first"
    runs = use(lambda: take_across(rows, 8, fund))
    assert [run.text for run in runs] == ["12/46–12/50", "13/01–13/03"]
    with pytest.raises(Refused, match="book_full"):
        use(lambda: take_across(rows, 48, fund))
    assert NumberBook.everywhere.get(number=13).next == 4


def test_a_spoilt_leaf_is_cancelled_in_its_turn(fund: Organisation, keeper: Actor, use: Any) -> None:
    book = issue(keeper, fund)
    use(lambda: take_numbers(book, 3, fund))
    collector = seat(Role.COLLECTOR, fund.node)
    for number, code in ((6, "not_its_turn"), (2, "number_used"), (101, "no_such_number")):
        with pytest.raises(Refused, match=code):
            void_number(actor=collector, book=book, number=number, reason="ฉีก")
    with pytest.raises(Refused, match="no_reason"):
        void_number(actor=collector, book=book, number=4, reason=" ")
    assert void_number(actor=collector, book=book, number=4, reason="หมึกเลอะ").state == "cancelled"
    assert fates(book) == [(1, 3, "issued"), (4, 4, "cancelled"), (5, 100, "unused")]


def test_a_receipt_is_void_with_the_record_that_it_was_for(
    fund: Organisation, keeper: Actor, use: Any
) -> None:
    book = issue(keeper, fund)
    use(lambda: take_numbers(book, 5, fund))
    use(lambda: void_issued(book, 3, reason="ชื่อผิด"))
    assert fates(book)[:3] == [(1, 2, "issued"), (3, 3, "void"), (4, 5, "issued")]
    assert NumberVoid.everywhere.get(book=book).number == 3
    for number, code in ((3, "number_void_once"), (6, "number_unused"), (0, "no_such_number")):
        with pytest.raises(Refused, match=code):
            use(lambda number=number: void_issued(book, number, reason="ชื่อผิด"))


def test_a_closed_book_accounts_for_every_number(fund: Organisation, keeper: Actor, use: Any) -> None:
    book = issue(keeper, fund)
    use(lambda: take_numbers(book, 60, fund))
    with pytest.raises(Refused, match="no_reason"):
        close_number_book(actor=keeper, book=book)
    close_number_book(actor=keeper, book=book, reason="สิ้นปีบัญชี")
    assert fates(book) == [(1, 60, "issued"), (61, 100, "cancelled")]
    for act in (
        lambda: use(lambda: take_numbers(book, 1, fund)),
        lambda: void_number(actor=keeper, book=book, number=61, reason="ฉีก"),
        lambda: close_number_book(actor=keeper, book=book, reason="อีกครั้ง"),
        lambda: hand_on_number_book(actor=keeper, book=NumberBook.everywhere.get(), issued_to="อื่น"),
    ):
        with pytest.raises(Refused, match="book_closed"):
            act()


def test_a_book_used_to_its_end_is_closed_without_a_reason(
    fund: Organisation, keeper: Actor, use: Any
) -> None:
    book = issue(keeper, fund, last=2)
    use(lambda: take_numbers(book, 2, fund))
    assert close_number_book(actor=keeper, book=book).closed_on == date(2026, 11, 23)


def test_nothing_is_taken_from_a_book_that_was_handed_back(
    fund: Organisation, keeper: Actor, use: Any
) -> None:
    book = issue(keeper, fund)
    hand_back_number_book(actor=seat(Role.COLLECTOR, fund.node), book=book)
    with pytest.raises(Refused, match="book_returned"):
        use(lambda: take_numbers(book, 1, fund))
    with pytest.raises(Refused, match="returned"):
        hand_back_number_book(actor=keeper, book=book)
    hand_on_number_book(actor=keeper, book=book, issued_to="ผู้เก็บเงิน ม.3")
    assert use(lambda: take_numbers(NumberBook.everywhere.get(), 1, fund)).first == 1
    assert NumberBook.everywhere.get().issued_to == "ผู้เก็บเงิน ม.3"


def test_an_untrue_book_is_found(fund: Organisation, keeper: Actor, use: Any) -> None:
    book = issue(keeper, fund)
    use(lambda: take_numbers(book, 5, fund))
    assert list(number_findings()) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE papers_numberbook SET next = 9")
    with by_hand():
        NumberRun.new.bulk([NumberRun(book=book, first=4, last=4, on=date(2026, 1, 1))])
        NumberVoid.new.bulk([NumberVoid(book=book, number=50, state="void", on=date(2026, 1, 1), reason="–")])
    assert [(first, last) for _book, first, last in number_findings()] == [(4, 4), (6, 8), (50, 50)]


def test_the_database_keeps_runs_as_they_are(fund: Organisation, keeper: Actor, use: Any) -> None:
    use(lambda: take_numbers(issue(keeper, fund), 5, fund))
    with pytest.raises(Exception, match="refused"), connection.cursor() as cursor:
        cursor.execute("UPDATE papers_numberrun SET first = 2")


def test_books_of_the_neighbour_are_not_in_sight(world: World, fund: Organisation, keeper: Actor) -> None:  # noqa: F811
    issue(keeper, fund)
    counts = {
        str(actor.seat_id): NumberBook.objects.visible_to(actor).count()
        for actor in (keeper, world.secretary, world.neighbour, world.stranger, world.agency)
    }
    assert list(counts.values()) == [1, 1, 0, 0, 0]
