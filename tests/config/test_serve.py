"""The supervisor, tried on tiny stand-in commands: real processes, real signals, real ports."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from tests.postgres import free_port

from khabuan.config import serve
from khabuan.core.clock import BANGKOK

PATIENCE = 20.0  # seconds that anything here may take on a busy machine

# A stand-in for the web server: a parent whose own child holds the port, as granian's workers do.
SERVER = """
import subprocess, sys
child = '''
import sys
from http.server import HTTPServer, SimpleHTTPRequestHandler
HTTPServer(("127.0.0.1", int(sys.argv[1])), SimpleHTTPRequestHandler).serve_forever()
'''
quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
sys.exit(subprocess.call([sys.executable, "-c", child, sys.argv[1]], **quiet))
"""
CRASHER = "import sys; open(sys.argv[1], 'a').write('started\\n'); sys.exit(3)"
# What `khabuan serve` does, with other commands: so that signals reach a main thread of its own.
WHOLE = """
import sys
from pathlib import Path
import django
django.setup()
from khabuan.config import serve
port = int(sys.argv[1])
serve.web_command = lambda *_: [sys.executable, "-c", Path(sys.argv[2]).read_text(), str(port)]
serve.tasks_command = lambda: [sys.executable, "-c", "import time; time.sleep(600)"]
sys.exit(serve.serve(port=port, home=Path(sys.argv[3])))
"""


def python(source: str, *words: object) -> list[str]:
    return [sys.executable, "-c", source, *map(str, words)]


def until(claim: Callable[[], bool], what: str) -> None:
    """Wait until a claim is true; fail after PATIENCE seconds."""
    deadline = monotonic() + PATIENCE
    pause = threading.Event()
    while not claim():
        assert monotonic() < deadline, f"never came true: {what}"
        pause.wait(0.02)


@contextmanager
def supervising(*parts: serve.Part, answers: Callable[[], bool]) -> Iterator[list[str]]:
    """Supervise in a thread; gives the list of announcements, and stops at the end."""
    stop, announced = threading.Event(), []
    arguments = {
        "stop": stop,
        "answers": answers,
        "announce": lambda: announced.append("ready"),
        "first_pause": 0.05,
    }
    thread = threading.Thread(target=serve.supervise, args=(parts,), kwargs=arguments)
    thread.start()
    try:
        yield announced
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_crashed_part_is_started_again(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    with supervising(serve.Part("crasher", python(CRASHER, log)), answers=lambda: True):
        until(lambda: log.exists() and log.read_text().count("started") >= 3, "three starts")


def test_pauses_grow_with_each_crash_in_a_row(tmp_path: Path) -> None:
    part = serve.Part("crasher", python(CRASHER, tmp_path / "starts"))
    pauses = []
    for _ in range(3):
        part.again_at = 0.0
        serve.keep(part, 100.0 / 8)
        until(lambda: part.process is not None and part.process.poll() is not None, "the crash")
        before = monotonic()
        serve.keep(part, 100.0 / 8)
        pauses.append(part.again_at - before)
    assert [round(pause, 1) for pause in pauses] == [12.5, 25.0, 50.0]


def test_a_server_that_never_comes_up_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "starts"
    code = serve.supervise(
        [serve.Part("crasher", python(CRASHER, log))],
        stop=threading.Event(),
        answers=lambda: False,
        announce=lambda: pytest.fail("announced a server that does not answer"),
        first_pause=0.01,
    )
    assert code == 1
    assert log.read_text().count("started") == serve.HOPELESS


def test_the_address_is_announced_once_and_only_when_it_answers() -> None:
    port = free_port()
    with supervising(
        serve.Part("web", python(SERVER, port)), answers=lambda: serve.answers("127.0.0.1", port)
    ) as announced:
        until(lambda: bool(announced), "the announcement")
        assert serve.answers("127.0.0.1", port)
    assert announced == ["ready"]


def test_stopping_ends_the_parts_and_their_children() -> None:
    port = free_port()
    with supervising(
        serve.Part("web", python(SERVER, port)), answers=lambda: serve.answers("127.0.0.1", port)
    ):
        until(lambda: serve.answers("127.0.0.1", port), "the page")
    until(lambda: not serve.is_taken("127.0.0.1", port), "the port is free again")


@pytest.mark.skipif(os.name == "nt", reason="Windows has Ctrl-Break instead of these signals")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_with_exit_code_0(sign: signal.Signals, tmp_path: Path) -> None:
    port = free_port()
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    process = subprocess.Popen(
        python(WHOLE, port, script, tmp_path),
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "khabuan.config.settings"},
    )
    try:
        assert process.stderr is not None
        assert f"http://127.0.0.1:{port}/" in process.stderr.readline()
        process.send_signal(sign)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.communicate()
    until(lambda: not serve.is_taken("127.0.0.1", port), "the port is free again")


def test_a_port_in_use_is_refused_in_a_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as owner:
        owner.bind(("127.0.0.1", 0))
        owner.listen()
        port = owner.getsockname()[1]
        assert serve.serve(port=port, home=tmp_path) == 1
    said = capfd.readouterr().err
    assert str(port) in said
    assert f"PORT={port + 1}" in said


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        ("2026-11-23T02:29", "2026-11-22T02:30", False),
        ("2026-11-23T02:30", "2026-11-22T02:30", True),
        ("2026-11-23T02:31", "2026-11-23T02:30", False),
        ("2026-11-23T08:00", "2026-11-22T16:00", True),  # off at night, on in the morning
        ("2026-11-23T01:00", "2026-11-22T08:00", False),
        ("2026-11-30T01:00", "2026-11-22T08:00", True),  # off for a week
    ],
)
def test_the_nightly_work_is_due_after_half_past_two(now: str, last: str, due: bool) -> None:
    assert serve.is_due(at(now), at(last)) is due


def run_night(night: serve.Night, now: datetime) -> None:
    """Let the clock look once, and once more when the command it started has ended."""
    serve.watch(night, now)
    if night.process is not None:
        night.process.wait(PATIENCE)
        serve.watch(night, now)


def test_nightly_work_is_done_once_a_night_and_stamped(tmp_path: Path) -> None:
    log = tmp_path / "runs"
    night = serve.Night(python("import sys; open(sys.argv[1], 'a').write('x')", log), tmp_path / "stamp")
    run_night(night, at("2026-11-22T15:00"))  # the first start only begins the count
    assert not log.exists()
    for now in ("2026-11-23T02:30", "2026-11-23T02:31", "2026-11-24T01:00"):
        run_night(night, at(now))
    assert log.read_text() == "x"
    assert datetime.fromisoformat(night.stamp.read_text()) == at("2026-11-23T02:30")


def test_nightly_work_that_failed_is_tried_again_after_an_hour(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    night = serve.Night(python(CRASHER, log), tmp_path / "stamp")
    serve.write_stamp(night.stamp, at("2026-11-22T02:30"))
    begin = at("2026-11-23T02:30")
    for minutes in (0, 59, 60):
        run_night(night, begin + timedelta(minutes=minutes))
    assert log.read_text().count("started") == 2
    assert datetime.fromisoformat(night.stamp.read_text()) == at("2026-11-22T02:30")


def test_a_damaged_stamp_means_due(tmp_path: Path) -> None:
    (tmp_path / "stamp").write_text("not a date")
    now = at("2026-11-23T12:00")
    assert serve.is_due(now, serve.last_done(tmp_path / "stamp", now))


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_parts_do_not_outlive_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    port = free_port()
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    process = subprocess.Popen(
        python(WHOLE, port, script, tmp_path),
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "khabuan.config.settings"},
    )
    assert process.stderr is not None
    assert f"http://127.0.0.1:{port}/" in process.stderr.readline()
    process.kill()
    process.communicate()
    until(lambda: not serve.is_taken("127.0.0.1", port), "the port is free again")


def test_what_comes_first_is_done_only_by_who_serves(tmp_path: Path) -> None:
    done: list[str] = []
    with socket.socket() as owner:
        owner.bind(("127.0.0.1", 0))
        owner.listen()
        assert serve.serve(port=owner.getsockname()[1], home=tmp_path, first=lambda: done.append("x")) == 1
    assert done == []
