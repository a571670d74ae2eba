"""Writes of files: attached to a record, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.files import blobs, images
from khabuan.files.models import Attachment, Blob


@action("files.attach", on="record")
def attach(
    *,
    actor: Actor,
    record: Row,
    content: bytes,
    name: str,
    paper: str = "",
    caption: str = "",
    on: date | None = None,
) -> Attachment:
    """Attach a picture or PDF to any record that stands somewhere. `on`: its day (else the picture's own).

    The bytes are on disk before the row says so. Refused: see `images.take`.
    """
    taken = images.take(content)
    sha256 = blobs.keep(taken.content)
    size, kind = len(taken.content), taken.content_type
    blob = Blob(sha256=sha256, size=size, content_type=kind, created_at=clock.now())
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    stem = PurePath(tidy(name).replace("\\", "/")).stem[:180] or str(_("file"))
    attachment: Attachment = add(
        Attachment,
        blob=Blob.objects.get(sha256=sha256),
        kind=record._meta.label_lower,
        subject_id=record.pk,
        place=record.node,
        name=stem + taken.suffix,
        paper=paper,
        caption=tidy(caption),
        on=on or taken.taken_on,
    )
    return attachment


@action("files.withdraw", on="attachment")
def withdraw(*, actor: Actor, attachment: Attachment, reason: str) -> Attachment:
    """Take back a file that was attached in error. Refused: no reason."""
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the file is taken back."), field="reason")
    change(attachment, withdrawn_on=clock.today())
    return attachment
