"""Members as a sheet sees them, read as one set: what they are, up to when they have paid, their entry fee."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import connections

from khabuan.funds.models import Fund, Member
from khabuan.funds.rules.collecting import Payer
from khabuan.ledger.rules.words import LineKind

_READ = (
    "SELECT m.id, m.number, m.party_id, m.state, CAST(m.joined_on AS text), CAST(m.left_on AS text),"
    " CAST(m.paid_base_on AS text),"
    " coalesce(sum(CASE WHEN y.kind = %s THEN y.days END), 0),"
    " coalesce(sum(CASE WHEN y.kind = %s THEN y.amount END), 0)"
    " FROM funds_member m LEFT JOIN ledger_party_year y ON y.party_id = m.party_id AND y.kind IN (%s, %s)"
    " WHERE m.fund_id = %s AND m.id {among} GROUP BY m.id"
)
_AMONG = {"sqlite": "IN (SELECT value FROM json_each(%s))", "postgresql": "= ANY(%s)"}


def payers_of(fund: Fund, members: Iterable[int]) -> dict[int, Payer]:
    """Some members of a fund by key; who is none of its members is left out. One query, however many."""
    connection = connections[Member.everywhere.db]
    keys = list(set(members))
    kinds = [int(LineKind.CONTRIBUTION), int(LineKind.ENTRY_FEE)]
    with connection.cursor() as cursor:
        cursor.execute(
            _READ.replace("{among}", _AMONG[connection.vendor]),
            [*kinds, *kinds, fund.pk, json.dumps(keys) if connection.vendor == "sqlite" else keys],
        )
        return {row[0]: _payer(row) for row in cursor.fetchall()}


def _payer(row: tuple[Any, ...]) -> Payer:
    key, number, party, state, joined, left, base, days, fee = row
    start = _day(base)
    paid = start + timedelta(days=int(days)) if start is not None else None
    return Payer(key, number, party, state, _day(joined), _day(left), paid, fee > 0)


@cache
def _day(value: str | None) -> date | None:
    """Dates come as text, and most members share them: each is read once."""
    return date.fromisoformat(value) if value is not None else None
