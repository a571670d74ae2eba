#!/usr/bin/env python3
"""Everything a clone of Khabuan can do, with nothing but Python: `python run.py demo`, `python run.py test`.

Makes `.venv`, installs the pinned and hashed packages once (again only when the pins change), installs
this clone into it, compiles the message files, then runs the command. Standard library only; Linux, macOS,
Windows.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)

TOO_OLD = (
    "ขบวนต้องใช้ Python 3.11 ขึ้นไป แต่เครื่องนี้มี Python {found}: ติดตั้ง Python รุ่นใหม่แล้วลองอีกครั้ง\n"
    "Khabuan needs Python 3.11 or newer, this is {found}: install a newer Python and try again."
)
NO_VENV = (
    "สร้างโฟลเดอร์ .venv ไม่สำเร็จ: บน Debian/Ubuntu ให้ติดตั้ง python3-venv ก่อน แล้วลองอีกครั้ง\n"
    "Could not create .venv: on Debian/Ubuntu install python3-venv first, then try again."
)
NO_PACKAGES = (
    "ติดตั้งชุดโปรแกรมที่ต้องใช้ไม่สำเร็จ ({what}): ตรวจอินเทอร์เน็ตและพื้นที่ว่างในเครื่อง แล้วสั่งอีกครั้ง\n"
    "Could not install the packages in {what}: check the network and the disk space, then run this again."
)
NOT_HERE = "ยังไม่มี {what} ในชุดนี้\nThere is no {what} in this clone yet."


class Stop(Exception):
    """A sentence for the person at the keyboard; ends the run with exit code 1."""


# ---------------------------------------------------------------- set-up


def digest(*parts: str | Path) -> str:
    """One fingerprint of texts and of files' contents."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        total.update(b"\0")
    return total.hexdigest()


def once(stamp: Path, fingerprint: str, work: Callable[[], None]) -> None:
    """Do the work unless the stamp says it was done for just this fingerprint."""
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    stamp.unlink(missing_ok=True)
    work()
    stamp.write_text(fingerprint)


def run(command: Sequence[str | Path], problem: str) -> None:
    """Run a step of the set-up; its own output stays visible, and a failure ends in a plain sentence."""
    if subprocess.run([str(part) for part in command], cwd=ROOT, env=surroundings(), check=False).returncode:
        raise Stop(problem)


def surroundings() -> dict[str, str]:
    """This process's environment for the commands: their own .venv first, and UTF-8 also on Windows."""
    mine = {
        "VIRTUAL_ENV": str(VENV),
        "PYTHONUTF8": "1",
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    return {**{k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}, **mine}


def make_venv() -> None:
    """Make `.venv` anew where it is missing, of another Python, or moved here from another folder."""

    def work() -> None:
        say("สร้าง .venv / making .venv")
        run([sys.executable, "-m", "venv", "--clear", VENV], NO_VENV)

    if VENV.is_symlink():  # another clone's: to clear it would empty that one
        VENV.unlink()
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
    once(VENV / "made-for", f"{ROOT}\n{sys.version}", work)


def install(requirements: str) -> None:
    """Install one pinned list, every file checked against its hash."""

    def work() -> None:
        say(f"ติดตั้งชุดโปรแกรม ครั้งแรกใช้เวลาหลายนาที / installing {requirements}, the first time takes minutes")
        pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "-qq", "--no-compile"]
        pinned = [*pip, "--require-hashes", "--only-binary=:all:", "-r"]
        # The pip that comes with a Python may be years old, and takes twice as long.
        run([*pinned, pip_alone(requirements)], NO_PACKAGES.format(what="pip"))
        run([*pinned, ROOT / requirements], NO_PACKAGES.format(what=requirements))

    once(VENV / f"installed-{requirements}", digest(ROOT / requirements), work)


def pip_alone(requirements: str) -> Path:
    """A list of nothing but pip, as one of our lists pins it."""
    whole = (ROOT / requirements).read_text(encoding="utf-8")
    pinned = re.search(r"^pip==.*\n(?: +--hash=.*\n)+", whole, re.MULTILINE)
    alone = VENV / "pip.txt"
    alone.write_text(pinned[0] if pinned else "", encoding="utf-8")
    return alone


def install_khabuan() -> None:
    """Install this clone itself, editable, with what `.venv` already has: nothing is fetched."""

    def work() -> None:
        pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "-qq"]
        run(
            [*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT],
            NO_PACKAGES.format(what="pyproject.toml"),
        )

    once(VENV / "installed-khabuan", digest(ROOT / "pyproject.toml", ROOT / "setup.py"), work)


def set_up(*, for_work: bool) -> None:
    """Bring `.venv` up to date: what Khabuan needs to run or, `for_work`, to be tested and checked."""
    make_venv()
    # The second list holds the first whole, at the same versions: one of the two is enough.
    whole = VENV / "installed-requirements-dev.txt"
    has_whole = whole.exists() and whole.read_text() == digest(ROOT / "requirements-dev.txt")
    if for_work or not has_whole:
        install("requirements-dev.txt" if for_work else "requirements.txt")
    install_khabuan()
    run([PYTHON, "-m", "khabuan.core.messages"], "แปลข้อความไม่สำเร็จ\nCould not compile the message files.")


# ---------------------------------------------------------------- commands


def call(*command: str | Path, **environment: str) -> int:
    """Run one command in this clone and return its exit code; signals are the command's own to answer."""
    running = subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, env={**surroundings(), **environment}
    )
    signal.signal(signal.SIGTERM, lambda *_: running.terminate())
    while True:
        try:
            return running.wait()
        except KeyboardInterrupt:
            continue


def demo(rest: list[str]) -> int:
    """Serve the demo provinces on this machine (PORT=8123 for another port)."""
    set_up(for_work=False)
    return call(PYTHON, "-m", "khabuan.config.cli", "demo", *rest)


def demo_full(rest: list[str]) -> int:
    """Build a province at full size for measuring, 200 funds of 1,000 members (minutes; --serve serves it too)."""
    set_up(for_work=False)
    words = [word for word in rest if word != "--serve"]
    only = [] if "--serve" in rest else ["--build-only"]
    return call(PYTHON, "-m", "khabuan.config.cli", "demo", "--full", *only, *words)


def test(rest: list[str]) -> int:
    """Run the tests on SQLite; --postgres, --browser or --outside for the others; more words go to pytest."""
    set_up(for_work=True)
    kinds = {"--postgres", "--browser", "--outside", "--proof"}
    words = [word for word in rest if word not in kinds]
    environment = {"KHABUAN_TEST_DB": "postgres"} if "--postgres" in rest else {}
    folder = next((kind[2:] for kind in ("--browser", "--outside", "--proof") if kind in rest), None)
    if not any(not word.startswith("-") and Path(word.partition("::")[0]).exists() for word in words):
        words.append(f"tests/{folder}" if folder else "tests")
    workers = [] if folder or has_workers(words) else ["-n", "2"]
    return call(PYTHON, "-m", "pytest", *workers, *words, **environment)


def has_workers(words: Sequence[str]) -> bool:
    """Did the caller say how many processes to test with?"""
    return any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in words)


def check(rest: list[str]) -> int:
    """Look for slips without running the tests: ruff, mypy on the strict list, the order of the layers."""
    set_up(for_work=True)
    looks = [
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        [BIN / "lint-imports", "--no-cache"],
    ]
    # mypy reads Django's settings, which keep state: not the state of a Khabuan that is used here
    return max([call(*look, *rest, KHABUAN_HOME=str(VENV / "state")) for look in looks])


def fmt(rest: list[str]) -> int:
    """Lay the code out as `check` wants it."""
    set_up(for_work=True)
    return max(
        [
            call(PYTHON, "-m", "ruff", "check", "--fix", ".", *rest),
            call(PYTHON, "-m", "ruff", "format", ".", *rest),
        ]
    )


def bench(rest: list[str]) -> int:
    """Measure against the peers and print the ratios; never fails on a time."""
    if not (ROOT / "bench" / "__main__.py").exists():
        raise Stop(NOT_HERE.format(what="bench/"))
    set_up(for_work=True)
    return call(PYTHON, "-m", "bench", *rest, KHABUAN_BENCH_PEERS=str(peers()))


def peers() -> Path:
    """The Python of `.venv-bench`, which has the programs that the books are measured against, and not Khabuan."""
    venv = ROOT / ".venv-bench"
    python = venv / BIN.name / PYTHON.name
    listed = ROOT / "bench" / "requirements.txt"

    def work() -> None:
        say("ติดตั้งโปรแกรมที่ใช้เปรียบเทียบ / installing the peers of the benches")
        run([sys.executable, "-m", "venv", "--clear", venv], NO_VENV)
        pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "-qq"]
        run([*pip, "--require-hashes", "-r", listed], NO_PACKAGES.format(what="bench/requirements.txt"))

    once(venv / "installed-peers", digest(str(ROOT), sys.version, listed), work)
    return python


def proof(rest: list[str]) -> int:
    """Run the tests at full size, by hand: hours."""
    if not (ROOT / "tests" / "proof").is_dir():
        raise Stop(NOT_HERE.format(what="tests/proof/"))
    return test(["--proof", *rest])


def lock(rest: list[str]) -> int:
    """Pin the packages anew from pyproject.toml, with hashes, without addresses (--upgrade for newer)."""
    venv = ROOT / ".venv-lock"
    python = venv / BIN.name / PYTHON.name
    if not python.exists():
        run([sys.executable, "-m", "venv", venv], NO_VENV)
        run([python, "-m", "pip", "install", "--quiet", "pip-tools"], NO_PACKAGES.format(what="pip-tools"))
    plain = [
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--no-emit-trusted-host",
        "--no-header",
        "--strip-extras",
    ]
    pin = [python, "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--allow-unsafe", *plain]
    lists = (
        ["pyproject.toml", "--extra", "source", "-o", "requirements.txt"],
        ["pyproject.toml", "--all-extras", "-c", "requirements.txt", "-o", "requirements-dev.txt"],
        ["bench/requirements.in", "-o", "bench/requirements.txt"],
    )
    return next((code for one in lists if (code := call(*pin, *one, *rest))), 0)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "demo-full": demo_full,
    "test": test,
    "check": check,
    "fmt": fmt,
    "bench": bench,
    "proof": proof,
    "lock": lock,
}


# ---------------------------------------------------------------- door


def say(sentence: str) -> None:
    """Tell the person at the keyboard, on the stream that no command's output uses."""
    print(sentence, file=sys.stderr, flush=True)


def usage() -> str:
    """The list of commands, each with the first line of its docstring."""
    lines = [f"  {name:10} {(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items()]
    return "\n".join(["python run.py COMMAND", *lines])


def newer_python() -> str | None:
    """A Python on this machine that is new enough, if this one is not."""
    names = [f"python3.{minor}" for minor in range(14, OLDEST[1] - 1, -1)]
    return next(filter(None, map(shutil.which, names)), None)


def main(words: list[str]) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.version_info < OLDEST:
        other = newer_python()
        if other is None:
            say(TOO_OLD.format(found=sys.version.split()[0]))
            return 1
        return subprocess.call([other, str(Path(__file__)), *words])
    if not words or words[0] not in COMMANDS:
        say(usage())
        return 0 if words and words[0] in ("-h", "--help", "help") else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except Stop as problem:
        say(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
