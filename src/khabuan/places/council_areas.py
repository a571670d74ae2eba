"""Proposes the list of council areas of a province, for the province to confirm.

Coverage is counted over this list and never as a quotient of two unrelated counts. Section 3 of the Act lets
a council stand in a tambon, a municipality or a Bangkok district, and provinces have read that in two ways:
one area per tambon (Saraburi: 111), or one per local government without the provincial one (Si Sa Ket: 216).
So the basis is the province's choice, and every proposed area says why it is there. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from khabuan.places.rules import CouncilAreaKind, Finding, LocalGovernmentKind

BANGKOK = "10"


class Basis(StrEnum):
    """What the list of a province is made from."""

    SUBDISTRICT = "subdistrict"
    LOCAL_GOVERNMENT = "local_government"


@dataclass(frozen=True, slots=True)
class Cover:
    """A tambon (6-digit code) that an area takes in, wholly or in part."""

    subdistrict: str
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class NamedArea:
    """A tambon or a Bangkok district: official code and names."""

    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class LocalBody:
    """A local government: kind, names, the area code it is recorded under (may be empty), what it covers.

    `key` is the caller's own, to know it again.
    """

    kind: LocalGovernmentKind
    name: str
    name_en: str
    code: str
    covers: tuple[Cover, ...]
    key: int | None = None


@dataclass(frozen=True, slots=True)
class ProposedArea:
    """A council area proposed: `home` is the one tambon (or Bangkok district) it is listed under.

    `body` is the local government it follows, if any; `reasons` say why it is proposed, with names.
    """

    kind: CouncilAreaKind
    name: str
    name_en: str
    home: str
    covers: tuple[Cover, ...]
    reasons: tuple[Finding, ...]
    body: LocalBody | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The list, and what the province should look at before confirming it."""

    areas: tuple[ProposedArea, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """The tambons by code, and which bodies cover each."""

    tambons: Mapping[str, NamedArea]
    bodies_of: Mapping[str, Sequence[tuple[LocalBody, Cover]]]


def propose_council_areas(
    subdistricts: Iterable[NamedArea],
    local_governments: Iterable[LocalBody],
    *,
    basis: Basis,
    bangkok_districts: Iterable[NamedArea] = (),
) -> Proposal:
    """Propose council areas from tambons and local governments; the provincial one (อบจ.) is left out.

    Bangkok has neither tambons of its own law nor such bodies: there every district is one area.
    The list is in order of home code, tambons before municipalities.
    """
    tambons = {area.code: area for area in subdistricts if not area.code.startswith(BANGKOK)}
    bodies = [body for body in local_governments if body.kind is not LocalGovernmentKind.PAO]
    bodies_of: dict[str, list[tuple[LocalBody, Cover]]] = defaultdict(list)
    for body in bodies:
        for cover in body.covers:
            bodies_of[cover.subdistrict].append((body, cover))
    ground = _Ground(tambons, bodies_of)
    areas = [_of_bangkok_district(district) for district in bangkok_districts]
    if basis is Basis.SUBDISTRICT:
        areas += [_of_tambon(tambon, ground) for tambon in tambons.values()]
    else:
        areas += [_of_body(body, ground) for body in bodies if _known_covers(body, ground)]
        areas += [area for tambon in tambons.values() for area in _left_over(tambon, ground)]
    areas.sort(key=lambda area: (area.home, area.kind is not CouncilAreaKind.TAMBON, area.name))
    namesakes = _namesakes(areas)
    return Proposal(_told_apart(areas), (*_findings(bodies, ground), *namesakes))


def _of_bangkok_district(district: NamedArea) -> ProposedArea:
    reason = Finding("council_area.bangkok_district", {"district": district.name}, is_wrong=False)
    return ProposedArea(CouncilAreaKind.KHET, district.name, district.name_en, district.code, (), (reason,))


def _of_tambon(tambon: NamedArea, ground: _Ground) -> ProposedArea:
    """One area per tambon; it counts as a municipality where one municipality is exactly this tambon."""
    bodies = ground.bodies_of.get(tambon.code, ())
    sole = bodies[0][0] if len(bodies) == 1 and len(bodies[0][0].covers) == 1 else None
    is_municipal = sole is not None and sole.kind.is_municipality and not bodies[0][1].is_partial
    reasons = [Finding("council_area.tambon", {"subdistrict": tambon.name}, is_wrong=False)]
    reasons += [
        Finding(
            "council_area.has_part" if cover.is_partial else "council_area.has_whole",
            {"kind": body.kind, "body": body.name},
            is_wrong=False,
        )
        for body, cover in bodies
    ]
    return ProposedArea(
        CouncilAreaKind.MUNICIPALITY if is_municipal else CouncilAreaKind.TAMBON,
        tambon.name,
        tambon.name_en,
        tambon.code,
        (Cover(tambon.code),),
        tuple(reasons),
        sole,
    )


def _of_body(body: LocalBody, ground: _Ground) -> ProposedArea:
    covers = _known_covers(body, ground)
    is_municipal = body.kind.is_municipality or body.kind is LocalGovernmentKind.SPECIAL
    reasons = [Finding("council_area.body", {"kind": body.kind, "body": body.name}, is_wrong=False)]
    for cover in covers:
        tambon = ground.tambons[cover.subdistrict]
        others = [other.name for other, _ in ground.bodies_of[cover.subdistrict] if other is not body]
        code = "council_area.takes_part" if cover.is_partial else "council_area.takes_whole"
        facts = {"subdistrict": tambon.name, "others": ", ".join(others)}
        reasons.append(Finding(code, facts, is_wrong=False))
    return ProposedArea(
        CouncilAreaKind.MUNICIPALITY if is_municipal else CouncilAreaKind.TAMBON,
        body.name,
        body.name_en,
        _home(body, covers, ground),
        covers,
        tuple(reasons),
        body,
    )


def _home(body: LocalBody, covers: Sequence[Cover], ground: _Ground) -> str:
    """Choose the one tambon to list a body under: its own code, its namesake, then the first whole one.

    One home keeps counts by amphoe true where a municipality reaches over several tambons.
    """
    codes = [cover.subdistrict for cover in covers]
    if body.code in codes:
        return body.code
    namesake = [code for code in codes if ground.tambons[code].name == body.name]
    whole = [cover.subdistrict for cover in covers if not cover.is_partial]
    return (namesake + whole + codes)[0]


def _left_over(tambon: NamedArea, ground: _Ground) -> list[ProposedArea]:
    """Propose the tambon, or its rest, where the local governments on record do not cover it."""
    bodies = ground.bodies_of.get(tambon.code, ())
    if len(bodies) > 1 or any(not cover.is_partial for _, cover in bodies):
        return []
    code = "council_area.rest" if bodies else "council_area.no_body"
    facts = {"subdistrict": tambon.name, "body": bodies[0][0].name if bodies else ""}
    return [
        ProposedArea(
            CouncilAreaKind.TAMBON,
            tambon.name,
            tambon.name_en,
            tambon.code,
            (Cover(tambon.code, is_partial=bool(bodies)),),
            (Finding(code, facts, is_wrong=False),),
        )
    ]


def _known_covers(body: LocalBody, ground: _Ground) -> tuple[Cover, ...]:
    return tuple(cover for cover in body.covers if cover.subdistrict in ground.tambons)


def _findings(bodies: Iterable[LocalBody], ground: _Ground) -> list[Finding]:
    """Say what does not fit: bodies that cover nothing known, and tambons that two bodies hold whole."""
    found = []
    for body in bodies:
        found += [
            Finding("cover.unknown_subdistrict", {"body": body.name, "subdistrict": cover.subdistrict})
            for cover in body.covers
            if cover.subdistrict not in ground.tambons
        ]
        if not _known_covers(body, ground):
            found.append(Finding("cover.nothing", {"body": body.name}))
    for code, held in ground.bodies_of.items():
        whole = [body.name for body, cover in held if not cover.is_partial]
        if code in ground.tambons and whole and len(held) > 1:
            facts = {"subdistrict": ground.tambons[code].name, "bodies": ", ".join(b.name for b, _ in held)}
            found.append(Finding("cover.whole_and_shared", facts))
    return found


def _namesakes(areas: Iterable[ProposedArea]) -> list[Finding]:
    """Point at two areas of one kind and name under one home: often a body and what it became later."""
    times = Counter((area.home, area.kind, area.name) for area in areas)
    return [
        Finding("council_area.same_name", {"area": name, "times": str(count)}, is_wrong=False)
        for (_, _, name), count in times.items()
        if count > 1
    ]


def _told_apart(areas: Sequence[ProposedArea]) -> tuple[ProposedArea, ...]:
    """Put the recorded code behind the name of a namesake, so that the list can be confirmed as it is."""
    taken: set[tuple[str, str, str]] = set()
    found = []
    for area in areas:
        if (area.home, area.kind, area.name) in taken and area.body is not None:
            found.append(replace(area, name=f"{area.name} ({area.body.code})"))
        else:
            found.append(area)
        taken.add((area.home, area.kind, area.name))
    return tuple(found)
