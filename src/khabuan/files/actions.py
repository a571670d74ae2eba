"""Writes of files: attached to a record, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.audit import chain as audit
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.reasons import is_reason
from khabuan.core.thai import tidy
from khabuan.files import blobs, images
from khabuan.files.models import Attachment, Blob


@dataclass(frozen=True)
class SentFile:
    """A file that came with a form, to be attached to what the form makes."""

    content: bytes
    name: str
    caption: str = ""


def attach_all(*, actor: Actor, record: Row, files: Sequence[SentFile], paper: str) -> None:
    """Attach what came with a form, inside the action that made the record. Refused: see `images.take`."""
    for file in files:
        attach(
            actor=actor,
            record=record,
            content=file.content,
            name=file.name,
            paper=paper,
            caption=file.caption,
        )


def keep_beside(attachment: Attachment, record: Row) -> Attachment:
    """Attach the same file to another record too, inside a running action."""
    kept: Attachment = add(
        Attachment,
        blob=attachment.blob,
        kind=record._meta.label_lower,
        subject_id=record.pk,
        place=record.node,
        name=attachment.name,
        paper=attachment.paper,
        caption=attachment.caption,
        on=attachment.on,
    )
    return kept


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


@action("files.open_sealed", on="attachment")
def open_sealed(*, actor: Actor, attachment: Attachment, reason: str) -> Attachment:
    """Open a paper on which a citizen number stands, for a stated reason; who opened it and why is logged."""
    reason = tidy(reason)
    if not is_reason(reason):
        raise Refused("no_reason", _("Write why you need to see this paper."), field="reason")
    audit.record_identity_read(
        audit.Doer(actor.seat, actor.title), kind=attachment.kind, subject_id=attachment.subject_id,
        what=attachment.paper, reason=reason,
    )  # fmt: skip
    return attachment
