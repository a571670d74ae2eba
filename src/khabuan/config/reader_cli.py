"""`khabuan read`: what reports or minutes say, as facts with their words. No record is written.

Facts go to standard output or into a folder, words about how far it is and what went wrong to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabuan.config.command_line import Parser

if TYPE_CHECKING:
    from khabuan.reader.rules.known import Known

Facts = list[dict[str, Any]]

_REFUSED = {
    "too_big": "ไฟล์นี้ใหญ่เกิน {megabytes} MB ซึ่งไม่ใช่รายงานฉบับเดียว แบ่งเป็นไฟล์ละฉบับแล้วอ่านใหม่",
    "not_text": "ไฟล์นี้อ่านเป็นตัวหนังสือไม่ได้ เปิดในโปรแกรมเดิมแล้วบันทึกเป็นข้อความ (.txt แบบ UTF-8) ก่อน",
}


class _No(Exception):
    """Why a file is not read, in a sentence."""


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """Put the command into the parser of `khabuan`."""
    words = "อ่านข่าวหรือรายงานประชุม แล้วบอกว่าในนั้นมีข้อมูลอะไร ตรงคำไหน"
    sub = commands.add_parser("read", help=words, description=words)
    sub.add_argument(
        "file",
        help="ไฟล์ข้อความ (UTF-8 หรือ windows-874) หรือหน้าเว็บ หรือโฟลเดอร์ของไฟล์ .txt (รวมโฟลเดอร์ย่อย) ใส่ - เพื่ออ่านจากที่ส่งเข้ามา",
    )
    sub.add_argument("--json", action="store_true", help="พิมพ์เป็น JSON ให้โปรแกรมอื่นใช้ โฟลเดอร์พิมพ์บรรทัดละไฟล์")
    sub.add_argument("--out", metavar="DIR", help="เขียนผลของแต่ละไฟล์เป็น JSON ชื่อเดียวกันลงในโฟลเดอร์นี้ แทนการพิมพ์")
    sub.set_defaults(run=read)


def read(options: argparse.Namespace) -> int:
    """The facts of one file, or of each file of a folder. 1 where anything was not read."""
    if os.path.isdir(options.file):  # noqa: PTH112 - no name at all is no folder
        return _folder(Path(options.file), options)
    try:
        content = _content(options.file)
        facts = _facts(content, _areas())
        if options.out:
            _write(_target(options.out, Path(options.file).name), facts)
    except _No as no:
        print(no, file=sys.stderr)
        return 1
    if not facts:
        print("ไม่พบข้อมูลในข้อความนี้", file=sys.stderr)
    if not options.out:
        _print(_as_json(facts, indent=1) if options.json else _lines(facts))
    return 0


def _folder(root: Path, options: argparse.Namespace) -> int:
    """Its files one after the other: what cannot be read is told by its name, and the rest goes on."""
    closed: list[str] = []
    files = sorted(_texts_in(root, closed))
    for name in closed:
        print(f"เปิดโฟลเดอร์ “{_shown(name)}” ไม่ได้ ตรวจสิทธิ์ของโฟลเดอร์", file=sys.stderr)
    if not files:
        print(f"ไม่พบไฟล์ .txt ในโฟลเดอร์ “{_shown(root)}”", file=sys.stderr)
        return 1
    areas, unread, written = _areas(), 0, set[Path]()
    for at, path in enumerate(files, start=1):
        name = path.relative_to(root).as_posix()
        so_far = f"{at} จาก {len(files)} {_shown(name)}"
        try:
            if not path.is_file():  # a pipe would be waited for without end
                raise _unopened(path)
            facts = _facts(_content(str(path)), areas)
            if options.out:
                _write(_target(options.out, name), facts, written)
        except _No as no:
            unread += 1
            print(f"{so_far}: {no}", file=sys.stderr)
            continue
        print(so_far if facts else f"{so_far}: ไม่พบข้อมูลในข้อความนี้", file=sys.stderr)
        if not options.out:
            _print_of(name, facts, is_json=options.json)
    print(f"อ่านแล้ว {len(files) - unread} ไฟล์ อ่านไม่ได้ {unread} ไฟล์", file=sys.stderr)
    return 1 if unread or closed else 0


def _texts_in(root: Path, closed: list[str]) -> Iterator[Path]:
    """The .txt files of a folder and its sub-folders, without hidden ones; `closed` gets those that do not open."""
    for folder, below, names in os.walk(root, onerror=lambda error: closed.append(str(error.filename))):
        below[:] = [name for name in below if not name.startswith((".", "__MACOSX"))]
        paths = (Path(folder, name) for name in names if not name.startswith("."))
        yield from (path for path in paths if path.suffix.lower() == ".txt")


def _facts(content: bytes, areas: Known) -> Facts:
    """What the bytes of a file say. _No where they are no text."""
    from khabuan.reader.pasted import MEGABYTES, Unreadable, pasted
    from khabuan.reader.rules.facts import as_json
    from khabuan.reader.rules.reading import read as facts_of

    try:
        report = pasted(content)
    except Unreadable as no:
        raise _No(_REFUSED[no.code].format(megabytes=MEGABYTES)) from no
    found = facts_of(report.text, areas)
    return [as_json(replace(fact, quote=report.whole[slice(*fact.span)])) for fact in found]


def _content(file: str) -> bytes:
    """The bytes of a file, no more than are needed to see that they are too many. _No where it does not open."""
    from khabuan.reader.pasted import MEGABYTES

    most = MEGABYTES * 1024 * 1024 + 1
    if file == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(most)
    except OSError as no:
        raise _unopened(file) from no


def _unopened(file: str | Path) -> _No:
    return _No(f"เปิดไฟล์ “{_shown(file)}” ไม่ได้ ตรวจชื่อและที่อยู่ของไฟล์")


def _target(out: str, name: str) -> Path:
    """Where the facts of a file go: below `out` as it stands below its own folder."""
    return Path(out, "stdin" if name == "-" else name).with_suffix(".json")


def _write(target: Path, facts: Facts, written: set[Path] | None = None) -> None:
    """One file of JSON. _No where it cannot be written, or another file of this folder was written there."""
    if written is not None and target in written:
        raise _No(f"มีอีกไฟล์ที่ชื่อเหมือนกัน จึงไม่เขียน “{_shown(target)}” ทับ เปลี่ยนชื่อไฟล์แล้วอ่านใหม่")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_as_json(facts, indent=1).encode("utf-8", "replace") + b"\n")
    except OSError as no:
        raise _No(f"เขียนไฟล์ “{_shown(target)}” ไม่ได้ ตรวจชื่อและที่ว่างของโฟลเดอร์") from no
    if written is not None:
        written.add(target)


def _shown(name: str | Path) -> str:
    """A name without what would move a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(name))


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


def _as_json(facts: Facts, *, indent: int | None = None, **before: str) -> str:
    """The answer to a reading. What is not sure by its letters stands apart."""
    from khabuan.reader.rules.facts import told

    return json.dumps({**before, **told(facts)}, ensure_ascii=False, indent=indent)


def _lines(facts: Facts, *before: str) -> str:
    """One fact a line, for people."""
    return "\n".join(
        "\t".join((*before, fact["kind"], _said(fact), fact["quote"].replace("\n", " "))) for fact in facts
    )


def _print_of(name: str, facts: Facts, *, is_json: bool) -> None:
    """The facts of one file of several, with its name."""
    if is_json:
        _print(_as_json(facts, file=name))
    elif facts:
        _print(_lines(facts, _shown(name)))


def _print(words: str) -> None:
    """As UTF-8 whatever the terminal is."""
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
