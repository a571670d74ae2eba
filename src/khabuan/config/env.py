"""Where this installation keeps its state, and what its owner has set. Reads the environment, nothing else.

KHABUAN_HOME      state folder (database, keys, files, backups); default ~/.khabuan
KHABUAN_DATABASE  sqlite:///path or postgres://user:secret@host:port/name; default SQLite in the state folder
KHABUAN_PROVINCE  DOPA code of the home province, for keys ("19"); empty for the nation
KHABUAN_HOSTS     host names it answers to, separated by commas (loopback always)
KHABUAN_HTTPS     1 when it is served over https: cookies are then secure only
KHABUAN_DEBUG     1 while developing
Lines NAME=VALUE in `settings.env` of the state folder stand in for what the environment does not set.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HOME = Path(os.environ.get("KHABUAN_HOME") or Path.home() / ".khabuan").absolute()


def _file_settings() -> dict[str, str]:
    path = HOME / "settings.env"
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


_FILE = _file_settings()


def get(name: str, default: str = "") -> str:
    return os.environ.get(name) or _FILE.get(name) or default


def flag(name: str) -> bool:
    return get(name).lower() in ("1", "true", "yes", "on")


def secret_key() -> str:
    """The signing key of cookies, made at the first start."""
    path = HOME / "secret.key"
    if not path.is_file():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def database(url: str | None = None) -> dict[str, Any]:
    """Django's settings for the one database. ValueError for a scheme that is not ours."""
    url = url or get("KHABUAN_DATABASE") or f"sqlite:///{HOME / 'khabuan.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA busy_timeout=20000; PRAGMA recursive_triggers=ON; PRAGMA cache_size=-65536; "
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY",
            },
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "TEST": {"TEMPLATE": "template0"},
        }
    raise ValueError(f"KHABUAN_DATABASE must begin with sqlite:/// or postgres://, not {parts.scheme!r}")
