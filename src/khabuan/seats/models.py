"""Who may sit where: log-ins, seats with their place and term, devices, entry cards, the throttle.

No e-mail is assumed. A person logs in with a log-in name or phone number; the first entry and a forgotten
password go by a one-use printed card from the office above.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor, Role
from khabuan.access.scoping import Row, spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.fields import KeyField
from khabuan.core.sql import KEPT
from khabuan.places.models import Area, AreaGroup, period_check
from khabuan.registry.models import Organisation, Person


class User(AbstractBaseUser):
    """Somebody who can log in. What they may do comes from their seats, never from here.

    Not a `Row`: a user stands nowhere, since the seats do, and Django's log-in must find one before anybody
    is known to be asking. Written inside actions all the same, which note it for the audit event without
    secrets.
    """

    protection = KEPT
    id = KeyField()
    login = models.CharField(max_length=60, unique=True)
    phone_equality = models.CharField(max_length=44, blank=True)
    phone_shown = models.CharField(max_length=20, blank=True)  # covered: xxx-xxx-5678
    name = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_sealed = models.BinaryField(null=True)
    totp_pending = models.BinaryField(null=True)  # shown as a QR code, not yet confirmed by a code
    totp_last_step = models.BigIntegerField(default=0)
    language = models.CharField(max_length=5, blank=True)
    pin = models.CharField(max_length=128, blank=True)  # hashed: signs beside somebody else, opens no door
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login"
    objects: Any = UserManager()
    node = "-"  # stands nowhere, until `at` says from which seat its owner acts

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_equality"], condition=~Q(phone_equality=""), name="user_phone_once",
                violation_error_message=_(
                    "This phone number cannot be used here. Log in by name, or ask the office above."
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def has_code(self) -> bool:
        """Whether the second step is switched on."""
        return self.totp_sealed is not None

    @property
    def has_pin(self) -> bool:
        """Whether a short number is set with which this user signs on somebody else's device."""
        return bool(self.pin)

    def at(self, actor: Actor) -> User:
        """This user as the subject of an act on their own account. OutOfArea for anybody else's account."""
        if actor.user_id != self.pk:
            raise OutOfArea("seats.user")
        self.node = actor.home
        return self


class Seat(Row):
    """A user holds an office at a place from a day to a day: an area, a group, an organisation, or the
    nation."""

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

    @property
    def last_day(self) -> date | None:
        """The last day in force, as people say it; `until` is the day after."""
        return self.until - timedelta(days=1) if self.until else None

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        """Seats within the spans, those at organisations within them, and one's own."""
        return (
            spans_q(actor.spans, "area__path")
            | spans_q(actor.spans, "organisation__node")
            | Q(pk=actor.seat_id)
            | Q(user_id=actor.user_id, user_id__isnull=False)
        )


class Device(models.Model):
    """A browser that its owner called "this is my phone": a longer session, and not locked out by strangers.

    The browser keeps one random token; each user of the browser has a row, so a couple may share a phone.
    """

    protection = KEPT
    id = KeyField()
    user = models.ForeignKey(User, models.PROTECT, related_name="devices")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"], condition=Q(ended_at__isnull=True), name="device_once",
                violation_error_message=_("This phone is in your list already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Token(models.Model):
    """A key with which a program acts from one seat, through the API. Only its digest is kept.

    It opens what its seat opens, no more: an ended seat, an inactive user or a forced change of password
    close it too. `until` is the first day on which it opens nothing.
    """

    protection = KEPT
    id = KeyField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    until = models.DateField()
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    code = ""  # "khb_…" for the request that made it, never kept

    def __str__(self) -> str:
        return self.name


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
    code = ""  # "1234-5678-9012-3456" for the request that issued it, never kept

    def __str__(self) -> str:
        return f"card {self.pk}"


class Failure(models.Model):
    """A try at the door that was not (yet) a success. A trace, not a fact: forgotten after a day.

    `login` and `address` are keyed digests, because people type passwords into the wrong box. `device` is the
    owner's own phone, whose slips do not count together with those of strangers. Card tries have no log-in.
    """

    id = KeyField()
    login = models.CharField(max_length=44, blank=True)
    address = models.CharField(max_length=44)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["login", "at"], name="failure_login"),
            models.Index(fields=["address", "at"], name="failure_address"),
            models.Index(fields=["at"], name="failure_at"),
        ]
