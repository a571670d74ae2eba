"""What the tables of this app share: how much of a date is known."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from khabuan.core import thai


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


def precision() -> models.CharField[thai.Precision, thai.Precision]:
    return models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
