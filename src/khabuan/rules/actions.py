"""Writes of the dated rules: the seed, a new value from a day on, and who verified it at its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.core.errors import Refused
from khabuan.core.sql import follow_prefix
from khabuan.core.thai import tidy
from khabuan.rules.models import DatedRule
from khabuan.rules.rules import BadValue, RuleRow, Sureness, ValueKind, read_value, seed_rows, write_value


@dataclass(frozen=True)
class Place:
    """Where a rule is kept, for the policy: the nation ("") or a node below it."""

    node: str = ""


@action("rules.load_rules", on="place")
def load_rules(*, actor: Actor, place: Place = Place()) -> int:
    """Add the shipped rows that are not there yet; what people have entered or verified stays. How many."""
    known = set(DatedRule.everywhere.values_list("key", "place", "since"))
    rows = [row for row in seed_rows() if (row.key, row.place, row.since) not in known]
    DatedRule.new.bulk(_model(row) for row in rows)
    if rows:
        note(rules=[row.key for row in rows])
    return len(rows)


def _model(row: RuleRow) -> DatedRule:
    return DatedRule(
        key=row.key,
        kind=row.kind,
        value=write_value(row.value),
        place=row.place,
        since=row.since,
        until=row.until,
        source=row.source,
        address=row.address,
        section=row.section,
        sureness=row.sureness,
        is_verified=row.is_verified,
        note=row.note,
    )


@action("rules.keep_rule", on="place")
def set_rule(
    *, actor: Actor, place: Place, key: str, value: str, since: date, source: str, note: str = ""
) -> DatedRule:
    """Give a rule another value from a day on, for the nation or one place; the value before ends that day.

    Refused: a rule nobody knows, a value of the wrong kind, no source, a day before the present value began.
    """
    model = DatedRule.everywhere.filter(key=key).order_by("-since").first()
    if model is None:
        raise Refused("no_such_rule", _("There is no rule of this name."), field="key")
    try:
        read_value(ValueKind(model.kind), value)
    except BadValue as problem:
        raise Refused(
            "bad_value", _("This value does not fit the rule. Look at the present one."), field="value"
        ) from problem
    if not tidy(source):
        raise Refused(
            "no_source", _("Say where this value stands: a law, a resolution, a paper."), field="source"
        )
    present = DatedRule.everywhere.filter(key=key, place=place.node, until__isnull=True).first()
    if present is not None:
        if since <= present.since:
            words = _("The present value began on or after that day. Choose a later day.")
            raise Refused("too_early", words, field="since")
        change(present, until=since)
    rule: DatedRule = add(
        DatedRule, key=key, kind=model.kind, value=value.strip(), place=place.node, since=since,
        source=tidy(source), sureness=Sureness.FOUND, note=tidy(note),
    )  # fmt: skip
    return rule


@action("rules.verify_rule", on="rule")
def verify_rule(*, actor: Actor, rule: DatedRule, source: str, section: str = "") -> DatedRule:
    """Somebody read the text and it says so; only now may papers cite the section."""
    if not tidy(source):
        raise Refused(
            "no_source", _("Say where this value stands: a law, a resolution, a paper."), field="source"
        )
    change(
        rule, is_verified=True, verified_on=clock.today(), verified_by=actor.title, source=tidy(source),
        section=tidy(section) or rule.section, sureness=Sureness.FOUND,
    )  # fmt: skip
    return rule


def follow_area(old: str, new: str) -> None:
    """An area or organisation has another path: the rules made for it go with it."""
    follow_prefix(DatedRule.everywhere.all(), "place", old, new)


def settle_area(going: offers.Succession) -> None:
    """The rules of an area that ends end with it, as its successor has its own; those of its organisations
    stay with them."""
    for row in DatedRule.everywhere.filter(place=going.gone.path, until__isnull=True).order_by("pk"):
        if row.since < going.on:
            change(row, until=going.on)
    follow_prefix(
        DatedRule.everywhere.exclude(place=going.gone.path), "place", going.gone.path, going.into.path
    )
