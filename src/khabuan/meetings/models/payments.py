"""Money to those who came to a meeting. Mirrors: ใบสำคัญรับเงิน ค่าพาหนะและค่าอาหารผู้เข้าประชุม.

A list is paper to be signed; the money itself is posted as a voucher in the book that pays.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.core.fields import BahtField
from khabuan.meetings.models.attendance import Attendance
from khabuan.meetings.models.meetings import Meeting, MeetingPart


class PayList(MeetingPart):
    """A list of payments of one meeting, out of one purse (`paid_from`: the project or fund, in words)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    paid_from = models.CharField(max_length=200)
    payer_words = models.CharField(max_length=200, blank=True)
    checker_words = models.CharField(max_length=200, blank=True)
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.meeting} · {self.paid_from}"

    def get_absolute_url(self) -> str:
        return f"/meetings/pay/{self.pk}/"


class PayLine(Row):
    """What one head gets, in baht: travel and meals. Who it is stands in the row of the sign-in list."""

    scope = "pay_list__meeting__organisation__node"
    pay_list = models.ForeignKey(PayList, models.PROTECT, related_name="+")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="+")
    travel = BahtField(default=0)
    meals = BahtField(default=0)
    where_from = models.CharField(max_length=200, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pay_list", "attendance"],
                name="pay_line_once",
                violation_error_message=_("This person stands in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(travel__gte=0) & Q(meals__gte=0),
                name="pay_line_sums",
                violation_error_message=_(
                    "A sum cannot be less than nothing. Write what is paid to this person."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.attendance)
