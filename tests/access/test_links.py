"""What a page offers, the seat may open: no link on the pages of who reads only leads to "no"."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve
from tests.access.test_matrix import ROWS
from tests.addresses import addresses
from tests.cast import PERSONAS, Cast

LINK = re.compile(r'<a (?:[^>]* )?href="(/[^"#]*)')
APART = ("/static/", "/files/", "/language/")
MOST = 2  # addresses tried of each page that is led to


@pytest.mark.parametrize("persona", ["agency", "auditor"])
def test_no_link_on_a_page_of_a_reader_leads_to_no(db: None, persona: str) -> None:
    cast = Cast()
    client, found = cast.client(persona), {address.name: address for address in addresses()}
    pages = [row for row in ROWS if " " not in row and ROWS[row][PERSONAS.index(persona)] == 200]
    targets: dict[str, dict[str, str]] = {}
    for name in pages:
        answer = client.get(found[name].path(cast.ids))
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        for link in LINK.findall(text):
            path = link.partition("?")[0]
            if not link.startswith(APART):
                targets.setdefault(str(resolve(path).url_name), {}).setdefault(path, name)
    tried = [pair for paths in targets.values() for pair in list(paths.items())[:MOST]]
    dead = {f"{name}: {link}" for link, name in tried if client.get(link).status_code in (403, 404, 500)}
    assert dead == set()
