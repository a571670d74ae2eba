"""Eight seats of three funds collect over HTTP for a minute, through `khabuan serve`: nothing is lost, nothing twice.

They log in, begin or share sheets, tap payments, count and close, and the treasurers pay from what came in. Then the
same with the whole server killed every few seconds and started again: each client sends again what was not answered.
KHABUAN_TEST_DB=postgres for the other database, PROOF_SECONDS for a shorter time.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, connections
from django.db.models import Sum
from tests.databases import identity_key, own_database  # noqa: F401 - fixtures
from tests.funds.collecting_world import NAMES, SYSTEM, Collecting, add_members
from tests.postgres import free_port
from tests.support import Country, policy_rows

from khabuan.access.actor import Role
from khabuan.config.checks import findings
from khabuan.core import clock
from khabuan.funds.actions.money import record_receipt
from khabuan.funds.models import CollectionSheet, DraftLine, Fund, Member, Voucher
from khabuan.funds.rules.words import SheetState, VoucherAct
from khabuan.ledger.models import Account, Book, Entry, Posting, SubsidiaryLine
from khabuan.ledger.rules.words import LineKind
from khabuan.papers.actions.numbers import issue_number_book
from khabuan.papers.models import NumberBook, NumberRun
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.models import Organisation
from khabuan.rules.actions import load_rules
from khabuan.seats import actions as seats
from khabuan.seats import entry, queries

SECONDS = float(os.environ.get("PROOF_SECONDS", "60"))
MEMBERS, BETWEEN_KILLS, SHEET_OF = 90, 8.0, (4, 12)
PASSWORD = "ทดสอบแปดที่นั่ง-2569"
VALUE = re.compile(r'value="(\d+\.other\.\d+\.\d+\.\d+)"')


@dataclass(frozen=True)
class SeatHeld:
    """Who logs in, at which desk, of which fund; a treasurer also pays."""

    login: str
    desk: int
    fund: int
    is_centre: bool
    number_book: int
    members: tuple[int, ...]
    pays: tuple[int, int] | None = None  # expense and cash account


class Watch:
    """How long the seats have still to collect: the time in which the server is down does not count."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends


@dataclass
class Client:
    """A person's device: a browser's cookies, and what it was told is done."""

    held: SeatHeld
    port: int
    watch: Watch
    cookies: dict[str, str] = field(default_factory=dict)
    taps: Counter[tuple[int, int]] = field(default_factory=Counter)  # (member, first day) answered as taken
    tried: set[tuple[int, int]] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    paid: set[str] = field(default_factory=set)
    repeats: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    problem: str = ""

    def run(self) -> None:
        self.draw = random.Random(self.held.login)
        try:
            self._log_in()
            while not self.watch.is_over:
                self._sheet()
                if self.held.pays:
                    self._pay()
        except Exception as problem:  # noqa: BLE001 - told by the test
            self.problem = f"{self.held.login}: {problem!r}"
        finally:
            connections.close_all()

    # ------------------------------------------------------------ the browser

    def ask(
        self, path: str, body: dict[str, Any] | None = None, *, htmx: bool = False
    ) -> tuple[int, str, str]:
        """Status, text, where it leads to; sent again until there is an answer."""
        for _ in range(900):
            try:
                return self._ask(path, body, htmx=htmx)
            except (OSError, HTTPException):
                self.repeats += 1
                time.sleep(0.1)
        raise TimeoutError(path)

    def _ask(self, path: str, body: dict[str, Any] | None, *, htmx: bool) -> tuple[int, str, str]:
        wire = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if htmx:
            headers["HX-Request"] = "true"
        sent = None
        if body is not None:
            sent = urlencode(body)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.cookies.get("khabuan_csrf", ""),
                "Origin": f"http://127.0.0.1:{self.port}",
            }  # fmt: skip
        try:
            wire.request("GET" if body is None else "POST", path, sent, headers)
            answer = wire.getresponse()
            text = answer.read().decode()
        finally:
            wire.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= 500:
            self.refused[f"{answer.status} {path.split('/')[1]}"] += 1
            raise HTTPException(f"{answer.status} {path}")
        return answer.status, text, answer.headers.get("Location") or ""

    def _log_in(self) -> None:
        self.ask("/enter/")
        status, text, _to = self.ask("/enter/", {"login": self.held.login, "password": PASSWORD})
        if status != 302:
            raise RuntimeError(f"not let in: {status} {re.sub(r'<[^>]+>', ' ', text)[-400:]}")

    # ------------------------------------------------------------ what the person does

    def _sheet(self) -> None:
        """Begin a sheet or share the one that is open, tap some payments, count and close."""
        sheet = self._open_sheet()
        for _ in range(self.draw.randint(*SHEET_OF)):
            if self.watch.is_over:
                break
            if not self._tap(sheet):
                return  # somebody else has closed it
        self._close(sheet)

    def _open_sheet(self) -> int:
        """The desk's open sheet of today, or a new one."""
        day = today()
        facts = {"on": day, "collector": f"ผู้เก็บ {self.held.login}", "number_book": self.held.number_book}
        for _ in range(50):
            found = open_sheet(self.held)
            if found:
                return found
            status, _text, to = self.ask(f"/desks/{self.held.desk}/begin/", facts)
            if status == 302:
                return int(to.strip("/").rpartition("/")[2])
            self.refused[f"begin {status}"] += 1
        raise RuntimeError("no sheet can be begun")

    def _tap(self, sheet: int) -> bool:
        member = self.draw.choice(self.held.members)
        status, text, _to = self.ask(f"/sheets/{sheet}/members/{member}/", htmx=True)
        found = VALUE.search(text)
        if status != 200 or not found:
            self.refused[f"member {status}"] += 1
            return is_open(sheet)
        _member, _other, first, _taps, _kind = found[1].split(".")
        self.tried.add((member, int(first)))
        baht = self.draw.choice((1, 7, 30))
        status, text, _to = self.ask(f"/sheets/{sheet}/take/", {"pay": found[1], "other": baht}, htmx=True)
        if status == 200:
            self.taps[member, int(first)] += 1
        else:
            self.refused[f"take {status}"] += 1
        return is_open(sheet)

    def _close(self, sheet: int) -> None:
        for _ in range(20):
            total = sheet_total(sheet)
            if not total:
                return
            status, _text, _to = self.ask(f"/sheets/{sheet}/count/", {"counted": f"{total:.2f}"})
            if status == 302:
                self.closed.add(sheet)
                return
            self.refused[f"count {status}"] += 1

    def _pay(self) -> None:
        expense, cash = self.held.pays or (0, 0)
        key = f"{self.held.login}-{len(self.paid)}-{self.draw.random()}"
        facts = {
            "account": expense, "amount": "1.00", "out_of": cash, "source": "donors", "who": "ร้านทดสอบ", "what": key,
            "on": today(), "sure": "1", "client_key": key,
        }  # fmt: skip
        status, _text, _to = self.ask(f"/funds/{self.held.fund}/money/pay/", facts)
        if status == 302:
            self.paid.add(key)
        else:
            self.refused[f"pay {status}"] += 1


# ---------------------------------------------------------------- what a device knows of the desk


def today() -> str:
    """As a Thai types it."""
    day = clock.today()
    return f"{day:%d/%m/}{day.year + 543}"


def open_sheet(held: SeatHeld) -> int | None:
    rows = CollectionSheet.everywhere.filter(state=SheetState.OPEN, fund=held.fund)
    rows = rows.filter(centre=held.desk) if held.is_centre else rows.filter(centre__isnull=True)
    return rows.values_list("pk", flat=True).first()


def is_open(sheet: int) -> bool:
    return bool(CollectionSheet.everywhere.filter(pk=sheet, state=SheetState.OPEN).exists())


def sheet_total(sheet: int) -> Decimal:
    found = DraftLine.objects.filter(sheet=sheet, is_void=False).aggregate(total=Sum("amount"))["total"]
    return found or Decimal(0)


# ---------------------------------------------------------------- the server


class Server:
    """`khabuan serve` on this test's database; `kill` ends all of it as a power cut would, and starts it again."""

    def __init__(self) -> None:
        self.port, self.kills = free_port(), 0
        settings = connection.settings_dict
        url = f"sqlite:///{settings['NAME']}"
        if connection.vendor == "postgresql":
            url = os.environ["KHABUAN_DATABASE"].rsplit("/", 1)[0] + f"/{settings['NAME']}"
        self.env = {**os.environ, "KHABUAN_DATABASE": url, "PYTHONPATH": os.pathsep.join(sys.path)}
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "khabuan.config.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.env, stdout=subprocess.DEVNULL)
        for _ in range(1200):
            with suppress(OSError, HTTPException):
                wire = HTTPConnection("127.0.0.1", self.port, timeout=30)
                wire.request("GET", "/enter/")
                if wire.getresponse().status == 200:
                    return
            time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def kill(self) -> float:
        """Returns how long it was away."""
        began = time.monotonic()
        self.stop()
        self.kills += 1
        self._start()
        return time.monotonic() - began

    def stop(self) -> None:
        for child in [self.process.pid, *below(self.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self.process.wait()


def below(process: int) -> list[int]:
    """All processes under one, whatever their groups."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found = list(children.get(process, []))
    for one in found:
        found += children.get(one, [])
    return found


# ---------------------------------------------------------------- three funds and their eight seats


def eight_seats() -> list[SeatHeld]:
    """Two officers and two collectors of one fund at two desks, three of another at two, one of a third."""
    with policy_rows(names=NAMES):
        country = Country()
        load_rules(actor=SYSTEM)
        first = Collecting.make_fund(country.tambon_a, "กองทุนหนึ่ง")
        second = Collecting.make_fund(country.tambon_b, "กองทุนสอง")
        third = Collecting.make_fund(country.far_tambon, "กองทุนสาม")
        held: list[SeatHeld] = []
        for fund, officers, collectors in ((first, 2, 2), (second, 1, 2), (third, 1, 0)):
            held += _desk(fund, None, ["treasurer", "chair"][:officers], len(held))
            if collectors:
                held += _desk(fund, _centre(fund), ["collector"] * collectors, len(held))
    return held


def _centre(fund: Fund) -> Organisation:
    body = fund.organisation
    made: Organisation = add_organisation(
        actor=SYSTEM, area=body.area, kind="village_centre", name=f"ศูนย์ {body.name}", parent=body
    )
    return made


def _desk(fund: Fund, centre: Organisation | None, roles: list[str], so_far: int) -> list[SeatHeld]:
    """A desk with its own book of receipts, its members, and the seats that share it."""
    body = centre or fund.organisation
    members = add_members(
        actor=SYSTEM, fund=fund, count=MEMBERS, centre=centre, first=1 if centre is None else 501
    )
    book = issue_number_book(
        actor=SYSTEM, body=body, kind="receipt", number=1 if centre is None else 2, last=2000, issued_to="โต๊ะทดสอบ",
        on=date(2026, 1, 2),
    )  # fmt: skip
    pays = None
    if centre is None:
        pays = _with_money(fund)
    held = []
    for role in roles:
        login = f"{role}{so_far + len(held)}"
        seat = seats.grant_seat(
            actor=SYSTEM, place=body, role=Role(role), login=login, name=login, title=login
        )
        card = entry.find_card(
            code=seats.issue_card(actor=SYSTEM, seat=seat).code, knock=entry.Knock("127.0.0.1")
        )
        actor = queries.actor_of(seat)
        seats.use_card(actor=actor, user=seat.user.at(actor), card=card, password=PASSWORD, again=PASSWORD)
        keys = tuple(one.pk for one in members)
        held.append(SeatHeld(login, body.pk, fund.pk, centre is not None, book.pk, keys, pays))
    return held


def _with_money(fund: Fund) -> tuple[int, int]:
    """Donated money to pay from, and a book of vouchers: the accounts of a payment."""
    issue_number_book(
        actor=SYSTEM, body=fund, kind="voucher", number=1, last=4000, issued_to="เหรัญญิก", on=date(2026, 1, 2)
    )
    accounts = {one.code: one for one in Account.everywhere.filter(book=fund.book)}
    record_receipt(
        actor=SYSTEM, fund=fund, account=accounts["4410"], into=accounts["1110"], amount=Decimal(90_000),
        on=date(2026, 1, 5), what="บริจาค", who="ผู้ให้ทดสอบ",
    )  # fmt: skip
    return accounts["5410"].pk, accounts["1110"].pk


# ---------------------------------------------------------------- the proof


@pytest.fixture
def told_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize("is_killed", [False, True], ids=["left alone", "killed"])
def test_nothing_is_lost_or_twice_and_no_number_skipped(
    own_database: None,  # noqa: F811
    told_passwords: None,
    is_killed: bool,
) -> None:
    held = eight_seats()
    connection.close()
    server = Server()
    try:
        watch = Watch(SECONDS)
        clients = [Client(one, server.port, watch) for one in held]
        threads = [threading.Thread(target=client.run) for client in clients]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            threads[0].join(BETWEEN_KILLS)
            if is_killed and not watch.is_over:
                watch.ends += server.kill()
    finally:
        server.stop()
    assert [client.problem for client in clients if client.problem] == []
    assert (server.kills > 0) == is_killed
    told_taps_stand_once(clients)
    told_payments_stand_once(clients)
    told_sheets_are_in_the_books(clients)
    numbers_have_no_gap()
    assert list(findings([])) == []
    say_figures(clients, server)


def told_taps_stand_once(clients: Sequence[Client]) -> None:
    """Each payment that a device was told is taken is there once; what nobody tried is not there."""
    there: Counter[tuple[int, int]] = Counter()
    parties = {one.party_id: one.pk for one in Member.everywhere.all()}
    for party, first in SubsidiaryLine.objects.filter(kind=LineKind.CONTRIBUTION).values_list(
        "party", "from_on"
    ):
        there[parties[party], first.toordinal()] += 1
    for member, first in DraftLine.objects.filter(is_void=False).values_list("member", "from_on"):
        there[member, first.toordinal()] += 1
    told: Counter[tuple[int, int]] = sum((client.taps for client in clients), Counter())
    assert told
    assert set(there.values()) == {1}
    assert set(told.values()) == {1}
    assert told.keys() <= there.keys()
    assert there.keys() <= set().union(*(client.tried for client in clients))


def told_payments_stand_once(clients: Sequence[Client]) -> None:
    told = Counter(key for client in clients for key in client.paid)
    there = Counter(Voucher.everywhere.filter(act=VoucherAct.PAYMENT).values_list("what", flat=True))
    assert told == there


def told_sheets_are_in_the_books(clients: Sequence[Client]) -> None:
    told = set().union(*(client.closed for client in clients))
    rows = CollectionSheet.everywhere.filter(state=SheetState.POSTED).select_related("entry")
    posted = {one.pk: one for one in rows}
    assert told <= posted.keys()
    for one in posted.values():
        income = Posting.everywhere.filter(entry=one.entry, account__code="4110").get()
        assert (income.credit, income.line_count) == (one.total, one.lines)


def numbers_have_no_gap() -> None:
    """Entries from 1 on in each book; each number of a book of receipts or vouchers belongs to one paper."""
    for book in Book.everywhere.all():
        numbers = sorted(Entry.everywhere.filter(book=book).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
    for book in NumberBook.everywhere.all():
        runs = NumberRun.everywhere.filter(book=book).order_by("first").values_list("first", "last")
        used = [number for first, last in runs for number in range(first, last + 1)]
        assert used == list(range(1, book.next))
    receipts = SubsidiaryLine.objects.filter(kind=LineKind.CONTRIBUTION).count()
    receipts += DraftLine.objects.filter(is_void=False).count()
    taken = sum(one.next - 1 for one in NumberBook.everywhere.filter(kind="receipt"))
    assert taken == receipts


def say_figures(clients: Sequence[Client], server: Server) -> None:
    refused: Counter[str] = sum((client.refused for client in clients), Counter())
    taps, paid = sum(client.taps.total() for client in clients), sum(len(client.paid) for client in clients)
    words = (
        f"{taps} payments taken, {len(set().union(*(one.closed for one in clients)))} sheets closed, {paid} paid out"
        f" in {SECONDS:.0f} s, {server.kills} kills, {sum(one.repeats for one in clients)} sent again,"
        f" refused {dict(refused)}"
    )
    sys.stderr.write(f"\n{connection.vendor}: {words}\n")


def test_the_eight_sit_at_five_desks_of_three_funds(db: None, told_passwords: None) -> None:
    held = eight_seats()
    assert (len(held), len({one.desk for one in held}), len({one.fund for one in held})) == (8, 5, 3)
    assert open_sheet(held[0]) is None
