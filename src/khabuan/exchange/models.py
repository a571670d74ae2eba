"""A file that came in, and what became of each of its rows.

What people typed stands sealed (`ImportRow.sealed`, the file itself too), because lists carry citizen numbers.
It is forgotten some days after the rehearsal; what was saved stands in the records themselves.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.files.models import Blob
from khabuan.places.models import Area


class ImportBatch(Row):
    """One spreadsheet on its way in: rehearsed, settled, saved. A corrected file joins its `lineage`.

    `round` counts the files of a lineage from 1. `digest` knows the same content again; it is keyed, as lists carry
    numbers. `moved_at` tells when the worker last got further: a worker that died is seen by it, and another goes on
    where it was.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        REHEARSING = "rehearsing", _("being rehearsed")
        REHEARSED = "rehearsed", _("rehearsed")
        QUEUED = "queued", _("waiting to be saved")
        SAVING = "saving", _("being saved")
        DONE = "done", _("saved")
        REFUSED = "refused", _("not taken")
        DISCARDED = "discarded", _("thrown away")

    sheet = models.CharField(max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sheet_name = models.CharField(max_length=100, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    lineage = models.BigIntegerField(db_index=True)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    notices = models.JSONField(default=list)  # [code, values] about the whole file
    labels = models.JSONField(default=dict)  # machine name → [heading as in the file, column number]
    refusal = models.JSONField(default=list)  # [code, values]: why the file was not taken
    seconds = models.PositiveIntegerField(default=0)
    by_seat = models.BigIntegerField(null=True)
    by_title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    forgotten_on = models.DateField(null=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["state", "created_at"], name="import_batch_state")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return f"/imports/{self.pk}/"

    @property
    def is_working(self) -> bool:
        """The worker has it, or will have it."""
        state = self.State
        return self.state in (state.WAITING, state.REHEARSING, state.QUEUED, state.SAVING)


class ImportRow(Row):
    """One row of the file: its verdict, the cells at fault, what it would change, and what a person chose.

    Working papers, not records: what was typed may be forgotten. `remarks` and `notices` are [column, code, values],
    `changes` [column, before, after], `candidates` what the settling page compares.
    """

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGE = "change", _("changes")
        SAME = "same", _("same as before")
        CHOOSE = "choose", _("to choose")
        WRONG = "wrong", _("to correct")
        SKIPPED = "skipped", _("skipped")
        SAVED = "saved", _("saved")

    scope = "batch__area__path"
    hidden = frozenset({"sealed"})
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    row_key = models.CharField(max_length=80)
    title = models.CharField(max_length=260, blank=True)
    sealed = models.BinaryField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    remarks = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    decision = models.CharField(max_length=40, blank=True)
    was_new = models.BooleanField(default=False)
    target_id = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="import_row_once",
                violation_error_message=_("This row was read already."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["batch", "verdict", "number"], name="import_row_verdict"),
            models.Index(fields=["batch", "row_key"], name="import_row_key"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.number)


#: How the open verdicts are told apart: those that saving takes, and those that wait for somebody.
GOOD = (ImportRow.Verdict.NEW, ImportRow.Verdict.CHANGE)
