"""Funds and members in words: states with their look, paid up to when, steps of a history, values of rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khabuan.core.parts.words import baht, thai_date
from khabuan.funds.list_words import cell_value, column_label
from khabuan.funds.models import DoubleMembership, FundRule, Member, MemberEvent, PastYear
from khabuan.funds.queries.members import MemberLine
from khabuan.funds.queries.setup import RuleLine
from khabuan.funds.rules.dues import months_behind
from khabuan.funds.rules.membership import LEADS_TO, UNDOABLE
from khabuan.funds.rules.sent_again import column_of, once_words
from khabuan.funds.rules.words import (
    NOW,
    BookYear,
    DoubleOutcome,
    FundKey,
    MemberAct,
    MemberKind,
    MemberState,
    Rhythm,
)
from khabuan.places.labels import label
from khabuan.registry.models import Identity
from khabuan.registry.sentences.parts import Said

LOOKS = {
    MemberState.APPLIED: "need",
    MemberState.CERTIFIED: "need",
    MemberState.ACTIVE: "done",
    MemberState.LAPSED: "wrong",
}
COUNTED = {
    FundKey.ARREARS_MONTHS: gettext_lazy("%(n)s months"),
    FundKey.CASH_DAYS: gettext_lazy("%(n)s days"),
    FundKey.SIGNATURES: gettext_lazy("%(n)s people"),
    FundKey.MANAGEMENT_LIMIT: gettext_lazy("%(n)s percent"),
}


def state_said(member: Member) -> Said:
    state = MemberState(member.state)
    return Said(LOOKS.get(state, "quiet"), _(state.label))


def kind_words(kind: str) -> str:
    return _(MemberKind(kind).label)


@dataclass(frozen=True)
class Paid:
    """Up to when is paid, and what that means today. `said` is empty when nothing needs a word."""

    to: str
    more: str
    said: Said | None


def paid_said(member: Member, paid_to: date | None, today: date) -> Paid:
    """ "13 Feb 2026 · 39 days in advance", "3 months behind", or what is not known."""
    if paid_to is None or member.state not in NOW:
        return Paid(thai_date(paid_to) if paid_to else "", "", None)
    ahead = (paid_to - today).days
    if ahead > 0:
        words = ngettext("%(n)d day in advance", "%(n)d days in advance", ahead) % {"n": ahead}
        return Paid(thai_date(paid_to), words, None)
    months = months_behind(paid_to, today)
    if months:
        words = ngettext("%(n)d month behind", "%(n)d months behind", months) % {"n": months}
        return Paid(thai_date(paid_to), words, Said("need", words))
    return Paid(thai_date(paid_to), _("nothing owed") if ahead == 0 else _("due now"), None)


@dataclass(frozen=True)
class Line:
    """A row of the list of members."""

    member: Member
    number: str
    name: str
    url: str
    kind: str
    centre: str
    paid: Paid
    said: Said | None


def line_of(row: MemberLine, today: date) -> Line:
    """What is usual has no word: of a member in good standing only what is behind."""
    member = row.member
    paid = paid_said(member, row.paid_to, today)
    said = paid.said if member.state == MemberState.ACTIVE else state_said(member)
    return Line(
        member, member.number or "–", str(member.person), member.get_absolute_url(), kind_words(member.kind),
        member.centre.name if member.centre else "", paid, said,
    )  # fmt: skip


# ---------------------------------------------------------------- one member


def lead_of(member: Member) -> str:
    """House, village and since when, under the name."""
    place = label(member.person.area, full=True)
    where = f"{member.house_no} {place}" if member.house_no else place
    if not member.joined_on:
        return where
    return _("%(where)s · member since %(day)s") % {"where": where, "day": thai_date(member.joined_on)}


def brought_words(amount: Decimal) -> str:
    if not amount:
        return ""
    return _("of it %(baht)s from the old books") % {"baht": baht(amount)}


def past_words(past: Sequence[PastYear]) -> list[tuple[str, str]]:
    """What the old books have of a member, as label and value; what is nothing is left out."""
    said = []
    for one in past:
        once = once_words(one.what)
        if not (one.amount or once):
            continue
        said.append((past_label(one), once or _("%(baht)s baht") % {"baht": baht(one.amount)}))
    return said


def past_label(one: PastYear) -> str:
    """ "Paid in 2567", "Benefits taken in 2569": what a row of the old books is of."""
    if one.what == "benefit":
        return _("Benefits taken in %(year)s") % {"year": one.year + 543}
    return column_label(column_of((one.what, one.year)))


@dataclass(frozen=True)
class Number:
    """A sealed number as the page shows it."""

    kind: str
    label: str
    shown: str
    to_check: bool


def numbers_of(identities: tuple[Identity, ...]) -> list[Number]:
    """Citizen and phone number, known or not."""
    known = {row.kind: row for row in identities}
    kinds = (Identity.Kind.CITIZEN, Identity.Kind.PHONE)
    return [
        Number(
            kind.value, str(kind.label), known[kind].shown if kind in known else "",
            kind in known and bool(set(known[kind].findings) - {"test"}),
        )
        for kind in kinds
    ]  # fmt: skip


def after_leaving(member: Member) -> list[str]:
    return [
        _("%(person)s counts as a member no more from that day; dues stop.") % {"person": member.person},
        _("Entry fee and contributions are not returned."),
        _("The number stays this person's and is given to nobody else."),
    ]


def after_death(member: Member) -> list[str]:
    return [
        _("Dues of %(person)s stop on that day.") % {"person": member.person},
        _("What was paid for later days is listed, to be returned."),
        _("The death stands with the person in the register too."),
        _("It can be taken back with a reason."),
    ]


# ---------------------------------------------------------------- history

FIELDS = {
    "number": gettext_lazy("Member number"),
    "kind": gettext_lazy("Kind of member"),
    "centre": gettext_lazy("Centre"),
    "rhythm": gettext_lazy("Pays"),
    "house_no": gettext_lazy("House number"),
    "note": gettext_lazy("Note"),
    "applied_on": gettext_lazy("Day of the application"),
    "joined_on": gettext_lazy("Members from"),
    "paid_base_on": gettext_lazy("Paid up to, by the old books"),
}
HISTORY_FIELDS = {
    **FIELDS,
    "state": gettext_lazy("State"),
    "left_on": gettext_lazy("Membership ended on"),
    "admitted_by": gettext_lazy("Admitted by"),
    "matched_times": gettext_lazy("Times matched"),
    "person": gettext_lazy("Person"),
    "fund": gettext_lazy("Fund"),
}


@dataclass(frozen=True)
class Step:
    """One step of a member's history."""

    key: int
    what: str
    on: date
    look: str
    more: str
    resolution_url: str
    may_undo: bool


def steps_of(events: tuple[MemberEvent, ...]) -> list[Step]:
    """The newest first; only the last step that changed the state can be taken back."""
    standing = [event for event in events if event.undone_on is None and event.act in set(LEADS_TO)]
    last = max(standing, key=lambda event: event.pk).pk if standing else None
    return [_step(event, may_undo=event.pk == last and event.act in UNDOABLE) for event in events]


def _step(event: MemberEvent, *, may_undo: bool) -> Step:
    undone = ""
    if event.undone_on:
        undone = _("Taken back on %(day)s: %(why)s") % {
            "day": thai_date(event.undone_on), "why": event.undone_reason,
        }  # fmt: skip
    resolution = event.resolution
    told = [
        thai_date(event.on), str(resolution) if resolution else "", *_changes(event), event.reason,
        event.document, undone,
    ]  # fmt: skip
    look = "quiet" if undone else "wrong" if event.act == MemberAct.LAPSED else "done"
    url = resolution.get_absolute_url() if resolution else ""
    more = " · ".join(filter(None, told))
    return Step(event.pk, _(MemberAct(event.act).label), event.on, look, more, url, may_undo)


def settled_words(double: DoubleMembership, member: Member) -> str:
    """What becomes of a member who seemed to be in two funds, for the member's own fund."""
    if double.outcome == DoubleOutcome.TWO:
        return _("It is another person. Nothing is to be done.")
    if double.staying is None:
        return _("Ask that office what was agreed.")
    if double.staying == member.pk:
        return _("It is one person, and the membership here stands. Nothing is to be done.")
    return _("It is one person, who stays in the other fund. Record here that the member resigned.")


def with_settled(steps: Sequence[Step], doubles: Sequence[DoubleMembership], member: Member) -> list[Step]:
    """The history with what the office above decided about one person in two funds."""
    settled = [
        Step(
            one.pk, _("One person in two funds: settled"), one.settled_on, "done",
            " · ".join(filter(None, (thai_date(one.settled_on), one.settled_by, settled_words(one, member)))),
            "", may_undo=False,
        )
        for one in doubles if one.settled_on
    ]  # fmt: skip
    return sorted([*steps, *settled], key=lambda step: step.on, reverse=True)


def _changes(event: MemberEvent) -> list[str]:
    if event.act in (MemberAct.LAPSED, MemberAct.RESTORED) and event.detail.get("paid_up_to"):
        return [_("paid up to %(day)s") % {"day": thai_date(date.fromisoformat(event.detail["paid_up_to"]))}]
    if event.act == MemberAct.UNDONE and event.detail.get("act"):
        return [_(MemberAct(event.detail["act"]).label)]
    if event.act != MemberAct.CHANGED:
        return []
    return [
        _("%(field)s: %(old)s → %(new)s")
        % {
            "field": FIELDS.get(name) or column_label(name),
            "old": _value(name, old),
            "new": _value(name, new),
        }
        for name, (old, new) in event.detail.items()
        if name in FIELDS or column_label(name)
    ]


def _value(name: str, value: str) -> str:
    return _(Rhythm(value).label) if name == "rhythm" and value else cell_value(name, value)


# ---------------------------------------------------------------- regulation


def value_words(key: FundKey, value: str) -> str:
    """A value of the regulation as people say it; "–" for none."""
    if not value:
        return "–"
    if key == FundKey.RHYTHMS:
        return ", ".join(_(Rhythm(one).label) for one in value.split(","))
    if key == FundKey.YEAR:
        return _(BookYear(value).label)
    if key in COUNTED:
        return str(COUNTED[key]) % {"n": value}
    return _("%(baht)s baht") % {"baht": baht(Decimal(value))}


@dataclass(frozen=True)
class RuleWords:
    """A rule with what holds, whence, and what is to come."""

    key: str
    label: str
    value: str
    said: Said
    source: str
    source_url: str
    to_come: list[str]
    values: list[ValueWords]


@dataclass(frozen=True)
class ValueWords:
    """One dated value of the fund's own."""

    key: int
    since: date
    value: str
    source: str
    source_url: str
    taken_back: str


def value_said(row: FundRule) -> ValueWords:
    back = ""
    if row.taken_back_on:
        facts = {"day": thai_date(row.taken_back_on), "why": row.taken_back_reason}
        back = _("Taken back on %(day)s: %(why)s") % facts
    value = value_words(FundKey(row.key), row.value)
    return ValueWords(row.pk, row.since, value, _source(row), _source_url(row), back)


def rule_words(line: RuleLine) -> RuleWords:
    own = line.own
    said = Said("done", _("the fund's own")) if own else Said("quiet", _("custom of the movement"))
    source = _source(own) if own else (line.custom.source if line.custom else "")
    to_come = [
        _("from %(day)s: %(value)s")
        % {"day": thai_date(row.since), "value": value_words(line.key, row.value)}
        for row in line.to_come
    ]
    values = [value_said(row) for row in line.values]
    return RuleWords(
        line.key.value, _(line.key.label), value_words(line.key, line.value), said, source,
        _source_url(own) if own else "", to_come, values,
    )  # fmt: skip


def _source(row: FundRule) -> str:
    return " · ".join(filter(None, (str(row.resolution) if row.resolution else "", row.source)))


def _source_url(row: FundRule) -> str:
    return row.resolution.get_absolute_url() if row.resolution else ""
