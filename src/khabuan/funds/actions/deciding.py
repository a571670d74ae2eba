"""The resolution by which a fund decided: its own, and in force."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import long_date
from khabuan.funds.models import Fund
from khabuan.meetings.models import Resolution


def refuse_resolution(fund: Fund, resolution: Resolution | None) -> None:
    """Refused: a resolution of another body, or one that was withdrawn. None passes: it was not asked for."""
    if resolution is None:
        return
    if resolution.organisation_id != fund.organisation_id or resolution.withdrawn_on is not None:
        raise Refused(
            "resolution", _("Choose a resolution of this fund that is in force."), field="resolution"
        )


def refuse_later(resolution: Resolution, on: date, field: str = "on") -> None:
    """What is done by a resolution alone is done when it was decided, or later."""
    if resolution.on > on:
        words = _("This resolution was decided on %(day)s. What it allows is dated that day or later.")
        raise Refused("before_resolution", filled(words, day=long_date(resolution.on)), field=field)
