"""`khabuan ledger`: the books of this installation, a book as text for other programs, a trial balance.

What others need to prove our sums without a browser. Figures and journals go to standard output, words about what
went wrong to standard error.
"""

from __future__ import annotations

import argparse
import csv
import sys
from typing import TYPE_CHECKING, TextIO

from khabuan.config.command_line import Parser, day
from khabuan.ledger.rules.journals import JournalProgram

if TYPE_CHECKING:
    from khabuan.ledger.models import Book


def add_to(commands: argparse._SubParsersAction[Parser]) -> None:
    """Put the command and its three parts into the parser of `khabuan`."""
    words = "สมุดบัญชี: รายชื่อสมุด ส่งออกให้โปรแกรมอื่นตรวจ และงบทดลอง"
    parts = commands.add_parser("ledger", help=words, description=words).add_subparsers(
        required=True, metavar="ส่วน"
    )
    words = "รายชื่อสมุดบัญชีทั้งหมดในเครื่องนี้"
    parts.add_parser("books", help=words, description=words).set_defaults(run=books)

    words = "เขียนสมุดเป็นข้อความให้โปรแกรมบัญชีอื่นอ่าน"
    sub = parts.add_parser("export", help=words, description=words)
    sub.add_argument("book", type=int, help="เลขของสมุด ดูได้จาก khabuan ledger books")
    sub.add_argument(
        "--to", required=True, choices=[one.value for one in JournalProgram], help="โปรแกรมที่จะอ่าน"
    )
    sub.add_argument("--until", type=day, metavar="YYYY-MM-DD", help="ถึงวันที่ (ค.ศ. หรือ พ.ศ.)")
    sub.add_argument("--lines", action="store_true", help="แยกเป็นรายสมาชิกและรายจุดรับเงิน")
    sub.set_defaults(run=export)

    words = "งบทดลองของสมุด ณ สิ้นวัน"
    sub = parts.add_parser("trial-balance", help=words, description=words)
    sub.add_argument("book", type=int, help="เลขของสมุด ดูได้จาก khabuan ledger books")
    sub.add_argument("--on", type=day, metavar="YYYY-MM-DD", help="สิ้นวันที่ (ค.ศ. หรือ พ.ศ.) ไม่ใส่คือวันนี้")
    sub.add_argument("--csv", action="store_true", help="พิมพ์เป็น CSV")
    sub.set_defaults(run=trial_balance)


def books(options: argparse.Namespace) -> int:
    """Number, kind, first day and name of every book, one a line."""
    from khabuan.access.actor import Actor
    from khabuan.ledger.queries import books_of

    for book in books_of(Actor.system()).order_by("organisation__area__path", "pk"):
        print(book.pk, book.kind, book.opened_on, book.name, sep="\t")
    return 0


def export(options: argparse.Namespace) -> int:
    """The book to standard output, as UTF-8 whatever the terminal is."""
    from khabuan.ledger.exports import journal_of

    book = _book(options.book)
    if book is None:
        return _no_such_book(options.book)
    program = JournalProgram(options.to)
    out = _utf8(sys.stdout)
    for piece in journal_of(book, program, until=options.until, with_lines=options.lines):
        out.write(piece)
    out.flush()
    return 0


def trial_balance(options: argparse.Namespace) -> int:
    """Code, name and balance of every account that has one, debit or credit, with both sums."""
    from khabuan.core import clock, money, sql
    from khabuan.ledger import queries
    from khabuan.ledger.rules.words import DEBIT_SIDE

    book = _book(options.book)
    if book is None:
        return _no_such_book(options.book)
    with sql.reading():
        lines = queries.trial_balance(book, until=options.on or clock.today())
    rows: list[tuple[str, str, str, str]] = []
    sums = [money.NOTHING, money.NOTHING]
    for line in lines:
        balance = line.after if line.account.kind in DEBIT_SIDE else -line.after
        debit, credit = max(balance, money.NOTHING), max(-balance, money.NOTHING)
        sums = [sums[0] + debit, sums[1] + credit]
        rows.append((line.account.code, line.account.name, f"{debit:.2f}", f"{credit:.2f}"))
    rows.append(("", "รวม", f"{sums[0]:.2f}", f"{sums[1]:.2f}"))
    out = _utf8(sys.stdout)
    if options.csv:
        writer = csv.writer(out)
        writer.writerow(("code", "name", "debit", "credit"))
        writer.writerows(rows[:-1])
    else:
        for row in rows:
            print("{0:<8}{2:>18}{3:>18}  {1}".format(*row), file=out)
    return 0 if sums[0] == sums[1] else 1


def _book(key: int) -> Book | None:
    from khabuan.access.actor import Actor
    from khabuan.ledger.queries import books_of

    return books_of(Actor.system()).filter(pk=key).first()


def _no_such_book(key: int) -> int:
    print(f"ไม่มีสมุดเลข {key}: ดูเลขของสมุดด้วยคำสั่ง khabuan ledger books", file=sys.stderr)
    return 1


def _utf8(stream: TextIO) -> TextIO:
    """The stream, writing UTF-8 and plain line ends also on a Windows console."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", newline="\n")
    return stream
