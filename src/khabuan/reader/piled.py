"""Many reports as they come: a table with a text in each row, a ZIP of files of text, or such files as they are. Pure.

The file may be hostile: nothing of it is unpacked before it is counted, and no more than is allowed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from khabuan.core.sheets import ColumnSpec, Limits, RowIn, SheetIn, SheetRefused, match_columns, read_sheet
from khabuan.core.sheets.archive import CENTRAL_ENTRY, true_kind
from khabuan.core.thai import DateUnreadable, read_date
from khabuan.reader.pasted import MEGABYTES as ONE_FILE
from khabuan.reader.pasted import Unreadable, pasted
from khabuan.reader.rules.drafts import TextKind
from khabuan.reader.rules.piles import Piled, Unread, is_called_minutes
from khabuan.reader.rules.texts import title_of

MEGABYTES, UNPACKED, MOST = 10, 30, 500
_MEGA = 1024 * 1024
_ENTRIES = 2 * MOST  # folders are entries as well
LIMITS = Limits(file_size=MEGABYTES * _MEGA, unpacked=UNPACKED * _MEGA, rows=MOST + 10, columns=50)
COLUMNS = (
    ColumnSpec(
        "text", "ข้อความ", aliases=("เนื้อหา", "เนื้อข่าว", "ข่าว", "words", "content", "body"), required=True
    ),
    ColumnSpec("title", "หัวข้อ", aliases=("หัวเรื่อง", "หัวข้อข่าว", "พาดหัว", "ชื่อเรื่อง", "headline")),
    ColumnSpec("outlet", "ที่มา", aliases=("แหล่งที่มา", "แหล่งข่าว", "สำนักข่าว", "source")),
    ColumnSpec("url", "ลิงก์", aliases=("ลิงค์", "ที่อยู่เว็บ", "link", "address")),
    ColumnSpec("date", "วันที่", aliases=("วันที่เผยแพร่", "วันที่ลงข่าว", "เผยแพร่เมื่อ", "published")),
    ColumnSpec("kind", "ประเภท", aliases=("ชนิด", "ชนิดของข้อความ", "ประเภทข้อความ", "kind", "type")),
)
_KINDS = {
    "ข่าว": TextKind.NEWS, "รายงานการประชุม": TextKind.MINUTES, "บันทึกการประชุม": TextKind.MINUTES,
    "ประชุม": TextKind.MINUTES, "ข้อความอื่น": TextKind.OTHER, "อื่น": TextKind.OTHER, "อื่นๆ": TextKind.OTHER,
    **{kind.value: kind for kind in TextKind},
}  # fmt: skip
"""What people write for the sort of a text, without blanks; other words leave it to what was said of the whole file."""
_LONGEST = {"title": 250, "outlet": 200, "url": 500}
_BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\.)|(?:^|/)(?:Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
_TEXTS, _ALONE = (".txt", ".htm", ".html"), (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".zip")
_BLANKS, _LINES = re.compile(r"[ \t\u00a0]{2,}"), re.compile(r"\s*\n\s*")


class PileRefused(Exception):
    """The file is no pile of texts; `code` and `values` are worded by `pile_words`."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, str | int] = values


def piled(content: bytes, file_name: str, *, today: date) -> list[Piled]:
    """The texts of a file, in its order; in a ZIP by their names. Raises PileRefused."""
    if len(content) > MEGABYTES * _MEGA:
        raise PileRefused("too_big", most=MEGABYTES)
    found = list(_of_file(content, file_name, today))
    if not found:
        raise PileRefused("nothing")
    return [one if one.unread or one.words.strip() else Piled(one.name, unread=Unread.EMPTY) for one in found]


def _kind_of(title: str, words: str) -> str:
    """Minutes say so; of other texts it is what was said of the whole file."""
    lines = (title, title_of(words))
    return TextKind.MINUTES if any(map(is_called_minutes, lines)) else ""


def as_one(files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Files that were chosen, as the one file that is kept: several, or one of text, as a ZIP of them."""
    name, content = files[0]
    is_text = name.lower().endswith(_TEXTS) and true_kind(content) in ("", "html")
    if len(files) == 1 and not (is_text and content):
        return name, content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, inside in files:
            archive.writestr(zipfile.ZipInfo(one), inside, zipfile.ZIP_DEFLATED)
    return name if len(files) == 1 else f"{name[-150:]} +{len(files) - 1}", packed.getvalue()


def _of_file(content: bytes, file_name: str, today: date) -> Iterator[Piled]:
    if true_kind(content) == "zip":
        archive = _opened(content)
        if "xl/workbook.xml" not in archive.namelist():
            return _of_archive(archive)
    return _of_table(content, file_name, today)


# ---------- a ZIP of texts ----------


def _opened(content: bytes) -> zipfile.ZipFile:
    # Each entry that a zip reader lists needs this signature, whatever the end record claims.
    if content.count(CENTRAL_ENTRY) > _ENTRIES:
        raise PileRefused("too_many", most=MOST)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise PileRefused("damaged") from error


def _of_archive(archive: zipfile.ZipFile) -> Iterator[Piled]:
    if "[Content_Types].xml" in archive.namelist():
        raise PileRefused("document")
    infos = [one for one in archive.infolist() if not one.is_dir() and not _BESIDE.search(one.filename)]
    if any(one.flag_bits & 1 for one in infos):
        raise PileRefused("encrypted")
    if len(infos) > MOST:
        raise PileRefused("too_many", most=MOST)
    # Other methods cannot be unpacked in bounded steps. What is declared is all that is ever unpacked.
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in infos):
        raise PileRefused("damaged")
    if sum(one.file_size for one in infos) > UNPACKED * _MEGA:
        raise PileRefused("unpacks_too_big", most=UNPACKED)
    named = sorted((_name_of(one), at) for at, one in enumerate(infos))
    return (_entry(archive, infos[at], name) for name, at in named)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Thai Windows packs names in its own letters and does not say so: they come out as line drawings."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Piled:
    short = PurePosixPath(name.replace("\\", "/")).name or name
    if short.lower().endswith(_ALONE):
        return Piled(short, unread=Unread.ALONE)
    if info.file_size > ONE_FILE * _MEGA:
        return Piled(short, unread=Unread.TOO_BIG)
    try:
        content = archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return Piled(short, unread=Unread.NOT_TEXT)
    if true_kind(content) not in ("", "html"):
        return Piled(short, unread=Unread.NOT_TEXT)
    try:
        words = _words(content)
    except Unreadable:
        return Piled(short, unread=Unread.NOT_TEXT)
    return Piled(short, words, kind=_kind_of("", words))


def _words(content: bytes) -> str:
    """The text without a mark in front; of a web page what people see of it, its blanks taken together."""
    report = pasted(content)
    if report.text == report.whole:
        return report.text.removeprefix("\ufeff")
    shown = report.text.replace("\u200b", "").replace("\ufeff", "")
    return _LINES.sub("\n", _BLANKS.sub(" ", shown)).strip()


# ---------- a table of texts ----------


def _of_table(content: bytes, file_name: str, today: date) -> Iterator[Piled]:
    sheet = _sheet(content, file_name)
    found = match_columns(sheet.columns, COLUMNS)
    if "text" not in found.positions:
        raise PileRefused("no_column")
    if len(sheet.rows) > MOST:
        raise PileRefused("too_many", most=MOST)
    return (_row(row, found.positions, today) for row in sheet.rows)


def _sheet(content: bytes, file_name: str) -> SheetIn:
    """The table; a heading of the texts alone is enough."""
    try:
        return read_sheet(content, file_name, limits=LIMITS, specs=COLUMNS)
    except SheetRefused as no:
        if no.code != "no_header":
            raise PileRefused(f"sheet.{no.code}", **no.values) from no
    try:
        return read_sheet(content, file_name, limits=LIMITS, specs=COLUMNS[:1])
    except SheetRefused as no:
        raise PileRefused("no_column") from no


def _row(row: RowIn, at: Mapping[str, int], today: date) -> Piled:
    cells = {name: row.values[position - 1] for name, position in at.items()}
    told = {name: "" if cell is None else str(cell).replace("\0", "").strip() for name, cell in cells.items()}
    name = told.get("title", "")[:200]
    try:
        day = _day(cells.get("date"), today)
    except DateUnreadable:
        return Piled(name, unread=Unread.NO_DAY)
    if any(len(told.get(column, "")) > most for column, most in _LONGEST.items()):
        return Piled(name, unread=Unread.LONG_CELL)
    title, words = told.get("title", ""), told["text"]
    told_kind = _KINDS.get("".join(told.get("kind", "").split()).lower(), "")
    kind = told_kind if "kind" in at else _kind_of(title, words)
    return Piled(name, words, title, told.get("outlet", ""), told.get("url", ""), day, kind)


def _day(cell: object, today: date) -> date | None:
    """The day of a row, none for an empty cell. Raises DateUnreadable, for a month or year alone as well."""
    if cell is None or cell == "":
        return None
    try:
        found = read_date(cell, today=today)  # type: ignore[arg-type]
    except DateUnreadable as no:
        if no.code == "empty":
            return None
        raise
    if found.precision != "day":
        raise DateUnreadable("day")
    return found.value
