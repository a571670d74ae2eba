"""Reads of members: the three counts, the list with who is paid up to when, one member's page, doubles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from khabuan.access.actor import Actor
from khabuan.core import searching
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import to_arabic_digits
from khabuan.funds.models import Beneficiary, DoubleMembership, Fund, Member, MemberEvent, PastYear
from khabuan.funds.queries import paid_up_to
from khabuan.funds.rules.dues import overpaid
from khabuan.funds.rules.membership import full_year_since, number_key
from khabuan.funds.rules.words import EVER, GONE, NOW, MemberState
from khabuan.ledger.models import PartyYear
from khabuan.ledger.queries.reading import lines_of_party
from khabuan.ledger.rules.words import LineKind
from khabuan.places.models import Area
from khabuan.registry.models import Identity, Person
from khabuan.rules.queries import count_for

WAITING = frozenset({MemberState.APPLIED, MemberState.CERTIFIED})
GROUPS: dict[str, frozenset[MemberState]] = {
    "now": NOW,
    "ever": EVER,
    "waiting": WAITING,
    "lapsed": frozenset({MemberState.LAPSED}),
    "gone": GONE,
    "refused": frozenset({MemberState.REFUSED}),
}
MOST_MATCHED = "fund.matching_most"


@dataclass(frozen=True)
class Counts:
    """สมาชิกสะสม, สมาชิกปัจจุบัน, สมาชิกที่ขอรับการสมทบ: three numbers that are never mixed."""

    ever: int
    now: int
    eligible: int
    waiting: int
    lapsed: int


@dataclass(frozen=True, kw_only=True)
class MemberFilter:
    """What a list of members shows; empty means whatever."""

    group: str = "now"
    kind: str = ""
    centre: int | None = None
    words: str = ""


def members_of(actor: Actor, fund: Fund) -> QuerySet[Member]:
    rows: QuerySet[Member] = Member.objects.visible_to(actor).filter(fund=fund)
    return rows


def eligible_q(on: date) -> Q:
    """สมาชิกที่ขอรับการสมทบ: in good standing, a full year by 30 September, matched fewer times than the rule says.

    Custom rule `fund.matching_most`; matching rounds themselves come with the benefits (issue 4).
    """
    most = count_for(Actor.system(), MOST_MATCHED, on=on)
    own = Q(state=MemberState.ACTIVE, joined_on__lte=full_year_since(on))
    return own if most is None else own & Q(matched_times__lt=most)


def counts_of(actor: Actor, fund: Fund, on: date) -> Counts:
    """The three counts and what waits: two queries however many members there are."""
    counted = members_of(actor, fund).aggregate(
        ever=Count("pk", filter=Q(state__in=EVER)),
        now=Count("pk", filter=Q(state__in=NOW)),
        eligible=Count("pk", filter=eligible_q(on)),
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        lapsed=Count("pk", filter=Q(state=MemberState.LAPSED)),
    )
    return Counts(**counted)


def members_shown(actor: Actor, fund: Fund, wanted: MemberFilter, on: date) -> QuerySet[Member]:
    """The list in the order of numbers, with person and centre joined."""
    rows = members_of(actor, fund)
    if wanted.group == "eligible":
        rows = rows.filter(eligible_q(on))
    else:
        rows = rows.filter(state__in=GROUPS.get(wanted.group, NOW))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.centre:
        rows = rows.filter(centre=wanted.centre)
    if wanted.words:
        rows = rows.filter(said_q(wanted.words))
    return rows.select_related("person", "centre").order_by("number_key", "person__sort_key", "pk")


def said_q(words: str) -> Q:
    """Members by their number, or by the name of the person."""
    number = to_arabic_digits(words).strip()
    if number.isdecimal():
        return Q(number_key=number_key(number))
    named = searching.containing(Person.everywhere.all(), words)
    return Q(person__in=named.values("pk")) | Q(number=number)


@dataclass(frozen=True)
class MemberLine:
    """A row of the list: the member, and up to when is paid (None: not known)."""

    member: Member
    paid_to: date | None


def lines_of(members: Sequence[Member]) -> list[MemberLine]:
    """One query for all of a page."""
    paid = paid_up_to(list(members))
    return [MemberLine(member, paid.get(member.pk)) for member in members]


def find_members(actor: Actor, words: str, limit: int) -> list[Member]:
    """Members in sight by number or name, of all funds, the present ones first."""
    rows = Member.objects.visible_to(actor).filter(said_q(words)).exclude(state=MemberState.REFUSED)
    return list(
        rows.select_related("person", "fund__organisation").order_by("left_on", "number_key", "pk")[:limit]
    )


def last_number(actor: Actor, fund: Fund) -> str:
    """The highest number of the register, of digits only as those are that are given next; "" for none."""
    rows = members_of(actor, fund).filter(number__regex=r"^[0-9]+$").order_by("-number_key")
    return rows.values_list("number", flat=True).first() or ""


# ---------------------------------------------------------------- one member


@dataclass(frozen=True)
class OverpaidLine:
    """A contribution that paid for days after the member's death, and what of it is to be returned (baht)."""

    from_on: date
    to_on: date
    amount: Decimal
    days: int
    back: Decimal


@dataclass(frozen=True)
class OneMember:
    """All that a member's page shows."""

    member: Member
    paid_to: date | None
    contributed: Decimal
    past: tuple[PastYear, ...]
    events: tuple[MemberEvent, ...]
    heirs: tuple[Beneficiary, ...]
    former_heirs: tuple[Beneficiary, ...]
    identities: tuple[Identity, ...]
    doubles: tuple[DoubleMembership, ...]
    overpaid: tuple[OverpaidLine, ...]

    @property
    def doubles_waiting(self) -> list[DoubleMembership]:
        return [row for row in self.doubles if row.settled_on is None]

    @property
    def doubles_settled(self) -> list[DoubleMembership]:
        """Of them a fund hears what becomes of its own member, by which office and when."""
        return [row for row in self.doubles if row.settled_on is not None]

    @property
    def brought_in(self) -> Decimal:
        """Contributions that the old books have."""
        return sum((one.amount for one in self.past if one.what == "contribution"), Decimal(0))

    @property
    def to_return(self) -> Decimal:
        """What was paid for days after the last one; what was given back of it stands as a negative line."""
        return max(sum((line.back for line in self.overpaid), Decimal(0)), Decimal(0))


def member_of(actor: Actor, key: int) -> Member:
    """A member in sight, with fund, person and centre. OutOfArea otherwise."""
    found: Member | None = (
        Member.objects.visible_to(actor)
        .filter(pk=key)
        .select_related(
            "fund__organisation__area", "fund__book", "person__area__parent", "centre", "party", "admitted_by"
        )
        .first()
    )
    if found is None:
        raise OutOfArea("funds.member")
    return found


def one_member(actor: Actor, member: Member) -> OneMember:
    paid = paid_up_to([member]).get(member.pk)
    totals = dict(
        PartyYear.objects.filter(party=member.party_id).values_list("kind").annotate(total=Sum("amount"))
    )
    past = PastYear.everywhere.filter(member=member).order_by("what", "year")
    events = MemberEvent.everywhere.filter(member=member).select_related("resolution").order_by("-on", "-pk")
    heirs = list(Beneficiary.everywhere.filter(member=member).order_by("-since", "pk"))
    numbers = Identity.everywhere.filter(person=member.person_id, until__isnull=True)
    return OneMember(
        member=member,
        paid_to=paid,
        contributed=totals.get(LineKind.CONTRIBUTION, Decimal(0)),
        past=tuple(past),
        events=tuple(events),
        heirs=tuple(row for row in heirs if row.until is None),
        former_heirs=tuple(row for row in heirs if row.until is not None),
        identities=tuple(numbers.order_by("pk")),
        doubles=tuple(doubles_of(member).order_by("pk")),
        overpaid=tuple(_overpaid(member)) if member.state == MemberState.DIED else (),
    )


def _overpaid(member: Member) -> list[OverpaidLine]:
    """Contributions that paid for days after the member's last day, corrections taken off."""
    last = member.left_on
    if last is None or member.party_id is None:
        return []
    rows = lines_of_party(member.party_id).filter(kind=LineKind.CONTRIBUTION, to_on__gt=last)
    kept: dict[tuple[date, date], Decimal] = {}
    for from_on, to_on, amount in rows.values_list("from_on", "to_on", "amount"):
        if from_on is None or to_on is None:  # a contribution always says its days
            continue
        kept[from_on, to_on] = kept.get((from_on, to_on), Decimal(0)) + amount
    return [
        OverpaidLine(from_on, to_on, amount, *overpaid(from_on, to_on, amount, last))
        for (from_on, to_on), amount in sorted(kept.items())
        if amount
    ]


def doubles_of(member: Member) -> QuerySet[DoubleMembership]:
    """Where the same person may be in another fund, or was said to be: whoever asks hears that, and whom to ask."""
    rows: QuerySet[DoubleMembership] = DoubleMembership.everywhere.filter(Q(low=member) | Q(high=member))
    return rows


def office_over(double: DoubleMembership) -> Area | None:
    """The place whose office can look at both."""
    found: Area | None = (
        Area.objects.visible_to(Actor.public()).filter(path=double.place, until__isnull=True).first()
    )
    return found


def doubles_waiting(actor: Actor) -> QuerySet[DoubleMembership]:
    """Persons in two funds that this seat is to settle."""
    return _pairs(actor).filter(settled_on__isnull=True).order_by("found_on", "pk")


def doubles_settled(actor: Actor) -> QuerySet[DoubleMembership]:
    """What was settled in this seat's area, the newest first."""
    return _pairs(actor).filter(settled_on__isnull=False).order_by("-settled_on", "-pk")


def _pairs(actor: Actor) -> QuerySet[DoubleMembership]:
    rows: QuerySet[DoubleMembership] = DoubleMembership.objects.visible_to(actor).select_related(
        "low__person", "high__person", "low__fund__organisation", "high__fund__organisation"
    )
    return rows


def double_of(actor: Actor, key: int) -> DoubleMembership:
    rows = DoubleMembership.objects.visible_to(actor).select_related(
        "low__person__area", "high__person__area", "low__fund__organisation", "high__fund__organisation"
    )
    found: DoubleMembership | None = rows.filter(pk=key).first()
    if found is None:
        raise OutOfArea("funds.doublemembership")
    return found


def dead_with_dues(actor: Actor) -> list[Member]:
    """Members who died and have paid for later days that were not given back. Two queries, and one for each of them.

    What is given back takes its days away, so that the member is then paid up to the last day. Days of which an old
    fund brought in no more than their end have no lines, and nothing is returned for them.
    """
    rows = Member.objects.visible_to(actor).filter(state=MemberState.DIED, left_on__isnull=False)
    dead = list(rows.select_related("person", "fund__organisation").order_by("left_on", "pk"))
    paid = paid_up_to(dead)
    return [
        one for one in dead
        if one.left_on and paid.get(one.pk, one.left_on) > one.left_on
        and lines_of_party(one.party_id).filter(kind=LineKind.CONTRIBUTION, to_on__gt=one.left_on).exists()
    ]  # fmt: skip
