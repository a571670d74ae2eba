"""Opens an XLSX file that may be hostile: what it truly is, unpacked within bounds, one sheet packed anew.

The native reader never sees the uploaded archive, only a small clean one made of parts that were unpacked and
counted here, so that two zip programs cannot understand the same file differently.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from .shape import Limits, SheetRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
CENTRAL_ENTRY = b"PK\x01\x02"
CHUNK = 1 << 18

KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)


def true_kind(content: bytes) -> str:
    """What the content says it is: "zip", "ole", "pdf", "picture", "html", … or "" for what may be text."""
    if content.startswith((ZIP, b"PK\x05\x06")):
        return "zip"
    if content.startswith(OLE):
        return "ole"
    for magic, kind in KINDS:
        if content.startswith(magic) and (kind != "picture" or magic != b"BM" or b"\x00" in content[:64]):
            return kind
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        return "html"
    return ""


def refuse_ole(content: bytes) -> SheetRefused:
    """A workbook with a password is an OLE file with a stream of this name; others are old .xls or .doc."""
    locked = "EncryptedPackage".encode("utf-16-le") in content
    return SheetRefused("encrypted" if locked else "old_excel")


@dataclass(frozen=True)
class SheetPart:
    """One worksheet of a workbook: its name, the part that holds it, and whether people see it."""

    name: str
    part: str
    visible: bool


class Archive:
    """The parts of an XLSX file, all that is unpacked together within `limits.unpacked`."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = 0
        # Each entry that a zip reader lists needs this signature, whatever the end record claims.
        if content.count(CENTRAL_ENTRY) > limits.entries:
            raise SheetRefused("unpacks_too_big", most=limits.unpacked // 1_000_000)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise SheetRefused("damaged") from error
        self.entries = {info.filename.lstrip("/"): info for info in self.zip.infolist()}
        self._judge_entries()
        self.date1904 = False
        self.sheets = tuple(self._sheets())

    def _judge_entries(self) -> None:
        infos = self.zip.infolist()
        if len(self.entries) != len(infos):
            raise SheetRefused("damaged")
        if any(info.flag_bits & 1 for info in infos):
            raise SheetRefused("encrypted")
        # Other methods (bzip2, lzma) cannot be unpacked in bounded steps; no spreadsheet program uses them.
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
            raise SheetRefused("not_a_sheet", kind="archive")
        if "xl/workbook.xml" not in self.entries:
            raise SheetRefused("not_a_sheet", kind=self._other_kind())
        declared = sum(info.file_size for info in infos)
        if declared > self.limits.unpacked or any(self._swollen(info.file_size, info) for info in infos):
            raise self._bomb()

    def _swollen(self, size: int, info: zipfile.ZipInfo) -> bool:
        return size > self.limits.ratio_floor and size > self.limits.ratio * max(info.compress_size, 1)

    def _bomb(self) -> SheetRefused:
        return SheetRefused("unpacks_too_big", most=self.limits.unpacked // 1_000_000)

    def _other_kind(self) -> str:
        names = self.entries
        if "xl/workbook.bin" in names:
            return "xlsb"
        if "word/document.xml" in names or "ppt/presentation.xml" in names:
            return "document"
        return "opendocument" if "mimetype" in names else "archive"

    def read(self, part: str) -> bytes:
        """The unpacked part. Counts what truly comes out; refuses XML with a document type (entity bombs)."""
        info = self.entries.get(part)
        if info is None:
            raise SheetRefused("damaged")
        pieces: list[bytes] = []
        size = 0
        try:
            with self.zip.open(info) as stream:
                while piece := stream.read(CHUNK):
                    size += len(piece)
                    self.unpacked += len(piece)
                    if self.unpacked > self.limits.unpacked or self._swollen(size, info):
                        raise self._bomb()
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise SheetRefused("damaged") from error
        content = b"".join(pieces)
        if b"<!DOCTYPE" in content or b"\x00" in content[:64]:
            raise SheetRefused("damaged")
        return content

    def optional(self, part: str) -> bytes | None:
        return self.read(part) if part in self.entries else None

    def _sheets(self) -> Iterator[SheetPart]:
        targets = {
            found["Id"]: posixpath.normpath(posixpath.join("xl", found["Target"])).lstrip("/")
            for tag, found in elements(self.read("xl/_rels/workbook.xml.rels"))
            if tag == "Relationship"
            and {"Id", "Target"} <= found.keys()
            and "worksheet" in found.get("Type", "")
        }
        for tag, found in elements(self.read("xl/workbook.xml")):
            if tag == "workbookPr":
                self.date1904 = found.get("date1904", "0") in ("1", "true")
            relation = next((value for name, value in found.items() if name.split(":")[-1] == "id"), "")
            if tag == "sheet" and relation in targets:
                visible = found.get("state", "visible") == "visible"
                yield SheetPart(found.get("name", ""), targets[relation], visible)


def elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Tag (without prefix) and attributes of each element, in order. Raises SheetRefused("damaged")."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rpartition(":")[2], attributes))
    parse_bounded(parser, xml)
    return found


def parse_bounded(parser: expat.XMLParserType, xml: bytes) -> None:
    """Feeds the parser; a document that is not well formed is damaged."""
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise SheetRefused("damaged") from error


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def packed_anew(
    name: str, sheet: bytes, shared: bytes | None, styles: bytes | None, *, date1904: bool
) -> io.BytesIO:
    """A minimal workbook of one sheet, not compressed, for the native reader."""
    epoch = '<workbookPr date1904="1"/>' if date1904 else ""
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{WORKBOOK_TYPE}"/></Types>',
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}<sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": shared,
        "xl/styles.xml": styles,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            if content is not None:
                archive.writestr(part, content)
    packed.seek(0)
    return packed


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


#: Also finds the prefix forms (<x:si>) that some programs write.
END_OF_SHARED = re.compile(rb"</(?:[^<>\s/:]+:)?si\s*>")
