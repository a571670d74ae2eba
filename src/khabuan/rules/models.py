"""What law and custom say, as dated rows with a source and whether anybody has verified it.

A printed document cites a section of law only from a verified row. Values are read by `rules.queries`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row


class DatedRule(Row):
    """One value of one rule, from a day on, for the nation or for a place below it (its own rule wins)."""

    class Kind(models.TextChoices):
        COUNT = "count", _("count")
        DAYS = "days", _("days")
        YEARS = "years", _("years")
        SHARE = "share", _("share")
        TEXT = "text", _("words")

    scope = "place"
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=500)
    place = models.CharField(max_length=90, blank=True)  # "" = the nation; else a node
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=500)
    section = models.CharField(max_length=60, blank=True)
    is_verified = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["key", "place"], condition=Q(until__isnull=True), name="rule_in_force_once",
                violation_error_message=_("This rule has a value in force already. End that one first."),
            ),
        ]  # fmt: skip

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q()

    def __str__(self) -> str:
        return self.key
