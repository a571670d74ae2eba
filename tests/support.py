"""A small country and small actions for the tests of the kernel, independent of the apps' own actions."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor, Role, Span
from khabuan.access.policy import POLICY, Rule
from khabuan.core.errors import Refused
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

NAMES = ("test.add_area", "test.rename_area", "test.add_organisation", "test.change_organisation")
_numbers = itertools.count(1)


@contextmanager
def policy_rows(*roles: Role, names: tuple[str, ...] = NAMES) -> Iterator[None]:
    """Let these offices do the test actions for a while."""
    before = dict(POLICY)
    POLICY.update({name: Rule(roles, name) for name in names})
    try:
        yield
    finally:
        POLICY.clear()
        POLICY.update(before)


class Here:
    """A node to act on, when no row is needed: `Here("19.01.")`."""

    pk = 0

    def __init__(self, node: str) -> None:
        self.node = node


@action("test.add_area", on="parent")
def add_area(*, actor: Actor, parent: Any, code: str, kind: str, name: str) -> Area:
    path = f"{parent.node}{code[-2:]}."
    above = parent if isinstance(parent, Area) else None
    return add(Area, parent=above, code=code, kind=kind, name=name, path=path, sort_key=name, search_key=name)


@action("test.rename_area", on="area")
def rename_area(*, actor: Actor, area: Area, name: str, reason: str = "") -> Area:
    change(area, name=name, sort_key=name, search_key=name)
    return area


@action("test.add_organisation", on="area")
def add_organisation(
    *, actor: Actor, area: Area, name: str, kind: str = OrganisationKind.COMMUNITY,
    council_area: CouncilArea | None = None,
) -> Organisation:  # fmt: skip
    from khabuan.core.keys import new_key

    key = new_key()
    return add(
        Organisation, id=key, kind=kind, name=name, area=area, node=f"{area.path}o{key}.",
        council_area=council_area, sort_key=name, search_key=name,
    )  # fmt: skip


@action("test.change_organisation", on="organisation")
def change_organisation(
    *, actor: Actor, organisation: Organisation, facts: dict[str, Any], then: Callable[[], None] | None = None
) -> Organisation:
    change(organisation, **facts)
    if then is not None:
        then()
    if facts.get("name") == "no":
        raise Refused("test", "This name is refused. Choose another.", field="name")
    return organisation


def seat(role: Role, path: str, number: int | None = None) -> Actor:
    """An actor with one span, without a row for its seat."""
    number = number or next(_numbers)
    return Actor(role, (Span.of(path),), seat_id=number, user_id=number, title=f"{role} {path}", home=path)


SYSTEM = Actor.system("tests")


# The program itself may always do them; offices only inside `policy_rows`.
POLICY.update({name: Rule((), name) for name in NAMES})


class Country:
    """Two provinces; in the first two tambons of one amphoe (neighbours), in the other one (stranger)."""

    def __init__(self) -> None:
        self.province = self._area(Here(""), "19", AreaKind.PROVINCE)
        self.district = self._area(self.province, "1901", AreaKind.DISTRICT)
        self.tambon_a = self._area(self.district, "190101", AreaKind.SUBDISTRICT)
        self.tambon_b = self._area(self.district, "190102", AreaKind.SUBDISTRICT)
        self.elsewhere = self._area(Here(""), "33", AreaKind.PROVINCE)
        self.far_district = self._area(self.elsewhere, "3301", AreaKind.DISTRICT)
        self.far_tambon = self._area(self.far_district, "330101", AreaKind.SUBDISTRICT)

    def _area(self, parent: Any, code: str, kind: str) -> Area:
        return add_area(actor=SYSTEM, parent=parent, code=code, kind=kind, name=f"พื้นที่ทดสอบ {code}")


def in_threads(*works: Callable[[], Any]) -> list[Any]:
    """Run together, each with a database connection of its own; results, or the exceptions they ended in."""
    from django.db import connections

    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(index: int, work: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            results[index] = work()
        except Exception as problem:  # noqa: BLE001 - the test asks what it was
            results[index] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return results
