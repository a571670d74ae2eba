"""Members: the application in the order of the paper form, and the steps of a membership."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import clock
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.files.actions import SentFile
from khabuan.funds.actions.beneficiaries import Heir
from khabuan.funds.actions.members import Applicant
from khabuan.funds.forms.setup import ResolutionBox
from khabuan.funds.models import Beneficiary, DoubleMembership, Member
from khabuan.funds.queries.members import MemberFilter
from khabuan.funds.rules.membership import shares_agree
from khabuan.funds.rules.words import DoubleOutcome, MemberAct, MemberKind, Rhythm
from khabuan.meetings.forms.resolutions import ResolutionField
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.forms.parts import (
    FilesField,
    RoughDates,
    RowField,
    choices_of,
    offer,
    rough,
    sent_files,
)
from khabuan.registry.forms.people import CitizenBox
from khabuan.registry.models import Organisation
from khabuan.registry.queries.people import EnteredPerson

MOST_HEIRS = 4
SHOWN = [
    ("now", _("members now")),
    ("ever", _("everybody who ever joined")),
    ("eligible", _("members to be matched")),
    ("waiting", _("applications that wait")),
    ("lapsed", _("whose rights are suspended")),
    ("gone", _("who resigned, moved or died")),
    ("refused", _("who was not admitted")),
]


class MembersFilter(forms.Form):
    """Filters that are read aloud as one sentence; what cannot be read narrows nothing."""

    show = forms.ChoiceField(label=_("Who"), required=False, choices=SHOWN)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=choices_of(MemberKind, _("every kind")))
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    q = forms.CharField(
        label=_("Number or name"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("any"), "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, centres: Sequence[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "centre", [("", _("every centre")), *((str(row.pk), row.name) for row in centres)])

    @property
    def wanted(self) -> MemberFilter:
        facts = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        centre = str(facts.get("centre") or "")
        return MemberFilter(
            group=facts.get("show") or "now", kind=facts.get("kind") or "",
            centre=int(centre) if centre else None, words=(facts.get("q") or "").strip(),
        )  # fmt: skip


class HeirsBox(forms.Form):
    """Rows for beneficiaries: name, relation, share, citizen number, as the paper has them."""

    heir_rows = MOST_HEIRS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, self.heir_rows + 1):
            self.fields |= _heir_fields(number)

    @property
    def heir_boxes(self) -> list[dict[str, forms.BoundField]]:
        """The boxes of each row, for the page."""
        return [
            {name: self[f"{name}_{number}"] for name in ("name", "relation", "share", "citizen", "born")}
            for number in range(1, self.heir_rows + 1)
        ]

    def heirs(self) -> list[Heir]:
        facts = self.cleaned_data
        return [
            Heir(
                name=facts[f"name_{number}"], relation=facts.get(f"relation_{number}") or "",
                share=facts.get(f"share_{number}") or 0, citizen=facts.get(f"citizen_{number}") or "",
                born_on=facts.get(f"born_{number}"),
            )
            for number in range(1, self.heir_rows + 1)
            if facts.get(f"name_{number}")
        ]  # fmt: skip

    def check_heirs(self) -> None:
        """Shares that are not the whole are said beside the first row; one heir without a share has it all."""
        heirs = self.heirs()
        if len(heirs) == 1 and not heirs[0].share:
            at = next(
                number for number in range(1, self.heir_rows + 1) if self.cleaned_data[f"name_{number}"]
            )
            self.cleaned_data[f"share_{at}"] = 100
        elif not shares_agree([heir.share for heir in heirs]):
            self.add_error("share_1", _("The shares must be 100 per cent together. Correct them."))

    def take_heirs(self, facts: dict[str, Any]) -> dict[str, Any]:
        """The form's facts with the rows as one list."""
        self.check_heirs()
        facts["heirs"] = self.heirs()
        boxes = ("name", "relation", "share", "citizen", "born")
        for number in range(1, self.heir_rows + 1):
            for name in boxes:
                facts.pop(f"{name}_{number}", None)
        return facts

    @staticmethod
    def of(heirs: Sequence[Beneficiary]) -> dict[str, Any]:
        """First values of the rows, without the sealed numbers."""
        return {
            f"{name}_{number}": value
            for number, row in enumerate(heirs[:MOST_HEIRS], 1)
            for name, value in (
                ("name", row.name), ("relation", row.relation), ("share", row.share), ("born", row.born_on),
            )
        }  # fmt: skip


def _heir_fields(number: int) -> dict[str, forms.Field]:
    quiet = {"autocomplete": "off"}
    return {
        f"name_{number}": forms.CharField(
            label=_("Title, name and surname"), max_length=200, required=False,
            widget=forms.TextInput(attrs=quiet),
        ),
        f"relation_{number}": forms.CharField(label=_("Relation to the member"), max_length=60, required=False),
        f"share_{number}": forms.IntegerField(
            label=_("Share (per cent)"), min_value=1, max_value=100, required=False
        ),
        f"citizen_{number}": forms.CharField(
            label=_("Citizen number"), max_length=40, required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", **quiet}),
        ),
        f"born_{number}": ThaiDateField(label=_("Date of birth"), required=False, prefer="past"),
    }  # fmt: skip


class ApplicationForm(RoughDates, HeirsBox, CitizenBox):
    """ใบสมัครสมาชิก: applicant, place and payment, beneficiaries, papers."""

    heir_rows = 2
    number_box = "citizen"
    paper_numbers = {
        "citizen": "1", "title": "2", "given": "3", "born_on": "4", "kind": "5", "phone": "6", "house_no": "7",
        "area": "8", "rhythm": "9", "name_1": "10", "papers": "11",
    }  # fmt: skip
    citizen = forms.CharField(
        label=_("Citizen number"), max_length=40, required=False,
        help_text=_("13 digits on the card, with or without spaces."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"list": "titles", "autocomplete": "off"}),
    )  # fmt: skip
    given = forms.CharField(
        label=_("First name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    surname = forms.CharField(
        label=_("Surname"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born_on = ThaiDateField(
        label=_("Date of birth"), required=False, rough=True, prefer="past",
        help_text=_("Leave out what the card does not have: a year alone is enough."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind of member"), choices=choices_of(MemberKind), widget=forms.RadioSelect,
        initial=MemberKind.GENERAL,
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    house_no = forms.CharField(label=_("House number"), max_length=40, required=False)
    area = forms.ChoiceField(label=_("Village"))
    centre = RowField(label=_("Pays at the centre"), required=False)
    rhythm = forms.ChoiceField(label=_("Pays"), widget=forms.RadioSelect, initial=Rhythm.MONTH)
    applied_on = ThaiDateField(label=_("Day of the application"), prefer="past", initial=clock.today)
    witness = forms.CharField(label=_("Witness"), max_length=200, required=False)
    papers = FilesField(
        label=_("Copies of both cards, the signed form"), required=False,
        help_text=_("Photo or scan (picture or PDF), at most 4. It can be added later too."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(
        self, *args: Any, places: Sequence[Area], centres: Sequence[Organisation], rhythms: Sequence[Rhythm],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.places = {str(area.pk): area for area in places}
        self.centre_of = {row.area_id: row for row in centres}
        choose_from(
            self, "area", [("", _("choose")), *((key, label(area)) for key, area in self.places.items())]
        )
        choose_from(self, "rhythm", choices_of(rhythms))
        nearest = _("the centre of the village, else the fund's own desk")
        offer(self, "centre", [(row, row.name) for row in centres], nearest)

    def clean_area(self) -> Area:
        return self.places[self.cleaned_data["area"]]

    def clean_papers(self) -> list[SentFile]:
        return sent_files(self.cleaned_data["papers"])

    def clean(self) -> dict[str, Any]:
        """What the action takes: the person's facts as one, the rows of beneficiaries as a list."""
        facts = super().clean()
        if facts.get("citizen"):
            self.check_citizen(facts["citizen"])
        self.check_heirs()
        if self.errors:
            return facts
        names = ("title", "given", "surname", "born_on", "born_precision", "citizen", "phone")
        of_form = ("kind", "rhythm", "area", "centre", "house_no", "applied_on", "witness", "papers", "note")
        heirs = self.heirs()
        facts["centre"] = facts["centre"] or self.centre_of.get(facts["area"].pk)
        return {
            **{name: facts[name] for name in of_form},
            "applicant": Applicant(**{name: facts[name] for name in names}),
            "heirs": heirs,
        }

    def entered(self) -> EnteredPerson:
        """What was typed, for finding who may be here already."""
        applicant, area = self.cleaned_data["applicant"], self.cleaned_data["area"]
        names = ("given", "surname", "born_on", "born_precision", "citizen", "phone")
        return EnteredPerson(area=area, **{name: getattr(applicant, name) for name in names})


class HeirsForm(HeirsBox):
    """The beneficiaries of a member, named anew."""

    on = ThaiDateField(label=_("Named on"), prefer="past", initial=clock.today)
    witness = forms.CharField(label=_("Witness"), max_length=200, required=False)
    reason = forms.CharField(label=_("Why it changes"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        return self.take_heirs(facts)


class ChosenBox(forms.Form):
    """Members ticked in a list; those of the page only."""

    members = forms.MultipleChoiceField(
        label=_("Names"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the names that are meant.")},
    )  # fmt: skip

    def __init__(self, *args: Any, rows: Sequence[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = {str(row.pk): row for row in rows}
        choose_from(self, "members", [(key, str(row.person)) for key, row in self.rows.items()])

    def add_prefix(self, field_name: str) -> str:
        """The ticks are shared by the acts of a page; other boxes are each act's own."""
        return field_name if field_name == "members" else super().add_prefix(field_name)

    def clean_members(self) -> list[Member]:
        return [self.rows[key] for key in self.rows if key in set(self.cleaned_data["members"])]


class CertifyForm(ChosenBox):
    on = ThaiDateField(label=_("Day of the certificate"), prefer="past", initial=clock.today)
    reason = forms.CharField(label=_("Who certified"), max_length=300, required=False)


class AdmitForm(ChosenBox, ResolutionBox):
    resolution = ResolutionField(label=_("By resolution"))
    joined_on = ThaiDateField(
        label=_("Members from"), required=False, prefer="past",
        help_text=_("Left empty: from the day of the resolution. Dues are owed from this day."),
    )  # fmt: skip
    first_number = forms.IntegerField(
        label=_("First number"), required=False, min_value=1, max_value=9_999_999,
        help_text=_("Left empty: the next free number."),
    )  # fmt: skip
    even_uncertified = forms.BooleanField(
        label=_("They join, though the village has not certified them"), required=False
    )


class RefuseForm(ChosenBox, ResolutionBox):
    on = ThaiDateField(label=_("Day of the decision"), prefer="past", initial=clock.today)
    reason = forms.CharField(
        label=_("Why not"),
        max_length=300,
        help_text=_("Which section of the regulation, or what is missing."),
    )


class LeaveForm(ResolutionBox):
    act = forms.ChoiceField(
        label=_("What happened"), widget=forms.RadioSelect,
        choices=choices_of((MemberAct.RESIGNED, MemberAct.MOVED)),
    )  # fmt: skip
    on = ThaiDateField(label=_("Last day as a member"), prefer="past", initial=clock.today)
    reason = forms.CharField(label=_("Why the member leaves"), max_length=300)
    document = forms.CharField(label=_("Paper (number or name)"), max_length=120, required=False)
    field_order = ("act", "on", "reason", "document", "resolution")


class DeathForm(forms.Form):
    on = ThaiDateField(label=_("Date of death"), prefer="past")
    reason = forms.CharField(label=_("Who told, or which paper says so"), max_length=300)
    document = forms.CharField(label=_("Number of the death certificate"), max_length=120, required=False)


DAYS = ("applied_on", "joined_on", "paid_base_on")


class ChangeMemberForm(RoughDates, ResolutionBox):
    """Facts of a member that may change, and why."""

    number = forms.CharField(label=_("Member number"), max_length=12, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of member"), choices=choices_of(MemberKind), widget=forms.RadioSelect
    )
    centre = RowField(label=_("Pays at the centre"), required=False)
    rhythm = forms.ChoiceField(label=_("Pays"), choices=choices_of(Rhythm), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=60, required=False)
    given = forms.CharField(label=_("First name"), max_length=120)
    surname = forms.CharField(label=_("Surname"), max_length=120, required=False)
    born_on = ThaiDateField(label=_("Date of birth"), required=False, rough=True, prefer="past")
    house_no = forms.CharField(label=_("House number"), max_length=40, required=False)
    area = forms.ChoiceField(label=_("Village"))
    applied_on = ThaiDateField(label=_("Day of the application"), required=False, prefer="past")
    joined_on = ThaiDateField(label=_("Members from"), required=False, prefer="past")
    paid_base_on = ThaiDateField(label=_("Paid up to, by the old books"), required=False)
    matched_times = forms.IntegerField(label=_("Times matched"), required=False, min_value=0, max_value=20)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    on = ThaiDateField(label=_("From"), prefer="past", initial=clock.today)
    reason = forms.CharField(label=_("Why it changes"), max_length=300)
    field_order = (
        "number", "kind", "centre", "rhythm", "title", "given", "surname", "born_on", "house_no", "area",
        "applied_on", "joined_on", "paid_base_on", "matched_times", "note", "on", "resolution", "reason",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        member: Member,
        places: Sequence[Area],
        centres: Sequence[Organisation],
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=self.of(member), **options)
        for name in self._not_of(member):
            del self.fields[name]
        self.places = {str(area.pk): area for area in places}
        choose_from(self, "area", [(key, label(area)) for key, area in self.places.items()])
        offer(self, "centre", [(row, row.name) for row in centres], _("the fund's own desk"))

    def clean(self) -> dict[str, Any]:
        """What is left empty of these stays as it is."""
        facts = super().clean() or self.cleaned_data
        kept = (*DAYS, "matched_times")
        return {name: value for name, value in facts.items() if value is not None or name not in kept}

    def clean_area(self) -> Area:
        return self.places[self.cleaned_data["area"]]

    @staticmethod
    def _not_of(member: Member) -> set[str]:
        """Boxes that say nothing of this member: before the admission, or where no old books were brought in."""
        if not member.joined_on:
            return {"joined_on", "paid_base_on", "matched_times"}
        is_old = member.admitted_by_id is None
        return {"applied_on"} if is_old else {"paid_base_on", "matched_times"}

    @staticmethod
    def of(member: Member) -> dict[str, Any]:
        """The form's first values."""
        person, names = (
            member.person,
            ("number", "kind", "rhythm", "house_no", "note", *DAYS, "matched_times"),
        )
        return {
            **{name: getattr(member, name) for name in names},
            **{name: getattr(person, name) for name in ("title", "given", "surname")},
            "centre": str(member.centre_id or ""), "area": str(person.area_id),
            "born_on": rough(person.born_on, person.born_precision),
        }  # fmt: skip


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What was found out"), widget=forms.RadioSelect)
    decision = forms.CharField(
        label=_("What was found out and agreed"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays with your office. Each fund is told only what becomes of its own member."),
    )  # fmt: skip

    def __init__(self, *args: Any, double: DoubleMembership, **options: Any) -> None:
        super().__init__(*args, **options)
        stays = gettext("One person, stays in %(fund)s")
        choose_from(self, "outcome", [
            (DoubleOutcome.TWO.value, gettext(DoubleOutcome.TWO.label)),
            (DoubleOutcome.LOW.value, stays % {"fund": double.low.fund}),
            (DoubleOutcome.HIGH.value, stays % {"fund": double.high.fund}),
        ])  # fmt: skip
