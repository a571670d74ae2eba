"""Papers of meetings as they leave: the PDF written down as issued, the file for Word as it is.

The one module of this folder that touches tables; the others are pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.papers.actions.documents import issue_document
from khabuan.papers.blocks_pdf import blocks_pdf
from khabuan.papers.docx import blocks_docx
from khabuan.papers.models import IssuedDocument
from khabuan.papers.pdf import Printed
from khabuan.papers.writing import Paper
from khabuan.registry.models import Organisation


def issue_paper(
    actor: Actor,
    body: Organisation,
    paper: Paper,
    *,
    kind: IssuedDocument.Kind,
    figures: Sequence[tuple[str, str]] = (),
) -> Printed:
    """The PDF of a body's paper, whose code is checked by whoever holds it. A draft is printed, and not written down."""
    with override("th"):
        printed = blocks_pdf(paper, kind=kind, printed_by=_office(actor))
        if not paper.draft:
            issue_document(
                actor=actor, area=body, kind=kind, title=paper.title, printed=printed, figures=figures
            )
    return printed


def word_file(actor: Actor, paper: Paper) -> bytes:
    """The paper as DOCX, to be edited: what can be changed is not written down as issued."""
    return blocks_docx(paper, printed_by=_office(actor))


def _office(actor: Actor) -> str:
    return actor.title or actor.seat
