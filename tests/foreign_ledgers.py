"""What three programs of other people say of a book: the balance of each account at the end of each month, in satang.

Each answers in its own words; here they become the same values, to be set beside our trial balance.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from khabuan.ledger import queries
from khabuan.ledger.exports import journal_of
from khabuan.ledger.models import Book
from khabuan.ledger.rules.journals import JournalProgram
from khabuan.ledger.rules.words import DEBIT_SIDE

Balances = dict[tuple[str, date], int]
"""(code of the account, last day of the month) → satang, debits positive; nothing where the balance is nothing."""

SURROUNDINGS = {"LC_ALL": "C.UTF-8"}  # hledger reads no Thai without it


def strictly_read(file: Path) -> None:
    """Raise where the program of the file's ending finds anything to say, each in its strictest way of reading."""
    checks = {
        ".hledger": ["hledger", "-f", str(file), "check", "--strict"],
        ".ledger": ["ledger", "-f", str(file), "--pedantic", "--explicit", "stats"],
        ".beancount": ["bean-check", str(file)],
    }
    _said(checks[file.suffix])


def balances(file: Path, months: Iterable[date]) -> Balances:
    """What the program of the file's ending says; `months` are the first days of the months to tell."""
    read = {".hledger": _hledger, ".ledger": _ledger, ".beancount": _beancount}
    return {key: satang for key, satang in read[file.suffix](file, sorted(months)).items() if satang}


def month_end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from one day's to another's."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1, 1)
        for at in range(count)
    ]


def our_balances(book: Book, months: Iterable[date]) -> Balances:
    """What our trial balance says at the end of each month."""
    found: Balances = {}
    for month in months:
        for line in queries.trial_balance(book, until=month_end(month)):
            satang = int(line.after * 100)
            found[line.account.code, month_end(month)] = (
                satang if line.account.kind in DEBIT_SIDE else -satang
            )
    return {key: satang for key, satang in found.items() if satang}


def disagreements(
    book: Book, program: JournalProgram, folder: Path, last: date, *, with_lines: bool
) -> list[str]:
    """Where a program of others, which must read the book strictly, comes to another balance than we do."""
    file = folder / f"{book.pk}.{program}"
    with file.open("w", encoding="utf-8", newline="\n") as text:
        text.writelines(journal_of(book, program, with_lines=with_lines))
    strictly_read(file)
    months = months_between(book.opened_on, last)
    theirs, ours = balances(file, months), our_balances(book, months)
    file.unlink()
    return [
        f"{code} at {day}: {theirs.get((code, day), 0)} there, {ours.get((code, day), 0)} here"
        for code, day in sorted({*theirs, *ours})
        if theirs.get((code, day), 0) != ours.get((code, day), 0)
    ]


def _hledger(file: Path, months: list[date]) -> Balances:
    """One report of all months, each with what came before it."""
    span = f"{months[0]:%Y-%m-%d}..{month_end(months[-1]) + timedelta(days=1):%Y-%m-%d}"
    words = ["balance", "--historical", "--monthly", "--period", span, "--depth", "2", "--flat", "--no-total"]
    rows = csv.DictReader(io.StringIO(_said(["hledger", "-f", str(file), *words, "--empty", "-O", "csv"])))
    return {
        (_code(row["account"]), month_end(month)): _satang(row[f"{month:%Y-%m}"])
        for row in rows
        for month in months
    }


def _ledger(file: Path, months: list[date]) -> Balances:
    """One report for each month: all before its end. Not `--flat`: with a depth that leaves accounts out."""
    found: Balances = {}
    for month in months:
        words = ["balance", "--depth", "2", "--no-total", "--end", f"{month_end(month) + timedelta(days=1)}"]
        shape = r"%(account)\t%(quantity(scrub(display_total)))\n"
        for line in _said(["ledger", "-f", str(file), *words, "--format", shape]).splitlines():
            account, quantity = line.split("\t")
            if ":" in account:
                found[_code(account), month_end(month)] = _satang(quantity)
    return found


def _beancount(file: Path, months: list[date]) -> Balances:
    """The months' sums by bean-query, which has no running total by group: added up here."""
    query = "SELECT root(account, 2) AS account, year, month, sum(number) AS total GROUP BY 1, 2, 3"
    sums: Mapping[tuple[str, date], int] = {
        (_code(row["account"]), date(int(row["year"]), int(row["month"]), 1)): _satang(row["total"])
        for row in csv.DictReader(io.StringIO(_said(["bean-query", "-f", "csv", str(file), query])))
    }
    return {
        (code, month_end(month)): sum(
            satang for (other, begun), satang in sums.items() if other == code and begun <= month
        )
        for code in {code for code, _ in sums}
        for month in months
    }


def _said(command: list[str]) -> str:
    done = subprocess.run(
        command, env={**os.environ, **SURROUNDINGS}, capture_output=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


def _code(account: str) -> str:
    """The account's code: what stands behind its kind, before its name."""
    return account.split(":")[1].partition(" ")[0]


def _satang(quantity: str) -> int:
    number = Decimal(quantity.replace(",", "").removesuffix("THB").strip())
    satang = number * 100
    assert satang == int(satang), f"finer than a satang: {quantity}"
    return int(satang)
