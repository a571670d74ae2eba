"""Members of an old fund brought in together: persons, parties, members, those who receive, and past years.

The same rows as by admission one by one, written by set: made ready first, then written inside the action that saves
a portion of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from khabuan.access.scoping import Row
from khabuan.core import clock, secrets
from khabuan.core.keys import new_key
from khabuan.core.many import Rows, rows_of
from khabuan.core.thai import CitizenNumber
from khabuan.funds.actions.doubles import compare_with_other_funds
from khabuan.funds.actions.setting_up import centres_in
from khabuan.funds.actions.who import Matched, tambon_path, villages_under
from khabuan.funds.models import Beneficiary, Fund, Member, MemberEvent, PastYear
from khabuan.funds.queries import regulation_of
from khabuan.funds.rules.dues import has_lapsed
from khabuan.funds.rules.member_rows import MemberRow
from khabuan.funds.rules.membership import LEADS_TO, number_key
from khabuan.funds.rules.sent_again import heirs_of, past_of
from khabuan.funds.rules.words import GONE, NOW, MemberAct, MemberKind, MemberState
from khabuan.ledger.models import Party
from khabuan.ledger.rules.words import PartyKind
from khabuan.places.models import Area
from khabuan.registry.actions.crowds import Crowd, NewPerson, crowd_of, enter

ONE_DAY = timedelta(days=1)
CHILD_UNTIL, ELDER_FROM = 18, 60


@dataclass(frozen=True)
class Newcomers:
    """Members who are ready to be written: all that can be worked out before the lock is held is worked out."""

    joining: list[Matched]
    crowd: Crowd
    tables: tuple[Rows, ...]
    rights: list[MemberEvent]


@dataclass(frozen=True)
class Door:
    """Through which a fund's members come in: its villages with the centres there, what is the same for all of them.

    `source` is the name of the file that they come from, `arrears_months` those after which rights lapse.
    """

    fund: Fund
    villages: Mapping[int, Area]
    centres: Mapping[int, int]
    rhythm: str
    source: str
    arrears_months: int

    @property
    def on(self) -> date:
        """The day from which the books count here."""
        return self.fund.book.opened_on


def door_of(fund: Fund, *, rhythm: str, source: str) -> Door:
    villages = villages_under(tambon_path(fund.organisation.area))
    at = {centre.area_id: centre.pk for centre in centres_in(fund)}
    centres = {moo: at[village.pk] for moo, village in villages.items() if village.pk in at}
    return Door(fund, villages, centres, rhythm, source, regulation_of(fund).arrears_months)


def newcomers(door: Door, joining: list[Matched]) -> Newcomers:
    """Make them ready: persons, parties, members, those who receive, and past years."""
    home, fund = door.fund.organisation.area, door.fund
    crowd = crowd_of([
        _person(door.villages.get(one.row.moo or 0, home), one.row) for one in joining if one.person is None
    ])  # fmt: skip
    made, rows = iter(crowd.keys), [one.row for one in joining]
    people = [one.person if one.person is not None else next(made) for one in joining]
    numbers = [row.number for row in rows]
    parties = rows_of(Party, len(rows), book_id=fund.book_id, kind=PartyKind.MEMBER, label=numbers)
    moved = [_moved(row, door) for row in rows]
    members = _members(door, rows, people, parties.keys, moved)
    events = rows_of(
        MemberEvent,
        len(rows),
        member_id=members.keys,
        act=MemberAct.BROUGHT_IN,
        on=door.on,
        document=door.source[:120],
    )
    kept, pairs = fund.book.years, list(zip(members.keys, rows, strict=True))
    receiving = [one for member, row in pairs for one in _beneficiaries(member, row)]
    past = [
        (member, what, year, amount)
        for member, row in pairs
        for (what, year), amount in past_of(row, door.on - ONE_DAY, kept).items()
    ]
    rights = [
        MemberEvent(
            member_id=member, act=act, on=clock.today(), state_before=row.state,
            detail={"paid_up_to": _paid(row, door.on).isoformat()},
        )
        for (member, row), act in zip(pairs, moved, strict=True) if act
    ]  # fmt: skip
    return Newcomers(joining, crowd, (
        parties, members, events, _rows(Beneficiary, "id member_id name relation share since shown sealed", receiving),
        _rows(PastYear, "member_id what year amount", past),
    ), rights)  # fmt: skip


def _moved(row: MemberRow, door: Door) -> MemberAct | None:
    """Rights follow dues from the first day on, as `follow_dues` would say in the night."""
    if row.state not in NOW:
        return None
    lapsed = has_lapsed(_paid(row, door.on), clock.today(), door.arrears_months)
    if lapsed == (row.state == MemberState.LAPSED):
        return None
    return MemberAct.LAPSED if lapsed else MemberAct.RESTORED


def bring_in(new: Newcomers) -> int:
    """Write them, in a few statements. How many."""
    enter(new.crowd)
    for table in new.tables:
        table.model.new.put(table)  # type: ignore[attr-defined]
    MemberEvent.new.bulk(new.rights)
    # Somebody new is nobody's double yet; who is known here may stand in another fund.
    members = new.tables[1].keys
    known = [member for member, one in zip(members, new.joining, strict=True) if one.person is not None]
    if known:
        rows = Member.everywhere.filter(pk__in=known).select_related("person", "fund__organisation")
        compare_with_other_funds(list(rows))
    return len(members)


def _rows(model: type[Row], names: str, rows: Sequence[tuple[Any, ...]]) -> Rows:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names.split()]
    return rows_of(model, len(rows), **dict(zip(names.split(), columns, strict=True)))


def _person(area: Area, row: MemberRow) -> NewPerson:
    return NewPerson(
        area=area, title=row.title[:60], given=row.given, surname=row.surname, sex=row.sex,
        born_on=row.born_on, born_precision=row.born_precision, died_on=row.died_on, citizen=row.citizen, phone=row.phone,
    )  # fmt: skip


def _members(
    door: Door,
    rows: Sequence[MemberRow],
    people: list[int],
    parties: list[int],
    moved: list[MemberAct | None],
) -> Rows:
    joined = [row.joined_on for row in rows]
    return rows_of(
        Member,
        len(rows),
        fund_id=door.fund.pk,
        number=[row.number for row in rows],
        number_key=[number_key(row.number) for row in rows],
        person_id=people,
        party_id=parties,
        kind=[row.kind or _kind_by_age(row, door.on).value for row in rows],
        state=[LEADS_TO[act] if act else row.state for row, act in zip(rows, moved, strict=True)],
        applied_on=joined,
        joined_on=joined,
        left_on=[_left(row) for row in rows],
        paid_base_on=[_paid(row, door.on) for row in rows],
        rhythm=door.rhythm,
        centre_id=[door.centres.get(row.moo or 0) for row in rows],
        house_no=[row.house_no[:40] for row in rows],
        matched_times=[row.matched_times or 0 for row in rows],
        note=[row.note[:300] for row in rows],
    )


def _left(row: MemberRow) -> date | None:
    if row.state not in GONE or row.left_on is None:
        return None
    # Both may be known to the year only.
    return max(row.left_on, row.joined_on) if row.joined_on else row.left_on


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


def _beneficiaries(member: int, row: MemberRow) -> Iterator[tuple[Any, ...]]:
    """Equal shares where several are named, the first takes what is left over; a number is the only one's."""
    named = heirs_of(row)
    for at, (name, relation) in enumerate(named):
        number = CitizenNumber.parse(row.beneficiary_citizen if len(named) == 1 else "")
        key = new_key()
        yield (
            key, member, name, relation, 100 // len(named) + (100 % len(named) if at == 0 else 0), row.joined_on,
            number.mask if number.digits else "",
            secrets.seal(number.digits, f"beneficiary.{key}") if number.digits else b"",
        )  # fmt: skip
