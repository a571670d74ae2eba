"""A file that came in, and what became of each of its rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.files.models import Blob
from khabuan.places.models import Area


class ImportBatch(Row):
    """One spreadsheet on its way in: rehearsed, settled, committed. A corrected file joins its `lineage`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        REHEARSING = "rehearsing", _("being rehearsed")
        REHEARSED = "rehearsed", _("rehearsed")
        COMMITTING = "committing", _("being saved")
        DONE = "done", _("saved")
        STOPPED = "stopped", _("stopped")

    sheet = models.CharField(max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sheet_name = models.CharField(max_length=100, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    lineage = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    layout = models.JSONField(default=dict)  # header row, columns, as read
    refusal = models.CharField(max_length=500, blank=True)
    by_seat = models.BigIntegerField(null=True)
    by_title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)


class ImportRow(Row):
    """One row of the file, its verdict, the cells at fault, and what a person chose."""

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGE = "change", _("changes")
        SAME = "same", _("same as before")
        CHOOSE = "choose", _("to choose")
        WRONG = "wrong", _("to correct")
        SKIPPED = "skipped", _("skipped")
        SAVED = "saved", _("saved")

    scope = "batch__area__path"
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    row_key = models.CharField(max_length=80)
    values = models.JSONField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    findings = models.JSONField(default=list)  # [column, what is wrong, what to do]
    notices = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    decision = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="import_row_once",
                violation_error_message=_("This row was read already."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="import_row_verdict")]
