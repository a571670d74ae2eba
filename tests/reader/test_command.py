"""`khabuan read` as a person runs it: JSON, lines, and what is refused with a sentence."""

from __future__ import annotations

import json
import os
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


def folder(root: Path) -> Path:
    """Two files that are read, one in a folder below, and what is not."""
    (root / "ปี2").mkdir()
    (root / ".git").mkdir()
    for name, content in {
        "b.txt": "จ.สระบุรี".encode(), "ปี2/a.TXT": "ไม่มีอะไร".encode("cp874"), "c.txt": b"\x00\x01", "d.csv": b"x",
        ".hidden.txt": b"x", ".git/e.txt": b"x",
    }.items():  # fmt: skip
        (root / name).write_bytes(content)
    return root


def test_a_folder_is_read_in_order_and_what_cannot_be_is_told_by_name(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, str(folder(tmp_path)), "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [(one["file"], len(one["facts"])) for one in told] == [("b.txt", 1), ("ปี2/a.TXT", 0)]
    assert "1 จาก 3 b.txt\n2 จาก 3 c.txt: ไฟล์นี้อ่านเป็นตัวหนังสือไม่ได้" in err
    assert "3 จาก 3 ปี2/a.TXT: ไม่พบข้อมูล" in err
    assert "อ่านแล้ว 2 ไฟล์ อ่านไม่ได้ 1 ไฟล์" in err


def test_a_folder_goes_into_another_as_one_file_for_each(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, out_in = folder(tmp_path), tmp_path / "ผล"
    (root / "c.txt").unlink()
    code, out, _ = run(capsys, str(root), "--json", "--out", str(out_in))
    assert (code, out) == (0, "")
    assert json.loads((out_in / "ปี2/a.json").read_bytes()) == {"facts": []}
    _, alone, _ = run(capsys, str(root / "b.txt"), "--json")
    assert (out_in / "b.json").read_text() == alone, "as of one file"
    code, _, err = run(capsys, str(root / "b.txt"), "--out", str(root / "b.txt"))
    assert (code, "เขียนไฟล์" in err) == (1, True)


def test_two_files_of_one_name_are_not_written_over_each_other(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.TXT").write_bytes("จ.สระบุรี".encode())
    (tmp_path / "a.txt").write_bytes("จ.ศรีสะเกษ".encode())
    code, _, err = run(capsys, str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 1
    assert "a.txt: มีอีกไฟล์ที่ชื่อเหมือนกัน" in err
    assert "สระบุรี" in (tmp_path / "out/a.json").read_text()


def test_facts_of_a_folder_are_told_one_a_line_with_their_file(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes("จ.สระบุรี".encode())
    (tmp_path / "b.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "c.txt")
    code, out, err = run(capsys, str(tmp_path))
    assert (code, out.split("\t")[:2]) == (1, ["a.txt", "place"])
    assert err.count("เปิดไฟล์") == 2


def test_a_folder_without_texts_says_so(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(tmp_path))
    assert (code, out) == (1, "")
    assert "ไม่พบไฟล์ .txt" in err
