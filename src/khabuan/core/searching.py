"""Finding rows by pieces of their `search_key`, on both databases, without reading the table through.

Pieces of three letters and more go to the trigram index (`core/sql.py`); a lone shorter piece is taken as the
beginning of the key, which has an ordinary index. Takes and gives querysets that are scoped already.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from django.db import connections
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from khabuan.core.sql import search_table
from khabuan.core.thai import LEAST_SLIPPED, search_key, slips_between

TRIGRAM = 3
NEAREST = 2000
MOST_LETTERS = 200
LIKE_ENOUGH = 0.3
LAST_LETTER = "\U0010ffff"
BEGIN, END = "^^", "$$"


def pieces(text: str) -> list[str]:
    """What must all be in a key: the words of a text, each as a search key, at most eight."""
    return list(dict.fromkeys(filter(None, (search_key(word) for word in text[:MOST_LETTERS].split()))))[:8]


def containing(rows: QuerySet[Any], text: str, column: str = "search_key") -> QuerySet[Any]:
    """Rows whose `search_key` (or another searched column) has all words of `text`; none for no letters."""
    words = pieces(text)
    long = [word for word in words if len(word) >= TRIGRAM]
    if not words:
        return rows.none()
    if not long:
        first = max(words, key=len)
        rows = rows.filter(**{f"{column}__gte": first, f"{column}__lt": first + LAST_LETTER})
    elif connections[rows.db].vendor == "sqlite":
        rows = rows.filter(pk__in=_matches(rows, column, " AND ".join(f'"{word}"' for word in long)))
    else:
        long = []
    return rows.filter(*(Q(**{f"{column}__contains": word}) for word in words if word not in long))


def best_first(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """The key itself before keys that begin so, before the rest; each in Thai order."""
    whole = search_key(text)
    place = Case(
        When(search_key=whole, then=Value(0)),
        When(search_key__startswith=whole, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(place, "sort_key", "pk")


def resembling(rows: QuerySet[Any], text: str, limit: int) -> list[Any]:
    """Rows whose `search_key` is the text with a slip or two in it, the likest first.

    A slip breaks one of the key's pieces and leaves the others, so the index is asked for keys with enough
    whole pieces; how many letters in threes they share decides.
    """
    whole = search_key(text)[:60]
    wanted = _threes(whole)
    shares = {key: _share(wanted, _threes(other)) for key, other in _nearby(rows, whole)}
    near = sorted(
        (key for key, share in shares.items() if share >= LIKE_ENOUGH), key=lambda key: -shares[key]
    )
    return sorted(rows.filter(pk__in=near[: limit * 10]), key=lambda row: (-shares[row.pk], row.sort_key))[
        :limit
    ]


def whole(key: str) -> str:
    """A key as a column of whole names keeps it: marked at both ends, so that two letters there are a piece."""
    return f"{BEGIN}{key}{END}"


def slipped(rows: QuerySet[Any], column: str, *keys: str) -> list[str]:
    """Values of a column of whole names that are one of the keys with a slip (two in long ones), the likest first.

    Wherever a slip is, the first letters or the last ones stand, or both ends do: `_anchored` says which.
    Whoever's rows they are: to look among one's own with, never to be shown. One query.
    """
    keys = tuple(key for key in keys if len(key) >= LEAST_SLIPPED)
    if not keys:
        return []
    near: dict[str, int] = {}
    for value in _values_with(rows, column, [pieces for key in keys for pieces in _anchored(key)]):
        name = value[len(BEGIN) : -len(END)]
        slips = [found for key in keys if (found := slips_between(key, name)) is not None]
        if slips:
            near[value] = min(slips)
    return sorted(near, key=lambda value: (near[value], value))


def _anchored(key: str) -> list[tuple[str, ...]]:
    """Sets of pieces one of which a name with one slip (a letter lost, put, changed, two swapped) still has."""
    most = max(2, min(2 * len(key) // 3, len(key) - 3))
    return [(BEGIN + key[:most],), (key[-most:] + END,), (BEGIN + key[:2], key[-2:] + END)]


def _values_with(rows: QuerySet[Any], column: str, sets: list[tuple[str, ...]]) -> list[str]:
    return [value for (value,) in _asked(rows, column, f"DISTINCT {column}", sets)]


def _threes(key: str) -> frozenset[str]:
    padded = f"  {key} "
    return frozenset(padded[at : at + TRIGRAM] for at in range(len(padded) - TRIGRAM + 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _whole_pieces(whole: str) -> list[tuple[str, ...]]:
    """Sets of pieces, one of which a mistyped key still has: any two of three, or one of two."""
    if len(whole) >= 3 * TRIGRAM:
        third, two = len(whole) // 3, 2 * len(whole) // 3
        return list(combinations((whole[:third], whole[third:two], whole[two:]), 2))
    if len(whole) > TRIGRAM:
        half = max(TRIGRAM, len(whole) // 2)
        return [(whole[:half],), (whole[-half:],)]
    return []


def _nearby(rows: QuerySet[Any], whole: str) -> list[tuple[int, str]]:
    """Keys and search keys of rows with enough pieces of the text: whoever's they are, so never shown."""
    sets = _whole_pieces(whole)
    if not sets:
        return []
    return _asked(rows, "search_key", "{key}, search_key", sets)


def _asked(rows: QuerySet[Any], column: str, what: str, sets: list[tuple[str, ...]]) -> list[tuple[Any, ...]]:
    """What stands in rows whose column has all pieces of one of the sets: by the trigram index."""
    table = rows.model._meta.db_table
    connection = connections[rows.db]
    if connection.vendor == "sqlite":
        index = search_table(table)
        query = " OR ".join("(" + " AND ".join(f'"{piece}"' for piece in pieces) + ")" for pieces in sets)
        sql, facts = (
            f'SELECT {what.format(key="rowid")} FROM "{index}" WHERE "{index}" MATCH %s',  # noqa: S608 - our own table
            [f"{column} : ({query})"],
        )
    else:
        likes = " OR ".join("(" + " AND ".join(f"{column} LIKE %s" for _ in pieces) + ")" for pieces in sets)
        sql, facts = (
            f'SELECT {what.format(key="id")} FROM "{table}" WHERE {likes}',  # noqa: S608 - our own table
            [f"%{p}%" for pieces in sets for p in pieces],
        )
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {NEAREST}", facts)
        return list(cursor.fetchall())


def _matches(rows: QuerySet[Any], column: str, query: str) -> RawSQL:
    index = search_table(rows.model._meta.db_table)
    sql = f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s'  # noqa: S608 - our own table
    return RawSQL(sql, [f"{column} : ({query})"])  # noqa: S611 - the words are a parameter
