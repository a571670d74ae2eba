"""Forms of boundaries: the file with what must be said of it, and the answer after it was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField, filled
from khabuan.places.actions.boundaries import NewBoundary
from khabuan.places.boundary_files import LARGEST

SALT = "khabuan.places.boundaries"
A_DAY = 24 * 60 * 60
MOST_LETTERS = 1_500_000  # of what was read, on its way back; a request may have 2 MB
TOO_LARGE = _("The file is larger than %(most)d MB. Take this province's features only, or fewer decimals.")


class BoundaryFileForm(forms.Form):
    """A GeoJSON file, where it comes from, what may be done with it, and from when it holds."""

    file = forms.FileField(
        label=_("The file"), max_length=200,
        help_text=filled(
            _("GeoJSON of tambons or amphoe, each with its official code. At most %(most)d MB."),
            most=LARGEST // 1_000_000,
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty. Choose another one.")},
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where it comes from"), max_length=300,
        help_text=_("Who drew it, which file, which year. It stands under every map."),
    )  # fmt: skip
    licence = forms.CharField(
        label=_("Licence"), max_length=300,
        help_text=_("For instance CC BY 4.0, or who allowed its use, by which letter."),
    )  # fmt: skip
    on = ThaiDateField(
        label=_("The areas have these outlines since"), required=False,
        help_text=_(
            "Leave it empty for the first file, or to correct what was drawn wrongly. "
            "Write the day when an announcement changed the areas."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, too_big: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.too_big = too_big

    def full_clean(self) -> None:
        super().full_clean()
        file = self.files.get("file")
        if self.is_bound and (self.too_big or (file is not None and (file.size or 0) > LARGEST)):
            self.errors.pop("file", None)
            self.cleaned_data.pop("file", None)
            words = TOO_LARGE % {"most": LARGEST // 1_000_000}
            self.add_error("file", forms.ValidationError(words, code="too_big"))


class BoundaryAnswerForm(forms.Form):
    """What was read comes back sealed with the answer, so that nothing is kept of a file nobody wanted."""

    boundaries = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MOST_LETTERS)
    source = forms.CharField(widget=forms.HiddenInput, max_length=300)
    licence = forms.CharField(widget=forms.HiddenInput, max_length=300)
    file_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    on = forms.DateField(widget=forms.HiddenInput, required=False)

    def clean_boundaries(self) -> list[NewBoundary]:
        try:
            rows = signing.loads(self.cleaned_data["boundaries"], salt=SALT, max_age=A_DAY)
        except signing.BadSignature as problem:
            words = _("This answer is too old, or was changed on its way. Send the file again.")
            raise forms.ValidationError(words, code="stale") from problem
        return [NewBoundary(code, shape, digest) for code, shape, digest in rows]


def sealed(boundaries: Sequence[NewBoundary]) -> str:
    """What was read of a file, signed, for the answer."""
    rows = [(one.code, one.shape, one.digest) for one in boundaries]
    return signing.dumps(rows, salt=SALT, compress=True)
