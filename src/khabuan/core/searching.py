"""Finding rows by pieces of their `search_key`, on both databases, without reading the table through.

Pieces of three letters and more go to the trigram index (`core/sql.py`); a lone shorter piece is taken as the
beginning of the key, which has an ordinary index. Takes and gives querysets that are scoped already.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from khabuan.core.sql import search_table
from khabuan.core.thai import search_key

TRIGRAM = 3
NEAREST = 100
LIKE_ENOUGH = 0.3
LAST_LETTER = "\U0010ffff"


def pieces(text: str) -> list[str]:
    """What must all be in a key: the words of a text, each as a search key, at most eight."""
    return list(dict.fromkeys(filter(None, (search_key(word) for word in text[:200].split()))))[:8]


def containing(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Rows whose `search_key` has all words of `text`; no rows for a text without letters."""
    words = pieces(text)
    long = [word for word in words if len(word) >= TRIGRAM]
    if not words:
        return rows.none()
    if not long:
        first = max(words, key=len)
        rows = rows.filter(search_key__gte=first, search_key__lt=first + LAST_LETTER)
    elif connections[rows.db].vendor == "sqlite":
        rows = rows.filter(pk__in=_matches(rows, " AND ".join(f'"{word}"' for word in long)))
    else:
        long = []
    return rows.filter(*(Q(search_key__contains=word) for word in words if word not in long))


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
    """Rows whose `search_key` shares enough letters in threes with a mistyped text, the likest first."""
    whole = search_key(text)[:60]
    if len(whole) < TRIGRAM:
        return []
    wanted = _threes(whole)
    near = sorted(
        ((_share(wanted, _threes(row.search_key)), row) for row in rows.filter(pk__in=_nearest(rows, whole))),
        key=lambda pair: (-pair[0], pair[1].sort_key, pair[1].pk),
    )
    return [row for share, row in near[:limit] if share >= LIKE_ENOUGH]


def _threes(key: str) -> frozenset[str]:
    padded = f"  {key} "
    return frozenset(padded[at : at + TRIGRAM] for at in range(len(padded) - TRIGRAM + 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _nearest(rows: QuerySet[Any], whole: str) -> RawSQL:
    """Keys of the nearest rows, by the index alone."""
    table = rows.model._meta.db_table
    if connections[rows.db].vendor == "sqlite":
        index = search_table(table)
        threes = dict.fromkeys(whole[at : at + TRIGRAM] for at in range(len(whole) - TRIGRAM + 1))
        query = "search_key : (" + " OR ".join(f'"{three}"' for three in threes) + ")"
        sql = f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s ORDER BY rank LIMIT {NEAREST}'
        return RawSQL(sql, [query])
    sql = (
        f'SELECT id FROM "{table}" WHERE search_key %% %s '
        f"ORDER BY similarity(search_key, %s) DESC LIMIT {NEAREST}"
    )
    return RawSQL(sql, [whole, whole])


def _matches(rows: QuerySet[Any], query: str) -> RawSQL:
    index = search_table(rows.model._meta.db_table)
    return RawSQL(f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s', [f"search_key : ({query})"])
