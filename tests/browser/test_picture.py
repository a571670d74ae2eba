"""What a working group sees of its place: figures that open their records, places, groups, search, language."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

As = Callable[..., Page]
THAI = re.compile("[\u0e00-\u0e7f]")


def number(text: str) -> int:
    found = re.search(r"\d[\d,]*", text)
    assert found, f"no figure in {text!r}"
    return int(found[0].replace(",", ""))


def last_number(text: str) -> int:
    return number(re.findall(r"\d[\d,]*", text)[-1])


def records_behind(page: Page) -> int:
    """How many records a list says that it shows."""
    return number(page.get_by_role("button", name=re.compile(r"^แสดง \d")).inner_text())


def sums_behind(page: Page) -> set[int]:
    """How many rows the list has, and what its columns of numbers come to."""
    rows = [
        row for row in page.locator("main tbody tr").all() if "sum" not in (row.get_attribute("class") or "")
    ]
    cells = [[re.sub(r"[^\d]", "", cell) for cell in row.locator("td.n").all_inner_texts()] for row in rows]
    columns = zip(*cells, strict=False)
    return {len(rows), *(sum(int(one or 0) for one in column) for column in columns)}


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def test_my_work_leads_to_the_record_that_waits(page: Page, as_: As) -> None:
    as_(page, "saraburi")
    due = part(page, "วาระที่ครบหรือใกล้ครบ").get_by_role("listitem").filter(has_text="โคกสว่าง").first
    due.get_by_role("link").last.click()
    expect(page.get_by_role("main")).to_contain_text("โคกสว่าง")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("งานของฉัน")


def test_every_figure_of_the_province_equals_the_list_behind_it(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/places/19/")
    main = desktop.get_by_role("main")
    links = main.locator(".stats dd a, .key a, .part a[href*='missing=']")
    shown = [(last_number(one.inner_text()), one.get_attribute("href") or "") for one in links.all()]
    assert len(shown) > 9
    wrong = {}
    for figure, address in shown:
        desktop.goto(address)
        if address.startswith("/funds/"):  # one list of funds behind three figures, each the sum of a column
            if figure not in sums_behind(desktop):
                wrong[address] = (figure, -1)
            continue
        is_areas = address.startswith("/council-areas/")
        behind = number(desktop.locator("caption").inner_text()) if is_areas else records_behind(desktop)
        if behind != figure:
            wrong[address] = (figure, behind)
    assert not wrong


def test_a_group_of_tiles_opens_its_district_and_the_tiles_are_all_there(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/places/19/")
    tiles = part(page, "สภาองค์กรชุมชนทุกพื้นที่")
    key = sum(last_number(item.inner_text()) for item in tiles.locator(".key a").all())
    in_groups = sum(number(item.inner_text()) for item in tiles.locator(".map li a small").all())
    assert key == in_groups == 111
    tiles.get_by_role("link", name=re.compile("^เมืองสระบุรี 11 พื้นที่")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("อำเภอเมืองสระบุรี")


def test_last_years_zones_stand_under_last_year(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/places/19/")
    zones = part(page, "โซน")
    expect(zones.get_by_role("link", name="โซนกลาง ปี 2570")).to_be_visible()
    page.get_by_role("navigation", name="ปี").locator("summary").click()
    page.get_by_role("link", name="ปีงบประมาณ 2569").click()
    expect(zones.get_by_role("link", name="โซน 1 ปี 2569")).to_be_visible()
    expect(zones.get_by_role("link", name="โซนกลาง ปี 2570")).to_have_count(0)
    page.goto("/places/19/?year=2570")  # the year is remembered by the log-in


def test_the_bar_changes_the_place_and_keeps_the_kind_of_page(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/organisations/?place=19&kind=fund")
    everywhere = records_behind(page)
    page.get_by_role("navigation", name="พื้นที่").locator("summary").click()
    page.get_by_role("link", name="อ.แก่งคอย").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("องค์กร")
    assert "kind=fund" in page.url
    assert records_behind(page) == 0 < everywhere
    page.goto("/places/19/")


def test_search_forgives_slips_and_reads_latin_letters(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/search/")
    box = page.get_by_role("searchbox", name="ค้นหาคน องค์กร พื้นที่")
    for typed in ("ต.ดาวเรอง สระบุรี", "dao rueang", "daoruang saraburi"):
        box.fill(typed)
        box.press("Enter")
        places = part(page, "พื้นที่").get_by_role("listitem")
        expect(places.first).to_contain_text("ต.ดาวเรือง")
        expect(places.first).to_contain_text("อ.เมืองสระบุรี จ.สระบุรี")
    box.fill("กองทุนสวัสดิการดาวเรือง")
    box.press("Enter")
    expect(part(page, "องค์กร").get_by_role("listitem").first).to_contain_text("กองทุนสวัสดิการชุมชนตำบลดาวเรือง")


def test_groups_of_two_years_with_their_own_members(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/groups/?place=19")
    expect(
        part(desktop, "ก่อนหน้านี้ ปีงบประมาณ 2569").get_by_role("link", name=re.compile("ปี 2569"))
    ).to_have_count(3)
    desktop.get_by_role("link", name="โซน 3 ปี 2569").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("โซน 3 ปี 2569")
    expect(part(desktop, "พื้นที่ในกลุ่ม").get_by_role("rowheader")).to_have_text(
        ["อ.มวกเหล็ก", "อ.วังม่วง", "อ.วิหารแดง", "อ.หนองแค"]
    )


def test_council_areas_say_where_no_council_stands(phone: Page, as_: As) -> None:
    as_(phone, "saraburi", "/council-areas/?place=19")
    expect(phone.locator("caption")).to_contain_text("111")
    expect(phone.get_by_role("main")).to_contain_text("11 จาก 111")


def test_a_tambon_is_renamed_after_its_effects_were_shown(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/places/190108/")
    desktop.get_by_role("link", name="ประวัติและการเปลี่ยนแปลง").click()
    desktop.get_by_role("link", name="เปลี่ยนชื่อ").click()
    desktop.get_by_label("ชื่อใหม่", exact=True).fill("หนองโนพัฒนา")
    since = desktop.get_by_role("group", name="มีผลตั้งแต่วันที่")
    since.get_by_label("วันที่", exact=True).fill("1")
    since.get_by_label("เดือน").select_option("พฤศจิกายน")
    since.get_by_label("พ.ศ.").fill("2569")
    desktop.get_by_label("เหตุผล").fill("ตามประกาศทดสอบ")
    desktop.get_by_role("button", name="ดูว่าจะเกิดอะไรขึ้น").click()
    expect(desktop.get_by_role("main")).to_contain_text("หนองโนพัฒนา")
    desktop.get_by_role("button", name="บันทึกชื่อใหม่").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("หนองโนพัฒนา")
    desktop.goto("/search/?q=ต.หนองโน+สระบุรี")
    expect(part(desktop, "พื้นที่").get_by_role("listitem").first).to_contain_text("หนองโนพัฒนา")


def test_rules_that_nobody_has_checked_stand_on_one_page(phone: Page, as_: As) -> None:
    as_(phone, "nation", "/rules/unverified/")
    rules = phone.get_by_role("main").get_by_role("listitem")
    before = rules.count()
    assert before > 5
    expect(phone.get_by_role("main").get_by_text("5 ปี")).to_have_count(0)
    rules.first.get_by_role("link").last.click()
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_english_by_a_switch_and_back_with_no_gap_in_the_frame(page: Page, as_: As) -> None:
    as_(page, "saraburi", "/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    assert page.locator("html").get_attribute("lang") == "en"
    frame = [page.get_by_role("navigation", name="Rooms"), page.locator(".where"), page.locator("a.skip")]
    gaps = [text for box in frame for text in box.all_inner_texts() if THAI.search(text)]
    page.get_by_role("button", name="ไทย").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")
    assert not gaps


def test_a_stranger_finds_nothing_of_saraburi(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/organisations/?place=190105&kind=council")
    council = desktop.get_by_role("link", name="สภาองค์กรชุมชนตำบลดาวเรือง").get_attribute("href") or ""
    desktop.goto("/people/?place=190105")
    person = desktop.get_by_role("rowheader").get_by_role("link").first
    name, address = person.inner_text(), person.get_attribute("href") or ""
    desktop.context.clear_cookies()
    as_(desktop, "sisaket")
    for path in (council, council + "change/", address):
        response = desktop.goto(path)
        assert response and response.status == 404, path
        expect(desktop.get_by_role("main")).not_to_contain_text(name)
    desktop.goto(f"/search/?q={name.split(' ')[-1]}")
    expect(desktop.locator(f'a[href="{address}"]')).to_have_count(0)
    desktop.goto("/organisations/?place=19")
    assert records_behind(desktop) == 0


def test_an_agency_sees_totals_and_no_person(desktop: Page, as_: As) -> None:
    as_(desktop, "saraburi", "/people/?place=190105")
    name = desktop.get_by_role("rowheader").get_by_role("link").first.inner_text()
    desktop.context.clear_cookies()
    as_(desktop, "agency", "/places/19/")
    assert number(desktop.locator(".stats dd").first.inner_text()) == 11
    response = desktop.goto("/people/")
    assert response and response.status == 403
    desktop.goto("/organisations/?place=190105&kind=council")
    desktop.get_by_role("link", name="สภาองค์กรชุมชนตำบลดาวเรือง").click()
    expect(desktop.get_by_role("main").locator('a[href^="/people/"]')).to_have_count(0)
    desktop.goto(f"/search/?q={name.split(' ')[-1]}")
    expect(desktop.get_by_role("main")).not_to_contain_text(name)
