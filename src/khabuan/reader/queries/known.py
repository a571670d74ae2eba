"""What the reader is told by the register: names of areas. Read once for the process, again when areas have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Count, Max

from khabuan.access.actor import Actor
from khabuan.audit.queries import last_event_about
from khabuan.core import clock
from khabuan.places.models import Area as AreaRow
from khabuan.places.models import AreaKind, AreaName
from khabuan.places.names import is_latin
from khabuan.places.queries.areas import areas_on
from khabuan.reader.rules.known import Area, Known
from khabuan.reader.shipped import LEVELS, above, spoken

State = tuple[object, ...]

#: What was read last, by the state it was read at; one at a time.
_read: dict[State, Known] = {}


def known(actor: Actor) -> Known:
    """The areas in force, which are public: the same for every actor. Empty where none are loaded."""
    state = _state(actor)
    found = _read.get(state)
    if found is None:
        found = _known(actor)
        _read.clear()
        _read[state] = found
    return found


def _state(actor: Actor) -> State:
    """What is different after any change of areas: how many there are, and the last event about one."""
    rows = AreaRow.objects.visible_to(actor).aggregate(rows=Count("pk"), last=Max("pk"))
    return rows["rows"], rows["last"], last_event_about("places.area"), clock.today()


def _known(actor: Actor) -> Known:
    others = _other_names(actor)
    rows = (
        areas_on(actor)
        .filter(kind__in=LEVELS)
        .exclude(code="")
        .order_by("code")
        .values_list("pk", "kind", "code", "name")
    )
    return Known.of(
        Area(code, LEVELS[kind], _plain(kind, name), above(code), (*spoken(code), *others.get(key, ())))
        for key, kind, code, name in rows
    )


def _plain(kind: str, name: str) -> str:
    """Villages are looked for without their บ้าน."""
    return name.removeprefix("บ้าน") or name if kind == AreaKind.VILLAGE else name


def _other_names(actor: Actor) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for area, name in AreaName.objects.visible_to(actor).order_by("pk").values_list("area", "name"):
        if not is_latin(name.casefold()):
            found[area].append(name)
    return found
