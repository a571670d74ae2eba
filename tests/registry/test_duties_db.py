"""What is due in the register: for the office that does it, in its own place, counted as it is told."""

from __future__ import annotations

from datetime import date

import pytest
from tests.registry.conftest import TODAY
from tests.registry.test_organisations_db import PDF

from khabuan.core import offers
from khabuan.files.actions import attach
from khabuan.registry.actions.organisations import record_registration
from khabuan.registry.actions.posts import add_post, appoint

KINDS = ("registry.proposals", "registry.terms", "registry.doubles", "registry.vacancies", "registry.papers")


def due(kind, actor):
    source = offers.duty_sources[kind]
    rows = source.due(actor, TODAY, 50)
    assert len(rows) == source.count(actor, TODAY)
    return rows


@pytest.fixture
def council(world):
    body = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    record_registration(
        actor=world.secretary,
        organisation=body,
        step="registered",
        on=date(2009, 3, 1),
        number="12",
        unknown=["receiver"],
    )
    chair = add_post(actor=world.secretary, organisation=body, title="chair")
    secretary = add_post(actor=world.secretary, organisation=body, title="secretary")
    add_post(actor=world.secretary, organisation=body, title="treasurer")
    appoint(
        actor=world.secretary,
        post=chair,
        person=world.person("ประธานทดสอบ"),
        since=date(2022, 11, 1),
        until=date(2026, 10, 31),
    )
    appoint(
        actor=world.secretary,
        post=secretary,
        person=world.person("เลขาทดสอบ"),
        since=date(2023, 1, 1),
        until=date(2026, 12, 31),
    )
    return body


def renewed(world, council, on):
    record_registration(
        actor=world.secretary, organisation=council, step="renewed", on=on, number="13", unknown=["receiver"]
    )


def test_terms_over_and_ending_the_longest_over_first(world, council):
    fund = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
    chair = add_post(actor=world.secretary, organisation=fund, title="chair")
    appoint(
        actor=world.secretary, post=chair, person=world.person("กองทุนทดสอบ"), since=date(2023, 1, 1),
        until=date(2026, 12, 31),
    )  # fmt: skip
    renewed(world, council, date(2022, 11, 1))
    over, ending = due("registry.terms", world.secretary)
    assert (over.state, over.due_on) == ("wrong", date(2026, 10, 31))
    assert (ending.state, ending.due_on) == ("need", date(2026, 12, 31))
    assert ending.about == f"organisation:{fund.pk}"
    assert over.about == f"organisation:{council.pk}"
    assert over.path == f"{council.get_absolute_url()}new-term/"


def test_vacancies_and_missing_papers(world, council):
    assert len(due("registry.vacancies", world.secretary)) == 1
    (paper,) = due("registry.papers", world.secretary)
    assert council.name in str(paper.what)
    step = council.registrations.model.everywhere.get()
    attach(actor=world.secretary, record=step, content=PDF, name="แบบ.pdf", paper="form")
    assert due("registry.papers", world.secretary) == []


def test_doubles_for_the_office_that_merges(world):
    for _ in range(2):
        world.person("สมมุติทดสอบ", "คนเดียวกัน", born_on=date(1970, 1, 2))
    assert len(due("registry.doubles", world.province)) == 1
    assert due("registry.doubles", world.secretary) == []


@pytest.mark.parametrize("who", ["neighbour", "stranger", "auditor", "agency", "collector"])
def test_nothing_is_due_elsewhere_or_for_another_office(world, council, who):
    for _ in range(2):
        world.person("สมมุติทดสอบ", "คนเดียวกัน", born_on=date(1970, 1, 2))
    for kind in KINDS:
        assert due(kind, getattr(world, who)) == [], kind


@pytest.mark.parametrize("kind", KINDS)
def test_counting_costs_at_most_three_queries(world, council, kind, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        offers.duty_sources[kind].count(world.province, TODAY)
