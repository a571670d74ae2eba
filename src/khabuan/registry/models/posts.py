"""Seats of bodies and who holds them (วาระ). Mirrors: ทะเบียนสมาชิกสภา.

Knows people by name only: who a person is seen by depends on the posts held, so `people` imports this.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q
from khabuan.places.models import period_check
from khabuan.registry.models.organisations import Organisation, OwnPart
from khabuan.registry.models.parts import precision
from khabuan.registry.rules.kinds import PostTitle, SeatOrigin


class Post(OwnPart):
    """A seat of a body (ตำแหน่ง): its title, where it comes from, how many hold it at a time."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=30, choices=PostTitle.choices())
    label = models.CharField(max_length=200, blank=True)  # as the order of appointment words it
    holders = models.PositiveSmallIntegerField(null=True, default=1)  # how many seats; None: no fixed number
    term_years = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=30, choices=SeatOrigin.choices(), blank=True)
    origin_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    origin_note = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [period_check("post_period")]
        indexes = [models.Index(fields=["organisation", "order"], name="post_order")]

    def __str__(self) -> str:
        return self.label or str(gettext(PostTitle(self.title).label))


class Appointment(Row):
    """A person holds a post (วาระ): `until` is the term's last foreseen day, `ended_on` the day of leaving.

    A holder who has not left when the term has passed is still there, over term.
    """

    scope = "post__organisation__node"
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="appointments")
    since = models.DateField(null=True)
    since_precision = precision()
    until = models.DateField(null=True)
    until_precision = precision()
    ended_on = models.DateField(null=True)
    ended_precision = precision()
    ended_reason = models.CharField(max_length=200, blank=True)
    order_number = models.CharField(max_length=80, blank=True)
    on_behalf_of = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    is_acting = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints = [
            period_check("appointment_period"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(since__isnull=True) | Q(ended_on__gte=F("since")),
                name="appointment_end",
                violation_error_message=_("The post ended before it began. Check both dates."),
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="appointment_person"),
            models.Index(fields=["until"], name="appointment_until"),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.person}"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        organisation = "post__organisation"
        return spans_q(actor.spans, f"{organisation}__node") | Q(
            **{f"{organisation}__area__path__in": actor.upline}
        )
