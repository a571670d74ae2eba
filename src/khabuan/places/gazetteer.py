"""The reference areas as candidates for finding, each with what it stands under."""

from functools import cache

from khabuan.places import reference
from khabuan.places.finding import Candidate, Gazetteer
from khabuan.places.rules import AreaKind


@cache
def reference_gazetteer() -> Gazetteer:
    """Index all areas in force and all abolished ones: finds any tambon of the country in milliseconds."""
    return Gazetteer.of(reference_candidates())


def reference_candidates() -> list[Candidate]:
    """List the provinces, districts and subdistricts, in force and abolished, as candidates."""
    made: dict[str, Candidate] = {}
    for area in reference.areas():
        if area.kind is AreaKind.NATION:
            continue
        made[area.code] = Candidate(
            code=area.code,
            kind=area.kind,
            name=area.name,
            name_en=area.name_en,
            line=_line(area.code, made),
            spoken=reference.spoken_names().get(area.code, ()) + area.other_names,
            postal_codes=area.postal_codes,
        )
    for gone in reference.abolished():
        made[gone.code] = Candidate(
            code=gone.code,
            kind=gone.kind,
            name=gone.name,
            name_en=gone.name_en,
            line=_line(gone.code, made),
            is_abolished=True,
            successors=gone.successors,
        )
    return list(made.values())


def _line(code: str, made: dict[str, Candidate]) -> tuple[Candidate, ...]:
    above = (code[:length] for length in range(len(code) - 2, 0, -2))
    return tuple(made[step] for step in above if step in made)
