"""All that is due: every duty can be reached, page by page and by kind; hints fit the office."""

# ruff: noqa: F811 - pytest fixtures are asked for by name

from __future__ import annotations

import pytest

from khabuan.access.actor import Actor, Role
from khabuan.picture.views.home import WORK_SHOWN
from khabuan.registry.actions.posts import add_post
from khabuan.seats.models import Seat
from tests.seats.conftest import (  # noqa: F401
    World,
    _identity_key,
    _still_clock,
    browser_of,
    secretary,
    world,
)

EMPTY_POSTS = 2 * WORK_SHOWN + 5


@pytest.fixture
def busy(world: World, secretary: Seat) -> Seat:
    """A secretary whose council has more empty posts than a page shows."""
    for number in range(EMPTY_POSTS):
        words = {"title": "member", "label": f"ที่นั่ง {number:02}"}
        add_post(actor=Actor.system(), organisation=world.council, holders=1, **words)
    return secretary


def test_home_leads_to_all_duties_and_every_one_is_on_some_page(busy: Seat) -> None:
    client = browser_of(busy)
    assert 'href="/duties/"' in client.get("/").content.decode()
    seen: list[str] = []
    for number in (1, 2, 3):
        page = client.get(f"/duties/?page={number}").context["page"]
        seen += [duty.what for duty in page]
    assert len(seen) == len(set(seen)) == page.paginator.count >= EMPTY_POSTS
    assert not page.has_next()


def test_one_kind_alone(busy: Seat) -> None:
    client = browser_of(busy)
    page = client.get("/duties/?kind=registry.vacancies").context["page"]
    assert {duty.kind for duty in page} == {"registry.vacancies"}
    assert page.paginator.count == EMPTY_POSTS
    assert client.get("/duties/?kind=nonsense").context["page"].paginator.count >= EMPTY_POSTS


def test_home_shows_the_first_of_each_kind_and_how_many_there_are(busy: Seat) -> None:
    page = browser_of(busy).get("/").context
    pile = next(one for one in page["piles"] if one.kind == "registry.vacancies")
    assert (len(pile.duties), pile.count, pile.more_url) == (
        5,
        EMPTY_POSTS,
        "/duties/?kind=registry.vacancies",
    )
    assert page["count"] == sum(one.count for one in page["piles"])


def test_few_duties_need_no_other_page(secretary: Seat) -> None:
    assert 'href="/duties/"' not in browser_of(secretary).get("/").content.decode()


def test_who_may_bring_in_a_list_is_told_so_and_nobody_else(world: World, secretary: Seat) -> None:
    auditor = world.seat(world.province, Role.AUDITOR, "auditor")
    assert "นำเข้ารายชื่อ" in browser_of(secretary).get("/").content.decode()
    assert "นำเข้ารายชื่อ" not in browser_of(auditor).get("/").content.decode()
