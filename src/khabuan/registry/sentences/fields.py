"""Fields of people and organisations in the words of a page: their names, and a record's values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import thai
from khabuan.core.parts.words import thai_date
from khabuan.core.words import mark
from khabuan.places.labels import label
from khabuan.registry.actions.merging import precision_of
from khabuan.registry.actions.organisations import OWN_NAMES
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


def field_label(name: str) -> str:
    if name in FIELDS:
        return str(FIELDS[name])
    return gettext(FIELD_WORDS[name]) if name in FIELD_WORDS else name


def field_words(row: Person | Organisation, name: str) -> str:
    """A field's value in words, of an organisation also one of its kind's own table; "" for none."""
    holder: Any = (
        row if hasattr(row, name) else getattr(row, OWN_NAMES.get(getattr(row, "kind", ""), ""), None)
    )
    value = getattr(holder, name, None)
    if value in (None, ""):
        return ""
    if name == "area":
        return label(value, full=True)
    if name.endswith("_on"):
        return thai_date(value, precision=getattr(holder, precision_of(name), "day"))
    choices = dict(getattr(holder._meta.get_field(name), "flatchoices", ()))
    return str(choices[value]) if value in choices else stored_words(name, str(value))


def stored_words(name: str, text: str, precision: thai.Precision = "day") -> str:
    """A value as a proposal keeps it (days in ISO form), in words."""
    if name.endswith("_precision"):
        return str(dict(Precision.choices).get(text, text))
    if name == "sex":
        return str(dict(Person.Sex.choices).get(text, text))
    if name.endswith("_on") and text:
        return thai_date(date.fromisoformat(text), precision=precision)
    return text


FIELD_WORDS = {
    "name": mark("Name"),
    "short_name": mark("Short name"),
    "name_en": mark("Name in English"),
    "kind": mark("Kind of organisation"),
    "level": mark("Level"),
    "area": mark("Place"),
    "group": mark("Zone or group of areas"),
    "parent": mark("Belongs to"),
    "council_area": mark("Council area"),
    "founded_on": mark("Founded on"),
    "founded_precision": mark("How much of the day is known"),
    "ended_on": mark("Ended on"),
    "ended_reason": mark("Reason"),
    "ended_precision": mark("How much of the day is known"),
    "phone": mark("Telephone"),
    "address": mark("Address"),
    "note": mark("Note"),
    "organisation": mark("Organisation"),
    "group_kind": mark("Kind of group"),
    "purpose": mark("Purpose"),
    "member_count": mark("Number of members"),
    "counted_on": mark("Counted on"),
    "function": mark("What the group is for"),
    "issue": mark("Issue"),
    "mandate": mark("Order or resolution that set it up"),
    "agency_kind": mark("Kind of agency"),
    "ministry": mark("Ministry or parent agency"),
    "local_government": mark("Local government"),
    "step": mark("Step"),
    "number": mark("Registration number"),
    "on": mark("Day"),
    "on_precision": mark("How much of the day is known"),
    "receiver": mark("Who received it"),
    "receiver_office": mark("Office that received it"),
    "present": mark("Present at the meeting"),
    "agreed": mark("Agreed"),
    "entitled": mark("Representatives entitled"),
    "withdrawn_on": mark("Taken back on"),
    "title": mark("Post or title"),
    "label": mark("As the order words it"),
    "holders": mark("How many seats"),
    "term_years": mark("Years of term"),
    "origin": mark("Where the seat comes from"),
    "origin_note": mark("Which group or agency"),
    "order": mark("Order in the list"),
    "since": mark("From"),
    "since_precision": mark("How much of the day is known"),
    "until": mark("Until"),
    "until_precision": mark("How much of the day is known"),
    "person": mark("Person"),
    "post": mark("Post"),
    "order_number": mark("Number of the order or minutes"),
    "on_behalf_of": mark("On behalf of"),
    "is_acting": mark("Acting for the time being"),
    "given": mark("First name"),
    "surname": mark("Surname"),
    "former_surname": mark("Former surname"),
    "nickname": mark("Nickname"),
    "sex": mark("Sex"),
    "born_on": mark("Born on"),
    "born_precision": mark("How much of the day is known"),
    "died_on": mark("Died on"),
    "died_precision": mark("How much of the day is known"),
    "stays": mark("Merged into"),
    "value": mark("Value"),
    "source": mark("Source"),
    "is_verified": mark("Verified"),
    "verified_on": mark("Verified on"),
    "verified_by": mark("Verified by"),
    "section": mark("Section"),
    "sureness": mark("How sure"),
    "place": mark("Place"),
    "key": mark("Rule"),
    "shown": mark("Number as shown"),
}
"""The fields of records as a history names them."""
