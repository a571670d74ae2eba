"""Printed documents say what the code says."""

import pytest
from django.utils import translation

from khabuan.config.documents import PAGES, ROOT


@pytest.mark.parametrize("name", PAGES)
def test_the_printed_page_is_true(name):
    with translation.override("th"):
        page = PAGES[name]()
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == page, "run: python -m khabuan.config.documents"
