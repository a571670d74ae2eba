"""Reads the house of a row's person: its number, who the person is in it, since when.

Plans from the person's membership alone; whether the house itself is on record is asked when the row is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from khabuan.access.actor import Actor
from khabuan.core.lists import NOTHING, Cells, Change, as_text, dated
from khabuan.exchange.actions.rows import HouseFacts, house_key
from khabuan.exchange.lists.words import house_role_words
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import HouseholdMember, Person
from khabuan.registry.rules.kinds import HouseholdRole

COLUMNS = ("house_no", "house_role", "house_since")
#: A house number means something in a village, or in a tambon whose villages are not known.
HOUSED = (AreaKind.VILLAGE, AreaKind.COMMUNITY, AreaKind.SUBDISTRICT)


@dataclass
class HouseReader:
    """`current` are the memberships of today of the persons whom the rows are about."""

    actor: Actor
    current: dict[int, HouseholdMember] = field(default_factory=dict)

    def look_up(self, rows: Sequence[Cells], people: Iterable[int]) -> None:
        """One query, and none for a list that says nothing of houses."""
        keys = sorted(people)
        if not keys or not any(row.has(column) for row in rows for column in COLUMNS):
            self.current = {}
            return
        members = HouseholdMember.objects.visible_to(self.actor).filter(person__in=keys, until__isnull=True)
        self.current = {
            one.person_id: one for one in members.select_related("household__area").order_by("pk")
        }

    def read(self, row: Cells, there: Person | None, place: Area) -> HouseFacts | None:
        """What is to be done about the house; None when the row says nothing, or nothing new."""
        number = self._number(row)
        role = row.choice("house_role", house_role_words())
        since, _precision = dated(row.day("house_since", prefer="past", latest=row.today))
        current = self.current.get(there.pk) if there else None
        if not number:
            if (role or since) and (current is None or not current.household.house_no):
                row.wrong("house_no", "house_missing")
            number = house_key(current.household.house_no) if current and (role or since) else ""
        if not number or not row.is_good:
            return None
        area = there.area if there and there.area.path.startswith(place.path) else place
        if current is not None and _is_same(current, number, area):
            role = role or current.role
            if role == current.role and since in (None, current.since):
                return None
            return HouseFacts(current.household.area, number, current.household, role, since)
        if area.kind not in HOUSED:
            row.wrong("house_no", "house_place")
            return None
        return HouseFacts(area, number, None, role or str(HouseholdRole.RESIDENT), since)

    def _number(self, row: Cells) -> str:
        if isinstance(row.values.get("house_no"), (date, datetime)):
            row.wrong("house_no", "house_is_date")
            return ""
        typed = row.text("house_no", most=40)
        return "" if typed in NOTHING else house_key(typed)


def _is_same(current: HouseholdMember, number: str, area: Area) -> bool:
    """The same number in the same place. A place wider than the known one says nothing new."""
    house = current.household
    return house_key(house.house_no) == number and house.area.path.startswith(area.path)


def house_changes(facts: HouseFacts | None, current: HouseholdMember | None) -> list[Change]:
    """What a row would change about the house of a known person."""
    if facts is None:
        return []
    was = current.household.house_no if current else ""
    found = []
    if facts.there is None:
        found.append(Change("house_no", was, facts.house_no))
    if facts.role != (current.role if current else ""):
        found.append(Change("house_role", current.role if current else "", facts.role))
    if facts.since and facts.since != (current.since if current else None):
        found.append(Change("house_since", as_text(current.since if current else None), as_text(facts.since)))
    return found
