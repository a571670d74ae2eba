"""What people agreed to, and what they asked about the facts kept of them (PDPA)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.registry.models.people import Person, PersonPart
from khabuan.registry.rules.requests import RequestKind, RequestOutcome


class Consent(PersonPart):
    """What a person agreed to (PDPA s.19, 23): purpose, the words' version, when, until when, when withdrawn.

    The signed paper is a file attached to it. `expires_on` is the last day on which it holds; None: no end.
    """

    hidden = frozenset({"given_by"})
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30)
    text_version = models.CharField(max_length=20)
    given_on = models.DateField()
    given_by = models.CharField(max_length=200, blank=True)  # a guardian, for a minor
    expires_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("given_on")),
                name="consent_period",
                violation_error_message=_("The consent ends before it was given. Check both dates."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_taken_back",
                violation_error_message=_("It was taken back before it was given. Check both dates."),
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], name="consent_expires")]


class SubjectRequest(PersonPart):
    """What a person asked about the facts kept of them (PDPA s.30-36): copy, correction, erasure, objection.

    Papers (the letter, the signed receipt of the copy) are files attached to it. `due_on` is the last day for
    the answer by the rule `privacy.answer_days`. `words` and `answer` are blanked with an erasure.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=RequestKind.choices())
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200, blank=True)  # a guardian, or by letter of authority
    words = models.CharField(max_length=1000, blank=True)
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=8, choices=RequestOutcome.choices(), blank=True)
    answer = models.CharField(max_length=1000, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="request_period",
                violation_error_message=_("The answer is before the request. Check both dates."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(answered_on__isnull=True),
                name="request_open_once",
                violation_error_message=_(
                    "This person asked for the same already, and it waits for an answer."
                ),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="request_due")]

    def get_absolute_url(self) -> str:
        return f"/requests/{self.pk}/"
