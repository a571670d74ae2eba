"""Who was in the room, from when until when. Mirrors: ใบลงชื่อผู้เข้าประชุม.

Knows nothing of quorum: that is counted from these rows and the membership of the day (`queries.quorum`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.meetings.models.meetings import Meeting, MeetingPart
from khabuan.meetings.rules.attendance import By, Capacity
from khabuan.registry.models import Appointment, Organisation, Person


class Attendance(MeetingPart):
    """One stay of one person. Who comes back after leaving has a second row.

    A member is a person of the register in the seat that the `appointment` gives; a substitute is named by words
    or a person, and fills the seat of `substitute_for`. Guests and agencies are named by words. A row entered in
    error is withdrawn, never deleted.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=Capacity.choices())
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    substitute_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    post_words = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    organisation_words = models.CharField(max_length=200, blank=True)
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=8, choices=By.choices())
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(MeetingPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(withdrawn_on__isnull=True, left_at__isnull=True, person__isnull=False),
                name="attendance_in_once",
                violation_error_message=_("This person is signed in already."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "substitute_for"],
                condition=Q(withdrawn_on__isnull=True, left_at__isnull=True, substitute_for__isnull=False),
                name="attendance_one_substitute",
                violation_error_message=_("Somebody sits for this member already."),
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")),
                name="attendance_left_after_came",
                violation_error_message=_("Nobody leaves before coming. Look at both hours."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""),
                name="attendance_somebody",
                violation_error_message=_("Write who came."),
            ),
            models.CheckConstraint(
                condition=~Q(capacity=Capacity.MEMBER) | Q(person__isnull=False, substitute_for__isnull=True),
                name="attendance_member_known",
                violation_error_message=_("A member is chosen from the register."),
            ),
            models.CheckConstraint(
                condition=~Q(capacity=Capacity.SUBSTITUTE) | Q(substitute_for__isnull=False),
                name="attendance_substitute_for",
                violation_error_message=_("Say for which member the substitute came."),
            ),
        ]
        indexes = [models.Index(fields=["meeting", "came_at"], name="attendance_meeting")]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.name

    @property
    def seat(self) -> int | None:
        """The member whose seat it fills, by key; None for guests and agencies."""
        if self.capacity == Capacity.MEMBER:
            return self.person_id
        return self.substitute_for_id if self.capacity == Capacity.SUBSTITUTE else None
