"""A throw-away PostgreSQL cluster of the tests' own: fast, unsafe (fsync off), on loopback, gone afterwards.

Collation as Khabuan asks for: LC_COLLATE C, so that path ranges hold for Thai; LC_CTYPE C.UTF-8, so that
pg_trgm makes Thai trigrams.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SUPERUSER = "khabuan"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class Cluster:
    """A running cluster: its folder, where its programs are, its port and its superuser's password."""

    folder: Path
    programs: Path
    port: int
    password: str

    def url(self, database: str) -> str:
        """What KHABUAN_DATABASE takes."""
        return f"postgres://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        """End the server at once and remove the folder."""
        _run(self.programs / "pg_ctl", "stop", "-D", self.folder / "data", "-m", "immediate", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def start(**settings: str) -> Cluster:
    """Make and start a cluster; `settings` over those of the tests. RuntimeError if PostgreSQL is missing or fails."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="khabuan-pg-"))
    cluster = Cluster(folder, programs, free_port(), secrets.token_urlsafe(16))
    secret = folder / "password"
    secret.write_text(cluster.password)
    if (account := _unprivileged()) is not None:
        shutil.chown(folder, account.pw_uid, account.pw_gid)
        shutil.chown(secret, account.pw_uid, account.pw_gid)
    data = folder / "data"
    locale = ["--encoding=UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C"]
    access = [f"--username={SUPERUSER}", "--auth=scram-sha-256", f"--pwfile={secret}"]
    try:
        _run(programs / "initdb", "-D", data, "--no-sync", *locale, *access)
        options = {**SETTINGS, **settings, "port": str(cluster.port), "unix_socket_directories": str(folder)}
        words = " ".join(f"-c {name}={value}" for name, value in options.items())
        _run(programs / "pg_ctl", "start", "-D", data, "-w", "-t", "60", "-l", folder / "log", "-o", words)
    except RuntimeError:
        cluster.stop()
        raise
    return cluster


def find_programs() -> Path:
    """The newest installed PostgreSQL's folder of programs (Debian keeps initdb off the PATH)."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4])
    )
    if not installed:
        raise RuntimeError(
            "PostgreSQL is not installed: on Debian `apt-get install postgresql`, then run this again"
        )
    return installed[-1].parent


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run the server as, since PostgreSQL refuses root; None when we are not root."""
    if os.geteuid() != 0:
        return None
    names = {account.pw_name: account for account in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _run(program: Path, *words: str | Path, check: bool = True) -> None:
    """Run one of PostgreSQL's programs; RuntimeError with what it printed if it fails."""
    account = _unprivileged()
    who = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    command = [str(program), *map(str, words)]
    # pg_ctl's server inherits the streams: a file, since a pipe would never be seen to close
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", check=False, **who
        )
        output.seek(0)
        if check and done.returncode:
            raise RuntimeError(f"{program.name} failed: {output.read().strip()}")
