"""Khabuan itself: sheets through an action (receipt, locks, audit and seal included), statements through its queries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any

from bench.books.data import Data, month_end, month_start

state: dict[str, Any] = {
    "funds": {},
    "books": {},
    "members": {},
    "parties": {},
    "centres": {},
    "codes": {},
    "data": {},
}
PROVINCE = "19"


def prepare() -> None:
    """An empty installation with the country, and actions for what no page does at once: members, whole months."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabuan.config.settings")
    import django

    django.setup()
    from khabuan.access.action import action
    from khabuan.access.actor import Actor
    from khabuan.access.policy import POLICY, Rule
    from khabuan.config import setting_up
    from khabuan.funds.models import Fund
    from khabuan.ledger.models import Book
    from khabuan.ledger.posting import post
    from khabuan.ledger.rules.drafts import Draft
    from khabuan.places.actions import load_reference
    from khabuan.rules.actions import load_rules

    setting_up.make_ready()
    load_reference(actor=Actor.system())
    load_rules(actor=Actor.system())
    POLICY.update({name: Rule((), name) for name in ("bench.enter", "bench.join")})

    @action("bench.enter", on="book")
    def enter(*, actor: Actor, book: Book, drafts: list[tuple[date, Draft]]) -> int:
        for on, draft in drafts:
            post(book, draft, on=on)
        return len(drafts)

    @action("bench.join", on="fund")
    def join(*, actor: Actor, fund: Fund, many: int) -> int:
        return _join(fund, many)

    state.update(actor=Actor.system(), enter=enter, join=join)


def _join(fund: Any, many: int) -> int:
    from khabuan.funds.models import Member
    from khabuan.funds.rules.words import MemberState
    from khabuan.ledger.models import Party
    from khabuan.registry.models import Person

    labels = [f"{at:05d}" for at in range(1, many + 1)]
    area = fund.organisation.area
    parties = Party.new.bulk(Party(book=fund.book, kind="member", label=label) for label in labels)
    people = Person.new.bulk(
        Person(area=area, given="สมาชิกทดสอบ", surname=label, sort_key=label, search_key=label, sound_key="")
        for label in labels
    )
    begins = month_start(0)
    Member.new.bulk(
        Member(
            fund=fund, number=label, number_key=label, person=person, party=party, state=MemberState.ACTIVE,
            joined_on=begins, paid_base_on=begins - timedelta(days=1),
        )
        for label, person, party in zip(labels, people, parties, strict=True)
    )  # fmt: skip
    return many


def open_empty(name: str) -> int:
    """A fund in a tambon of its own, with its book and nobody in it."""
    from khabuan.funds.actions.setting_up import open_fund
    from khabuan.places.models import Area
    from khabuan.registry.actions.organisations import add_organisation

    actor, at = state["actor"], len(state["books"])
    tambons = Area.everywhere.filter(code__startswith=PROVINCE, kind="subdistrict", until=None)
    area = tambons.order_by("code")[at % tambons.count()]
    body = add_organisation(actor=actor, area=area, kind="fund", name=f"กองทุนสวัสดิการ {name}")
    made = open_fund(actor=actor, organisation=body, opened_on=month_start(0))
    state["funds"][name], state["books"][name] = made, made.book
    return made.pk


def add_book(name: str, words: list[str], fund: int = 0, months: int = 0) -> int:
    """A fund with its book and members, and `months` of history; satang of contributions."""
    from khabuan.funds.actions.setting_up import cash_of
    from khabuan.funds.models import Member
    from khabuan.ledger.queries import accounts_of

    actor, data = state["actor"], Data.of(words)
    open_empty(name)
    made = state["funds"][name]
    state["join"](actor=actor, fund=made, many=data.members)
    rows = Member.everywhere.filter(fund=made).order_by("number")
    state["data"][name] = (data, fund)
    state["members"][name] = list(rows.values_list("pk", flat=True))
    state["parties"][name] = list(rows.values_list("party_id", flat=True))
    state["centres"][name] = cash_of(made, None)
    state["codes"][name] = {one.pk: one.code for one in accounts_of(made.book)}
    return load(name, 0, months) if months else 0


def load(name: str, first: int, until: int) -> int:
    """Some months of a fund as they were: its sheet, the money handed over, benefits, matching at the year's end."""
    data, fund = state["data"][name]
    paid_out: dict[int, list[Any]] = {}
    for one in data.paid_out():
        if one.member // data.members == fund:
            paid_out.setdefault(one.month, []).append(one)
    matching = {month: satang for month, other, satang in data.matching() if other == fund}
    total = 0
    for month in range(first, until):
        drafts = [*_month(name, month, paid_out.get(month, []))]
        total += drafts[0][1].legs[0].debit
        drafts += _matched(month, matching.get(month))
        state["enter"](actor=state["actor"], book=state["books"][name], drafts=drafts)
    return total


def _month(name: str, month: int, benefits: list[Any]) -> Iterator[tuple[date, Any]]:
    from khabuan.ledger.rules.drafts import Draft, Leg, Line
    from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource

    members, centre, last = state["parties"][name], state["centres"][name], month_end(month)
    sheet = _sheet(name, month)
    total = sheet.legs[0].debit
    yield month_start(month).replace(day=5), sheet
    yield month_start(month).replace(day=5), Draft(EntryKind.HAND_OVER, "ส่งเงิน", [
        Leg("1110", debit=total), Leg("1120", credit=total, lines=[Line(centre, -total, LineKind.CASH_HELD)]),
    ])  # fmt: skip
    by_kind: dict[int, list[Line]] = {}
    for one in benefits:
        line = Line(members[one.member % len(members)], one.satang, LineKind.BENEFIT)
        by_kind.setdefault(one.kind + 1, []).append(line)
    if by_kind:
        legs = [
            Leg(
                f"51{kind:02d}",
                debit=sum(line.satang for line in lines),
                source=MoneySource.MEMBERS,
                lines=lines,
            )
            for kind, lines in by_kind.items()
        ]
        legs.append(Leg("1110", credit=sum(leg.debit for leg in legs)))
        yield last, Draft(EntryKind.BENEFIT, "สวัสดิการ", legs)


def _matched(month: int, satang: int | None) -> list[tuple[date, Any]]:
    from khabuan.ledger.rules.drafts import Draft, Leg
    from khabuan.ledger.rules.words import EntryKind, MoneySource

    if satang is None:
        return []
    legs = [
        Leg("1110", debit=2 * satang), Leg("4210", credit=satang, source=MoneySource.STATE),
        Leg("4310", credit=satang, source=MoneySource.LOCAL),
    ]  # fmt: skip
    return [(month_end(month), Draft(EntryKind.RECEIPT, "งบสมทบ", legs))]


def _sheet(name: str, month: int) -> Any:
    from khabuan.ledger.rules.drafts import Draft, Leg, Line
    from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource

    data, fund = state["data"][name]
    since, sheet = month_start(month), data.sheet(month, fund)
    until = {satang: since + timedelta(days=satang // 100 - 1) for satang in set(sheet)}
    kind, last, one = repeat(LineKind.CONTRIBUTION), map(until.__getitem__, sheet), repeat(None)
    lines = list(map(Line._make, zip(state["parties"][name], sheet, kind, repeat(since), last, one)))
    total = sum(sheet)
    return Draft(EntryKind.COLLECTION, "ใบเก็บเงิน", [
        Leg("1120", debit=total, lines=[Line(state["centres"][name], total, LineKind.CASH_HELD)]),
        Leg("4110", credit=total, source=MoneySource.MEMBERS, lines=lines),
    ])  # fmt: skip


def save(name: str, month: int, is_kept: bool = True) -> int:
    """One sheet as its page saves it; without `is_kept` the month and party-year totals are left out (for P3)."""
    from khabuan.funds.actions.collecting import record_collection
    from khabuan.funds.rules.collecting import Payments

    data, fund = state["data"][name]
    paid = data.sheet(month, fund).tolist()
    payments = Payments(state["members"][name], paid, [1] * len(paid))
    with _nothing_kept(not is_kept):
        sheet = record_collection(
            actor=state["actor"], fund=state["funds"][name], on=month_start(month).replace(day=5),
            collector="ผู้เก็บทดสอบ", payments=payments, client_key=f"{name} sheet {month}",
        )  # fmt: skip
    return int(sheet.total * 100)


@contextmanager
def _nothing_kept(is_so: bool) -> Iterator[None]:
    from khabuan.ledger import posting

    kept = posting._keep_months, posting._keep_party_years
    if is_so:
        posting._keep_months = posting._keep_party_years = lambda *_, **__: None  # type: ignore[assignment]
    try:
        yield
    finally:
        posting._keep_months, posting._keep_party_years = kept


def trial_balance(name: str, since: str, until: str) -> dict[str, int]:
    """Account → satang moved over some days, debits positive: what the wide rows are asked for."""
    from khabuan.ledger.queries import sides

    totals: dict[str, int] = {}
    for one in sides(state["books"][name], since=date.fromisoformat(since), until=date.fromisoformat(until)):
        code = state["codes"][name][one.account_id]
        totals[code] = totals.get(code, 0) + int((one.debit - one.credit) * 100)
    return totals


def member_balances(name: str) -> list[int]:
    """What each member has paid in all: how many, and the sum."""
    from khabuan.ledger.queries import party_totals
    from khabuan.ledger.rules.words import LineKind

    found = party_totals(state["books"][name], LineKind.CONTRIBUTION)
    return [len(found), int(sum(one.amount for one in found.values()) * 100)]


def fund_months(prefix: str) -> list[int]:
    """Contributions of each book of the province in each month: how many, and the sum."""
    from khabuan.ledger.queries import months_by_book
    from khabuan.ledger.rules.words import AccountRole

    books = [book.pk for name, book in state["books"].items() if name.startswith(prefix)]
    found = months_by_book(books, AccountRole.CONTRIBUTION)
    return [len(found), sum(found.values())]


def findings(name: str) -> list[str]:
    from khabuan.ledger.checks import findings_of

    return [str(one) for one in findings_of(state["books"][name])]


def contributions(prefix: str = "") -> list[int]:
    """What stands in the lines themselves: how many contributions, and their sum."""
    books = [book.pk for name, book in state["books"].items() if name.startswith(prefix)]
    from khabuan.ledger.models import SubsidiaryLine

    rows = SubsidiaryLine.objects.filter(kind=1, posting__entry__book__in=books)
    from django.db.models import Count, Sum

    found = rows.aggregate(many=Count("seq"), total=Sum("amount"))
    return [found["many"], int((found["total"] or 0) * 100)]


def bytes_used() -> int:
    """Of all tables of the ledger with their indexes; PostgreSQL only."""
    from django.db import connection

    tables = ("ledger_entry", "ledger_posting", "ledger_line", "ledger_accountmonth", "ledger_party_year")
    with connection.cursor() as cursor:
        total = 0
        for table in tables:
            cursor.execute(f"VACUUM ANALYZE {table}")
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
            total += cursor.fetchone()[0]
    return total


def ready_to_read() -> None:
    """Let the database count its tables, as it does by itself within minutes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bring_in(name: str, file: str) -> list[int]:
    """A fund's list of members as its worker takes it: kept, rehearsed, saved. Members, persons' numbers, red rows."""
    from khabuan.funds import bringing_in as work
    from khabuan.funds.actions import bringing_in as actions
    from khabuan.funds.models import Member

    actor, fund = state["actor"], state["funds"][name]
    roll = actions.take_list(actor=actor, fund=fund, file_name="สมาชิก.xlsx", content=Path(file).read_bytes())
    work.rehearse(actor, roll)
    work.save_rows(actor, actions.save_list(actor=actor, roll=roll))
    members = Member.everywhere.filter(fund=fund)
    return [members.count(), members.filter(person__identities__kind="citizen").count(), roll.counts["wrong"]]
