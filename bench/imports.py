"""How long a list of 10,000 persons with posts takes, and how long others wait for the database meanwhile.

    python -m bench.imports [rows]      on the database that KHABUAN_DATABASE names, which must be empty

Invented people only. Prints wall and CPU seconds of rehearsing and of saving, and the waits of another process
that saves one small record after another all the while.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from datetime import date, timedelta
from typing import Any

import django
from django.conf import settings

PROVINCE = "19"
GIVEN = "สมทดลอง วันทดสอบ จันทร์สมมุติ แก้วลอง ทองสมมุติ บุญทดลอง ศรีสมมุติ ใจทดสอบ คำทดลอง ดวงทดสอบ".split()
SYLLABLES = "กา ขำ คง งาม จิต ชัย ดี ตา ถิ่น ทอง นา บัว ปาน ผล พร ภู มี ยอด รัก ลาภ วงศ์ ศรี สุข หอม อิ่ม".split()
POSTS = ("ประธาน", "รองประธาน", "เลขานุการ", "เหรัญญิก", *["สมาชิก"] * 86)


def prepare() -> tuple[Any, list[Any]]:
    """An empty installation with the country, a province seat, and a council in each tambon of a province."""
    from django.core.management import call_command

    from khabuan.access.actor import Actor, Role
    from khabuan.core.secrets import make_key_file
    from khabuan.places.actions import confirm_council_areas, load_reference
    from khabuan.places.council_areas import Basis
    from khabuan.places.models import Area
    from khabuan.places.queries import council_areas_in, propose_for
    from khabuan.registry.actions.organisations import add_organisation
    from khabuan.seats import actions as seats
    from khabuan.seats.queries import actor_of

    if not settings.IDENTITY_KEY_FILE.exists():
        make_key_file(settings.IDENTITY_KEY_FILE)
    call_command("migrate", verbosity=0)
    load_reference(actor=Actor.system())
    province = Area.everywhere.get(code=PROVINCE, until=None)
    seat = seats.grant_seat(
        actor=Actor.system(), place=province, role=Role.PROVINCE, login="bench", name="bench"
    )
    actor = actor_of(seat)
    proposal = propose_for(actor, province, next(iter(Basis)))
    confirm_council_areas(actor=actor, province=province, areas=proposal.areas)
    councils = [
        add_organisation(
            actor=actor, area=one.area, kind="council", council_area=one, name=f"สภาองค์กรชุมชนตำบล{one.name} ({number})"
        )
        for number, one in enumerate(council_areas_in(actor, province).select_related("area"), start=1)
    ]  # fmt: skip
    return actor, councils


def sheet_of(rows: int, councils: list[Any]) -> bytes:
    """The file: invented names that are all different, numbers that begin with 9, births, places, posts, terms."""
    from khabuan.core.sheets import write_rows
    from khabuan.core.thai import CitizenNumber
    from khabuan.exchange.lists.people import people_columns

    def row(number: int) -> dict[str, Any]:
        council = councils[number % len(councils)]
        turn, left = number // len(councils), number
        given = "".join(
            (
                GIVEN[number % len(GIVEN)],
                SYLLABLES[number // 7 % len(SYLLABLES)],
                SYLLABLES[number // 3 % len(SYLLABLES)],
            )
        )
        surname = ""
        for _ in range(4):
            left, at = divmod(left, len(SYLLABLES))
            surname += SYLLABLES[at]
        return {
            "title": "นาย" if number % 2 else "นาง", "given": given, "surname": surname,
            "citizen": CitizenNumber.for_test(number).digits, "born_on": date(1950, 1, 1) + timedelta(days=number % 15_000),
            "place": f"ต.{council.area.name} อ.{council.area.parent.name}", "body": council.name,
            "post": POSTS[turn % len(POSTS)], "since": date(2024, 1, 1) + timedelta(days=number % 300),
        }  # fmt: skip

    return write_rows(people_columns(), map(row, range(rows)), sheet_name="รายชื่อ")


def disturb(stop: Any, waits: Any) -> None:
    """Another process: one small save after another, each timed, as another seat would make them."""
    django.setup()
    from khabuan.access.actor import Actor
    from khabuan.places.models import Area
    from khabuan.registry.actions.people import add_person

    area, actor, number = Area.everywhere.get(code="330101", until=None), Actor.system(), 0
    found: list[float] = []
    while not stop.is_set():
        began = time.monotonic()
        add_person(actor=actor, area=area, given=f"ผู้รอ{number}")
        found.append(time.monotonic() - began)
        number += 1
        time.sleep(0.05)
    waits.put(found)


def main(rows: int) -> None:
    django.setup()
    from django.db import connections

    from khabuan.exchange import actions, work
    from khabuan.places.models import Area

    actor, councils = prepare()
    content = sheet_of(rows, councils)
    connections.close_all()
    spawn = multiprocessing.get_context("spawn")
    stop, waits = spawn.Event(), spawn.Queue()
    other = spawn.Process(target=disturb, args=(stop, waits), daemon=True)
    other.start()
    batch = actions.take_in(
        actor=actor,
        area=Area.everywhere.get(code=PROVINCE, until=None),
        sheet="people",
        file_name="bench.xlsx",
        content=content,
    )
    measure("rehearsed", lambda: work.rehearse(actor, batch))
    print("   ", verdicts(batch), batch.refusal)
    actions.save_good_rows(actor=actor, batch=batch)
    held = timed(actions, "save_portion")
    measure("saved", lambda: work.save_rows(actor, batch))
    print("   ", verdicts(batch), f"{len(held)} portions, the longest {max(held) * 1000:.0f} ms")
    stop.set()
    found = sorted(waits.get(timeout=60))
    other.join()
    print(
        f"other saves: {len(found)}, median {found[len(found) // 2] * 1000:.0f} ms, "
        f"p99 {found[int(len(found) * 0.99)] * 1000:.0f} ms, longest {found[-1] * 1000:.0f} ms"
    )


def timed(place: Any, name: str) -> list[float]:
    """Put a stop-watch around a function of a module: the seconds of each call, in the list that is returned."""
    real, found = getattr(place, name), []

    def watched(**facts: Any) -> Any:
        began = time.monotonic()
        try:
            return real(**facts)
        finally:
            found.append(time.monotonic() - began)

    setattr(place, name, watched)
    return found


def verdicts(batch: Any) -> dict[str, int]:
    from collections import Counter

    from khabuan.exchange.models import ImportRow

    return dict(Counter(ImportRow.everywhere.filter(batch=batch).values_list("verdict", flat=True)))


def measure(what: str, act: Any) -> None:
    wall, cpu = time.monotonic(), time.process_time()
    act()
    print(f"{what}: {time.monotonic() - wall:.1f} s ({time.process_time() - cpu:.1f} s CPU)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
