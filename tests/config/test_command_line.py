"""Days and mistakes on the command line."""

from __future__ import annotations

import argparse
from datetime import date

import pytest

from khabuan.config.cli import _parser
from khabuan.config.command_line import day, told


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2026-01-01", date(2026, 1, 1)), ("2569-01-01", date(2026, 1, 1)), ("๒๕๖๗-๐๒-๒๙", date(2024, 2, 29)),
        ("2400-01-01", None), ("3112-01-01", None), ("2569-02-29", None), ("1/1/2569", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_either_calendar_or_refused_with_what_to_write(text: str, on: date | None) -> None:
    if on is not None:
        assert day(text) == on
        return
    with pytest.raises(argparse.ArgumentTypeError, match="เขียนปี-เดือน-วัน"):
        day(text)


def test_the_days_of_all_commands_are_read_so() -> None:
    on = date(2026, 1, 31)
    balance = _parser().parse_args(["ledger", "trial-balance", "7", "--on", "2569-01-31"])
    assert balance.on == on
    export = _parser().parse_args(["ledger", "export", "7", "--to", "ledger", "--until", "2569-01-31"])
    assert (export.until, export.to) == (on, "ledger")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "ยังไม่ได้บอก คำสั่ง"),
        ("ledger export 7", "ยังไม่ได้บอก --to"),
        ("ledger export 7 --to excel", "--to: ไม่มี 'excel' เลือกจาก 'hledger', 'ledger', 'beancount'"),
        ("ledger export x --to ledger", "book: 'x' ไม่ใช่จำนวนเต็ม"),
        ("ledger export 7 --to", "--to: ต้องมีค่าตามหลัง"),
        ("ledger books --all", "คำสั่งนี้ไม่รู้จัก --all"),
        ("ledger trial-balance 7 --csv=1", "--csv: ไม่รับค่า '1'"),
        ("ledger trial-balance 7 --on 2569-13-01", "--on: ไม่มีวันที่ “2569-13-01”"),
    ],
)
def test_a_wrong_command_is_answered_in_thai(
    words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as no:
        _parser().parse_args(words.split())
    shown = capsys.readouterr().err
    assert no.value.code == 2
    first, usage = shown.splitlines()[:2]
    assert first.startswith(said.split(" เลือกจาก", maxsplit=1)[0])
    assert usage.startswith("วิธีใช้: khabuan")
    assert not {"JournalProgram", "error", "usage"} & set(shown.replace(":", " ").split())


def test_what_is_not_known_is_shown_as_it_is() -> None:
    assert told("something new") == "คำสั่งนี้ใช้ไม่ได้: something new"
