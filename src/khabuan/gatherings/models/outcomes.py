"""What came of a gathering: heads by sector and area, agreements in words, areas that were visited.

Promises stand in `followup`, with this gathering as their origin.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.gatherings.models.gatherings import Gathering, GatheringLine, OpenRow
from khabuan.gatherings.rules.kinds import Sector
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


class HeadCount(OpenRow):
    """How many of one sector, or from one area, came. `number` is None where nobody counts them any more."""

    scope = "gathering__organisation__node"
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="+")
    sector = models.CharField(max_length=10, choices=Sector.choices(), blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    is_rough = models.BooleanField(default=False)

    class Meta(OpenRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=True) & ~Q(sector="") | Q(area__isnull=False, sector=""),
                name="head_count_of_one",
                violation_error_message=_("Heads are counted by sector or by area. Write one of them."),
            ),
            models.UniqueConstraint(
                fields=["gathering", "sector"],
                condition=~Q(sector=""),
                name="head_count_sector_once",
                violation_error_message=_("This sector was counted already. Correct the number."),
            ),
            models.UniqueConstraint(
                fields=["gathering", "area"],
                condition=Q(area__isnull=False),
                name="head_count_area_once",
                violation_error_message=_("This area was counted already. Correct the number."),
            ),
        ]


class Agreement(GatheringLine):
    """What those present agreed, in words: no resolution, since a gathering has no quorum."""

    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=4000)
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)

    class Meta(GatheringLine.Meta):
        indexes = [models.Index(fields=["gathering", "number"], name="agreement_order")]

    def __str__(self) -> str:
        line = " ".join(self.words.split())
        return line if len(line) <= 90 else f"{line[:90].rstrip()}…"


class Visit(GatheringLine):
    """An area, and there perhaps a body, that a field visit went to. `area_words` is what it was called that day."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    area_words = models.CharField(max_length=250)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta(GatheringLine.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "area", "organisation"],
                condition=Q(removed_on__isnull=True, organisation__isnull=False),
                name="visit_body_once",
                violation_error_message=_("This visit stands in the list already."),
            ),
            models.UniqueConstraint(
                fields=["gathering", "area"],
                condition=Q(removed_on__isnull=True, organisation__isnull=True),
                name="visit_area_once",
                violation_error_message=_("This area stands in the list already."),
            ),
        ]
        indexes = [models.Index(fields=["area"], name="visit_area")]

    def __str__(self) -> str:
        return f"{self.area_words} · {self.organisation.name}" if self.organisation else self.area_words
