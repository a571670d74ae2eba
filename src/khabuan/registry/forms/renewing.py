"""A new term of a whole body: one date, then each seat with its holder: goes on, somebody else, or empty."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.audit.rules import canonical
from khabuan.core.formfields import ThaiDateField
from khabuan.core.offers import Subject
from khabuan.core.thai import split_name
from khabuan.files.models import Paper
from khabuan.registry.actions.renewing import NewPerson, PaperOf, Place
from khabuan.registry.forms.papers import small_enough
from khabuan.registry.models import Person
from khabuan.registry.queries.renewing import SeatLine, people_called
from khabuan.registry.rules.registration import Need

NEW = "new"
PAPERS = {"minutes": Paper.MINUTES, "member_list": Paper.MEMBER_LIST}
OF_STEP = ("number", "receiver", "receiver_office", "receiver_unknown")


@dataclass(frozen=True)
class LineFields:
    """A seat with its boxes. `who` chooses among people of the name that was typed (None: nothing typed)."""

    line: SeatLine
    stays: BoundField | None
    keeps: BoundField | None
    name: BoundField
    who: BoundField | None


class RenewalForm(forms.Form):
    """Cleans to the facts of `renew_term`. `digest` tells whether what was shown is what is saved."""

    on = ThaiDateField(label=_("First day of the new term"))
    until = ThaiDateField(label=_("Last day of the new term"), required=False)
    order_number = forms.CharField(label=_("Number of the order or minutes"), max_length=80, required=False)
    number = forms.CharField(label=_("Registration number"), max_length=60, required=False)
    receiver = forms.CharField(label=_("Who received it"), max_length=200, required=False)
    receiver_office = forms.CharField(label=_("Office that received it"), max_length=200, required=False)
    receiver_unknown = forms.BooleanField(label=_("Not known who received it"), required=False)
    minutes = forms.FileField(label=_("Minutes of the meeting (scan or photo)"), required=False)
    member_list = forms.FileField(label=_("List of members (scan or photo)"), required=False)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        lines: Sequence[SeatLine],
        is_step: bool,
        all_stay: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.actor, self.lines, self.is_step = actor, tuple(lines), is_step
        self.found: dict[str, list[Subject]] = {}
        if not is_step:
            for name in (*OF_STEP, *PAPERS):
                del self.fields[name]
        for line in self.lines:
            self._add_line(line, all_stay)

    def _add_line(self, line: SeatLine, all_stay: bool) -> None:
        key = line.key
        if line.held is not None:
            self.fields[f"stays_{key}"] = forms.BooleanField(
                label=_("Goes on in the new term"), required=False, initial=all_stay and not line.runs_on
            )
            if line.runs_on:
                self.fields[f"keeps_{key}"] = forms.BooleanField(
                    label=_("Not part of it: this term runs on"), required=False, initial=True
                )
        self.fields[f"name_{key}"] = forms.CharField(
            label=_("Somebody else (first name and surname)") if line.held else _("First name and surname"),
            max_length=200,
            required=False,
            widget=forms.TextInput({"autocomplete": "off"}),
        )
        typed = str(self.data.get(f"name_{key}", "")).strip() if self.is_bound else ""
        if typed and not self.data.get(f"stays_{key}") and not self.data.get(f"keeps_{key}"):
            self._add_choice(key, typed)

    def _add_choice(self, key: str, typed: str) -> None:
        found, sure = people_called(self.actor, typed)
        self.found[key] = found
        choices = [(one.id, f"{one.title} · {one.more}") for one in found]
        field = forms.ChoiceField(
            label=_("Which person is it?"),
            choices=[*choices, (NEW, _("A new person, not in the book yet"))],
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"who_{key}"] = field
        if not self.data.get(f"who_{key}"):  # shown for the first time: what is certain is chosen already
            data: Any = self.data
            data = data.copy()
            data[f"who_{key}"] = sure or ("" if found else NEW)
            self.data = data

    @property
    def rows(self) -> list[LineFields]:
        return [self._fields_of(line) for line in self.lines]

    def _fields_of(self, line: SeatLine) -> LineFields:
        def of(kind: str) -> BoundField | None:
            name = f"{kind}_{line.key}"
            return self[name] if name in self.fields else None

        return LineFields(line, of("stays"), of("keeps"), self[f"name_{line.key}"], of("who"))

    def clean_minutes(self) -> Any:
        return small_enough(self.cleaned_data["minutes"])

    def clean_member_list(self) -> Any:
        return small_enough(self.cleaned_data["member_list"])

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = {int(facts[name]) for name in facts if name.startswith("who_") and facts[name].isdecimal()}
        self.people: dict[int, Person] = Person.objects.visible_to(self.actor).in_bulk(chosen)
        places = [self._place(line, facts) for line in self.lines]
        step = {name: facts.get(name, "") for name in OF_STEP[:3]} if self.is_step else None
        if step is not None:
            step["unknown"] = [Need.RECEIVER.value] if facts.get("receiver_unknown") else []
            if not step["receiver"] and not step["unknown"]:
                self.add_error("receiver", gettext("Write who received it, or tick that it is not known."))
        wanted = {name: facts.get(name) for name in ("on", "until")}
        wanted |= {"order_number": facts.get("order_number", ""), "places": places, "step": step}
        self.digest = hashlib.sha256(canonical(wanted).encode()).hexdigest()[:32]
        sent = {name: facts.get(name) for name in PAPERS}
        papers = [
            PaperOf(PAPERS[name].value, one.read(), one.name or "") for name, one in sent.items() if one
        ]
        return {**wanted, "papers": papers}

    def _place(self, line: SeatLine, facts: dict[str, Any]) -> Place:
        """What the boxes of a line say; more than one answer is asked about beside it."""
        key, field = line.key, f"name_{line.key}"
        typed, stays, keeps = facts.get(field, ""), facts.get(f"stays_{key}"), facts.get(f"keeps_{key}")
        if keeps and (stays or typed):
            words = gettext("Choose one: a new term, another name, or that this term runs on.")
            self.add_error(field, words)
        if keeps:
            return Place(field, line.post, line.held, keeps=True)
        if stays and typed:
            self.add_error(field, gettext("Tick that the holder goes on, or write another name: not both."))
        if stays and line.held is not None:
            return Place(field, line.post, line.held, line.held.person)
        return Place(field, line.post, line.held, self._who(key, typed, facts) if typed else None)

    def _who(self, key: str, typed: str, facts: dict[str, Any]) -> Person | NewPerson | None:
        chosen = facts.get(f"who_{key}", "")
        if chosen == NEW:
            name = split_name(typed)
            return NewPerson(name.title, name.given, name.surname)
        person = self.people.get(int(chosen)) if chosen else None
        if person is None:
            words = gettext("People of this name are in the book. Choose one, or a new person.")
            self.add_error(f"who_{key}", words)
        return person
