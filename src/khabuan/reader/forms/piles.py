"""Shape of many texts that are brought in at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import filled
from khabuan.places.models import Area
from khabuan.reader.pile_words import refusal
from khabuan.reader.piled import MEGABYTES, MOST
from khabuan.reader.rules.drafts import TextKind
from khabuan.registry.forms.parts import FilesWidget, ReachedPlaceField, choices_of, look_near


class TextsField(forms.FileField):
    """One file or several; an empty one among several is left out later, by its name. Cleans to a list."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        sent = list(data or [None])
        self.allow_empty_file = len(sent) > 1
        return [super(TextsField, self).clean(one, initial) for one in sent]


class PileForm(forms.Form):
    """The files, what sort of texts are in it, and in whose book they go."""

    file = TextsField(
        label=_("The files with the texts"),
        max_length=200,
        help_text=filled(
            _(
                "Files of text (.txt): open their folder, and choose them all. Or one table (CSV, XLSX) with a text in each "
                "row under the heading ข้อความ, and หัวข้อ, ที่มา, ลิงก์, วันที่, ประเภท where they are known; or one ZIP of files of "
                "text. At most %(most)d texts and %(megabytes)d MB together."
            ),
            most=MOST,
            megabytes=MEGABYTES,
        ),
        widget=FilesWidget(attrs={"accept": ".txt,.csv,.xlsx,.zip,.tsv,.htm,.html", "multiple": True}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty. Choose another one.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Sort of text"),
        choices=choices_of(TextKind),
        widget=forms.RadioSelect,
        help_text=_(
            "Without a column that says it, what is called minutes in its title or first line comes in as minutes."
        ),
    )
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
        if not self.is_bound:
            return
        sent = self.files.getlist("file") if self.files else ()
        if self.too_big or sum(one.size or 0 for one in sent) > MEGABYTES * 1024 * 1024:
            self.errors.pop("file", None)
            self.add_error(
                "file", forms.ValidationError(refusal("too_big", {"most": MEGABYTES}), code="too_big")
            )
