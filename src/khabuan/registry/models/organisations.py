"""Bodies of or beside the movement, what a kind has of its own, what agencies support.

Mirrors: ทะเบียนชุมชน, คำสั่งแต่งตั้งคณะทำงาน. Offices are public.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q
from khabuan.places.models import Area, AreaGroup, CouncilArea, LocalGovernment, period_check
from khabuan.registry.models.parts import precision
from khabuan.registry.rules.kinds import AgencyKind, GroupFunction, Issue, Level, OrganisationKind


class Organisation(Row):
    """A body of or beside the movement. `node` is its place and itself ("19.01.05.o123."): seats sit there.

    Founded and ended dates may be known to the month or year only. `stays` is set when this record was merged
    into another one (an alias is kept, its addresses lead there).
    """

    scope = "node"
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices())
    level = models.CharField(max_length=10, choices=Level.choices(), blank=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=80, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="organisations")
    node = models.CharField(max_length=90, unique=True)
    group = models.ForeignKey(AreaGroup, models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    council_area = models.ForeignKey(CouncilArea, models.PROTECT, null=True, related_name="+")
    founded_on = models.DateField(null=True)
    founded_precision = precision()
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    stays = models.ForeignKey("self", models.PROTECT, null=True, related_name="aliases", db_index=False)
    sort_key = models.CharField(max_length=260)
    search_key = models.CharField(max_length=260)
    core_key = models.CharField(max_length=270, blank=True)  # `rules.body_names`, between `searching` marks
    searched = ("search_key", "core_key")

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(ended_on__gte=F("founded_on")),
                name="organisation_period",
                violation_error_message=_("The end is before the beginning. Check both dates."),
            ),
            models.UniqueConstraint(
                fields=["council_area"],
                condition=Q(kind="council", ended_on__isnull=True, stays__isnull=True),
                name="one_council_per_area",
                violation_error_message=_(
                    "This council area has a council already. End that one first, or choose another area."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "node"], name="organisation_kind_node"),
            models.Index(fields=["search_key"], name="organisation_search"),
            models.Index(fields=["core_key"], name="organisation_core"),
            # Only aliases: SQLite would walk a full index for "stays is null", which is nearly every row.
            models.Index(fields=["stays"], condition=Q(stays__isnull=False), name="organisation_stays"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/organisations/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        """Within the spans, and the bodies at the places above (province, amphoe), not their insides."""
        return spans_q(actor.spans, "node") | Q(area__path__in=actor.upline)


class OwnPart(Row):
    """A table of one kind of organisation, keyed by it."""

    scope = "organisation__node"

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return spans_q(actor.spans, "organisation__node") | Q(organisation__area__path__in=actor.upline)


class FormerPlace(OwnPart):
    """Where an organisation stood before it was moved, or before its area or group ended: [since, until).

    The present place stands in the organisation. Pages of a past day read both (`queries.stood`).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="former_places")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    council_area = models.ForeignKey(CouncilArea, models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(AreaGroup, models.PROTECT, null=True, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField()

    class Meta(Row.Meta):
        constraints = [period_check("former_place_period")]


class Community(OwnPart):
    """The paper ทะเบียนชุมชน: what kind of group it is, what for, how many."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="community")
    group_kind = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=500, blank=True)
    member_count = models.PositiveIntegerField(null=True)
    counted_on = models.DateField(null=True)


class WorkingGroup(OwnPart):
    """What a working group is for. Some act, some coordinate (อุดรธานี 2560: amphoe act, zones coordinate)."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="working_group")
    function = models.CharField(max_length=12, choices=GroupFunction.choices())
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    mandate = models.CharField(max_length=500, blank=True)


class Agency(OwnPart):
    """A partner agency (หน่วยงานภาคี), or the local government that is one."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="agency")
    # One of AgencyKind; records of old may still have words of their own.
    agency_kind = models.CharField(max_length=40, choices=AgencyKind.choices(), blank=True)
    ministry = models.CharField(max_length=120, blank=True)
    local_government = models.ForeignKey(LocalGovernment, models.PROTECT, null=True, related_name="+")


class Support(OwnPart):
    """An agency supports an issue in an area over a time."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="supports")
    issue = models.CharField(max_length=30, choices=Issue.choices())
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [period_check("support_period")]
