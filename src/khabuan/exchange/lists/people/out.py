"""The list going out: every post held within a place, and the persons there without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.sheets import Cell
from khabuan.exchange.lists.organisations import as_typed
from khabuan.exchange.lists.placing import Places
from khabuan.exchange.lists.words import said
from khabuan.places.models import Area
from khabuan.registry.models import Appointment, HouseholdMember, Identity, Person
from khabuan.registry.rules.kinds import HouseholdRole, OrganisationKind, PostTitle, SeatOrigin


def people_rows(actor: Actor, area: Area) -> Iterator[Mapping[str, Cell]]:
    """Every post held within a place, and the persons there without one. Numbers are covered."""
    known = Places(actor, area)
    spans = (Span.of(area.path),)
    rows = Appointment.objects.visible_to(actor).filter(
        spans_q(spans, "post__organisation__node"),
        person__stays__isnull=True,
        post__organisation__ended_on__isnull=True,
    )
    held = list(
        rows.select_related("person__area", "post__organisation", "on_behalf_of").order_by(
            "post__organisation__node", "post__order", "pk"
        )
    )
    with_post = {one.person_id for one in held}
    alone = Person.objects.visible_to(actor).filter(spans_q(spans, "area__path"), stays__isnull=True)
    others = [
        one
        for one in alone.select_related("area").order_by("area__path", "sort_key")
        if one.pk not in with_post
    ]
    people = [one.person_id for one in held] + [one.pk for one in others]
    shown, houses = _shown(actor, people), _houses(actor, people)
    for one in held:
        yield {
            **person_cells(known, one.person, shown),
            **houses.get(one.person_id, {}),
            **term_cells(one),
            "on_behalf_of": one.on_behalf_of.name if one.on_behalf_of else "",
            "row_key": f"p{one.person_id}.a{one.pk}.o{one.post.organisation_id}",
        }
    for person in others:
        cells = person_cells(known, person, shown)
        yield {**cells, **houses.get(person.pk, {}), "row_key": f"p{person.pk}"}


def _houses(actor: Actor, people: Sequence[int]) -> dict[int, dict[str, Cell]]:
    """The house cells of those who are in a house today whose number is known."""
    found: dict[int, dict[str, Cell]] = {}
    for start in range(0, len(people), 500):
        rows = HouseholdMember.objects.visible_to(actor).filter(
            person__in=people[start : start + 500], until__isnull=True
        )
        for one in rows.exclude(household__house_no="").select_related("household").order_by("pk"):
            found[one.person_id] = {
                "house_no": one.household.house_no, "house_since": as_typed(one.since, "day"),
                "house_role": said(HouseholdRole(one.role).label),
            }  # fmt: skip
    return found


def _shown(actor: Actor, people: Sequence[int]) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    for start in range(0, len(people), 500):
        rows = Identity.objects.visible_to(actor).filter(
            person__in=people[start : start + 500], until__isnull=True, kind__in=("citizen", "phone")
        )
        found |= {(one.person_id, one.kind): one.shown for one in rows}
    return found


def person_cells(known: Places, one: Person, shown: Mapping[tuple[int, str], str]) -> dict[str, Cell]:
    return {
        "title": one.title, "given": one.given, "surname": one.surname,
        "citizen": shown.get((one.pk, "citizen"), ""), "phone": shown.get((one.pk, "phone"), ""),
        "sex": {"f": "หญิง", "m": "ชาย"}.get(one.sex, ""), "born_on": as_typed(one.born_on, one.born_precision),
        "place": known.full(one.area),
    }  # fmt: skip


def term_cells(one: Appointment) -> dict[str, Cell]:
    post = one.post
    return {
        "body": post.organisation.name, "body_kind": said(OrganisationKind(post.organisation.kind).label),
        "post": post.label or said(PostTitle(post.title).label),
        "since": as_typed(one.since, one.since_precision), "until": as_typed(one.until, one.until_precision),
        "ended_on": as_typed(one.ended_on, one.ended_precision), "order_number": one.order_number,
        "origin": said(SeatOrigin(post.origin).label) if post.origin else "",
    }  # fmt: skip
