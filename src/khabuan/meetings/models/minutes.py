"""Minutes as they were checked and adopted. Mirrors: รายงานการประชุม.

A draft is no row: it is drawn from the meeting whenever it is looked at. What was checked or adopted is frozen here.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.core.words import Word, mark
from khabuan.meetings.models.meetings import Meeting, MeetingPart
from khabuan.meetings.models.resolutions import Resolution
from khabuan.registry.models import Person


class Standing(Word):
    """How far frozen minutes have come."""

    CHECKED = "checked", mark("Checked, waiting to be adopted")
    ADOPTED = "adopted", mark("Adopted")


class Minutes(MeetingPart):
    """One version of a meeting's minutes: `facts` as `printing.frozen` writes them, and their digest.

    Versions are counted from 1. A checked one that was wrong is taken back, and the meeting's minutes are a draft
    again; an adopted one is never taken back: what a later meeting noted stands beside it (`corrections`). `facts`
    change by an erasure only, which takes a person's name out; the digest is made over the facts without names.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=Standing.choices())
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    checker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    adopting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    corrections = models.TextField(max_length=4000, blank=True)
    taken_back_on = models.DateField(null=True)
    taken_back_reason = models.CharField(max_length=300, blank=True)

    hidden = frozenset({"facts"})

    class Meta(MeetingPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "version"],
                name="minutes_version_once",
                violation_error_message=_(
                    "Somebody else checked these minutes just now. Load the page again."
                ),
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state=Standing.ADOPTED),
                name="minutes_adopted_once",
                violation_error_message=_("These minutes are adopted already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=Standing.ADOPTED) | Q(adopting__isnull=False, taken_back_on__isnull=True),
                name="minutes_adopted_at",
                violation_error_message=_("Say which meeting adopted the minutes. Adopted ones stay."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.version})"
