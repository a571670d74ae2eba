"""What whoever takes up an agency's post should know: structure, figures, open matters with that agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.errors import Refused
from khabuan.core.offers import Duty
from khabuan.core.periods import in_force
from khabuan.places.models import Area
from khabuan.places.queries.areas import placed_within
from khabuan.registry.models import Appointment, Organisation, Support
from khabuan.registry.queries.councils import Coverage, coverage_of
from khabuan.registry.queries.organisations import GroupLine, PostLine, posts_of, working_groups_of
from khabuan.registry.queries.stood import living, stood_in
from khabuan.registry.rules.kinds import OrganisationKind

MATTERS_ASKED = 200


@dataclass(frozen=True)
class Briefing:
    """All that stands on the two pages. `predecessor` held the post before `officer`."""

    agency: Organisation
    area: Area
    on: date
    officer: Appointment
    predecessor: Appointment | None
    groups: tuple[GroupLine, ...]
    coverage: Coverage
    counts: tuple[tuple[OrganisationKind, int], ...]
    supports: tuple[Support, ...]
    matters: tuple[Duty, ...]


def briefing(actor: Actor, appointment: Appointment, area: Area, on: date) -> Briefing:
    """The briefing for the holder of an agency's post about an area, as of a day.

    Refused: a post of a body that is no agency. About 25 queries.
    """
    agency = appointment.post.organisation
    if agency.kind != OrganisationKind.AGENCY:
        raise Refused("not_an_agency", _("A briefing is for an officer of a partner agency."))
    (line,) = _lines(actor, appointment, on) or (PostLine(appointment.post),)
    before = [holder.appointment for holder in line.former if holder.appointment.pk != appointment.pk]
    return Briefing(
        agency=agency,
        area=area,
        on=on,
        officer=appointment,
        predecessor=before[0] if before else None,
        groups=tuple(working_groups_of(actor, on, area=area)),
        coverage=coverage_of(actor, [area.path], on),
        counts=_counts(actor, area, on),
        supports=_supports(actor, agency, area, on),
        matters=open_matters(actor, agency, on),
    )


def _lines(actor: Actor, appointment: Appointment, on: date) -> list[PostLine]:
    posts = posts_of(actor, [appointment.post.organisation_id], on, with_former=True)
    lines = posts.get(appointment.post.organisation_id, ())
    return [line for line in lines if line.post.pk == appointment.post_id]


def _counts(actor: Actor, area: Area, on: date) -> tuple[tuple[OrganisationKind, int], ...]:
    rows = living(Organisation.objects.visible_to(actor), on).filter(stood_in(actor, [area.path], on))
    found = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    return tuple((kind, found[kind]) for kind in OrganisationKind if kind in found)


def _supports(actor: Actor, agency: Organisation, area: Area, on: date) -> tuple[Support, ...]:
    rows = Support.objects.visible_to(actor).filter(
        in_force(on), placed_within([area.path], on, "area__"), organisation=agency
    )
    return tuple(rows.select_related("area").order_by("issue", "area__path"))


def open_matters(actor: Actor, record: Organisation, on: date) -> tuple[Duty, ...]:
    """Everything due about one organisation, from every app that names what its duties are about."""
    about = f"organisation:{record.pk}"
    duties: Sequence[Duty] = [
        duty
        for source in offers.duty_sources
        for duty in source.due(actor, on, MATTERS_ASKED)
        if duty.about == about
    ]
    return tuple(sorted(duties, key=lambda duty: (duty.due_on or date.max, duty.kind)))
