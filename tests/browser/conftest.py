"""Debian's Chromium against the real server, on a copy of the built cast: commits here reach no other test.

A test asks for `phone` or `desktop` (a page of 360 or 1280 px) or for `page`, which runs it at both widths;
and for `site`, the server's address, new for each module. A failed test leaves its picture in
`tests/browser/shots/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.kept import small_world, surroundings
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
PATIENCE = 10_000.0  # milliseconds that an act may take on a busy machine
Opening = Callable[..., Page]


# ---------------------------------------------------------------- the server


@pytest.fixture(scope="session")
def built_cast() -> Path:
    """A state folder with the cast in its SQLite database: only ever copied."""
    return small_world()


@pytest.fixture(scope="module")
def site(built_cast: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of this module's own, such as "http://127.0.0.1:50123", as the demo serves it."""
    with served(copy_of(built_cast, tmp_path_factory), KHABUAN_DEMO="1", KHABUAN_PROVINCE="19") as address:
        yield address


def copy_of(built_cast: Path, folders: pytest.TempPathFactory) -> Path:
    """The cast's state in a folder of its own, so that commits reach no other module."""
    home = folders.mktemp("site") / "home"
    shutil.copytree(built_cast, home)
    return home


@contextmanager
def served(home: Path, **settings: str) -> Iterator[str]:
    """A server over the state in `home`; yields its address and ends it. Its words are in server.log."""
    port = free_port()
    log = home / "server.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            serve.web_command("127.0.0.1", port, 1),
            env={**surroundings(home), **settings},
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


# ---------------------------------------------------------------- the browser


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Browser:
    """One Chromium for all tests; each page gets a context, so log-ins are never shared."""
    return chromium(pytestconfig)


@cache  # tests.outside borrows the fixture, which makes it two; playwright runs only once in a process
def chromium(config: pytest.Config) -> Browser:
    play = sync_playwright().start()
    config.add_cleanup(play.stop)
    return play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


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


@pytest.fixture
def opened(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Opening]:
    """Opens more pages in one test: another person's, at another width or server, or without JavaScript."""
    with ExitStack() as stack:

        def open_one(site: str, kind: str = "desktop", **options: Any) -> Page:
            pages = contextmanager(open_page)(request, browser, site, kind, **options)
            return stack.enter_context(pages)

        yield open_one


def open_page(
    request: pytest.FixtureRequest, browser: Browser, site: str, kind: str, **options: Any
) -> Generator[Page]:
    """A page in a context of its own, in Thai; pictured if the test fails.

    An uncaught script error or a breach of the content policy fails it too.
    """
    context = browser.new_context(
        **{
            "base_url": site,
            "viewport": {"width": WIDTHS[kind], "height": 800},
            "has_touch": kind == "phone",
            "locale": "th-TH",
            "timezone_id": "Asia/Bangkok",
            **options,
        }
    )
    context.set_default_timeout(PATIENCE)
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


# ---------------------------------------------------------------- who is at the screen


@pytest.fixture(scope="session")
def sessions() -> dict[tuple[str, str], Any]:
    """Cookies of who has logged in where, so that each of the demo's people logs in once a server."""
    return {}


@pytest.fixture
def as_(sessions: dict[tuple[str, str], Any]) -> Callable[[Page, str], Page]:
    """`as_(page, "saraburi")`: this page in the hands of one of the demo's people, on งานของฉัน or where told."""

    def sit_down(page: Page, login: str, path: str = "/") -> Page:
        front = page.request.get("/enter/").url.partition("/enter/")[0]
        if (front, login) in sessions:
            page.context.add_cookies(sessions[front, login])
            page.goto(path)
            return page
        log_in(page, login)
        sessions[front, login] = page.context.cookies()
        if path != "/":
            page.goto(path)
        return page

    return sit_down


def log_in(page: Page, login: str) -> None:
    """Through the door by name and the demo's password, to งานของฉัน."""
    from khabuan.demo.world import PASSWORD  # models: only once Django is ready

    page.goto("/enter/")
    page.get_by_label("ชื่อเข้าระบบ หรือเบอร์โทรศัพท์").fill(login)
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.get_by_role("button", name="เข้าระบบ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the page's fixture know, when it ends, whether its test failed."""
    report = yield
    if report.failed:
        item.has_failed = True  # type: ignore[attr-defined]
    return report
