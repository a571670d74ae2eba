"""The province's list of council areas with the council of each, and what a new list would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khabuan.access.actor import Actor
from khabuan.places.council_areas import Basis, Cover, LocalBody, ProposedArea
from khabuan.places.models import Area, CouncilArea, CouncilAreaCover
from khabuan.places.queries import council_areas_in, propose_for
from khabuan.places.rules import CouncilAreaKind, Finding, LocalGovernmentKind
from khabuan.registry.models import Organisation
from khabuan.registry.queries.stood import living
from khabuan.registry.rules.kinds import OrganisationKind


@dataclass(frozen=True)
class Offered:
    """One area that may be confirmed: proposed now, in the list now, or both; and its council, if any."""

    key: str
    area: ProposedArea
    is_proposed: bool
    is_listed: bool
    council: str = ""


@dataclass(frozen=True)
class Comparison:
    """A proposal beside the list in force: all areas of both, and what to look at first."""

    offered: tuple[Offered, ...]
    findings: tuple[Finding, ...]

    @property
    def fresh(self) -> list[Offered]:
        return [one for one in self.offered if not one.is_listed]

    @property
    def only_listed(self) -> list[Offered]:
        return [one for one in self.offered if not one.is_proposed]

    @property
    def is_first(self) -> bool:
        return not any(one.is_listed for one in self.offered)

    def ending(self, kept: Iterable[str]) -> list[Offered]:
        """What leaves the list when only these keys are confirmed."""
        keys = set(kept)
        return [one for one in self.offered if one.is_listed and one.key not in keys]

    def beginning(self, kept: Iterable[str]) -> list[Offered]:
        keys = set(kept)
        return [one for one in self.offered if not one.is_listed and one.key in keys]


def key_of(area: ProposedArea) -> str:
    """How a form names a council area: what makes it the same one in the next list."""
    return f"{area.kind.value}|{area.home}|{area.name}"


def compare(actor: Actor, province: Area, basis: Basis, on: date) -> Comparison:
    """The proposal by a basis beside the list in force, with the councils that stand in it."""
    proposal = propose_for(actor, province, basis)
    listed = {key_of(area): area for area in _listed(actor, province)}
    proposed = {key_of(area): area for area in proposal.areas}
    councils = _councils(actor, province, on)
    together = {**listed, **proposed}
    offered = (
        Offered(key, area, key in proposed, key in listed, councils.get(key, ""))
        for key, area in together.items()
    )
    ordered = sorted(
        offered, key=lambda one: (one.area.home, one.area.kind is not CouncilAreaKind.TAMBON, one.area.name)
    )
    return Comparison(tuple(ordered), proposal.findings)


def _listed(actor: Actor, province: Area) -> list[ProposedArea]:
    """The list in force, as areas that can be confirmed again. Two queries."""
    rows = list(council_areas_in(actor, province).select_related("area", "local_government"))
    covers: dict[int, list[Cover]] = {row.pk: [] for row in rows}
    found = CouncilAreaCover.objects.visible_to(actor).filter(council_area__in=rows, until__isnull=True)
    for area, code, partly in found.values_list("council_area_id", "area__code", "partly").order_by("pk"):
        covers[area].append(Cover(code, is_partial=partly))
    return [_as_proposed(row, covers[row.pk]) for row in rows]


def _as_proposed(row: CouncilArea, covers: Sequence[Cover]) -> ProposedArea:
    body = row.local_government
    local = (
        LocalBody(LocalGovernmentKind(body.kind), body.name, body.name_en, body.code, tuple(covers), body.pk)
        if body
        else None
    )
    return ProposedArea(CouncilAreaKind(row.kind), row.name, "", row.area.code, tuple(covers), (), local)


def _councils(actor: Actor, province: Area, on: date) -> dict[str, str]:
    """Names of the councils by the key of the council area in which they stand."""
    rows = (
        living(Organisation.objects.visible_to(actor), on)
        .filter(kind=OrganisationKind.COUNCIL, council_area__isnull=False, node__startswith=province.path)
        .select_related("council_area__area")
    )
    found = ((row.council_area, row.name) for row in rows)
    return {f"{at.kind}|{at.area.code}|{at.name}": name for at, name in found if at is not None}
