"""The PDF maker of papers made of blocks: one typst template for all of them."""

from __future__ import annotations

from pathlib import Path

from khabuan.papers.pdf import Printed, render
from khabuan.papers.writing import Paper, values_of

BLOCKS = Path(__file__).parent / "typst" / "blocks.typ"


def blocks_pdf(paper: Paper, *, kind: str, printed_by: str) -> Printed:
    """The paper as PDF, with its check code, who printed it and "page x of y". `kind`: of `IssuedDocument`."""
    return render(BLOCKS, values_of(paper), kind=kind, printed_by=printed_by)
