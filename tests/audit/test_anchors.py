"""Anchors: a root over all heads, kept where the database's owner cannot reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.test_chain import record

from khabuan.audit import chain
from khabuan.audit.models import Anchor
from khabuan.core import clock


@pytest.fixture
def anchor(db: None, tmp_path: Path) -> Path:
    for name in ("area:19.", "area:19.", "org:7"):
        record(name, n=1)
    return chain.make_anchor(tmp_path)


def whats(path: Path, root: str | None = None) -> list[str]:
    return [finding.what for finding in chain.verify_anchor(chain.read_anchor(path), root)]


def test_an_anchor_names_every_head_and_is_noted(anchor: Path) -> None:
    read, noted = chain.read_anchor(anchor), Anchor.objects.get()
    assert [(name, seq) for name, seq, _ in read.heads] == [("area:19.", 2), ("org:7", 1)]
    assert (noted.root, noted.chains, noted.events) == (read.root, 2, 3)
    assert whats(anchor) == []


def test_life_goes_on_after_an_anchor(anchor: Path) -> None:
    record("area:19.", n=2)
    record("org:begun-later", n=1)
    assert whats(anchor) == []


def test_an_altered_anchor_does_not_fit_its_root(anchor: Path) -> None:
    text = anchor.read_text().splitlines()
    anchor.write_text("\n".join(text[:-1]) + "\n")
    assert whats(anchor) == ["root"]


def test_an_anchor_with_another_root_does_not_fit_the_printed_one(anchor: Path) -> None:
    printed = chain.read_anchor(anchor).root
    *first, _last = anchor.read_text().splitlines()
    shorter = chain.root_of([("area:19.", 2, first[-1].rsplit(" ", 1)[1])])
    first[2] = f"root {shorter}"
    anchor.write_text("\n".join(first) + "\n")
    assert whats(anchor) == []
    assert whats(anchor, printed) == ["root"]


def test_an_anchor_is_never_written_over(db: None, tmp_path: Path) -> None:
    with clock.at("2026-11-23"):
        chain.make_anchor(tmp_path)
        with pytest.raises(FileExistsError):
            chain.make_anchor(tmp_path)
    assert Anchor.objects.count() == 1


def test_an_anchor_of_an_empty_book_can_be_checked(db: None, tmp_path: Path) -> None:
    assert whats(chain.make_anchor(tmp_path)) == []


@pytest.mark.parametrize("text", ["", "khabuan anchor 1", "khabuan anchor 1\nat x\nroot y", "<html>\n\n\n"])
def test_another_file_is_not_an_anchor(tmp_path: Path, text: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(text)
    with pytest.raises(ValueError):
        chain.read_anchor(path)
