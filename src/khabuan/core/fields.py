"""Model fields of the house."""

from __future__ import annotations

from typing import Any

from django.db import models

from khabuan.core.keys import new_key


class KeyField(models.BigIntegerField):  # type: ignore[type-arg]
    """Primary key made by us before insert (see `core/keys.py`)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("primary_key", True)
        options.setdefault("default", new_key)
        options.setdefault("editable", False)
        super().__init__(**options)
