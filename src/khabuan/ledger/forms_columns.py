"""What the columns of a bank's file are, said by a person; the file travels with the page until it is understood."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.sheets import Cell, SheetIn, column_letter
from khabuan.core.thai.text import cell_text
from khabuan.ledger.bank_files import heading_keys

SHOWN = 5
MOST_BYTES = 1_400_000
"""Of a file that may travel so: as letters it must stay below what a form may hold."""
MEANINGS = [
    ("", _("– not read –")), ("on", _("Day")), ("words", _("Words of the bank")), ("taken", _("Money out")),
    ("paid", _("Money coming in")), ("amount", _("Amount, in and out in one column")), ("side", _("Sign: in or out")),
    ("balance", _("Balance")),
]  # fmt: skip


class ColumnsForm(forms.Form):
    """A choice for each column that has anything; the file itself and its name are hidden with them."""

    file_name = forms.CharField(max_length=200, widget=forms.HiddenInput)
    packed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: SheetIn, places: Mapping[str, int], **options: Any) -> None:  # noqa: ANN401 - of forms.Form
        super().__init__(*args, **options)
        self.keys: dict[str, str] = {}
        guessed = {at: name for name, at in places.items()}
        for key, at in heading_keys(sheet).items():
            samples = [text for row in sheet.rows[:SHOWN] if (text := _words(row.values[at - 1]))]
            heading = key.partition(" ")[2]
            if not heading and not samples:
                continue
            self.keys[f"at{at}"] = key
            self.fields[f"at{at}"] = forms.ChoiceField(
                label=heading or _("column %(letter)s") % {"letter": column_letter(at)}, required=False,
                choices=MEANINGS, initial=guessed.get(at, ""), help_text=" · ".join(samples)[:120],
            )  # fmt: skip

    @property
    def of_columns(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.keys)

    @property
    def said(self) -> dict[str, str]:
        """What each heading is; the last column that claims a meaning has it."""
        chosen = ((self.cleaned_data.get(name), key) for name, key in self.keys.items())
        return {meaning: key for meaning, key in chosen if meaning}


def packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


def unpacked(text: str) -> bytes:
    """The file again; nothing where somebody changed it on its way."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _words(cell: Cell) -> str:
    return cell_text(cell) if isinstance(cell, str | int | float) else "" if cell is None else str(cell)
