"""Finding a place among 100,000 names: `python -m bench.places` prints p50, p95 and the worst CPU time per kind of typing.

The country's real tambons, and invented villages below them until there are 100,000 names. Correctness first: each
query's right answer should be among the first five; `missed` counts those where it is not (a name without a
province, a moo and a postal code have many right answers).
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time

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


def main() -> int:
    """Build, ask, print. Exit code 1 when answers are wrong."""
    os.environ.setdefault("KHABUAN_HOME", tempfile.mkdtemp(prefix="khabuan-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabuan.config.settings")
    import django

    django.setup()
    from khabuan.access.actor import Actor
    from khabuan.config import setting_up
    from khabuan.places.actions import load_reference
    from khabuan.places.models import Area
    from khabuan.places.queries import find_places

    setting_up.make_ready()
    load_reference(actor=Actor.system())
    draw = random.Random(2569)
    _add_villages(draw)
    tambons = list(
        Area.objects.visible_to(Actor.public()).filter(kind="subdistrict").select_related("parent__parent")
    )
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
    print(f"{Area.everywhere.count()} names")
    wrong = 0
    for kind, typed in kinds.items():
        times, missed = [], 0
        for area in draw.sample(tambons, QUERIES):
            start = time.process_time()
            found = find_places(Actor.public(), typed(area), limit=5)
            times.append(1000 * (time.process_time() - start))
            missed += area.pk not in [one.area.pk for one in found]
        cuts = statistics.quantiles(times, n=20)
        print(
            f"{kind:<21} p50 {cuts[9]:6.1f} ms  p95 {cuts[18]:6.1f} ms  worst {max(times):6.1f} ms  missed {missed}"
        )
        wrong += missed if kind in ("as written", "a code") else 0
    return 1 if wrong > QUERIES // 10 else 0


def _slip(draw: random.Random, name: str, how: str) -> str:
    """One slip of the thumb, not in the first letter: a letter lost, doubled, or swapped with the next."""
    at = draw.randrange(1, len(name) - 1) if len(name) > 2 else 0
    middle = {"lost": "", "doubled": name[at] * 2, "swapped": name[at : at + 2][::-1]}[how]
    return name[:at] + middle + name[at + (2 if how == "swapped" else 1) :] if at else name


def _add_villages(draw: random.Random) -> None:
    from dataclasses import dataclass

    from khabuan.access.action import action, note
    from khabuan.access.actor import Actor
    from khabuan.access.policy import POLICY, Rule
    from khabuan.core.thai import search_key, sort_key
    from khabuan.places.actions.single import skeletons
    from khabuan.places.models import Area, AreaKind

    @dataclass
    class Country:
        node: str = ""

    POLICY["bench.add_villages"] = Rule((), "bench")

    @action("bench.add_villages", on="place")
    def add_villages(*, actor: Actor, place: Country) -> None:
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
        Area.new.bulk(rows, batch_size=2000)
        note(villages=len(rows))

    add_villages(actor=Actor.system(), place=Country())


if __name__ == "__main__":
    sys.exit(main())
