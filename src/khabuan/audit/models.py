"""What happened, who did it, in which order: events in chains, receipts, reads of identity.

These tables belong to no area, so they have plain managers; they are read through `audit.queries`.
"""

from __future__ import annotations

from django.db import models

from khabuan.core.fields import KeyField
from khabuan.core.sql import APPEND_ONLY, KEPT


class ChainHead(models.Model):
    """The newest link of a chain. Locked last in each action."""

    protection = KEPT
    chain = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)


class Event(models.Model):
    """One act. Never changed, never deleted; its payload stands beside and may be erased."""

    protection = APPEND_ONLY
    id = KeyField()
    chain = models.CharField(max_length=40)
    seq = models.BigIntegerField()
    action = models.CharField(max_length=60)
    at = models.DateTimeField()
    seat = models.CharField(max_length=40)
    seat_title = models.CharField(max_length=200)
    previous = models.CharField(max_length=64)
    payload_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="event_chain_seq_once")]
        indexes = [models.Index(fields=["at"], name="event_at")]


class Payload(models.Model):
    """The facts of an event as canonical JSON. Erasing sets body and salt to nothing; the row stays."""

    protection = KEPT
    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.BinaryField()
    body = models.TextField()
    erased_at = models.DateTimeField(null=True)


class EventSubject(models.Model):
    """Which records an event touched, so that a record's history is one index look-up."""

    protection = APPEND_ONLY
    id = KeyField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id", "event"], name="subject_history")]


class Receipt(models.Model):
    """The proof that facts with a client's key were taken once. Same key and facts: the same answer."""

    protection = KEPT
    id = KeyField()
    holder = models.CharField(max_length=40)  # "seat:…" or "device:…"
    client_key = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "client_key"], name="receipt_once")]


class IdentityRead(models.Model):
    """Who opened which person's sealed fact, when and why (PDPA: the log a person may ask for)."""

    protection = APPEND_ONLY
    id = KeyField()
    at = models.DateTimeField()
    seat = models.CharField(max_length=40)
    seat_title = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    what = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id", "at"], name="identity_read_subject")]


class Anchor(models.Model):
    """A root over all heads, as it was printed and kept outside; the file beside it is the proof."""

    protection = APPEND_ONLY
    id = KeyField()
    at = models.DateTimeField()
    root = models.CharField(max_length=64)
    chains = models.PositiveIntegerField()
    events = models.BigIntegerField()
