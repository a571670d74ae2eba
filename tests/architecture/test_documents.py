"""Printed documents say what the code says."""

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
