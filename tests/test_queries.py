"""The query ratchet: how many statements a page costs is data in the repository, and does not grow with rows.

Every page that province_staff may GET has a number in queries.json. KHABUAN_WRITE_QUERIES=1 writes them; the
change is then a diff that somebody approves.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from khabuan.config import context
from khabuan.registry.models import Organisation
from khabuan.seats import middleware
from tests.access.test_matrix import ROWS
from tests.addresses import addresses
from tests.cast import PERSONAS, Cast
from tests.databases import identity_key  # noqa: F401 - a fixture

FILE = Path(__file__).with_name("queries.json")
PERSONA = "province_staff"
MOST, MOST_OF_A_PLACE = 33, 32
PAGES = [row for row in ROWS if " " not in row and ROWS[row][PERSONAS.index(PERSONA)] == 200]


def cost(client: Client, where: str) -> int:
    """Statements of one page."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def costs(names: list[str]) -> tuple[dict[str, int], dict[str, int]]:
    """What pages cost with few rows and with thirty more, after they were asked for once: that may fill caches."""
    cast, found = Cast(), {address.name: address for address in addresses()}
    readers = {name: (cast.client(PERSONA), found[name].path(cast.ids)) for name in names}
    for client, where in readers.values():
        client.get(where)
    few = {name: cost(*reader) for name, reader in readers.items()}
    cast.grow(30)
    return few, {name: cost(*reader) for name, reader in readers.items()}


def test_pages_cost_what_is_written_and_no_more_with_more_rows(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both are done anew each minute, wherever a slow machine is then.
    monkeypatch.setattr(context, "WAITING_KEPT", 3600)
    monkeypatch.setattr(middleware, "SEEN_STEP", timedelta(hours=1))
    few, many = costs(PAGES)
    if os.environ.get("KHABUAN_WRITE_QUERIES"):
        FILE.write_text(json.dumps(few, indent=1, sort_keys=True) + "\n")
    assert many == few, "grows with the rows"
    assert {name: count for name, count in few.items() if count > MOST} == {}
    assert few["place"] <= MOST_OF_A_PLACE
    assert few == json.loads(FILE.read_text()), "write it down: KHABUAN_WRITE_QUERIES=1"


# ---------------------------------------------------------------- the ratchet itself bites


def thrifty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(str(one) for one in Organisation.everywhere.all()))


def wasteful(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(one.area.name for one in Organisation.everywhere.all()))


urlpatterns = [path("thrifty/", thrifty, name="thrifty"), path("wasteful/", wasteful, name="wasteful")]


def test_a_page_that_does_not_grow_passes(db: None, settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    few, many = costs(["thrifty"])
    assert few == many


def test_a_page_that_grows_is_found(db: None, settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    few, many = costs(["wasteful"])
    assert many["wasteful"] == few["wasteful"] + 30
