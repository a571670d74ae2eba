"""The words of lists of members: what is wrong with a cell and what to do, what was put right, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core.parts.words import number
from khabuan.core.sheet_words import DATE_NOTICES, DATES, FILE, LOOK, value_words
from khabuan.core.sheets import address
from khabuan.funds.rules.member_columns import BY_NAME
from khabuan.funds.rules.words import MemberKind

Words = str | Promise

#: code → (what is wrong, what to do)
REMARKS: Mapping[str, tuple[Words, Words]] = {
    **DATES,
    "missing": (_("This cell is empty."), _("Fill it in.")),
    "too_long": (_("This is longer than %(most)s letters."), _("Shorten it.")),
    "not_in_list": (
        _("“%(value)s” is no word that is known here."), _("Write it as on the application form, for example ปกติ, ลาออก."),
    ),
    "no_kind": (
        _("“%(value)s” is no kind of member that is known here."),
        _("Write a kind of the application form: ทั่วไป, เด็ก, ผู้สูงอายุ, ผู้ด้อยโอกาส, ผู้พิการ, กำพร้า."),
    ),
    "no_sex": (_("“%(value)s” does not say which sex."), _("Write ชาย or หญิง, or leave it empty.")),
    "no_joining": (
        _("“%(value)s” is no day."),
        _("Write the day, the month or the year: 6/1/2549, 1/2549 or 2549. If nobody knows, write up to when is paid."),
    ),
    "number_missing": (_("There is no member number."), _("Write the number that stands in the passbook.")),
    "number_twice": (_("The same number as row %(first)s."), _("One number is one member's: correct one of the two.")),
    "number_unreadable": (_("“%(value)s” is no member number."), _("Write at most 12 digits or letters, without spaces.")),
    "number_is_date": (
        _("The spreadsheet made a date of this number."), _("Format the cell as text and type the number again."),
    ),
    "member_already": (
        _("This person is a member already, with the number %(number)s."), _("Delete this row, or correct the citizen number."),
    ),
    "citizen_letters": (_("There are letters in the citizen number."), _("Write 13 digits, or leave it empty.")),
    "citizen_length": (
        _("The citizen number has %(count)s digits."), _("Write all 13 digits, or leave it empty if there is no card."),
    ),
    "citizen_rounded": (
        _("The spreadsheet has rounded this number."), _("Format the cell as text and type the 13 digits again."),
    ),
    "citizen_twice": (
        _("The same citizen number as row %(first)s."), _("Check both cards: one number is one person's."),
    ),
    "name_letters": (_("“%(value)s” has signs that are in no name."), _("Write the name in letters only.")),
    "name_missing": (_("There is no first name."), _("Write the first name, or the full name.")),
    "house_is_date": (
        _("The spreadsheet made a date of this house number."), _("Format the cell as text and type the number again."),
    ),
    "moo_unreadable": (_("“%(value)s” is no number of a village."), _("Write the moo in digits.")),
    "no_such_moo": (
        _("There is no moo %(moo)s in this tambon (the last one is %(last)s)."), _("Correct the moo, or leave it empty."),
    ),
    "amount_unreadable": (_("“%(value)s” is no amount of money."), _("Write baht in digits, at most two decimals.")),
    "amount_negative": (_("“%(value)s” is less than nothing."), _("Write what was paid, or leave it empty.")),
    "amount_large": (_("“%(value)s” is too much for one member."), _("Check the amount: perhaps it is a total.")),
    "times_unreadable": (_("“%(value)s” is no number of times from 0 to %(most)s."), _("Write the number in digits.")),
    "before_joining": (_("This is before the day of joining (%(joined)s)."), _("Correct whichever of the two dates is wrong.")),
    "number_of_another": (
        _("This number is %(name)s's in the register."), _("Give this member another number, or correct the name."),
    ),
    "left_by_page": (
        _("This person is a member here still."), _("Record the leaving or the death on the member's page."),
    ),
    "joined_after_leaving": (
        _("This is after the end of the membership (%(day)s)."), _("Correct whichever of the two dates is wrong."),
    ),
    "paid_here": (
        _("This member has paid here since; the register counts from %(day)s."),
        _("Leave the day as it was; correct the receipts that are wrong."),
    ),
    "refused": (_("The register refuses it: %(why)s"), _("Correct it on the member's page.")),
    "born_after_joining": (
        _("This is after the day of joining (%(joined)s)."), _("Correct whichever of the two dates is wrong."),
    ),
}  # fmt: skip

NOTICES: Mapping[str, Words] = {
    **DATE_NOTICES,
    "date.not_to_the_day": _("Dates without a day were read as far as they go, for example “%(value)s” as %(now)s"),
    "letters_put_right": _("Letters were put right, for example “%(now)s”"),
    "citizen_doubtful": _("Citizen numbers with a wrong length or check digit were taken and marked"),
    "citizen_of_one_digit": _("Citizen numbers of one digit only, like 0000000000000, were read as none"),
    "sex_and_title": _("The sex does not fit the title before the name, for example “%(title)s”: check it"),
    "house_empty": _("There is no house number"),
    "joining_unknown": _("The day of joining is not known: it stays open, and the member is not counted for matching"),
    "matched_often": _("More than three times matched, for example %(count)s: check it"),
    "paid_before_joining": _("Paid up to a day before joining (%(joined)s): check it"),
    "state_by_day": _("The state was taken from the day of leaving or death, for example %(day)s"),
    "death_without_day": _("Died, but there is no day: ask the family"),
    "years_differ": _("The years do not add up to the total, for example %(years)s and %(total)s baht"),
}  # fmt: skip


def remark(code: str, values: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong with a cell, and what to do."""
    what, do = REMARKS.get(code, (_("This cannot be taken."), LOOK))
    shown = {name: value_words(str(value)) for name, value in values.items()}
    return str(what) % shown, str(do) % shown


def cell_notice(code: str, values: Mapping[str, str]) -> str:
    return str(NOTICES[code]) % {name: value_words(str(value)) for name, value in values.items()}


def notice(
    code: str, values: Mapping[str, str], times: int, rows: Sequence[int], position: int | None
) -> str:
    """What was put right or is to be known: an example, how often, where: "… (3 cells: F5, F8 …)"."""
    words = cell_notice(code, values).rstrip(".")
    places = ", ".join(address(row, position) if position else str(row) for row in rows)
    if times == 1:
        return gettext("%(words)s (%(places)s)") % {"words": words, "places": places}
    more = " …" if times > len(rows) else ""
    return gettext("%(words)s (%(times)s cells: %(places)s)") % {
        "words": words, "times": number(times), "places": places + more,
    }  # fmt: skip


def file_refusal(code: str, values: Mapping[str, str]) -> str:
    """Why the file was not taken, and what to do."""
    if code == "sheet.no_header":
        needed = ", ".join(f"“{column_label(name)}”" for name in ("number", "full_name", "joined_on"))
        values = {**values, "needed": needed}
    return str(FILE[code]) % values


def cell_value(column: str, value: str) -> str:
    """A value that a list says anew, as people write it; "–" for none."""
    if column == "kind" and value:
        return gettext(MemberKind(value).label)
    return value_words(value) or "–"


def column_label(name: str) -> str:
    """A column as it is called here: "Member number"; "Paid in 2567" for one of a year; "" for none."""
    if name.startswith("year:"):
        return gettext("Paid in %(year)s") % {"year": int(name[5:]) + 543}
    return gettext(BY_NAME[name].label) if name in BY_NAME else ""
