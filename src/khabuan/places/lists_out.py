"""Where a list of a place goes out as a spreadsheet; "" for who may not take it or where no such list is kept."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.places.models import Area


def list_out(actor: Actor, sheet: str, place: Area) -> str:
    """The address of the page that gives out a list (`offers.sheets`) of a place, with both chosen."""
    if offers.sheets.get(sheet) is None or not policy.may(actor, "exchange.take_in", place.path):
        return ""
    return f"{reverse('exports')}?{urlencode({'place': place.key, 'sheet': sheet})}"
