"""`khabuan read`: what a report or minutes say, as facts with their words. Nothing is written.

Facts go to standard output, words about what went wrong to standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabuan.config.command_line import Parser

if TYPE_CHECKING:
    from khabuan.reader.rules.known import Known

_REFUSED = {
    "too_big": "ไฟล์นี้ใหญ่เกิน {megabytes} MB ซึ่งไม่ใช่รายงานฉบับเดียว แบ่งเป็นไฟล์ละฉบับแล้วอ่านใหม่",
    "not_text": "ไฟล์นี้อ่านเป็นตัวหนังสือไม่ได้ เปิดในโปรแกรมเดิมแล้วบันทึกเป็นข้อความ (.txt แบบ UTF-8) ก่อน",
}


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """Put the command into the parser of `khabuan`."""
    words = "อ่านข่าวหรือรายงานประชุม แล้วบอกว่าในนั้นมีข้อมูลอะไร ตรงคำไหน"
    sub = commands.add_parser("read", help=words, description=words)
    sub.add_argument("file", help="ไฟล์ข้อความ (UTF-8 หรือ windows-874) หรือหน้าเว็บ ใส่ - เพื่ออ่านจากที่ส่งเข้ามา")
    sub.add_argument("--json", action="store_true", help="พิมพ์เป็น JSON ให้โปรแกรมอื่นใช้")
    sub.set_defaults(run=read)


def read(options: argparse.Namespace) -> int:
    """The facts of one file, as JSON or one a line."""
    from khabuan.reader.pasted import MEGABYTES, Unreadable, pasted
    from khabuan.reader.rules.facts import as_json
    from khabuan.reader.rules.reading import read as facts_of

    try:
        report = pasted(_content(options.file))
    except OSError:
        return _refused(f"เปิดไฟล์ “{options.file}” ไม่ได้ ตรวจชื่อและที่อยู่ของไฟล์")
    except Unreadable as no:
        return _refused(_REFUSED[no.code].format(megabytes=MEGABYTES))
    areas = _areas()
    facts = [
        as_json(replace(fact, quote=report.whole[slice(*fact.span)])) for fact in facts_of(report.text, areas)
    ]
    if not facts:
        print("ไม่พบข้อมูลในข้อความนี้", file=sys.stderr)
    _print(facts, is_json=options.json)
    return 0


def _content(file: str) -> bytes:
    """The bytes of a file, no more than are needed to see that they are too many."""
    from khabuan.reader.pasted import MEGABYTES

    most = MEGABYTES * 1024 * 1024 + 1
    if file == "-":
        return sys.stdin.buffer.read(most)
    with Path(file).open("rb") as opened:
        return opened.read(most)


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _areas() -> Known:
    """The register's areas; without a register those that come with the program, and says so."""
    from khabuan.reader.shipped import shipped

    areas = _registered()
    if areas is not None and areas.areas:
        return areas
    print("เครื่องนี้ยังไม่มีทะเบียนพื้นที่ ใช้รายชื่อจังหวัด อำเภอ ตำบลที่มากับโปรแกรมแทน", file=sys.stderr)
    return shipped()


def _registered() -> Known | None:
    """What the database has; a database that is not there is not made for this."""
    from django.db import DatabaseError, connection

    from khabuan.access.actor import Actor
    from khabuan.reader.queries.known import known

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return None
    try:
        return known(Actor.system())
    except DatabaseError:
        return None


def _print(facts: list[dict[str, Any]], *, is_json: bool) -> None:
    """As UTF-8 whatever the terminal is. What is not sure by its letters stands apart."""
    if is_json:
        from khabuan.reader.rules.facts import told

        words = json.dumps(told(facts), ensure_ascii=False, indent=1)
    else:
        words = "\n".join(
            "\t".join((fact["kind"], _said(fact), fact["quote"].replace("\n", " "))) for fact in facts
        )
    sys.stdout.buffer.write(words.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


_BESIDE = frozenset({"doubt", "kind", "quote", "span", "also_at", "why", "note", "codes"})


def _said(fact: dict[str, Any]) -> str:
    """What a fact says, in short."""
    return " ".join(
        f"{name}={value}"
        for name, value in fact.items()
        if name not in _BESIDE and value not in (None, False)
    )
