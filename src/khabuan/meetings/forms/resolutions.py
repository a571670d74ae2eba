"""Shape of what is typed about a resolution, and the field by which other forms take one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.core.parts.words import shown_year
from khabuan.meetings.models import Resolution
from khabuan.meetings.queries.resolutions import Wanted, resolutions_of
from khabuan.meetings.rules.numbers import year_of
from khabuan.meetings.sentences.resolutions import line_of
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import FilesField, RowField, choices_of, sent_files
from khabuan.registry.models import Organisation
from khabuan.registry.queries.finding import own_group
from khabuan.registry.rules.kinds import Issue

MOST_OFFERED = 60


class ResolutionField(RowField):
    """One of a body's resolutions; cleans to the row, or None where the field may stay empty.

    For forms of the apps above, which keep a foreign key to `Resolution` and never its text:

        class AdmitForm(forms.Form):
            resolution = ResolutionField(label=_("Resolution of admission"))

            def __init__(self, *args, actor, fund, back, **options):
                super().__init__(*args, **options)
                offer_resolutions(self, "resolution", actor, fund.organisation, back=back)

    Offered are the last resolutions in force that the seat reads; `also` keeps an older one that the record
    has already. Under the box a link leads to recording a new one and, with `back` (the form's own path),
    returns to it with `?resolution=<key>`: hand that on as `initial={"resolution": request.GET.get(…)}`.
    The action that takes the row asks that `resolution.organisation` is its own body.
    """

    default_error_messages = {
        "required": _("Choose the resolution. If it is not in the list, record it first."),
        "invalid_choice": _("Choose one of the resolutions of the list."),
    }

    def label_of(self, key: str) -> str:
        """The line by which a row was offered, for a page that asks once more before it acts."""
        row = self.known.get(key)
        return line_of(row) if isinstance(row, Resolution) else ""


def offer_resolutions(
    form: forms.Form,
    name: str,
    actor: Actor,
    organisation: Organisation,
    *,
    back: str = "",
    also: Resolution | None = None,
) -> None:
    """Let a form's ResolutionField choose among the last resolutions of a body, as this seat reads them."""
    field = form.fields[name]
    if not isinstance(field, ResolutionField):
        raise TypeError(f"{name} is no ResolutionField")
    rows = list(resolutions_of(actor, organisation)[:MOST_OFFERED])
    if also is not None and also not in rows:
        rows.append(also)
    field.offer([(row, line_of(row)) for row in rows], _("choose") if field.required else _("none"))
    if policy.may(actor, "meetings.record_resolution", organisation.node):
        url = reverse("resolution-add", args=[organisation.pk])
        url += f"?{urlencode({'back': back})}" if back else ""
        words = gettext("Not in the list? Record the resolution first")
        field.help_text = format_html('<a href="{}">{}</a>', url, words)


def offer_duties(form: forms.Form, duties: Sequence[str]) -> None:
    """Let a form's `duty` be one of the duties of the Act, by its number; a body without any is not asked."""
    if duties:
        named = [(str(at), f"{at}. {words}") for at, words in enumerate(duties, 1)]
        choose_from(form, "duty", [("", _("none")), *named])
    else:
        del form.fields["duty"]


class YearField(forms.IntegerField):
    """A year in four digits, พ.ศ. or CE; cleans to CE and shows as the page's language counts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1900, max_value=2699, **options)
        self.widget = forms.TextInput({"inputmode": "numeric", "maxlength": "4", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        typed: int | None = super().clean(value)
        return None if typed is None else year_of(typed)

    def prepare_value(self, value: Any) -> Any:
        return shown_year(value) if isinstance(value, int) else value


class ResolutionForm(forms.Form):
    """The number of the meeting, the item, the day and the words, as the minutes have them."""

    meeting_number = forms.IntegerField(
        label=_("Meeting number"),
        min_value=1,
        max_value=9999,
        help_text=_("The 1 of 1/2569."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    year = YearField(label=_("Year of the number"), help_text=_("The 2569 of 1/2569."))
    item = forms.CharField(
        label=_("Item of the agenda"), max_length=20, required=False, help_text=_("For example: 4.2")
    )
    on = ThaiDateField(label=_("Day of the meeting"))
    words = forms.CharField(
        label=_("What was decided"),
        max_length=4000,
        help_text=_("Copy the words from the minutes. Do not write citizen numbers or illnesses."),
        widget=forms.Textarea({"rows": 5}),
    )
    duty = forms.ChoiceField(
        label=_("Duty of the council that it serves"),
        required=False,
        help_text=_("The yearly report counts resolutions by these duties."),
    )
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("none")), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, duties: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        offer_duties(self, duties)


class RecordForm(ResolutionForm):
    """A new one, with the scan of its paper when it is at hand."""

    papers = FilesField(
        label=_("Scan or photo of the minutes"),
        required=False,
        help_text=_("Pictures or PDF, at most four. They can be attached later too."),
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        facts["papers"] = sent_files(facts.get("papers"))
        return facts


class OfMeetingForm(RecordForm):
    """One of a meeting that is known with its number and its day."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("meeting_number", "year", "on"):
            del self.fields[name]


class CorrectForm(ResolutionForm):
    """What was copied wrongly from the paper, and why it is corrected."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class WithdrawForm(forms.Form):
    """It was entered in error."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ChooseForm(forms.Form):
    """Whose decision it is."""

    body = BodyField(label=_("Which organisation decided it?"), help_text=_("A part of its name."))

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.initial.setdefault("body", own_group(actor))
        look_among(self, "body", actor)

    def clean_body(self) -> Organisation:
        body: Organisation = self.cleaned_data["body"]
        if not self.actor.reaches(body.node):
            raise forms.ValidationError(
                _("Another office records for this organisation. Choose one of yours.")
            )
        return body


class FilterForm(forms.Form):
    """What the register shows; unknown values are passed over. `years` are CE."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("in force")), ("withdrawn", pgettext_lazy("resolution", "withdrawn"))],
        required=False,
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    q = forms.CharField(label=_("Number or word"), max_length=100, required=False)

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(year), str(shown_year(year))) for year in years]
        choose_from(self, "year", [("", _("all years")), *named])

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        facts = self.cleaned_data
        return Wanted(facts.get("year"), facts.get("q", ""), facts.get("state") == "withdrawn")
