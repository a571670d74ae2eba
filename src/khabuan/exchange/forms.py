"""The forms of lists in and out: shape and courtesy only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import filled
from khabuan.core.offers import Sheet
from khabuan.exchange.reading import LIMITS
from khabuan.places.labels import label
from khabuan.places.models import Area

MEGABYTES = LIMITS.file_size // 1_000_000
TYPES = ".xlsx,.csv,.txt,.tsv"


class SheetFile(forms.FileField):
    """A spreadsheet, read into memory only when it is small enough to be one."""

    default_error_messages = {
        "required": _("Choose the file."),
        "empty": _("The file is empty. Choose another one."),
        "too_big": _(
            "The file is larger than %(most)d MB. Delete what does not belong to the list, or split it."
        ),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file is not None and file.size > LIMITS.file_size:
            raise forms.ValidationError(
                self.error_messages["too_big"], code="too_big", params={"most": MEGABYTES}
            )
        return file


class UploadForm(forms.Form):
    """Which list, for which place (the first unless another is chosen), and the file."""

    area_key = forms.ChoiceField(label=_("For which place?"), widget=forms.RadioSelect, required=False)
    sheet = forms.ChoiceField(label=_("Which list is it?"), widget=forms.RadioSelect)
    file = SheetFile(
        label=_("The file"), max_length=200,
        help_text=filled(_("XLSX, or CSV in UTF-8 or windows-874. At most %(most)d MB."), most=MEGABYTES),
        widget=forms.ClearableFileInput(attrs={"accept": TYPES}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, sheets: Sequence[Sheet], places: Sequence[Area], too_big: bool = False, **options: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.too_big, self.places = too_big, places
        field = self.fields["sheet"]
        field.choices = [(sheet.key, sheet.title) for sheet in sheets]  # type: ignore[attr-defined]
        self.initial["area_key"] = places[0].key
        self.fields["area_key"].choices = [(area.key, label(area)) for area in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            del self.fields["area_key"]

    def area(self) -> Area:
        """The place chosen."""
        chosen = self.data.get("area_key") if self.is_bound else ""
        return next((area for area in self.places if area.key == chosen), self.places[0])

    def clean_file(self) -> Any:
        return self.cleaned_data["file"]

    def full_clean(self) -> None:
        super().full_clean()
        if self.too_big and self.is_bound:
            words = SheetFile.default_error_messages["too_big"]
            self.errors.pop("file", None)
            self.add_error("file", forms.ValidationError(words, code="too_big", params={"most": MEGABYTES}))


class AgainForm(UploadForm):
    """The corrected file of a list that is known."""

    sheet = None  # type: ignore[assignment]
    area_key = None  # type: ignore[assignment]

    def __init__(self, *args: Any, too_big: bool = False, **options: Any) -> None:
        forms.Form.__init__(self, *args, **options)
        self.too_big = too_big


class SettleForm(forms.Form):
    """One row: who is it?"""

    decision = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, answers: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["decision"].choices = answers  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """Which list, as what, and a reason when citizen numbers are opened."""

    sheet = forms.ChoiceField(label=_("Which list?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Kind of file"), choices=[("xlsx", _("Spreadsheet (XLSX)")), ("csv", _("Text (CSV)"))],
        widget=forms.RadioSelect, initial="xlsx",
    )  # fmt: skip
    open_numbers = forms.BooleanField(label=_("With whole citizen numbers"), required=False)
    reason = forms.CharField(
        label=_("Why do you need the numbers?"), max_length=300, required=False,
        help_text=_("Each number that is opened is noted with your seat and this reason."),
    )  # fmt: skip

    def __init__(self, *args: Any, sheets: Sequence[Sheet], may_open: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sheet"].choices = [(sheet.key, sheet.title) for sheet in sheets]  # type: ignore[attr-defined]
        if not may_open:
            del self.fields["open_numbers"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("open_numbers") and len(facts.get("reason", "").strip()) < 5:
            self.add_error(
                "reason", forms.ValidationError(_("Write why you need these numbers."), code="no_reason")
            )
        return facts
