"""Who must be there, how many hands carry a motion, and how early members are called: arithmetic. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle

HALF = Fraction(1, 2)

FAMILIES = {
    OrganisationKind.COUNCIL: "council",
    OrganisationKind.PROVINCE_MEETING: "province",
    OrganisationKind.NATION_MEETING: "nation",
}
OTHER_BODIES = "body"
RULES = (
    "quorum_share",
    "majority_share",
    "majority_base",
    "casting_vote",
    "notice_days",
    "meetings_per_year_min",
    "substitutes_count",
)
"""What a body's dated rules say of its meetings; the key of one is "council.quorum_share"."""

NOT_VOTING = frozenset(
    {
        PostTitle.ADVISER,
        PostTitle.AUDITOR,
        PostTitle.COLLECTOR,
        PostTitle.DELEGATE,
        PostTitle.FIELD_OFFICER,
        PostTitle.NATIONAL_DELEGATE,
        PostTitle.OFFICER,
    }
)
"""Posts of a body that give no seat in its meetings: who advises, works for it, or is sent elsewhere by it."""


def family_of(kind: str) -> str:
    """The first word of the rules that bind a body's meetings."""
    return FAMILIES.get(OrganisationKind(kind), OTHER_BODIES)


class Base(Word):
    """Of whom a majority is counted."""

    PRESENT = "present", _("of the members who are there and may vote")
    CAST = "cast", _("of all votes for and against")


CLOSED_VALUES = {
    "majority_base": tuple(Base),
    "casting_vote": ("chair", "no"),
    "substitutes_count": ("yes", "no"),
}
"""Rules whose value is one of few words."""


@dataclass(frozen=True)
class MeetingRules:
    """The rules that bind a body's meeting on its day. None: no row says it, and nothing is claimed."""

    quorum_share: Fraction | None = None
    majority_share: Fraction = HALF
    majority_base: Base = Base.PRESENT
    casting_vote: bool = False
    notice_days: int | None = None
    meetings_per_year_min: int | None = None
    substitutes_count: bool = False


def quorum_needed(entitled: int, share: Fraction | None) -> int | None:
    """How many must be there: at least the share of the members in force (33 by 1/2 → 17). None: no rule."""
    return None if share is None else max(math.ceil(entitled * share), 1)


def majority_needed(voters: int, share: Fraction) -> int:
    """Votes that carry: more than half (20 → 11), but of other shares no fewer than it says (20 by 2/3 → 14)."""
    return math.floor(voters * share) + 1 if share == HALF else max(math.ceil(voters * share), 1)


@dataclass(frozen=True)
class Stay:
    """Somebody was in the room: [came, left). `seat` is the person whose seat in the body it fills, None: a guest."""

    seat: int | None
    came: datetime
    left: datetime | None = None
    is_substitute: bool = False

    def covers(self, at: datetime) -> bool:
        return self.came <= at and (self.left is None or at < self.left)


def counted_at(stays: Iterable[Stay], at: datetime, *, substitutes_count: bool) -> int:
    """Seats of the body that are filled at a moment. A substitute counts only where the rules say so."""
    seats = {
        stay.seat
        for stay in stays
        if stay.seat is not None and stay.covers(at) and (substitutes_count or not stay.is_substitute)
    }
    return len(seats)


@dataclass(frozen=True)
class Quorum:
    """The count of a moment: seats in force, seats filled, how many are needed (None: no rule says it)."""

    entitled: int
    present: int
    needed: int | None

    @property
    def has_quorum(self) -> bool | None:
        return None if self.needed is None else self.present >= self.needed

    @property
    def spare(self) -> int:
        """How many may leave before it is lost; below nothing: how many are missing."""
        return self.present - (self.needed or 0)


class Method(Word):
    """How a meeting decides."""

    CONSENT = "consent", _("Nobody objects")
    HANDS = "hands", _("Show of hands")
    SECRET = "secret", _("Secret ballot")


class Outcome(Word):
    """What became of a motion."""

    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Not carried")
    TIED = "tied", _("Tied: the chair did not decide")
    NO_QUORUM = "no_quorum", _("Not valid: there was no quorum")


@dataclass(frozen=True)
class Tally:
    """Votes as counted. `spoilt` exists in secret ballots. `casting`: how the chair decided a tie, if so."""

    votes_for: int
    against: int = 0
    abstained: int = 0
    spoilt: int = 0
    casting: bool | None = None

    @property
    def counted(self) -> int:
        return self.votes_for + self.against + self.abstained + self.spoilt


class TallyDoubt(Word):
    """Why a tally cannot be right."""

    NEGATIVE = "negative", _("A number of votes cannot be below nothing. Count again.")
    TOO_MANY = (
        "too_many",
        _(
            "More votes were counted than there are members who may vote. Count again, or sign in who is missing."
        ),
    )
    NOT_SECRET = "not_secret", _("Spoilt ballots are found in a secret vote only. Count them as abstained.")
    NO_TIE = "no_tie", _("The chair decides only when both sides are even. Take the chair's choice away.")
    NO_CASTING = "no_casting", _("The rules of this body give the chair no deciding vote.")
    APART = "apart", _("No more members can stand apart than are there. Look at the number again.")
    NO_CONSENT = "no_consent", _("By consent nobody is against. If somebody was, count the hands.")


def tally_doubt(tally: Tally, voters: int, method: Method, rules: MeetingRules) -> TallyDoubt | None:
    """What is wrong with a tally of `voters` who were there and might vote."""
    if min(tally.votes_for, tally.against, tally.abstained, tally.spoilt) < 0:
        return TallyDoubt.NEGATIVE
    if tally.counted > voters:
        return TallyDoubt.TOO_MANY
    if tally.spoilt and method is not Method.SECRET:
        return TallyDoubt.NOT_SECRET
    if tally.casting is not None:
        if not rules.casting_vote:
            return TallyDoubt.NO_CASTING
        if tally.votes_for != tally.against:
            return TallyDoubt.NO_TIE
    return None


def votes_needed(tally: Tally, voters: int, rules: MeetingRules) -> int:
    """How many votes carry, by the base that the rules name."""
    base = voters if rules.majority_base is Base.PRESENT else tally.votes_for + tally.against
    return majority_needed(base, rules.majority_share)


def outcome_of(tally: Tally, voters: int, rules: MeetingRules, *, has_quorum: bool | None) -> Outcome:
    """What a tally decides. Without a quorum nothing is decided, whatever the votes."""
    if has_quorum is False:
        return Outcome.NO_QUORUM
    if tally.votes_for >= votes_needed(tally, voters, rules):
        return Outcome.CARRIED
    if tally.votes_for == tally.against and tally.votes_for:
        if tally.casting is None:
            return Outcome.TIED if rules.casting_vote else Outcome.LOST
        return Outcome.CARRIED if tally.casting else Outcome.LOST
    return Outcome.LOST


@dataclass(frozen=True)
class Notice:
    """How long before the meeting its letter went out. `latest`: the last day on which it is early enough."""

    days: int
    needed: int | None
    latest: date | None

    @property
    def is_late(self) -> bool:
        return self.needed is not None and self.days < self.needed


def notice_of(noticed_on: date, on: date, needed: int | None) -> Notice:
    """The day of the letter against the rule: whole days between the letter and the meeting."""
    latest = None if needed is None else on - timedelta(days=needed)
    return Notice((on - noticed_on).days, needed, latest)
