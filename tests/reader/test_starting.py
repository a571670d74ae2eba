"""What accepted drafts give to a new record, and what is left open. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from khabuan.reader.rules.accepted import Accepted, Given
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.starting import (
    for_fund,
    for_gathering,
    for_house,
    for_meeting,
    for_news,
    for_project,
    holding_bodies,
    known_funds,
)


def accepted(key: int, kind: Kind, subject: int | None = None, **says: Any) -> Accepted:
    return Accepted(key, kind, says, subject)


DAY = accepted(1, Kind.DATE, start="2023-03-15", end="2023-03-16", main=True)
OTHER_DAY = accepted(2, Kind.DATE, start="2023-04-01", end=None, main=False)


def test_a_gathering_gets_the_main_days_the_narrowest_main_place_and_the_one_issue() -> None:
    found = for_gathering(
        [
            DAY, OTHER_DAY,
            accepted(3, Kind.PLACE, 19, level="province", name="สระบุรี", main=True),
            accepted(4, Kind.PLACE, 190101, level="tambon", name="ทดสอบ", main=True),
            accepted(5, Kind.PLACE, 33, level="province", name="ศรีสะเกษ", main=False),
            accepted(6, Kind.PROGRAMME, name="บ้านมั่นคง"),
        ]
    )  # fmt: skip
    assert found == {
        "starts_on": Given(date(2023, 3, 15), 1), "ends_on": Given(date(2023, 3, 16), 1),
        "area": Given(190101, 4), "issue": Given("housing", 6),
    }  # fmt: skip


def test_what_two_drafts_say_differently_is_left_open() -> None:
    days = [accepted(at, Kind.DATE, start=f"2023-03-0{at}", end=None, main=False) for at in (1, 2)]
    places = [accepted(at, Kind.PLACE, at, level="tambon", name="ก", main=False) for at in (3, 4)]
    programmes = [accepted(5, Kind.PROGRAMME, name="ที่ดิน"), accepted(6, Kind.PROGRAMME, name="ภัยพิบัติ")]
    assert for_gathering([*days, *places, *programmes]) == {}


def test_a_day_without_a_year_and_a_place_without_an_area_give_nothing() -> None:
    assert for_gathering([accepted(1, Kind.DATE, start="--03-15", end=None, main=True),
                          accepted(2, Kind.PLACE, level="tambon", name="ทดสอบ", main=True)]) == {}  # fmt: skip


def test_a_meeting_gets_its_number_and_the_year_of_the_common_era() -> None:
    found = for_meeting([DAY, accepted(7, Kind.MEETING, number=1, be=2566)])
    assert found == {"on": Given(date(2023, 3, 15), 1), "number": Given(1, 7), "year": Given(2023, 7)}
    assert "number" not in for_meeting(
        [accepted(7, Kind.MEETING, number=1), accepted(8, Kind.MEETING, number=2)]
    )


def test_news_has_every_issue_that_was_accepted_under_a_name_of_its_own() -> None:
    found = for_news([accepted(1, Kind.PROGRAMME, name="สวัสดิการชุมชน"), accepted(2, Kind.PROGRAMME, name="บ้านมั่นคง"),
                      accepted(3, Kind.PROGRAMME, name="บ้านพอเพียง")])  # fmt: skip
    assert found == {"issues:welfare": Given("welfare", 1), "issues:housing": Given("housing", 2)}
    assert for_news([accepted(1, Kind.PROGRAMME, name="โครงการอื่น")]) == {}


def test_a_fund_has_the_one_name_that_is_not_in_the_register() -> None:
    council = accepted(1, Kind.ORGANISATION, name="สภาองค์กรชุมชนตำบลทดสอบ")
    new = accepted(2, Kind.ORGANISATION, name="กองทุนสวัสดิการชุมชนตำบลทดสอบ")
    known = accepted(3, Kind.ORGANISATION, subject=77, name="กองทุนเดิม")
    assert for_fund([council, new, known]) == {"name": Given(new.says["name"], 2)}
    assert for_fund([council, known]) == {}
    assert for_fund([new, accepted(4, Kind.ORGANISATION, name="กองทุนอื่น")]) == {}
    assert known_funds([council, new, known]) == [77]


def test_bodies_that_may_hold_it_stand_in_the_order_of_title_first_line_text() -> None:
    def body(key: int, name: str, at: int) -> Accepted:
        return Accepted(key, Kind.ORGANISATION, {"name": name}, key * 10, ((at, at + 3),))

    words = "\nกกกก\nขขข คคค งงง"
    third, second, first = body(3, "คคค", 10), body(2, "ขขข", 6), body(1, "กกก", 1)
    assert list(holding_bodies([third, second], words, "ข่าว")) == [20, 30]
    assert list(holding_bodies([third, second], words, "ข่าวของ คคค")) == [30, 20]
    assert list(holding_bodies([third, second, first], words, "")) == [10, 20, 30]
    assert holding_bodies([accepted(9, Kind.ORGANISATION, name="ใหม่")], words, "") == {}


def test_a_house_gets_place_programme_year_and_the_amount_for_one_house() -> None:
    place = accepted(4, Kind.PLACE, 190101, level="tambon", name="ทดสอบ", main=True, codes=["190101"])
    money = accepted(10, Kind.MONEY, baht=20000, per="household")
    told = [
        place, money, accepted(6, Kind.PROGRAMME, name="บ้านพอเพียง"), accepted(5, Kind.PROGRAMME, name="สวัสดิการชุมชน"),
        accepted(7, Kind.YEAR, be=2569, fiscal=True), accepted(9, Kind.MONEY, baht=480000, per=None),
        accepted(3, Kind.PERSON, name="สมมติ ใจดี", title="นาย"),
    ]  # fmt: skip
    assert for_house(told) == {
        "area": Given(190101, 4), "programme": Given("decent", 6), "fiscal_year": Given(2026, 7),
        "amount": Given(Decimal(20000), 10),
    }  # fmt: skip
    other = accepted(11, Kind.MONEY, baht=18000, per="house")
    assert for_house([money, other]) == {}  # two amounts
    assert for_house([accepted(10, Kind.MONEY, baht=20000, per="house", approx=True)]) == {}
    both = [accepted(1, Kind.PROGRAMME, name="บ้านพอเพียง"), accepted(2, Kind.PROGRAMME, name="บ้านมั่นคง")]
    assert for_house(both) == {}


def test_a_project_gets_its_year_money_places_issue_targets_and_who_pays() -> None:
    found = for_project(
        [
            DAY,
            accepted(3, Kind.PLACE, 19, level="province", name="สระบุรี", main=True),
            accepted(4, Kind.PLACE, 190101, level="tambon", name="ทดสอบ", main=True, codes=["190101"]),
            accepted(5, Kind.PLACE, 190102, level="tambon", name="ข้างบ้าน", main=False, codes=["190102"]),
            accepted(16, Kind.PLACE, 1901, level="amphoe", name="เมือง", main=False, codes=["1901"]),
            accepted(6, Kind.PROGRAMME, name="บ้านพอเพียง"),
            accepted(7, Kind.YEAR, be=2569, fiscal=True),
            accepted(8, Kind.YEAR, be=2560, fiscal=False),
            accepted(9, Kind.MONEY, baht=480000, per=None),
            accepted(10, Kind.MONEY, baht=40000, per="house"),
            accepted(11, Kind.COUNT, what="houses", value=12, approx=False),
            accepted(12, Kind.COUNT, what="people", value=40, approx=True),
            accepted(13, Kind.COUNT, what="tambons", value=2, approx=False),
            accepted(14, Kind.ORGANISATION, 77, name="พอช."),
            accepted(15, Kind.ORGANISATION, name="ไม่รู้จัก"),
        ]
    )  # fmt: skip
    assert found == {
        "fiscal_year": Given(2026, 7), "approved": Given(Decimal(480000), 9), "area": Given(190101, 4),
        "places:190102": Given(190102, 5), "issue": Given("housing", 6), "programme": Given("บ้านพอเพียง", 6),
        "houses": Given(12, 11), "tambons": Given(2, 13), "agency": Given(77, 14),
    }  # fmt: skip


def test_a_project_leaves_open_what_is_said_in_two_ways_or_not_exactly() -> None:
    assert for_project(
        [
            accepted(1, Kind.YEAR, be=2568, fiscal=True), accepted(2, Kind.YEAR, be=2569, fiscal=True),
            accepted(3, Kind.MONEY, baht=100), accepted(4, Kind.MONEY, baht=200),
            accepted(5, Kind.COUNT, what="houses", value=1), accepted(6, Kind.COUNT, what="houses", value=2),
            accepted(7, Kind.COUNT, what="people", value=1.5),
            accepted(8, Kind.ORGANISATION, 1, name="ก"), accepted(9, Kind.ORGANISATION, 2, name="ข"),
        ]
    ) == {}  # fmt: skip
    assert (
        for_project([accepted(1, Kind.MONEY, baht=100, approx=True), accepted(2, Kind.YEAR, be=2569)]) == {}
    )
