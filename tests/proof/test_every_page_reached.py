"""Every kind of page that links lead to, by seat: no error, axe finds nothing, nothing scrolls sideways at 320 px."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page
from tests.browser.conftest import Opening, as_, browser, built_cast, opened, sessions, site
from tests.browser.test_every_page import AXE, sideways

__all__ = ["as_", "browser", "built_cast", "opened", "sessions", "site"]

As = Callable[..., Page]
LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#]*)')
NOT_FOLLOWED = {"seats:leave", "set-language"}
MOST_OF_A_KIND = 3  # an empty record of a kind leads nowhere, a full one to more kinds


def kind_of(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return f"nowhere: {address}"


@pytest.mark.parametrize(
    "who", ["saraburi", "daorueang", "treasurer", "collector", "office", "zone", "nation"]
)
def test_every_kind_of_page(site: str, opened: Opening, as_: As, who: str) -> None:
    page = opened(site, "phone", viewport={"width": 320, "height": 640})
    page.context.add_init_script(AXE)
    as_(page, who)
    waiting, seen, problems = deque(["/"]), {"/": 1}, []
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        answer = page.request.get(address)
        if answer.status >= 400:
            problems.append(f"{address}: {answer.status}")
            continue
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        for found in LINK.findall(answer.text()):
            link = found.replace("&amp;", "&")
            of = kind_of(link)
            if of not in NOT_FOLLOWED and seen.get(of, 0) < MOST_OF_A_KIND and link not in seen:
                seen[of] = seen.get(of, 0) + 1
                seen[link] = 1
                waiting.append(link)
        if seen.get(f"looked at {kind}"):
            continue
        seen[f"looked at {kind}"] = 1
        page.goto(address)
        if wide := sideways(page):
            problems.append(f"{address}: {wide} px too wide")
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        problems += [
            f"{address}: {one['id']} {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}"
            for one in result["violations"]
        ]
    assert len(seen) > 40
    assert not problems, "\n".join(problems)
