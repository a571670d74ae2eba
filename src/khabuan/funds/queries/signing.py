"""Who may sign a sheet as the second person, on the same device."""

from __future__ import annotations

from django.db.models import Q

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.funds.models import CollectionSheet
from khabuan.seats.models import Seat, User


def signers_of(sheet: CollectionSheet, actor: Actor) -> list[User]:
    """Users who sit at the sheet's fund or centre today and have a PIN, without who holds the device."""
    bodies = [sheet.fund.organisation_id, *([sheet.centre_id] if sheet.centre_id else [])]
    today = clock.today()
    seats = Seat.everywhere.filter(organisation__in=bodies, since__lte=today).filter(
        Q(until__isnull=True) | Q(until__gt=today)
    )
    users = User.objects.filter(pk__in=seats.values("user"), is_active=True).exclude(pin="")
    return list(users.exclude(pk=actor.user_id or 0).order_by("name"))
