"""Forms of lists of members: the file, what its columns are, who a row is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import filled
from khabuan.funds.bringing_in import LIMITS
from khabuan.funds.list_words import column_label
from khabuan.funds.rules.member_columns import COLUMNS, year_of

MEGABYTES = LIMITS.file_size // 1_000_000


class ListFileForm(forms.Form):
    """The fund's own spreadsheet."""

    file = forms.FileField(
        label=_("The fund's list of members"), max_length=200,
        help_text=filled(_("The file as you have it: XLSX or CSV, at most %(most)d MB."), most=MEGABYTES),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty. Choose another one.")},
    )  # fmt: skip

    def __init__(self, *args: Any, too_big: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.too_big = too_big

    def full_clean(self) -> None:
        super().full_clean()
        file = self.files.get("file") if self.is_bound else None
        if self.is_bound and (self.too_big or (file is not None and (file.size or 0) > LIMITS.file_size)):
            words = _(
                "The file is larger than %(most)d MB. Delete what does not belong to the list, or split it."
            )
            self.errors.pop("file", None)
            self.add_error("file", forms.ValidationError(words, code="too_big", params={"most": MEGABYTES}))


class ColumnsForm(forms.Form):
    """What each heading of the file means; a column that is not needed stays unread."""

    def __init__(self, *args: Any, columns: Sequence[Sequence[Any]], this_year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.positions = [int(column[0]) for column in columns]
        choices: list[tuple[str, Any]] = [("", _("– not read –"))]
        choices += [(one.name, column_label(one.name)) for one in COLUMNS if one.name != "sequence"]
        said = {name for _position, heading, name, _guessed in columns if name.startswith("year:")}
        years = {f"year:{year}" for _position, heading, *_rest in columns if (year := year_of(heading))}
        recent = {f"year:{year}" for year in range(this_year - 3, this_year + 1)}
        choices += [(name, column_label(name)) for name in sorted(said | years | recent)]
        for position, heading, name, _guessed in columns:
            self.fields[f"at{position}"] = forms.ChoiceField(
                label=heading,
                required=False,
                choices=choices,
                initial="number" if name == "sequence" else name,
            )

    @property
    def chosen(self) -> Mapping[int, str]:
        return {position: self.cleaned_data[f"at{position}"] for position in self.positions}


class SettleForm(forms.Form):
    """One row: who is it?"""

    decision = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, answers: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["decision"].choices = answers  # type: ignore[attr-defined]
