"""The dated rules that bind a body's meetings on a day, each with the row that says it. One query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from khabuan.access.actor import Actor
from khabuan.meetings.models import Meeting
from khabuan.meetings.rules.quorum import HALF, RULES, Base, MeetingRules, family_of
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.rules.models import DatedRule
from khabuan.rules.queries import rule_for, rules_for
from khabuan.rules.rules import RuleRow

CHAIR_DECIDES, SUBSTITUTES_COUNT = "chair", "yes"
"""Texts of `casting_vote` and `substitutes_count` that say yes; any other says no."""


@dataclass(frozen=True)
class BodyRules:
    """The rules as the arithmetic wants them, and the rows they were read from, by their short name."""

    values: MeetingRules
    rows: Mapping[str, RuleRow]

    def row(self, name: str) -> RuleRow | None:
        """The row of one rule ("quorum_share") with its source; None: nothing says it."""
        return self.rows.get(name)


def rules_of(actor: Actor, meeting: Meeting) -> BodyRules:
    """What binds a meeting: the rules of its body on its day."""
    return body_rules(actor, meeting.organisation, meeting.on)


def body_rules(actor: Actor, body: Organisation, on: date) -> BodyRules:
    """What binds the meetings of a body on a day: its own rows at its node first, then those of its places."""
    family = family_of(body.kind)
    found = rules_for(actor, [f"{family}.{name}" for name in RULES], node=body.node, on=on)
    rows = {name: row for name in RULES if (row := found[f"{family}.{name}"]) is not None}
    return BodyRules(_values(rows), rows)


def _values(rows: Mapping[str, RuleRow]) -> MeetingRules:
    return MeetingRules(
        quorum_share=_share(rows.get("quorum_share")),
        majority_share=_share(rows.get("majority_share")) or HALF,
        majority_base=Base.CAST if _says(rows.get("majority_base"), Base.CAST) else Base.PRESENT,
        casting_vote=_says(rows.get("casting_vote"), CHAIR_DECIDES),
        notice_days=_count(rows.get("notice_days")),
        meetings_per_year_min=_count(rows.get("meetings_per_year_min")),
        substitutes_count=_says(rows.get("substitutes_count"), SUBSTITUTES_COUNT),
    )


def _share(row: RuleRow | None) -> Fraction | None:
    return row.as_share if row else None


def _count(row: RuleRow | None) -> int | None:
    return row.as_count if row else None


def _says(row: RuleRow | None, text: str) -> bool:
    return row is not None and row.as_text.strip().lower() == text


DUTIES = {OrganisationKind.COUNCIL: "council.duties", OrganisationKind.PROVINCE_MEETING: "province.duties"}
"""Kinds of bodies to which the Act gives duties, and the rule that lists them in its order."""


def law_of(actor: Actor, kind: str, *, node: str, on: date) -> RuleRow | None:
    """The rule that lists the duties of a kind of body; None where the Act gives it none, or no row holds."""
    key = DUTIES.get(OrganisationKind(kind))
    return rule_for(actor, key, node=node, on=on) if key else None


def duties_of(actor: Actor, body: Organisation, on: date) -> tuple[str, ...]:
    """The duties that the Act gives a body, in their order."""
    row = law_of(actor, body.kind, node=body.node, on=on)
    return row.as_items if row else ()


def duties_of_law(actor: Actor, meeting: Meeting) -> tuple[str, ...]:
    """The duties that the Act gives the body that meets."""
    return duties_of(actor, meeting.organisation, meeting.on)


def values_over_time(actor: Actor, body: Organisation) -> list[DatedRule]:
    """A body's own rules of meetings, by rule, the latest first."""
    keys = [f"{family_of(body.kind)}.{name}" for name in RULES]
    rows = DatedRule.objects.visible_to(actor).filter(key__in=keys, place=body.node)
    return list(rows.order_by("key", "-since"))
