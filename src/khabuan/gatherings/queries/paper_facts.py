"""What the paper of a gathering says, gathered from its rows into frozen facts."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.thai import long_date
from khabuan.followup.sentences import agency_of, giver_of, promise_standing
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.printing.report import ActFacts, PromiseFacts, ReportFacts, SessionFacts
from khabuan.gatherings.queries.one import OneGathering, PromiseLine, Session, one_gathering
from khabuan.gatherings.rules.kinds import Doing, Kind, Part
from khabuan.gatherings.sentences.gatherings import doubt_words
from khabuan.meetings.queries.paper_facts import head_of
from khabuan.places.labels import label


def report_facts(actor: Actor, row: Gathering) -> ReportFacts:
    """The facts of กำหนดการ or รายงานผล, as this seat reads them."""
    with override("th"):
        one = one_gathering(actor, row)
        return ReportFacts(
            title=str(row),
            kind=_(Kind(row.kind).label),
            host=row.organisation.name,
            with_whom=tuple((_(Part(line.part).label), str(line)) for line in one.bodies),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=" ".join(part for part in (row.place, label(row.area, full=True)) if part),
            objectives=row.objectives,
            sessions=tuple(_session(session) for session in one.sessions),
            total=one.counts.tally.total,
            disagreements=tuple(doubt_words(doubt) for doubt in one.counts.tally.doubts),
            came_of_it=row.came_of_it,
            agreements=tuple(line.words for line in one.agreements),
            promises=tuple(_promise(line) for line in one.promises),
            signed=tuple((line.title, long_date(line.signed_on)) for line in one.cooperations),
            is_held=row.is_held,
            checker=head_of(actor, row.organisation, row.ends_on),
            visits=_visits(one),
            sectors=tuple((_(sector.label), heads) for sector, heads in one.counts.sectors),
            areas=tuple((label(line.area, full=True), line.heads) for line in one.counts.areas if line.heads),
        )


def _session(session: Session) -> SessionFacts:
    part = session.part
    return SessionFacts(
        on=session.on,
        title=part.title if part else "",
        room=part.room if part else "",
        starts_at=part.starts_at if part else None,
        ends_at=part.ends_at if part else None,
        acts=tuple(
            ActFacts(line.act.at, _(Doing(line.act.doing).label), line.act.topic, line.who)
            for line in session.acts
        ),
        meeting=f"{part.meeting}ของ{part.meeting.organisation.name}" if part and part.meeting else "",
    )


def _visits(one: OneGathering) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (line.area_words, line.organisation.name if line.organisation else "", line.note)
        for line in one.visits
    )


def _promise(line: PromiseLine) -> PromiseFacts:
    row = line.promise
    return PromiseFacts(
        agency=agency_of(row),
        giver=giver_of(row),
        words=row.words,
        due_on=row.due_on,
        standing=promise_standing(row, clock.today()),
        last=line.last.words if line.last else "",
        is_known=not line.is_unmatched,
    )
