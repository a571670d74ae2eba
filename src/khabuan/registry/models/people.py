"""Persons, their sealed numbers, their houses and family. Persons are not public."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q
from khabuan.core import offers
from khabuan.places.models import Area, period_check
from khabuan.registry.models.parts import precision
from khabuan.registry.models.posts import Appointment
from khabuan.registry.rules.kinds import HouseholdRole, Issue, LeaderLevel, Tie


class Person(Row):
    """A person, with title, name and surname apart. Numbers that identify stand sealed in `Identity`.

    Seen where the person lives, where the person holds a post, and by who knows them otherwise (a fund its
    members: `offers.person_sights`). `stays` is set after a merge.
    """

    class Sex(models.TextChoices):
        FEMALE = "f", _("female")
        MALE = "m", _("male")

    title = models.CharField(max_length=60, blank=True)
    given = models.CharField(max_length=120)
    surname = models.CharField(max_length=120, blank=True)
    former_surname = models.CharField(max_length=120, blank=True)
    nickname = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    born_on = models.DateField(null=True)
    born_precision = precision()
    died_on = models.DateField(null=True)
    died_precision = precision()
    note = models.TextField(blank=True)
    erased_on = models.DateField(null=True)  # at the person's wish: the name is a pseudonym since
    stays = models.ForeignKey("self", models.PROTECT, null=True, related_name="aliases", db_index=False)
    sort_key = models.CharField(max_length=260)
    search_key = models.CharField(max_length=260)
    sound_key = models.CharField(max_length=160)
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(died_on__isnull=True) | Q(born_on__isnull=True) | Q(died_on__gte=F("born_on")),
                name="person_life",
                violation_error_message=_("The death is before the birth. Check both dates."),
            ),
        ]
        indexes = [
            models.Index(fields=["search_key"], name="person_search"),
            models.Index(fields=["stays"], condition=Q(stays__isnull=False), name="person_stays"),
            models.Index(fields=["sound_key"], name="person_sound"),
            models.Index(fields=["surname", "given"], name="person_name"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (f"{self.title}{self.given}", self.surname)))

    def get_absolute_url(self) -> str:
        return f"/people/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        held = Appointment.everywhere.filter(spans_q(actor.spans, "post__organisation__node"))
        sight = spans_q(actor.spans, "area__path") | Q(pk__in=held.values("person_id"))
        for offer in offers.person_sights:
            people = offer.people(actor)
            if people is not None:
                sight |= Q(pk__in=people)
        return sight


class Identity(Row):
    """A sealed fact about a person: citizen number, phone, account, health. `shown` is what may be seen.

    `equality` finds the same number again without opening it. Only `reveal_identity` opens, and logs it.
    """

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("citizen number")
        PHONE = "phone", _("phone number")
        ACCOUNT = "account", _("bank account")
        HEALTH = "health", _("health")

    scope = "person__area__path"
    hidden = frozenset({"sealed", "equality"})
    person = models.ForeignKey(Person, models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=8, choices=Kind)
    sealed = models.BinaryField()
    shown = models.CharField(max_length=40)
    equality = models.CharField(max_length=44)
    findings = models.JSONField(default=list)  # "length", "check_digit" …: warned, allowed, flagged
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(until__isnull=True), name="identity_once",
                violation_error_message=_("This person has such a number already. Change that one."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["kind", "equality"], name="identity_equality")]

    def __str__(self) -> str:
        return self.shown


class PersonPart(Row):
    """A table about one person: seen by who sees the person."""

    scope = "person__area__path"

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q(person__in=Person.everywhere.filter(Person.scope_q(actor)).values("pk"))


class Household(Row):
    """A house as the house register (ทะเบียนบ้าน) has it: number and village."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    house_no = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["area", "house_no"], name="household_place")]

    def __str__(self) -> str:
        return self.house_no


class HouseholdMember(PersonPart):
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=HouseholdRole.choices(), default=HouseholdRole.RESIDENT)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [period_check("household_member_period")]


class FamilyTie(PersonPart):
    """`person` is the `kind` of `other` (parent of, spouse of …); one row a tie, the inverse is computed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Tie.choices())
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            period_check("family_tie_period"),
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="tie_to_another",
                violation_error_message=_("A person has no tie to themselves. Choose another person."),
            ),
        ]  # fmt: skip


class Leader(PersonPart):
    """A leader by level (ตำบล, จังหวัด, ผู้เชี่ยวชาญรายประเด็น) and issue."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, choices=LeaderLevel.choices())
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta(Row.Meta):
        constraints = [period_check("leader_period")]
