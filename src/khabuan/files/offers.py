"""What files offer to others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.core import offers
from khabuan.core.sql import follow_prefix
from khabuan.files import blobs
from khabuan.files.models import Attachment


def follow(old: str, new: str) -> None:
    """An area or organisation has another path: what is attached there goes with it."""
    follow_prefix(Attachment.everywhere.all(), "place", old, new)


def settle(going: offers.Succession) -> None:
    """What is attached at an area that ends, or at an organisation there, stands at its successor."""
    follow(going.gone.path, going.into.path)


def erase_of_person(erasing: offers.Erasing) -> None:
    """Papers of the person and of their requests: taken back, nameless, off the disk too."""
    for key in _papers_of(erasing):
        row = Attachment.everywhere.select_related("blob").get(pk=key)
        erasing.blank(row, name="–", caption="", withdrawn_on=row.withdrawn_on or erasing.on)
        others = Attachment.everywhere.filter(blob=row.blob_id, withdrawn_on__isnull=True)
        if not others.exists():
            transaction.on_commit(partial(blobs.forget, row.blob.sha256))


def _papers_of(erasing: offers.Erasing) -> list[int]:
    keys = [person.pk for person in erasing.people]
    own = Q(kind="registry.person", subject_id__in=keys)
    for kind, held in erasing.parts().items():
        own |= Q(kind=kind, subject_id__in=held)
    return list(Attachment.everywhere.filter(own).order_by("pk").values_list("pk", flat=True))


def copy_of_person(people: Sequence[Any]) -> list[offers.Kept]:
    """The papers by name; the papers themselves are handed over beside the copy."""
    rows = Attachment.everywhere.filter(
        kind="registry.person", subject_id__in=[person.pk for person in people]
    )
    return [
        offers.Kept(
            "files.attachment",
            _("Papers and pictures"),
            [
                [
                    offers.KeptFact("name", _("File"), row.name),
                    offers.KeptFact("caption", _("Caption"), row.caption),
                    offers.KeptFact("withdrawn_on", _("Taken back on"), str(row.withdrawn_on or "")),
                ]
                for row in rows.order_by("pk")
            ],
        )
    ]


def register() -> None:
    offers.erasures.add(offers.OnErase("files", erase_of_person, order=90))
    offers.person_copies.add(offers.PersonCopy("files", copy_of_person, 30))
    offers.area_moves.add(offers.OnAreaMove("files.attachment", follow))
    offers.area_ends.add(offers.OnSuccession("files.attachment", settle))
