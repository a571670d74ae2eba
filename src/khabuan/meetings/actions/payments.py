"""Writes of lists of payments to those who came: made, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.meetings.models import Attendance, Meeting, PayLine, PayList
from khabuan.meetings.queries.payments import heads_of
from khabuan.meetings.rules.payments import sum_doubt


@dataclass(frozen=True)
class Sums:
    """What one head gets, in baht, and where the person came from."""

    travel: Decimal
    meals: Decimal
    where_from: str = ""


@action("meetings.make_pay_list", on="meeting")
def make_pay_list(
    *,
    actor: Actor,
    meeting: Meeting,
    paid_from: str,
    sums: Mapping[int, Sums],
    payer_words: str = "",
    checker_words: str = "",
) -> PayList:
    """A list over those who came, by the key of their row of the sign-in list; who gets nothing is left out.

    Refused: no purse, nobody who gets anything, a sum that cannot be, somebody who did not come.
    """
    lines = _checked(meeting, paid_from, sums)
    pay_list: PayList = add(
        PayList, meeting=meeting, paid_from=tidy(paid_from), payer_words=tidy(payer_words),
        checker_words=tidy(checker_words), made_on=clock.today(),
    )  # fmt: skip
    for row, given in lines:
        add(
            PayLine, pay_list=pay_list, attendance=row, travel=given.travel, meals=given.meals,
            where_from=tidy(given.where_from),
        )  # fmt: skip
    return pay_list


@action("meetings.correct_pay_list", on="pay_list")
def correct_pay_list(
    *,
    actor: Actor,
    pay_list: PayList,
    paid_from: str,
    sums: Mapping[int, Sums],
    payer_words: str = "",
    checker_words: str = "",
) -> PayList:
    """Put sums right; who gets nothing any more keeps a line of nothing, so that nothing entered is lost.

    Refused: as in `make_pay_list`, and a list that was withdrawn.
    """
    _check_standing(pay_list)
    lines = _checked(pay_list.meeting, paid_from, sums)
    change(
        pay_list, paid_from=tidy(paid_from), payer_words=tidy(payer_words), checker_words=tidy(checker_words)
    )
    known = {line.attendance_id: line for line in PayLine.everywhere.filter(pay_list=pay_list)}
    for row, given in lines:
        facts = {"travel": given.travel, "meals": given.meals, "where_from": tidy(given.where_from)}
        line = known.pop(row.pk, None)
        if line is None:
            add(PayLine, pay_list=pay_list, attendance=row, **facts)
        else:
            change(line, **facts)
    for line in known.values():
        change(line, travel=Decimal(0), meals=Decimal(0))
    return pay_list


@action("meetings.withdraw_pay_list", on="pay_list")
def withdraw_pay_list(*, actor: Actor, pay_list: PayList, reason: str) -> PayList:
    """A list that was made in error: it stays to be read. Refused: no reason, one that was withdrawn before."""
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the list is withdrawn."), field="reason")
    _check_standing(pay_list)
    change(pay_list, withdrawn_on=clock.today(), withdrawn_reason=tidy(reason))
    return pay_list


def _checked(meeting: Meeting, paid_from: str, sums: Mapping[int, Sums]) -> list[tuple[Attendance, Sums]]:
    if not tidy(paid_from):
        raise Refused("no_purse", _("Write out of which project or fund it is paid."), field="paid_from")
    heads = {head.row.pk: head for head in heads_of(meeting)}
    lines = []
    for key, given in sums.items():
        head = heads.get(key)
        if head is None:
            raise Refused("not_there", _("Somebody in the list did not sign in. Load the page again."))
        for amount in (given.travel, given.meals):
            if (doubt := sum_doubt(amount)) is not None:
                words = _("%(who)s: %(doubt)s") % {"who": head.name, "doubt": gettext(doubt.label)}
                raise Refused(doubt.value, words)
        if given.travel or given.meals:
            lines.append((head.row, given))
    if not lines:
        raise Refused("nobody", _("Nobody gets anything. Write at least one sum."))
    return lines


def _check_standing(pay_list: PayList) -> None:
    if pay_list.withdrawn_on:
        raise Refused("withdrawn_already", _("This list is withdrawn. Make a new one."))
