"""Records of other rooms written out of a text, by the ordinary actions of those rooms and by nothing else.

`drafts` are those accepted ones whose values the record has; each is noted beside it, with the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add
from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.followup.actions.promises import record_promise
from khabuan.followup.models import Promise
from khabuan.gatherings.actions.gatherings import record_gathering
from khabuan.gatherings.actions.outcomes import count_heads
from khabuan.gatherings.models import Gathering
from khabuan.grants.actions.projects import record_project
from khabuan.grants.models import Project
from khabuan.housing.actions.houses import record_case
from khabuan.housing.models import HousingCase
from khabuan.meetings.actions.calling import call_meeting
from khabuan.meetings.actions.past import record_held_meeting
from khabuan.meetings.models import Meeting
from khabuan.news.actions.items import write_of_body
from khabuan.news.models import NewsItem
from khabuan.places.models import Area
from khabuan.reader.actions.withdrawing import check_not_withdrawn
from khabuan.reader.models import Draft, Text, Use
from khabuan.reader.queries.texts import uses_in_force
from khabuan.reader.rules.drafts import TRUE
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind


@action("reader.start_gathering", on="organisation", seen=("area",))
def start_gathering(
    *,
    actor: Actor,
    organisation: Organisation,
    text: Text,
    drafts: Sequence[Draft],
    facts: dict[str, Any],
    total: int | None = None,
    is_total_rough: bool = False,
) -> Gathering:
    """Record a gathering that a text tells of, and how many came in all where it tells that. Refused: as in
    `gatherings.record_gathering` and `gatherings.count_heads`, a draft not accepted."""
    made = record_gathering(actor=actor, organisation=organisation, **facts)
    if total is not None:
        count_heads(actor=actor, gathering=made, total=total, is_total_rough=is_total_rough)
    _note_use(text, drafts, made)
    return made


@action("reader.start_meeting", on="organisation")
def start_meeting(
    *,
    actor: Actor,
    organisation: Organisation,
    text: Text,
    drafts: Sequence[Draft],
    facts: dict[str, Any],
    is_held: bool = False,
) -> Meeting:
    """Write down a meeting that a text tells of, as one that was held or one to come. Refused: as in
    `meetings.record_held_meeting` or `meetings.call_meeting`, a draft not accepted."""
    record = record_held_meeting if is_held else call_meeting
    made = record(actor=actor, organisation=organisation, **facts)
    _note_use(text, drafts, made)
    return made


@action("reader.start_promise", on="organisation", seen=("agency", "giver_person"))
def start_promise(
    *,
    actor: Actor,
    organisation: Organisation,
    text: Text,
    drafts: Sequence[Draft],
    facts: dict[str, Any],
) -> Promise:
    """Record a promise that a text tells of, as heard at the one gathering or meeting of that body that came out of the
    text, if there is one. Refused: as in `followup.record_promise`, a draft not accepted."""
    kind, key = _occasion(organisation, text) or (Text._meta.label_lower, text.pk)
    made = record_promise(actor=actor, organisation=organisation, **facts, origin_kind=kind, origin_id=key)
    _note_use(text, drafts, made)
    return made


@action("reader.start_news", on="organisation", seen=("area",))
def start_news(
    *,
    actor: Actor,
    organisation: Organisation,
    text: Text,
    drafts: Sequence[Draft],
    facts: dict[str, Any],
) -> NewsItem:
    """Write news of what a text tells, as a draft. Refused: as in `news.write_of_body`, a draft not accepted."""
    made = write_of_body(actor=actor, organisation=organisation, **facts)
    _note_use(text, drafts, made)
    return made


@action("reader.start_fund", on="area")
def start_fund(
    *, actor: Actor, area: Area, text: Text, drafts: Sequence[Draft], facts: dict[str, Any]
) -> Organisation:
    """Enter a welfare fund of which a text tells in the register; its books are opened on its own page.

    Refused: as in `registry.add_organisation`, a draft not accepted.
    """
    made = add_organisation(actor=actor, area=area, kind=OrganisationKind.FUND, **facts)
    _note_use(text, drafts, made)
    return made


@action("reader.start_project", on="organisation", seen=("area", "places", "agency"))
def start_project(
    *,
    actor: Actor,
    organisation: Organisation,
    text: Text,
    drafts: Sequence[Draft],
    facts: dict[str, Any],
) -> Project:
    """Record a project that a text tells of. Refused: as in `grants.record_project`, a draft not accepted."""
    made = record_project(actor=actor, organisation=organisation, **facts)
    _note_use(text, drafts, made)
    return made


@action("reader.start_house", on="organisation", seen=("area", "project", "person", "agency"))
def start_house(
    *,
    actor: Actor,
    organisation: Organisation,
    text: Text,
    drafts: Sequence[Draft],
    facts: dict[str, Any],
) -> HousingCase:
    """Record a house that a text tells of. Refused: as in `housing.record_case`, a draft not accepted."""
    made = record_case(actor=actor, organisation=organisation, **facts)
    _note_use(text, drafts, made)
    return made


def _occasion(organisation: Organisation, text: Text) -> tuple[str, int] | None:
    """The gathering or meeting of a body that was written out of a text, where that is one alone."""
    found = [
        (model._meta.label_lower, key)
        for model in (Gathering, Meeting)
        for key in model.everywhere.filter(organisation=organisation, pk__in=_made(text, model)).values_list(
            "pk", flat=True
        )
    ]
    return found[0] if len(found) == 1 else None


def _made(text: Text, model: type[Row]) -> list[int]:
    rows = uses_in_force(Actor.system()).filter(
        text=text, subject_kind=model._meta.label_lower, draft__isnull=True
    )
    return list(rows.values_list("subject_id", flat=True))


def _note_use(text: Text, drafts: Sequence[Draft], made: Row) -> None:
    """The text, and each draft that gave a value, beside the record. OutOfArea: a draft of another text."""
    text.refresh_from_db(fields=["withdrawn_on"])
    check_not_withdrawn(text)
    facts = {"text": text, "subject_kind": made._meta.label_lower, "subject_id": made.pk}
    facts |= {"title": str(made)[:300], "on": clock.today()}
    add(Use, **facts)
    for draft in drafts:
        if draft.text_id != text.pk:
            raise OutOfArea(f"draft {draft.pk}")
        if draft.state not in TRUE:
            raise Refused(
                "not_accepted", _("Only what was accepted goes into a record. Look at the text again.")
            )
        add(Use, draft=draft, **facts)
