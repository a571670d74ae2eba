"""An amount of money that moves, as it was typed."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from khabuan.core import money
from khabuan.core.errors import Refused


def amount_of(baht: Decimal, field: str = "amount") -> int:
    """Satang of an amount in baht, more than nothing. Refused otherwise, at the field."""
    try:
        satang = money.satang(baht)
    except ValueError:
        satang = 0
    if satang <= 0:
        raise Refused("amount", _("An amount is more than nothing, in baht and whole satang."), field=field)
    return satang
