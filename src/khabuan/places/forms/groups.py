"""Forms for dated groups of areas: one group, and a year's zones made from those of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField
from khabuan.places.forms.areas import AreaTicks
from khabuan.places.models import Area, AreaGroup, AreaKind


class GroupForm(forms.Form):
    """A group at a place: a zone of amphoe at a province, a group of provinces at the nation."""

    kind = forms.ChoiceField(label=_("Kind of group"))
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("For instance โซนเหนือ ปี 2570."))
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    members = AreaTicks(label=_("Members"))
    on = ThaiDateField(label=_("From"), help_text=_("The day from which these are its members."))
    until = ThaiDateField(
        label=_("Last day of the group"),
        required=False,
        help_text=_("Leave it empty while the group goes on."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("The resolution or order that set it up."),
    )

    def __init__(
        self, *args: Any, home: Area, areas: Iterable[Area], taken: Mapping[int, str] | None = None,
        is_new: bool = True, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        zone = AreaGroup.Kind.ZONE
        kinds = (
            [zone] if home.kind == AreaKind.PROVINCE else [kind for kind in AreaGroup.Kind if kind != zone]
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of group"), choices=[(kind.value, kind.label) for kind in kinds],
            widget=forms.HiddenInput if len(kinds) == 1 or not is_new else forms.RadioSelect,
            initial=self.initial.get("kind", kinds[0].value),
        )  # fmt: skip
        members = self.fields["members"]
        if isinstance(members, AreaTicks):
            members.offer(areas, dict(taken or {}))

    def clean_until(self) -> date | None:
        """The first day on which it is no more."""
        last: date | None = self.cleaned_data["until"]
        return last + timedelta(days=1) if last else None


class CopyGroupsForm(forms.Form):
    """Last year's zones to go on with, each under a name of this year."""

    on = ThaiDateField(label=_("From"), help_text=_("Usually 1 October, the first day of the fiscal year."))

    def __init__(
        self, *args: Any, groups: Sequence[AreaGroup], names: Mapping[int, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.groups = list(groups)
        for group in self.groups:
            self.fields[f"copy_{group.pk}"] = forms.BooleanField(
                label=gettext("Go on with %(name)s") % {"name": group.name}, required=False, initial=True
            )
            self.fields[f"name_{group.pk}"] = forms.CharField(
                label=gettext("Name in the new year"), max_length=120, initial=names[group.pk]
            )

    @property
    def rows(self) -> list[tuple[AreaGroup, forms.BoundField, forms.BoundField]]:
        return [(group, self[f"copy_{group.pk}"], self[f"name_{group.pk}"]) for group in self.groups]

    def clean(self) -> dict[str, Any]:
        """The facts of `copy_groups`: the groups ticked, with their new names."""
        typed = super().clean() or {}
        copies = [
            (group, typed.get(f"name_{group.pk}", ""))
            for group in self.groups
            if typed.get(f"copy_{group.pk}")
        ]
        if not copies:
            self.add_error(None, _("Tick at least one zone to go on with."))
        return {"copies": copies, **({"on": typed["on"]} if "on" in typed else {})}
