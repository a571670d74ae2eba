"""A review of a structure: the seats of each role, which is closed, which roles are new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField
from khabuan.elections.actions.structure import NewRole, RoleWanted
from khabuan.elections.forms.elections import offer_meetings
from khabuan.elections.queries.structure import RoleLine
from khabuan.meetings.forms.resolutions import ResolutionField, offer_resolutions
from khabuan.registry.forms.parts import RowField, choices_of
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import PostTitle

NEW_LINES = 3


@dataclass(frozen=True)
class LineFields:
    """A role with its boxes."""

    line: RoleLine
    seats: BoundField
    close: BoundField


@dataclass(frozen=True)
class NewFields:
    title: BoundField
    label: BoundField
    seats: BoundField


class ReviewForm(forms.Form):
    """Cleans to the facts of `review_structure`. A refusal of a line stands at its box of seats."""

    on = ThaiDateField(label=_("Day of the review"))
    meeting = RowField(label=_("Meeting"), required=False)
    resolution = ResolutionField(label=_("Resolution"), required=False)
    words = forms.CharField(
        label=_("What was found, what changes and why"), max_length=2000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        body: Organisation,
        lines: Sequence[RoleLine],
        back: str,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        offer_meetings(self, actor, body)
        offer_resolutions(self, "resolution", actor, body, back=back)
        for line in lines:
            words = {"post": line.role.words}
            self.fields[f"seats_{line.post.pk}"] = forms.IntegerField(
                label=gettext("Seats of %(post)s") % words, min_value=1, max_value=1000, required=False,
                initial=line.role.wanted,
            )  # fmt: skip
            self.fields[f"close_{line.post.pk}"] = forms.BooleanField(
                label=gettext("Close %(post)s") % words, required=False
            )
        for at in range(NEW_LINES):
            self.fields[f"title_{at}"] = forms.ChoiceField(
                label=_("New role"), choices=choices_of(PostTitle, _("none")), required=False
            )
            self.fields[f"label_{at}"] = forms.CharField(
                label=_("As the order words it"), max_length=200, required=False
            )
            self.fields[f"new_{at}"] = forms.IntegerField(
                label=_("How many seats"), min_value=1, max_value=1000, required=False
            )

    @property
    def rows(self) -> list[LineFields]:
        return [
            LineFields(line, self[f"seats_{line.post.pk}"], self[f"close_{line.post.pk}"])
            for line in self.lines
        ]

    @property
    def new_rows(self) -> list[NewFields]:
        return [
            NewFields(self[f"title_{at}"], self[f"label_{at}"], self[f"new_{at}"]) for at in range(NEW_LINES)
        ]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        roles = [
            RoleWanted(
                f"seats_{line.post.pk}", line.post, facts.pop(f"seats_{line.post.pk}", None),
                is_closed=bool(facts.pop(f"close_{line.post.pk}", False)),
            )
            for line in self.lines
        ]  # fmt: skip
        new = []
        for at in range(NEW_LINES):
            title, label, seats = (facts.pop(f"{name}_{at}", None) for name in ("title", "label", "new"))
            if title:
                new.append(NewRole(f"title_{at}", title, label or "", seats))
            elif label or seats:
                self.add_error(f"title_{at}", gettext("Choose which role this is."))
        return {**facts, "roles": roles, "new": new}
