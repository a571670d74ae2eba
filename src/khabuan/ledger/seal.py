"""The seal: what the database itself refuses about entries, raw SQL included. Data for `core.sql`; no Django.

An entry is born unposted, gets its postings and lines, and is sealed by setting `posted_at`: that update is
checked once, as a whole (closing entries empty control accounts without lines: nobody's part changes). From then
on nothing of it changes and nothing is added. On PostgreSQL late lines are found by one statement trigger with a
transition table, on SQLite by row triggers.

SQLite keeps in a column whatever it is given (half a satang, a word for a day), and forgets its delete triggers
under REPLACE where a connection says so: there the seal asks for whole satang and real days, and a key that is
taken already is refused before it could replace anything.
"""

from __future__ import annotations

from khabuan.core.sql import Law
from khabuan.ledger.rules.words import EntryKind, MoneySource

WORDS = {
    "born": "khabuan: an entry is born unposted",
    "sealed": "khabuan: a posted entry never changes",
    "altered": "khabuan: only posting changes an entry",
    "unbalanced": "khabuan: the two sides of the entry differ",
    "foreign": "khabuan: an account of another book, or one that is closed",
    "source": "khabuan: income, expense and equity name the source of money, and only they",
    "totals": "khabuan: lines do not add up to their posting",
    "party": "khabuan: a line of a party of another book",
    "period": "khabuan: the month is closed, or before the book began",
    "late": "khabuan: nothing is added to a posted entry",
    "account": "khabuan: of an account only the name and the day of its closing change",
    "kind": "khabuan: no such kind of entry",
    "day": "khabuan: the entry has no day, or one that has not come yet",
    "cited": "khabuan: an entry takes back or corrects a posted one of its own book",
    "closing": "khabuan: a closing entry moves income, expense and surplus only",
    "whole": "khabuan: an amount is whole satang, more than nothing, on one side",
    "taken": "khabuan: this key or number is taken",
}

_SAME = ["number", "on", "kind", "memo", "document", "reverses_id", "corrects_id", "book_id", "id"]
NOMINAL = "('income','expense','equity')"
KINDS = ",".join(f"'{kind.value}'" for kind in EntryKind)
SOURCES = ",".join(f"'{source.value}'" for source in MoneySource)
DEBIT_SIDE = "('asset','expense')"

# What must hold at the seal, each as (what is said, a query that finds a breach). NEW is the entry.
_BREACHES = (
    (
        "unbalanced",
        (
            "SELECT 1 WHERE coalesce((SELECT sum(debit) FROM ledger_posting WHERE entry_id = NEW.id), 0) <= 0"
            " OR (SELECT sum(debit) - sum(credit) FROM ledger_posting WHERE entry_id = NEW.id) <> 0"
        ),
    ),
    (
        "foreign",
        (
            "SELECT 1 FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = NEW.id"
            " AND (a.book_id <> NEW.book_id OR a.closed_on <= NEW.on_)"
        ),
    ),
    (
        "source",
        (
            "SELECT 1 FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = NEW.id"
            f" AND ((a.kind IN {NOMINAL}) <> (p.source <> '') OR p.source NOT IN ('',{SOURCES}))"
        ),
    ),
    (
        "totals",
        (
            "SELECT 1 FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id LEFT JOIN ("
            "SELECT posting_id, count(*) AS many, count(DISTINCT seq) AS places, sum(amount) AS total FROM ledger_line"
            " WHERE posting_id IN (SELECT id FROM ledger_posting WHERE entry_id = NEW.id) GROUP BY posting_id) l"
            " ON l.posting_id = p.id"
            " WHERE p.entry_id = NEW.id AND (p.line_count <> coalesce(l.many, 0) OR p.line_total <> coalesce(l.total, 0)"
            " OR l.places <> l.manyWHOLE_"
            " OR (a.has_lines AND NEW.kind <> 'closing' AND p.line_total <>"
            f" CASE WHEN a.kind IN {DEBIT_SIDE} THEN p.debit - p.credit ELSE p.credit - p.debit END)"
            " OR (NOT a.has_lines AND p.line_count <> 0))"
        ),
    ),
    (
        "party",
        (
            "SELECT 1 FROM ledger_posting p JOIN ledger_line l ON l.posting_id = p.id LEFT JOIN ledger_party y"
            " ON y.id = l.party_id WHERE p.entry_id = NEW.id AND p.line_count > 0"
            " AND (y.id IS NULL OR y.book_id <> NEW.book_id)"
        ),
    ),
    (
        "period",
        (
            "SELECT 1 FROM ledger_book b LEFT JOIN ledger_period d ON d.book_id = b.id AND d.month = MONTH_"
            " WHERE b.id = NEW.book_id AND (NEW.on_ < b.opened_on OR d.state = 'closed')"
        ),
    ),
    ("kind", f"SELECT 1 WHERE NEW.kind NOT IN ({KINDS})"),
    (
        "cited",
        (
            "SELECT 1 FROM ledger_entry c WHERE c.id IN (NEW.reverses_id, NEW.corrects_id)"
            " AND (c.book_id <> NEW.book_id OR c.posted_at IS NULL)"
        ),
    ),
    (
        "closing",
        (
            "SELECT 1 FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = NEW.id"
            f" AND NEW.kind = 'closing' AND a.kind NOT IN {NOMINAL}"
        ),
    ),
    ("day", "SELECT 1 WHERE coalesce(NEW.on_ <= POSTED_, FALSE) = FALSEBAD_DAY_"),
)

# What only SQLite has to be asked, since it keeps anything in a column and lets a connection switch off CHECK.
_SQLITE_BREACHES = (
    (
        "whole",
        (
            "SELECT 1 FROM ledger_posting p WHERE p.entry_id = NEW.id AND (typeof(p.debit) <> 'integer'"
            " OR typeof(p.credit) <> 'integer' OR min(p.debit, p.credit) <> 0 OR max(p.debit, p.credit) <= 0)"
        ),
    ),
)
_IN_SQLITE = {
    "MONTH_": "(substr(NEW.\"on\", 1, 8) || '01')",
    "POSTED_": "date(NEW.posted_at, '+7 hours')",
    "BAD_DAY_": ' OR date(NEW."on") IS NOT NEW."on"',
    "WHOLE_": " OR typeof(coalesce(l.total, 0)) <> 'integer'",
}
_IN_POSTGRES = {
    "MONTH_": "date_trunc('month', NEW.\"on\")::date",
    "POSTED_": "(NEW.posted_at AT TIME ZONE 'Asia/Bangkok')::date",
    "BAD_DAY_": "",
    "WHOLE_": "",
}


def _in(words: dict[str, str], query: str) -> str:
    for word, meaning in words.items():
        query = query.replace(word, meaning)
    return query.replace("NEW.on_", 'NEW."on"')


def _abort(code: str, query: str) -> str:
    return f"SELECT RAISE(ABORT, '{WORDS[code]}') WHERE EXISTS ({query});"


def _raise(code: str) -> str:
    return f"RAISE EXCEPTION '{WORDS[code]}' USING ERRCODE = 'integrity_constraint_violation';"


_DIFFERS_SQLITE = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in _SAME)
_DIFFERS_POSTGRES = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in _SAME)

_SEAL_SQLITE = " ".join(
    [
        _abort("sealed", "SELECT 1 WHERE OLD.posted_at IS NOT NULL"),
        _abort("altered", f"SELECT 1 WHERE NEW.posted_at IS NULL OR {_DIFFERS_SQLITE}"),
        *(_abort(code, _in(_IN_SQLITE, query)) for code, query in (*_SQLITE_BREACHES, *_BREACHES)),
    ]
)
_SEAL_POSTGRES = " ".join(
    [
        f"BEGIN IF OLD.posted_at IS NOT NULL THEN {_raise('sealed')} END IF;",
        f"IF NEW.posted_at IS NULL OR {_DIFFERS_POSTGRES} THEN {_raise('altered')} END IF;",
        *(f"IF EXISTS ({_in(_IN_POSTGRES, query)}) THEN {_raise(code)} END IF;" for code, query in _BREACHES),
        "RETURN NEW; END",
    ]
)
_LATE_SQLITE = "SELECT 1 WHERE coalesce(({unposted}), 0) = 0"
_LATE_POSTGRES = "BEGIN IF EXISTS ({late}) THEN " + _raise("late") + " END IF; RETURN NULL; END"

ENTRY = (
    Law(
        "ledger_entry", "born",
        sqlite="BEFORE INSERT ON \"ledger_entry\" BEGIN "
        + _abort("born", "SELECT 1 WHERE NEW.posted_at IS NOT NULL")
        + " "
        + _abort("taken", "SELECT 1 FROM ledger_entry WHERE id = NEW.id OR (book_id = NEW.book_id AND number = NEW.number)")
        + " END",
        postgres="BEFORE INSERT ON public.ledger_entry FOR EACH ROW WHEN ((new.posted_at IS NOT NULL)) "
        f"EXECUTE FUNCTION khabuan_refuse('{WORDS['born']}')",
    ),
    Law(
        "ledger_entry", "seal",
        sqlite=f"BEFORE UPDATE ON \"ledger_entry\" BEGIN {_SEAL_SQLITE} END",
        postgres="BEFORE UPDATE ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION khabuan_seal_entry()",
        function=("khabuan_seal_entry", _SEAL_POSTGRES),
    ),
)  # fmt: skip

POSTING = (
    Law(
        "ledger_posting", "late",
        sqlite="BEFORE INSERT ON \"ledger_posting\" BEGIN " + _abort("late", _LATE_SQLITE.format(
            unposted="SELECT posted_at IS NULL FROM ledger_entry WHERE id = NEW.entry_id"))
        + " " + _abort("taken", "SELECT 1 FROM ledger_posting WHERE id = NEW.id") + " END",
        postgres="AFTER INSERT ON public.ledger_posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT "
        "EXECUTE FUNCTION khabuan_no_late_postings()",
        function=("khabuan_no_late_postings", _LATE_POSTGRES.format(
            late="SELECT 1 FROM fresh f LEFT JOIN ledger_entry e ON e.id = f.entry_id"
            " WHERE e.id IS NULL OR e.posted_at IS NOT NULL")),
    ),
)  # fmt: skip

LINE = (
    Law(
        "ledger_line", "late",
        sqlite="BEFORE INSERT ON \"ledger_line\" BEGIN " + _abort("late", _LATE_SQLITE.format(
            unposted="SELECT e.posted_at IS NULL FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id"
            " WHERE p.id = NEW.posting_id")) + " END",
        postgres="AFTER INSERT ON public.ledger_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT "
        "EXECUTE FUNCTION khabuan_no_late_lines()",
        function=("khabuan_no_late_lines", _LATE_POSTGRES.format(
            late="SELECT 1 FROM (SELECT DISTINCT posting_id FROM fresh) f"
            " LEFT JOIN ledger_posting p ON p.id = f.posting_id LEFT JOIN ledger_entry e ON e.id = p.entry_id"
            " WHERE e.id IS NULL OR e.posted_at IS NOT NULL")),
    ),
)  # fmt: skip

_KEPT = ("id", "book_id", "code", "kind", "role", "use", "source", "has_lines")
_WORDS_OF_ACCOUNT = ("code", "kind", "role", "use", "source")

ACCOUNT = (
    Law(
        "ledger_account", "born",
        sqlite="BEFORE INSERT ON \"ledger_account\" BEGIN "
        + _abort("taken", "SELECT 1 FROM ledger_account WHERE id = NEW.id OR (book_id = NEW.book_id AND code = NEW.code)")
        + " END",
        postgres="",
    ),
    Law(
        "ledger_account", "kept",
        sqlite="BEFORE UPDATE ON \"ledger_account\" WHEN "
        + " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in _KEPT)
        + f" BEGIN SELECT RAISE(ABORT, '{WORDS['account']}'); END",
        postgres="BEFORE UPDATE ON public.ledger_account FOR EACH ROW WHEN (("
        + " OR ".join(
            f"((new.{name})::text <> (old.{name})::text)" if name in _WORDS_OF_ACCOUNT else f"(new.{name} <> old.{name})"
            for name in _KEPT
        )
        + f")) EXECUTE FUNCTION khabuan_refuse('{WORDS['account']}')",
    ),
)  # fmt: skip
