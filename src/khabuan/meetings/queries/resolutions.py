"""Reads of the register of resolutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import offers
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.searching import TRIGRAM, containing
from khabuan.core.thai import search_key
from khabuan.followup.sentences import shortened
from khabuan.meetings.models import Meeting, Motion, Resolution
from khabuan.meetings.queries.meetings import years_among
from khabuan.meetings.rules.meetings import Kind
from khabuan.meetings.rules.numbers import read_number
from khabuan.meetings.sentences.resolutions import SHORT
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

NEWEST = ("-year", "-meeting_number", "item_order", "-pk")


@dataclass(frozen=True)
class Wanted:
    """What a register is narrowed to; `year` (CE) None and `words` "" leave a thing open."""

    year: int | None = None
    words: str = ""
    is_withdrawn: bool = False


def resolutions_of(
    actor: Actor, organisation: Organisation, wanted: Wanted = Wanted()
) -> QuerySet[Resolution]:
    """What a body decided, the newest first; none to who does not reach the body."""
    return _narrowed(Resolution.objects.visible_to(actor).filter(organisation=organisation), wanted)


def resolutions_in(actor: Actor, area: Area, wanted: Wanted = Wanted()) -> QuerySet[Resolution]:
    """What the bodies at and below a place decided, the newest first, with the body and its area."""
    rows = Resolution.objects.visible_to(actor).filter(spans_q((Span.of(area.path),), "organisation__node"))
    found = _narrowed(rows, wanted).select_related("organisation__area")
    return found.order_by("-on", "organisation__node", *NEWEST)


def _narrowed(rows: QuerySet[Resolution], wanted: Wanted) -> QuerySet[Resolution]:
    rows = rows.filter(withdrawn_on__isnull=not wanted.is_withdrawn)
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.words:
        rows = _said(rows, wanted.words)
    return rows.order_by(*NEWEST)


def _said(rows: QuerySet[Resolution], words: str) -> QuerySet[Resolution]:
    """By their number where one is typed ("1/2569", "1/2569 ข้อ 4.2"), else by words of what was decided."""
    number = read_number(words)
    if number is None:
        return containing(rows, words)
    of_item = Q(item=number.item) | Q(item__startswith=f"{number.item}.") if number.item else Q()
    return rows.filter(of_item, meeting_number=number.meeting, year=number.year)


def years_of(actor: Actor, organisation: Organisation) -> list[int]:
    """The years (CE) in which a body decided something, the last first."""
    return years_among(Resolution.objects.visible_to(actor).filter(organisation=organisation))


def years_in(actor: Actor, area: Area) -> list[int]:
    """The same for all bodies at and below a place."""
    reach = spans_q((Span.of(area.path),), "organisation__node")
    return years_among(Resolution.objects.visible_to(actor).filter(reach))


def resolution_of(actor: Actor, key: int) -> Resolution:
    """One resolution in sight, with its body. OutOfArea when there is none."""
    rows = Resolution.objects.visible_to(actor).filter(pk=key).select_related("organisation__area")
    found: Resolution | None = rows.first()
    if found is None:
        raise OutOfArea(f"resolution {key}")
    return found


def resolutions_of_meeting(actor: Actor, meetings: Sequence[Meeting]) -> list[Resolution]:
    """What these meetings decided, as votes in this book, that is in force. One query."""
    rows = Resolution.objects.visible_to(actor).filter(
        motion__meeting__in=list(meetings), motion__withdrawn_on__isnull=True, withdrawn_on__isnull=True
    )
    return list(rows.order_by(*NEWEST))


def resolutions_under(actor: Actor, meeting: Meeting) -> list[Resolution]:
    """What is in force under the number of a meeting, in the order of its items. One query."""
    rows = Resolution.objects.visible_to(actor).filter(
        organisation=meeting.organisation_id, meeting_number=meeting.number, year=meeting.year,
        is_special=meeting.kind == Kind.SPECIAL, withdrawn_on__isnull=True,
    )  # fmt: skip
    return list(rows.order_by("item_order", "pk"))


def motion_of(actor: Actor, resolution: Resolution) -> Motion | None:
    """The vote from which a resolution came, with its meeting; None for one copied from older minutes."""
    rows = Motion.objects.visible_to(actor).filter(resolution=resolution, withdrawn_on__isnull=True)
    return rows.select_related("meeting").first()


def uses_of(resolution: Resolution) -> list[Subject]:
    """What stands on a resolution, as the apps above say (`offers.resolution_uses`)."""
    return [use for source in offers.resolution_uses for use in source.find(resolution)]


def find_resolutions(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Resolutions in force by number or by words of what was decided, the newest first."""
    if read_number(words) is None and len(search_key(words)) < TRIGRAM:
        return []
    rows = _narrowed(Resolution.objects.visible_to(actor), Wanted(words=words))
    found = rows.select_related("organisation").order_by("-on", *NEWEST)[:limit]
    more = _("%(body)s · %(words)s")
    return [
        Subject(
            "resolution",
            str(row.pk),
            str(row),
            row.get_absolute_url(),
            more % {"body": row.organisation.name, "words": shortened(row.words, SHORT)},
        )
        for row in found
    ]
