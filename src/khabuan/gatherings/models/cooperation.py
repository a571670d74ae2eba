"""Co-operation agreements (บันทึกความร่วมมือ, MoU) and who signed them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.gatherings.models.gatherings import Gathering, OpenRow
from khabuan.gatherings.rules.terms import Term
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


class Cooperation(OpenRow):
    """A co-operation agreement in the book of the body that is a party of it.

    `until` None has no end. One that was ended early has `ended_on`; one that goes on in a new paper is named
    there by `renews`. The signed paper is attached beside it (`files`).
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    words = models.TextField(max_length=4000, blank=True)
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    gathering = models.ForeignKey(Gathering, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    renews = models.OneToOneField("self", models.PROTECT, null=True, related_name="renewed_by")
    search_key = models.TextField()
    searched = ("search_key",)

    class Meta(OpenRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="cooperation_term",
                violation_error_message=_("It would end before it begins. Check both days."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_reason="")
                | Q(ended_on__isnull=False) & ~Q(ended_reason=""),
                name="cooperation_ended_why",
                violation_error_message=_("Say why it ended."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "signed_on"], name="cooperation_body_day"),
            models.Index(fields=["until"], condition=Q(ended_on__isnull=True), name="cooperation_until"),
            models.Index(fields=["gathering"], name="cooperation_gathering"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/cooperations/{self.pk}/"

    @property
    def term(self) -> Term:
        """Its days as the rules see them; `renewed_by` must be joined."""
        return Term(self.since, self.until, self.ended_on, hasattr(self, "renewed_by"))


class CooperationParty(OpenRow):
    """A party of an agreement: of the register, or in words; who signed for it, by name and post as on the paper."""

    scope = "cooperation__organisation__node"
    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    signer = models.CharField(max_length=300, blank=True)
    removed_on = models.DateField(null=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    class Meta(OpenRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(words=""),
                name="cooperation_party_named",
                violation_error_message=_("Choose the organisation, or write its name."),
            ),
            models.UniqueConstraint(
                fields=["cooperation", "organisation"],
                condition=Q(removed_on__isnull=True, organisation__isnull=False),
                name="cooperation_party_once",
                violation_error_message=_("This organisation is a party already."),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.words
