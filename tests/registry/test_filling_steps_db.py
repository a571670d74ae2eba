"""A step whose paper turned up later: what was unknown is filled in, what stands there is not written over."""

from __future__ import annotations

from datetime import date

import pytest

from khabuan.access.actor import Actor
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.registry.actions.organisations import (
    fill_registration,
    record_registration,
    withdraw_registration,
)

SYSTEM = Actor.system()


@pytest.fixture
def step(world):
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    return record_registration(
        actor=SYSTEM, organisation=council, step="registered", number="4/2552", unknown=["date", "receiver"]
    )


def test_the_secretary_fills_in_what_the_paper_says(world, step):
    filled = fill_registration(
        actor=world.secretary,
        registration=step,
        on=date(2009, 3, 1),
        on_precision="month",
        receiver="กำนันสมมุติ",
    )
    filled.refresh_from_db()
    assert (filled.on, filled.on_precision, filled.number) == (date(2009, 3, 1), "month", "4/2552")
    assert filled.receiver == "กำนันสมมุติ"


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"number": "5/2552"}, "told_already", "number"),
        ({}, "nothing_new", None),
        ({"receiver": " ", "on": date(2199, 1, 1)}, "to_come", "on"),
    ],
)
def test_what_stands_there_is_not_written_over(world, step, facts, code, field):
    with pytest.raises(Refused) as no:
        fill_registration(actor=world.secretary, registration=step, **facts)
    assert (no.value.code, no.value.field) == (code, field)


def test_a_day_out_of_order_is_refused(world, step):
    record_registration(
        actor=SYSTEM,
        organisation=step.organisation,
        step="renewed",
        on=date(2013, 1, 1),
        unknown=["number", "receiver"],
    )
    with pytest.raises(Refused) as no:
        fill_registration(actor=world.secretary, registration=step, on=date(2014, 1, 1))
    assert no.value.field == "on"


def test_nobody_fills_in_beyond_office_or_area_or_what_was_taken_back(world, step):
    with pytest.raises(OutOfArea):
        fill_registration(actor=world.neighbour, registration=step, receiver="ก")
    with pytest.raises(NotAllowed):
        fill_registration(actor=world.auditor, registration=step, receiver="ก")
    withdraw_registration(actor=world.province, registration=step, reason="ผิดแห่ง")
    with pytest.raises(Refused):
        fill_registration(actor=world.secretary, registration=step, receiver="ก")


def test_a_day_known_to_the_year_is_told_more_closely_and_not_contradicted(world, step):
    fill_registration(actor=world.secretary, registration=step, on=date(2009, 1, 1), on_precision="year")
    with pytest.raises(Refused) as no:
        fill_registration(actor=world.secretary, registration=step, on=date(2010, 3, 1))
    assert (no.value.code, no.value.field) == ("told_already", "on")
    fill_registration(actor=world.secretary, registration=step, on=date(2009, 3, 15))
    step.refresh_from_db()
    assert (step.on, step.on_precision) == (date(2009, 3, 15), "day")
