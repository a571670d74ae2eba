"""Records that may be one, that were found to be one, that are two."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q
from khabuan.core.fields import KeyField
from khabuan.registry.models.organisations import Organisation
from khabuan.registry.models.people import Person
from khabuan.registry.models.posts import Appointment


class Merge(Row):
    """Two records were found to be one. `facts` hold all that is needed to undo it."""

    scope = "place"
    hidden = frozenset({"facts"})
    kind = models.CharField(max_length=12)  # person or organisation
    stays_id = models.BigIntegerField()
    goes_id = models.BigIntegerField()
    place = models.CharField(max_length=90)
    on = models.DateField()
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)  # "moves", in order: [kind, key, {field: [old, new]}]
    undone_on = models.DateField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)


class NotTheSame(Row):
    """Somebody looked at two records and says that they are two. They are not proposed again."""

    scope = "place"
    kind = models.CharField(max_length=12)
    low_id = models.BigIntegerField()
    high_id = models.BigIntegerField()
    place = models.CharField(max_length=90)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "low_id", "high_id"], name="not_the_same_once",
                violation_error_message=_("This was said already."),
            ),
        ]  # fmt: skip


class BlockingKey(models.Model):
    """One blocking key of a record, as a number: records that may be one meet in one index.

    Derived from the record, so it may be taken away and made anew; read through records only. The key's
    words (names, equality tokens) do not stand here, only 63 bits of their digest.
    """

    protection = ""
    id = KeyField()
    value = models.BigIntegerField()

    class Meta:
        abstract = True


class PersonKey(BlockingKey):
    """A key of a person (`rules.duplicates`)."""

    record = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "record"], name="person_key_once")]


class OrganisationKey(BlockingKey):
    """A key of an organisation (`rules.same_body`)."""

    record = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "record"], name="organisation_key_once")]


class Pair(models.Model):
    """Two records that may be one, with score (60..100) and reasons: waits until merged or told apart.

    Derived from the records, so it may be taken away and made anew.
    """

    protection = ""
    id = KeyField()
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)  # [code, points, [values]]

    class Meta:
        abstract = True


class LikelyPair(Pair):
    """Two persons who may be one."""

    low = models.ForeignKey(Person, models.PROTECT, related_name="+")
    high = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="likely_pair_once")]
        indexes = [models.Index(fields=["score"], name="likely_pair_score")]

    @classmethod
    def seen_by(cls, actor: Actor) -> models.QuerySet[LikelyPair]:
        """Pairs both of whom this seat sees, if its office merges people: no others are told of them."""
        if not policy.may(actor, "registry.merge_people"):
            return cls.objects.none()
        held = Appointment.everywhere.filter(spans_q(actor.spans, "post__organisation__node")).values(
            "person_id"
        )
        low = spans_q(actor.spans, "low__area__path") | Q(low__in=held)
        return cls.objects.filter(low, spans_q(actor.spans, "high__area__path") | Q(high__in=held))


class LikelyBodies(Pair):
    """Two organisations of one kind that may be one."""

    low = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    high = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="likely_bodies_once")]
        indexes = [models.Index(fields=["score"], name="likely_bodies_score")]

    @classmethod
    def seen_by(cls, actor: Actor) -> models.QuerySet[LikelyBodies]:
        """Pairs both of which this seat reaches, if its office merges organisations."""
        if not policy.may(actor, "registry.merge_organisations"):
            return cls.objects.none()
        return cls.objects.filter(spans_q(actor.spans, "low__node"), spans_q(actor.spans, "high__node"))
