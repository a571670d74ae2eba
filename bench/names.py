"""Finding places and organisations among 100,000 names each: `python -m bench.names [places|organisations]`.

Prints p50, p95 and the worst CPU time of each kind of typing. The country's real tambons; invented villages below
them, and bodies of all kinds in them, until there are 100,000 of each. Correctness first: each query's right answer
must be among the first five. KHABUAN_DATABASE chooses another database than a new SQLite file; there judge by the wall.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

NAMES = 100_000
QUERIES = 60
FRONTS = ("หนอง", "โคก", "ห้วย", "บ้าน", "โนน", "ดอน", "คลอง", "ท่า", "วัง", "ป่า", "นา", "ดง", "ทุ่ง", "เขา", "บึง")
TAILS = (
    "ใหญ่",
    "น้อย",
    "กลาง",
    "เหนือ",
    "ใต้",
    "แก้ว",
    "ทอง",
    "ไผ่",
    "ตาล",
    "บัว",
    "ยาง",
    "แดง",
    "ขาว",
    "หิน",
    "ทราย",
    "สูง",
)


BODIES = (
    ("council", "สภาองค์กรชุมชนตำบล{}"),
    ("fund", "กองทุนสวัสดิการชุมชนตำบล{}"),
    ("savings_group", "กลุ่มออมทรัพย์บ้าน{}"),
    ("community", "กลุ่มแม่บ้าน{}"),
    ("occupation_group", "กลุ่มทอผ้าบ้าน{}"),
)
EXACT = frozenset({"as written", "a code", "kind and place"})


def main() -> int:
    """Build, ask, print. Exit code 1 when answers are wrong."""
    os.environ.setdefault("KHABUAN_HOME", tempfile.mkdtemp(prefix="khabuan-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabuan.config.settings")
    import django

    django.setup()
    from khabuan.access.actor import Actor
    from khabuan.config import setting_up
    from khabuan.places.actions import load_reference

    setting_up.make_ready()
    load_reference(actor=Actor.system())
    wanted = sys.argv[1:] or ["places", "organisations"]
    draw = random.Random(2569)
    wrong = 0
    for name, bench in (("places", _places), ("organisations", _organisations)):
        wrong += bench(draw) if name in wanted else 0
    return 1 if wrong > QUERIES // 10 else 0


def _places(draw: random.Random) -> int:
    from khabuan.access.actor import Actor
    from khabuan.core.sql import renew_statistics
    from khabuan.places.models import Area
    from khabuan.places.queries import find_places

    _add_villages(draw)
    renew_statistics()
    print(f"{Area.everywhere.count()} places")
    rows = Area.objects.visible_to(Actor.public()).filter(kind="subdistrict")
    kinds = {
        "as written": lambda area: f"ต.{area.name} {area.parent.parent.name}",
        "no prefix": lambda area: f"{area.name} อ.{area.parent.name}",
        "name alone": lambda area: area.name,
        "a letter lost": lambda area: f"{_slip(draw, area.name, 'lost')} {area.parent.parent.name}",
        "letters swapped": lambda area: f"{_slip(draw, area.name, 'swapped')} {area.parent.parent.name}",
        "a letter doubled": lambda area: f"ต.{_slip(draw, area.name, 'doubled')} จ.{area.parent.parent.name}",
        "lost, no province": lambda area: _slip(draw, area.name, "lost"),
        "Latin letters": lambda area: f"{area.name_en} {area.parent.parent.name_en}",
        "Latin, run together": lambda area: (
            f"{area.name_en.replace(' ', '').lower()} {area.parent.parent.name_en}"
        ),
        "Latin, a letter lost": lambda area: (
            f"{_slip(draw, area.name_en, 'lost')} {area.parent.parent.name_en}"
        ),
        "Latin, no province": lambda area: _slip(draw, area.name_en, "lost"),
        "a moo": lambda area: f"ม.3 ต.{area.name} อ.{area.parent.name}",
        "a wrong amphoe": lambda area: f"อ.เมือง {area.parent.parent.name} ต.{area.name}",
        "a code": lambda area: area.code,
        "a postal code": lambda area: area.postal_code[:5],
    }

    def find(words: str) -> list[int]:
        return [one.area.pk for one in find_places(Actor.public(), words, limit=5)]

    return _ask(draw, list(rows.select_related("parent__parent")), kinds, find)


def _organisations(draw: random.Random) -> int:
    """As the nation's office, which sees all of them."""
    from khabuan.access.actor import Actor
    from khabuan.core.sql import renew_statistics
    from khabuan.registry.models import Organisation
    from khabuan.registry.queries.finding import find_organisations

    actor = Actor.system()
    _add_bodies(draw)
    renew_statistics()
    print(f"{Organisation.everywhere.count()} organisations")
    rows = list(
        Organisation.objects.visible_to(actor)
        .filter(kind__in=("council", "fund"))
        .select_related("area__parent__parent")
        .order_by("pk")[: QUERIES * 200 : 7]
    )

    def own(body: Organisation) -> str:
        return body.area.name

    def place(body: Organisation) -> str:
        return body.area.parent.parent.name

    def short(body: Organisation) -> str:
        return "กองทุน" if body.kind == "fund" else "สภา"

    kinds = {
        "as written": lambda body: f"{body.name} {place(body)}",
        "kind and place": lambda body: f"{short(body)}{own(body)} {place(body)}",
        "no prefix": lambda body: f"{own(body)} {place(body)}",
        "letter lost": lambda body: f"{short(body)}{_slip(draw, own(body))} {place(body)}",
        "letters swapped": lambda body: f"{short(body)}{_slip(draw, own(body), 'swapped')} {place(body)}",
        "slip in prefix": lambda body: (
            f"{_slip(draw, body.name[:20])}{body.name[20:]}"
            if body.kind == "council"
            else f"กองทุนสวัสดกิารชุมชน {own(body)} {place(body)}"
        ),
        "เเ, no tones": lambda body: f"{short(body)} {_plain(own(body))} {place(body)}",
    }

    def find(words: str) -> list[int]:
        return [int(one.id) for one in find_organisations(actor, words, 5)]

    return _ask(draw, rows, kinds, find)


def _ask(
    draw: random.Random,
    rows: list[Any],
    kinds: dict[str, Callable[[Any], str]],
    find: Callable[[str], list[int]],
) -> int:
    """Each kind of typing for some of the rows; how many of those that must be found were not."""
    wrong = 0
    for kind, typed in kinds.items():
        times, missed = [], 0
        for row in draw.sample(rows, QUERIES):
            words = typed(row)
            start, wall = time.process_time(), time.perf_counter()
            found = find(words)
            times.append((1000 * (time.process_time() - start), 1000 * (time.perf_counter() - wall)))
            missed += row.pk not in found
            if row.pk not in found and os.environ.get("BENCH_MISSED"):
                print("   missed", words)
        own, walls = sorted(cpu for cpu, _wall in times), sorted(wall for _cpu, wall in times)
        p50, p95 = statistics.quantiles(own, n=20)[9], statistics.quantiles(own, n=20)[18]
        wall95 = statistics.quantiles(walls, n=20)[18]
        print(
            f"{kind:<21} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  worst {own[-1]:6.1f} ms  "
            f"wall p95 {wall95:6.1f} ms  missed {missed}"
        )
        wrong += missed if kind in EXACT else 0
    return wrong


def _plain(name: str) -> str:
    return "".join(letter for letter in name.replace("แ", "เเ") if letter not in "่้๊๋")


def _slip(draw: random.Random, name: str, how: str = "lost") -> str:
    """One slip of the thumb, not in the first letter: a letter lost, doubled, or swapped with the next."""
    at = draw.randrange(1, len(name) - 1) if len(name) > 2 else 0
    middle = {"lost": "", "doubled": name[at] * 2, "swapped": name[at : at + 2][::-1]}[how]
    return name[:at] + middle + name[at + (2 if how == "swapped" else 1) :] if at else name


def _add_villages(draw: random.Random) -> None:
    from khabuan.access.actor import Actor
    from khabuan.core.thai import search_key, sort_key
    from khabuan.places.actions.single import skeletons
    from khabuan.places.models import Area, AreaKind

    tambons = list(Area.everywhere.filter(kind=AreaKind.SUBDISTRICT))
    short = NAMES - Area.everywhere.count()
    rows = []
    for number in range(short):
        tambon, moo = tambons[number % len(tambons)], 1 + number // len(tambons)
        name = "บ้าน" + draw.choice(FRONTS) + draw.choice(TAILS)
        rows.append(
            Area(
                kind=AreaKind.VILLAGE, code=f"{tambon.code}{moo:02d}", name=name, parent=tambon, moo=moo,
                path=f"{tambon.path}{moo:02d}.", sort_key=sort_key(name), search_key=search_key(name),
                **skeletons(AreaKind.VILLAGE, name, ""),
            )
        )  # fmt: skip
    _in_action(lambda: Area.new.bulk(rows, batch_size=2000), Actor.system())


def _in_action(write: Callable[[], object], system: Any) -> None:
    """Rows laid without their own actions, in one of the bench's."""
    from dataclasses import dataclass

    from khabuan.access.action import action
    from khabuan.access.actor import Actor
    from khabuan.access.policy import POLICY, Rule

    @dataclass
    class Country:
        node: str = ""

    name = f"bench.lay_{len(POLICY)}"
    POLICY[name] = Rule((), "bench")

    @action(name, on="place")
    def lay(*, actor: Actor, place: Country) -> None:
        write()

    lay(actor=system, place=Country())


def _add_bodies(draw: random.Random) -> None:
    """Bodies of BODIES in the tambons, with keys but without pairs, until there are NAMES."""
    from khabuan.access.actor import Actor
    from khabuan.core.keys import new_key
    from khabuan.places.models import Area, AreaKind
    from khabuan.registry.actions.organisations import name_keys
    from khabuan.registry.models import Organisation

    tambons = list(Area.everywhere.filter(kind=AreaKind.SUBDISTRICT).order_by("pk"))
    rows: list[Any] = []
    for number in range(NAMES):
        at, turn = tambons[number % len(tambons)], number // len(tambons)
        kind, name = BODIES[min(turn, 1) if turn < 2 else 2 + number % 3]
        name = name.format(
            at.name if turn < 2 else draw.choice(FRONTS) + draw.choice(TAILS) + draw.choice(TAILS)
        )
        key = new_key()
        rows.append(
            Organisation(
                id=key, area=at, kind=kind, name=name, node=f"{at.path}o{key}.", **name_keys(name, "")
            )
        )
    _in_action(lambda: Organisation.new.bulk(rows, batch_size=2000), Actor.system())


if __name__ == "__main__":
    sys.exit(main())
