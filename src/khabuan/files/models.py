"""Files by their content, and what they are attached to. The bytes stand on disk (`blobs/ab/cd…`)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.core.fields import KeyField
from khabuan.core.sql import KEPT


class Blob(models.Model):
    """Bytes that were taken in once, by SHA-256. Images are decoded and encoded anew before."""

    protection = KEPT
    id = KeyField()
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()


class Paper(models.TextChoices):
    """Which paper a file is, where that matters (registration under the Act, rules of a fund)."""

    FORM = "form", _("registration form")
    RECEIPT = "receipt", _("receipt of registration")
    MINUTES = "minutes", _("minutes of the meeting")
    MEMBER_LIST = "member_list", _("list of members")
    RULES = "rules", _("rules of the organisation")
    ORDER = "order", _("order of appointment")
    EVIDENCE = "evidence", _("evidence")
    PHOTO = "photo", _("photo")
    CONSENT = "consent", _("signed consent")
    REQUEST = "request", _("signed request")
    APPLICATION = "application", _("application for membership")
    CARD_COPY = "card_copy", _("copy of a card")
    CERTIFICATE = "certificate", _("certificate")


SEALED = (Paper.APPLICATION, Paper.CARD_COPY)
"""Papers on which a citizen number stands in plain: opened for a stated reason, and logged, as the number itself is."""


class Attachment(Row):
    """A file that proves or shows something about a record (scan, photo). Leaves by a scoped view only."""

    scope = "place"
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)  # the record it belongs to: label and key
    subject_id = models.BigIntegerField()
    place = models.CharField(max_length=90)  # the node of that record
    name = models.CharField(max_length=200)
    paper = models.CharField(max_length=12, choices=Paper, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta(Row.Meta):
        indexes = [
            models.Index(fields=["kind", "subject_id"], name="attachment_subject"),
            models.Index(fields=["place"], name="attachment_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/files/{self.pk}/"
