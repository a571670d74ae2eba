"""Community organisations, councils with their registration, and partner agencies: one row, one body.

A body is known by its hidden key, else by kind, name and place; a council also by its council area. A name that
sounds like one that is there waits for somebody to say whether it is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.lists import (
    NEW,
    PRECISIONS,
    Candidate,
    Cells,
    Change,
    Plan,
    as_text,
    change_of,
    dated,
    differing,
    tells_news,
)
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.thai import Phone, search_key, sound_key
from khabuan.exchange.actions.rows import COLUMN_OF, BodyFacts, take_organisation
from khabuan.exchange.lists.areas import key_column, once
from khabuan.exchange.lists.local_bodies import said_body
from khabuan.exchange.lists.placing import Places
from khabuan.exchange.lists.words import kind_words, labels, said
from khabuan.places.models import Area, CouncilArea
from khabuan.places.queries import council_areas_in
from khabuan.registry.models import Agency, Community, Organisation, Registration
from khabuan.registry.rules.dates import is_more_exact
from khabuan.registry.rules.duplicates import is_slip
from khabuan.registry.rules.kinds import MEMBER_KINDS, OrganisationKind
from khabuan.registry.rules.registration import Need, Step

Kind = OrganisationKind
GROUP_KINDS = (Kind.COMMUNITY, Kind.SAVINGS_GROUP, Kind.OCCUPATION_GROUP, Kind.NETWORK, Kind.FUND, Kind.OTHER)
FIRST_YEAR = date(1900, 1, 1)


# ---------------------------------------------------------------- columns


def _common(name: str, *aliases: str) -> tuple[ColumnSpec, ...]:
    return (
        key_column(),
        ColumnSpec("name", name, required=True, width=36, aliases=("ชื่อ", "ชื่อองค์กร", *aliases)),
    )


def _contact() -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec("founded_on", _("Founded on"), "date", width=18, aliases=("วันก่อตั้ง", "วันที่จัดตั้ง", "จัดตั้งเมื่อ")),
        ColumnSpec("phone", _("Phone"), "code", width=16, aliases=("โทรศัพท์", "โทร", "เบอร์โทร")),
        ColumnSpec("address", _("Address"), width=36, aliases=("ที่อยู่", "ที่ตั้ง")),
    )


def _registered() -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec("registered_on", _("Registered on"), "date", width=18, aliases=("วันที่จดแจ้ง", "จดแจ้งเมื่อ")),
        ColumnSpec(
            "registered_number", _("Registration number"), "code", width=16, aliases=("เลขที่จดแจ้ง", "เลขจดแจ้ง")
        ),
        ColumnSpec("receiver", _("Registered with"), width=26, aliases=("ผู้รับจดแจ้ง", "ผู้รับแจ้ง")),
    )


def _place(required: bool) -> ColumnSpec:
    return ColumnSpec(
        "place", _("Place"), required=required, width=32, aliases=("พื้นที่", "ตำบล", "สถานที่", "ตำบล อำเภอ"),
        help=_("As you would say it: a code, ต.ดาวเรือง, ม.3 ต.ดาวเรือง, ดาวเรือง อ.เมือง"),
    )  # fmt: skip


def group_columns() -> Sequence[ColumnSpec]:
    return (
        *_common(_("Name of the organisation")),
        ColumnSpec(
            "kind", _("Kind"), "choice", required=True, choices=labels(GROUP_KINDS), width=22,
            aliases=("ชนิด", "ประเภท", "ประเภทองค์กร"),
        ),
        _place(True),
        ColumnSpec("group_kind", _("Kind of group, in your words"), width=22, aliases=("ลักษณะกลุ่ม",)),
        ColumnSpec("purpose", _("What it is for"), width=36, aliases=("วัตถุประสงค์",)),
        ColumnSpec("member_count", _("Members"), "number", width=10, aliases=("จำนวนสมาชิก", "สมาชิก (คน)")),
        *_contact(), *_registered(),
    )  # fmt: skip


def council_columns() -> Sequence[ColumnSpec]:
    return (
        *_common(_("Name of the council"), "ชื่อสภา", "สภาองค์กรชุมชน"),
        ColumnSpec(
            "place", _("Council area"), required=True, width=32, aliases=("พื้นที่ตั้งสภา", "ตำบล", "พื้นที่"),
            help=_("The tambon or municipality as it stands in the province's list of council areas"),
        ),
        *_contact(), *_registered(),
        ColumnSpec("agreed_on", _("Agreed to set up on"), "date", width=18, aliases=("วันประชุมจัดตั้ง",)),
        ColumnSpec("renewed_on", _("Renewed on"), "date", width=18, aliases=("วันต่อวาระ",)),
    )  # fmt: skip


# ---------------------------------------------------------------- reading


@dataclass
class BodyDesk:
    """What the lists of bodies share: finding the one a row is about, comparing, saving."""

    actor: Actor
    area: Area
    seen: dict[str, int] = field(default_factory=dict)
    kinds: tuple[Kind, ...] = GROUP_KINDS

    def __post_init__(self) -> None:
        self.places = Places(self.actor, self.area)

    def prepare(self, rows: Sequence[Cells]) -> None:
        """All bodies of these kinds within the place, by key and by name: two queries and the registrations."""
        rows_there = Organisation.objects.visible_to(self.actor).filter(
            spans_q((Span.of(self.area.path),), "node"),
            kind__in=self.kinds,
            stays__isnull=True,
            ended_on__isnull=True,
        )
        self.by_pk: dict[int, Organisation] = {one.pk: one for one in rows_there.select_related("area")}
        self.by_name: dict[str, list[Organisation]] = defaultdict(list)
        self.by_sound: dict[str, list[Organisation]] = defaultdict(list)
        for one in self.by_pk.values():
            self.by_name[one.search_key].append(one)
            self.by_sound[sound_key(one.name)[:12]].append(one)
        self.steps = _steps_of(self.actor, self.by_pk)
        self.own = _own_of(self.actor, self.by_pk)

    def carry_out(self, plan: Plan) -> int | None:
        facts: BodyFacts = plan.facts
        place = facts.there or facts.place
        return take_organisation(actor=self.actor, place=place, row=facts).pk

    def forget(self) -> None:
        """Nothing is kept of what was saved."""

    # -- shared by the lists

    def common(self, row: Cells) -> dict[str, Any]:
        """The fields of any body: name, founding day, phone, address. Blank cells are left out."""
        facts: dict[str, Any] = {"name": row.text("name", required=True, most=200, spoken=True)}
        founded = row.day("founded_on", earliest=FIRST_YEAR, latest=row.today)
        if founded:
            facts["founded_on"], facts["founded_precision"] = dated(founded)
        if row.has("phone"):
            phone = Phone.parse(row.raw("phone"))
            facts["phone"] = phone.shown[:40]
            if not phone.ok:
                row.notice("phone", "phone_doubtful", value=row.raw("phone")[:40])
        if row.has("address"):
            facts["address"] = row.text("address", most=300)
        return facts

    def registration(self, row: Cells, known: Iterable[Registration]) -> list[tuple[str, dict[str, Any]]]:
        """The registration steps that the row has and the books have not."""
        known = list(known)
        steps: list[tuple[str, dict[str, Any]]] = []
        for step, column in (
            (Step.AGREED, "agreed_on"),
            (Step.REGISTERED, "registered_on"),
            (Step.RENEWED, "renewed_on"),
        ):
            read = row.day(column, earliest=FIRST_YEAR, latest=row.today)
            extra: dict[str, Any] = {}
            if step == Step.REGISTERED:
                extra = {
                    "number": row.text("registered_number", most=60),
                    "receiver": row.text("receiver", most=200),
                }
            on, precision = dated(read)
            facts = {"on": on, "on_precision": precision, **extra}
            if fills := _to_fill(known, step, facts):
                steps.append((step.value, fills))
            elif not _has_step(known, step, on, precision) if on else _is_told(known, step, extra):
                # What a list leaves blank is not known: the sheet has no column for it, or nobody filled it in.
                unknown = [need.value for need in Need if not extra.get(need.value)]
                steps.append((step.value, facts | {"unknown": unknown}))
        return steps

    def same_body(
        self, row: Cells, kind: str, name: str, place: Area
    ) -> tuple[Organisation | None, list[Candidate]]:
        """The body that a row is about, or those that somebody has to compare it with."""
        chosen = self.by_pk.get(row.chosen or 0) or self.by_pk.get(row.key_of("o") or 0)
        if chosen is not None:
            return chosen, []
        key = search_key(name)
        exact = [one for one in self.by_name.get(key, []) if one.kind == kind]
        here = [one for one in exact if one.area_id == place.pk]
        if len(here) == 1:
            return here[0], []
        if row.decision == NEW:
            return None, []
        near = [one for one in self.by_sound.get(sound_key(name)[:12], []) if one.kind == kind]
        near = [one for one in near if one.area.path[:9] == place.path[:9] and is_slip(one.search_key, key)]
        inside = [
            one
            for one in exact
            if one.area.path.startswith(place.path) or place.path.startswith(one.area.path)
        ]
        found = dict.fromkeys([*here, *inside, *near])
        return None, [self._candidate(one, key) for one in found]

    def _candidate(self, one: Organisation, key: str) -> Candidate:
        same = one.search_key == key
        reasons = ["name_same" if same else "name_slip"]
        return Candidate(
            one.pk,
            one.name,
            (("kind", said(Kind(one.kind).label)), ("place", self.places.full(one.area))),
            90 if same else 70,
            reasons,
        )

    def changes(
        self, there: Organisation, facts: Mapping[str, Any], own: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any], list[Change]]:
        """What the row says that the body does not: its facts, the facts of its kind, and the changes in words."""
        held, held_own = _held(there, facts), _held(self.own.get(there.pk), own)
        facts, own = differing(facts, held), differing(own, held_own)
        if "phone" in facts and Phone.parse(facts["phone"]).digits == Phone.parse(held["phone"]).digits:
            del facts["phone"]  # the same number, set out otherwise
        named = [name for name in facts if name not in PRECISIONS.values()]
        return facts, own, [
            *(change_of(name, facts, held) for name in named),
            *(change_of(name, own, held_own) for name in own),
        ]  # fmt: skip

    def known_body(
        self, row: Cells, natural: str, body: BodyFacts, there: Organisation, name: str
    ) -> Plan:  # fmt: skip
        """The plan of a row about a body that is here: only what it says otherwise is saved."""
        told = {k: v for k, v in body.facts.items() if k != "council_area" and v not in (None, "")}
        own = {k: v for k, v in body.own.items() if v not in (None, "")}
        facts, own, changes = self.changes(there, told, own)
        changes += [_step_change(step, said) for step, said in body.steps]
        body = replace(body, there=there, facts=facts, own=own)
        return Plan("change" if changes else "same", name, natural, there.pk, changes, facts=body)

    def decided(
        self, row: Cells, natural: str, place: Area, kind: str, facts: dict[str, Any], own: dict[str, Any],
    ) -> Plan:  # fmt: skip
        """The plan of a row whose cells are good: the same body, a new one, or somebody has to choose."""
        there, candidates = self.same_body(row, kind, facts["name"], place)
        known = self.steps.get(there.pk, []) if there else []
        steps = tuple(self.registration(row, known))
        if not row.is_good:
            return Plan("wrong", facts["name"])
        body = BodyFacts(place, kind, there, facts, own, steps)
        if candidates:
            return Plan("choose", facts["name"], natural, candidates=candidates, facts=body)
        if there is None:
            return Plan("new", facts["name"], natural, facts=body)
        return self.known_body(row, natural, body, there, facts["name"])


def _step_change(step: str, facts: Mapping[str, Any]) -> Change:
    """The first thing that a row tells of a step."""
    if facts.get("on"):
        return Change(COLUMN_OF[step], "", as_text(facts["on"], facts["on_precision"]))
    column = "registered_number" if facts.get("number") else "receiver"
    return Change(column, "", facts.get("number") or facts.get("receiver", ""))


def _has_step(known: Iterable[Registration], step: Step, on: date, precision: str) -> bool:
    """The step is in the books with this day, as far as the cell says it."""
    return any(one.step == step and not tells_news(on, precision, one.on, one.on_precision) for one in known)


def _to_fill(known: Iterable[Registration], step: Step, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the row tells of an entry of this step that lacks it, with the entry's key as "fills".

    {} where no entry agrees with the row, or one that does lacks nothing of it.
    """
    told = {name: value for name, value in facts.items() if value and name != "on_precision"}
    found = []
    for one in known:
        lacks = {name: value for name, value in told.items() if not getattr(one, name)}
        if (
            one.on
            and told.get("on")
            and is_more_exact(told["on"], facts["on_precision"], one.on, one.on_precision)
        ):
            lacks["on"] = told["on"]
        if one.step == step and all(_agrees(one, name, facts) for name in told.keys() - lacks.keys()):
            found.append({**lacks, "fills": one.pk} if lacks else {})
    nearest = min(found, key=len, default={})
    return {"on_precision": facts["on_precision"], **nearest} if nearest else {}


def _agrees(one: Registration, name: str, facts: Mapping[str, Any]) -> bool:
    if name == "on":
        return not tells_news(facts["on"], facts["on_precision"], one.on, one.on_precision)
    return bool(getattr(one, name) == facts[name])


def _is_told(known: Iterable[Registration], step: Step, extra: Mapping[str, Any]) -> bool:
    """The row has a number or receiver that no entry of this step has (a blank cell says nothing against)."""
    rows = [one for one in known if one.step == step]
    return any(extra.values()) and not any(
        all(not value or getattr(one, name) == value for name, value in extra.items()) for one in rows
    )


def _held(one: Any, facts: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(one, name, None) for name in facts}


def _steps_of(actor: Actor, bodies: Mapping[int, Organisation]) -> dict[int, list[Registration]]:
    found: dict[int, list[Registration]] = defaultdict(list)
    span_rows = Registration.objects.visible_to(actor).filter(withdrawn_on__isnull=True)
    for row in _of(span_rows, bodies).order_by("on", "pk"):
        found[row.organisation_id].append(row)
    return found


def _own_of(actor: Actor, bodies: Mapping[int, Organisation]) -> dict[int, Community | Agency]:
    found: dict[int, Community | Agency] = {}
    for model in (Community, Agency):
        found |= {row.organisation_id: row for row in _of(model.objects.visible_to(actor), bodies)}
    return found


def _of(rows: Any, bodies: Mapping[int, Organisation]) -> Any:
    """Rows of these bodies; by place rather than by a list of keys, which a database takes only so long."""
    if not bodies:
        return rows.none()
    low = min(one.node for one in bodies.values())
    high = max(one.node for one in bodies.values())
    return rows.filter(organisation__node__gte=low, organisation__node__lte=high)


@dataclass
class GroupDesk(BodyDesk):
    """Community organisations of several kinds."""

    def plan(self, row: Cells) -> Plan:
        facts = self.common(row)
        kind = row.choice("kind", kind_words(), required=True)
        if kind and kind not in self.kinds:
            row.wrong("kind", "other_sheet", value=row.raw("kind")[:40])
        place = self.places.read(row, "place", row.raw("place")) if row.has("place") else None
        if not row.has("place"):
            row.wrong("place", "missing")
        own: dict[str, Any] = {}
        if kind in (Kind.COMMUNITY, *MEMBER_KINDS):
            own = {
                name: row.text(name, most=most)
                for name, most in (("group_kind", 80), ("purpose", 500))
                if row.has(name)
            }
            count = row.whole("member_count")
            own |= {} if count is None else {"member_count": count}
        if place is None or not row.is_good:
            return Plan("wrong", facts["name"])
        natural = f"{kind}/{search_key(facts['name'])}/{place.path}"
        once(row, self.seen, natural, "name")
        return self.decided(row, natural, place, kind, facts, own)

    def registration(self, row: Cells, known: Iterable[Registration]) -> list[tuple[str, dict[str, Any]]]:
        if kind_words().get(search_key(row.raw("kind"))) != Kind.COMMUNITY:
            for column in ("registered_on", "registered_number", "receiver"):
                if row.has(column):
                    row.notice(column, "does_not_register")
            return []
        return super().registration(row, known)


@dataclass
class CouncilDesk(BodyDesk):
    """Councils: one for each council area of the province's confirmed list."""

    kinds: tuple[Kind, ...] = (Kind.COUNCIL,)

    def prepare(self, rows: Sequence[Cells]) -> None:
        super().prepare(rows)
        self.council_areas = list(council_areas_in(self.actor, self.area).select_related("area"))
        self.by_council_area = {one.council_area_id: one for one in self.by_pk.values()}

    def plan(self, row: Cells) -> Plan:
        facts = self.common(row)
        council_area = self._council_area(row)
        if council_area is None or not row.is_good:
            return Plan("wrong", facts["name"])
        once(row, self.seen, f"council/{council_area.pk}", "place")
        natural = f"council/{council_area.pk}"
        there = self.by_council_area.get(council_area.pk)
        if there is None or row.key_of("o") == there.pk:
            facts["council_area"] = council_area
            return self.decided(row, natural, council_area.area, Kind.COUNCIL, facts, {})
        return self._there(row, natural, there, facts, council_area)

    def _there(
        self, row: Cells, natural: str, there: Organisation, facts: dict[str, Any], council_area: CouncilArea
    ) -> Plan:
        steps = tuple(self.registration(row, self.steps.get(there.pk, [])))
        if not row.is_good:
            return Plan("wrong", facts["name"])
        body = BodyFacts(council_area.area, Kind.COUNCIL, there, facts, {}, steps)
        return self.known_body(row, natural, body, there, facts["name"])

    def _council_area(self, row: Cells) -> CouncilArea | None:
        """By the name in the list of council areas, else by the place; the finding names those that may be meant."""
        typed = row.text("place", required=True)
        if not typed:
            return None
        key = search_key(typed)
        known = self.by_pk.get(row.key_of("o") or 0)
        named = [one for one in self.council_areas if search_key(one.name) == key]
        named = [one for one in named if known is not None and one.pk == known.council_area_id] or named
        if not named and (said := said_body(typed)):
            bodies = {one.pk for one in self.places.bodies.named(said)}
            named = [one for one in self.council_areas if one.local_government_id in bodies]
        if len(named) != 1:
            area = self.places.read(row, "place", typed)
            if area is None:
                return None
            named = [one for one in self.council_areas if one.area_id == area.pk]
        if len(named) == 1:
            return named[0]
        if named:
            row.wrong(
                "place", "place.several", value=typed[:60], names=" / ".join(one.name for one in named[:4])
            )
        else:
            row.wrong("place", "no_council_area", value=typed[:60])
        return None


# ---------------------------------------------------------------- out


def bodies_within(actor: Actor, area: Area, kinds: Iterable[str]) -> list[Organisation]:
    """The bodies of some kinds that stand within a place and have not ended."""
    rows = Organisation.objects.visible_to(actor).filter(
        spans_q((Span.of(area.path),), "node"),
        kind__in=tuple(kinds),
        stays__isnull=True,
        ended_on__isnull=True,
    )
    return list(rows.select_related("area", "council_area").order_by("area__path", "sort_key"))


def as_typed(on: date | None, precision: str) -> Cell:
    """A date for a cell: a true date, or "3/2566" and "2566" when no more is known."""
    if on is None or precision == "day":
        return on
    year = on.year + 543
    return f"{on.month}/{year}" if precision == "month" else str(year)


def _body_row(known: Places, one: Organisation, steps: Sequence[Registration]) -> dict[str, Cell]:
    registered = next((row for row in reversed(steps) if row.step == Step.REGISTERED), None)
    return {
        "row_key": f"o{one.pk}", "name": one.name, "place": known.full(one.area), "phone": one.phone,
        "founded_on": as_typed(one.founded_on, one.founded_precision), "address": one.address,
        "registered_on": as_typed(registered.on, registered.on_precision) if registered else None,
        "registered_number": registered.number if registered else "", "receiver": registered.receiver if registered else "",
        **{
            COLUMN_OF[step]: next((as_typed(row.on, row.on_precision) for row in reversed(steps) if row.step == step), None)
            for step in (Step.AGREED, Step.RENEWED)
        },
    }  # fmt: skip


def group_rows(actor: Actor, area: Area) -> Iterator[Mapping[str, Cell]]:
    known, bodies = Places(actor, area), bodies_within(actor, area, GROUP_KINDS)
    by_pk = {one.pk: one for one in bodies}
    steps, own = _steps_of(actor, by_pk), _own_of(actor, by_pk)
    for one in bodies:
        part = own.get(one.pk)
        yield {
            **_body_row(known, one, steps.get(one.pk, [])), "kind": said(Kind(one.kind).label),
            **{name: getattr(part, name, None) for name in ("group_kind", "purpose", "member_count")},
        }  # fmt: skip


def council_rows(actor: Actor, area: Area) -> Iterator[Mapping[str, Cell]]:
    known, bodies = Places(actor, area), bodies_within(actor, area, (Kind.COUNCIL,))
    steps = _steps_of(actor, {one.pk: one for one in bodies})
    names = Counter(search_key(one.council_area.name) for one in bodies if one.council_area)
    for one in bodies:
        is_clear = one.council_area is not None and names[search_key(one.council_area.name)] == 1
        named = one.council_area.name if is_clear and one.council_area else known.full(one.area)
        yield {**_body_row(known, one, steps.get(one.pk, [])), "place": named}
