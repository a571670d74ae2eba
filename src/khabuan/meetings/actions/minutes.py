"""Writes of minutes: checked (frozen), taken back to a draft, adopted by a later meeting."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.meetings.models import AgendaItem, Meeting, Minutes, Resolution, Standing
from khabuan.meetings.printing.facts import Person as Named
from khabuan.meetings.printing.frozen import frozen
from khabuan.meetings.printing.minutes import Adoption, MinutesFacts, MinutesState
from khabuan.meetings.queries.minutes import are_adopted, digest_of, drafted, facts_of, standing_minutes
from khabuan.meetings.queries.paper_facts import meeting_facts
from khabuan.meetings.queries.quorum import room_of
from khabuan.meetings.queries.roll import roll_of
from khabuan.meetings.queries.votes import decision_hour
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.meetings import State
from khabuan.registry.models import Person


@action("meetings.check_minutes", on="meeting")
def check_minutes(
    *, actor: Actor, meeting: Meeting, checker: int | None = None, checker_words: str = "", opening: str = ""
) -> Minutes:
    """Somebody has read the draft and it says what happened: it is frozen as the version that waits to be adopted.

    `checker` is the key of a member of the roll; `checker_words` names another one. `opening`: how the chair opened
    the meeting, in the words of the minutes. Refused: a meeting that is not closed or was written down afterwards,
    minutes that stand already.
    """
    check_run_here(meeting)
    if meeting.state != State.CLOSED:
        raise Refused("not_closed", _("Close the meeting first. Its minutes are checked after that."))
    if (found := standing_minutes(meeting)) is not None:
        raise _stands(found)
    named = _checker(meeting, checker, checker_words)
    facts = replace(
        drafted(actor, meeting, opening=tidy(opening, keep_lines=True), checker=named),
        state=MinutesState.CHECKED,
    )
    return _freeze(meeting, facts, state=Standing.CHECKED, checker_id=named.key or None if named else None)


@action("meetings.take_back_minutes", on="minutes")
def take_back_minutes(*, actor: Actor, minutes: Minutes, reason: str) -> Minutes:
    """Checked minutes turn out to be wrong: they are a draft again, and the version stays to be read.

    Refused: no reason, adopted ones, one that was taken back before.
    """
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the minutes are taken back."), field="reason")
    if minutes.state == Standing.ADOPTED or are_adopted(minutes.meeting):
        raise adopted_already()
    if minutes.taken_back_on:
        raise Refused("taken_back", _("This version was taken back already."))
    change(minutes, taken_back_on=clock.today(), taken_back_reason=tidy(reason))
    return minutes


@action("meetings.adopt_minutes", on="minutes")
def adopt_minutes(
    *,
    actor: Actor,
    minutes: Minutes,
    adopting: Meeting,
    corrections: str = "",
    resolution: Resolution | None = None,
) -> Minutes:
    """A later meeting of the body adopted checked minutes; what it wants corrected is noted, a line each.

    What the minutes say stays as it was checked. The item of that meeting's agenda is dealt with by this.
    Refused: minutes that were taken back or are adopted, an earlier or another body's meeting, one that has not
    begun or has no quorum (in session: at that moment), another body's resolution or a withdrawn one.
    """
    if are_adopted(minutes.meeting):
        raise adopted_already()
    if minutes.taken_back_on:
        raise Refused("taken_back", _("This version was taken back already."))
    _check_adopting(actor, minutes.meeting, adopting)
    if resolution is not None and (
        resolution.organisation_id != adopting.organisation_id or resolution.withdrawn_on
    ):
        words = _("Choose a resolution of this body that is in force.")
        raise Refused("other_resolution", words, field="resolution")
    lines = tuple(line for line in tidy(corrections, keep_lines=True).splitlines() if line)
    facts = replace(
        facts_of(minutes),
        state=MinutesState.ADOPTED,
        adoption=Adoption(meeting_facts(adopting), lines),
    )
    items = AgendaItem.everywhere.filter(meeting=adopting, adopts=minutes.meeting, removed_on__isnull=True)
    for item in items.exclude(state=ItemState.DONE):
        change(item, state=ItemState.DONE)
    return _freeze(
        minutes.meeting, facts, state=Standing.ADOPTED, checker_id=minutes.checker_id, adopting=adopting,
        resolution=resolution, corrections="\n".join(lines),
    )  # fmt: skip


def _freeze(meeting: Meeting, facts: MinutesFacts, **columns: object) -> Minutes:
    last = Minutes.everywhere.filter(meeting=meeting).aggregate(last=Max("version"))["last"] or 0
    plain = frozen(facts)
    minutes: Minutes = add(
        Minutes, meeting=meeting, version=last + 1, facts=plain, digest=digest_of(plain), made_at=clock.now(),
        **columns,
    )  # fmt: skip
    return minutes


def _checker(meeting: Meeting, checker: int | None, words: str) -> Named | None:
    if checker is not None:
        seat = next((seat for seat in roll_of(meeting) if seat.person == checker), None)
        if seat is None:
            person = Person.everywhere.filter(pk=checker).first()
            if person is None or person.pk not in (meeting.chair_id, meeting.recorder_id):
                raise Refused("no_checker", _("Choose who checked from the list."), field="checker")
            return Named(str(person), key=person.pk)
        return Named(seat.name, seat.post, key=seat.person)
    return Named(tidy(words)) if tidy(words) else None


def _check_adopting(actor: Actor, meeting: Meeting, adopting: Meeting) -> None:
    if adopting.organisation_id != meeting.organisation_id or adopting.pk == meeting.pk:
        words = _("Minutes are adopted by a later meeting of the same body. Choose it from the list.")
        raise Refused("other_meeting", words, field="adopting")
    if adopting.on < meeting.on:
        words = _("Minutes are adopted by a later meeting. This one was before.")
        raise Refused("earlier", words, field="adopting")
    if adopting.state not in (State.OPEN, State.CLOSED):
        words = _("That meeting has not begun. Minutes are adopted while it is in session.")
        raise Refused("not_begun", words, field="adopting")
    if adopting.had_quorum is False:
        words = _("That meeting had no quorum: it adopts nothing. The minutes wait for the next one.")
        raise Refused("no_quorum", words, field="adopting")
    if adopting.state == State.OPEN:
        quorum = room_of(actor, adopting).quorum(decision_hour(actor, adopting))
        if quorum.has_quorum is False:
            words = _(
                "Now %(present)d members are signed in, and %(needed)d are needed: without a quorum nothing is adopted. "
                "Sign in who is missing, or leave the minutes to the next meeting."
            )
            facts = {"present": quorum.present, "needed": quorum.needed}
            raise Refused("no_quorum", words % facts, field="adopting")


def adopted_already() -> Refused:
    return Refused(
        "adopted",
        _(
            "These minutes are adopted and stay as they are. What should be different is decided at the next meeting."
        ),
    )


def _stands(minutes: Minutes) -> Refused:
    if minutes.state == Standing.ADOPTED:
        return adopted_already()
    return Refused("checked", _("These minutes are checked already. Take them back first, with the reason."))


def closed_already(meeting: Meeting) -> Refused:
    """Something is to be changed of a meeting that is closed: what there is to do depends on its minutes."""
    if meeting.told_by:
        return _told()
    found = standing_minutes(meeting)
    if found is not None:
        return _stands(found)
    return Refused("closed", _("The meeting is closed. Open it again first, with the reason."))


def check_run_here(meeting: Meeting) -> None:
    """Refused: a meeting that was written down afterwards. Nothing of it happened in this book."""
    if meeting.told_by:
        raise _told()


def _told() -> Refused:
    words = _(
        "This meeting was written down afterwards. If something is wrong, correct what was written down."
    )
    return Refused("told", words)


def check_not_frozen(meeting: Meeting) -> None:
    """Before anything of a held meeting is changed. Refused: its minutes are checked or adopted, or it was written down
    afterwards."""
    check_run_here(meeting)
    found = standing_minutes(meeting)
    if found is not None:
        raise _stands(found)
