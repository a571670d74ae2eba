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


def test_places_of_facts_are_those_in_the_file_with_its_mark_and_tags(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "<html><body><p>นายสมชาย&nbsp;ใจดี</p>\r\n<p>จ.<b>สระบุรี</b></p></body></html>"
    _, out, _ = run(capsys, report(tmp_path, page.encode("utf-8-sig")), "--json")
    facts = {fact["kind"]: fact for fact in json.loads(out)["facts"]}
    assert (facts["person"]["name"], facts["place"]["name"]) == ("สมชาย ใจดี", "สระบุรี")
    assert facts["place"]["quote"] == "จ.<b>สระบุรี"
    assert all(f"\ufeff{page}"[slice(*fact["span"])] == fact["quote"] for fact in facts.values())


def test_what_a_person_reads_and_the_letters_do_not_say_stands_apart(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "ประชุมวันที่ 8 กรกฏาคม 2566 มีสมาชิก 1\u200b20 คน จาก 15 หมู่บ้าน"
    told = json.loads(run(capsys, report(tmp_path, text.encode()), "--json")[1])
    assert [(fact["kind"], fact["doubt"]) for fact in told["doubtful"]] == [
        ("date", "spelling"),
        ("count", "unseen"),
    ]
    assert [fact["value"] for fact in told["facts"] if fact["kind"] == "count"] == [15]


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
