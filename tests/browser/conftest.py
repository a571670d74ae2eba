"""Debian's Chromium against the real server, on a copy of the built cast: commits here reach no other test.

A test asks for `phone` or `desktop` (a page of 360 or 1280 px) or for `page`, which runs it at both widths;
and for `site`, the server's address, new for each module. A failed test leaves its picture in
`tests/browser/shots/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests import environment
from tests.postgres import free_port

from khabuan.config import serve

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop runs in this thread

SHOTS = Path(__file__).parent / "shots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDTHS = {"phone": 360, "desktop": 1280}
START_WITHIN = 60.0  # seconds


# ---------------------------------------------------------------- the server


@pytest.fixture(scope="session")
def built_cast() -> Path:
    """A state folder with the cast in its SQLite database, built once: only ever copied."""
    home = environment.HOME / "cast"
    home.mkdir()
    for command in (["-m", "khabuan.config.cli", "migrate"], ["-m", "tests.small_world"]):
        done = subprocess.run(
            [sys.executable, *command], env=surroundings(home), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}"
    return home


@pytest.fixture(scope="module")
def site(built_cast: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of this module's own, such as "http://127.0.0.1:50123"."""
    home = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(built_cast, home)
    port = free_port()
    log = home / "server.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            serve.web_command("127.0.0.1", port, 1),
            env=surroundings(home),
            stdout=lines,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = monotonic() + START_WITHIN
        while not serve.answers("127.0.0.1", port):
            is_hopeful = process.poll() is None and monotonic() < deadline
            assert is_hopeful, f"the server does not answer:\n{log.read_text()}"
            sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        serve.end([process])


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a Khabuan whose state stands in `home`, on SQLite."""
    mine = {
        "KHABUAN_HOME": str(home),
        "KHABUAN_DATABASE": f"sqlite:///{(home / 'khabuan.sqlite3').as_posix()}",
    }
    root = str(Path(__file__).parents[2])
    settings = {
        "DJANGO_SETTINGS_MODULE": "khabuan.config.settings",
        "PYTHONPATH": os.pathsep.join([root, *sys.path]),
    }
    return {**os.environ, **settings, **mine}


# ---------------------------------------------------------------- the browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each page gets a context, so log-ins are never shared."""
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(params=sorted(WIDTHS))
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A page at 360 px and, in a second run of the test, at 1280 px."""
    yield from open_page(request, browser, site, request.param)


@pytest.fixture
def phone(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A page as on a phone: 360 px wide, with touch."""
    yield from open_page(request, browser, site, "phone")


@pytest.fixture
def desktop(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A page as on an office computer: 1280 px wide."""
    yield from open_page(request, browser, site, "desktop")


def open_page(request: pytest.FixtureRequest, browser: Browser, site: str, kind: str) -> Generator[Page]:
    """A page in a context of its own, in Thai; pictured if the test fails.

    An uncaught script error or a breach of the content policy fails it too.
    """
    context = browser.new_context(
        base_url=site,
        viewport={"width": WIDTHS[kind], "height": 800},
        has_touch=kind == "phone",
        locale="th-TH",
        timezone_id="Asia/Bangkok",
    )
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on(
        "console", lambda line: problems.append(line.text) if "Content Security Policy" in line.text else None
    )
    try:
        yield opened
        if problems or getattr(request.node, "has_failed", False):
            SHOTS.mkdir(exist_ok=True)
            name = "".join(
                letter if letter.isalnum() else "-" for letter in request.node.nodeid.partition("/")[2]
            )
            opened.screenshot(path=SHOTS / f"{name}-{kind}.png", full_page=True)
        assert not problems, f"the page complained: {problems}"
    finally:
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the page's fixture know, when it ends, whether its test failed."""
    report = yield
    if report.failed:
        item.has_failed = True  # type: ignore[attr-defined]
    return report
