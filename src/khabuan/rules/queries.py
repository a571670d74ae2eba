"""Reads of the dated rules."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import CharField, ExpressionWrapper, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Cast, Length

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.periods import in_force
from khabuan.rules.models import DatedRule
from khabuan.rules.rules import RuleRow, place_chain, rule_in_force


def rule_for(actor: Actor, key: str, *, node: str = "", on: date | None = None) -> RuleRow | None:
    """The row of a rule that holds at a node on a day, or None."""
    rows = DatedRule.objects.visible_to(actor).filter(key=key, place__in=place_chain(node))
    return rule_in_force([row.as_row for row in rows], key, on or clock.today(), place_chain(node))


def rules_for(actor: Actor, keys: Collection[str], *, node: str = "", on: date) -> dict[str, RuleRow | None]:
    """The rows of several rules that hold at a node (the whole country without one) on a day. One query."""
    places = place_chain(node)
    found = DatedRule.objects.visible_to(actor).filter(key__in=keys, place__in=places)
    rows = [row.as_row for row in found]
    return {key: rule_in_force(rows, key, on, places) for key in keys}


def count_for(actor: Actor, key: str, *, node: str = "", on: date | None = None) -> int | None:
    """The count, days or years of a rule, or None when no row holds."""
    row = rule_for(actor, key, node=node, on=on)
    return row.as_count if row else None


def counts_at(actor: Actor, key: str, node: str, on: date | OuterRef) -> Cast:
    """The count or days of a rule for each row of another list, as the database finds it: of the rule whose key is in
    the field `key`, at the node in the field `node`, on a day; as `rule_in_force`, the nearest place first.
    """
    rows = DatedRule.objects.visible_to(actor).filter(in_force(on), key=OuterRef(key))
    binding = rows.annotate(at=ExpressionWrapper(OuterRef(node), CharField())).filter(
        at__startswith=F("place")
    )
    nearest = binding.order_by(Length("place").desc(), "-since").values("value")[:1]
    return Cast(Subquery(nearest), IntegerField())


def all_rules(actor: Actor) -> list[DatedRule]:
    """Every row, by key, place and day."""
    return list(DatedRule.objects.visible_to(actor).order_by("key", "place", "-since"))


def unverified_rules(actor: Actor) -> list[DatedRule]:
    """What somebody still has to read at its source, in force today."""
    rows = DatedRule.objects.visible_to(actor).filter(is_verified=False, until__isnull=True)
    return list(rows.order_by("key", "place"))
