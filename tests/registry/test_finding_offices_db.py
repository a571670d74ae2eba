"""Search by office, short name, number and telephone; nobody finds a body across the border."""

from __future__ import annotations

from datetime import date

import pytest

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.registry.actions.organisations import record_registration
from khabuan.registry.actions.posts import add_post

SYSTEM = Actor.system()


def found(kind, actor, words):
    return [subject.title for subject in offers.search_sources[kind].find(actor, words, 10)]


@pytest.fixture
def bodies(world):
    office = world.body(
        "agency", "สำนักงานพัฒนาสังคมฯ จังหวัดสระบุรี", path="19.", short_name="พมจ.", phone="036-000-101"
    )
    add_post(actor=SYSTEM, organisation=office, title="social_development_head")
    governor = world.body("agency", "สำนักงานจังหวัดสระบุรี", path="19.")
    add_post(actor=SYSTEM, organisation=governor, title="governor")
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    record_registration(
        actor=SYSTEM,
        organisation=council,
        step="registered",
        on=date(2009, 3, 1),
        number="2/2552",
        receiver="กำนัน",
    )
    return world


@pytest.mark.parametrize("words", ["พมจ", "พมจ.", "036-000-101", "๐๓๖-๐๐๐-๑๐๑", "000-101"])
def test_an_agency_is_found_by_short_name_and_telephone(bodies, words):
    assert found("number", bodies.province, words) == ["สำนักงานพัฒนาสังคมฯ จังหวัดสระบุรี"]


@pytest.mark.parametrize("words", ["2/2552", "๒/๒๕๕๒"])
def test_a_council_is_found_by_its_registration_number(bodies, words):
    assert found("number", bodies.secretary, words) == ["สภาองค์กรชุมชนตำบลปากเพรียว"]
    assert found("number", bodies.stranger, words) == []


def test_an_office_is_found_by_its_title(bodies):
    assert found("post", bodies.province, "ผู้ว่าราชการจังหวัด") == ["ผู้ว่าราชการจังหวัด"]
    assert found("post", bodies.province, "ผู้ว่า")[0] == "ผู้ว่าราชการจังหวัด"
    assert found("post", bodies.stranger, "ผู้ว่าราชการจังหวัด") == []


@pytest.mark.parametrize("words", ["", " ", "ผ", "ก\x00", "%", "_"])
def test_what_says_nothing_finds_nothing(bodies, words):
    for kind in ("post", "number", "group"):
        assert found(kind, bodies.province, words) == []
