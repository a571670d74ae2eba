"""Writes of the rules by which a body meets: dated rows at its own node, which win over those of its kind."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.meetings.rules.quorum import CLOSED_VALUES, RULES, family_of
from khabuan.registry.models import Organisation
from khabuan.rules.actions import Place, set_rule
from khabuan.rules.models import DatedRule


@action("meetings.set_body_rule", on="organisation")
def set_body_rule(
    *, actor: Actor, organisation: Organisation, key: str, value: str, since: date, source: str
) -> DatedRule:
    """Give a body its own rule ("quorum_share") from a day on; meetings held before it keep the old one.

    Refused: no such rule, a value that does not fit, no source, a day not after the beginning of the present value.
    """
    if key not in RULES:
        raise Refused("no_such_rule", _("There is no rule of this name."))
    allowed = CLOSED_VALUES.get(key)
    if allowed is not None and tidy(value) not in allowed:
        raise Refused("bad_value", _("Choose the value from the list."), field="value")
    rule: DatedRule = set_rule(
        actor=actor, place=Place(organisation.node), key=f"{family_of(organisation.kind)}.{key}", value=value,
        since=since, source=source,
    )  # fmt: skip
    return rule
