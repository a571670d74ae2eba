"""The programme of a gathering: days, rooms and hours, and who did what in which post. Mirrors: กำหนดการ."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.gatherings.models.gatherings import GatheringLine
from khabuan.gatherings.rules.kinds import Doing
from khabuan.meetings.models import Meeting
from khabuan.registry.models import Appointment, Person


class GatheringPart(GatheringLine):
    """A day, room or session of a gathering. One may be a statutory meeting: its quorum and resolutions stand there."""

    on = models.DateField()
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    room = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=250)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")

    class Meta(GatheringLine.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "meeting"],
                condition=Q(removed_on__isnull=True, meeting__isnull=False),
                name="gathering_part_meeting_once",
                violation_error_message=_("This meeting is a part of the gathering already."),
            )
        ]
        indexes = [models.Index(fields=["gathering", "on", "starts_at"], name="gathering_parts")]

    def __str__(self) -> str:
        return self.title


class ProgrammeAct(GatheringLine):
    """What somebody did: a person of the register in the post held that day, or words for who is not there.

    `name` and `post` are frozen as of that day. `appointment` is the term in force then; a person without one
    held no post of the register that day. `is_public`: it is public who holds the post, so anybody may read the
    name. The trail does not repeat the person, so that the tie can be cut at the person's wish.
    """

    hidden = frozenset({"person", "appointment"})
    part = models.ForeignKey(GatheringPart, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.TimeField(null=True)
    order = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=12, choices=Doing.choices())
    topic = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=250, blank=True)
    post = models.CharField(max_length=450, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta(GatheringLine.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(post=""),
                name="programme_act_somebody",
                violation_error_message=_("Write who it was: the name, the post, or both."),
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=True) | Q(person__isnull=False),
                name="programme_act_post_of_person",
                violation_error_message=_("A post is held by a person. Choose the person too."),
            ),
        ]
        indexes = [
            models.Index(fields=["gathering", "on", "at", "order"], name="programme_order"),
        ]

    def __str__(self) -> str:
        # Never the name: the trail keeps titles of rows.
        return f"{gettext(Doing(self.doing).label)} {self.topic}".strip()

    @property
    def has_no_post(self) -> bool:
        """A person of the register who held no post of the register that day."""
        return self.person_id is not None and self.appointment_id is None
