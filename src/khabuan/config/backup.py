"""One file for the records, taken while serving; and the way back.

The file is a zip: `manifest.json` (version, instant, engine, SHA-256 of each part), the database (an SQLite
copy made page by page with the writers still writing, or `pg_dump`'s custom format), the attached files and
the anchors. The identity key is *not* in it: whoever finds a backup must not be able to read sealed numbers.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

import khabuan
from khabuan.audit.chain import make_anchor
from khabuan.config.occupied import is_occupied
from khabuan.core import clock
from khabuan.core.keys import choose_home_province, home_province

FORMAT = 1
SQLITE_PART, POSTGRES_PART = "database.sqlite3", "database.pgdump"
FOLDERS = ("blobs", "anchors")


class BackupRefused(Exception):
    """The backup or restore cannot be done; the message says why and what to do."""


@dataclass(frozen=True)
class BackupReport:
    """Where the file is, its size in bytes, and the anchor's root that stands in it."""

    path: Path
    size: int
    anchor: Path


def take_backup(path: Path) -> BackupReport:
    """Write a backup to `path`, whole or not at all. Refuses to overwrite a file."""
    if path.exists():
        raise BackupRefused(_("%(path)s is there already. Choose another name.") % {"path": path})
    path.parent.mkdir(parents=True, exist_ok=True)
    anchor = make_anchor(settings.ANCHOR_FOLDER)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".khabuan-") as folder:
        database = _copy_database(Path(folder))
        unfinished = Path(folder) / "backup.zip"
        parts = [(database.name, database), *_files()]
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, file in parts:
                archive.write(file, name)
            archive.writestr("manifest.json", json.dumps(_manifest(parts), indent=1))
        unfinished.replace(path)
    return BackupReport(path, path.stat().st_size, anchor)


def _copy_database(folder: Path) -> Path:
    connection = connections["default"]
    if connection.vendor == "sqlite":
        target = folder / SQLITE_PART
        with (
            sqlite3.connect(str(connection.settings_dict["NAME"])) as source,
            sqlite3.connect(target) as copy,
        ):
            # All in one step: in WAL nobody waits for it; in steps it begins anew at each write of others.
            source.backup(copy)
        copy.close()
        source.close()
        return target
    target = folder / POSTGRES_PART
    _run_postgres(["pg_dump", "-Fc", "--no-owner", "-f", str(target)], connection.settings_dict)
    return target


def _run_postgres(command: list[str], database: dict[str, Any]) -> None:
    secret = {"PGPASSWORD": database["PASSWORD"]} if database["PASSWORD"] else {}
    place = ["-d", database["NAME"]]
    for flag, name in (("-h", "HOST"), ("-p", "PORT"), ("-U", "USER")):
        if database[name]:
            place += [flag, str(database[name])]
    try:
        done = subprocess.run(
            [*command, *place], env={**os.environ, **secret}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as problem:
        words = _("The program %(program)s is not on this machine. Install the PostgreSQL client programs.")
        raise BackupRefused(words % {"program": command[0]}) from problem
    if done.returncode:
        raise BackupRefused(done.stderr.strip())


def _files() -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        root = settings.KHABUAN_HOME / folder
        for file in sorted(root.rglob("*")) if root.is_dir() else ():
            if file.is_file():
                yield file.relative_to(settings.KHABUAN_HOME).as_posix(), file


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def _manifest(parts: list[tuple[str, Path]]) -> dict[str, Any]:
    digests = {}
    for name, path in parts:
        with path.open("rb") as file:
            digests[name] = _digest(file)
    return {
        "format": FORMAT,
        "khabuan": khabuan.__version__,
        "at": clock.now().isoformat(),
        "province": home_province(),
        "parts": digests,
    }


def restore_backup(path: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put a backup in place of an empty installation; with `replace` the present one is set aside first:
    on SQLite its file is renamed, on PostgreSQL a backup of it is written into `backups/before-…`.

    Refused while this installation is being served.
    Every part is unpacked and its digest compared before anything is touched. Returns the manifest.
    """
    if is_occupied(_home()):
        raise BackupRefused(_("Khabuan is serving from here. Stop it first, then restore."))
    with tempfile.TemporaryDirectory(dir=_home(), prefix=".restore-") as folder:
        unpacked = Path(folder)
        manifest = _unpack(path, unpacked)
        if connections["default"].vendor == "sqlite":
            _restore_sqlite(unpacked, replace=replace)
        else:
            _restore_postgres(unpacked, replace=replace)
        for name in FOLDERS:
            if (unpacked / name).is_dir():
                shutil.copytree(unpacked / name, settings.KHABUAN_HOME / name, dirs_exist_ok=True)
    choose_home_province(str(manifest.get("province", "")))
    return manifest


def _home() -> Path:
    home: Path = settings.KHABUAN_HOME
    home.mkdir(parents=True, exist_ok=True)
    return home


def _unpack(path: Path, folder: Path) -> dict[str, Any]:
    if not path.is_file():
        raise BackupRefused(_("There is no file %(path)s. Check its name and folder.") % {"path": path})
    try:
        archive = zipfile.ZipFile(path)
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise BackupRefused(_("%(path)s is not a Khabuan backup.") % {"path": path}) from problem
    if manifest.get("format") != FORMAT:
        raise BackupRefused(_("This backup was made by a newer Khabuan. Update the program first."))
    with archive:
        for name, digest in manifest["parts"].items():
            target = (folder / name).resolve()
            if not target.is_relative_to(folder.resolve()):
                raise BackupRefused(_("%(path)s is not a Khabuan backup.") % {"path": path})
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file, 1 << 20)
            with target.open("rb") as file:
                if _digest(file) != digest:
                    raise BackupRefused(
                        _("Part %(part)s of the backup is damaged. Take another copy.") % {"part": name}
                    )
    return manifest


def _restore_sqlite(unpacked: Path, *, replace: bool) -> None:
    source = unpacked / SQLITE_PART
    if not source.is_file():
        raise BackupRefused(_("This backup is of a PostgreSQL database. Restore it into PostgreSQL."))
    with sqlite3.connect(source) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BackupRefused(_("The database in the backup is damaged. Take another copy."))
    copy.close()
    connections.close_all()
    target = Path(str(connections["default"].settings_dict["NAME"]))
    if target.exists():
        if not replace:
            raise BackupRefused(_("There are records here already. Say --replace to set them aside."))
        aside = f"{clock.now():%Y%m%dT%H%M%SZ}"
        for tail in ("", "-wal", "-shm"):
            part = target.with_name(target.name + tail)
            if part.exists():
                part.rename(part.with_name(f"{target.name}.before-{aside}{tail}"))
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def _restore_postgres(unpacked: Path, *, replace: bool) -> None:
    source = unpacked / POSTGRES_PART
    if not source.is_file():
        raise BackupRefused(_("This backup is of an SQLite database. Restore it with SQLite."))
    connection = connections["default"]
    if connection.introspection.table_names():
        if not replace:
            raise BackupRefused(_("There are records here already. Say --replace to set them aside."))
        _refuse_while_connected(connection)
        take_backup(_home() / "backups" / f"before-{clock.now():%Y%m%dT%H%M%SZ}.zip")
        connections.close_all()
    command = ["pg_restore", "--no-owner", "--exit-on-error", "--single-transaction"]
    _run_postgres(
        [*command, *(["--clean", "--if-exists"] if replace else []), str(source)], connection.settings_dict
    )


def _refuse_while_connected(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        others = cursor.fetchone()[0]
    if others:
        words = _("%(count)d other programs use this database. Stop Khabuan everywhere first, then restore.")
        raise BackupRefused(words % {"count": others})
