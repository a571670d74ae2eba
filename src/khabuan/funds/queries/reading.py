"""What the lists of a fund read: a member's lines with their papers, arrears, who is paid up at a month's end.

A fund or member comes from `visible_to`; a collector's lists are those of the own centre alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from khabuan.access.actor import Actor
from khabuan.core import clock, money
from khabuan.core.errors import OutOfArea
from khabuan.funds.models import CollectionSheet, DraftLine, Fund, Member, PastYear
from khabuan.funds.queries import paid_up_to, rules_standing
from khabuan.funds.rules.collecting import TAKEN
from khabuan.funds.rules.dues import months_behind
from khabuan.funds.rules.owing import Rate, owed
from khabuan.funds.rules.words import NOW, FundKey, SheetState
from khabuan.ledger.models import Entry, SubsidiaryLine
from khabuan.ledger.queries.reading import lines_of_party
from khabuan.ledger.rules.words import LineKind
from khabuan.papers.models import NumberRun
from khabuan.registry.models import Organisation
from khabuan.rules.queries import rules_for

CONTRIBUTION_RULE = f"fund.{FundKey.CONTRIBUTION}"


@dataclass(frozen=True)
class Lists:
    """Whose lists a seat reads: a whole fund (`centre` none), or one centre of it."""

    fund: Fund
    centre: Organisation | None = None

    @property
    def body(self) -> Organisation:
        """The body whose paper it is."""
        return self.centre or self.fund.organisation


def lists_of(actor: Actor, key: int) -> Lists:
    """The fund whose lists this seat reads, or its own centre's part. OutOfArea otherwise."""
    rows = Fund.objects.visible_to(actor).filter(pk=key)
    fund: Fund | None = rows.select_related("organisation__area__parent", "book").first()
    if fund is not None:
        return Lists(fund)
    reached = Member.objects.visible_to(actor).filter(fund=key, centre__isnull=False)
    member: Member | None = reached.select_related(
        "fund__organisation__area__parent", "fund__book", "centre__area"
    ).first()
    if member is None:
        raise OutOfArea(f"fund {key}")
    return Lists(member.fund, member.centre)


def members_in(actor: Actor, lists: Lists, centre: int | None = None) -> list[Member]:
    """The members now, in the order of centres and numbers. One query."""
    rows = Member.objects.visible_to(actor).filter(fund=lists.fund, state__in=NOW)
    if centre is not None:
        rows = rows.filter(centre=centre)
    joined = rows.select_related("person", "centre__area")
    return list(joined.order_by("centre__area__moo", "centre__sort_key", "centre", "number_key", "pk"))


def rates_of(fund: Fund) -> list[Rate]:
    """The contribution per day over time: custom, then the fund's own values. Two queries."""
    custom = rules_for(Actor.system(), [CONTRIBUTION_RULE], on=clock.today())[CONTRIBUTION_RULE]
    own = rules_standing().filter(fund=fund, key=FundKey.CONTRIBUTION).order_by("since")
    rates = [Rate(date.min, money.satang(Decimal(str(custom.value))))] if custom is not None else []
    return rates + [Rate(one.since, money.satang(Decimal(one.value))) for one in own]


# ---------------------------------------------------------------- arrears


@dataclass(frozen=True)
class ArrearsLine:
    """A member who is behind: paid up to when, whole months behind, baht owed up to and with the day."""

    member: Member
    paid_to: date
    months: int
    baht: Decimal


def arrears_of(
    members: Sequence[Member], rates: Sequence[Rate], on: date, *, least: int = 1
) -> list[ArrearsLine]:
    """Of some members those who are `least` months behind or more. One query."""
    paid = paid_up_to(list(members))
    lines = []
    for member in members:
        paid_to = paid.get(member.pk)
        if paid_to is None:
            continue
        months = months_behind(paid_to, on)
        if months >= least:
            lines.append(ArrearsLine(member, paid_to, months, money.baht(owed(paid_to, on, rates))))
    return lines


# ---------------------------------------------------------------- a month for the village


def paid_up_on(members: Sequence[Member], fund: Fund, day: date) -> dict[int, date]:
    """Member → up to when was paid at the end of a day: what the books say now, less what came later. Two queries."""
    paid = paid_up_to(list(members))
    later: dict[int, int] = {}
    rows = SubsidiaryLine.objects.filter(
        posting__entry__book=fund.book_id, posting__entry__on__gt=day, kind=LineKind.CONTRIBUTION
    )
    for party, amount, first, last in rows.values_list("party_id", "amount", "from_on", "to_on"):
        if first is not None and last is not None:
            days = (last - first).days + 1
            later[party] = later.get(party, 0) + (days if amount > 0 else -days)
    return {
        member.pk: date.fromordinal(paid[member.pk].toordinal() - later.get(member.party_id or 0, 0))
        for member in members
        if member.pk in paid
    }


def taken_between(fund: Fund, since: date, until: date) -> dict[int, Decimal]:
    """Party → what was taken from it on some days, corrections off. One query."""
    rows = SubsidiaryLine.objects.filter(
        posting__entry__book=fund.book_id, posting__entry__on__gte=since, posting__entry__on__lte=until,
        kind__in=TAKEN,
    )  # fmt: skip
    return {row["party"]: row["total"] for row in rows.values("party").annotate(total=Sum("amount"))}


@dataclass(frozen=True)
class CentreMonth:
    """A centre at a month's end: who is paid up and who is not, by number, and what it brought in the month."""

    centre: Organisation | None
    paid: tuple[str, ...]
    behind: tuple[str, ...]
    taken: Decimal

    @property
    def members(self) -> int:
        return len(self.paid) + len(self.behind)


def centres_at(members: Sequence[Member], fund: Fund, since: date, until: date) -> list[CentreMonth]:
    """Every centre of these members over a month. Three queries."""
    paid_to = paid_up_on(members, fund, until)
    taken = taken_between(fund, since, until)
    centres: dict[int | None, list[Member]] = {}
    for member in members:
        if member.joined_on is None or member.joined_on <= until:
            centres.setdefault(member.centre_id, []).append(member)
    return [_centre_month(some, paid_to, taken, until) for some in centres.values()]


def _centre_month(
    members: Sequence[Member], paid_to: dict[int, date], taken: dict[int, Decimal], until: date
) -> CentreMonth:
    behind = {
        member.pk
        for member in members
        if member.pk not in paid_to or months_behind(paid_to[member.pk], until) > 0
    }
    return CentreMonth(
        members[0].centre,
        tuple(member.number for member in members if member.pk not in behind),
        tuple(member.number for member in members if member.pk in behind),
        sum((taken.get(member.party_id or 0, money.NOTHING) for member in members), money.NOTHING),
    )


# ---------------------------------------------------------------- one member, line by line


@dataclass(frozen=True)
class MemberEntryLine:
    """A line of the books about a member: when, what, how much, for which days, its receipt and who took it."""

    entry: Entry
    kind: LineKind
    amount: Decimal
    from_on: date | None
    to_on: date | None
    number: str
    taken_by: str
    paid_to: date | None


def entry_lines_of(member: Member) -> list[MemberEntryLine]:
    """All lines of a member in the order of their days, each with the day paid up to after it. Four queries."""
    rows = lines_of_party(member.party_id)
    found = list(
        rows.select_related("posting__entry").order_by(
            "posting__entry__on", "posting__entry__number", "posting", "seq"
        )
    )
    sheets = _sheets_of({_first_of(one.posting.entry) for one in found})
    numbers = _numbers_of(sheets.values())
    paid, lines = member.paid_base_on, []
    for one in found:
        entry = one.posting.entry
        sheet = sheets.get(_first_of(entry))
        if one.kind == LineKind.CONTRIBUTION and paid is not None and one.from_on and one.to_on:
            days = (one.to_on - one.from_on).days + 1
            paid = date.fromordinal(paid.toordinal() + (days if one.amount > 0 else -days))
        is_taken = sheet is not None and one.kind in TAKEN
        lines.append(
            MemberEntryLine(
                entry, LineKind(one.kind), one.amount, one.from_on, one.to_on,
                _number_at(numbers.get(sheet.pk, []), one.seq) if sheet and is_taken else entry.document,
                sheet.collector if sheet and is_taken else "", paid,
            )
        )  # fmt: skip
    return lines


def brought_in_of(member: Member) -> list[PastYear]:
    """What the old books have of a member in baht, contributions first, by years. One query."""
    rows = PastYear.everywhere.filter(member=member, amount__gt=0)
    return sorted(rows, key=lambda one: (one.what != "contribution", one.year, one.what))


@dataclass(frozen=True)
class PaidDays:
    """Days that a member has paid for and that stand, and the number of the receipt ("" without one)."""

    from_on: date
    to_on: date
    number: str


def paid_days_of(member: Member) -> list[PaidDays]:
    """What stands of a member's contributions, in the order of their days: in the books, and on sheets still open.

    Five queries. What was taken back has gone with its negative line.
    """
    standing: dict[tuple[date, date], list[Decimal]] = {}
    numbers: dict[tuple[date, date], str] = {}
    for line in entry_lines_of(member):
        if line.kind == LineKind.CONTRIBUTION and line.from_on and line.to_on:
            days = line.from_on, line.to_on
            standing.setdefault(days, []).append(line.amount)
            numbers[days] = line.number if line.amount > 0 else numbers.get(days, "")
    drafts = DraftLine.objects.filter(
        member=member, kind=LineKind.CONTRIBUTION, is_void=False, sheet__state=SheetState.OPEN
    )
    for since, until, amount, number in drafts.values_list("from_on", "to_on", "amount", "number"):
        if since and until:
            standing.setdefault((since, until), []).append(amount)
            numbers[since, until] = number
    return [
        PaidDays(since, until, numbers[since, until])
        for (since, until), amounts in sorted(standing.items())
        if sum(amounts) > 0
    ]


def _first_of(entry: Entry) -> int:
    """The entry about which this one is: what it corrects or takes back stands on that one's receipts."""
    return entry.corrects_id or entry.reverses_id or entry.pk


def _sheets_of(entries: Iterable[int]) -> dict[int, CollectionSheet]:
    rows = CollectionSheet.everywhere.filter(entry__in=list(entries))
    return {one.entry_id: one for one in rows if one.entry_id}


def _numbers_of(sheets: Iterable[CollectionSheet]) -> dict[int, list[NumberRun]]:
    runs: dict[int, list[NumberRun]] = {}
    rows = NumberRun.objects.visible_to(Actor.system("sheet")).filter(
        subject_kind=CollectionSheet._meta.label_lower, subject_id__in=[one.pk for one in sheets]
    )
    for run in rows.select_related("book").order_by("pk"):
        runs.setdefault(run.subject_id or 0, []).append(run)
    return runs


def _number_at(runs: Sequence[NumberRun], seq: int) -> str:
    """The receipt of a line: its place counted on over the sheet's runs."""
    for run in runs:
        if seq < run.count:
            return run.book.text_of(run.first + seq)
        seq -= run.count
    return ""


def sheet_of_entry(actor: Actor, entry: int) -> CollectionSheet | None:
    """The collection sheet whose entry this is, in sight."""
    corrected = Entry.everywhere.filter(pk=entry).values("corrects")
    rows = CollectionSheet.objects.visible_to(actor).filter(Q(entry=entry) | Q(entry__in=corrected))
    found: CollectionSheet | None = rows.select_related("centre", "fund__organisation").first()
    return found
