"""The PDF maker of papers made of blocks: one typst template for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from khabuan.papers.pdf import Printed, code_picture, render
from khabuan.papers.writing import Paper, values_of

BLOCKS = Path(__file__).parent / "typst" / "blocks.typ"


def blocks_pdf(paper: Paper, *, kind: str, printed_by: str) -> Printed:
    """The paper as PDF, with its check code, who printed it and "page x of y". `kind`: of `IssuedDocument`."""
    values = values_of(paper)
    blocks = [_with_codes(block) for block in values["blocks"]]
    return render(BLOCKS, {**values, "blocks": blocks}, kind=kind, printed_by=printed_by)


def _with_codes(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """A table whose addresses are pictures to scan."""
    places = {at for at, column in enumerate(block.get("columns", ())) if column["kind"] == "code"}
    if not places:
        return block
    rows = [[_code(cell) if at in places else cell for at, cell in enumerate(row)] for row in block["rows"]]
    return {**block, "rows": rows}


def _code(address: str) -> str:
    return code_picture(address, error="l", border=2) if address else ""
