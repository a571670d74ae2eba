"""Runs one command until it ends, or until who started it is no more, however that ended.

    python -m khabuan.config.leash COMMAND...

`serve` holds the other end of this process's standard input. Killed outright it can end nobody; the pipe then
closes, and the part ends by itself instead of holding port and database for ever. Exits as the command does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from types import FrameType

GRACE = 15.0  # seconds that the command has to finish what it is doing
WINDOWS = os.name == "nt"


def run(command: Sequence[str]) -> int:
    """Start the command, pass a request to stop on to it, and end it when standard input closes."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def pass_on(_number: int, _frame: FrameType | None) -> None:
        child.terminate()

    for name in ("SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), pass_on)
    is_let_go = threading.Event()
    threading.Thread(target=_follow, args=(child, is_let_go), daemon=True).start()
    code = child.wait()
    if is_let_go.is_set():
        _end_all(child)
    return code


def _follow(child: subprocess.Popen[bytes], is_let_go: threading.Event) -> None:
    """Read until the pipe closes, which is when its holder has gone; then end the child."""
    while os.read(0, 64):
        pass
    is_let_go.set()
    child.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(GRACE)
    _end_all(child)


def _end_all(child: subprocess.Popen[bytes]) -> None:
    """End the rest of the group, this process included: children of the child may hold the port still."""
    if WINDOWS:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(child.pid)], capture_output=True, check=False)
    else:
        os.killpg(0, signal.SIGKILL)  # `serve` gave this process a group of its own


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
