"""The words of the exchange: what is wrong with a cell and what to do, in the reader's language.

Findings are kept as codes with values, so that a Thai and an English reader each read their own. Dates in
values are ISO and are shown in the reader's calendar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import offers
from khabuan.core.parts.words import number
from khabuan.core.sheet_words import DATE_NOTICES, DATES, value_words
from khabuan.core.sheet_words import FILE as SHEET_FILE
from khabuan.core.sheet_words import FILE_NOTICES as SHEET_NOTICES
from khabuan.places.sentences import sentence as place_sentence
from khabuan.registry.rules.duplicates import ReasonCode
from khabuan.registry.rules.kinds import HouseholdRole

Words = str | Promise

#: code → (what is wrong, what to do)
REMARKS: Mapping[str, tuple[Words, Words]] = {
    "missing": (_("This cell is empty."), _("Fill it in.")),
    "too_long": (_("This is longer than %(most)s letters."), _("Shorten it.")),
    "not_a_number": (_("“%(value)s” is not a whole number from %(least)s to %(most)s."), _("Write the number in digits.")),
    "not_in_list": (_("“%(value)s” is not in the list."), _("Choose a word from the drop-down list.")),
    "double": (_("The same as row %(first)s."), _("Delete one of the two rows.")),
    **DATES,
    "place.several": (
        _("“%(value)s” may be several places: %(names)s."), _("Write which one, with its amphoe, or its code."),
    ),
    "place.body_several": (
        _("“%(value)s” covers several tambons: %(names)s."), _("Write the tambon in which it is."),
    ),
    "place.body_unknown": (
        _("No local government called “%(value)s” is on record in %(place)s."),
        _("Write the tambon, or bring in the list of local governments first."),
    ),
    "place.other_level": (_("“%(value)s” is %(found)s, which is not of the kind needed here."), _("Write the tambon.")),
    "place.elsewhere": (
        _("“%(value)s” is outside %(place)s: %(found)s."),
        _("Take this row out, or have it brought in by the seat of that place."),
    ),
    "place.no_code": (_("There is no place with the code %(value)s."), _("Look the code up, or write the name.")),
    "place.unknown": (_("No place called “%(value)s” was found in %(place)s."), _("Check the spelling, or write the code.")),
    "place.not_yours": (_("“%(value)s” lies outside %(place)s."), _("Take this row out.")),
    "other_sheet": (_("“%(value)s” belongs to another list."), _("Take this row out and bring it in with its own list.")),
    "no_council_area": (
        _("“%(value)s” is not in the list of council areas."), _("Correct it, or confirm the council areas first."),
    ),
    "name_letters": (_("“%(value)s” has signs that are in no name."), _("Write the name in letters only.")),
    "name_missing": (_("There is no first name."), _("Write the first name, or the full name.")),
    "citizen_letters": (_("There are letters in the citizen number."), _("Write 13 digits, or leave it empty.")),
    "citizen_length": (
        _("The citizen number has %(count)s digits."), _("Write all 13 digits, or leave it empty if there is no card."),
    ),
    "citizen_twice": (
        _("Row %(first)s has the same citizen number with another name."), _("Check both cards: one number is one person's."),
    ),
    "no_such_moo": (
        _("There is no moo %(moo)s on record in %(place)s (the last one is %(last)s)."),
        _("Correct the moo, or add the village first."),
    ),
    "place_missing": (_("It is not written where this person lives."), _("Write the tambon.")),
    "body_missing": (_("A post is written, but no organisation."), _("Write the name of the organisation.")),
    "body_unknown": (
        _("No organisation called “%(value)s” was found."), _("Bring in the list of organisations first, or correct the name."),
    ),
    "body_unknown_like": (
        _("No organisation called “%(value)s” was found. Similar: %(names)s."), _("Write the name as it stands there."),
    ),
    "body_several": (
        _("Several organisations are called “%(value)s”: %(names)s."), _("Write the tambon or the kind of organisation too."),
    ),
    "behalf_unknown": (
        _("No organisation called “%(value)s” is in your sight."),
        _("Bring in the list of organisations first, correct the name, or leave the cell empty."),
    ),
    "behalf_unknown_like": (
        _("No organisation called “%(value)s” is in your sight. Similar: %(names)s."), _("Write the name as it stands there."),
    ),
    "behalf_several": (
        _("Several organisations are called “%(value)s”: %(names)s."), _("Write which one, with its place in brackets as here."),
    ),
    "behalf_without_post": (_("It is written on whose behalf, but no post."), _("Write the post.")),
    "house_missing": (_("There is no house number, only who this person is in it."), _("Write the house number.")),
    "house_is_date": (
        _("The spreadsheet made a date of this house number."), _("Format the cell as text and type the number again."),
    ),
    "house_place": (_("It is not written in which village or tambon this house is."), _("Write the moo and the tambon.")),
    "post_missing": (_("There is a term but no post."), _("Write the post.")),
    "before_since": (_("This is before the term begins (%(since)s)."), _("Correct whichever of the two dates is wrong.")),
    "two_holders": (
        _("%(who)s holds the post “%(post)s” at that time (%(when)s)."),
        _("Write when that person left, or correct the dates."),
    ),
    "two_holders_in_file": (
        _("Row %(first)s (%(who)s) has the post “%(post)s” at the same time."),
        _("One seat has one holder: write when the first one left, or correct the post."),
    ),
    "twice_in_post": (_("%(who)s is in this post already at that time."), _("Delete this row, or correct the dates.")),
    "refused": ("%(words)s", _("Correct this row and send the file again.")),
    "not_allowed": (
        _("Your office may not save this row."), _("Ask one of these offices to bring it in: %(offices)s."),
    ),
    "out_of_area": (_("This row is about something outside your area."), _("Take this row out.")),
    "replayed": (_("This row was saved before with other content."), _("Send the file again as a new one.")),
}  # fmt: skip

#: Cells that a notice names; the red file marks them all.
NAMED = 8
#: What the facts are by which somebody compares records.
FACTS: Mapping[str, Words] = {
    "born_on": _("Born on"), "place": _("Lives in"), "citizen": _("Citizen number"), "kind": _("Kind"),
}  # fmt: skip

#: What was corrected or is to be known, counted: "… (12 cells: F5, F8 …)".
NOTICES: Mapping[str, Words] = {
    "letters_put_right": _("Letters were put right, for example “%(now)s”"),
    **DATE_NOTICES,
    "place.successor": _("Codes that are no longer in use were replaced, for example %(code)s by %(now)s"),
    "place.slip": _("Places were read with a slip of typing, for example “%(value)s” as %(now)s"),
    "place.body": _("Local governments were read as their tambons, for example “%(value)s” as %(now)s"),
    "sex_and_title": _("The sex does not fit the title before the name, for example “%(title)s”: check it"),
    "born_lately": _(
        "Somebody in a post is younger than %(years)s years by the birth date %(born)s: check the year"
    ),
    "term_long": _(
        "The term %(since)s – %(until)s is longer than the %(years)s years of a council: check it"
    ),
    "beyond_term": _(
        "The term until %(until)s is longer than the %(years)s years of a council registered or renewed on %(on)s: check it"
    ),
    "does_not_register": _("Only communities and councils register under the Act: this cell was left out"),
    "phone_doubtful": _("Phone numbers that look incomplete were taken as they are"),
    "phone_not_read": _("Phone cells without a number were left out"),
    "citizen_doubtful": _("Citizen numbers with a wrong length or check digit were taken and marked"),
    "villages_unknown": _("The villages of %(place)s are not on record, so only the tambon was taken"),
}

FILE_NOTICES: Mapping[str, Words] = {
    **SHEET_NOTICES,
    "column_guessed": _("The heading “%(heading)s” was read as “%(column)s”."),
    "columns_not_read": _("These columns are not part of the list and were not read: %(columns)s."),
}

#: Why a file is not taken at all.
FILE: Mapping[str, Words] = {
    **SHEET_FILE,
    "elsewhere": _(
        "This file is of %(found)s, not of %(place)s: all its rows lie there. Send the file of %(place)s, or have this one "
        "brought in by the seat of %(found)s."
    ),
    "elsewhere_wider": _(
        "All rows of this file lie in %(found)s, but outside %(place)s. Choose to bring it in for %(found)s, or have the "
        "province bring it in."
    ),
    "columns_missing": _(
        "Row %(row)s lacks the heading %(columns)s. Headings found: %(found)s. Add the column, or use our template."
    ),
    "column_twice": _(
        "The column “%(column)s” is there twice (the second is column %(letter)s). Delete one of them."
    ),
}


def _is_thai() -> bool:
    return (get_language() or "th").startswith("th")


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value_words(str(value)) for name, value in values.items()}


def remark(code: str, values: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong with a cell, and what to do."""
    if code.startswith("places."):
        return _split(place_sentence(code.removeprefix("places."), _shown(values)))
    what, do = REMARKS[code]
    shown = _shown(values)
    return str(what) % shown, str(do) % shown


def _split(sentence: str) -> tuple[str, str]:
    """The last sentence of two says what to do. In Thai it has no stop before it and begins with ให้."""
    if _is_thai():
        first, mark, last = sentence.partition(" ให้")
        return (first, "ให้" + last) if mark else (sentence, "")
    first, dot, last = sentence.partition(". ")
    return (first + ".", last) if dot else (sentence, "")


def cell_notice(code: str, values: Mapping[str, str]) -> str:
    """What was corrected in a cell, or is to be known of it."""
    shown = _shown(values)
    if code.startswith("places."):
        return place_sentence(code.removeprefix("places."), shown)
    return str(NOTICES[code]) % shown


def notice(code: str, values: Mapping[str, str], places: Sequence[str]) -> str:
    """What was corrected, with an example, how often and where: "… (3 cells: F5, F8, F12)"."""
    words = cell_notice(code, values).rstrip(".")
    shown = ", ".join(places[:NAMED]) + (" …" if len(places) > NAMED else "")
    if len(places) == 1:
        return gettext("%(words)s (%(places)s)") % {"words": words, "places": shown}
    return gettext("%(words)s (%(times)s cells: %(places)s)") % {
        "words": words, "times": number(len(places)), "places": shown,
    }  # fmt: skip


def fact(name: str, value: str) -> str:
    """A fact of a record that is compared, with what it is: "born on 15 มี.ค. 2541"."""
    return f"{FACTS[name]} {value_words(value)}"


def file_notice(code: str, values: Mapping[str, str]) -> str:
    return str(FILE_NOTICES[code]) % _shown(values)


def file_refusal(code: str, values: Mapping[str, str]) -> str:
    """Why the file was not taken, and what to do."""
    return str(FILE[code]) % _shown(values)


def column_label(sheet: str, column: str) -> str:
    """The label of a column that the file does not have."""
    offer = offers.sheets.get(sheet)
    specs = offer.columns() if offer else ()
    return next((spec.label for spec in specs if spec.name == column), "")


def heading(sheet: str, labels: Mapping[str, Sequence[Any]], column: str) -> str:
    """A column's heading as it stands in the file; ours where the file has none, or has the machine's name for it."""
    typed = labels.get(column, ("", 0))[0]
    return typed if typed and typed != column else column_label(sheet, column)


def change_words(batch: object, column: str, before: str, after: str) -> str:
    """ "Will change: house number 12/3 to 12/8"."""
    label = heading(getattr(batch, "sheet", ""), getattr(batch, "labels", {}), column)
    if column in _CODES:
        before, after = (str(_CODES[column].get(value, value)) for value in (before, after))
    values = {"column": label, "before": value_words(before), "after": value_words(after)}
    if not before:
        return gettext("Will add: %(column)s %(after)s") % values
    return gettext("Will change: %(column)s %(before)s to %(after)s") % values


#: Columns whose changes are kept as codes, with the words of these.
_CODES: Mapping[str, Mapping[str, Words]] = {
    "sex": {"f": _("female"), "m": _("male")},
    "house_role": {code: _(message) for code, message in HouseholdRole.choices()},
}
_BODY_REASONS: Mapping[str, Words] = {
    "name_same": _("The name is the same; the place differs or is wider."),
    "name_slip": _("The names differ by a slip of typing."),
}


def reason(code: str) -> str:
    """Why two records may be one."""
    if code in _BODY_REASONS:
        return str(_BODY_REASONS[code])
    return gettext(ReasonCode(code).label)


def score(points: int) -> str:
    return gettext("Likeness %(points)d of 100.") % {"points": points}
