"""Khabuan as one command: web workers, one task worker and the nightly clock, kept running until stopped.

The parts are child processes in process groups of their own, so that Ctrl-C reaches only this supervisor,
which then ends each of them in order. Knows commands and ports, nothing of what the parts do.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

from django.utils.translation import gettext as _

from khabuan.config.occupied import occupied
from khabuan.core import clock

WINDOWS = os.name == "nt"
NIGHTLY_AT = time(2, 30)
TICK = 0.2
THREADS = 4  # of each web worker
CONNECTIONS = 400  # that each web worker holds open, most of them idle
GRACE = 20.0  # seconds that a part has to finish what it is doing
STEADY = 30.0  # a part that ran this long has recovered: the next crash is again its first
LONGEST_PAUSE = 60.0
LETTING_GO = 5.0  # seconds that a port in use is waited for
HOPELESS = 5  # crashes in a row, before the server ever answered, after which trying on helps nobody
RETRY_NIGHTLY = timedelta(hours=1)


@dataclass
class Part:
    """One child process that is to run all the time; `crashes` counts those in a row."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again_at: float = 0.0
    crashes: int = 0


@dataclass
class Night:
    """The nightly command and the stamp file that says, as an ISO instant, when it was last done."""

    command: Sequence[str]
    stamp: Path
    process: subprocess.Popen[bytes] | None = None
    began: datetime | None = None
    not_before: datetime | None = None


# ---------------------------------------------------------------- the command


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 2,
    home: Path,
    first: Callable[[], None] | None = None,
) -> int:
    """Serve until SIGTERM, SIGINT or Ctrl-C; returns the exit code (1 with a sentence if it could not start).

    `home` is the state folder (KHABUAN_HOME); the parts read the rest of their settings from the environment.
    `first` is done once it is sure that nobody else serves from here.
    """
    if not comes_free(host, port):
        say(_("Port %(port)s on this machine is in use by another program. Close it or choose another port, "
              "for example PORT=%(other)s.") % {"port": port, "other": port + 1})  # fmt: skip
        return 1
    stop = threading.Event()
    address = f"http://{reachable(host)}:{port}/"
    parts = [Part("web", web_command(host, port, workers)), Part("tasks", tasks_command())]
    with occupied(home) as is_free, stopping_on_signals(stop):
        if not is_free:
            say(_("Khabuan is being served from this folder already. Stop it there first."))
            return 1
        if first is not None:
            first()
        return supervise(
            parts,
            stop=stop,
            night=Night(nightly_command(), home / "nightly.stamp"),
            answers=lambda: answers(host, port),
            announce=lambda: say(
                _("Khabuan is ready at %(address)s (Ctrl-C stops it)") % {"address": address}
            ),
        )


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The web server: granian in WSGI mode, which is several times faster here than ASGI."""
    options = ["--interface", "wsgi", "--no-ws", "--respawn-failed-workers", "--log-level", "warning"]
    where = ["--host", host, "--port", str(port), "--workers", str(workers), "--workers-kill-timeout", "15"]
    # Each thread holds a database connection: few, and requests beyond them queue. What granian calls
    # backpressure counts connections, and a browser keeps six open while its owner reads: many.
    threads = ["--blocking-threads", str(THREADS), "--backpressure", str(CONNECTIONS)]
    return [sys.executable, "-m", "granian", *options, *where, *threads, "khabuan.config.wsgi:application"]


def tasks_command() -> list[str]:
    """The one worker that takes tasks from the database."""
    settings = "--settings=khabuan.config.settings"
    return [sys.executable, "-m", "django", "db_worker", settings, "--queue-name=*", "--no-reload"]


def nightly_command() -> list[str]:
    """What the clock starts every night."""
    return [sys.executable, "-m", "khabuan.config.cli", "nightly"]


# ---------------------------------------------------------------- keeping the parts alive


def supervise(
    parts: Sequence[Part],
    *,
    stop: threading.Event,
    answers: Callable[[], bool],
    announce: Callable[[], None],
    night: Night | None = None,
    first_pause: float = 1.0,
) -> int:
    """Keep every part running until `stop` is set; returns 0, or 1 if the server never came to answer.

    `answers` says whether the server serves yet; `announce` is called once, at the first yes. A part that
    ends is started again after `first_pause` seconds, doubled with each crash in a row.
    """
    is_announced = False
    try:
        while not stop.is_set():
            for part in parts:
                keep(part, first_pause)
            if not is_announced and any(part.crashes >= HOPELESS for part in parts):
                say(_("Khabuan could not start: the reason stands in the lines above."))
                return 1
            if not is_announced and answers():
                announce()
                is_announced = True
            if night is not None and is_announced:
                watch(night, clock.now())
            stop.wait(TICK)
        return 0
    finally:
        end([part.process for part in parts] + ([night.process] if night else []))


def keep(part: Part, first_pause: float) -> None:
    """Start a part that does not run, once its pause is over."""
    if part.process is not None:
        code = part.process.poll()
        if code is None:
            return
        sweep(part.process)
        part.process = None
        part.crashes = 1 if monotonic() - part.started > STEADY else part.crashes + 1
        pause = min(LONGEST_PAUSE, first_pause * 2 ** (part.crashes - 1))
        part.again_at = monotonic() + pause
        say(_("The part “%(part)s” stopped (code %(code)s) and starts again in %(seconds)s seconds.")
            % {"part": part.name, "code": code, "seconds": round(pause)})  # fmt: skip
    if monotonic() >= part.again_at:
        part.started = monotonic()
        part.process = start(part.command)


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a child in a process group of its own, so that the terminal's Ctrl-C does not hit it twice.

    It is on a leash (`config.leash`): its standard input is a pipe that closes when this process ends.
    """
    leashed = [sys.executable, "-m", "khabuan.config.leash", *command]
    if WINDOWS:
        return subprocess.Popen(leashed, stdin=subprocess.PIPE, creationflags=_WINDOWS_GROUP)
    return subprocess.Popen(leashed, stdin=subprocess.PIPE, start_new_session=True)


_WINDOWS_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


def end(processes: Sequence[subprocess.Popen[bytes] | None]) -> None:
    """Ask all to stop, give them GRACE seconds together, then end what is left, grandchildren included."""
    alive = [process for process in processes if process is not None]
    for process in alive:
        ask_to_stop(process)
    deadline = monotonic() + (GRACE / 4 if WINDOWS else GRACE)
    for process in alive:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - monotonic()))
        sweep(process)
        process.wait()


def ask_to_stop(process: subprocess.Popen[bytes]) -> None:
    """The polite request: SIGTERM, or Ctrl-Break to the child's own group on Windows."""
    with contextlib.suppress(OSError):
        process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))


def sweep(process: subprocess.Popen[bytes]) -> None:
    """End whatever is left of a child's group: a web worker that outlives its parent would hold the port."""
    if process.stdin is not None:
        process.stdin.close()
    if WINDOWS:
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False
            )
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


@contextlib.contextmanager
def stopping_on_signals(stop: threading.Event) -> Iterator[None]:
    """Set `stop` on SIGTERM, SIGINT and (Windows) Ctrl-Break; puts the old handlers back afterwards."""
    names = [name for name in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), lambda *_: stop.set()) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


# ---------------------------------------------------------------- the nightly clock


def is_due(now: datetime, last: datetime) -> bool:
    """Has a 02:30 in Thailand passed since `last`? A machine that was off at night so catches up."""
    local = now.astimezone(clock.BANGKOK)
    latest = datetime.combine(local.date(), NIGHTLY_AT, clock.BANGKOK)
    if latest > local:
        latest -= timedelta(days=1)
    return last < latest


def watch(night: Night, now: datetime) -> None:
    """Start the nightly command when it is due; stamp it when it ended well, else try in an hour."""
    if night.process is not None:
        code = night.process.poll()
        if code is None:
            return
        sweep(night.process)
        night.process = None
        if code == 0 and night.began is not None:
            write_stamp(night.stamp, night.began)
        else:
            night.not_before = now + RETRY_NIGHTLY
            say(
                _("The nightly work did not finish (code %(code)s) and is tried again in an hour.")
                % {"code": code}
            )
        return
    if (night.not_before is None or now >= night.not_before) and is_due(now, last_done(night.stamp, now)):
        night.began = now
        night.process = start(night.command)


def last_done(stamp: Path, now: datetime) -> datetime:
    """When the nightly work was last done; a new installation counts from its first start."""
    try:
        return datetime.fromisoformat(stamp.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        write_stamp(stamp, now)
        return now
    except ValueError:  # a damaged stamp: once too often is better than never again
        return datetime.min.replace(tzinfo=now.tzinfo)


def write_stamp(stamp: Path, instant: datetime) -> None:
    """Replace the stamp whole, so that a power cut leaves the old one or the new one."""
    draft = stamp.with_suffix(".new")
    draft.write_text(instant.isoformat(), encoding="utf-8")
    draft.replace(stamp)


# ---------------------------------------------------------------- ports


def reachable(host: str) -> str:
    """The address at which this machine itself reaches a server bound to `host`."""
    return "127.0.0.1" if host in ("", "0.0.0.0", "::") else host  # noqa: S104


def is_taken(host: str, port: int) -> bool:
    """Can no server be bound there? Tried by binding, the way the server will."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if not WINDOWS:  # there the option would share the port with its owner instead of refusing
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def comes_free(host: str, port: int) -> bool:
    """Is the port free, or soon: the parts of a Khabuan that was killed take a moment to notice?"""
    deadline = monotonic() + LETTING_GO
    while is_taken(host, port):
        if monotonic() > deadline:
            return False
        sleep(TICK)
    return True


def answers(host: str, port: int) -> bool:
    """Does the server give a page, whatever its status short of a fault of its own?"""
    connection = HTTPConnection(reachable(host), port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def say(sentence: str) -> None:
    """Tell the person at the keyboard."""
    print(sentence, file=sys.stderr, flush=True)
