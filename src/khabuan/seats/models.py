"""Who may sit where: log-ins, seats with their place and term, devices, entry cards, the throttle.

No e-mail is assumed. A person logs in with a log-in name or phone number; the first entry and a forgotten
password go by a one-use printed card from the office above.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor, Role
from khabuan.access.scoping import Row, spans_q
from khabuan.core.fields import KeyField
from khabuan.core.sql import KEPT
from khabuan.places.models import Area, AreaGroup, period_check
from khabuan.registry.models import Organisation, Person


class User(AbstractBaseUser):
    """Somebody who can log in. What they may do comes from their seats, never from here."""

    protection = KEPT
    id = KeyField()
    login = models.CharField(max_length=60, unique=True)
    phone_equality = models.CharField(max_length=44, blank=True)
    phone_shown = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_sealed = models.BinaryField(null=True)
    totp_last_step = models.BigIntegerField(default=0)
    language = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login"
    objects: Any = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_equality"], condition=~Q(phone_equality=""), name="user_phone_once",
                violation_error_message=_("This phone number belongs to another log-in."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Seat(Row):
    """A user holds an office at a place from a day to a day: an area, a group, an organisation, or the nation."""

    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=12, choices=Role)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # the nation's area for national seats
    group = models.ForeignKey(AreaGroup, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            period_check("seat_period"),
            models.CheckConstraint(
                condition=~Q(role__in=(Role.SYSTEM, Role.PUBLIC)), name="seat_role",
                violation_error_message=_("Nobody can sit in this office."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def node(self) -> str:
        return self.organisation.node if self.organisation else self.area.path

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return spans_q(actor.spans, "area__path") | Q(pk=actor.seat_id)


class Device(models.Model):
    """A browser that its owner called "this is my phone": a longer session, and not throttled as a stranger."""

    protection = KEPT
    id = KeyField()
    user = models.ForeignKey(User, models.PROTECT, related_name="devices")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class EntryCard(models.Model):
    """A printed card with a one-use code: first entry, forgotten password. Only its digest is kept."""

    protection = KEPT
    id = KeyField()
    user = models.ForeignKey(User, models.PROTECT, related_name="cards")
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=200)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class Failure(models.Model):
    """Failed entries, counted per log-in and per address: a whole village may share one address."""

    id = KeyField()
    about = models.CharField(max_length=80)  # "login:…" (keyed digest) or "address:…"
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["about", "at"], name="failure_recent")]
