"""The place and the year that a page is about: from its address, else as last chosen, else the seat's home.

`?place=19` and `?year=2569` change either and are remembered. A page of a place itself calls `be_at`, one of a
record that stands somewhere `stand_at`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.keys import home_province
from khabuan.core.thai import FiscalYear
from khabuan.places.models import Area

FIRST_YEAR = 2009  # ปีงบประมาณ 2552, the first whole year of the Act


@dataclass
class Here:
    """Where and when the reader is. `on` is the day that figures are shown for."""

    place: Area
    year: FiscalYear
    is_place_page: bool = False

    @property
    def on(self) -> date:
        """Today in the present fiscal year, the last day of a past one."""
        return min(clock.today(), self.year.end)


def area_of_key(key: str) -> Area:
    """The area of an address: an official code in force, "th", or "k" and a key. OutOfArea if none."""
    rows = Area.objects.visible_to(Actor.public()).select_related("parent")
    if key == "th":
        found = rows.filter(path="", until__isnull=True).first()
    elif key.startswith("k") and key[1:].isdecimal() and len(key) < 21:
        found = rows.filter(pk=int(key[1:])).first()
    elif key.isdecimal() and len(key) <= 8:
        found = (
            rows.filter(code=key, until__isnull=True).first()
            or rows.filter(code=key).order_by("-until").first()
        )
    else:
        found = None
    if found is None:
        raise OutOfArea(key)
    return found


def here(request: Request) -> Here:
    """The place and year of this request, found once."""
    found: Here | None = getattr(request, "here", None)
    if found is None:
        found = Here(_place(request), _year(request))
        request.here = found  # type: ignore[attr-defined]
    return found


def be_at(request: Request, area: Area) -> Here:
    """This page is about `area` itself; remember it as the reader's place."""
    found = Here(area, _year(request), is_place_page=True)
    request.here = found  # type: ignore[attr-defined]
    _remember(request, "place", area.key)
    return found


def stand_at(request: Request, area: Area) -> Here:
    """This page is about a record that stands at `area`: the bar says so, the reader's own place is kept."""
    found = Here(area, _year(request))
    request.here = found  # type: ignore[attr-defined]
    return found


def _remember(request: Request, name: str, value: str) -> None:
    if request.session.get(name) != value:
        request.session[name] = value


def _place(request: Request) -> Area:
    asked = request.GET.get("place", "")
    if asked:
        area = area_of_key(asked)
        _remember(request, "place", asked)
        return area
    for key in (request.session.get("place"), _home_key(request), home_province(), "th"):
        if key:
            try:
                return area_of_key(key)
            except OutOfArea:
                continue
    raise OutOfArea("no areas are loaded")


def home_area(request: Request) -> Area:
    """The area where this seat begins to read, wherever the bar stands. OutOfArea before any is loaded."""
    key = _home_key(request) or home_province() or "th"
    at: Here | None = getattr(request, "here", None)
    return at.place if at and at.place.key == key else area_of_key(key)


def _home_key(request: Request) -> str:
    """The key of the area where the seat begins to read, from its path; "" for the public."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_signed_in:
        return ""
    return "".join(step for step in actor.base.split(".")[:3] if step.isdecimal()) or "th"


def _year(request: Request) -> FiscalYear:
    present = FiscalYear.of(clock.today())
    asked = request.GET.get("year", "")
    if asked.isdecimal() and FIRST_YEAR <= int(asked) - 543 <= present.end_year + 1:
        _remember(request, "year", asked)
        return FiscalYear(int(asked) - 543)
    kept = str(request.session.get("year", ""))
    return FiscalYear(int(kept) - 543) if kept.isdecimal() else present
