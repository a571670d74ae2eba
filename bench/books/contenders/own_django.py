"""The database settings of peers that are Django apps: as careful about a commit as ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit


def database_settings(database: str) -> dict[str, Any]:
    """`database`: a file for SQLite, postgres://… for the other."""
    if not database.startswith("postgres"):
        return {
            "ENGINE": "django.db.backends.sqlite3", "NAME": database,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=wal; PRAGMA synchronous=full; PRAGMA cache_size=-65536",
            },
        }  # fmt: skip
    url = urlsplit(database)
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "HOST": url.hostname,
        "PORT": str(url.port), "USER": url.username, "PASSWORD": url.password,
    }  # fmt: skip
