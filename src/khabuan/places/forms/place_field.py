"""A place in a form: typed as people write it, and chosen from a short list where the words fit several.

Works without JavaScript: what fits several places comes back with the list. With it, the list comes from
`place-find` while the person types. Facts about places are public, so no actor is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.places import rules
from khabuan.places.finding import clear_answer
from khabuan.places.labels import whole
from khabuan.places.models import Area, AreaKind
from khabuan.places.queries import FoundPlace, ancestors, find_places

MOST_OFFERED = 8
MOST_LETTERS = 120


@dataclass(frozen=True, slots=True)
class PlaceSearch:
    """Which places are looked for: kinds (none: all), within an area's path, and near a code first."""

    kinds: tuple[str, ...] = ()
    within: str = ""
    near: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> PlaceSearch:
        """The search that an address asks for; what is no kind is left out."""
        kinds = tuple(kind for kind in query.get("kinds", "").split(",") if kind in AreaKind.values)
        return cls(kinds, query.get("within", "")[:60], query.get("near", "")[:8])

    def places(self, text: str) -> list[FoundPlace]:
        """The places meant by a text, best first."""
        near = self.near if self.near.isdecimal() else ""
        found = find_places(Actor.public(), text[:MOST_LETTERS], near=near, limit=40)
        return [one for one in found if self._fits(one.area)][:MOST_OFFERED]

    def _fits(self, area: Area) -> bool:
        return (not self.kinds or area.kind in self.kinds) and rules.is_within(area.path, self.within)

    def query(self) -> dict[str, str]:
        facts = {"kinds": ",".join(self.kinds), "within": self.within, "near": self.near}
        return {name: value for name, value in facts.items() if value}


@dataclass(frozen=True, slots=True)
class Typed:
    """What came from the form: the text, and the place chosen from the list that was shown for `asked`."""

    text: str = ""
    key: str = ""
    asked: str = ""

    @property
    def chosen(self) -> str:
        """The key chosen, unless the text was changed since."""
        return self.key if self.asked == self.text else ""


def offered(name: str, text: str, search: PlaceSearch, chosen: str = "") -> SafeString:
    """The list under the box: the one place meant, the places to choose from, or that there is none."""
    places = search.places(text) if text else []
    clear = clear_answer([one.found for one in places])
    meant = clear.code if clear and chosen in ("", clear.code) else ""
    options = [{"key": one.area.key, "words": whole(one.area, one.line)} for one in places]
    context = {
        "name": name, "text": text, "chosen": chosen, "options": options,
        "meant": next((option for option in options if option["key"] == meant), None),
    }  # fmt: skip
    return render_to_string("places/offered.html", context)


class PlaceWidget(forms.TextInput):
    """The box, and under it what was found for its text. Sent as `<name>`, `<name>_key`, `<name>_asked`."""

    search = PlaceSearch()

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> Typed:
        text, key, asked = (str(data.get(f"{name}{end}") or "").strip() for end in ("", "_key", "_asked"))
        return Typed(text[:MOST_LETTERS], key, asked)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return name not in data

    def render(
        self, name: str, value: object, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        typed = _typed(value)
        at = f"{(attrs or {}).get('id', f'id_{name}')}_found"
        look = {
            "autocomplete": "off", "maxlength": str(MOST_LETTERS),
            "hx-get": f"{reverse('place-find')}?{urlencode({'for': name, **self.search.query()})}",
            "hx-trigger": "input changed delay:400ms", "hx-target": f"#{at}", "hx-sync": "this:replace",
        }  # fmt: skip
        box = super().render(name, typed.text, {**(attrs or {}), **look}, renderer)
        found = offered(name, typed.text, self.search, typed.chosen) if typed.text else ""
        return format_html('{}<div id="{}" aria-live="polite">{}</div>', box, at, found)


def _typed(value: object) -> Typed:
    if isinstance(value, Typed):
        return value
    if isinstance(value, Area):
        text = whole(value, ancestors(Actor.public(), value))
        return Typed(text, value.key, text)
    return Typed(str(value or ""))


class PlaceField(forms.Field):
    """A place in force, typed in words or by its code; cleans to an `Area`, or None where it may stay empty.

    `kinds` and `within` (an area's path) limit what is looked for; `near` is a code whose places come first.
    """

    widget = PlaceWidget
    default_error_messages = {
        "none": _("No such place is found. Write its name, with its amphoe and province, or its code."),
        "several": _(
            "These words fit several places. Choose one below, or write the amphoe and province too."
        ),
    }

    def __init__(
        self, *, kinds: tuple[str, ...] = (), within: str = "", near: str = "", **options: Any
    ) -> None:
        super().__init__(**options)
        self.look_for(PlaceSearch(kinds, within, near))

    def __deepcopy__(self, memo: dict[int, Any]) -> PlaceField:
        copied: PlaceField = super().__deepcopy__(memo)
        copied.look_for(self.search)
        return copied

    def look_for(self, search: PlaceSearch) -> None:
        """Look for these places: for forms that know the reader's place only when they are made."""
        self.search = search
        if isinstance(self.widget, PlaceWidget):
            self.widget.search = search

    def to_python(self, value: object) -> Area | None:
        typed = _typed(value)
        if not typed.text:
            return None
        places = self.search.places(typed.text)
        by_key = {one.area.key: one.area for one in places}
        if typed.chosen in by_key:
            return by_key[typed.chosen]
        clear = clear_answer([one.found for one in places])
        if clear is None:
            raise ValidationError(self.error_messages["several" if places else "none"], code="place")
        return by_key[clear.code]

    def has_changed(self, initial: object, data: object) -> bool:
        return _typed(initial).text != _typed(data).text
