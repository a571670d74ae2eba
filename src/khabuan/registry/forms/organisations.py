"""Organisations: the list's filters, and the papers (ทะเบียนชุมชน, แบบจดแจ้ง) in their order."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.core.periods import in_force
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaGroup, AreaKind, CouncilArea, LocalGovernment
from khabuan.places.queries import may_work_for, members_by_group
from khabuan.registry.forms.parts import (
    ReachedPlaceField,
    RoughDates,
    RowField,
    choices_of,
    look_near,
    offer,
    rough,
)
from khabuan.registry.models import Organisation, Registration
from khabuan.registry.queries import choices, standing
from khabuan.registry.rules.coverage import Item
from khabuan.registry.rules.kinds import (
    AGENCY_KINDS,
    MEMBER_KINDS,
    PARENT_KINDS,
    AgencyKind,
    GroupFunction,
    Issue,
    OrganisationKind,
)
from khabuan.registry.rules.registration import SAY, Entry, Need, Step, StepRule, unsaid

KNOWN_ROUGHLY = _("The year alone is enough where the day is not known.")


class FilterForm(forms.Form):
    """What the list shows; unknown values are passed over."""

    kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=choices_of(OrganisationKind, _("all kinds")), required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=choices_of(standing.ListState), required=False)
    q = forms.CharField(label=_("Word in the name"), max_length=100, required=False)
    missing = forms.ChoiceField(choices=choices_of(Item, "-"), required=False, widget=forms.HiddenInput)

    @property
    def wanted(self) -> standing.Wanted:
        self.is_valid()
        facts = self.cleaned_data
        return standing.Wanted(
            kind=facts.get("kind", ""),
            state=facts.get("state") or standing.ListState.LIVING,
            words=facts.get("q", ""),
            missing=facts.get("missing", ""),
        )


def kinds_at(area: Area) -> list[OrganisationKind]:
    """The kinds that can stand at or below a place of this level."""
    only = {
        OrganisationKind.NATION_MEETING: (AreaKind.NATION,),
        OrganisationKind.PROVINCE_MEETING: (AreaKind.PROVINCE,),
        OrganisationKind.STANDING_BODY: (AreaKind.PROVINCE,),
    }
    return [kind for kind in OrganisationKind if area.kind in only.get(kind, (area.kind,))]


class KindForm(forms.Form):
    """Step 1: which kind of organisation."""

    kind = forms.ChoiceField(label=_("Kind of organisation"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, area: Area, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "kind", choices_of(kinds_at(area)))


OF_GROUPS = ("group_kind", "purpose", "member_count")
OWN_FIELDS = {
    OrganisationKind.COMMUNITY: OF_GROUPS,
    **dict.fromkeys(MEMBER_KINDS, OF_GROUPS),
    OrganisationKind.WORKING_GROUP: ("function", "issue", "mandate"),
    OrganisationKind.AGENCY: ("agency_kind", "ministry", "local_government"),
}
ORDER = (
    "name",
    "council_area",
    "parent",
    "group_kind",
    "purpose",
    "function",
    "issue",
    "mandate",
    "group",
    "agency_kind",
    "ministry",
    "local_government",
    "founded_on",
    "member_count",
    "area",
    "address",
    "phone",
    "short_name",
    "name_en",
    "note",
    "reason",
)


class OrganisationForm(RoughDates):
    """The facts of a body of one kind, in the order of its paper. `own` gathers those of its kind's table.

    With `organisation` it changes that one; what names its place is then left out (a move is its own act).
    """

    name = forms.CharField(label=_("Name"), max_length=200)
    council_area = RowField(
        label=_("Council area"), help_text=_("Only council areas without a council are listed.")
    )
    parent = RowField(label=_("Belongs to"))
    group_kind = forms.CharField(
        label=_("Kind of group"),
        max_length=80,
        required=False,
        help_text=_("As the paper says, for instance savings group."),
    )
    purpose = forms.CharField(
        label=_("Purpose"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    function = forms.ChoiceField(
        label=_("What the group is for"), choices=choices_of(GroupFunction), widget=forms.RadioSelect
    )
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("not one issue")), required=False)
    mandate = forms.CharField(label=_("Order or resolution that set it up"), max_length=500, required=False)
    group = RowField(label=_("Zone or group of areas"), required=False)
    agency_kind = forms.ChoiceField(
        label=_("Kind of agency"), choices=choices_of(AgencyKind, _("not said")), required=False
    )
    ministry = forms.CharField(label=_("Ministry or parent agency"), max_length=120, required=False)
    local_government = RowField(label=_("Local government"), required=False)
    founded_on = ThaiDateField(label=_("Founded on"), rough=True, required=False, help_text=KNOWN_ROUGHLY)
    member_count = forms.IntegerField(
        label=_("Number of members"), min_value=0, max_value=1_000_000, required=False
    )
    area = ReachedPlaceField(label=_("Place"), help_text=_("The smallest place that is known."))
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    reason = forms.CharField(
        label=_("Why it changes"),
        max_length=300,
        required=False,
        help_text=_("Stands in the history of the record."),
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        kind: OrganisationKind,
        place: Area,
        on: date,
        organisation: Organisation | None = None,
        **options: Any,
    ) -> None:
        if organisation is not None:
            options.setdefault("initial", initial_of(organisation))
        super().__init__(*args, **options)
        self.kind, self.organisation = kind, organisation
        for name in self._left_out():
            del self.fields[name]
        self.order_fields(ORDER)
        self._offer(actor, place, on)
        self.paper_numbers = {name: str(number) for number, name in enumerate(self.fields, 1)}

    def _left_out(self) -> set[str]:
        own = {name for names in OWN_FIELDS.values() for name in names}
        kinds: dict[str, tuple[OrganisationKind, ...]] = {
            name: tuple(kind for kind, names in OWN_FIELDS.items() if name in names) for name in own
        }
        kinds |= {
            "council_area": (OrganisationKind.COUNCIL,),
            "parent": tuple(PARENT_KINDS),
            "group": (OrganisationKind.WORKING_GROUP,),
        }
        out = {name for name, of in kinds.items() if self.kind not in of}
        if self.kind == OrganisationKind.COUNCIL:
            out.add("area")  # a council stands where its council area is
        return out | ({"area", "council_area"} if self.organisation else {"reason"})

    def _offer(self, actor: Actor, place: Area, on: date) -> None:
        if "area" in self.fields:
            look_near(self, "area", actor, place)
            self.fields["area"].initial = place
        if "council_area" in self.fields:
            offer(
                self,
                "council_area",
                [(row, _said(row)) for row in choices.free_council_areas(actor, place, on)],
                _("choose"),
            )
        if "parent" in self.fields:
            offer(
                self,
                "parent",
                [(row, row.name) for row in choices.parents_for(actor, self.kind, place, on)],
                _("choose"),
            )
        if "group" in self.fields:
            offer(
                self,
                "group",
                [
                    (row, row.name)
                    for row in _groups(actor, place, self.organisation.group if self.organisation else None)
                ],
                _("none"),
            )
        self._offer_agency_kind()
        if "local_government" in self.fields:
            offer(
                self,
                "local_government",
                [(row, str(row)) for row in _local_governments(actor, place)],
                _("none"),
            )

    def _offer_agency_kind(self) -> None:
        """A record of old keeps its own words until somebody chooses a kind of the list."""
        kept = getattr(_own_part(self.organisation), "agency_kind", "") if self.organisation else ""
        if kept and kept not in AGENCY_KINDS:
            choose_from(self, "agency_kind", [(kept, kept), *choices_of(AgencyKind)])

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        own = {name: facts.pop(name) for name in OWN_FIELDS.get(self.kind, ()) if name in facts}
        if self.kind == OrganisationKind.COUNCIL and self.organisation is None and facts.get("council_area"):
            facts["area"] = facts["council_area"].area
        return {**facts, "own": own}

    @property
    def has_no_council_area(self) -> bool:
        """Nothing to choose from: every council area here has its council."""
        field = self.fields.get("council_area")
        return isinstance(field, RowField) and not field.known


def initial_of(organisation: Organisation) -> dict[str, Any]:
    """What the boxes show of a record that is there."""
    plain = ("name", "short_name", "name_en", "address", "phone", "note")
    shown: dict[str, Any] = {name: getattr(organisation, name) for name in plain}
    shown |= {name: str(getattr(organisation, f"{name}_id") or "") for name in ("parent", "group")}
    shown["founded_on"] = rough(organisation.founded_on, organisation.founded_precision)
    part = _own_part(organisation)
    for name in OWN_FIELDS.get(OrganisationKind(organisation.kind), ()):
        value = getattr(part, f"{name}_id" if name == "local_government" else name, None)
        shown[name] = "" if value is None else value
    return shown


def _own_part(organisation: Organisation) -> object:
    """The row of the kind's own table, joined already by `organisation_of`."""
    name = {OrganisationKind.WORKING_GROUP: "working_group", OrganisationKind.AGENCY: "agency"}
    return getattr(organisation, name.get(OrganisationKind(organisation.kind), "community"), None)


def _said(row: CouncilArea) -> str:
    return f"{row.name} ({label(row.area)})" if row.name != row.area.name else label(row.area)


def _groups(actor: Actor, place: Area, present: AreaGroup | None) -> list[AreaGroup]:
    """The groups of areas that a body at the place may work for, and the one it works for now."""
    kept_at = {"", place.path[:3], place.path}  # the nation, the province, the place itself
    rows = AreaGroup.objects.visible_to(actor).filter(in_force(clock.today()), area__path__in=kept_at)
    groups = list(rows.select_related("area").order_by("kind", "sort_key"))
    members = members_by_group(actor, groups, clock.today())
    found = [row for row in groups if may_work_for(actor, place, row, members.get(row.pk, ()))]
    return found if present is None or present in found else [present, *found]


def _local_governments(actor: Actor, place: Area) -> list[LocalGovernment]:
    rows = LocalGovernment.objects.visible_to(actor).filter(
        until__isnull=True, area__path__startswith=place.path[:3]
    )
    return list(rows.order_by("kind", "sort_key")) if place.path else []


class EndForm(forms.Form):
    """A body ends: the day and why."""

    on = ThaiDateField(label=_("Day on which it ended"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class MoveForm(forms.Form):
    """A body moves to another place; a council to a council area that has none."""

    area = ReachedPlaceField(label=_("New place"), help_text=_("A name or a code."))
    council_area = RowField(
        label=_("New council area"), help_text=_("Only council areas without a council are listed.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        place: Area,
        organisation: Organisation,
        on: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if organisation.kind == OrganisationKind.COUNCIL:
            del self.fields["area"]
            rows = [(row, _said(row)) for row in choices.free_council_areas(actor, place, on)]
            offer(self, "council_area", rows, _("choose"))
        else:
            del self.fields["council_area"]
            look_near(self, "area", actor, place)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("council_area"):
            facts["area"] = facts["council_area"].area
        return facts


NOT_KNOWN = {
    Need.DATE: ("on", _("The day is not known")),
    Need.NUMBER: ("number", _("The number is not known")),
    Need.RECEIVER: ("receiver", _("It is not known who received it")),
    Need.COUNTS: ("present", _("The counts are not known")),
}
"""What a step's form asks, with the box beside which "not known" is ticked, and the words of the tick."""
BOXES = {
    "on": Need.DATE,
    "number": Need.NUMBER,
    "receiver": Need.RECEIVER,
    "receiver_office": Need.RECEIVER,
    "entitled": Need.COUNTS,
    "present": Need.COUNTS,
    "agreed": Need.COUNTS,
}


class StepBoxes(RoughDates):
    """The boxes of the paper of one step of จดแจ้ง."""

    on = ThaiDateField(label=_("Day"), rough=True, required=False, help_text=KNOWN_ROUGHLY)
    number = forms.CharField(label=_("Registration number"), max_length=60, required=False)
    receiver = forms.CharField(label=_("Who received it"), max_length=200, required=False)
    receiver_office = forms.CharField(label=_("Office that received it"), max_length=200, required=False)
    entitled = forms.IntegerField(
        label=_("Representatives entitled"), min_value=0, max_value=100_000, required=False
    )
    present = forms.IntegerField(
        label=pgettext_lazy("people at a meeting", "Present"), min_value=0, max_value=100_000, required=False
    )
    agreed = forms.IntegerField(label=_("Agreed"), min_value=0, max_value=100_000, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, rule: StepRule, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rule = rule
        for name, need in BOXES.items():
            if need not in rule.boxes:
                del self.fields[name]


class FillRegistrationForm(StepBoxes):
    """What a step did not tell when it was recorded: only the boxes that are empty so far."""

    def __init__(self, *args: Any, row: Registration, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in list(self.fields):
            is_rough = name == "on" and row.on_precision != "day"
            if name == "note" or (getattr(row, name) not in (None, "") and not is_rough):
                del self.fields[name]


class RegistrationForm(StepBoxes):
    """One step with the boxes of its paper; what is not known any more is ticked, not left empty."""

    def __init__(self, *args: Any, rule: StepRule, **options: Any) -> None:
        super().__init__(*args, rule=rule, **options)
        if rule.step == Step.DISSOLVED:
            self.fields["on"].required = self.fields["note"].required = True
            self.fields["note"].label = _("Reason")
        self.paper_numbers = {name: str(number) for number, name in enumerate(self.fields, 1)}
        self.asked = tuple(need for need in rule.written if rule.step != Step.DISSOLVED)
        for need in self.asked:
            box, words = NOT_KNOWN[need]
            self.fields[f"{box}_unknown"] = forms.BooleanField(label=words, required=False)
            if box in self.fields:
                self.fields[box].widget.attrs["aria-required"] = "true"

    @property
    def needed(self) -> frozenset[str]:
        """Boxes that must be filled in, or said to be unknown: nothing beside them says "if any"."""
        return frozenset(name for name, need in BOXES.items() if need in self.rule.written) - {
            "receiver_office",
            "entitled",
        }

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        ticks = {need: facts.pop(f"{NOT_KNOWN[need][0]}_unknown", False) for need in self.asked}
        facts["unknown"] = [need.value for need, is_ticked in ticks.items() if is_ticked]
        told = {name: facts[name] for name in BOXES if facts.get(name) not in (None, "")}
        told.pop("receiver_office", None)
        for need in unsaid(self.rule, Entry(key=0, step=self.rule.step, **told), facts["unknown"]):
            if not any(self.has_error(name) for name, of in BOXES.items() if of == need):
                self.add_error(NOT_KNOWN[need][0], gettext(SAY[need]))
        return facts


class WithdrawForm(forms.Form):
    """A step was entered in error."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
