"""The term of a council is one: the same to coverage, the list of terms, the duty, lists and its own page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.registry.conftest import TODAY
from tests.registry.test_pages_organisations import House, page

from khabuan.core import offers
from khabuan.registry.actions.organisations import end_organisation, record_registration
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.queries.councils import coverage_of
from khabuan.registry.queries.standing import organisation_of, standings_of
from khabuan.registry.queries.terms import ending_councils
from khabuan.registry.rules.coverage import CouncilState
from khabuan.registry.rules.terms import council_term, end_of_years, latest_start
from khabuan.registry.views.organisations import profile_of


@pytest.fixture
def house(world) -> House:
    return House(world)


@pytest.mark.parametrize(
    ("counts_from", "list_until", "ends_on"),
    [
        (date(2023, 3, 15), None, date(2027, 3, 14)),
        (date(2023, 3, 15), date(2027, 3, 31), date(2027, 3, 14)),  # members' papers never make it longer
        (date(2023, 3, 15), date(2025, 3, 31), date(2025, 3, 31)),  # a list that is over has nobody in term
        (date(2023, 3, 15), date(2022, 3, 31), date(2027, 3, 14)),  # the list of the term before
        (None, date(2025, 3, 31), date(2025, 3, 31)),
        (None, None, None),
    ],
)
def test_the_rule(counts_from, list_until, ends_on):
    assert council_term(counts_from, list_until, TODAY, term_years=4).ends_on == ends_on


@pytest.mark.parametrize("years", [1, 2, 4])
def test_latest_start_is_the_last_that_ends_by_the_day(years):
    for number in range(3000):
        day = date(2022, 1, 1) + timedelta(days=number)
        start = latest_start(day, years)
        assert end_of_years(start, years) <= day < end_of_years(start + timedelta(days=1), years)


def council(world, since, until, *, renewed=None, path="19.01.01.", name="สภาทดสอบ"):
    """A council registered `since`, whose chair's term is stated until a day, with a delegate in a long term."""
    body = world.body("council", name, path)
    facts = {"actor": world.province, "organisation": body, "number": "1", "unknown": ["receiver"]}
    record_registration(step="registered", on=since, **facts)
    if renewed:
        record_registration(step="renewed", on=renewed, **facts)
    for title, last in (("chair", until), ("delegate", date(2033, 1, 1))):
        post = add_post(actor=world.province, organisation=body, title=title)
        appoint(
            actor=world.province, post=post, person=world.person(title, path=path), since=since, until=last
        )
    return body


def terms_everywhere(world, body):
    """(coverage's state, its end, the end in /terms/, in the duty, in lists, on the page)."""
    (line,) = [line for line in coverage_of(world.province, ["19."], TODAY).lines if line.council == body]
    listed = {end.key: end.until for end in ending_councils(world.province, ["19."], TODAY)}
    source = offers.duty_sources["registry.terms"]
    duties = source.due(world.province, TODAY, 50)
    assert len(duties) == source.count(world.province, TODAY)
    due = {duty.about: duty.due_on for duty in duties}
    page_says = profile_of(world.province, organisation_of(world.province, body.pk), TODAY).standing.term
    list_says = standings_of(world.province, [body], TODAY)[body.pk].term
    assert page_says == list_says == line.term
    return (
        line.state, line.term.ends_on, listed.get(body.pk), due.get(f"organisation:{body.pk}")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "state", "ends_on"),
    [
        ((date(2023, 3, 15), date(2027, 3, 31)), CouncilState.ENDS_SOON, date(2027, 3, 14)),
        ((date(2023, 3, 15), date(2025, 3, 31)), CouncilState.OVER_TERM, date(2025, 3, 31)),
        ((date(2019, 1, 1), date(2028, 12, 31)), CouncilState.OVER_TERM, date(2022, 12, 31)),
        ((date(2022, 11, 23), None), CouncilState.OVER_TERM, date(2026, 11, 22)),
        ((date(2022, 11, 24), None), CouncilState.ENDS_SOON, date(2026, 11, 23)),
        ((date(2023, 3, 23), None), CouncilState.ENDS_SOON, date(2027, 3, 22)),
    ],
)
def test_every_page_says_the_same_of_a_term_that_rings(world, facts, state, ends_on):
    body = council(world, *facts)
    # 2027-03-23 is the 120th day
    assert terms_everywhere(world, body) == (state, ends_on, ends_on, ends_on)


def test_a_term_that_does_not_ring_is_told_nowhere(world):
    body = council(world, date(2023, 3, 25), None)
    ends_on = date(2027, 3, 24)
    assert terms_everywhere(world, body) == (CouncilState.IN_TERM, ends_on, None, None)


def test_a_renewal_begins_another_term(world):
    body = council(world, date(2019, 1, 1), None, renewed=date(2023, 1, 1))
    assert terms_everywhere(world, body)[:2] == (CouncilState.ENDS_SOON, date(2026, 12, 31))


def test_only_councils_with_members_at_work_ring(world):
    gone = council(world, date(2019, 1, 1), None)
    end_organisation(actor=world.province, organisation=gone, on=TODAY, reason="เลิก")
    empty = world.body("council", "สภาว่าง", "19.01.02.")
    record_registration(
        actor=world.province, organisation=empty, step="registered", on=date(2019, 1, 1), number="2",
        unknown=["receiver"],
    )  # fmt: skip
    assert ending_councils(world.province, ["19."], TODAY) == []
    assert ending_councils(world.stranger, ["19."], TODAY) == []


def test_the_pages_of_the_province_agree(house):
    world, other = house.world, council(
        house.world, date(2023, 3, 15), date(2027, 3, 31), path="19.01.02.", name="สภาดาวเรืองทดสอบ"
    )  # fmt: skip
    staff = house.staff()
    assert "เหลือ 111 วัน" in page(staff, "/terms/?place=19")
    assert "สภาดาวเรืองทดสอบ" in page(staff, "/terms/?place=19")
    assert "สภาดาวเรืองทดสอบ" in page(staff, "/duties/")
    assert "จะครบวาระในอีก 111 วัน" in page(staff, other.get_absolute_url())
    assert "สภาดาวเรืองทดสอบ" not in page(house.stranger(), "/terms/?place=19")
    assert coverage_of(world.province, ["19."], TODAY).counts[CouncilState.ENDS_SOON] == 1


def test_a_body_that_has_ended_shows_no_figure_of_the_day_and_no_act_on_a_seat(house):
    where = house.council.get_absolute_url()
    staff = house.staff()
    before = page(staff, where)
    assert "บันทึกผู้ดำรงตำแหน่ง" in before
    assert "ข้อมูลครบ" in before
    end_organisation(actor=house.world.province, organisation=house.council, on=TODAY, reason="เลิก")
    after = page(staff, where)
    for words in ("บันทึกผู้ดำรงตำแหน่ง", "ข้อมูลครบ", "ครบวาระ", "ว่าง 1 ที่นั่ง"):
        assert words not in after, words
    assert "เลิก" in after
