"""Shape of what is typed about what came of a gathering: heads, agreements, promises, visits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import filled
from khabuan.gatherings.actions.outcomes import Counted
from khabuan.gatherings.forms.gatherings import GatheringForm
from khabuan.gatherings.queries.one import Counts
from khabuan.gatherings.rules.heads import MOST, Heads
from khabuan.gatherings.rules.kinds import Sector
from khabuan.places.forms.place_field import PlaceField, PlaceSearch
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import choices_of
from khabuan.registry.rules.kinds import Issue

ROUGH = _("about")


def _number(words: Any) -> forms.IntegerField:
    box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "w4", "aria-label": words})
    return forms.IntegerField(label=words, min_value=0, max_value=MOST, required=False, widget=box)


def _tick(words: Any) -> forms.BooleanField:
    box = forms.CheckboxInput({"aria-label": filled(_("%(what)s: about"), what=words)})
    return forms.BooleanField(label=ROUGH, required=False, widget=box)


class HeadsForm(forms.Form):
    """How many came: a box and a tick "about" for all, each sector, each area."""

    total = _number(_("In all"))
    is_total_rough = _tick(_("In all"))

    def __init__(self, *args: Any, counts: Counts, areas: Sequence[Area], **options: Any) -> None:
        options.setdefault("initial", _told(counts))
        super().__init__(*args, **options)
        known = {one.area.pk: one.area for one in counts.areas}
        self.areas = {f"a{area.pk}": area for area in (*areas, *known.values())}
        self.sectors = {f"s-{sector.value}": sector for sector in Sector}
        for name, sector in self.sectors.items():
            self._add(name, _(sector.label))
        for name, area in self.areas.items():
            self._add(name, label(area))

    def _add(self, name: str, words: Any) -> None:
        self.fields[name] = _number(words)
        self.fields[f"{name}-rough"] = _tick(words)

    def _pairs(self, names: Sequence[str]) -> Iterator[tuple[BoundField, BoundField]]:
        return ((self[name], self[f"{name}-rough"]) for name in names)

    @property
    def total_boxes(self) -> list[tuple[BoundField, BoundField]]:
        return [(self["total"], self["is_total_rough"])]

    @property
    def sector_boxes(self) -> list[tuple[BoundField, BoundField]]:
        return list(self._pairs(list(self.sectors)))

    @property
    def area_boxes(self) -> list[tuple[BoundField, BoundField]]:
        return list(self._pairs(list(self.areas)))

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        sectors = [
            Counted(facts.get(name), bool(facts.get(f"{name}-rough")), sector=sector)
            for name, sector in self.sectors.items()
        ]
        areas = [
            Counted(facts.get(name), bool(facts.get(f"{name}-rough")), area=area)
            for name, area in self.areas.items()
        ]
        return {
            "total": facts.get("total"),
            "is_total_rough": bool(facts.get("is_total_rough")),
            "counts": [*sectors, *areas],
        }


def _told(counts: Counts) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if counts.tally.total is not None and not counts.tally.is_added:
        told |= {"total": counts.tally.total.number, "is_total_rough": counts.tally.total.is_rough}
    for sector, heads in counts.sectors:
        told |= _box(f"s-{sector.value}", heads)
    for one in counts.areas:
        told |= _box(f"a{one.area.pk}", one.heads)
    return told


def _box(name: str, heads: Heads | None) -> dict[str, Any]:
    return {name: heads.number, f"{name}-rough": heads.is_rough} if heads is not None else {}


class ToldForm(GatheringForm):
    """A gathering with how many came in all, as a report tells both."""

    total = _number(_("How many came"))
    is_total_rough = _tick(_("How many came"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["is_total_rough"].label = filled(_("%(what)s: about"), what=_("How many came"))


class AgreementForm(forms.Form):
    """What was agreed, in words."""

    words = forms.CharField(label=_("What was agreed"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("no one issue")), required=False)


class CorrectAgreementForm(AgreementForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class VisitForm(forms.Form):
    """Where the visit went: a place, a body there, or both."""

    area = PlaceField(
        label=_("Tambon or village that was visited"),
        required=False,
        help_text=_("A part of the name is enough. Empty: where the organisation below stands."),
    )
    organisation = BodyField(
        label=_("Organisation that was visited there"), required=False, help_text=_("A part of its name.")
    )
    note = forms.CharField(label=_("What was seen there"), max_length=300, required=False)

    def __init__(self, *args: Any, actor: Actor, near: str, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "organisation", actor)
        field = self.fields["area"]
        if isinstance(field, PlaceField):
            field.look_for(PlaceSearch(near=near))
