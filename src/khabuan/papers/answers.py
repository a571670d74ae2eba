"""A paper or table as the browser gets it: the PDF is looked at, files for Word and spreadsheets are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from khabuan.core.sheets import Cell, ColumnSpec, safe_sheet_name, write_csv, write_rows
from khabuan.papers.pdf import Printed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(printed: Printed, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(False, f"{name}.pdf") or "inline"}
    return HttpResponse(printed.content, content_type="application/pdf", headers=headers)


def docx(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.docx") or "attachment"}
    return HttpResponse(content, content_type=DOCX, headers=headers)


def sheet(content: bytes, kind: str, name: str) -> HttpResponse:
    """A spreadsheet or CSV file ("xlsx", "csv")."""
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.{kind}") or "attachment"}
    return HttpResponse(content, content_type=SHEETS[kind], headers=headers)


def table(
    kind: str, columns: Sequence[ColumnSpec], rows: Iterable[Sequence[Cell]], *, title: str, lead: str
) -> HttpResponse:
    """The rows of a list as a file of that kind, under their headings; title and lead name it."""
    name = " ".join(f"{title} {lead}".replace("/", "-").split())[:120]
    if kind == "csv":
        return sheet(write_csv(columns, rows, headings=True), kind, name)
    content = write_rows(columns, rows, sheet_name=safe_sheet_name(title), room=0, printed=f"{title}\n{lead}")
    return sheet(content, kind, name)
