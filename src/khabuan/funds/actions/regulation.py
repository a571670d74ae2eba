"""A fund's own regulation: dated values, written down and taken back, and the rights that follow from them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.reasons import is_reason
from khabuan.core.thai import tidy
from khabuan.funds.actions.standing import follow_all_dues
from khabuan.funds.models import Fund, FundRule
from khabuan.funds.rules.regulation import refused_value
from khabuan.funds.rules.words import FundKey
from khabuan.meetings.models import Resolution


@action("funds.set_rule", on="fund")
def set_rule(
    *, actor: Actor, fund: Fund, key: str, value: str, since: date, resolution: Resolution | None = None,
    source: str = "",
) -> FundRule:  # fmt: skip
    """A value of the fund's own regulation from a day on, by a resolution or a paper that says so.

    Refused: no resolution and no source, a value that is none, a day that has a value already.
    """
    if resolution is None and len(tidy(source)) < 5:
        words = _("Say which resolution or which section of the regulation says so.")
        raise Refused("no_source", words, field="source")
    if resolution is not None and resolution.organisation_id != fund.organisation_id:
        raise Refused(
            "other_body",
            _("This resolution is of another body. Choose one of this fund."),
            field="resolution",
        )
    wrong = refused_value(FundKey(key), value)
    if wrong:
        raise Refused("value", _(wrong), field="value")
    rule: FundRule = add(
        FundRule, fund=fund, key=key, value=value, since=since, resolution=resolution, source=tidy(source)
    )
    _follow(actor, rule)
    return rule


@action("funds.take_back_rule", on="rule")
def take_back_rule(*, actor: Actor, rule: FundRule, reason: str) -> FundRule:
    """A value that was entered in error holds no more; what held before it holds again. It stays to be read.

    What was collected by it stands as it was entered: receipts are corrected one by one.
    """
    if not is_reason(reason):
        raise Refused("reason", _("Write why this value is taken back."), field="reason")
    if rule.taken_back_on:
        raise Refused("taken_back", _("This value was taken back already."))
    change(rule, taken_back_on=clock.today(), taken_back_reason=tidy(reason))
    _follow(actor, rule)
    return rule


def _follow(actor: Actor, rule: FundRule) -> None:
    """Months of arrears that hold already lapse or restore rights at once; those to come do so by night."""
    if rule.key == FundKey.ARREARS_MONTHS and rule.since <= clock.today():
        follow_all_dues(actor=actor, fund=rule.fund)
