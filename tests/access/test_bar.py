"""The place-and-year bar: on every page its links lead somewhere, and a record's page stands where the record is."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict
from tests.access.test_matrix import ROWS
from tests.addresses import addresses
from tests.cast import PERSONAS, Cast

from khabuan.places.labels import label
from khabuan.registry.models import Organisation

BAR = re.compile(r'<div class="where">.*?<div class="hem">', re.S)
SHOWN = re.compile(r"<summary.*?</summary>", re.S)
LINK = re.compile(r'<a href="([^"]+)"')


def bar_of(page: str) -> str:
    found = BAR.search(page)
    return found[0] if found else ""


def kind_of(address: str) -> str:
    """What tells one link from another: page and place; of a page's years one is enough."""
    path, _mark, query = address.partition("?")
    place = QueryDict(query.replace("&amp;", "&")).get("place")
    return f"{path}?place={place}" if place else path


@pytest.mark.parametrize("persona", ["province_staff", "chair_a", "nation"])
def test_every_link_of_the_bar_leads_to_a_page(db: None, persona: str) -> None:
    cast = Cast()
    client, found = cast.client(persona), {address.name: address for address in addresses()}
    pages = [row for row in ROWS if " " not in row and ROWS[row][PERSONAS.index(persona)] == 200]
    targets: dict[str, tuple[str, str]] = {}
    for name in pages:
        answer = client.get(found[name].path(cast.ids))
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        for link in LINK.findall(bar_of(text)):
            targets.setdefault(kind_of(link), (name, link.replace("&amp;", "&")))
    assert len(targets) > 30
    dead = {
        f"{name}: {link}" for name, link in targets.values() if client.get(link).status_code not in (200, 302)
    }
    assert dead == set()


def test_a_record_s_page_stands_where_the_record_is_and_the_reader_s_place_is_kept(db: None) -> None:
    cast = Cast()
    client = cast.client("province_staff")
    client.get("/organisations/?place=19")
    body = Organisation.everywhere.select_related("area").get(pk=cast.ids["organisation.pk"])
    bar = bar_of(client.get(f"/organisations/{body.pk}/").content.decode())
    assert label(body.area) in SHOWN.findall(bar)[0]
    assert 'href="/organisations/?place=19"' in bar
    assert (
        f">{label(body.area)}<"
        not in SHOWN.findall(bar_of(client.get("/organisations/").content.decode()))[0]
    )


def test_a_form_out_of_one_s_reach_leads_to_its_list_there(db: None) -> None:
    client = Cast().client("province_staff")
    bar = bar_of(client.get("/organisations/add/?place=19").content.decode())
    assert 'href="/organisations/?place=th"' in bar
    assert "/organisations/add/?place=1901" in bar
