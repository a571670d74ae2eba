"""`khabuan read` as a person runs it: JSON, lines, and what is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khabuan.config import cli


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main(["read", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def report(folder: Path, content: bytes) -> str:
    path = folder / "report.txt"
    path.write_bytes(content)
    return str(path)


def test_the_command_prints_facts_as_json(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "นายสมชาย ใจดี ประธาน ที่ ต.ดาวเรือง จ.สระบุรี"
    code, out, err = run(capsys, report(tmp_path, text.encode("cp874")), "--json")
    told: dict[str, Any] = json.loads(out)
    assert code == 0
    assert set(told) == {"facts"}
    assert all(text[slice(*fact["span"])] == fact["quote"] for fact in told["facts"])
    assert "ที่มากับโปรแกรม" in err  # no areas are loaded here


def test_of_a_web_page_the_text_that_was_read_is_printed(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "<html><body><p>นายสมชาย ใจดี</p><p>จ.สระบุรี</p></body></html>"
    _, out, _ = run(capsys, report(tmp_path, page.encode()), "--json")
    told = json.loads(out)
    assert all(told["text"][slice(*fact["span"])] == fact["quote"] for fact in told["facts"])


def test_facts_are_told_one_a_line(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, report(tmp_path, "จ.สระบุรี".encode()))
    assert (code, out.split("\t")[0], out.rstrip().split("\t")[-1]) == (0, "place", "จ.สระบุรี")


@pytest.mark.parametrize(
    ("content", "words"), [(b"\x00\x01", "อ่านเป็นตัวหนังสือไม่ได้"), (b"a" * 5_000_000, "ใหญ่เกิน 4 MB")]
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    code, out, err = run(capsys, report(tmp_path, content))
    assert (code, out) == (1, "")
    assert words in err


def test_a_file_that_is_not_there_is_refused(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "/nowhere/at/all.txt")[0] == 1


def test_an_empty_file_says_that_nothing_was_found(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, report(tmp_path, b""), "--json")
    assert (code, json.loads(out)) == (0, {"facts": []})
    assert "ไม่พบข้อมูล" in err
