"""The dated steps of จดแจ้ง under the Act. Mirrors: แบบจดแจ้งสภาองค์กรชุมชน."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.scoping import Row
from khabuan.registry.models.organisations import Organisation, OwnPart
from khabuan.registry.models.parts import precision
from khabuan.registry.rules.registration import Step


class Registration(OwnPart):
    """One dated step of จดแจ้ง under section 5 of the Act: never overwritten, a change is another row."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="registrations")
    step = models.CharField(max_length=24, choices=Step.choices())
    number = models.CharField(max_length=60, blank=True)
    on = models.DateField(null=True)
    on_precision = precision()
    receiver = models.CharField(max_length=200, blank=True)
    receiver_office = models.CharField(max_length=200, blank=True)
    present = models.PositiveIntegerField(null=True)
    agreed = models.PositiveIntegerField(null=True)
    entitled = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(present__isnull=True) | Q(agreed__lte=F("present")),
                name="agreed_within_present",
                violation_error_message=_("More agreed than were present. Check both numbers."),
            ),
        ]
