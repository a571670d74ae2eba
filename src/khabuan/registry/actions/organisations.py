"""Organisations: entered, changed, moved, ended; their registration under the Act; what agencies support."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.core import clock, offers
from khabuan.core.errors import Refused
from khabuan.core.keys import new_key
from khabuan.core.searching import whole
from khabuan.core.thai import search_key, sort_key, tidy
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.registry.actions.likeness import keep_likeness
from khabuan.registry.actions.standing import stand
from khabuan.registry.models import Agency, Community, Organisation, Registration, Support, WorkingGroup
from khabuan.registry.rules.body_names import core_key
from khabuan.registry.rules.kinds import PARENT_KINDS, Level, OrganisationKind
from khabuan.registry.rules.registration import STEPS, Step

LEVEL_OF_AREA = {
    AreaKind.NATION: Level.NATION,
    AreaKind.PROVINCE: Level.PROVINCE,
    AreaKind.DISTRICT: Level.AMPHOE,
    AreaKind.SUBDISTRICT: Level.TAMBON,
    AreaKind.VILLAGE: Level.VILLAGE,
    AreaKind.COMMUNITY: Level.VILLAGE,
}
COUNTED_KINDS = (OrganisationKind.FUND, OrganisationKind.SAVINGS_GROUP, OrganisationKind.OCCUPATION_GROUP)
OWN_PARTS: dict[str, tuple[type[Any], frozenset[str]]] = {
    OrganisationKind.COMMUNITY: (
        Community,
        frozenset({"group_kind", "purpose", "member_count", "counted_on"}),
    ),
    **dict.fromkeys(
        COUNTED_KINDS, (Community, frozenset({"group_kind", "purpose", "member_count", "counted_on"}))
    ),
    OrganisationKind.WORKING_GROUP: (WorkingGroup, frozenset({"function", "issue", "mandate"})),
    OrganisationKind.AGENCY: (Agency, frozenset({"agency_kind", "ministry", "local_government"})),
}
COMPARED = frozenset({"name", "phone", "parent", "council_area"})
"""Fields that tell whether two records are of one body (`rules.same_body`)."""
OWN_NAMES: dict[str, str] = {
    OrganisationKind.COMMUNITY: "community",
    **dict.fromkeys(COUNTED_KINDS, "community"),
    OrganisationKind.WORKING_GROUP: "working_group",
    OrganisationKind.AGENCY: "agency",
}


@action("registry.add_organisation", on="area")
def add_organisation(
    *, actor: Actor, area: Area, kind: str, name: str, own: dict[str, Any] | None = None, **facts: Any
) -> Organisation:
    """Enter a body that stands in `area`.

    `facts` are fields of `Organisation`; `own` those of its kind's own table. A council needs the council
    area it is for, a branch or village centre the fund it belongs to. Refused: no name, no council area, a
    council there already, a parent of the wrong kind, a founding day to come.
    """
    name = _named(name)
    council_area: CouncilArea | None = facts.get("council_area")
    if kind == OrganisationKind.COUNCIL:
        _check_council_area(area, council_area)
    _check_parent(kind, facts.get("parent"))
    _check_not_to_come(facts.get("founded_on"), "founded_on")
    key = new_key()
    organisation: Organisation = add(
        Organisation, id=key, area=area, kind=kind, name=name, node=f"{area.path}o{key}.",
        level=facts.pop("level", "") or LEVEL_OF_AREA[AreaKind(area.kind)],
        **name_keys(name, facts.get("short_name", "")), **facts,
    )  # fmt: skip
    _keep_own(organisation, own or {})
    keep_likeness(organisation, is_new=True)
    return organisation


@action("registry.change_organisation", on="organisation")
def change_organisation(
    *,
    actor: Actor,
    organisation: Organisation,
    own: dict[str, Any] | None = None,
    reason: str = "",
    **facts: Any,
) -> Organisation:
    """Change facts of a body; only what is named changes. Refused as in `add_organisation`."""
    if "name" in facts:
        facts["name"] = _named(facts["name"])
    if {"name", "short_name"} & facts.keys():
        name, short = facts.get("name", organisation.name), facts.get("short_name", organisation.short_name)
        facts |= name_keys(name, short)
    if "parent" in facts:
        _check_parent(organisation.kind, facts["parent"])
    _check_not_to_come(facts.get("founded_on"), "founded_on")
    change(organisation, **facts)
    _keep_own(organisation, own or {})
    if COMPARED & facts.keys():
        keep_likeness(organisation)
    return organisation


@action("registry.end_organisation", on="organisation")
def end_organisation(*, actor: Actor, organisation: Organisation, on: date, reason: str) -> Organisation:
    """Close a body on a day, with the reason. Its records stay; a council leaves its area to a new one."""
    if organisation.ended_on:
        raise Refused("ended_already", _("This organisation was ended already. Look at its history."))
    _check_not_to_come(on, "on")
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the organisation ended."), field="reason")
    change(organisation, ended_on=on, ended_reason=tidy(reason))
    keep_likeness(organisation)
    return organisation


@action("registry.move_organisation", on="organisation")
def move_organisation(
    *,
    actor: Actor,
    organisation: Organisation,
    area: Area,
    reason: str,
    council_area: CouncilArea | None = None,
) -> Organisation:
    """The body stands in another area from now on; its node, seats and files follow, its history goes on.

    A council moves to a council area of the new place. Refused: no reason, the same area, an area that is no
    more, a council without a free council area there. OutOfArea when the actor does not reach the new place.
    """
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the organisation moves."), field="reason")
    if area.pk == organisation.area_id:
        raise Refused("same_area", _("It stands there already. Choose another area."), field="area")
    if area.until:
        raise Refused(
            "area_ended", _("This area is no more. Choose the one that took its place."), field="area"
        )
    policy.require(require_running().actor, "registry.move_organisation", area.path)
    facts: dict[str, Any] = {"area": area}
    if organisation.kind == OrganisationKind.COUNCIL:
        _check_council_area(area, council_area)
        facts["council_area"] = council_area
    old = organisation.node
    stand(organisation, clock.today(), **facts)
    for follower in offers.area_moves:
        follower.move(old, organisation.node)
    keep_likeness(organisation)
    return organisation


@action("registry.record_registration", on="organisation")
def record_registration(
    *, actor: Actor, organisation: Organisation, step: str, on: date | None = None, **facts: Any
) -> Registration:
    """Record one step of จดแจ้ง (section 5 of the Act). Earlier rows stay as they are.

    Refused: a kind that does not register, a day to come, more agreed than present, a second dissolution.
    """
    if step not in {rule.step for rule in STEPS.get(OrganisationKind(organisation.kind), ())}:
        raise Refused("no_such_step", _("This kind of organisation does not have this step."), field="step")
    _check_not_to_come(on, "on")
    registration: Registration = add(Registration, organisation=organisation, step=step, on=on, **facts)
    if step == Step.DISSOLVED and not organisation.ended_on:
        change(organisation, ended_on=on or clock.today(), ended_reason=str(facts.get("note", "")))
    if registration.number or step == Step.DISSOLVED:
        keep_likeness(organisation)
    return registration


@action("registry.withdraw_registration", on="registration")
def withdraw_registration(*, actor: Actor, registration: Registration, reason: str) -> Registration:
    """Take back a step that was entered in error; it stays in the history."""
    if registration.withdrawn_on:
        raise Refused("withdrawn_already", _("This step was taken back already."))
    change(registration, withdrawn_on=clock.today())
    keep_likeness(registration.organisation)
    return registration


@action("registry.keep_support", on="organisation")
def add_support(*, actor: Actor, organisation: Organisation, issue: str, area: Area, **facts: Any) -> Support:
    """An agency supports an issue in an area, from a day on."""
    if organisation.kind not in (OrganisationKind.AGENCY, OrganisationKind.NETWORK):
        words = _("Only a partner agency or a network has areas that it supports.")
        raise Refused("not_an_agency", words, field="organisation")
    support: Support = add(Support, organisation=organisation, issue=issue, area=area, **facts)
    return support


@action("registry.end_support", on="support")
def end_support(*, actor: Actor, support: Support, on: date) -> Support:
    """The agency's support ended on a day."""
    change(support, until=on)
    return support


def _named(name: str) -> str:
    name = tidy(name)
    if not name:
        raise Refused("no_name", _("Write the name."), field="name")
    return name


def name_keys(name: str, short_name: str) -> dict[str, str]:
    """The keys by which a body of this name is sorted and found."""
    return {
        "sort_key": sort_key(name),
        "search_key": search_key(f"{name} {short_name}")[:260],
        "core_key": whole(core_key(name)[:260]),
    }


def _check_council_area(area: Area, council_area: CouncilArea | None) -> None:
    if council_area is None:
        raise Refused(
            "no_council_area", _("Choose the council area that this council is for."), field="council_area"
        )
    if council_area.until:
        raise Refused(
            "ended_council_area", _("This council area has ended. Choose another one."), field="council_area"
        )
    if council_area.area_id != area.pk:
        raise Refused(
            "other_area",
            _("The council area lies elsewhere. Choose one of this place."),
            field="council_area",
        )


def _check_parent(kind: str, parent: Organisation | None) -> None:
    wanted = PARENT_KINDS.get(OrganisationKind(kind))
    if not wanted:
        return
    if parent is None:
        raise Refused("no_parent", _("Choose the fund that it belongs to."), field="parent")
    if parent.kind not in wanted:
        raise Refused("wrong_parent", _("It belongs to a fund. Choose a fund."), field="parent")


def _check_not_to_come(on: date | None, field: str) -> None:
    if on and on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field=field)


def _keep_own(organisation: Organisation, own: dict[str, Any]) -> None:
    """The row of the kind's own table: made with the organisation, changed with it."""
    kind = OrganisationKind(organisation.kind)
    if kind not in OWN_PARTS:
        if own:
            raise Refused("no_own_facts", _("This kind of organisation does not have these facts."))
        return
    model, fields = OWN_PARTS[kind]
    unknown = set(own) - fields
    if unknown:
        raise TypeError(f"{kind} has no fields {sorted(unknown)}")
    if (
        kind == OrganisationKind.WORKING_GROUP
        and not own.get("function")
        and not hasattr(organisation, OWN_NAMES[kind])
    ):
        raise Refused(
            "no_function", _("Say whether the group does the work or coordinates."), field="function"
        )
    row = model.everywhere.filter(organisation=organisation).first()
    if row is None and (own or kind not in COUNTED_KINDS):
        add(model, organisation=organisation, **own)
    elif row is not None and own:
        change(row, **own)
