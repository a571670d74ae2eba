"""Partner agencies with their officers: one row is an agency, or an agency and one officer's dated post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.lists import NEW, Cells, Plan
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.thai import search_key
from khabuan.exchange.actions.rows import AgencyRow, BodyFacts, take_agency
from khabuan.exchange.lists.organisations import (
    BodyDesk,
    _body_row,
    _common,
    _contact,
    _own_of,
    _place,
    bodies_within,
)
from khabuan.exchange.lists.people import (
    PersonReader,
    Read,
    TermReader,
    person_cells,
    person_columns,
    term_cells,
    term_changes,
    term_columns,
)
from khabuan.exchange.lists.placing import Places
from khabuan.exchange.lists.words import agency_words, labels, said
from khabuan.places.models import Area
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.rules.kinds import AgencyKind, agency_kind_label
from khabuan.registry.rules.kinds import OrganisationKind as Kind

OFFICER = "officer_"


def agency_columns() -> Sequence[ColumnSpec]:
    return (
        *_common(_("Name of the agency"), "หน่วยงาน", "ชื่อหน่วยงาน"),
        ColumnSpec(
            "agency_kind", _("Kind of agency"), "choice", choices=labels(AgencyKind), width=26,
            aliases=("ประเภทหน่วยงาน",),
        ),
        ColumnSpec("ministry", _("Ministry or parent body"), width=26, aliases=("กระทรวง", "สังกัด")),
        _place(False), *_contact(),
        *(replace(spec, label=_("Officer: %(what)s") % {"what": spec.label}) for spec in person_columns(prefix=OFFICER)),
        *term_columns(),
    )  # fmt: skip


@dataclass
class AgencyDesk(BodyDesk):
    """Agencies; the same agency may stand in several rows, one for each officer."""

    kinds: tuple[Kind, ...] = (Kind.AGENCY,)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.people = PersonReader(self.actor, self.area, prefix=OFFICER)
        self.terms = TermReader(self.actor, prefix=OFFICER)
        self.made: dict[str, int] = {}
        self.new_keys: dict[str, int] = {}

    def prepare(self, rows: Sequence[Cells]) -> None:
        super().prepare(rows)
        named = [row for row in rows if _has_officer(row)]
        self.reads = {row.number: self.people.read(row) for row in named}
        self.people.look_up(named, list(self.reads.values()))
        self.terms.look_up(self.by_pk, self.people.by_pk)

    def plan(self, row: Cells) -> Plan:
        facts = self.common(row)
        own = {"agency_kind": row.choice("agency_kind", agency_words())} if row.has("agency_kind") else {}
        if row.has("ministry"):
            own["ministry"] = row.text("ministry", most=120)
        place = self.places.read(row, "place", row.raw("place")) if row.has("place") else self.area
        if place is None or not row.is_good:
            return Plan("wrong", facts["name"])
        natural = f"{Kind.AGENCY}/{search_key(facts['name'])}/{place.path}"
        plan = self.decided(row, natural, place, Kind.AGENCY, facts, own)
        if plan.verdict == "wrong":
            return plan
        return (
            self._with_officer(row, plan, natural)
            if row.number in self.reads
            else replace(plan, facts=AgencyRow(plan.facts, None, natural))
        )

    def _with_officer(self, row: Cells, plan: Plan, natural: str) -> Plan:
        read: Read = self.reads[row.number]
        body: BodyFacts = plan.facts
        there, candidates = self.people.who(row, read, body.place)
        if there is None and body.there is not None and row.decision != NEW:
            # An officer seldom lives where the office stands; the same name in the same office is the same one.
            there = self.terms.only_holder(body.there, (one for one in self.people.by_key.get(read.key, ())))
            candidates = [] if there else candidates
        if not row.has("post"):
            row.wrong("post", "post_missing")
        self.people.check_age(row, read)
        who = self.people.natural_key(read, body.place)
        new_key = self.new_keys.setdefault(natural, -len(self.new_keys) - 1)
        term = self.terms.read(row, body.there, there, who, new_key)
        if not row.is_good:
            return Plan("wrong", plan.title)
        changes = self.people.changes(row, there, read, None) if there else []
        officer = replace(self.people.row_facts(there, read, body.place, changes, who), term=term)
        of_term = term_changes(term, row)
        candidates = [replace(one, changes=[*one.changes, *of_term]) for one in candidates]
        changes = [*plan.changes, *changes, *of_term]
        title = f"{plan.title}: {read.name.title}{read.name.given} {read.name.surname}".strip()
        facts = AgencyRow(body, officer, natural)
        if candidates and plan.verdict != "choose":
            return Plan("choose", title, natural, candidates=candidates, facts=facts)
        verdict = plan.verdict if plan.verdict in ("choose", "new") else ("change" if changes else "same")
        return replace(plan, verdict=verdict, title=title, changes=changes, facts=facts)

    def carry_out(self, plan: Plan) -> int | None:
        row: AgencyRow = plan.facts
        made = self.made.get(row.natural)
        if row.body.there is None and made is not None:
            there = Organisation.objects.visible_to(self.actor).select_related("area").get(pk=made)
            row = replace(row, body=replace(row.body, there=there, facts={}, own={}, steps=()))
        if row.officer is not None:
            row = replace(row, officer=self.people.with_made(row.officer))
        place = row.body.there or row.body.place
        agency = take_agency(actor=self.actor, place=place, row=row)
        self.made[row.natural] = agency.pk
        return agency.pk

    def forget(self) -> None:
        self.made.clear()
        self.people.made.clear()


def _has_officer(row: Cells) -> bool:
    return row.has(f"{OFFICER}given") or row.has(f"{OFFICER}full_name")


def agency_rows(actor: Actor, area: Area) -> Iterator[Mapping[str, Cell]]:
    """Each agency with those who hold its posts now; an agency without officers has a row of its own."""
    known, bodies = Places(actor, area), bodies_within(actor, area, (Kind.AGENCY,))
    own = _own_of(actor, {one.pk: one for one in bodies})
    rows = Appointment.objects.visible_to(actor).filter(
        spans_q((Span.of(area.path),), "post__organisation__node"), post__organisation__kind=Kind.AGENCY,
        ended_on__isnull=True, person__stays__isnull=True,
    )  # fmt: skip
    officers: dict[int, list[Appointment]] = {}
    for one in rows.select_related("person__area", "post__organisation").order_by("post__order", "pk"):
        officers.setdefault(one.post.organisation_id, []).append(one)
    for body in bodies:
        part: Any = own.get(body.pk)
        common = {
            **_body_row(known, body, ()),
            "agency_kind": said(agency_kind_label(getattr(part, "agency_kind", ""))),
            "ministry": getattr(part, "ministry", ""),
        }
        for one in officers.get(body.pk, ()):
            person = {
                f"{OFFICER}{name}": value for name, value in person_cells(known, one.person, {}).items()
            }
            yield {**common, **person, **term_cells(one), "row_key": f"p{one.person_id}.a{one.pk}.o{body.pk}"}
        if body.pk not in officers:
            yield common
