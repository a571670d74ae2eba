"""A book as text of other people's programs: hledger, ledger and beancount, so that they can add it up anew.

Pure: values in, lines out, one entry after the other, so that a book of any size streams. What each program takes
differs: hledger and ledger read Thai account names, beancount wants letters without marks and gets codes, with the
names as metadata. What people typed (memos, names) can neither end a line nor begin something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabuan.ledger.rules.words import AccountKind


class JournalProgram(StrEnum):
    """Whose text is written. The code is also how such a file's name ends."""

    HLEDGER = "hledger"
    LEDGER = "ledger"
    BEANCOUNT = "beancount"


ROOTS = {
    AccountKind.ASSET: "Assets",
    AccountKind.LIABILITY: "Liabilities",
    AccountKind.EQUITY: "Equity",
    AccountKind.INCOME: "Income",
    AccountKind.EXPENSE: "Expenses",
}
"""What all three programs call the five kinds."""

CURRENCY = "THB"
TAGS = ("kind", "paper", "source")


@dataclass(frozen=True, slots=True)
class JournalAccount:
    code: str
    name: str
    kind: AccountKind


@dataclass(frozen=True, slots=True)
class JournalBook:
    """A book with all its accounts. No entry stands before `opened_on`."""

    name: str
    opened_on: date
    accounts: Sequence[JournalAccount]


@dataclass(frozen=True, slots=True)
class JournalPart:
    """One party's part of a posting; `label` may be shown (a member's number), `party` is unique."""

    party: int
    label: str
    satang: int


@dataclass(frozen=True, slots=True)
class JournalPosting:
    """Debits are positive, credits negative. With `parts`, each party gets an account below this one."""

    account: str
    satang: int
    source: str = ""
    parts: Sequence[JournalPart] = ()


@dataclass(frozen=True, slots=True)
class JournalEntry:
    number: int
    on: date
    memo: str
    postings: Sequence[JournalPosting]
    kind: str = ""
    document: str = ""


class NotAJournal(ValueError):
    """Facts that make no entry: a bug of the query that read them, and better told than exported."""


def journal(book: JournalBook, entries: Iterable[JournalEntry], program: JournalProgram) -> Iterator[str]:
    """The book as one program's text, in pieces that each end with a line."""
    writer = _WRITERS[program](book)
    yield from writer.head()
    for entry in entries:
        _check(entry)
        yield writer.entry(entry)


def amount(satang: int) -> str:
    """Satang as baht with two decimals: exact, without a float on the way."""
    sign = "-" if satang < 0 else ""
    return f"{sign}{abs(satang) // 100}.{abs(satang) % 100:02d}"


def one_line(text: str) -> str:
    """Text on one line, without marks that are not seen, words one space apart."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _check(entry: JournalEntry) -> None:
    if sum(posting.satang for posting in entry.postings):
        raise NotAJournal(f"entry {entry.number} does not balance")
    for posting in entry.postings:
        if posting.parts and sum(part.satang for part in posting.parts) != posting.satang:
            raise NotAJournal(f"entry {entry.number}: the parts of {posting.account} do not add up to it")


@dataclass(slots=True)
class _Names:
    """Accounts of parties below each account: one name for each party, never one for two."""

    clean: Callable[[str], str]
    of_party: dict[tuple[str, int], str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def below(self, account: str, part: JournalPart) -> tuple[str, bool]:
        """The account's name, and whether it is new."""
        known = self.of_party.get((account, part.party))
        if known is not None:
            return known, False
        label = self.clean(part.label)
        name = f"{account}:{label}"
        if not label or name in self.taken:
            name = f"{account}:{label}P{part.party}"
        self.taken.add(name)
        self.of_party[account, part.party] = name
        return name, True


# ---------------------------------------------------------------- hledger and ledger

_NOT_IN_A_NAME = re.compile(r"[^\w\u0E00-\u0E7F ./-]|_")


def _plain_name(text: str) -> str:
    """Part of an account's name: words one space apart, without the marks that mean something to the programs."""
    return one_line(_NOT_IN_A_NAME.sub(" ", one_line(text))).lstrip(".-/ ")


def _tag_value(text: str) -> str:
    """A value behind a tag: a comma ends it in hledger, a bracket begins a date in both."""
    return one_line(text.translate(_TAG_MARKS))


_TAG_MARKS = str.maketrans({",": " ", ";": " ", "[": "(", "]": ")", ":": " "})
_MEMO_MARKS = str.maketrans({";": ",", "|": "/"})


class _PlainText:
    """What hledger and ledger have in common: nearly all."""

    commodity: tuple[str, ...]

    def __init__(self, book: JournalBook) -> None:
        self.book = book
        self.names = _Names(_plain_name)
        self.accounts = {
            one.code: f"{ROOTS[one.kind]}:{_plain_name(f'{one.code} {one.name}')}" for one in book.accounts
        }

    def head(self) -> Iterator[str]:
        yield f"; {one_line(self.book.name)}\n"
        yield "".join(f"{line}\n" for line in self.commodity)
        yield "".join(f"account {name}\n" for name in self.accounts.values()) + "\n"

    def entry(self, entry: JournalEntry) -> str:
        rows: list[str] = []
        opened: list[str] = []
        for posting in entry.postings:
            account = self.accounts[posting.account]
            source = f"  ; source: {_tag_value(posting.source)}" if posting.source else ""
            if not posting.parts:
                rows.append(f"    {account}  {amount(posting.satang)} {CURRENCY}{source}\n")
            for part in posting.parts:
                name, is_new = self.names.below(account, part)
                if is_new:
                    opened.append(f"account {name}\n")
                rows.append(f"    {name}  {amount(part.satang)} {CURRENCY}{source}\n")
        memo = one_line(entry.memo.translate(_MEMO_MARKS))
        top = f"{entry.on:%Y-%m-%d} * ({entry.number}) {memo}".rstrip() + "\n"
        tags = [("kind", entry.kind), ("paper", entry.document)]
        notes = [f"    ; {tag}: {_tag_value(value)}\n" for tag, value in tags if value]
        return "".join([*opened, top, *notes, *rows, "\n"])


class _Hledger(_PlainText):
    commodity = (f"commodity 1000.00 {CURRENCY}",)


class _Ledger(_PlainText):
    commodity = (
        f"commodity {CURRENCY}",
        f"    format 1000.00 {CURRENCY}",
        *(f"tag {tag}" for tag in TAGS),
    )


# ---------------------------------------------------------------- beancount


def _bean_component(text: str) -> str:
    """Part of an account's name: capital or digit first, then letters, digits and dashes; "" if none is left."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")
    return words[:1].upper() + words[1:] if text.isascii() else ""


def _bean_string(text: str) -> str:
    text = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


class _Beancount:
    """Accounts are opened on the book's first day, those of parties just before the entry that names them first."""

    def __init__(self, book: JournalBook) -> None:
        self.book = book
        self.names = _Names(_bean_component)
        self.accounts = _bean_accounts(book.accounts)

    def head(self) -> Iterator[str]:
        yield f'option "title" {_bean_string(self.book.name)}\n'
        yield f'option "operating_currency" "{CURRENCY}"\n\n'
        yield "".join(self.opened(self.accounts[one.code], one.name) for one in self.book.accounts) + "\n"

    def opened(self, name: str, label: str) -> str:
        return f"{self.book.opened_on:%Y-%m-%d} open {name} {CURRENCY}\n  name: {_bean_string(label)}\n"

    def entry(self, entry: JournalEntry) -> str:
        rows: list[str] = []
        opened: list[str] = []
        for posting in entry.postings:
            account = self.accounts[posting.account]
            source = f"    source: {_bean_string(posting.source)}\n" if posting.source else ""
            if not posting.parts:
                rows.append(f"  {account}  {amount(posting.satang)} {CURRENCY}\n{source}")
            for part in posting.parts:
                name, is_new = self.names.below(account, part)
                if is_new:
                    opened.append(self.opened(name, part.label))
                rows.append(f"  {name}  {amount(part.satang)} {CURRENCY}\n{source}")
        notes = [f'  number: "{entry.number}"\n']
        notes += [f"  kind: {_bean_string(entry.kind)}\n"] if entry.kind else []
        notes += [f"  paper: {_bean_string(entry.document)}\n"] if entry.document else []
        top = f"{entry.on:%Y-%m-%d} * {_bean_string(entry.memo)}\n"
        return "".join([*opened, top, *notes, *rows, "\n"])


def _bean_accounts(accounts: Sequence[JournalAccount]) -> dict[str, str]:
    """Each account's code as a name that beancount takes; codes that look alike then get a number."""
    found: dict[str, str] = {}
    for number, one in enumerate(accounts, 1):
        name = f"{ROOTS[one.kind]}:{_bean_component(one.code) or f'A{number}'}"
        found[one.code] = f"{name}-{number}" if name in found.values() else name
    return found


_WRITERS: Mapping[JournalProgram, Callable[[JournalBook], _PlainText | _Beancount]] = {
    JournalProgram.HLEDGER: _Hledger,
    JournalProgram.LEDGER: _Ledger,
    JournalProgram.BEANCOUNT: _Beancount,
}
