"""Very many rows of a table at once, given by column: no object for each row, one statement for all of them.

`executemany` on SQLite, COPY on PostgreSQL; triggers, constraints and foreign keys judge them like any other row.
Who may write, and what the audit is told, is `access.scoping`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import repeat
from typing import Any

from django.db import connection, models

from khabuan.core.fields import KeyField
from khabuan.core.keys import new_keys

#: Fields whose values the drivers take as they are: whole columns of them pass untouched.
_AS_IT_IS = frozenset({
    KeyField, models.BigIntegerField, models.BinaryField, models.CharField, models.ForeignKey, models.IntegerField,
    models.OneToOneField, models.PositiveIntegerField, models.PositiveSmallIntegerField, models.SmallIntegerField,
    models.TextField,
})  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """Rows as the driver takes them, made ready before the lock is held."""

    model: type[models.Model]
    keys: list[int]
    tuples: list[tuple[Any, ...]]

    def insert(self) -> None:
        columns = [field.column for field in self.model._meta.concrete_fields]
        table, names = self.model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
        if not self.tuples:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with (
                    connection.wrap_database_errors,
                    cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy,
                ):
                    for row in self.tuples:
                        copy.write_row(row)
                return
            marks = ", ".join(["%s"] * len(columns))
            statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of our own
            cursor.executemany(statement, self.tuples)


def rows_of(model: type[models.Model], count: int, **said: Any) -> Rows:
    """So many rows of a table. A list is a column with a value for each row; anything else is the same in all.

    Columns of JSON hold tuples, so that equal values are worded once. What is not said has the field's default.
    """
    given = {"id": new_keys(count), **said}
    fields = model._meta.concrete_fields
    if strange := given.keys() - {field.attname for field in fields}:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(strange))}")
    columns = [_column(field, given, count) for field in fields]
    return Rows(model, given["id"], list(zip(*columns, strict=True)))


def _column(field: Any, given: Mapping[str, Any], count: int) -> Iterable[Any]:
    kept = partial(field.get_db_prep_save, connection=connection)
    value = given[field.attname] if field.attname in given else field.get_default()
    if not isinstance(value, list):
        return repeat(kept(value.value if isinstance(value, Enum) else value), count)
    if type(field) in _AS_IT_IS:
        return value
    worded = {one: kept(one) for one in set(value)}
    return map(worded.__getitem__, value)
