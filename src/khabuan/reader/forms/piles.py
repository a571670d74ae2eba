"""Shape of a file of many texts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import filled
from khabuan.places.models import Area
from khabuan.reader.pile_words import refusal
from khabuan.reader.piled import MEGABYTES, MOST
from khabuan.reader.rules.drafts import TextKind
from khabuan.registry.forms.parts import ReachedPlaceField, choices_of, look_near


class PileForm(forms.Form):
    """The file, what sort of texts are in it, and in whose book they go."""

    file = forms.FileField(
        label=_("The file with the texts"),
        max_length=200,
        help_text=filled(
            _(
                "A table (CSV, XLSX) with a text in each row under the heading ข้อความ, and หัวข้อ, ที่มา, ลิงก์, วันที่ where they "
                "are known; or a ZIP of files of text. At most %(most)d texts and %(megabytes)d MB."
            ),
            most=MOST,
            megabytes=MEGABYTES,
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.zip,.txt,.tsv"}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty. Choose another one.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Sort of text"), choices=choices_of(TextKind), widget=forms.RadioSelect)
    area = ReachedPlaceField(
        label=_("In the book of which place"), help_text=_("A part of the name is enough.")
    )

    def __init__(self, *args: Any, actor: Actor, place: Area, too_big: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.too_big = too_big
        self.initial.setdefault("kind", TextKind.NEWS)
        self.initial.setdefault("area", place)
        look_near(self, "area", actor, place)

    def full_clean(self) -> None:
        super().full_clean()
        file = self.files.get("file") if self.is_bound else None
        if self.is_bound and (
            self.too_big or (file is not None and (file.size or 0) > MEGABYTES * 1024 * 1024)
        ):
            self.errors.pop("file", None)
            self.add_error(
                "file", forms.ValidationError(refusal("too_big", {"most": MEGABYTES}), code="too_big")
            )
