"""What holds for every page: axe finds nothing, nothing scrolls sideways, no script is needed, keys are enough."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opening

As = Callable[..., Page]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = {
    "public": ("/enter/", "/enter/card/", "/places/19/?year=2570", "/who-may-do-what/", "/open/19/news/"),
    "saraburi": (
        "/", "/places/19/", "/places/1901/", "/places/190105/", "/places/th/", "/places/19/history/", "/places/19/boundaries/",
        "/places/190105/rename/", "/search/?q=ดาวเรือง", "/organisations/?place=1901", "/organisations/add/?kind=council",
        "COUNCIL", "COUNCIL/change/", "COUNCIL/posts/add/", "COUNCIL/registrations/add/", "PERSON", "PERSON/change/",
        "/people/?place=1901", "/people/duplicates/", "/people/merges/",
        "/organisations/duplicates/?place=19", "/people/consents/texts/", "PERSON/consents/give/", "PERSON/rights/ask/",
        "/people/leaders/", "/terms/", "/groups/",
        "/groups/add/", "/council-areas/", "/council-areas/propose/", "/local-governments/", "/agencies/", "/proposals/",
        "/rules/", "/rules/unverified/", "/seats/", "/seats/grant/?q=ตะกุด", "/me/", "/imports/", "/imports/new/",
        "/exports/", "/ui/", "/resolutions/?place=19", "RESOLUTION", "RESOLUTION/correct/", "RESOLUTION/withdraw/",
        "/resolutions/choose/", "/calendar/?place=1901", "/gatherings/unreached/?place=19", "/elections/due/?place=19",
        "/follow/duties/met/?place=19", "/reader/?place=19", "/reader/paste/", "TEXT", "TEXT/start/fund/",
        "/projects/?place=19", "PROJECT", "PROJECT/change/",
        "/housing/?place=19", "HOUSE", "HOUSE/change/",
        "/news/?place=19", "/news/add/", "NEWS", "NEWS/change/", "NEWS/publish/",
    ),
    "daorueang": (
        "/meetings/", "MEETING", "MEETING/agenda/", "HELD", "HELD/attendance/", "HELD/minutes/", "HELD/pay/",
        "/meetings/choose/", "/submissions/",
        "/follow/duties/", "/follow/promises/?place=th", "/gatherings/", "/elections/", "/calendar/", "/calendar/feeds/",
        "COUNCIL/calendar/",
    ),
    "treasurer": (
        "/funds/", "FUND", "FUND/rules/", "FUND/centres/", "FUND/members/", "FUND/members/apply/", "FUND/collecting/",
        "/books/", "BOOK", "BOOK/cash/", "BOOK/trial-balance/", "BOOK/sources-uses/", "BOOK/keeping/",
    ),
}  # fmt: skip
LISTS = {
    "COUNCIL": ("/organisations/?place=190105&kind=council", "organisations"), "PERSON": ("/people/?place=190105", "people"),
    "RESOLUTION": ("/resolutions/?place=190105", "resolutions"), "MEETING": ("/meetings/?place=190105", "meetings"),
    "HELD": ("/meetings/?place=190105&state=closed", "meetings"), "FUND": ("/funds/", "funds"), "BOOK": ("/books/", "books"),
    "TEXT": ("/reader/?place=19", "reader"), "PROJECT": ("/projects/?place=19", "projects"),
    "HOUSE": ("/housing/?place=19", "housing"),
    "NEWS": ("/news/?place=19", "news"),
}  # fmt: skip
"""Where the demo's own records stand, that the addresses of PAGES name: the first of that kind to which each list leads."""
WEIGHT = 150_000  # bytes over the wire at the first visit


def addresses(page: Page, as_: As, who: str) -> Iterator[str]:
    """Each address of PAGES for one reader."""
    found = {}
    if who != "public":
        as_(page, who)
        for name in {path.partition("/")[0] for path in PAGES[who]} & LISTS.keys():
            address, kind = LISTS[name]
            page.goto(address)
            links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
            here = urlsplit(page.url).path  # who has one of a kind alone is led to it
            found[name] = next(link for link in (here, *links) if re.fullmatch(rf"/{kind}/\d+/", link))
        page.goto("/places/19/")
    for path in PAGES[who]:
        name, slash, rest = path.partition("/")
        yield found[name].rstrip("/") + slash + rest + ("" if slash else "/") if name in found else path


def visit(page: Page, path: str) -> None:
    response = page.goto(path)
    assert response and response.status == 200, f"{path}: {response and response.status}"


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("who", sorted(PAGES))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    site: str, opened: Opening, as_: As, who: str, width: int
) -> None:
    """Sideways scrolls are looked for on the small screen; axe looks at each page once, at one of the two widths."""
    is_small = width == 320
    page = opened(site, "phone" if is_small else "desktop", viewport={"width": width, "height": 640})
    page.context.add_init_script(AXE)
    found: dict[str, list[str]] = {}
    for at, path in enumerate(addresses(page, as_, who)):
        is_looked_at = at % 2 != is_small
        if is_looked_at or is_small:
            visit(page, path)
        if is_small and (too_wide := sideways(page)):
            found.setdefault(f"{too_wide} pixels too wide", []).append(path)
        if is_looked_at:
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            for problem in result["violations"]:
                found.setdefault(f"{problem['id']} {problem['nodes'][0]['target']}", []).append(path)
    assert not found


def test_everything_can_be_read_and_entered_without_javascript(site: str, opened: Opening, as_: As) -> None:
    page = opened(site, "phone", java_script_enabled=False)
    for path in addresses(page, as_, "saraburi"):
        visit(page, path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
    page.goto("/search/")
    page.get_by_role("searchbox").fill("ดาวเรือง")
    page.get_by_role("main").get_by_role("button", name="ค้นหา").click()
    expect(page.get_by_role("region", name="พื้นที่")).to_contain_text("ต.ดาวเรือง")
    page.goto("/places/19/")
    page.get_by_role("navigation", name="ปี").locator("summary").click()
    page.get_by_role("link", name="ปีงบประมาณ 2569").click()
    expect(page.get_by_role("region", name="โซน")).to_contain_text("โซน 1 ปี 2569")
    page.goto("/places/19/?year=2570")
    page.goto("/organisations/?place=19")
    page.get_by_label("ประเภทองค์กร").select_option("กองทุนสวัสดิการชุมชน")
    page.get_by_role("button", name=re.compile("^แสดง")).click()
    expect(page.get_by_role("rowheader").first).to_contain_text("กองทุน")


def test_the_first_visit_weighs_little(site: str, opened: Opening, as_: As) -> None:
    for login, path in (("", "/enter/"), ("saraburi", "/places/19/")):
        page = opened(site, "phone")
        if login:
            as_(page, login)
            cookies = page.context.cookies()
            page = opened(site, "phone")
            page.context.add_cookies(cookies)  # type: ignore[arg-type]
        wire = page.context.new_cdp_session(page)
        sizes: list[float] = []
        wire.send("Network.enable")
        wire.on(
            "Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"])
        )
        page.goto(path, wait_until="networkidle")
        assert len(sizes) > 4, "the style sheet, the script and the letters are not counted"
        assert sum(sizes) <= WEIGHT, f"{path}: {sum(sizes):.0f} bytes"


def test_paper_shows_the_figures_and_not_the_frame(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/places/19/")
    rooms, brand = (
        desktop.get_by_role("navigation", name="ห้องงาน"),
        desktop.get_by_role("link", name="ขบวน", exact=True),
    )
    expect(rooms).to_be_visible()
    desktop.emulate_media(media="print")
    for hidden in (
        rooms,
        brand,
        desktop.get_by_role("button", name="พิมพ์"),
        desktop.get_by_role("form", name="ภาษา"),
    ):
        expect(hidden).to_be_hidden()
    expect(desktop.get_by_role("heading", name="จังหวัดสระบุรี", level=1)).to_be_visible()
    expect(desktop.get_by_text(re.compile("^พิมพ์โดย คณะทำงานจังหวัดสระบุรี"))).to_be_visible()


def test_in_the_dark_ink_is_light_and_axe_still_content(site: str, opened: Opening, as_: As) -> None:
    page = opened(site, "phone", color_scheme="dark")
    as_(page, "saraburi", "/places/19/")
    paper, ink = page.evaluate(
        "(({backgroundColor, color}) => [backgroundColor, color])(getComputedStyle(document.body))"
    )
    assert lightness(paper) < 0.2
    assert lightness(ink) > 0.7
    page.context.add_init_script(AXE)
    for path in ("/places/19/", "/", "/organisations/?place=1901", "/organisations/add/?kind=fund", "/ui/"):
        visit(page, path)
        result = page.evaluate("axe.run(document, {runOnly: ['color-contrast']})")
        assert not [(path, one["nodes"][0]["target"]) for one in result["violations"]]


def lightness(colour: str) -> float:
    """0 black … 1 white, of "rgb(12, 34, 56)"."""
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    return (red + green + blue) / 3


def test_keys_alone_reach_the_acts_of_the_province(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/places/19/")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="ข้ามไปเนื้อหา")).to_be_focused()
    desktop.keyboard.press("Enter")
    wanted = ["พิมพ์", "ดูรายการ", "เกินวาระ", "เพิ่มองค์กร", "ประวัติและการเปลี่ยนแปลง"]
    for _step in range(250):
        desktop.keyboard.press("Tab")
        focus = desktop.evaluate(
            "(e => [e.textContent.trim(), getComputedStyle(e).outlineStyle])(document.activeElement)"
        )
        if wanted and focus[0].startswith(wanted[0]):
            assert focus[1] != "none", f"{focus[0]} shows no ring"
            wanted.pop(0)
        if not wanted:
            break
    assert not wanted
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("/places/19/history/$"))


def test_the_choosers_of_place_and_year_open_and_close_by_keys(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/places/19/")
    chooser = desktop.get_by_role("navigation", name="พื้นที่").locator("summary")
    chooser.focus()
    desktop.keyboard.press("Enter")
    place = desktop.get_by_role("link", name="อ.แก่งคอย")
    expect(place).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(place).to_be_hidden()
    expect(chooser).to_be_focused()
