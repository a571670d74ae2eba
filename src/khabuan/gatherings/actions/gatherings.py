"""Writes of gatherings themselves: recorded, corrected, called off and brought back, held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import search_key, tidy
from khabuan.followup.actions.parts import check_issue, check_reason, check_words
from khabuan.gatherings.actions.parts import check_on
from khabuan.gatherings.models import Gathering, GatheringPart, ProgrammeAct
from khabuan.gatherings.rules.days import Doubt, doubt_of_days
from khabuan.gatherings.rules.kinds import Kind, State
from khabuan.places.models import Area
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on

KINDS = frozenset(Kind)
IN_CALENDARS = ("title", "number", "starts_on", "ends_on", "starts_at", "ends_at", "area", "place", "state")
FIELD_OF_DOUBT = {Doubt.HOURS: "ends_at"}


@action("gatherings.record_gathering", on="organisation", seen=("area",))
def record_gathering(
    *,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    title: str,
    starts_on: date,
    area: Area,
    ends_on: date | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    series: str = "",
    number: int | None = None,
    objectives: str = "",
    issue: str = "",
) -> Gathering:
    """Enter a gathering in the book of the body that holds it, before or after its day.

    Without `ends_on` it lasts one day. Refused: no title, days or hours that cannot be, a body that had ended,
    the same title on the same day in the same book.
    """
    facts = _facts(
        organisation, kind, title, starts_on, ends_on, starts_at, ends_at, area, place, series, number,
        objectives, issue,
    )  # fmt: skip
    _check_new(organisation, facts)
    made: Gathering = add(Gathering, organisation=organisation, changed_at=clock.now(), **facts)
    return made


@action("gatherings.correct_gathering", on="gathering", seen=("area",))
def correct_gathering(
    *,
    actor: Actor,
    gathering: Gathering,
    reason: str,
    kind: str,
    title: str,
    starts_on: date,
    area: Area,
    ends_on: date | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    series: str = "",
    number: int | None = None,
    objectives: str = "",
    issue: str = "",
) -> Gathering:
    """Put right what was written down, or put it off to other days: all facts as they are to be.

    Its parts and programme move with the first day; a post that is not held on the new day is no longer named
    as held. Refused: no reason, called off, held already and put off to a day to come, as in `record_gathering`.
    """
    check_reason(reason, _("Say why it is corrected or put off."))
    check_on(gathering)
    facts = _facts(
        gathering.organisation, kind, title, starts_on, ends_on, starts_at, ends_at, area, place, series, number,
        objectives, issue,
    )  # fmt: skip
    if gathering.is_held:
        _check_begun(facts["starts_on"])
    _check_new(gathering.organisation, facts, known=gathering)
    before = gathering.starts_on
    change_shown(gathering, **facts)
    _move_programme(gathering, gathering.starts_on - before)
    return gathering


@action("gatherings.cancel_gathering", on="gathering")
def cancel_gathering(*, actor: Actor, gathering: Gathering, reason: str) -> Gathering:
    """It does not take place; it stays, marked, in calendars too. Refused: no reason, called off, held."""
    reason = check_reason(reason, _("Say why it is called off."))
    check_on(gathering)
    if gathering.is_held:
        words = _(
            "What came of it is written down, so it took place. If that is wrong, correct the gathering first."
        )
        raise Refused("held", words)
    change_shown(gathering, state=State.CANCELLED, cancelled_on=clock.today(), cancelled_reason=reason)
    return gathering


@action("gatherings.revive_gathering", on="gathering")
def revive_gathering(*, actor: Actor, gathering: Gathering, reason: str) -> Gathering:
    """It takes place after all. Refused: no reason, not called off."""
    check_reason(reason, _("Say why it takes place after all."))
    gathering.refresh_from_db()
    if not gathering.is_cancelled:
        raise Refused("not_called_off", _("This gathering was not called off."))
    change_shown(gathering, state=State.PLANNED, cancelled_on=None, cancelled_reason="")
    return gathering


@action("gatherings.hold_gathering", on="gathering")
def hold_gathering(*, actor: Actor, gathering: Gathering, came_of_it: str) -> Gathering:
    """Write down that it took place and what came of it; once more, to say it better.

    Refused: no words, called off, a first day that is still to come.
    """
    check_on(gathering)
    _check_begun(gathering.starts_on)
    came_of_it = check_words(came_of_it, _("Write in a few lines what came of it."), field="came_of_it")
    change_shown(gathering, state=State.HELD, came_of_it=came_of_it)
    return gathering


def change_shown(gathering: Gathering, **facts: object) -> None:
    """Change it, and count the change where calendars show what changed."""
    stored = Gathering.everywhere.select_related("area").get(pk=gathering.pk)
    is_shown = any(name in facts and facts[name] != getattr(stored, name) for name in IN_CALENDARS)
    if is_shown:
        facts |= {"revision": stored.revision + 1, "changed_at": clock.now()}
    change(gathering, **facts)


def _facts(  # noqa: PLR0917 - the boxes of the form
    organisation: Organisation,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date | None,
    starts_at: time | None,
    ends_at: time | None,
    area: Area,
    place: str,
    series: str,
    number: int | None,
    objectives: str,
    issue: str,
) -> dict[str, Any]:
    """What a gathering is, as it is kept."""
    if kind not in KINDS:
        raise Refused("no_such_kind", _("Choose what kind of gathering it is."), field="kind")
    title = check_words(" ".join(title.split()), _("Write what the gathering is called."), field="title")
    check_issue(issue)
    last = ends_on or starts_on
    doubt = doubt_of_days(starts_on, last, starts_at, ends_at)
    if doubt is not None:
        raise Refused(doubt.value, gettext(doubt.label), field=FIELD_OF_DOUBT.get(doubt, "ends_on"))
    if organisation.ended_on and starts_on > organisation.ended_on:
        message = _("The organisation ended on %(day)s. After that day it held nothing.")
        raise Refused("body_ended", message % {"day": thai_date(organisation.ended_on)}, field="starts_on")
    place, series = tidy(place), tidy(series)
    return {
        "kind": kind, "title": title, "starts_on": starts_on, "ends_on": last, "starts_at": starts_at,
        "ends_at": ends_at, "area": area, "place": place, "series": series, "number": number,
        "objectives": tidy(objectives, keep_lines=True), "issue": issue,
        "search_key": search_key(" ".join(filter(None, (title, series, place)))),
    }  # fmt: skip


def _check_new(
    organisation: Organisation, facts: Mapping[str, Any], *, known: Gathering | None = None
) -> None:
    """Two people may write the same forum down: the second one is told."""
    rows = Gathering.everywhere.filter(
        organisation=organisation,
        title=facts["title"],
        starts_on=facts["starts_on"],
        cancelled_on__isnull=True,
    )
    if (rows.exclude(pk=known.pk) if known else rows).exists():
        message = _("This gathering is in the book already, on the same day. Look for it in the list.")
        raise Refused("here_already", message, field="title")


def _check_begun(starts_on: date) -> None:
    if starts_on > clock.today():
        message = _("Its day is still to come. What came of it is written down when it has begun.")
        raise Refused("to_come", message, field="starts_on")


def _move_programme(gathering: Gathering, by: timedelta) -> None:
    """Parts and acts go with the first day, and stay within the days that it lasts."""
    for part in GatheringPart.everywhere.filter(gathering=gathering, removed_on__isnull=True).order_by("pk"):
        if part.meeting_id is None:  # a meeting has a day of its own
            change(part, on=_within(gathering, part.on + by))
    for act in ProgrammeAct.everywhere.filter(gathering=gathering, removed_on__isnull=True).order_by("pk"):
        on = _within(gathering, act.on + by)
        if on == act.on:
            continue
        held = Appointment.everywhere.filter(held_on(on), pk=act.appointment_id).exists()
        change(act, on=on, **({} if held else {"appointment": None}))


def _within(gathering: Gathering, on: date) -> date:
    return min(max(on, gathering.starts_on), gathering.ends_on)
