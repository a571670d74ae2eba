"""How rows of gatherings follow bodies and people that become one, areas that end, and a person's wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core import offers
from khabuan.gatherings.models import (
    Cooperation,
    CooperationParty,
    Gathering,
    GatheringBody,
    ProgrammeAct,
    Visit,
)
from khabuan.gatherings.rules.kinds import Doing, State
from khabuan.registry.actions.merging import move_references
from khabuan.registry.actions.merging_bodies import count_kinds
from khabuan.registry.actions.rights import kept_table
from khabuan.registry.models import Organisation

TABLES: tuple[tuple[Any, Any, str], ...] = (
    (_("Gatherings in its book"), Gathering, "organisation"),
    (_("Gatherings that it had to do with"), GatheringBody, "organisation"),
    (_("Field visits that came to it"), Visit, "organisation"),
    (_("Co-operation agreements in its book"), Cooperation, "organisation"),
    (_("Co-operation agreements of which it is a party"), CooperationParty, "organisation"),
)
COUNTED = {"gathering": _("gatherings still to come")}
Line = list[tuple[str, Any, Any]]


def move_of_organisation(moves: Any) -> None:
    """All that names the body goes along; a line that the other record has already stays as words."""
    _move_named(moves, GatheringBody, "gathering")
    _move_named(moves, CooperationParty, "cooperation")
    _move_visits(moves)
    move_references(moves, Gathering, "organisation")
    move_references(moves, Cooperation, "organisation")


def _move_named(moves: Any, model: Any, above: str) -> None:
    """Where both records stand in one list, or the one that stays keeps the book, the other's line is words only."""
    mine = set(_in_force(model, moves.stays).values_list(f"{above}_id", flat=True))
    mine |= set(
        model._meta.get_field(above)
        .related_model.everywhere.filter(organisation__in=[moves.stays, moves.goes])
        .values_list("pk", flat=True)
    )
    for row in model.everywhere.filter(organisation=moves.goes).order_by("pk"):
        if row.removed_on is None and getattr(row, f"{above}_id") in mine:
            moves.change(row, organisation=None, words=row.words or moves.goes.name)
        else:
            moves.change(row, organisation=moves.stays)


def _move_visits(moves: Any) -> None:
    mine = set(_in_force(Visit, moves.stays).values_list("gathering_id", "area_id"))
    for row in Visit.everywhere.filter(organisation=moves.goes).order_by("pk"):
        is_double = row.removed_on is None and (row.gathering_id, row.area_id) in mine
        note = {"note": f"{moves.goes.name} {row.note}".strip()[:300], "organisation": None}
        moves.change(row, **(note if is_double else {"organisation": moves.stays}))


def _in_force(model: Any, body: Organisation) -> Any:
    return model.everywhere.filter(organisation=body, removed_on__isnull=True)


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many of each kind stand at these records. One query for all kinds."""
    return count_kinds(TABLES, bodies)


def move_of_person(moves: Any) -> None:
    """Whoever acted at a gathering is the one who stays; the name stays as it was written that day."""
    move_references(moves, ProgrammeAct, "person")


def erase_of_person(erasing: offers.Erasing) -> None:
    """What somebody did in a public office stays as it was told, no longer tied to the person's record (the trail
    never repeated the tie). Any other line goes on under the pseudonym."""
    keys = [person.pk for person in erasing.people]
    for act in ProgrammeAct.everywhere.filter(person__in=keys).order_by("pk"):
        if not act.is_public:
            erasing.blank(act, name=erasing.pseudonym, post="")
        change(act, person=None, appointment=None)


def copy_of_person(people: Sequence[Any]) -> list[offers.Kept]:
    """What the person did at gatherings."""
    keys = [person.pk for person in people]
    return [kept_table("gatherings.programmeact", _("Acts at gatherings"), _acts(keys))]


def _acts(keys: Sequence[int]) -> Iterator[Line]:
    rows = ProgrammeAct.everywhere.filter(person__in=keys).select_related("gathering").order_by("pk")
    for row in rows:
        yield [
            ("gathering", _("Gathering"), str(row.gathering)),
            ("on", _("Day"), row.on),
            ("doing", _("What somebody did there"), _(Doing(row.doing).label)),
            ("topic", _("Topic"), row.topic),
            ("name", _("Name"), row.name),
            ("post", _("Post held that day"), row.post),
        ]


def settle_area(going: offers.Succession) -> None:
    """What is still to come is held at the area's successor; what was held or visited is told as it was."""
    rows = Gathering.everywhere.filter(area=going.gone, state=State.PLANNED).order_by("pk")
    for row in rows:
        change(row, area=going.into)
        going.count("gathering")


MERGE = offers.OnOrganisationMerge("gatherings", move_of_organisation, tell_of_organisations)
