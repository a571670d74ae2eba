"""A text that was brought in to be read, what was read in it, and which records were written out of it.

Mirrors: ข่าวของขบวน and รายงานการประชุม as people paste them. A draft is no record: it says what a text says and what
a person said of that. Texts name people, so who reads no persons reads none of it.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.files.models import Blob
from khabuan.places.models import Area
from khabuan.reader.rules.drafts import DECIDED, Kind, State, TextKind
from khabuan.reader.rules.piles import WORKING, PileState
from khabuan.reader.rules.timeline import Verdict


class Text(Row):
    """A report or minutes as they were pasted, in the book of an area.

    `words` are kept letter by letter, since drafts point into them; `digest` knows the same text again. The trail repeats
    neither. `rules`: the version of the rules that read it last. `closed_on`: its reader is done with it.
    `withdrawn_on`: pasted in error, or private; only its history and a page that says so lead to it, and it can be taken back.
    """

    hidden = frozenset({"words", "digest"})
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    title = models.CharField(max_length=250)
    kind = models.CharField(max_length=8, choices=TextKind.choices(), default=TextKind.NEWS)
    outlet = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True)
    words = models.TextField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    read_at = models.DateTimeField()
    rules = models.CharField(max_length=20)
    by_seat = models.BigIntegerField(null=True)
    by_title = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    search_key = models.TextField()
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["area", "digest"],
                name="text_once",
                violation_error_message=_("This text stands in the book of this place already."),
            ),
        ]
        indexes = [models.Index(fields=["area", "taken_at"], name="text_area_taken")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    def get_absolute_url(self) -> str:
        return f"/reader/{self.pk}/"


class Draft(Row):
    """One thing that a text says, with its words, and what a person said of it.

    `facts` is what it says, as the JSON of the reading has it without quote and span; `changed` the same as a person put
    it right. `start`, `end` and `also_at` are letters of the text. `subject_kind` and `subject_id`: the area,
    organisation or person of the register that is meant.
    """

    scope = "text__area__path"
    text = models.ForeignKey(Text, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices())
    facts = models.JSONField()
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    also_at = models.JSONField(default=list)
    why = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_certain = models.BooleanField(default=False)
    is_accusation = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices(), default=State.WAITING)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    changed = models.JSONField(default=dict)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    points = models.PositiveSmallIntegerField(null=True)
    reasons = models.JSONField(default=list)
    meant_by = models.CharField(max_length=200, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_on__isnull=False)
                | ~Q(state__in=DECIDED) & Q(decided_on__isnull=True),
                name="draft_decided_has_day",
                violation_error_message=_("What was decided has the day on which it was."),
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="draft_has_words",
                violation_error_message=_("A draft stands on words of its text."),
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id__isnull=True)
                | ~Q(subject_kind="") & Q(subject_id__isnull=False),
                name="draft_subject_whole",
                violation_error_message=_("Whom or what it means is known in part only. Choose it anew."),
            ),
        ]
        indexes = [
            models.Index(fields=["text", "state"], name="draft_text_state"),
            models.Index(fields=["subject_kind", "subject_id"], name="draft_subject"),
        ]

    def __str__(self) -> str:
        return self.quote[:80]

    @property
    def says(self) -> dict[str, Any]:
        """What it says now: as read, with what a person put right."""
        return {**self.facts, **self.changed}


class Use(Row):
    """A record that was written out of a text; with `draft`, one that gave it a value.

    `is_cited`: the record stood there already, and somebody said that the text tells of it; that can be taken back.
    """

    scope = "text__area__path"
    text = models.ForeignKey(Text, models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    on = models.DateField()
    is_cited = models.BooleanField(default=False)
    taken_back_on = models.DateField(null=True)

    class Meta(Row.Meta):
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="textuse_subject"),
            models.Index(fields=["text"], name="textuse_text"),
        ]

    def __str__(self) -> str:
        return self.title


class SameEvent(Row):
    """What a person said of two texts that may tell of one event; `text` is the one that came in first."""

    scope = "text__area__path"
    text = models.ForeignKey(Text, models.PROTECT, related_name="+")
    other = models.ForeignKey(Text, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=5, choices=Verdict.choices())
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["text", "other"],
                name="same_event_once",
                violation_error_message=_("Somebody has just said so of these two texts."),
            ),
            models.CheckConstraint(
                condition=Q(other__gt=F("text")),
                name="same_event_of_two",
                violation_error_message=_("These are not two texts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.verdict} {self.other_id}"


class Pile(Row):
    """Many texts that came in one file, for the book of an area: how far their reading is.

    `done` were passed, `taken` of them are texts now; the others are its `LeftOut`. The file is forgotten when all
    are passed. `moved_at` tells when the worker last got further: another goes on where a dead one was. `by_seat` is whose
    act each taking is; when that seat has ended the pile stops, until somebody takes it over.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=TextKind.choices(), default=TextKind.NEWS)
    state = models.CharField(max_length=8, choices=PileState.choices(), default=PileState.WAITING)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    by_seat = models.BigIntegerField(null=True)
    by_title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("done"), done__lte=F("total")),
                name="pile_counts",
                violation_error_message=_("More texts were counted than the file has."),
            ),
        ]
        indexes = [models.Index(fields=["area", "created_at"], name="pile_area_created")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return f"/reader/many/{self.pk}/"

    @property
    def is_working(self) -> bool:
        """The worker has it, or will have it."""
        return self.state in WORKING

    @property
    def is_stopped(self) -> bool:
        return bool(self.state == PileState.STOPPED)

    @property
    def left_out(self) -> int:
        return self.done - self.taken


class LeftOut(Row):
    """What of a pile was not taken: its place from 1, its name, why; `known` where it stands already.

    `code` is one of `pile_words.left_out`. `why`, a sentence: of a lock of another room, and of all before there were codes.
    """

    scope = "pile__area__path"
    pile = models.ForeignKey(Pile, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=500, blank=True)
    known = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pile", "number"],
                name="left_out_once",
                violation_error_message=_("This text of the pile was passed already."),
            ),
            models.CheckConstraint(
                condition=~Q(code="") | ~Q(why=""),
                name="left_out_has_reason",
                violation_error_message=_("What is left out of a pile is left out for a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.number)
