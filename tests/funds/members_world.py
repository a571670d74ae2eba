"""Two neighbouring funds, their seats, a resolution of each; people who applied."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import TestCase

from khabuan.access.actor import Role
from khabuan.core import clock
from khabuan.funds.actions.members import Applicant, admit, apply
from khabuan.funds.actions.setting_up import add_centres
from khabuan.funds.models import Fund, Member
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.meetings.models import Resolution
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.rules.actions import load_rules
from tests.funds.collecting_world import Collecting, seat_at
from tests.support import SYSTEM, Country, add_area, policy_rows

TODAY = date(2026, 8, 10)
DECIDED = date(2026, 1, 10)


class Members(TestCase):
    """Shared set-up of the tests of members."""

    @classmethod
    def setUpTestData(cls) -> None:
        with policy_rows(names=("test.add_area", "test.add_organisation")), clock.at(TODAY):
            cls.country = Country()
            load_rules(actor=SYSTEM)
            cls.fund = Collecting.make_fund(cls.country.tambon_a, "กองทุนทดสอบ ก")
            cls.neighbour = Collecting.make_fund(cls.country.tambon_b, "กองทุนทดสอบ ข")
            cls.resolution, cls.other_resolution = (cls.decided(fund) for fund in (cls.fund, cls.neighbour))
        cls.treasurer = seat_at(Role.TREASURER, cls.fund.organisation, number=81)
        cls.next_door = seat_at(Role.TREASURER, cls.neighbour.organisation, number=82)
        cls.district = seat_at(Role.COORDINATOR, cls.country.district, number=83)

    def setUp(self) -> None:
        self.enterContext(clock.at(TODAY))

    def village_with_centre(self) -> tuple[Area, Organisation]:
        """A village of the fund's tambon, and the collecting centre that the treasurer set up there."""
        with policy_rows(names=("test.add_area",)):
            tambon = self.fund.organisation.area
            village: Area = add_area(
                actor=SYSTEM, parent=tambon, code="19010108", kind="village", name="บ้านทดสอบ"
            )
        (centre,) = add_centres(actor=self.treasurer, fund=self.fund, areas=[village])
        return village, centre

    @staticmethod
    def decided(fund: Fund) -> Resolution:
        made: Resolution = record_resolution(
            actor=SYSTEM, organisation=fund.organisation, meeting_number=1, year=2026, item="4.2", on=DECIDED,
            words="รับสมาชิกใหม่ตามบัญชี",
        )  # fmt: skip
        return made

    def applied(self, given: str = "สมาชิกทดสอบ", *, fund: Fund | None = None, **facts: Any) -> Member:
        """An application as the treasurer writes it down; what is known of the person goes to the applicant."""
        fund = fund or self.fund
        of_person = {name: facts.pop(name) for name in ("citizen", "phone", "born_on") if name in facts}
        told = {
            "actor": self.treasurer if fund == self.fund else self.next_door, "fund": fund,
            "applied_on": date(2026, 1, 5), "kind": "general", "rhythm": "month",
            "area": fund.organisation.area,
            "applicant": Applicant(given=given, surname="กองทุน", **of_person), **facts,
        }  # fmt: skip
        made: Member = apply(**told)
        return made

    def admitted(self, *members: Member, **facts: Any) -> list[Member]:
        told = {
            "actor": self.treasurer, "fund": self.fund, "members": members, "resolution": self.resolution,
            "even_uncertified": True, **facts,
        }  # fmt: skip
        made: list[Member] = admit(**told)
        return made

    def one(self, **facts: Any) -> Member:
        """A member from the day of the resolution on."""
        (made,) = self.admitted(self.applied(**facts))
        return made
