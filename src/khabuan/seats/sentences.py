"""The findings of `rules.py` in words: what is wrong and what to do next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from khabuan.core.errors import Refused

SENTENCES: dict[str, str | Promise] = {
    "login_length": _("A log-in name has 3 to 60 letters."),
    "login_letters": _("Use letters, digits, dot or hyphen only in a log-in name."),
    "login_only_digits": _(
        "A log-in name needs at least one letter, so that it is not taken for a phone number."
    ),
    "login_taken": _(
        "This log-in name is taken. Choose another one, for example with the name of the subdistrict."
    ),
    "password_short": _(
        "A password has at least 10 letters or digits. A short sentence is easy to remember."
    ),
    "password_long": _("This password is too long. Use at most 200 letters."),
    "password_common": _("This password is easy to guess. Choose words that others do not use."),
    "password_own": _(
        "Your name or phone number makes this password easy to guess. Choose other words."
    ),
    "password_wrong": _("The present password is not right."),
    "passwords_differ": _("The two passwords are not the same. Write both again."),
    "wrong_entry": _(
        "The log-in name or the password is not right. Try again, or enter with a card."
    ),
    "wrong_code": _(
        "This code is not right or was used already. Wait for the next one and try again."
    ),
    "no_code_begun": _("Begin again: the second step was not begun, or is on already."),
    "code_needed": _("Your office needs the second step. It cannot be switched off."),
    "card_wrong": _("There is no card with this code. Look at the card and write all 16 digits."),
    "card_used": _(
        "This card was used already. Log in with your password, or ask for a new card."
    ),
    "card_over": _("This card is too old. Ask the office that gave it for a new one."),
    "card_withdrawn": _("This card was replaced by a newer one. Use the newest card."),
    "no_seat": _("You have no seat at present. Ask the office above yours."),
    "phone_wrong": _(
        "This is not a mobile phone number. Write ten digits that begin with 06, 08 or 09."
    ),
    "phone_unusable": _(
        "This phone number cannot be used here. Log in by name, or ask the office above."
    ),
    "name_missing": _("Write the name of the person who will sit here."),
    "role_not_here": _(
        "This office does not sit at this place. Choose another office or another place."
    ),
    "role_not_below": _("You can give offices below your own only. Ask the office above."),
    "seat_own": _("This is your own seat. Ask a colleague or the office above to do this."),
    "place_over": _("This place or organisation has ended. Nobody new can sit there."),
    "reach_too_wide": _("This seat would reach further than your own. Ask the office above."),
    "seat_twice": _("This person has this seat already."),
    "seat_over": _("This seat has ended already."),
    "until_past": _("The last day is past. Leave it empty, or write a day to come."),
    "end_before_start": _("The end is before the beginning. Check both dates."),
    "user_elsewhere": _(
        "This person also holds a seat that is not below yours. The office above that seat must do this."
    ),
    "device_nameless": _("Give this phone a name, for example “my phone”."),
    "token_nameless": _("Name the program that will use this key, for example “province web site”."),
    "token_days": _("Choose for how long the key is good."),
    "tokens_many": _("There are 10 keys for this seat already. End one first."),
    "token_wrong": _("This key opens nothing. Look whether it was ended, is over, or was copied in part."),
    "no_such_province": _("There is no province with this code."),
    "pin_length": _("A PIN has 4 to 8 digits, and nothing else."),
    "pin_easy": _("This PIN is the first that others would try. Choose other digits."),
    "pin_wrong": _("The name or the PIN is not right. Let the person try again, or sign on paper."),
    "language_unknown": _("Choose Thai or English."),
}  # fmt: skip


def refusal(code: str, *, field: str | None = None) -> Refused:
    """The refusal for a finding."""
    return Refused(code, SENTENCES[code], field=field)


def refuse_first(findings: list[str], *, field: str) -> None:
    """Raise the refusal of the first finding, if there is one."""
    if findings:
        raise refusal(findings[0], field=field)


def waiting(minutes: int, *, is_card: bool = False, is_pin: bool = False) -> Refused:
    """The refusal of the throttle, with its wait and the other way in."""
    if is_card:
        words = ngettext_lazy(
            "Too many wrong codes came from here. Wait %(minutes)d minute, then try again.",
            "Too many wrong codes came from here. Wait %(minutes)d minutes, then try again.",
            "minutes",
        )
    elif is_pin:
        words = ngettext_lazy(
            "There were too many tries. Wait %(minutes)d minute, then try again, or sign on paper.",
            "There were too many tries. Wait %(minutes)d minutes, then try again, or sign on paper.",
            "minutes",
        )
    else:
        words = ngettext_lazy(
            "There were too many tries. Wait %(minutes)d minute, then try again, or enter with a card.",
            "There were too many tries. Wait %(minutes)d minutes, then try again, or enter with a card.",
            "minutes",
        )
    return Refused("wait", words % {"minutes": minutes})
