"""What was moved and how the meeting voted. Mirrors: มติที่ประชุม in รายงานการประชุม.

A motion that carries in a quorate meeting makes a `Resolution`; one that does not is a fact of the meeting only.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.meetings.models.meetings import AgendaItem, Meeting, MeetingPart
from khabuan.meetings.models.resolutions import Resolution
from khabuan.meetings.rules.quorum import Base, Method, Outcome
from khabuan.registry.rules.kinds import Issue


class Motion(MeetingPart):
    """A motion, its vote, and the quorum and the rules of that moment.

    `entitled` and `present` are seats in force and seats filled, `needed` how many the rules ask for (None: no
    rule), `apart` present members who did not vote for an interest of their own, `votes_needed` what carries.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="motions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="motions")
    words = models.TextField(max_length=4000)
    mover = models.CharField(max_length=200, blank=True)
    seconders = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=8, choices=Method.choices())
    decided_at = models.DateTimeField()
    entitled = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField(null=True)
    had_quorum = models.BooleanField(null=True)
    apart = models.PositiveSmallIntegerField(default=0)
    votes_for = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    spoilt = models.PositiveSmallIntegerField(default=0)
    casting = models.BooleanField(null=True)
    votes_needed = models.PositiveSmallIntegerField()
    majority_share = models.CharField(max_length=12)
    majority_base = models.CharField(max_length=8, choices=Base.choices())
    outcome = models.CharField(max_length=10, choices=Outcome.choices())
    duty = models.CharField(max_length=8, blank=True)
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    resolution = models.OneToOneField(Resolution, models.PROTECT, null=True, related_name="motion")
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(MeetingPart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(resolution__isnull=True) | Q(outcome=Outcome.CARRIED),
                name="motion_carried_resolves",
                violation_error_message=_("Only a motion that carried becomes a resolution."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.CARRIED) | Q(had_quorum__isnull=True) | Q(had_quorum=True),
                name="motion_carried_quorate",
                violation_error_message=_("Without a quorum nothing is carried."),
            ),
        ]
        indexes = [models.Index(fields=["meeting", "decided_at"], name="motion_meeting")]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def voters(self) -> int:
        """Members who were there and might vote."""
        return self.present - self.apart
