"""The access matrix: every address tried by everybody, and the bars of the pages that they got."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from tests.access.test_bar import Bars
from tests.addresses import Address, addresses
from tests.cast import PERSONAS, Cast

FILE = Path(__file__).with_name("matrix.toml")
MATRIX = tomllib.loads(FILE.read_text(encoding="utf-8"))
ROWS: dict[str, list[int]] = MATRIX["rows"]
PARTS = 6  # so that all workers have their share of it
READERS = ("province_staff", "chair_a", "nation")  # who reads the bars of a part's pages


def names_of(rows: dict[str, list[int]]) -> set[str]:
    return {row.rpartition(" ")[2] for row in rows}


def gaps(rows: dict[str, list[int]], found: list[Address]) -> list[str]:
    """What keeps the matrix from being whole, in words."""
    known = {address.name for address in found}
    return [
        *(f"{address.route} has no name" for address in found if not address.name),
        *(f"{name} has no row" for name in sorted(known - names_of(rows) - {""})),
        *(f"{name} is no address" for name in sorted(names_of(rows) - known)),
        *(f"{row} has {len(rows[row])} columns" for row in rows if len(rows[row]) != len(PERSONAS)),
    ]


def ask(row: str, cast: Cast, found: list[Address]) -> dict[str, HttpResponse]:
    """What each person gets for a row."""
    method, _, name = row.rpartition(" ")
    where = next(address for address in found if address.name == name).path(cast.ids)
    call = (method or "GET").lower()
    return {persona: getattr(cast.client(persona), call)(where) for persona in PERSONAS}


def answers(row: str, cast: Cast, found: list[Address]) -> list[int]:
    """The status that each person gets for a row."""
    return [answer.status_code for answer in ask(row, cast, found).values()]


def write(cast: Cast, found: list[Address]) -> None:
    """KHABUAN_WRITE_MATRIX=1: rows as the program answers now, a diff for somebody to read and approve."""
    known = {address.name for address in found}
    rows = [row for row in ROWS if row.rpartition(" ")[2] in known]
    rows += sorted(known - names_of(ROWS))
    head = FILE.read_text(encoding="utf-8").split("[rows]")[0]
    lines = [f'"{row}" = {answers(row, cast, found)}' for row in rows]
    FILE.write_text("\n".join([f"{head}[rows]", *lines]) + "\n", encoding="utf-8")


def test_the_matrix_is_whole() -> None:
    assert MATRIX["personas"] == list(PERSONAS)
    assert gaps(ROWS, list(addresses())) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_matrix_says(part: int, db: None) -> None:
    cast, found = Cast(), list(addresses())
    if os.environ.get("KHABUAN_WRITE_MATRIX"):
        if part == 0:
            write(cast, found)
        pytest.fail("written: read the diff, then run again")
    rows = dict(list(ROWS.items())[part::PARTS])
    assert [row for row in rows if 500 in rows[row]] == [], "a bug is never what is expected"
    told, bars = {}, Bars(READERS[part % len(READERS)])
    for row in rows:
        answered = ask(row, cast, found)
        told[row] = [answer.status_code for answer in answered.values()]
        bars.read(answered[bars.reader])
    assert told == rows
    assert len(bars.targets) > 50
    assert bars.dead(cast) == []


# ---------------------------------------------------------------- the matrix itself bites


@login_not_required
def hello(request: HttpRequest, **words: Any) -> HttpResponse:
    return HttpResponse(status=200 if request.user.is_authenticated else 403)


inner = ([path("<int:organisation_id>/", hello, name="page")], "bodies")
urlpatterns = [path("bodies/", include(inner)), path("", hello, name="home")]


@pytest.fixture
def small(settings: Any) -> list[Address]:
    settings.ROOT_URLCONF = __name__
    return list(addresses())


def test_addresses_are_found_below_includes(small: list[Address]) -> None:
    assert {(one.name, one.keywords) for one in small} == {
        ("bodies:page", ("organisation_id",)),
        ("home", ()),
    }
    assert small[0].path({"organisation_id": 7}) == "/bodies/7/"
    assert small[0].path({"organisation_id": 7, "bodies:page.organisation_id": 8}) == "/bodies/8/"


def test_a_gap_is_found(small: list[Address]) -> None:
    whole = {"bodies:page": [200] * 9, "POST home": [200] * 9}
    assert gaps(whole, small) == []
    assert gaps({"home": [200] * 9}, small) == ["bodies:page has no row"]
    assert gaps({**whole, "gone": [200] * 9}, small) == ["gone is no address"]
    assert gaps({**whole, "home": [200]}, small) == ["home has 1 columns"]
    assert gaps(whole, [*small, Address("", (), "x/")]) == ["x/ has no name"]


def test_each_person_asks_for_themselves(small: list[Address], db: None) -> None:
    *seats, public = answers("bodies:page", Cast(), small)
    assert PERSONAS[-1] == "public"
    assert (public, set(seats)) == (403, {200})
