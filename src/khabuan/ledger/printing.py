"""Statements and lists of a book on A4: set by typst, written down as issued so that the code on them is checked."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core import numerals
from khabuan.ledger.sheets import KINDS, Paper, Row
from khabuan.papers.actions.documents import issue_document
from khabuan.papers.models import IssuedDocument
from khabuan.papers.pdf import Printed, render
from khabuan.registry.models import Organisation

STATEMENT = Path(__file__).parent / "typst" / "statement.typ"
KIND = IssuedDocument.Kind.STATEMENT
MOST_PRINTED = 5_000
"""Rows of one paper; a longer list is taken out as a file or printed for fewer days."""
MOST_FIGURES = 12


def issue_paper(actor: Actor, body: Organisation, paper: Paper, *, signs: tuple[str, ...] = ()) -> Printed:
    """The PDF of a paper about a body. Its totals are told to whoever asks after its code."""
    by = actor.title or actor.seat
    with override("th"):
        printed = render(STATEMENT, _values(body, paper, signs), kind=KIND, printed_by=by)
        issue_document(
            actor=actor, area=body, kind=KIND, title=paper.told or f"{paper.title} {paper.lead}", printed=printed,
            figures=paper.figures[:MOST_FIGURES],
        )  # fmt: skip
    return printed


def _values(body: Organisation, paper: Paper, signs: tuple[str, ...]) -> dict[str, object]:
    return {
        "body": "" if body.name in paper.lead else body.name,
        "title": paper.title,
        "lead": paper.lead,
        "heads": [{"words": one.words, "kind": KINDS[one.kind]} for one in paper.columns],
        "widths": [_width(one.kind, first=at == 0) for at, one in enumerate(paper.columns)],
        "rows": [_row(row, len(paper.columns)) for row in paper.rows],
        "checks": [
            {
                "words": str(_(one.words)), "left": numerals.grouped(one.left, 2),
                "right": numerals.grouped(one.right, 2), "holds": one.holds,
            }
            for one in paper.checks
        ],
        "remarks": [str(one) for one in paper.remarks],
        "signs": list(signs),
    }  # fmt: skip


def _width(kind: str, *, first: bool) -> str:
    return "wide" if kind == "text" and first else "free" if kind == "text" else "tight"


def _row(row: Row, width: int) -> dict[str, object]:
    cells = [
        {"words": "–" if cell.printed == "0.00" else cell.printed, "small": cell.small} for cell in row.cells
    ]
    cells += [{"words": "", "small": ""}] * (width - len(cells))
    return {"look": row.look, "cells": cells}
