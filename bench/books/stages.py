"""The goals, stage by stage: who takes part, what is raced, which sums must agree, which ratio is asked for."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from tests import postgres

from bench.books.data import Data
from bench.books.lab import Contender, Goal, Table, cpus, race, same, say, walls
from bench.books.made import make, segment_sums

SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "512MB"}


@dataclass
class Place:
    """A folder for the data and the files, and a PostgreSQL of our own that is as careful as a real one."""

    folder: Path
    rounds: int = 5
    is_small: bool = False
    _cluster: postgres.Cluster | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, one: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._cluster is not None:
            self._cluster.stop()

    def file(self, ending: str) -> str:
        return str(self.folder / f"{next(self._numbers)}.{ending}")

    def database(self, kind: str) -> str:
        """A new empty database: a file for SQLite, an address for PostgreSQL."""
        if kind == "SQLite":
            return self.file("sqlite3")
        import psycopg

        self._cluster = self._cluster or postgres.start(**SAFE)
        name = f"bench{next(self._numbers)}"
        with psycopg.connect(self._cluster.url("postgres"), autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        return self._cluster.url(name)

    def data(self, name: str, *, funds: int, members: int, months: int) -> Data:
        if (self.folder / name).exists():
            return Data(self.folder / name, funds, members, months)
        return make(self.folder, name, funds=funds, members=members, months=months)

    def sized(self, number: int) -> int:
        return number // 10 if self.is_small else number

    def short(self) -> Data:
        """The sheet of most goals: a fund of 1,000 members, a year of it as history."""
        return self.data("short", funds=1, members=self.sized(1_000), months=12)

    def long(self) -> Data:
        return self.data("long", funds=1, members=self.sized(1_000), months=120)

    def big(self) -> Data:
        """The fund of 600,000 contributions: 5,000 members, ten years."""
        return self.data("big", funds=1, members=self.sized(5_000), months=120)

    def province(self) -> Data:
        return self.data("province", funds=self.sized(200), members=1_000, months=12)

    @contextmanager
    def khabuan(self, kind: str) -> Iterator[Contender]:
        database = self.database(kind)
        url = database if kind == "PostgreSQL" else f"sqlite:///{database}"
        home = self.folder / f"home{next(self._numbers)}"
        home.mkdir()
        with taking_part(
            "khabuan", is_ours=True, KHABUAN_DATABASE=url, KHABUAN_HOME=str(home), KHABUAN_PROVINCE="19"
        ) as ours:
            ours.do("prepare")
            yield ours


@contextmanager
def taking_part(module: str, *, is_ours: bool = False, **surroundings: str) -> Iterator[Contender]:
    contender = Contender(module, is_ours=is_ours, **surroundings)
    try:
        yield contender
    finally:
        contender.end()


# ---------------------------------------------------------------- saving


def saving_postgres(place: Place, table: Table) -> None:
    """P1-P4 on PostgreSQL: a sheet of 1,000 members, against the bare driver and django-hordak."""
    _saving(place, table, "PostgreSQL", driver_bound=4.0)


def saving_sqlite(place: Place, table: Table) -> None:
    """P1-P4 on SQLite: a sheet of 1,000 members, against the bare driver and django-ledger."""
    _saving(place, table, "SQLite", driver_bound=6.0)


def _saving(place: Place, table: Table, kind: str, *, driver_bound: float) -> None:
    short, long = place.short(), place.long()
    five = place.data("five", funds=1, members=5 * short.members, months=12)
    peer = "hordak" if kind == "PostgreSQL" else "djledger"
    with place.khabuan(kind) as ours, taking_part("driver") as driver, taking_part(peer) as other:
        for name, data in {"plain": short, "bare": short, "long": long, "five": five}.items():
            say(f"   {name}")
            ours.do("add_book", name=name, words=data.words(), months=data.months)
        ours.do("ready_to_read")
        driver.do("prepare", words=short.words(), database=place.database(kind))
        other.do("prepare", words=short.words(), database=place.database(kind))
        calls = {
            "ours": lambda at: ours.do("save", name="plain", month=12 + at),
            "without": lambda at: ours.do("save", name="bare", month=12 + at, is_kept=False),
            "long": lambda at: ours.do("save", name="long", month=120 + at),
            "five": lambda at: ours.do("save", name="five", month=12 + at),
            "driver": lambda at: driver.do("save", month=12 + at),
        }
        if kind == "PostgreSQL":
            calls["bulk"] = lambda at: other.do("save_in_bulk", month=at)
            calls["transfer"] = lambda at: other.do("save_by_transfer", month=at)
        else:
            calls["single"] = lambda at: other.do("save", month=at)
        found = {name: walls(taken) for name, taken in race(calls, place.rounds).items()}
        saved = [sum(short.sheet(12 + at)) for at in range(place.rounds + 1)]
        history = sum(sum(short.sheet(month)) for month in range(12))
        same("the sheets of 1,000", sum(saved), driver=driver.do("total").result)
        same("all sheets", history + sum(saved), ours=ours.do("contributions", prefix="plain").result[1])
        peers = sum(saved) * (2 if kind == "PostgreSQL" else 1)
        same("the peer's sheets", peers, **{peer: other.do("total").result})
        same(
            "findings",
            [],
            plain=ours.do("findings", name="plain").result,
            long=ours.do("findings", name="long").result,
        )
    words = f"1,000 members on {kind}"
    table.add(
        Goal(
            "P1",
            f"sheet of {words}, against the bare driver",
            found["ours"],
            found["driver"],
            at_most=driver_bound,
        )
    )
    if kind == "PostgreSQL":
        table.add(
            Goal(
                "P2",
                f"sheet of {words}, against hordak bulk_create",
                found["ours"],
                found["bulk"],
                at_least=8,
            )
        )
        table.add(
            Goal(
                "P2",
                f"sheet of {words}, against hordak transfer_to",
                found["ours"],
                found["transfer"],
                at_least=50,
            )
        )
    else:
        table.add(
            Goal(
                "P2",
                f"sheet of {words}, against django-ledger, one entry",
                found["ours"],
                found["single"],
                at_least=30,
            )
        )
    table.add(
        Goal("P3", f"sheet of {words}, against no totals kept", found["ours"], found["without"], at_most=1.35)
    )
    table.add(
        Goal(
            "P4", f"sheet on {kind}, 10 years of history against 1", found["long"], found["ours"], at_most=2.5
        )
    )
    table.add(
        Goal("P4", f"sheet on {kind}, 5,000 members against 1,000", found["five"], found["ours"], at_most=6)
    )


# ---------------------------------------------------------------- loading


def loading(place: Place, table: Table) -> None:
    """P5: the fund of 600,000 contributions into SQLite, against three programs that read its wide journal."""
    data, programs = place.big(), ("ledger", "hledger", "beancount")
    files = {program: place.file(program) for program in programs}
    with taking_part("texts") as texts, place.khabuan("SQLite") as ours:
        for program, file in files.items():
            texts.do("prepare", words=data.words(), file=file, program=program)
        calls = {
            program: lambda at, program=program, file=file: texts.do("read", file=file, program=program)
            for program, file in files.items()
        }

        def load(at: int) -> Any:
            ours.do("add_book", name=f"big{at}", words=data.words())
            return ours.do("load", name=f"big{at}", first=0, until=data.months)

        found = race({"ours": load, **calls}, place.rounds, warm_up=False)
        paid = int(segment_sums(data).sum())
        same(
            "contributions", [data.contributions, paid], lines=ours.do("contributions", prefix="big1").result
        )
        same("findings", [], ours=ours.do("findings", name="big1").result)
        income = paid + 2 * sum(satang for *_, satang in data.matching())
        for program in programs:
            same("income", -income, **{program: found[program][0].result["Income"]})
    own = cpus(found["ours"])
    for program, bound in zip(programs, (1.0, 1 / 5, 1 / 20), strict=True):
        words = f"600,000 contributions in, CPU, against {program} reading them"
        table.add(Goal("P5", words, own, cpus(found[program]), at_most=bound, unit="s"))


# ---------------------------------------------------------------- reading


def reading_sqlite(place: Place, table: Table) -> None:
    """P6, P7 on SQLite: trial balance of a year and what all members paid, against wide rows, DuckDB and NumPy."""
    _reading(place, table, "SQLite")


def reading_postgres(place: Place, table: Table) -> None:
    """P6, P7, P11 on PostgreSQL: the same, and the bytes of it all."""
    _reading(place, table, "PostgreSQL")


def _reading(place: Place, table: Table, kind: str) -> None:
    data, small = place.big(), place.long()
    year = {"since": "2023-10-01", "until": "2024-09-30"}
    with (
        place.khabuan(kind) as ours, taking_part("wide") as wide,
        taking_part("duck") as duck, taking_part("segments") as segments,
    ):  # fmt: skip
        loaded = ours.do("add_book", name="big", words=data.words(), months=data.months).result
        used = ours.do("bytes_used").result if kind == "PostgreSQL" else 0
        ours.do("add_book", name="small", words=small.words(), months=small.months)
        ours.do("ready_to_read")
        wide.do("prepare", words=data.words(), database=place.database(kind))
        duck.do("prepare", words=data.words(), file=place.file("duckdb"))
        segments.do("prepare", words=data.words())
        found = race(
            {
                "ours": lambda at: ours.do("trial_balance", name="big", **year),
                "small": lambda at: ours.do("trial_balance", name="small", **year),
                "wide": lambda at: wide.do("trial_balance", **year),
                "members": lambda at: ours.do("member_balances", name="big"),
                "wide members": lambda at: wide.do("member_balances"),
                "duck members": lambda at: duck.do("member_balances"),
                "limit": lambda at: segments.do("member_balances"),
            },
            place.rounds,
        )  # fmt: skip
        paid = int(segment_sums(data).sum())
        same("contributions", paid, loaded=loaded, lines=ours.do("contributions", prefix="big").result[1])
        members = {
            name: found[name][-1].result for name in ("members", "wide members", "duck members", "limit")
        }
        same("members", [data.members, paid], **members)
        theirs = found["wide"][-1].result
        mine = {code: satang for code, satang in found["ours"][-1].result.items() if code in theirs}
        same("trial balance", theirs, ours=mine)
        wide_bytes = wide.do("bytes_used").result if kind == "PostgreSQL" else 0
    times = {name: walls(taken) for name, taken in found.items()}
    words = f"trial balance of a year on {kind}, against"
    table.add(Goal("P6", f"{words} the same SQL on wide rows", times["ours"], times["wide"], at_least=50))
    table.add(Goal("P6", f"{words} 1,000 members (here 5,000)", times["ours"], times["small"], at_most=1.3))
    words = f"balances of 5,000 members on {kind}, against"
    table.add(Goal("P7", f"{words} wide rows", times["members"], times["wide members"], at_least=10))
    table.add(Goal("P7", f"{words} DuckDB", times["members"], times["duck members"], at_most=3))
    say(f"   limit: NumPy {1000 * float(np.median(times['limit'])):.2f} ms")
    if kind == "PostgreSQL":
        _bytes(place, table, used / data.contributions, wide_bytes / data.contributions)


def _bytes(place: Place, table: Table, ours: float, wide: float) -> None:
    short = place.short()
    with taking_part("hordak") as hordak:
        hordak.do("prepare", words=short.words(), database=place.database("PostgreSQL"))
        for month in range(short.months):
            hordak.do("save_in_bulk", month=month)
        theirs = hordak.do("bytes_used").result / hordak.do("rows").result
    table.add(
        Goal(
            "P11",
            "bytes a contribution, PostgreSQL, against wide models",
            [ours],
            [wide],
            at_most=1 / 3,
            unit="bytes",
        )
    )
    table.add(
        Goal(
            "P11",
            "bytes a contribution, PostgreSQL, against hordak",
            [ours],
            [theirs],
            at_most=1 / 4,
            unit="bytes",
        )
    )


def province_sqlite(place: Place, table: Table) -> None:
    """P8 on SQLite: a province's funds by month, against DuckDB's scan of the same lines."""
    _province(place, table, "SQLite")


def province_postgres(place: Place, table: Table) -> None:
    """P8 on PostgreSQL."""
    _province(place, table, "PostgreSQL")


def _province(place: Place, table: Table, kind: str) -> None:
    data = place.province()
    with place.khabuan(kind) as ours, taking_part("duck") as duck, taking_part("segments") as segments:
        for fund in range(data.funds):
            ours.do("add_book", name=f"fund{fund}", words=data.words(), fund=fund, months=data.months)
            if fund % 20 == 0:
                say(f"   fund {fund} of {data.funds}")
        ours.do("ready_to_read")
        duck.do("prepare", words=data.words(), file=place.file("duckdb"))
        segments.do("prepare", words=data.words())
        found = race(
            {
                "ours": lambda at: ours.do("fund_months", prefix="fund"),
                "duck": lambda at: duck.do("fund_months"),
                "limit": lambda at: segments.do("fund_months"),
            },
            place.rounds,
        )  # fmt: skip
        sums = segment_sums(data)
        same(
            "fund × month",
            [sums.size, int(sums.sum())],
            **{name: taken[-1].result for name, taken in found.items()},
        )
    words = f"a province's funds × months on {kind}, against DuckDB"
    table.add(Goal("P8", words, walls(found["ours"]), walls(found["duck"]), at_most=1 / 3))
    say(f"   limit: NumPy {1000 * float(np.median(walls(found['limit']))):.2f} ms")


# ---------------------------------------------------------------- lists


def list_of_members(place: Place, table: Table) -> None:
    """P10: a spreadsheet of 100,000 members, understood, rehearsed and saved, against the bare reading of it."""
    many, rounds = place.sized(100_000), max(1, min(place.rounds, 3))
    with place.khabuan("SQLite") as ours, taking_part("lists", is_ours=True) as bare:
        files = [place.file("xlsx") for _ in range(rounds)]
        right = [
            bare.do("write", file=file, many=many, first=at * many).result for at, file in enumerate(files)
        ]
        for at in range(rounds):
            ours.do("open_empty", name=f"old{at}")
        found = race(
            {
                "ours": lambda at: ours.do("bring_in", name=f"old{at - 1}", file=files[at - 1]),
                "bare": lambda at: bare.do("read", file=files[at - 1]),
            },
            rounds,
            warm_up=False,
        )
        expected = [[good, good, many - good] for good in right]
        same("members, their numbers, red rows", expected, ours=[one.result for one in found["ours"]])
        same("rows", [many + 1] * rounds, bare=[one.result for one in found["bare"]])
    words = f"{many:,} members from XLSX into SQLite, CPU, against reading it"
    table.add(Goal("P10", words, cpus(found["ours"]), cpus(found["bare"]), at_most=2.5, unit="s"))


STAGES: dict[str, Callable[[Place, Table], None]] = {
    "P1 P2 P3 P4": saving_sqlite,
    "P1 P2 P3 P4 ": saving_postgres,
    "P6 P7": reading_sqlite,
    "P6 P7 P11": reading_postgres,
    "P8": province_sqlite,
    "P8 ": province_postgres,
    "P10": list_of_members,
    "P5": loading,
}
