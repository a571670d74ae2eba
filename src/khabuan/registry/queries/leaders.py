"""Leaders of a place by level (tambon, province, issue expert, nation) and issue."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.places.models import Area
from khabuan.places.queries.areas import placed_within
from khabuan.registry.models import Leader
from khabuan.registry.rules.kinds import Issue, LeaderLevel

LEVELS = (LeaderLevel.TAMBON, LeaderLevel.PROVINCE, LeaderLevel.ISSUE_EXPERT, LeaderLevel.NATION)


def leaders_at(actor: Actor, place: Area, on: date, *, level: str = "", issue: str = "") -> QuerySet[Leader]:
    """Leaders in sight who lead at or below a place on a day, by name."""
    rows: QuerySet[Leader] = Leader.objects.visible_to(actor).filter(
        in_force(on), placed_within([place.path], on, "area__"), person__stays__isnull=True
    )
    rows = rows.filter(level=level) if level else rows
    rows = rows.filter(issue=issue) if issue else rows
    return rows.select_related("person", "area").order_by("person__sort_key", "person", "pk")


def leader_counts(actor: Actor, place: Area, on: date) -> list[tuple[str, list[int]]]:
    """How many lead, by issue ("" is no one issue) and in the order of `LEVELS`; no issue without leaders."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for issue, level, person in (
        leaders_at(actor, place, on).order_by().values_list("issue", "level", "person")
    ):
        found[issue][level].add(person)
    issues = [issue.value for issue in Issue if issue.value in found] + ([""] if "" in found else [])
    return [(issue, [len(found[issue][level]) for level in LEVELS]) for issue in issues]
