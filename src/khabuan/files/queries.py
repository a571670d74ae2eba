"""Reads of files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.files.models import Attachment


def files_of(actor: Actor, record: Row) -> list[Attachment]:
    """The files of one record, oldest first."""
    return files_of_many(actor, record._meta.label_lower, [record.pk]).get(record.pk, [])


def files_of_many(actor: Actor, kind: str, keys: Collection[int]) -> dict[int, list[Attachment]]:
    """The files of many records of a kind ("registry.registration"), by their key. One query."""
    rows = Attachment.objects.visible_to(actor).filter(
        kind=kind, subject_id__in=keys, withdrawn_on__isnull=True
    )
    found: dict[int, list[Attachment]] = defaultdict(list)
    for row in rows.select_related("blob").order_by("pk"):
        found[row.subject_id].append(row)
    return found
