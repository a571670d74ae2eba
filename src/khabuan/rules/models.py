"""What law and custom say, as dated rows with a source and whether anybody has verified it.

A printed document cites a section of law only from a verified row (`rules.citation`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.rules.rules import RuleRow, Sureness, ValueKind, read_value


class DatedRule(Row):
    """One value of one rule, from a day on, for the nation or for a place below it (the nearest place wins).

    `until` is the first day on which it holds no more. Everybody may read it.
    """

    scope = "place"
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=ValueKind.choices())
    value = models.TextField()
    place = models.CharField(max_length=90, blank=True)  # "" = the nation; else a node
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=500)
    address = models.CharField(max_length=500, blank=True)
    section = models.CharField(max_length=60, blank=True)
    sureness = models.CharField(max_length=8, choices=Sureness.choices())
    is_verified = models.BooleanField(default=False)
    verified_on = models.DateField(null=True)
    verified_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["key", "place", "since"], name="rule_begins_once",
                violation_error_message=_("This rule has a value from that day already. Choose another day."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="rule_period",
                violation_error_message=_("The end is before the beginning. Check both dates."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.key

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q()

    @property
    def as_row(self) -> RuleRow:
        """The row as the pure rules see it."""
        kind = ValueKind(self.kind)
        return RuleRow(
            key=self.key, kind=kind, value=read_value(kind, self.value), since=self.since, until=self.until,
            place=self.place, source=self.source, address=self.address, section=self.section,
            sureness=Sureness(self.sureness), is_verified=self.is_verified, note=self.note,
        )  # fmt: skip
