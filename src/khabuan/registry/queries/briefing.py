"""What whoever takes up an agency's post should know: structure, figures, open matters with that agency.

The paper says the same whoever prints it: it is read over the whole of the agency's area by the program itself,
and holds totals and offices, no persons. Who may print it is asked before (`may_print`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor, Role, Span
from khabuan.core import offers
from khabuan.core.errors import Refused
from khabuan.core.offers import Duty
from khabuan.core.periods import in_force
from khabuan.places.models import Area
from khabuan.registry.models import Appointment, Organisation, Support
from khabuan.registry.queries.councils import Coverage, coverage_of
from khabuan.registry.queries.organisations import GroupLine, PostLine, posts_of, working_groups_of
from khabuan.registry.queries.stood import living, stood_in
from khabuan.registry.rules.kinds import OrganisationKind

MATTERS_ASKED = 200


@dataclass(frozen=True)
class Briefing:
    """All that stands on the two pages. `predecessor` held the post before `officer`.

    `groups` in the order of the place; `contacts` are the same, those of the agency's own issues first.
    """

    agency: Organisation
    area: Area
    on: date
    officer: Appointment
    predecessor: Appointment | None
    groups: tuple[GroupLine, ...]
    contacts: tuple[GroupLine, ...]
    coverage: Coverage
    counts: tuple[tuple[OrganisationKind, int], ...]
    supports: tuple[Support, ...]
    matters: tuple[Duty, ...]


def may_print(actor: Actor, appointment: Appointment) -> bool:
    """Whether a seat reaches the whole of the agency's area: no figure is told to who sees a part of it."""
    return actor.reaches(appointment.post.organisation.area.path)


def check_agency(appointment: Appointment) -> None:
    """Refused: a post of a body that is no agency."""
    if appointment.post.organisation.kind != OrganisationKind.AGENCY:
        raise Refused("not_an_agency", _("A briefing is for an officer of a partner agency."))


def briefing(appointment: Appointment, on: date) -> Briefing:
    """The briefing for the holder of an agency's post about the agency's area, as of a day.

    Refused: a post of a body that is no agency. About 25 queries.
    """
    check_agency(appointment)
    agency = appointment.post.organisation
    area = agency.area
    reader = Actor(Role.SYSTEM, (Span.of(area.path),))
    (line,) = _lines(reader, appointment, on) or (PostLine(appointment.post),)
    before = [holder.appointment for holder in line.former if holder.appointment.pk != appointment.pk]
    groups = tuple(working_groups_of(reader, on, area=area))
    supports = _supports(reader, agency, on)
    return Briefing(
        agency=agency,
        area=area,
        on=on,
        officer=appointment,
        predecessor=before[0] if before else None,
        groups=groups,
        contacts=own_first(groups, frozenset(support.issue for support in supports)),
        coverage=coverage_of(reader, [area.path], on),
        counts=_counts(reader, area, on),
        supports=supports,
        matters=open_matters(agency, on),
    )


def own_first(groups: Sequence[GroupLine], issues: frozenset[str]) -> tuple[GroupLine, ...]:
    """The groups of these issues first, then the standing body and the others in their order."""

    def is_other(line: GroupLine) -> bool:
        return not (line.working_group and line.working_group.issue in issues)

    return tuple(sorted(groups, key=is_other))


def _lines(reader: Actor, appointment: Appointment, on: date) -> list[PostLine]:
    posts = posts_of(reader, [appointment.post.organisation_id], on, with_former=True)
    lines = posts.get(appointment.post.organisation_id, ())
    return [line for line in lines if line.post.pk == appointment.post_id]


def _counts(reader: Actor, area: Area, on: date) -> tuple[tuple[OrganisationKind, int], ...]:
    rows = living(Organisation.objects.visible_to(reader), on).filter(stood_in(reader, [area.path], on))
    found = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    return tuple((kind, found[kind]) for kind in OrganisationKind if kind in found)


def _supports(reader: Actor, agency: Organisation, on: date) -> tuple[Support, ...]:
    rows = Support.objects.visible_to(reader).filter(in_force(on), organisation=agency)
    return tuple(rows.select_related("area").order_by("issue", "area__path"))


def open_matters(record: Organisation, on: date) -> tuple[Duty, ...]:
    """Everything due about one organisation, from every app that names what its duties are about.

    Asked at the organisation's own node, so that what is due elsewhere does not fill the limit.
    """
    about, reader = f"organisation:{record.pk}", Actor(Role.SYSTEM, (Span.of(record.node),))
    duties: Sequence[Duty] = [
        duty
        for source in offers.duty_sources
        for duty in source.due(reader, on, MATTERS_ASKED)
        if duty.about == about
    ]
    return tuple(sorted(duties, key=lambda duty: (duty.due_on or date.max, duty.kind)))
