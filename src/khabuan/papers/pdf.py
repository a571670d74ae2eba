"""Sheets of A4 from a typst template and plain values, with Sarabun and no other font of the machine.

Values go in as JSON through `sys_inputs`, never into the markup: nothing that people typed is a command.
Every sheet says who printed it and when, its check code, and "page x of y".
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import fontpkg
import segno
import typst
from django.conf import settings

from khabuan.audit.rules import canonical
from khabuan.core import clock, secrets
from khabuan.core.thai import long_date

PAGE_TREE = re.compile(rb"/Type\s*/Pages\b.{0,200}?/Count\s+(?P<count>\d+)", re.DOTALL)
SHEET = Path(__file__).parent / "typst" / "sheet.typ"


@dataclass(frozen=True)
class Printed:
    """A sheet as it leaves: the PDF, and the code with which its content can be checked again."""

    content: bytes
    check_code: str
    digest: str

    @property
    def pages(self) -> int:
        return pages_of(self.content)


def check_code(kind: str, values: Mapping[str, Any]) -> str:
    """Ten letters and digits ("7KQ2M-XW4DA") that only this installation gives to these values."""
    digest = hashlib.sha256(secrets.equality(canonical(values), f"paper.{kind}").encode()).digest()
    code = base64.b32encode(digest).decode()[:10]
    return f"{code[:5]}-{code[5:]}"


def render(template: Path, values: Mapping[str, Any], *, kind: str, printed_by: str) -> Printed:
    """The PDF of a template over values (texts, numbers, lists and mappings of them; days already in words).

    ValueError when the template does not fit the values: a bug of ours, never of who prints.
    """
    code = check_code(kind, values)
    facts = {**values, "printed": {**printed_facts(printed_by), "code": code, **_where(code)}}
    source = SHEET.read_text(encoding="utf-8") + "\n" + template.read_text(encoding="utf-8")
    content = compiled(source, facts, name=template.name)
    return Printed(content, code, hashlib.sha256(canonical(values).encode()).hexdigest())


def compiled(
    source: str, facts: Mapping[str, Any], *, name: str, form: Literal["pdf", "png"] = "pdf", ppi: float = 144
) -> bytes:
    """What typst makes of a source and its facts; a picture is of its one page. ValueError: a bug of ours."""
    try:
        content = typst.compile(
            source.encode(),
            format=form,
            ppi=ppi,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
            timestamp=int(clock.now().timestamp()),
        )
    except typst.TypstError as problem:
        raise ValueError(f"{name}: {problem}") from problem
    return bytes(content)


def printed_facts(by: str) -> dict[str, str]:
    """Who prints and when, as every paper says it."""
    return {"by": by, "at": _moment(clock.now().astimezone(clock.BANGKOK))}


def pages_of(content: bytes) -> int:
    """How many pages a PDF of ours has: typst writes the root of its tree of pages in the open."""
    found = PAGE_TREE.search(content)
    if found is None:
        raise ValueError("no tree of pages in this PDF")
    return int(found["count"])


def _where(code: str) -> dict[str, str]:
    """Where the code is checked: an address and its QR picture where strangers reach this installation."""
    if not settings.PUBLIC_ADDRESS:
        return {"address": "", "qr": ""}
    address = f"{settings.PUBLIC_ADDRESS}/papers/check/{code}/"
    return {"address": address, "qr": code_picture(address, error="m", border=0)}


def code_picture(text: str, *, error: str, border: int) -> str:
    """A QR picture as SVG that stands for itself: typst draws none without its namespace (`svg_inline` leaves it out)."""
    picture = io.BytesIO()
    made = segno.make(text, error=error, micro=False)
    made.save(picture, kind="svg", xmldecl=False, nl=False, border=border)
    return picture.getvalue().decode()


def _moment(at: datetime) -> str:
    return f"{long_date(at.date())} {at:%H:%M} น."


@lru_cache(maxsize=1)
def _fonts() -> Any:  # noqa: ANN401 - typst's own type of folders
    folders = {str(Path(fontpkg.path("Sarabun", weight=weight)).parent) for weight in (400, 700)}
    return sorted(folders)
