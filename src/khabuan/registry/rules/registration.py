"""Registration under section 5 of the Act (จดแจ้ง): the steps of a community and of a council, what each
needs, what has been done, and what is missing now. Every step is a dated entry, never an overwrite.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from khabuan.core.thai import Precision
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.dates import first_day, last_day
from khabuan.registry.rules.findings import Finding, FindingCode
from khabuan.registry.rules.kinds import OrganisationKind


class Step(Word):
    """Steps of registration, in the order in which they happen."""

    AGREED = "agreed", _("Communities agreed to set up the council")
    FILED = "filed", _("Papers handed in")
    REGISTERED = "registered", _("Registered")
    SENT_TO_CODI = "sent_to_codi", _("Copy sent to CODI")
    CHANGED = "changed", _("Change registered")
    RENEWED = "renewed", _("Renewed after the term")
    DISSOLVED = "dissolved", _("Dissolved")


class Need(Word):
    """What an entry of a step must have to be complete."""

    DATE = "date", _("Date")
    NUMBER = "number", _("Registration number")
    RECEIVER = "receiver", _("Who received it")
    COUNTS = "counts", _("Representatives present and agreed")
    FORM = "form", _("Registration form")
    RECEIPT = "receipt", _("Receipt of registration")
    MINUTES = "minutes", _("Minutes of the meeting")
    MEMBER_LIST = "member_list", _("List of members")


PAPERS = frozenset({Need.FORM, Need.RECEIPT, Need.MINUTES, Need.MEMBER_LIST})
"""The needs that are papers to attach."""

SAY: Mapping[Need, str] = MappingProxyType(
    {
        Need.DATE: _("Write the day (the year alone will do), or tick that it is not known."),
        Need.NUMBER: _("Write the registration number, or tick that it is not known."),
        Need.RECEIVER: _("Write who received it, or tick that it is not known."),
        Need.COUNTS: _("Write how many were present and how many agreed, or tick that it is not known."),
    }
)
"""What to do about a need that was neither met nor said to be unknown."""


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step: what it needs; an `is_required` step is asked for until it is there, others happen when they
    do."""

    step: Step
    needs: tuple[Need, ...]
    is_required: bool = True
    may: tuple[Need, ...] = ()  # what its paper sometimes has
    is_once: bool = False  # of a body there is one such step

    @property
    def written(self) -> tuple[Need, ...]:
        """What somebody must write, or say that it is not known; papers are attached when they come."""
        return tuple(need for need in self.needs if need not in PAPERS)

    @property
    def boxes(self) -> frozenset[Need]:
        """What the step's form asks."""
        return frozenset({*self.needs, *self.may} - PAPERS)


COMMUNITY_STEPS = (
    StepRule(Step.FILED, (Need.DATE, Need.RECEIVER), is_required=False),
    StepRule(Step.REGISTERED, (Need.DATE, Need.NUMBER, Need.RECEIVER, Need.FORM), is_once=True),
    StepRule(Step.CHANGED, (Need.DATE, Need.RECEIVER), is_required=False, may=(Need.NUMBER,)),
    StepRule(Step.DISSOLVED, (Need.DATE, Need.MINUTES), is_required=False, is_once=True),
)
COUNCIL_STEPS = (
    StepRule(Step.AGREED, (Need.DATE, Need.COUNTS, Need.MINUTES), is_once=True),
    StepRule(Step.FILED, (Need.DATE, Need.RECEIVER), is_required=False),
    StepRule(
        Step.REGISTERED,
        (Need.DATE, Need.NUMBER, Need.RECEIVER, Need.FORM, Need.MEMBER_LIST, Need.RECEIPT),
        is_once=True,
    ),
    StepRule(Step.SENT_TO_CODI, (Need.DATE,), may=(Need.NUMBER,)),
    StepRule(Step.CHANGED, (Need.DATE, Need.RECEIVER), is_required=False, may=(Need.NUMBER,)),
    StepRule(
        Step.RENEWED,
        (Need.DATE, Need.RECEIVER, Need.MINUTES, Need.MEMBER_LIST),
        is_required=False,
        may=(Need.NUMBER,),
    ),
    StepRule(Step.DISSOLVED, (Need.DATE, Need.MINUTES), is_required=False, is_once=True),
)
STEPS: Mapping[OrganisationKind, tuple[StepRule, ...]] = MappingProxyType(
    {OrganisationKind.COMMUNITY: COMMUNITY_STEPS, OrganisationKind.COUNCIL: COUNCIL_STEPS}
)
"""Kinds that register under the Act, and their steps. Other kinds have none."""

AFTER_REGISTRATION = frozenset({Step.SENT_TO_CODI, Step.CHANGED, Step.RENEWED, Step.DISSOLVED})
"""Steps of a body that is registered already."""


def rule_of(kind: OrganisationKind, step: str) -> StepRule | None:
    """The rule of a step for a kind; None where the kind does not have it."""
    return next((rule for rule in STEPS.get(kind, ()) if rule.step == step), None)


class Standing(Word):
    """What a body is under the Act on a day."""

    NOT_REGISTERED = "not_registered", _("Not registered")
    PREPARING = "preparing", _("Being registered")
    REGISTERED = "registered", _("Registered")
    DISSOLVED = "dissolved", _("Dissolved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One dated registration entry. `present`, `agreed`, `entitled` are numbers of representatives:
    `entitled` are the representatives of all registered communities of the area."""

    key: int
    step: Step
    on: date | None = None
    on_precision: Precision = "day"
    number: str = ""
    receiver: str = ""
    papers: frozenset[Need] = frozenset()
    present: int | None = None
    agreed: int | None = None
    entitled: int | None = None

    def has(self, need: Need) -> bool:
        match need:
            case Need.DATE:
                return self.on is not None
            case Need.NUMBER:
                return bool(self.number.strip())
            case Need.RECEIVER:
                return bool(self.receiver.strip())
            case Need.COUNTS:
                return self.present is not None and self.agreed is not None
        return need in self.papers


@dataclass(frozen=True, slots=True)
class Missing:
    """A need of a step that is not met; `entry` is None when the whole step is not recorded."""

    step: Step
    need: Need
    entry: int | None = None


class StepProblem(Word):
    """Why a step cannot be recorded now; the label says what to do."""

    REGISTERED_ALREADY = (
        "registered_already",
        _(
            "It is registered already. For a new term choose “Renewed after the term”, for new members or a new "
            "chair “Change registered”. If the step in the book is wrong, have it taken back first."
        ),
    )
    RECORDED_ALREADY = (
        "recorded_already",
        _("This step is in the book already. If that one is wrong, have it taken back first."),
    )
    SAME_DAY = (
        "same_day",
        _("A renewal on this day is in the book already. Check the day."),
    )
    NOT_REGISTERED = (
        "not_registered",
        _(
            "Record the step “Registered” first, even if its day and number are not known any more; then this "
            "one."
        ),
    )
    TOO_EARLY = (
        "too_early",
        _("This day is before a step that comes first: %(step)s, %(day)s. Check both days."),
    )
    TOO_LATE = (
        "too_late",
        _("This day is after a step that follows: %(step)s, %(day)s. Check both days."),
    )


@dataclass(frozen=True, slots=True)
class StepRefused:
    """A problem, and the entry of the book with which it does not agree."""

    problem: StepProblem
    other: Entry | None = None


def step_refused(kind: OrganisationKind, entries: Iterable[Entry], new: Entry) -> StepRefused | None:
    """Why `new` may not follow what is in the book (entries taken back left out); None when it may.

    Days known to the month or year contradict each other only when no reading of them agrees.
    """
    entries = tuple(entries)
    rule = rule_of(kind, new.step)
    same = [entry for entry in entries if entry.step is new.step]
    if rule is not None and rule.is_once and same:
        twice = (
            StepProblem.REGISTERED_ALREADY if new.step is Step.REGISTERED else StepProblem.RECORDED_ALREADY
        )
        return StepRefused(twice, same[0])
    if new.step is Step.RENEWED and new.on and any(entry.on == new.on for entry in same):
        return StepRefused(StepProblem.SAME_DAY)
    registered = any(entry.step is Step.REGISTERED for entry in entries)
    if new.step in AFTER_REGISTRATION and not registered:
        return StepRefused(StepProblem.NOT_REGISTERED)
    return _out_of_order(entries, new)


_ORDER = {
    step: place
    for place, steps in enumerate(
        (
            (Step.AGREED,),
            (Step.FILED,),
            (Step.REGISTERED,),
            (Step.SENT_TO_CODI, Step.CHANGED, Step.RENEWED),
            (Step.DISSOLVED,),
        )
    )
    for step in steps
}
"""Which steps come before which; those of one place come in any order."""


def _out_of_order(entries: Iterable[Entry], new: Entry) -> StepRefused | None:
    """What does not agree with the order of steps. Papers (FILED) may be handed in again with a change."""
    for entry in entries:
        if new.on is None or entry.on is None:
            continue
        comes_first, follows = _ORDER[entry.step] < _ORDER[new.step], _ORDER[new.step] < _ORDER[entry.step]
        is_earlier = last_day(new.on, new.on_precision) < first_day(entry.on, entry.on_precision)
        is_later = last_day(entry.on, entry.on_precision) < first_day(new.on, new.on_precision)
        if comes_first and is_earlier and entry.step is not Step.FILED:
            return StepRefused(StepProblem.TOO_EARLY, entry)
        if follows and is_later and new.step is not Step.FILED:
            return StepRefused(StepProblem.TOO_LATE, entry)
    return None


def unsaid(rule: StepRule, new: Entry, unknown: Collection[str]) -> tuple[Need, ...]:
    """What the step's paper has that is neither written nor said to be unknown (by the needs' names).

    The day of a dissolution cannot be unknown: terms end on it. The year alone is taken.
    """
    said = set(unknown) - ({Need.DATE.value} if new.step is Step.DISSOLVED else set())
    return tuple(need for need in rule.written if not new.has(need) and need.value not in said)


@dataclass(frozen=True, slots=True)
class RegistrationState:
    """`registered_on` is the day of the (first) registration, `renewed_on` of the last renewal, `next_step`
    the first required step that is not recorded."""

    standing: Standing
    registered_on: date | None
    renewed_on: date | None
    dissolved_on: date | None
    done: tuple[Step, ...]
    next_step: Step | None
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...] = ()


def registration_state(
    kind: OrganisationKind,
    entries: Iterable[Entry],
    today: date,
    *,
    organisation: int,
    agreement_share: Fraction | None = None,
    agreement_base: str = "entitled",
) -> RegistrationState:
    """Where a body's registration stands: for kinds that do not register, NOT_REGISTERED with nothing
    missing.

    `agreement_share` and `agreement_base` are the dated rules `council.agreement_share` and `_base`; without
    a share the agreement is not judged.
    """
    rules = STEPS.get(kind, ())
    known = {rule.step for rule in rules}
    entries = sorted((e for e in entries if e.step in known), key=lambda e: (e.on or date.max, e.key))
    happened = [entry for entry in entries if entry.on is None or entry.on <= today]
    dissolved_on = _first(happened, Step.DISSOLVED)
    standing = _standing(happened)
    done = {entry.step for entry in happened}
    is_over = standing is Standing.DISSOLVED
    return RegistrationState(
        standing=standing,
        registered_on=_first(happened, Step.REGISTERED),
        renewed_on=max((e.on for e in happened if e.step is Step.RENEWED and e.on), default=None),
        dissolved_on=dissolved_on,
        done=tuple(rule.step for rule in rules if rule.step in done),
        next_step=next((r.step for r in rules if r.is_required and r.step not in done and not is_over), None),
        missing=() if is_over else tuple(_missing(rules, happened)),
        findings=(
            *_order_findings(rules, entries, organisation, today, dissolved_on),
            *(
                f
                for e in entries
                for f in agreement_findings(e, organisation, agreement_share, agreement_base)
            ),
        ),
    )


def _first(entries: Iterable[Entry], step: Step) -> date | None:
    return min((entry.on for entry in entries if entry.step is step and entry.on), default=None)


def _standing(happened: Sequence[Entry]) -> Standing:
    steps = {entry.step for entry in happened}
    if Step.DISSOLVED in steps:
        return Standing.DISSOLVED
    # A registration without its date or number counts: the paper exists, and what it lacks is listed as
    # missing.
    if Step.REGISTERED in steps:
        return Standing.REGISTERED
    return Standing.PREPARING if steps else Standing.NOT_REGISTERED


def _missing(rules: Sequence[StepRule], entries: Sequence[Entry]) -> Iterable[Missing]:
    for rule in rules:
        found = [entry for entry in entries if entry.step is rule.step]
        for entry in found:
            yield from (Missing(rule.step, need, entry.key) for need in rule.needs if not entry.has(need))
        if not found and rule.is_required:
            yield from (Missing(rule.step, need) for need in rule.needs)


def _order_findings(
    rules: Sequence[StepRule],
    entries: Sequence[Entry],
    organisation: int,
    today: date,
    dissolved_on: date | None,
) -> Iterable[Finding]:
    firsts = [(rule.step, _first(entries, rule.step)) for rule in rules if rule.is_required]
    dated = [(step, on) for step, on in firsts if on is not None]
    for (_earlier, before), (_later, on) in pairwise(dated):
        if on < before:
            yield Finding(FindingCode.STEP_ORDER, organisation, (), (("on", on), ("before", before)))
    for entry in entries:
        if entry.on is None:
            continue
        if entry.on > today:
            yield Finding(FindingCode.FUTURE_DATE, organisation, (entry.key,), (("on", entry.on),))
        elif dissolved_on is not None and entry.on > dissolved_on:
            facts = (("on", entry.on), ("before", dissolved_on))
            yield Finding(FindingCode.AFTER_DISSOLUTION, organisation, (entry.key,), facts)


def agreement_findings(
    entry: Entry, organisation: int, share: Fraction | None, base: str = "entitled"
) -> tuple[Finding, ...]:
    """What is wrong with the counts of a founding meeting: impossible numbers, or too few who agreed.

    `base` is "entitled" (of all representatives) or "present"; without that number nothing is judged.
    """
    agreed, present, entitled = entry.agreed, entry.present, entry.entitled
    if entry.step is not Step.AGREED or agreed is None:
        return ()
    ceiling = [count for count in (agreed, present, entitled) if count is not None]
    if min(ceiling) < 0 or ceiling != sorted(ceiling):
        facts = (("agreed", agreed), ("present", _shown(present)), ("entitled", _shown(entitled)))
        return (Finding(FindingCode.BAD_COUNT, organisation, (entry.key,), facts),)
    of = entitled if base == "entitled" else present
    if share is None or not of or agreed >= share * of:
        return ()
    needed = -(-share.numerator * of // share.denominator)
    facts_low = (("agreed", agreed), ("base", of), ("needed", needed))
    return (Finding(FindingCode.LOW_AGREEMENT, organisation, (entry.key,), facts_low),)


def _shown(count: int | None) -> int | str:
    return "–" if count is None else count
