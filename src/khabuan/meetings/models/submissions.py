"""Proposals that go up, and the trail of what became of them. Mirrors: หนังสือเสนอข้อเสนอ, ตารางติดตามข้อเสนอ.

Under the Act a council proposes to local government and the state, and to the meeting of its province; that one to
the nation's meeting and the ministries. Not `registry.Proposal`, which asks an office to change a record.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.meetings.models.resolutions import Resolution
from khabuan.meetings.rules.submissions import StepKind, SubmissionState
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


class Submission(Row):
    """What a body proposes to those above it, as it decided. Where it stands is kept from the trail: a body, words, or
    both where several have it.
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=300)
    words = models.TextField(max_length=4000, blank=True)
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    state = models.CharField(
        max_length=10, choices=SubmissionState.choices(), default=SubmissionState.UNDER_WAY
    )
    lies_with = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    lies_with_words = models.CharField(max_length=200, blank=True)
    began_on = models.DateField()
    moved_on = models.DateField()  # the day of the last step
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["state", "moved_on"], name="submission_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/submissions/{self.pk}/"

    @property
    def place_words(self) -> str:
        """With whom it lies, in words. The body must be joined."""
        return ", ".join(filter(None, (self.lies_with.name if self.lies_with else "", self.lies_with_words)))


class SubmissionStep(Row):
    """One step of the trail. `by` took it, `to` is where it went: bodies of the register, or words (a ministry)."""

    scope = "submission__organisation__node"
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=StepKind.choices())
    on = models.DateField()
    by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    by_words = models.CharField(max_length=200, blank=True)
    to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    to_words = models.CharField(max_length=200, blank=True)
    letter = models.CharField(max_length=80, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    # Where the seat sits that wrote it down: "" is the nation's, None nobody knows.
    recorded_at = models.CharField(max_length=200, null=True)  # noqa: DJ001 - "" is a place
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{_(StepKind(self.kind).label)} · {self.submission}"

    @property
    def by_whom(self) -> str:
        return self.by.name if self.by else self.by_words

    @property
    def to_whom(self) -> str:
        return self.to.name if self.to else self.to_words
