"""Members as a sheet sees them, read as one set: what they are, up to when they have paid, their entry fee."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connections

from khabuan.core import sql
from khabuan.funds.models import Fund, Member
from khabuan.funds.rules.collecting import Payer
from khabuan.funds.rules.words import SheetState
from khabuan.ledger.rules.words import LineKind

FEW = 100
# Days as text on SQLite: its converter of dates is asked in Python for each of them.
_DAY = {"sqlite": "m.{name} || ''", "postgresql": "m.{name}"}
_READ = (
    "SELECT m.id, m.number, m.party_id, m.state, {joined_on}, {left_on}, {paid_base_on},"
    " coalesce((SELECT sum(y.days) FROM ledger_party_year y WHERE y.party_id = m.party_id AND y.kind = %s), 0), {fee}"
    " FROM funds_member m WHERE +m.fund_id = %s AND m.id {among}"
)
_FEE = "coalesce((SELECT sum(y.amount) FROM ledger_party_year y WHERE y.party_id = m.party_id AND y.kind = {kind}), 0) > 0"
_AMONG = {"sqlite": "IN (SELECT value FROM json_each(%s))", "postgresql": "= ANY(%s::bigint[])"}


def payers_of(fund: Fund, members: Iterable[int], *, with_fees: bool = True) -> dict[int, Payer]:
    """Some members of a fund by key; who is none of its members is left out. Two queries, however many.

    Whether the entry fee was paid is read `with_fees` only: a sheet of a thousand contributions asks for none.
    """
    connection = connections[Member.everywhere.db]
    keys, vendor = list(set(members)), connection.vendor
    columns = {name: _DAY[vendor].format(name=name) for name in ("joined_on", "left_on", "paid_base_on")}
    columns["fee"] = _FEE.format(kind=int(LineKind.ENTRY_FEE)) if with_fees else "1 = 0"
    with connection.cursor() as cursor:
        cursor.execute(
            _READ.format(among=_AMONG[vendor], **columns),
            [
                int(LineKind.CONTRIBUTION),
                fund.pk,
                json.dumps(keys) if vendor == "sqlite" else sql.array(keys),
            ],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    waiting, fees = _in_drafts(fund, keys)
    days = lru_cache(maxsize=None)(_read_days if vendor == "sqlite" else _days)  # members differ in few
    if not rows:
        return {}
    own, numbers, parties, states, *dates, paid, paid_fees = zip(*rows, strict=True)
    if waiting:
        paid = tuple(so_far + waiting.get(key, 0) for key, so_far in zip(own, paid, strict=True))
    has_paid_fee = [bool(fee) or key in fees for key, fee in zip(own, paid_fees, strict=True)]
    joined, left, paid_to = zip(*map(days, *dates, paid), strict=True)
    payers = map(
        Payer._make, zip(own, numbers, parties, states, joined, left, paid_to, has_paid_fee, strict=True)
    )
    return dict(zip(own, payers, strict=True))


_DRAFTS = (
    "SELECT d.member_id, d.kind, d.from_on, d.to_on FROM funds_draftline d"
    " JOIN funds_collectionsheet s ON s.id = d.sheet_id WHERE s.fund_id = %s AND s.state = %s AND NOT d.is_void"
)


def _in_drafts(fund: Fund, members: list[int]) -> tuple[dict[int, int], set[int]]:
    """Days and fees that sheets still open have taken from some members. One query, small for one of them."""
    few = members if len(members) <= FEW else []
    among = f" AND d.member_id IN ({', '.join(['%s'] * len(few))})" if few else ""
    days: dict[int, int] = {}
    fees: set[int] = set()
    with connections[Member.everywhere.db].cursor() as cursor:
        cursor.execute(_DRAFTS + among, [fund.pk, SheetState.OPEN.value, *few])
        for member, kind, first, last in cursor.fetchall():
            if kind == LineKind.ENTRY_FEE:
                fees.add(member)
            elif first is not None and last is not None:
                days[member] = days.get(member, 0) + (last - first).days + 1
    return days, fees


Days = tuple[date | None, date | None, date | None]


def _days(joined: date | None, left: date | None, base: date | None, paid: int) -> Days:
    """Joined, left, and up to when is paid: so many days after the base day."""
    return joined, left, None if base is None else date.fromordinal(base.toordinal() + paid)


def _read_days(joined: str | None, left: str | None, base: str | None, paid: int) -> Days:
    return _days(_read_day(joined), _read_day(left), _read_day(base), paid)


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
