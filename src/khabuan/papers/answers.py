"""A printed paper as the browser gets it: the PDF is looked at, the file for Word is kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from khabuan.papers.pdf import Printed

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(printed: Printed, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(False, f"{name}.pdf") or "inline"}
    return HttpResponse(printed.content, content_type="application/pdf", headers=headers)


def docx(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.docx") or "attachment"}
    return HttpResponse(content, content_type=DOCX, headers=headers)
