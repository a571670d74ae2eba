"""A body meets: the meeting, its agenda, who was asked to be excused. Mirrors: หนังสือเชิญประชุม, ระเบียบวาระการประชุม.

Knows its body, its number and its hours; not who came (`attendance`) nor what was decided (`votes`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.core import clock
from khabuan.meetings.rules.agenda import ItemState, Purpose, number_of
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.sentences.meetings import meeting_words
from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.kinds import Issue


class Meeting(Row):
    """A statutory meeting of a body: ครั้งที่ n/พ.ศ. `year` is CE; `on`, `starts_at` and `ends_at` are planned,
    `opened_at` and `closed_at` are as it happened.

    One called again because the first had no quorum names that one in `instead_of`. A meeting that was cancelled
    stays, and its number is free again. `revision` counts changes of day, hour, place and state (iCal SEQUENCE).

    One that was written down afterwards says in `told_by` where it is known from: it is closed from the first, has
    neither agenda nor stays, and `entitled` and `most_present` are as the paper tells them. It is corrected as a whole,
    or taken back as one that was called off.
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices(), default=Kind.ORDINARY)
    title = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices(), default=State.PLANNED)
    notice_number = models.CharField(max_length=80, blank=True)
    noticed_on = models.DateField(null=True)
    late_reason = models.CharField(
        max_length=300, blank=True
    )  # why the letter went out later than the rule wants
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    chair = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    chair_words = models.CharField(max_length=200, blank=True)  # the post in which he or she presided
    recorder = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # Kept when the meeting is closed, so that what the register learns later changes no count of that day.
    entitled = models.PositiveSmallIntegerField(null=True)
    needed = models.PositiveSmallIntegerField(null=True)
    most_present = models.PositiveSmallIntegerField(null=True)
    had_quorum = models.BooleanField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    told_by = models.CharField(max_length=200, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "kind", "number"],
                condition=Q(cancelled_on__isnull=True),
                name="meeting_number_once",
                violation_error_message=_("This number is used already. Take the next free one."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="meeting_counts",
                violation_error_message=_("Meetings are counted from 1. Write the number of the meeting."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="meeting_closed_after_opened",
                violation_error_message=_("The meeting ended before it began. Look at both hours."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "on"], name="meeting_body_day"),
            models.Index(fields=["on"], name="meeting_day"),
        ]

    def __str__(self) -> str:
        return meeting_words(self.number, self.year, self.kind)

    def get_absolute_url(self) -> str:
        return f"/meetings/{self.pk}/"

    @property
    def is_over(self) -> bool:
        return self.state in (State.CLOSED, State.CANCELLED)

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def waits(self) -> str:
        """Of a meeting to come, whether its day is "later", "today", or "past" without anybody having opened it."""
        today = clock.today()
        if self.state != State.PLANNED:
            return ""
        return "later" if self.on > today else "today" if self.on == today else "past"


class MeetingPart(Row):
    """What belongs to one meeting."""

    scope = "meeting__organisation__node"

    class Meta(Row.Meta):
        abstract = True


class AgendaItem(MeetingPart):
    """A head (`sub` 0) or an item of the agenda, what was said to it, and where it came from.

    `carried_kind`, `carried_id`: the duty, promise or put-off item that returns ("followup.duty"). `adopts`: the
    meeting whose minutes are to be adopted. One that was taken off the agenda stays, with the reason.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    main = models.PositiveSmallIntegerField()
    sub = models.PositiveSmallIntegerField(default=0)
    purpose = models.CharField(max_length=10, choices=Purpose.choices())
    title = models.CharField(max_length=300)
    presenter = models.CharField(max_length=200, blank=True)
    starts_at = models.TimeField(null=True)
    background = models.TextField(max_length=4000, blank=True)
    discussion = models.TextField(max_length=8000, blank=True)
    state = models.CharField(max_length=8, choices=ItemState.choices(), default=ItemState.WAITING)
    carried_kind = models.CharField(max_length=40, blank=True)
    carried_id = models.BigIntegerField(null=True)
    adopts = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    duty = models.CharField(
        max_length=8, blank=True
    )  # the council's duty it serves, by its number in the Act
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    removed_on = models.DateField(null=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["meeting", "main", "sub"], name="agenda_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        return number_of(self.main, self.sub)


class Excuse(MeetingPart):
    """A member asked to be excused from a meeting (ลาประชุม)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_on = models.DateField()
    words = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(withdrawn_on__isnull=True),
                name="excuse_once",
                violation_error_message=_("This member is excused already."),
            )
        ]


class Invitation(MeetingPart):
    """Somebody asked to come who is no member: a guest, an agency. Named by words or by the register.

    One that was written in error is withdrawn, and stays.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=200, blank=True)
    post_words = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    organisation_words = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True)

    class Meta(MeetingPart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | Q(organisation__isnull=False) | ~Q(organisation_words=""),
                name="invitation_somebody",
                violation_error_message=_("Write who is invited: a name, an agency, or both."),
            )
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.name, self.post_words, self.of_whom) if part)

    @property
    def of_whom(self) -> str:
        """The agency or organisation it comes from, in words."""
        return self.organisation.name if self.organisation else self.organisation_words
