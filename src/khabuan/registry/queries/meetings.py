"""The provincial meeting of the Act and the standing body beside it, and whom the councils send to the meeting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on, living
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle
from khabuan.rules.queries import count_for

BESIDE = {
    OrganisationKind.STANDING_BODY: OrganisationKind.PROVINCE_MEETING,
    OrganisationKind.PROVINCE_MEETING: OrganisationKind.STANDING_BODY,
}
"""The Act knows a meeting; custom runs a standing body. Each leads to the other (DOMAIN 1.6)."""


@dataclass(frozen=True)
class SentBy:
    """A council and whom it sends, as of a day."""

    council: Organisation
    delegates: tuple[Appointment, ...]


@dataclass(frozen=True)
class Representation:
    """Whom the councils of a place send to its meeting (s.21(12)). `each`: how many the rule says, if it does."""

    councils: int
    each: int | None
    sent: tuple[SentBy, ...]

    @property
    def whole(self) -> int:
        """Councils that have named as many as the rule says."""
        return sum(1 for one in self.sent if len(one.delegates) >= (self.each or 1))

    @property
    def people(self) -> int:
        return sum(len(one.delegates) for one in self.sent)


def beside(actor: Actor, body: Organisation, on: date) -> list[Organisation]:
    """The standing body of a meeting's province, or the meeting of a standing body's."""
    other = BESIDE.get(OrganisationKind(body.kind))
    if other is None:
        return []
    rows = living(Organisation.objects.visible_to(actor), on).filter(kind=other, area=body.area)
    return list(rows.order_by("sort_key", "pk"))


def representation(actor: Actor, meeting: Organisation, on: date) -> Representation:
    """The delegates that the councils of the meeting's place have named: three queries.

    Named in a post of the council itself, or sitting in the meeting on the council's behalf.
    """
    spans, council = (Span.of(meeting.area.path),), OrganisationKind.COUNCIL
    councils = living(Organisation.objects.visible_to(actor), on).filter(spans_q(spans, "node"), kind=council)
    named = Q(post__title=PostTitle.DELEGATE, post__organisation__kind=council) & spans_q(
        spans, "post__organisation__node"
    )
    seated = Q(post__organisation=meeting, on_behalf_of__kind=council)
    rows = Appointment.objects.visible_to(actor).filter(named | seated, held_on(on))
    by_council: dict[int, list[Appointment]] = defaultdict(list)
    bodies: dict[int, Organisation] = {}
    for row in rows.select_related("person", "post__organisation", "on_behalf_of").order_by("since", "pk"):
        body = row.on_behalf_of if row.post.organisation_id == meeting.pk else row.post.organisation
        bodies[body.pk] = body
        if row.person_id not in {one.person_id for one in by_council[body.pk]}:
            by_council[body.pk].append(row)
    sent = [SentBy(bodies[key], tuple(found)) for key, found in by_council.items()]
    sent.sort(key=lambda one: one.council.sort_key)
    each = count_for(actor, "province.delegates_per_council", node=meeting.node, on=on)
    return Representation(councils.count(), each, tuple(sent))
