"""The place-and-year bar: its links lead somewhere (`test_matrix` asks), a record's page stands where the record is."""

from __future__ import annotations

import re

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
    """The links of the bars on the pages of one reader, each kind of link once."""

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.targets: dict[str, str] = {}

    def read(self, answer: HttpResponse) -> None:
        """Keep what the bar of a page leads to, beside the page itself (of another year)."""
        if answer.status_code != 200 or answer.streaming:
            return
        for link in LINK.findall(bar_of(answer.content.decode(errors="replace"))):
            if kind_of(link) != answer.request["PATH_INFO"]:
                self.targets.setdefault(kind_of(link), link.replace("&amp;", "&"))

    def dead(self, cast: Cast) -> list[str]:
        """Those that lead to no page."""
        client = cast.client(self.reader)
        return [link for link in self.targets.values() if client.get(link).status_code not in (200, 302)]


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
