"""Changes proposed by who has not the office."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q


class Proposal(Row):
    """A change that someone without the office proposes, with its evidence, to the seat that has it."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    scope = "place"
    kind = models.CharField(max_length=40)  # "registry.organisation", "registry.person"
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(max_length=260)
    place = models.CharField(max_length=90)
    facts = models.JSONField()  # field → [as it is, as proposed]
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    by_seat = models.CharField(max_length=40)
    by_title = models.CharField(max_length=200)
    made_on = models.DateField()
    decided_on = models.DateField(null=True)
    decision = models.CharField(max_length=300, blank=True)

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        """One's own, and those of one's place; about persons only for offices that read persons."""
        within = spans_q(actor.spans, "place")
        if not policy.may_read(actor.role, "registry.person"):
            within &= Q(kind="registry.organisation")
        return within | Q(by_seat=actor.seat)
