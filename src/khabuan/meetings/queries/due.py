"""What of meetings stands among a seat's own work: the letter, the day, minutes not checked or not adopted, years with
fewer meetings than the rule asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access.actor import Actor, Role
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Duty
from khabuan.core.parts.words import shown_year, thai_date
from khabuan.core.words import Word, mark
from khabuan.meetings.models import AgendaItem, Meeting, Minutes, Standing
from khabuan.meetings.queries.adoption import LOOKED_BACK
from khabuan.meetings.queries.of_year import QUORATE, bodies_that_meet, rule_of, with_meetings
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.meetings import State, quarters_counted
from khabuan.meetings.rules.quorum import notice_of
from khabuan.rules.queries import counts_at

NOTICE_AHEAD, DAY_AHEAD, MINUTES_WITHIN = timedelta(days=21), timedelta(days=7), timedelta(days=14)
OF_THEIR_COUNCILS = (Role.SYSTEM, Role.PROVINCE, Role.COORDINATOR, Role.SECRETARY)
"""Seats that see to the meetings of every body in their reach; the others to those at their own place."""


class Lack(Word):
    """What a meeting waits for, by the words of the button that leads there."""

    LETTER = "letter", mark("Write its letter")
    DAY = "day", mark("Prepare the meeting")
    OPENING = "opening", mark("Open it, put it off, or call it off")
    END = "end", mark("Close the meeting")
    CHECK = "check", mark("Check the minutes")
    ADOPTION = "adoption", mark("Write down that they were adopted")


def _near(actor: Actor, prefix: str = "") -> Q:
    if actor.role in OF_THEIR_COUNCILS:
        return spans_q(actor.spans, f"{prefix}node")
    return Q(**{f"{prefix}area__path": actor.base})


def lacking(actor: Actor, today: date) -> QuerySet[Meeting]:
    """Meetings with what each `lacks` and the `notice_days` of its rule, the first day first. One that was written down
    afterwards lacks nothing: its minutes are the paper."""
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(actor).filter(
        _near(actor, "organisation__"), on__gte=today - LOOKED_BACK, told_by=""
    )
    versions = Minutes.objects.visible_to(actor).filter(meeting=OuterRef("pk"), taken_back_on__isnull=True)
    dealt_with = AgendaItem.objects.visible_to(actor).filter(
        adopts=OuterRef("pk"), state=ItemState.DONE, removed_on__isnull=True
    )
    later = Meeting.objects.visible_to(actor).filter(
        QUORATE, organisation=OuterRef("organisation"), state=State.CLOSED, on__gt=OuterRef("on")
    )
    planned, closed = Q(state=State.PLANNED), Q(state=State.CLOSED)
    lacks = Case(
        When(planned & Q(on__lt=today), then=Value(Lack.OPENING)),
        When(Q(state=State.OPEN, on__lt=today), then=Value(Lack.END)),
        When(
            planned & Q(noticed_on__isnull=True, notice_days__isnull=False, on__lte=today + NOTICE_AHEAD),
            then=Value(Lack.LETTER),
        ),
        When(planned & Q(on__lte=today + DAY_AHEAD), then=Value(Lack.DAY)),
        When(closed & Exists(versions.filter(state=Standing.ADOPTED)), then=Value("")),
        When(closed & Exists(versions) & Exists(later), then=Value(Lack.ADOPTION)),
        When(
            closed & Q(on__lte=today - MINUTES_WITHIN) & ~Exists(versions) & ~Exists(dealt_with),
            then=Value(Lack.CHECK),
        ),
        default=Value(""),
    )
    ruled = rows.annotate(rule=rule_of("notice_days", "organisation__kind"))
    days = counts_at(actor, "rule", "organisation__node", OuterRef("on"))
    found: QuerySet[Meeting] = ruled.annotate(notice_days=days).annotate(lacks=lacks).exclude(lacks="")
    return found.order_by("on", "pk")


def meetings_due(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    """What meetings wait for. One query."""
    return [_due(row, today) for row in lacking(actor, today).select_related("organisation")[:limit]]


def count_meetings(actor: Actor, today: date) -> int:
    return lacking(actor, today).count()


def _due(row: Meeting, today: date) -> Duty:
    lack = Lack(row.lacks)  # type: ignore[attr-defined]
    latest = notice_of(today, row.on, row.notice_days).latest or row.on  # type: ignore[attr-defined]
    due_on = latest if lack == Lack.LETTER else row.on
    words = {
        Lack.LETTER: _("its letter should have gone out by %(day)s")
        if due_on < today
        else _("its letter goes out by %(day)s at the latest"),
        Lack.DAY: _("on %(day)s"),
        Lack.OPENING: _("its day, %(day)s, has passed, and it was not opened"),
        Lack.END: _("opened on %(day)s and never closed"),
        Lack.CHECK: _("held on %(day)s, minutes not checked"),
        Lack.ADOPTION: _("held on %(day)s, minutes not adopted, though a later meeting was held"),
    }
    of_minutes = lack in (Lack.CHECK, Lack.ADOPTION)
    return Duty(
        what=str(row),
        more=f"{row.organisation.name} · {words[lack] % {'day': thai_date(due_on)}}",
        path=reverse("meeting-minutes", args=[row.pk]) if of_minutes else row.get_absolute_url(),
        act=_(lack.label),
        state=_state(lack, due_on, today),
        due_on=None if of_minutes else due_on,
        kind="meetings.meetings",
        about=f"organisation:{row.organisation_id}",
    )


def _state(lack: Lack, due_on: date, today: date) -> str:
    if lack in (Lack.CHECK, Lack.ADOPTION):
        return "need"
    if due_on < today:
        return "wrong"
    return "quiet" if lack == Lack.DAY or due_on > today + DAY_AHEAD else "need"


def meeting_too_little(actor: Actor, today: date) -> QuerySet[Any, Any]:
    """Bodies that met less often this year than their rule asks for by now: in the last quarter, for the whole year."""
    rows = with_meetings(actor, bodies_that_meet(actor, today).filter(_near(actor)), today)
    late = rows.filter(wanted__gt=0).annotate(by_now=F("wanted") * Value(quarters_counted(today)))
    return late.filter(by_now__gte=(F("held") + 1) * 4)


def too_little_due(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    """Councils, and the meeting of the province, that are behind their number of meetings. One query.

    A seat that sees to a council's work has them one by one, a wider one as one line that leads to all of them.
    """
    rows = meeting_too_little(actor, today)
    is_wide = actor.role != Role.SECRETARY
    bodies = list(rows if is_wide else rows[:limit])
    if is_wide and len(bodies) > 1:
        return [_together(len(bodies), today)]
    return [
        Duty(
            what=str(body),
            more=ngettext(
                "met with a quorum %(held)d time in %(year)s, at least %(wanted)d wanted",
                "met with a quorum %(held)d times in %(year)s, at least %(wanted)d wanted",
                body.held,
            )
            % {"held": body.held, "year": shown_year(today.year), "wanted": body.wanted},
            path=reverse("meetings-of", args=[body.pk]),
            act=_("See its meetings") if body.planned else _("Call a meeting"),
            state="need" if today.month == 12 else "quiet",
            kind="meetings.too_little",
            about=f"organisation:{body.pk}",
        )
        for body in bodies
    ]


def _together(bodies: int, today: date) -> Duty:
    words = _("%(bodies)d bodies have met less often in %(year)s than they must")
    return Duty(
        what=words % {"bodies": bodies, "year": shown_year(today.year)},
        more=_("A meeting without a quorum does not count."),
        path=reverse("meetings-year"),
        act=_("See which"),
        state="need" if today.month == 12 else "quiet",
        kind="meetings.too_little",
    )


def count_too_little(actor: Actor, today: date) -> int:
    rows = meeting_too_little(actor, today)
    return rows.count() if actor.role == Role.SECRETARY else int(rows.exists())
