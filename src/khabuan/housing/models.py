"""Houses that are repaired or built for poor households (บ้านพอเพียง, บ้านมั่นคง). Mirrors: แบบสำรวจ, its head.

Which house, how far it is, with whose money: not the list of its materials, their quotes, nor who should be first.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q
from khabuan.core.fields import BahtField
from khabuan.grants.models import Project
from khabuan.housing.rules import HouseState, HousingProgramme, Item, WorkKind
from khabuan.places.models import Area
from khabuan.registry.models import Organisation, Person


def persons_q(actor: Actor, to: str = "") -> Q:
    """Who reads who lives there: who reaches the body in whose book it stands, or the place."""
    return spans_q(actor.spans, f"{to}organisation__node") | spans_q(actor.spans, f"{to}area__path")


def sight_q(actor: Actor, to: str = "") -> Q:
    """The house as a number: who holds the project that it belongs to sees it too. `to` leads to the case."""
    return persons_q(actor, to) | spans_q(actor.spans, f"{to}project__organisation__node")


class HousingCase(Row):
    """One household's house in the book of the body that looks after it, told by its number in that book.

    Who lives there stands apart (`Householder`). `fiscal_year` is stated (CE, the year in which it ends). `state` and
    `state_on` are kept from the trail (`HousingStep`).
    """

    scope = "organisation__node"
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    programme = models.CharField(max_length=10, choices=HousingProgramme.choices())
    kind = models.CharField(max_length=10, choices=WorkKind.choices())
    fiscal_year = models.PositiveSmallIntegerField()
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=14, choices=HouseState.choices())
    state_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"],
                name="house_number_once",
                violation_error_message=_("This number stands in the book already. Send it again."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason=""),
                name="house_withdrawn_why",
                violation_error_message=_("Say why the house is withdrawn."),
            ),
        ]
        indexes = [models.Index(fields=["fiscal_year", "state"], name="house_year_state")]

    def __str__(self) -> str:
        return gettext("Household no. %(n)s") % {"n": self.number}

    def get_absolute_url(self) -> str:
        return f"/housing/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return sight_q(actor)


class HousingLine(Row):
    """What belongs to one house, and is seen where the house is."""

    scope = "case__organisation__node"
    case = models.ForeignKey(HousingCase, models.PROTECT, related_name="+")

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return sight_q(actor, "case__")


class Householder(HousingLine):
    """Whose house it is, and its number: in words, or a person of the register by the name as it was then.

    Seen by who reads persons there, and by nobody who sees the house through its project alone. The trail does not
    repeat the person, so that the tie can be cut at the person's wish.
    """

    hidden = frozenset({"person"})
    case = models.OneToOneField(HousingCase, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=250, blank=True)
    house_no = models.CharField(max_length=60, blank=True)
    search_key = models.TextField()
    searched = ("search_key",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return persons_q(actor, "case__")


class HousingMoney(HousingLine):
    """What one payer gives for one thing of the house. Several stand on one house; taken back, a line stays to be read.

    `is_programme`: the programme's own money, which has a ceiling for each household. `reason` says why a line over it,
    or a second one of the same payer for the same thing, was right.
    """

    agency = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    agency_words = models.CharField(max_length=200, blank=True)
    amount = BahtField()
    item = models.CharField(max_length=10, choices=Item.choices())
    words = models.CharField(max_length=200, blank=True)
    is_programme = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(HousingLine.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="house_money_positive",
                violation_error_message=_("An amount is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | ~Q(agency_words=""),
                name="house_money_payer",
                violation_error_message=_("Say who pays: an agency of the register, or in words."),
            ),
            models.CheckConstraint(
                condition=~Q(item=Item.OTHER) | ~Q(words=""),
                name="house_money_what",
                violation_error_message=_("Write what the money is for."),
            ),
        ]

    def __str__(self) -> str:
        return self.words or gettext(Item(self.item).label)


class HousingStep(HousingLine):
    """A line of a house's trail: what it became, on which day, in words. One entered in error is taken back."""

    state = models.CharField(max_length=14, choices=HouseState.choices())
    on = models.DateField()
    words = models.TextField(max_length=2000, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(HousingLine.Meta):
        indexes = [models.Index(fields=["case", "on"], name="house_trail")]

    def __str__(self) -> str:
        return gettext(HouseState(self.state).label)
