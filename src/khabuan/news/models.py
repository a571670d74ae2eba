"""News of the movement, in an editor's own words. Mirrors: ข่าวของขบวน on its pages and in its circulars.

A draft is read by the offices of its place; the public reads what an office published, until it is withdrawn.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor, Role
from khabuan.access.scoping import Row, spans_q
from khabuan.news.rules import State, unpacked
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


class NewsItem(Row):
    """One piece of news: what happened on a day at `area`, in the book of `organisation`, else of the area itself.

    `issues` as `rules.packed` has them. `outlet` and `address`: who told it first, and where. `changed_at` is the last
    change of what readers see. It is never deleted: withdrawn, it is read by its own offices alone.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=250)
    words = models.TextField(max_length=8000)
    on = models.DateField()
    issues = models.CharField(max_length=250, blank=True)
    outlet = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices(), default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    search_key = models.TextField()
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, published_at__isnull=True, withdrawn_on__isnull=True)
                | Q(state=State.PUBLISHED, published_at__isnull=False, withdrawn_on__isnull=True)
                | Q(state=State.WITHDRAWN, withdrawn_on__isnull=False),
                name="newsitem_state_has_day",
                violation_error_message=_("News is published and withdrawn on a day."),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "on"], name="newsitem_area_day"),
            models.Index(fields=["organisation", "on"], name="newsitem_body_day"),
            models.Index(fields=["state", "on"], name="newsitem_state_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/news/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        """What is published, and the drafts and withdrawn ones within the reach of an office of the movement."""
        everybody = Q(state=State.PUBLISHED)
        if actor.role != Role.SYSTEM and actor.role not in policy.READERS:
            return everybody
        of_place = spans_q(actor.spans, "area__path") & Q(organisation__isnull=True)
        return everybody | of_place | spans_q(actor.spans, "organisation__node")

    @property
    def node(self) -> str:
        return str(self.organisation.node if self.organisation else self.area.path)

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN

    @property
    def issue_list(self) -> list[Issue]:
        return unpacked(self.issues)
