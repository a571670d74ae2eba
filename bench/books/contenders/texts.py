"""hledger, ledger and beancount over the wide journal: an entry for each payment, an account for each member."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

from bench.books.contenders import wide
from bench.books.data import Data, month_start

SHAPE = r"%(account),%(quantity(scrub(display_total)))\n"
BEANCOUNT = """
import sys
from collections import defaultdict
from beancount import loader
entries, errors, _ = loader.load_file(sys.argv[1])
assert not errors, errors[:3]
totals = defaultdict(int)
for entry in entries:
    for posting in getattr(entry, 'postings', ()):
        totals[posting.account.split(':')[0]] += int(posting.units.number * 100)
for name, total in totals.items():
    print(name, total)
"""


def prepare(words: list[str], file: str, program: str) -> None:
    """Write the journal as that program takes it."""
    data = Data.of(words)
    roots = {"1": "Assets", "4": "Income", "5": "Expenses"}
    names = [f"{roots[code[0]]}:A{code}" for code in wide.ACCOUNTS]
    is_bean = program == "beancount"
    day = f"{month_start(0)}"
    with Path(file).open("w", encoding="utf-8") as text:
        text.write("commodity 1000.00 THB\n\n" if program == "hledger" else "")
        if is_bean:
            members = [f"{names[1]}:M{at + 1:04d}" for at in range(data.members)]
            text.writelines(f"{day} open {name} THB\n" for name in [*names, *members])
        for _fund, on, kind, debit, credit, member, satang in wide._payments(data):
            head = f'{on} * "{kind}"' if is_bean else f"{on} {kind}"
            below = f":M{member:04d}" if kind == "collection" else ""
            amount = f"{satang // 100}.{satang % 100:02d} THB"
            text.write(f"{head}\n  {names[debit - 1]}  {amount}\n  {names[credit - 1]}{below}  -{amount}\n\n")


def read(file: str, program: str) -> dict[str, int]:
    """Parse it all and add it up: satang of each kind of account."""
    commands = {
        "hledger": ["hledger", "-f", file, "balance", "--depth", "1", "--no-total", "-O", "csv"],
        "ledger": ["ledger", "-f", file, "balance", "--depth", "1", "--no-total", "--format", SHAPE],
        "beancount": [sys.executable, "-c", BEANCOUNT, file],
    }  # fmt: skip
    env = {**os.environ, "LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
    said = subprocess.run(commands[program], check=True, capture_output=True, text=True, env=env).stdout
    if program == "beancount":
        return {name: int(total) for name, total in (line.split() for line in said.splitlines())}
    rows = list(csv.reader(io.StringIO(said)))[1 if program == "hledger" else 0 :]
    return {name: _satang(baht) for name, baht in rows}


def _satang(baht: str) -> int:
    whole, _, part = baht.removesuffix(" THB").partition(".")
    return int(whole + part.ljust(2, "0"))
