"""Writes of what came of a gathering: heads, agreements in words, areas that were visited; lines taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.followup.actions.parts import check_issue, check_reason, check_words
from khabuan.gatherings.actions.parts import check_line, check_on
from khabuan.gatherings.models import (
    Agreement,
    Gathering,
    GatheringLine,
    GatheringPart,
    HeadCount,
    ProgrammeAct,
    Visit,
)
from khabuan.gatherings.rules.heads import MOST
from khabuan.gatherings.rules.kinds import Kind, Sector
from khabuan.places.labels import whole
from khabuan.places.models import Area, AreaKind
from khabuan.places.queries import ancestors
from khabuan.registry.models import Organisation

SECTORS = frozenset(Sector)
TOO_WIDE = (AreaKind.NATION, AreaKind.PROVINCE)


@dataclass(frozen=True)
class Counted:
    """How many of one sector or from one area came; `number` None takes the count back."""

    number: int | None
    is_rough: bool = False
    sector: str = ""
    area: Area | None = None


@action("gatherings.count_heads", on="gathering", seen=("area",))
def count_heads(
    *,
    actor: Actor,
    gathering: Gathering,
    total: int | None = None,
    is_total_rough: bool = False,
    counts: Sequence[Counted] = (),
) -> Gathering:
    """Write down how many came: in all, by sector, by area, counted or about; what is not named stays as it was.

    Sums that disagree are kept as they were told, and pages say so. Refused: called off, more heads than can be.
    """
    check_on(gathering)
    for number in (total, *(one.number for one in counts)):
        if number is not None and not 0 <= number <= MOST:
            raise Refused("too_many", _("So many people cannot have come. Look at the number again."))
    change(gathering, total=total, is_total_rough=is_total_rough and total is not None)
    rows = {(row.sector, row.area_id): row for row in HeadCount.everywhere.filter(gathering=gathering)}
    for one in counts:
        if one.area is None and one.sector not in SECTORS:
            raise Refused("no_such_sector", _("Choose the sector from the list."))
        facts = {"number": one.number, "is_rough": one.is_rough and one.number is not None}
        row = rows.get((one.sector, one.area.pk if one.area else None))
        if row is not None:
            change(row, **facts)
        elif one.number is not None:
            add(HeadCount, gathering=gathering, sector=one.sector, area=one.area, **facts)
    return gathering


@action("gatherings.add_agreement", on="gathering")
def add_agreement(*, actor: Actor, gathering: Gathering, words: str, issue: str = "") -> Agreement:
    """Write down what those present agreed. It is no resolution. Refused: no words, called off."""
    check_on(gathering)
    words = check_words(words, _("Write what was agreed."))
    check_issue(issue)
    last = Agreement.everywhere.filter(gathering=gathering).aggregate(last=Max("number"))["last"]
    made: Agreement = add(Agreement, gathering=gathering, number=(last or 0) + 1, words=words, issue=issue)
    return made


@action("gatherings.correct_agreement", on="gathering")
def correct_agreement(
    *, actor: Actor, gathering: Gathering, agreement: Agreement, reason: str, words: str, issue: str = ""
) -> Agreement:
    """Put right what was written down wrongly. Refused: no reason, no words, one taken off."""
    check_reason(reason, _("Say why the agreement is corrected."))
    check_line(gathering, agreement)
    check_issue(issue)
    change(agreement, words=check_words(words, _("Write what was agreed.")), issue=issue)
    return agreement


@action("gatherings.add_visit", on="gathering", seen=("area", "organisation"))
def add_visit(
    *,
    actor: Actor,
    gathering: Gathering,
    area: Area | None = None,
    organisation: Organisation | None = None,
    note: str = "",
) -> Visit:
    """Write down an area, or a body with its area, that a field visit went to.

    Refused: another kind of gathering, called off, no area, an area wider than an amphoe.
    """
    check_on(gathering)
    if gathering.kind != Kind.FIELD_VISIT:
        message = _(
            "Only a field visit has areas that were visited. Correct the kind of the gathering first."
        )
        raise Refused("no_field_visit", message)
    area = area or (organisation.area if organisation else None)
    if area is None:
        raise Refused("no_area", _("Write the place that was visited."), field="area")
    if area.kind in TOO_WIDE:
        raise Refused("too_wide", _("Write the amphoe, tambon or village that was visited."), field="area")
    words = whole(area, ancestors(actor, area))
    made: Visit = add(
        Visit,
        gathering=gathering,
        area=area,
        area_words=words[:250],
        organisation=organisation,
        note=tidy(note),
    )
    return made


@action("gatherings.remove_line", on="gathering")
def remove_line(*, actor: Actor, gathering: Gathering, line: GatheringLine, reason: str) -> GatheringLine:
    """Take off a line that was entered in error; it stays in the history. Acts of a part stay, without it.

    Refused: no reason, taken off before, called off.
    """
    reason = check_reason(reason, _("Say why the line is taken off."))
    check_line(gathering, line)
    change(line, removed_on=clock.today(), removed_reason=reason)
    if isinstance(line, GatheringPart):
        for act in ProgrammeAct.everywhere.filter(part=line).order_by("pk"):
            change(act, part=None)
    return line
