"""Papers that leave are written down once, so that whoever holds one may check it."""

from __future__ import annotations

from collections.abc import Sequence

from khabuan.access.action import action, add
from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core import clock
from khabuan.papers.models import IssuedDocument
from khabuan.papers.pdf import Printed


@action("papers.issue_document", on="area")
def issue_document(
    *, actor: Actor, area: Row, kind: str, title: str, printed: Printed, figures: Sequence[tuple[str, str]]
) -> IssuedDocument:
    """Write down a paper about an area or a body. Printed again with the same content it has the same code, once here."""
    known: IssuedDocument | None = IssuedDocument.everywhere.filter(code=printed.check_code).first()
    if known is not None:
        return known
    issued: IssuedDocument = add(
        IssuedDocument, code=printed.check_code, kind=kind, title=title[:260], place=area.node,
        figures=[list(pair) for pair in figures], digest=printed.digest, on=clock.today(),
        by=(actor.title or actor.seat)[:200],
    )  # fmt: skip
    return issued
