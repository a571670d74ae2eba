"""Writes of the register of resolutions: recorded, corrected, withdrawn; carried along when two bodies become one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import search_key, tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.followup.sentences import shortened
from khabuan.meetings.actions.minutes import check_not_frozen
from khabuan.meetings.models import Motion, Resolution
from khabuan.meetings.queries.resolutions import uses_of
from khabuan.meetings.rules.numbers import Doubt, Number, doubt_of, item_of, item_order
from khabuan.meetings.sentences.resolutions import SHORT
from khabuan.registry.actions.merging_bodies import count_by
from khabuan.registry.models import Organisation

FIELD_OF_DOUBT = {Doubt.TO_COME: "on", Doubt.OTHER_YEAR: "year", Doubt.NO_MEETING: "meeting_number"}


@action("meetings.record_resolution", on="organisation")
def record_resolution(
    *,
    actor: Actor,
    organisation: Organisation,
    meeting_number: int,
    year: int,
    on: date,
    words: str,
    item: str = "",
    is_special: bool = False,
    note: str = "",
    duty: str = "",
    issue: str = "",
    papers: Sequence[SentFile] = (),
) -> Resolution:
    """Enter what a body decided under its number (`year` CE), with the scan of its paper.

    Refused: no words, a day to come, a year far from the day, a number used already, a body that had ended, a
    file that is no picture or PDF.
    """
    number = Number(meeting_number, year, item_of(item), is_special)
    _check(organisation, number, on, words)
    resolution: Resolution = add(
        Resolution, organisation=organisation, on=on, note=tidy(note), duty=duty, issue=issue,
        **_numbered(number), **_worded(words),
    )  # fmt: skip
    attach_all(actor=actor, record=resolution, files=papers, paper=Paper.MINUTES)
    return resolution


@action("meetings.correct_resolution", on="resolution")
def correct_resolution(
    *,
    actor: Actor,
    resolution: Resolution,
    reason: str,
    meeting_number: int | None = None,
    year: int | None = None,
    item: str | None = None,
    on: date | None = None,
    words: str | None = None,
    note: str | None = None,
    duty: str | None = None,
    issue: str | None = None,
) -> Resolution:
    """Put right what was copied wrongly from the paper; what is left out stays. What stands on it follows the row.

    Refused: no reason, one that was withdrawn, one in minutes that are checked, and as in `record_resolution`.
    """
    _check_reason(reason, _("Say why the resolution is corrected."))
    _check_in_force(resolution)
    _check_minutes(resolution)
    number = Number(
        resolution.meeting_number if meeting_number is None else meeting_number,
        resolution.year if year is None else year,
        resolution.item if item is None else item_of(item),
        resolution.is_special,
    )
    on = on or resolution.on
    words = resolution.words if words is None else words
    _check(resolution.organisation, number, on, words, known=resolution)
    kept = {
        "note": resolution.note if note is None else tidy(note),
        "duty": resolution.duty if duty is None else duty,
        "issue": resolution.issue if issue is None else issue,
    }
    change(resolution, on=on, **kept, **_numbered(number), **_worded(words))
    return resolution


@action("meetings.withdraw_resolution", on="resolution")
def withdraw_resolution(*, actor: Actor, resolution: Resolution, reason: str) -> Resolution:
    """Take back one that was entered in error, with the vote that made it: it stays to be read, and counts no more.

    Refused: no reason, one that was withdrawn before, one that something stands on or that is in checked minutes.
    """
    _check_reason(reason, _("Say why the resolution is withdrawn."))
    _check_in_force(resolution)
    _check_minutes(resolution)
    if uses := uses_of(resolution):
        words = _(
            "This stands on the resolution: %(use)s. Take that back first, or correct the resolution instead."
        )
        raise Refused("in_use", words % {"use": ", ".join(use.title for use in uses[:3])})
    change(resolution, withdrawn_on=clock.today(), withdrawn_reason=tidy(reason))
    for motion in Motion.everywhere.filter(resolution=resolution, withdrawn_on__isnull=True):
        withdraw_motion(motion, reason)
    return resolution


def withdraw_motion(motion: Motion, reason: str) -> None:
    """The vote that made a resolution is withdrawn with it: both or neither are in force."""
    change(motion, withdrawn_on=clock.today(), withdrawn_reason=tidy(reason))


def _check(
    organisation: Organisation, number: Number, on: date, words: str, *, known: Resolution | None = None
) -> None:
    if not tidy(words):
        raise Refused("no_words", _("Write what was decided."), field="words")
    doubt = doubt_of(number, on, clock.today())
    if doubt is not None:
        raise Refused(doubt.value, gettext(doubt.label), field=FIELD_OF_DOUBT[doubt])
    if organisation.ended_on and on > organisation.ended_on:
        message = _("The organisation ended on %(day)s. After that day it decided nothing.")
        raise Refused("body_ended", message % {"day": thai_date(organisation.ended_on)}, field="on")
    _check_free(organisation, number, known)


def _check_free(organisation: Organisation, number: Number, known: Resolution | None) -> None:
    """The number is nobody else's; who has it is said, so that the paper can be looked at again."""
    rows = _in_force(organisation).filter(
        meeting_number=number.meeting, year=number.year, item=number.item, is_special=number.is_special
    )
    other = (rows.exclude(pk=known.pk) if known else rows).first()
    if other is not None:
        message = _("%(number)s is used already, on %(day)s: %(words)s. Write another number or item.")
        facts = {"number": other, "day": thai_date(other.on), "words": shortened(other.words, SHORT)}
        raise Refused("number_used", message % facts, field="meeting_number")


def _in_force(organisation: Organisation) -> QuerySet[Resolution]:
    return Resolution.everywhere.filter(organisation=organisation, withdrawn_on__isnull=True)


def _check_reason(reason: str, message: str | Promise) -> None:
    if not tidy(reason):
        raise Refused("no_reason", message, field="reason")


def _check_in_force(resolution: Resolution) -> None:
    if resolution.withdrawn_on:
        raise Refused("withdrawn_already", _("This resolution is withdrawn. Record it anew if it was right."))


def _check_minutes(resolution: Resolution) -> None:
    """Refused: it was voted on at a meeting whose minutes are checked or adopted."""
    for motion in Motion.everywhere.filter(resolution=resolution, withdrawn_on__isnull=True):
        check_not_frozen(motion.meeting)


def _numbered(number: Number) -> dict[str, Any]:
    return {
        "meeting_number": number.meeting,
        "year": number.year,
        "item": number.item,
        "is_special": number.is_special,
        "item_order": item_order(number.item)[:60],
    }


def _worded(words: str) -> dict[str, str]:
    """The words with their lines as typed, and the key by which they are found."""
    lines = tidy(words, keep_lines=True)
    return {"words": lines, "search_key": search_key(lines)}


# Two records of one body become one


def move_of_organisation(moves: offers.Moving) -> None:
    """Resolutions go along. Refused: both records have a resolution of the same number."""
    mine = {_key_of(row) for row in _in_force(moves.stays)}
    for row in Resolution.everywhere.filter(organisation=moves.goes).order_by("pk"):
        if row.withdrawn_on is None and _key_of(row) in mine:
            message = _("Both records have %(number)s. Withdraw or correct one of them first, then merge.")
            raise Refused("two_resolutions", message % {"number": row})
        moves.change(row, organisation=moves.stays)


def _key_of(row: Resolution) -> tuple[int, bool, int, str]:
    return row.year, row.is_special, row.meeting_number, row.item


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many resolutions stand at these records."""
    return [(_("Resolutions"), count_by(Resolution, "organisation", bodies))]


MERGE = offers.OnOrganisationMerge("meetings", move_of_organisation, tell_of_organisations)
