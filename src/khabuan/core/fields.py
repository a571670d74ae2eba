"""Model fields of the house."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models

from khabuan.core import money
from khabuan.core.keys import new_key


class KeyField(models.BigIntegerField):  # type: ignore[type-arg]
    """Primary key made by us before insert (see `core/keys.py`)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("primary_key", True)
        options.setdefault("default", new_key)
        options.setdefault("editable", False)
        super().__init__(**options)

    def db_type(self, connection: Any) -> str | None:
        """On SQLite `integer`: with this word, and no other, the key is the row's own number and not an index beside it.

        Each row is then found in one search instead of two. Tables made before keep theirs until they are remade.
        """
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class BahtField(models.BigIntegerField):  # type: ignore[type-arg]
    """Decimal baht in Python, whole satang in the database (SQLite keeps decimals as floats).

    Sums of it are Decimal baht as well. ValueError for an amount finer than a satang.
    """

    _pyi_private_set_type: Decimal  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: int | None, *_: Any) -> Decimal | None:
        return None if value is None else money.baht(int(value))

    def to_python(self, value: Any) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(value)

    def get_prep_value(self, value: Any) -> int | None:
        if value is None:
            return None
        return money.satang(Decimal(value))
