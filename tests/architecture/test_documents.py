"""Printed documents say what the code says; what is taught to press has that name on the page."""

import re

import polib
import pytest
from django.utils import translation

from khabuan.access import policy
from khabuan.config.documents import PAGES, ROOT


@pytest.mark.parametrize("name", PAGES)
def test_the_printed_page_is_true(name, monkeypatch):
    # Other tests of this process declare actions of their own.
    ours = {act: rule for act, rule in policy.POLICY.items() if not act.startswith("test.")}
    monkeypatch.setattr(policy, "POLICY", ours)
    with translation.override("th"):
        page = PAGES[name]()
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == page, "run: python -m khabuan.config.documents"


def test_what_the_fund_is_taught_to_press_is_on_its_pages():
    catalogues = [
        path
        for path in (ROOT / "src" / "khabuan").glob("*/locale/th/LC_MESSAGES/django.po")
        if path.parts[-5] != "access"  # words about offices, on no button
    ]
    said = {entry.msgstr for path in catalogues for entry in polib.pofile(str(path))}
    taught = re.findall(
        r"\*\*(.+?)\*\*", (ROOT / "docs" / "how-to" / "สมุดกองทุน.md").read_text(encoding="utf-8")
    )
    assert len(taught) > 4
    assert set(taught) - said == set()
