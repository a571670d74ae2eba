"""Organisations: entered, changed, moved, ended; their registration under the Act; what agencies support."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.keys import new_key
from khabuan.core.searching import whole
from khabuan.core.thai import Precision, ThaiDate, search_key, short_date, sort_key, tidy
from khabuan.places.models import Area, AreaGroup, AreaKind, CouncilArea, LocalGovernment
from khabuan.places.queries import may_work_for, members_of
from khabuan.registry.actions.ending import end_body, revive_body
from khabuan.registry.actions.likeness import keep_likeness
from khabuan.registry.actions.standing import stand
from khabuan.registry.models import Agency, Community, Organisation, Registration, Support, WorkingGroup
from khabuan.registry.rules.body_names import core_key
from khabuan.registry.rules.dates import is_more_exact, last_day
from khabuan.registry.rules.kinds import AGENCY_KINDS, MEMBER_KINDS, PARENT_KINDS, Level, OrganisationKind
from khabuan.registry.rules.registration import (
    SAY,
    Entry,
    Need,
    Step,
    StepProblem,
    StepRefused,
    StepRule,
    rule_of,
    step_refused,
    unsaid,
)

LEVEL_OF_AREA = {
    AreaKind.NATION: Level.NATION,
    AreaKind.PROVINCE: Level.PROVINCE,
    AreaKind.DISTRICT: Level.AMPHOE,
    AreaKind.SUBDISTRICT: Level.TAMBON,
    AreaKind.VILLAGE: Level.VILLAGE,
    AreaKind.COMMUNITY: Level.VILLAGE,
}
LEVEL_OF_GROUP = {
    AreaGroup.Kind.ZONE: Level.ZONE,
    AreaGroup.Kind.CLUSTER: Level.GROUP,
    AreaGroup.Kind.MOVEMENT: Level.GROUP,
    AreaGroup.Kind.REGION: Level.REGION,
}
PROVINCE_STEP = 3  # letters of a path that name the province: "19."
OWN_PARTS: dict[str, tuple[type[Any], frozenset[str]]] = {
    OrganisationKind.COMMUNITY: (
        Community,
        frozenset({"group_kind", "purpose", "member_count", "counted_on"}),
    ),
    **dict.fromkeys(
        MEMBER_KINDS, (Community, frozenset({"group_kind", "purpose", "member_count", "counted_on"}))
    ),
    OrganisationKind.WORKING_GROUP: (WorkingGroup, frozenset({"function", "issue", "mandate"})),
    OrganisationKind.AGENCY: (Agency, frozenset({"agency_kind", "ministry", "local_government"})),
}
COMPARED = frozenset({"name", "phone", "parent", "council_area"})
"""Fields that tell whether two records are of one body (`rules.same_body`)."""
OWN_NAMES: dict[str, str] = {
    OrganisationKind.COMMUNITY: "community",
    **dict.fromkeys(MEMBER_KINDS, "community"),
    OrganisationKind.WORKING_GROUP: "working_group",
    OrganisationKind.AGENCY: "agency",
}


@action("registry.add_organisation", on="area", seen=("group", "local_government"))
def add_organisation(
    *, actor: Actor, area: Area, kind: str, name: str, own: dict[str, Any] | None = None, **facts: Any
) -> Organisation:
    """Enter a body that stands in `area`.

    `facts` are fields of `Organisation`; `own` those of its kind's own table. A council needs the council
    area it is for, a branch or village centre the fund it belongs to. Its level is that of its group of areas,
    else of its place. Refused: no name, no council area, a council there already, a parent of the wrong kind,
    a founding day to come, another level, a group or local government of another place.
    """
    name = _named(name)
    group: AreaGroup | None = facts.get("group")
    _check_group(area, kind, group)
    _check_level(facts.pop("level", ""), level_of(area, group))
    _check_agency_kind(own)
    _check_local_government(area, own)
    council_area: CouncilArea | None = facts.get("council_area")
    if kind == OrganisationKind.COUNCIL:
        _check_council_area(area, council_area)
    _check_parent(kind, facts.get("parent"))
    _check_not_to_come(facts.get("founded_on"), "founded_on")
    key = new_key()
    organisation: Organisation = add(
        Organisation, id=key, area=area, kind=kind, name=name, node=f"{area.path}o{key}.",
        level=level_of(area, group),
        **name_keys(name, facts.get("short_name", "")), **facts,
    )  # fmt: skip
    _keep_own(organisation, own or {})
    keep_likeness(organisation, is_new=True)
    return organisation


@action("registry.change_organisation", on="organisation", seen=("group", "local_government", "parent"))
def change_organisation(
    *,
    actor: Actor,
    organisation: Organisation,
    own: dict[str, Any] | None = None,
    reason: str = "",
    **facts: Any,
) -> Organisation:
    """Change facts of a body; only what is named changes. Refused as in `add_organisation`."""
    if "level" in facts:
        raise TypeError("the level follows from place and group")
    if "name" in facts:
        facts["name"] = _named(facts["name"])
    if {"name", "short_name"} & facts.keys():
        name, short = facts.get("name", organisation.name), facts.get("short_name", organisation.short_name)
        facts |= name_keys(name, short)
    if "parent" in facts and facts["parent"] != organisation.parent:
        _check_parent(organisation.kind, facts["parent"])
        _check_parent_reached(facts["parent"])
    if "group" in facts and facts["group"] != organisation.group:
        _check_group(organisation.area, organisation.kind, facts["group"])
        facts["level"] = level_of(organisation.area, facts["group"])
    _check_local_government(organisation.area, own)
    _check_not_to_come(facts.get("founded_on"), "founded_on")
    _keep_old_agency_kind(organisation, own or {}, facts)
    change(organisation, **facts)
    _keep_own(organisation, own or {})
    if COMPARED & facts.keys():
        keep_likeness(organisation)
    return organisation


@action("registry.end_organisation", on="organisation")
def end_organisation(*, actor: Actor, organisation: Organisation, on: date, reason: str) -> Organisation:
    """Close a body on a day, with the reason; open terms end with it. Its records stay; a council leaves its
    area to a new one.

    Refused: ended already, a day to come, no reason, a term that began later.
    """
    if organisation.ended_on:
        raise Refused("ended_already", _("This organisation was ended already. Look at its history."))
    _check_not_to_come(on, "on")
    end_body(organisation, on, _why_it_ended(reason, "reason"))
    return organisation


@action("registry.revive_organisation", on="organisation")
def revive_organisation(*, actor: Actor, organisation: Organisation, reason: str) -> Organisation:
    """Bring back a body that was ended in error, with the terms that ended with it.

    A dissolution under the Act is taken back in the same act. Refused: a body that has not ended, no reason,
    and as in `revive_body`.
    """
    if not organisation.ended_on:
        raise Refused("not_ended", _("This organisation has not ended. There is nothing to bring back."))
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the organisation comes back."), field="reason")
    revive_body(organisation)
    for step in _steps(organisation).filter(step=Step.DISSOLVED):
        change(step, withdrawn_on=clock.today())
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
    _check_group(area, organisation.kind, organisation.group)
    facts: dict[str, Any] = {"area": area, "level": level_of(area, organisation.group)}
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
    *,
    actor: Actor,
    organisation: Organisation,
    step: str,
    on: date | None = None,
    unknown: Collection[str] = (),
    **facts: Any,
) -> Registration:
    """Record one step of จดแจ้ง (section 5 of the Act). Earlier rows stay as they are.

    `unknown` names what the paper does not tell any more ("date", "number", "receiver", "counts"): what a
    step's form asks is written or said to be unknown, never left empty in silence. A dissolution ends the body
    and its terms: it belongs to the office that ends organisations, and its `note` says why.

    Refused: a kind that does not register, a body that has ended, a day to come, steps out of order, a second
    registration, a need neither written nor said to be unknown, more agreed than present.
    """
    rule = rule_of(OrganisationKind(organisation.kind), step)
    if rule is None:
        raise Refused("no_such_step", _("This kind of organisation does not have this step."), field="step")
    if step == Step.DISSOLVED:
        policy.require(require_running().actor, "registry.end_organisation", organisation.node)
    _check_not_to_come(on, "on")
    _check_step(organisation, rule, _new_entry(step, on, facts), unknown)
    registration: Registration = add(Registration, organisation=organisation, step=step, on=on, **facts)
    if step == Step.DISSOLVED and on:
        day = min(last_day(on, str(facts.get("on_precision", "day"))), clock.today())
        end_body(organisation, day, _why_it_ended(str(facts.get("note", "")), "note"))
    elif registration.number:
        keep_likeness(organisation)
    return registration


def _check_step(organisation: Organisation, rule: StepRule, new: Entry, unknown: Collection[str]) -> None:
    kind = OrganisationKind(organisation.kind)
    if organisation.ended_on:
        words = _("This organisation ended on %(day)s. Bring it back first if that is wrong.")
        raise Refused("ended", words % {"day": short_date(organisation.ended_on)}, field="step")
    refused = step_refused(kind, _entries(_steps(organisation)), new)
    if refused is not None:
        _refuse_step(refused)
    for need in unsaid(rule, new, unknown):
        raise Refused("unsaid", gettext(SAY[need]), field=FIELD_OF[need])


def _refuse_step(refused: StepRefused) -> NoReturn:
    other = refused.other
    facts = {"step": gettext(other.step.label), "day": _day_of(other)} if other else {}
    field = "on" if refused.problem in OF_DAY else "step"
    raise Refused(refused.problem.value, gettext(refused.problem.label) % facts, field=field)


OF_DAY = (StepProblem.TOO_EARLY, StepProblem.TOO_LATE, StepProblem.SAME_DAY)
FIELD_OF = {Need.DATE: "on", Need.NUMBER: "number", Need.RECEIVER: "receiver", Need.COUNTS: "present"}


def _new_entry(step: str, on: date | None, facts: Mapping[str, Any]) -> Entry:
    names = ("on_precision", "number", "receiver", "present", "agreed", "entitled")
    told = {name: facts[name] for name in names if facts.get(name) is not None}
    return Entry(key=0, step=Step(step), on=on, **told)


def _day_of(entry: Entry) -> str:
    return short_date(ThaiDate(entry.on, entry.on_precision)) if entry.on else ""


def _steps(organisation: Organisation) -> QuerySet[Registration]:
    """The steps that count."""
    return Registration.everywhere.filter(organisation=organisation, withdrawn_on__isnull=True).order_by("pk")


def _entries(rows: QuerySet[Registration]) -> list[Entry]:
    return [Entry(key=row.pk, step=Step(row.step), on=row.on, on_precision=row.on_precision) for row in rows]


def _why_it_ended(reason: str, field: str) -> str:
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the organisation ended."), field=field)
    return tidy(reason)[:300]


FILLED = ("number", "receiver", "receiver_office", "entitled", "present", "agreed")


@action("registry.fill_registration", on="registration")
def fill_registration(
    *,
    actor: Actor,
    registration: Registration,
    on: date | None = None,
    on_precision: Precision = "day",
    **facts: Any,
) -> Registration:
    """Write what a step did not tell when it was recorded. What stands there already is never written over; only
    a day known to the month or year may be told more closely.

    Refused: a step that was taken back, a box that is written already, nothing new, a day to come or out of
    order.
    """
    if registration.withdrawn_on:
        raise Refused("withdrawn_already", _("This step was taken back already."))
    told = {name: facts[name] for name in FILLED if facts.get(name) not in (None, "")}
    if on is not None:
        told |= {"on": on, "on_precision": on_precision}
        _check_not_to_come(on, "on")
        _check_filled_day(registration, on, on_precision)
    stands = [name for name in told if getattr(registration, name) not in (None, "", told[name])]
    for name in stands:
        if name != "on_precision" and not (name == "on" and _is_closer(registration, told)):
            words = _("This is written already. Take the step back if it is wrong, and record it anew.")
            raise Refused("told_already", words, field=name)
    if not told:
        raise Refused("nothing_new", _("Write at least one thing that is still missing."))
    change(registration, **told)
    if "number" in told:
        keep_likeness(registration.organisation)
    return registration


def _is_closer(registration: Registration, told: Mapping[str, Any]) -> bool:
    held = registration.on
    return held is not None and is_more_exact(
        told["on"], told["on_precision"], held, registration.on_precision
    )


def _check_filled_day(registration: Registration, on: date, precision: Precision) -> None:
    organisation = registration.organisation
    others = _entries(_steps(organisation).exclude(pk=registration.pk))
    new = Entry(key=0, step=Step(registration.step), on=on, on_precision=precision)
    refused = step_refused(OrganisationKind(organisation.kind), others, new)
    if refused is not None and refused.problem in OF_DAY:
        _refuse_step(refused)


@action("registry.withdraw_registration", on="registration")
def withdraw_registration(*, actor: Actor, registration: Registration, reason: str) -> Registration:
    """Take back a step that was entered in error; it stays in the history.

    With a dissolution the body comes back, and the terms that ended with it. Refused: taken back already, no
    reason, and as in `revive_body`.
    """
    if registration.withdrawn_on:
        raise Refused("withdrawn_already", _("This step was taken back already."))
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the step is taken back."), field="reason")
    change(registration, withdrawn_on=clock.today())
    if registration.step == Step.DISSOLVED and registration.organisation.ended_on:
        revive_body(registration.organisation)
    else:
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


def _check_parent_reached(parent: Organisation | None) -> None:
    if parent is not None and not require_running().actor.reaches(parent.node):
        raise OutOfArea(f"parent {parent.pk}")


def _check_agency_kind(own: Mapping[str, Any] | None, kept: str = "") -> None:
    kind = (own or {}).get("agency_kind", "")
    if kind not in ("", kept) and kind not in AGENCY_KINDS:
        raise Refused("no_such_kind", _("Choose the kind of agency from the list."), field="agency_kind")


def _keep_old_agency_kind(organisation: Organisation, own: Mapping[str, Any], facts: dict[str, Any]) -> None:
    """Words of old (the kind was free text once) go into the note when a kind of the list takes their place."""
    if "agency_kind" not in own:
        return
    part = Agency.everywhere.filter(organisation=organisation).first()
    kept = part.agency_kind if part else ""
    _check_agency_kind(own, kept)
    if kept and kept not in AGENCY_KINDS and own["agency_kind"] != kept:
        words = gettext("Kind of agency before: %(words)s") % {"words": kept}
        facts["note"] = "\n".join(filter(None, (facts.get("note", organisation.note), words)))


def level_of(area: Area, group: AreaGroup | None) -> Level:
    """The level at which a body works: that of the group of areas that it is for, else of its place."""
    return LEVEL_OF_GROUP[AreaGroup.Kind(group.kind)] if group else LEVEL_OF_AREA[AreaKind(area.kind)]


def _check_level(asked: str, level: Level) -> None:
    if asked not in ("", level):
        words = _(
            "It works at the level of its place: %(level)s. Choose another place, or its group of areas."
        )
        raise Refused("other_level", words % {"level": gettext(level.label)}, field="area")


def _check_group(area: Area, kind: str, group: AreaGroup | None) -> None:
    """A group's working group is set up by who reaches the group, or at a place that is its member today."""
    if group is None:
        return
    if kind != OrganisationKind.WORKING_GROUP:
        raise Refused("no_group", _("Only a working group belongs to a group of areas."), field="group")
    doer = require_running().actor
    if not may_work_for(doer, area, group, members_of(doer, group)):
        words = _(
            "This group of areas does not hold the place. Choose the zone or group of the place itself."
        )
        raise Refused("other_group", words, field="group")


def _check_local_government(area: Area, own: Mapping[str, Any] | None) -> None:
    """The local government that an agency is stands in the same province."""
    body: LocalGovernment | None = (own or {}).get("local_government")
    if body is not None and area.path[:PROVINCE_STEP] != body.area.path[:PROVINCE_STEP]:
        words = _("This local government lies elsewhere. Choose one of the province of the place.")
        raise Refused("other_local_government", words, field="local_government")


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
    if row is None and (own or kind not in MEMBER_KINDS):
        add(model, organisation=organisation, **own)
    elif row is not None and own:
        change(row, **own)
