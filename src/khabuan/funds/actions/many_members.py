"""Members of an old fund brought in together: persons, parties, members, those who receive, and past years.

Called inside the action that saves a portion of a list; the same rows as by admission one by one, written by set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from khabuan.core import secrets
from khabuan.core.keys import new_key
from khabuan.core.thai import CitizenNumber
from khabuan.funds.actions.doubles import compare_with_other_funds
from khabuan.funds.actions.setting_up import centres_in
from khabuan.funds.actions.who import Matched, tambon_path, villages_under
from khabuan.funds.models import Beneficiary, Fund, Member, MemberEvent, PastYear
from khabuan.funds.rules.member_rows import MemberRow
from khabuan.funds.rules.membership import number_key
from khabuan.funds.rules.sent_again import heirs_of, past_of
from khabuan.funds.rules.words import GONE, MemberAct, MemberKind, MemberState
from khabuan.ledger.models import Party
from khabuan.ledger.rules.words import PartyKind
from khabuan.places.models import Area
from khabuan.registry.actions.crowds import NewPerson, enter_people

ONE_DAY = timedelta(days=1)
CHILD_UNTIL, ELDER_FROM = 18, 60


def bring_in(fund: Fund, joining: Sequence[Matched], *, on: date, rhythm: str, source: str) -> int:
    """Write them. `on` is the day from which the books count here; `source` the file's name. How many."""
    home = fund.organisation.area
    villages = villages_under(tambon_path(home))
    new = [_person(villages.get(one.row.moo or 0, home), one.row) for one in joining if one.person is None]
    made = iter(enter_people(new))
    people = [one.person if one.person is not None else next(made) for one in joining]
    parties = Party.new.bulk(
        Party(book_id=fund.book_id, kind=PartyKind.MEMBER, label=one.row.number) for one in joining
    )
    centres = _centres(fund, villages)
    members = Member.new.bulk(
        _member(fund, one.row, person, party.pk, on, rhythm, centres.get(one.row.moo or 0))
        for one, person, party in zip(joining, people, parties, strict=True)
    )
    pairs = [(member, one.row) for member, one in zip(members, joining, strict=True)]
    MemberEvent.new.bulk(
        MemberEvent(member=member, act=MemberAct.BROUGHT_IN, on=on, document=source[:120])
        for member, _row in pairs
    )
    Beneficiary.new.bulk(one for member, row in pairs for one in _beneficiaries(member, row))
    PastYear.new.bulk(
        PastYear(member=member, what=what, year=year, amount=amount)
        for member, row in pairs
        for (what, year), amount in past_of(row, on - ONE_DAY, fund.book.year_start_month).items()
    )
    # Somebody new is nobody's double yet; who is known here may stand in another fund.
    known = [member for member, one in zip(members, joining, strict=True) if one.person is not None]
    compare_with_other_funds(known)
    return len(members)


def _person(area: Area, row: MemberRow) -> NewPerson:
    return NewPerson(
        area=area, title=row.title[:60], given=row.given, surname=row.surname, sex=row.sex,
        born_on=row.born_on, born_precision=row.born_precision, died_on=row.died_on, citizen=row.citizen, phone=row.phone,
    )  # fmt: skip


def _centres(fund: Fund, villages: Mapping[int, Area]) -> dict[int, int]:
    """The fund's collecting centre of each village, by its number: who lives there pays there."""
    at = {centre.area_id: centre.pk for centre in centres_in(fund)}
    return {moo: at[village.pk] for moo, village in villages.items() if village.pk in at}


def _member(
    fund: Fund, row: MemberRow, person: int, party: int, on: date, rhythm: str, centre: int | None
) -> Member:
    joined, left = row.joined_on, row.left_on
    if joined and left and left < joined:  # both known to the year only
        left = joined
    return Member(
        fund=fund, number=row.number, number_key=number_key(row.number), person_id=person, party_id=party,
        kind=row.kind or _kind_by_age(row, on), state=row.state, applied_on=joined, joined_on=joined,
        left_on=left if MemberState(row.state) in GONE else None, paid_base_on=_paid(row, on), rhythm=rhythm,
        centre_id=centre, house_no=row.house_no[:40], matched_times=row.matched_times or 0, note=row.note[:300],
    )  # fmt: skip


def _paid(row: MemberRow, on: date) -> date:
    """Up to when is paid: as the list says, else up to the day before the books begin (the page tells how many)."""
    return row.paid_to or row.left_on or on - ONE_DAY


def _kind_by_age(row: MemberRow, on: date) -> MemberKind:
    if row.born_on is None:
        return MemberKind.GENERAL
    age = on.year - row.born_on.year - ((on.month, on.day) < (row.born_on.month, row.born_on.day))
    if age < CHILD_UNTIL:
        return MemberKind.CHILD
    return MemberKind.ELDER if age >= ELDER_FROM else MemberKind.GENERAL


def _beneficiaries(member: Member, row: MemberRow) -> list[Beneficiary]:
    """Equal shares where several are named, the first takes what is left over; a number is the only one's."""
    named = heirs_of(row)
    count = len(named)
    found = []
    for at, (name, relation) in enumerate(named):
        number = CitizenNumber.parse(row.beneficiary_citizen if count == 1 else "")
        key = new_key()
        found.append(Beneficiary(
            id=key, member=member, name=name, relation=relation, share=100 // count + (100 % count if at == 0 else 0),
            since=member.joined_on, shown=number.mask if number.digits else "",
            sealed=secrets.seal(number.digits, f"beneficiary.{key}") if number.digits else b"",
        ))  # fmt: skip
    return found
