"""Meeting day on a phone: a shaky thumb, a lost line, cash counted while the coins are typed, the sheet in the books."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

As = Callable[..., Page]


def twice(page: Page, what: Locator) -> None:
    """Two taps at one place, as fast as a thumb shakes; the rows may move between them."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.touchscreen.tap(x, y)
    page.wait_for_timeout(120)
    page.touchscreen.tap(x, y)


def begun(phone: Page, as_: As) -> Locator:
    """A sheet of a village centre, begun from the first job of the treasurer's own page. The foot of the page."""
    as_(phone, "treasurer", "/")
    phone.get_by_role("link", name="เก็บเงิน", exact=True).click()
    row = phone.get_by_role("row").filter(has_text="ไม่มีเงินค้าง").filter(has_text="ศูนย์ประสานงาน").first
    row.get_by_role("link", name="เริ่มเก็บเงิน").click()
    phone.get_by_role("button", name="เริ่มเก็บเงิน").click()
    foot = phone.get_by_role("complementary", name="ยอดรวมและรายการล่าสุด")
    expect(foot).to_contain_text("0 จาก")
    return foot


def test_a_meeting_day_on_a_phone(phone: Page, as_: As) -> None:
    foot = begun(phone, as_)
    rows = phone.locator("#roll > li")
    first, second = rows.nth(0), rows.nth(1)

    twice(phone, first.locator(".who"))
    main = first.get_by_role("button", name=re.compile("^รับ")).first
    expect(main).to_be_visible()
    expect(foot).to_contain_text("0 จาก")
    phone.wait_for_timeout(450)
    twice(phone, main)
    expect(foot).to_contain_text("1 จาก")
    expect(rows.locator(".sums")).to_have_count(0)

    phone.context.set_offline(True)
    expect(phone.get_by_text("ออฟไลน์ รอให้สัญญาณกลับมา")).to_be_in_viewport()
    second.locator(".who").click()
    phone.context.set_offline(False)
    expect(foot).to_contain_text("1 จาก")
    second.locator(".who").click()
    second.get_by_role("button", name=re.compile("^รับ")).first.click()
    expect(foot).to_contain_text("2 จาก")
    taken = foot.locator(".sumline").inner_text().split()[0]

    foot.get_by_role("link", name="นับเงิน ปิดใบ").click()
    phone.get_by_label("นับได้รวม").fill("1")
    expect(phone.locator("#counted")).to_contain_text("ขาด")
    phone.get_by_label("นับได้รวม").fill(taken)
    expect(phone.locator("#counted")).to_contain_text("ตรงกับใบเก็บเงิน")
    phone.get_by_role("button", name="ปิดใบและลงบัญชี").click()
    expect(phone.get_by_text("บันทึกใบเก็บเงินลงบัญชีแล้ว")).to_be_visible()
    expect(phone.locator(".stat").filter(has_text="รวม").first).to_contain_text(taken)
