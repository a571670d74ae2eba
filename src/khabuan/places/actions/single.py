"""One village or urban community added, one area's facts corrected; and how an area gets another path."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.errors import Refused
from khabuan.core.keys import new_key
from khabuan.core.thai import search_key, sort_key, tidy
from khabuan.places import rules
from khabuan.places.models import Area, AreaKind, Placement
from khabuan.places.names import skeleton, without_ban

LOWEST = (AreaKind.VILLAGE, AreaKind.COMMUNITY)


@action("places.add_area", on="parent")
def add_area(
    *,
    actor: Actor,
    parent: Area,
    kind: str,
    name: str,
    name_en: str = "",
    moo: int | None = None,
    code: str = "",
    since: date | None = None,
) -> Area:
    """Add a village (by code, by moo, or by name alone) or an urban community under a tambon in force.

    Refused: another kind, another place than a tambon in force, no name, a moo or code that is taken.
    """
    if kind not in LOWEST:
        raise Refused("area.kind", _("Only villages and urban communities are added here."), field="kind")
    if parent.kind != AreaKind.SUBDISTRICT or parent.until is not None:
        raise Refused("area.parent", _("Choose the tambon it lies in."), field="parent")
    _check_moo(kind, moo)
    _check_taken(parent, code=code)
    return new_area(parent=parent, kind=kind, name=name, name_en=name_en, moo=moo, code=code, since=since)


@action("places.correct_area", on="area")
def correct_area(
    *,
    actor: Actor,
    area: Area,
    name: str | None = None,
    name_en: str | None = None,
    moo: int | None = None,
    code: str | None = None,
    postal_code: str | None = None,
    reason: str = "",
) -> Area:
    """Correct what was entered wrongly; for a new name see `rename_area`.

    Only what is given changes. A moo belongs to a village, and moves its path.
    """
    fields: dict[str, Any] = {"code": code, "postal_code": postal_code, "moo": moo}
    facts = {field: value for field, value in fields.items() if value is not None}
    if name is not None or name_en is not None:
        facts |= name_fields(
            area.kind, area.name if name is None else name, area.name_en if name_en is None else name_en
        )
    if code and code != area.code:
        _check_taken(area.parent, code=code, besides=area)
    moves = moo is not None and moo != area.moo
    if moves:
        _check_moo(area.kind, moo)
    change(area, **facts)
    if moves:
        repath(area, _path_under(area.parent, area.moo, area.pk))
    return area


def new_area(*, parent: Area, kind: str, name: str, name_en: str = "", moo: int | None = None, code: str = "",
             since: date | None = None) -> Area:  # fmt: skip
    """Make an area and its first placement, inside a running action."""
    key = new_key()
    path = _path_of_new(parent, kind, moo, code, key)
    area: Area = add(
        Area, id=key, kind=kind, code=code, moo=moo, parent=parent, path=path, since=since,
        **name_fields(kind, name, name_en),
    )  # fmt: skip
    add(Placement, area=area, parent=parent, path=path, since=since)
    return area


def name_fields(kind: str, name: str, name_en: str = "") -> dict[str, Any]:
    """Give the columns that follow from a name; Refused without one. A village is found without its บ้าน."""
    name, name_en = tidy(name), tidy(name_en)
    if not name:
        raise Refused("name.missing", _("Write the name."), field="name")
    return {
        "name": name,
        "name_en": name_en,
        "sort_key": sort_key(name)[:160],
        "search_key": search_key(name)[:160],
        **skeletons(kind, name, name_en),
    }


def skeletons(kind: str, name: str, name_en: str) -> dict[str, str]:
    """Give the columns an index finds slips and Latin letters by."""
    latin = search_key(name_en)[:160]
    if kind == AreaKind.VILLAGE:
        name, name_en = without_ban(name), without_ban(name_en)
    return {
        "skeleton": skeleton(name)[:40],
        "skeleton_en": skeleton(name_en)[:40] if name_en else "",
        "latin_key": latin,
    }


def repath(area: Area, path: str, *, parent: Area | None = None, on: date | None = None) -> None:
    """Give an area another path (and parent), with everything below it and all that stands there.

    With a day, the old placement ends and a new one begins on it; without, the placement was wrong and is
    corrected in place.
    """
    old = area.path
    low, high = rules.reach(old)
    below = list(Area.public_rows().filter(path__gte=low, path__lt=high, until__isnull=True).order_by("path"))
    for one in below:
        now = path + one.path[len(old) :]
        stands_under = parent if parent is not None and one.pk == area.pk else one.parent
        _place_again(one, now, stands_under, on)
        change(one, path=now, parent=stands_under)
    area.refresh_from_db()
    for follower in offers.area_moves:
        follower.move(old, path)


def _place_again(area: Area, path: str, parent: Area | None, on: date | None) -> None:
    placement = Placement.public_rows().filter(area=area, until__isnull=True).first()
    if placement is None or (on is not None and placement.since != on):
        if placement is not None:
            change(placement, until=on)
        add(Placement, area=area, parent=parent, path=path, since=on)
    else:
        change(placement, path=path, parent=parent)


def step_under(parent: Area, area: Area) -> str:
    """Give the path an area would have under another parent: its own step, or its key where that is taken."""
    step = area.path.split(".")[-2] + "."
    path = parent.path + step
    if Area.public_rows().filter(path=path, until__isnull=True).exclude(pk=area.pk).exists():
        return parent.path + rules.keyed_step(area.pk)
    return path


def _path_of_new(parent: Area, kind: str, moo: int | None, code: str, key: int) -> str:
    if kind not in LOWEST and code:
        return parent.path + f"{code[-2:]}."
    return _path_under(parent, moo if kind == AreaKind.VILLAGE else None, key)


def _path_under(parent: Area | None, moo: int | None, key: int) -> str:
    above = parent.path if parent else ""
    return above + (rules.village_step(moo) if moo else rules.keyed_step(key))


def _check_moo(kind: str, moo: int | None) -> None:
    if moo is None:
        return
    if kind != AreaKind.VILLAGE:
        raise Refused("moo.not_a_village", _("Only a village has a moo number."), field="moo")
    if not 1 <= moo <= 99:
        raise Refused("moo.shape", _("The moo number should be from 1 to 99."), field="moo")


def _check_taken(parent: Area | None, *, code: str, besides: Area | None = None) -> None:
    """Refuse a code of another length or province, or one that is taken."""
    if not code:
        return
    length = 8 if besides is None else rules.CODE_LENGTH.get(rules.AreaKind(besides.kind), 0)
    if not (code.isascii() and code.isdecimal() and len(code) == length):
        raise Refused("code.length", _("This code has the wrong number of digits."), field="code")
    if parent is not None and not code.startswith(parent.code[:2]):
        raise Refused("code.other_province", _("This code belongs to another province."), field="code")
    taken = Area.public_rows().filter(code=code, until__isnull=True)
    if taken.exclude(pk=besides.pk if besides else None).exists():
        raise Refused("code.taken", _("There is a place with this code already."), field="code")
