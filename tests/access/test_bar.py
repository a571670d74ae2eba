"""The place-and-year bar: its links lead somewhere (`test_matrix` asks), a record's page stands where the record is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.http import HttpResponse, QueryDict
from tests.cast import Cast

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


class Bars:
    """The links of the bars on pages that were answered, each kind of link once a reader."""

    READERS = ("province_staff", "chair_a", "nation")

    def __init__(self) -> None:
        self.targets: dict[str, dict[str, str]] = {reader: {} for reader in self.READERS}

    def read(self, name: str, told: Mapping[str, HttpResponse]) -> None:
        """Keep what the bars of a page lead to: `told` is its answer to each person."""
        for reader, targets in self.targets.items():
            answer = told[reader]
            text = "" if answer.streaming else answer.content.decode(errors="replace")
            for link in LINK.findall(bar_of(text) if answer.status_code == 200 else ""):
                targets.setdefault(kind_of(link), link.replace("&amp;", "&"))

    def dead(self, cast: Cast) -> set[str]:
        """Those that lead to no page."""
        return {
            f"{reader}: {link}"
            for reader, targets in self.targets.items()
            for link in targets.values()
            if cast.client(reader).get(link).status_code not in (200, 302)
        }


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
