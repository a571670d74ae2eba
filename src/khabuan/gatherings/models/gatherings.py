"""A gathering of the movement and the bodies that had to do with it. Mirrors: กำหนดการ and รายงานผลการจัดเวที.

It has neither number in law nor quorum: what counts in law is a `meetings.Meeting`, which may be one part of it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.gatherings.rules.kinds import Kind, Part, State
from khabuan.gatherings.sentences.gatherings import titled
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


class OpenRow(Row):
    """What happens in public is read by everybody; the offices of the body in whose book it stands write it.

    Who is no public office is named only to who reads persons there (`queries.one.names`).
    """

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q()


class Gathering(OpenRow):
    """A forum, seminar, ceremony, courtesy call or field visit, in the book of the body that holds it.

    `area` is where it is held, `place` says it in words. `number` is the how-manieth of its `series`, where
    people count it. `total` is what was stated; without one it is added up. `came_of_it` is written when it was
    held. `revision` counts changes of title, days, hours, place and state (iCal SEQUENCE), `changed_at` is the last.
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices())
    title = models.CharField(max_length=250)
    series = models.CharField(max_length=150, blank=True)
    number = models.PositiveSmallIntegerField(null=True)
    objectives = models.TextField(max_length=4000, blank=True)
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    place = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=State.choices(), default=State.PLANNED)
    came_of_it = models.TextField(max_length=8000, blank=True)
    total = models.PositiveIntegerField(null=True)
    is_total_rough = models.BooleanField(default=False)
    cancelled_on = models.DateField(null=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()
    search_key = models.TextField()
    searched = ("search_key",)

    class Meta(OpenRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="gathering_days",
                violation_error_message=_("It would end before it begins. Check both days."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) & ~Q(state=State.CANCELLED)
                | Q(cancelled_on__isnull=False, state=State.CANCELLED),
                name="gathering_cancelled_has_day",
                violation_error_message=_("A gathering that was called off has the day on which it was."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_on"], name="gathering_body_day"),
            models.Index(fields=["area", "starts_on"], name="gathering_area_day"),
            models.Index(fields=["starts_on"], name="gathering_day"),
        ]

    def __str__(self) -> str:
        return titled(self.title, self.number, self.starts_on)

    def get_absolute_url(self) -> str:
        return f"/gatherings/{self.pk}/"

    @property
    def is_planned(self) -> bool:
        return self.state == State.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def is_held(self) -> bool:
        return self.state == State.HELD


class GatheringLine(OpenRow):
    """What belongs to one gathering. A line that was entered in error is taken off, with the reason, and stays."""

    scope = "gathering__organisation__node"
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    class Meta(OpenRow.Meta):
        abstract = True


class GatheringBody(GatheringLine):
    """A body that hosts, supports, is called on or takes part: of the register, or in words where it is not there."""

    part = models.CharField(max_length=10, choices=Part.choices())
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)

    class Meta(GatheringLine.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(words=""),
                name="gathering_body_named",
                violation_error_message=_("Choose the organisation, or write its name."),
            ),
            models.UniqueConstraint(
                fields=["gathering", "organisation"],
                condition=Q(removed_on__isnull=True, organisation__isnull=False),
                name="gathering_body_once",
                violation_error_message=_("This organisation stands in the list already."),
            ),
        ]
        indexes = [models.Index(fields=["gathering", "part"], name="gathering_bodies")]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.words
