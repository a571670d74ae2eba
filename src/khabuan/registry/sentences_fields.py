"""Fields of people and organisations in the words of a page: their names, and a record's values."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khabuan.core.parts.words import thai_date
from khabuan.places.labels import label
from khabuan.registry.models import Organisation, Person, Precision

FIELDS: dict[str, str | Promise] = {
    "title": _("Title"),
    "given": _("First name"),
    "surname": _("Surname"),
    "former_surname": _("Former surname"),
    "nickname": _("Nickname"),
    "sex": _("Sex"),
    "born_on": _("Date of birth"),
    "died_on": _("Date of death"),
    "area": _("Lives at"),
    "note": _("Note"),
    "name": _("Name"),
    "name_en": _("English name"),
    "short_name": _("Short name"),
    "phone": _("Phone"),
    "address": _("Address"),
    "founded_on": _("Founded"),
    "born_precision": _("How exactly the birth is known"),
    "died_precision": _("How exactly the death is known"),
    "founded_precision": _("How exactly the founding is known"),
}


def precision_of(name: str) -> str:
    """ "born_on" → "born_precision"."""
    return f"{name.removesuffix('_on')}_precision"


def field_label(name: str) -> str | Promise:
    return FIELDS.get(name, name)


def field_words(row: Person | Organisation, name: str) -> str:
    """A field's value in words; "" for none."""
    value = getattr(row, name)
    if value in (None, ""):
        return ""
    if name == "area":
        return label(value, full=True)
    if name.endswith("_on"):
        return thai_date(value, precision=getattr(row, precision_of(name)))
    return stored_words(name, str(value))


def stored_words(name: str, text: str, precision: str = "day") -> str:
    """A value as a proposal keeps it (days in ISO form), in words."""
    if name.endswith("_precision"):
        return str(dict(Precision.choices).get(text, text))
    if name == "sex":
        return str(dict(Person.Sex.choices).get(text, text))
    if name.endswith("_on") and text:
        return thai_date(date.fromisoformat(text), precision=precision)  # type: ignore[arg-type]
    return text
