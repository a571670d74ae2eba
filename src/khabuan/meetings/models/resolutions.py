"""The numbered register of what a body decided. Mirrors: the resolutions in รายงานการประชุม.

One that was voted on in a meeting of this book has its `motion`; one copied from older minutes has none.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.meetings.sentences.resolutions import number_words
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


class Resolution(Row):
    """What a body decided: มติ n/พ.ศ., its item, the day, the words. Its scan is attached beside it (`files`).

    Other records cite the row, never its text. Who wrote it down stands in its history. One that was entered in
    error is withdrawn, with the reason, and its number is free again. `year` is CE.
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    meeting_number = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    is_special = models.BooleanField(default=False)  # of a special meeting, whose numbers are counted apart
    item = models.CharField(max_length=20, blank=True)
    item_order = models.CharField(max_length=60, blank=True)
    on = models.DateField()
    words = models.TextField(max_length=4000)
    note = models.CharField(max_length=500, blank=True)
    duty = models.CharField(
        max_length=8, blank=True
    )  # the council's duty that it serves, by its number in the Act
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    search_key = models.TextField()
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "is_special", "meeting_number", "item"],
                condition=Q(withdrawn_on__isnull=True),
                name="resolution_number_once",
                violation_error_message=_(
                    "This number is used already. Look for it in the register, or write the item."
                ),
            ),
            models.CheckConstraint(
                condition=Q(meeting_number__gte=1),
                name="resolution_meeting_counts",
                violation_error_message=_("Meetings are counted from 1. Write the number of the meeting."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "year", "meeting_number"], name="resolution_body_year"),
        ]

    def __str__(self) -> str:
        return number_words(self.meeting_number, self.year, self.item, is_special=self.is_special)

    def get_absolute_url(self) -> str:
        return f"/resolutions/{self.pk}/"
