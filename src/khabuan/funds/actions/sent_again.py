"""A list is sent again: members who are here already are compared with it, and changed where the treasurer says so.

What differs is noted at the rehearsal and written on a press of its own, member by member with the step in the
history; who paid here since keeps the day up to which is paid, and who left is recorded on the member's page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock, secrets
from khabuan.core.errors import Refused
from khabuan.core.thai import CitizenNumber, Phone
from khabuan.funds.actions.beneficiaries import Heir, name_heirs
from khabuan.funds.actions.doubles import compare_with_other_funds
from khabuan.funds.actions.many_members import ONE_DAY
from khabuan.funds.actions.members import write_step
from khabuan.funds.actions.setting_up import centres_in
from khabuan.funds.actions.standing import follow_dues
from khabuan.funds.actions.who import tambon_path, villages_under
from khabuan.funds.models import Beneficiary, Fund, Member, MemberList, MemberListRow, PastYear
from khabuan.funds.queries import days_paid
from khabuan.funds.rules.member_rows import MemberRow
from khabuan.funds.rules.membership import number_key
from khabuan.funds.rules.sent_again import (
    OF_PERSON,
    Here,
    Said,
    Tokens,
    heirs_of,
    overtaken,
    past_of,
    said_of,
)
from khabuan.funds.rules.words import NOW, MemberAct, RowVerdict
from khabuan.places.models import Area
from khabuan.registry.actions import people
from khabuan.registry.models import Identity

AT_ONCE = 500
SEALED = ("citizen", "phone")


@dataclass(frozen=True)
class Known:
    """A row of a list, the member who has its number, and what the row says anew."""

    row: MemberRow
    member: Member
    said: Said


def compare(fund: Fund, rows: Sequence[MemberRow], villages: Collection[int]) -> list[Known]:
    """Rows whose numbers are in the register, with what they say anew. Five queries for each 500.

    A moo says something where the tambon's `villages` are on record.
    """
    placed = [row if row.moo in villages else row._replace(moo=None) for row in rows]
    found = []
    for start in range(0, len(placed), AT_ONCE):
        found += _compare(fund, placed[start : start + AT_ONCE])
    return found


def _compare(fund: Fund, rows: Sequence[MemberRow]) -> list[Known]:
    held = Member.everywhere.filter(fund=fund, number_key__in=[number_key(row.number) for row in rows])
    members = {one.number_key: one for one in held.select_related("person__area", "fund__book", "party")}
    pairs = [(row, members[key]) for row in rows if (key := number_key(row.number)) in members]
    here = _here([member for _row, member in pairs])
    on, years = fund.book.opened_on - ONE_DAY, fund.book.years
    return [
        Known(row, one, said_of(row, _tokens(row), here[one.pk], past_of(row, on, years)))
        for row, one in pairs
    ]


def _tokens(row: MemberRow) -> Tokens:
    citizen, phone = CitizenNumber.parse(row.citizen), Phone.parse(row.phone)
    is_phone = bool(phone.digits) and "not_digits" not in phone.findings
    return Tokens(
        secrets.equality(citizen.digits, "identity.citizen") if citizen.digits else "",
        secrets.equality(phone.digits, "identity.phone") if is_phone else "",
        citizen.mask if citizen.digits else "", phone.mask if is_phone else "",
    )  # fmt: skip


def _here(members: Sequence[Member]) -> dict[int, Here]:
    keys = [one.pk for one in members]
    past: dict[int, dict[tuple[str, int], Decimal]] = defaultdict(dict)
    for key, what, year, amount in PastYear.everywhere.filter(member__in=keys).values_list(
        "member", "what", "year", "amount"
    ):
        past[key][what, year] = amount
    heirs: dict[int, list[str]] = defaultdict(list)
    for key, name in Beneficiary.everywhere.filter(member__in=keys, until__isnull=True).values_list(
        "member", "name"
    ):
        heirs[key].append(name)
    paid = days_paid([one.party_id for one in members if one.party_id])
    tokens = _tokens_here([one.person_id for one in members])
    return {
        one.pk: _member_here(
            one, one.party_id in paid, tokens.get(one.person_id, Tokens()), past[one.pk], heirs[one.pk]
        )
        for one in members
    }


def _tokens_here(keys: Sequence[int]) -> dict[int, Tokens]:
    said: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Identity.everywhere.filter(person__in=keys, kind__in=SEALED, until__isnull=True)
    for one in rows:
        said[one.person_id] |= {str(one.kind): one.equality, f"{one.kind}_shown": one.shown}
    return {key: Tokens(**facts) for key, facts in said.items()}


def _member_here(
    one: Member, has_paid: bool, tokens: Tokens, past: Mapping[tuple[str, int], Decimal], heirs: Sequence[str]
) -> Here:
    person = one.person
    return Here(
        person.title, person.given, person.surname, person.born_on, person.born_precision, person.area.moo, one.kind,
        one.house_no, one.state, one.joined_on, one.left_on, one.paid_base_on, one.matched_times, has_paid, tokens, past,
        tuple(heirs),
    )  # fmt: skip


def row_that_differs(roll: MemberList, known: Known) -> MemberListRow | None:
    """What somebody has to look at: old and new side by side, or why it cannot be. None where both agree."""
    facts: dict[str, Any] = {"roll": roll, "number": known.row.row, "title": known.row.whole_name[:260]}
    if known.said.refused:
        column, code, values = known.said.refused
        return MemberListRow(verdict=RowVerdict.WRONG, remarks=[[column, code, dict(values)]], **facts)
    if not known.said.differs:
        return None
    told = [[one.column, "differs", {"old": one.old, "new": one.new}] for one in known.said.differs]
    return MemberListRow(verdict=RowVerdict.DIFFERS, remarks=told, **facts)


# ---------------------------------------------------------------- written on a press


@action("funds.correct_members", on="roll")
def correct_members(*, actor: Actor, roll: MemberList, rows: Sequence[MemberRow], until: int) -> int:
    """Some members become as the list says, each with the step in its history. Returns how many.

    Compared anew, so that what changed in between is not overlooked; one that is refused waits to be corrected.
    """
    places, corrected = _Places(roll.fund), []
    waiting = {row.number: row for row in MemberListRow.everywhere.filter(roll=roll, verdict=RowVerdict.DIFFERS,
               number__in=[row.row for row in rows])}  # fmt: skip
    for known in compare(roll.fund, rows, places.villages.keys()):
        asked = waiting.get(known.row.row)
        if asked is None:  # settled by somebody since the rows were chosen
            continue
        try:
            if known.said.refused:
                column, code, values = known.said.refused
                change(asked, verdict=RowVerdict.WRONG, remarks=[[column, code, dict(values)]])
                continue
            correct_by_list(actor=actor, member=known.member, known=known, places=places, file=roll.file_name)
        except Refused as no:
            change(asked, verdict=RowVerdict.WRONG, remarks=[["number", "refused", {"why": str(no.message)}]])
            continue
        change(asked, verdict=RowVerdict.SAVED)
        corrected.append(known.member)
    follow_dues(roll.fund, [one for one in corrected if one.state in NOW])
    compare_with_other_funds(corrected)
    counts = {**roll.counts, "corrected": roll.counts.get("corrected", 0) + len(corrected)}
    change(roll, done=until, counts=counts, moved_at=clock.now())
    note(file=roll.file_name, corrected=len(corrected))
    return len(corrected)


class _Places:
    """The villages of a fund's tambon with their centres, read once."""

    def __init__(self, fund: Fund) -> None:
        self.villages = villages_under(tambon_path(fund.organisation.area))
        self.centres = {one.area_id: one for one in centres_in(fund)}


@action("funds.correct_by_list", on="member")
def correct_by_list(*, actor: Actor, member: Member, known: Known, places: _Places, file: str) -> Member:
    """One member becomes as the list says. Refused where the person's page would refuse it."""
    row, columns = known.row, {one.column: one for one in known.said.differs}
    own: dict[str, Any] = {
        name: getattr(row, name) for name in ("kind", "joined_on", "matched_times") if name in columns
    }
    if "house_no" in columns:
        own["house_no"] = row.house_no[:40]
    if "paid_to" in columns:
        own["paid_base_on"] = row.paid_to
    if "joined_on" in columns and member.applied_on == member.joined_on:
        own["applied_on"] = row.joined_on
    village = places.villages.get(row.moo or 0) if "moo" in columns else None
    if village is not None:
        own["centre"] = places.centres.get(village.pk)
    if own:
        change(member, **own)
    _correct_person(actor, member, row, columns.keys() & set(OF_PERSON), village)
    for kind in SEALED:
        if kind in columns:
            people.keep_identity(actor=actor, person=member.person, kind=kind, number=getattr(row, kind))
    if "beneficiary" in columns:
        name_heirs(member, clock.today(), _heirs(row), "")
    _correct_past(member, row)
    told = {
        name: [one.old, one.new]
        for name, one in columns.items()
        if name not in (*OF_PERSON, *SEALED, "beneficiary")
    }
    write_step(member, MemberAct.CHANGED, clock.today(), detail=told, document=file)
    return member


def _correct_person(
    actor: Actor, member: Member, row: MemberRow, names: set[str], village: Area | None
) -> None:
    facts: dict[str, Any] = {name: getattr(row, name) for name in names}
    if "born_on" in names:
        facts["born_precision"] = row.born_precision
    if village is not None:
        facts["area"] = village
    if facts:
        people.change_person(actor=actor, person=member.person, **facts)


def _heirs(row: MemberRow) -> list[Heir]:
    named = heirs_of(row)
    count = len(named)
    return [
        Heir(name=name, relation=relation, share=100 // count + (100 % count if at == 0 else 0),
             citizen=row.beneficiary_citizen if count == 1 else "")
        for at, (name, relation) in enumerate(named)
    ]  # fmt: skip


def _correct_past(member: Member, row: MemberRow) -> None:
    book = member.fund.book
    said = past_of(row, book.opened_on - ONE_DAY, book.years)
    known = {(one.what, one.year): one for one in PastYear.everywhere.filter(member=member)}
    amounts: dict[tuple[str, int], Decimal] = {key: one.amount for key, one in known.items()}
    for key, amount in {**said, **dict.fromkeys(overtaken(said, amounts), Decimal(0))}.items():
        if key in known:
            change(known[key], amount=amount)
        else:
            add(PastYear, member=member, what=key[0], year=key[1], amount=amount)
