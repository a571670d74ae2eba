"""Builds workbooks by hand, part by part, so that tests can make files that no honest program writes."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{text_cell("A1", "ชื่อ")}{text_cell("B1", "จำนวน")}</row>'


def workbook(
    body: str | bytes,
    *,
    shared: str | None = None,
    others: dict[str, str] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook whose first sheet has this inside of <worksheet>; `others` are further sheets by name."""
    sheets = {"ข้อมูล": body, **(others or {})}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{related}</Relationships>")
        for n, inside in enumerate(sheets.values(), start=1):
            plain = isinstance(inside, str)
            part = f'<worksheet xmlns="{MAIN}">{inside}</worksheet>'.encode() if plain else inside
            archive.writestr(f"xl/worksheets/sheet{n}.xml", part)
        if shared is not None:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
    return packed.getvalue()


def data(rows: str) -> str:
    return f"<sheetData>{rows}</sheetData>"
