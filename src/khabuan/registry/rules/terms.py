"""Terms of office: where a term stands today, which alarms ring, and what is wrong with the holders of posts.

`until` is the last day of a term; `ended_on` the day on which the holder left, and the successor may begin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.dates import add_years, first_day, last_day
from khabuan.registry.rules.findings import Finding, FindingCode
from khabuan.registry.rules.kinds import SINGLE_HOLDER, PostTitle

ALARM_DAYS = (120, 60, 30)
"""Used where no dated rule `term.alarm_days` is given."""


class TermKind(Word):
    NOT_STARTED = "not_started", _("Not started")
    IN_TERM = "in_term", _("In term")
    ENDS_SOON = "ends_soon", _("Term ends soon")
    OVER = "over", _("Term is over")
    UNKNOWN = "unknown", _("Term not known")


@dataclass(frozen=True, slots=True)
class TermState:
    """Where a term stands on a day.

    `ends_on` is the last day of the term (the earliest possible, when a date is known to the month or
    year only: then `is_exact` is false). `days` are left, or over when OVER. `alarm` is the alarm that
    rings: 120, 60 …
    """

    kind: TermKind
    ends_on: date | None = None
    days: int | None = None
    alarm: int | None = None
    is_exact: bool = True


def term_state(
    start: date | None,
    today: date,
    *,
    term_years: int | None = None,
    end: date | None = None,
    start_precision: str = "day",
    end_precision: str = "day",
    alarms: Sequence[int] = ALARM_DAYS,
) -> TermState:
    """The state of a term that has a stated last day `end`, or a start and a length; UNKNOWN without either.

    With doubtful dates the alarm goes by the earliest end, but OVER is said only when no later end is
    possible.
    """
    ends = _ends_between(start, start_precision, end, end_precision, term_years)
    if ends is None:
        return TermState(TermKind.UNKNOWN)
    earliest, latest = ends
    exact = earliest == latest
    if start is not None and today < first_day(start, start_precision):
        return TermState(TermKind.NOT_STARTED, earliest, (earliest - today).days, None, exact)
    if latest < today:
        return TermState(TermKind.OVER, latest, (today - latest).days, None, exact)
    days = max((earliest - today).days, 0)
    alarm = min((limit for limit in alarms if days <= limit), default=None)
    kind = TermKind.IN_TERM if alarm is None else TermKind.ENDS_SOON
    return TermState(kind, earliest, days, alarm, exact)


def _ends_between(
    start: date | None, start_precision: str, end: date | None, end_precision: str, term_years: int | None
) -> tuple[date, date] | None:
    if end is not None:
        return first_day(end, end_precision), last_day(end, end_precision)
    if start is None or term_years is None:
        return None
    earliest, latest = first_day(start, start_precision), last_day(start, start_precision)
    return end_of_years(earliest, term_years), end_of_years(latest, term_years)


def council_term(
    counts_from: date | None,
    list_until: date | None,
    today: date,
    *,
    term_years: int | None,
    alarms: Sequence[int] = ALARM_DAYS,
) -> TermState:
    """The term of a council, everywhere: the years of the Act from `counts_from`, its last renewal or else its
    registration; over earlier when the last stated term of its list (`list_until`) is over.

    Members' papers make it shorter, never longer: only a renewal begins another term. A list that ended before
    `counts_from` belongs to the term before and says nothing.
    """
    ends = [] if counts_from is None or not term_years else [end_of_years(counts_from, term_years)]
    if list_until is not None and (counts_from is None or list_until >= counts_from):
        ends.append(list_until)
    return term_state(counts_from, today, end=min(ends, default=None), alarms=alarms)


def end_of_years(since: date, years: int) -> date:
    """The last day of a term of some years."""
    return add_years(since, years) - timedelta(days=1)


def latest_start(ends_by: date, years: int) -> date:
    """The last first day with which a term of some years has ended by `ends_by`."""
    after = ends_by + timedelta(days=1)
    try:
        return after.replace(year=after.year - years)
    except ValueError:  # 29 February, in a year without one
        return date(after.year - years, 2, 28)


def alarm_days(ends_on: date, alarms: Sequence[int] = ALARM_DAYS) -> tuple[tuple[int, date], ...]:
    """The day on which each alarm begins to ring, first to last: ((120, day), (60, day), (30, day))."""
    return tuple((limit, ends_on - timedelta(days=limit)) for limit in sorted(set(alarms), reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFacts:
    """A post of an organisation. `holders` is the number of its seats, None when it has no fixed number."""

    key: int
    organisation: int
    title: PostTitle
    holders: int | None = 1
    term_years: int | None = None
    until: date | None = None

    def is_open(self, on: date) -> bool:
        return self.until is None or on < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A person in a post for a time: one dated appointment.

    `until` is the last day of the term as foreseen, `ended_on` the day of leaving. A holder who has
    not left when the term has passed is still there, over term. Who is acting fills no seat.
    """

    key: int
    post: int
    person: int
    since: date | None = None
    since_precision: str = "day"
    until: date | None = None
    until_precision: str = "day"
    ended_on: date | None = None
    ended_precision: str = "day"
    is_acting: bool = False

    def starts_by(self, today: date) -> date:
        """The last day on which the holder can have begun.

        A holder without a start is in office today, we are told; one who left without a start fills no day.
        """
        if self.since is not None:
            return last_day(self.since, self.since_precision)
        return self.stays_to if self.ended_on is not None else today

    @property
    def stays_to(self) -> date:
        """The first day on which the holder can have left."""
        return date.max if self.ended_on is None else first_day(self.ended_on, self.ended_precision)

    @property
    def gone_by(self) -> date:
        """The last day on which the holder can have left."""
        return date.max if self.ended_on is None else last_day(self.ended_on, self.ended_precision)

    @property
    def end_before_start(self) -> date | None:
        """The end that is before the start whatever the dates mean, if there is one."""
        if self.since is None:
            return None
        start = first_day(self.since, self.since_precision)
        ends = ((self.until, self.until_precision), (self.ended_on, self.ended_precision))
        return next(
            (on for on, precision in ends if on is not None and last_day(on, precision) < start), None
        )

    def surely_held_on(self, today: date) -> bool:
        return self.starts_by(today) <= today < self.stays_to

    def perhaps_held_on(self, today: date) -> bool:
        begun = self.since is None or first_day(self.since, self.since_precision) <= today
        return begun and today < self.gone_by


def _settled(post: PostFacts, terms: Sequence[Term]) -> list[Term]:
    """In a post of one seat, a term that had run out when the next holder began has ended.

    Old lists give only "from … to …" and no day of leaving.
    """
    if post.holders != 1:
        return list(terms)
    return [
        replace(term, ended_on=term.until, ended_precision=term.until_precision)
        if term.ended_on is None and any(_ran_out_before(term, other) for other in terms if other is not term)
        else term
        for term in terms
    ]


def _ran_out_before(term: Term, other: Term) -> bool:
    if term.until is None or other.since is None:
        return False
    return first_day(term.until, term.until_precision) <= last_day(other.since, other.since_precision)


def seat_findings(
    posts: Iterable[PostFacts], terms: Iterable[Term], today: date, *, gap_days: int = 1
) -> list[Finding]:
    """Everything doubtful about the holders of these posts, in the order of the posts.

    Only what is certain is reported: a term "from 2566" and one "until 2566" do not overlap. Gaps shorter
    than `gap_days` days without a holder are passed over. So are terms of posts not given.
    """
    posts = tuple(posts)
    by_post: dict[int, list[Term]] = defaultdict(list)
    for term in terms:
        by_post[term.post].append(term)
    findings: list[Finding] = []
    for post in posts:
        held = _settled(post, by_post[post.key])
        good = sorted(
            (t for t in held if t.end_before_start is None), key=lambda t: (t.starts_by(today), t.key)
        )
        findings += _backwards(held)
        findings += _overlaps(post, good, today)
        findings += _over_term(post, good, today)
        findings += _vacancies(post, good, today)
        findings += _gaps(post, good, today, gap_days)
    return [*findings, *_two_posts(posts, by_post, today)]


def _backwards(terms: Iterable[Term]) -> Iterator[Finding]:
    for term in terms:
        if term.since is not None and term.end_before_start is not None:
            facts = (("since", term.since), ("until", term.end_before_start))
            yield Finding(FindingCode.END_BEFORE_START, term.post, (term.person,), facts)


def _overlaps(post: PostFacts, terms: Sequence[Term], today: date) -> Iterator[Finding]:
    """Sweep by start: whoever is still in office when the next one starts, holds the post with that one."""
    in_office: list[Term] = []
    fullest = post.holders or 0
    for term in terms:
        since = term.starts_by(today)
        if since >= term.stays_to:
            continue
        in_office = [other for other in in_office if since < other.stays_to]
        for other in in_office:
            if other.person == term.person:
                yield Finding(FindingCode.RECORDED_TWICE, post.key, (term.person,), (("since", since),))
            elif post.holders == 1:
                yield Finding(FindingCode.OVERLAP, post.key, (other.person, term.person), (("since", since),))
        in_office.append(term)
        persons = {other.person for other in in_office}
        if post.holders is not None and post.holders > 1 and len(persons) > fullest:
            fullest = len(persons)
            facts = (("since", since), ("count", fullest), ("holders", post.holders))
            yield Finding(FindingCode.OVERFULL, post.key, tuple(sorted(persons)), facts)


def _over_term(post: PostFacts, terms: Sequence[Term], today: date) -> Iterator[Finding]:
    for term in terms:
        if not post.is_open(today) or not term.surely_held_on(today):
            continue
        state = term_state(
            term.since,
            today,
            term_years=post.term_years,
            end=term.until,
            start_precision=term.since_precision,
            end_precision=term.until_precision,
        )
        if state.kind is TermKind.OVER and state.ends_on is not None and state.days is not None:
            facts = (("until", state.ends_on), ("days", state.days))
            yield Finding(FindingCode.OVER_TERM, post.key, (term.person,), facts)


def _vacancies(post: PostFacts, terms: Sequence[Term], today: date) -> Iterator[Finding]:
    if post.holders is None or not post.is_open(today):
        return
    filled = {term.person for term in terms if not term.is_acting and term.perhaps_held_on(today)}
    empty = post.holders - len(filled)
    if empty > 0:
        yield Finding(FindingCode.VACANT, post.key, (), (("count", empty),))


def _gaps(post: PostFacts, terms: Sequence[Term], today: date, gap_days: int) -> Iterator[Finding]:
    """Days between the leaving of all before and the start of the next, in posts of one seat."""
    if post.holders != 1:
        return
    last: Term | None = None
    for term in terms:
        if last is not None and term.since is not None and last.gone_by <= today:
            came = first_day(term.since, term.since_precision)
            days = (came - last.gone_by).days - 1  # the day of leaving may be a last day in office
            if days >= max(gap_days, 1):
                facts = (("days", days), ("since", last.gone_by), ("until", came))
                yield Finding(FindingCode.SUCCESSOR_GAP, post.key, (last.person, term.person), facts)
        last = term if last is None or term.gone_by >= last.gone_by else last


def _two_posts(posts: Sequence[PostFacts], by_post: dict[int, list[Term]], today: date) -> Iterator[Finding]:
    """Two chairs: an organisation with two filled posts of a title that only one person may hold."""
    filled: dict[tuple[int, PostTitle], list[PostFacts]] = defaultdict(list)
    holders: dict[int, set[int]] = {}
    for post in posts:
        holders[post.key] = {term.person for term in by_post[post.key] if term.surely_held_on(today)}
        if post.title in SINGLE_HOLDER and post.is_open(today) and holders[post.key]:
            filled[post.organisation, post.title].append(post)
    for (organisation, _title), twins in filled.items():
        if any(holders[a.key] != holders[b.key] for a, b in combinations(twins, 2)):
            who = tuple(sorted(set().union(*(holders[post.key] for post in twins))))
            yield Finding(FindingCode.TWO_POSTS, organisation, who, (("count", len(twins)),))
