"""The standing cast: people named by their office, in two provinces. The lead builds it over `demo/world.py`.

What the access matrix and the query ratchet need of it: `client(persona)`, `ids`, `grow()`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from khabuan.access import action as actions
from khabuan.access.action import action, add
from khabuan.access.actor import Actor, Role
from khabuan.core import clock
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.seats.middleware import CODE
from khabuan.seats.models import Seat, User
from tests.support import SYSTEM, Country, add_organisation, policy_rows

PERSONAS = (
    "keeper_a", "chair_a", "keeper_b", "province_staff", "elsewhere_staff",
    "nation", "auditor", "agency", "public",
)  # fmt: skip


class Cast:
    """Everybody who sits somewhere, and the records that addresses name (`ids`: URL keyword → value)."""

    def __init__(self) -> None:
        self.country = country = Country()
        fund_a = add_organisation(actor=SYSTEM, area=country.tambon_a, name="กองทุนทดสอบ ก", kind="fund")
        fund_b = add_organisation(actor=SYSTEM, area=country.tambon_b, name="กองทุนทดสอบ ข", kind="fund")
        self.ids: dict[str, Any] = {"organisation_id": fund_a.pk, "area_key": country.tambon_a.code}
        self.users: dict[str, User] = {}
        with _giving_seats() as give:
            give(self._user("keeper_a"), Role.TREASURER, country.tambon_a, fund_a)
            seat = give(self._user("chair_a"), Role.SECRETARY, country.tambon_a)
            give(self._user("keeper_b"), Role.TREASURER, country.tambon_b, fund_b)
            give(self._user("province_staff"), Role.PROVINCE, country.province)
            give(self._user("elsewhere_staff"), Role.PROVINCE, country.elsewhere)
            give(self._user("nation"), Role.NATION, country.province)
            give(self._user("auditor"), Role.AUDITOR, country.province)
            give(self._user("agency"), Role.AGENCY, country.province)

        self.ids |= {"pk": seat.pk, "key": country.tambon_a.code}

    def _user(self, persona: str) -> User:
        user = User(login=persona, name=persona, created_at=clock.now(), totp_sealed=b"set")
        user.save()
        self.users[persona] = user
        return user

    def client(self, persona: str) -> Client:
        """A browser in which this person is logged in (nobody, for `public`)."""
        Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise warns without
        client = Client(raise_request_exception=False)
        if persona != "public":
            client.force_login(self.users[persona])
            session = client.session
            session[CODE] = True  # the second step was shown
            session.save()
        return client

    def grow(self, count: int) -> None:
        """More rows of each kind that pages list."""
        for number in range(count):
            add_organisation(actor=SYSTEM, area=self.country.tambon_a, name=f"กลุ่มทดสอบ {number}")


@contextmanager
def _giving_seats() -> Iterator[Any]:
    with policy_rows(names=("test.seat",)):

        @action("test.seat", on="area")
        def give(
            *, actor: Actor, user: User, role: Role, area: Area, organisation: Organisation | None = None
        ) -> Seat:
            facts = {"user": user, "role": role, "area": area, "organisation": organisation}
            return add(Seat, title=user.name, since=date(2026, 1, 1), **facts)

        def short(user: User, role: Role, area: Area, organisation: Organisation | None = None) -> Seat:
            return give(actor=SYSTEM, user=user, role=role, area=area, organisation=organisation)

        try:
            yield short
        finally:
            actions.registry.pop("test.seat")
