"""When a person's facts are erased: the rows that brought them in, and the files in which they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from khabuan.core.offers import EraseHold, Erasing, OnErase
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.files import keeping

BLANK: dict[str, Any] = {
    "title": "", "sealed": b"", "remarks": [], "notices": [], "changes": [], "candidates": [],
}  # fmt: skip


def rows_about(keys: set[int]) -> QuerySet[ImportRow]:
    """Rows that were saved as one of these records, or ask whether they are one."""
    asking = ImportRow.everywhere.exclude(candidates=[]).values_list("pk", "candidates")
    words = {str(key) for key in keys}
    found = [row for row, candidates in asking if any(word in str(candidates) for word in words)]
    rows: QuerySet[ImportRow] = ImportRow.everywhere.filter(target_id__in=keys)
    return rows | ImportRow.everywhere.filter(pk__in=found)


def still_at_work(person: Any, today: date) -> Sequence[Any]:
    """A file that is being saved would write again what was just erased."""
    batches = ImportBatch.everywhere.filter(pk__in=rows_about({person.pk}).values("batch"))
    words = _("The file %(name)s with this person is being worked on. Wait until it is done.")
    return [words % {"name": batch.file_name} for batch in batches if batch.is_working]


def erase(erasing: Erasing) -> None:
    """Rows of the person's records are emptied; a file that names them is forgotten whole, its counts stay."""
    keys = {key for held in erasing.parts().values() for key in held}
    rows = list(rows_about(keys))
    for row in rows:
        erasing.about("exchange.importrow", row.pk)
    ImportRow.everywhere.filter(pk__in=[row.pk for row in rows]).update(**BLANK)
    batches = ImportBatch.everywhere.filter(pk__in={row.batch_id for row in rows}, forgotten_on=None)
    for batch in batches.select_related("blob"):
        ImportRow.everywhere.filter(batch=batch).update(sealed=b"")
        erasing.blank(batch, forgotten_on=erasing.on)
        transaction.on_commit(partial(keeping.forget, batch.blob))


HOLD = EraseHold("exchange.working", still_at_work)
ERASE = OnErase("exchange", erase, order=95)
