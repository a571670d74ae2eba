"""Private feeds: what a seat's own calendar program reads, under an address that nobody can guess."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core.fields import KeyField
from khabuan.core.sql import KEPT
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue
from khabuan.seats.models import Seat


class Feed(Row):
    """A secret address of a seat under which a calendar program reads what the seat may see.

    Only the digest of the address is kept. It tells of the place `area` and below, or of one `organisation`; of one
    issue and some `kinds` (joined by commas; "": all). An ended seat, an inactive user or a forced change of
    password close it too. Its owner alone sees it.
    """

    scope = "seat__area__path"
    hidden = frozenset({"digest"})
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    kinds = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    code = ""  # the secret part of the address, for the request that made it; never kept

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["seat", "made_at"], name="feed_seat")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q(seat=actor.seat_id) if actor.seat_id else Q(pk__in=[])

    @property
    def kind_names(self) -> frozenset[str]:
        return frozenset(filter(None, self.kinds.split(",")))


class FeedRead(models.Model):
    """When a feed was last read, to the day: a trace that tells its owner whether a program still asks."""

    protection = KEPT
    id = KeyField()
    feed = models.OneToOneField(Feed, models.PROTECT, related_name="+")
    on = models.DateField()
