"""Reads of houses: lists of a place, a body and a project with what they come to, one house with its trail and money,
the ceiling for it, and who lives there for who may read that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.searching import TRIGRAM, containing
from khabuan.core.thai import FiscalYear, search_key
from khabuan.grants.models import Project
from khabuan.housing.models import Householder, HousingCase, HousingMoney, HousingStep
from khabuan.housing.rules import (
    CEILINGS,
    DONE,
    OPEN,
    HouseList,
    MoneyLine,
    Sums,
    ceiling_key,
    is_over,
    programme_money,
)
from khabuan.housing.sentences import subject_words
from khabuan.places.models import Area
from khabuan.registry.models import Organisation, Person
from khabuan.registry.queries.finding import find_people
from khabuan.registry.rules.kinds import Issue
from khabuan.rules.models import DatedRule
from khabuan.rules.rules import RuleRow, place_chain, rule_in_force

NEWEST = ("-fiscal_year", "organisation__sort_key", "-number", "-pk")
JOINED = ("organisation__area", "area")
MOST_PROJECTS = 60
MOST_PEOPLE = 8


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" leaves a thing open. `year` None shows all fiscal years."""

    state: str = HouseList.ALL
    programme: str = ""
    words: str = ""
    year: FiscalYear | None = None


def _seen(actor: Actor) -> QuerySet[HousingCase]:
    rows: QuerySet[HousingCase] = HousingCase.objects.visible_to(actor).select_related(*JOINED)
    return rows


def cases_in(actor: Actor, area: Area, wanted: Wanted) -> QuerySet[HousingCase]:
    """Houses in the books of the bodies of a place and of those below it, and houses that stand there."""
    spans = (Span.of(area.path),)
    there = spans_q(spans, "organisation__node") | spans_q(spans, "area__path")
    return _narrowed(actor, _seen(actor).filter(there), wanted)


def cases_of(actor: Actor, body: Organisation, wanted: Wanted) -> QuerySet[HousingCase]:
    """Houses in a body's book; of an agency, those that it pays for."""
    paid = HousingMoney.objects.visible_to(actor).filter(agency=body, withdrawn_on__isnull=True)
    return _narrowed(actor, _seen(actor).filter(Q(organisation=body) | Q(pk__in=paid.values("case"))), wanted)


def cases_of_project(actor: Actor, project: Project, wanted: Wanted) -> QuerySet[HousingCase]:
    return _narrowed(actor, _seen(actor).filter(project=project), wanted)


def _narrowed(actor: Actor, rows: QuerySet[HousingCase], wanted: Wanted) -> QuerySet[HousingCase]:
    rows = rows.filter(withdrawn_on__isnull=True)
    if wanted.state == HouseList.OPEN:
        rows = rows.filter(state__in=OPEN)
    elif wanted.state == HouseList.DONE:
        rows = rows.filter(state__in=DONE)
    elif wanted.state and wanted.state != HouseList.ALL:
        rows = rows.filter(state=wanted.state)
    if wanted.year is not None:
        rows = rows.filter(fiscal_year=wanted.year.end_year)
    if wanted.programme:
        rows = rows.filter(programme=wanted.programme)
    if wanted.words:
        named = containing(Householder.objects.visible_to(actor), wanted.words)
        rows = rows.filter(pk__in=named.values("case"))
    return rows.order_by(*NEWEST)


def sums_of(actor: Actor, rows: QuerySet[HousingCase]) -> Sums:
    """What these houses come to. Two queries."""
    plain = rows.order_by()
    found = plain.aggregate(
        number=Count("pk"),
        open=Count("pk", filter=Q(state__in=OPEN)),
        done=Count("pk", filter=Q(state__in=DONE)),
    )
    money = HousingMoney.objects.visible_to(actor).filter(
        case__in=plain.values("pk"), withdrawn_on__isnull=True
    )
    return Sums(**found, **money.aggregate(money=Sum("amount"), money_of=Count("case", distinct=True)))


def case_of(actor: Actor, key: int) -> HousingCase:
    """One house in sight, with its body, place and project. OutOfArea when there is none."""
    found: HousingCase | None = _seen(actor).filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"housingcase {key}")
    return found


def step_of(actor: Actor, key: int) -> HousingStep:
    rows = HousingStep.objects.visible_to(actor).filter(pk=key)
    found: HousingStep | None = rows.select_related("case__organisation__area").first()
    if found is None:
        raise OutOfArea(f"housingstep {key}")
    return found


def money_of(actor: Actor, key: int) -> HousingMoney:
    rows = HousingMoney.objects.visible_to(actor).filter(pk=key)
    found: HousingMoney | None = rows.select_related("case__organisation__area", "agency").first()
    if found is None:
        raise OutOfArea(f"housingmoney {key}")
    return found


def trail_of(actor: Actor, case: HousingCase) -> list[HousingStep]:
    """The steps of a house, the first one first, those taken back among them. One query."""
    return list(HousingStep.objects.visible_to(actor).filter(case=case).order_by("on", "pk"))


def states_of(actor: Actor, case: HousingCase) -> list[str]:
    """The states of a house's trail that are in force, in their order. One query."""
    return [step.state for step in trail_of(actor, case) if step.withdrawn_on is None]


def projects_seen(actor: Actor, cases: Collection[HousingCase]) -> dict[int, Project]:
    """The projects of some houses that this seat sees, by key; no query where none has one."""
    keys = {case.project_id for case in cases if case.project_id}
    found: dict[int, Project] = Project.objects.visible_to(actor).in_bulk(list(keys)) if keys else {}
    return found


def householders_of(actor: Actor, cases: Collection[HousingCase]) -> dict[int, Householder]:
    """Who lives in some houses, by the house's key, as far as this seat reads persons there. One query."""
    rows = Householder.objects.visible_to(actor).filter(case__in=[case.pk for case in cases])
    return {row.case_id: row for row in rows.select_related("person__area")}


# Money


def money_line(row: HousingMoney) -> MoneyLine:
    """A line as the pure rules see it: the payer by the register, else by its words."""
    payer = f"#{row.agency_id}" if row.agency_id else search_key(row.agency_words)
    return MoneyLine(payer, row.amount, row.item, search_key(row.words), row.is_programme)


def moneys_of(actor: Actor, cases: Collection[HousingCase]) -> dict[int, list[HousingMoney]]:
    """Money of some houses in the order in which it was written, by the house's key, what was taken back too. One
    query."""
    found: dict[int, list[HousingMoney]] = defaultdict(list)
    rows = HousingMoney.objects.visible_to(actor).filter(case__in=[case.pk for case in cases])
    for row in rows.select_related("agency__area").order_by("pk"):
        found[row.case_id].append(row)
    return found


@dataclass(frozen=True)
class Total:
    """What a house has in all, of it the programme's own money, and the ceiling for that where one is known: `limit` is
    what it comes to where nobody doubts it."""

    money: Decimal
    programme: Decimal
    ceiling: RuleRow | None

    @property
    def limit(self) -> int | None:
        return limit_of(self.ceiling)

    @property
    def is_over(self) -> bool:
        return is_over(self.programme, self.limit)


def totals_of(
    actor: Actor, cases: Collection[HousingCase], moneys: dict[int, list[HousingMoney]]
) -> dict[int, Total]:
    """What each of some houses comes to, against its ceiling. One query."""
    rows = _ceiling_rows(actor)
    found = {}
    for case in cases:
        lines = [money_line(row) for row in moneys.get(case.pk, ()) if row.withdrawn_on is None]
        total = sum((line.amount for line in lines), Decimal(0))
        found[case.pk] = Total(total, programme_money(lines), _ceiling(rows, case))
    return found


def ceiling_of(actor: Actor, case: HousingCase) -> RuleRow | None:
    """Baht of the programme's money that this household may have, or None where no rule says it. One query."""
    return _ceiling(_ceiling_rows(actor), case)


def ceilings_at(actor: Actor, area: Area, fiscal_year: int) -> dict[str, RuleRow]:
    """The ceilings of all programmes in a fiscal year at a place, by the key of their rule. One query."""
    rows = _ceiling_rows(actor)
    found = {key: _in_force(rows, key, fiscal_year, area) for key in CEILINGS}
    return {key: row for key, row in found.items() if row is not None}


def limit_of(ceiling: RuleRow | None) -> int | None:
    """What a ceiling comes to. One that is only carried on from another year, unchecked, stops nobody."""
    return None if ceiling is None or ceiling.is_doubtful else ceiling.as_count


def _ceiling_rows(actor: Actor) -> list[RuleRow]:
    return [row.as_row for row in DatedRule.objects.visible_to(actor).filter(key__in=CEILINGS)]


def _ceiling(rows: Sequence[RuleRow], case: HousingCase) -> RuleRow | None:
    """As it stood at the end of the house's fiscal year, at its place."""
    return _in_force(rows, ceiling_key(case.programme, case.kind), case.fiscal_year, case.area)


def _in_force(rows: Sequence[RuleRow], key: str, fiscal_year: int, area: Area) -> RuleRow | None:
    return rule_in_force(rows, key, FiscalYear(fiscal_year).end, place_chain(area.path))


# Found and named


def projects_for(actor: Actor, body: Organisation) -> list[Project]:
    """Housing projects that a house of this body may belong to: in the books of its province, the newest first."""
    province = Span.of(f"{body.node.partition('.')[0]}.")
    rows = Project.objects.visible_to(actor).filter(
        spans_q((province,), "organisation__node"), issue=Issue.HOUSING, withdrawn_on__isnull=True
    )
    return list(rows.order_by("-fiscal_year", "title", "pk")[:MOST_PROJECTS])


def people_named(actor: Actor, name: str, known: Person | None = None) -> list[Person]:
    """People of the register who may be meant by a name, and the one who is tied to the house already."""
    found = find_people(actor, name, MOST_PEOPLE) if len(search_key(name)) >= TRIGRAM else []
    keys = [int(one.id) for one in found if known is None or int(one.id) != known.pk]
    rows = Person.objects.visible_to(actor).filter(pk__in=keys).select_related("area").in_bulk()
    return [*([known] if known else []), *(rows[key] for key in keys if key in rows)]


def find_cases(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Houses by who lives there and its number, for who reads persons there."""
    if len(search_key(words)) < TRIGRAM:
        return []
    named = containing(Householder.objects.visible_to(actor), words)
    rows = (
        _seen(actor).filter(pk__in=named.values("case"), withdrawn_on__isnull=True).order_by(*NEWEST)[:limit]
    )
    people = householders_of(actor, list(rows))
    return [
        Subject(
            "house", str(row.pk), people[row.pk].name or str(row), row.get_absolute_url(), subject_words(row)
        )
        for row in rows
    ]


def named_cases(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Titles and addresses by key, for texts. Nobody is named. One query."""
    return {
        row.pk: Subject("house", str(row.pk), str(row), row.get_absolute_url(), subject_words(row))
        for row in _seen(actor).filter(pk__in=list(keys))
    }
