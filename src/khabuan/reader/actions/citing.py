"""Writes that say that a text tells of a record that stands there already. Nothing of the record changes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.reader.actions.withdrawing import check_not_withdrawn
from khabuan.reader.models import Text, Use
from khabuan.reader.queries.recorded import CITED


@action("reader.cite_record", on="text", seen=("record",))
def cite_record(*, actor: Actor, text: Text, record: Row) -> Use:
    """Say that a text tells of a record that is there. Refused: one that the text has already, a text that was
    withdrawn. OutOfArea: another kind."""
    text.refresh_from_db(fields=["withdrawn_on"])
    check_not_withdrawn(text)
    kind = record._meta.label_lower
    if kind not in CITED:
        raise OutOfArea(kind)
    known = Use.everywhere.filter(text=text, draft__isnull=True, subject_kind=kind, subject_id=record.pk)
    if known.filter(taken_back_on__isnull=True).exists():
        raise Refused("known", _("This record has the text as its source already."))
    made: Use = add(
        Use, text=text, subject_kind=kind, subject_id=record.pk, title=str(record)[:300], on=clock.today(),
        is_cited=True,
    )  # fmt: skip
    return made


@action("reader.take_back_citation", on="use")
def take_back_citation(*, actor: Actor, use: Use) -> Use:
    """Say that the text does not tell of that record after all. Refused: a record that was written out of the text."""
    use.refresh_from_db()
    if not use.is_cited:
        raise Refused("written", _("This record was written out of the text; it keeps its source."))
    if use.taken_back_on is None:
        change(use, taken_back_on=clock.today())
    return use
