"""The public page of anchors shows what a backup just anchored, to anybody, and nothing else."""

from __future__ import annotations

from pathlib import Path

from django.test import Client
from tests.cast import Cast
from tests.databases import identity_key  # noqa: F401 - a fixture

from khabuan.audit.chain import make_anchor, read_anchor


def test_anybody_may_copy_the_root_of_a_night(db: None, tmp_path: Path) -> None:
    Cast()
    assert "ยังไม่มีหมุด" in Client().get("/anchors/").content.decode()
    root = read_anchor(make_anchor(tmp_path)).root
    page = Client().get("/anchors/").content.decode()
    assert root in page.replace(" ", "")
    assert "19.01" not in page, "no chain's name"
