"""Shape of what the lists of the picture are filtered by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.core.formfields import choose_from
from khabuan.picture.duties import KindOfDuty
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.queries.councils import CouncilLine, Coverage
from khabuan.registry.rules.coverage import CouncilState

NONE = "none"


class DutyFilter(forms.Form):
    """Which kind of duty: only those of which something is due."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of work"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[KindOfDuty], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.kind, f"{one.name} ({one.count})") for one in kinds]
        choose_from(self, "kind", [("", _("every kind of work")), *named])

    @property
    def wanted(self) -> str:
        """The kind that was chosen; "" for all, and for one of which nothing is due (any more)."""
        return str(self.cleaned_data["kind"]) if self.is_valid() else ""


class CouncilAreaFilter(forms.Form):
    """The filters of the list, as a sentence."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)

    def __init__(self, *args: Any, districts: list[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        states = [(state.value, _(state.label)) for state in CouncilState]
        states.append((NONE, _("No list, or no council")))
        choose_from(self, "state", [("", _("every state")), *states])
        named = [(area.code, label(area)) for area in districts]
        choose_from(self, "district", [("", _("every district")), *named])

    def keep(self, coverage: Coverage) -> list[CouncilLine]:
        """The lines that pass."""
        wanted = self.cleaned_data if self.is_valid() else {}
        state, district = wanted.get("state", ""), wanted.get("district", "")
        states = {state} if state != NONE else {CouncilState.NO_LIST, CouncilState.NO_COUNCIL}
        return [
            line
            for line in coverage.lines
            if (not state or line.state in states)
            and (not district or line.council_area.area.code.startswith(district))
        ]
