"""Forms for one area: entering, correcting, and the changes that an announcement brings.

Mirrors: ประกาศกระทรวงมหาดไทย เรื่อง ตั้ง เปลี่ยนแปลงเขต เปลี่ยนชื่อ ตำบลและหมู่บ้าน (day, reason, reference).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField
from khabuan.places.actions.changes import NewPart
from khabuan.places.forms.place_field import PlaceField, PlaceSearch
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind

MOST_PARTS = 4


def code_field(**options: Any) -> forms.CharField:
    return forms.CharField(label=_("Official code"), max_length=8, required=False, **options)


class AddAreaForm(forms.Form):
    """A village or an urban community under a tambon."""

    kind = forms.ChoiceField(
        label=_("What is added"), widget=forms.RadioSelect, initial=AreaKind.VILLAGE,
        choices=((AreaKind.VILLAGE, _("village")), (AreaKind.COMMUNITY, _("urban community"))),
    )  # fmt: skip
    moo = forms.IntegerField(
        label=_("Moo number"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Only a village has one."),
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As on its sign, for instance บ้านห้วยน้อย.")
    )
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    code = code_field(help_text=_("8 digits; an urban community has none."))
    since = ThaiDateField(
        label=_("Set up on"), required=False, help_text=_("Leave it empty if it was always there.")
    )


class CorrectAreaForm(forms.Form):
    """What was entered wrongly. Only what is on the form is changed."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    moo = forms.IntegerField(label=_("Moo number"), required=False, min_value=1, max_value=99)
    code = code_field()
    postal_code = forms.CharField(
        label=_("Postal code"), max_length=40, required=False, help_text=_("Several are parted by spaces.")
    )
    reason = forms.CharField(label=_("What was wrong"), max_length=300)

    def __init__(self, *args: Any, area: Area, **options: Any) -> None:
        facts = {name: getattr(area, name) for name in ("name", "name_en", "moo", "code", "postal_code")}
        super().__init__(*args, **{**options, "initial": facts})
        if area.kind != AreaKind.VILLAGE:
            del self.fields["moo"]
        if area.kind == AreaKind.COMMUNITY:
            del self.fields["code"]


class AnnouncedForm(forms.Form):
    """Day, reason and reference: every change of an area has them."""

    on = ThaiDateField(
        label=_("In force from"), help_text=_("The day in the announcement, not the day of entering.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)
    legal_reference = forms.CharField(
        label=_("Legal reference"), max_length=300, required=False,
        help_text=_("The announcement, with the volume and page of the Government Gazette."),
    )  # fmt: skip
    field_order: Sequence[str] = ()


class RenameForm(AnnouncedForm):
    name = forms.CharField(label=_("New name"), max_length=120)
    name_en = forms.CharField(label=_("New English name"), max_length=120, required=False)
    field_order = ("name", "name_en")


class MoveForm(AnnouncedForm):
    parent = PlaceField(label=_("It will stand under"))
    code = code_field(help_text=_("Only if the announcement gives it a new code."))
    field_order = ("parent", "code")

    def __init__(self, *args: Any, area: Area, above: str, within: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["parent"]
        if isinstance(field, PlaceField):
            field.look_for(PlaceSearch((above,), within, area.code[:4]))


class SplitForm(AnnouncedForm):
    """New areas beside an old one: their names and codes, and for each area below, where it goes."""

    goes_on = forms.TypedChoiceField(
        label=_("The old area"), widget=forms.RadioSelect, coerce=lambda value: value == "yes", initial="yes",
        choices=(("yes", _("goes on, smaller")), ("no", _("ends on that day"))),
    )  # fmt: skip

    def __init__(self, *args: Any, area: Area, below: Iterable[Area], count: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.count, self.below = count, list(below)
        for number in range(1, count + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=gettext("Name of new area %(number)d") % {"number": number}, max_length=120
            )
            self.fields[f"code_{number}"] = code_field()
        self.fields["heir"] = forms.TypedChoiceField(
            label=gettext("Where does what stands at the old area itself go?"), coerce=int, required=False, empty_value=None,
            choices=[
                ("", gettext("it stays, as the old area goes on")),
                *((n - 1, gettext("New area %(number)d") % {"number": n}) for n in range(1, count + 1)),
            ],
            help_text=gettext("Council, funds, seats, and people without a village."),
        )  # fmt: skip
        where = [
            ("", label(area)),
            *((str(n), gettext("New area %(number)d") % {"number": n}) for n in range(1, count + 1)),
        ]
        for child in self.below:
            self.fields[f"goes_{child.pk}"] = forms.ChoiceField(
                label=label(child), choices=where, required=False
            )

    @property
    def parts(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"name_{number}"], self[f"code_{number}"]) for number in range(1, self.count + 1)]

    @property
    def children(self) -> list[forms.BoundField]:
        return [self[f"goes_{child.pk}"] for child in self.below]

    def clean(self) -> dict[str, Any]:
        """The facts of `split_area`: the parts with what goes to each."""
        typed = super().clean() or {}
        going = [(child, typed.get(f"goes_{child.pk}", "")) for child in self.below]
        parts = [
            NewPart(
                name=typed.get(f"name_{number}", ""), code=typed.get(f"code_{number}", ""),
                children=tuple(child for child, where in going if where == str(number)),
            )
            for number in range(1, self.count + 1)
        ]  # fmt: skip
        kept = ("on", "reason", "legal_reference", "goes_on", "heir")
        return {"parts": parts, **{name: typed[name] for name in kept if name in typed}}


class AreaTicks(forms.MultipleChoiceField):
    """Areas to tick; cleans to a list of `Area`, in the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, areas: Iterable[Area], words: dict[int, str] | None = None) -> None:
        """These areas, each said by its label, or by the words given for its key."""
        self.areas = {str(area.pk): area for area in areas}
        self.choices = [(key, (words or {}).get(area.pk, label(area))) for key, area in self.areas.items()]

    def clean(self, value: Any) -> Any:
        ticked = set(super().clean(value))
        return [area for key, area in self.areas.items() if key in ticked]


class MergeForm(AnnouncedForm):
    areas = AreaTicks(
        label=_("Areas that go into it"), help_text=_("They end on that day; their codes stay found.")
    )
    field_order = ("areas",)

    def __init__(self, *args: Any, neighbours: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["areas"]
        if isinstance(field, AreaTicks):
            field.offer(neighbours)
