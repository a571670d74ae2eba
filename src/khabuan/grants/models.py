"""Projects (โครงการ) that bodies of the movement propose, carry out and account for. Mirrors: แบบเสนอโครงการ, its head.

What it is, where, for what money, how far: not its instalments, vouchers and settlement.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q
from khabuan.core.fields import BahtField
from khabuan.grants.rules import Aim, ProjectState
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


def sight_q(actor: Actor, to: str = "") -> Q:
    """Seen by who reaches the body that holds the project, or a place where it works; `to` leads to the project."""
    works = ProjectArea.everywhere.filter(spans_q(actor.spans, "area__path"), removed_on__isnull=True)
    return (
        spans_q(actor.spans, f"{to}organisation__node")
        | spans_q(actor.spans, f"{to}area__path")
        | Q(**{f"{to}pk__in": works.values("project")})
    )


class Project(Row):
    """A project in the book of the body that holds it.

    `fiscal_year` is stated (CE, the year in which it ends), never told from a day. `area` is the main place of work,
    further ones stand in `ProjectArea`. `programme` is the funder's programme in words. `asked` and `approved` are
    budgets, not money that came. `state` and `state_on` are kept from the trail (`ProjectStep`).
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=250)
    code = models.CharField(max_length=60, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    programme = models.CharField(max_length=150, blank=True)
    objectives = models.TextField(max_length=4000, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    agency_words = models.CharField(max_length=200, blank=True)
    asked = BahtField(null=True)
    approved = BahtField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=ProjectState.choices())
    state_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    search_key = models.TextField()
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="project_days",
                violation_error_message=_("It would end before it begins. Check both days."),
            ),
            models.CheckConstraint(
                condition=(Q(asked__isnull=True) | Q(asked__gt=0))
                & (Q(approved__isnull=True) | Q(approved__gt=0)),
                name="project_budget",
                violation_error_message=_(
                    "A budget is more than nothing. Leave it empty where it is not known."
                ),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason=""),
                name="project_withdrawn_why",
                violation_error_message=_("Say why the project is withdrawn."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "fiscal_year"], name="project_body_year"),
            models.Index(fields=["fiscal_year", "state"], name="project_year_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/projects/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return sight_q(actor)


class ProjectLine(Row):
    """What belongs to one project, and is seen where the project is."""

    scope = "project__organisation__node"
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return sight_q(actor, "project__")


class ProjectArea(ProjectLine):
    """A further place where a project works. One that was taken off stays, and comes back as the same row."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True)

    class Meta(ProjectLine.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["project", "area"],
                name="project_area_once",
                violation_error_message=_("This place stands in the project already."),
            ),
        ]

    def __str__(self) -> str:
        return self.area.name


class ProjectTarget(ProjectLine):
    """What a project aims at. `value` None: nobody aims at it (any more), though it is counted what was reached.

    `words` say what is counted where the list has no word for it.
    """

    what = models.CharField(max_length=10, choices=Aim.choices())
    words = models.CharField(max_length=100, blank=True)
    value = models.PositiveIntegerField(null=True)

    class Meta(ProjectLine.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["project", "what"],
                name="project_target_once",
                violation_error_message=_("This stands among the targets already. Correct the number."),
            ),
            models.CheckConstraint(
                condition=~Q(what=Aim.OTHER) | ~Q(words=""),
                name="project_target_named",
                violation_error_message=_("Write what is counted."),
            ),
        ]

    def __str__(self) -> str:
        return self.words or gettext(Aim(self.what).label)


class ProjectResult(ProjectLine):
    """What of a target was reached in all by a day, and from where that is known. Taken back, it stays to be read."""

    target = models.ForeignKey(ProjectTarget, models.PROTECT, related_name="+")
    on = models.DateField()
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(ProjectLine.Meta):
        indexes = [models.Index(fields=["project", "on"], name="project_results")]

    def __str__(self) -> str:
        return f"{self.target} {self.value:,}"


class ProjectStep(ProjectLine):
    """A line of a project's trail: what it became, on which day, in words. One entered in error is taken back."""

    state = models.CharField(max_length=10, choices=ProjectState.choices())
    on = models.DateField()
    words = models.TextField(max_length=2000, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(ProjectLine.Meta):
        indexes = [models.Index(fields=["project", "on"], name="project_trail")]

    def __str__(self) -> str:
        return gettext(ProjectState(self.state).label)
