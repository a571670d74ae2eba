"""Who was chosen for a body's seats, how the votes fell, and how a working body looked at its structure.

Mirrors: วาระเลือกตั้ง in รายงานการประชุม, บันทึกผลการนับคะแนน, ทบทวนโครงสร้างคณะทำงาน. The terms themselves stay with
the register: an election that is confirmed makes them there, and cites them.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.elections.rules import tally
from khabuan.elections.rules.tally import How
from khabuan.elections.rules.words import ElectionState, Leaving, Purpose
from khabuan.meetings.models import Meeting, Resolution
from khabuan.places.models import period_check
from khabuan.registry.models import Appointment, Organisation, Person, Post


class Election(Row):
    """The election of so many seats of a post, on a day, at a meeting or as an old paper words it.

    `since` is the first day of the terms that it gives (None: that of the election), `until` their last one (None:
    by the years of the post or the rule). `in_place_of`: the term that was cut short, whose rest a successor serves.
    `terms`: keys of the terms that its confirmation "made" and "ended", so that taking it back undoes just these.
    """

    scope = "post__organisation__node"
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    meeting_words = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    seats = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=10, choices=Purpose.choices())
    in_place_of = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=ElectionState.choices(), default=ElectionState.OPEN)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(null=True)
    terms = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [
            period_check("election_period"),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="election_seats",
                violation_error_message=_("Write how many seats are elected, at least one."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(state="withdrawn"),
                name="election_withdrawn",
                violation_error_message=_("This election was taken back. Record it anew if it was right."),
            ),
        ]
        indexes = [
            models.Index(fields=["post", "on"], name="election_post_day"),
            models.Index(fields=["state", "on"], name="election_state_day"),
        ]

    def __str__(self) -> str:
        return gettext("Election: %(post)s") % {"post": self.post}

    def get_absolute_url(self) -> str:
        return f"/elections/{self.pk}/"

    @property
    def organisation(self) -> Organisation:
        return self.post.organisation

    @property
    def begins_on(self) -> date:
        """The first day of the terms that it gives."""
        return self.since or self.on


class ElectionPart(Row):
    """What belongs to one election."""

    scope = "election__post__organisation__node"

    class Meta(Row.Meta):
        abstract = True


class Candidate(ElectionPart):
    """Somebody who was proposed (ผู้ได้รับการเสนอชื่อ), in the order of the proposals, with who proposed and seconded.

    One who stood down stays, with the reason. `appointment`: the term that the election gave.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    proposer = models.CharField(max_length=200, blank=True)
    seconder = models.CharField(max_length=200, blank=True)
    left_on = models.DateField(null=True)
    left_why = models.CharField(max_length=10, choices=Leaving.choices(), blank=True)
    left_words = models.CharField(max_length=200, blank=True)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")

    class Meta(ElectionPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["election", "person"],
                condition=Q(left_on__isnull=True),
                name="candidate_once",
                violation_error_message=_("This person stands in this election already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Ballot(ElectionPart):
    """One round of votes with the quorum of its moment: members in force, who were there, how many are needed.

    An old paper may not say them (None). `words`: of a lot who drew it and who looked on. One that was counted
    wrongly is withdrawn, with the reason.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="ballots")
    number = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=8, choices=How.choices())
    seats = models.PositiveSmallIntegerField()
    entitled = models.PositiveSmallIntegerField(null=True)
    present = models.PositiveSmallIntegerField(null=True)
    needed = models.PositiveSmallIntegerField(null=True)
    had_quorum = models.BooleanField(null=True)
    spoilt = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(ElectionPart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(entitled__isnull=True) | Q(present__lte=F("entitled")),
                name="ballot_present",
                violation_error_message=_(
                    "More members were present than the body has. Correct one of the numbers."
                ),
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__gte=F("spoilt") + F("abstained")),
                name="ballot_heads",
                violation_error_message=_(
                    "More ballots are spoilt or abstained than there were members present. Count again, or correct how many "
                    "were present."
                ),
            ),
        ]
        indexes = [models.Index(fields=["election", "number"], name="ballot_order")]

    def __str__(self) -> str:
        return gettext("Round %(number)d") % {"number": self.number}

    def as_counted(self, votes: dict[int, int]) -> tally.Ballot:
        """As the pure rules see it; `votes` by candidate, in their order."""
        return tally.Ballot(
            How(self.how), self.seats, votes, self.present, self.spoilt, self.abstained, self.had_quorum
        )


class CandidateVotes(ElectionPart):
    """What a candidate got in a round; in a lot 1 for a name that was drawn."""

    scope = "ballot__election__post__organisation__node"
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes", db_index=False)
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="+")
    votes = models.PositiveSmallIntegerField()

    class Meta(ElectionPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "candidate"],
                name="candidate_votes_once",
                violation_error_message=_("The votes of this candidate are counted already."),
            ),
        ]


class StructureReview(Row):
    """A body looked at its structure (ทบทวนโครงสร้าง): the roles before and after, with seats wanted and held.

    `before`, `after`: `rules.structure.Role` as plain values; nobody is named in them.
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    words = models.TextField(max_length=2000, blank=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["organisation", "on"], name="structure_review_day")]

    def __str__(self) -> str:
        return gettext("Review of the structure: %(body)s") % {"body": self.organisation.name}

    def get_absolute_url(self) -> str:
        return f"/elections/structure/{self.organisation_id}/"
