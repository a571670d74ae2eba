"""รายงานประจำปีของสภา: the year of a body from its meetings and resolutions, and what other rooms tell of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from django.utils.translation import gettext, override

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.thai import be_year
from khabuan.meetings.models import Meeting, Motion, Resolution
from khabuan.meetings.printing.yearly import DutyYear, HeldMeeting, ReportPart, YearFacts
from khabuan.meetings.queries.act_duties import Days, deeds_by_duty
from khabuan.meetings.queries.body_rules import body_rules
from khabuan.meetings.queries.paper_facts import body_facts, head_of, meeting_facts
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.sentences.resolutions import whole_line_of
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue, OrganisationKind
from khabuan.rules.queries import rule_for
from khabuan.rules.rules import citation


def year_parts(actor: Actor, body: Organisation, first: date, last: date) -> tuple[ReportPart, ...]:
    """The parts of all apps that have something to tell of those days, in the order of their offers."""
    told = (part.tell(actor, body, first, last) for part in offers.year_report_parts)
    return tuple(
        ReportPart(
            str(one.title),
            tuple((str(words), figure) for words, figure in one.lines),
            str(one.remark),
            (str(one.heads[0]), str(one.heads[1])) if one.heads else (),
        )
        for one in told
        if one is not None
    )


def years_with_records(actor: Actor, body: Organisation) -> set[int]:
    """The years (CE) in which a body met or decided something."""
    held = Meeting.objects.visible_to(actor).filter(organisation=body, state__in=(State.OPEN, State.CLOSED))
    met = held.values_list("year", flat=True)
    decided = Resolution.objects.visible_to(actor).filter(organisation=body).values_list("year", flat=True)
    return {*met, *decided}


def year_facts(actor: Actor, body: Organisation, year: int) -> YearFacts:
    """The year (CE, January to December: meetings are numbered by it) of a body from its records."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rules = body_rules(actor, body, last)
    decided = list(
        Resolution.objects.visible_to(actor)
        .filter(organisation=body, on__range=(first, last), withdrawn_on__isnull=True)
        .order_by("on", "meeting_number", "item_order", "pk")
    )
    with override("th"):
        return YearFacts(
            body=body_facts(body),
            year_words=f"ปี {be_year(first)}",
            meetings=_held(actor, body, first, last, decided),
            needed_meetings=rules.values.meetings_per_year_min,
            duties=_duties(actor, body, last, decided),
            issues=_issues(decided),
            parts=year_parts(actor, body, first, last),
            signer=head_of(actor, body, last),
            source=_source(actor, body, last),
            others=tuple(
                whole_line_of(row) for row in decided if not row.duty or body.kind != OrganisationKind.COUNCIL
            ),
        )


def _held(
    actor: Actor, body: Organisation, first: date, last: date, decided: list[Resolution]
) -> tuple[HeldMeeting, ...]:
    """The resolutions of a meeting that was written down afterwards are those that the register has under its number."""
    rows = Meeting.objects.visible_to(actor).filter(
        organisation=body, on__range=(first, last), state=State.CLOSED
    )
    rows = rows.select_related("organisation").order_by("on", "pk")
    carried = Counter(
        Motion.objects.visible_to(actor)
        .filter(meeting__in=rows, resolution__isnull=False, withdrawn_on__isnull=True)
        .values_list("meeting_id", flat=True)
    )
    numbered = Counter((one.meeting_number, one.year, one.is_special) for one in decided)
    return tuple(
        HeldMeeting(
            meeting_facts(row), row.most_present, row.entitled, row.needed,
            numbered[row.number, row.year, row.kind == Kind.SPECIAL] if row.told_by else carried[row.pk],
        )
        for row in rows
    )  # fmt: skip


def _duties(actor: Actor, body: Organisation, on: date, decided: list[Resolution]) -> tuple[DutyYear, ...]:
    if body.kind != OrganisationKind.COUNCIL:
        return ()
    row = rule_for(actor, "council.duties", node=body.node, on=on)
    served: dict[str, list[str]] = defaultdict(list)
    for resolution in decided:
        served[resolution.duty].append(whole_line_of(resolution))
    for duty, deeds in deeds_by_duty(actor, body.node, Days.of(on.year)).items():
        served[duty] += [deed.words for deed in deeds]
    named = row.as_items if row else ()
    return tuple(DutyYear(words, tuple(served[str(at)])) for at, words in enumerate(named, 1))


def _issues(decided: list[Resolution]) -> tuple[tuple[str, int], ...]:
    counted = Counter(row.issue for row in decided if row.issue)
    return tuple((gettext(Issue(issue).label), count) for issue, count in counted.most_common())


def _source(actor: Actor, body: Organisation, on: date) -> str:
    """The section that asks for the report, of a verified rule only."""
    row = rule_for(actor, "council.duties", node=body.node, on=on)
    section = citation(row) if row and body.kind == OrganisationKind.COUNCIL else None
    return f"มาตรา {section} แห่ง{row.source}" if section and row else ""
